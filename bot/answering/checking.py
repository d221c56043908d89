"""What the stories say to a text: each of its sentences supported, contradicted, not stated or not
checkable, with the sentences that decide.

Promise: nothing supports a claim unless everything that can be checked in it is told; a figure that
a later story corrects is told as outdated; "not stated" never hides what is near.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.answering.citations import Citation
from bot.answering.comparing import LEAST_RELATED, Comparison, Stance, compare
from bot.answering.composing import cite_sentence
from bot.facts import find_numbers
from bot.facts.dates import find_dates
from bot.facts.standings import is_question
from bot.reading import Verdict, VerdictKind
from embeddings.index import Index
from embeddings.retrieval import ALL_STORIES, Filters, search
from embeddings.sentences import Span, split_sentences
from embeddings.stories import Story
from embeddings.words import split_content_words

Judging = Callable[[str, str], Verdict]
"""Gives the verdict of a text on a claim, as ``Judge.judge`` does."""

MOST_SENTENCES = 40
_PASSAGES = 8
_EVIDENCE = 5
_SURE = 0.6
"""From this probability on, a learned verdict counts."""
_LEAST_SHARED = 0.4
_FEWEST_WORDS = 2
_RULED, _NEAR = 0.8, 0.5
"""The confidence of a verdict by comparing alone, and of "not stated" beside something near."""
_OPINION = re.compile(
    r"^\W*(?:i|we) (?:think|believe|feel|hope|love|hate|guess|wish|want|agree|like)\b"
    r"|\b(?:in my opinion|imho|imo|should|ought to|must|let['’]s|please|beautiful|wonderful|awful"
    r"|terrible|amazing|disgusting|shame|thank you|thanks|lol|wow|hello|hi everyone)\b"
    r"|^\W*(?:look|read|watch|click|share|vote|come|go|stop|listen|see|check|imagine)\b"
    r"(?! \w+ed\b)",
    re.IGNORECASE,
)


class Judgement(StrEnum):
    """The verdict on one sentence of a text."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_STATED = "not stated"
    NOT_CHECKABLE = "not checkable"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a story, how it stands to a claim, and why in a few words."""

    citation: Citation
    stance: Stance
    reason: str


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """One sentence of a text with its verdict: what decides comes first in ``evidence``."""

    text: str
    judgement: Judgement
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A sentence of a story, held against a claim."""

    story: Story
    sentence: Span
    compared: Comparison
    stance: Stance
    confidence: float
    reason: str

    @property
    def day(self) -> date:
        """When it was told; long ago where no date is known."""
        return self.story.published or date.min


def check_text(
    index: Index, text: str, judge: Judging | None = None, filters: Filters = ALL_STORIES
) -> tuple[CheckedSentence, ...]:
    """Return the verdict on each sentence of a text, in order.

    ``judge`` gives the learned verdict; without it figures, dates, names and denials decide alone.
    """
    spans = split_sentences(text)[:MOST_SENTENCES]
    return tuple(_check_sentence(index, text[one.start : one.end], judge, filters) for one in spans)


def is_checkable(sentence: str) -> bool:
    """Say whether a sentence states something that stories can bear out or belie.

    Takes "Six workers died."; leaves questions, wishes, opinions, greetings and shouts.
    """
    if is_question(sentence) or _OPINION.search(sentence):
        return False
    words = split_content_words(sentence)
    telling = bool(find_numbers(sentence) or find_dates(sentence))
    return len(words) >= _FEWEST_WORDS or (telling and bool(words))


def _check_sentence(
    index: Index, claim: str, judge: Judging | None, filters: Filters
) -> CheckedSentence:
    if not is_checkable(claim):
        return CheckedSentence(claim, Judgement.NOT_CHECKABLE, 1.0)
    weighed = _weigh_evidence(index, claim, judge, filters)
    judgement, confidence, deciding = decide(weighed)
    places = {(one.story.id, one.sentence) for one in deciding}
    rest = [one for one in weighed if (one.story.id, one.sentence) not in places]
    cited = tuple(
        _cite(index, n, one) for n, one in enumerate([*deciding, *rest][:_EVIDENCE], start=1)
    )
    return CheckedSentence(claim, judgement, confidence, cited)


