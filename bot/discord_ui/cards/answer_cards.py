"""What is said to a question, as cards that fit one screen of a phone.

Promise: the answer comes first, then who said it and how sure that is, then where it stands; every
word of a story is escaped, and what does not fit is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.agreement import Relation
from bot.answering.citations import Citation
from bot.answering.replies import Answer, Refusal, Reply
from bot.discord_ui.cards.card import Button, Card, Look, Row, Text, Tone
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.cards.markdown import escape_line, quote_lines, shorten_line
from bot.discord_ui.cards.paper import FOOTER, Paper
from bot.discord_ui.cards.passage_cards import draw_citation, draw_headline
from bot.presentation.counting import count
from bot.presentation.wording import (
    group_others,
    phrase_answer,
    phrase_asked,
    phrase_date,
    phrase_day_words,
    phrase_event,
    phrase_refusal,
    phrase_source,
    phrase_sources,
    phrase_standing,
    phrase_sureness,
)

LIKELY = 0.7
"""The confidence below which an answer is called a possible one."""
_QUESTION, _ABOUT, _ANSWER, _SOURCES, _NOTE = 160, 200, 700, 200, 160
_QUOTE, _HEADLINE, _VERSION = 240, 120, 140
_SHOWN_SOURCES, _SHOWN_OTHERS, _LISTED_OTHERS, _SHOWN_EVENTS = 4, 2, 8, 5


@dataclass(frozen=True, slots=True)
class RecordedReply:
    """A reply together with what its buttons and its small print need.

    ``record`` is the token of the stored question, empty where none is; ``typed`` is the question
    in the words of whoever asked, ``about`` what a follow-up was taken to be about or a misspelt
    question to be. ``stories`` and ``newest`` describe what was asked. A reply that is ``hidden``
    is seen by one person, who may share it.
    """

    reply: Reply
    record: str = ""
    typed: str = ""
    about: str = ""
    stories: int = 0
    newest: date | None = None
    outdated: bool = False
    hidden: bool = False
    threads: bool = False


def draw_answer(asked: RecordedReply) -> Card:
    """Draw a reply: the answer with its sources, or the nearest headlines."""
    reply = asked.reply
    paper = Paper(reserved=FOOTER)
    paper.add(f"-# {shorten_line(asked.typed or reply.question, _QUESTION)}")
    if asked.about:
        paper.add(f"-# {shorten_line(asked.about, _ABOUT)}")
    if reply.asked:
        paper.add(f"-# {shorten_line(phrase_asked(reply.asked), _NOTE)}")
    if reply.answer is None:
        _draw_nearest(paper, asked)
    else:
        _draw_answered(paper, asked, reply.answer)
    paper.blocks.append(Text(phrase_footer(asked)))
    return Card(tuple(paper.blocks), _choose_tone(reply.answer), _make_rows(asked))


def _choose_tone(answer: Answer | None) -> Tone:
    if answer is None:
        return Tone.UNANSWERED
    return Tone.ANSWER if answer.confidence >= LIKELY else Tone.POSSIBLE


def _draw_answered(paper: Paper, asked: RecordedReply, answer: Answer) -> None:
    words = phrase_answer(answer)
    said = open_line(words) if answer.confidence >= LIKELY else f"Possible answer: {words}"
    paper.add(f"## {shorten_line(said, _ANSWER)}")
    paper.add(_draw_sources(answer))
    versions = asked.reply.disagreeing
    if versions:
        lines = [_draw_version(one) for one in versions[:3]]
        paper.add("\n".join(["**Stories disagree**, the newest first:", *lines]))
    first = answer.citations[0]
    paper.add(draw_citation(first, with_quote=first.quote != answer.text))
    paper.add_row(_list_sources(paper, asked.record, answer.citations))
    left = _SHOWN_OTHERS
    for heading, others in group_others(asked.reply.others):
        shown = [one for one in others if one not in versions][:left]
        if shown:
            paper.add("\n".join([f"**{heading}**", *map(_draw_other, shown)]))
            left -= len(shown)


def open_line(words: str) -> str:
    """Begin a line of its own with a capital, so that "at least 97" and "At least 115" look alike;
    what is no plain word, such as "iPhone", stays."""
    first = words.split(" ", 1)[0]
    return words[:1].upper() + words[1:] if first.isalpha() and first.islower() else words


def _list_sources(paper: Paper, record: str, citations: Sequence[Citation]) -> Row | None:
    """Name the further sources in a line each, and return the row of numbers that opens all."""
    listed = citations[:_SHOWN_SOURCES]
    lines = [draw_headline(one, _HEADLINE) for one in listed[1:]]
    if left := len(citations) - len(listed):
        lines.append(f"-# and {count(left, 'more story')}")
    if lines:
        paper.add("\n".join(lines))
    return _make_numbers(record, listed)


def _make_numbers(record: str, citations: Sequence[Citation]) -> Row | None:
    """Return a row of buttons, one a passage."""
    if not record or not citations:
        return None
    return Row(
        tuple(
            Button(f"[{one.n}]", CustomId(Action.PASSAGE, record, one.n)) for one in citations[:5]
        )
    )


def _draw_sources(answer: Answer) -> str:
    """Return whose an answer is and how sure it is, with what else is known below."""
    notes = (
        phrase_standing(answer),
        phrase_day_words(answer.citations[0]),
        phrase_support(answer),
    )
    said = shorten_line(phrase_sources(answer), _SOURCES)
    lines = [f"Source: {said} · {phrase_sureness(answer.confidence)}"]
    lines += [f"-# {shorten_line(note, _NOTE)}" for note in notes if note]
    return "\n".join(lines)


def phrase_support(answer: Answer) -> str:
    """Return how many stories say so, and how many sources these have; empty for one story."""
    stories = len(answer.citations)
    if stories < 2:
        return ""
    if answer.origins < stories:
        return f"{stories} stories say so, from {count(answer.origins, 'source')}"
    publishers = {one.story.publisher for one in answer.citations}
    if None not in publishers and len(publishers) == stories:
        return f"{stories} stories of different publishers say so"
    return f"{stories} stories say so"


def _draw_version(answer: Answer) -> str:
    """Draw one of several answers that disagree: when, what, and who."""
    newest = max(answer.citations, key=lambda one: one.story.published or date.min)
    published = newest.story.published
    day = phrase_date(published) if published else "no date"
    who = shorten_line(phrase_source(newest), _VERSION)
    kind = f", {answer.revision}" if answer.revision else ""
    return f"- {day}: **{shorten_line(open_line(answer.phrase), _VERSION)}** ({who}{kind})"


def _draw_other(answer: Answer) -> str:
    said = shorten_line(phrase_sources(answer), _SOURCES)
    words = shorten_line(open_line(phrase_answer(answer)), _QUOTE)
    lines = [f"{words}\n-# {said} · {phrase_sureness(answer.confidence)}"]
    if answer.relation is Relation.OTHER_EVENT:
        lines.append(f"-# {shorten_line(phrase_event(answer.story), _HEADLINE)}")
    return "\n".join(lines)


def _draw_nearest(paper: Paper, asked: RecordedReply) -> None:
    reply, nearest = asked.reply, choose_different(asked.reply.nearest)
    lines = [f"**{phrase_refusal(reply)}**"]
    events = reply.events[:_SHOWN_EVENTS]
    if events:
        lines += [
            f"**{n}.** {shorten_line(phrase_event(one), _HEADLINE)}"
            for n, one in enumerate(events, start=1)
        ]
    elif nearest and reply.refusal is not Refusal.NOTHING:
        lines += ["The nearest stories:", *(draw_headline(one, _HEADLINE) for one in nearest)]
    paper.add("\n".join(lines))
    if events and asked.record:
        paper.add_row(_make_choices(asked.record, len(events)))
    elif nearest and reply.refusal is not Refusal.NOTHING:
        paper.add_row(_make_numbers(asked.record, nearest))


def _make_choices(record: str, number: int) -> Row:
    """Return a row of buttons, one an event that may be meant."""
    return Row(
        tuple(
            Button(f"{n}", CustomId(Action.EVENT, record, n), look=Look.MAIN)
            for n in range(1, number + 1)
        )
    )


def choose_different(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Return the first citation of each story and headline."""
    found: dict[str, Citation] = {}
    for one in citations:
        if all(one.story.id != other.story.id for other in found.values()):
            found.setdefault((one.story.title or one.story.id).casefold(), one)
    return tuple(found.values())


