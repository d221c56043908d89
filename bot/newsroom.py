"""Byline as a library: one newsroom over a folder of stories, asked as the terminal and Discord do.

    newsroom = Newsroom.open(stories=Path("stories"), index=Path(".byline"))
    print(newsroom.ask("How many times was the defector shot?").to_json()["text"])

The way of a question: ``ask`` and ``Conversation.ask`` check it and give it to
``bot.answering.answers``, which mends its spelling, finds passages (``embeddings.retrieval``),
points at words in them (``bot.reading``), compares what the stories say (``bot.agreement``) and
cites (``bot.answering.citations``).

Promise: asking writes nothing, and everything that answers a question goes through this class.
"""

import contextlib
import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from bot.answering.answers import (
    Options,
    answer_question,
    check_claim,
    check_question,
    choose_confidence,
    open_reader,
)
from bot.answering.checking import CheckedSentence, check_text
from bot.answering.replies import Reply
from bot.config import Settings
from bot.conversation import Exchange, Turn, converse
from bot.index_place import open_of_stories
from bot.presentation.answer_json import (
    Json,
    describe_checked,
    describe_full_story,
    describe_reply,
    describe_search,
    describe_story,
)
from bot.presentation.exchange import describe_exchange
from bot.reading import Judge, Reader, open_judge
from embeddings.attribution import Attribution
from embeddings.errors import ModelError, StoriesError
from embeddings.index import Index, IndexFolder, Manifest
from embeddings.retrieval import ALL_STORIES, Filters, Hit, search
from embeddings.stories import Story


@dataclass(frozen=True, slots=True)
class Answered:
    """The reply to one question, and the index that it is of."""

    reply: Reply
    manifest: Manifest

    def to_json(self) -> Json:
        """Return ``byline.answer/1``."""
        return describe_reply(self.reply, self.manifest)


@dataclass(frozen=True, slots=True)
class Exchanged:
    """One exchange of a conversation, and the index that it is of."""

    question: str
    exchange: Exchange
    manifest: Manifest

    def to_json(self) -> Json:
        """Return ``byline.answer/1``, with how the question was understood."""
        return describe_exchange(self.question, self.exchange, self.manifest)


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that fit some words; ``understood`` are the words with their spelling mended."""

    query: str
    understood: str
    hits: tuple[Hit, ...]

    def to_json(self) -> Json:
        """Return ``byline.search/1``."""
        return describe_search(self.query, self.understood, self.hits)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the stories say to each sentence of a text."""

    text: str
    sentences: tuple[CheckedSentence, ...]

    def to_json(self) -> Json:
        """Return ``byline.check/1``."""
        return describe_checked(self.text, self.sentences)


@dataclass(frozen=True, slots=True)
class Shown:
    """A story with all that it attributes, and how many passages it has."""

    story: Story
    passages: int
    attributions: tuple[Attribution, ...]

    def to_json(self) -> Json:
        """Return what ``byline show --json`` prints."""
        return describe_full_story(self.story, self.passages, self.attributions)


@dataclass(frozen=True, slots=True)
class Listed:
    """The stories, in order of id, and how many passages each has by id."""

    stories: tuple[Story, ...]
    passages: dict[str, int] = field(hash=False)

    def to_json(self) -> Json:
        """Return ``byline.stories/1``."""
        described = [describe_story(one, self.passages.get(one.id, 0)) for one in self.stories]
        return {"schema": "byline.stories/1", "stories": described}


