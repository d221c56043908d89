"""Sentences as attribution reads them: whole quotations with the words that introduce them.

Promise: a statement never ends inside a quotation that closes on its line, and crosses a line
break only from a colon to the quotation below it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.attribution.quotations import find_quotations
from embeddings.attribution.tokens import SAYING_STEMS, Token, read_tokens, stem_word
from embeddings.sentences import Span

_LONGEST_REMARK = 6
"""Words of "Senator Ann Lee asked him"."""
_OPENING_MARKS = '“"‘«'
_CLOSING_MARKS = "”\"’»'"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement's tokens, for each whether it stands in a quotation, and which of them are
    words of saying outside of all quotations."""

    span: Span
    tokens: tuple[Token, ...]
    quoted: tuple[bool, ...]
    quotations: tuple[Span, ...]
    starts_line: bool
    sayings: tuple[int, ...]

    def get_lower(self, at: int) -> str:
        """Return the folded word at ``at``; empty outside the statement."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def is_quoted(self, at: int) -> bool:
        """Whether the token at ``at`` stands in a quotation; not so outside the statement."""
        return 0 <= at < len(self.tokens) and self.quoted[at]

    @property
    def is_quotation(self) -> bool:
        """Whether it is nothing but one quotation or more."""
        return all(self.quoted)


def make_statements(text: str, sentences: Sequence[Span]) -> tuple[Statement, ...]:
    """Gather the sentences of ``text`` into statements."""
    quotations = find_quotations(text)
    spans = _join(text, sentences, quotations)
    return tuple(_make_statement(text, span, quotations) for span in spans)


def _join(text: str, sentences: Sequence[Span], quotations: Sequence[Span]) -> list[Span]:
    """Join each sentence to the one before where a quotation or a remark on it is cut."""
    starts = [quotation.start for quotation in quotations]
    joined: list[Span] = []
    for sentence in sentences:
        if joined and _is_cut(text, joined[-1], sentence, quotations, starts):
            joined[-1] = Span(joined[-1].start, sentence.end)
        else:
            joined.append(sentence)
    return joined


def _is_cut(
    text: str, before: Span, after: Span, quotations: Sequence[Span], starts: Sequence[int]
) -> bool:
    if "\n" in text[before.end : after.start]:
        return text[before.end - 1] == ":" and text[after.start] in _OPENING_MARKS
    at = bisect_right(starts, before.end - 1) - 1
    if at >= 0 and quotations[at].end > before.end:
        return True
    if text[before.end - 1] not in _CLOSING_MARKS:
        return False
    return text[after.start].islower() or _is_remark(text[after.start : after.end])


def _is_remark(sentence: str) -> bool:
    """Whether a sentence only says whose the quotation before it is: "Lee asked."."""
    words = sentence.rstrip(".").split()
    if not 1 < len(words) <= _LONGEST_REMARK or not sentence.endswith("."):
        return False
    return any(stem_word(word.lower()) in SAYING_STEMS for word in (words[-1], words[0], words[1]))


def _make_statement(text: str, span: Span, quotations: Sequence[Span]) -> Statement:
    tokens = read_tokens(text, span.start, span.end)
    own = tuple(one for one in quotations if one.overlaps(span))
    quoted = tuple(any(one.start <= token.start < one.end for one in own) for token in tokens)
    return Statement(
        span=span,
        tokens=tokens,
        quoted=quoted,
        quotations=own,
        starts_line=span.start == 0 or text[: span.start].rstrip(" ").endswith("\n"),
        sayings=tuple(
            at
            for at, token in enumerate(tokens)
            if token.stem in SAYING_STEMS and not quoted[at] and not token.is_capital
        ),
    )
