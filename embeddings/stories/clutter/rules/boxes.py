"""Newsletter and subscription boxes of several lines: what touches or fills them.

Promise: a sentence of the article stays, also between the lines of a box.
"""

import re
from collections.abc import Sequence

from embeddings.stories.clutter.rules.article_sentences import is_article_sentence
from embeddings.stories.clutter.rules.line_context import Marks

_BOX = {"newsletter box", "subscribe line", "image address", "site name"}
_PROMOTION = re.compile(
    r"(?:Get|Escape|Join|Enjoy|Try|Discover|Stay|Support|Don['’]t miss|Never miss|Explore|Unlock|"
    r"Cancel|Keep up|Be the first|Read|Save|Want|Delivered|No spam|Privacy|Unsubscribe|Our|"
    r"Please|Start (?:your|a))\b"
    r"(?=.*\b(?:free|facts|news|newsletters?|analysis|stories|offers|privacy|e-?mails?|delivered|"
    r"best of|subscri\w+|unlimited|access|trial|anytime|apps?|updates|trusted|journalism|inbox|"
    r"perspectives|headlines|fact-?check|policy|spam)\b)[^\"“”]{3,220}",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?i)\b(?:e-?mails?|newsletters?|letters?|inbox|briefing|digest)\b")
_LARGE_BOX, _APART, _MOST_BOXED = 3, 3, 220
_QUOTE = re.compile(r"[\"“”]")


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
            if (
                not lines[at].endswith(":")
                and _PROMOTION.fullmatch(lines[at])
                and not is_article_sentence(lines[at])
            ):
                marks[at] = "newsletter box"


def mark_inside_boxes(lines: Sequence[str], marks: Marks) -> None:
    """Mark what stands within a large box, and the line above one that speaks of letters.

    A box is large where three of its lines are known, with no paragraph of the article between.
    """
    filled = [at for at, line in enumerate(lines) if line]
    ranks = [rank for rank, at in enumerate(filled) if marks[at] in _BOX]
    for run in _group(ranks, [lines[at].startswith("- ") for at in filled]):
        if len(run) < _LARGE_BOX:
            continue
        for rank in range(max(1, run[0] - 2), run[-1] + 1):
            at = filled[rank]
            inside = rank > run[0] or _LETTERS.search(lines[at])
            if not marks[at] and inside and _may_be_boxed(lines[at]):
                marks[at] = "newsletter box"


def _group(ranks: Sequence[int], listed: Sequence[bool]) -> list[list[int]]:
    """Ranks of marked lines, those together with two other lines or a mere list between them."""
    groups: list[list[int]] = []
    for rank in ranks:
        last = groups[-1][-1] if groups else rank
        if groups and (rank - last <= _APART or all(listed[last + 1 : rank])):
            groups[-1].append(rank)
        else:
            groups.append([rank])
    return groups


def _may_be_boxed(line: str) -> bool:
    return len(line) <= _MOST_BOXED and not is_article_sentence(line) and not _QUOTE.search(line)
