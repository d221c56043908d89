"""What is kept of a span reader beside its graph.

Promise: a reader's folder holds all that reading needs: a graph, a tokenizer unless it is the
default encoder's, and these settings.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from embeddings.errors import ModelError

SETTINGS_FILE = "reader.json"


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve over the evidence for an answer; see ``confidence.py``."""

    weights: dict[str, float]
    bias: float
    least: float
    """The probability from which on an answer is shown, where the user names none."""


@dataclass(frozen=True, slots=True)
class SpanSettings:
    """Which model a reader is, how to feed it, and how sure it is.

    An input is ``first question between headline between text last``, in token ids; a model that
    was not trained with headlines has ``max_headline`` 0. The numbers count tokens. ``given``
    turns evidence into a probability for a text that came with the question, ``searched`` for
    passages that a search picked out of many.
    """

    model: str
    fingerprint: str
    first: tuple[int, ...]
    between: tuple[int, ...]
    last: tuple[int, ...]
    pad_id: int
    typed: bool
    given: Curve
    searched: Curve
    max_question: int = 40
    max_headline: int = 24
    max_text: int = 224

    def save(self, folder: Path) -> None:
        """Write the settings into a reader's folder."""
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        (folder / SETTINGS_FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "SpanSettings":
        """Read the settings of a reader's folder.

        :raises ModelError: If they are missing or not ours.
        """
        try:
            fields = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
            for name in ("first", "between", "last"):
                fields[name] = tuple(fields[name])
            for name in ("given", "searched"):
                fields[name] = Curve(**fields[name])
            return cls(**fields)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise ModelError(
                f"The reader in {folder} cannot be read: install Byline again, "
                "or set BYLINE_READER."
            ) from error
