"""What a cue introduces: the words after it, or those before it.

Promise: a content holds no blank and no comma at either end and leaves its statement's end mark
out, unless that stands in a quotation.
"""

from embeddings.attribution.lexicon import CITING, TIMES
from embeddings.attribution.phrases import find_phrase_after
from embeddings.attribution.statements import Statement
from embeddings.lexicon import ADVERBS
from embeddings.sentences import Span

_DASHES = {"—", "–"}
_END_MARKS = {".", "?", "!", ";", ":", ",", "…"} | _DASHES
_STARTING_MARKS = _DASHES | {",", ":", "-"}
_BREAKS = _DASHES | {","}
_ENDING_LINKS = {"and", "but", "which", "who", "while", "whose", "or"}
"""Words that go on after a comma with something else than what was said."""
_SETTINGS = {"in", "on", "at", "during", "via", "after"}
"""Prepositions that say where and when something was said: "in a statement", "on Tuesday"."""


def find_content_after(statement: Statement, at: int) -> Span | None:
    """Return what follows the token ``at`` up to the end of what is said."""
    first = _skip_setting(statement, at + 1)
    if statement.get_lower(first) == "," and statement.get_lower(first + 1) in _ENDING_LINKS:
        return None
    while statement.get_lower(first) in _STARTING_MARKS:
        first += 1
    end = _find_end(statement, first)
    while end > first and statement.get_lower(end - 1) in _END_MARKS:
        if statement.is_quoted(end - 1):
            break
        end -= 1
    return _make_span(statement, first, end)


def _skip_setting(statement: Statement, at: int) -> int:
    """Step over when and where it was said, where a comma, a colon or "that" follows."""
    while statement.get_lower(at) in TIMES | ADVERBS and statement.get_lower(at + 1) != "of":
        at += 1
    if statement.get_lower(at) in _SETTINGS:
        phrase = find_phrase_after(statement, at + 1)
        after = statement.get_lower(phrase[1]) if phrase else ""
        if phrase and (
            after in {",", ":", "that"} or statement.is_quoted(phrase[1]) or at + 1 == phrase[1] - 1
        ):
            return phrase[1]
    return at


def _find_end(statement: Statement, first: int) -> int:
    """Return the token past the content that starts at ``first``."""
    size = len(statement.tokens)
    if statement.is_quoted(first):
        closed = first
        while statement.is_quoted(closed):
            closed += 1
        if closed >= size or statement.get_lower(closed - 2) in _END_MARKS:
            return closed
        first = closed
    for at in range(first + 1, size):
        if statement.quoted[at]:
            continue
        lower = statement.get_lower(at)
        if lower in _BREAKS and statement.get_lower(at + 1) in CITING:
            return at
        if lower == ";":
            return at
    return size


def find_content_before(statement: Statement, end: int) -> Span | None:
    """Return what stands before the token ``end``, from the start of what is said."""
    first = 0
    parenthesis = statement.get_lower(end - 1) in _DASHES
    while end > 0 and statement.get_lower(end - 1) in _END_MARKS:
        if statement.is_quoted(end - 1):
            break
        end -= 1
    if not parenthesis:
        first = _find_start(statement, end)
    return _make_span(statement, first, end)


def _find_start(statement: Statement, end: int) -> int:
    """Return where the content that ends before ``end`` starts: past a dash or semicolon."""
    for at in range(end - 2, 0, -1):
        if statement.get_lower(at) in _DASHES | {";"} and not statement.is_quoted(at):
            return at + 1
    return 0


def _make_span(statement: Statement, first: int, end: int) -> Span | None:
    while first < end and statement.get_lower(first) in _DASHES | {"-"}:
        first += 1
    tokens = statement.tokens[first:end]
    if not any(token.is_word for token in tokens):
        return None
    return Span(tokens[0].start, tokens[-1].end)
