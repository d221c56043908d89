"""The commands on an index that is published on Milvus, here in a file through milvus-lite."""

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_lines import Done
from extras import needs_milvus

pytestmark = [needs_milvus, pytest.mark.slow]

Byline = Callable[..., Done]

QUESTION = "how many workers were on the bridge?"


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"milvus://{tmp_path}/stories.db/news"


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that is taken, so that no server answers there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.mark.usefixtures("tiny_index")
def test_a_published_index_answers_as_its_folder_does(byline: Byline, address: str) -> None:
    published = byline("index", "update", "--index", address)

    assert (published.code, f"Published as g0001 at {address}." in published.err) == (0, True)
    for command in (
        ("ask", QUESTION), ("search", "bridge"), ("stories",), ("show", "bridge"),
        ("check", "Six workers were on the bridge."), ("ask", QUESTION, "--publisher", "nobody"),
    ):  # fmt: skip
        here, there = (byline(*command, "--json", *index) for index in ((), ("--index", address)))
        assert there.code == here.code
        assert _without_figures(there.out) == _without_figures(here.out), command
        assert "Traceback" not in there.err


@pytest.mark.usefixtures("tiny_index")
def test_generations_follow_and_can_be_gone_back_to(
    byline: Byline, address: str, tiny_stories: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYLINE_INDEX", address)
    byline("index", "update")
    again = byline("index", "update")
    (tiny_stories / "fire.txt").write_text("Fire\n\nThe fire burnt the mayor's house down.\n")
    byline("index", "update")

    status = byline("index", "status", "--json").object
    assert "Published as g0001" in again.err, "what answers already is not published again"
    assert (status["generation"], status["generations"]) == ("g0002", ["g0001", "g0002"])
    assert (status["stories"], byline("show", "fire").code) == (4, 0)
    assert byline("index", "verify").code == 0
    assert byline("index", "rollback", "--json").object["generation"] == "g0001"
    assert byline("show", "fire").code == 1
    assert byline("index", "rollback").code == 3, "there is none before the first"


@pytest.mark.usefixtures("tiny_index")
@pytest.mark.parametrize("command", [("ask", QUESTION), ("search", "x"), ("index", "update")])
def test_a_server_that_does_not_answer_is_one_line_and_69(
    byline: Byline, closed_port: int, command: tuple[str, ...]
) -> None:
    done = byline(*command, "--index", f"milvus://127.0.0.1:{closed_port}/news")

    assert (done.code, done.out) == (69, "")
    assert done.err.startswith(
        f"byline: Milvus at milvus://127.0.0.1:{closed_port} cannot be used ("
    )
    assert done.err.count("\n") == 1


def test_where_nothing_is_published_it_is_said(byline: Byline, address: str) -> None:
    done = byline("search", "bridge", "--index", address)

    assert (done.code, done.err) == (
        3,
        f"byline: There is no index at {address}: run `byline rebuild-index`.\n",
    )


def test_an_address_that_is_none_is_a_wrong_setting(byline: Byline) -> None:
    assert byline("search", "bridge", "--index", "milvus://localhost").code == 78


def _without_figures(text: str) -> object:
    """Leave out times, and BM25, which Milvus counts a little otherwise for very common words."""
    said = json.loads(text)
    said.pop("timings_ms", None)
    for hit in said.get("hits", ()):
        hit["keywords"] = hit["keywords"] is not None
    return said
