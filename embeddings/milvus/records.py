"""What is kept of a generation besides vectors and words, packed into rows of text.

A record is JSON, compressed and written in letters, cut into as many rows as it needs. Its key is
its kind, its number and that of the part: "story/12/0".

Promise: a record that is not as it was written, or not whole, is told as damage of the index.
"""

import base64
import binascii
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from embeddings.attribution import Attribution
from embeddings.errors import UnusableIndexError
from embeddings.index.exporting import ExportedStory
from embeddings.index.rows import (
    MAX_CELL,
    make_attributions,
    make_damage_error,
    make_spans,
    make_story,
)
from embeddings.milvus.layout import CONSISTENCY, PART_LENGTH
from embeddings.milvus.server import MilvusServer
from embeddings.passages import Passage
from embeddings.sentences import Span
from embeddings.stories import Story

MANIFEST, CATALOGUE, REPORT, WORDS, STORY = "manifest", "catalogue", "report", "words", "story"
"""The kinds. Words are kept by their first letter, whose code point is the number."""


@dataclass(frozen=True, slots=True)
class KeptStory:
    """One story with all that is kept of it; ``first`` is the row of its first passage."""

    story: Story
    sentences: tuple[Span, ...]
    attributions: tuple[Attribution, ...]
    signature: bytes
    first: int
    passages: tuple[Passage, ...]


def make_rows(kind: str, number: int, value: object) -> Iterator[dict[str, object]]:
    """Pack a value into the rows of one record."""
    packed = base64.b64encode(zlib.compress(json.dumps(value).encode(), 6)).decode()
    for part, at in enumerate(range(0, len(packed), PART_LENGTH)):
        yield {
            "key": f"{kind}/{number}/{part}",
            "kind": kind,
            "number": number,
            "part": part,
            "body": packed[at : at + PART_LENGTH],
            "nothing": [0.0, 0.0],
        }


def unpack(bodies: Sequence[str]) -> Any:
    """Return the value of a record of its parts, in order.

    :raises UnusableIndexError: If it is not as it was written.
    """
    try:
        packed = base64.b64decode("".join(bodies), validate=True)
        return json.loads(zlib.decompressobj().decompress(packed, MAX_CELL))
    except (ValueError, zlib.error, binascii.Error, RecursionError) as error:
        raise make_damage_error(f"{type(error).__name__}: {error}") from error


def describe_story(exported: ExportedStory) -> list[object]:
    """Return what is packed of a story."""
    passages = [(one.start, one.end, one.title) for one in exported.passages]
    first = exported.passages[0].row if exported.passages else 0
    return [
        exported.columns, exported.sentences, exported.attributions, exported.signature.hex(),
        first, passages,
    ]  # fmt: skip


def make_kept(value: Any) -> KeptStory:
    """Make a story of what was packed, its text compared with its hash.

    :raises UnusableIndexError: If anything is not of its kind.
    """
    try:
        columns, sentences, attributions, signature, first, passages = value
        story = make_story(columns)
        return KeptStory(
            story=story,
            sentences=make_spans(sentences),
            attributions=make_attributions(attributions),
            signature=bytes.fromhex(signature),
            first=int(first),
            passages=tuple(
                Passage(story.id, start, end, story.text[start:end], title)
                for start, end, title in passages
            ),
        )
    except (ValueError, TypeError) as error:
        raise make_damage_error(f"{type(error).__name__}: {error}") from error


class RecordReader:
    """Reads the records of one generation."""

    def __init__(self, server: MilvusServer, collection: str) -> None:
        self._server, self._collection = server, collection

    def get(self, kind: str, numbers: Sequence[int]) -> dict[int, Any]:
        """Return the values of some records by their numbers; those that are not there lack.

        :raises UnusableIndexError: If one is not as it was written.
        :raises ServiceError: If the server cannot be reached.
        """
        if not numbers:
            return {}
        found = self._server.call(
            "query",
            collection_name=self._collection,
            filter=f'kind == "{kind}" and number in {sorted(set(numbers))}',
            output_fields=["number", "part", "body"],
            consistency_level=CONSISTENCY,
        )
        parts: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for row in found:
            parts[row["number"]].append((row["part"], row["body"]))
        return {number: unpack([body for _, body in sorted(of)]) for number, of in parts.items()}

    def get_one(self, kind: str, number: int = 0) -> Any:
        """Return the value of the record with a number.

        :raises UnusableIndexError: If it is not there or not as it was written.
        :raises ServiceError: If the server cannot be reached.
        """
        found = self.get(kind, [number])
        if number not in found:
            raise UnusableIndexError(
                f"The index at {self._server.address} has lost a record ({kind} {number}): "
                "run `byline rebuild-index`."
            )
        return found[number]
