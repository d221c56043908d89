"""Who a story says said what: ``find_attributions``."""

from embeddings.attribution.attribution import (
    ASSERTED,
    DENIED,
    OTHER,
    Attribution,
    normalise_source,
)
from embeddings.attribution.finding import find_attributions
from embeddings.attribution.sources import names_agent
from embeddings.attribution.speakers import Speech, find_speeches

__all__ = [
    "ASSERTED",
    "DENIED",
    "OTHER",
    "Attribution",
    "Speech",
    "find_attributions",
    "find_speeches",
    "names_agent",
    "normalise_source",
]
