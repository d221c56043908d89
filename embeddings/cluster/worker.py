"""What runs on a machine of the cluster: one process that loads the model once and embeds.

Promise: it embeds with the same model, code and libraries as the machine that builds,
or not at all.
"""

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.cluster.tasks import Order, pack_vectors, unpack_task
from embeddings.encoders import Encoder
from embeddings.errors import ModelError, SettingsError
from embeddings.index.known import find_version, hash_code

if TYPE_CHECKING:
    import pyarrow as pa

_LIBRARIES = ("onnxruntime", "sentence-transformers", "tokenizers", "torch", "transformers")
"""Those that decide, with the code, what a vector is."""


def hash_machine() -> str:
    """Return what must be the same on all machines: a hash of code, Python and libraries."""
    versions = [f"{name} {find_version(name)}" for name in _LIBRARIES]
    return hashlib.sha256("\n".join([hash_code(), *versions]).encode()).hexdigest()


class PassageEmbedder:
    """Holds the model; Ray makes one in each process, and hands it one task after the other."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._encoder: Encoder | None = None

    def __call__(self, tasks: "pa.Table") -> "pa.Table":
        """Embed the batches of some tasks, with the model that the first of them loads.

        :raises SettingsError: If this machine has another Byline or other libraries.
        :raises ModelError: If the model cannot be loaded here, or is another.
        """
        import pyarrow as pa  # noqa: PLC0415 - comes with Ray alone

        if self._encoder is None:
            self._encoder = load_encoder(self._order)
        keyed = [one for packed in tasks["task"].to_pylist() for one in unpack_task(packed)]
        packed = [pack_vectors(self._encoder.encode_passages(batch)) for _, batch in keyed]
        keys = [key for key, _ in keyed]
        return pa.table(
            {"key": pa.array(keys, pa.string()), "vectors": pa.array(packed, pa.binary())}
        )


def load_encoder(order: Order) -> Encoder:
    """Load the model that is ordered, if this machine is fit for it.

    :raises SettingsError: If it has another Byline or other libraries.
    :raises ModelError: If the model cannot be loaded here, or is another.
    """
    if hash_machine() != order.code:
        raise SettingsError(
            "it has another version of Byline, Python or their libraries: install the same on all "
            "machines of the cluster."
        )
    # torch takes seconds to import: for the machines that embed alone
    from embeddings.encoders.export import export_encoder, open_quickest  # noqa: PLC0415
    from embeddings.encoders.torch_encoder import TorchEncoder  # noqa: PLC0415

    encoder = TorchEncoder.load(order.model)
    if encoder.settings.fingerprint != order.fingerprint:
        raise ModelError(
            f"its model {order.model} is another: copy the same to all machines of the cluster."
        )
    with tempfile.TemporaryDirectory(prefix="byline-encoder-") as folder:
        return open_quickest(encoder, export_encoder(encoder, Path(folder)))
