"""What was asked and what people thought of the answers.

Promise: a button finds its question after a restart by a token that nobody can guess; whoever
asked or rated stands there under a key alone, and can have all of it removed.
"""

import json
import logging
import secrets
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.conversation import Turn
from bot.desk.people import People, read_key
from bot.desk.questions import Cited, Feedback, Kept, Question
from bot.desk.state.sqlite import StateDatabase
from bot.desk.state.sqlite_schema import make_migrations
from embeddings.errors import SettingsError
from embeddings.retrieval import Filters

_log = logging.getLogger("byline.desk")
_COLUMNS = (
    "questions.id, token, asked_at, kind, server, channel, private, questions.question, title, "
    "stories, answered, generation, cited, others, events, filters, asked_of, turn"
)
_SHOWN = "(NOT private AND server IS NOT NULL OR shared)"
"""Which questions those who run the bot may read."""


@dataclass(frozen=True, slots=True)
class Count:
    """How much is kept of somebody."""

    questions: int
    ratings: int


class QuestionStore:
    """The questions and their feedback, for use from any thread."""

    def __init__(self, path: Path, key_file: Path | None = None) -> None:
        """Open the file, or make it; the key lies beside it unless ``key_file`` names another.

        :raises SettingsError: If it cannot be written or is of a newer Byline.
        """
        self.people = People(read_key(key_file or path.with_suffix(".key")))
        self.database = StateDatabase(path, make_migrations(self.people))

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    # -- questions -----------------------------------------------------------------------------

    def add(self, question: Question, person: int = 0) -> str:
        """Keep what a person asked and return its token; empty where the disk takes nothing."""
        token = secrets.token_urlsafe(12)
        try:
            with self.database.writing() as connection:
                self._insert(connection, token, question, person)
        except SettingsError as error:
            _log.error("a question could not be kept: %s", error)
            return ""
        return token

    def _insert(
        self, connection: sqlite3.Connection, token: str, question: Question, person: int
    ) -> None:
        values = (
            token, _now(), question.kind, question.server, question.channel, question.private,
            question.question, question.title, json.dumps(question.stories), question.answered,
            question.generation, json.dumps([astuple(one) for one in question.cited]),
            json.dumps(question.others), json.dumps(question.events),
            _write_filters(question.filters),
        )  # fmt: skip
        row = connection.execute(
            "INSERT INTO questions (token, asked_at, kind, server, channel, private, question, "
            "title, stories, answered, generation, cited, others, events, filters, person) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
            values,
        ).lastrowid
        if person:
            connection.execute(
                "UPDATE questions SET person = ? WHERE id = ?",
                (self.people.hash(row or 0, person), row),
            )
        if question.turn is not None:
            connection.execute(
                "INSERT INTO turns VALUES (?, ?, ?)",
                (row, json.dumps(question.asked_of), json.dumps(asdict(question.turn))),
            )

    def get(self, token: str) -> Question | None:
        """Return a question, or ``None`` where it is not kept (any more)."""
        kept = self._find("WHERE token = ?", (token,))
        return kept[0].question if kept else None

    def _find(self, where: str, values: tuple[object, ...] = ()) -> list[Kept]:
        rows = self.database.query(
            f"SELECT {_COLUMNS} FROM questions "  # noqa: S608
            f"LEFT JOIN turns ON turns.question = questions.id {where}",
            values,
        )
        return [_make_kept(row) for row in rows]

    def is_asker(self, token: str, person: int) -> bool:
        """Say whether a person asked a question that is kept."""
        rows = self.database.query("SELECT id, person FROM questions WHERE token = ?", (token,))
        return any(secrets.compare_digest(self.people.hash(row, person), who) for row, who in rows)

    def share(self, token: str) -> None:
        """Make a private question one that others may see."""
        with self.database.writing() as connection:
            connection.execute("UPDATE questions SET private = 0 WHERE token = ?", (token,))

    # -- feedback ------------------------------------------------------------------------------

    def rate(self, token: str, person: int, verdict: str, comment: str = "") -> bool:
        """Keep what a person thinks, in place of what they thought before.

        An earlier comment stays until another is given. A comment on a question of one's own lets
        those who run the bot read that question, as the form says. Return whether the question is
        still kept.
        """
        rows = self.database.query("SELECT id FROM questions WHERE token = ?", (token,))
        for (number,) in rows:
            hashed = self.people.hash(number, person)
            with self.database.writing() as connection:
                connection.execute(
                    "INSERT INTO feedback VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                    "verdict = excluded.verdict, given_at = excluded.given_at, "
                    "comment = CASE excluded.comment WHEN '' THEN comment "
                    "ELSE excluded.comment END",
                    (number, hashed, verdict, comment, _now()),
                )
                if comment:
                    connection.execute(
                        "UPDATE questions SET shared = 1 WHERE id = ? AND person = ?",
                        (number, hashed),
                    )
        return bool(rows)

    def list_feedback(
        self, *, limit: int, server: int | None = None, bad_only: bool = False
    ) -> tuple[Feedback, ...]:
        """Return questions with feedback or without an answer, the latest first.

        Private ones and those of direct messages are left out, unless their askers commented.
        """
        having = "bad" if bad_only else "good + bad OR NOT answered"
        rows = self.database.query(
            "SELECT questions.id, asked_at, questions.question, answered, "  # noqa: S608
            "total(verdict = 'good') AS good, total(verdict = 'bad') AS bad, "
            "(SELECT json_group_array(comment) FROM (SELECT comment FROM feedback AS said "
            "WHERE said.question = questions.id AND comment <> '' ORDER BY given_at, said.rowid)), "
            "private "
            "FROM questions LEFT JOIN feedback ON feedback.question = questions.id "
            f"WHERE kind = 'ask' AND {_SHOWN} AND (:server IS NULL OR server = :server) "
            f"GROUP BY questions.id HAVING {having} ORDER BY questions.id DESC LIMIT :limit",
            {"server": server, "limit": limit},
        )
        return tuple(
            Feedback(
                number, asked_at, text, bool(answered), int(good), int(bad),
                tuple(json.loads(comments)), private=bool(private),
            )
            for number, asked_at, text, answered, good, bad, comments, private in rows
        )  # fmt: skip

    # -- forgetting ----------------------------------------------------------------------------

    def delete(self, token: str) -> bool:
        """Remove one question with its feedback, and say whether it was there."""
        return self._delete("token = ?", [(token,)]) > 0

    def forget(self, days: int) -> int:
        """Remove what is older than ``days`` and return how many questions that were."""
        before = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
        return self._delete("asked_at < ?", [(before,)])

    def count_person(self, person: int) -> Count:
        """Return how much is kept of a person."""
        return Count(len(self._list_asked(person)), len(self._list_rated(person)))

    def forget_person(self, person: int) -> Count:
        """Remove everything that a person asked or said, from the bytes of the file too."""
        asked, rated = self._list_asked(person), self._list_rated(person)
        with self.database.writing() as connection:
            connection.executemany(
                "DELETE FROM feedback WHERE question = ? AND person = ?",
                [(number, self.people.hash(number, person)) for number in rated],
            )
            connection.executemany("DELETE FROM questions WHERE id = ?", [(one,) for one in asked])
        self.database.compact()
        return Count(len(asked), len(rated))

    def purge(self) -> int:
        """Remove everything and return how many questions that were."""
        removed = self._delete("1", [()])
        self.database.compact()
        return removed

    def _list_asked(self, person: int) -> list[int]:
        rows = self.database.query("SELECT id, person FROM questions WHERE person <> ''")
        return [row for row, who in rows if self.people.hash(row, person) == who]

    def _list_rated(self, person: int) -> list[int]:
        rows = self.database.query("SELECT question, person FROM feedback")
        return [row for row, who in rows if self.people.hash(row, person) == who]

    def _delete(self, condition: str, values: list[tuple[object, ...]]) -> int:
        with self.database.writing() as connection:
            statement = f"DELETE FROM questions WHERE {condition}"  # noqa: S608
            removed = connection.executemany(statement, values).rowcount
        if removed:
            self.database.empty_log()
        return removed

    def export(self) -> Iterator[dict[str, object]]:
        """Give everything that is kept, question by question, without tokens and hashes."""
        for kept in self._find("ORDER BY questions.id"):
            said = self.database.query(
                "SELECT verdict, comment, given_at FROM feedback WHERE question = ? "
                "ORDER BY given_at",
                (kept.id,),
            )
            fields = asdict(replace(kept.question, channel=""))
            del fields["channel"]
            fields["filters"] = json.loads(_write_filters(kept.question.filters))
            yield (
                {"id": kept.id, "asked_at": kept.asked_at}
                | fields
                | {
                    "feedback": [
                        {"verdict": verdict, "comment": comment, "given_at": given_at}
                        for verdict, comment, given_at in said
                    ]
                }
            )


def _make_kept(row: tuple[Any, ...]) -> Kept:
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


def _write_filters(filters: Filters) -> str:
    days = {"since": filters.since, "until": filters.until}
    written = {name: day.isoformat() for name, day in days.items() if day}
    return json.dumps(written | ({"publisher": filters.publisher} if filters.publisher else {}))


def _read_filters(text: str) -> Filters:
    read = json.loads(text)
    since, until = (
        date.fromisoformat(read[name]) if name in read else None for name in ("since", "until")
    )
    return Filters(publisher=read.get("publisher"), since=since, until=until)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
