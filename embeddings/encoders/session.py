"""The one way in which a graph is opened and run by onnxruntime: on the CPU, with few words.

Promise: whatever graph somebody made, running it ends, and takes half of a machine's memory at
most; nobody is told of it.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

# before onnxruntime is imported: from 1.32 on it would report its use to its makers at once, and
# its own switch comes too late
os.putenv("ORT_DISABLE_TELEMETRY", "1")

import onnxruntime

Given = TypeVar("Given")
Found = TypeVar("Found")

MAX_SECONDS = 60.0
"""Of processor time for one text; a model of 500 million weights takes about one."""

_LOOKS = 1.0
"""Seconds between two looks at how long a run takes."""
_SLOWER = ["SkipLayerNormFusion"]
"""What onnxruntime joins into one step that then takes longer than both."""
_SHARE, _LEAST_MEMORY = 2, 4_000_000_000
"""All graphs together may take one part in so many of the machine's memory, or so many bytes."""


class Session:
    """A graph that is open to be run.

    A run takes one thread, and ``map`` has several runs at once: two threads that share the work of
    every run wait for each other at each of its steps.
    """

    def __init__(self, graph: Path, *, threads: int | None = None) -> None:
        """Open a graph, to be run in one thread a core at once unless told otherwise.

        Weights may lie in a file beside it, where it really is. What onnxruntime raises for a
        missing or damaged graph is a bare exception of its own.
        """
        self._threads = threads or os.cpu_count() or 1
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 4  # what fails is raised too
        if _bound_memory():
            options.add_session_config_entry("session.use_env_allocators", "1")
        with _ended_after(lambda: _cancel(options), MAX_SECONDS):
            # it would print a second try, on the standard output
            self._session = onnxruntime.InferenceSession(
                os.path.realpath(graph),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=_SLOWER,
                enable_fallback=0,
            )

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of what it takes."""
        return tuple(one.name for one in self._session.get_inputs())

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of what it gives."""
        return tuple(one.name for one in self._session.get_outputs())

    def map(self, function: Callable[[Given], Found], given: Sequence[Given]) -> Iterator[Found]:
        """Yield what a function that runs the graph makes of each, in order, several at once."""
        if min(self._threads, len(given)) < 2:
            return map(function, given)
        return self._workers.map(function, given)

    def begin(self, function: Callable[[Given], Found], given: Given) -> Future[Found]:
        """Begin what a function that runs the graph makes of one, behind all that was begun."""
        return self._workers.submit(function, given)

    @cached_property
    def _workers(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._threads, thread_name_prefix="graph")

    def run(self, given: Mapping[str, Any]) -> Sequence[Any]:
        """Return every output; a run that takes too long ends like one that fails.

        Only time on a processor counts: a machine may sleep, or have other work. onnxruntime
        raises bare exceptions of its own.
        """
        texts = max([1, *(len(one) for one in given.values())])
        options = onnxruntime.RunOptions()
        options.log_severity_level = 4
        with _ended_after(lambda: setattr(options, "terminate", True), MAX_SECONDS * texts):
            found: Sequence[Any] = self._session.run(None, given, options)
        return found


@contextlib.contextmanager
def _ended_after(end: Callable[[], None], seconds: float) -> Iterator[None]:
    """Have something ended that takes more of this process's time on the processors."""
    done, begun = threading.Event(), time.process_time()

    def watch() -> None:
        while not done.wait(_LOOKS):
            if time.process_time() - begun > seconds:
                end()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()


def _cancel(options: onnxruntime.SessionOptions) -> None:
    """Have a graph opened no further; older versions of onnxruntime cannot do that."""
    if hasattr(options, "set_load_cancellation_flag"):
        options.set_load_cancellation_flag(True)


@cache
def _bound_memory() -> bool:
    """Give all graphs of this process one store of memory that is bounded; say whether it could."""
    if not hasattr(os, "sysconf"):
        return False
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    place = onnxruntime.OrtMemoryInfo(
        "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0,
        onnxruntime.OrtMemType.DEFAULT,
    )  # fmt: skip
    bounds = onnxruntime.OrtArenaCfg({"max_mem": max(whole // _SHARE, _LEAST_MEMORY)})
    try:
        onnxruntime.create_and_register_allocator(place, bounds)
    except Exception:  # a program around Byline may have given one to all of its graphs
        return False
    return True
