"""Write the stories that ``plain_questions/taught_elsewhere.jsonl`` was written to.

    python -m training.other_stories DATA OUT

DATA holds the files named in ``FILES``; OUT takes JSON Lines of ``url, title, text, published,
publisher``, as ``byline rebuild-index`` reads them.

Promise: the same files give the same lines in the same order: stories of one event one after the
other, then those of single outlets.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.lines import read_lines

FILES = ("news-clusters.jsonl.gz", "polnear-train.jsonl.gz", "5w1h-visible.jsonl.gz")
_SHORTEST = 400
"""Characters of a text that is worth asking about."""
_LONGEST_TITLE = 200
_DAY = len("2018-02-01")


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    seen = set()
    with arguments.out.open("w", encoding="utf-8") as lines:
        for story in read_stories(arguments.data):
            if story["url"] not in seen and len(story["text"]) >= _SHORTEST:
                seen.add(story["url"])
                lines.write(json.dumps(story, ensure_ascii=False) + "\n")


def read_stories(data: Path) -> Iterator[dict[str, str]]:
    """Yield the stories of all files, some perhaps twice."""
    clusters, attributed, asked = (list(read_lines(data / name)) for name in FILES)
    for row in sorted(clusters, key=lambda row: str(row["newsCluster"]["Event"])):
        yield _make_story(row, row["url"], row["source_domain"])
    for row in attributed:
        title, _, text = row["text"].partition("\n\n")
        if len(title) >= _LONGEST_TITLE:
            title, text = "", row["text"]
        yield {
            "url": f"https://polnear.example/{row['id']}",
            "title": title,
            "text": text,
            "published": row["id"].split("_")[1],
            "publisher": row["publisher"],
        }
    for row in asked:
        publisher = row.get("source_domain") or row.get("publisher") or ""
        yield _make_story(row, row.get("url") or f"https://5w1h.example/{row['dId']}", publisher)


def _make_story(row: dict[str, Any], url: str, publisher: str) -> dict[str, str]:
    return {
        "url": url,
        "title": row.get("title") or "",
        "text": row["text"],
        "published": (row.get("date_publish") or "")[:_DAY],
        "publisher": publisher,
    }


if __name__ == "__main__":
    main()
