"""How many independent origins some stories have: copies, agency reports and stories that credit
the same outlet count once.

Promise: the count does not depend on the order of the stories, and is at most their number.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import combinations

from bot.facts.names import find_names, same_name
from embeddings.lexicon import NEWS_AGENCIES, OUTLET_NAMES, OUTLET_WORDS, join_pattern
from embeddings.signatures import estimate_containment
from embeddings.stories import Story

COPY_SHARE = 0.6
"""From this share of common five-word sequences on, one story is a copy of another. On real news
every pair above it was a copy or a light rewrite."""

_AGENCIES = tuple(
    (name, rf"\b(?:{join_pattern(spellings)})\b") for name, spellings in NEWS_AGENCIES.items()
)
_MARKS = tuple(
    (
        name,
        re.compile(
            rf"[(\[]\s*(?:{mark})\s*[)\]]\s*[-–—:]?"  # BOSTON (AP) —
            rf"|^[^.\n]{{0,60}}(?:{mark})\s*[-–—|]"  # Xinhua | Updated
            rf"|[-–—]\s*(?:{mark})\s*\.?$"  # — Reuters
            rf"|^\s*(?:by\s+)?(?:the )?(?:{mark})\s*$",
            re.MULTILINE,
        ),
    )
    for name, mark in _AGENCIES
)
_BY_AGENCY = tuple((name, re.compile(mark)) for name, mark in _AGENCIES)
_HEAD, _FOOT = 400, 200
"""How much of a story's beginning and end, in code points, may carry an agency's mark."""


def find_agency(story: Story) -> str | None:
    """Return the news agency that a story says it comes from, or ``None``."""
    given = " | ".join((story.publisher or "", *story.authors))
    cleared = "\n".join(piece.text for piece in story.removed)
    ends = f"{story.text[:_HEAD]}\n{story.text[-_FOOT:]}\n{cleared}"
    for (name, mark), (_, bare) in zip(_MARKS, _BY_AGENCY, strict=True):
        if bare.search(given) or mark.search(ends):
            return name
    return None


_CREDIT = re.compile(
    r"(?P<before>[^.;“”\"]*?)\s+(?:has |have |had |first )?report(?:s|ed)\b"
    r"|\b(?:reported by|told|report (?:in|by|from)|[Aa]ccording to)\s+(?P<after>[^.;“”\"]*)"
)
_OUTLET = re.compile(
    rf"\b(?:{join_pattern(word.title() for word in OUTLET_WORDS)}|TV|Media"
    rf"|{join_pattern(OUTLET_NAMES)})\b"
)


def find_outlets(sentence: str) -> tuple[str, ...]:
    """Return the outlets that a sentence names as those who reported it."""
    found: list[str] = []
    for match in _CREDIT.finditer(sentence):
        told = match["before"] if match["before"] is not None else match["after"]
        names = find_names(f", {told}")
        near = names[-1:] if match["before"] is not None else names[:1]
        found += [one for one in near if names_outlet(one) or match["before"] is not None]
    return tuple(dict.fromkeys(found))


def names_outlet(name: str) -> bool:
    """Say whether a name is, by its words, that of a newspaper, an agency or a broadcaster."""
    return bool(_OUTLET.search(name)) or any(mark.search(name) for _, mark in _BY_AGENCY)


def count_origins(
    stories: Sequence[Story],
    signatures: Mapping[str, bytes],
    credited: Mapping[str, Sequence[str]],
) -> int:
    """Count the independent origins of a fact that some stories give.

    ``signatures`` and ``credited`` (the outlets that a story credits with the fact) are by story
    id; a story without either counts as its own.
    """
    distinct = {story.id: story for story in stories}
    origin = {story: story for story in distinct}
    outlets = {one.id: _list_outlets(one, credited.get(one.id, ())) for one in distinct.values()}
    for one, other in combinations(sorted(distinct), 2):
        if _are_copies(signatures.get(one), signatures.get(other)) or _share(
            outlets[one], outlets[other]
        ):
            old, new = origin[other], origin[one]
            origin = {story: new if root == old else root for story, root in origin.items()}
    return len(set(origin.values()))


def _are_copies(one: bytes | None, other: bytes | None) -> bool:
    return bool(one and other) and estimate_containment(one or b"", other or b"") >= COPY_SHARE


def _list_outlets(story: Story, credited: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return the outlets that a fact comes from, and the one that published it."""
    agency = find_agency(story)
    return tuple(credited) or ((agency,) if agency else ()), story.publisher or ""


def _share(one: tuple[tuple[str, ...], str], other: tuple[tuple[str, ...], str]) -> bool:
    """Say whether two stories have a fact from one outlet, or one of them from the other."""
    sources, publisher = one
    other_sources, other_publisher = other
    if publisher and same_name(publisher, other_publisher):
        apart = sources and other_sources
        if not apart or any(same_name(a, b) for a in sources for b in other_sources):
            return True
    pairs = (
        *((a, b) for a in sources for b in other_sources),
        *((a, other_publisher) for a in sources if other_publisher),
        *((b, publisher) for b in other_sources if publisher),
    )
    return any(same_name(a, b) for a, b in pairs)
