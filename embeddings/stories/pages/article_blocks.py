"""Which blocks of a page are its article: a logistic regression over named features, in two steps.

Promise: the weights are those that ``training/fit_pages.py`` wrote. The first step looks at each
block; the second at what the first made of those beside it and of its own kind.
"""

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import groupby

from embeddings.stories.pages.block_features import (
    Told,
    is_prose,
    list_features,
    name_signature,
)
from embeddings.stories.pages.blocks import Block
from embeddings.stories.pages.page_parts import name_parts
from embeddings.stories.pages.page_votes import Votes, join_letters

WEIGHTS_FILE = "block_weights.json"
_THRESHOLD = 0.37
_LEAST_HOPE, _LEAST_HEADING, _LEAST_BESIDE = 0.12, 0.05, 0.2
_SURE = 0.7
_BESIDE = 3
_HEADINGS = {"h2", "h3", "h4"}
_LISTED = {"li", "tr", "dt", "dd"}
_NOT_LISTED = ("comments", "other stories", "sharing", "letter", "byline", "advertisement", "tags")
"""Features: a list that is named so does not belong to an article for standing beside it."""
_STANDFIRST = range(40, 601)
_LEAST_COPY = 40
_MOST_MENU = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each feature, and the bias."""

    features: Mapping[str, float]
    bias: float

    def score(self, features: Mapping[str, float]) -> float:
        """Return the probability (0 to 1) that a block with these features is the article's."""
        total = self.bias + sum(
            self.features.get(name, 0.0) * value for name, value in features.items()
        )
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


@lru_cache(maxsize=1)
def load_weights() -> tuple[Weights, Weights]:
    """Return the weights of the first and of the second step."""
    text = files("embeddings.stories.pages").joinpath(WEIGHTS_FILE).read_text(encoding="utf-8")
    first, second = (json.loads(text)[step] for step in ("first", "second"))
    return Weights(first["features"], first["bias"]), Weights(second["features"], second["bias"])


def choose_blocks(blocks: Sequence[Block], votes: Votes, told: Told) -> tuple[Block, ...]:
    """Return the blocks of the article, in order; a second copy of a long one is left out."""
    features = list_features(blocks, votes, told)
    first, second = load_weights()
    early = [first.score(row) for row in features]
    scores = [
        second.score({**row, **beside})
        for row, beside in zip(features, look_beside(blocks, early), strict=True)
    ]
    return choose_by_scores(blocks, scores, features)


def choose_by_scores(
    blocks: Sequence[Block], scores: Sequence[float], features: Sequence[Mapping[str, float]]
) -> tuple[Block, ...]:
    """Return the blocks that the ``scores`` of the second step make the article."""
    parts = name_parts(blocks)
    scores = [0.0 if part else score for score, part in zip(scores, parts, strict=True)]
    threshold = min(_THRESHOLD, max(_LEAST_HOPE, 0.9 * max(scores, default=0.0)))
    chosen = [score > threshold for score in scores]
    _drop_menu(blocks, features, chosen)
    free = [
        0.0 if block.tag != "tr" and any(row.get(f"{name} near") for name in _NOT_LISTED) else score
        for block, row, score in zip(blocks, features, scores, strict=True)
    ]
    _keep_listed(blocks, free, chosen)
    _keep_headings(blocks, scores, chosen)
    _keep_standfirst(blocks, features, chosen)
    seen: set[str] = set()
    kept = []
    for block, take, row in zip(blocks, chosen, features, strict=True):
        letters = join_letters(block.text)
        if not take or row["title"] or (len(letters) > _LEAST_COPY and letters in seen):
            continue
        seen.add(letters)
        kept.append(block)
    return tuple(kept)


