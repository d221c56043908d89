"""Questions or claims that come with their own texts, one JSON object a line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from embeddings.errors import UsageError


@dataclass(frozen=True, slots=True)
class GivenText:
    """One line: what is asked or claimed, and the text that is to bear it out.

    What is no character in the text became a question mark, one for one.
    """

    number: int
    id: object
    asked: str
    text: str


def read_given(lines: Iterable[str], asked: str, text: str) -> Iterator[GivenText]:
    """Read lines that hold "id" and the fields called ``asked`` and ``text``.

    :raises UsageError: If a line is not an object with both as strings.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            values = fields[asked], fields[text]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise UsageError(
                f'Line {number} must be a JSON object with "id", "{asked}" and "{text}".'
            ) from error
        if not all(isinstance(one, str) for one in values):
            raise UsageError(f'Line {number}: "{asked}" and "{text}" must be strings.')
        clean = values[1].encode("utf-8", "replace").decode("utf-8")
        yield GivenText(number, fields.get("id"), values[0], clean)
