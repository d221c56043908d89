"""Citations: which words of which story an answer stands on.

Promise: a citation's quote is cut out of the stored story at the moment it is made, and one that
does not match never exists.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.agreement import Field, read_field
from bot.answering.fragments import point_to
from embeddings.attribution import OTHER, Attribution, names_agent, normalise_source
from embeddings.sentences import Span
from embeddings.stories import Story


@dataclass(frozen=True, slots=True)
class Credit:
    """One source that the story gives for the answer, and the words that say so.

    ``source`` is its name, or the story's own word where none is known (``named`` is false then);
    ``place`` is where that word stands in the story.
    """

    source: str
    cue: str
    stance: str
    named: bool
    place: Span

    @property
    def origin(self) -> str:
        """The source such that two ways to write one name are equal; empty without a name."""
        return normalise_source(self.source) if self.named else ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote from a story, and the part of it that is the answer; offsets into ``story.text``.

    ``attribution`` lists who the story says said it, nearest to the origin first; empty where it
    speaks in its own voice. With a ``field`` the offsets are into that, and not into the text.
    """

    n: int
    story: Story
    quote: str
    quoted: Span
    answer: Span
    attribution: tuple[Credit, ...] = ()
    field: Field | None = None

    def __post_init__(self) -> None:
        told = read_field(self.story, self.field)
        if told[self.quoted.start : self.quoted.end] != self.quote:
            raise ValueError(f"quote must be a slice of story {self.story.id}, was: {self.quote!r}")
        if not self.quoted.start <= self.answer.start < self.answer.end <= self.quoted.end:
            raise ValueError(f"answer must lie in the quote, was: {self.answer}")

    @property
    def answer_text(self) -> str:
        """The words of the story that answer."""
        return read_field(self.story, self.field)[self.answer.start : self.answer.end]

    @property
    def link(self) -> str | None:
        """The story's address, leading to the quote where a browser can follow it there.

        Other places of the page with the same words, as in its headline, are told apart.
        """
        if self.story.url is None:
            return None
        if self.field is not None:
            return self.story.url
        page, quoted = _lay_out(self.story, self.quoted)
        return f"{self.story.url.partition('#')[0]}#:~:text={point_to(page, quoted).encode()}"


def cite_field(n: int, story: Story, field: Field, answer: Span | None = None) -> Citation:
    """Cite what is known of a story beside its text: headline, authors, day or outlet."""
    value = read_field(story, field)
    whole = Span(0, len(value))
    return Citation(n, story, value, whole, answer or whole, field=field)


def cite(
    n: int, story: Story, quoted: Span, answer: Span | None = None,
    attributions: Sequence[Attribution] = (),
) -> Citation:  # fmt: skip
    """Cut a citation out of a story; the whole quote is the answer unless a part is named.

    ``attributions`` are the story's own, of which those of the answer are kept.
    """
    text = story.text[quoted.start : quoted.end]
    answer = answer or quoted
    return Citation(n, story, text, quoted, answer, find_credits(story.text, answer, attributions))


def find_credits(
    text: str, answer: Span, attributions: Sequence[Attribution]
) -> tuple[Credit, ...]:
    """Return the sources of the words at ``answer``, the innermost first."""
    words = _strip_marks(text, answer)
    covering = [one for one in attributions if one.stance != OTHER and _covers(one, words)]
    covering.sort(key=lambda one: (one.content.end - one.content.start, -one.depth))
    found: dict[str, Credit] = {}
    for one in covering:
        credit = _make_credit(text, one)
        if names_agent(credit.source) or not credit.named:
            found.setdefault(credit.source, credit)
    return tuple(found.values())


def _strip_marks(text: str, span: Span) -> Span:
    """Leave out the marks at the ends of a span, which belong to no content."""
    ends = range(span.start, min(span.end, len(text)))
    inside = [at for at in ends if text[at].isalnum()]
    return Span(inside[0], inside[-1] + 1) if inside else span


def _covers(attribution: Attribution, words: Span) -> bool:
    """Whether the content holds the words, or holds most of them and its own source and cue the
    rest, as in a whole sentence that says whom it is from."""
    content = attribution.content
    if content.start <= words.start and words.end <= content.end:
        return True
    parts = (content, attribution.cue, attribution.source)
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    shared = min(content.end, words.end) - max(content.start, words.start)
    return start <= words.start and words.end <= end and 2 * shared > words.end - words.start


def _make_credit(text: str, one: Attribution) -> Credit:
    stands = " ".join(text[one.source.start : one.source.end].split())
    cue = " ".join(text[one.cue.start : one.cue.end].split())
    return Credit(one.name or stands, cue, one.stance, one.name is not None, one.source)


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
