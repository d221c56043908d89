"""Ask the question before of something else: "what about X?", "and in X?", "and X?".

Promise: pure functions of the question and the turn before.
"""

import re
from collections.abc import Callable

from bot.conversation.antecedents import fill_pronouns
from bot.conversation.forms import Cues
from bot.conversation.lexicon import POSSESSIVES, PREPOSITIONS
from bot.conversation.phrases import POSSESSIVE_END, Phrase, find_phrases
from bot.conversation.turn import Turn

_ONE = re.compile(r"\bones?\b", re.IGNORECASE)


def fill_about(cues: Cues, previous: Turn, *, elsewhere: bool) -> str:
    """Ask the question before of X, where X can stand there."""
    what = fill_pronouns(cues.what, cues.pronouns, previous)
    phrases = find_phrases(previous.question)
    whole = [phrase for phrase in phrases if not _is_inside_another(phrase, phrases)]
    if _ONE.search(what) and whole:
        what = _ONE.sub(whole[-1].head, what)
    first = what.split(maxsplit=1)[0].lower()
    if first in PREPOSITIONS:
        return _replace_place(what, first, previous.question)
    (meant,) = find_phrases(what)[:1] or (None,)
    replaced = meant and _choose_replaced(meant, phrases, elsewhere=elsewhere)
    if not replaced:
        return _ask_for(what, meant)
    question = previous.question
    return f"{question[: replaced.span.start]}{what}{question[replaced.span.end :]}"


def _is_inside_another(phrase: Phrase, phrases: tuple[Phrase, ...]) -> bool:
    return any(
        one is not phrase
        and one.span.start <= phrase.span.start
        and phrase.span.end <= one.span.end
        for one in phrases
    )


def _ask_for(what: str, meant: Phrase | None) -> str:
    """Ask who or what "the governor" or "its length" is, which can stand nowhere before."""
    definite = what.split(maxsplit=1)[0].lower() in {"the", *POSSESSIVES}
    if not (definite or (meant and meant.is_name)) or _ONE.search(what):
        return what
    asks = "who" if meant and meant.is_person else "what"
    several = meant and meant.is_plural and not meant.asked
    return f"{asks} {'are' if several else 'is'} {what}"


def _replace_place(what: str, preposition: str, question: str) -> str:
    """Ask with "in X" in place of what stands after the same preposition, or at the end."""
    if preposition == "of":
        return _replace_tail(what, question)
    for phrase in find_phrases(question):
        if phrase.after == preposition:
            start = question.lower().rindex(preposition, 0, phrase.span.start)
            return f"{question[:start]}{what}{question[phrase.span.end :]}"
    return f"{question.rstrip('?!. ')} {what}"


def _replace_tail(what: str, question: str) -> str:
    """Ask for "the governor of X" in place of the governor of somewhere else."""
    for phrase in reversed(find_phrases(question)):
        head, of, _ = phrase.text.partition(" of ")
        if of:
            start = phrase.span.start + len(head) + 1
            return f"{question[:start]}{what}{question[phrase.span.end :]}"
    return f"{question.rstrip('?!. ')} {what}"


def _choose_replaced(
    meant: Phrase, phrases: tuple[Phrase, ...], *, elsewhere: bool
) -> Phrase | None:
    """Return the phrase that a new one takes the place of: one of its kind."""
    told = [phrase for phrase in phrases if not phrase.asked]
    if any(map(POSSESSIVE_END.search, meant.text.split()[:-1])):
        told = [phrase for phrase in told if not _is_inside_another(phrase, phrases)]
    same_kinds: tuple[Callable[[Phrase], bool], ...] = (
        lambda one: one.head == meant.head,
        lambda one: one.is_person and meant.is_person,
        lambda one: one.is_name and meant.is_name and not (one.is_person or meant.is_person),
        lambda one: elsewhere and not (one.is_person or meant.is_person),
    )
    for same in same_kinds:
        found = [phrase for phrase in told if same(phrase)]
        if found:
            return found[-1]
    return None
