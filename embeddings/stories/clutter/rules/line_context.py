"""Clutter that a line's neighbours give away: boxes, captions, signatures, biographies.

Every function takes the lines and the marks set so far, and adds marks.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from embeddings.lexicon import MONTHS_SHORT, TITLES_SHORT, join_pattern
from embeddings.stories.clutter.rules.biographies import (
    describes_a_stranger,
    is_desk_note,
    is_opinion_note,
    name_of_biography,
)
from embeddings.stories.clutter.rules.credit_names import NAME, NAMES
from embeddings.stories.clutter.rules.link_shapes import is_label

Marks = list[str | None]

_SIGNED = rf"{NAMES}(?: \([^()]{{3,60}}\)| of [A-Z][\w ]{{2,30}})?(?:, [^.\"“”;]{{2,50}})?"
_NAME_ONLY = re.compile(rf"[–—−-]{{1,2}}\s?(?:{NAME},(?=\w))?{_SIGNED}(?:(?:;| and) {_SIGNED})*")
_DASHED = re.compile(r"[–—−-]{1,2}\s?\w")
_CAPTIONED = re.compile(
    r"[A-Z][^.!?]{25,250}(?:[a-z]{3}|[A-Z]{3}|\d{4}|[)’”\"])\.[”\"]? "
    r"(?P<name>(?!(?:Read|See|Learn|Sign|Watch|View|Click|Subscribe|More|Get|Listen|Follow|Shop"
    r"|Buy)\b)"
    # "It's Punjabi" names nobody.
    r"(?!\w+['’]s )[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){1,3}|[A-Z][a-z]+[A-Z]\w+)"
)
_CREDITED = re.compile(
    r"[A-Z].{40,400}[\w)”\"][.!?][”\"]? (?P<name>[A-Z][\w'’&-]+(?: (?:of|for|[A-Z][\w'’&-]*)){1,5})"
)
_TITLED = re.compile(
    rf"(?:{join_pattern((*TITLES_SHORT, *MONTHS_SHORT))}|Blvd|Ave|Dept)\."
    r" \S+(?: \S+){1,2}$"
)
_SECTION = re.compile(
    r"(?P<outlet>.{2,30}) (?:Arts|Business|Entertainment|Graphics?|Health|Money|News|Opinion"
    r"|Politics|Science|Sports?|Style|Tech|Travel|Video|Weather|World|Daily|Weekly|Newsletters?)"
)
_QUOTE = re.compile(r"[\"“”]")
_LEAST_COPY, _SLIDES = 60, 5


def mark_site_names(lines: list[str], marks: Marks, outlets: Collection[str]) -> None:
    """Mark lines that hold nothing but the name of the outlet, or of one of its sections."""
    names = {_plain(outlet) for outlet in outlets} - {""}
    for at, line in enumerate(lines):
        if marks[at] or len(line) > 40:
            continue
        section = _SECTION.fullmatch(line)
        if _plain(line) in names or (section and _plain(section["outlet"]) in names):
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
        if not block or (len(block) > 2 and not is_label(lines[block[0]])):
            continue
        whole = spaced and len(block) <= 2 and (block[-1] > 0)
        for above in block[:2]:
            if len(lines[above]) <= 300 and (whole or is_label(lines[above])):
                marks[above] = "image caption"
            else:
                break


def mark_signed_captions(lines: Sequence[str], marks: Marks, *, authors: Collection[str]) -> None:
    """Mark sentences that a photographer's name ends, inside an article of unsigned paragraphs.

    A name that ends several paragraphs, or one near the end, signs the article instead.
    """
    article = [at for at, line in enumerate(lines) if line and not marks[at]]
    pictured = "image caption" in marks
    found = {
        at: match["name"]
        for at in article[:-3]
        if lines[at][-1].isalnum()
        and (
            match := _CAPTIONED.fullmatch(lines[at])
            or (_CREDITED.fullmatch(lines[at]) if pictured else None)
        )
        and not _TITLED.search(lines[at])
    }
    counts = Counter(found.values())
    most = 2 if pictured else 1
    for at, name in found.items():
        if counts[name] <= most and name not in authors:
            marks[at] = "image caption"


def mark_copies(lines: Sequence[str], marks: Marks) -> None:
    """Mark a paragraph that stands right below its copy: both, where a slide show does so often."""
    filled = [at for at, line in enumerate(lines) if line and not marks[at]]
    copies = [
        (first, second)
        for first, second in pairwise(filled)
        if lines[first] == lines[second] and len(lines[first]) >= _LEAST_COPY
    ]
    slides = len(copies) >= _SLIDES
    for first, second in copies:
        marks[second] = "photo gallery" if slides else "repeated paragraph"
        if slides:
            marks[first] = "photo gallery"


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
        alone = at == article[-1] and describes_a_stranger(
            lines[at], " ".join(lines[other] for other in article[:-1])
        )
        name = alone or name_of_biography(
            lines[at],
            near_end=at in near_end,
            near_start=at in near_start,
            authors=authors,
            outlets=outlets,
        )
        desk = at in near_end and is_desk_note(lines[at])
        if name or desk or is_opinion_note(lines[at]):
            marks[at] = "author biography"
        if desk:
            _mark_name_above(at, lines, marks)
        if name:
            names.append(name)
    return names


def _mark_name_above(at: int, lines: Sequence[str], marks: Marks) -> None:
    """Mark the line above a note that holds nothing but the name with which the note begins."""
    above = next((other for other in range(at - 1, -1, -1) if lines[other]), at)
    if above != at and len(lines[above]) < 60 and lines[at].startswith(f"{lines[above]} "):
        marks[above] = "signature"


def mark_signatures(lines: Sequence[str], marks: Marks) -> None:
    """Mark lines such as "– Jane Doe" below a live blog's entry, but not below a quotation.

    Where most of the names sign entries, those below a quotation sign too: an entry may end in one.
    A name beside another line with a dash is an item of a list, and signs nothing.
    """
    quoted: dict[int, bool] = {}
    article = [at for at, line in enumerate(lines) if line and marks[at] is None]
    for place, at in enumerate(article):
        before = lines[article[place - 1]] if place else ""
        beside = [before, *(lines[other] for other in article[place + 1 : place + 2])]
        if _NAME_ONLY.fullmatch(lines[at]) and not any(map(_DASHED.match, beside)):
            quoted[at] = bool(_QUOTE.match(before) and _QUOTE.search(before[-1:]))
    blog = len(quoted) > 1 and 2 * sum(quoted.values()) <= len(quoted)
    for at, below_quote in quoted.items():
        if blog or not below_quote:
            marks[at] = "credit line"
