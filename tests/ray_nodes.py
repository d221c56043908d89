"""A Ray cluster of three nodes on this machine, in a process of its own, and builds that use it.

    python tests/ray_nodes.py                      prints the address and the raylets' process ids
    python tests/ray_nodes.py build STORIES INDEX ADDRESS EMBEDDER VICTIM
                                                   builds, and kills a raylet in the middle

Everything listens on 127.0.0.1. Where EMBEDDER is not that of Byline, each text is embedded by the
tiny encoder.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from command_lines import clean_environment
from tiny_index import WordEncoder

from embeddings.cluster.address import ClusterAddress
from embeddings.cluster.ray_cluster import RayCluster
from embeddings.cluster.reaching import prepare_ray
from embeddings.cluster.tasks import Order, pack_vectors, unpack_task
from embeddings.cluster.worker import PassageEmbedder, load_encoder
from embeddings.encoders import TokenCounter
from embeddings.errors import BylineError
from embeddings.index import IndexFolder
from embeddings.index.build import build_index
from embeddings.index.writing import Source, read_stories, write_generation

QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    "RAY_AUTH_MODE": "disabled",
    "RAY_health_check_period_ms": "500",
    "RAY_health_check_failure_threshold": "6",
}
"""On 127.0.0.1 alone, whatever the machine; a node that is lost is missed after seconds."""
_STORE = 100 * 2**20


@dataclass(frozen=True, slots=True)
class Nodes:
    """A running cluster: its head's address, and the process of each further node."""

    address: str
    raylets: tuple[int, ...]


class WordEmbedder:
    """Embeds on a node with the tiny encoder, slowly enough for a node to be lost meanwhile."""

    def __init__(self, order: Order) -> None:
        self._encoder = WordEncoder()

    def __call__(self, tasks):  # type: ignore[no-untyped-def]
        import pyarrow as pa  # noqa: PLC0415 - not where Ray is not installed

        time.sleep(0.3)
        keyed = [one for packed in tasks["task"].to_pylist() for one in unpack_task(packed)]
        vectors = [pack_vectors(self._encoder.encode_passages(batch)) for _, batch in keyed]
        return pa.table({"key": [key for key, _ in keyed], "vectors": pa.array(vectors)})


class DyingEmbedder(WordEmbedder):
    """Its process dies whatever it is asked."""

    def __call__(self, tasks):  # type: ignore[no-untyped-def]
        os._exit(1)


class FailingEmbedder(WordEmbedder):
    """Raises whatever it is asked."""

    def __call__(self, tasks):  # type: ignore[no-untyped-def]
        raise ZeroDivisionError("no passage for you")


class StrangeEmbedder(WordEmbedder):
    """Is on a node with another Byline."""

    def __call__(self, tasks):  # type: ignore[no-untyped-def]
        load_encoder(Order("a", "b", "another code"))


EMBEDDERS = {
    "strange": StrangeEmbedder,
    "real": PassageEmbedder,
    "words": WordEmbedder,
    "dying": DyingEmbedder,
    "failing": FailingEmbedder,
}


@contextmanager
def run_nodes() -> Iterator[Nodes]:
    """Run three nodes until the end of the block."""
    with subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=make_environment(),
    ) as process:
        assert process.stdin
        assert process.stdout
        try:
            address, raylets = json.loads(process.stdout.readline())
            yield Nodes(address, tuple(raylets))
        finally:
            process.stdin.close()
            process.wait(timeout=60)


def make_environment() -> dict[str, str]:
    """Return an environment in which every process finds the packages and these modules."""
    clean = clean_environment()
    here = str(Path(__file__).parent)
    return clean | QUIET | {"PYTHONPATH": os.pathsep.join([clean["PYTHONPATH"], here])}


def serve_nodes() -> None:
    """Start three nodes, say where, and end them when nobody wants them any more."""
    from ray.cluster_utils import Cluster  # noqa: PLC0415 - takes seconds

    node = {
        "num_cpus": 1, "node_ip_address": "127.0.0.1", "object_store_memory": _STORE,
        "include_dashboard": False,
    }  # fmt: skip
    cluster = Cluster(initialize_head=True, head_node_args=node)
    further = [cluster.add_node(**node) for _ in range(2)]
    raylets = [one.all_processes["raylet"][0].process.pid for one in further]
    sys.stdout.write(json.dumps([cluster.address, raylets]) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    cluster.shutdown()


def build(stories: Path, index: Path, cluster: RayCluster, embedder: str, victim: int) -> dict:
    """Build on a cluster, of which a node is killed once a third is embedded."""
    killed = {}

    def progress(stage: str, done: int, whole: int) -> None:
        if stage == "embedding passages" and victim and not killed and 3 * done >= whole:
            killed.update(done=done, whole=whole, workers=len(list_workers(victim)))
            os.kill(victim, signal.SIGKILL)

    folder = IndexFolder(index)
    if embedder == "real":
        build_index(
            stories, folder, model="all-MiniLM-L6-v2", progress=progress, embed=cluster.embed
        )
        return killed
    encoder = WordEncoder()
    with folder.draft() as (generation, draft):
        source = Source(
            stories, read_stories(stories, progress), encoder, TokenCounter(encoder.tokenizer),
            encoder.export(folder.encoders), embed=cluster.embed,
        )  # fmt: skip
        write_generation(draft, generation, source, progress)
    return killed


def list_workers(raylet: int) -> list[str]:
    """Return the names of the processes that embed below a raylet."""
    listed = subprocess.run(
        ["ps", "--ppid", str(raylet), "-o", "args="], capture_output=True, text=True, check=False
    )
    return [line for line in listed.stdout.splitlines() if "MapWorker" in line]


def main() -> None:
    if len(sys.argv) == 1:
        serve_nodes()
        return
    stories, index, address, embedder, victim = sys.argv[2:]
    cluster = RayCluster(ClusterAddress.parse(address), EMBEDDERS[embedder])
    prepare_ray(ClusterAddress.parse(address), os.environ)
    try:
        said: object = build(Path(stories), Path(index), cluster, embedder, int(victim))
    except BylineError as error:
        said = {"error": str(error), "code": error.exit_code}
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    # under the name by which the nodes import it, so that they find its classes too
    import ray_nodes

    ray_nodes.main()
