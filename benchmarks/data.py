"""The data that figures are measured on, each file pinned by its hash.

Promise: what is measured on is, byte for byte, what the hash says; nothing is downloaded.
"""

import gzip
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.errors import BylineError

FOLDER_VARIABLE = "BYLINE_SHARED"
_BESIDE = Path(__file__).resolve().parents[2] / "shared"


class MissingDataError(BylineError):
    """A data file is not there, or is another one."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """One file: its hash, what it holds and where that comes from."""

    file: str
    sha256: str
    holds: str


PINNED = {
    one.file: one
    for one in (
        Pinned(
            "rtqa-2024-stories.jsonl.gz",
            "1ca6dee14ea463c8b661a545313d1051cd23da0c1af89f2999795107cde8a69e",
            "1,200 stories of CNN, USA TODAY and The Week, January to April 2024, that RealTime QA "
            "(Kasai et al. 2023) links to, one JSON object a line: url, title, text, authors, "
            "published, publisher",
        ),
        Pinned(
            "rtqa-2024-questions.jsonl.gz",
            "55d9a7b8b73f62c6e70f6164e900a2e499b5a131d02ca693064957a336d329a0",
            "385 questions of RealTime QA's news quizzes: question, gold, date, answerable, "
            "supporting (addresses of stories that hold the answer's words)",
        ),
        Pinned(
            "squad2-visible.jsonl.gz",
            "3da7672c2b65ea35e2ba0769fd2e768649fabc5e47b0fc3581a30c6a5e61c5a5",
            "3,714 questions of SQuAD 2.0's development part (CC BY-SA 4.0), by article",
        ),
        Pinned(
            "newsqa-visible.jsonl.gz",
            "03b36d7598a396796aa921722baee202fff6b85d6f60c3403b461c8c0398335c",
            "2,152 questions of NewsQA's validation part, whole CNN stories as context",
        ),
        Pinned(
            "polnear-dev.jsonl.gz",
            "84b71ea5756a0a52da80b4ff43dbc20a3a9639e166ff3890774c45013e909976",
            "84 stories of PolNeAR's development part with every attribution marked",
        ),
        Pinned(
            "pages-fundus.tar.xz",
            "5781eec8d024b2154f4b1cddcc36829bd01dbba25fa171b64f7484c88e020ebb",
            "saved news pages with their paragraphs, from the tests of Fundus (MIT)",
        ),
    )
}


def find_data(file: str, folder: Path | None = None) -> Path:
    """Return a pinned file: in ``folder``, else in ``data`` of the folder that the environment
    names, else in ``../shared/data``.

    :raises MissingDataError: If it is not there or its bytes are others.
    """
    pinned = PINNED[file]
    place = folder or Path(os.environ.get(FOLDER_VARIABLE) or _BESIDE) / "data"
    path = place / file
    if not path.is_file():
        raise MissingDataError(
            f"{path} is missing: {pinned.holds}. Put it there, or name its folder with --data."
        )
    with path.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    if found != pinned.sha256:
        raise MissingDataError(f"{path} is another file: its SHA-256 is not {pinned.sha256}.")
    return path


def read_rows(file: str, folder: Path | None = None) -> list[dict[str, Any]]:
    """Return the objects of a pinned file of JSON Lines.

    :raises MissingDataError: If it is not there or its bytes are others.
    """
    with gzip.open(find_data(file, folder), "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
