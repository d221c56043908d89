"""Noun phrases beside a cue: who is named before or after it.

Promise: a phrase is a run of tokens of one statement, given as (first, past the last), and holds
at least one word.
"""

from embeddings.attribution.lexicon import DOCUMENTS, HALVES, ISSUED, NOUN_PREPOSITIONS, TIMES
from embeddings.attribution.statements import Statement
from embeddings.attribution.verbs import looks_verbal
from embeddings.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
)

Phrase = tuple[int, int]
_MAX_PHRASE = 14
_MAX_APPOSITION = 30
_MOST_APPOSITIONS = 3
"""As in "Lee (R-Ohio), a member of the panel, said"."""
RELATIVES = frozenset({"who", "which", "that"})
_STOPS = AUXILIARIES | CONJUNCTIONS
_CLOSED = _STOPS | PREPOSITIONS | PRONOUNS | ADVERBS
_NO_HEADS = _STOPS | PREPOSITIONS | ADVERBS | {"of"}
_NO_NOUNS = _CLOSED | DETERMINERS | TIMES | {"according"}
_NO_SHARERS = CONJUNCTIONS | PREPOSITIONS | ADVERBS | DETERMINERS | {"of"}
_BEFORE_DETERMINERS = NOUN_PREPOSITIONS | {"of", "all", "both", "half"}
_NO_OPENINGS = _NO_HEADS | TIMES | {"'s", "and", "&"}
_HEADING_NAMES = HALVES | {month.lower() for month in MONTHS}
"""Words that no name follows at the head of a sentence unless they are part of it."""
_NO_ENDINGS = _NO_HEADS | DETERMINERS | {"'s"}


def find_phrase_before(statement: Statement, at: int) -> Phrase | None:
    """Return the noun phrase that ends before the token ``at``, its verb's helpers skipped.

    An apposition between commas is stepped over: "Lee, the surgeon, said" gives "Lee".
    """
    last = _skip_helpers(statement, at - 1)
    for _ in range(_MOST_APPOSITIONS):
        if statement.get_lower(last) not in {",", ")", "—", "–"}:
            break
        last = _step_over(statement, last)
    phrase = _walk_left(statement, last) if last >= 0 else None
    return _find_issued(statement, phrase) if phrase else None


def _find_issued(statement: Statement, phrase: Phrase) -> Phrase:
    """Return "a study" for the "Nature" of "a study published in Nature found"."""
    first = phrase[0]
    issued = (
        statement.get_lower(first - 1) in {"in", "by", "on"}
        and statement.get_lower(first - 2) in ISSUED
        and statement.get_lower(first - 3) in DOCUMENTS
    )
    return (_walk_left(statement, first - 3) if issued else None) or phrase


def find_antecedent(statement: Statement, phrase: Phrase) -> Phrase:
    """Return "the surgeon" for the "who" of "the surgeon, who said", else the phrase itself."""
    at = phrase[0]
    if phrase[1] - at > 1 or statement.get_lower(at) not in RELATIVES:
        return phrase
    left = at - 1 if statement.get_lower(at - 1) == "," else at
    return find_phrase_before(statement, left) or phrase


def find_issuer(statement: Statement, phrase: Phrase) -> Phrase | None:
    """Return who issued the document that a phrase names: "Reuters" of "a report by Reuters"."""
    for at in range(phrase[0] + 1, phrase[1] - 1):
        document = statement.get_lower(at - 1) in DOCUMENTS
        if document and statement.get_lower(at) in {"by", "from", "in"}:
            return at + 1, phrase[1]
    return None


def _skip_helpers(statement: Statement, at: int) -> int:
    """Step left over auxiliaries, adverbs and days: "Lee has on Tuesday also [said]"."""
    while at >= 0 and not statement.is_quoted(at):
        lower = statement.get_lower(at)
        known = lower in AUXILIARIES or lower in ADVERBS or lower in TIMES
        adverb = lower.endswith("ly") and lower.islower() and not statement.tokens[at].is_capital
        dated = lower.isdigit() and len(lower) == 4 and statement.get_lower(at - 1) == "in"
        setting = lower in {"on", "in"} and _is_time(statement.get_lower(at + 1))
        shared = lower in {"both", "all", "each"} and _may_share(statement, at - 1)
        if shared or known or adverb or dated or setting:
            at -= 1
        else:
            break
    return at


def _may_share(statement: Statement, at: int) -> bool:
    """Whether the word at ``at`` may end a subject of several: "Lee and Kim both"."""
    inside = at >= 0 and not statement.is_quoted(at)
    return inside and statement.tokens[at].is_word and statement.get_lower(at) not in _NO_SHARERS


def _is_time(lower: str) -> bool:
    return lower in TIMES or (lower.isdigit() and len(lower) == 4)


def _step_over(statement: Statement, at: int) -> int:
    """Return the last token before the apposition that the mark at ``at`` closes."""
    mark = statement.get_lower(at)
    opener = {")": "("}.get(mark, mark)
    for left in range(at - 1, max(-1, at - _MAX_APPOSITION), -1):
        if statement.get_lower(left) == opener and not statement.is_quoted(left):
            return left - 1
    return -1


def _walk_left(statement: Statement, last: int) -> Phrase | None:
    if statement.is_quoted(last) or not statement.tokens[last].is_word:
        return None
    if statement.get_lower(last) in PRONOUNS and last + 1 < len(statement.tokens):
        return last, last + 1
    if statement.get_lower(last) in _NO_HEADS:
        return None
    if looks_verbal(statement, last):
        return None
    first = last
    while first > 0 and last - first < _MAX_PHRASE and _goes_on_left(statement, first):
        first -= 1
    first = _trim_left(statement, first, last)
    return (first, last + 1) if first <= last else None


