"""A generation's story database, read out whole for another engine to hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from embeddings.index.guarded_database import GuardedDatabase
from embeddings.index.rows import STORY, make_story
from embeddings.stories import Story


@dataclass(frozen=True, slots=True)
class ExportedPassage:
    """Where a passage is in its story, and its words, folded and stemmed, with blanks between."""

    row: int
    start: int
    end: int
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class ExportedStory:
    """A story, and its columns and what else is kept of it as they lie."""

    row: int
    story: Story
    columns: tuple[Any, ...]
    sentences: str
    attributions: str
    signature: bytes
    passages: tuple[ExportedPassage, ...]


class StoryExport(GuardedDatabase):
    """One generation's stories, in order of row."""

    def iterate(self) -> Iterator[ExportedStory]:
        """Give every story with its passages, one at a time."""
        for (row,) in self._query("SELECT row FROM stories ORDER BY row"):
            ((sentences, attributions, signature, *columns),) = self._query(
                f"SELECT sentences, attributions, signature, {STORY} FROM stories "  # noqa: S608
                "JOIN signatures ON signatures.story = stories.row WHERE stories.row = ?",
                (row,),
            )
            passages = self._query(
                "SELECT row, start, end, title, title_words || ' ' || text_words FROM passages "
                "WHERE story = ? ORDER BY row",
                (row,),
            )
            exported = tuple(ExportedPassage(*fields) for fields in passages)
            yield ExportedStory(
                row=row,
                story=make_story(columns),
                columns=tuple(columns),
                sentences=sentences,
                attributions=attributions,
                signature=signature,
                passages=exported,
            )

    def count_words(self) -> dict[str, int]:
        """Count the passages of every folded and stemmed word."""
        return dict(self._query("SELECT term, doc FROM vocabulary ORDER BY term"))
