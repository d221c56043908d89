"""From candidates to answers: what is said alike is one answer, what differs stands beside it.

Promise: the groups and their order do not depend on the order of the candidates, no candidate is
in two groups, and values are never averaged.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.agreement.candidate import Candidate
from bot.agreement.rivals import name_differently
from bot.agreement.values import FIGURES, AnswerValue, ValueKind, contradict, say_the_same
from bot.agreement.verdicts import find_torn, may_agree, may_lead, may_outdate
from bot.facts import find_numbers
from bot.facts.list_questions import asks_for_one_name
from bot.facts.names import find_names, same_name
from bot.facts.nowness import asks_for_now, asks_for_state, is_gone, is_replaced
from bot.facts.revisions import Revision, find_revision
from bot.facts.standing_cues import Standing

LEAST_LIKENESS = 0.5
"""From this cosine on, two phrases say the same; measured against people who grouped answers."""
_LEAST_CURRENT = 0.3
"""What share of the likeliest answer's confidence a newer one needs to stand in its place."""
LEAST_SHARE = 0.5
"""What share of the likeliest answer's confidence another needs to disagree with it: less sure
ones are rather answers to something else."""


Likeness = Callable[[str, str], float]
"""How near two phrases are in meaning: a symmetric cosine, -1 to 1."""


class Relation(StrEnum):
    """How an answer stands to the first."""

    DISAGREES = "disagrees"
    EARLIER = "earlier"
    OTHER_EVENT = "other event"


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates that say the same of one event, the surest first, at most one a story.

    ``relation`` is ``None`` for the first answer, and for one that adds to it.
    """

    candidates: tuple[Candidate, ...]
    value: AnswerValue
    event: str
    relation: Relation | None = None
    revision: Revision | None = None

    @property
    def first(self) -> Candidate:
        """The surest candidate."""
        return self.candidates[0]

    @property
    def standing(self) -> Standing:
        """Whether it is told as so, or as charged, planned and so on."""
        return self.first.standing

    @property
    def newest(self) -> date:
        """When the answer was last given; long ago where no date is known, or where all tell it as
        replaced or gone."""
        named = self.value.kind is ValueKind.NAME
        holding = (
            one
            for one in self.candidates
            if not (is_replaced(one.before) or (named and is_gone(one.after)))
        )
        return max((one.story.published or date.min for one in holding), default=date.min)

    @property
    def phrase(self) -> str:
        """The answer, or only its figure or date where the answer is a whole sentence."""
        if (
            self.first.is_sentence
            and len(self.value.items) == 1
            and not isinstance(self.value.items[0], str)
        ):
            (item,) = self.value.items
            return self.first.text[item.start : item.end]
        return self.first.text


def choose_bearing(question: str, candidates: Sequence[Candidate], least: float) -> list[Candidate]:
    """Return the candidates that are sure, and the figures that may bear on them, surest first.

    None is left where none is as sure as ``least``.
    """
    ordered = sorted(candidates, key=lambda one: one.order)
    if not ordered or ordered[0].confidence < least:
        return []
    bar = LEAST_SHARE * ordered[0].confidence
    current = _LEAST_CURRENT * ordered[0].confidence if asks_for_now(question) else 1.0
    return [
        one
        for one in ordered
        if one.confidence >= min(least, current)
        or (one.confidence >= bar and one.read(question).kind in FIGURES)
    ]


def group_candidates(
    question: str,
    candidates: Sequence[Candidate],
    events: Mapping[str, str],
    likeness: Likeness,
    *,
    least: float = 0.0,
) -> tuple[Group, ...]:
    """Return the answers that candidates give: the first, then what disagrees, then the others.

    ``candidates`` are those that ``choose_bearing`` chose for ``least``; ``events`` names for each
    story's id the event it tells of. Answers that disagree, the first among them, are in order of
    their date, the newest in front. What is less sure than ``least`` counts only where its figure
    agrees or disagrees with a surer one, and never comes first.
    """
    groups = _gather(question, sorted(candidates, key=lambda one: one.order), events, likeness)
    if not groups:
        return ()
    related = [
        one
        for one in _relate(question, groups)
        if one.first.confidence >= least
        or one.relation is Relation.DISAGREES
        or asks_for_now(question)
    ]
    rivals = [one for one in related[1:] if one.relation is Relation.DISAGREES]
    leading = _order_by_date(question, [related[0], *rivals], least) if rivals else related[:1]
    rest = [one for one in related[1:] if one.relation is not Relation.DISAGREES]
    ordered = (*leading, *sorted(rest, key=lambda one: one.relation is Relation.OTHER_EVENT))
    return _lead_with_facts(_lead_with_newest(question, ordered))


def _lead_with_newest(question: str, groups: Sequence[Group]) -> tuple[Group, ...]:
    """Put the newest answer first where a question asks for what holds now, and name the others
    as earlier ones."""
    now = asks_for_now(question)
    if len(groups) < 2 or not (now or asks_for_state(question)):
        return tuple(groups)

    def may_replace(one: Group, other: Group) -> bool:
        bears = now or may_outdate(question, one.first, other.first)
        return bears and _may_replace(one, other)

    first = groups[0]
    rivals = [one for one in groups if may_replace(first, one)]
    newest = max(rivals, key=lambda one: one.newest, default=first)
    if newest.newest <= first.newest:
        newest = first
    named = [
        replace(one, relation=Relation.EARLIER, revision=None)
        if one is not newest and one.newest < newest.newest and may_replace(newest, one)
        else one
        for one in groups
    ]
    rest = [one for one in named if one is not newest]
    return (replace(newest, relation=None), *rest)


def _may_replace(first: Group, other: Group) -> bool:
    """Say whether another answer is of the same kind, and sure enough to be today's."""
    alike = first.value.kind is other.value.kind and first.standing is other.standing
    single = len(first.value.items) == len(other.value.items) == 1
    sure = other.first.confidence >= _LEAST_CURRENT * first.first.confidence
    return alike and (single or first.value.kind is ValueKind.WORDS) and sure


