"""A candidate: a span of a story that may answer, in the sentence it stands in.

Promise: a candidate that drops a hedge of its sentence never exists.
"""

from dataclasses import dataclass

from bot.agreement.values import AnswerValue, read_value
from bot.facts import keeps_hedge
from embeddings.sentences import Span
from embeddings.stories import Story


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may answer: ``story.text[answer.start:answer.end]``, within ``sentence``.

    ``confidence`` is the probability, 0 to 1, that it does; ``values`` are what the reader saw
    in it, if it looked.
    """

    story: Story
    sentence: Span
    answer: Span
    confidence: float
    values: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.sentence.start <= self.answer.start < self.answer.end <= self.sentence.end:
            raise ValueError(f"answer must lie in its sentence, was: {self.answer}")
        if not keeps_hedge(self.story.text, self.answer, self.sentence):
            raise ValueError(f"answer must keep its hedge, was: {self.text!r}")

    @property
    def text(self) -> str:
        """The words that may answer."""
        return self.story.text[self.answer.start : self.answer.end]

    @property
    def before(self) -> str:
        """The words of the sentence that lead to it."""
        return self.story.text[self.sentence.start : self.answer.start]

    @property
    def after(self) -> str:
        """The words of the sentence that follow."""
        return self.story.text[self.answer.end : self.sentence.end]

    @property
    def is_sentence(self) -> bool:
        """Whether the whole sentence is the answer."""
        return self.answer == self.sentence

    @property
    def order(self) -> tuple[float, str, int, int]:
        """Sort key: the surest first, equal ones by story and place."""
        return -self.confidence, self.story.id, self.answer.start, self.answer.end

    def read(self, question: str) -> AnswerValue:
        """Return what it says to a question."""
        published = self.story.published
        return read_value(question, self.text, published, before=self.before, after=self.after)
