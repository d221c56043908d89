"""The network of a span reader, run by onnxruntime.

Promise: opening one needs neither torch, pickle nor the network.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.reading.spans.inputs import Window, feed
from bot.reading.spans.settings import SpanSettings, make_damage_error
from embeddings.encoders.session import open_session

GRAPH_FILE = "reader.onnx"

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

        Each window is run alone: in 8 bits, its scores would depend on those run beside it, and
        on two cores nothing is won by running several at once.
        """
        typed = self._settings.typed
        return [self._session.run(None, feed(one, typed=typed))[0][0] for one in windows]
