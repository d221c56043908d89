"""Passages as cards: one that is cited, amid what stands around it, and those that a search finds.

Promise: every word of a story is escaped; pages can be turned both ways.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.checking import CheckedSentence, Evidence
from bot.answering.citations import Citation
from bot.discord_ui.cards import limits
from bot.discord_ui.cards.card import Button, Card, Row, Text
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.cards.markdown import (
    escape_line,
    make_safe_url,
    quote_lines,
    shorten,
    shorten_line,
)
from bot.discord_ui.cards.paper import FOOTER, Paper
from bot.presentation.counting import count
from bot.presentation.wording import (
    phrase_credits,
    phrase_date,
    phrase_judgement,
    phrase_provenance,
    phrase_source,
    phrase_stance,
)
from embeddings.retrieval import Hit
from embeddings.stories import Story

_TITLE, _HEADLINE, _PROVENANCE, _QUOTE, _LINK = 160, 160, 120, 260, 360
_FINDINGS, _SENTENCES = 2, 10
"""How many passages are shown to one sentence of a claim."""
_HOW_COMPARED = "Figures, dates, names and denials were compared. Open a passage by its number."
PAGE = 5
"""How many hits of a search stand on one page."""


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


def draw_headline(citation: Citation, limit: int) -> str:
    """Draw a citation as its number and headline in one line, with who published it when."""
    return _draw_numbered(citation.n, citation.story, limit)


def _draw_numbered(n: int, story: Story, limit: int) -> str:
    day = phrase_date(story.published) if story.published else ""
    details = ", ".join(part for part in (story.publisher or "", day) if part)
    line = f"**[{n}]** {shorten_line(story.title or story.id, limit)}"
    return f"{line}\n-# {shorten_line(details, _PROVENANCE)}" if details else line


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
    if phrase_credits(citation):
        blocks.append(f"-# {shorten_line(phrase_source(citation), _PROVENANCE)}")
    if url := make_safe_url(citation.link, limits.BUTTON_URL):
        blocks.append(f"[Read it where it was published](<{url}>)")
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


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: its title, the passages, and the token of what was searched for.

    ``understood`` says what was searched for where that is not what was typed.
    """

    title: str
    hits: Sequence[Hit]
    record: str
    understood: str = ""


def draw_hits(found: Found, *, page: int) -> Card:
    """Draw one page of a search, numbered through, with buttons to the pages beside it."""
    pages = max(1, -(-len(found.hits) // PAGE))
    page = min(page, pages - 1)
    paper = Paper(reserved=FOOTER)
    paper.add(f"**{shorten_line(found.title, _TITLE)}**")
    if found.understood:
        paper.add(f"-# {shorten_line(found.understood, _TITLE)}")
    if not found.hits:
        paper.add("Nothing found.")
    shown = found.hits[page * PAGE : (page + 1) * PAGE]
    for rank, hit in enumerate(shown, start=page * PAGE + 1):
        paper.add(_draw_hit(rank, hit))
    rows = make_pages(Action.SEARCH, found.record, page, pages) if found.record else ()
    return Card(tuple(paper.blocks), rows=rows)


def _draw_hit(rank: int, hit: Hit) -> str:
    story = hit.story
    lines = [f"**{rank}.** **{shorten_line(story.title or story.id, _HEADLINE)}**"]
    if provenance := phrase_provenance(story):
        lines.append(f"-# {shorten_line(provenance, _PROVENANCE)}")
    lines.append(quote_lines(shorten_line(hit.passage.text, 380)))
    return "\n".join(lines)


def draw_sources(question: str, hits: Sequence[Hit], record: str) -> Card:
    """Draw the stories that bear on a question, a line each, with a button for each passage."""
    paper = Paper(reserved=FOOTER)
    paper.add(f"-# {shorten_line(question, _TITLE)}")
    if not hits:
        paper.add("Nothing found.")
        return Card(tuple(paper.blocks))
    lines = [_draw_numbered(n, one.story, _HEADLINE) for n, one in enumerate(hits, start=1)]
    paper.add("\n".join(["**Sources**", *lines]))
    if record:
        paper.add_row(_make_numbers(record, len(hits)))
    return Card(tuple(paper.blocks))


def _make_numbers(record: str, number: int) -> Row:
    """Return a row of buttons, one a passage."""
    return Row(
        tuple(
            Button(f"[{n}]", CustomId(Action.PASSAGE, record, n))
            for n in range(1, min(number, limits.ROW_BUTTONS) + 1)
        )
    )


def draw_claim(claim: str, checked: Sequence[CheckedSentence], *, record: str = "") -> Card:
    """Draw what the stories say to each sentence of a claim, with what decides."""
    paper = Paper(reserved=FOOTER)
    about = f" about: {shorten_line(claim, _TITLE)}" if len(checked) < 2 else ""
    paper.add(f"**What the stories say{about}**")
    shown = list_shown(checked)
    for one in checked[:_SENTENCES]:
        said = f"{shorten_line(one.text, _TITLE)}\n" if len(checked) > 1 else ""
        paper.add(f"{said}### {phrase_judgement(one)}")
        for found in (found for found in one.evidence if found in shown):
            n = shown.index(found) + 1
            decides = found is one.evidence[0]
            paper.add(_draw_evidence(n, found) if decides else _draw_further(n, found))
        if left := sum(found not in shown for found in one.evidence):
            paper.add(f"-# and {count(left, 'more passage')}")
    if len(checked) > _SENTENCES:
        more = count(len(checked) - _SENTENCES, "more sentence")
        paper.add(f"-# and {more}: check them alone")
    if record and shown:
        paper.add_row(_make_numbers(record, len(shown)))
    paper.blocks.append(Text(f"-# {_HOW_COMPARED}"))
    return Card(tuple(paper.blocks))


def list_shown(checked: Sequence[CheckedSentence]) -> list[Evidence]:
    """Return the passages that are shown, at most one for each number button."""
    chosen = [found for one in checked[:_SENTENCES] for found in one.evidence[:_FINDINGS]]
    return chosen[: limits.ROW_BUTTONS]


def _draw_further(n: int, found: Evidence) -> str:
    """Draw a passage that does not decide in one line: its button shows it."""
    story = found.citation.story
    return f"**[{n}]** {shorten_line(story.title or story.id, _HEADLINE)}"


def _draw_evidence(n: int, found: Evidence) -> str:
    story = found.citation.story
    lines = [f"**[{n}]** **{shorten_line(story.title or story.id, _HEADLINE)}**"]
    details = [shorten_line(phrase_stance(found), _PROVENANCE)]
    if url := make_safe_url(story.url, _LINK):
        details.append(f"[where it was published](<{url}>)")
    lines.append(f"-# {' · '.join(part for part in details if part)}")
    lines.append(quote_lines(shorten_line(found.citation.quote, _QUOTE)))
    return "\n".join(lines)


def make_pages(action: Action, record: str, page: int, pages: int) -> tuple[Row, ...]:
    """Return a row with buttons to the page before and after; none where there is one page."""
    if pages < 2:
        return ()
    back = Button("◀", CustomId(action, record, max(page - 1, 0)), disabled=page == 0)
    here = f"{page + 1} of {pages} ▶"
    # the last page's button is dead, but still needs an id of its own
    ahead = Button(here, CustomId(action, record, page + 1), disabled=page + 1 >= pages)
    return (Row((back, ahead)),)
