"""What speaks for and against a reading of a cue, as named features.

Promise: features depend on the statement and the reading alone.
"""

from collections.abc import Iterator

from embeddings.attribution.lexicon import TIMES
from embeddings.attribution.proposals import Proposal
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
    pattern, at = proposal.pattern, proposal.cue[0]
    cue = statement.tokens[at]
    following = _describe(statement, proposal.cue[1])
    yield f"pattern={pattern}"
    yield f"stem={cue.stem}"
    yield f"word={cue.lower}"
    yield f"{pattern} stem={cue.stem}"
    yield f"ending={_find_ending(cue.lower)}"
    yield f"{pattern} ending={_find_ending(cue.lower)}"
    if cue.stem in SAYING_STEMS:
        yield "saying"
        yield f"{pattern} saying"
    if cue.is_capital:
        yield f"capital {at == 0}"
    yield f"after={following}"
    yield f"{pattern} after={following}"
    yield f"stem={cue.stem} after={following}"
    yield f"second after={_describe(statement, proposal.cue[1] + 1)}"
    yield f"before={_describe(statement, at - 1)}"
    yield f"second before={_describe(statement, at - 2)}"
    yield from _list_source_features(statement, proposal)
    yield from _list_content_features(statement, proposal)


def _list_source_features(statement: Statement, proposal: Proposal) -> Iterator[str]:
    first, end = proposal.source
    head = statement.tokens[end - 1]
    kind = head.lower if head.lower in PRONOUNS else "name" if head.is_capital else "noun"
    gap = proposal.cue[0] - end
    yield f"source={kind}"
    yield f"{proposal.pattern} source={kind}"
    yield f"head={head.lower}"
    yield f"source length={min(end - first, 5)}"
    yield f"gap={min(max(gap, -1), 4)}"
    left, then = _describe(statement, first - 1), _describe(statement, max(end, proposal.cue[1]))
    yield f"left of source={left}"
    yield f"{proposal.pattern} left of source={left}"
    yield f"{proposal.pattern} then={then}"
    yield f"{proposal.pattern} beside={_describe(statement, end)}"
    yield f"{proposal.pattern} left={left} then={then}"
    for between in statement.tokens[end : proposal.cue[0]][:6]:
        if between.lower in _TELLING_BETWEEN:
            yield f"between={between.lower}"


def _list_content_features(statement: Statement, proposal: Proposal) -> Iterator[str]:
    content = proposal.content
    inside = [
        at for at, token in enumerate(statement.tokens)
        if content.start <= token.start < content.end
    ]  # fmt: skip
    quoted = sum(statement.quoted[at] for at in inside)
    share = "all" if quoted == len(inside) else "some" if quoted else "none"
    size = next(n for n, top in enumerate((1, 2, 4, 8, 16, 10_000)) if len(inside) <= top)
    opening = _describe(statement, inside[0])
    yield f"quoted={share}"
    yield f"{proposal.pattern} quoted={share}"
    yield f"size={size}"
    yield f"{proposal.pattern} size={size}"
    yield f"opening={opening}"
    yield f"{proposal.pattern} opening={opening}"


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
