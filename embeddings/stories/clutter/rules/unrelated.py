"""Headlines between paragraphs that what follows does not tell of: links to other stories.

Promise: a heading stays where the paragraphs below it share its words, and so does a lone line
that does not look like a headline of its own.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from embeddings.sentences import split_sentences
from embeddings.stories.clutter.rules.line_context import Marks
from embeddings.stories.clutter.rules.link_shapes import (
    LINK_LABEL,
    is_link,
    is_prose,
    read_label,
    says_so,
    tells,
)
from embeddings.words import split_content_words

_TOLD, _UNTOLD, _LONE = 0.3, 0.12, 0.15
"""Which share of its words a heading has in common with the text below it; which a link at most,
beside others; which a link that stands alone."""
_CLUTTERED = 0.2
"""Which share a link in a row has at most where the story holds other links or captions."""
_BELOW = 3
_LEAST_WORDS = 6
_MOST_LONE = 4
"""Where more lone headlines of two parts stand in a story, they are its headings."""
_CREDIT = re.compile(
    r"(?:[A-Z][\w.]+ by )?(?:(?:[A-Z][\w.'’&-]+|of|for|/)[ /]?){2,6}|[A-Z]{3,6}"
    r"|(?P<last>[A-Z]\w{3,})"
)
_ANSWERS = re.compile(r"(?:It|Yes|No|He|She|They|You|We|That|This|Here)\b")
_TELLS = re.compile(
    r"\b(?:said|told|added|wrote|asked)\b|https?:|(?:\d.*?\b){3}"
    r"|\bby [A-Z][\w.’'-]+ [A-Z][\w’'-]+$|: [\"“]"
    r"|(?:[–—―−]|\s-)-? ?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2}$"
)


def mark_unrelated(lines: Sequence[str], marks: Marks) -> None:
    """Mark headlines between paragraphs that belong to other stories.

    Of several in a row, the last may be the heading of what comes below.
    """
    filled = [at for at, line in enumerate(lines) if line and not marks[at]]
    labels = Counter(read_label(lines[at]) for at in filled)
    linked = "other headlines" in marks
    most = _CLUTTERED if linked or "image caption" in marks else _UNTOLD
    lone = []
    for run, below in _find_rows(filled, lines):
        parts = {at: _name_parts(lines[at], labels, linked=linked) for at in run}
        row = len(run) > 1 and _are_headlines([lines[at] for at in run], labels)
        if not row and not any(parts.values()):
            continue
        told = _measure_shares(run, below, lines)
        if len(run) == 1:
            limit = _TOLD if _touches_link(run[0], lines, marks) else _LONE
            lone += [(at, parts[at], told[at] <= limit) for at in run if len(below) > 1]
        else:
            heading = told[run[-1]] >= _TOLD
            untold = row and max(told.values()) <= most
            for at in run:
                kind = parts[at] if heading and told[at] < told[run[-1]] else None
                marks[at] = kind or ("other headlines" if untold else None)
    for at, reason, untold in lone if len(lone) <= _MOST_LONE else ():
        if untold and len(lines[at].split()) > _LEAST_WORDS:
            marks[at] = reason


def _find_rows(
    filled: Sequence[int], lines: Sequence[str]
) -> Iterator[tuple[list[int], list[str]]]:
    """Yield headlines that follow each other between paragraphs, and the paragraphs below."""
    rank = 1
    while rank < len(filled):
        end = rank
        while end < len(filled) and is_link(lines[filled[end]]):
            end += 1
        below = [lines[at] for at in filled[end : end + _BELOW] if is_prose(lines[at])]
        above = lines[filled[rank - 1]]
        between = rank < end < len(filled) and is_prose(above) and is_prose(lines[filled[end]])
        # What goes on in lower case below is a sentence that a copy has cut in two.
        if between and not below[0][0].islower():
            yield list(filled[rank:end]), below
        rank = end + 1


def _touches_link(at: int, lines: Sequence[str], marks: Marks) -> bool:
    """Whether the next line above or below ``at`` leads to another story."""
    above = next((other for other in range(at - 1, -1, -1) if lines[other]), at)
    below = next((other for other in range(at + 1, len(lines)) if lines[other]), at)
    return "other headlines" in (marks[above], marks[below])


def _measure_shares(
    run: Sequence[int], below: Sequence[str], lines: Sequence[str]
) -> dict[int, float]:
    """Return which share of each line's content words stands in ``below``, 0 to 1."""
    words = set(split_content_words(" ".join(below)))
    own = {at: set(split_content_words(lines[at])) for at in run}
    return {at: len(own[at] & words) / max(len(own[at]), 1) for at in run}


def _name_parts(line: str, labels: Counter[str], *, linked: bool) -> str | None:
    """Return what ``line`` is by its two parts: a link with its label, a caption with its credit.

    A question at the end is a link's only in a story that has others (``linked``).
    """
    label = read_label(line)
    named = labels[label] == 1 and " " in label and not label.isupper()
    if _TELLS.search(line) or (line[-1] == "?" and not (says_so(line) or (linked and named))):
        return None
    if label:
        once = labels[label] == 1 and LINK_LABEL.match(line) is not None
        return "other headlines" if named or once else None
    first, *rest = [line[one.start : one.end].strip() for one in split_sentences(line)]
    if not rest or len(first.split()) < 2 or _ANSWERS.match(rest[0]):
        return None
    if first[-1] in "?!":
        return "other headlines"
    credit = _CREDIT.fullmatch(rest[-1])
    # One word alone is a credit where the caption names it.
    owned = credit is not None and (not credit["last"] or credit["last"] in first)
    return "image caption" if owned else None


def _are_headlines(rows: Sequence[str], labels: Counter[str]) -> bool:
    """Whether lines in a row are long enough for headlines, and no entries of a list."""
    return any(map(tells, rows)) and all(
        len(one.split()) >= _LEAST_WORDS
        and one[-1] != "?"
        and not _TELLS.search(one)
        and (not (label := read_label(one)) or labels[label] == 1)
        for one in rows
    )
