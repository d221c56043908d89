"""What a reader is: it takes a question and texts, and returns the spans that answer.

Promise: every span is a slice of one of the texts, so that an answer is always verbatim.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from embeddings.sentences import Span

SERVED = "openai:"
"""What the name of a reader begins with that asks a served model."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text to be read: a passage of a story, or a window of any text.

    ``sentences`` are spans of ``text``; ``similarity``, -1 to 1, is that of question and page,
    where a search by meaning found it; ``depth`` is how many sentences of its story come before;
    ``place`` how many passages a search found better.
    """

    text: str
    sentences: tuple[Span, ...]
    title: str = ""
    similarity: float | None = None
    depth: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A span that may answer: ``pages[page].text[start:end]``.

    ``confidence`` is the calibrated probability, 0 to 1, that it does. ``values`` are the things
    in it that the question asks for, in a form in which equal things are equal: "5", "the
    guardian"; none where the question asks for no such thing.
    """

    page: int
    start: int
    end: int
    confidence: float
    values: frozenset[str] = frozenset()


class Reader(Protocol):
    """Answers from texts."""

    @property
    def name(self) -> str:
        """What ``BYLINE_READER`` calls it."""

    @property
    def least_confidence(self) -> float:
        """The probability from which on an answer is shown, where the user names none."""

    def read(self, question: str, pages: Sequence[Page]) -> tuple[Reading, ...]:
        """Return the spans that may answer, the likeliest first, at most one a sentence."""
