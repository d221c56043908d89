"""``rebuild-index --engine``: what is refused before anything slow is done."""

import socket
import sys
from collections.abc import Callable
from importlib.util import find_spec

import pytest

Byline = Callable[..., object]

needs_ray = pytest.mark.skipif(
    find_spec("ray") is None, reason="Ray is not installed: pip install 'byline[ray]'"
)
pytestmark = pytest.mark.usefixtures("tiny_index")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--address", "127.0.0.1:6379"), "--address names a Ray cluster: say --engine ray too."),
        (
            ("--engine", "ray", "--address", "ray://head:10001"),
            "A Ray cluster is named --address HOST:PORT, as `ray status` on one of its machines "
            "does, or --address auto on such a machine, was: ray://head:10001",
        ),
    ],
    ids=["no engine", "no address"],
)
def test_what_fits_not_together_is_wrong_usage(
    byline: Byline, options: tuple[str, ...], said: str
) -> None:
    done = byline("rebuild-index", *options)

    assert (done.code, done.out, done.err) == (2, "", f"byline: {said}\n")


def test_an_engine_that_there_is_not_is_wrong_usage(byline: Byline) -> None:
    assert byline("rebuild-index", "--engine", "spark").code == 2


@pytest.mark.parametrize("missing", ["ray", "pyarrow"])
def test_without_ray_it_is_said_which_extra_brings_it(
    byline: Byline, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)

    done = byline("rebuild-index", "--engine", "ray")

    assert (done.code, done.out) == (78, "")
    assert done.err == (
        "byline: Building on Ray needs a further package: run `pip install 'byline[ray]'`.\n"
    )
    assert byline("search", "bridge").code == 0


@needs_ray
def test_a_cluster_that_does_not_answer_is_one_line_and_69(byline: Byline) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = byline("rebuild-index", "--engine", "ray", "--address", address)

    assert (done.code, done.out) == (69, "")
    assert done.err == (
        f"byline: The Ray cluster at {address} cannot be reached (Connection refused): see that it "
        "runs and that --address names its head.\n"
    )
    assert byline("search", "bridge").code == 0


def test_a_stories_folder_that_is_not_there_is_told_first(byline: Byline) -> None:
    done = byline("rebuild-index", "--engine", "ray", "--stories", "nowhere")

    assert (done.code, "nowhere does not exist" in done.err) == (2, True)
