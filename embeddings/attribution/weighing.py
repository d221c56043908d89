"""How likely a reading of a cue is: a logistic regression over named features.

Promise: the numbers are those that ``training/fit_attribution.py`` wrote, and nothing else.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

WEIGHTS_FILE = "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """What is known of cues: their stems, the weight of each feature, and the bias."""

    cues: frozenset[str]
    features: Mapping[str, float]
    bias: float

    def weigh(self, features: Iterable[str]) -> float:
        """Return the probability (0 to 1) that a reading with these features is right."""
        known = self.features
        total = self.bias + sum(known.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-total))


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Return the weights that come with the package."""
    text = files("embeddings.attribution").joinpath(WEIGHTS_FILE).read_text(encoding="utf-8")
    fields = json.loads(text)
    return Weights(frozenset(fields["cues"]), fields["features"], fields["bias"])
