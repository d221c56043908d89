"""The network of a span reader, run by onnxruntime.

Promise: opening one needs neither torch, pickle nor the network.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.reading.spans.inputs import Window, pad_windows
from bot.reading.spans.settings import SpanSettings, make_damage_error
from embeddings.encoders.session import open_session

GRAPH_FILE = "reader.onnx"
_BATCH = 16

Scores = npt.NDArray[np.float32]


class SpanNetwork:
    """Scores every token of a window as the first and as the last of the answer."""

    def __init__(self, folder: Path, settings: SpanSettings, *, threads: int | None = None) -> None:
        """Open the graph in ``folder``, with one thread a core unless told otherwise.

        :raises ModelError: If it is missing or damaged.
        """
        self._settings = settings
        try:
            self._session = open_session(folder / GRAPH_FILE, threads=threads)
        except Exception as error:  # onnxruntime raises bare exceptions of its own
            raise make_damage_error(folder) from error

    def score(self, windows: Sequence[Window]) -> list[Scores]:
        """Return the scores of each window's tokens. *Shape:* (n_tokens, 2), float32, each

        Windows of like length are run together, so that little is spent on padding.
        """
        found: list[Scores] = [np.zeros((0, 2), np.float32)] * len(windows)
        by_length = sorted(range(len(windows)), key=lambda at: (len(windows[at].ids), at))
        for first in range(0, len(windows), _BATCH):
            rows = by_length[first : first + _BATCH]
            inputs = pad_windows([windows[at] for at in rows], self._settings)
            scores = self._session.run(None, inputs)[0]
            for row, at in enumerate(rows):
                found[at] = scores[row, : len(windows[at].ids)]
        return found
