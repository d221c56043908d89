"""Where the settings say that questions are kept: the one place that chooses.

Promise: the code for PostgreSQL is imported where the settings name it alone; processes that share
a database hash people under one key, or are refused.
"""

import json
from pathlib import Path

from bot.config import Settings
from bot.desk.notes import Notes
from bot.desk.people import People, read_key
from bot.desk.question_store import QuestionStore
from bot.desk.state.sqlite import STATE_FILE, SqliteState
from bot.desk.state.sqlite_schema import make_migrations
from bot.postgres_address import PostgresAddress
from embeddings.errors import SettingsError

_KEY_NOTE = "key"


def find_file(settings: Settings) -> Path | None:
    """Return the file that questions are kept in; ``None`` where that is PostgreSQL."""
    return _name_file(settings) if settings.discord.state_server is None else None


def _name_file(settings: Settings) -> Path:
    return settings.discord.state or settings.index / STATE_FILE


def name_place(settings: Settings) -> str:
    """Return where questions are kept, for messages."""
    return str(find_file(settings) or settings.discord.state_server)


def open_kept(settings: Settings) -> QuestionStore | None:
    """Open the questions, or return ``None`` where nobody has asked one yet.

    :raises BylineError: As ``open_store`` does.
    """
    file = find_file(settings)
    return None if file is not None and not file.is_file() else open_store(settings)


def open_store(settings: Settings) -> QuestionStore:
    """Open the questions where the settings say they are.

    :raises SettingsError: If the place cannot be used, or was filled under another key.
    :raises ServiceError: If it is on a server that cannot be reached.
    """
    server = settings.discord.state_server
    if server is None:
        return open_file(_name_file(settings), settings.discord.key_file)
    store = _open_on_server(settings, server)
    try:
        _check_key(store, settings, server)
    except BaseException:
        store.close()
        raise
    return store


def purge(settings: Settings) -> int:
    """Remove all questions, under whichever key they were kept, and return how many."""
    server = settings.discord.state_server
    store = open_store(settings) if server is None else _open_on_server(settings, server)
    try:
        removed = store.purge()
        if server is not None:
            Notes(store.database).write(_KEY_NOTE, store.people.fingerprint)
    finally:
        store.close()
    return removed


def open_file(path: Path, key_file: Path | None = None) -> QuestionStore:
    """Open a file, or make it; the key lies beside it unless ``key_file`` names another.

    :raises SettingsError: If it cannot be written or is of a newer Byline.
    """
    people = People(read_key(key_file or path.with_suffix(".key")))
    return QuestionStore(SqliteState(path, make_migrations(people)), people)


def _find_key(settings: Settings) -> Path:
    """Return the file with the key of what is kept on a server."""
    return settings.discord.key_file or (settings.index / STATE_FILE).with_suffix(".key")


def _open_on_server(settings: Settings, address: PostgresAddress) -> QuestionStore:
    try:
        from bot.desk.state.postgres import PostgresState  # noqa: PLC0415 - for this place alone
    except ImportError as error:
        raise SettingsError(
            f"Questions on {address} need psycopg: run `pip install 'byline[postgres]'`."
        ) from error
    people = People(read_key(_find_key(settings)))
    return QuestionStore(PostgresState(address, _read_password(address.password_file)), people)


def _read_password(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"The password in {path} cannot be read: let BYLINE_STATE_PASSWORD_FILE name a file "
            "with the password alone."
        ) from error


def _check_key(store: QuestionStore, settings: Settings, server: PostgresAddress) -> None:
    """Refuse a key other than the first: what it hashes would not be found by the others."""
    with store.database.writing() as writer:
        writer.execute(
            "INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
            (_KEY_NOTE, json.dumps(store.people.fingerprint)),
        )
    if Notes(store.database).read(_KEY_NOTE) != store.people.fingerprint:
        raise SettingsError(
            f"The key in {_find_key(settings)} is not the one that people are kept under on "
            f"{server}: copy that here, or name it with BYLINE_KEY_FILE."
        )
