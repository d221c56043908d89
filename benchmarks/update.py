"""What bringing an index up to date costs, in seconds of processor time.

    python -m benchmarks.update [--limit N] [--work FOLDER] [--keep]

The stories are the samples', their sentences shuffled into 1,200 others, or ``--limit`` of them.
Passages are embedded by the tests' tiny encoder, which costs nothing: all that is measured is the
house's own work, so that the share of a full build is the largest that it can be. With a real
encoder a full build costs much more, and an update hardly does.
"""

import random
import resource
import shutil
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from benchmarks.command import Arguments, Figures, run
from embeddings.index import IndexFolder
from embeddings.index.update import update_index
from embeddings.sentences import split_sentences
from embeddings.stories import Story
from embeddings.stories.sources.folder import read_folder

ROOT = Path(__file__).resolve().parents[1]
STORIES = 1200
CHANGED = (1, 10, 100, 1000)
T = TypeVar("T")

SENTENCES = 30
"""Of one story, about 700 words: as long as a news story is."""


def measure(arguments: Arguments) -> Figures:
    """Build once, then change some stories and update, for each number of changes."""
    sys.path.append(str(ROOT / "tests"))
    tiny = import_module("tiny_index")
    stories, index = arguments.work / "stories", arguments.work / "index"
    for old in (stories, index):
        shutil.rmtree(old, ignore_errors=True)
    count = arguments.limit or STORIES
    _write_stories(stories, read_folder(ROOT / "stories").stories, count)
    full, manifest = _measure(lambda: tiny.build_tiny_index(stories, index))
    figures: Figures = {
        "encoder": tiny.TINY_MODEL,
        "stories": manifest.stories,
        "passages": manifest.passages,
        "full build, CPU s": round(full, 2),
    }
    for changed in (number for number in CHANGED if number <= count):
        _change(stories, changed)
        seconds, update = _measure(
            lambda: update_index(
                stories, IndexFolder(index), model=tiny.TINY_MODEL, progress=_ignore
            )
        )
        figures[f"{update.changed} changed, CPU s"] = round(seconds, 2)
        figures[f"{update.changed} changed, share of a full build"] = round(seconds / full, 4)
    return figures


def _ignore(stage: str, done: int, total: int) -> None:
    """Take no notice of progress."""


def _measure(act: Callable[[], T]) -> tuple[float, T]:
    """Return the processor time that something took, that of its children too."""
    before = _count_seconds()
    done = act()
    return _count_seconds() - before, done


def _count_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _write_stories(folder: Path, sources: tuple[Story, ...], count: int) -> None:
    """Shuffle the sentences of some stories into ``count`` others; the same ones each time."""
    draw = random.Random(1)
    sentences = [
        story.text[span.start : span.end]
        for story in sources
        for span in split_sentences(story.text)
    ]
    folder.mkdir()
    for number in range(count):
        drawn = draw.choices(sentences, k=SENTENCES)
        paragraphs = [" ".join(drawn[at : at + 3]) for at in range(0, SENTENCES, 3)]
        title = f"Story {number} of what was said"
        (folder / f"{number:05}.txt").write_text("\n\n".join([title, *paragraphs]))


def _change(folder: Path, count: int) -> None:
    """Add a sentence to ``count`` stories."""
    for path in sorted(folder.iterdir())[:count]:
        path.write_text(f"{path.read_text()}\n\nOne more was hurt, the mayor said on Monday.")


if __name__ == "__main__":
    run("update", "What bringing an index up to date costs.", measure)
