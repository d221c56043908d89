"""What is known about a story beside its own file, in a small file next to it.

    bridge.html              the page as it was fetched
    bridge.html.meta.yaml    publisher: The Harbour Post

Promise: such a file only adds to what the story's own says or puts it right; it is never a story,
and one that cannot be read is named and changes nothing.
"""

import errno
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from embeddings.disk import read_file
from embeddings.errors import UnreadableSourceError
from embeddings.stories.metadata import read_line, read_names, read_web_address
from embeddings.stories.publication_dates import read_date
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.decoding import decode
from embeddings.stories.sources.links import OUTSIDE, lies_outside

SIDE_CAR = ".meta.yaml"
"""What is put behind a story file's name."""

_MAX_BYTES = 64_000
_MAX_NESTED = 100


def measure_state(path: str | Path, status: os.stat_result) -> tuple[int, int, int, int]:
    """Return what changes when a file or what is told beside it changes: its size, the times of
    its content and of its state, and its place on the disk."""
    try:
        beside = Path(f"{path}{SIDE_CAR}").stat()
    except OSError:
        return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
    return (
        status.st_size + beside.st_size,
        max(status.st_mtime_ns, beside.st_mtime_ns),
        max(status.st_ctime_ns, beside.st_ctime_ns),
        status.st_ino + beside.st_ino,
    )


def read_beside(path: Path, within: str | None) -> bytes:
    """Return the bytes of what is told beside a file; none where there is nothing to read.

    ``within`` is the folder that links may not lead out of, if any.
    """
    beside = Path(f"{path}{SIDE_CAR}")
    if not os.path.lexists(beside) or (within is not None and lies_outside(beside, within)):
        return b""
    try:
        return read_file(beside, max_bytes=_MAX_BYTES, follow=True)
    except OSError:
        return b""


def apply_side_car(
    path: Path,
    place: str,
    read: tuple[RawStory | Skipped, ...],
    *,
    within: str | None = None,
) -> tuple[RawStory | Skipped, ...]:
    """Return what was ``read`` from the file ``path`` with what is told beside it.

    Of a file with several stories each keeps its own headline and address, and is only given what
    it lacks. ``place`` is the file's name in messages, ``within`` the folder that links may not
    lead out of, if any.
    """
    beside = Path(f"{path}{SIDE_CAR}")
    if not os.path.lexists(beside):
        return read
    try:
        if within is not None and lies_outside(beside, within):
            raise UnreadableSourceError(OUTSIDE)
        fields = read_side_car(beside)
    except UnreadableSourceError as reason:
        return (*read, Skipped(f"{place}{SIDE_CAR}", str(reason)))
    alone = len(read) == 1
    return tuple(
        one if isinstance(one, Skipped) else _add_fields(one, fields, alone=alone) for one in read
    )


def read_side_car(path: Path) -> Mapping[str, object]:
    """Return the fields that are told beside a story.

    :raises UnreadableSourceError: If they cannot be read.
    """
    try:
        text = decode(read_file(path, max_bytes=_MAX_BYTES, follow=True))
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise UnreadableSourceError(
                f"too large: at most {_MAX_BYTES // 1000} kB are read"
            ) from error
        raise UnreadableSourceError("what is told beside the story cannot be read") from error
    if sum(text.count(bracket) for bracket in "[{") > _MAX_NESTED:
        raise UnreadableSourceError("broken YAML: it nests too deep")
    import yaml  # noqa: PLC0415 - most stories have nothing told beside them

    try:
        fields = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableSourceError(
            "broken YAML: write lines such as `publisher: The Week`"
        ) from error
    if not isinstance(fields, dict):
        raise UnreadableSourceError("no fields: write lines such as `publisher: The Week`")
    return {str(name).lower(): value for name, value in fields.items()}


def _add_fields(story: RawStory, fields: Mapping[str, object], *, alone: bool) -> RawStory:
    publisher = read_line(fields.get("publisher")) or None
    authors = read_names(fields.get("authors"))
    published = read_date(fields.get("published"))
    if not alone:
        return replace(
            story,
            publisher=story.publisher or publisher,
            authors=story.authors or authors,
            published=story.published or published,
        )
    return replace(
        story,
        title=read_line(fields.get("title")) or story.title,
        publisher=publisher or story.publisher,
        authors=authors or story.authors,
        published=published or story.published,
        url=read_web_address(fields.get("url")) or story.url,
    )
