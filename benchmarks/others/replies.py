"""What goes in and out of a system that is compared: its places, and what it says to a question."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Places:
    """The stories as JSON Lines, the system's index, and the folders of encoder and reader."""

    stories: Path
    index: Path
    encoder: Path
    reader: Path


@dataclass(frozen=True, slots=True)
class Built:
    """How many passages were made; in how many seconds, where not the whole process is meant."""

    passages: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The words that answer and the text around them, from ``start`` on; no answer is ``None``.

    ``shown`` says whether a person would have seen it, ``passages`` are the texts that were found,
    the nearest first.
    """

    answer: str | None
    shown: bool
    context: str = ""
    start: int = 0
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class System:
    """An open system: ``ask`` takes a question and the day on which it is asked, and is what is
    timed; ``tell`` says what came out, and is not."""

    ask: Callable[[str, str], Any]
    tell: Callable[[str, str, Any], Reply]
