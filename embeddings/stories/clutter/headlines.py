"""Headlines of other stories: in lists, in links between paragraphs, and left at a story's end.

Every function takes the lines and the marks set so far, and adds marks.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from embeddings.stories.clutter.context import Marks

_SENTENCE_END = re.compile(r"[.!…:;,]['\"”’)]*$|[?][\"”]$")
_QUOTE = re.compile(r"[\"“”]")
_BULLET = re.compile(r"[-–—•*·▪►»]")
_LIST_HEAD = re.compile(
    r"(?i:(?:for more|don['’]t miss|more|related|recommended|popular|trending|top|latest|read"
    r"|most|editor['’]s|you (?:may|"
    r"might)|what to read|also)\b.{0,40})"
)
_LINK_LABEL = re.compile(
    r"(?!(?:W[A-Z]+|WINNERS?|COST|HOW|MORE INFORMATION|DETAILS|INFO|TICKETS|PRICE|NOTES?"
    r"|ADDRESS)\b)"
    r"[A-Z][A-Z’',& -]{3,38}[A-Z]:|WATCH(?: \w+)?:|WHAT HAPPENED:"
    r"|(?:Fact[- ]check|Opinion|Analysis|Column|Editorial|Podcasts?|Exclusive|Background|Timeline"
    r"|Interactive|Recap|Review|Related|Gallery|Photos|Video|Earlier|Live updates|Early look):"
)
_LABEL = re.compile(
    r"(?!(?:When|Where|Who|What|How|Why|Cost|Price|Sources?|Note)\b)[A-Z][^.:!?\d]{2,45}:\s?(?=\S)"
)
# A heading seldom holds a whole quotation and what it is about, or ends like a sentence.
_TWO_PARTS = re.compile(
    r"['‘\"“](?:[^\s\"“”]+ ){2,14}[^\s\"“”]+['’\"”]: ?[A-Z‘'\"“][^.?!]{10,140}"
    r"|(?:[^\s:.!?]+ ){2,8}[^\s:.!?]*[a-z]:[A-Z‘'][^:\"“”]{15,140}\."
)
_TIMED = re.compile(r"\d{1,2}:\d\d|\b[ap]\.?m\b|\d{3}-\d{4}|@|—")
_MAX_LINK = 180
_MOST_LINKS = 6
_MOST_LABELS = 10


def _is_label(line: str) -> bool:
    return len(line) <= 200 and not _SENTENCE_END.search(line) and not _QUOTE.search(line)


def _is_headline(line: str) -> bool:
    return 15 <= len(line) <= 160 and len(line.split()) >= 3 and not _SENTENCE_END.search(line)


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
    if sum(bool(_SENTENCE_END.search(item)) for item in items) > 0.3 * len(items):
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
        elif inside and 15 <= len(line) <= 160 and _is_label(line) and len(line.split()) >= 4:
            marks[at] = "other headlines"
        else:
            inside = False


def mark_link_lines(lines: Sequence[str], marks: Marks) -> None:
    """Mark headlines that stand as paragraphs of their own: links to other stories.

    A heading has text below it, and no heading of the same kind. So those are links that say so
    ("STORY: ..."), two and more labelled ones in a row, and those after which nothing comes.
    """
    filled = [at for at, line in enumerate(lines) if line and not marks[at]]
    seen = any(mark == "other headlines" for mark in marks)
    labels = Counter(_read_label(lines[at]) for at in filled)
    # Where labels stand all over the story, they are names in a talk or columns of a table.
    links = {
        at
        for at in filled
        if _is_link(lines[at]) and labels[_read_label(lines[at])] <= _most(lines[at], labels)
    }
    for run, last in _find_runs(filled, links, lines):
        _mark_links(run, lines, marks, last=last, seen=seen)


def _find_runs(
    filled: list[int], links: Collection[int], lines: Sequence[str]
) -> Iterator[tuple[list[int], bool]]:
    """Links that follow each other between two paragraphs, and whether nothing comes below."""
    rank = 0
    while rank < len(filled):
        end = rank
        while end < len(filled) and filled[end] in links:
            end += 1
        last = end == len(filled)
        between = rank and _is_prose(lines[filled[rank - 1]])
        if rank < end and between and (last or _is_prose(lines[filled[end]])):
            yield filled[rank:end], last
        rank = end + 1


def _mark_links(
    run: list[int], lines: Sequence[str], marks: Marks, *, last: bool, seen: bool
) -> None:
    labelled = [at for at in run if _read_label(lines[at])]
    named = [
        at
        for at in run
        if _LINK_LABEL.match(lines[at]) or (seen and _TWO_PARTS.fullmatch(lines[at]))
    ]
    row = 1 < len(run) <= 4 and len(run) == len(labelled)
    left = last and len(run) <= _MOST_LINKS and (seen or len(run) > 1 or bool(labelled))
    for at in run if row or left else named if len(run) <= 3 else ():
        marks[at] = "other headlines"


def _read_label(line: str) -> str:
    found = _LINK_LABEL.match(line) or _LABEL.match(line)
    return found.group().strip() if found else ""


def _most(line: str, labels: Counter[str]) -> int:
    """How often the label of a link may stand in a story; a line without one always may."""
    label = _read_label(line)
    if not label:
        return labels[""]
    if _LINK_LABEL.match(line):
        return _MOST_LINKS
    return 1 if labels.total() - labels[""] <= _MOST_LABELS else 0


def _is_link(line: str) -> bool:
    words = line.split()
    return (
        5 <= len(words) <= 28
        and len(line) <= _MAX_LINK
        and (line[0].isupper() or line[0] in "'\"‘“" or line[0].isdigit())
        and (not _SENTENCE_END.search(line) or _TWO_PARTS.fullmatch(line) is not None)
        and not _TIMED.search(line)
        and not line[-1].isdigit()
        and not line.endswith(")")
        and len(line[len(_read_label(line)) :].split()) >= 4
        and not line.isupper()
    )


def _is_prose(line: str) -> bool:
    return len(line) >= 60 and re.search(r"[.!?][\"”’')]*$", line) is not None
