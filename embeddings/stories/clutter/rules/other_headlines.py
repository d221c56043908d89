"""Headlines of other stories that stand in lists.

Every function takes the lines and the marks set so far, and adds marks.
"""

import re
from itertools import pairwise

from embeddings.stories.clutter.rules.line_context import Marks
from embeddings.stories.clutter.rules.link_shapes import SENTENCE_END, is_label

_BULLET = re.compile(r"[-–—•*·▪►»]")
_LIST_HEAD = re.compile(
    r"(?i:(?:for more|don['’]t miss|more|related|recommended|popular|trending|top|latest|read"
    r"|most|editor['’]s|you (?:may|"
    r"might)|what to read|also)\b.{0,40})"
)


def _is_headline(line: str) -> bool:
    return 15 <= len(line) <= 160 and len(line.split()) >= 3 and not SENTENCE_END.search(line)


def mark_headline_lists(lines: list[str], marks: Marks) -> None:
    """Mark lists of other stories: bullets that stand alone, each with a headline and a teaser."""
    filled = [at for at, line in enumerate(lines) if line]
    bullets = [rank for rank, at in enumerate(filled) if _BULLET.fullmatch(lines[filled[rank]])]
    run: list[int] = []
    for rank in [*bullets, len(filled) + 99]:
        if run and rank - run[-1] > 5:
            _mark_run(run, filled, lines, marks)
            run = []
        run.append(rank)
    _mark_after_heads(filled, lines, marks)


def _mark_cards(filled: list[int], lines: list[str], marks: Marks) -> None:
    """Mark teasers where nothing but headlines of other stories, each with one, ends a story."""
    tail = len(filled)
    while tail and not (marks[filled[tail - 1]] is None and marks[filled[tail - 2]] is None):
        tail -= 1
    cards = filled[tail:]
    heads = [rank for rank, at in enumerate(cards) if marks[at] == "other headlines"]
    if len(heads) >= 4 and _LIST_HEAD.match(lines[cards[heads[0]]]):
        for at in cards[heads[0] :]:
            marks[at] = marks[at] or "other headlines"


def _mark_run(run: list[int], filled: list[int], lines: list[str], marks: Marks) -> None:
    gaps = [after - before for before, after in pairwise(run)]
    if len(run) < 3 or min(gaps) < 2:
        return
    usual = max(set(gaps), key=lambda gap: (gaps.count(gap), gap))
    end = min(run[-1] + usual, len(filled))
    bullets = set(run)
    heads = [lines[filled[rank + 1]] for rank in run if rank + 1 < end]
    items = [lines[filled[rank]] for rank in range(run[0], end) if rank not in bullets]
    # Between the parts of a long article, too, dashes may stand alone: there, sentences follow.
    teased = len(items) >= len(heads) + len(run) // 2
    if not all(map(_is_headline, heads)) or not (teased or end == len(filled)):
        return
    if sum(bool(SENTENCE_END.search(item)) for item in items) > 0.3 * len(items):
        return
    for rank in range(run[0], end):
        marks[filled[rank]] = marks[filled[rank]] or "other headlines"


def _mark_after_heads(filled: list[int], lines: list[str], marks: Marks) -> None:
    """Mark headlines below a line such as "Related articles"."""
    _mark_cards(filled, lines, marks)
    inside = False
    for at in filled:
        line = lines[at]
        if marks[at] == "other headlines":
            inside = bool(_LIST_HEAD.fullmatch(line)) and len(line) <= 40
        elif marks[at]:
            continue
        elif inside and 15 <= len(line) <= 160 and is_label(line) and len(line.split()) >= 4:
            marks[at] = "other headlines"
        else:
            inside = False
