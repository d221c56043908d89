"""Build a generation: read the folder, cut, embed, write beside, switch.

Promise: until the last step nothing that others read has changed, and the same folder and model
give the same passages and the same vectors.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from embeddings.encoders import Encoder, TokenCounter
from embeddings.encoders.export import export_encoder
from embeddings.encoders.torch_encoder import TorchEncoder
from embeddings.errors import StoriesError
from embeddings.index.database import StoryDatabase
from embeddings.index.generations import IndexFolder
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


def build_index(stories: Path, folder: IndexFolder, *, model: str, progress: Progress) -> Manifest:
    """Build a fresh generation of ``folder`` from a stories folder and switch to it.

    :raises StoriesError: If the folder is missing or holds no readable story.
    :raises ModelError: If the model cannot be used.
    :raises UnusableIndexError: If another build is running or ``folder`` is no index folder.
    """
    contents = _read_stories(stories, progress)
    with folder.draft() as (generation, draft):
        progress("loading the model", 0, 1)
        encoder = TorchEncoder.load(model)
        tokens = TokenCounter(encoder.tokenizer)
        exported = export_encoder(encoder, folder.encoders)
        progress("loading the model", 1, 1)
        max_tokens = _count_room(encoder, tokens)
        written = _write_stories(draft / STORIES_FILE, contents, tokens, max_tokens, progress)
        _write_vectors(draft / VECTORS_FILE, encoder, written, progress)
        manifest = Manifest(
            format=FORMAT,
            generation=generation,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            stories_folder=str(stories.resolve()),
            stories=len(contents.stories),
            passages=len(written.passages),
            skipped=len(contents.skipped),
            model=model,
            model_fingerprint=encoder.settings.fingerprint,
            dimension=encoder.settings.dimension,
            max_tokens=max_tokens,
            encoder=exported.name,
            story_hashes=written.story_hashes,
            files=_record_files(draft, generation, exported),
        )
        manifest.save(draft)
    return manifest


@dataclass(frozen=True, slots=True)
class _Written:
    """The passages of a generation with their rows, and what its stories hash to."""

    passages: tuple[Passage, ...]
    rows: tuple[int, ...]
    story_hashes: str


def _read_stories(stories: Path, progress: Progress) -> FolderContents:
    contents = read_folder(
        stories, progress=lambda done, total: progress("reading stories", done, total)
    )
    if not contents.stories:
        skipped = "".join(f"; {one.file} was skipped: {one.reason}" for one in contents.skipped[:3])
        raise StoriesError(
            f"No story in {stories}: put .txt, .md, .html, .json or .jsonl files there{skipped}."
        )
    return contents


def _count_room(encoder: Encoder, tokens: TokenCounter) -> int:
    """Return how many tokens a passage may have, special ones and the prompt left out."""
    settings = encoder.settings
    taken = tokens.special_tokens + len(tokens.offsets(settings.passage_prompt))
    return min(AIMED_TOKENS, settings.max_tokens - taken)


def _write_stories(
    path: Path, contents: FolderContents, tokens: TokenCounter, max_tokens: int, progress: Progress
) -> _Written:
    database = StoryDatabase.create(path)
    passages: list[Passage] = []
    rows: list[int] = []
    for done, story in enumerate(contents.stories, start=1):
        cut = split_story(story, tokens.offsets, max_tokens=max_tokens)
        rows += database.add_story(story, cut)
        passages += cut
        progress("cutting passages", done, len(contents.stories))
    database.add_sources(contents.files, contents.skipped)
    hashes = hash_stories(database.list_story_hashes())
    database.close()
    return _Written(tuple(passages), tuple(rows), hashes)


def _write_vectors(path: Path, encoder: Encoder, written: _Written, progress: Progress) -> None:
    index = VectorIndex.create(encoder.settings.dimension)
    for first in range(0, len(written.passages), _BATCH):
        progress("embedding passages", first, len(written.passages))
        batch = slice(first, first + _BATCH)
        vectors = encoder.encode_passages(_embedded_texts(written.passages[batch]))
        index.add(vectors, np.array(written.rows[batch], dtype=np.int64))
    progress("embedding passages", len(written.passages), len(written.passages))
    index.save(path)


def _embedded_texts(passages: Sequence[Passage]) -> list[str]:
    return [passage.embedded_text for passage in passages]


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
