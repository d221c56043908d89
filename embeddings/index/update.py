"""Bring an index up to date with its folder: what did not change is taken over as rows.

Promise: the result is the generation that a fresh build would give, but for rounding; and nothing
is taken over from a generation that is not, byte for byte, as it was written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from embeddings.encoders import TokenCounter, open_encoder
from embeddings.encoders.encoder import open_tokenizer
from embeddings.errors import UnusableIndexError
from embeddings.index.build import build_index
from embeddings.index.database import StoryDatabase
from embeddings.index.generations import IndexFolder
from embeddings.index.known import KnownStories, hash_code
from embeddings.index.manifest import STORIES_FILE, Manifest
from embeddings.index.open_index import check_model, find_changes
from embeddings.index.vectors import load_vectors
from embeddings.index.verify import find_generation_damage, find_strangers
from embeddings.index.writing import Before, Progress, Source, read_stories, write_generation
from embeddings.stories import Story


@dataclass(frozen=True, slots=True)
class Update:
    """The generation that is up to date, and how many stories came, changed and went."""

    manifest: Manifest
    added: int
    changed: int
    removed: int


def update_index(
    stories: Path,
    folder: IndexFolder,
    *,
    model: str,
    progress: Progress,
    follow_links: bool = False,
) -> Update:
    """Build a generation that takes over all of the current one that still holds.

    Where nothing changed, the current one stays. One that is damaged is built anew from scratch,
    with a fresh export of the model.

    :raises NoIndexError: If there is no index.
    :raises StoriesError: If the folder is missing or holds no readable story.
    :raises UnusableIndexError: If the index is of another model, being built, or cannot be used.
    """
    folder.current()  # so that nothing is written where there is no index
    with folder.building():
        return _update(stories, folder, model=model, progress=progress, follow_links=follow_links)


def _update(
    stories: Path, folder: IndexFolder, *, model: str, progress: Progress, follow_links: bool
) -> Update:
    same_stories = folder.find(stories)
    old = folder.load(same_stories or folder.current())
    check_model(old, folder.root, model)
    exported = folder.encoders / old.encoder
    strangers = find_strangers(exported, folder.root, {file.path for file in old.files})
    if strangers or find_generation_damage(old, folder.root):
        manifest = build_index(
            stories, folder, model=model, progress=progress, follow_links=follow_links
        )
        return _compare(manifest, _read_stories(folder, old), _read_stories(folder, manifest))
    old_files = folder.path_of(old.generation)
    database = StoryDatabase.load(old_files / STORIES_FILE)
    try:
        exclude, same_code = folder.root.resolve(), old.code == hash_code()
        same_way = same_stories and same_code and old.follow_links == follow_links
        if same_way and _is_unchanged(
            database, stories, exclude=exclude, follow_links=follow_links
        ):
            folder.sweep()
            return Update(old, added=0, changed=0, removed=0)
        before = database.list_origins()
        known = KnownStories(database.list_results(), before) if same_code else None
        contents = read_stories(
            stories, progress, exclude=exclude, follow_links=follow_links, known=known
        )
        with folder.draft() as (generation, draft):
            vectors = load_vectors(old_files, length=old.passages, dimension=old.dimension)
            source = Source(
                stories=stories,
                contents=contents,
                encoder=open_encoder(exported, model=model),
                tokens=TokenCounter(open_tokenizer(exported)),
                exported=exported,
                before=Before(old_files / STORIES_FILE, vectors, same_code),
                follow_links=follow_links,
                rule=folder.rule,
            )
            manifest = write_generation(draft, generation, source, progress)
    finally:
        database.close()
    after = {story.id: story for story in contents.stories}
    return _compare(manifest, {story.id: story for story in before.values()}, after)


def _is_unchanged(
    database: StoryDatabase, stories: Path, *, exclude: Path, follow_links: bool
) -> bool:
    changes = find_changes(database, stories, exclude=exclude, follow_links=follow_links)
    return not (changes or changes.others)


def _compare(manifest: Manifest, before: Mapping[str, Story], after: Mapping[str, Story]) -> Update:
    both = before.keys() & after.keys()
    return Update(
        manifest=manifest,
        added=len(after.keys() - before.keys()),
        changed=sum(before[story] != after[story] for story in both),
        removed=len(before.keys() - after.keys()),
    )


def _read_stories(folder: IndexFolder, manifest: Manifest) -> dict[str, Story]:
    """Return the stories of a generation by their ids; none where they cannot be read."""
    try:
        database = StoryDatabase.load(folder.path_of(manifest.generation) / STORIES_FILE)
    except UnusableIndexError:
        return {}
    try:
        return {story.id: story for story in database.list_stories()}
    except UnusableIndexError:
        return {}
    finally:
        database.close()
