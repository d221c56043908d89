"""Take stories out of a folder, and put them back.

    removed/world/bridge.html    the file of a story, moved
    removed/wire.jsonl#3.json    one line of a JSON Lines file; its place in the file stays empty,
                                 so that the lines after it keep their ids

Promise: nothing is thrown away or overwritten; what cannot be taken out alone is said to be so.
"""

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from bot.intake.finding import find_by_name, find_by_own_id, read_stories_in
from bot.intake.saving import write_new
from embeddings.errors import StoriesError, UsageError
from embeddings.stories import SourceFile, list_source_files
from embeddings.stories.sources.endings import ending_of
from embeddings.stories.sources.files import REMOVED_FOLDER
from embeddings.stories.sources.side_cars import SIDE_CAR

_NUMBERED = re.compile(r"(?P<stem>.+)#(?P<number>[1-9]\d{0,8})")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LINE = re.compile(r"(?P<file>.+\.jsonl)#(?P<number>\d+)\.json")


@dataclass(frozen=True, slots=True)
class Removal:
    """A story that was taken out or put back, and what remains to be told of it."""

    id: str
    file: str
    """Below the stories folder: where it was, or is again."""

    kept: str
    """Below the stories folder: where it lies, or lay."""

    note: str = ""


def remove_story(
    stories: Path, story_id: str, *, whole_file: bool = False, follow_links: bool = False
) -> Removal:
    """Take a story out of a folder; it is kept in ``removed/`` there.

    A file of several stories goes as a whole only if that is said; one that a link leads to is
    found where links are followed.

    :raises StoriesError: If there is no such story, or it cannot be moved.
    :raises UsageError: If it cannot be taken out alone.
    """
    files = list_source_files(stories, follow_links=follow_links)
    found = find_by_name(files, story_id)
    if found:
        return _remove_file(stories, story_id, found, whole_file=whole_file)
    numbered = _NUMBERED.fullmatch(story_id)
    if numbered and (holders := find_by_name(files, numbered["stem"])):
        return _remove_one_of(stories, story_id, holders[0], int(numbered["number"]))
    own = find_by_own_id(stories, files, story_id)
    if own is None:
        raise StoriesError(f"No story {story_id!r} in {stories}: see `byline stories`.")
    file, line = own
    if line:
        return _remove_one_of(stories, story_id, file, line)
    return _remove_file(stories, story_id, (file,), whole_file=whole_file)


def restore_story(stories: Path, story_id: str) -> Removal:
    """Put back what was taken out of a folder.

    :raises StoriesError: If there is no such story in ``removed/``, or its place is taken.
    """
    kept = stories / REMOVED_FOLDER
    files = list_source_files(kept) if kept.is_dir() else ()
    places = [file.path for file in files if _id_of_line(file.path) == story_id]
    places += [file.path for file in find_by_name(files, story_id)]
    if not places and (own := find_by_own_id(kept, files, story_id)):
        places.append(own[0].path)
    if not places:
        raise StoriesError(f"No story {story_id!r} in {kept}: look there for its name.")
    place = places[0]
    if _LINE.fullmatch(place):
        return _restore_line(stories, story_id, place)
    _move(kept / place, stories / place)
    return Removal(story_id, place, f"{REMOVED_FOLDER}/{place}")


def _remove_file(
    stories: Path, story_id: str, found: tuple[SourceFile, ...], *, whole_file: bool
) -> Removal:
    place = found[0].path
    held = len(read_stories_in(stories, found[0]))
    if held > 1 and not whole_file:
        raise UsageError(
            f"{place} holds {held} stories: name one of them ({story_id}#1), or all with "
            "--whole-file."
        )
    kept = _find_free(stories / REMOVED_FOLDER / place)
    _move(stories / place, kept)
    others = [file.path for file in found[1:]]
    note = f"{others[0]} has the same name and is read from now on." if others else ""
    return Removal(story_id, place, kept.relative_to(stories).as_posix(), note)


def _remove_one_of(stories: Path, story_id: str, file: SourceFile, number: int) -> Removal:
    """Take one line out of a JSON Lines file."""
    if ending_of(file.path) != ".jsonl":
        raise UsageError(
            f"{story_id} lies in {file.path} with others and cannot be taken out alone: remove "
            f"the whole file ({file.path[: -len(ending_of(file.path) or '')]}, --whole-file) or "
            "split it up."
        )
    path = stories / file.path
    data = path.read_bytes()
    if data.startswith(_UTF_16):
        raise UsageError(f"{file.path} is not in UTF-8: save it so to take a story out of it.")
    lines = data.split(b"\n")
    if not 0 < number <= len(lines) or not lines[number - 1].strip():
        raise StoriesError(f"No story {story_id!r}: line {number} of {file.path} holds none.")
    kept = _find_free(stories / REMOVED_FOLDER / f"{file.path}#{number}.json")
    _prepare(kept)
    write_new(kept, lines[number - 1])
    lines[number - 1] = b""
    _replace(path, b"\n".join(lines))
    return Removal(story_id, file.path, kept.relative_to(stories).as_posix())


def _id_of_line(place: str) -> str:
    """Return the id of the story that a kept line is, "" for any other file."""
    found = _LINE.fullmatch(place)
    return f"{found['file'].removesuffix('.jsonl')}#{found['number']}" if found else ""


def _restore_line(stories: Path, story_id: str, place: str) -> Removal:
    found = _LINE.fullmatch(place)
    if found is None:
        raise ValueError(f"place must name a line, was: {place}")
    kept, path, number = stories / REMOVED_FOLDER / place, stories / found["file"], found["number"]
    lines = path.read_bytes().split(b"\n") if path.is_file() else []
    if len(lines) < int(number) or lines[int(number) - 1].strip():
        raise StoriesError(
            f"Line {number} of {found['file']} is taken by now: put {kept} where you want it."
        )
    lines[int(number) - 1] = kept.read_bytes()
    _replace(path, b"\n".join(lines))
    kept.unlink()
    return Removal(story_id, found["file"], f"{REMOVED_FOLDER}/{place}")


def _find_free(path: Path) -> Path:
    """Return ``path``, or where there is a file already, the first like it that is free."""
    ending = ending_of(path.name) or ""
    stem = path.name[: -len(ending)] if ending else path.name
    names = (f"{stem}{f'-{n}' if n > 1 else ''}{ending}" for n in range(1, 10_000))
    return next(path.with_name(name) for name in names if not os.path.lexists(path.with_name(name)))


def _move(source: Path, target: Path) -> None:
    """Move a story's file with what is told beside it.

    :raises StoriesError: If there is one already, or the file system refuses.
    """
    if os.path.lexists(target):
        raise StoriesError(f"There is a {target} already: move one of the two first.")
    _prepare(target)
    try:
        source.rename(target)
        beside = Path(f"{source}{SIDE_CAR}")
        if beside.is_file():
            beside.rename(f"{target}{SIDE_CAR}")
    except OSError as error:
        why = (error.strerror or "unknown fault").lower()
        raise StoriesError(f"{source} cannot be moved to {target}: {why}.") from error


def _prepare(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or "unknown fault").lower()
        raise StoriesError(f"The folder {path.parent} cannot be made: {why}.") from error


def _replace(path: Path, data: bytes) -> None:
    """Write a file anew in one step, with the rights it had."""
    draft = path.parent / f".{secrets.token_hex(8)}.draft"
    try:
        draft.write_bytes(data)
        draft.chmod(path.stat().st_mode & 0o777)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        why = (error.strerror or "unknown fault").lower()
        raise StoriesError(f"{path} cannot be written: {why}.") from error
