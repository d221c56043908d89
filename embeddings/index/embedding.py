"""From texts to vectors: in batches of like length, here or wherever else they are embedded.

Promise: the batches depend on the texts alone, so that every way of embedding them computes the
same.
"""

import contextlib
from collections.abc import Callable, Generator, Sequence

import numpy as np

from embeddings.encoders import Encoder, Vectors

BATCH = 32
"""Texts that are embedded together; a model that is asked through torch pads them to one length."""

Batch = tuple[str, ...]
Embedded = Generator[tuple[int, Vectors], None, None]
"""Gives (number of the batch, its vectors) for each batch once, in any order."""
Embed = Callable[[Encoder, Sequence[Batch]], Embedded]


def embed_here(encoder: Encoder, batches: Sequence[Batch]) -> Embedded:
    """Embed batches in this process, one after the other."""
    for number, batch in enumerate(batches):
        yield number, encoder.encode_passages(batch)


def embed_texts(
    texts: Sequence[str], encoder: Encoder, embed: Embed, tell: Callable[[int], None]
) -> Vectors:
    """Embed texts, equal ones once; ``tell`` is called with how many more are done each time.

    *Shape:* (n_texts, dimension)
    """
    batches = make_batches(texts)
    places = {text: place for place, text in enumerate(text for one in batches for text in one)}
    vectors = np.empty((len(places), encoder.settings.dimension), dtype=np.float32)
    tell(len(texts) - len(places))
    if batches:
        # closed at once where somebody interrupts, for there may be a cluster to let go of
        with contextlib.closing(embed(encoder, batches)) as embedded:
            for number, found in embedded:
                vectors[number * BATCH : number * BATCH + len(found)] = found
                tell(len(found))
    return vectors[[places[text] for text in texts]]


def make_batches(texts: Sequence[str]) -> tuple[Batch, ...]:
    """Put different texts into batches, the longest first, so that little is spent on padding."""
    ordered = sorted(set(texts), key=lambda text: (-len(text), text))
    return tuple(tuple(ordered[at : at + BATCH]) for at in range(0, len(ordered), BATCH))
