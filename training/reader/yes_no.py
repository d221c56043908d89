"""Questions that ask for yes or no, out of claims: what settles them is a whole sentence.

A claim with an auxiliary verb ("The ship was towed.") is turned into a question ("was The ship
towed?"); its context is its evidence among other evidence of its source. Where people said that
the evidence supports or contradicts the claim, the evidence is the answer; where all of it states
nothing, there is none.

Promise: the same claims and seed make the same questions.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from training.reader.claims import Claim
from training.reader.questions import TextQuestion

SOURCE = "yes-no"
AUXILIARIES = "is|are|was|were|has|have|had|can|could|will|would|did|does|may|might|should"
"""Verbs that a question begins with: a part of a pattern."""
_AUXILIARY = re.compile(rf"((?:[^\s,;:]+ ){{1,7}}?)({AUXILIARIES}) (.+?)[\s.]*")
_LONGEST = 400
"""Code points of evidence that is taken for one sentence."""
_MOST_TOGETHER = 4
_UNTOLD_SHARE = 0.5
_SETTLED = ((1, 0, 0), (0, 1, 0))
_NOT_STATED = (0, 0, 1)


def ask_claims(claims: Sequence[Claim], seed: int) -> list[TextQuestion]:
    """Return the questions that claims can be turned into."""
    draw = random.Random(f"{seed}-{SOURCE}")  # noqa: S311 - no secret
    short = [one for one in claims if len(one.evidence) <= _LONGEST]
    by_claim: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    by_source: dict[str, list[Claim]] = defaultdict(list)
    for one in short:
        by_claim[one.group, one.claim].append(one)
        by_source[one.source].append(one)
    return [made for own in by_claim.values() for made in _ask(own, by_source[own[0].source], draw)]


def turn(claim: str) -> str | None:
    """Return a claim as a question, or ``None`` where that takes more than moving one word."""
    found = _AUXILIARY.fullmatch(claim)
    return f"{found[2]} {found[1]}{found[3]}?" if found else None


def _ask(
    own: Sequence[Claim], others: Sequence[Claim], draw: random.Random
) -> Iterator[TextQuestion]:
    """Yield the question among other evidence, and sometimes again without what settles it."""
    question = turn(own[0].claim)
    told = [one for one in dict.fromkeys(own) if one.accepted in (*_SETTLED, _NOT_STATED)]
    if question is None or not told:
        return
    picked = draw.sample(others, min(len(others), _MOST_TOGETHER))
    strange = [one for one in picked if one.group != own[0].group]
    number = f"{SOURCE}-{own[0].source}-{own[0].group}-{own[0].claim}"
    mixed = [*told, *strange[:3]][:_MOST_TOGETHER]
    draw.shuffle(mixed)
    context, spans = _join(mixed, own)
    yield TextQuestion(number, question, context, spans, own[0].group, SOURCE)
    if spans and strange and draw.random() < _UNTOLD_SHARE:
        silent = [one for one in told if one.accepted == _NOT_STATED]
        context, _ = _join([*silent, *strange][:_MOST_TOGETHER], ())
        yield TextQuestion(f"{number}-untold", question, context, (), own[0].group, SOURCE)


def _join(
    evidence: Sequence[Claim], own: Sequence[Claim]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return evidence as one text, and where in it something of ``own`` settles the question."""
    parts: list[str] = []
    spans, start = [], 0
    for one in evidence:
        ended = one.evidence.endswith((".", "!", "?", '"'))
        parts.append(one.evidence if ended else f"{one.evidence}.")
        if one.accepted in _SETTLED and one in own:
            spans.append((start, start + len(parts[-1])))
        start += len(parts[-1]) + 1
    return " ".join(parts), tuple(spans)
