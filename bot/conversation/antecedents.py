"""What a pronoun stands for: something of the question before first, then of its answer.

Promise: pure functions of the question and the turn before.
"""

import re
from collections.abc import Iterator

from bot.conversation.frames import split_question
from bot.conversation.lexicon import ATTRIBUTES, DETERMINERS, DO, FIGURE_VERBS
from bot.conversation.phrases import POSSESSIVE_END, TOKEN, Phrase, find_phrases
from bot.conversation.pronouns import Pronoun, Refers, fits
from bot.conversation.turn import Turn

_LONGEST_ANTECEDENT = 8
_NO_PERSON = ("where", "when", "why")
"""What is asked so is answered with nobody: "Wex Central Station" is no "him"."""


def fill_pronouns(text: str, pronouns: tuple[Pronoun, ...], previous: Turn) -> str:
    """Put for each pronoun what it stands for."""
    for pronoun in reversed(pronouns):
        antecedent = _find_figure(text, pronoun, previous) or _find_antecedent(pronoun, previous)
        if antecedent:
            start, end = pronoun.span.start, pronoun.span.end
            text = f"{text[:start]}{_inflect(antecedent, pronoun)}{text[end:]}"
    return text


def _find_figure(text: str, pronoun: Pronoun, previous: Turn) -> str | None:
    """Return "the number of people that died" for the "it" of "why was it lowered?"."""
    frame = split_question(previous.question)
    if not frame.asking.lower().endswith(f"how many {frame.noun}".rstrip()) or not frame.noun:
        return None
    follows = next(iter(TOKEN.findall(text[pronoun.span.end :].lower())), "")
    if pronoun.refers not in {Refers.THING, Refers.UNSAID} or follows not in FIGURE_VERBS:
        return None
    if frame.auxiliary.lower() in DO:
        return f"the number of {frame.noun}"
    clause = f"{frame.auxiliary} {frame.rest}".strip()
    return f"the number of {frame.noun} that {clause}"


def _find_antecedent(pronoun: Pronoun, previous: Turn) -> str | None:
    """Return what a pronoun stands for: of the question before first, then of its answer."""
    candidates = tuple(_list_candidates(previous, pronoun.refers))
    fitting = [one for one in candidates if fits(one, pronoun.refers)]
    if not fitting and pronoun.refers is Refers.PERSON:  # a ship is "she"
        fitting = [one for one in candidates if one.is_name]
    if not fitting and pronoun.refers is Refers.PLURAL:  # a company is "they"
        fitting = [one for one in candidates if one.is_name]
    if not fitting:
        return None
    chosen = fitting[0]
    name = _name(chosen)
    return f"{chosen.after} {name}" if pronoun.refers is Refers.PLACE else name


def _list_candidates(previous: Turn, refers: Refers) -> Iterator[Phrase]:
    asked = tuple(_list_things(previous.question))
    asking = split_question(previous.question).asking.lower()
    nobody = refers is Refers.PERSON and asking.startswith(_NO_PERSON)
    if previous.answer and not asking.startswith("how") and not nobody:
        yield from find_phrases(previous.answer)[:1]
    yield from (one for one in asked if not one.asked and one.is_definite)
    for mention in previous.mentions:
        yield from find_phrases(mention)[:1]
    yield from (one for one in asked if one.asked)


def _list_things(question: str) -> Iterator[Phrase]:
    """Return the phrases of a question, what has a length or a name before its length or name."""
    later = []
    for phrase in find_phrases(question):
        if phrase.head in ATTRIBUTES:
            later.append(phrase)
            yield from find_phrases(phrase.text.partition(" of ")[2])
        else:
            yield phrase
    yield from later


def _name(phrase: Phrase) -> str:
    """Return a phrase as it is spoken of again: "a soldier" as "the soldier"."""
    words = phrase.text.split()[:_LONGEST_ANTECEDENT]
    if words[0].lower() in {"a", "an", "the"}:
        words[0] = "the"
    elif words[-1][0].islower() and not (
        phrase.words[0] in DETERMINERS or POSSESSIVE_END.search(words[0])
    ):
        words.insert(0, "the")
    return re.sub(r"[’']s$", "", " ".join(words))


def _inflect(antecedent: str, pronoun: Pronoun) -> str:
    if not pronoun.possessive:
        return antecedent
    return f"{antecedent}'" if antecedent.endswith("s") else f"{antecedent}'s"
