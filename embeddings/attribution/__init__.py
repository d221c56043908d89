"""Who a story says said what: ``find_attributions``."""

from embeddings.attribution.attribution import (
    ASSERTED,
    DENIED,
    OTHER,
    Attribution,
    normalise_source,
)
from embeddings.attribution.finding import find_attributions

__all__ = [
    "ASSERTED",
    "DENIED",
    "OTHER",
    "Attribution",
    "find_attributions",
    "normalise_source",
]
