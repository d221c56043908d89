"""The network of a span reader, run by onnxruntime.

Promise: opening one needs neither torch, pickle nor the network.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.reading.spans.inputs import Window, feed
from bot.reading.spans.settings import SpanSettings, make_damage_error
from embeddings.encoders.session import Session

GRAPH_FILE = "reader.onnx"
SPANS, RELEVANCE, VERDICTS = "scores", "relevance", "verdicts"
"""The outputs of Byline's own graph; other people's have the first alone."""

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the network says of a window.

    *Shape:* spans (n_tokens, 2), each token as the first and as the last of the answer; verdicts
    (3,), the claim supported, contradicted, not stated. ``relevance`` says how well the text
    answers as a whole, about -11 to 9. A network without these heads says nothing of them.
    """

    spans: Scores
    relevance: float | None = None
    verdicts: Scores | None = None


class SpanNetwork:
    """Looks at windows: at the tokens of each, and at each as a whole."""

    def __init__(self, folder: Path, settings: SpanSettings, *, threads: int | None = None) -> None:
        """Open the graph in ``folder``, with one thread a core unless told otherwise.

        :raises ModelError: If it is missing or damaged.
        """
        self._settings, self._folder = settings, folder
        try:
            self._session = Session(folder / GRAPH_FILE, threads=threads)
        except Exception as error:  # onnxruntime raises bare exceptions of its own
            raise make_damage_error(folder) from error
        self._outputs = self._session.outputs

    @property
    def judges(self) -> bool:
        """Say whether it gives verdicts on claims."""
        return VERDICTS in self._outputs

    def look(self, windows: Sequence[Window]) -> list[Seen]:
        """Return what is seen in each window, in their order.

        Each window is a run of its own: in 8 bits, its scores would depend on those in its batch.
        """
        return list(self._session.map(self._look_at, windows))

    def _look_at(self, window: Window) -> Seen:
        given = feed(window, typed=self._settings.typed)
        try:
            found: dict[str, Any] = dict(zip(self._outputs, self._session.run(given), strict=True))
        except Exception as error:  # onnxruntime raises bare exceptions of its own
            raise make_damage_error(self._folder) from error
        relevance, verdicts = found.get(RELEVANCE), found.get(VERDICTS)
        return Seen(
            spans=found[SPANS][0],
            relevance=None if relevance is None else float(relevance[0]),
            verdicts=None if verdicts is None else verdicts[0],
        )
