"""What the bot writes to standard error.

Promise: no token of the bot or of an interaction is ever in a line, and no text that people
wrote, unless the settings ask for it.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime

from bot.config import DiscordSettings

_INTERACTION_TOKEN = re.compile(r"(?<=/)(aW50ZXJhY3Rpb24[\w:=.-]{20,}|[\w-]{60,})(?=[/?\s]|$)")
_BOT_TOKEN = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}")
_HIDDEN = "[hidden]"


def set_up_logs(settings: DiscordSettings, token: str) -> None:
    """Let everything of Byline and what matters of discord.py be logged, once."""
    handler = logging.StreamHandler(sys.stderr)
    form = _JsonLines(token) if settings.log_format == "json" else _TextLines(token)
    handler.setFormatter(form)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("byline").setLevel(logging.INFO)
    logging.getLogger("discord").setLevel(logging.INFO)
    # these name addresses with tokens, and bodies, at lower levels
    for name in ("discord.http", "discord.webhook"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # it warns that it cannot speak
    logging.getLogger("discord.client").setLevel(logging.ERROR)


class _Lines(logging.Formatter):
    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def hide(self, text: str) -> str:
        """Take tokens out of a text."""
        if self._token:
            text = text.replace(self._token, _HIDDEN)
        return _INTERACTION_TOKEN.sub(_HIDDEN, _BOT_TOKEN.sub(_HIDDEN, text))


class _TextLines(_Lines):
    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        line = f"{time} {record.levelname} {record.name}: {record.getMessage()}"
        return self.hide(f"{line}\n{_trace(record)}" if record.exc_info else line)


class _JsonLines(_Lines):
    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields = {
            "time": time,
            "level": record.levelname,
            "logger": record.name,
            "message": self.hide(record.getMessage()),
        }
        if record.exc_info:
            fields["trace"] = self.hide(_trace(record))
        return json.dumps(fields, ensure_ascii=False)


def _trace(record: logging.LogRecord) -> str:
    return "".join(traceback.format_exception(*record.exc_info)).rstrip() if record.exc_info else ""
