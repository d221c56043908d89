"""How likely a reading of a cue is: a logistic regression over named features.

Promise: the numbers are those that ``training/fit_attribution.py`` wrote, and nothing else.
"""

import json
import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

WEIGHTS_FILE = "weights.json"
BIAS = "bias"


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """Return the weight of every feature that has one, and the bias."""
    text = files("embeddings.attribution").joinpath(WEIGHTS_FILE).read_text(encoding="utf-8")
    weights: dict[str, float] = json.loads(text)
    return weights


def weigh(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the probability (0 to 1) that a reading with these features is right."""
    total = weights[BIAS] + sum(weights.get(feature, 0.0) for feature in features)
    return 1 / (1 + math.exp(-total))
