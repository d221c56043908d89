"""The settings of the Discord bot: understood or refused, and the token shown nowhere."""

from pathlib import Path

import pytest

from bot.config import Settings, read_token
from bot.desk.servers import read_servers
from embeddings.errors import SettingsError


def test_the_token_is_not_in_what_settings_print() -> None:
    settings = Settings.from_env({"DISCORD_TOKEN": "very-secret"})

    assert "very-secret" not in repr(settings)
    assert read_token(settings.discord) == "very-secret"


def test_a_token_file_weighs_more_and_may_end_with_a_line_break(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("Bot from-file\n", encoding="utf-8")
    settings = Settings.from_env({"DISCORD_TOKEN": "x", "DISCORD_TOKEN_FILE": str(file)})

    assert read_token(settings.discord) == "from-file"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "There is no token"),
        ({"DISCORD_TOKEN_FILE": "/nowhere/token"}, "The token in /nowhere/token cannot be read"),
        ({"DISCORD_TOKEN": "two words"}, "The token holds blanks"),
    ],
    ids=["none", "no file", "blanks"],
)
def test_a_token_that_cannot_be_one_is_refused_without_being_shown(
    given: dict[str, str], said: str
) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        read_token(Settings.from_env(given).discord)

    assert "two words" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DISCORD_ADMIN_ROLES", "admins", "must be ids of Discord, 15 to 20 digits, was: admins"),
        ("BYLINE_DISCORD_API", "discord.com", "must be an address with http"),
        ("BYLINE_METRICS_PORT", "65536", "must be a whole number from 0 to 65535, was: 65536"),
        ("BYLINE_QUEUE", "0", "must be a whole number from 1 to 10000, was: 0"),
        ("BYLINE_LOG_FORMAT", "xml", "must be one of text, json, was: xml"),
        ("DISCORD_COMPONENTS", "maybe", "must be 0 or 1, was: maybe"),
    ],
)
def test_a_value_that_cannot_be_understood_is_named(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} {said}"):
        Settings.from_env({name: value})


def test_ids_stand_side_by_side() -> None:
    first, second = 123456789012345678, 223456789012345678
    settings = Settings.from_env({"DISCORD_ALLOWED_SERVERS": f"{first}, {second}"})

    assert settings.discord.allowed_servers == {first, second}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[harbour]\nstories='a'\nindex='b'", "must be named by its id, was: harbour"),
        ("[123456789012345678]\nstories='a'", "must have `stories` and `index`, no more"),
        ("[123456789012345678]\nstories=1\nindex='b'", "must be texts"),
        ("[", "cannot be read"),
        ("[123456789012345678]\nstories='a'\nindex='c'\n"
         "[123456789012345679]\nstories='b'\nindex='c'", "share an index"),
    ],
    ids=["name", "missing", "number", "broken", "shared"],
)  # fmt: skip
def test_a_servers_file_that_cannot_be_understood_says_where(
    text: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "servers.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(SettingsError, match=said):
        read_servers(file)


def test_folders_of_servers_count_from_their_file(tmp_path: Path) -> None:
    file = tmp_path / "servers.toml"
    file.write_text("[123456789012345678]\nstories='a'\nindex='/b'", encoding="utf-8")
    (server,) = read_servers(file)

    assert (server.id, server.stories, server.index) == (
        123456789012345678, tmp_path / "a", Path("/b")
    )  # fmt: skip
