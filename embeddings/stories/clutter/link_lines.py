"""Headlines that link to other stories: between paragraphs, and left at a story's end.

Promise: a heading of the article stays; what goes says by its label, its make-up or its company
that it leads elsewhere.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from embeddings.stories.clutter.context import Marks

_SENTENCE_END = re.compile(r"[.!…:;,]['\"”’)]*$|[?][\"”]$")
_LINK_LABEL = re.compile(
    r"(?!(?:W[A-Z]+|WINNERS?|COST|HOW|MORE INFORMATION|DETAILS|INFO|TICKETS|PRICE|NOTES?|SOURCES?"
    r"|ADDRESS)\b)"
    r"[A-Z][A-Z’',& -]{3,38}[A-Z]:|WATCH(?: \w+)?:|WHAT HAPPENED:"
    r"|WH(?:AT|O|Y)\b[A-Z’' ]{2,36}\? (?=[A-Z][a-z])"
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
# A link's label and its headline, glued together; nobody is quoted there.
_GLUED = re.compile(
    r"(?!(?:Where|When|Cost|Price|Time|Date|Tickets|Address|Details|Info|Information|Phone"
    r"|Location|Hours|Note|Source|Age|Born|Background|News|E-?mail)\b)"
    r"(?![^:?!]*\b(?:said|says|told|added|asked|wrote|tweeted|read|reads)\b)"
    r"(?P<label>[A-Z‘'“\"\d][^.:?!]{2,70}[\w’'”\"])[:?!](?=[A-Za-z‘“][\w’' ])"
    r"(?!https?:|www)[^\"“”]{15,170}"
)
_TIMED = re.compile(r"\d{1,2}:\d\d|\b[ap]\.?m\b|\d{3}-\d{4}|@|—")
_BULLETS = "►▶▸•»› "
_SIGN_OFFS = {"contact line", "author biography"}
_MAX_LINK = 180
_MAX_GLUED = 220
_MOST_LINKS = 6
_MOST_LABELS = 10


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
    _mark_beside(filled, links, lines, marks)
    _mark_tail(lines, marks)


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
        named = all(_LINK_LABEL.match(lines[at]) for at in filled[rank:end])
        if rank < end and between and (last or named or _is_prose(lines[filled[end]])):
            yield filled[rank:end], last
        rank = end + 1


def _mark_links(
    run: list[int], lines: Sequence[str], marks: Marks, *, last: bool, seen: bool
) -> None:
    labelled = [at for at in run if _read_label(lines[at])]
    named = [
        at
        for at in run
        if _LINK_LABEL.match(lines[at])
        or (seen and _TWO_PARTS.fullmatch(lines[at]))
        or _is_glued(lines[at], seen=seen)
    ]
    row = 1 < len(run) <= 4 and len(run) == len(labelled)
    left = last and len(run) <= _MOST_LINKS and (seen or len(run) > 1 or bool(labelled))
    for at in run if row or left else named if len(run) <= 3 else ():
        marks[at] = "other headlines"


def _mark_beside(
    filled: Sequence[int], links: Collection[int], lines: Sequence[str], marks: Marks
) -> None:
    """Mark a labelled link that stands directly above or below another link."""
    every = [at for at, line in enumerate(lines) if line]
    rank = {at: number for number, at in enumerate(every)}
    for at in filled:
        if marks[at] or at not in links or not _LINK_LABEL.match(lines[at]):
            continue
        beside = every[max(0, rank[at] - 1) : rank[at] + 2]
        if any(marks[other] == "other headlines" for other in beside):
            marks[at] = "other headlines"


def _mark_tail(lines: Sequence[str], marks: Marks) -> None:
    """Mark headlines, and what stands over them, where nothing else follows the author's note."""
    every = [at for at, line in enumerate(lines) if line]
    notes = [rank for rank, at in enumerate(every) if marks[at] in _SIGN_OFFS]
    tail = [at for at in every[notes[-1] + 1 :] if not marks[at]] if notes else []
    heads = tail[1:] if tail and lines[tail[0]].endswith(":") and len(tail) > 1 else tail
    if len(tail) <= _MOST_LINKS and all(_is_link(lines[at]) for at in heads):
        for at in tail:
            marks[at] = "other headlines"


def _is_glued(line: str, *, seen: bool) -> bool:
    """Whether ``line`` is a label and a headline glued together; one word may be a table's."""
    found = _GLUED.fullmatch(line.lstrip(_BULLETS))
    return found is not None and (seen or " " in found["label"])


def _read_label(line: str) -> str:
    line = line.lstrip(_BULLETS)
    glued = _GLUED.fullmatch(line)
    found = _LINK_LABEL.match(line) or _LABEL.match(line)
    return glued["label"] if glued else found.group().strip() if found else ""


def _most(line: str, labels: Counter[str]) -> int:
    """How often the label of a link may stand in a story; a line without one always may."""
    label = _read_label(line)
    if not label:
        return labels[""]
    if _LINK_LABEL.match(line):
        return _MOST_LINKS
    return 1 if labels.total() - labels[""] <= _MOST_LABELS else 0


def _is_link(line: str) -> bool:
    line = line.lstrip(_BULLETS)
    words = line.split()
    glued = _GLUED.fullmatch(line) is not None
    return (
        5 <= len(words) <= 28
        and len(line) <= (_MAX_GLUED if glued else _MAX_LINK)
        and (line[0].isupper() or line[0] in "'\"‘“" or line[0].isdigit())
        and (not _SENTENCE_END.search(line) or glued or _TWO_PARTS.fullmatch(line) is not None)
        and not _TIMED.search(line)
        and not line[-1].isdigit()
        and not line.endswith(")")
        and len(line[len(_read_label(line)) :].split()) >= (3 if glued else 4)
        and not line.isupper()
    )


def _is_prose(line: str) -> bool:
    return len(line) >= 60 and re.search(r"[.!?][\"”’')]*$", line) is not None
