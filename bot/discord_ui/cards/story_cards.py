"""Stories, lists of them, the state of the index, and help, as cards."""

from collections.abc import Sequence
from datetime import datetime

from bot.discord_ui.cards.card import Block, Button, Card, Look, Row, Rule, Text, Tone
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.cards.limits import measure
from bot.discord_ui.cards.markdown import escape, make_safe_url, shorten, shorten_line
from bot.discord_ui.cards.passage_cards import make_pages
from bot.presentation.wording import count, phrase_provenance
from embeddings.index import Manifest
from embeddings.index.open_index import FolderChanges
from embeddings.sentences import split_sentences
from embeddings.stories import Skipped, Story

_PAGE_TEXT = 1600
_LISTED = 10
_SHOWN_SKIPPED = 8


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


def draw_story(story: Story, *, page: int, record: int) -> Card:
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


def draw_stories(stories: Sequence[Story], *, page: int, record: int) -> Card:
    """Draw one page of the list of stories, the newest first."""
    ordered = sorted(
        stories, key=lambda one: (-one.published.toordinal() if one.published else 0, one.id)
    )
    pages = max(1, -(-len(ordered) // _LISTED))
    page = min(page, pages - 1)
    lines = [_draw_line(story) for story in ordered[page * _LISTED : (page + 1) * _LISTED]]
    blocks: list[Block] = [Text(f"**{count(len(ordered), 'story')}**")]
    blocks += [Text(line) for line in lines]
    blocks.append(Text("-# `/story` shows one, `/ask` takes one as `story`"))
    return Card(tuple(blocks), rows=make_pages(Action.STORIES, record, page, pages))


def _draw_line(story: Story) -> str:
    provenance = phrase_provenance(story)
    title = f"**{shorten_line(story.title or story.text, 140)}**"
    return f"{title}\n-# {shorten_line(provenance, 140)}" if provenance else title


def draw_status(
    manifest: Manifest,
    generations: Sequence[str],
    skipped: Sequence[Skipped],
    changes: FolderChanges | None,
    *,
    may_change: bool = False,
) -> Card:
    """Draw what the index holds and whether it is still true, with what can be done."""
    built = int(datetime.fromisoformat(manifest.built_at).timestamp())
    holds = f"{count(manifest.stories, 'story')} in {count(manifest.passages, 'passage')}"
    lines = [
        f"**Generation** {manifest.generation} of {', '.join(generations)}",
        f"**Built** <t:{built}:f> (<t:{built}:R>)",
        f"**Holds** {holds}, {manifest.bytes / 1e6:,.1f} MB",
        f"**Stories folder** {phrase_folder(changes)}",
        f"**Model** {shorten_line(manifest.model, 120)}",
    ]
    blocks: list[Block] = [Text("### The index"), Text("\n".join(lines))]
    if skipped:
        blocks += [Rule(), Text(_list_skipped(skipped))]
    tone = Tone.WARNING if changes is None or changes else Tone.INFO
    rows = (_make_index_row(changes, len(generations)),) if may_change else ()
    return Card(tuple(blocks), tone, rows)


def phrase_folder(changes: FolderChanges | None) -> str:
    """Return how the stories folder differs from the index."""
    if changes is None:
        return "is not there any more"
    if not changes:
        return "unchanged since"
    return "newer: " + ", ".join(f"{number:,} {what}" for number, what in changes.counts)


def _list_skipped(skipped: Sequence[Skipped]) -> str:
    lines = [f"**{count(len(skipped), 'file')} skipped**"]
    lines += [
        f"- {shorten_line(one.file, 100)}: {shorten_line(one.reason, 120)}"
        for one in skipped[:_SHOWN_SKIPPED]
    ]
    if len(skipped) > _SHOWN_SKIPPED:
        lines.append(f"- and {len(skipped) - _SHOWN_SKIPPED:,} more")
    return "\n".join(lines)


def _make_index_row(changes: FolderChanges | None, generations: int) -> Row:
    fresh = Look.MAIN if changes else Look.PLAIN
    buttons = [
        Button("Take in what changed", CustomId(Action.UPDATE), look=fresh, disabled=not changes),
        Button("Rebuild", CustomId(Action.REBUILD), disabled=changes is None),
    ]
    if generations > 1:
        buttons.append(Button("Go back one generation", CustomId(Action.ROLLBACK)))
    return Row(tuple(buttons))


def draw_confirmation(manifest: Manifest, changes: FolderChanges | None) -> Card:
    """Ask whether to build a fresh index."""
    if changes is None:
        return Card(
            (Text("The stories folder is not there any more: nothing can be built."),), Tone.WARNING
        )
    text = (
        f"### Build a fresh index?\nThe stories folder is {phrase_folder(changes)}. "
        f"Generation {manifest.generation} answers until the new one is whole."
    )
    buttons = [Button("Build it", CustomId(Action.REBUILD), look=Look.DANGER)]
    if changes:
        buttons.append(Button("Only what changed", CustomId(Action.UPDATE), look=Look.MAIN))
    buttons.append(Button("Leave it", CustomId(Action.CANCEL)))
    return Card((Text(text),), Tone.WARNING, (Row(tuple(buttons)),))


HELP = """### Ask the stories
`/ask` answers from the stories with the sentence that says so. `story` asks one story only, \
`private` shows the answer to you alone.
What is plainly misspelt is put right, and the reply says so.
`/search` finds passages, `/stories` lists the stories, `/story` shows one.
On a message: **Apps → Check this claim** finds what the stories say about it, for you alone.

Below an answer: **Passage** shows a sentence where it stands, **Ask a follow-up** goes on from \
there, 👍 and 👎 tell those who run this bot how it did.

-# Answers are words of the stories, chosen by a program that can choose wrongly. Questions are \
kept for some weeks so that mistakes can be found."""


def draw_help() -> Card:
    """Say what can be asked, and how."""
    return Card((Text(HELP),))
