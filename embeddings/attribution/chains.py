"""Sources of sources: "A, citing B".

Promise: what B is given as content is what A was given.
"""

from collections.abc import Sequence
from dataclasses import replace

from embeddings.attribution.attribution import ASSERTED, Attribution
from embeddings.attribution.coreference import Resolver
from embeddings.attribution.lexicon import CITES, CITING
from embeddings.attribution.phrases import find_phrase_after
from embeddings.attribution.statements import Statement
from embeddings.sentences import Span


def cite_further(
    statement: Statement, found: Sequence[Attribution], resolver: Resolver
) -> list[Attribution]:
    """Return the attributions of a statement with those by sources that its sources cite."""
    chained = list(found)
    for at, token in enumerate(statement.tokens):
        relative = token.lower in CITES and statement.get_lower(at - 1) in {"who", "which"}
        cites = token.lower in CITING - {"according"} or relative
        if not cites or statement.quoted[at]:
            continue
        cited = find_phrase_after(statement, at + 1)
        cue = Span(token.start, token.end)
        others = [one for one in found if one.cue != cue and one.stance == ASSERTED]
        if cited is None or not others:
            continue
        nearest = min(others, key=lambda one: abs(one.cue.start - token.start))
        first, end = cited
        source = Span(statement.tokens[first].start, statement.tokens[end - 1].end)
        if not nearest.content.overlaps(Span(cue.start, source.end)):
            chained = [one for one in chained if one.cue != cue]
            chained.append(
                replace(
                    nearest, source=source, cue=cue, depth=nearest.depth + 1,
                    name=resolver.name(statement, cited),
                )
            )  # fmt: skip
    return chained
