"""How well attribution agrees with people who marked every one in real stories, which are not part
of the project."""

import gzip
import json
import os
import re
from pathlib import Path

import pytest

from embeddings.attribution import find_attributions
from embeddings.sentences import Span, split_sentences

SHARED = Path(os.environ.get("BYLINE_SHARED") or Path(__file__).parents[3] / "../shared")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason=f"no shared data in {SHARED}"),
]

UNTELLING = {"the", "a", "an", "of", "in", "for", "to", "and", "his", "her", "its", "their", "who"}


def split_words(text: str) -> set[str]:
    return set(re.findall(r"[\w’']+", text.lower())) - UNTELLING


def agree(one: set[str], other: set[str]) -> bool:
    return 2 * len(one & other) >= max(1, min(len(one), len(other)))


def test_most_of_what_people_mark_is_found_with_its_source() -> None:
    marked = found = right = ours = real = 0
    with gzip.open(SHARED / "data/polnear-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        stories = [json.loads(line) for line in lines]
    for story in stories:
        text = story["text"]
        gold = [
            (split_words(one["content"][0]["text"]), split_words(one["source"][0]["text"]))
            for one in story["attributions"]
            if one.get("content") and one.get("source")
        ]

        def words_at(span: Span, text: str = text) -> set[str]:
            return split_words(text[span.start : span.end])

        mine = [
            (words_at(one.content), words_at(one.source))
            for one in find_attributions(text, split_sentences(text))
        ]
        for content, source in gold:
            fitting = [named for words, named in mine if agree(words, content)]
            marked += 1
            found += bool(fitting)
            right += any(named & source for named in fitting)
        ours += len(mine)
        real += sum(any(agree(words, content) for content, _ in gold) for words, _ in mine)

    assert found >= 0.855 * marked
    assert right >= 0.855 * found
    assert real >= 0.93 * ours
