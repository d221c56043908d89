"""Claims out of questions about texts: an answer put where the question's word stands.

"Who wrote the report?" with the answer "the auditors" claims that the auditors wrote the report,
which its context supports. Another question's answer in the same place is contradicted; so is, or
is not stated, what a question claims that the text only seems to answer. Only questions are taken
whose word of asking is the subject, so that nothing else has to move.

Promise: the same questions and seed make the same claims.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from training.reader.claims import Claim
from training.reader.questions import TextQuestion
from training.reader.sampling import name_source
from training.reader.yes_no import AUXILIARIES

SOURCE = "told"
_VERB_FIRST = rf"(?!(?:do|{AUXILIARIES})\b)"
_SUBJECT_ASKED = re.compile(
    rf"""(?:who|what)\ (?P<rest>
        (?:is|was|are|were)\ (?:the|a|an)\ .+      # who was the first mayor
      | (?:is|was|are|were|has|have|had)\ \w+(?:ed|en|ing|wn|ld|lt|nt)\ .+   # who was elected mayor
      )\?
    | (?:who)\ (?P<told>{_VERB_FIRST}[a-z]\w+\ .+)\?               # who wrote the report
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNMOVED = re.compile(r"\b(?:called|named|known as|to|of|in|on|for|with|by|at|from|about)\?$")
"""Ends of questions whose answer would have to stand elsewhere."""
_SUPPORTED, _CONTRADICTED, _NOT_TOLD = (1, 0, 0), (0, 1, 0), (0, 1, 1)
_MOST_WORDS = 12
"""Of an answer: longer ones are clauses."""
_LONGEST = 1600
"""Code points of a context: of longer ones a window may not hold what settles the claim."""
_SOURCES = frozenset({"squad", "newsqa", "nq-open-oracle", "qed"})


def tell(question: str, answer: str) -> str | None:
    """Return what a question claims with an answer, ``None`` where more would have to move."""
    found = _SUBJECT_ASKED.fullmatch(question)
    if not found or _UNMOVED.search(question) or len(answer.split()) > _MOST_WORDS:
        return None
    return f"{answer[:1].upper()}{answer[1:]} {found['rest'] or found['told']}."


def tell_questions(questions: Sequence[TextQuestion], seed: int) -> list[Claim]:
    """Return the claims that questions can be turned into, two of each."""
    draw = random.Random(f"{seed}-{SOURCE}")  # noqa: S311 - no secret
    by_context: dict[str, list[TextQuestion]] = defaultdict(list)
    for one in questions:
        if len(one.context) <= _LONGEST and name_source(one) in _SOURCES:
            by_context[one.context].append(one)
    return [made for own in by_context.values() for made in _tell_of_one_text(own, draw)]


def _tell_of_one_text(own: Sequence[TextQuestion], draw: random.Random) -> Iterator[Claim]:
    answers = {one.id: _quote(one) for one in own if one.answers}
    for one in own:
        right = answers.get(one.id, "")
        others = sorted({answer for answer in answers.values() if _is_other(answer, right)})
        if one.pair in answers:  # what the text seems to answer is the hardest to tell apart
            others = [answers[one.pair]]
        fillings = [(right, _SUPPORTED)] if one.answers else []
        if others:
            fillings.append((draw.choice(others), _CONTRADICTED if one.answers else _NOT_TOLD))
        for answer, accepted in fillings:
            claim = tell(one.question, answer)
            if claim is not None:
                yield Claim(claim, " ".join(one.context.split()), accepted, one.group, SOURCE)


def _quote(question: TextQuestion) -> str:
    return " ".join(question.context[slice(*question.answers[0])].split())


def _is_other(answer: str, right: str) -> bool:
    """Say whether an answer could stand in another's place and mean something else."""
    if not right:
        return True
    alike = _shape(answer) == _shape(right)
    return alike and answer.lower() not in right.lower() and right.lower() not in answer.lower()


def _shape(answer: str) -> tuple[bool, bool]:
    """Return whether an answer holds a figure, and whether its last word is a name."""
    last = answer.rsplit(maxsplit=1)[-1] if answer.split() else ""
    return any(letter.isdigit() for letter in answer), last[:1].isupper()
