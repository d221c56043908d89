"""What is said to a question, as cards.

Promise: the answer comes first, then who said it, then where it stands; every word of a story is
escaped, and what does not fit is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.agreement import Relation
from bot.answering.citations import Citation
from bot.answering.replies import Answer, Reply
from bot.discord_ui.cards.card import Button, Card, Look, Row, Text, Tone
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.cards.markdown import shorten_line
from bot.discord_ui.cards.paper import FOOTER, Paper
from bot.discord_ui.cards.passage_cards import draw_citation
from bot.presentation.wording import (
    count,
    group_others,
    phrase_agreement,
    phrase_asked,
    phrase_day_words,
    phrase_disagreement,
    phrase_event,
    phrase_refusal,
    phrase_sources,
    phrase_standing,
    phrase_sureness,
)
from embeddings.index import Manifest

_QUESTION, _UNDERSTOOD, _ANSWER, _SOURCES, _NOTE = 160, 320, 900, 240, 160
_DISAGREEMENT, _QUOTE, _HEADLINE = 360, 260, 160
_SHOWN_CITATIONS, _SHOWN_OTHERS, _LISTED_OTHERS = 4, 3, 8


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


def draw_answer(asked: Asked) -> Card:
    """Draw a reply: the answer with its citations, or the nearest passages."""
    reply = asked.reply
    paper = Paper(reserved=FOOTER)
    paper.add(f"-# {shorten_line(asked.typed or reply.question, _QUESTION)}")
    if asked.understood:
        paper.add(f"-# {shorten_line(asked.understood, _UNDERSTOOD)}")
    if reply.asked:
        paper.add(f"-# {shorten_line(phrase_asked(reply.asked), _NOTE)}")
    if reply.answer is None:
        _draw_nearest(paper, asked)
    else:
        _draw_answered(paper, asked, reply.answer)
    paper.rule()
    paper.blocks.append(Text(phrase_footer(asked.manifest, outdated=asked.outdated)))
    tone = Tone.UNANSWERED if reply.answer is None else Tone.ANSWER
    return Card(tuple(paper.blocks), tone, (_make_row(asked),))


def _draw_answered(paper: Paper, asked: Asked, answer: Answer) -> None:
    paper.add(f"## {shorten_line(answer.text, _ANSWER)}")
    paper.add(_draw_sources(answer))
    if disagreement := phrase_disagreement(asked.reply):
        paper.add(f"**{shorten_line(disagreement, _DISAGREEMENT)}**")
    _draw_citations(paper, asked.record, answer.citations, known=answer.text)
    left = _SHOWN_OTHERS
    for heading, others in group_others(asked.reply.others):
        if shown := others[:left]:
            paper.rule()
            paper.add("\n".join([f"**{heading}**", *map(_draw_other, shown)]))
            left -= len(shown)


def _draw_sources(answer: Answer) -> str:
    """Return whose an answer is and how sure it is, with what else is known below."""
    notes = (
        phrase_standing(answer),
        phrase_day_words(answer.citations[0]),
        phrase_agreement(answer),
    )
    said = shorten_line(phrase_sources(answer), _SOURCES)
    lines = [f"{said} · {phrase_sureness(answer.confidence)}"]
    lines += [f"-# {shorten_line(note, _NOTE)}" for note in notes if note]
    return "\n".join(lines)


def _draw_other(answer: Answer) -> str:
    said = shorten_line(phrase_sources(answer), _SOURCES)
    lines = [shorten_line(answer.text, _QUOTE)]
    lines.append(f"-# {said} · {phrase_sureness(answer.confidence)}")
    if answer.relation is Relation.OTHER_EVENT:
        lines.append(f"-# {shorten_line(phrase_event(answer.story), _HEADLINE)}")
    return "\n".join(lines)


def _draw_nearest(paper: Paper, asked: Asked) -> None:
    reply = asked.reply
    paper.add(f"## {phrase_refusal(reply)}")
    if reply.events:
        events = [f"• {shorten_line(phrase_event(one), _HEADLINE)}" for one in reply.events]
        paper.add("\n".join(events))
    elif reply.nearest:
        paper.add("The nearest:")
        _draw_citations(paper, asked.record, asked.reply.nearest, known="")
    else:
        paper.add("No story was there to be looked through.")


def _draw_citations(
    paper: Paper, record: int, citations: Sequence[Citation], *, known: str
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
    if not asked.reply.others:
        return Card((Text("There is no other answer any more: the stories have changed."),))
    paper = Paper(reserved=FOOTER)
    paper.add(f"-# Other answers to: {shorten_line(asked.reply.question, _QUESTION)}")
    left = _LISTED_OTHERS
    for heading, others in group_others(asked.reply.others):
        for at, other in enumerate(others[:left]):
            paper.rule()
            head = "" if at else f"-# {heading}\n"
            paper.add(f"{head}### {shorten_line(other.text, 500)}\n{_draw_sources(other)}")
            for citation in other.citations[:2]:
                paper.add(draw_citation(citation, with_quote=citation.quote != other.text))
        left = max(0, left - len(others))
    paper.rule()
    paper.blocks.append(Text(phrase_footer(asked.manifest)))
    return Card(tuple(paper.blocks))
