"""What is said to a question: an answer with the stories that give it, others, or none.

Promise: value objects alone; what they hold was cut out of the stories before.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.agreement import Relation, Revision
from bot.answering.citations import Citation
from bot.facts.periods import Period
from bot.facts.standing_cues import Standing
from embeddings.stories import Story


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, the probability that it is right, and the stories that give it.

    ``phrase`` is its value alone where the answer is a whole sentence; ``origins`` counts the
    independent ones among its stories; ``relation`` is how it stands to the first answer, and
    ``revision`` whether its story names it a correction or an update of another figure.
    ``standing`` says whether it is told as so, or as charged, planned and so on, and ``denial``
    where the story says that a charge is denied. ``items`` cite each thing that the first story
    lists, in order, where the answer is a list.
    """

    confidence: float
    citations: tuple[Citation, ...]
    phrase: str
    origins: int
    relation: Relation | None = None
    revision: Revision | None = None
    standing: Standing = Standing.ASSERTED
    denial: Citation | None = None
    items: tuple[Citation, ...] = ()

    @property
    def text(self) -> str:
        """The answer in the words of the first story cited."""
        return self.citations[0].answer_text

    @property
    def story(self) -> Story:
        """The first story cited."""
        return self.citations[0].story


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds."""

    retrieve: float
    read: float
    total: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Which days of publication a question asks for, and whether a story of those answers."""

    period: Period
    answered: bool


class Refusal(StrEnum):
    """Why there is no answer: nothing is near, what is near is not sure, or several are meant."""

    NOTHING = "nothing"
    UNSURE = "unsure"
    WHICH = "which"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a question: an answer and others, or why there is none.

    ``nearest`` are the sentences that come nearest, of different stories; ``events`` the stories
    to choose from where a question fits several. ``mended`` is the question that was
    asked in its place, where its spelling was put right.
    """

    question: str
    answer: Answer | None
    others: tuple[Answer, ...]
    nearest: tuple[Citation, ...]
    timings: Timings
    asked: Asked | None = None
    mended: str | None = None
    refusal: Refusal | None = None
    events: tuple[Story, ...] = ()

    @property
    def disagreeing(self) -> tuple[Answer, ...]:
        """The answer and those that contradict it, the newest first; empty if none does."""
        rivals = tuple(one for one in self.others if one.relation is Relation.DISAGREES)
        return (self.answer, *rivals) if self.answer and rivals else ()
