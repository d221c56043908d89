"""Updating: the result is what a fresh build gives, and only what is new is embedded."""

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_index import (
    TINY_MODEL,
    WORDS,
    build_tiny_generation,
    build_tiny_index,
    rewrite_manifest,
)

from embeddings.analysis import Analysed
from embeddings.encoders import Vectors
from embeddings.encoders.onnx_encoder import OnnxEncoder
from embeddings.errors import NoIndexError
from embeddings.index import Index, IndexFolder, Manifest, open_index, writing
from embeddings.index import update as update_module
from embeddings.index.open_index import find_changes
from embeddings.index.update import Update, update_index
from embeddings.index.vectors import Rule
from embeddings.index.vectors.exact import ExactVectors
from embeddings.index.vectors.listed import ListedVectors
from embeddings.index.verify import find_generation_damage, verify_index
from embeddings.retrieval import search
from embeddings.stories import Story
from embeddings.stories.sources.guarded import GuardedReader

SENTENCES = st.sampled_from(
    [f"The {one} and the {other} met." for one in WORDS for other in WORDS]
    + [f"The {one} fell, police said." for one in WORDS]
)
FOLDERS = st.dictionaries(
    st.sampled_from("abcd"), st.lists(SENTENCES, min_size=1, max_size=12, unique=True), min_size=1
)


def ignore(stage: str, done: int, total: int) -> None:
    """Take no notice of progress."""


def write_folder(folder: Path, stories: dict[str, list[str]]) -> None:
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, sentences in stories.items():
        (folder / f"{name}.json").write_text(json.dumps({"text": " ".join(sentences)}))


def describe(index: Index) -> tuple[object, ...]:
    """Return all that an index answers from."""
    rows = np.arange(1, index.manifest.passages + 1)
    passages = [passage for passage, _ in index.database.get_passages(rows.tolist())]
    vectors = index.vectors.get_many(rows).round(5).tolist()
    words = [
        [passages[row - 1].text for row, _ in index.database.search_words([word], limit=99)]
        for word in WORDS
    ]
    stories = index.database.list_stories()
    said = [index.database.get_attributions(story.id) for story in stories]
    return stories, said, passages, vectors, words, index.manifest.story_hashes


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=FOLDERS, after=FOLDERS)
def test_an_update_gives_what_a_fresh_build_gives(
    tmp_path_factory: pytest.TempPathFactory,
    before: dict[str, list[str]],
    after: dict[str, list[str]],
) -> None:
    home = tmp_path_factory.mktemp("home")
    updated, fresh = IndexFolder(home / "updated"), IndexFolder(home / "fresh")
    write_folder(home / "stories", before)
    build_tiny_index(home / "stories", updated.root)
    write_folder(home / "stories", after)

    update = update_index(home / "stories", updated, model=TINY_MODEL, progress=ignore)

    build_tiny_index(home / "stories", fresh.root)
    assert describe(open_index(updated)) == describe(open_index(fresh))
    both = before.keys() & after.keys()
    assert update.added == len(after.keys() - before.keys())
    assert update.removed == len(before.keys() - after.keys())
    assert update.changed == sum(before[story] != after[story] for story in both)


def test_only_new_passages_are_embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedded: list[str] = []
    encode = OnnxEncoder.encode_passages

    def watch(encoder: OnnxEncoder, texts: Sequence[str]) -> Vectors:
        embedded.extend(texts)
        return encode(encoder, texts)

    monkeypatch.setattr(OnnxEncoder, "encode_passages", watch)
    folder = IndexFolder(tmp_path / "index")
    write_folder(tmp_path / "stories", {"a": ["The ship met."], "b": ["The moon met."]})
    build_tiny_index(tmp_path / "stories", folder.root)
    write_folder(tmp_path / "stories", {"a": ["The ship met."], "c": ["The canal met."]})

    update_index(tmp_path / "stories", folder, model=TINY_MODEL, progress=ignore)

    assert embedded == ["The canal met."]


