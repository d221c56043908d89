"""What several extractions of one page keep of it, as far as each can be told.

Promise: the page is only read; each extraction works on a copy of its own.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura import bare_extraction

_LETTERS = re.compile(r"[^\W_]+")
_MODES = ("balanced", "precise", "ample")


@dataclass(frozen=True, slots=True)
class Votes:
    """The texts that extractions gave, by their names, each as letters without blanks."""

    letters: Mapping[str, str]
    lines: Mapping[str, frozenset[str]]

    def keep(self, name: str, letters: str) -> bool:
        """Whether extraction ``name`` kept a block of these ``letters``.

        A short one must be a line of its own there: its letters may stand by chance in another.
        """
        if len(letters) >= _LEAST_LETTERS:
            return letters in self.letters[name]
        return letters in self.lines[name]


_LEAST_LETTERS = 24


def join_letters(text: str) -> str:
    """Return the letters and digits of ``text`` alone: blanks and typography tell nothing."""
    return "".join(_LETTERS.findall(text.casefold()))


def take_votes(tree: HtmlElement, *, own_copy: str) -> tuple[Votes, Mapping[str, object]]:
    """Return what each extraction of ``tree`` keeps, and what the first found out besides.

    ``own_copy`` is the article as the page gives it in its data; "" where it gives none.
    """
    texts = {"data": own_copy}
    known: Mapping[str, object] = {}
    for name in _MODES:
        found = bare_extraction(
            deepcopy(tree),
            with_metadata=name == "balanced",
            include_comments=False,
            include_tables=True,
            favor_precision=name == "precise",
            favor_recall=name == "ample",
        )
        fields = {} if found is None else found if isinstance(found, dict) else found.as_dict()
        texts[name] = str(fields.get("text") or "")
        known = known or fields
    return make_votes(texts), known


def make_votes(texts: Mapping[str, str]) -> Votes:
    """Return votes for the texts of several extractions, by their names."""
    return Votes(
        {name: join_letters(text) for name, text in texts.items()},
        {name: frozenset(map(join_letters, text.split("\n"))) for name, text in texts.items()},
    )


def list_votes(votes: Votes, blocks: Sequence[str], name: str) -> list[bool]:
    """Return for the letters of each block whether extraction ``name`` kept it."""
    return [bool(letters) and votes.keep(name, letters) for letters in blocks]
