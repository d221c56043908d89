"""From a folder of files to clean stories.

Promise: no file, whatever is in it, stops the reading; each one that is left out is named with its
reason, and the same folder gives the same stories in the same order.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from embeddings.errors import UnreadableSourceError
from embeddings.stories.cleaning import find_own_repeated, hash_origin
from embeddings.stories.faults import skip_unexpected
from embeddings.stories.raw import Notice, RawStory, Skipped
from embeddings.stories.sources.endings import LINE_BY_LINE, ending_of
from embeddings.stories.sources.files import (
    MAX_BYTES,
    Scan,
    SourceFile,
    read_steadily,
    scan_folder,
)
from embeddings.stories.sources.guarded import GuardedReader
from embeddings.stories.sources.links import bound
from embeddings.stories.sources.side_cars import apply_side_car
from embeddings.stories.story import Story

_JSON_LINES_FACTOR = 10
"""How much larger than a plain file unpacked JSON Lines may be: they are read line by line."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file in the state it was read in, and what was in it."""

    file: SourceFile
    results: tuple[RawStory | Skipped, ...]


@dataclass(frozen=True, slots=True)
class FolderContents:
    """Everything a stories folder holds, each part ordered by path (and line)."""

    stories: tuple[Story, ...]
    skipped: tuple[Skipped, ...]
    read: tuple[ReadFile, ...] = ()
    """Every story file, also skipped ones: a folder whose list differs has changed."""
    origins: tuple[str, ...] = ()
    """For each story, what tells what it was made from."""
    notices: tuple[Notice, ...] = ()
    """What was lost or doubtful in the stories that were read."""
    others: tuple[tuple[str, int], ...] = ()
    """How many files of kinds that are not read there are: pairs (ending, number)."""

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The state of every story file."""
        return tuple(one.file for one in self.read)


class Known(Protocol):
    """What was worked out before about files and stories, and is so still."""

    def get_results(self, file: SourceFile) -> tuple[RawStory | Skipped, ...] | None:
        """Return what was in a file with the same bytes at the same place, if it is known."""

    def get_story(self, origin: str) -> Story | None:
        """Return the story that was made from the same, if it is known."""


def read_folder(
    folder: Path,
    *,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[int, int], None] | None = None,
    exclude: Path | None = None,
    follow_links: bool = False,
    known: Known | None = None,
) -> FolderContents:
    """Read every story below ``folder``.

    A file of more than ``max_bytes`` is skipped unread, and so is a compressed web page that
    unpacks to more; compressed JSON Lines may unpack to ten times as much. ``progress`` is told
    how many files are done and how many there are, from (0, n) on. The folder ``exclude`` below
    ``folder`` is not entered, and links out of it are followed only where ``follow_links`` is set.
    What is ``known`` already is not worked out again.

    :raises StoriesError: If ``folder`` is missing or not a folder.
    """
    scan = scan_folder(folder, exclude=exclude, follow_links=follow_links)
    read: list[ReadFile] = []
    with GuardedReader() as reader:
        worker = _Worker(folder, max_bytes, follow_links, reader, known)
        for done, file in enumerate(scan.files):
            if progress:
                progress(done, len(scan.files))
            read.append(worker.read(file))
        if progress:
            progress(len(scan.files), len(scan.files))
        return _assemble(scan, tuple(read), worker)


@dataclass(frozen=True, slots=True)
class _Worker:
    folder: Path
    max_bytes: int
    follow_links: bool
    reader: GuardedReader
    known: Known | None

    def read(self, file: SourceFile) -> ReadFile:
        """Read one file.

        This is the edge where a parser's own faults end: one file never stops the others.
        """
        seen = file
        try:
            data, seen = read_steadily(
                self.folder, file, max_bytes=self.max_bytes, follow_links=self.follow_links
            )
            results = self.known.get_results(seen) if self.known else None
            if results is None:
                read = self._parse(file.path, data)
                within = bound(self.folder, follow_links=self.follow_links)
                path = self.folder / file.path
                results = apply_side_car(path, file.path, read, within=within)
        except UnreadableSourceError as reason:
            results = (Skipped(file.path, str(reason)),)
        except Exception as error:
            results = (skip_unexpected(file.path, error),)
        return ReadFile(seen, results)

    def _parse(self, path: str, data: bytes) -> tuple[RawStory | Skipped, ...]:
        factor = _JSON_LINES_FACTOR if ending_of(path) in LINE_BY_LINE else 1
        return self.reader.parse(path, data, max_unpacked_bytes=self.max_bytes * factor)

    def clean(self, raw: RawStory, repeated: frozenset[str], origin: str) -> Story | Skipped:
        """Return a story without its clutter: the one that is known, or made now."""
        found = self.known.get_story(origin) if self.known else None
        return found or self.reader.clean(raw, repeated)


def _assemble(scan: Scan, read: tuple[ReadFile, ...], worker: _Worker) -> FolderContents:
    left_out = list(scan.skipped)
    first: dict[str, RawStory] = {}
    for one in _list_results(read):
        if isinstance(one, Skipped):
            left_out.append(one)
            continue
        own = _tell_apart(one, first)
        if own.id in first:
            left_out.append(Skipped(own.place, f"same id as {first[own.id].place}"))
        else:
            first[own.id] = own
    stories, origins = [], []
    raw = tuple(first.values())
    for story, repeated in zip(raw, find_own_repeated(raw), strict=True):
        origin = hash_origin(story, repeated)
        cleaned = worker.clean(story, repeated, origin)
        if isinstance(cleaned, Skipped):
            left_out.append(cleaned)
        else:
            stories.append(cleaned)
            origins.append(origin)
    return FolderContents(
        stories=tuple(stories),
        skipped=tuple(sorted(left_out, key=lambda one: _place_key(one.file))),
        read=read,
        origins=tuple(origins),
        notices=_list_notices(first, stories),
        others=tuple(sorted(scan.others.items(), key=lambda one: (-one[1], one[0]))),
    )


def _tell_apart(story: RawStory, first: Mapping[str, RawStory]) -> RawStory:
    """Return a story under its file's whole name where its name without the ending is taken."""
    path, mark, number = story.place.partition("#")
    stem = path[: -len(ending_of(path) or "")] + mark + number
    return replace(story, id=story.place) if story.id == stem and stem in first else story


def _list_notices(raw: Mapping[str, RawStory], stories: Iterable[Story]) -> tuple[Notice, ...]:
    """What was noticed about each story that was read, in order of its place."""
    noted = (raw[story.id] for story in stories if raw[story.id].notices)
    ordered = sorted(noted, key=lambda story: _place_key(story.place))
    return tuple(Notice(story.id, text) for story in ordered for text in story.notices)


def _list_results(read: Sequence[ReadFile]) -> Iterator[RawStory | Skipped]:
    for one in read:
        yield from one.results


def _place_key(place: str) -> tuple[str, int]:
    path, _, line = place.rpartition("#")
    return (path, int(line)) if path and line.isdigit() else (place, 0)
