"""Questions with known answers: read from files and split into those to learn from and those kept.

Promise: a group (an article, a story) is either learnt from or kept aside, never both, and which
it is depends on its name alone.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.lines import read_lines

KEPT_SHARES = {"squad2": 0.05, "newsqa": 0.2, "qamr": 0.1}
"""The share of a source's groups that is kept aside for choosing and calibrating."""
_OTHER_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Question:
    """A question to a context; ``answers`` are (start, end) in it, none if it does not say."""

    id: str
    question: str
    context: str
    answers: tuple[tuple[int, int], ...]
    group: str
    source: str

    @property
    def title(self) -> str:
        """The name of the article where the group has one, else nothing."""
        named = self.source in {"squad2", "squadshifts-new_wiki", "qed"}
        return self.group.partition(":")[2].replace("_", " ") if named else ""


def read_questions(path: Path) -> Iterator[Question]:
    """Read JSON Lines (also .gz or .xz) of ``id, question, context, answers, group, source``."""
    for fields in read_lines(path):
        yield Question(
            id=fields["id"],
            question=" ".join(fields["question"].split()),
            context=fields["context"],
            answers=tuple(_trim(answer) for answer in fields["answers"]),
            group=fields["group"],
            source=fields["source"],
        )


def read_all(paths: Sequence[Path]) -> tuple[Question, ...]:
    """Read several files."""
    return tuple(question for path in paths for question in read_questions(path))


def is_kept_aside(question: Question) -> bool:
    """Say whether a question is not to be learnt from."""
    # the comments of one site are one group: there each context is its own
    name = question.context if question.source == "squadshifts-reddit" else question.group
    digest = hashlib.sha256(name.encode()).digest()
    return digest[0] / 256 < KEPT_SHARES.get(question.source, _OTHER_SHARE)


def _trim(answer: dict[str, object]) -> tuple[int, int]:
    """Leave blanks and closing punctuation out of an answer."""
    start, text = int(str(answer["start"])), str(answer["text"])
    kept = text.rstrip(" \n\t.,;:!?") or text
    return start + len(kept) - len(kept.lstrip()), start + len(kept)
