"""Where PostgreSQL keeps the questions, as ``BYLINE_STATE`` writes it: an address of libpq.

    postgresql://byline@db.example.org:5432/byline?sslmode=verify-full
    postgresql://byline@/byline?host=/var/run/postgresql        a socket of this machine

Promise: nothing here needs psycopg, and no password is in what is shown.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from embeddings.errors import SettingsError

_SCHEMES = ("postgresql:", "postgres:")


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """A database of a server; ``written`` is the address without a password.

    The password is in ``uri``, else in ``password_file``, else libpq's own business.
    """

    uri: str = field(repr=False)
    written: str
    password_file: Path | None = None

    def __str__(self) -> str:
        return self.written


def is_postgres(text: str) -> bool:
    """Say whether a text is meant to be such an address, well written or not."""
    return text.startswith(_SCHEMES)


def parse_postgres(text: str, password_file: Path | None = None) -> PostgresAddress:
    """Make the address of what a setting says.

    :raises SettingsError: If it is none.
    """
    written = _hide_password(text)
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise _make_error(written) from error
    if not text.startswith(f"{parts.scheme}://") or not parts.path.strip("/"):
        raise _make_error(written)
    return PostgresAddress(text, written, password_file)


def _make_error(written: str) -> SettingsError:
    return SettingsError(
        "Questions on PostgreSQL are written postgresql://USER@HOST:PORT/DATABASE in "
        f"BYLINE_STATE, was: {written}"
    )


def _hide_password(text: str) -> str:
    """Leave passwords out: "postgresql://me:secret@host/x?password=y" gives "…//me:…@host/x…"."""
    without = re.sub(r"(//[^/@:]*):[^/]*@", r"\1:…@", text)
    return re.sub(r"(password=)[^&]*", r"\1…", without)
