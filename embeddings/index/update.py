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
from embeddings.index.open_index import Index, find_changes, open_index
from embeddings.index.writing import Progress, Source, read_stories, write_generation


@dataclass(frozen=True, slots=True)
class Update:
    """The generation that is up to date, and how many stories came, changed and went."""

    manifest: Manifest
    added: int
    changed: int
    removed: int


def update_index(stories: Path, folder: IndexFolder, *, model: str, progress: Progress) -> Update:
    """Build a generation that takes over every vector of the current one that still holds.

    Where nothing changed, the current one stays.

    :raises NoIndexError: If there is no index.
    :raises StoriesError: If the folder is missing or holds no readable story.
    :raises UnusableIndexError: If the index is damaged, of another model, or being built.
    """
    generation = folder.find(stories)
    old = open_index(folder, generation=generation, model=model)
    if generation and not find_changes(old.database, stories, exclude=folder.root.resolve()):
        return Update(old.manifest, added=0, changed=0, removed=0)
    contents = read_stories(stories, progress, exclude=folder.root.resolve())
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
    before = {story.id: story for story in old.database.list_stories()}
    after = {story.id: story for story in contents.stories}
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
