"""What the reading of stories makes of real data, which is not part of the project."""

import gzip
import json
import os
import shutil
import time
from pathlib import Path

import pytest

from embeddings.stories.sources.folder import read_folder

SHARED = Path(os.environ.get("BYLINE_SHARED") or Path(__file__).parents[3] / "../shared")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason=f"no shared data in {SHARED}"),
]

LEFTOVERS = (
    *(
        "Subscribe",
        "Sign up",
        "SUBSCRIBE",
        "Newsletter",
        "inbox",
        "http",
        "Image credit",
        "YouTube",
    ),
    *("Watch On", "echo chamber", "A still image", "editor at", "Follow her", "Speed Read"),
    *("Smithsonian", "The Week", "Cider farms"),
)


def test_both_raw_copies_keep_their_articles_and_lose_their_clutter(tmp_path: Path) -> None:
    for path in sorted((SHARED / "stories").glob("*.txt")):
        shutil.copy(path, tmp_path)

    first, second = read_folder(tmp_path).stories

    for story in (first, second):
        assert [word for word in LEFTOVERS if word in story.text] == []
        assert story.publisher == "The Week"
        assert story.title.startswith(("Bullets fly", "Dramatic footage"))
    assert len(first.text.split("\n\n")) == 7
    assert first.text.startswith("UN footage shows troops")
    assert first.text.endswith("says Reuters.")
    assert len(second.text.split("\n")) == 3
    assert second.text.endswith("Watch the dramatic video below.")
    assert second.authors == ("Jeva Lange",)


@pytest.mark.slow
def test_twelve_hundred_stories_are_read_in_seconds(tmp_path: Path) -> None:
    shutil.copy(SHARED / "data/rtqa-2024-stories.jsonl.gz", tmp_path)
    started = time.process_time()

    contents = read_folder(tmp_path)

    assert (len(contents.stories), contents.skipped) == (1200, ())
    assert time.process_time() - started < 20


@pytest.mark.slow
def test_long_sentences_of_real_stories_are_never_lost(tmp_path: Path) -> None:
    source = SHARED / "data/polnear-dev.jsonl.gz"
    shutil.copy(source, tmp_path)
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        attributions = {
            (row["id"], " ".join(content["text"].split()))
            for row in map(json.loads, lines)
            for attribution in row["attributions"]
            for content in attribution["content"]
        }

    texts = {story.id: " ".join(story.text.split()) for story in read_folder(tmp_path).stories}

    lost = [content for story, content in attributions if content not in texts[story]]
    assert len(lost) <= 0.005 * len(attributions)
