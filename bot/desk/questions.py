"""A question as it is kept, and what people thought of its answer.

Promise: nothing here says who asked.
"""

from dataclasses import dataclass

from bot.answering.citations import Citation
from bot.conversation import Turn
from embeddings.retrieval import ALL_STORIES, Filters
from embeddings.sentences import Span


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a citation stood; ``sha256`` is that of the story's text then."""

    story: str
    start: int
    end: int
    answer_start: int
    answer_end: int
    sha256: str

    @classmethod
    def of(cls, citation: Citation) -> "Cited":
        """Remember a citation."""
        quoted, answer = citation.quoted, citation.answer
        if citation.field is not None:  # what stands beside the text is shown with its beginning
            quoted = answer = Span(0, len(citation.story.text.partition("\n")[0]) or 1)
        return cls(
            citation.story.id, quoted.start, quoted.end, answer.start, answer.end,
            citation.story.sha256,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """Something that was asked.

    ``kind`` is "ask", "search", "sources", "claim", "story" or "stories"; of a claim nothing but
    the cited passages is kept. ``title`` is what a list of passages is headed with, ``filters``
    what a list of stories is narrowed to; ``channel`` stands for a channel of direct messages;
    ``private`` says that the reply was for one person. ``stories`` are those that whoever asked has
    restricted it to, ``asked_of`` those that it was asked of in the end, as a follow-up may be;
    ``turn`` is what a follow-up goes by; ``others`` are the texts of the other answers, an empty
    one for a line across; ``events`` the stories of which one may be meant. ``origin`` is the token
    of the question that it goes on from, whose words it may hold: it is kept no longer than that.
    """

    kind: str
    server: int | None
    question: str
    stories: tuple[str, ...] = ()
    title: str = ""
    channel: str = ""
    private: bool = False
    answered: bool = False
    generation: str = ""
    cited: tuple[Cited, ...] = ()
    others: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    filters: Filters = ALL_STORIES
    asked_of: tuple[str, ...] = ()
    turn: Turn | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A question with its number, its token and its time."""

    id: int
    token: str
    asked_at: str
    question: Question


@dataclass(frozen=True, slots=True)
class Feedback:
    """What people thought of the reply to one question, the comments in order of time."""

    question_id: int
    asked_at: str
    question: str
    answered: bool
    good: int
    bad: int
    comments: tuple[str, ...]
    private: bool = False
