"""From a Markdown story to its fields and its readable text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from embeddings.errors import UnreadableSourceError
from embeddings.stories.markup import Block, join_blocks, read_blocks
from embeddings.stories.normalise import join_broken_words, unify_newlines
from embeddings.stories.publication_dates import read_date
from embeddings.stories.sources.field_names import list_candidates
from embeddings.stories.sources.headers import split_header
from embeddings.stories.sources.labels import read_labels
from embeddings.stories.sources.note_marks import clear_marks
from embeddings.stories.sources.prints import clear_reader_mode

_LINK = re.compile(r"\[[^\[\]]*\]\((?P<url>https?://[^\s()]+)\)")
_TITLE = re.compile(r"\s*title:", re.I)
_MAX_MARKS = 2_000
_MARKS = re.compile(r"[\[\]()*_~`<>]")
_HEADING_MARKS = ("h1", "h2")
_DAY_MARKS = ("h2", "h3", "h4")
_CLOCK = re.compile(
    r"(?P<clock>\d{1,2}[:.]\d\d ?[ap]\.?m\.?|\d{1,2}:\d\d)(?:\s*[-–—:|]\s|\s)\s*(?=\S)", re.I
)
"""Takes "9.55am – It is over" and "08:10 It is over", leaves "9.55 metres"."""
_LEAST_ENTRIES = 3


def read_markdown(source: str) -> tuple[Mapping[str, object], str, tuple[str, ...]]:
    """Return the header's fields, the body as paragraphs with an empty line between, and notices.

    Where the header gives no title, the first top heading is the title and leaves the body, and so
    does the outlet's name above it.

    :raises UnreadableSourceError: If the header nests too deep to be read.
    """
    header = split_header(unify_newlines(source))
    note = clear_marks(header.body)
    shown = clear_reader_mode(note.body.split("\n"))
    named, body = _split_labels("\n".join(shown.lines))
    # The header's own word counts more than a line in the text.
    fields = {**shown.fields, **named, **note.fields, **header.fields}
    title = _find_title(fields)
    blocks = list(_read_body(body))
    if [block.kind for block in blocks[:2]] == ["h1", "h2"] and _is_outlet(blocks[0].text, fields):
        del blocks[0]
    for at, block in enumerate(blocks):
        if block.kind == "h1" or (block.kind in _HEADING_MARKS and at == 0):
            if not title:
                title = fields["title"] = block.text
            if block.text.casefold() == title.casefold():
                del blocks[at]
            break
    return fields, join_blocks(_date_entries(blocks)), header.notices


def _date_entries(blocks: Sequence[Block]) -> Sequence[Block]:
    """Write the day of the heading above before the time that an entry of a live blog begins
    with, as pages have it; fewer than three entries are no live blog."""
    day, dated = None, list(blocks)
    for at, block in enumerate(blocks):
        clock = _CLOCK.match(block.text)
        if block.kind in _DAY_MARKS:
            day = read_date(block.text)
        elif day and clock:
            told = f"{day.day} {day:%B %Y}, {clock['clock']}: {block.text[clock.end() :]}"
            dated[at] = replace(block, text=told)
    found = sum(one is not block for one, block in zip(dated, blocks, strict=True))
    return dated if found >= _LEAST_ENTRIES else blocks


def _find_title(fields: Mapping[str, object]) -> str:
    """The header's own title: never the text of a list, which can be endless."""
    given = (value for _, value in list_candidates(fields, "title") if isinstance(value, str))
    return next(given, "").strip()


def _is_outlet(heading: str, fields: Mapping[str, object]) -> bool:
    """Whether a heading is the name that the header gives the outlet."""
    return any(value == heading for _, value in list_candidates(fields, "publisher"))


def _split_labels(body: str) -> tuple[dict[str, object], str]:
    """Return what labelled lines at the top or below the first heading say, and the other lines.

    A title is believed only in MultiMarkdown's way: labelled itself, at the top, with others.
    """
    lines = body.strip().split("\n")
    start = 1 if lines[0].startswith("# ") else 0
    while start < len(lines) and not lines[start].strip():
        start += 1
    head = read_labels(lines[start:]) if start < len(lines) else None
    if head is None or "text" in head.fields:
        return {}, body
    if "title" in head.fields and (start or not _TITLE.match(body) or len(head.fields) < 2):
        return {}, body
    fields = dict(head.fields)
    for value in head.fields.values():
        if link := _LINK.search(str(value)):
            fields.setdefault("url", link["url"])
    return fields, "\n".join([*lines[:start], "", *head.rest])


def _read_body(body: str) -> tuple[Block, ...]:
    """Markdown becomes HTML first, so that HTML within it is read in the same way."""
    body = "\n\n".join(map(_spare_marks, body.split("\n\n")))
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # What is indented in a story is prose or a page's HTML; programs stand in fences.
    markdown.disable("code")
    markdown.core.ruler.after("block", "broken_words", _join_broken_words)
    try:
        return read_blocks(markdown.render(body))
    except RecursionError as error:
        raise UnreadableSourceError("broken Markdown: it nests too deep") from error


def _join_broken_words(state: StateCore) -> None:
    """A paragraph's line breaks are blanks in Markdown: those within a word are nothing."""
    for token in state.tokens:
        if token.type == "inline":
            token.content = join_broken_words(token.content)


def _spare_marks(paragraph: str) -> str:
    """A paragraph without its marks where it has so many that to pair them would take minutes."""
    if len(paragraph) > _MAX_MARKS and len(_MARKS.findall(paragraph)) > _MAX_MARKS:
        return _MARKS.sub(" ", paragraph)
    return paragraph
