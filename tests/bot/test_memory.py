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
