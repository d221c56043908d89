"""Lines that a site puts into many stories, found by counting over the whole folder."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

_MIN_STORIES = 20
MAX_REPEATED = 300
_MIN_SHARE = 0.1
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
"""All digits count as a nought; in bytes, for a pattern takes several times as long."""
_PROMOTION = re.compile(
    r"^[^\"“”]*\b(?:newsletter|subscribe|sign up|click|download the|got a (?:tip|story)|story idea"
    r"|follow (?:us|him|her|them)|we['’]ve got you|made possible|you can reach|reach (?:him|her)"
    r"|please|editor['’]s note|our (?:\w+ )?(?:newsletter|guide|app|coverage|team|newsroom)"
    r"|newsroom|warnings and watches|watches and warnings)\b",
    re.IGNORECASE,
)


def line_key(line: str) -> str:
    """Return what counts as the same line: digits, case and blanks do not matter."""
    if len(line) > MAX_REPEATED:
        return line
    folded = line.casefold().encode(errors="surrogatepass").translate(_DIGITS)
    return " ".join(folded.decode(errors="surrogatepass").split())


def find_repeated(stories: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the keys of lines that are a site's own in ``stories``, each the keys of its lines.

    A line counts when it stands in a tenth of at least twenty stories, or in three of them if it
    speaks to the reader, and when different text surrounds it: a sentence that copies of one wire
    report share has the same neighbours everywhere and stays. So do headings such as a state's
    name, which are too short.
    """
    if len(stories) < _MIN_STORIES:
        return frozenset()
    counts = Counter(key for keys in stories for key in set(keys) if _may_count(key))
    often = {key for key, count in counts.items() if count >= 3}
    around: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for keys in stories:
        for key, neighbours in _find_neighbours(keys, often):
            around[key].add(neighbours)
    return frozenset(
        key
        for key in often
        if _is_wide(key, counts[key], len(stories)) and len(around[key]) >= 0.6 * counts[key]
    )


def _may_count(key: str) -> bool:
    return len(key) <= MAX_REPEATED and key.count(" ") >= 4  # one blank between words


def _is_wide(key: str, count: int, stories: int) -> bool:
    return count >= max(5, _MIN_SHARE * stories) or bool(_PROMOTION.search(key))


def _find_neighbours(keys: Sequence[str], often: set[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each repeated key with the nearest keys before and after that are not repeated."""
    after = [""] * len(keys)
    nearest = ""
    for at in range(len(keys) - 1, -1, -1):
        after[at] = nearest
        nearest = nearest if keys[at] in often else keys[at]
    before = ""
    for at, key in enumerate(keys):
        if key in often:
            yield key, (before, after[at])
        else:
            before = key
