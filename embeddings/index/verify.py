"""Check all that an index folder keeps, byte for byte and count for count.

Promise: whatever was changed since it was written is named, in every generation that could be
gone back to; nothing is changed.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from embeddings.disk import show_name
from embeddings.encoders.seal import find_seal_damage
from embeddings.errors import NoIndexError, OtherFormatError, UnusableIndexError
from embeddings.index.database import StoryDatabase
from embeddings.index.generations import IndexFolder
from embeddings.index.integrity import find_damage
from embeddings.index.manifest import (
    MANIFEST_FILE,
    STORIES_FILE,
    Manifest,
    hash_stories,
    own_folder,
)
from embeddings.index.vectors import load_vectors


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked, and a sentence for each thing that is not as it was written.

    ``current`` is the generation that answers, ``None`` where that cannot be told.
    """

    current: str | None
    generations: tuple[str, ...]
    files: int
    damage: tuple[str, ...]


def verify_index(folder: IndexFolder) -> Verification:
    """Check every generation, encoder and reader that ``folder`` keeps, and its pointer.

    :raises NoIndexError: If there is no index.
    :raises UnusableIndexError: If it is of another format.
    """
    current, damage = _find_current(folder)
    names = folder.list_generations()
    for path in _list_folders(folder.generations):
        if path.name not in names:
            damage.append(f"{_show(path, folder.root)} is no whole generation")
    known: set[str] = set()
    for name in names:
        try:
            manifest = folder.load(name)
        except UnusableIndexError as error:
            damage.append(_say(error))
            continue
        damage += find_generation_damage(manifest, folder.root)
        own = {file.path for file in manifest.files} | {f"{own_folder(manifest)}/{MANIFEST_FILE}"}
        damage += find_strangers(folder.path_of(name), folder.root, own)
        known |= own
    models = (*_list_folders(folder.encoders), *_list_folders(folder.readers))
    for path in models:
        name = _show(path, folder.root)
        if any(file.startswith(f"{name}/") for file in known):
            damage += find_strangers(path, folder.root, known)
        else:
            damage += find_seal_damage(path, name)
            known |= {f"{name}/{file.name}" for file in _list(path)}
    return Verification(current, names, len(known), tuple(dict.fromkeys(damage)))


def find_generation_damage(manifest: Manifest, root: Path) -> tuple[str, ...]:
    """Return a sentence for each thing of one generation that is not as it was written."""
    damage = find_damage(manifest, root)
    return damage or _find_content_damage(manifest, root)


def _find_current(folder: IndexFolder) -> tuple[str | None, list[str]]:
    """Return the current generation, and what is wrong with the file that names it."""
    current = None
    try:
        current = folder.current()
        folder.load(current)
    except (NoIndexError, OtherFormatError):
        raise
    except UnusableIndexError as error:
        return current, [_say(error)]
    return current, []


def _say(error: UnusableIndexError) -> str:
    """Return what an error says, without what to do about it."""
    return str(error).split(": run `byline")[0]


def _find_content_damage(manifest: Manifest, root: Path) -> tuple[str, ...]:
    """Compare what the files say with what the manifest says of them."""
    own = root / own_folder(manifest)
    try:
        load_vectors(own, length=manifest.passages, dimension=manifest.dimension).check()
        database = StoryDatabase.load(own / STORIES_FILE)
        try:
            database.check(stories=manifest.stories, passages=manifest.passages)
            hashes = [(story.id, story.sha256) for story in database.list_stories()]
        finally:
            database.close()
    except UnusableIndexError as error:
        return (_say(error),)
    if hash_stories(hashes) != manifest.story_hashes:
        return (f"{own_folder(manifest)}/{STORIES_FILE} holds other stories than its manifest",)
    return ()


def find_strangers(parent: Path, root: Path, known: Collection[str]) -> list[str]:
    """Name what lies in a folder of the index and is no part of it."""
    found = [_show(path, root) for path in _list(parent)]
    return [f"{name} is no part of the index" for name in found if name not in known]


def _list_folders(parent: Path) -> list[Path]:
    """Return what is finished in ``parent``, folders or not: drafts begin with a dot."""
    return [path for path in _list(parent) if not path.name.startswith(".")]


def _list(parent: Path) -> list[Path]:
    """Return what lies in a folder, in order; nothing where it is none or cannot be read."""
    try:
        return sorted(parent.iterdir())
    except OSError:
        return []


def _show(path: Path, root: Path) -> str:
    """Return where something lies below the index folder, as it can be printed."""
    return show_name(path.relative_to(root).as_posix())
