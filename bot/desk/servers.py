"""Which server asks which stories, from a TOML file:

    [123456789012345678]            # the server's id
    stories = "news/harbour"
    index = ".byline-harbour"

Paths count from the file's folder. Every server that is not named, and every direct message, asks
the stories of the settings.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from embeddings.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Server:
    """The folders of one server."""

    id: int
    stories: Path
    index: Path


def read_servers(path: Path | None) -> tuple[Server, ...]:
    """Read the servers that have folders of their own; none without a file.

    :raises SettingsError: If the file cannot be read or understood.
    """
    if path is None:
        return ()
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The servers in {path} cannot be read: {error}.") from error
    servers = tuple(_make_server(path, key, table) for key, table in tables.items())
    by_index = {server.index.resolve() for server in servers}
    if len(by_index) < len(servers):
        raise SettingsError(f"Two servers in {path} share an index: give each one its own.")
    return servers


def _make_server(path: Path, key: str, table: Any) -> Server:
    if not (key.isascii() and key.isdecimal() and 15 <= len(key) <= 20):
        raise SettingsError(f"A server in {path} must be named by its id, was: {key}")
    wanted = {"stories", "index"}
    if not isinstance(table, dict) or table.keys() != wanted:
        raise SettingsError(f"Server {key} in {path} must have `stories` and `index`, no more.")
    if not all(isinstance(folder, str) and folder for folder in table.values()):
        raise SettingsError(f"The folders of server {key} in {path} must be texts.")
    folders = {name: path.parent / Path(folder).expanduser() for name, folder in table.items()}
    return Server(int(key), folders["stories"], folders["index"])
