"""What is said to a question, a search or a claim, as cards.

Promise: the answer comes first, then who said it, then where it stands; every word of a story is
escaped, and what does not fit is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.answers import Answer, Reply
from bot.citations import Citation
from bot.discord_ui import limits
from bot.discord_ui.cards import Block, Button, Card, Look, Row, Rule, Text, Tone
from bot.discord_ui.custom_ids import Action, CustomId
from bot.discord_ui.limits import measure
from bot.discord_ui.markdown import (
    escape_line,
    make_safe_url,
    quote_lines,
    shorten,
    shorten_line,
)
from bot.presentation.terminal import phrase_sureness
from bot.presentation.wording import UNANSWERED, count, phrase_provenance, phrase_reply
from embeddings.index import Manifest
from embeddings.retrieval import Hit

_QUESTION, _ANSWER, _SOURCES, _HEADLINE, _PROVENANCE, _QUOTE = 160, 900, 240, 160, 120, 260
_LINK, _UNDERSTOOD = 360, 320
_SHOWN_CITATIONS, _SHOWN_OTHERS = 4, 2
_FOOTER = 200
PAGE = 5
"""How many hits of a search stand on one page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A reply together with what its buttons and its small print need.

    ``record`` is the number under which the question is stored; ``typed`` is the question in the
    words of whoever asked, ``understood`` how a follow-up was understood.
    """

    reply: Reply
    manifest: Manifest
    record: int
    typed: str = ""
    understood: str = ""
    outdated: bool = False


class _Paper:
    """Collects blocks as long as there is room for their texts and buttons."""

    def __init__(self, *, reserved: int) -> None:
        self.blocks: list[Block] = []
        self._characters = limits.DISPLAY_TEXT - reserved

    def add(self, text: str, button: Button | None = None) -> bool:
        """Add a text and say whether there was room."""
        if measure(text) > self._characters:
            return False
        self._characters -= measure(text)
        self.blocks.append(Text(text, button))
        return True

    def rule(self) -> None:
        self.blocks.append(Rule())


def draw_answer(asked: Asked) -> Card:
    """Draw a reply: the answer with its citations, or the nearest passages."""
    reply = asked.reply
    paper = _Paper(reserved=_FOOTER)
    paper.add(f"-# {shorten_line(asked.typed or reply.question, _QUESTION)}")
    if asked.understood:
        paper.add(f"-# {shorten_line(asked.understood, _UNDERSTOOD)}")
    if reply.answer is None:
        _draw_nearest(paper, asked)
    else:
        _draw_answered(paper, asked, reply.answer)
    paper.rule()
    paper.blocks.append(Text(phrase_footer(asked.manifest, outdated=asked.outdated)))
    tone = Tone.UNANSWERED if reply.answer is None else Tone.ANSWER
    return Card(tuple(paper.blocks), tone, (_make_row(asked),))


def _draw_answered(paper: _Paper, asked: Asked, answer: Answer) -> None:
    paper.add(f"## {shorten_line(answer.text, _ANSWER)}")
    paper.add(f"{shorten_line(name_speakers(asked.reply), _SOURCES)}, "
              f"{phrase_sureness(answer.confidence)}")  # fmt: skip
    _draw_citations(paper, asked.record, answer.citations, known=answer.text)
    if asked.reply.others:
        paper.rule()
        paper.add("**Other answers**")
        for other in asked.reply.others[:_SHOWN_OTHERS]:
            paper.add(_draw_other(other))


def name_speakers(reply: Reply) -> str:
    """Return the part of the phrased reply that says whose the answer is."""
    phrased = phrase_reply(reply)
    if reply.answer is None or not phrased.startswith(reply.answer.text):
        return phrased
    named = phrased[len(reply.answer.text) :].lstrip(" :,–-")
    return named or reply.answer.citations[0].story.id


def _draw_other(answer: Answer) -> str:
    speakers = name_speakers(_reply_with(answer))
    return (
        f"{shorten_line(answer.text, _QUOTE)}\n"
        f"-# {shorten_line(speakers, _SOURCES)}, {phrase_sureness(answer.confidence)}"
    )


def _reply_with(answer: Answer) -> Reply:
    """Put one answer into a reply of its own, so that it is worded like any."""
    from bot.answers import Timings  # noqa: PLC0415

    return Reply("", answer, (), (), Timings(0.0, 0.0, 0.0))


def _draw_nearest(paper: _Paper, asked: Asked) -> None:
    paper.add(f"## {UNANSWERED}")
    if asked.reply.nearest:
        paper.add("The nearest passages:")
        _draw_citations(paper, asked.record, asked.reply.nearest, known="")
    else:
        paper.add("No story was there to be looked through.")


def _draw_citations(
    paper: _Paper, record: int, citations: Sequence[Citation], *, known: str
) -> None:
    """Draw citations with a button each; ``known`` is a quote that need not be repeated."""
    shown = 0
    for citation in citations[:_SHOWN_CITATIONS]:
        text = draw_citation(citation, with_quote=citation.quote != known)
        label = f"Passage {citation.n}"
        button = Button(label, CustomId(Action.PASSAGE, record, citation.n))
        if not paper.add(text, button):
            break
        shown += 1
    if left := len(citations) - shown:
        paper.add(f"-# and {count(left, 'more story')}")


def draw_citation(citation: Citation, *, with_quote: bool) -> str:
    """Draw headline, provenance, link and, on request, the quote of a citation."""
    story = citation.story
    headline = shorten_line(story.title or story.id, _HEADLINE)
    lines = [f"**[{citation.n}]** **{headline}**"]
    details = [shorten_line(phrase_provenance(story), _PROVENANCE)] if any(
        (story.publisher, story.authors, story.published)
    ) else []  # fmt: skip
    if url := make_safe_url(citation.link, _LINK):
        details.append(f"[to the sentence](<{url}>)")
    if details:
        lines.append(f"-# {' · '.join(details)}")
    if with_quote:
        lines.append(quote_lines(shorten_line(citation.quote, _QUOTE)))
    return "\n".join(lines)


def _make_row(asked: Asked) -> Row:
    record, reply = asked.record, asked.reply
    buttons = [
        Button("", CustomId(Action.GOOD, record), emoji="👍"),
        Button("", CustomId(Action.BAD, record), emoji="👎"),
        Button("Ask a follow-up", CustomId(Action.FOLLOW_UP, record), look=Look.MAIN),
    ]
    if reply.answer or reply.nearest:
        buttons.append(Button("More like this", CustomId(Action.MORE, record)))
    if reply.others:
        buttons.append(Button("Other answers", CustomId(Action.OTHERS, record)))
    return Row(tuple(buttons))


def phrase_footer(manifest: Manifest, *, outdated: bool = False) -> str:
    """Return the small print: what was asked, and how old it is."""
    built = int(datetime.fromisoformat(manifest.built_at).timestamp())
    parts = [count(manifest.stories, "story"), f"index {manifest.generation}, built <t:{built}:R>"]
    if outdated:
        parts.append("newer stories wait to be indexed")
    return f"-# {' · '.join(parts)}"


def draw_others(asked: Asked) -> Card:
    """Draw the other answers in full."""
    others = asked.reply.others
    if not others:
        return Card((Text("There is no other answer any more: the stories have changed."),))
    paper = _Paper(reserved=_FOOTER)
    paper.add(f"-# Other answers to: {shorten_line(asked.reply.question, _QUESTION)}")
    for other in others:
        paper.rule()
        paper.add(f"### {shorten_line(other.text, 500)}")
        speakers = shorten_line(name_speakers(_reply_with(other)), _SOURCES)
        paper.add(f"{speakers}, {phrase_sureness(other.confidence)}")
        for citation in other.citations[:2]:
            paper.add(draw_citation(citation, with_quote=citation.quote != other.text))
    paper.rule()
    paper.blocks.append(Text(phrase_footer(asked.manifest)))
    return Card(tuple(paper.blocks))


def draw_passage(citation: Citation, before: str, after: str) -> Card:
    """Draw a passage amid what stands before and after it, its quote marked at the side."""
    story = citation.story
    blocks = [f"### {shorten_line(story.title or story.id, _HEADLINE)}"]
    if provenance := phrase_provenance(story):
        blocks.append(f"-# {shorten_line(provenance, _PROVENANCE)}")
    context = [
        before and shorten(before, 800),
        _mark_quote(citation),
        after and shorten(after, 800),
    ]
    blocks.append("\n".join(text for text in context if text))
    if url := make_safe_url(citation.link, limits.BUTTON_URL):
        blocks.append(f"[Read it where it was published](<{url}>)")
    blocks.append(f"-# {escape_line(story.id)}"[:300])
    return Card(tuple(Text(text) for text in blocks))


def _mark_quote(citation: Citation) -> str:
    """Return the quote as a quotation, with the answer in bold where it is a part of one line."""
    start = citation.answer.start - citation.quoted.start
    end = citation.answer.end - citation.quoted.start
    parts = citation.quote[:start], citation.quote[start:end], citation.quote[end:]
    if citation.answer == citation.quoted or "\n" in citation.quote or len(citation.quote) > 900:
        return quote_lines(shorten(citation.quote, 1500))
    head, answer, tail = (escape_line(part) for part in parts)
    spaced = (
        head, " " * parts[0].endswith(" "), f"**{answer}**", " " * parts[2].startswith(" "), tail
    )  # fmt: skip
    return quote_lines("".join(spaced))


def draw_hits(title: str, hits: Sequence[Hit], *, page: int, record: int, of: Action) -> Card:
    """Draw one page of a search, numbered through, with buttons to the pages beside it."""
    pages = max(1, -(-len(hits) // PAGE))
    page = min(page, pages - 1)
    paper = _Paper(reserved=_FOOTER)
    paper.add(f"**{shorten_line(title, _QUESTION)}**")
    if not hits:
        paper.add("Nothing found.")
    for rank, hit in enumerate(hits[page * PAGE : (page + 1) * PAGE], start=page * PAGE + 1):
        paper.add(_draw_hit(rank, hit))
    return Card(tuple(paper.blocks), rows=make_pages(of, record, page, pages))


def _draw_hit(rank: int, hit: Hit) -> str:
    story = hit.story
    lines = [f"**{rank}.** **{shorten_line(story.title or story.id, _HEADLINE)}**"]
    if provenance := phrase_provenance(story):
        lines.append(f"-# {shorten_line(provenance, _PROVENANCE)}")
    lines.append(quote_lines(shorten_line(hit.passage.text, 380)))
    return "\n".join(lines)


def make_pages(action: Action, record: int, page: int, pages: int) -> tuple[Row, ...]:
    """Return a row with buttons to the page before and after; none where there is one page."""
    if pages < 2:
        return ()
    back = Button("◀", CustomId(action, record, max(page - 1, 0)), disabled=page == 0)
    here = f"{page + 1} of {pages} ▶"
    # the last page's button is dead, but still needs an id of its own
    ahead = Button(here, CustomId(action, record, page + 1), disabled=page + 1 >= pages)
    return (Row((back, ahead)),)
