"""Make a place to start from: a stories folder with a sample, and a file of settings.

Promise: nothing that is there is changed, and a token is written where only its owner reads it.
"""

import contextlib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from bot.intake.saving import write_new
from embeddings.errors import SettingsError, UsageError
from embeddings.stories import list_source_files

QUESTION = "How many workers are presumed dead?"
"""Which the sample story answers."""

SAMPLE_FILE = "sample-key-bridge.md"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was looked after: what it is, and whether it was made or there before."""

    what: str
    made: bool


def start(folder: Path, stories: str, token: str) -> tuple[Step, ...]:
    """Make what is missing in ``folder``: the stories folder, a sample story, ``.env``.

    ``stories`` is a folder by itself or below ``folder``; ``token`` may be empty.

    :raises UsageError: If the token is none, or a file is in the way.
    :raises SettingsError: If the folder cannot be written.
    """
    if token and (len(token.split()) > 1 or not token.isascii() or not token.isprintable()):
        raise UsageError("The token holds blanks or odd characters: copy it again from Discord.")
    if "\n" in stories or "'" in stories or not stories.strip():
        raise UsageError("The stories folder needs a plain name: stories, for one.")
    place = folder / Path(stories).expanduser()
    try:
        made = not place.exists()
        place.mkdir(parents=True, exist_ok=True)
        return (
            Step(f"{place}{'' if made else ' (was there)'}", made),
            _make_sample(place),
            _make_settings(folder / ".env", stories, token),
        )
    except FileExistsError as error:
        raise UsageError(f"{place} is a file: name another stories folder.") from error
    except OSError as error:
        why = (error.strerror or "unknown fault").lower()
        raise SettingsError(f"Nothing can be written in {folder}: {why}.") from error


def _make_sample(place: Path) -> Step:
    """Put a sample story where there is none to ask yet."""
    path = place / SAMPLE_FILE
    if list_source_files(place):
        return Step(f"no sample: {place} holds stories", made=False)
    write_new(path, files("bot.intake").joinpath("sample.md").read_bytes())
    return Step(f"{path}, a sample to try with", made=True)


def _make_settings(path: Path, stories: str, token: str) -> Step:
    if path.exists():
        kept = f"{path} (was there: it stays as it is)"
        return Step(f"{kept}; the token was not written" if token else kept, made=False)
    lines = [
        "# What Byline is told; .env.example of the project lists all settings.",
        f"BYLINE_STORIES='{stories}'",
        "BYLINE_INDEX=.byline",
        "",
        "# The token of your Discord bot. Keep it to yourself.",
        f"DISCORD_TOKEN={token}",
        "",
    ]
    write_new(path, "\n".join(lines).encode(), mode=0o600)
    with contextlib.suppress(OSError):
        path.chmod(0o600)
    return Step(f"{path}, which only you can read", made=True)
