"""Write a generation: cut the stories into passages, embed what is new, describe the whole.

Promise: the same stories and model give the same passages, and vectors that are equal whether
they were embedded now or taken over.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from embeddings.encoders import Encoder, TokenCounter, Vectors
from embeddings.errors import StoriesError
from embeddings.index.database import StoryDatabase
from embeddings.index.manifest import (
    FORMAT,
    STORIES_FILE,
    VECTORS_FILE,
    FileRecord,
    Manifest,
    hash_stories,
    record_file,
)
from embeddings.index.vectors import VectorIndex
from embeddings.passages import Passage, split_story
from embeddings.stories import FolderContents, read_folder

AIMED_TOKENS = 200
"""Of a passage with its headline. MiniLM was trained on 128 and reads 256."""
_BATCH = 256

Progress = Callable[[str, int, int], None]
"""Called with a stage ("reading stories"), what is done of it, and its whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """What a generation is made from.

    ``exported`` is the encoder's folder; ``known`` has the vectors of texts that were embedded
    before by the same model.
    """

    stories: Path
    contents: FolderContents
    encoder: Encoder
    tokens: TokenCounter
    exported: Path
    known: Mapping[str, Vectors]


def read_stories(
    stories: Path, progress: Progress, *, exclude: Path | None = None
) -> FolderContents:
    """Read a stories folder, leaving out the folder ``exclude`` below it.

    :raises StoriesError: If it is missing or holds no readable story.
    """
    contents = read_folder(
        stories,
        exclude=exclude,
        progress=lambda done, total: progress("reading stories", done, total),
    )
    if not contents.stories:
        skipped = "".join(f"; {one.file} was skipped: {one.reason}" for one in contents.skipped[:3])
        raise StoriesError(
            f"No story in {stories}: put .txt, .md, .html, .json, .pdf, .docx or other files of "
            f"stories there{skipped}."
        )
    return contents


def write_generation(draft: Path, generation: str, source: Source, progress: Progress) -> Manifest:
    """Write a whole generation into an empty folder, its manifest last."""
    max_tokens = _count_room(source.encoder, source.tokens)
    written = _write_stories(draft / STORIES_FILE, source, max_tokens, progress)
    _write_vectors(draft / VECTORS_FILE, source, written, progress)
    settings = source.encoder.settings
    manifest = Manifest(
        format=FORMAT,
        generation=generation,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        stories_folder=str(source.stories.resolve()),
        stories=len(source.contents.stories),
        passages=len(written.passages),
        skipped=len(source.contents.skipped),
        model=settings.model,
        model_fingerprint=settings.fingerprint,
        dimension=settings.dimension,
        max_tokens=max_tokens,
        encoder=source.exported.name,
        story_hashes=written.story_hashes,
        files=_record_files(draft, generation, source.exported),
    )
    manifest.save(draft)
    return manifest


@dataclass(frozen=True, slots=True)
class _Written:
    """The passages of a generation with their rows, and what its stories hash to."""

    passages: tuple[Passage, ...]
    rows: tuple[int, ...]
    story_hashes: str


def _count_room(encoder: Encoder, tokens: TokenCounter) -> int:
    """Return how many tokens a passage may have, special ones and the prompt left out."""
    settings = encoder.settings
    taken = tokens.special_tokens + len(tokens.offsets(settings.passage_prompt))
    return min(AIMED_TOKENS, settings.max_tokens - taken)


def _write_stories(path: Path, source: Source, max_tokens: int, progress: Progress) -> _Written:
    contents = source.contents
    database = StoryDatabase.create(path)
    passages: list[Passage] = []
    rows: list[int] = []
    for done, story in enumerate(contents.stories, start=1):
        cut = split_story(story, source.tokens.offsets, max_tokens=max_tokens)
        rows += database.add_story(story, cut)
        passages += cut
        progress("cutting passages", done, len(contents.stories))
    database.add_sources(contents.files, contents.skipped)
    database.add_notices(contents.notices, contents.others)
    hashes = hash_stories(database.list_story_hashes())
    database.close()
    return _Written(tuple(passages), tuple(rows), hashes)


def _write_vectors(path: Path, source: Source, written: _Written, progress: Progress) -> None:
    index = VectorIndex.create(source.encoder.settings.dimension)
    for first in range(0, len(written.passages), _BATCH):
        progress("embedding passages", first, len(written.passages))
        batch = slice(first, first + _BATCH)
        vectors = _embed([one.embedded_text for one in written.passages[batch]], source)
        index.add(vectors, np.array(written.rows[batch], dtype=np.int64))
    progress("embedding passages", len(written.passages), len(written.passages))
    index.save(path)


def _embed(texts: Sequence[str], source: Source) -> Vectors:
    """Embed texts, those known by taking their vectors over. *Shape:* (n_texts, dimension)"""
    new = [text for text in dict.fromkeys(texts) if text not in source.known]
    embedded = dict(zip(new, source.encoder.encode_passages(new), strict=True)) if new else {}
    rows = [source.known[text] if text in source.known else embedded[text] for text in texts]
    return np.stack(rows)


def _record_files(draft: Path, generation: str, exported: Path) -> tuple[FileRecord, ...]:
    own = (
        record_file(draft / name, f"generations/{generation}/{name}")
        for name in (STORIES_FILE, VECTORS_FILE)
    )
    shared = (
        record_file(path, f"encoders/{exported.name}/{path.name}")
        for path in sorted(exported.iterdir())
    )
    return (*own, *shared)
