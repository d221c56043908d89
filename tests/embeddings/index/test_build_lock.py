"""One build at a time: the second is refused before it reads a story, however far the first is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_index import TINY_MODEL

from embeddings.errors import NoIndexError, UnusableIndexError
from embeddings.index import IndexFolder
from embeddings.index.build import build_index
from embeddings.index.update import update_index

Build = Callable[..., object]
both = pytest.mark.parametrize("build", [build_index, update_index])
REFUSED = "Another build is running in .*: wait until it is done."


class ReadingError(Exception):
    """Ends a build that has begun to read."""


@both
def test_a_second_build_is_refused_before_it_reads_a_story(tiny_index: Path, build: Build) -> None:
    empty = tiny_index.parent / "empty"
    empty.mkdir()

    with (
        IndexFolder(tiny_index).building(),
        pytest.raises(UnusableIndexError, match=REFUSED),
    ):
        build(empty, IndexFolder(tiny_index), model=TINY_MODEL, progress=lambda *_: None)


@both
def test_a_build_that_still_reads_keeps_others_away_and_lets_them_in_when_it_fails(
    tiny_index: Path, tiny_stories: Path, build: Build
) -> None:
    (tiny_stories / "new.txt").write_text("Ferry sinks\n\nA ferry sank.")

    def try_another(stage: str, done: int, total: int) -> None:
        with pytest.raises(UnusableIndexError, match=REFUSED), IndexFolder(tiny_index).building():
            pass
        raise ReadingError(stage)

    with pytest.raises(ReadingError, match="reading stories"):
        build(tiny_stories, IndexFolder(tiny_index), model=TINY_MODEL, progress=try_another)

    with IndexFolder(tiny_index).building():
        assert IndexFolder(tiny_index).list_generations() == ("g0001",)


def test_an_update_where_no_index_is_writes_nothing(tmp_path: Path, tiny_stories: Path) -> None:
    folder = IndexFolder(tmp_path / "none")

    with pytest.raises(NoIndexError):
        update_index(tiny_stories, folder, model=TINY_MODEL, progress=lambda *_: None)

    assert not folder.root.exists()
