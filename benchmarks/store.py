"""What keeping questions costs, in a file of SQLite and on a PostgreSQL server of its own.

    python -m benchmarks.store [--limit N] [--work FOLDER] [--keep]

``--limit`` is how many questions are kept, 100,000 where none is set: each with four cited passages
and what a follow-up goes by, one in five rated, asked by a thousand people in turn. Seconds are of
the clock, on a machine whose load is kept with them. Without an ``initdb`` the file alone is
measured.
"""

import shutil
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.command import Arguments, Figures, run
from bot.config import Settings
from bot.conversation import Turn
from bot.desk.question_store import QuestionStore
from bot.desk.questions import Cited, Question
from bot.desk.state.opening import open_store
from bot.desk.state.postgres_schema import TABLES

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = 100_000
PEOPLE = 1000
SINGLE = 1000
"""How many are kept and read one by one, each in its own transaction, for the time of one."""
T = TypeVar("T")

ASKED = Question(
    "ask", 123456789012345678, "How many people died when the bridge in the harbour fell?",
    answered=True, generation="g0001",
    cited=tuple(Cited(f"world/key-bridge-{n}", 1200, 1320, 1230, 1241, "ab" * 32)
                for n in range(4)),
    others=("five workers", ""), asked_of=("world/key-bridge-0",),
    turn=Turn("How many people died when the bridge in the harbour fell?",
              ("world/key-bridge-0",), "Bridge falls into the river after a ship hits it",
              mentions=("six workers", "the harbour")),
)  # fmt: skip


def measure(arguments: Arguments) -> Figures:
    """Fill both places, and time what a bot does with them."""
    count = arguments.limit or QUESTIONS
    figures: Figures = {"questions": count}
    index = arguments.work / "kept"
    shutil.rmtree(index, ignore_errors=True)
    index.mkdir(parents=True, exist_ok=True)
    settings = {"BYLINE_INDEX": str(index)}
    figures |= _measure_place("file", settings, count, lambda _: _count_bytes(index))
    sys.path.append(str(ROOT / "tests"))
    server_module = import_module("postgres_server")
    programs = server_module.find_programs()
    if programs is None:
        return figures | {"server": "there is no initdb here"}
    with server_module.running(programs) as server:
        name = server.make_database()
        settings |= {"BYLINE_STATE": server.address(name)}
        return figures | _measure_place("server", settings, count, _count_table_bytes)


def _measure_place(
    name: str, given: dict[str, str], count: int, measure_bytes: Callable[[QuestionStore], int]
) -> Figures:
    store = open_store(Settings.from_env(given))
    single = min(SINGLE, count)
    keep, _ = _time(lambda: [store.add(ASKED, 1 + n % PEOPLE) for n in range(single)])
    _fill(store, count)
    tokens = [row[0] for row in store.database.query(
        "SELECT token FROM questions ORDER BY id LIMIT ?", (single,))]  # fmt: skip
    read, _ = _time(lambda: [store.get(token) for token in tokens])
    size = measure_bytes(store)
    told, _ = _time(lambda: store.count_person(1))
    compacted, _ = _time(store.database.compact)
    forgotten, _ = _time(lambda: store.forget_person(1))
    store.close()
    return {
        f"{name}, ms to keep one": round(1000 * keep / single, 2),
        f"{name}, ms to read one": round(1000 * read / single, 2),
        f"{name}, bytes a question": round(size / count),
        f"{name}, s to find all of a person": round(told, 2),
        f"{name}, s to write all anew": round(compacted, 2),
        f"{name}, s to forget a person": round(forgotten, 2),
    }


def _fill(store: QuestionStore, count: int) -> None:
    """Copy the questions that are there until there are so many, each under its own token; who
    asked is as long as it would be, and nobody."""
    columns = (
        "asked_at, kind, server, channel, person, private, question, title, stories, answered, "
        "generation, cited, others, events, filters"
    )
    while (left := count - _count_questions(store)) > 0:
        with store.database.writing() as writer:
            last = store.database.query("SELECT max(id) FROM questions")[0][0]
            writer.execute(
                f"INSERT INTO questions (token, {columns}) "  # noqa: S608 - our own words
                f"SELECT {last} || '-' || id || 'abcd', {columns} FROM questions ORDER BY id "
                "LIMIT ?",
                (min(left, 10_000),),
            )
            writer.execute(
                "INSERT INTO turns (question, asked_of, turn) SELECT id, "
                "(SELECT asked_of FROM turns ORDER BY question LIMIT 1), "
                "(SELECT turn FROM turns ORDER BY question LIMIT 1) FROM questions WHERE id > ?",
                (last,),
            )
            writer.execute(
                "INSERT INTO feedback (question, person, verdict, comment, given_at) "
                "SELECT id, person, 'good', '', asked_at FROM questions "
                "WHERE id > ? AND id / 5 * 5 = id",
                (last,),
            )


def _count_questions(store: QuestionStore) -> int:
    return int(store.database.query("SELECT count(*) FROM questions")[0][0])


def _time(act: Callable[[], T]) -> tuple[float, T]:
    before = time.perf_counter()
    done = act()
    return time.perf_counter() - before, done


def _count_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("bot.sqlite*"))


def _count_table_bytes(store: QuestionStore) -> int:
    def size(table: str) -> Any:
        return store.database.query("SELECT pg_total_relation_size(?::regclass)", (table,))[0][0]

    return int(sum(size(table) for table in TABLES))


if __name__ == "__main__":
    run("store", "What keeping questions costs.", measure)
