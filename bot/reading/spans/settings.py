"""What is kept of a span reader beside its graph.

Promise: a reader's folder holds all that reading needs: a graph, a tokenizer unless it is the
default encoder's, and these settings.
"""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

from embeddings.disk import read_file
from embeddings.errors import ModelError

SETTINGS_FILE = "reader.json"
_MAX_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve over the evidence for an answer; see ``confidence.py``."""

    weights: dict[str, float]
    bias: float
    least: float
    """The probability from which on an answer is shown, where the user names none."""

    def __post_init__(self) -> None:
        for name, value in (self.weights | {"bias": self.bias, "least": self.least}).items():
            _check(name, value, isinstance(value, int | float) and math.isfinite(value))


@dataclass(frozen=True, slots=True)
class SizedCurve:
    """The curve of answers that a search picked out of so many passages."""

    passages: int
    curve: Curve

    def __post_init__(self) -> None:
        _check("passages", self.passages, _is_count(self.passages) and self.passages > 0)


@dataclass(frozen=True, slots=True)
class SpanSettings:
    """Which model a reader is, how to feed it, and how sure it is.

    An input is ``first question between headline between text last``, in token ids; a model that
    was not trained with headlines has ``max_headline`` 0. The numbers count tokens. ``given``
    turns evidence into a probability for a text that came with the question, ``searched`` for
    passages that a search picked out of many: one curve for each size of collection that was
    measured, the smallest first.
    """

    model: str
    fingerprint: str
    first: tuple[int, ...]
    between: tuple[int, ...]
    last: tuple[int, ...]
    typed: bool
    given: Curve
    searched: tuple[SizedCurve, ...]
    max_question: int = 40
    max_headline: int = 24
    max_text: int = 224
    verdict_scale: float = 1.0
    """What the scores of verdicts are multiplied by before they are chances."""
    least_supported: float = 0.0
    """The chance from which on a claim is told as supported; below it, the next verdict is."""

    def __post_init__(self) -> None:
        for name in ("model", "fingerprint"):
            _check(name, getattr(self, name), isinstance(getattr(self, name), str))
        for name in ("first", "between", "last"):
            _check(name, getattr(self, name), all(map(_is_count, getattr(self, name))))
        for name in ("max_question", "max_headline"):
            _check(name, getattr(self, name), _is_count(getattr(self, name)))
        _check("max_text", self.max_text, _is_count(self.max_text) and self.max_text >= 2)
        sizes = [one.passages for one in self.searched]
        _check("searched", sizes, sizes == sorted(set(sizes)) and len(sizes) > 0)
        scale = self.verdict_scale
        _check("verdict_scale", scale, isinstance(scale, int | float) and 0 < scale < math.inf)
        least = self.least_supported
        _check("least_supported", least, isinstance(least, int | float) and 0 <= least <= 1)
        _check("typed", self.typed, isinstance(self.typed, bool))

    def find_curve(self, pool: int | None) -> Curve:
        """Return the curve for given texts, or for passages picked from a ``pool`` of so many.

        Between two sizes that were measured it lies between their curves, by the logarithm.
        """
        if pool is None:
            return self.given
        size = min(max(pool, self.searched[0].passages), self.searched[-1].passages)
        at = next(at for at, one in enumerate(self.searched) if one.passages >= size)
        above, below = self.searched[at], self.searched[max(at - 1, 0)]
        span = math.log(above.passages / below.passages)
        return _mix(
            below.curve, above.curve, math.log(size / below.passages) / span if span else 1.0
        )

    def to_json(self) -> str:
        """Return the settings as one JSON object, with a newline at its end."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"

    def save(self, folder: Path) -> None:
        """Write the settings into a reader's folder."""
        (folder / SETTINGS_FILE).write_text(self.to_json(), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "SpanSettings":
        """Read the settings of a reader's folder.

        :raises ModelError: If they are missing or not ours.
        """
        try:
            written = read_file(folder / SETTINGS_FILE, max_bytes=_MAX_BYTES, follow=True)
            fields = json.loads(written)
            for name in ("first", "between", "last"):
                fields[name] = tuple(fields[name])
            fields["given"] = Curve(**fields["given"])
            fields["searched"] = tuple(
                SizedCurve(one["passages"], Curve(**one["curve"])) for one in fields["searched"]
            )
            return cls(**fields)
        except (
            OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError,
        ) as error:  # fmt: skip
            raise make_damage_error(folder) from error


def _mix(one: Curve, other: Curve, share: float) -> Curve:
    """Return the curve that lies ``share`` of the way from one to the other."""

    def between(first: float, second: float) -> float:
        return first + share * (second - first)

    names = one.weights.keys() | other.weights.keys()
    return Curve(
        {
            name: between(one.weights.get(name, 0.0), other.weights.get(name, 0.0))
            for name in sorted(names)
        },
        between(one.bias, other.bias),
        between(one.least, other.least),
    )


def make_damage_error(folder: Path) -> ModelError:
    """Return what to raise for a reader's folder whose files are missing or damaged."""
    return ModelError(
        f"The reader in {folder} is damaged: install Byline again, or delete that folder "
        "if BYLINE_READER names another reader."
    )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _check(name: str, value: object, sound: bool) -> None:
    if not sound:
        raise ValueError(f"{name} must be of its kind and range, was: {value!r}")
