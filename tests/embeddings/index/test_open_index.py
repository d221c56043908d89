"""Opening a generation for asking, and telling whether its folder has changed."""

import math
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tiny_index import TINY_MODEL, VOCABULARY, build_tiny_index, rewrite_manifest

from embeddings.errors import NoIndexError, UnusableIndexError
from embeddings.index import IndexFolder, open_index
from embeddings.index.open_index import FolderChanges, find_changes


def test_an_index_opens_with_all_its_parts(tiny_index: Path) -> None:
    index = open_index(IndexFolder(tiny_index), model=TINY_MODEL, threads=1)

    assert (index.manifest.generation, index.manifest.stories) == ("g0001", 3)
    rows = np.arange(1, index.manifest.passages + 1)
    assert sum(index.database.count_passages_by_story().values()) == len(rows)
    assert index.vectors.get_many(rows).shape == (len(rows), len(VOCABULARY))
    assert index.encoder.settings.dimension == len(VOCABULARY)


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


@pytest.mark.parametrize("field", ["passages", "dimension", "stories"])
def test_files_that_are_not_the_manifest_s_are_refused(tiny_index: Path, field: str) -> None:
    manifest = IndexFolder(tiny_index).load("g0001")
    rewrite_manifest(tiny_index, replace(manifest, **{field: getattr(manifest, field) + 1}))

    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        open_index(IndexFolder(tiny_index))


def test_a_rare_word_weighs_more_by_the_formula(tiny_index: Path) -> None:
    index = open_index(IndexFolder(tiny_index))

    # 3 passages and 1,000 unseen: "ship" is in two, "moon" in one, "zebra" in none
    assert index.weigh_word("ship") == pytest.approx(math.log(1004 / 2.5))
    assert index.weigh_word("moon") == pytest.approx(math.log(1004 / 1.5))
    assert index.weigh_word("zebra") == pytest.approx(math.log(1004 / 0.5))


def test_changes_are_counted_by_what_is_in_the_files(tiny_index: Path, tiny_stories: Path) -> None:
    database = open_index(IndexFolder(tiny_index)).database
    assert find_changes(database, tiny_stories) == FolderChanges(0, 0, 0)
    assert not find_changes(database, tiny_stories)

    (tiny_stories / "new.md").write_text("New.")
    (tiny_stories / "moon.json").unlink()
    canal = tiny_stories / "canal.txt"
    canal.write_text(canal.read_text() + " More.")

    assert find_changes(database, tiny_stories) == FolderChanges(added=1, changed=1, removed=1)


def test_a_file_that_was_only_touched_or_copied_has_not_changed(
    tiny_index: Path, tiny_stories: Path
) -> None:
    database = open_index(IndexFolder(tiny_index)).database
    canal = tiny_stories / "canal.txt"
    os.utime(canal, ns=(1, 1))
    copy = tiny_stories / "copy"
    copy.write_bytes((tiny_stories / "moon.json").read_bytes())
    copy.replace(tiny_stories / "moon.json")

    assert not find_changes(database, tiny_stories)


def test_an_edit_that_keeps_size_and_time_is_a_change(tiny_index: Path, tiny_stories: Path) -> None:
    database = open_index(IndexFolder(tiny_index)).database
    canal = tiny_stories / "canal.txt"
    before = canal.stat()
    canal.write_text(canal.read_text().replace("canal", "river"))
    os.utime(canal, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (canal.stat().st_size, canal.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)

    assert find_changes(database, tiny_stories) == FolderChanges(added=0, changed=1, removed=0)
