"""The settings, made from a mapping of strings such as the environment.

Promise: this is the one place that knows the names of the settings and their defaults, and
nothing is read before it is asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv import dotenv_values

from bot.postgres_address import PostgresAddress, is_postgres, parse_postgres
from bot.shards import Shards, parse_shards
from embeddings.default_model import DEFAULT_MODEL
from embeddings.errors import SettingsError
from embeddings.milvus.address import MilvusAddress, is_milvus, parse_milvus

DEFAULT_READER = "span"
DEFAULT_INDEX = ".byline"
DISCORD_API = "https://discord.com/api/v10"
LOG_FORMATS = ("text", "json")


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

    token: str = field(default="", repr=False)
    token_file: Path | None = None
    api: str = DISCORD_API
    admins: frozenset[int] = frozenset()
    admin_roles: frozenset[int] = frozenset()
    home_servers: frozenset[int] = frozenset()
    admin_channel: int | None = None
    allowed_servers: frozenset[int] = frozenset()
    allowed_channels: frozenset[int] = frozenset()
    direct_messages: bool | None = None
    user_installs: bool | None = None
    components: bool = True
    shards: Shards = field(default_factory=Shards)
    servers: Path | None = None
    state: Path | None = None
    state_server: PostgresAddress | None = None
    key_file: Path | None = None
    keep_days: int = 90
    questions_per_minute: int = 20
    channel_per_minute: int = 300
    server_per_minute: int = 600
    queue: int = 200
    watch_minutes: int = 10
    update_minutes: int = 0
    feed_minutes: int = 0
    metrics_port: int = 0
    metrics_host: str = "127.0.0.1"
    log_format: str = LOG_FORMATS[0]
    log_questions: bool = False

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
        state, state_server = _parse_state(given)
        return cls(
            token=given.get("DISCORD_TOKEN", ""),
            token_file=_parse_path("DISCORD_TOKEN_FILE", given),
            api=_parse_api(given.get("BYLINE_DISCORD_API", DISCORD_API)),
            admins=_parse_ids("DISCORD_ADMINS", given),
            admin_roles=_parse_ids("DISCORD_ADMIN_ROLES", given),
            home_servers=_parse_ids("DISCORD_HOME_SERVERS", given),
            admin_channel=next(iter(_parse_ids("DISCORD_ADMIN_CHANNEL", given)), None),
            allowed_servers=_parse_ids("DISCORD_ALLOWED_SERVERS", given),
            allowed_channels=_parse_ids("DISCORD_ALLOWED_CHANNELS", given),
            direct_messages=_parse_choosable("DISCORD_DIRECT_MESSAGES", given),
            user_installs=_parse_choosable("DISCORD_USER_INSTALLS", given),
            components=_parse_switch("DISCORD_COMPONENTS", given, default="1"),
            shards=parse_shards(given.get("DISCORD_SHARDS", "0")),
            servers=_parse_path("BYLINE_SERVERS", given),
            state=state,
            state_server=state_server,
            key_file=_parse_path("BYLINE_KEY_FILE", given),
            keep_days=_parse_count("BYLINE_KEEP_DAYS", given, 90, most=3650),
            questions_per_minute=_parse_count(
                "BYLINE_QUESTIONS_PER_MINUTE", given, 20, most=1000, least=1
            ),
            channel_per_minute=_parse_count(
                "BYLINE_CHANNEL_PER_MINUTE", given, 300, most=100_000, least=1
            ),
            server_per_minute=_parse_count(
                "BYLINE_SERVER_PER_MINUTE", given, 600, most=100_000, least=1
            ),
            queue=_parse_count("BYLINE_QUEUE", given, 200, most=10_000, least=1),
            watch_minutes=_parse_count("BYLINE_WATCH_MINUTES", given, 10, most=1440),
            feed_minutes=_parse_count("BYLINE_FEED_MINUTES", given, 0, most=10_080),
            update_minutes=_parse_count("BYLINE_UPDATE_MINUTES", given, 0, most=1440),
            metrics_port=_parse_count("BYLINE_METRICS_PORT", given, 0, most=65_535),
            metrics_host=given.get("BYLINE_METRICS_HOST", "127.0.0.1"),
            log_format=_parse_choice("BYLINE_LOG_FORMAT", given, LOG_FORMATS),
            log_questions=_parse_switch("BYLINE_LOG_QUESTIONS", given),
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """What Byline is told by its surroundings.

    ``confidence`` is the least probability, 0 to 1, with which an answer is shown, ``None`` for
    the reader's own; ``threads`` are those of one question, 0 for one a core. ``follow_links``
    lets links in the stories folder lead out of it; ``fetch_private`` lets pages be fetched from
    this machine and private networks, which only tests need. Where ``milvus`` is set, the index
    answers from there, and the folder ``index`` holds what this machine builds and exports.
    """

    stories: Path = Path("stories")
    index: Path = Path(DEFAULT_INDEX)
    milvus: MilvusAddress | None = None
    milvus_token: str = field(default="", repr=False)
    model: str = DEFAULT_MODEL
    reader: str = DEFAULT_READER
    confidence: float | None = None
    threads: int = 0
    follow_links: bool = False
    debug: bool = False
    fetch_private: bool = False
    discord: DiscordSettings = field(default_factory=DiscordSettings)

    @classmethod
    def from_env(cls, mapping: Mapping[str, str]) -> "Settings":
        """Make the settings from a mapping; an empty value counts as not set.

        :raises SettingsError: If a value cannot be understood.
        """
        given = {key: value.strip() for key, value in mapping.items() if value and value.strip()}
        token = given.get("BYLINE_MILVUS_TOKEN", "")
        index, milvus = parse_index(given.get("BYLINE_INDEX", DEFAULT_INDEX), token)
        return cls(
            stories=_parse_folder("BYLINE_STORIES", given, "stories"),
            index=index,
            milvus=milvus,
            milvus_token=token,
            model=given.get("BYLINE_MODEL", DEFAULT_MODEL),
            reader=given.get("BYLINE_READER", DEFAULT_READER),
            confidence=_parse_share("BYLINE_CONFIDENCE", given),
            threads=_parse_count("BYLINE_THREADS", given, 0),
            follow_links=_parse_switch("BYLINE_FOLLOW_LINKS", given),
            debug=_parse_switch("BYLINE_DEBUG", given),
            fetch_private=_parse_switch("BYLINE_FETCH_PRIVATE", given),
            discord=DiscordSettings.parse(given),
        )


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
    return _parse_folder("BYLINE_INDEX", {"BYLINE_INDEX": text}, DEFAULT_INDEX), None


def _parse_folder(name: str, given: Mapping[str, str], default: str) -> Path:
    text = given.get(name, default)
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise SettingsError(f"{name} must be a folder, was: {text}") from error


def _parse_share(name: str, given: Mapping[str, str]) -> float | None:
    text = given.get(name)
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise SettingsError(f"{name} must be a number from 0 to 1, was: {text}")
    return value


def _parse_count(
    name: str, given: Mapping[str, str], default: int, *, most: int = 256, least: int = 0
) -> int:
    text = given.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 7 and least <= int(text) <= most):
        raise SettingsError(f"{name} must be a whole number from {least} to {most}, was: {text}")
    return int(text)


def _parse_switch(name: str, given: Mapping[str, str], *, default: str = "0") -> bool:
    text = given.get(name, default).lower()
    if text not in {"0", "1", "false", "true", "no", "yes", "off", "on"}:
        raise SettingsError(f"{name} must be 0 or 1, was: {text}")
    return text in {"1", "true", "yes", "on"}


def _parse_choosable(name: str, given: Mapping[str, str]) -> bool | None:
    return _parse_switch(name, given) if name in given else None


def _parse_choice(name: str, given: Mapping[str, str], choices: tuple[str, ...]) -> str:
    text = given.get(name, choices[0])
    if text not in choices:
        raise SettingsError(f"{name} must be one of {', '.join(choices)}, was: {text}")
    return text


def _parse_path(name: str, given: Mapping[str, str]) -> Path | None:
    return _parse_folder(name, given, "") if name in given else None


def _parse_state(given: Mapping[str, str]) -> tuple[Path | None, PostgresAddress | None]:
    """Return the file that keeps questions, or else the server; neither for the usual file."""
    text, password_file = given.get("BYLINE_STATE", ""), "BYLINE_STATE_PASSWORD_FILE"
    if is_postgres(text):
        return None, parse_postgres(text, _parse_path(password_file, given))
    return _parse_path("BYLINE_STATE", given), None


def _parse_ids(name: str, given: Mapping[str, str]) -> frozenset[int]:
    """Read ids that stand side by side with blanks or commas between."""
    words = given.get(name, "").replace(",", " ").split()
    if not all(word.isascii() and word.isdecimal() and 15 <= len(word) <= 20 for word in words):
        raise SettingsError(f"{name} must be ids of Discord, 15 to 20 digits, was: {given[name]}")
    return frozenset(map(int, words))


def _parse_api(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise SettingsError(f"BYLINE_DISCORD_API must be an address with http, was: {text}")
    return text.rstrip("/")


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
