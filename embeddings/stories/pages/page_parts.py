"""Small parts of a page that their own names, or their make-up, set apart from the article.

Promise: what wraps the whole article is never such a part, whatever it is called.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from embeddings.stories.pages.blocks import Block

_MAX_PART = 1_000
_PARTS = (
    # The class names that the networks' own embedding code gives a quoted post.
    (
        "embedded post",
        re.compile(
            r"^blockquote .*\b(?:twitter|instagram|tiktok|bluesky|mastodon|fb|reddit|text-post)-"
        ),
    ),
    ("author biography", re.compile(r"author.{0,5}bio|\bbio.{0,3}author|about.{0,3}author")),
    (
        "newsletter box",
        re.compile(r"newsletter|(?:^|[-_ ])(?:subscribe|sign-?up)(?:[-_ ]|$)|whats-?app-|\bdonat"),
    ),
    (
        "other headlines",
        re.compile(
            r"(?:^|[-_ ])(?:related|recommended|popular|trending|most-read|read-?more|read-next"
            r"|more-(?:on|from|stories))(?:[-_ ]|$)|relatedarticle"
            r"|related-?(?:links|stories|content)"
        ),
    ),
    ("affiliate notice", re.compile(r"disclaimer|disclosure|affiliate")),
    ("comments", re.compile(r"(?:^|[-_ ])comments?(?:[-_ ]|$)|disqus")),
)
_CELLS = {"td", "div", "nav", "center", "header"}
_BETWEEN_LINKS = re.compile(r"\s[|·•]\s")
_HEADLINE_END = re.compile(r"[^.!:;,…]['\"”’)]?$")


def name_parts(blocks: Sequence[Block]) -> tuple[str | None, ...]:
    """Return for each block the reason why a part around it is not the article, or ``None``."""
    sizes: dict[int, int] = defaultdict(int)
    for block in blocks:
        for room in block.rooms:
            sizes[room] += len(block.text)
    return tuple(_name_part(block, sizes) for block in blocks)


def _name_part(block: Block, sizes: dict[int, int]) -> str | None:
    if block.tag == "figcaption":
        return "image caption"
    if block.tag == "p" and _is_lone_link(block):
        return "other headlines"
    links = _BETWEEN_LINKS.split(block.text)
    if (
        block.tag in _CELLS
        and block.linked >= 0.8 * sum(map(len, links))
        and all(len(link.split()) <= 3 for link in links)
    ):
        return "menu"
    for room, names in zip(block.rooms, block.path, strict=True):
        if sizes[room] > _MAX_PART:
            return None
        if names.startswith(("body", "html", "article")):
            continue
        for reason, pattern in _PARTS:
            if pattern.search(names):
                return reason
    return None


def _is_lone_link(block: Block) -> bool:
    """Whether a paragraph is one link and no sentence: it leads to another story."""
    return (
        block.linked >= 0.95 * len(block.text)
        and len(block.text.split()) >= 4
        and _HEADLINE_END.search(block.text) is not None
    )
