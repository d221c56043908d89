"""Stories and lists of them, as cards."""

from collections.abc import Sequence

from bot.desk.headlines import Headline
from bot.discord_ui.cards.card import Block, Card, Text
from bot.discord_ui.cards.custom_ids import Action
from bot.discord_ui.cards.limits import measure
from bot.discord_ui.cards.markdown import escape, make_safe_url, shorten, shorten_line
from bot.discord_ui.cards.passage_cards import make_pages
from bot.presentation.counting import count
from bot.presentation.wording import phrase_date, phrase_provenance
from embeddings.retrieval import ALL_STORIES, Filters
from embeddings.sentences import split_sentences
from embeddings.stories import Story

_PAGE_TEXT = 1600
_LISTED = 10


def cut_pages(text: str) -> tuple[str, ...]:
    """Cut a story's text into escaped pages of whole lines, else of whole sentences.

    A sentence too long for a page is shortened, and its rest left out.
    """
    pages = [""]
    for number, line in enumerate(text.split("\n")):
        for piece in _cut_line(line):
            joint = "\n" if number and piece.begins_line else " "
            candidate = f"{pages[-1]}{joint}{piece.text}" if pages[-1] else piece.text
            if measure(candidate) <= _PAGE_TEXT:
                pages[-1] = candidate
            else:
                pages.append(piece.text)
    return tuple(page for page in (page.strip() for page in pages) if page)


class _Piece:
    """An escaped piece of a line."""

    def __init__(self, text: str, *, begins_line: bool) -> None:
        self.text, self.begins_line = text, begins_line


def _cut_line(line: str) -> list[_Piece]:
    if measure(whole := escape(line)) <= _PAGE_TEXT // 2:
        return [_Piece(whole, begins_line=True)]
    sentences = [line[span.start : span.end] for span in split_sentences(line)]
    return [
        _Piece(shorten(sentence, _PAGE_TEXT), begins_line=number == 0)
        for number, sentence in enumerate(sentences)
    ]


def draw_story(story: Story, *, page: int, record: str) -> Card:
    """Draw one page of a story's clean text."""
    pages = cut_pages(story.text) or ("-# This story holds no words.",)
    page = min(page, len(pages) - 1)
    blocks: list[Block] = [Text(f"### {shorten_line(story.title or story.id, 200)}")]
    details = [shorten_line(phrase_provenance(story), 160)] if phrase_provenance(story) else []
    if url := make_safe_url(story.url, 360):
        details.append(f"[where it was published](<{url}>)")
    if details:
        blocks.append(Text(f"-# {' · '.join(details)}"))
    blocks.append(Text(pages[page]))
    return Card(tuple(blocks), rows=make_pages(Action.STORY, record, page, len(pages)))


def draw_stories(
    headlines: Sequence[Headline], *, page: int, record: str = "", filters: Filters = ALL_STORIES
) -> Card:
    """Draw one page of the list of stories, in the order given; ``record`` keeps ``filters``."""
    pages = max(1, -(-len(headlines) // _LISTED))
    page = min(page, pages - 1)
    heading = (
        f"**{count(len(headlines), 'story')}**, the newest first" if headlines else "**None.**"
    )
    narrowed = f"\n-# {shorten_line(phrase_filters(filters), 160)}" if filters else ""
    blocks: list[Block] = [Text(heading + narrowed)]
    blocks += [Text(_draw_line(one)) for one in headlines[page * _LISTED : (page + 1) * _LISTED]]
    blocks.append(Text("-# `/story` shows one, `/ask` takes one as `story`"))
    return Card(tuple(blocks), rows=make_pages(Action.STORIES, record, page, pages))


def phrase_filters(filters: Filters) -> str:
    """Say what stories are narrowed to: "of The Sky, since 1 March 2024"."""
    parts = (
        f"of {filters.publisher}" if filters.publisher else "",
        f"since {phrase_date(filters.since)}" if filters.since else "",
        f"until {phrase_date(filters.until)}" if filters.until else "",
    )
    return ", ".join(part for part in parts if part)


def _draw_line(one: Headline) -> str:
    day = phrase_date(one.published) if one.published else ""
    details = " · ".join(part for part in (one.publisher or "", day) if part)
    title = f"**{shorten_line(one.title, 140)}**"
    return f"{title}\n-# {shorten_line(details, 140)}" if details else title