def look_beside(blocks: Sequence[Block], scores: Sequence[float]) -> list[dict[str, float]]:
    """Return what the first step's ``scores`` say around each block: the second step's features."""
    sizes = [len(block.text) for block in blocks]
    signatures = [name_signature(block) for block in blocks]
    alike: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    room: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for block, name, size, score in zip(blocks, signatures, sizes, scores, strict=True):
        for held in (alike[name], room[_around(block)]):
            held[0] += size * score
            held[1] += size
    sure = [at for at, score in enumerate(scores) if score > _SURE and sizes[at] > 60]
    first, last = (sure[0], sure[-1]) if sure else (0, len(blocks))
    rows = []
    for at, block in enumerate(blocks):
        near = [
            *range(max(0, at - _BESIDE), at),
            *range(at + 1, min(len(blocks), at + _BESIDE + 1)),
        ]
        rows.append(
            {
                "early": 2 * scores[at],
                "early alike": 2 * alike[signatures[at]][0] / alike[signatures[at]][1],
                "early room": 2 * room[_around(block)][0] / room[_around(block)][1],
                "early near": 2
                * sum(scores[other] * sizes[other] for other in near)
                / max(1, sum(sizes[other] for other in near)),
                "early above": 2 * scores[at - 1] if at else 0.0,
                "early below": 2 * scores[at + 1] if at + 1 < len(blocks) else 0.0,
                "early before first": float(at < first),
                "early after last": float(at > last),
            }
        )
    return rows


def _around(block: Block) -> int:
    return block.rooms[1] if len(block.rooms) > 1 else -1


def _keep_headings(blocks: Sequence[Block], scores: Sequence[float], chosen: list[bool]) -> None:
    """A heading belongs to the paragraph right below it, where both stand in one element."""
    for at in range(len(blocks) - 2, -1, -1):
        block, below = blocks[at], blocks[at + 1]
        if (
            block.tag in _HEADINGS
            and scores[at] > _LEAST_HEADING
            and chosen[at + 1]
            and (is_prose(below) or below.tag in _LISTED)
            and _around(block) in below.rooms[1 : 3 if below.tag in _LISTED else 2]
        ):
            chosen[at] = True


def _keep_listed(blocks: Sequence[Block], scores: Sequence[float], chosen: list[bool]) -> None:
    """A list or a table belongs to the article that announces it or goes on below it, where they
    stand in one element; so does a list or a paragraph below it that may well be its own.

    What has no score stands apart, and belongs to the article only where that announces it.
    """
    ends: dict[int, tuple[int, int]] = {}
    for at, (block, take) in enumerate(zip(blocks, chosen, strict=True)):
        if take and (_around(block) in ends or is_prose(block)):
            ends[_around(block)] = ends.get(_around(block), (at, at))[0], at
    for _, run in groupby(range(len(blocks)), lambda at: -1 if blocks[at].tag in _LISTED else at):
        rows = list(run)
        block, beside = blocks[rows[0]], max(0, rows[0] - 1)
        listed = block.tag in _LISTED
        rooms = block.rooms[1:4] if listed else block.rooms[1:2]
        held = [ends[room] for room in rooms if room in ends and all(scores[at] for at in rows)]
        below = [last for first, last in held if first < rows[0]]
        own = bool(below) and sum(scores[at] for at in rows) > _LEAST_BESIDE * len(rows)
        if listed:
            announced = chosen[beside] and blocks[beside].text.endswith(":")
            own |= announced and _around(blocks[beside]) in rooms
            own |= any(last > rows[-1] for last in below)
        if own and (listed or block.tag == "p") and _is_plain(blocks, rows):
            for at in rows:
                chosen[at] = True


def _is_plain(blocks: Sequence[Block], rows: Sequence[int]) -> bool:
    """Whether rows are seen, and most of them no links."""
    linked = sum(blocks[at].linked for at in rows)
    hidden = any(blocks[at].hidden for at in rows)
    return not hidden and 2 * linked <= sum(len(blocks[at].text) for at in rows)


def _drop_menu(
    blocks: Sequence[Block], features: Sequence[Mapping[str, float]], chosen: list[bool]
) -> None:
    """A cell of a few words above the headline is of a menu, as those of old pages are."""
    titles = (at for at, row in enumerate(features) if row["title"])
    for at in range(next(titles, 0)):
        if blocks[at].tag == "td" and len(blocks[at].text.split()) <= _MOST_MENU:
            chosen[at] = False


def _keep_standfirst(
    blocks: Sequence[Block], features: Sequence[Mapping[str, float]], chosen: list[bool]
) -> None:
    """The sentence above the article that the page describes itself with belongs to it."""
    taken = [at for at, take in enumerate(chosen) if take and len(blocks[at].text) > 60]
    if not taken or any(features[at]["description"] for at in taken):
        return
    for at in range(taken[0]):
        if (
            features[at]["description"]
            and len(blocks[at].text) in _STANDFIRST
            and not blocks[at].hidden
        ):
            chosen[at] = True
            return
