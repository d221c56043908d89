"""From a folder of files to clean stories.

Promise: no file, whatever is in it, stops the reading; each one that is left out is named with its
reason, and the same folder gives the same stories in the same order.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from embeddings.stories.cleaning import clean_stories
from embeddings.stories.faults import skip_unexpected
from embeddings.stories.raw import Notice, RawStory, Skipped
from embeddings.stories.sources.decoding import UnreadableSourceError
from embeddings.stories.sources.files import SourceFile, read_steadily, scan_folder
from embeddings.stories.sources.formats import LINE_BY_LINE, ending_of, parse_source
from embeddings.stories.story import Story

_JSON_LINES_FACTOR = 10
"""How much larger than a plain file unpacked JSON Lines may be: they are read line by line."""


@dataclass(frozen=True, slots=True)
class FolderContents:
    """Everything a stories folder holds, each part ordered by path (and line)."""

    stories: tuple[Story, ...]
    skipped: tuple[Skipped, ...]
    files: tuple[SourceFile, ...]
    """Every story file, also skipped ones: a folder whose list differs has changed."""

    notices: tuple[Notice, ...] = ()
    """What was lost or doubtful in the stories that were read."""

    others: tuple[tuple[str, int], ...] = ()
    """How many files of kinds that are not read there are: pairs (ending, number)."""


def read_folder(
    folder: Path,
    *,
    max_bytes: int = 20_000_000,
    progress: Callable[[int, int], None] | None = None,
    exclude: Path | None = None,
) -> FolderContents:
    """Read every story below ``folder``.

    A file of more than ``max_bytes`` is skipped unread, and so is a compressed web page that
    unpacks to more; compressed JSON Lines may unpack to ten times as much. ``progress`` is told
    how many files are done and how many there are, from (0, n) on. The folder ``exclude`` below
    ``folder`` is not entered.

    :raises StoriesError: If ``folder`` is missing or not a folder.
    """
    scan = scan_folder(folder, exclude=exclude)
    files: list[SourceFile] = []
    results: list[RawStory | Skipped] = list(scan.skipped)
    for done, file in enumerate(scan.files):
        if progress:
            progress(done, len(scan.files))
        seen, read = _read_file(folder, file, max_bytes)
        files.append(seen)
        results += read
    if progress:
        progress(len(scan.files), len(scan.files))
    return _assemble(results, tuple(files), scan.others)


def _read_file(
    folder: Path, file: SourceFile, max_bytes: int
) -> tuple[SourceFile, tuple[RawStory | Skipped, ...]]:
    """The state in which ``file`` was read, and what was in it.

    This is the edge where a parser's own faults end: one file never stops the others.
    """
    seen = file
    try:
        data, seen = read_steadily(folder, file, max_bytes=max_bytes)
        most = max_bytes * (_JSON_LINES_FACTOR if ending_of(file.path) in LINE_BY_LINE else 1)
        return seen, parse_source(file.path, data, max_unpacked_bytes=most)
    except UnreadableSourceError as reason:
        return seen, (Skipped(file.path, str(reason)),)
    except Exception as error:
        return seen, (skip_unexpected(file.path, error),)


def _assemble(
    results: list[RawStory | Skipped], files: tuple[SourceFile, ...], others: Counter[str]
) -> FolderContents:
    skipped = [result for result in results if isinstance(result, Skipped)]
    first: dict[str, RawStory] = {}
    for story in results:
        if isinstance(story, Skipped):
            continue
        if story.id in first:
            skipped.append(Skipped(story.place, f"same id as {first[story.id].place}"))
        else:
            first[story.id] = story
    cleaned = clean_stories(tuple(first.values()))
    stories = [story for story in cleaned if isinstance(story, Story)]
    skipped += [story for story in cleaned if isinstance(story, Skipped)]
    return FolderContents(
        stories=tuple(stories),
        skipped=tuple(sorted(skipped, key=lambda one: _place_key(one.file))),
        files=files,
        notices=_list_notices(first, stories),
        others=tuple(sorted(others.items(), key=lambda one: (-one[1], one[0]))),
    )


def _list_notices(raw: Mapping[str, RawStory], stories: Iterable[Story]) -> tuple[Notice, ...]:
    """What was noticed about each story that was read, in order of its place."""
    noted = (raw[story.id] for story in stories if raw[story.id].notices)
    ordered = sorted(noted, key=lambda story: _place_key(story.place))
    return tuple(Notice(story.id, text) for story in ordered for text in story.notices)


def _place_key(place: str) -> tuple[str, int]:
    path, _, line = place.rpartition("#")
    return (path, int(line)) if path and line.isdigit() else (place, 0)
