"""The address of PostgreSQL as a setting writes it, with its password shown nowhere."""

from pathlib import Path

import pytest

from bot.config import Settings
from embeddings.errors import SettingsError

SERVER = "postgresql://byline@db.example.org:5432/news"


@pytest.mark.parametrize(
    "text",
    [
        SERVER,
        "postgres://byline@db/news?sslmode=verify-full",
        "postgresql://byline@/news?host=/var/run/postgresql",
        "postgresql://byline@[::1]:5432/news",
    ],
)
def test_an_address_names_a_server_in_place_of_the_file(text: str) -> None:
    discord = Settings.from_env({"BYLINE_STATE": text}).discord

    assert discord.state is None
    assert discord.state_server is not None
    assert (discord.state_server.uri, str(discord.state_server)) == (text, text)


def test_a_path_names_a_file() -> None:
    discord = Settings.from_env({"BYLINE_STATE": "postgres/bot.sqlite"}).discord

    assert (discord.state, discord.state_server) == (Path("postgres/bot.sqlite"), None)


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://byline:very-secret@db/news",
        "postgresql://byline@db/news?sslmode=require&password=very-secret&application_name=x",
        "postgresql://byline:very-secret@db:notaport/news",
        "postgresql://byline:very-secret@db",
    ],
)
def test_a_password_is_not_shown(text: str) -> None:
    try:
        shown = repr(Settings.from_env({"BYLINE_STATE": text}))
    except SettingsError as error:
        shown = str(error)

    assert "very-secret" not in shown
    assert "byline" in shown


@pytest.mark.parametrize(
    "text",
    ["postgresql:news", "postgresql://db", "postgresql://db/", "postgresql://db:99999/news"],
    ids=["no host", "no database", "empty database", "no such port"],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match=r"postgresql://USER@HOST:PORT/DATABASE .*, was: post"):
        Settings.from_env({"BYLINE_STATE": text})


def test_the_password_file_goes_with_a_server() -> None:
    given = {"BYLINE_STATE": SERVER, "BYLINE_STATE_PASSWORD_FILE": "/run/secrets/password"}
    server = Settings.from_env(given).discord.state_server

    assert server is not None
    assert server.password_file == Path("/run/secrets/password")
