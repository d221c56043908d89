"""The settings, made from a mapping of strings such as the environment.

Promise: this is the one place that knows the names of the settings and their defaults, and
nothing is read before it is asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from bot.postgres_address import PostgresAddress, is_postgres, parse_postgres
from bot.shards import SWITCHES, Shards, parse_shards
from embeddings.default_model import DEFAULT_MODEL
from embeddings.errors import SettingsError
from embeddings.milvus.address import MilvusAddress, is_milvus, parse_milvus

DEFAULT_READER = "span"
DEFAULT_INDEX = ".byline"
DISCORD_API = "https://discord.com/api/v10"
LOG_FORMATS = ("text", "json")


def _set_by(name: str, read: Callable[[str, str], object], default: object, **options: Any) -> Any:
    """A field that the variable ``name`` sets; ``read`` gets that name and the text."""
    return field(default=default, metadata={"name": name, "read": read}, **options)


def _read_fields(settings: type, given: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields that variables set, by their names."""
    known = [(one.name, one.metadata) for one in fields(settings) if one.metadata]
    return {
        name: how["read"](how["name"], given[how["name"]])
        for name, how in known
        if how["name"] in given
    }


def _read_text(_: str, text: str) -> str:
    return text


def _read_folder(name: str, text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise SettingsError(f"{name} must be a folder, was: {text}") from error


def _read_share(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise SettingsError(f"{name} must be a number from 0 to 1, was: {text}")
    return value


def _read_count(name: str, text: str, *, most: int, least: int = 0) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 7 and least <= int(text) <= most):
        raise SettingsError(f"{name} must be a whole number from {least} to {most}, was: {text}")
    return int(text)


def _count(most: int, least: int = 0) -> Callable[[str, str], int]:
    return partial(_read_count, most=most, least=least)


def _read_switch(name: str, text: str) -> bool:
    if text.lower() not in SWITCHES:
        raise SettingsError(f"{name} must be 0 or 1, was: {text}")
    return SWITCHES[text.lower()]


def _read_log_format(name: str, text: str) -> str:
    if text not in LOG_FORMATS:
        raise SettingsError(f"{name} must be one of {', '.join(LOG_FORMATS)}, was: {text}")
    return text


def _read_ids(name: str, text: str) -> frozenset[int]:
    """Read ids that stand side by side with blanks or commas between."""
    words = text.replace(",", " ").split()
    if not all(word.isascii() and word.isdecimal() and 15 <= len(word) <= 20 for word in words):
        raise SettingsError(f"{name} must be ids of Discord, 15 to 20 digits, was: {text}")
    return frozenset(map(int, words))


def _read_id(name: str, text: str) -> int | None:
    return next(iter(_read_ids(name, text)), None)


def _read_address(name: str, text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise SettingsError(f"{name} must be an address with http, was: {text}")
    return text.rstrip("/")


def _read_shards(_: str, text: str) -> Shards:
    return parse_shards(text)


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """What the Discord bot is told besides.

    ``admins``, ``admin_roles`` and ``home_servers``, whose administrators count, say who may change
    the index; ``allowed_servers`` and ``allowed_channels`` where is answered, none allows all.
    ``direct_messages`` and ``user_installs`` are ``None`` for "unless one of these is named".
    ``state`` is the file of questions and feedback and ``key_file`` that of the key for people, by
    default in the index folder; ``state_server`` takes the place of that file; ``servers`` is one
    that gives servers folders of their own.
    ``per_minute`` are presses and questions of one person, ``queue`` is for all who wait;
    ``metrics_port`` 0 serves none, ``feed_minutes`` 0 pulls no feeds.
    """

    token: str = _set_by("DISCORD_TOKEN", _read_text, "", repr=False)
    token_file: Path | None = _set_by("DISCORD_TOKEN_FILE", _read_folder, None)
    api: str = _set_by("BYLINE_DISCORD_API", _read_address, DISCORD_API)
    admins: frozenset[int] = _set_by("DISCORD_ADMINS", _read_ids, frozenset())
    admin_roles: frozenset[int] = _set_by("DISCORD_ADMIN_ROLES", _read_ids, frozenset())
    home_servers: frozenset[int] = _set_by("DISCORD_HOME_SERVERS", _read_ids, frozenset())
    admin_channel: int | None = _set_by("DISCORD_ADMIN_CHANNEL", _read_id, None)
    allowed_servers: frozenset[int] = _set_by("DISCORD_ALLOWED_SERVERS", _read_ids, frozenset())
    allowed_channels: frozenset[int] = _set_by("DISCORD_ALLOWED_CHANNELS", _read_ids, frozenset())
    direct_messages: bool | None = _set_by("DISCORD_DIRECT_MESSAGES", _read_switch, None)
    user_installs: bool | None = _set_by("DISCORD_USER_INSTALLS", _read_switch, None)
    components: bool = _set_by("DISCORD_COMPONENTS", _read_switch, True)
    shards: Shards = _set_by("DISCORD_SHARDS", _read_shards, Shards())
    servers: Path | None = _set_by("BYLINE_SERVERS", _read_folder, None)
    state: Path | None = None
    state_server: PostgresAddress | None = None
    key_file: Path | None = _set_by("BYLINE_KEY_FILE", _read_folder, None)
    keep_days: int = _set_by("BYLINE_KEEP_DAYS", _count(3650), 90)
    questions_per_minute: int = _set_by("BYLINE_QUESTIONS_PER_MINUTE", _count(1000, 1), 20)
    channel_per_minute: int = _set_by("BYLINE_CHANNEL_PER_MINUTE", _count(100_000, 1), 300)
    server_per_minute: int = _set_by("BYLINE_SERVER_PER_MINUTE", _count(100_000, 1), 600)
    queue: int = _set_by("BYLINE_QUEUE", _count(10_000, 1), 200)
    watch_minutes: int = _set_by("BYLINE_WATCH_MINUTES", _count(1440), 10)
    update_minutes: int = _set_by("BYLINE_UPDATE_MINUTES", _count(1440), 0)
    feed_minutes: int = _set_by("BYLINE_FEED_MINUTES", _count(10_080), 0)
    metrics_port: int = _set_by("BYLINE_METRICS_PORT", _count(65_535), 0)
    metrics_host: str = _set_by("BYLINE_METRICS_HOST", _read_text, "127.0.0.1")
    log_format: str = _set_by("BYLINE_LOG_FORMAT", _read_log_format, LOG_FORMATS[0])
    log_questions: bool = _set_by("BYLINE_LOG_QUESTIONS", _read_switch, False)

    @property
    def allows_direct_messages(self) -> bool:
        """Whether direct messages are answered."""
        chosen = self.direct_messages
        return not self._is_narrowed if chosen is None else chosen

    @property
    def allows_user_installs(self) -> bool:
        """Whether people who installed the bot for themselves alone are answered."""
        chosen = self.user_installs
        return not self._is_narrowed if chosen is None else chosen

    @property
    def _is_narrowed(self) -> bool:
        """Whether servers or channels are named, outside which nothing is answered."""
        return bool(self.allowed_servers or self.allowed_channels)

    @classmethod
    def parse(cls, given: Mapping[str, str]) -> "DiscordSettings":
        """Make the settings from values that are not empty.

        :raises SettingsError: If a value cannot be understood.
        """
        text, file = given.get("BYLINE_STATE", ""), given.get("BYLINE_STATE_PASSWORD_FILE")
        own = _read_fields(cls, given)
        if is_postgres(text):
            password_file = _read_folder("BYLINE_STATE_PASSWORD_FILE", file) if file else None
            return cls(**own, state_server=parse_postgres(text, password_file))
        return cls(**own, state=_read_folder("BYLINE_STATE", text) if text else None)


@dataclass(frozen=True, slots=True)
class Settings:
    """What Byline is told by its surroundings.

    ``confidence`` is the least probability, 0 to 1, with which an answer is shown, ``None`` for
    the reader's own; ``threads`` are those of one question, 0 for one a core. ``follow_links``
    lets links in the stories folder lead out of it; ``fetch_private`` lets pages be fetched from
    this machine and private networks, which only tests need. Where ``milvus`` is set, the index
    answers from there, and the folder ``index`` holds what this machine builds and exports.
    """

    stories: Path = _set_by("BYLINE_STORIES", _read_folder, Path("stories"))
    index: Path = Path(DEFAULT_INDEX)
    milvus: MilvusAddress | None = None
    milvus_token: str = _set_by("BYLINE_MILVUS_TOKEN", _read_text, "", repr=False)
    model: str = _set_by("BYLINE_MODEL", _read_text, DEFAULT_MODEL)
    reader: str = _set_by("BYLINE_READER", _read_text, DEFAULT_READER)
    confidence: float | None = _set_by("BYLINE_CONFIDENCE", _read_share, None)
    threads: int = _set_by("BYLINE_THREADS", _count(256), 0)
    follow_links: bool = _set_by("BYLINE_FOLLOW_LINKS", _read_switch, False)
    debug: bool = _set_by("BYLINE_DEBUG", _read_switch, False)
    fetch_private: bool = _set_by("BYLINE_FETCH_PRIVATE", _read_switch, False)
    discord: DiscordSettings = field(default_factory=DiscordSettings)

    @classmethod
    def from_env(cls, mapping: Mapping[str, str]) -> "Settings":
        """Make the settings from a mapping; an empty value counts as not set.

        :raises SettingsError: If a value cannot be understood.
        """
        given = {key: value.strip() for key, value in mapping.items() if value and value.strip()}
        own = _read_fields(cls, given)
        index, milvus = parse_index(
            given.get("BYLINE_INDEX", DEFAULT_INDEX), own.get("milvus_token", "")
        )
        return cls(**own, index=index, milvus=milvus, discord=DiscordSettings.parse(given))


def read_environment(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return the variables of ``folder/.env`` with those of the environment over them.

    :raises SettingsError: If there is an ``.env`` that cannot be read.
    """
    try:
        written = dotenv_values(folder / ".env", interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"The settings in {folder / '.env'} cannot be read: {error}."
        ) from error
    return {key: value for key, value in written.items() if value is not None} | dict(environment)


def parse_index(text: str, token: str = "") -> tuple[Path, MilvusAddress | None]:
    """Return the index folder that a text names, and the address of Milvus where it names one.

    :raises SettingsError: If it names neither.
    """
    if is_milvus(text):
        return Path(DEFAULT_INDEX), parse_milvus(text, token)
    return _read_folder("BYLINE_INDEX", text), None


def read_token(settings: DiscordSettings) -> str:
    """Return the bot's token, from its file where one is named.

    :raises SettingsError: If there is none, or its file cannot be read.
    """
    token = settings.token
    if settings.token_file is not None:
        try:
            token = settings.token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"The token in {settings.token_file} cannot be read: "
                "let DISCORD_TOKEN_FILE name a file with the token alone."
            ) from error
    token = token.removeprefix("Bot ").strip()
    if not token:
        raise SettingsError(
            "There is no token: set DISCORD_TOKEN or DISCORD_TOKEN_FILE, from the page of your "
            "application on https://discord.com/developers/applications."
        )
    if len(token.split()) > 1 or not token.isascii():
        raise SettingsError("The token holds blanks or odd characters: copy it again from Discord.")
    return token
