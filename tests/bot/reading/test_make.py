"""The reader that the settings name: Byline's own, the sentence's, or somebody else's."""

import os
import shutil
from importlib import import_module
from pathlib import Path

import pytest
from tiny_index import WordEncoder
from tiny_reader import TINY_READER, write_tiny_reader

from bot.reading import is_prepared, make_reader, open_named_reader, read_text
from bot.reading.make import find_exported_reader, open_span_reader
from bot.reading.sentence_reader import SentenceReader
from bot.reading.spans import SpanReader
from bot.reading.spans.network import GRAPH_FILE
from bot.reading.spans.settings import SETTINGS_FILE
from embeddings.encoders.encoder import TOKENIZER_FILE
from embeddings.errors import ModelError

TEXT = "Nobody came. Five men ran."


def test_the_own_reader_is_made_without_any_folder(tmp_path: Path) -> None:
    reader = make_reader("span", WordEncoder(), folder=tmp_path / "none")

    assert isinstance(reader, SpanReader)
    assert reader.name == "span"
    assert not (tmp_path / "none").exists()


def test_the_sentence_reader_is_made_by_its_name(tmp_path: Path) -> None:
    reader = make_reader("sentence", WordEncoder(), folder=tmp_path / "none")

    assert isinstance(reader, SentenceReader)
    assert not (tmp_path / "none").exists()


def test_an_exported_reader_is_found_by_the_name_it_was_exported_for(tmp_path: Path) -> None:
    write_tiny_reader(tmp_path / "a")

    reader = make_reader(TINY_READER, WordEncoder(), folder=tmp_path)

    reading = read_text(reader, "how many ran?", TEXT)
    assert reader.name == TINY_READER
    assert reading is not None
    assert TEXT[reading.start : reading.end] == "Five"


def test_preparing_is_over_when_an_export_is_there(tmp_path: Path) -> None:
    assert is_prepared("span", tmp_path)
    assert is_prepared("sentence", tmp_path)
    assert not is_prepared(TINY_READER, tmp_path)

    write_tiny_reader(tmp_path / "a")

    assert is_prepared(TINY_READER, tmp_path)
    assert not is_prepared("another", tmp_path)


def test_the_newest_export_is_taken_and_drafts_are_not(tmp_path: Path) -> None:
    older, newer = write_tiny_reader(tmp_path / "z"), write_tiny_reader(tmp_path / "a")
    draft = write_tiny_reader(tmp_path / ".draft-x")
    for at, folder in enumerate((older, newer, draft)):
        os.utime(folder, (1_000_000 + at, 1_000_000 + at))

    assert find_exported_reader(tmp_path, TINY_READER) == newer

    shutil.rmtree(older)
    shutil.rmtree(newer)
    assert find_exported_reader(tmp_path, TINY_READER) is None


@pytest.mark.parametrize("settings", ["", "[]", '{"model": 3}'])
def test_a_damaged_export_does_not_stand_in_the_way_of_another(
    tmp_path: Path, settings: str
) -> None:
    whole, damaged = write_tiny_reader(tmp_path / "a"), write_tiny_reader(tmp_path / "b")
    (damaged / SETTINGS_FILE).write_text(settings, encoding="utf-8")

    assert find_exported_reader(tmp_path, TINY_READER) == whole


@pytest.mark.parametrize("file", [SETTINGS_FILE, TOKENIZER_FILE, GRAPH_FILE])
def test_a_damaged_file_of_a_reader_is_told_in_one_line(tmp_path: Path, file: str) -> None:
    folder = write_tiny_reader(tmp_path / "a")
    (folder / file).write_bytes(b"{")

    with pytest.raises(ModelError) as caught:
        open_span_reader(folder)

    assert str(caught.value) == (
        f"The reader in {folder} is damaged: install Byline again, or delete that folder "
        "if BYLINE_READER names another reader."
    )


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # torch and transformers warn of their own ways
@pytest.mark.parametrize("kind", ["no such folder", "empty folder", "no settings", "an encoder"])
def test_a_name_that_is_no_reader_is_refused_in_one_line(tmp_path: Path, kind: str) -> None:
    name = tmp_path / "model"
    if kind == "an encoder":
        name = import_module("embeddings.default_model").find_default_model()
    elif kind != "no such folder":
        name.mkdir()
    if kind == "no settings":
        (name / "config.json").write_text("{}", encoding="utf-8")

    with pytest.raises(ModelError) as caught:
        open_named_reader(str(name), tmp_path / "readers")

    message = str(caught.value)
    assert message.startswith(f"The reader {name} cannot be loaded: set BYLINE_READER to ")
    assert "\n" not in message
    assert find_exported_reader(tmp_path / "readers", str(name)) is None
