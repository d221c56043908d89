"""A candidate: a span of a story that may answer, in the sentence it stands in.

Promise: a candidate that drops a hedge of its sentence never exists.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.agreement.values import AnswerValue, read_value
from bot.facts import keeps_hedge
from bot.facts.standing_cues import Standing
from embeddings.sentences import Span
from embeddings.stories import Story


class Field(StrEnum):
    """What is known of a story beside its text."""

    TITLE = "title"
    AUTHORS = "authors"
    PUBLISHED = "published"
    PUBLISHER = "publisher"


def read_field(story: Story, field: Field | None) -> str:
    """Return a story's text, or one of its fields in words; empty where it has none."""
    if field is None:
        return story.text
    if field is Field.AUTHORS:
        names = story.authors
        return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
    if field is Field.PUBLISHED:
        day = story.published
        return f"{day.day} {day:%B %Y}" if day else ""
    return (story.title if field is Field.TITLE else story.publisher) or ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may answer: ``told[answer.start:answer.end]``, within ``sentence``.

    ``told`` is the story's text, or one of its fields. ``confidence`` is the probability, 0 to 1,
    that it does; ``values`` are what the reader saw in it, if it looked. ``standing`` says whether
    it is told as so, or as charged, planned and so on; then the answer holds those words too.
    ``items`` are the places of what it lists, in order, where it is a list.
    """

    story: Story
    sentence: Span
    answer: Span
    confidence: float
    values: frozenset[str] = frozenset()
    standing: Standing = Standing.ASSERTED
    field: Field | None = None
    items: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if not self.sentence.start <= self.answer.start < self.answer.end <= self.sentence.end:
            raise ValueError(f"answer must lie in its sentence, was: {self.answer}")
        if not keeps_hedge(self.told, self.answer, self.sentence):
            raise ValueError(f"answer must keep its hedge, was: {self.text!r}")
        if any(
            not self.answer.start <= one.start < one.end <= self.answer.end for one in self.items
        ):
            raise ValueError(f"items must lie in the answer, were: {self.items}")

    @property
    def told(self) -> str:
        """The text that the spans are of."""
        return read_field(self.story, self.field)

    @property
    def text(self) -> str:
        """The words that may answer."""
        return self.told[self.answer.start : self.answer.end]

    @property
    def before(self) -> str:
        """The words of the sentence that lead to it."""
        return self.told[self.sentence.start : self.answer.start]

    @property
    def after(self) -> str:
        """The words of the sentence that follow."""
        return self.told[self.answer.end : self.sentence.end]

    @property
    def sentence_text(self) -> str:
        """The whole sentence."""
        return self.told[self.sentence.start : self.sentence.end]

    @property
    def place(self) -> Span:
        """Where in the sentence it stands."""
        start = self.answer.start - self.sentence.start
        return Span(start, start + len(self.text))

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
