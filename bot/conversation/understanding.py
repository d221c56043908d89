"""Understand a question in the light of the answer before it.

Promise: a pure function; what it returns can be asked by the same path as any other question.
"""

from dataclasses import dataclass

from bot.answering.answers import MAX_QUESTION
from bot.conversation.forms import Form, read_form
from bot.conversation.resolving import resolve
from bot.conversation.subject import NOTHING_WEIGHED, SubjectFit, is_new_subject
from bot.conversation.turn import Turn


@dataclass(frozen=True, slots=True)
class Understood:
    """What is asked instead of a question.

    ``stories`` are the ids to look into first, the best first, and ``headline`` that of the first
    of them; ``only`` says that the question has no subject of its own, so that no other story can
    answer it, and ``mended`` that its spelling was put right.
    """

    question: str
    follow_up: bool = False
    stories: tuple[str, ...] = ()
    headline: str = ""
    only: bool = False
    mended: bool = False


def understand(
    question: str, previous: Turn | None, evidence: SubjectFit = NOTHING_WEIGHED
) -> Understood:
    """Return a question with what it leaves unsaid, and the stories that it keeps to.

    ``evidence`` says how well the question fits those stories and others.
    """
    if previous is None:
        return Understood(question)
    cues = read_form(question)
    new = is_new_subject(cues, evidence)
    if new and cues.form is not Form.ABOUT:
        return Understood(question)
    if cues.form is Form.PLAIN and not cues.opened and not previous.stories:
        return Understood(question)
    resolved = resolve(cues, previous, elsewhere=new)
    if len(resolved) > MAX_QUESTION:
        resolved = question
    if new:
        return Understood(resolved, follow_up=True)
    pointing = cues.form is not Form.PLAIN or not evidence.words
    return Understood(
        resolved,
        follow_up=True,
        stories=previous.stories,
        headline=previous.headline,
        only=pointing and bool(previous.stories),
    )
