"""What speaks for and against a block being the article's: named features, numbers from 0 to 1.

Promise: no feature names an outlet; each is of a kind that every site shares.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from embeddings.stories.pages.blocks import Block
from embeddings.stories.pages.page_parts import name_parts
from embeddings.stories.pages.page_votes import Votes, join_letters, list_votes

_TAGS = {
    *("p", "li", "h1", "h2", "h3", "h4", "blockquote", "td", "div", "figcaption", "section"),
    *("tr", "dd", "span", "article", "header", "ul"),
}
_ROOMS = {
    *("article", "main", "aside", "nav", "footer", "header", "figure", "figcaption", "form"),
    *("table", "blockquote", "ul", "section"),
}
_ARTICLE_NAME = re.compile(
    r"article-?_?(?:body|text|content|copy|paragraph|main)|story-?_?(?:body|text|content|copy)"
    r"|(?:post|entry|body|page|news|main|rich|single)-?_?(?:content|text|copy|body)|articlebody"
    r"|\bcontent\b|wysiwyg|richtext|paragraph"
)
_FURNITURE = {
    "comments": r"comment|disqus|respond",
    "other stories": r"related|recommend|promo|popular|trending|most-?_?read|read-?_?(?:more|next)"
    r"|more-?_?(?:on|from|stories|news)|teaser|recirc|carousel|latest|outbrain|taboola|see-?also"
    r"|card\b|cards\b|list-?item|headline-?list|rail",
    "sharing": r"share|sharing|social|follow|twitter|facebook|whatsapp",
    "letter": r"newsletter|subscri|sign-?up|membership|donat|register|promo-?box|cta",
    "byline": r"byline|by-line|author|contributor|dateline|timestamp|pub-?date|published"
    r"|meta\b|credit"
    r"|bio\b",
    "picture": r"caption|image|photo|gallery|media|video|picture|player|embed|figure",
    "advertisement": r"\bad\b|\bads\b|advert|sponsor|\bad-|-ad\b|banner|dfp|affiliate"
    r"|commercial",
    "site": r"footer|header|nav|menu|breadcrumb|sidebar|side-?bar|toolbar|masthead|logo|skip"
    r"|legal|copyright|disclaimer|cookie|consent|modal|popup|overlay|login|search|banner",
    "tags": r"\btags?\b|topics?\b|categor|keyword|section-?(?:name|label)|kicker|label",
    "summary": r"summary|standfirst|subtitle|sub-?head|dek\b|deck|lede|lead\b|intro|excerpt"
    r"|abstract|highlights|key-?points|bullets",
}
_FURNITURE_NAMES = {name: re.compile(pattern) for name, pattern in _FURNITURE.items()}
_TO_READER = re.compile(
    r"\b(?:newsletters?|inbox|sign(?:ed)? up|subscri\w+|log in|register|cookies?|click here"
    r"|download|follow us|our (?:app|website|site)|read more|whatsapp|commission|get in touch"
    r"|privacy|terms of|all rights reserved|copyright|browser|advertis\w+|your e-?mail)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…][\"”’'»)\]]*$")
_NEAR = 3
_LENGTHS = (15, 40, 80, 160)
_LEAST_PROSE = 60
_NEARNESS = (1.0, 0.5, 0.3)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Told:
    """What the page tells of its article besides its text."""

    title: str = ""
    description: str = ""


def list_features(
    blocks: Sequence[Block], votes: Votes, told: Told
) -> tuple[Mapping[str, float], ...]:
    """Return the features of each block, in order."""
    letters = [join_letters(block.text) for block in blocks]
    kept = {name: list_votes(votes, letters, name) for name in votes.letters}
    around = _measure_around(blocks, letters, kept["balanced"])
    parts = name_parts(blocks)
    seen = Counter(letters)
    has_data = len(votes.letters["data"]) > 400
    rows = []
    for at, block in enumerate(blocks):
        row = {f"kept {name}": float(kept[name][at]) for name in kept}
        row["in no data"] = float(has_data and not kept["data"][at])
        row["kept by all"] = float(all(kept[name][at] for name in ("balanced", "precise", "ample")))
        row.update(_look_at(block))
        row.update({name: values[at] for name, values in around.items()})
        if parts[at]:
            row["part"] = 1.0
            row[f"part {parts[at]}"] = 1.0
        row["repeated"] = float(seen[letters[at]] > 1)
        row["title"] = float(bool(letters[at]) and letters[at] == join_letters(told.title))
        row["description"] = float(
            len(letters[at]) > 30 and letters[at] in join_letters(told.description)
        )
        rows.append(row)
    return tuple(rows)


def _look_at(block: Block) -> dict[str, float]:
    """Features of a block by itself."""
    text = block.text
    near, far = " ".join(block.path[:_NEAR]), " ".join(block.path[_NEAR:])
    tags = {name.partition(" ")[0] for name in block.path}
    row = {
        "ends": float(_END.search(text) is not None),
        "linked": block.linked / len(text),
        "all linked": float(block.linked >= 0.9 * len(text)),
        "hidden": float(block.hidden),
        "capital": float(text[:1].isupper()),
        "all capitals": float(text.isupper()),
        "a by-line": float(text.lower().startswith("by ") and len(text) < 80),
        "©": float("©" in text),
        "time": float(bool(block.stamp)),
        "to the reader": float(_TO_READER.search(text) is not None),
        "quote": float(text[:1] in "\"“‘'"),
        f"tag {block.tag if block.tag in _TAGS else 'other'}": 1.0,
        "named article near": float(_ARTICLE_NAME.search(near) is not None),
        "named article far": float(_ARTICLE_NAME.search(far) is not None),
    }
    for most in _LENGTHS:
        row[f"over {most}"] = float(len(text) > most)
    row.update({f"in {room}": 1.0 for room in _ROOMS & tags})
    for name, pattern in _FURNITURE_NAMES.items():
        row[f"{name} near"] = float(pattern.search(near) is not None)
        row[f"{name} far"] = float(pattern.search(far) is not None)
    return row


def _measure_around(
    blocks: Sequence[Block], letters: Sequence[str], kept: Sequence[bool]
) -> dict[str, list[float]]:
    """Features that a block shares with those beside it, around it and named like it."""
    sizes = [len(text) for text in letters]
    signatures = [name_signature(block) for block in blocks]
    alike: Counter[str] = Counter()
    alike_kept: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    beside_kept: Counter[str] = Counter()
    for block, name, size, vote in zip(blocks, signatures, sizes, kept, strict=True):
        room = " ".join(block.path[1:3])
        alike[name] += size
        beside[room] += size
        alike_kept[name] += size * vote
        beside_kept[room] += size * vote
    prose = _measure_prose(blocks)
    most_prose = max(prose.values(), default=0) or 1
    best = max(prose, key=lambda room: (prose[room], -room), default=-1)
    alike_prose: dict[str, int] = defaultdict(int)
    for block, name in zip(blocks, signatures, strict=True):
        if is_prose(block):
            alike_prose[name] += len(block.text)
    most_alike = max(alike_prose.values(), default=0) or 1
    total = max(1, sum(size for size, vote in zip(sizes, kept, strict=True) if vote))
    voted = [at for at, vote in enumerate(kept) if vote and sizes[at] > 60]
    first, last = (voted[0], voted[-1]) if voted else (0, len(blocks))
    found: dict[str, list[float]] = defaultdict(list)
    for at, block in enumerate(blocks):
        name, room = signatures[at], " ".join(block.path[1:3])
        found["alike kept"].append(alike_kept[name] / max(1, alike[name]))
        found["alike share"].append(alike_kept[name] / total)
        found["room kept"].append(beside_kept[room] / max(1, beside[room]))
        found["room share"].append(beside_kept[room] / total)
        found["prose around"].append(
            max((prose.get(one, 0) for one in block.rooms[1:4]), default=0) / most_prose
        )
        found["in best room"].append(float(best in block.rooms))
        found["near best room"].append(float(best in block.rooms[1:4]))
        found["alike prose"].append(alike_prose[name] / most_alike)
        found["above kept"].append(float(at > 0 and kept[at - 1]))
        found["below kept"].append(float(at + 1 < len(kept) and kept[at + 1]))
        near = [*range(max(0, at - 4), at), *range(at + 1, min(len(kept), at + 5))]
        found["near kept"].append(
            sum(kept[other] * sizes[other] for other in near)
            / max(1, sum(sizes[other] for other in near))
        )
        found["before first"].append(float(at < first))
        found["after last"].append(float(at > last))
        found["within"].append(float(first <= at <= last))
    return found


def is_prose(block: Block) -> bool:
    """Whether a block is a paragraph of sentences, most of them no links."""
    return (
        len(block.text) >= _LEAST_PROSE
        and block.linked <= 0.4 * len(block.text)
        and _END.search(block.text) is not None
        and not block.hidden
    )


def _measure_prose(blocks: Sequence[Block]) -> dict[int, float]:
    """How much prose stands in each element: what is nearer counts more, as in Readability."""
    found: dict[int, float] = defaultdict(float)
    for block in blocks:
        if is_prose(block):
            size = min(len(block.text), 800)
            for share, room in zip(_NEARNESS, block.rooms[1:], strict=False):
                found[room] += share * size
    return found


def name_signature(block: Block) -> str:
    """What blocks of one kind on one page share: the names right around them, without numbers."""
    return _DIGITS.sub("0", "/".join(block.path[:3]))
