"""How a question stands in a row.

Promise: what is read from a row is what was written into it.
"""

import json
from dataclasses import astuple
from datetime import date
from typing import Any

from bot.conversation import Turn
from bot.desk.questions import Cited, Kept, Question
from embeddings.retrieval import Filters

COLUMNS = (
    "questions.id, token, asked_at, kind, server, channel, private, questions.question, title, "
    "stories, answered, generation, cited, others, events, filters, asked_of, turn"
)
"""What ``make_kept`` reads, of questions with their turns."""


def list_values(question: Question) -> tuple[object, ...]:
    """Return what is written of a question after its token and time, in the order of columns."""
    return (
        question.kind, question.server, question.channel, question.private, question.question,
        question.title, json.dumps(question.stories), question.answered, question.generation,
        json.dumps([astuple(one) for one in question.cited]), json.dumps(question.others),
        json.dumps(question.events), write_filters(question.filters),
    )  # fmt: skip


def make_kept(row: tuple[Any, ...]) -> Kept:
    """Return the question of a row."""
    (number, token, asked_at, kind, server, channel, private, question, title, stories,
     answered, generation, cited, others, events, filters, asked_of, turn) = row  # fmt: skip
    made = Question(
        kind,
        server,
        question,
        title=title,
        channel=channel,
        private=bool(private),
        stories=tuple(json.loads(stories)),
        answered=bool(answered),
        generation=generation,
        cited=tuple(Cited(*one) for one in json.loads(cited)),
        others=tuple(json.loads(others)),
        events=tuple(json.loads(events)),
        filters=_read_filters(filters),
        asked_of=tuple(json.loads(asked_of or "[]")),
        turn=Turn.from_fields(json.loads(turn)) if turn else None,
    )
    return Kept(number, token, asked_at, made)


def write_filters(filters: Filters) -> str:
    """Return filters as text."""
    days = {"since": filters.since, "until": filters.until}
    written = {name: day.isoformat() for name, day in days.items() if day}
    return json.dumps(written | ({"publisher": filters.publisher} if filters.publisher else {}))


def _read_filters(text: str) -> Filters:
    read = json.loads(text)
    since, until = (
        date.fromisoformat(read[name]) if name in read else None for name in ("since", "until")
    )
    return Filters(publisher=read.get("publisher"), since=since, until=until)
