"""Replies, passages and stories as a terminal shows them.

Promise: the answer comes first; colour only repeats what the words already say.
"""

from collections.abc import Sequence
from textwrap import shorten

from rich.style import Style
from rich.text import Text

from bot.agreement import Relation
from bot.answering.checking import CheckedSentence, Judgement
from bot.answering.citations import Citation
from bot.answering.replies import Answer, Refusal, Reply
from bot.presentation.counting import count
from bot.presentation.quoting import quote_for_shell, quote_name
from bot.presentation.wording import (
    group_others,
    list_items,
    phrase_agreement,
    phrase_answer,
    phrase_asked,
    phrase_day_words,
    phrase_disagreement,
    phrase_event,
    phrase_judgement,
    phrase_mended,
    phrase_provenance,
    phrase_refusal,
    phrase_sources,
    phrase_stance,
    phrase_standing,
    phrase_sureness,
)
from embeddings.index import Manifest
from embeddings.retrieval import Hit
from embeddings.stories import Story

_NEAREST_WIDTH = 240
_JUDGED = {
    Judgement.SUPPORTED: "bold green",
    Judgement.CONTRADICTED: "bold red",
    Judgement.NOT_STATED: "bold yellow",
    Judgement.NOT_CHECKABLE: "dim",
}


def draw_reply(reply: Reply, manifest: Manifest, *, with_question: bool = False) -> Text:
    """Draw an answer with its citations, or the nearest passages, and the index they are of."""
    text = Text()
    if with_question:
        text.append(f"{reply.question}\n", style="dim")
    if reply.mended:
        _append_understood(text, phrase_mended(reply.mended))
    _append_reply(text, reply)
    text.append(_phrase_footer(manifest), style="dim")
    if with_question:
        text.append("\n")
    return text


def draw_exchange(reply: Reply, understood: str) -> Text:
    """Draw a reply of a conversation below how its question was understood."""
    text = Text()
    if understood:
        _append_understood(text, understood)
    _append_reply(text, reply)
    return text


def draw_mended(words: str) -> Text:
    """Draw what is searched for in place of what was typed."""
    text = Text()
    _append_understood(text, phrase_mended(words))
    return text


def _append_understood(text: Text, understood: str) -> None:
    text.append(f"{understood}\n", style="italic dim")


def draw_sources(reply: Reply) -> Text:
    """Draw every citation of a reply in full, below its answer where there are several."""
    text = Text()
    answers = [reply.answer, *reply.others] if reply.answer else []
    for number, answer in enumerate(answers):
        if reply.others:
            text.append("\n" if number else "")
            text.append(f"{_draw_words(answer)}\n", style="bold green")
        for citation in answer.citations:
            _append_citation(text, citation, with_quote=True)
    for citation in reply.nearest:
        _append_citation(text, citation, with_quote=True)
    return text


def _append_reply(text: Text, reply: Reply) -> None:
    if reply.asked:
        text.append(f"{phrase_asked(reply.asked)}\n\n", style="dim")
    if reply.answer is None:
        text.append(f"{phrase_refusal(reply)}\n", style="bold yellow")
        _append_refused(text, reply)
    else:
        _append_answer(text, reply.answer, phrase_disagreement(reply))
        _append_others(text, reply.others)


def draw_refusal(question: str, reason: str) -> Text:
    """Draw why something cannot be asked, below what it was, unless that is empty."""
    text = Text()
    if question:
        text.append(f"{shorten(question, _NEAREST_WIDTH, placeholder=' …')}\n", style="dim")
    text.append(f"{reason}\n", style="bold yellow")
    return text


def _append_answer(text: Text, answer: Answer, disagreement: str | None) -> None:
    text.append(f"{_draw_words(answer)}\n", style="bold green")
    text.append(f"{phrase_sources(answer)} · {phrase_sureness(answer.confidence)}\n")
    notes = (
        phrase_standing(answer),
        phrase_day_words(answer.citations[0]),
        phrase_agreement(answer),
    )
    for note in notes:
        text.append(f"{note}\n" if note else "")
    text.append("\n")
    if disagreement:
        text.append(f"{disagreement}\n\n", style="bold yellow")
    for citation in answer.citations:
        _append_citation(text, citation, with_quote=citation.quote != answer.text)


def _draw_words(answer: Answer) -> str:
    """Return the answer as it stands, or the items of a list of several lines one a line."""
    items = list_items(answer)
    return "\n".join(f"• {item}" for item in items) if items else answer.text


