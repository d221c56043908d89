"""What bringing an index up to date costs, in seconds of processor time.

    python -m benchmarks.update [--stories N] [--changed 1,10,100] [--from DIR]

The stories are those of a folder, by default the samples, their sentences shuffled into as many
different ones as asked for. Passages are embedded by the tests' tiny encoder, which costs nothing:
all that is measured is the house's own work, so that the share printed is the largest that it can
be. With a real encoder a full build costs more, and an update hardly does.
"""

import argparse
import json
import platform
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from embeddings.index import IndexFolder
from embeddings.index.update import update_index
from embeddings.sentences import split_sentences
from embeddings.stories import Story, read_folder

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests"))

from tiny_index import TINY_MODEL, build_tiny_index  # noqa: E402 - it lies beside the tests

T = TypeVar("T")

SENTENCES = 30
"""Of one story, about 700 words: as long as a news story is."""


def main() -> None:
    """Build once, then change some stories and update, and print what each step took."""
    arguments = _parse_arguments()
    counts = [int(count) for count in arguments.changed.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        stories, index = Path(folder) / "stories", Path(folder) / "index"
        _write_stories(stories, read_folder(arguments.source).stories, arguments.stories)
        full, manifest = _measure(lambda: build_tiny_index(stories, index))
        figures: dict[str, object] = {
            "machine": f"{platform.machine()}, Python {platform.python_version()}",
            "encoder": TINY_MODEL,
            "stories": manifest.stories,
            "passages": manifest.passages,
            "full_build_cpu_s": round(full, 2),
            "updates": [],
        }
        rows = []
        for count in counts:
            _change(stories, count)
            seconds, update = _measure(
                lambda: update_index(
                    stories, IndexFolder(index), model=TINY_MODEL, progress=lambda *_: None
                )
            )
            rows.append(
                {
                    "changed": update.changed,
                    "cpu_s": round(seconds, 2),
                    "share_of_full_build": round(seconds / full, 4),
                }
            )
        print(json.dumps(figures | {"updates": rows}, indent=2))


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--stories", type=int, default=1200)
    parser.add_argument("--changed", default="1,10,100,1000")
    parser.add_argument("--from", dest="source", type=Path, default=ROOT / "stories")
    return parser.parse_args()


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
    main()
