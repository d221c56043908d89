"""Cut a story into passages: the pieces that are embedded, found and read.

A passage is a window onto its story, made of whole sentences and small enough, with the
headline in front, for the model to read to its end.

Promise: ``passage.text == story.text[passage.start:passage.end]``, and together the passages
cover every sentence of the story.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from embeddings.sentences import Span, split_sentences
from embeddings.stories import Story

TokenOffsets = Callable[[str], tuple[tuple[int, int], ...]]
"""Where each token of a text begins and ends, in code points, special tokens left out."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A window onto a story; ``title`` is the headline that is embedded with it."""

    story: str
    start: int
    end: int
    text: str
    title: str = ""

    def __post_init__(self) -> None:
        if len(self.text) != self.end - self.start:
            raise ValueError(f"text must be {self.end - self.start} long, was: {len(self.text)}")

    @property
    def embedded_text(self) -> str:
        """What the model reads: the headline, then the window."""
        return f"{self.title}\n{self.text}" if self.title else self.text


def split_story(
    story: Story,
    token_offsets: TokenOffsets,
    *,
    max_tokens: int,
    overlap: int = 1,
    sentences: Sequence[Span] | None = None,
) -> tuple[Passage, ...]:
    """Cut ``story`` into passages of at most ``max_tokens`` tokens, headline included.

    Neighbours share up to ``overlap`` sentences, fewer where a whole one does not fit. A sentence
    too long for one passage is cut between tokens; a headline longer than a third of the room is
    left out of what is embedded. ``sentences`` are the story's, where they are known already.

    :raises ValueError: If ``max_tokens`` is under 16.
    """
    if max_tokens < 16:
        raise ValueError(f"max_tokens must be at least 16, was: {max_tokens}")
    title_tokens = len(token_offsets(story.title)) if story.title else 0
    title = story.title if title_tokens <= max_tokens // 3 else ""
    room = max_tokens - (title_tokens if title else 0)
    sizer = _Sizer(story.text, [start for start, _ in token_offsets(story.text)])
    if sentences is None:
        sentences = split_sentences(story.text)
    pieces = [piece for sentence in sentences for piece in sizer.cut(sentence, room)]
    return tuple(
        Passage(story.id, window.start, window.end, story.text[window.start : window.end], title)
        for window in _pack(pieces, sizer, room, overlap)
    )


class _Sizer:
    """Counts the tokens of any slice of one text after a single run of the tokenizer."""

    def __init__(self, text: str, token_starts: list[int]) -> None:
        self._text = text
        self._starts = token_starts

    def count(self, start: int, end: int) -> int:
        """Count the tokens that begin in ``start..end``."""
        return bisect_right(self._starts, end - 1) - bisect_right(self._starts, start - 1)

    def cut(self, sentence: Span, room: int) -> list[Span]:
        """Cut a sentence into pieces of at most ``room`` tokens: itself where it fits."""
        pieces = []
        start = sentence.start
        while self.count(start, sentence.end) > room:
            end = self._last_cut(start, room)
            pieces.append(Span(start, start + len(self._text[start:end].rstrip())))
            start = end
        pieces.append(Span(start, sentence.end))
        return pieces

    def _last_cut(self, start: int, room: int) -> int:
        """Return the last place, ``room`` tokens on, where a word begins, else where a token does.

        The words of the last half are tried: a "word" longer than that is no word.
        """
        first = bisect_right(self._starts, start - 1)
        for token in range(first + room, first + room // 2, -1):
            if self._text[self._starts[token] - 1].isspace():
                return self._starts[token]
        return self._starts[first + room]


def _pack(pieces: list[Span], sizer: _Sizer, room: int, overlap: int) -> list[Span]:
    """Pack consecutive pieces into as few windows of ``room`` tokens as fit, in order."""
    windows: list[Span] = []
    first = 0
    while first < len(pieces):
        last = first
        while (
            last + 1 < len(pieces)
            and sizer.count(pieces[first].start, pieces[last + 1].end) <= room
        ):
            last += 1
        windows.append(Span(pieces[first].start, pieces[last].end))
        if last + 1 == len(pieces):
            break
        first = _step_back(pieces, sizer, room, last + 1, min(overlap, last - first))
    return windows


def _step_back(pieces: list[Span], sizer: _Sizer, room: int, next_: int, overlap: int) -> int:
    """Return where the next window begins: up to ``overlap`` pieces before ``next_``."""
    while overlap and sizer.count(pieces[next_ - overlap].start, pieces[next_].end) > room:
        overlap -= 1
    return next_ - overlap
