"""Questions about a story itself: who wrote it, when it was published, which paper carried it.

Promise: an answer is a field of the story that fits the question's words best, cited as such;
nothing is answered where the field is empty or no story is meant.
"""

import re
from collections.abc import Sequence

from bot.agreement import Candidate, Field, read_field
from embeddings.lexicon import OUTLET_KINDS, join_pattern
from embeddings.retrieval import Hit
from embeddings.sentences import Span
from embeddings.stories import Story
from embeddings.words import split_content_words, split_words

_PIECE = r"story|article|piece|column|explainer|write-?up|coverage"
"""What is nothing but a story of the news; a report may be an office's, a review a doctor's."""
_STORY = rf"(?:(?:news )?(?:{_PIECE}|report|item|post|interview|review|feature|headline|text))"
_WRITER = r"(?:reporter|journalist|correspondent|columnist|writer|author)"
_WROTE = r"(?:wrote|covered|reported|filed|broke)"
_ASKS: tuple[tuple[Field, re.Pattern[str]], ...] = (
    (
        Field.AUTHORS,
        re.compile(
            rf"^\W*who (?:wrote|authored|reported|penned|filed|is the (?:author|writer|reporter) of"
            rf"|are the authors of) (?:on |about |the |this |that |a |an |its )*{_STORY}?\b"
            rf"(?:.*\b{_STORY}\b|(?= (?:about|on)\b)|.*[“\"])"
            rf"|\bwho (?:wrote|reported|writes|reports) (?:about|on)\b|\bby whom was the {_STORY}"
            rf"|\bwho(?:se|['’]s)? (?:is the )?by-?line\b|\bauthor of (?:the|this) {_STORY}"
            rf"|\b(?:which|what) (?:\w+ ){{0,3}}{_WRITER} {_WROTE}\b"
            rf"|\bwho(?:['’]?s| is| was| are| were) the {_WRITER}s? (?:on|of|for|behind|covering)"
            rf" .*\b{_STORY}\b"
            rf"|\b(?:name of|who(?:['’]?s| is| was)) the {_WRITER} (?:who|that) {_WROTE}\b",
            re.IGNORECASE,
        ),
    ),
    (
        Field.PUBLISHED,
        re.compile(
            rf"\b(?:when|what (?:day|date)|on which (?:day|date)) (?:was|did|is|were)"
            rf" .*\b(?:published"
            rf"|posted|printed|appear|come out|go online)\b.*"
            rf"|\bwhen was .*\b{_STORY}\b.*\b(?:written|out)\b"
            rf"|\bhow old is (?:the|this) .*{_STORY}\b"
            rf"|\bdate (?:of|on) (?:the|this|that) .*{_STORY}\b"
            r"|\b(?:when|(?:what|which) (?:day|date)) did (?P<outlet>[\w .’'-]{2,30}?)"
            r" (?:report|publish|write|run|carry|cover|print|post)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Field.PUBLISHER,
        re.compile(
            rf"\b(?:which|what) (?:news ?)?(?:{join_pattern(OUTLET_KINDS)}|publisher|newsroom)\b"
            rf".*\b(?:publish|report|wrote|carri"
            rf"|ran|print|say|says|said|tell|told|cover|from|has the|broke)\w*"
            rf"|\b(?:which|what) (?:news ?)?(?:{join_pattern(OUTLET_KINDS)})"
            rf" (?:had|did|put out|broke) (?:the|this|that|a|an) (?:\w+ ){{0,3}}{_STORY}\b"
            rf"|\bwho published\b|\bwhere was (?:the|this) .*{_STORY}\b.*published",
            re.IGNORECASE,
        ),
    ),
    (
        Field.TITLE,
        re.compile(
            rf"(?:\b(?:what(?:['’]?s| is| was)|which was|give me|tell me) the|^(?:the )?)"
            rf" ?(?:headline|title) of"
            rf" (?:the|this|that|a|an) (?:\w+ ){{0,3}}{_STORY}\b",
            re.IGNORECASE,
        ),
    ),
)
_TRIGGERS = frozenset(
    split_words(
        "wrote write written author authors reported report reporter published publish posted"
        " printed appear come out story article piece column item newspaper paper outlet publisher"
        " publication site website magazine broadcaster agency date day old news source says said"
        " carried ran told headline byline interview review feature text penned coverage"
        " cover covered journalist correspondent columnist filed broke run carry print title"
        " had put writer whos behind whats explainer"
    )
)
_BOOKS = re.compile(
    r"\b(?:book|novel|song|poem|letter|play|memoir|constitution|law|bill|opera)\b", re.I
)
_PRINTED = re.compile(rf"\b(?:{_PIECE})\b", re.IGNORECASE)
_LEAST_FIT = 0.5
_SURE = 0.9


def find_metadata(question: str, hits: Sequence[Hit]) -> Candidate | None:
    """Return the field of the story that a question asks about, as a candidate."""
    field, cue = _find_cue(question)
    if cue is None or field is None:
        return None
    outlet = cue.groupdict().get("outlet")
    named = [hit for hit in hits if _names_publisher(outlet or question, hit)]
    if outlet and not named:
        return None
    told = [hit for hit in named or hits if read_field(hit.story, field)]
    fit, story = _choose_story(question, told)
    if story is None:
        return None
    value = read_field(story, field)
    whole = Span(0, len(value))
    return Candidate(story, whole, whole, _SURE * min(1.0, fit), field=field)


def lacks_author(question: str, hits: Sequence[Hit]) -> bool:
    """Say whether a question asks who wrote a story of which that is not known: nobody who stands
    in its text did."""
    field, _ = _find_cue(question)
    if field is not Field.AUTHORS or not _PRINTED.search(question):
        return False
    _, story = _choose_story(question, hits)
    return story is not None and not story.authors


def _find_cue(question: str) -> tuple[Field | None, re.Match[str] | None]:
    """Return which field a question asks about, and the words that say so."""
    if _BOOKS.search(question) and not re.search(_STORY, question, re.IGNORECASE):
        return None, None
    cues = ((field, cue.search(question)) for field, cue in _ASKS)
    return next(((field, cue) for field, cue in cues if cue), (None, None))


def _choose_story(question: str, hits: Sequence[Hit]) -> tuple[float, Story | None]:
    """Return the story that fits a question's words best, and how well, if well enough."""
    asked = [word for word in split_content_words(question) if word not in _TRIGGERS]
    fits = [(_fit(asked, hit), hit.story) for hit in hits] if asked else []
    fit, story = max(fits, key=lambda one: one[0], default=(0.0, None))
    return (fit, story) if fit >= _LEAST_FIT else (fit, None)


def _names_publisher(text: str, hit: Hit) -> bool:
    words = set(split_words((hit.story.publisher or "").lower().removeprefix("the ")))
    return bool(words) and words <= set(split_words(text.lower()))


def _fit(asked: Sequence[str], hit: Hit) -> float:
    """Return the share of the words asked about that a story's headline, passage or publisher has;
    those of the headline count a little more."""
    headline = set(split_words(hit.story.title))
    text = {*split_words(hit.passage.text), *split_words(hit.story.publisher or "")}
    both = sum(word in headline or word in text for word in asked) / len(asked)
    return both + 0.05 * sum(word in headline for word in asked) / len(asked)
