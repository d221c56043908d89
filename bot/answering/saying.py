"""Questions for the outlet that said something, or for what somebody said: "Which paper reports
five shots?", "What did the surgeon say about him?".

Promise: an outlet is told only where the index found that it is the source; nobody's words are told
for those of somebody else with the sureness of their own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.agreement import Candidate, names_outlet
from bot.facts import widen_over_hedge
from embeddings.attribution import ASSERTED, OTHER, Attribution
from embeddings.index import Index
from embeddings.lexicon import OUTLET_KINDS, join_pattern
from embeddings.retrieval import Hit
from embeddings.sentences import Span
from embeddings.words import split_content_words, split_words

_VERBS = (
    r"(?:say|said|claim|report|state|told|announce|argue|insist|warn|believe|think|suggest|write"
    r"|wrote|admit|confirm|complain|predict|estimate|described?|quote)(?:d|s|ed)?"
)
_OUTLET = rf"(?:(?:news ?)?(?:{join_pattern(OUTLET_KINDS)}|network)s?)"
_ASKS_OUTLET = re.compile(
    rf"""^\W*(?:
      (?:which|what)\ (?:\w+\ ){{0,2}}?{_OUTLET}\ {_VERBS}
      | according\ to\ (?:which|what)\ {_OUTLET}
    )\b(?!\ (?:about|on|by|it)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_ASKS_WHAT = re.compile(
    rf"""^\W*(?:what|how)\ (?:else\ |exactly\ )?(?:did|does|do|has|have|had)\ (?P<who>.+?)
    \ (?:{_VERBS}|respon[ds]\w*|react\w*|explain\w*|promise\w*|call\w*)\b(?P<about>.*)""",
    re.VERBOSE | re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|their|its) ", re.IGNORECASE)
_LEAST_WORDS, _LEAST_FIT = 2, 0.6
_SURE = 0.9
_NEAR = 60
"""Code points around a source in which it can be called otherwise."""
_SAID, _OF_THEM, _OF_ANOTHER = 0.75, 0.5, 0.2
"""How sure it is that somebody's words answer a question for them, where all that it asks about is
in their sentence and passage; and what the probability is worth of what is told of them where they
have words of their own, and of words of others."""
_FULL_STATEMENT, _SHORT = 4, 0.9
"""Words with content, and what a statement of fewer is worth: "I could read and hear it"."""


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Somebody whom a question names: the words of the name, and how it is written."""

    words: frozenset[str]
    written: re.Pattern[str]

    @classmethod
    def of(cls, name: str) -> "_Speaker | None":
        """Return the speaker of a name; nobody where it is a mere pronoun."""
        words = frozenset(split_content_words(name))
        bare = re.escape(_ARTICLE.sub("", name))
        return cls(words, re.compile(rf"\b{bare}\b", re.IGNORECASE)) if words else None


def find_outlet(index: Index, question: str, hits: Sequence[Hit]) -> Candidate | None:
    """Return the outlet that says what a question asks an outlet for, as a candidate.

    Who else said something the reader finds as often.
    """
    cue = _ASKS_OUTLET.search(question)
    asked = split_content_words(question[cue.end() :]) if cue else ()
    if cue is None or len(asked) < _LEAST_WORDS:
        return None
    found = [
        (_fit(asked, one.content, hit.story.text), -at, one)
        for at, hit in enumerate(hits)
        for one in _list_outlets(index, hit)
    ]
    fit, at, one = max(found, key=lambda each: each[:2], default=(0.0, 0, None))
    if one is None or fit < _LEAST_FIT:
        return None
    story = hits[-at].story
    sentence = _span_all(one).surround(index.database.get_sentences(story.id))
    return Candidate(
        story, sentence, widen_over_hedge(story.text, one.source, sentence), _SURE * fit
    )


def heed_speaker(
    index: Index, question: str, hits: Sequence[Hit], candidates: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """Trust somebody's own words where a question asks what they said, and other words less.

    Words of theirs that no candidate points at become candidates.
    """
    cue = _ASKS_WHAT.search(question)
    who = _Speaker.of(cue["who"]) if cue else None
    if cue is None or who is None:
        return tuple(candidates)
    about = [word for word in split_content_words(cue["about"]) if word not in who.words]
    theirs = [one for hit in hits for one in _list_words_of(index, hit, who, about)]
    heeded = [_heed(one, who, theirs) for one in candidates]
    new = [one for one in theirs if not any(_meets(one, other) for other in candidates)]
    return tuple(sorted([*heeded, *dict.fromkeys(new)], key=lambda one: one.order))


def _heed(candidate: Candidate, who: _Speaker, theirs: Sequence[Candidate]) -> Candidate:
    own = [one.confidence for one in theirs if _meets(one, candidate)]
    if own:
        return replace(candidate, confidence=max(candidate.confidence, *own))
    worth = _OF_ANOTHER
    if who.written.search(candidate.sentence_text):
        worth = _OF_THEM if theirs else 1.0
    return replace(candidate, confidence=candidate.confidence * worth)


def _meets(one: Candidate, other: Candidate) -> bool:
    same = one.story.id == other.story.id and one.field == other.field
    return same and one.answer.overlaps(other.answer)


def _list_words_of(
    index: Index, hit: Hit, who: _Speaker, about: Sequence[str]
) -> Iterator[Candidate]:
    """Yield what a passage says that somebody said, as candidates."""
    sentences, passage = index.database.get_sentences(hit.story.id), _span_of(hit)
    for one in _list_inside(index, hit):
        whole = _span_all(one).surround(sentences)
        if one.stance == OTHER or not _is_of(who, hit.story.text, one, whole):
            continue
        short = _count_words(hit.story.text, one.content) < _FULL_STATEMENT
        places = (whole, passage)
        near = sum(_fit(about, place, hit.story.text) for place in places) / len(places)
        chance = _SAID * (_SHORT if short else 1.0) * (near if about else 1.0)
        content = widen_over_hedge(hit.story.text, one.content, whole)
        yield Candidate(hit.story, whole, content, chance)


def _is_of(who: _Speaker, text: str, one: Attribution, whole: Span) -> bool:
    """Say whether a source is the one asked for, by its name, by a shorter or longer one, or by
    what it is called beside it: "said Lee, the surgeon"."""
    own, full = text[one.source.start : one.source.end], one.name or ""
    words = frozenset(split_content_words(max(own, full, key=len)))  # "Ann Lee", of whom "Lee" says
    if words and (words <= who.words or who.words <= words):
        return True
    start = max(whole.start, one.source.start - _NEAR)
    end = min(whole.end, one.source.end + _NEAR)
    if one.content.start >= one.source.end:
        end = min(end, one.content.start)
    elif one.content.end <= one.source.start:
        start = max(start, one.content.end)
    return bool(who.written.search(text[start:end]))


def _span_all(one: Attribution) -> Span:
    """Return the span from the source of a content to its end, or the other way round."""
    parts = (one.source, one.content)
    return Span(min(part.start for part in parts), max(part.end for part in parts))


def _list_outlets(index: Index, hit: Hit) -> Iterator[Attribution]:
    """Yield what a passage says that an outlet says, where it names that in the same place."""
    for one in _list_inside(index, hit):
        name = hit.story.text[one.source.start : one.source.end]
        if one.stance == ASSERTED and names_outlet(name):
            yield one


def _list_inside(index: Index, hit: Hit) -> Iterator[Attribution]:
    """Yield the attributions of which a passage holds some of what was said."""
    passage = _span_of(hit)
    for one in index.database.get_attributions(hit.story.id):
        if one.content.overlaps(passage):
            yield one


def _span_of(hit: Hit) -> Span:
    return Span(hit.passage.start, hit.passage.end)


def _count_words(text: str, content: Span) -> int:
    return len(split_content_words(text[content.start : content.end]))


def _fit(asked: Sequence[str], content: Span, text: str) -> float:
    """Return the share of the words asked about that a content holds."""
    told = set(split_words(text[content.start : content.end]))
    return sum(word in told for word in asked) / max(1, len(asked))
