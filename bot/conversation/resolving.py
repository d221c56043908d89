"""Put a follow-up in words that can be asked alone, from those of the question before.

Where no rule fits, the question stays as it is: the stories it is asked of say the rest.

Promise: pure functions of the question and the turn before.
"""

import re
from collections.abc import Callable, Iterator

from bot.conversation.forms import Cues, Form
from bot.conversation.frames import Frame, split_question
from bot.conversation.lexicon import BE, DETERMINERS, DO, PREPOSITIONS
from bot.conversation.phrases import TOKEN, Phrase, find_phrases, looks_like_verb
from bot.conversation.pronouns import Pronoun, Refers, fits
from bot.conversation.turn import Turn

_LONGEST_ANTECEDENT = 8
_ONE = re.compile(r"\bones?\b", re.IGNORECASE)


def resolve(cues: Cues, previous: Turn, *, elsewhere: bool = False) -> str:
    """Return the question with what the one before says filled in.

    ``elsewhere`` says that "what about X?" names something that the stories before do not, so that
    X takes the place of what was asked about there.
    """
    if cues.form is Form.ELLIPSIS:
        resolved = _fill_ellipsis(cues.what or cues.body, previous.question)
    elif cues.form is Form.ABOUT:
        resolved = _fill_about(cues, previous, elsewhere=elsewhere)
    else:
        resolved = _fill_pronouns(cues.body, cues.pronouns, previous)
    return f"{resolved.rstrip('?!. ')}?" if resolved else cues.body


# -- where? how many? by whom? ---------------------------------------------------------------


def _fill_ellipsis(asks: str, previous: str) -> str:
    """Ask the question before with another question word."""
    if " said" in f" {asks} " or not previous:
        return f"{asks}: {previous}" if previous else asks
    frame = split_question(previous)
    if not frame.rest:
        return asks
    if not frame.auxiliary:
        subject = frame.noun or ("someone" if frame.asking.lower() == "who" else "something")
        return f"{asks} was it that {subject} {frame.rest}"
    if asks.lower() in {"who", "what"}:
        return _ask_for_doer(asks, frame)
    return f"{asks} {frame.auxiliary} {_complete(frame)}"


def _ask_for_doer(asks: str, frame: Frame) -> str:
    """Ask a passive question for the doer; any other already has one."""
    last = frame.rest.split()[-1].lower()
    if frame.auxiliary.lower() in BE and looks_like_verb(last):
        return f"by {'whom' if asks.lower() == 'who' else asks} {frame.auxiliary} {frame.rest}"
    return asks


def _complete(frame: Frame) -> str:
    """Return the rest of a question with what it asked for back in its place."""
    if not frame.noun:
        return frame.rest
    first = next(iter(TOKEN.findall(frame.rest.lower())), "")
    if looks_like_verb(first) or first in PREPOSITIONS:
        return f"{frame.noun} {frame.rest}"
    return f"{frame.rest} {frame.noun}" if frame.auxiliary.lower() in DO else frame.rest


# -- what about X? ---------------------------------------------------------------------------


def _fill_about(cues: Cues, previous: Turn, *, elsewhere: bool) -> str:
    """Ask the question before of X, where X can stand there."""
    what = _fill_pronouns(cues.what, cues.pronouns, previous)
    phrases = find_phrases(previous.question)
    if _ONE.search(what) and phrases:
        what = _ONE.sub(phrases[-1].head, what)
    first = what.split()[0].lower()
    if first in PREPOSITIONS:
        return _replace_place(what, first, previous.question)
    (meant,) = find_phrases(what)[:1] or (None,)
    replaced = meant and _choose_replaced(meant, phrases, elsewhere=elsewhere)
    if not replaced:
        return cues.body
    question = previous.question
    return f"{question[: replaced.span.start]}{what}{question[replaced.span.end :]}"


def _replace_place(what: str, preposition: str, question: str) -> str:
    """Ask with "in X" in place of what stands after the same preposition, or at the end."""
    for phrase in find_phrases(question):
        if phrase.after == preposition:
            start = question.lower().rindex(preposition, 0, phrase.span.start)
            return f"{question[:start]}{what}{question[phrase.span.end :]}"
    return f"{question.rstrip('?!. ')} {what}"


def _choose_replaced(
    meant: Phrase, phrases: tuple[Phrase, ...], *, elsewhere: bool
) -> Phrase | None:
    """Return the phrase that a new one takes the place of: one of its kind."""
    told = [phrase for phrase in phrases if not phrase.asked]
    same_kinds: tuple[Callable[[Phrase], bool], ...] = (
        lambda one: one.head == meant.head,
        lambda one: one.is_person and meant.is_person,
        lambda one: one.is_name and meant.is_name and not (one.is_person or meant.is_person),
        lambda one: elsewhere and not one.is_person,
        lambda one: elsewhere,
    )
    for same in same_kinds:
        found = [phrase for phrase in told if same(phrase)]
        if found:
            return found[-1]
    return None


# -- he, it, there ---------------------------------------------------------------------------


def _fill_pronouns(text: str, pronouns: tuple[Pronoun, ...], previous: Turn) -> str:
    """Put for each pronoun what it stands for."""
    for pronoun in reversed(pronouns):
        antecedent = _find_antecedent(pronoun, previous)
        if antecedent:
            start, end = pronoun.span.start, pronoun.span.end
            text = f"{text[:start]}{_inflect(antecedent, pronoun)}{text[end:]}"
    return text


def _find_antecedent(pronoun: Pronoun, previous: Turn) -> str | None:
    """Return what a pronoun stands for: of the question before first, then of its answer."""
    candidates = tuple(_list_candidates(previous))
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


def _list_candidates(previous: Turn) -> Iterator[Phrase]:
    asked = find_phrases(previous.question)
    if previous.answer and not split_question(previous.question).asking.lower().startswith("how"):
        yield from find_phrases(previous.answer)[:1]
    yield from (one for one in asked if not one.asked and one.is_definite)
    for mention in previous.mentions:
        yield from find_phrases(mention)[:1]
    yield from (one for one in asked if one.asked)


def _name(phrase: Phrase) -> str:
    """Return a phrase as it is spoken of again: "a soldier" as "the soldier"."""
    words = phrase.text.split()[:_LONGEST_ANTECEDENT]
    if words[0].lower() in {"a", "an", "the"}:
        words[0] = "the"
    elif words[-1][0].islower() and phrase.words[0] not in DETERMINERS:
        words.insert(0, "the")
    return re.sub(r"[’']s$", "", " ".join(words))


def _inflect(antecedent: str, pronoun: Pronoun) -> str:
    if not pronoun.possessive:
        return antecedent
    return f"{antecedent}'" if antecedent.endswith("s") else f"{antecedent}'s"