def _make_rows(asked: RecordedReply) -> tuple[Row, ...]:
    """Return the buttons below a reply; none where the question could not be kept."""
    record, reply = asked.record, asked.reply
    if not record:
        return ()
    first = (
        Button("", CustomId(Action.GOOD, record), emoji="👍"),
        Button("", CustomId(Action.BAD, record), emoji="👎"),
        Button("Ask a follow-up", CustomId(Action.FOLLOW_UP, record), look=Look.MAIN),
    )
    second = [
        (bool(asked.hidden), Button("Share", CustomId(Action.SHARE, record))),
        (bool(reply.answer), Button("More like this", CustomId(Action.MORE, record))),
        (bool(reply.others), Button("Other answers", CustomId(Action.OTHERS, record))),
        (asked.threads, make_thread_button(record)),
        (True, Button("", CustomId(Action.DELETE, record), emoji="🗑️")),
    ]
    return Row(first), Row(tuple(button for wanted, button in second if wanted))


def make_thread_button(record: str) -> Button:
    """Return the button by which people go on below a public answer."""
    return Button("Ask in a thread", CustomId(Action.THREAD, record))


def phrase_footer(asked: RecordedReply) -> str:
    """Return the small print: what was asked."""
    newest = f", newest {phrase_date(asked.newest)}" if asked.newest else ""
    parts = [f"{count(asked.stories, 'story')}{newest}"]
    if asked.outdated:
        parts.append("newer ones wait to be taken in")
    return f"-# {' · '.join(parts)}"


def list_others(reply: Reply) -> tuple[str, ...]:
    """Return the other answers in full as texts, each group after an empty one for a line."""
    texts: list[str] = []
    left = _LISTED_OTHERS
    for heading, others in group_others(reply.others):
        for at, other in enumerate(others[:left]):
            head = "" if at else f"-# {heading}\n"
            words = shorten_line(open_line(phrase_answer(other)), 300)
            texts += ["", f"{head}### {words}\n{_draw_sources(other)}"]
            shown = other.citations[:2]
            texts += [draw_citation(one, with_quote=one.quote != other.text) for one in shown]
        left = max(0, left - len(others))
    return tuple(texts)


def draw_others(question: str, others: Sequence[str]) -> Card:
    """Draw the other answers, as ``list_others`` has written them."""
    paper = Paper(reserved=FOOTER)
    paper.add(f"-# Other answers to: {shorten_line(question, _QUESTION)}")
    for text in others:
        if not text:
            paper.rule()
        elif not paper.add(text):
            break
    return Card(tuple(paper.blocks))


def draw_hint() -> Card:
    """Say how to ask, to somebody who has not asked anything."""
    text = "Ask a whole question, such as:\n"
    return Card((Text(text + quote_lines(escape_line("How many people were rescued?"))),))
