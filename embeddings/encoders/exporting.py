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
from typing import Any

from tokenizers import Tokenizer

from embeddings.disk import Content, sync_folder, write_file
from embeddings.encoders.seal import SEAL_FILE, read_seal


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
    """Put a sealed draft in the place of ``target``, and return that.

    Where there is a folder already, each file is replaced in one step, the seal last; a link or a
    file there makes room.
    """
    draft.chmod(0o755)  # another user may ask than the one who exported
    sync_folder(draft)
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        target.unlink()
    if target.is_dir():
        names = [*read_seal(draft), SEAL_FILE]
        for path in target.iterdir():
            if path.name not in names or (path.is_dir() and not path.is_symlink()):
                _remove(path)
        for name in names:
            (draft / name).replace(target / name)
        sync_folder(target)
    else:
        draft.rename(target)
    sync_folder(target.parent)
    return target


def _remove(path: Path) -> None:
    """Remove a file or a folder; of a link only the link."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def write_tokenizer(tokenizer: Tokenizer, path: Path) -> Content:
    """Write a tokenizer as ``open_tokenizer`` reads it."""
    return write_file(path, tokenizer.to_str(pretty=True).encode())


@contextlib.contextmanager
def quiet_export() -> Iterator[None]:
    """Keep the exporter's notes on its own age and on traced constants to itself."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def plain_attention(network: Any) -> Iterator[None]:
    """Let the transformers models within ``network`` attend in plain products while it is traced.

    torch's own fused attention is traced with a guard for rows that see no token at all, which a
    graph pays for on every row: a fifth of its time. A model that has no plain way keeps its own.
    """
    models = [one for one in network.modules() if hasattr(one, "set_attn_implementation")]
    before = [one.config._attn_implementation for one in models]
    with contextlib.ExitStack() as restoring:
        for model, name in zip(models, before, strict=True):
            restoring.callback(model.set_attn_implementation, name)
            with contextlib.suppress(ValueError):
                model.set_attn_implementation("eager")
        yield


def copy_tokenizer(tokenizer: Tokenizer) -> Tokenizer:
    """Return a copy without padding or truncation."""
    copy = Tokenizer.from_str(tokenizer.to_str())
    copy.no_truncation()
    copy.no_padding()
    return copy


def first_line(error: BaseException) -> str:
    """Return what a foreign error says first, without its full stop; its kind if it is silent."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