def _append_citation(text: Text, citation: Citation, *, with_quote: bool) -> None:
    story = citation.story
    text.append(f"[{citation.n}] ", style="bold cyan")
    text.append(f"{story.title or quote_name(story.id)}\n", style="bold")
    if provenance := phrase_provenance(story):
        text.append(f"    {provenance}\n", style="dim")
    if story.url:
        text.append(f"    {story.url}\n", style=Style(dim=True, link=citation.link))
    text.append(f"    byline show {quote_for_shell(story.id)}\n", style="dim")
    if with_quote:
        text.append(f"    “{citation.quote}”\n")


def _append_others(text: Text, others: Sequence[Answer]) -> None:
    for heading, shown in group_others(others):
        text.append(f"\n{heading}\n", style="bold")
        for answer in shown:
            _append_other(text, answer)


def _append_other(text: Text, answer: Answer) -> None:
    if answer.relation is Relation.OTHER_EVENT:
        text.append(f"  {phrase_event(answer.story)}\n")
    text.append(f"  • {phrase_answer(answer) if answer.items else answer.text}\n")
    text.append(
        f"    {phrase_sources(answer)} · {phrase_sureness(answer.confidence)}\n", style="dim"
    )
    if answer.relation and answer.citations[0].quote != answer.text:
        text.append(f"    “{answer.citations[0].quote}”\n")


def _append_refused(text: Text, reply: Reply) -> None:
    """Draw the events to choose from, or the sentences that come nearest."""
    for story in reply.events:
        text.append(f"  • {phrase_event(story)}\n")
        text.append(f"    byline show {quote_for_shell(story.id)}\n", style="dim")
    if reply.events or reply.refusal is Refusal.WHICH:
        return
    if not reply.nearest:
        text.append("No story passes the filters.\n")
        return
    text.append("The nearest:\n\n")
    for citation in reply.nearest:
        _append_citation(text, citation, with_quote=False)
        quote = shorten(citation.quote, _NEAREST_WIDTH, placeholder=" …")
        text.append(f"    {quote}\n")


def _phrase_footer(manifest: Manifest) -> str:
    stories = count(manifest.stories, "story")
    return f"\n{stories}, index {manifest.generation} of {manifest.built_at[:10]}"


def draw_checked(sentences: Sequence[CheckedSentence]) -> Text:
    """Draw each sentence of a text with its verdict and what decides it."""
    text = Text()
    for one in sentences:
        text.append(f"{one.text}\n", style="bold")
        text.append(f"{phrase_judgement(one)}\n", style=_JUDGED[one.judgement])
        for found in one.evidence:
            text.append(f"  {phrase_stance(found)}\n", style="dim")
            text.append(f"  “{found.citation.quote}”\n")
            story = found.citation.story
            text.append(f"  byline show {quote_for_shell(story.id)}\n", style="dim")
        text.append("\n")
    text.rstrip()
    return text


def draw_hit(rank: int, hit: Hit) -> Text:
    """Draw one passage of a search."""
    text = Text()
    text.append(f"{rank}. ", style="bold cyan")
    text.append(f"{hit.story.title or quote_name(hit.story.id)}\n", style="bold")
    for line in (phrase_provenance(hit.story), f"byline show {quote_for_shell(hit.story.id)}"):
        if line:
            text.append(f"   {line}\n", style="dim")
    text.append(f"   {' '.join(hit.passage.text.split())}\n")
    return text


def draw_story_line(story: Story, width: int) -> Text:
    """Draw one story of a list, its id padded to ``width``."""
    text = Text()
    text.append(f"{quote_name(story.id):<{width}}  ", style="cyan")
    text.append(f"{story.published.isoformat() if story.published else '':<10}  ")
    text.append(story.title or shorten(story.text, 60, placeholder=" …"), style="bold")
    if story.publisher:
        text.append(f"  {story.publisher}", style="dim")
    return text


def draw_story(story: Story) -> Text:
    """Draw a story: headline, provenance, clean text."""
    text = Text()
    if story.title:
        text.append(f"{story.title}\n", style="bold")
    for line in (phrase_provenance(story), story.url or ""):
        if line:
            text.append(f"{line}\n", style="dim")
    text.append(f"\n{story.text}" if len(text) else story.text)
    return text


def draw_removed(story: Story) -> Text:
    """Draw what was taken out of a story, each piece with its reason."""
    text = Text()
    if not story.removed:
        return Text("Nothing was taken out.")
    for piece in story.removed:
        text.append(f"{piece.reason}: ", style="yellow")
        text.append(f"{' '.join(piece.text.split())}\n")
    text.rstrip()
    return text
