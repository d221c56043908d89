"""The span reader: a small network that points at the words which answer, or at none."""

from bot.reading.spans.span_reader import SpanReader

__all__ = ["SpanReader"]