class Newsroom:
    """Stories that are asked together: an open index, and the reader of its passages.

    It is used by one thread at a time.
    """

    def __init__(self, index: Index, settings: Settings, *, reader: Reader | None = None) -> None:
        """Make a newsroom of an open index; its reader is loaded when it is first needed."""
        self.index, self.settings = index, settings
        if reader is not None:
            self.reader = reader

    @classmethod
    def open(
        cls, settings: Settings | None = None, *, stories: Path | str | None = None,
        index: Path | str | None = None,
    ) -> "Newsroom":  # fmt: skip
        """Open the index of a stories folder, by default as the settings say.

        :raises NoIndexError: If there is none.
        :raises UnusableIndexError: If it is damaged or was built by another model or format.
        :raises ServiceError: If it is on Milvus, and that cannot be reached.
        """
        given = settings or Settings()
        given = replace(
            given, stories=Path(stories or given.stories), index=Path(index or given.index)
        )
        return cls(open_of_stories(given), given)

    @cached_property
    def reader(self) -> Reader:
        """What points at the words that answer.

        :raises ModelError: If it cannot be loaded.
        """
        return open_reader(
            self.settings.reader,
            self.index,
            folder=IndexFolder(self.settings.index).readers,
            threads=self.settings.threads or None,
        )

    @property
    def least_confidence(self) -> float:
        """The probability from which on an answer is shown, 0 to 1."""
        return choose_confidence(self.reader, self.settings.confidence)

    @property
    def manifest(self) -> Manifest:
        """What the generation that answers holds."""
        return self.index.manifest

    def ask(
        self, question: str, *, answers: int = 3, filters: Filters = ALL_STORIES,
        confidence: float | None = None,
    ) -> Answered:  # fmt: skip
        """Answer one question, or say that the stories do not.

        :raises UsageError: If the question is empty or too long, or a filter names no story.
        """
        options = self._choose(answers, filters, confidence)
        return Answered(answer_question(self.index, self.reader, question, options), self.manifest)

    def converse(
        self, previous: Turn | None = None, *, answers: int = 3, filters: Filters = ALL_STORIES
    ) -> "Conversation":
        """Begin a conversation, or go on with one from its last turn."""
        return Conversation(self, self._choose(answers, filters), previous)

    def search(self, words: str, *, limit: int = 10, filters: Filters = ALL_STORIES) -> Found:
        """Return the passages that fit best.

        :raises UsageError: If there are no words, too many, or a filter names no story.
        """
        query = check_question(words)
        understood = self.index.spelling.mend(query)
        return Found(
            query, understood, search(self.index, understood, limit=limit, filters=filters)
        )

    @cached_property
    def judge(self) -> Judge | None:
        """What judges claims by what it learned; ``None`` where the reader learned none."""
        try:
            return open_judge(threads=self.settings.threads or None)
        except ModelError:
            return None

    def check(self, text: str, *, filters: Filters = ALL_STORIES) -> Checked:
        """Say of each sentence of a text what the stories say to it.

        :raises UsageError: If there is no text, too much, or a filter names no story.
        """
        claim = check_claim(text)
        judge = self.judge.judge if self.judge else None
        return Checked(claim, check_text(self.index, claim, judge, filters))

    def show(self, name: str) -> Shown:
        """Return the story with an id.

        :raises StoriesError: If there is none; the message names one with a like id.
        """
        story = self.find_story(name)
        database = self.index.database
        passages = database.count_passages_by_story().get(story.id, 0)
        return Shown(story, passages, tuple(database.get_attributions(story.id)))

    def stories(self) -> Listed:
        """Return every story."""
        database = self.index.database
        return Listed(tuple(database.list_stories()), dict(database.count_passages_by_story()))

    def find_story(self, name: str) -> Story:
        """Return the story with an id.

        :raises StoriesError: If there is none; the message names one with a like id.
        """
        with contextlib.suppress(UnicodeEncodeError):  # half a surrogate pair names none
            if (story := self.index.database.get_story(name)) is not None:
                return story
        known = [one for one, _ in self.index.database.list_story_hashes()]
        close = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
        hint = f"did you mean {close[0]}?" if close else "see `byline stories`."
        raise StoriesError(f"No story {name!r} in the index: {hint}")

    def _choose(self, answers: int, filters: Filters, confidence: float | None = None) -> Options:
        """Return how to answer; "this week" is seen from the day on this machine's calendar."""
        return Options(
            confidence=self.least_confidence if confidence is None else confidence,
            answers=answers,
            filters=filters,
            today=datetime.now().astimezone().date(),
        )

    def close(self) -> None:
        """Let go of the index."""
        self.index.database.close()


class Conversation:
    """Questions that may follow up the one before."""

    def __init__(self, newsroom: Newsroom, options: Options, previous: Turn | None) -> None:
        self._newsroom, self._options = newsroom, options
        self.previous = previous

    def ask(self, question: str, *, stories: Sequence[str] | None = None) -> Exchanged:
        """Answer one question; of some stories alone where ``stories`` names them.

        :raises UsageError: If the question is empty or too long, or a filter names no story.
        """
        options, typed = self._options, check_question(question)
        if stories is not None:
            filters = replace(options.filters, stories=tuple(stories))
            options = replace(options, filters=filters)
        newsroom = self._newsroom
        exchange = converse(newsroom.index, newsroom.reader, typed, self.previous, options)
        self.previous = exchange.turn
        return Exchanged(typed, exchange, newsroom.manifest)

    def reset(self) -> None:
        """Forget what was said: the next question is a new subject."""
        self.previous = None
