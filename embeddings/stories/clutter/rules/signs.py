"""What clutter says about the story: the outlet that the page names as its own."""

import re
from collections.abc import Iterable

from embeddings.lexicon import WEEKDAYS, join_pattern

_WORDS = r"[A-Z][\w&.-]*(?: (?:of|the|and|&|[A-Z][\w&.-]*)){0,4}?"
_OUTLET_SIGNS = (
    re.compile(
        rf"\bSign up (?:for|to) (?P<name>{_WORDS})['’]s? (?:[\w-]+ ){{0,4}}[Nn]ewsletters?\b"
    ),
    re.compile(
        r"^This (?:article|story) (?:originally|first) appeared (?:on|in|at) "
        r"(?P<name>[A-Z][\w'’& -]*\w)(?=: |\.?$)"
    ),
    # A broadcaster before the dash of a dateline: letters that are no word, so no city.
    re.compile(
        r"^(?:[A-ZÀ-Þ][\w.,'’ -]+ )?\(?(?P<name>[B-DF-HJ-NP-TV-Z]{3,5})\)?(?: [A-Z][a-z]+)? ?[—–]$"
    ),
    re.compile(rf"^Subscribe to (?P<name>{_WORDS})(?: today| now)?[.!]?$"),
    re.compile(
        r"\b(?:features?|news|stories|best) (?:from|of) "
        r"(?P<name>[A-Z][a-z]+(?:[A-Z][a-z]+)+)\.com\b"
    ),
)
_NO_OUTLET = re.compile(
    rf"(?:Today|Tomorrow|{join_pattern(WEEKDAYS)}|Our|The|This|Breaking"
    r"|[\w.]+\.(?:com|org|net|co\.uk))$"
)


def find_outlets(clutter: Iterable[str]) -> tuple[str, ...]:
    """Return the outlets that newsletter and subscription lines name, each once, in order.

    Two spellings of one name ("TheWeek", "The Week") count as one, the first.
    """
    names: dict[str, str] = {}
    for line in clutter:
        for sign in _OUTLET_SIGNS:
            for match in sign.finditer(line):
                name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", match["name"])
                if not _NO_OUTLET.match(name):
                    names.setdefault(re.sub(r"\W+", "", name.casefold()), name)
    return _without_sections(tuple(names.values()))


def _without_sections(names: tuple[str, ...]) -> tuple[str, ...]:
    """Drop an outlet's sections, such as "CNN Opinion" beside "CNN"."""
    return tuple(name for name in names if not any(name.startswith(f"{other} ") for other in names))
