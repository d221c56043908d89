"""The one way in which a graph is opened for onnxruntime: on the CPU, with few words."""

import os
from pathlib import Path
from typing import Any

import onnxruntime


def open_session(graph: Path, *, threads: int | None = None) -> Any:
    """Open a graph, with one thread a core unless told otherwise.

    What onnxruntime raises for a missing or damaged graph is a bare exception of its own.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or os.cpu_count() or 1
    # threads that go on asking for work between two runs take the cores from what comes between
    options.add_session_config_entry("session.force_spinning_stop", "1")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
