"""The lines at the head and foot of a newspaper's printed pages, within the text of a story.

Promise: two of three signs must show such a line: its page numbers count up, it names the outlet or
the day, and it breaks a sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from embeddings.stories.sources.head_lines import is_outlet, read_day_line

_NUMBER = r"(?:[–-] ?)?(?:(?i:page|p\.) ?)?(?P<number>[1-9]\d{0,2})(?: ?[–-])?"
_HEADS = tuple(
    re.compile(pattern)
    for pattern in (rf"{_NUMBER}\s+(?P<words>\S.*)", rf"(?P<words>\S.*?)\s+{_NUMBER}", _NUMBER)
)
"""Take "VELM COURIER    5 March 2024    3", "4  VELM COURIER" and "- 4 -"."""
_SEPARATORS = " |·•–—-"
_BETWEEN_PARTS = re.compile(r"\s{3,}|\s+[|·•–—]\s+")
_SENTENCE_END = re.compile(r"[.!?:…]['\"”’)\]]*$")
_LONGEST, _LEAST_BROKEN = 140, 30


@dataclass(slots=True)
class _Head:
    """Lines that differ in their page number alone: what they say, where they stand."""

    fields: dict[str, object]
    numbers: dict[int, int] = field(default_factory=dict)

    def counts_up(self) -> bool:
        """Whether the numbers are those of pages that follow, with something between them."""
        apart = all(
            above + 1 < below and number + 1 == following
            for (above, number), (below, following) in pairwise(self.numbers.items())
        )
        return apart and len(self.numbers) > 1


def find_running_heads(filled: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """Return those of the ``filled`` lines that head or foot a printed page, and what each says."""
    found: dict[frozenset[str], _Head] = {}
    for at, line in enumerate(filled):
        for words, number in _read_heads(line):
            head = found.setdefault(frozenset(words.split()), _Head(_read_words(words)))
            head.numbers[at] = number
    heads = [head for head in found.values() if head.fields or head.counts_up()]
    likely = {at for head in heads for at in head.numbers}
    gone: dict[str, Mapping[str, object]] = {}
    for head in heads:
        broken = [at for at in head.numbers if _breaks_sentence(filled, at, likely)]
        both = head.counts_up() and (head.fields or broken)
        gone |= {filled[at]: head.fields for at in (head.numbers if both else broken)}
    return gone


def _read_heads(line: str) -> Iterator[tuple[str, int]]:
    """Yield the words and the page number that a line may consist of."""
    for pattern in _HEADS if len(line) <= _LONGEST else ():
        if match := pattern.fullmatch(line):
            words = match.groupdict().get("words") or ""
            yield words.strip(_SEPARATORS), int(match["number"])


def _read_words(words: str) -> dict[str, object]:
    fields: dict[str, object] = {}
    for part in _BETWEEN_PARTS.split(words):
        if is_outlet(part):
            fields["publisher"] = part
        elif day := read_day_line(part):
            fields["published"] = day
    return fields


def _breaks_sentence(filled: Sequence[str], at: int, likely: set[int]) -> bool:
    """Whether the lines around one, or around several such, are two parts of a sentence."""
    above = next((filled[one] for one in range(at - 1, -1, -1) if one not in likely), "")
    below = next((filled[one] for one in range(at + 1, len(filled)) if one not in likely), "")
    open_ended = len(above) >= _LEAST_BROKEN and not _SENTENCE_END.search(above)
    return open_ended and below[:1].islower()
