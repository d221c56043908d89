"""Any bit that turns over in an index is found by ``verify``, and never changes an answer."""

import random
import shutil
from pathlib import Path

import pytest
from command_lines import TINY_STORIES, write_stories
from hostile_index import NEWLINES_MAY_GO, flip, list_files
from tiny_index import TINY_MODEL, build_tiny_index
from tiny_reader import write_tiny_reader

from bot.config import Settings
from bot.newsroom import Newsroom
from embeddings.errors import BylineError, UnusableIndexError
from embeddings.index import IndexFolder
from embeddings.index.vectors import RULE, Rule
from embeddings.index.verify import verify_index

QUESTION = "How many workers were missing?"


@pytest.fixture(scope="module", params=[RULE, Rule(exact=2)], ids=["exact", "listed"])
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of an index with two generations and a reader of somebody else's."""
    home = tmp_path_factory.mktemp("flips")
    write_stories(home / "stories", TINY_STORIES)
    build_tiny_index(home / "stories", home / "index", request.param)
    (home / "stories" / "more.txt").write_text("Worms\n\nThe worms came out at night.")
    build_tiny_index(home / "stories", home / "index", request.param)
    write_tiny_reader(home / "index" / "readers" / "aaaa")
    return Settings(
        stories=home / "stories", index=home / "index", model=TINY_MODEL, reader="sentence"
    )


def ask(settings: Settings) -> dict[str, object]:
    newsroom = Newsroom.open(settings)
    try:
        answered = newsroom.ask(QUESTION).to_json()
    finally:
        newsroom.close()
    return answered | {"timings_ms": None}


def answers_or_refuses(settings: Settings, expected: dict[str, object]) -> bool:
    """Say whether the answer is the one expected, or none with exit code 3."""
    try:
        return ask(settings) == expected
    except BylineError as error:
        return error.exit_code == 3


def find_damage(settings: Settings) -> bool:
    try:
        return bool(verify_index(IndexFolder(settings.index)).damage)
    except UnusableIndexError:
        return True


def test_a_whole_index_has_no_damage(settings: Settings) -> None:
    assert verify_index(IndexFolder(settings.index)).damage == ()
    assert ask(settings)["status"] == "answered"


@pytest.mark.slow
def test_every_bit_counts(settings: Settings, flips: int) -> None:
    """As many bits, drawn file by file, as ``--thorough`` asks for."""
    expected, draw = ask(settings), random.Random(5)
    files = list_files(settings.index)
    missed, wrong = [], []
    for number in range(flips):
        path = files[number % len(files)]
        at, bit = draw.randrange(path.stat().st_size), draw.randrange(8)
        last_newline = path.name in NEWLINES_MAY_GO and at == path.stat().st_size - 1
        with flip(path, at, bit):
            if not find_damage(settings) and not last_newline:
                missed.append((path.name, at, bit))
            if not answers_or_refuses(settings, expected):
                wrong.append((path.name, at, bit))

    assert (missed, wrong) == ([], [])
    assert {path.name for path in files} >= {
        "CURRENT", "manifest.json", "stories.sqlite", "vectors.faiss", "model.onnx",
        "tokenizer.json", "encoder.json", "seal.json", "reader.onnx", "reader.json",
        "model.weights",
    }  # fmt: skip
    assert verify_index(IndexFolder(settings.index)).damage == ()


@pytest.mark.parametrize(
    "kind",
    [*("cut short", "gone"),
     *(pytest.param(kind, marks=pytest.mark.slow) for kind in ("empty", "zeros", "longer"))],
)  # fmt: skip
def test_every_file_that_is_not_whole_is_found(settings: Settings, kind: str) -> None:
    expected = ask(settings)
    for path in list_files(settings.index):
        data = path.read_bytes()
        path.unlink()
        changed = {
            "cut short": data[: len(data) // 2], "empty": b"", "zeros": bytes(len(data)),
            "longer": data + b" ",
        }  # fmt: skip
        if kind in changed:
            path.write_bytes(changed[kind])

        try:
            assert find_damage(settings), path
            assert answers_or_refuses(settings, expected), path
        finally:
            path.write_bytes(data)


def test_a_file_that_is_no_part_of_the_index_is_named(settings: Settings, tmp_path: Path) -> None:
    index = Path(shutil.copytree(settings.index, tmp_path / "index"))
    (encoder,) = (index / "encoders").iterdir()
    places = [
        index / "generations/g0001", index / "generations/g0002", encoder, index / "readers/aaaa",
    ]  # fmt: skip
    for place in places:
        (place / "more.txt").write_text("More.")

    damage = verify_index(IndexFolder(index)).damage

    assert len(damage) == len(places)
    assert all("more.txt is no part of" in problem for problem in damage)


@pytest.mark.parametrize("swapped", ["stories.sqlite", "vectors.faiss", "manifest.json"])
def test_files_that_change_places_between_generations_are_found(
    settings: Settings, tmp_path: Path, swapped: str
) -> None:
    index = Path(shutil.copytree(settings.index, tmp_path / "index"))
    one, two = (index / "generations" / name / swapped for name in ("g0001", "g0002"))
    one.rename(index / "swap")
    two.rename(one)
    (index / "swap").rename(two)

    damage = verify_index(IndexFolder(index)).damage

    assert any("g0001" in problem for problem in damage)
    assert any("g0002" in problem for problem in damage)


def test_generations_that_change_places_are_found(settings: Settings, tmp_path: Path) -> None:
    index = Path(shutil.copytree(settings.index, tmp_path / "index"))
    generations = index / "generations"
    (generations / "g0001").rename(generations / "swap")
    (generations / "g0002").rename(generations / "g0001")
    (generations / "swap").rename(generations / "g0002")

    assert len(verify_index(IndexFolder(index)).damage) >= 2
