"""What speaks for and against a reading of a cue, as named features.

Promise: features depend on the statement and the reading alone.
"""

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from embeddings.attribution.lexicon import TIMES
from embeddings.attribution.proposals import Proposal
from embeddings.attribution.sources import names_agent
from embeddings.attribution.statements import Statement
from embeddings.attribution.tokens import SAYING_STEMS, Token
from embeddings.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
)

_CLOSED = (
    PRONOUNS | DETERMINERS | AUXILIARIES | ADVERBS | CONJUNCTIONS | PREPOSITIONS | TIMES | {"of"}
)
_TELLING_BETWEEN = AUXILIARIES | {"to", ",", "who"}
_ENDINGS = ("ing", "ed", "s", "ly", "ion", "er")

_SENTENCE_ENDS = {".", "?", "!", "”", '"'}
_READ_INTO = 12
"""Tokens of a content that are looked at one by one."""
_get_start = attrgetter("start")
WORD, HEAD = "word=", "head="
"""What the features open with whose weights words of near meaning share."""


def may_be_cue(token: Token) -> bool:
    """Whether a token can be a cue at all: a colon, or a word of an open class."""
    return token.text == ":" or (token.text[0].isalpha() and token.lower not in _CLOSED)


def is_known_cue(token: Token, stems: frozenset[str]) -> bool:
    """Whether a token is worth weighing, given the stems that people have marked as cues."""
    return may_be_cue(token) and (
        token.stem in stems or token.stem in SAYING_STEMS or token.text == ":"
    )


def list_features(statement: Statement, proposal: Proposal) -> Iterator[str]:
    """Yield the features of one reading."""
    yield from _list_cue_features(statement, proposal)
    yield from _list_neighbour_features(statement, proposal)
    yield from _list_source_features(statement, proposal)
    yield from _list_content_features(statement, proposal)
    yield from _list_statement_features(statement, proposal)


def _list_cue_features(statement: Statement, proposal: Proposal) -> Iterator[str]:
    pattern, at = proposal.pattern, proposal.cue[0]
    cue = statement.tokens[at]
    ending = _find_ending(cue.lower)
    yield f"pattern={pattern}"
    yield f"stem={cue.stem}"
    yield f"{WORD}{cue.lower}"
    yield f"word={cue.lower} {pattern}"
    yield f"{pattern} stem={cue.stem}"
    yield f"ending={ending}"
    yield f"{pattern} ending={ending}"
    if cue.stem in SAYING_STEMS:
        yield "saying"
        yield f"{pattern} saying"
    if cue.is_capital:
        yield f"capital {at == 0}"


def _list_neighbour_features(statement: Statement, proposal: Proposal) -> Iterator[str]:
    pattern, (at, end) = proposal.pattern, proposal.cue
    stem = statement.tokens[at].stem
    before, second_before = _describe(statement, at - 1), _describe(statement, at - 2)
    after, second_after = _describe(statement, end), _describe(statement, end + 1)
    yield f"after={after}"
    yield f"{pattern} after={after}"
    yield f"stem={stem} after={after}"
    yield f"second after={second_after}"
    yield f"third after={_describe(statement, end + 2)}"
    yield f"two after={after} {second_after}"
    yield f"before={before}"
    yield f"stem={stem} before={before}"
    yield f"second before={second_before}"
    yield f"third before={_describe(statement, at - 3)}"
    yield f"two before={second_before} {before}"


def _list_source_features(statement: Statement, proposal: Proposal) -> Iterator[str]:
    pattern, (first, end) = proposal.pattern, proposal.source
    head, cue = statement.tokens[end - 1], statement.tokens[proposal.cue[0]]
    kind = head.lower if head.lower in PRONOUNS else "name" if head.is_capital else "noun"
    gap = proposal.cue[0] - end
    agent = names_agent(" ".join(token.text for token in statement.tokens[first:end]))
    left, then = _describe(statement, first - 1), _describe(statement, max(end, proposal.cue[1]))
    yield f"source={kind}"
    yield f"{pattern} source={kind}"
    yield f"{HEAD}{head.lower}"
    yield f"agent={agent}"
    yield f"{pattern} agent={agent}"
    yield f"stem={cue.stem} agent={agent}"
    yield f"opening of source={_describe(statement, first)}"
    yield f"source length={min(end - first, 5)}"
    yield f"gap={min(max(gap, -1), 4)}"
    yield f"left of source={left}"
    yield f"{pattern} left of source={left}"
    yield f"{pattern} then={then}"
    yield f"{pattern} beside={_describe(statement, end)}"
    yield f"{pattern} left={left} then={then}"
    for between in statement.tokens[end : proposal.cue[0]][:6]:
        if between.lower in _TELLING_BETWEEN:
            yield f"between={between.lower}"


def _list_content_features(statement: Statement, proposal: Proposal) -> Iterator[str]:
    pattern, content, tokens = proposal.pattern, proposal.content, statement.tokens
    first = bisect_left(tokens, content.start, key=_get_start)
    end = bisect_left(tokens, content.end, key=_get_start)
    quoted = sum(statement.quoted[first:end])
    share = "all" if quoted == end - first else "some" if quoted else "none"
    size = next(n for n, top in enumerate((1, 2, 4, 8, 16, 10_000)) if end - first <= top)
    opening, stem = _describe(statement, first), tokens[proposal.cue[0]].stem
    yield f"quoted={share}"
    yield f"{pattern} quoted={share}"
    yield f"{pattern} quoted={share} after={_describe(statement, proposal.cue[1])}"
    yield f"stem={stem} quoted={share}"
    yield f"size={size}"
    yield f"{pattern} size={size}"
    yield f"opening={opening}"
    yield f"{pattern} opening={opening}"
    yield f"stem={stem} opening={opening}"
    for word in {token.lower: None for token in tokens[first : min(end, first + _READ_INTO)]}:
        yield f"in content={word}"


def _list_statement_features(statement: Statement, proposal: Proposal) -> Iterator[str]:
    """Yield where the statement stands and which other words of saying it has where."""
    pattern, at, source = proposal.pattern, proposal.cue[0], proposal.source[0]
    sayings, content = [n for n in statement.sayings if n != at], proposal.content
    starts = [statement.tokens[n].start for n in sayings]
    apart = min(source, at), max(source, at)
    known = {
        "left": any(n < at for n in sayings),
        "right": any(n > at for n in sayings),
        "in content": any(content.start <= start < content.end for start in starts),
        "between": any(apart[0] < n < apart[1] for n in sayings),
    }
    for where, stands in known.items():
        yield f"saying {where}={stands}"
        yield f"{pattern} saying {where}={stands}"
    heading = statement.starts_line and statement.tokens[-1].text not in _SENTENCE_ENDS
    place = "heading" if heading else "line" if statement.starts_line else "paragraph"
    yield f"place={place}"
    yield f"{pattern} place={place}"
    yield f"quotations={min(len(statement.quotations), 2)}"
    yield f"{pattern} opens={source < 2}"
    yield f"words={min(len(statement.tokens) // 8, 6)}"


def _describe(statement: Statement, at: int) -> str:
    """Return the word itself if its class is closed, else what kind of token it is."""
    if not 0 <= at < len(statement.tokens):
        return "edge"
    token = statement.tokens[at]
    if statement.is_quoted(at):
        return "quotation"
    if token.lower in _CLOSED or not token.is_word:
        return token.lower
    if token.is_capital:
        return "name"
    return f"*{_find_ending(token.lower)}" if token.text[0].isalpha() else "number"


def _find_ending(word: str) -> str:
    return next((ending for ending in _ENDINGS if word.endswith(ending)), "")