def _cite(index: Index, n: int, one: _Weighed) -> Evidence:
    citation = cite_sentence(index, n, one.story, one.sentence)
    return Evidence(citation, one.stance, one.reason)


def _weigh_evidence(
    index: Index, claim: str, judge: Judging | None, filters: Filters
) -> list[_Weighed]:
    """Return the sentences that are about a claim, one a story, the nearest first."""
    best: dict[str, _Weighed] = {}
    for hit in search(index, claim, limit=_PASSAGES, filters=filters):
        for sentence in index.database.get_sentences(hit.story.id):
            inside = hit.passage.start <= sentence.start < hit.passage.end
            text = hit.story.text[sentence.start : sentence.end]
            if not inside or is_question(text):
                continue
            compared = compare(claim, text, hit.story.published)
            if compared.share < LEAST_RELATED:
                continue
            one = _Weighed(hit.story, sentence, compared, compared.stance, _RULED, compared.reason)
            known = best.get(hit.story.id)
            if known is None or _rank(one) > _rank(known):
                best[hit.story.id] = one
    ranked = sorted(best.values(), key=lambda one: (-one.compared.share, one.story.id))
    return [_judge(claim, one, judge) for one in ranked[:_EVIDENCE]]


def _rank(one: _Weighed) -> tuple[bool, float]:
    return one.stance is not Stance.RELATED, one.compared.share


def _judge(claim: str, one: _Weighed, judge: Judging | None) -> _Weighed:
    """Let the learned verdict speak where comparing leaves it open, or confirm what it found.

    It never turns a figure that differs into support, nor supports what is not all told.
    """
    if judge is None:
        return one
    verdict = judge(claim, one.story.text[one.sentence.start : one.sentence.end])
    sure = verdict.confidence >= _SURE
    stance, confidence, reason = one.stance, one.confidence, one.reason
    if one.stance is Stance.RELATED and sure and one.compared.share >= _LEAST_SHARED:
        if verdict.kind is VerdictKind.SUPPORTED and one.compared.complete:
            stance, confidence, reason = Stance.SUPPORTS, verdict.confidence, "says so"
        elif verdict.kind is VerdictKind.CONTRADICTED:
            stance, confidence = Stance.CONTRADICTS, verdict.confidence
            reason = "says otherwise"
    elif _agree(one.stance, verdict.kind):
        confidence = max(confidence, verdict.confidence)
    elif one.stance is Stance.SUPPORTS and verdict.kind is VerdictKind.CONTRADICTED and sure:
        stance, confidence, reason = Stance.RELATED, 1 - verdict.confidence, "is not clear about it"
    return replace(one, stance=stance, confidence=confidence, reason=reason)


def _agree(stance: Stance, kind: VerdictKind) -> bool:
    return (stance, kind) in {
        (Stance.SUPPORTS, VerdictKind.SUPPORTED),
        (Stance.CONTRADICTS, VerdictKind.CONTRADICTED),
    }


def decide(weighed: Sequence[_Weighed]) -> tuple[Judgement, float, list[_Weighed]]:
    """Return the verdict that some evidence gives, and what decides, the newest first.

    Where a later story says otherwise, what an older one says is outdated.
    """
    telling = [one for one in weighed if one.stance is not Stance.RELATED]
    telling.sort(key=lambda one: (-one.day.toordinal(), -one.confidence, one.story.id))
    if not telling:
        return Judgement.NOT_STATED, _NEAR if weighed else 1.0, []
    newest = telling[0]
    same_day = [one for one in telling if one.day == newest.day]
    lead = max(same_day, key=lambda one: (one.stance is Stance.CONTRADICTS, one.confidence))
    marked = [
        one
        if one.stance is lead.stance or one.day == lead.day
        else replace(
            one, stance=Stance.OUTDATED, reason=f"{one.reason}; a later story says otherwise"
        )
        for one in telling
    ]
    ordered = [lead, *(one for one in marked if one is not lead)]
    kind = Judgement.SUPPORTED if lead.stance is Stance.SUPPORTS else Judgement.CONTRADICTED
    return kind, lead.confidence, ordered
