"""Building on real Ray: three nodes of which one is lost, a cluster of our own, faults."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import ray_nodes
from command_lines import clean_environment
from extras import needs_ray
from listening import list_listened, list_session
from ray_nodes import Nodes, run_nodes

from embeddings.index import IndexFolder
from embeddings.index.manifest import STORIES_FILE, VECTORS_FILE

pytestmark = [pytest.mark.slow, needs_ray]

Process = Callable[..., object]

STORIES, LINES = 40, 24
END_SECONDS = 20.0
WHOLE = (STORIES_FILE, VECTORS_FILE)


def write_stories(folder: Path, count: int) -> Path:
    """Write so many stories of a page, no two alike."""
    folder.mkdir()
    for number in range(count):
        lines = [
            f"Ship {place} of line {number} hit the bridge over the river, said the mayor of "
            f"town {number + place}, who saw {place * number} people on it."
            for place in range(LINES)
        ]
        text = "\n\n".join(" ".join(lines[at : at + 5]) for at in range(0, len(lines), 5))
        (folder / f"ship-{number}.txt").write_text(f"Line {number} is closed\n\n{text}\n")
    return folder


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_stories(tmp_path_factory.mktemp("ray") / "stories", STORIES)


@pytest.fixture(scope="module")
def nodes() -> Iterator[Nodes]:
    with run_nodes() as running:
        yield running


def build(stories: Path, index: Path, nodes: Nodes, embedder: str, victim: int = 0) -> dict:
    """Build on the nodes in a process of its own, and return what it says of that."""
    done = subprocess.run(
        [
            sys.executable, ray_nodes.__file__, "build", stories, index, nodes.address, embedder,
            str(victim),
        ],
        env=ray_nodes.make_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def read_current(index: Path) -> dict[str, bytes]:
    """Return all that the current generation answers from."""
    folder = IndexFolder(index)
    return {name: (folder.path_of(folder.current()) / name).read_bytes() for name in WHOLE}


def test_a_build_that_loses_a_node_gives_the_index_of_one_machine(
    nodes: Nodes, stories: Path, byline_process: Process, tmp_path: Path
) -> None:
    alone = byline_process("rebuild-index", "--stories", stories, "--index", "alone")
    killed = build(stories, tmp_path / "index", nodes, "real", victim=nodes.raylets[1])

    assert alone.code == 0
    assert killed["workers"] == 1, "the node embeds when it is killed"
    assert killed["whole"] / 3 <= killed["done"] < killed["whole"]
    assert read_current(tmp_path / "index") == read_current(tmp_path / "alone")


@pytest.mark.parametrize(
    ("embedder", "code", "said"),
    [
        ("failing", 69, "could not embed the passages (ZeroDivisionError: no passage for you)"),
        ("dying", 69, "could not embed the passages (ActorDiedError: The actor died unexpectedly"),
        ("strange", 78, "a machine cannot embed the passages: it has another version of Byline"),
    ],
)
def test_what_fails_again_and_again_leaves_the_old_index(
    nodes: Nodes, tiny_stories: Path, tiny_index: Path, embedder: str, code: int, said: str
) -> None:
    before = read_current(tiny_index)

    failed = build(tiny_stories, tiny_index, nodes, embedder)

    assert (failed["code"], failed["error"].count("\n")) == (code, 0)
    assert failed["error"].startswith(f"The Ray cluster at {nodes.address}")
    assert said in failed["error"]
    assert read_current(tiny_index) == before
    assert IndexFolder(tiny_index).list_generations() == ("g0001",)
    assert list(tiny_index.rglob(".draft-*")) == []


def begin(index: Path, samples: Path, home: Path) -> subprocess.Popen[str]:
    """Begin to build on Ray in a session of its own, with an empty home."""
    home.mkdir()
    return subprocess.Popen(
        [
            sys.executable, "-m", "bot", "rebuild-index", "--engine", "ray", "--json",
            "--stories", samples, "--index", index,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment() | {"HOME": str(home)},
        cwd=home,
        start_new_session=True,
    )  # fmt: skip


def wait_for_end(session: int) -> list[str]:
    """Return what is left of a session after some seconds: Ray's processes end by themselves."""
    ends = time.monotonic() + END_SECONDS
    while (left := list_session(session)) and time.monotonic() < ends:
        time.sleep(0.2)
    return left


def find_left(before: set[Path]) -> set[Path]:
    """Return the temporary folders of Ray that were not there before."""
    return set(Path("/tmp").glob("byline-ray-*")) - before


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="/proc says who listens")
def test_a_cluster_of_our_own_gives_the_same_index_and_leaves_nothing(
    built_samples: Path, samples: Path, tmp_path: Path
) -> None:
    before = find_left(set())
    building = begin(tmp_path / "index", samples, tmp_path / "home")
    listened: set[str] = set()
    while building.poll() is None:
        listened |= list_listened(building.pid)
        time.sleep(0.2)
    out, err = building.communicate(timeout=30)

    assert (building.returncode, err) == (0, "")
    assert json.loads(out)["generation"] == "g0001"
    assert read_current(tmp_path / "index") == read_current(built_samples)
    assert listened == {"127.0.0.1"}
    assert wait_for_end(building.pid) == []
    assert (find_left(before), list((tmp_path / "home").glob(".ray"))) == (set(), [])


def test_an_interruption_changes_nothing_and_ends_the_cluster(
    own_samples: Path, tmp_path: Path
) -> None:
    before = find_left(set())
    index = read_current(own_samples)
    stories = write_stories(tmp_path / "stories", 5 * STORIES)  # enough to be caught at work
    building = begin(own_samples, stories, tmp_path / "home")
    while building.poll() is None and not any(
        "MapWorker" in name for name in list_session(building.pid)
    ):
        time.sleep(0.2)
    os.killpg(building.pid, signal.SIGINT)  # as a terminal does
    out, err = building.communicate(timeout=120)

    assert (building.returncode, out) == (130, "")
    assert err == "byline: Interrupted: nothing was changed.\n"
    assert read_current(own_samples) == index
    assert list(own_samples.rglob(".draft-*")) == []
    assert (wait_for_end(building.pid), find_left(before)) == ([], set())
