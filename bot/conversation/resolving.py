"""Put a follow-up in words that can be asked alone, from those of the question before.

Where no rule fits, the question stays as it is: the stories it is asked of say the rest.

Promise: pure functions of the question and the turn before.
"""

from bot.conversation.antecedents import fill_pronouns
from bot.conversation.forms import SAID_SO, Cues, Form
from bot.conversation.frames import Frame, split_question
from bot.conversation.lexicon import BE, DO, PREPOSITIONS
from bot.conversation.phrases import TOKEN, looks_like_verb
from bot.conversation.replacing import fill_about
from bot.conversation.turn import Turn


def resolve(cues: Cues, previous: Turn, *, elsewhere: bool = False) -> str:
    """Return the question with what the one before says filled in.

    ``elsewhere`` says that "what about X?" names something that the stories before do not, so that
    X takes the place of what was asked about there.
    """
    if cues.form is Form.ELLIPSIS:
        resolved = _fill_ellipsis(cues.what or cues.body, previous.question)
    elif cues.form is Form.ABOUT:
        resolved = fill_about(cues, previous, elsewhere=elsewhere)
    else:
        resolved = fill_pronouns(cues.body, cues.pronouns, previous)
    return f"{resolved.rstrip('?!. ')}?" if resolved else cues.body


def _fill_ellipsis(asks: str, previous: str) -> str:
    """Ask the question before with another question word."""
    if SAID_SO.match(asks) or not previous:
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
