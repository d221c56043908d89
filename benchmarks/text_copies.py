"""What cutting clutter out of text copies leaves and loses."""

import re
from typing import Any

from benchmarks.command import Arguments
from benchmarks.data import read_rows
from embeddings.stories.cleaning import clean_stories
from embeddings.stories.normalise import normalise
from embeddings.stories.raw import RawStory
from embeddings.stories.story import Story

COPIES = _STORIES, _MARKED, _ASKED = (
    "rtqa-2024-stories.jsonl.gz",
    "polnear-dev.jsonl.gz",
    "newsqa-visible.jsonl.gz",
)
_LEFTOVERS = re.compile(
    r"(?i)\bsign up (?:for|to)\b.*\bnewsletter|\bsubscribe (?:to|now|today)\b"
    r"|\bnewsletters?\b.*\binbox"
    r"|^(?:advertisement|read more|related|share this|click here)\b|\bcontributed to this report"
    r"|\ball rights reserved\b|getty images|\(ap photo|^photos?:|image credit"
    r"|follow (?:him|her|us) on"
    r"|\bfor more (?:stories|news|coverage)\b.*:|\bdownload (?:the|our) app\b|©"
)


def measure_leftovers(arguments: Arguments) -> dict[str, int]:
    """Return how many lines of the real stories look like leftovers, before and after."""
    rows = arguments.sample(read_rows(_STORIES, arguments.data))
    before = sum(_count(row["text"]) for row in rows)
    stories = [story for story in _clean(rows) if isinstance(story, Story)]
    return {
        "stories": len(stories),
        "lines like leftovers in the copies": before,
        "lines like leftovers left": sum(_count(story.text) for story in stories),
        "pieces cut": sum(len(story.removed) for story in stories),
    }


def measure_lost(arguments: Arguments) -> dict[str, int]:
    """Return how many marked contents and answers no longer stand in the cleaned stories."""
    rows = arguments.sample(read_rows(_MARKED, arguments.data))
    texts = [_flat(story.text) if isinstance(story, Story) else "" for story in _clean(rows)]
    contents = [
        (text, _flat(content["text"]))
        for row, text in zip(rows, texts, strict=True)
        for attribution in row["attributions"]
        for content in attribution["content"]
    ]
    asked = arguments.sample(read_rows(_ASKED, arguments.data))
    contexts = list(dict.fromkeys(row["context"] for row in asked))
    cleaned = dict(zip(contexts, _clean([{"text": text} for text in contexts]), strict=True))
    answers = [
        (
            _flat(story.text) if isinstance(story := cleaned[row["context"]], Story) else "",
            _flat(answer["text"]),
        )
        for row in asked
        for answer in row["answers"]
    ]
    return {
        "contents": len(contents),
        "contents lost": sum(content not in text for text, content in contents),
        "answers": len(answers),
        "answers lost": sum(answer not in text for text, answer in answers),
    }


def _clean(rows: list[dict[str, Any]]) -> list[object]:
    raw = [
        RawStory(str(at), str(at), normalise(row["text"]), publisher=row.get("publisher"))
        for at, row in enumerate(rows)
    ]
    return list(clean_stories(raw))


def _count(text: str) -> int:
    return sum(_LEFTOVERS.search(line) is not None for line in text.split("\n"))


def _flat(text: str) -> str:
    return " ".join(normalise(text).split())
