"""An attribution: who a story says said what.

Promise: its three spans are slices of the story's clean text, and the content never overlaps the
cue.
"""

from dataclasses import dataclass

from embeddings.attribution.tokens import read_tokens
from embeddings.lexicon import TITLES
from embeddings.sentences import Span

ASSERTED, DENIED, OTHER = "asserted", "denied", "other"
"""What a source does with a content: vouches for it, denies it, or neither (wants it, asks it)."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source, the words that tie it to what it said, and those.

    ``name`` says who the source is where the story calls it "he" or "the newspaper"; ``None``
    where that could not be told. ``stance`` is ``ASSERTED``, ``DENIED`` or ``OTHER``. Of the
    attributions of one content, the one with the greater ``depth`` is nearer to its origin: in
    "Reuters, citing police" police are.
    """

    source: Span
    cue: Span
    content: Span
    name: str | None
    stance: str = ASSERTED
    depth: int = 0

    def __post_init__(self) -> None:
        if self.content.start < self.cue.end and self.cue.start < self.content.end:
            raise ValueError(f"content must not overlap the cue, was: {self.content}, {self.cue}")


def normalise_source(name: str) -> str:
    """Return a name such that two ways to write one source are equal: "the Guardian's" and
    "The Guardian" are."""
    words = [
        token.lower.replace(".", "").strip("@")
        for token in read_tokens(name, 0, len(name))
        if token.is_word
    ]
    kept = [word for word in words if word not in {"the", "a", "an", "'s"}]
    while len(kept) > 1 and kept[0] in TITLES:
        kept = kept[1:]
    return " ".join(kept)
