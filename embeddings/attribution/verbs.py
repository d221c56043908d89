"""Which small words may be verbs, told by their form alone.

Promise: a capitalised word and a word of a closed class are none.
"""

from embeddings.attribution.lexicon import IRREGULAR_PASTS, SAID
from embeddings.attribution.statements import Statement
from embeddings.lexicon import ADVERBS, AUXILIARIES, DETERMINERS, NEGATIONS, PREPOSITIONS

_HELPERS = frozenset(
    "would could will can may might must shall should did do does".split()  # noqa: SIM905
)
"""What a bare verb follows."""
_PASTS = IRREGULAR_PASTS | SAID
_FINITE = AUXILIARIES - NEGATIONS - {"'s", "be", "been", "being", "having"}
_BEFORE_BARE = AUXILIARIES | {"to", "and", "or", "by"}
_CLOSED = ADVERBS | AUXILIARIES | DETERMINERS | PREPOSITIONS


def looks_verbal(statement: Statement, at: int) -> bool:
    """Whether the word at ``at`` may be a verb: "released" is one unless it follows an article or
    an adverb, as in "a newly released report"."""
    if at < 1 or statement.tokens[at].is_capital or not statement.tokens[at - 1].is_word:
        return False
    lower, before = statement.get_lower(at), statement.get_lower(at - 1)
    if lower in _PASTS or (before in _HELPERS and lower not in _CLOSED):
        return True
    if not lower.endswith(("ed", "ing")) or "-" in lower:
        return False
    return before not in DETERMINERS and not before.endswith("ly")


def looks_finite(statement: Statement, at: int) -> bool:
    """Whether the word at ``at`` may be the verb of a sentence, with a subject before it."""
    lower, before = statement.get_lower(at), statement.get_lower(at - 1)
    if lower in _FINITE:
        return before not in AUXILIARIES
    helped = before in _BEFORE_BARE
    return not helped and not lower.endswith("ing") and looks_verbal(statement, at)
