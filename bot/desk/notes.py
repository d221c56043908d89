"""Small things that the bot remembers over a restart, by their names.

Promise: a value is what JSON gives back of it.
"""

import json
from typing import Any

from bot.desk.state.database import StateDatabase


class Notes:
    """Named values among what the bot keeps."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    def read(self, name: str) -> Any:
        """Return a value, or ``None`` where nothing was written."""
        rows = self._database.query("SELECT value FROM notes WHERE name = ?", (name,))
        return json.loads(rows[0][0]) if rows else None

    def write(self, name: str, value: object) -> None:
        """Remember a value in place of the one before."""
        with self._database.writing() as writer:
            writer.execute(
                "INSERT INTO notes (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, json.dumps(value)),
            )

    def list(self, beginning: str) -> dict[str, Any]:
        """Return the values whose names begin so."""
        rows = self._database.query("SELECT name, value FROM notes ORDER BY name")
        return {name: json.loads(value) for name, value in rows if name.startswith(beginning)}
