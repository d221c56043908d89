"""Put a story that was read into the stories folder.

Promise: nothing is overwritten, and whoever looks meanwhile sees the whole file or none.
"""

import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.intake.names import name_story
from bot.intake.previews import STEM, Preview, write_fields
from embeddings.errors import StoriesError
from embeddings.stories import Story
from embeddings.stories.sources.side_cars import SIDE_CAR

INBOX = "inbox"
"""The folder below the stories where what is handed in goes."""

_MOST_NAMES = 1_000


@dataclass(frozen=True, slots=True)
class Saved:
    """A file of stories in the folder; ``ids`` are those that it will have in the index."""

    file: str
    """Below the stories folder, with "/" between its parts."""

    ids: tuple[str, ...]
    stories: tuple[Story, ...]
    already: bool = False
    """Whether the same file was there before."""


def save_story(preview: Preview, stories: Path, *, place: str = INBOX) -> Saved:
    """Save a story below a stories folder, in the folder ``place`` there.

    :raises StoriesError: If it cannot be written.
    """
    first = preview.story
    stem = name_story(first.title, first.published, first.text)
    folder = stories / place
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path, already = _write_as_new(folder, stem, preview)
    except OSError as error:
        why = (error.strerror or "unknown fault").lower()
        raise StoriesError(f"The story cannot be saved in {folder}: {why}.") from error
    file = str(PurePosixPath(place) / path.name)
    saved_stem = file[: -len(preview.ending)]
    ids = tuple(_rename(story.id, saved_stem) for story in preview.stories)
    return Saved(file, ids, preview.stories, already)


def _rename(story_id: str, stem: str) -> str:
    """Return the id that a story read as a new one has once it is saved."""
    if story_id == STEM or story_id.startswith(f"{STEM}#"):
        return stem + story_id.removeprefix(STEM)
    return story_id


def _write_as_new(folder: Path, stem: str, preview: Preview) -> tuple[Path, bool]:
    """Write under the first name that is free; the same file under one of them is enough."""
    for number in range(1, _MOST_NAMES):
        name = f"{stem}{f'-{number}' if number > 1 else ''}{preview.ending}"
        path = folder / name
        if _is_same(path, preview.data):
            return path, True
        if not _is_taken(folder, stem if number == 1 else f"{stem}-{number}"):
            try:
                _publish(path, preview)
            except FileExistsError:
                continue
            return path, False
    raise StoriesError(f"There are {_MOST_NAMES} stories of this name in {folder}: rename some.")


def _is_taken(folder: Path, stem: str) -> bool:
    """Say whether a story file of any ending has this name, which would give it the same id."""
    return any(folder.glob(f"{stem}.*"))


def _is_same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _publish(path: Path, preview: Preview) -> None:
    """Write a file whole and what is told beside it, the latter first.

    :raises FileExistsError: If the name was taken meanwhile.
    """
    beside = Path(f"{path}{SIDE_CAR}")
    if preview.fields:
        write_new(beside, write_fields(preview.fields).encode())
    try:
        write_new(path, preview.data)
    except OSError:
        if preview.fields:
            beside.unlink(missing_ok=True)
        raise


def write_new(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write a file that was not there, in one step; ``mode`` are its rights, less the umask.

    :raises FileExistsError: If it was.
    """
    draft = path.parent / f".{secrets.token_hex(8)}.draft"
    try:
        with open(draft, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # unlike a renaming, this never replaces
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            with path.open("xb") as file:
                file.write(data)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
