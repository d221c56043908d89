"""Read the passages that were found: which of their words answer."""

from bot.reading.make import is_prepared, make_reader, open_named_reader, read_text
from bot.reading.reader import Page, Reader, Reading

__all__ = [
    "Page",
    "Reader",
    "Reading",
    "is_prepared",
    "make_reader",
    "open_named_reader",
    "read_text",
]
