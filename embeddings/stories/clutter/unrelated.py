"""Headlines between paragraphs that what follows does not tell of: links to other stories.

Promise: a heading stays where the paragraphs below it share its words, and so does a lone line
that does not look like a headline of its own.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from embeddings.sentences import split_sentences
from embeddings.stories.clutter.context import Marks
from embeddings.stories.clutter.link_shapes import is_link, is_prose, read_label
from embeddings.words import split_content_words

_TOLD, _UNTOLD, _LONE = 0.3, 0.2, 0.15
"""Which share of its words a heading has in common with the text below it; which a link at most,
beside others; which a link that stands alone."""
_BELOW = 3
_LEAST_WORDS = 6
_ANSWERS = re.compile(r"(?:It|Yes|No|He|She|They|You|We|That|This|Here|There|And|But|I)\b")
_CREDIT = re.compile(r"(?:[A-Z][\w.’'-]*|of|for|by|via|/) ?(?:[A-Z/][\w.’'&/-]* ?|of |for ){0,4}")
_TELLS = re.compile(
    r"\b(?:said|told|added|would|will|should|must)\b|: [\"“]|\bby [A-Z][\w.’'-]+ [A-Z][\w’'-]+$"
    r"|(?:^|[\s.!?\"”])[–—―−-]{1,2} ?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2}$"
)


def mark_unrelated(lines: Sequence[str], marks: Marks) -> None:
    """Mark headlines between paragraphs that belong to other stories.

    Of several in a row, the last may be the heading of what comes below.
    """
    filled = [at for at, line in enumerate(lines) if line and not marks[at]]
    labels = Counter(read_label(lines[at]) for at in filled)
    linked = "other headlines" in marks
    clutter = linked or "image caption" in marks
    for run, below in _find_rows(filled, lines):
        words = set(split_content_words(" ".join(below)))
        told = [_share(lines[at], words) for at in run]
        if len(run) > 1 and max(told) <= _UNTOLD:
            together = clutter and not any(_is_told(lines[at], labels) for at in run)
            found = dict.fromkeys(run, "other headlines") if together else {}
        elif len(run) > 1:
            most = told[-1] if told[-1] >= _TOLD else 0
            found = {
                at: _name_parts(lines[at], labels, linked=linked)
                for at, share in zip(run[:-1], told[:-1], strict=True)
                if share < most
            }
        else:
            found = {
                at: _name_parts(lines[at], labels, linked=linked) for at in run if told[0] <= _LONE
            }
        for at, reason in found.items():
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


def _share(line: str, words: set[str]) -> float:
    """Return the share of a line's content words that are among ``words``, 0 to 1."""
    own = set(split_content_words(line))
    return len(own & words) / max(len(own), 1)


def _is_told(line: str, labels: Counter[str]) -> bool:
    """Whether ``line`` may be the article's: a sentence, one of a list, too short for a link."""
    label = read_label(line)
    return (
        bool(_TELLS.search(line))
        or line[-1] == "?"
        or len(line.split()) < _LEAST_WORDS
        or (label != "" and labels[label] > 1)
    )


def _name_parts(line: str, labels: Counter[str], *, linked: bool) -> str | None:
    """Return what ``line`` is by its two parts: a label and a headline, a caption and its credit.

    A label stands once in a story, and a question at the end is a link's only where there are
    others (``linked``).
    """
    label = read_label(line)
    named = " " in label and labels[label] == 1
    if _TELLS.search(line) or (line[-1] == "?" and not (linked and named)):
        return None
    first, *rest = [line[one.start : one.end].strip() for one in split_sentences(line)]
    if len(rest) == 1 and _CREDIT.fullmatch(rest[0]) and " " in first:
        return "image caption"
    asked = bool(rest) and " " in first and first[-1] in "?!" and not _ANSWERS.match(rest[0])
    return "other headlines" if named or asked else None
