"""One process that asks and updates for a long time needs no more memory at its end."""

import gc
import os
from pathlib import Path

import pytest
from tiny_index import TINY_MODEL, build_tiny_index

from bot.config import Settings
from bot.newsroom import Newsroom
from embeddings.index import IndexFolder, open_index
from embeddings.index.update import update_index

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(0),
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc"),
]
QUESTIONS = ("What did the ship meet?", "Who spoke of the bridge {}?", "When did the moon {} fall?")

ASKED = (
    "What did the {1} meet in year {0}?", "Who spoke of {1} number {0}?", "When did {1} {0} fall?",
)  # fmt: skip
TOLD = ("ship", "bridge", "moon", "canal", "mayor", "harbour", "river")


def measure_memory() -> int:
    """Return how many bytes this process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def count_handles() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "stories").mkdir()
    for number in range(30):
        text = f"Story {number}\n\nThe ship met moon {number}. The mayor spoke of bridge {number}."
        (tmp_path / "stories" / f"{number}.txt").write_text(text)
    build_tiny_index(tmp_path / "stories", tmp_path / "index")
    return tmp_path


@pytest.mark.parametrize("reader", ["sentence", "span"])
def test_many_questions_leave_no_trace(home: Path, tries: int, reader: str) -> None:
    settings = Settings(
        stories=home / "stories", index=home / "index", model=TINY_MODEL, reader=reader, threads=1
    )
    newsroom = Newsroom.open(settings)
    whole = tries // 5 if reader == "span" else tries
    for number in range(whole // 5):
        newsroom.ask(QUESTIONS[number % 3].format(number))
    before, handles = measure_memory(), count_handles()

    for number in range(whole):
        newsroom.ask(QUESTIONS[number % 3].format(number))

    assert measure_memory() <= 1.05 * before
    assert count_handles() == handles
    newsroom.close()


def test_questions_and_updates_in_turn_leave_no_trace(home: Path, tries: int) -> None:
    """A fifth as many questions as are tried elsewhere, none asked twice, of the real reader."""
    folder = IndexFolder(home / "index")
    settings = Settings(
        stories=home / "stories", index=home / "index", model=TINY_MODEL, reader="span", threads=1
    )
    newsroom = Newsroom.open(settings)
    updates = 50 if tries >= 100_000 else 10
    each, memory = max(tries // 5 // updates, 20), []

    for number in range(updates):
        for one in range(each):
            newsroom.ask(ASKED[one % 3].format(number * each + one, TOLD[one % len(TOLD)]))
        (home / "stories" / "0.txt").write_text(f"Story\n\nThe ship met {number} canals.")
        update_index(home / "stories", folder, model=TINY_MODEL, progress=lambda *_: None)
        newsroom.close()
        newsroom = Newsroom.open(settings)
        memory.append((measure_memory(), count_handles()))
    newsroom.close()

    settled = memory[updates // 5]
    assert memory[-1][0] <= 1.05 * settled[0], [measured for measured, _ in memory]
    assert memory[-1][1] <= settled[1]


def test_many_updates_leave_no_trace(home: Path) -> None:
    folder = IndexFolder(home / "index")

    def update(number: int) -> None:
        (home / "stories" / "0.txt").write_text(f"Story\n\nThe ship met {number} canals.")
        update_index(home / "stories", folder, model=TINY_MODEL, progress=lambda *_: None)
        open_index(folder, model=TINY_MODEL, threads=1).database.close()

    for number in range(15):
        update(number)
    before, handles = measure_memory(), count_handles()
    for number in range(50):
        update(100 + number)

    gc.collect()
    assert measure_memory() <= 1.05 * before
    assert count_handles() <= handles
    assert len(list(folder.generations.iterdir())) == 3
