"""A Ray cluster whose machines embed passages: one that runs, or one of this machine for the while.

Promise: Ray is imported here alone, when passages are embedded; whatever it raises is told as
ours; nothing of a cluster of this machine's own is left, listens beyond this machine, or tells
anybody that it is used.
"""

import contextlib
import logging
import os
import signal
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from embeddings.cluster.address import ClusterAddress
from embeddings.cluster.failures import tell_failure
from embeddings.cluster.tasks import Order, Results, pack_tasks
from embeddings.cluster.worker import PassageEmbedder, hash_machine
from embeddings.default_model import EIGHT_BITS, split_model
from embeddings.encoders import Encoder
from embeddings.errors import ServiceError
from embeddings.index.embedding import Batch, Embedded

_RESTARTS = 4
"""How often a process is begun anew, here or there, that dies or whose machine does. As long as
that its task is asked for: many times in vain while the end of a machine is not known yet.
"""
_PATIENCE_SECONDS = 600
"""How long nothing may come, as where all processors of the cluster are busy with other work."""
_SHORT, _SHORT_FOLDER = 16, "/tmp"  # noqa: S108 - a folder of its own is made there
_STDERR = 2
_SILENT = logging.CRITICAL + 1


class RayCluster:
    """The cluster at an address, or where there is none, this machine's own for the while."""

    def __init__(
        self, address: ClusterAddress | None, embedder: type[Any] = PassageEmbedder
    ) -> None:
        """Name the cluster; ``embedder`` is what each of its processes holds one of."""
        self._address, self._embedder = address, embedder
        self._place = address.place if address else "Ray on this machine"

    def embed(self, encoder: Encoder, batches: Sequence[Batch]) -> Embedded:
        """Have batches embedded by processes that each hold a model like that of ``encoder``.

        :raises ServiceError: If the cluster cannot be used, or a task fails again and again.
        :raises SettingsError: If a machine of it has another Byline.
        :raises ModelError: If a machine of it has not the same model.
        """
        settings = encoder.settings
        own, rounded = split_model(settings.model)
        folder = Path(own)
        model = str(folder.resolve()) if folder.is_dir() else own
        model += EIGHT_BITS if rounded else ""
        order = Order(model, settings.fingerprint, hash_machine())
        results = Results(batches, settings.fingerprint, settings.dimension)
        with self._telling_failures(), _heeding_interrupts() as heed, self._connected() as ray:
            workers = int(ray.cluster_resources().get("CPU", 0))
            tasks = pack_tasks(batches, settings.fingerprint, workers=max(workers, 1))
            for row in self._run(ray, tasks, order, min(max(workers, 1), len(tasks))):
                heed()
                if (taken := results.take(row["key"], row["vectors"])) is not None:
                    yield taken
            heed()
        if results.missing:
            raise ServiceError(f"{self._place} lost {results.missing} batches: build again.")

    def _run(
        self, ray: Any, tasks: Sequence[bytes], order: Order, workers: int
    ) -> Iterator[dict[str, Any]]:
        """Run tasks on as many processes, and give a row for each batch in it as it comes."""
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = context.print_on_execution_start = False
        context.raise_original_map_exception = True
        context.execution_no_progress_timeout_s = _PATIENCE_SECONDS
        waiting = ray.data.from_items(
            [{"task": task} for task in tasks], override_num_blocks=len(tasks)
        )
        with warnings.catch_warnings():
            # how often a task may be tried will have to be said otherwise from Ray 2.64 on
            warnings.simplefilter("ignore")
            done = waiting.map_batches(
                self._embedder,
                fn_constructor_args=(order,),
                batch_size=1,
                batch_format="pyarrow",
                compute=ray.data.ActorPoolStrategy(
                    min_size=1, max_size=workers, initial_size=workers
                ),
                num_cpus=1,
                max_task_retries=-1,
                max_restarts=_RESTARTS,
            )
        yield from done.iter_rows()

    @contextlib.contextmanager
    def _connected(self) -> Iterator[Any]:
        """Give the module ``ray``, connected, and let go of everything in the end."""
        # it takes seconds to import
        import ray  # noqa: PLC0415
        import ray.data  # noqa: PLC0415

        for name in ("ray", "ray.data"):
            for handler in logging.getLogger(name).handlers:
                handler.setLevel(_SILENT)
        with contextlib.ExitStack() as left:
            options: dict[str, Any] = {"address": self._address and self._address.written}
            if self._address is None:
                own = left.enter_context(
                    tempfile.TemporaryDirectory(prefix="byline-ray-", dir=_find_short_folder())
                )
                options = {"address": "local", "include_dashboard": False, "_temp_dir": own}
            # what the cluster tells is printed as if it were data
            nowhere = left.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
            left.enter_context(contextlib.redirect_stdout(nowhere))
            left.callback(ray.shutdown)
            with _quiet_start():
                ray.init(**options, log_to_driver=False, logging_level=_SILENT)
            yield ray

    @contextlib.contextmanager
    def _telling_failures(self) -> Iterator[None]:
        """Turn whatever Ray raises into one of our errors."""
        try:
            yield
        except Exception as error:  # the edge to Ray, which passes on what any part of it raises
            raise tell_failure(error, self._place) from error


def _find_short_folder() -> str:
    """Return a folder for temporary files: sockets are made below it, whose paths must be short."""
    usual = tempfile.gettempdir()
    return usual if len(usual) <= _SHORT or os.name == "nt" else _SHORT_FOLDER


@contextlib.contextmanager
def _heeding_interrupts() -> Iterator[Callable[[], None]]:
    """Give a function that raises an interruption anew: one that comes while Ray calls back into
    Python is swallowed there."""
    came = threading.Event()
    usual = signal.getsignal(signal.SIGINT)

    def note(number: int, frame: FrameType | None) -> None:
        came.set()
        if callable(usual):
            usual(number, frame)

    def heed() -> None:
        if came.is_set():
            raise KeyboardInterrupt

    watches = threading.current_thread() is threading.main_thread()
    if watches:
        signal.signal(signal.SIGINT, note)
    try:
        yield heed
    finally:
        if watches:
            signal.signal(signal.SIGINT, usual)


@contextlib.contextmanager
def _quiet_start() -> Iterator[None]:
    """Keep to itself what Ray's parts in C++ write on stderr before they have a file for it."""
    sys.stderr.flush()
    kept = os.dup(_STDERR)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)
        os.close(nowhere)
