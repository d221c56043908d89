"""Answers to yes or no: which agree, and which holds now.

Promise: doubtful cases do not agree; the verdicts are symmetric but for the question asked.
"""

from collections.abc import Sequence, Set

from bot.agreement.candidate import Candidate
from bot.agreement.values import ValueKind
from bot.facts.dates import blank_dates
from bot.facts.opposites import find_opposites
from bot.facts.quantities import count_the_same, find_quantities, may_contradict
from embeddings.lexicon import PRONOUNS
from embeddings.words import split_content_words

_LEAST_SHARE = 0.5
"""What share of the surest sentence's confidence another needs to weigh against it."""


def find_torn(question: str, candidates: Sequence[Candidate]) -> frozenset[str]:
    """Return the ids of the stories of which one sentence says yes and another no, each with a
    word of the question: "A boat was stolen. The boat has not been found."."""
    told: dict[str, dict[object, float]] = {}
    for one in candidates:
        value = one.read(question)
        if value.kind is ValueKind.VERDICT and _count_asked(question, one):
            said = told.setdefault(one.story.id, {})
            said[value.items] = max(one.confidence, said.get(value.items, 0.0))
    return frozenset(
        story
        for story, said in told.items()
        if len(said) > 1 and min(said.values()) >= _LEAST_SHARE * max(said.values())
    )


def may_agree(one: Candidate, other: Candidate, torn: Set[str]) -> bool:
    """Say whether sentences of two stories can say the same: neither story is torn, and they give
    no figures of one thing that differ, as 9 and 6 percent."""
    stories = {one.story.id, other.story.id}
    return len(stories) < 2 or not (stories & torn or _tell_other_figures(one.text, other.text))


def may_outdate(question: str, first: Candidate, other: Candidate) -> bool:
    """Say whether another sentence bears on a question for yes or no as much as the first: it is
    half as sure at least, and has as many words of what is asked."""
    asked = _count_asked(question, other) >= _count_asked(question, first)
    return asked and other.confidence >= _LEAST_SHARE * first.confidence


def may_lead(question: str, surest: Candidate, newer: Candidate) -> bool:
    """Say whether what disagrees with the surest may stand before it: a yes or no of fewer words
    of the question may be of something else, unless it is told of "it"."""
    if newer.read(question).kind is not ValueKind.VERDICT:
        return True
    opening = newer.text.split(maxsplit=1)[0].lower()
    return opening in PRONOUNS or may_outdate(question, surest, newer)


def _tell_other_figures(one: str, other: str) -> bool:
    told, others = find_quantities(blank_dates(one)), find_quantities(blank_dates(other))
    pairs = [(a, b) for a in told for b in others if count_the_same(a, b)]
    return bool(pairs) and all(may_contradict(a, b) for a, b in pairs)


def _count_asked(question: str, candidate: Candidate) -> int:
    """Count the words of a question that a candidate has, or has the opposite of."""
    asked = find_opposites(question) | set(split_content_words(question))
    return len(asked & set(split_content_words(candidate.text)))
