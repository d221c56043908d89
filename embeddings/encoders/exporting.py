"""What every export of a model shares, be it an encoder or a reader.

Promise: an exported folder appears whole or not at all; nothing here needs torch.
"""

import contextlib
import io
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer


@contextlib.contextmanager
def draft_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder below ``folder`` to export to, and remove what is left of it.

    ``publish`` puts it in its place.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder))
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def publish(draft: Path, target: Path) -> Path:
    """Put a finished draft in the place of ``target``, and return that."""
    shutil.rmtree(target, ignore_errors=True)
    draft.chmod(0o755)  # another user may ask than the one who exported
    return draft.rename(target)


@contextlib.contextmanager
def quiet_export() -> Iterator[None]:
    """Keep the exporter's notes on its own age and on traced constants to itself."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def copy_tokenizer(tokenizer: Tokenizer) -> Tokenizer:
    """Return a copy without padding or truncation."""
    copy = Tokenizer.from_str(tokenizer.to_str())
    copy.no_truncation()
    copy.no_padding()
    return copy


def first_line(error: Exception) -> str:
    """Return what a foreign error says first, without its full stop; its kind if it is silent."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
