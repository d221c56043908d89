"""Whose verb a later one of a sentence shares its subject with: "Lee left, saying C".

Promise: a subject stands before the verb, outside every quotation.
"""

from embeddings.attribution.lexicon import NO_SOURCES
from embeddings.attribution.phrases import (
    RELATIVES,
    Phrase,
    find_phrase_after,
    find_phrase_before,
)
from embeddings.attribution.sources import find_dateline_end, may_be_source
from embeddings.attribution.statements import Statement
from embeddings.attribution.tokens import SAYING_STEMS
from embeddings.attribution.verbs import looks_finite, looks_verbal
from embeddings.lexicon import CONJUNCTIONS, PREPOSITIONS

_CLAUSE_SUBJECTS = {"he", "she", "they", "we", "i"}
_INTRODUCING = PREPOSITIONS | NO_SOURCES
_TYING = PREPOSITIONS | RELATIVES | _CLAUSE_SUBJECTS
_FARTHEST = 40
"""Tokens between a verb and the one before it that it shares its subject with."""


def find_main_subject(statement: Statement, at: int) -> Phrase | None:
    """Return the source of the remark before, else the subject of the statement: its first
    phrase, past what introduces it."""
    for left in range(at - 1, 0, -1):
        token = statement.tokens[left]
        saying = token.stem in SAYING_STEMS and not token.is_capital
        if saying and not statement.is_quoted(left):
            inverted = closes_content(statement, left - 1)
            after = find_phrase_after(statement, left + 1) if inverted else None
            return after or find_phrase_before(statement, left)
        if token.lower in _CLAUSE_SUBJECTS and statement.get_lower(left - 1) in CONJUNCTIONS:
            return left, left + 1
    return find_opening_phrase(statement, at)


def find_opening_phrase(statement: Statement, at: int) -> Phrase | None:
    """Return the first phrase of a statement, past what introduces it, that ends before ``at``."""
    first = find_dateline_end(statement)
    while statement.get_lower(first) in CONJUNCTIONS | {"“", '"'}:
        first += 1
    opening = statement.get_lower(first)
    driven = opening.endswith("ed") and statement.get_lower(first + 1) in PREPOSITIONS
    if opening in _INTRODUCING or opening.endswith(("ing", "ly")) or driven:
        commas = [n for n in range(first, at) if statement.get_lower(n) == ","]
        if not commas:
            return None
        first = commas[0] + 1
    phrase = find_phrase_after(statement, first)
    return phrase if phrase and phrase[1] <= at else None


def find_modified_subject(statement: Statement, at: int) -> Phrase | None:
    """Return "delegates" for the "shouted" of "delegates inside the hall shouted"."""
    opening, nearest = find_opening_phrase(statement, at), find_phrase_before(statement, at)
    if opening is None or opening[1] >= (nearest[0] if nearest else at - 1):
        return None
    at = opening[1]
    tied = statement.get_lower(at) in _TYING
    return opening if tied or looks_verbal(statement, at) else None


def find_near_subject(statement: Statement, at: int) -> Phrase | None:
    """Return the subject of the verb nearest before the token ``at``."""
    for left in range(at - 1, max(0, at - _FARTHEST), -1):
        if statement.quoted[left] or not looks_finite(statement, left):
            continue
        phrase = find_phrase_before(statement, left)
        if phrase and may_be_source(statement, phrase):
            return phrase
    return None


def closes_content(statement: Statement, at: int) -> bool:
    """Whether the token before a remark ends what was said: a comma, a dash, a closing mark."""
    return statement.get_lower(at) in {",", "—", "–", "-"} or statement.is_quoted(at)
