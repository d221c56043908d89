"""People as the bot keeps them: a hash under a secret key, another one for each question.

Promise: without the key nobody can be recognised, not even from a list of all members, and two
records of one person look unrelated.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from filelock import FileLock

from embeddings.errors import SettingsError

_KEY_BYTES = 32
_PATIENCE_S = 10


def read_key(path: Path) -> bytes:
    """Return the key in a file, which is made where it is missing, for its owner alone.

    :raises SettingsError: If it cannot be read or made.
    """
    try:
        if not path.exists():
            with FileLock(path.with_name(f"{path.name}.lock"), timeout=_PATIENCE_S):
                if not path.exists():
                    _make_key(path)
        key = path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"The key in {path} cannot be used ({error.strerror}): name another file with "
            "BYLINE_KEY_FILE."
        ) from error
    if len(key) < _KEY_BYTES:
        raise SettingsError(f"The key in {path} is too short: remove the file to have one made.")
    return key


def _make_key(path: Path) -> None:
    """Put a key in its place in one step, so that nobody reads half of one."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(_KEY_BYTES))
    draft.replace(path)


class People:
    """Turns people into hashes."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @property
    def fingerprint(self) -> str:
        """What tells this key from another, and gives nothing of it away."""
        return self._sign("fingerprint")

    def hash(self, record: int, person: int) -> str:
        """Return what stands for a person in one record."""
        return self.seal(hash_openly(record, person))

    def seal(self, hashed: str) -> str:
        """Put a hash that was made without a key under the key."""
        return self._sign(f"person:{hashed}")

    def hash_channel(self, channel: int) -> str:
        """Return what stands for a channel of direct messages, which is as telling as a name."""
        return self._sign(f"channel:{channel}")

    def _sign(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()[:32]


def hash_openly(record: int, person: int) -> str:
    """Return the hash that earlier versions kept, which a list of members could undo."""
    return hashlib.blake2b(f"{record}:{person}".encode(), digest_size=12).hexdigest()
