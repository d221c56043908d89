"""The entries of a live blog: each of them keeps the time that stands over it.

Promise: a page with fewer than three entries, each with a time of its own, is no live blog.
"""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from embeddings.stories.pages.block_features import is_prose
from embeddings.stories.pages.blocks import Block

_CLOCK = re.compile(
    r"(?:(?:updated|posted) (?:at )?)?\d{1,2}[:.h]\d\d(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?"
    r"(?: ?\(?[A-Z]{2,5}\)?)?", re.IGNORECASE
)  # fmt: skip
"""Takes "18.12 GMT" and "7:30 a.m.", leaves "18.12 metres"."""
_LEAST_ENTRIES = 3
_MOST_STAMP = 60
_MOST_BELOW = 12


def find_entry_times(blocks: Sequence[Block], chosen: Collection[Block]) -> dict[Block, str]:
    """Return which chosen block begins an entry's text, and the time that is its entry's."""
    stamps = [
        at
        for at, block in enumerate(blocks)
        if (block.stamp and len(block.text) <= _MOST_STAMP) or _CLOCK.fullmatch(block.text)
    ]
    kept = set(chosen)
    found: dict[Block, str] = {}
    for rank, at in enumerate(stamps):
        end = min(stamps[rank + 1] if rank + 1 < len(stamps) else len(blocks), at + _MOST_BELOW)
        below = [block for block in blocks[at + 1 : end] if block in kept]
        first = next(filter(is_prose, below), below[0] if below else None)
        if first is not None:
            found.setdefault(first, _write_time(blocks[at]))
    days = {said for said in found.values() if said}
    return found if len(found) >= _LEAST_ENTRIES and len(days) >= _LEAST_ENTRIES else {}


def is_clock(block: Block) -> bool:
    """Say whether a block is nothing but a time of day, as it stands over an entry."""
    return _CLOCK.fullmatch(block.text) is not None


def _write_time(block: Block) -> str:
    """The day and the time of an entry: as shown, with the day that the page gives for machines."""
    if not block.stamp:
        return block.text
    try:
        moment = datetime.fromisoformat(block.stamp)
    except ValueError:
        return block.text
    shown = block.text if any(char.isdigit() for char in block.text) else ""
    day = f"{moment.day} {moment:%B %Y}"
    if str(moment.year) in shown:
        return shown
    clock = shown if ":" in shown or "." in shown else f"{moment:%H:%M}"
    return f"{day}, {clock}"
