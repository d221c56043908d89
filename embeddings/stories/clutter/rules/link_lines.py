"""Headlines that link to other stories: between paragraphs, and left at a story's end.

Promise: a heading of the article stays; what goes says by its label, its make-up or its company
that it leads elsewhere.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from embeddings.stories.clutter.rules.line_context import Marks
from embeddings.stories.clutter.rules.link_shapes import (
    LINK_LABEL,
    MAX_LINK,
    MOST_LINKS,
    SENTENCE_END,
    TWO_PARTS,
    is_glued,
    is_link,
    is_prose,
    may_stand,
    read_label,
    says_so,
    tells,
)

_SPOKEN = re.compile(r"[^:]{2,40}: .*[^?]$")
_SIGN_OFFS = {"contact line", "author biography"}
_LONG_SENTENCE = re.compile(r"\d|.{100}")
_MORE = re.compile(r"(?i:(?:what else|more|other|related)\b)[^.:;!]{3,50}")
_LEFT_HEAD = re.compile(
    r"(?i:(?:keep )?reading|read|more|related|learn|see|get ready|dig|go deeper|watch|listen"
    r"|don['’]t miss|also|catch up|explore|for more)\b[^.]{0,50}:"
)


def mark_link_lines(lines: Sequence[str], marks: Marks) -> None:
    """Mark headlines that stand as paragraphs of their own: links to other stories.

    A heading has text below it, and no heading of the same kind. So those are links that say so
    ("STORY: ..."), two and more labelled ones in a row, and those after which nothing comes.
    """
    filled = [at for at, line in enumerate(lines) if line and not marks[at]]
    label = {at: read_label(lines[at]) for at in filled}
    labels = Counter(label.values())
    speakers = {
        label[at]
        for at in filled
        if LINK_LABEL.match(lines[at]) and is_prose(lines[at]) and _SPOKEN.match(lines[at])
    } - {""}
    speakers |= _find_answered(filled, label, lines)
    # Where labels stand all over the story, they are names in a talk or columns of a table.
    links = {
        at
        for at in filled
        if is_link(lines[at])
        and label[at] not in speakers
        and labels[label[at]] <= may_stand(lines[at], labels)
    }
    seen = "other headlines" in marks or any(says_so(lines[at]) for at in links)
    for run, last in _find_runs(filled, links, lines):
        _mark_links(run, lines, marks, last=last, seen=seen)
    _mark_beside(filled, links, lines, marks)
    _mark_boxes(filled, lines, marks)
    _mark_tail(lines, marks)


def _find_answered(
    filled: Sequence[int], label: Mapping[int, str], lines: Sequence[str]
) -> set[str]:
    """The labels of lines that another speaker, whom the text tells of, answers in a sentence."""
    told = " ".join(lines[at] for at in filled if not label[at]).casefold()
    return {
        label[at]
        for at, below in pairwise(filled)
        if label[at].isupper() and label[below].isupper() and label[at] != label[below]
        and SENTENCE_END.search(lines[below]) and not is_link(lines[below])
        and re.search(rf"\b{re.escape(label[below].rstrip(': ').casefold())}\b", told)
    }  # fmt: skip


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
        run = [lines[at] for at in filled[rank:end]]
        between = rank and is_prose(lines[filled[rank - 1]])
        labelled = all(LINK_LABEL.match(line) or says_so(line) for line in run)
        followed = last or labelled or is_prose(lines[filled[end]])
        if run and between and followed:
            yield filled[rank:end], last
        elif rank:
            yield [at for at in filled[rank:end] if says_so(lines[at])], False
        rank = end + 1


def _mark_links(
    run: list[int], lines: Sequence[str], marks: Marks, *, last: bool, seen: bool
) -> None:
    labelled = [at for at in run if read_label(lines[at])]
    named = [
        at
        for at in run
        if LINK_LABEL.match(lines[at])
        or (seen and TWO_PARTS.fullmatch(lines[at]))
        or is_glued(lines[at], seen=seen)
    ]
    # A row may end in the heading of what comes below it.
    row = (
        1 < len(labelled) <= 4 and labelled == run[: len(labelled)] and len(run) - len(labelled) < 2
    )
    left = last and len(run) <= MOST_LINKS and (seen or len(run) > 1 or bool(labelled))
    whole = run if left else labelled
    for at in whole if row or left else named if len(run) <= 3 else ():
        marks[at] = "other headlines"


def _mark_beside(
    filled: Sequence[int], links: Collection[int], lines: Sequence[str], marks: Marks
) -> None:
    """Mark a labelled link that stands directly above or below another link."""
    every = [at for at, line in enumerate(lines) if line]
    rank = {at: number for number, at in enumerate(every)}
    for at in reversed(filled):
        if marks[at] or len(lines[at]) > MAX_LINK:
            continue
        beside = every[max(0, rank[at] - 1) : rank[at] + 2]
        above = every[rank[at] + 1 : rank[at] + 2]
        near = beside if at in links else above
        named = LINK_LABEL.match(lines[at]) is not None and (
            at in links or not _LONG_SENTENCE.search(lines[at])
        )
        stands_over = at in links and read_label(lines[at]) and ";" not in lines[at] and above
        if (named and any(marks[other] == "other headlines" for other in near)) or (
            stands_over and marks[above[0]] == "other headlines"
        ):
            marks[at] = "other headlines"


def _mark_boxes(filled: Sequence[int], lines: Sequence[str], marks: Marks) -> None:
    """Mark a heading in capitals that has nothing but headlines below it, and those."""
    for rank, at in enumerate(filled):
        if not (lines[at].isupper() and 1 < len(lines[at].split()) <= 6) or marks[at]:
            continue
        end = rank + 1
        while end < len(filled) and is_link(lines[filled[end]]) and not marks[filled[end]]:
            end += 1
        below = filled[rank + 1 : end]
        closed = end == len(filled) or is_prose(lines[filled[end]])
        if 2 <= len(below) <= 4 and closed and all(tells(lines[other]) for other in below):
            for other in (at, *below):
                marks[other] = "other headlines"


def _mark_tail(lines: Sequence[str], marks: Marks) -> None:
    """Mark headlines, and what stands over them, where nothing else follows the author's note."""
    every = [at for at, line in enumerate(lines) if line]
    notes = [rank for rank, at in enumerate(every) if marks[at] in _SIGN_OFFS]
    tail = [at for at in every[notes[-1] + 1 :] if not marks[at]] if notes else []
    heads = tail[1:] if tail and lines[tail[0]].endswith(":") and len(tail) > 1 else tail
    if len(tail) <= MOST_LINKS and all(is_link(lines[at]) for at in heads):
        for at in tail:
            marks[at] = "other headlines"
    left = [rank for rank, at in enumerate(every) if not marks[at]][-1:]
    for rank in left:
        line, below = lines[every[rank]], [marks[at] for at in every[rank + 1 :]]
        stands_over = len(below) > 1 and set(below) == {"other headlines"}
        if _LEFT_HEAD.fullmatch(line) or (stands_over and _MORE.fullmatch(line)):
            marks[every[rank]] = "other headlines"
