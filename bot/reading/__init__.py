"""Read the passages that were found: which of their words answer."""

from bot.reading.make import make_reader, read_text
from bot.reading.reader import Page, Reader, Reading

__all__ = ["Page", "Reader", "Reading", "make_reader", "read_text"]
