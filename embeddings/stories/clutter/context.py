"""Clutter that a line's neighbours give away: boxes, captions, lists of headlines, biographies.

Every function takes the lines and the marks set so far, and adds marks.
"""

import re
from collections.abc import Collection
from itertools import pairwise

from embeddings.stories.clutter.biographies import is_opinion_note, name_of_biography
from embeddings.stories.clutter.names import NAME

Marks = list[str | None]

_BOX = {"newsletter box", "subscribe line", "image address", "site name"}
_PROMOTION = re.compile(
    r"(?:Get|Escape|Join|Enjoy|Try|Discover|Stay|Support|Don['’]t miss|Never miss|Explore|Unlock|"
    r"Cancel|Keep up|Be the first|Read|Save|Want|Delivered|No spam|Privacy|Unsubscribe|Our|"
    r"Please)\b"
    r"(?=.*\b(?:free|facts|news|newsletters?|analysis|stories|offers|privacy|e-?mails?|delivered|"
    r"best of|subscri\w+|unlimited|access|trial|anytime|apps?|updates|trusted|journalism|inbox|"
    r"perspectives|headlines|fact-?check|policy|spam)\b)[^\"“”]{3,220}",
    re.IGNORECASE,
)
_NAME_ONLY = re.compile(rf"[–—−-]\s?{NAME}(?:, [^.\"“”]{{2,50}})?")
_SENTENCE_END = re.compile(r"[.!…:;,]['\"”’)]*$|[?][\"”]$")
_QUOTE = re.compile(r"[\"“”]")
_BULLET = re.compile(r"[-–—•*·▪►»]")
_LIST_HEAD = re.compile(
    r"(?i:(?:more|related|recommended|popular|trending|top|latest|read|most|editor['’]s|you (?:may|"
    r"might)|what to read|also)\b.{0,40})"
)


def mark_boxes(lines: list[str], marks: Marks) -> None:
    """Mark promotion sentences that touch a newsletter or subscription line."""
    filled = [at for at, line in enumerate(lines) if line]
    for order in (range(len(filled)), range(len(filled) - 1, -1, -1)):
        step = order.step
        for rank in order:
            at = filled[rank]
            before = rank - step
            if marks[at] or not 0 <= before < len(filled) or marks[filled[before]] not in _BOX:
                continue
            if _PROMOTION.fullmatch(lines[at]) and not re.search(
                r"\b(?:said|says|told)\b", lines[at]
            ):
                marks[at] = "newsletter box"


def mark_site_names(lines: list[str], marks: Marks, outlets: Collection[str]) -> None:
    """Mark lines that hold nothing but the name of the outlet."""
    names = {_plain(outlet) for outlet in outlets} - {""}
    for at, line in enumerate(lines):
        if not marks[at] and len(line) <= 40 and _plain(line) in names:
            marks[at] = "site name"


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+|^www\.|\.(?:com|co\.uk|org|net)$", "", name.casefold().strip())


def mark_captions(lines: list[str], marks: Marks) -> None:
    """Mark the caption that stands directly above a picture's credit."""
    spaced = sum(not line for line in lines) > len(lines) / 4
    for at, reason in enumerate(marks):
        if reason != "image credit" or not re.match(r"[(\[]|(?i:image|photo|picture)", lines[at]):
            continue
        block = []
        for above in range(at - 1, -1, -1):
            if not lines[above] or marks[above]:
                break
            block.append(above)
        if not block or (len(block) > 2 and not _is_label(lines[block[0]])):
            continue
        whole = spaced and len(block) <= 2 and (block[-1] > 0)
        for above in block[:2]:
            if len(lines[above]) <= 300 and (whole or _is_label(lines[above])):
                marks[above] = "image caption"
            else:
                break


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


def mark_biographies(
    lines: list[str], marks: Marks, *, authors: Collection[str], outlets: Collection[str]
) -> list[str]:
    """Mark the authors' biographies; return the names that they are about, in order."""
    filled = [at for at, line in enumerate(lines) if line]
    article = [at for at in filled if marks[at] is None]
    near_end = set(article[-max(4, len(article) // 6) :])
    near_start = set(article[:3])
    names = []
    for at in article:
        name = name_of_biography(
            lines[at],
            near_end=at in near_end,
            near_start=at in near_start,
            authors=authors,
            outlets=outlets,
        )
        if name or is_opinion_note(lines[at]):
            marks[at] = "author biography"
        if name:
            names.append(name)
    return names


def mark_signatures(lines: list[str], marks: Marks) -> None:
    """Mark lines such as "– Jane Doe" below a live blog's entry, but not below a quotation."""
    before = ""
    for at, line in enumerate(lines):
        if marks[at] is None and line:
            quoted = _QUOTE.match(before) and _QUOTE.search(before[-1:])
            if _NAME_ONLY.fullmatch(line) and not quoted:
                marks[at] = "credit line"
            before = line
