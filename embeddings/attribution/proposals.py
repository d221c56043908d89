"""Readings that a cue allows: who may be its source, and which words its content.

Promise: a proposal's content lies on one side of its cue, and its source is never empty.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from embeddings.attribution.contents import find_content_after, find_content_before
from embeddings.attribution.lexicon import (
    ADDRESSING,
    BEING,
    CITING,
    TELLING,
)
from embeddings.attribution.phrases import Phrase, find_phrase_after, find_phrase_before
from embeddings.attribution.sources import may_be_source
from embeddings.attribution.statements import Statement
from embeddings.attribution.subjects import (
    closes_content,
    find_main_subject,
    find_modified_subject,
    find_near_subject,
)
from embeddings.attribution.tokens import SAYING_STEMS
from embeddings.lexicon import ADVERBS, CONJUNCTIONS, PREPOSITIONS
from embeddings.sentences import Span


@dataclass(frozen=True, slots=True)
class Proposal:
    """One reading of a cue.

    ``source`` and ``cue`` are (first token, past the last), ``content`` is in code points of the
    text; ``set_off`` says that commas leave no other reading.
    """

    pattern: str
    source: Phrase
    cue: Phrase
    content: Span
    set_off: bool = False


_LONGEST_CLAUSE = 20
"""Tokens between two commas."""
_CLOSING = {",", ".", ";", "—", "–", "?", "!", "…", ")"}

Pattern = Callable[[Statement, int], Proposal | None]


def propose(statement: Statement, at: int) -> Iterator[Proposal]:
    """Yield every reading of the token ``at`` as a cue, each pattern once."""
    if statement.get_lower(at) == ":":
        colon = _propose_colon(statement, at)
        yield from (colon,) if colon and may_be_source(statement, colon.source) else ()
        return
    patterns = (_propose_passive,) if _is_passive(statement, at) else _PATTERNS
    read = (pattern(statement, at) for pattern in patterns)
    found = [one for one in read if one is not None and may_be_source(statement, one.source)]
    if statement.get_lower(at) == "according":
        found = [one for one in found if "according" in one.pattern]
    set_off = [replace(one, set_off=True) for one in found if _is_set_off(statement, one)]
    yield from set_off or found


def _is_passive(statement: Statement, at: int) -> bool:
    """Whether its subject is what was found or announced, and not who did: "two were found"."""
    cue = statement.tokens[at]
    if cue.stem not in SAYING_STEMS or cue.lower in TELLING or cue.lower.endswith("ing"):
        return False
    before = at - 1
    while statement.get_lower(before) in ADVERBS:
        before -= 1
    return before >= 0 and statement.get_lower(before) in BEING


def _is_set_off(statement: Statement, proposal: Proposal) -> bool:
    """Whether commas set the source and its cue off from the content before: "C, says Lee, but"."""
    cue = statement.tokens[proposal.cue[0]]
    if not proposal.pattern.startswith("content, ") or cue.stem not in SAYING_STEMS:
        return False
    if cue.is_capital or statement.get_lower(proposal.source[1] - 1) in TELLING:
        return False
    told = find_phrase_after(statement, proposal.cue[1]) if cue.lower in TELLING else None
    end = told[1] if told else max(proposal.source[1], proposal.cue[1])
    following = statement.get_lower(end)
    if following == "," and _opens_more(statement, proposal.content, end + 1):
        return False
    if following in _CLOSING or end >= len(statement.tokens):
        return True
    rest = [statement.get_lower(at) for at in range(end, len(statement.tokens))]
    quoted = any(statement.quoted[end:])
    return following in PREPOSITIONS and not quoted and {"that", ":"}.isdisjoint(rest)


def _opens_more(statement: Statement, before: Span, at: int) -> bool:
    """Whether what was said begins at ``at``, past the comma, and what stands before the source
    only leads to it: "In Salem, Lee said, “…”"; "But, Lee said, …"."""
    opening = [
        n for n, token in enumerate(statement.tokens) if before.start <= token.start < before.end
    ]
    if all(statement.get_lower(n) in CONJUNCTIONS | ADVERBS for n in opening):
        return True
    return statement.is_quoted(at) and not any(statement.quoted[n] for n in opening)


def _make(
    pattern: str, source: Phrase | None, cue: Phrase, content: Span | None
) -> Proposal | None:
    """Make a proposal, unless its source or its content was not found."""
    if source is None or content is None:
        return None
    return Proposal(pattern, source, cue, content)


def _propose_forward(statement: Statement, at: int) -> Proposal | None:
    """Lee said (that) C."""
    if statement.get_lower(at) in TELLING:
        return None
    source = find_phrase_before(statement, at)
    content = find_content_after(statement, at)
    return _make("forward", source, (at, at + 1), content)


def _propose_modified_subject(statement: Statement, at: int) -> Proposal | None:
    """Delegates inside the hall said C."""
    source = None if _is_free(statement, at) else find_modified_subject(statement, at)
    content = find_content_after(statement, at)
    return _make("modified subject", source, (at, at + 1), content)


def _propose_shared_subject(statement: Statement, at: int) -> Proposal | None:
    """Lee left, saying C; Lee left and said C."""
    source = find_main_subject(statement, at) if _is_free(statement, at) else None
    content = find_content_after(statement, at)
    return _make("shared subject", source, (at, at + 1), content)


def _propose_near_subject(statement: Statement, at: int) -> Proposal | None:
    """It rained when Lee left, saying C."""
    source = find_near_subject(statement, at) if _is_free(statement, at) else None
    if source is None or source == find_main_subject(statement, at):
        return None
    content = find_content_after(statement, at)
    return _make("near subject", source, (at, at + 1), content)


def _is_free(statement: Statement, at: int) -> bool:
    """Whether a verb may have its subject with another one before it."""
    before = statement.get_lower(at - 1)
    return statement.get_lower(at).endswith("ing") or before in {"and", "to", "but", ",", "or"}


def _propose_after_source(statement: Statement, at: int) -> Proposal | None:
    """C, Lee said."""
    source = find_phrase_before(statement, at)
    if source is None or not closes_content(statement, source[0] - 1):
        return None
    content = find_content_before(statement, source[0])
    return Proposal("content, source cue", source, (at, at + 1), content) if content else None


def _propose_after_cue(statement: Statement, at: int) -> Proposal | None:
    """C, said Lee; never "C, saying Lee"."""
    if statement.get_lower(at).endswith("ing"):
        return None
    source = find_phrase_after(statement, at + 1)
    if source is None or not closes_content(statement, at - 1):
        return None
    if _closes_relative(statement, at - 1):
        return None
    content = find_content_before(statement, at)
    return Proposal("content, cue source", source, (at, at + 1), content) if content else None


def _closes_relative(statement: Statement, at: int) -> bool:
    """Whether the comma at ``at`` ends "Lee, who was there," or "Lee, citing police,"."""
    opened = [n for n in range(max(0, at - _LONGEST_CLAUSE), at) if statement.get_lower(n) == ","]
    return bool(opened) and statement.get_lower(opened[-1] + 1) in CITING | {"who", "which"}


def _find_relative_end(statement: Statement, at: int) -> int:
    """Return the comma that ends the relative clause opened by the comma ``at``, else ``at``."""
    if statement.get_lower(at) != "," or (
        statement.get_lower(at + 1) not in CITING | {"who", "which"}
    ):
        return at
    commas = (n for n in range(at + 1, len(statement.tokens)) if statement.get_lower(n) == ",")
    return next(commas, at)


def _propose_inverted(statement: Statement, at: int) -> Proposal | None:
    """Said Lee: C."""
    source = find_phrase_after(statement, at + 1) if at < 2 else None
    if source is None or statement.get_lower(source[1]) not in {":", ","}:
        return None
    content = find_content_after(statement, source[1])
    return Proposal("cue source: content", source, (at, at + 1), content) if content else None


def _propose_according(statement: Statement, at: int) -> Proposal | None:
    """According to Lee, C; C, according to Lee."""
    if statement.get_lower(at) not in {"according", "per"}:
        return None
    end = at + 2 if statement.get_lower(at + 1) == "to" else at + 1
    source = find_phrase_after(statement, end)
    if source is None:
        return None
    content = find_content_before(statement, at) if at > 1 else None
    pattern = "content, according to source"
    if content is None:
        past = _find_relative_end(statement, source[1])
        content = find_content_after(statement, past if past > source[1] else source[1] - 1)
        pattern = "according to source, content"
    return Proposal(pattern, source, (at, end), content) if content else None


def _propose_passive(statement: Statement, at: int) -> Proposal | None:
    """C was reported by Lee."""
    if "by" not in {statement.get_lower(at + 1), statement.get_lower(at + 2)}:
        return None
    by = at + 1 if statement.get_lower(at + 1) == "by" else at + 2
    source = find_phrase_after(statement, by + 1)
    content = find_content_before(statement, at)
    return _make("content cue by source", source, (at, by + 1), content)


def _propose_told(statement: Statement, at: int) -> Proposal | None:
    """Lee told reporters (that) C."""
    if statement.get_lower(at) not in ADDRESSING:
        return None
    source = find_phrase_before(statement, at)
    told = find_phrase_after(statement, at + 1)
    content = told and find_content_after(statement, told[1] - 1)
    return _make("source told, content", source, (at, at + 1), content)


def _propose_noun(statement: Statement, at: int) -> Proposal | None:
    """Lee's claim that C; claims by Lee that C."""
    if statement.get_lower(at + 1) not in {"by", "from", "of"}:
        return None
    source = find_phrase_after(statement, at + 2)
    content = source and find_content_after(statement, source[1] - 1)
    return _make("cue of source, content", source, (at, at + 1), content)


def _propose_colon(statement: Statement, at: int) -> Proposal | None:
    """Lee: C."""
    if at == 0 or statement.is_quoted(at) or statement.tokens[at - 1].stem in SAYING_STEMS:
        return None
    source = find_phrase_before(statement, at)
    content = find_content_after(statement, at)
    return _make("source: content", source, (at, at + 1), content)


_PATTERNS: tuple[Pattern, ...] = (
    _propose_forward,
    _propose_told,
    _propose_modified_subject,
    _propose_shared_subject,
    _propose_near_subject,
    _propose_after_source,
    _propose_after_cue,
    _propose_inverted,
    _propose_according,
    _propose_passive,
    _propose_noun,
)
