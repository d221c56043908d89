"""Opening a generation for asking, and telling whether its folder has changed."""

import math
import os
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_index import TINY_MODEL, VOCABULARY, build_tiny_index

from embeddings.errors import NoIndexError, UnusableIndexError
from embeddings.index import IndexFolder, Manifest, open_index
from embeddings.index.open_index import FolderChanges, find_changes


def test_an_index_opens_with_all_its_parts(tiny_index: Path) -> None:
    index = open_index(IndexFolder(tiny_index), model=TINY_MODEL, threads=1)

    assert (index.manifest.generation, index.manifest.stories) == ("g0001", 3)
    assert len(index.database.list_passages()) == len(index.vectors) == index.manifest.passages
    assert index.vectors.dimension == index.encoder.settings.dimension == len(VOCABULARY)


def test_an_older_generation_opens_by_name(tiny_index: Path, tiny_stories: Path) -> None:
    build_tiny_index(tiny_stories, tiny_index)
    folder = IndexFolder(tiny_index)

    assert open_index(folder).manifest.generation == "g0002"
    assert open_index(folder, generation="g0001").manifest.generation == "g0001"


def test_no_index_is_told_from_a_damaged_one(tmp_path: Path, tiny_index: Path) -> None:
    with pytest.raises(NoIndexError):
        open_index(IndexFolder(tmp_path / "none"))
    with pytest.raises(UnusableIndexError, match="no readable manifest"):
        open_index(IndexFolder(tiny_index), generation="g0099")


@pytest.mark.parametrize("field", ["passages", "dimension"])
def test_vectors_that_are_not_the_manifest_s_are_refused(tiny_index: Path, field: str) -> None:
    generation = tiny_index / "generations" / "g0001"
    manifest = Manifest.load(generation)
    replace(manifest, **{field: getattr(manifest, field) + 1}).save(generation)

    with pytest.raises(UnusableIndexError, match="not those of its manifest"):
        open_index(IndexFolder(tiny_index))


def test_a_rare_word_weighs_more_by_the_formula(tiny_index: Path) -> None:
    index = open_index(IndexFolder(tiny_index))

    # 3 passages and 1,000 unseen: "ship" is in two, "moon" in one, "zebra" in none
    assert index.weigh_word("ship") == pytest.approx(math.log(1004 / 2.5))
    assert index.weigh_word("moon") == pytest.approx(math.log(1004 / 1.5))
    assert index.weigh_word("zebra") == pytest.approx(math.log(1004 / 0.5))


def test_changes_are_counted_by_name_size_and_time(tiny_index: Path, tiny_stories: Path) -> None:
    database = open_index(IndexFolder(tiny_index)).database
    assert find_changes(database, tiny_stories) == FolderChanges(0, 0, 0)
    assert not find_changes(database, tiny_stories)

    (tiny_stories / "new.md").write_text("New.")
    (tiny_stories / "moon.json").unlink()
    canal = tiny_stories / "canal.txt"
    os.utime(canal, ns=(1, 1))

    assert find_changes(database, tiny_stories) == FolderChanges(added=1, changed=1, removed=1)
