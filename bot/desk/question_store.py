"""What was asked and what people thought of the answers.

Promise: a button finds its question after a restart by a token that nobody can guess; whoever
asked or rated stands there under a key alone, and can have all of it removed.
"""

import json
import logging
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.desk.people import People
from bot.desk.question_rows import COLUMNS, list_values, make_kept, write_filters
from bot.desk.questions import Feedback, Kept, Question
from bot.desk.state.database import StateDatabase, Writer
from embeddings.errors import ServiceError, SettingsError

_log = logging.getLogger("byline.desk")
_WITH_TURNS = "questions LEFT JOIN turns ON turns.question = questions.id"
_AT_ONCE = 10_000
"""How many rows are read or removed in one go, at most."""
_SHOWN = "(NOT private AND server IS NOT NULL OR shared)"
"""Which questions those who run the bot may read."""


@dataclass(frozen=True, slots=True)
class Count:
    """How much is kept of somebody."""

    questions: int
    ratings: int


class QuestionStore:
    """The questions and their feedback, for use from any thread."""

    def __init__(self, database: StateDatabase, people: People) -> None:
        """Keep them in ``database``, whoever asked or rated as ``people`` hashes them."""
        self.database, self.people = database, people
        self._untidy = False

    def close(self) -> None:
        """Let go of the place."""
        self.database.close()

    # -- questions -----------------------------------------------------------------------------

    def add(self, question: Question, person: int = 0) -> str:
        """Keep what a person asked and return its token; empty where the place takes nothing."""
        token = secrets.token_urlsafe(12)
        try:
            with self.database.writing() as writer:
                self._insert(writer, token, question, person)
        except (SettingsError, ServiceError) as error:
            _log.error("a question could not be kept: %s", error)
            return ""
        return token

    def _insert(self, writer: Writer, token: str, question: Question, person: int) -> None:
        values = (token, _now(), *list_values(question))
        (number,) = writer.execute(
            "INSERT INTO questions (token, asked_at, kind, server, channel, private, question, "
            "title, stories, answered, generation, cited, others, events, filters, person, origin) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', "
            "(SELECT id FROM questions WHERE token = ?)) RETURNING id",
            (*values, question.origin),
        ).fetchone()
        if person:
            writer.execute(
                "UPDATE questions SET person = ? WHERE id = ?",
                (self.people.hash(number, person), number),
            )
        if question.turn is not None:
            writer.execute(
                "INSERT INTO turns (question, asked_of, turn) VALUES (?, ?, ?)",
                (number, json.dumps(question.asked_of), json.dumps(asdict(question.turn))),
            )

    def get(self, token: str) -> Question | None:
        """Return a question, or ``None`` where it is not kept (any more)."""
        kept = self._find("WHERE token = ?", (token,))
        return kept[0].question if kept else None

    def _find(self, where: str, values: tuple[object, ...] = ()) -> list[Kept]:
        rows = self.database.query(
            f"SELECT {COLUMNS} FROM {_WITH_TURNS} {where}",  # noqa: S608
            values,
        )
        return [make_kept(row) for row in rows]

    def is_asker(self, token: str, person: int) -> bool:
        """Say whether a person asked a question that is kept."""
        rows = self.database.query("SELECT id, person FROM questions WHERE token = ?", (token,))
        return any(secrets.compare_digest(self.people.hash(row, person), who) for row, who in rows)

    def share(self, token: str) -> None:
        """Make a private question one that others may see."""
        with self.database.writing() as writer:
            writer.execute("UPDATE questions SET private = ? WHERE token = ?", (False, token))

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
            with self.database.writing() as writer:
                writer.execute(
                    "INSERT INTO feedback (question, person, verdict, comment, given_at) "
                    "VALUES (?, ?, ?, ?, ?) ON CONFLICT (question, person) DO UPDATE SET "
                    "verdict = excluded.verdict, given_at = excluded.given_at, "
                    "comment = CASE excluded.comment WHEN '' THEN feedback.comment "
                    "ELSE excluded.comment END",
                    (number, hashed, verdict, comment, _now()),
                )
                if comment:
                    writer.execute(
                        "UPDATE questions SET shared = ? WHERE id = ? AND person = ?",
                        (True, number, hashed),
                    )
        return bool(rows)

    def list_feedback(
        self, *, limit: int, server: int | None = None, bad_only: bool = False
    ) -> tuple[Feedback, ...]:
        """Return questions with feedback or without an answer, the latest first.

        Private ones and those of direct messages are left out, unless their askers commented.
        """
        wanted, values = ("", ()) if server is None else (" AND server = ?", (server,))
        bad = "count(*) FILTER (WHERE verdict = 'bad')"
        having = f"{bad} > 0" if bad_only else "count(verdict) > 0 OR NOT answered"
        rows = self.database.query(
            "SELECT questions.id, asked_at, questions.question, answered, "  # noqa: S608
            f"count(*) FILTER (WHERE verdict = 'good'), {bad}, private "
            "FROM questions LEFT JOIN feedback ON feedback.question = questions.id "
            f"WHERE kind = 'ask' AND {_SHOWN}{wanted} "
            f"GROUP BY questions.id HAVING {having} ORDER BY questions.id DESC LIMIT ?",
            (*values, limit),
        )
        said = self._list_comments([number for number, *_ in rows])
        return tuple(
            Feedback(
                number, asked_at, text, bool(answered), good, bad,
                said.get(number, ()), private=bool(private),
            )
            for number, asked_at, text, answered, good, bad, private in rows
        )  # fmt: skip

    def _list_comments(self, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Return what was written about some questions, the first that was written first."""
        if not numbers:
            return {}
        places = ", ".join("?" for _ in numbers)
        said: dict[int, tuple[str, ...]] = {}
        for number, comment in self.database.query(
            "SELECT question, comment FROM feedback "  # noqa: S608
            f"WHERE comment <> '' AND question IN ({places}) ORDER BY given_at, rowid",
            numbers,
        ):
            said[number] = (*said.get(number, ()), comment)
        return said

    # -- forgetting ----------------------------------------------------------------------------

    def delete(self, token: str) -> bool:
        """Remove one question with its feedback, and say whether it was there."""
        return self._delete(" WHERE token = ?", token) > 0

    def forget(self, days: int) -> int:
        """Remove what is older than ``days`` and return how many questions that were."""
        before = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
        return self._delete(" WHERE asked_at < ?", before)

    def count_person(self, person: int) -> Count:
        """Return how much is kept of a person."""
        return Count(len(self._list_asked(person)), len(self._list_rated(person)))

    def forget_person(self, person: int) -> Count:
        """Remove everything that a person asked or said, from the bytes on the disk too."""
        asked, rated = self._list_asked(person), self._list_rated(person)
        with self.database.writing() as writer:
            for number in rated:
                writer.execute(
                    "DELETE FROM feedback WHERE question = ? AND person = ?",
                    (number, self.people.hash(number, person)),
                )
            for number in asked:
                writer.execute(_remove("WHERE id = ?"), (number,))
        self._untidy = not self.database.compact()
        return Count(len(asked), len(rated))

    def purge(self) -> int:
        """Remove everything and return how many questions that were."""
        removed = self._delete("")
        self.database.compact()
        return removed

    def _list_asked(self, person: int) -> list[int]:
        rows = self._walk("id, id, person FROM questions", "id", _AT_ONCE)
        return [number for _, number, who in rows if self.people.hash(number, person) == who]

    def _list_rated(self, person: int) -> list[int]:
        rows = self._walk("rowid, question, person FROM feedback", "rowid", _AT_ONCE)
        return [number for _, number, who in rows if self.people.hash(number, person) == who]

    def _walk(self, what: str, by: str, most: int) -> Iterator[Any]:
        """Give all rows in the order of their numbers, which come first, some at a time, so that
        nobody who asks meanwhile waits for the whole table."""
        last = 0
        rows: list[Any] = [()]
        while rows:
            rows = self.database.query(
                f"SELECT {what} WHERE {by} > ? ORDER BY {by} LIMIT ?",
                (last, most),
            )
            yield from rows
            last = rows[-1][0] if rows else last

    def _delete(self, where: str, *values: object) -> int:
        """Remove the questions that a condition holds for, some at a time."""
        total, removed = 0, 1
        while removed:
            with self.database.writing() as writer:
                removed = writer.execute(
                    _remove(f"{where} ORDER BY id LIMIT ?"), (*values, _AT_ONCE)
                ).rowcount
            total += removed
        if total or self._untidy:
            self._untidy = not self.database.tidy()
        return total

    def export(self) -> Iterator[dict[str, object]]:
        """Give everything that is kept, question by question, without tokens and hashes."""
        rows = self._walk(f"{COLUMNS} FROM {_WITH_TURNS}", "questions.id", 500)
        for kept in map(make_kept, rows):
            said = self.database.query(
                "SELECT verdict, comment, given_at FROM feedback WHERE question = ? "
                "ORDER BY given_at",
                (kept.id,),
            )
            fields = asdict(replace(kept.question, channel=""))
            del fields["channel"], fields["origin"]
            fields["filters"] = json.loads(write_filters(kept.question.filters))
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


def _remove(which: str) -> str:
    """Return the statement that removes some questions, with all that go on from them and so may
    hold their words."""
    return (
        "DELETE FROM questions WHERE id IN (WITH RECURSIVE gone (id) AS ("  # noqa: S608
        f"SELECT id FROM (SELECT id FROM questions {which}) AS named "
        "UNION SELECT questions.id FROM questions JOIN gone ON questions.origin = gone.id"
        ") SELECT id FROM gone)"
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
