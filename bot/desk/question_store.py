"""What was asked and what people thought of the answers, in one SQLite file.

Promise: a button finds the question it belongs to after a restart; who gave feedback is kept only
as a hash, so that nobody is counted twice.
"""

import contextlib
import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.answering.citations import Citation
from bot.conversation import Turn
from embeddings.errors import SettingsError
from embeddings.sentences import Span

STATE_FILE = "bot.sqlite"
"""In the index folder, unless the settings name another."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, asked_at TEXT NOT NULL, kind TEXT NOT NULL,
    server INTEGER, question TEXT NOT NULL, stories TEXT NOT NULL, answered INTEGER NOT NULL,
    generation TEXT NOT NULL, cited TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS feedback (
    question INTEGER NOT NULL REFERENCES questions (id) ON DELETE CASCADE, person TEXT NOT NULL,
    verdict TEXT NOT NULL, comment TEXT NOT NULL, given_at TEXT NOT NULL,
    PRIMARY KEY (question, person)
) STRICT;
CREATE TABLE IF NOT EXISTS turns (
    question INTEGER PRIMARY KEY REFERENCES questions (id) ON DELETE CASCADE,
    asked_of TEXT NOT NULL, turn TEXT NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a citation stood; ``sha256`` is that of the story's text then."""

    story: str
    start: int
    end: int
    answer_start: int
    answer_end: int
    sha256: str

    @classmethod
    def of(cls, citation: Citation) -> "Cited":
        """Remember a citation."""
        quoted, answer = citation.quoted, citation.answer
        if citation.field is not None:  # what stands beside the text is shown with its beginning
            quoted = answer = Span(0, len(citation.story.text.partition("\n")[0]) or 1)
        return cls(
            citation.story.id, quoted.start, quoted.end, answer.start, answer.end,
            citation.story.sha256,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """Something that was asked.

    ``kind`` is "ask", "search", "claim" or "story"; ``stories`` are those that whoever asked has
    restricted it to, ``asked_of`` those that it was asked of in the end, as a follow-up may be;
    ``turn`` is what a follow-up goes by.
    """

    kind: str
    server: int | None
    question: str
    stories: tuple[str, ...] = ()
    answered: bool = False
    generation: str = ""
    cited: tuple[Cited, ...] = ()
    asked_of: tuple[str, ...] = ()
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What people thought of the reply to one question, the comments in order of time."""

    question_id: int
    asked_at: str
    question: str
    answered: bool
    good: int
    bad: int
    comments: tuple[str, ...]


class QuestionStore:
    """The file, for use from any thread."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        :raises SettingsError: If it cannot be written.
        """
        self._lock = threading.RLock()
        try:
            self._connection = sqlite3.connect(path, check_same_thread=False, timeout=10)
            self._connection.executescript(
                f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; {_SCHEMA}"
            )
            self._connection.execute("PRAGMA foreign_keys = ON")
        except sqlite3.Error as error:
            raise SettingsError(
                f"Questions cannot be kept in {path} ({error}): name another file with "
                "BYLINE_STATE."
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def add(self, question: Question) -> int:
        """Keep a question and return its number."""
        values = (
            _now(), question.kind, question.server, question.question,
            json.dumps(question.stories), question.answered, question.generation,
            json.dumps([astuple(one) for one in question.cited]),
        )  # fmt: skip
        with self._writing() as connection:
            row = connection.execute(
                "INSERT INTO questions (asked_at, kind, server, question, stories, answered, "
                "generation, cited) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            ).lastrowid
            if question.turn is not None:
                turn = json.dumps(asdict(question.turn))
                connection.execute(
                    "INSERT INTO turns VALUES (?, ?, ?)",
                    (row, json.dumps(question.asked_of), turn),
                )
        return row or 0

    def get(self, number: int) -> Question | None:
        """Return a question, or ``None`` where it is not kept (any more)."""
        rows = self._query(
            "SELECT kind, server, questions.question, stories, answered, generation, cited, "
            "asked_of, turn FROM questions LEFT JOIN turns ON turns.question = questions.id "
            "WHERE id = ?",
            (number,),
        )
        if not rows:
            return None
        kind, server, question, stories, answered, generation, cited, asked_of, turn = rows[0]
        return Question(
            kind,
            server,
            question,
            stories=tuple(json.loads(stories)),
            answered=bool(answered),
            generation=generation,
            cited=tuple(Cited(*one) for one in json.loads(cited)),
            asked_of=tuple(json.loads(asked_of or "[]")),
            turn=Turn.from_fields(json.loads(turn)) if turn else None,
        )

    def rate(self, number: int, person: int, verdict: str, comment: str = "") -> bool:
        """Keep what a person thinks, in place of what they thought before.

        Return whether the question is still kept.
        """
        if self.get(number) is None:
            return False
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?)",
                (number, _hash_person(number, person), verdict, comment, _now()),
            )
        return True

    def list_feedback(
        self, *, limit: int, server: int | None = None, bad_only: bool = False
    ) -> tuple[Feedback, ...]:
        """Return questions with feedback or without an answer, the latest first."""
        having = "bad" if bad_only else "good + bad OR NOT answered"
        rows = self._query(
            "SELECT questions.id, asked_at, questions.question, answered, "  # noqa: S608
            "total(verdict = 'good') AS good, total(verdict = 'bad') AS bad, "
            "(SELECT json_group_array(comment) FROM (SELECT comment FROM feedback AS said "
            "WHERE said.question = questions.id AND comment <> '' ORDER BY given_at)) "
            "FROM questions LEFT JOIN feedback ON feedback.question = questions.id "
            "WHERE kind = 'ask' AND (:server IS NULL OR server = :server) "
            f"GROUP BY questions.id HAVING {having} ORDER BY questions.id DESC LIMIT :limit",
            {"server": server, "limit": limit},
        )
        return tuple(
            Feedback(
                number, asked_at, text, bool(answered), int(good), int(bad),
                tuple(json.loads(comments)),
            )
            for number, asked_at, text, answered, good, bad, comments in rows
        )  # fmt: skip

    def forget(self, days: int) -> int:
        """Remove what is older than ``days`` and return how many questions that were."""
        before = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
        with self._writing() as connection:
            return connection.execute(
                "DELETE FROM questions WHERE asked_at < ?", (before,)
            ).rowcount

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._connection as connection:
            yield connection

    def _query(self, sql: str, values: Sequence[object] | dict[str, object]) -> list[Any]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()


def _hash_person(number: int, person: int) -> str:
    return hashlib.blake2b(f"{number}:{person}".encode(), digest_size=12).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
