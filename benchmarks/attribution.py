"""Who said what, on stories in which people have marked every attribution.

    python -m benchmarks.attribution [--limit N] [--keep]

A marked attribution is found where a content of Byline's shares half the words of the shorter of
the two; its source is right where the two share a word that is no article, pronoun or "Mr.".
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.command import Arguments, Figures, run, share
from benchmarks.data import read_rows
from embeddings.attribution import find_attributions
from embeddings.sentences import split_sentences
from embeddings.words import split_words

FILES = ("polnear-dev.jsonl.gz",)
_UNTELLING = frozenset(
    "the a an of in for to and his her its their who that which said says mr ms mrs".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The words of a source and of what it said."""

    source: frozenset[str]
    content: frozenset[str]


def measure(arguments: Arguments) -> Figures:
    """Compare what is found with what people marked."""
    marked = found = right = given = real = 0
    started = time.process_time()
    for row in arguments.sample(read_rows(*FILES, arguments.data)):
        gold, mine = list(_list_marked(row)), list(_list_found(row["text"]))
        for one in gold:
            fitting = [other for other in mine if _same(one.content, other.content)]
            found += bool(fitting)
            right += any(one.source & other.source for other in fitting)
        marked, given = marked + len(gold), given + len(mine)
        real += sum(any(_same(one.content, other.content) for other in gold) for one in mine)
    return {
        "marked": marked,
        "found_percent": share(found, marked),
        "right_source_percent": share(right, found),
        "given": given,
        "precision_percent": share(real, given),
        "processor_seconds": round(time.process_time() - started, 1),
    }


def _list_marked(row: dict[str, Any]) -> Iterator[Pair]:
    for one in row["attributions"]:
        for content in one["content"][:1]:
            for source in one.get("source", [])[:1]:
                yield Pair(_read_words(source["text"]), _read_words(content["text"]))


def _list_found(text: str) -> Iterator[Pair]:
    for one in find_attributions(text, split_sentences(text)):
        source = text[one.source.start : one.source.end]
        content = text[one.content.start : one.content.end]
        yield Pair(_read_words(source), _read_words(content))


def _read_words(text: str) -> frozenset[str]:
    return frozenset(split_words(text)) - _UNTELLING


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= 0.5 * max(1, min(len(one), len(other)))


if __name__ == "__main__":
    run("attribution", "Find who said what.", measure, FILES)