def _goes_on_left(statement: Statement, first: int) -> bool:
    """Whether the phrase that starts at ``first`` takes the token before it in."""
    lower, before = statement.get_lower(first), statement.get_lower(first - 1)
    token = statement.tokens[first - 1]
    if statement.is_quoted(first - 1):
        return False
    if lower in DETERMINERS:
        return before in _BEFORE_DETERMINERS
    if before in {"'s", "’s", "of", "'", "’"} or before in DETERMINERS:
        return True
    if before in {"and", "&"}:
        return (
            token.is_word and statement.tokens[first].is_capital and _is_name(statement, first - 2)
        )
    if before in NOUN_PREPOSITIONS:
        return _may_be_tied(statement, first)
    small = before in _CLOSED and not opens_name(statement, first - 1)
    return token.is_word and not small and not looks_verbal(statement, first - 1)


def _may_be_tied(statement: Statement, first: int) -> bool:
    """Whether the preposition before ``first`` may tie it to a noun, as in "4 in 10" too."""
    if statement.get_lower(first - 1) == "in" and statement.get_lower(first).isdigit():
        return statement.get_lower(first - 2).isdigit()
    return _is_noun(statement, first - 2) and not looks_verbal(statement, first - 2)


def _is_name(statement: Statement, at: int) -> bool:
    inside = 0 <= at < len(statement.tokens)
    return inside and statement.tokens[at].is_capital and statement.tokens[at].is_word


def opens_name(statement: Statement, at: int) -> bool:
    """Whether a capital before another makes a month or a small word part of a name: "April Post"
    past a comma or at the head of a sentence, "Even Berg" anywhere but there."""
    if not (_is_name(statement, at) and _is_name(statement, at + 1)):
        return False
    token, before = statement.tokens[at], statement.tokens[at - 1]
    if at == 0 or not token.text[1:].islower():
        return at == 0 and token.lower in _HEADING_NAMES
    return before.text == "," or (before.is_word and token.lower not in TIMES)


def _is_noun(statement: Statement, at: int) -> bool:
    """Whether the word at ``at`` may carry a prepositional phrase within a subject."""
    lower = statement.get_lower(at)
    return (
        bool(lower)
        and lower[0].isalpha()
        and lower not in _NO_NOUNS
        and not lower.endswith(("ing", "ed", "ly"))
    )


def _trim_left(statement: Statement, first: int, last: int) -> int:
    """Drop what no name starts with: prepositions, days, small words before a comma."""
    while (
        first < last
        and not opens_name(statement, first)
        and (statement.get_lower(first) in _NO_OPENINGS or not statement.tokens[first].is_word)
    ):
        first += 1
    return first


def find_phrase_after(statement: Statement, at: int) -> Phrase | None:
    """Return the noun phrase that starts at the token ``at``."""
    if at >= len(statement.tokens) or statement.is_quoted(at):
        return None
    token = statement.tokens[at]
    if not token.is_word:
        return None
    if (
        token.lower in PRONOUNS
        and statement.get_lower(at + 1) not in {"of"}
        and not _is_noun(statement, at + 1)
    ):
        return at, at + 1
    end = at
    while (
        end < len(statement.tokens)
        and end - at < _MAX_PHRASE
        and _goes_on_right(statement, at, end)
    ):
        end += 1
    end = _trim_right(statement, at, end)
    return (at, _take_issuer(statement, end)) if end > at else None


def _take_issuer(statement: Statement, end: int) -> int:
    """Go on over "by Reuters" after a document."""
    document = statement.get_lower(end - 1) in DOCUMENTS
    if not document or statement.get_lower(end) not in {"by", "from", "in"}:
        return end
    issuer = find_phrase_after(statement, end + 1)
    named = issuer and (
        statement.tokens[issuer[0]].is_capital or statement.tokens[issuer[1] - 1].is_capital
    )
    day = statement.get_lower(end + 1) in TIMES
    return issuer[1] if issuer and named and not day else end


def _goes_on_right(statement: Statement, first: int, at: int) -> bool:
    """Whether the phrase from ``first`` takes the token at ``at`` in."""
    token, lower = statement.tokens[at], statement.get_lower(at)
    if statement.is_quoted(at) or not (token.is_word or lower in {"'s", "&"}):
        return False
    if at == first:
        return lower not in _NO_HEADS or opens_name(statement, at)
    if lower == "and":
        return _is_name(statement, at - 1) and _is_name(statement, at + 1)
    if lower in {"of", "'s"} or (
        lower in DETERMINERS and statement.get_lower(at - 1) in {"of", "at", "for", "from", "with"}
    ):
        return True
    if lower in {"at", "for", "from", "with"}:
        return _is_noun(statement, at - 1) and statement.get_lower(at + 1) not in TIMES
    named = statement.get_lower(at - 1) in {"the", "new"} or _is_name(statement, at + 1)
    day = lower in TIMES and not named
    small = lower in _CLOSED and not opens_name(statement, at)
    return not (day or small or looks_verbal(statement, at))


def _trim_right(statement: Statement, first: int, end: int) -> int:
    while end > first and statement.get_lower(end - 1) in _NO_ENDINGS:
        end -= 1
    return end
