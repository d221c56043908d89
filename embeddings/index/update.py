"""Bring an index up to date with its folder: only what changed is embedded.

Promise: the result is the generation that a fresh build would give, but for rounding; torch is
not needed, since the exported model embeds the few new passages.
"""

from dataclasses import dataclass
from pathlib import Path

from embeddings.encoders import TokenCounter, Vectors, open_encoder
from embeddings.encoders.encoder import open_tokenizer
from embeddings.index.generations import IndexFolder
from embeddings.index.manifest import Manifest
from embeddings.index.open_index import Index, open_index
from embeddings.index.writing import Progress, Source, read_stories, write_generation


@dataclass(frozen=True, slots=True)
class Update:
    """A new generation, and how many stories came, changed and went."""

    manifest: Manifest
    added: int
    changed: int
    removed: int


def update_index(stories: Path, folder: IndexFolder, *, model: str, progress: Progress) -> Update:
    """Build a generation that takes over every vector of the current one that still holds.

    :raises NoIndexError: If there is no index.
    :raises StoriesError: If the folder is missing or holds no readable story.
    :raises UnusableIndexError: If the index is damaged, of another model, or being built.
    """
    old = open_index(folder, generation=folder.find(stories), model=model)
    contents = read_stories(stories, progress)
    exported = folder.encoders / old.manifest.encoder
    with folder.draft() as (generation, draft):
        source = Source(
            stories=stories,
            contents=contents,
            encoder=open_encoder(exported),
            tokens=TokenCounter(open_tokenizer(exported)),
            exported=exported,
            known=_list_vectors(old),
        )
        manifest = write_generation(draft, generation, source, progress)
    before = dict(old.database.list_story_hashes())
    after = {story.id: story.sha256 for story in contents.stories}
    old.database.close()
    both = before.keys() & after.keys()
    return Update(
        manifest=manifest,
        added=len(after.keys() - before.keys()),
        changed=sum(before[story] != after[story] for story in both),
        removed=len(before.keys() - after.keys()),
    )


def _list_vectors(index: Index) -> dict[str, Vectors]:
    """Return the vector of every text that was embedded."""
    return {
        passage.embedded_text: index.vectors.get(row)
        for row, passage in index.database.list_passages()
    }
