"""Write a generation: cut the stories into passages, embed what is new, describe the whole.

Promise: the same stories and model give the same passages, and vectors that are equal whether
they were embedded now or taken over.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from embeddings.analysis import analyse
from embeddings.disk import Content
from embeddings.encoders import Encoder, TokenCounter, Vectors
from embeddings.encoders.onnx_encoder import Begin, OnnxEncoder
from embeddings.encoders.seal import SEAL_FILE, read_seal
from embeddings.errors import StoriesError
from embeddings.index.embedding import Embed, embed_here, embed_texts
from embeddings.index.known import hash_code
from embeddings.index.manifest import (
    FORMAT,
    STORIES_FILE,
    FileRecord,
    Manifest,
    hash_stories,
)
from embeddings.index.story_writer import StoryWriter
from embeddings.index.vectors import RULE, Rows, Rule, VectorIndex, build_vectors
from embeddings.stories.sources.folder import FolderContents, Known, read_folder

AIMED_TOKENS = 200
"""Of a passage with its headline. MiniLM was trained on 128 and reads 256."""

Progress = Callable[[str, int, int], None]
"""Called with a stage ("reading stories"), what is done of it, and its whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """The generation that is taken over from: its story database and its vectors.

    ``same_code`` says whether its stories were analysed as they would be now.
    """

    stories: Path
    vectors: VectorIndex
    same_code: bool


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """What a generation is made from; ``exported`` is the encoder's folder.

    ``embed`` has batches of passages embedded, by ``encoder`` or by others of the same model;
    ``rule`` chooses the kind of its vector index.
    """

    stories: Path
    contents: FolderContents
    encoder: Encoder
    tokens: TokenCounter
    exported: Path
    before: Before | None = None
    follow_links: bool = False
    embed: Embed = embed_here
    rule: Rule = RULE


def read_stories(
    stories: Path,
    progress: Progress,
    *,
    exclude: Path | None = None,
    follow_links: bool = False,
    known: Known | None = None,
) -> FolderContents:
    """Read a stories folder, leaving out the folder ``exclude`` below it.

    :raises StoriesError: If it is missing or holds no readable story.
    """
    contents = read_folder(
        stories,
        exclude=exclude,
        follow_links=follow_links,
        known=known,
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
    """Write a whole generation into an empty folder, its manifest last.

    :raises OSError: If the disk does not take it.
    """
    max_tokens = _count_room(source.encoder, source.tokens)
    with _embedding_ahead(source) as begin:
        written = _write_stories(draft / STORIES_FILE, source, max_tokens, progress, begin)
        vectors = _write_vectors(draft, source, written, progress)
    own = {STORIES_FILE: written.content, **vectors}
    settings = source.encoder.settings
    manifest = Manifest(
        format=FORMAT,
        generation=generation,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        stories_folder=str(source.stories.resolve()),
        follow_links=source.follow_links,
        stories=len(source.contents.stories),
        passages=len(written.before),
        skipped=len(source.contents.skipped),
        model=settings.model,
        model_fingerprint=settings.fingerprint,
        dimension=settings.dimension,
        max_tokens=max_tokens,
        encoder=source.exported.name,
        story_hashes=written.story_hashes,
        code=hash_code(),
        files=(
            *_list_records(f"generations/{generation}", own),
            *_list_records(f"encoders/{source.exported.name}", _list_encoder(source.exported)),
        ),
    )
    manifest.save(draft)
    return manifest


@dataclass(frozen=True, slots=True, eq=False)
class _Written:
    """The stories as they were written.

    ``before`` holds for each passage the row of its vector in the generation before, 0 where there
    is none; ``new`` the text of each of those.
    """

    content: Content
    story_hashes: str
    before: Rows
    new: tuple[str, ...]


def _count_room(encoder: Encoder, tokens: TokenCounter) -> int:
    """Return how many tokens a passage may have, special ones and the prompt left out."""
    settings = encoder.settings
    taken = tokens.special_tokens + len(tokens.offsets(settings.passage_prompt))
    return min(AIMED_TOKENS, settings.max_tokens - taken)


def _embedding_ahead(source: Source) -> contextlib.AbstractContextManager[Begin]:
    """Embed passages while the next stories are read, where this process does that by an export."""
    if source.embed is embed_here and isinstance(source.encoder, OnnxEncoder):
        return source.encoder.ahead()
    return contextlib.nullcontext(lambda texts: None)


def _write_stories(
    path: Path, source: Source, max_tokens: int, progress: Progress, begin: Begin
) -> _Written:
    contents = source.contents
    writer = _open_writer(source.before)
    before: list[Rows] = [np.zeros(0, dtype=np.int64)]
    new: list[str] = []
    pairs = zip(contents.stories, contents.origins, strict=True)
    for done, (story, origin) in enumerate(pairs, start=1):
        rows = writer.take_over(origin)
        if rows is None:
            analysed = analyse(story, source.tokens.offsets, max_tokens=max_tokens)
            rows = writer.add(analysed, origin)
            passages = zip(analysed.passages, rows, strict=True)
            texts = [passage.embedded_text for passage, row in passages if not row]
            begin(texts)
            new += texts
        before.append(rows)
        progress("cutting passages", done, len(contents.stories))
    writer.add_files(contents.read, contents.skipped)
    writer.add_notices(contents.notices, contents.others)
    hashes = hash_stories(writer.list_hashes())
    return _Written(writer.save(path), hashes, np.concatenate(before), tuple(new))


def _open_writer(before: Before | None) -> StoryWriter:
    return StoryWriter(before.stories, same_code=before.same_code) if before else StoryWriter()


def _write_vectors(
    folder: Path, source: Source, written: _Written, progress: Progress
) -> dict[str, Content]:
    """Put the vectors taken over and those of the new passages side by side, and write them."""
    index = build_vectors(_gather_vectors(source, written, progress), source.rule)
    return index.save(folder)


def _gather_vectors(source: Source, written: _Written, progress: Progress) -> Vectors:
    """Return the vector of every passage, in order of row. *Shape:* (n_passages, dimension)"""
    whole, known = len(written.before), written.before > 0
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        progress("embedding passages", done, whole)

    tell(int(known.sum()))
    new = embed_texts(written.new, source.encoder, source.embed, tell)
    if source.before is None:
        return new
    vectors = np.empty((whole, source.encoder.settings.dimension), dtype=np.float32)
    vectors[known] = source.before.vectors.get_many(written.before[known])
    vectors[~known] = new
    return vectors


def _list_encoder(exported: Path) -> dict[str, Content]:
    """Return what an encoder's files must hold: as it was sealed, not as it may lie there now."""
    seal = (exported / SEAL_FILE).read_bytes()
    return read_seal(exported) | {SEAL_FILE: Content.of(seal)}


def _list_records(folder: str, contents: dict[str, Content]) -> tuple[FileRecord, ...]:
    return tuple(
        FileRecord(f"{folder}/{name}", contents[name].bytes, contents[name].sha256)
        for name in sorted(contents)
    )
