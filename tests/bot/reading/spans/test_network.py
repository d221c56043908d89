"""The network scores windows in their order, each by itself, or says it is damaged."""

from pathlib import Path

import numpy as np
import pytest
from tiny_reader import SCORES, SETTINGS, VOCABULARY, write_tiny_reader

from bot.reading.spans.inputs import Window
from bot.reading.spans.network import GRAPH_FILE, SpanNetwork
from embeddings.errors import ModelError


def make_window(*words: str) -> Window:
    return Window(0, tuple(VOCABULARY[word] for word in words), 1, 1, ())


def test_each_window_gets_the_scores_of_its_own_tokens_in_order(tmp_path: Path) -> None:
    network = SpanNetwork(write_tiny_reader(tmp_path / "r"), SETTINGS, threads=1)
    words = ("[CLS]", "five", "shot", "six", "[SEP]")
    # of all lengths, the long ones between the short ones
    given = [words[: 1 + at * 7 % 5] for at in range(40)]

    found = network.look([make_window(*one) for one in given])

    assert [one.spans.tolist() for one in found] == [
        [[SCORES[word], SCORES[word]] for word in one] for one in given
    ]
    assert {one.spans.dtype for one in found} == {np.dtype(np.float32)}


def test_a_graph_with_heads_says_how_relevant_a_text_is_and_what_it_says_to_a_claim(
    tmp_path: Path,
) -> None:
    network = SpanNetwork(write_tiny_reader(tmp_path / "r", heads=True), SETTINGS, threads=1)
    bare = SpanNetwork(write_tiny_reader(tmp_path / "bare"), SETTINGS, threads=1)
    window = make_window("[CLS]", "five", "shot", "[SEP]")

    (found,), (lacking,) = network.look([window]), bare.look([window])

    assert network.judges
    assert found.relevance == SCORES["five"]
    assert found.verdicts is not None
    assert found.verdicts.tolist() == [3, 0, 1]
    assert not bare.judges
    assert (lacking.relevance, lacking.verdicts) == (None, None)
    assert found.spans.tolist() == lacking.spans.tolist()


def test_no_windows_have_no_scores(tmp_path: Path) -> None:
    assert SpanNetwork(write_tiny_reader(tmp_path / "r"), SETTINGS).look([]) == []


@pytest.mark.parametrize("damage", [None, b"", b"no graph", "cut"], ids=str)
def test_a_missing_or_damaged_graph_is_refused_in_one_line(
    tmp_path: Path, damage: bytes | str | None
) -> None:
    graph = write_tiny_reader(tmp_path / "r") / GRAPH_FILE
    whole = graph.read_bytes()
    graph.unlink()
    if damage is not None:
        graph.write_bytes(whole[: len(whole) // 2] if damage == "cut" else damage)

    with pytest.raises(ModelError) as caught:
        SpanNetwork(graph.parent, SETTINGS)

    assert str(caught.value).startswith(f"The reader in {graph.parent} is damaged: ")
    assert "\n" not in str(caught.value)
