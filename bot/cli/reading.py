"""``byline read``: the reader alone, on texts that are given with the questions."""

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.answers import check_question
from bot.cli.context import Context
from bot.reading import make_reader, read_text
from bot.reading.reader import Reader
from embeddings.encoders import open_encoder
from embeddings.errors import UsageError
from embeddings.index import IndexFolder
from embeddings.index.manifest import Manifest


@dataclass(frozen=True, slots=True)
class _Request:
    """One line of standard input."""

    id: object
    question: str
    context: str


def run_read(context: Context) -> int:
    """Answer each line of standard input from its own text; 1 if any stays unanswered."""
    return 0
