"""Whether two stories name different people, places or firms where only one can be right.

Promise: doubtful cases are no disagreement; the verdict is symmetric.
"""

from bot.agreement.candidate import Candidate
from bot.agreement.values import AnswerValue, ValueKind
from bot.facts.names import fold_name, same_name
from embeddings.words import split_words


def name_differently(
    one: Candidate, value: AnswerValue, other: Candidate, other_value: AnswerValue
) -> bool:
    """Say whether two answers are names of different things, and nothing else.

    A story that has the other name too tells of two things; names that share a word may be one's.
    """
    name, other_name = _read_only_name(one, value), _read_only_name(other, other_value)
    if not name or not other_name or same_name(name, other_name):
        return False
    if set(fold_name(name)) & set(fold_name(other_name)):
        return False
    return not (_mentions(one, other_name) or _mentions(other, name))


def _read_only_name(candidate: Candidate, value: AnswerValue) -> str:
    """Return the one name that a candidate consists of, but for titles; empty if it does not."""
    if candidate.is_sentence or value.kind is not ValueKind.NAME or len(value.items) != 1:
        return ""
    name = str(value.items[0])
    return name if fold_name(candidate.text) == fold_name(name) else ""


def _mentions(candidate: Candidate, name: str) -> bool:
    """Say whether a story has any word of a name."""
    told = split_words(f"{candidate.story.title}\n{candidate.story.text}")
    return not set(split_words(" ".join(fold_name(name)))).isdisjoint(told)
