"""Citations: which words of which story an answer stands on.

Promise: a citation's quote is cut out of the stored story at the moment it is made, and one that
does not match never exists.
"""

from dataclasses import dataclass
from urllib.parse import quote as percent_encode

from embeddings.sentences import Span
from embeddings.stories import Story

_FRAGMENT_WORDS = 5


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote from a story, and the part of it that is the answer; offsets into ``story.text``."""

    n: int
    story: Story
    quote: str
    quoted: Span
    answer: Span

    def __post_init__(self) -> None:
        if self.story.text[self.quoted.start : self.quoted.end] != self.quote:
            raise ValueError(f"quote must be a slice of story {self.story.id}, was: {self.quote!r}")
        if not self.quoted.start <= self.answer.start < self.answer.end <= self.quoted.end:
            raise ValueError(f"answer must lie in the quote, was: {self.answer}")

    @property
    def answer_text(self) -> str:
        """The words of the story that answer."""
        return self.story.text[self.answer.start : self.answer.end]

    @property
    def link(self) -> str | None:
        """The story's address, leading to the quote where a browser can follow it there.

        https://wicg.github.io/scroll-to-text-fragment/: quotes that are long or run over several
        lines, which no browser finds whole, by their first and last words.
        """
        if self.story.url is None:
            return None
        lines = [line.split() for line in self.quote.strip().split("\n")]
        if len(lines) == 1 and len(lines[0]) <= 2 * _FRAGMENT_WORDS:
            fragment = _encode(" ".join(lines[0]))
        else:
            first, last = lines[0][:_FRAGMENT_WORDS], lines[-1][-_FRAGMENT_WORDS:]
            fragment = f"{_encode(' '.join(first))},{_encode(' '.join(last))}"
        return f"{self.story.url.partition('#')[0]}#:~:text={fragment}"


def cite(n: int, story: Story, quoted: Span, answer: Span | None = None) -> Citation:
    """Cut a citation out of a story; the whole quote is the answer unless a part is named."""
    text = story.text[quoted.start : quoted.end]
    return Citation(n, story, text, quoted, answer or quoted)


def _encode(text: str) -> str:
    """Percent-encode text for a text fragment, in which "-", "," and "&" have meanings."""
    return percent_encode(text, safe="").replace("-", "%2D")