def _lead_with_facts(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """Put what is told as so, and half as sure, before what is charged, planned or forecast."""
    least = LEAST_SHARE * groups[0].first.confidence
    sure = (one for one in groups if one.first.confidence >= least)
    fact = next((one for one in sure if one.standing is Standing.ASSERTED), None)
    if fact is None or fact is groups[0]:
        return groups
    first, rest = replace(fact, relation=None), [one for one in groups if one is not fact]
    return (first, *(replace(one, relation=None) for one in rest))


def _gather(
    question: str,
    candidates: Sequence[Candidate],
    events: Mapping[str, str],
    likeness: Likeness,
) -> list[Group]:
    """Put each candidate, the surest first, to the first group that says the same."""
    groups: list[Group] = []
    torn = find_torn(question, candidates)
    for candidate in candidates:
        value = candidate.read(question)
        event = events.get(candidate.story.id, candidate.story.id)
        for at, group in enumerate(groups):
            verdict = value.kind is ValueKind.VERDICT
            if verdict and not may_agree(group.first, candidate, torn):
                continue
            if _belongs(group, candidate, value, event, likeness):
                if candidate.story.id not in {one.story.id for one in group.candidates}:
                    groups[at] = replace(group, candidates=(*group.candidates, candidate))
                break
        else:
            groups.append(Group((candidate,), value, event))
    return groups


def _belongs(
    group: Group, candidate: Candidate, value: AnswerValue, event: str, likeness: Likeness
) -> bool:
    """Say whether a candidate says the same; the same figure of another event is not the same,
    nor is what is charged or planned the same as what is so."""
    apart = value.kind in (ValueKind.QUANTITY, ValueKind.VERDICT) and group.event != event
    if apart or candidate.standing is not group.standing:
        return False
    if say_the_same(group.value, value):
        return True
    if not value.kind is group.value.kind is ValueKind.WORDS:
        return False
    if candidate.is_sentence or group.first.is_sentence:
        return bool(candidate.values) and candidate.values == group.first.values
    return _mean_the_same(candidate.text, group.first.text, likeness)


def _mean_the_same(one: str, other: str, likeness: Likeness) -> bool:
    """Say whether two wordings are near in meaning; a figure is never near another figure."""
    if _holds_figure(one) or _holds_figure(other) or not _may_name_the_same(one, other):
        return False
    return likeness(one, other) >= LEAST_LIKENESS


def _holds_figure(text: str) -> bool:
    return any(char.isdigit() for char in text) or bool(find_numbers(text))


def _may_name_the_same(one: str, other: str) -> bool:
    """Say whether two phrases share a name, or one of them has none."""
    names, others = find_names(f"x {one}"), find_names(f"x {other}")
    return not names or not others or any(same_name(a, b) for a in names for b in others)


def _relate(question: str, groups: Sequence[Group]) -> list[Group]:
    """Name how each answer stands to the first.

    A story that gives two figures tells of two things: only its surest one can disagree.
    """
    first, *others = groups
    told_by = {one.story.id for one in first.candidates}
    related = [first]
    for other in others:
        relation = None
        telling = {one.story.id for one in other.candidates}
        if other.event != first.event:
            relation = Relation.OTHER_EVENT
        elif not telling <= told_by and _rivals(question, first, other):
            relation = Relation.DISAGREES
            told_by |= telling
        related.append(replace(other, relation=relation))
    return related


def _rivals(question: str, first: Group, other: Group) -> bool:
    if other.first.confidence < LEAST_SHARE * first.first.confidence:
        return False
    if first.standing is not Standing.ASSERTED or other.standing is not Standing.ASSERTED:
        return False
    if contradict(first.value, other.value):
        return True
    return asks_for_one_name(question) and all(
        name_differently(one, first.value, another, other.value)
        for one in first.candidates
        for another in other.candidates
    )


def _order_by_date(question: str, groups: Sequence[Group], least: float) -> list[Group]:
    """Order answers that disagree, the newest first, and name what corrects or updates another."""
    surest, oldest = groups[0].first, min(one.newest for one in groups)
    named = [
        replace(one, revision=_find_revision(one) if one.newest > oldest else None)
        for one in sorted(groups, key=lambda one: (-one.newest.toordinal(), one.first.order))
    ]
    named.sort(
        key=lambda one: one.first.confidence < least or not may_lead(question, surest, one.first)
    )
    return [
        replace(one, relation=Relation.DISAGREES if at else None) for at, one in enumerate(named)
    ]


def _find_revision(group: Group) -> Revision | None:
    found = (
        find_revision(one.story.title, one.story.text, one.sentence) for one in group.candidates
    )
    return next((one for one in found if one), None)
