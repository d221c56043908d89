"""An index that is opened ahead is the one that the command would open, and fails as it would."""

from pathlib import Path

import pytest
from hostile_index import find_encoder, find_generation, flip
from tiny_index import TINY_MODEL

from bot.cli import opening
from bot.cli.ahead import open_ahead
from bot.cli.console import Color
from bot.cli.context import Context
from embeddings.errors import UnusableIndexError


@pytest.fixture
def context(tiny_stories: Path, tiny_index: Path) -> Context:
    context = Context.create(tiny_stories, str(tiny_index), Color.NEVER)
    assert context.settings.model == TINY_MODEL
    return context


def make_ahead(context: Context) -> Context:
    ahead = open_ahead(context)
    assert ahead is not None
    return Context(
        context.settings, context.stories, context.index, context.stories_named, context.output,
        ahead,
    )  # fmt: skip


def test_a_command_is_given_the_index_that_was_opened_ahead(context: Context) -> None:
    ahead = make_ahead(context)

    index = opening.open_or_build(ahead)

    assert ahead.ahead is not None
    assert index is ahead.ahead.index.result()
    assert index.manifest.generation == "g0001"


@pytest.mark.parametrize("name", ["vectors.faiss", "model.onnx", "model.weights"])
def test_damage_is_told_when_the_command_opens_the_index(
    context: Context, tiny_index: Path, name: str
) -> None:
    folder = find_encoder(tiny_index) if "model" in name else find_generation(tiny_index)
    with flip(folder / name, 10, 3):
        ahead = make_ahead(context)

        with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
            opening.open_or_build(ahead)


def test_nothing_is_opened_ahead_where_there_is_nothing_to_ask(
    tiny_stories: Path, tiny_index: Path, tmp_path: Path
) -> None:
    (tmp_path / "others").mkdir()
    (tiny_index / "CURRENT").rename(tmp_path / "CURRENT")

    places = [(tiny_stories, tiny_index), (tiny_stories, tmp_path / "none"), ("gone", tiny_index)]
    found = [open_ahead(Context.create(Path(a), str(b), Color.NEVER)) for a, b in places]
    (tmp_path / "CURRENT").rename(tiny_index / "CURRENT")
    of_others = open_ahead(Context.create(tmp_path / "others", str(tiny_index), Color.NEVER))

    assert [*found, of_others] == [None] * 4
