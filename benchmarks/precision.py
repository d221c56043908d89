"""What embedding in 8 bits, or by another model, gains and loses beside embedding as by default.

    python -m benchmarks.precision --index INDEX [--beside MODEL] [--passages N] [--data FOLDER]
        [--keep]

Passages are those of whole stories of ``INDEX``, which holds the archive of the news quizzes, the
stories that answer first. Both exports embed the same hundred in turn, so that other work on the
machine falls on both; a ratio is of the middle of all hundreds, of processor time. Then the 257
questions that the archive answers are asked of both kinds of vectors: whether a story that answers
is among the ten nearest stories, a passage of it with the answer's words among the ten nearest
passages, and which of the ten nearest passages by default are still there.
"""

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.command import Figures, describe, keep, share
from benchmarks.data import read_rows
from benchmarks.growth import QUESTIONS
from bot.evaluation import contains
from embeddings.default_model import DEFAULT_MODEL, EIGHT_BITS
from embeddings.encoders import Encoder, Vectors, open_encoder
from embeddings.encoders.export import export_encoder
from embeddings.encoders.torch_encoder import TorchEncoder
from embeddings.index import IndexFolder
from embeddings.index.database import StoryDatabase
from embeddings.index.manifest import STORIES_FILE
from embeddings.index.vectors import Rows

_NEAREST, _AT_ONCE = 10, 100


@dataclass(frozen=True, slots=True)
class Found:
    """What is nearest to each question; ``rows`` (n_questions, 10), the others a truth for each."""

    stories: list[bool]
    passages: list[bool]
    rows: Rows


def choose_passages(
    index: Path, questions: Sequence[dict[str, Any]], number: int
) -> tuple[list[str], list[str]]:
    """Return the address of the story, and the text, of each of so many passages."""
    folder = IndexFolder(index)
    manifest = folder.load(folder.current())
    database = StoryDatabase.load(folder.path_of(manifest.generation) / STORIES_FILE)
    read = database.get_passages(range(1, manifest.passages + 1))
    database.close()
    sizes = Counter(str(story.url) for _, story in read)
    answering = [one["supporting"][0] for one in questions]
    order = dict.fromkeys([*answering, *random.Random(3).sample(sorted(sizes), len(sizes))])
    chosen: set[str] = set()
    for url in order:
        if sum(sizes[one] for one in chosen) >= number:
            break
        chosen.add(url)
    taken = [(str(story.url), one.embedded_text) for one, story in read if story.url in chosen]
    return [url for url, _ in taken], [text for _, text in taken]


def embed_in_turn(encoders: Sequence[Encoder], texts: Sequence[str]) -> tuple[list[Vectors], float]:
    """Embed by both encoders; return the vectors, and how many times the first one's time is."""
    vectors: list[list[Vectors]] = [[], []]
    spent: list[list[float]] = [[], []]
    for first in range(0, len(texts), _AT_ONCE):
        some = texts[first : first + _AT_ONCE]
        for encoder, found, times in zip(encoders, vectors, spent, strict=True):
            started = time.process_time()
            found.append(encoder.encode_passages(some))
            times.append(time.process_time() - started)
    ratio = median(one / other for one, other in zip(*spent, strict=True))
    return [np.vstack(one) for one in vectors], ratio


def search(
    asked: Vectors,
    stored: Vectors,
    questions: Sequence[dict[str, Any]],
    passages: tuple[list[str], list[str]],
) -> Found:
    """Compare all vectors, and judge what is nearest."""
    urls, texts = passages
    stories, held, rows = [], [], []
    for question, vector in zip(questions, asked, strict=True):
        order = np.argsort(-(stored @ vector), kind="stable")
        nearest = list(dict.fromkeys(urls[row] for row in order))[:_NEAREST]
        answering = set(question["supporting"])
        stories.append(not answering.isdisjoint(nearest))
        top = order[:_NEAREST]
        held.append(
            any(urls[row] in answering and contains(texts[row], question["gold"]) for row in top)
        )
        rows.append(top)
    return Found(stories, held, np.array(rows))


def compare(before: Found, after: Found) -> Figures:
    """Return the figures of one kind of vectors beside those by default."""
    pairs = zip(before.rows.tolist(), after.rows.tolist(), strict=True)
    kept = [len({*one} & {*other}) / len(one) for one, other in pairs]
    figures: Figures = {"of_the_ten_nearest": round(100 * float(np.mean(kept)), 2)}
    for name in ("stories", "passages"):
        was, now = getattr(before, name), getattr(after, name)
        figures[f"{name}@10"] = share(sum(now), len(now))
        figures[f"{name}_won"] = sum(new and not old for old, new in zip(was, now, strict=True))
        figures[f"{name}_lost"] = sum(old and not new for old, new in zip(was, now, strict=True))
    return figures


def measure(index: Path, data: Path | None, number: int, beside: str) -> Figures:
    """Export both, embed and ask."""
    questions = [one for one in read_rows(QUESTIONS, data) if one["supporting"]]
    asked = [" ".join(one["question"].split()) for one in questions]
    passages = choose_passages(index, questions, number)
    with tempfile.TemporaryDirectory() as work:
        both = [
            open_encoder(export_encoder(TorchEncoder.load(name), Path(work)))
            for name in (DEFAULT_MODEL, beside)
        ]
        (stored, others), ratio = embed_in_turn(both, passages[1])
        by_default, by_other = (one.encode_queries(asked) for one in both)
    before = search(by_default, stored, questions, passages)
    return {
        "passages": len(passages[1]),
        "questions": len(questions),
        "times_as_fast": round(ratio, 2),
        "default": compare(before, before),
        "beside": {
            "model": Path(beside).name,
            **compare(before, search(by_other, others, questions, passages)),
        },
    }


def main() -> None:
    """Read the options, measure, print the figures, and keep them where that was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.precision", description=__doc__)
    parser.add_argument("--index", type=Path, required=True, help="of the archive of the quizzes")
    parser.add_argument("--beside", default=DEFAULT_MODEL + EIGHT_BITS, help="another encoder")
    parser.add_argument("--passages", type=int, default=8000)
    parser.add_argument("--data", type=Path, help="the folder of the data files")
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results/COMMIT")
    options = parser.parse_args()
    figures = measure(options.index, options.data, options.passages, options.beside)
    print(json.dumps(figures, indent=2))
    if options.keep:
        keep(describe("precision", figures, (QUESTIONS,), limit=None))


if __name__ == "__main__":
    main()
