"""Links, pipes and files where folders of the index belong: nothing outside is touched."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command_lines import Done
from hostile_index import find_encoder, find_generation
from tiny_index import build_tiny_index

from embeddings.encoders.exporting import draft_folder, publish
from embeddings.encoders.seal import is_sealed, write_seal
from embeddings.errors import UnusableIndexError
from embeddings.index import IndexFolder
from embeddings.index.verify import verify_index

Make = Callable[[Path], object]
INSTEAD: dict[str, Make] = {
    "a file": lambda path: path.write_text("x"),
    "a pipe": os.mkfifo,
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to(path.parent / "nothing"),
}


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """A folder of somebody's own things outside the index."""
    (tmp_path / "precious" / "family").mkdir(parents=True)
    (tmp_path / "precious" / "family" / "photo.jpg").write_text("a photo")
    (tmp_path / "precious" / "letter.txt").write_text("a letter")
    return tmp_path / "precious"


def list_all(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("name", ["generations", "encoders", "readers"])
def test_a_folder_that_is_a_link_is_neither_asked_nor_built_in(
    byline: Callable[..., Done], tiny_index: Path, tiny_stories: Path, precious: Path, name: str
) -> None:
    if (tiny_index / name).exists():
        shutil.copytree(tiny_index / name, precious, dirs_exist_ok=True)
        shutil.rmtree(tiny_index / name)
    (tiny_index / name).symlink_to(precious)
    before = list_all(precious)

    done = byline("ask", "How many workers were missing?")
    with pytest.raises(UnusableIndexError, match="is a link or a file where a folder belongs"):
        build_tiny_index(tiny_stories, tiny_index)

    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)
    assert "then run `byline rebuild-index`" in done.err
    assert list_all(precious) == before


@pytest.mark.parametrize("name", ["generations", "encoders", "readers", "lock"])
@pytest.mark.parametrize("kind", INSTEAD)
def test_what_is_no_folder_is_told_in_one_line(
    byline: Callable[..., Done], tiny_index: Path, tiny_stories: Path, name: str, kind: str
) -> None:
    path = tiny_index / name
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    INSTEAD[kind](path)

    done = byline("ask", "How many workers were missing?")
    assert done.code == (0 if name == "lock" else 3), done.err
    assert byline("index", "verify").code == (0 if name == "lock" else 1)
    if name == "lock" and "link" not in kind:
        return
    with pytest.raises(UnusableIndexError, match=r"remove it") as caught:
        build_tiny_index(tiny_stories, tiny_index)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", [*INSTEAD, "a link to a folder"])
@pytest.mark.parametrize("place", ["encoders/x", "readers/x", "generations/g0007"])
def test_what_lies_among_the_folders_is_named_and_swept(
    tiny_index: Path, tiny_stories: Path, precious: Path, kind: str, place: str
) -> None:
    path = tiny_index / place
    path.parent.mkdir(exist_ok=True)
    if kind in INSTEAD:
        INSTEAD[kind](path)
    else:
        path.symlink_to(precious)
    before = list_all(precious)

    damage = verify_index(IndexFolder(tiny_index)).damage
    assert len(damage) == 1
    assert place in damage[0]

    build_tiny_index(tiny_stories, tiny_index)
    build_tiny_index(tiny_stories, tiny_index)  # what was on its way out is gone then
    assert list_all(precious) == before
    if not place.startswith("readers"):
        assert not os.path.lexists(path)
        assert verify_index(IndexFolder(tiny_index)).damage == ()


def test_an_export_takes_the_place_of_a_link_and_leaves_what_it_leads_to(
    tmp_path: Path, precious: Path
) -> None:
    before = list_all(precious)
    (tmp_path / "encoders").mkdir()
    (tmp_path / "encoders" / "one").symlink_to(precious)
    assert not is_sealed(tmp_path / "encoders" / "one")

    with draft_folder(tmp_path / "encoders") as draft:
        write_seal(draft, {})
        published = publish(draft, tmp_path / "encoders" / "one")

    assert list_all(precious) == before
    assert not published.is_symlink()
    assert is_sealed(published)


def test_an_export_removes_folders_among_its_files(tmp_path: Path) -> None:
    (tmp_path / "encoders" / "one" / "more" / "inner").mkdir(parents=True)

    with draft_folder(tmp_path / "encoders") as draft:
        write_seal(draft, {})
        assert is_sealed(publish(draft, tmp_path / "encoders" / "one"))


@pytest.mark.skipif(os.name == "nt", reason="names there hold no such characters")
def test_names_of_strangers_print_as_one_line_each(
    byline: Callable[..., Done], tiny_index: Path
) -> None:
    forged = "a\nGeneration g0001 is sound\u202e\x9b.txt"
    (find_encoder(tiny_index) / forged).write_text("x")
    Path(os.fsdecode(os.fsencode(find_generation(tiny_index)) + b"/\xff.txt")).write_text("x")

    done = byline("index", "verify")

    assert done.code == 1
    assert done.out.count("\n") == 2
    assert "\\u000aGeneration g0001 is sound\\u202e\\u009b.txt is no part" in done.out
    assert "\ufffd.txt is no part" in done.out
