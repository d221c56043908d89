"""Citations: which words of which story an answer stands on.

Promise: a citation's quote is cut out of the stored story at the moment it is made, and one that
does not match never exists.
"""

from dataclasses import dataclass

from bot.fragments import point_to
from embeddings.sentences import Span
from embeddings.stories import Story


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

        Other places of the page with the same words, as in its headline, are told apart.
        """
        if self.story.url is None:
            return None
        page, quoted = _lay_out(self.story, self.quoted)
        return f"{self.story.url.partition('#')[0]}#:~:text={point_to(page, quoted).encode()}"


def cite(n: int, story: Story, quoted: Span, answer: Span | None = None) -> Citation:
    """Cut a citation out of a story; the whole quote is the answer unless a part is named."""
    text = story.text[quoted.start : quoted.end]
    return Citation(n, story, text, quoted, answer or quoted)


def _lay_out(story: Story, quoted: Span) -> tuple[str, Span]:
    """The story as its page shows it, with headline and clutter, and where the quote is in it."""
    parts = [f"{story.title}\n\n"]
    start = end = len(parts[0])
    done = 0
    for removed in story.removed:
        clutter = f"{removed.text}\n"
        parts += (story.text[done : removed.at], clutter)
        done = removed.at
        start += len(clutter) if removed.at <= quoted.start else 0
        end += len(clutter) if removed.at < quoted.end else 0
    parts.append(story.text[done:])
    return "".join(parts), Span(start + quoted.start, end + quoted.end)
