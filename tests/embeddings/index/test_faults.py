"""Whatever fails or dies at whatever moment: the index is whole, and the one before or the new."""

import os
import random
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from faulty_disk import (
    BROKEN,
    FULL,
    GONE,
    QUOTA,
    READ_ONLY,
    Disk,
    die,
    fail_with,
    lose,
    run_and_die,
)
from tiny_index import TINY_MODEL, build_tiny_index

from embeddings.errors import UnusableIndexError
from embeddings.index import IndexFolder, open_index
from embeddings.index.update import update_index
from embeddings.index.verify import verify_index

Work = Callable[[Path], object]


def ignore(stage: str, done: int, total: int) -> None:
    """Take no notice of progress."""


def build(home: Path) -> object:
    return build_tiny_index(home / "stories", home / "index")


def update(home: Path) -> object:
    folder = IndexFolder(home / "index")
    return update_index(home / "stories", folder, model=TINY_MODEL, progress=ignore)


def go_back(home: Path) -> object:
    return IndexFolder(home / "index").go_back()


WORK = {"build": build, "update": update, "rollback": go_back}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an index of as many generations as are kept, and a newer story."""
    home = tmp_path_factory.mktemp("home")
    (home / "stories").mkdir()
    for number in range(3):
        (home / "stories" / "a.txt").write_text(f"Ships\n\nThe ship met {number} moons.")
        build(home)
    (home / "stories" / "b.txt").write_text("Bridges\n\nThe bridge fell, police said.")
    return home


@pytest.fixture
def home(base: Path, tmp_path: Path) -> Path:
    """A home of one's own, the stories of which lie where the index says."""
    return copy(base, tmp_path)


def copy(base: Path, tmp_path: Path) -> Path:
    home = tmp_path / "home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(base, home)
    return home


def describe(root: Path) -> tuple[str, list[str]]:
    """Return what answers: the current generation and the texts in it."""
    index = open_index(IndexFolder(root), model=TINY_MODEL, threads=1)
    texts = [story.text for story in index.database.list_stories()]
    index.database.close()
    return index.manifest.generation, texts


def count_events(base: Path, tmp_path: Path, work: Work, patch: pytest.MonkeyPatch) -> list[str]:
    home = copy(base, tmp_path)
    with Disk(home / "index").watch(patch) as disk:
        work(home)
    return disk.events


def check_whole(home: Path, before: tuple[str, list[str]], *, failed: bool) -> None:
    """Check that nothing is damaged, and that what failed has changed nothing."""
    after = describe(home / "index")
    assert verify_index(IndexFolder(home / "index")).damage == ()
    if failed:
        assert after == before
    else:
        assert after[0] != before[0]


@pytest.mark.slow
@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize("number", [FULL, BROKEN], ids=["full", "broken"])
def test_a_sync_or_rename_that_fails_changes_nothing(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: str, number: int
) -> None:
    events = count_events(base, tmp_path, WORK[work], monkeypatch)
    at = [
        place
        for place, event in enumerate(events)
        if event.split()[0] in {"fsync", "rename", "replace"}
    ]
    assert at
    for place in at[:: max(len(at) // 4, 1)]:
        check_fault(base, tmp_path, monkeypatch, work, number, place)


def check_fault(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: str, number: int, at: int
) -> str:
    """Let one event fail, and return what was said."""
    home = copy(base, tmp_path)
    before = describe(home / "index")
    said = ""
    with Disk(home / "index", fail_with(number), at).watch(monkeypatch):
        try:
            WORK[work](home)
        except UnusableIndexError as error:
            said = str(error)
    assert "\n" not in said
    check_whole(home, before, failed=bool(said))
    update(home)  # there is room again
    assert len(describe(home / "index")[1]) == 2
    return said


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize(
    ("number", "words"),
    [
        pytest.param(FULL, "is full or its quota", id="full"),
        pytest.param(QUOTA, "is full or its quota", id="quota"),
        pytest.param(BROKEN, "failed (input/output error)", id="broken"),
        pytest.param(READ_ONLY, "cannot be written (read-only file system)", id="read-only"),
        pytest.param(GONE, "vanished while it was used", id="gone"),
    ],
)
def test_every_event_that_fails_changes_nothing_and_is_told_in_one_line(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: str, number: int, words: str
) -> None:
    events = count_events(base, tmp_path, WORK[work], monkeypatch)
    told = {
        at: check_fault(base, tmp_path, monkeypatch, work, number, at) for at in range(len(events))
    }

    # what is tidied up after the switch, or closed after its sync, may fail in silence
    assert {at: said for at, said in told.items() if said and words not in said} == {}
    assert sum(map(bool, told.values())) > len(events) / 3


@pytest.mark.parametrize("work", ["build", "update"])
def test_what_a_disk_loses_in_silence_is_never_published(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    events = count_events(base, tmp_path, WORK[work], monkeypatch)
    for at in [place for place, event in enumerate(events) if event == "write"]:
        home = copy(base, tmp_path)
        before = describe(home / "index")
        with (
            Disk(home / "index", lose, at).watch(monkeypatch) as disk,
            pytest.raises(UnusableIndexError, match=r"Nothing has changed|run `byline"),
        ):
            WORK[work](home)
        assert len(disk.events) > at
        check_whole(home, before, failed=True)


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
def test_a_kill_at_any_event_loses_nothing(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kills: int
) -> None:
    """Kill each kind of work at each of its events in turn, then after some while or other."""
    events = [
        (work, at)
        for work in WORK
        for at in range(len(count_events(base, tmp_path, WORK[work], monkeypatch)))
    ]
    draw = random.Random(1)
    killed = 0
    for number in range(kills):
        work, at = events[number] if number < len(events) else (draw.choice(list(WORK)), -1)
        home = copy(base, tmp_path)
        before = describe(home / "index")
        act = partial(WORK[work], home)
        if at >= 0:
            assert not run_and_die(act, Disk(home / "index", die, at), monkeypatch)
            killed += 1
        else:
            killed += kill_after(act, draw.uniform(0, 0.2))
        after = describe(home / "index")
        assert verify_index(IndexFolder(home / "index")).damage == ()
        assert after == before or (after[0] != before[0])
        if number % 10 == 0:
            update(home)
            left = {path.name for path in (home / "index" / "generations").iterdir()}
            assert len(left) <= 4
            assert not any(name.startswith(".draft") for name in left)
    assert killed > kills // 3


def kill_after(act: Callable[[], object], seconds: float) -> bool:
    """Do something in a child that is killed after a while; say whether it was still at it."""
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, 9)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != 0


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path, home: Path) -> None:
    shutil.rmtree(home / "index")
    (home / "index").write_text("a file")

    with pytest.raises(UnusableIndexError, match="name another"):
        build(home)
