"""From a saved web page to its article: text, headline, names, day and address.

Promise: the page is only read; nothing is fetched and no script runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lxml import etree
from lxml.html import HtmlElement, document_fromstring
from trafilatura import load_html

from embeddings.stories.metadata import read_names
from embeddings.stories.pages.article_blocks import choose_blocks
from embeddings.stories.pages.block_features import Told, is_prose
from embeddings.stories.pages.blocks import Block, find_blocks
from embeddings.stories.pages.live_entries import find_entry_times, is_clock
from embeddings.stories.pages.page_facts import (
    PageFacts,
    find_signed,
    gather_facts,
    is_beside,
    is_day,
    read_byline,
    split_line,
)
from embeddings.stories.pages.page_head import PageHead
from embeddings.stories.pages.page_votes import Votes, join_letters, take_votes
from embeddings.stories.pages.structured import (
    OwnSigns,
    StructuredArticle,
    read_structured,
    trim_address,
)
from embeddings.stories.refusals import find_refusal

_MIN_BODY = 400
_COVERED, _TRUSTED = 0.6, 0.8
_MAX_OPEN_TAGS = 1_000
_MOST_BYLINE = 120
_MOST_BETWEEN = 8


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a saved web page says."""

    text: str
    title: str
    publisher: str | None
    authors: tuple[str, ...]
    published: date | None
    url: str | None
    left_out: tuple[tuple[str, str], ...] = ()
    """What stands in one element with the article and is not in ``text``, each with the block of
    it that follows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page taken apart: its blocks, what extractions keep of it, and what it tells of itself."""

    blocks: tuple[Block, ...]
    votes: Votes
    told: Told
    structured: StructuredArticle
    facts: PageFacts
    plain: str
    """The text as one extraction alone gives it."""


def read_web_page(data: bytes) -> WebPage | None:
    """Return the article in the page ``data``, or ``None`` when there is none."""
    reading = read_page(data)
    if reading is None:
        return None
    facts = reading.facts
    chosen = choose_blocks(reading.blocks, reading.votes, reading.told)
    whole = "\n".join(block.text for block in reading.blocks)
    if find_refusal(facts.title, whole):
        return _make_page(whole, facts, (), None)
    lead, article = _split_lead(chosen, facts)
    names, day = read_byline(lead.text) if lead else ((), None)
    if not names and facts.names_nobody(facts.authors):
        names, article = _find_signed(reading.blocks, article, facts)
    text = write_blocks(article, reading) or _take_plain(reading)
    page = _make_page(text, facts, names, day) if text else None
    return page and replace(page, left_out=_list_left_out(reading, chosen))


def read_page(data: bytes) -> Reading | None:
    """Return the page ``data`` taken apart, or ``None`` where there is nothing in it."""
    tree = _load(data)
    if tree is None:
        return None
    head = PageHead(tree, data)
    own = OwnSigns(
        frozenset({trim_address(head.url)} if head.url else ()),
        (*(text for tag, text in head.headings if tag == "h1"), head.page_title),
    )
    scripts = _find_scripts(tree)
    structured = read_structured([node.text or "" for node in scripts], own)
    blocks = find_blocks(tree)
    for script in scripts:
        # trafilatura takes names and days of any story, and looks for the end of each open tag in
        # all that follows it.
        open_tags = (script.text or "").rpartition(">")[2].count("<")
        if structured.others or open_tags > _MAX_OPEN_TAGS:
            script.text = ""
    votes, known = take_votes(tree, own_copy=structured.body)
    plain = str(known.get("text") or "")
    article = choose_blocks(blocks, votes, Told("", head.description))
    lines = [block.text for block in _find_top(blocks, article)[:3]]
    facts = gather_facts(head, structured, known, lines)
    told = Told(facts.title, head.description)
    return Reading(blocks, votes, told, structured, facts, plain)


def _find_top(blocks: Sequence[Block], article: Sequence[Block]) -> Sequence[Block]:
    """The article from its headline on, which stands above by-line and day, if those are shown."""
    start = at = blocks.index(article[0]) if article else 0
    while at and _signs(blocks[at - 1].text):
        at -= 1
    signed = at < start or (start and _signs(blocks[start].text))
    return (*blocks[:at][-1:], *article) if signed else article


def _signs(line: str) -> bool:
    return len(line) <= _MOST_BYLINE and (is_day(line) or bool(read_byline(line)[0]))


def _list_left_out(reading: Reading, chosen: Sequence[Block]) -> tuple[tuple[str, str], ...]:
    """What is seen among the article's paragraphs without being chosen, and what follows it."""
    rooms = {room for block in chosen if is_prose(block) for room in block.rooms[1:2]}
    texts = {reading.facts.title, *(block.text for block in chosen)}
    found: list[tuple[str, str]] = []
    following = ""
    for block in reversed(reading.blocks):
        if block.text in texts:
            following = block.text
        elif not block.hidden and not rooms.isdisjoint(block.rooms[1:4]):
            found.append((block.text, following))
    return tuple(reversed(found))


