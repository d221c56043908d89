"""The settings, made from a mapping of strings such as the environment.

Promise: this is the one place that knows the names of the settings and their defaults, and
nothing is read before it is asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from embeddings.default_model import DEFAULT_MODEL
from embeddings.errors import SettingsError

DEFAULT_READER = "span"


@dataclass(frozen=True, slots=True)
class Settings:
    """What Byline is told by its surroundings.

    ``confidence`` is the least probability, 0 to 1, with which an answer is shown, ``None`` for
    the reader's own; ``threads`` are those of one question, 0 for one a core.
    """

    stories: Path = Path("stories")
    index: Path = Path(".byline")
    model: str = DEFAULT_MODEL
    reader: str = DEFAULT_READER
    confidence: float | None = None
    threads: int = 0
    debug: bool = False

    @classmethod
    def from_env(cls, mapping: Mapping[str, str]) -> "Settings":
        """Make the settings from a mapping; an empty value counts as not set.

        :raises SettingsError: If a value cannot be understood.
        """
        given = {key: value.strip() for key, value in mapping.items() if value and value.strip()}
        return cls(
            stories=_parse_folder("BYLINE_STORIES", given, "stories"),
            index=_parse_folder("BYLINE_INDEX", given, ".byline"),
            model=given.get("BYLINE_MODEL", DEFAULT_MODEL),
            reader=given.get("BYLINE_READER", DEFAULT_READER),
            confidence=_parse_share("BYLINE_CONFIDENCE", given),
            threads=_parse_count("BYLINE_THREADS", given, 0),
            debug=_parse_switch("BYLINE_DEBUG", given),
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


def _parse_count(name: str, given: Mapping[str, str], default: int) -> int:
    text = given.get(name)
    if text is None:
        return default
    if not text.isdecimal() or len(text) > 3 or int(text) > 256:
        raise SettingsError(f"{name} must be a whole number from 0 to 256, was: {text}")
    return int(text)


def _parse_switch(name: str, given: Mapping[str, str]) -> bool:
    text = given.get(name, "0").lower()
    if text not in {"0", "1", "false", "true", "no", "yes", "off", "on"}:
        raise SettingsError(f"{name} must be 0 or 1, was: {text}")
    return text in {"1", "true", "yes", "on"}
