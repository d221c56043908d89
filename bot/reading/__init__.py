"""Read the passages that were found: which of their words answer."""

from bot.reading.make import (
    is_prepared,
    make_reader,
    open_judge,
    open_named_reader,
    read_text,
)
from bot.reading.reader import Page, Reader, Reading
from bot.reading.verdicts import Judge, Verdict, VerdictKind

__all__ = [
    "Judge",
    "Page",
    "Reader",
    "Reading",
    "Verdict",
    "VerdictKind",
    "is_prepared",
    "make_reader",
    "open_judge",
    "open_named_reader",
    "read_text",
]
