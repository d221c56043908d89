"""One stories folder and its index, open for asking; a server may have its own.

Promise: whatever needs the index is called on the one thread that reads; only headlines, which
are held in memory, may be looked up from anywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.agreement import Difference
from bot.answering.checking import CheckedSentence
from bot.answering.citations import Citation, cite
from bot.answering.news import count_events, find_story_differences
from bot.answering.replies import Reply
from bot.config import Settings
from bot.conversation import Exchange, Turn
from bot.desk.headlines import Headline, Headlines
from bot.desk.questions import Cited
from bot.index_place import find_generations, open_settled, verify
from bot.newsroom import Newsroom
from embeddings.errors import StoriesError
from embeddings.index import IndexFolder, Manifest
from embeddings.index.open_index import FolderChanges, find_known_changes
from embeddings.milvus.address import MilvusAddress
from embeddings.retrieval import ALL_STORIES, Filters, Hit
from embeddings.sentences import Span
from embeddings.stories import Skipped, Story
from embeddings.words import split_content_words

ANSWERS = 4
_HITS = 25
_AROUND = 3
"""Sentences that are shown before and after a passage."""
LEAST_SIMILARITY = 0.35
"""The inner product below which a passage without a searched word has nothing to do with it: the
nearest passage of real news to a question was always above it, that to letters at random mostly
below."""


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """An open generation with its headlines."""

    newsroom: Newsroom
    headlines: Headlines


@dataclass(frozen=True, slots=True)
class Context:
    """A citation with what stands before and after it in its story."""

    citation: Citation
    before: str
    after: str


class Collection:
    """Stories that are asked together."""

    def __init__(self, stories: Path, index: Path, settings: Settings) -> None:
        """Open the index of a stories folder.

        :raises NoIndexError: If there is none.
        :raises UnusableIndexError: If it is damaged or was built by another model or format.
        :raises ModelError: If the reader cannot be loaded.
        """
        self.stories, self.folder = stories, IndexFolder(index)
        self._settings = replace(settings, stories=stories, index=index)
        self.changes: FolderChanges | None = FolderChanges(0, 0, 0)
        self._opened = self._open()
        self.look_for_changes()

    def _open(self) -> Opened:
        newsroom = Newsroom.open(self._settings)
        _ = newsroom.reader  # nobody shall wait for it with a question
        stories = newsroom.index.database.list_stories()
        return Opened(newsroom, Headlines(map(Headline.of, stories)))

    @property
    def milvus(self) -> MilvusAddress | None:
        """Where it is published, if it is on Milvus."""
        return self._settings.milvus

    @property
    def manifest(self) -> Manifest:
        """That of the generation which answers."""
        return self._opened.newsroom.manifest

    @property
    def generations(self) -> tuple[str, ...]:
        """Those that are there, the oldest first."""
        return find_generations(self._settings).list_generations()

    def reload(self) -> None:
        """Switch to the generation that is now the current one.

        :raises UnusableIndexError: If that cannot be opened: then the one before goes on.
        """
        self._switch()
        self.look_for_changes()

    def _switch(self) -> None:
        fresh = self._open()
        self._opened, old = fresh, self._opened
        old.newsroom.close()

    def close(self) -> None:
        """Let go of the index."""
        self._opened.newsroom.close()

    # -- on the reading thread -----------------------------------------------------------------

    def ask(self, question: str, filters: Filters, previous: Turn | None) -> Exchange:
        """Answer a question that may follow up another, from some stories alone if any."""
        conversation = self._opened.newsroom.converse(previous, answers=ANSWERS, filters=filters)
        return conversation.ask(question).exchange

    def answer(self, question: str, stories: Sequence[str]) -> Reply:
        """Answer a question on its own, from some stories alone if any are named."""
        filters = Filters(stories=tuple(stories))
        return self._opened.newsroom.ask(question, answers=ANSWERS, filters=filters).reply

    def search_mended(
        self, words: str, filters: Filters = ALL_STORIES
    ) -> tuple[str, tuple[Hit, ...]]:
        """Put right what is misspelt, and return what was searched for and the passages."""
        found = self._opened.newsroom.search(words, limit=_HITS, filters=filters)
        return found.understood, tuple(filter(_is_near, found.hits))

    def search(self, words: str, stories: Sequence[str] = ()) -> tuple[Hit, ...]:
        """Return the passages that fit best."""
        filters = Filters(stories=tuple(stories))
        hits = self._opened.newsroom.search(words, limit=_HITS, filters=filters).hits
        return tuple(filter(_is_near, hits))

    def find_fitting(self, words: str, stories: Sequence[str]) -> tuple[Headline, ...]:
        """Return those of some stories that some words fit, the best first."""
        kept = tuple(one for one in stories if self.headlines.get(one))
        if not kept:
            return ()
        wanted = set(split_content_words(words))
        found = dict.fromkeys(
            hit.story.id
            for hit in self.search(words, kept)
            if wanted <= set(split_content_words(f"{hit.story.title} {hit.story.text}"))
        )
        return tuple(filter(None, map(self.headlines.get, found)))

    def count_events(self, stories: Sequence[str]) -> int:
        """Count the events that some stories tell of."""
        return count_events(self._opened.newsroom.index, stories)

    def find_differences(self, story: str) -> tuple[Difference, ...]:
        """Return where a story differs from the nearest others of its event."""
        return find_story_differences(self._opened.newsroom.index, story)

    def check(self, text: str) -> tuple[CheckedSentence, ...]:
        """Say of each sentence of a text what the stories say to it."""
        return self._opened.newsroom.check(text).sentences

    def find_passage(self, cited: Cited, n: int) -> Context:
        """Cut a citation out of its story again, with the sentences around it.

        :raises StoriesError: If the story is gone or has been changed since.
        """
        database = self._opened.newsroom.index.database
        story = database.get_story(cited.story)
        if story is None or story.sha256 != cited.sha256:
            raise StoriesError("That story has been changed or removed since: please ask again.")
        quoted = Span(cited.start, cited.end)
        answer = Span(cited.answer_start, cited.answer_end)
        citation = cite(n, story, quoted, answer, database.get_attributions(story.id))
        sentences = database.get_sentences(story.id)
        earlier = [one.start for one in sentences if one.end <= quoted.start][-_AROUND:]
        later = [one.end for one in sentences if one.start >= quoted.end][:_AROUND]
        before = story.text[earlier[0] : quoted.start].strip() if earlier else ""
        after = story.text[quoted.end : later[-1]].strip() if later else ""
        return Context(citation, before, after)

    def get_story(self, name: str) -> Story:
        """Return a story by its id, else by its headline.

        :raises StoriesError: If there is none.
        """
        story = self._opened.newsroom.index.database.get_story(self.identify(name))
        if story is None:
            raise StoriesError("There is no such story: choose one of those that are offered.")
        return story

    def list_stories(self) -> tuple[Story, ...]:
        """Return every story, in order of id."""
        return tuple(self._opened.newsroom.index.database.list_stories())

    def list_skipped(self) -> tuple[Skipped, ...]:
        """Return the files that could not be read, and why."""
        return self._opened.newsroom.index.database.list_skipped()

    def list_hashes(self) -> dict[str, str]:
        """Return the hash of every story's text by its id."""
        return dict(self._opened.newsroom.index.database.list_story_hashes())

    def go_to(self, generation: str) -> None:
        """Make another generation of the same stories answer.

        :raises UnusableIndexError: If it is not there, or cannot be opened.
        """
        if self.milvus is None:
            open_settled(self._settings, generation).database.close()
        find_generations(self._settings).go_to(generation)
        self.reload()

    def find_damage(self) -> tuple[str, ...]:
        """Check every byte of the generation that answers, and return what is damaged."""
        return verify(self._settings).damage

    def look_for_changes(self) -> None:
        """Compare the stories folder with the index; ``changes`` is ``None`` where it is gone.

        Where another machine has published a newer generation, that answers from now on.

        :raises ServiceError: If the index is on Milvus, and that cannot be reached.
        """
        if self.milvus is not None and self.is_behind():
            self._switch()
        self.changes = find_known_changes(self._opened.newsroom.index, self.folder.root)

    def is_behind(self) -> bool:
        """Say whether another process has switched to another generation.

        :raises BylineError: If it cannot be found out.
        """
        return find_generations(self._settings).current() != self.manifest.generation

    # -- from anywhere -------------------------------------------------------------------------

    @property
    def headlines(self) -> Headlines:
        """The headlines of the stories, the newest first."""
        return self._opened.headlines

    def identify(self, name: str) -> str:
        """Return the id of the story that is called so, by its id, a key or its headline.

        :raises StoriesError: If there is none.
        """
        found = self.headlines.identify(name)
        if found is None:
            raise StoriesError(_describe_miss(self.headlines.suggest(name, most=3)))
        return found


def _is_near(hit: Hit) -> bool:
    """Say whether a passage holds a word that was searched for, or means something like it."""
    return hit.keywords is not None or (hit.similarity or 0.0) >= LEAST_SIMILARITY


def _describe_miss(near: Sequence[Headline]) -> str:
    """Say that no story is called so, and which are nearly."""
    if not near:
        return "No story is called so. Choose one of those that are offered while you type."
    named = " or ".join(f"“{one.title[:80]}”" for one in near)
    return f"No story is called so. Did you mean {named}?"
