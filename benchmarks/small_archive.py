"""A part of the archive that still answers some of its questions, for a comparison in little time.

The first so many stories would not do: a question's words stand in many stories by chance, and the
one that tells what was asked may be left out.
"""

import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import archive
from benchmarks.command import Arguments
from benchmarks.data import find_data
from bot.evaluation import KnownQuestion

Asked = tuple[KnownQuestion, str]
"""A question, and the day on which it was asked."""
_MOST_SUPPORTING = 3


def draw(arguments: Arguments, limit: int) -> tuple[Path, list[Asked]]:
    """Write the stories that are indexed, and draw questions: a third that no story answers."""
    with gzip.open(find_data(archive.STORIES, arguments.data), "rt", encoding="utf-8") as lines:
        stories = [json.loads(line) for line in lines]
    everything = Arguments(arguments.data, arguments.work, None)
    known = [(one, day.isoformat()) for one, day in archive.read_archive_questions(everything)]
    drawn = random.Random(5).sample(known, len(known))
    answerable = [pair for pair in drawn if pair[0].stories]
    if arguments.stories is not None:
        stories, answerable = choose(stories, answerable, arguments.stories)
    answerable = answerable[: limit - limit // 3]
    others = [pair for pair in drawn if not pair[0].answers][: len(answerable) // 2]
    folder = arguments.work / f"speed-stories-{arguments.stories or 'whole'}"
    folder.mkdir(exist_ok=True)
    source = folder / "archive.jsonl"
    source.write_text("".join(f"{json.dumps(one)}\n" for one in stories), encoding="utf-8")
    return source, Arguments(None, arguments.work, limit).sample(mix(answerable, others))


def choose(
    stories: Sequence[dict[str, Any]], asked: Sequence[Asked], most: int
) -> tuple[list[dict[str, Any]], list[Asked]]:
    """Return so many stories, and the questions all of whose supporting stories are among them.

    Questions that many stories support are passed over: their words stand there by chance. Where
    room is left, the first other stories fill it.
    """
    chosen: set[str] = set()
    kept: list[Asked] = []
    for pair in asked:
        together = chosen.union(pair[0].stories)
        if 0 < len(pair[0].stories) <= _MOST_SUPPORTING and len(together) <= most:
            chosen = together
            kept.append(pair)
    for story in stories:
        if len(chosen) < most:
            chosen.add(story["url"])
    return [one for one in stories if one["url"] in chosen], kept


def mix(answerable: Sequence[Asked], others: Sequence[Asked]) -> list[Asked]:
    """Return two questions that are answerable for each that is not."""
    mixed = list(answerable)
    for n, pair in enumerate(others):
        mixed.insert(3 * n + 2, pair)
    return mixed