def test_where_nothing_changed_the_generation_stays(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    write_folder(tmp_path / "stories", {"a": ["The ship met."]})
    build_tiny_index(tmp_path / "stories", folder.root)

    update = update_index(tmp_path / "stories", folder, model=TINY_MODEL, progress=ignore)

    assert (update.manifest.generation, update.added, update.changed) == ("g0001", 0, 0)
    assert folder.list_generations() == ("g0001",)


def test_new_files_that_no_reader_is_for_are_counted_by_an_update(tmp_path: Path) -> None:
    folder = make_index(tmp_path)
    (tmp_path / "stories" / "film.mov").write_bytes(b"x")

    update(tmp_path, folder)

    assert open_index(folder).database.list_other_files() == ((".mov", 1),)


def test_an_index_inside_the_stories_folder_holds_no_stories(tmp_path: Path) -> None:
    write_folder(tmp_path / "stories", {"a": ["The ship met."]})
    folder = IndexFolder(tmp_path / "stories" / "index")
    build_tiny_index(tmp_path / "stories", folder.root)

    update = update_index(tmp_path / "stories", folder, model=TINY_MODEL, progress=ignore)

    assert (update.manifest.stories, update.manifest.skipped) == (1, 0)
    assert not find_changes(open_index(folder).database, tmp_path / "stories", exclude=folder.root)


def test_the_generation_before_an_update_stays(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    write_folder(tmp_path / "stories", {"a": ["The ship met."]})
    build_tiny_index(tmp_path / "stories", folder.root)
    (tmp_path / "stories" / "b.json").write_text('{"text": "The moon met."}')

    update = update_index(tmp_path / "stories", folder, model=TINY_MODEL, progress=ignore)

    assert (update.manifest.generation, folder.previous()) == ("g0002", "g0001")
    first = np.array([1])
    assert np.array_equal(
        open_index(folder).vectors.get_many(first),
        open_index(folder, generation="g0001").vectors.get_many(first),
    )


def test_the_kind_of_vector_index_follows_the_number_of_passages(tmp_path: Path) -> None:
    rule = Rule(exact=2)
    folder = IndexFolder(tmp_path / "index", rule=rule)
    few = {"a": ["The ship met."], "b": ["The moon met."]}
    many = few | {"c": ["The canal met."], "d": ["The worms met."]}

    kinds, found = [], []
    for stories in (few, many, few):
        write_folder(tmp_path / "stories", stories)
        if not folder.exists():
            build_tiny_index(tmp_path / "stories", folder.root, rule)
        else:
            update_index(tmp_path / "stories", folder, model=TINY_MODEL, progress=ignore)
        index = open_index(folder)
        kinds.append(type(index.vectors.vectors))
        found.append([one.story.id for one in search(index, "moon", limit=1)])
        assert verify_index(folder).damage == ()

    assert kinds == [ExactVectors, ListedVectors, ExactVectors]
    assert found == [["b"]] * 3


def test_without_an_index_there_is_nothing_to_update(tmp_path: Path) -> None:
    write_folder(tmp_path / "stories", {"a": ["The ship met."]})

    with pytest.raises(NoIndexError, match="run `byline rebuild-index` first"):
        update_index(
            tmp_path / "stories", IndexFolder(tmp_path / "none"), model=TINY_MODEL, progress=ignore
        )


def make_index(tmp_path: Path) -> IndexFolder:
    """Build an index of two stories in ``tmp_path / "stories"``."""
    write_folder(tmp_path / "stories", {"a": ["The ship met."], "b": ["The moon met."]})
    folder = IndexFolder(tmp_path / "index")
    build_tiny_index(tmp_path / "stories", folder.root)
    return folder


def update(tmp_path: Path, folder: IndexFolder) -> Update:
    return update_index(tmp_path / "stories", folder, model=TINY_MODEL, progress=ignore)


def watch_analysis(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that will name the stories that are analysed."""
    analysed: list[str] = []
    real = writing.analyse

    def analyse(story: Story, *given: Any, **named: Any) -> Analysed:
        analysed.append(story.id)
        return real(story, *given, **named)

    monkeypatch.setattr(writing, "analyse", analyse)
    return analysed


def test_only_changed_stories_are_read_and_analysed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_index(tmp_path)
    analysed = watch_analysis(monkeypatch)
    parsed: list[str] = []
    real = GuardedReader.parse

    def parse(reader: GuardedReader, path: str, *given: Any, **named: Any) -> Any:
        parsed.append(path)
        return real(reader, path, *given, **named)

    monkeypatch.setattr(GuardedReader, "parse", parse)
    (tmp_path / "stories" / "b.json").write_text('{"text": "The moon fell."}')

    done = update(tmp_path, folder)

    assert (done.added, done.changed, done.removed) == (0, 1, 0)
    assert (parsed, analysed) == (["b.json"], ["b"])


def test_stories_that_other_code_analysed_are_analysed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_index(tmp_path)
    manifest = folder.load("g0001")
    rewrite_manifest(folder.root, replace(manifest, code="0" * 64))
    analysed = watch_analysis(monkeypatch)
    embedded: list[str] = []
    monkeypatch.setattr(OnnxEncoder, "encode_passages", lambda _, texts: embedded.extend(texts))

    done = update(tmp_path, folder)

    assert done.manifest.generation == "g0002"
    assert done.manifest.code == manifest.code
    assert (analysed, embedded) == (["a", "b"], [])


@pytest.mark.parametrize("name", ["stories.sqlite", "vectors.faiss"])
def test_nothing_is_taken_over_from_a_damaged_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    folder = make_index(tmp_path)
    path = folder.path_of("g0001") / name
    data = path.read_bytes()
    path.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    built = []

    def build(stories: Path, folder: IndexFolder, **_: object) -> Manifest:
        built.append(stories)
        return build_tiny_generation(stories, folder)

    monkeypatch.setattr(update_module, "build_index", build)

    done = update(tmp_path, folder)

    assert built == [tmp_path / "stories"]
    assert done.manifest.generation == "g0002"
    assert verify_index(folder).damage == (
        f"generations/g0001/{name} holds other bytes than were written",
    )
    assert find_generation_damage(folder.load("g0002"), folder.root) == ()


def test_an_encoder_that_is_not_as_it_was_written_is_exported_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_index(tmp_path)
    graph = folder.encoders / folder.load("g0001").encoder / "model.onnx"
    data = graph.read_bytes()
    graph.write_bytes(data[:200] + bytes([data[200] ^ 0x40]) + data[201:])
    monkeypatch.setattr(
        update_module,
        "build_index",
        lambda stories, folder, **_: build_tiny_generation(stories, folder),
    )

    update(tmp_path, folder)

    assert graph.read_bytes() == data
    assert verify_index(folder).damage == ()


def test_two_files_that_change_places_are_a_change(tmp_path: Path) -> None:
    folder = make_index(tmp_path)
    one, two = (tmp_path / "stories" / name for name in ("a.json", "b.json"))
    before = one.stat().st_mtime_ns
    for path in (one, two):
        os.utime(path, ns=(before, before))
    update(tmp_path, folder)
    assert one.stat().st_size == two.stat().st_size
    one.rename(tmp_path / "c")
    two.rename(one)
    (tmp_path / "c").rename(two)

    done = update(tmp_path, folder)

    assert done.changed == 2
    stories = {story.id: story.text for story in open_index(folder).database.list_stories()}
    assert stories == {"a": "The moon met.", "b": "The ship met."}
