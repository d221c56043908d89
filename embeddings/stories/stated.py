"""What a text copy says about itself in lines that are not the article: day, address, length.

Promise: only a line that says so itself is believed; two that disagree say nothing.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from embeddings.stories.metadata import read_web_address
from embeddings.stories.publication_dates import read_date
from embeddings.stories.story import Removed

_STAMP = re.compile(r"(?i)\b(?=(?:last |first )?(?:updated|modified|published|posted)\b)")
_CHANGED = re.compile(r"(?i)(?:last )?(?:updated|modified)\b")
_LABEL = re.compile(r"(?i)^(?:first |last )?(?:published|posted)(?: (?:on|at))?\s?:?\s*")
_CLOCK = re.compile(
    r"(?i)\b\d{1,2}(?::|\.)\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?(?:\s?\(?(?:[A-Z]{2,4}"
    r"|Z)\)?(?=[\s,|]))?"
    r"|\b\d{1,2}\s?[ap]\.?m\.?"
)
_ADDRESS = re.compile(
    r"(?i)(?:read or share this story|original (?:article|story|link)|(?:article |story )?(?:url"
    r"|link)"
    r"|permalink|source)\s?:\s*(?P<address>https?://\S+)"
)
_READING = re.compile(
    r"(?:\d{1,3}\s?[–-]\s?)?\d{1,3}\s?(?:min(?:ute)?s?|m)\b(?:\s(?:read(?:ing)?(?:\stime)?|to\sread))?"
    r"|(?:estimated )?reading time:?.{0,20}", re.IGNORECASE
)  # fmt: skip


def read_stated_day(removed: Iterable[Removed]) -> date | None:
    """Return the day of publication that the time stamps among ``removed`` give, or ``None``.

    The day of a change is not the day of publication.
    """
    days = {
        day
        for cut in removed
        if cut.reason == "time stamp"
        for stamp in _find_published(cut.text)
        if (day := read_date(stamp))
    }
    return days.pop() if len(days) == 1 else None


def _find_published(line: str) -> Iterator[str]:
    for part in _STAMP.split(line):
        if not _CHANGED.match(part):
            yield _CLOCK.sub(" ", _LABEL.sub("", part.strip())).strip(" ,|–—-")


def read_stated_address(removed: Iterable[Removed]) -> str | None:
    """Return the address that a line among ``removed`` gives as the story's own, or ``None``."""
    found = {
        address
        for cut in removed
        if (match := _ADDRESS.fullmatch(cut.text.strip()))
        and (address := read_web_address(match["address"]))
    }
    return found.pop() if len(found) == 1 else None


def is_reading_time(line: str) -> bool:
    """Say whether a line says how long the story takes to read, and nothing else."""
    return _READING.fullmatch(line) is not None
