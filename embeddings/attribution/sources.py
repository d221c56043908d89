"""What can be a source at all: a person, an office, a group, an outlet or a document.

Promise: a figure, a day, a place line and a word that only opens its sentence are none.
"""

from itertools import pairwise

from embeddings.attribution.lexicon import AGENT_ENDINGS, AGENTS, HALVES, NO_SOURCES, SAID, TIMES
from embeddings.attribution.phrases import Phrase, opens_name
from embeddings.attribution.statements import Statement
from embeddings.lexicon import ADVERBS, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS

_ARTICLES = {"a", "an", "the", "no", "every"}
_DASHES = {"-", "—", "–"}
_MARKS_OF_NUMBERS = {"least", "most", "than", "over", "nearly", "almost", "about", "around"}
_JOINS = {"of", "at", "for", "from", "in", "with", "on"}
_NO_OPENINGS = NO_SOURCES | _MARKS_OF_NUMBERS
_OPENING_WORDS = (ADVERBS | CONJUNCTIONS | PREPOSITIONS | DETERMINERS) - PRONOUNS
_LONGEST_DATELINE = 8


def may_be_source(statement: Statement, phrase: Phrase) -> bool:
    """Say whether a noun phrase can say something.

    Takes "Lee", "Prior Lee", "a 2019 report", "the 18"; leaves "prior", "including 12",
    "least 115 people", "Tuesday", "2010" and "BRUSSELS" before a dash.
    """
    first, end = phrase
    opening, head = statement.tokens[first], statement.tokens[end - 1]
    opens = opening.lower in _NO_OPENINGS and not opens_name(statement, first)
    if (opens and not _names_within(statement, first)) or _is_time(head.lower, end - first):
        return False
    if _is_figure(head.text) and opening.lower != "the" and not _is_share(statement, phrase):
        return False
    if end - first == 1 and head.lower in _ARTICLES:
        return False
    if end - first == 1 and head.is_capital:
        return not (_only_opens(statement, first) or first + 1 < find_dateline_end(statement))
    return True


def names_agent(source: str) -> bool:
    """Say whether the words of a source name a person, an office, a group, an outlet or a document.

    Takes "Lee", "the ministry", "two officials"; leaves "the paranoia", "his approach".
    """
    words = [word.strip(".,’'\"“”()") for word in source.split()]
    words = [word.removesuffix("’s").removesuffix("'s") for word in words if word]
    if any(word[:1].isupper() or word[:1] == "@" for word in words):
        return True
    heads = [words[-1], *(before for before, word in pairwise(words) if word in _JOINS)]
    return any(head in AGENTS or head.endswith(AGENT_ENDINGS) for head in heads)


def is_label(statement: Statement, phrase: Phrase) -> bool:
    """Say whether what stands before a colon at the head of a statement names a subject only.

    Takes "Border politics" and "TOP PERFORMERS"; leaves "Ann Lee", "LEE", "Ministry spokesman".
    """
    first, end = phrase
    words = statement.tokens[first:end]
    if first > 0 or words[0].lower in DETERMINERS or len(words) < 2:
        return False
    small = not words[-1].is_capital and not names_agent(words[-1].lower)
    return small or all(word.text.isupper() for word in words)


def find_dateline_end(statement: Statement) -> int:
    """Return the token past "BRUSSELS —" or "PARIS, July 4 (Reuters) -" that opens a statement; 0
    where none does."""
    if not statement.starts_line or not statement.tokens[0].text.isupper():
        return 0
    for at, token in enumerate(statement.tokens[:_LONGEST_DATELINE]):
        if token.text in _DASHES:
            return at + 1 if at else 0
        if token.is_word and not (token.is_capital or token.text.isdigit()):
            return 0
    return 0


def _is_time(head: str, size: int) -> bool:
    return head in TIMES and size < 3


def _is_figure(text: str) -> bool:
    return text[0].isdigit() or text[0] in "$£€"


def _is_share(statement: Statement, phrase: Phrase) -> bool:
    """Whether a phrase is "4 in 10"."""
    return phrase[1] - phrase[0] > 2 and statement.get_lower(phrase[1] - 2) == "in"


def _names_within(statement: Statement, at: int) -> bool:
    """Whether a capital within a sentence makes a name of any word: "according to Prior", and one
    before its verb a name of what else opens a phrase: "Prior said"."""
    token, before = statement.tokens[at], statement.tokens[max(at - 1, 0)]
    if not token.is_capital:
        return False
    named = token.lower in HALVES and statement.get_lower(at + 1) in SAID
    return named or (at > 0 and before.is_word)


def _only_opens(statement: Statement, at: int) -> bool:
    """Whether a lone capital is that of the first word of a sentence, which is no name."""
    lower = statement.get_lower(at)
    if _names_within(statement, at):
        return False
    return lower in _OPENING_WORDS or lower.endswith("ly")
