"""Find the file that a story of a folder lies in, by the story's id."""

import logging
from pathlib import Path

from embeddings.stories import SourceFile
from embeddings.stories.raw import RawStory
from embeddings.stories.sources.endings import ending_of
from embeddings.stories.sources.files import read_steadily
from embeddings.stories.sources.guarded import GuardedReader

_log = logging.getLogger(__name__)
_MAX_BYTES = 200_000_000
_HOLDS_IDS = frozenset({".json", ".jsonl", ".md", ".jsonl.gz", ".json.gz", ".md.gz", ".markdown"})
"""Files whose stories may have ids of their own."""


def find_by_name(files: tuple[SourceFile, ...], stem: str) -> tuple[SourceFile, ...]:
    """Return the files that are called so; the first is the one that is read."""
    return tuple(file for file in files if file.path[: -len(ending_of(file.path) or "")] == stem)


def find_by_own_id(
    stories: Path, files: tuple[SourceFile, ...], story_id: str
) -> tuple[SourceFile, int] | None:
    """Return the file that gives a story this id, and its number where it holds several."""
    with GuardedReader() as reader:
        for file in files:
            if ending_of(file.path) not in _HOLDS_IDS:
                continue
            for one in _read(stories, file, reader):
                if one.id == story_id:
                    line = one.place.rpartition("#")[2] if one.place != file.path else ""
                    return file, int(line) if line.isdecimal() else 0
    return None


def read_stories_in(stories: Path, file: SourceFile) -> tuple[RawStory, ...]:
    """Return the stories of one file, before they are cleaned; none where it cannot be read."""
    with GuardedReader() as reader:
        return _read(stories, file, reader)


def _read(stories: Path, file: SourceFile, reader: GuardedReader) -> tuple[RawStory, ...]:
    try:
        data, _ = read_steadily(stories, file, max_bytes=_MAX_BYTES, follow_links=True)
        read = reader.parse(file.path, data, max_unpacked_bytes=_MAX_BYTES)
    except Exception:  # whatever a file does to its reader, the others are looked at
        _log.debug("%s could not be read", file.path, exc_info=True)
        return ()
    return tuple(one for one in read if isinstance(one, RawStory))
