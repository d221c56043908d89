"""A story: one news article's clean text, what is known about it, and what was taken out of it.

Promise: ``Story.text`` is the one text that every passage, sentence and citation is a slice of.
"""

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Removed:
    """Clutter that stood in the raw text: kept, so that a wrong rule can be seen and undone."""

    text: str
    reason: str
    at: int
    """Where in ``Story.text`` it stood: the code point it preceded."""


@dataclass(frozen=True, slots=True)
class Story:
    """One news story.

    ``text`` holds no carriage returns, no white space but spaces and newlines, and no blank at
    either end. Missing metadata is ``None`` or empty, never guessed.
    """

    id: str
    text: str
    title: str = ""
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    url: str | None = None
    removed: tuple[Removed, ...] = ()

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("id must not be empty")
        if not self.text or self.text != self.text.strip():
            raise ValueError(f"text must be non-empty and stripped, was: {self.text[:40]!r}")
        for removed in self.removed:
            if not 0 <= removed.at <= len(self.text):
                raise ValueError(f"removed.at must lie in the text, was: {removed.at}")

    @property
    def sha256(self) -> str:
        """SHA-256 of the clean text in UTF-8, as hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()