def _take_plain(reading: Reading) -> str:
    """The text of one extraction, where the evidence for each block by itself was too weak."""
    lines = [line for line in reading.plain.split("\n") if line.strip()]
    title = join_letters(reading.facts.title)
    return "\n\n".join(line for line in lines if join_letters(line) != title)


def _load(data: bytes) -> HtmlElement | None:
    """The page's tree; trafilatura takes a page of one element for no page, lxml does not."""
    tree = load_html(data)
    if tree is None and b"<" in data:
        try:
            tree = document_fromstring(data)
        except (etree.ParserError, ValueError):
            return None
    return tree


def write_blocks(chosen: Sequence[Block], reading: Reading) -> str:
    """Return the article's text: chosen blocks as paragraphs, or the page's own copy in its data.

    The copy counts where the page shows clearly less of it.
    """
    body = reading.structured.body
    size = sum(len(block.text) for block in chosen)
    if len(body) >= _MIN_BODY and size < _COVERED * len(body):
        return "\n\n".join(line.strip() for line in body.split("\n") if line.strip())
    chosen = _trim_by_copy(chosen, reading)
    times = find_entry_times(reading.blocks, chosen)
    chosen = [block for block in chosen if not (times and is_clock(block))]
    parts: list[str] = []
    before: Block | None = None
    for block in chosen:
        if before is not None:
            parts.append(_join(before, block))
        stamp = f"{times[block]}: " if block in times else ""
        parts.append(("- " if block.tag == "li" else "") + stamp + block.text)
        before = block
    return "".join(parts)


def _trim_by_copy(chosen: Sequence[Block], reading: Reading) -> Sequence[Block]:
    """Leave out what follows the last block that the page's own full copy of its article holds."""
    letters = [join_letters(block.text) for block in chosen]
    inside = [reading.votes.keep("data", one) for one in letters]
    covered = sum(len(one) for one, known in zip(letters, inside, strict=True) if known)
    if len(reading.structured.body) < _MIN_BODY or covered < _TRUSTED * sum(map(len, letters)):
        return chosen
    return chosen[: len(inside) - inside[::-1].index(True)]


def _join(above: Block, below: Block) -> str:
    """What divides two blocks: lines of one paragraph or list are close, a term leads its text."""
    together = above.rooms[1:2] == below.rooms[1:2]
    if together and (above.tag, below.tag) == ("dt", "dd"):
        return " " if above.text[-1] in ":?.!" else ": "
    lines = together and {above.tag, below.tag} in ({"li"}, {"dd"}, {"dt", "dd"})
    return "\n" if lines or (below.goes_on and above.rooms == below.rooms) else "\n\n"


def _find_scripts(tree: HtmlElement) -> list[HtmlElement]:
    return [node for node in tree.iter("script") if "ld+json" in (node.get("type") or "").lower()]


def _split_lead(chosen: Sequence[Block], facts: PageFacts) -> tuple[Block | None, list[Block]]:
    """Take the headline and the by-line off the article's first blocks; return the by-line."""
    kept = list(chosen)
    if kept and join_letters(kept[0].text) == join_letters(facts.title):
        del kept[0]
    for at, block in enumerate(kept[:2]):
        short = len(block.text) <= _MOST_BYLINE and block.text[-1] not in '.!?”"'
        if short and read_byline(block.text) != ((), None):
            return kept.pop(at), kept
    return None, kept


def _find_signed(
    blocks: Sequence[Block], article: list[Block], facts: PageFacts
) -> tuple[tuple[str, ...], list[Block]]:
    """Read the by-line between the headline and the first paragraph, also where it is left out.

    Names alone are one where the day, or the time to read, stands below or beside them.
    """
    first = next(filter(is_prose, article), None)
    end = blocks.index(first) if first else 0
    title = join_letters(facts.title)
    start = next((at for at in range(end) if join_letters(blocks[at].text) == title), None)
    if start is None:
        return (), article
    between = [one for one in blocks[start + 1 : end] if len(one.text) <= _MOST_BYLINE]
    for block in between[:_MOST_BETWEEN]:
        names, _ = read_byline(block.text)
        if names:
            return names, [one for one in article if one is not block]
    dated = any(is_beside(part) for one in between for part in split_line(one.text))
    for block in between:
        signed = find_signed(block.text) if dated else ""
        rest = [one for one in article if one is not block]
        # What the text tells of is a place or a person of the story.
        if signed and not any(signed.split()[-1] in one.text for one in rest):
            return read_names(signed), rest
    return (), article


def _make_page(text: str, facts: PageFacts, names: tuple[str, ...], day: date | None) -> WebPage:
    given = (facts.authors, names)
    return WebPage(
        text=text,
        title=facts.title,
        publisher=facts.publisher or None,
        authors=next((one for one in given if not facts.names_nobody(one)), facts.authors or names),
        published=facts.published or day,
        url=facts.url,
    )
