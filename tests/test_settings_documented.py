"""``.env.example`` is the list of all settings, with their defaults."""

import ast
from pathlib import Path

from dotenv import dotenv_values

import bot.config
from bot.config import Settings

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / ".env.example"


def read_names() -> set[str]:
    """Return the names of settings that stand in the source of ``bot.config``."""
    source = Path(bot.config.__file__).read_text(encoding="utf-8")
    constants = {
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {
        text for text in constants if text.startswith(("BYLINE_", "DISCORD_")) and text.isupper()
    }


def test_the_example_lists_exactly_the_settings_that_are_read() -> None:
    assert set(dotenv_values(EXAMPLE)) == read_names()


def test_the_example_holds_the_defaults() -> None:
    values = {name: value or "" for name, value in dotenv_values(EXAMPLE).items()}

    assert Settings.from_env(values) == Settings() == Settings.from_env({})


def test_every_setting_of_the_example_is_explained_above_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    unexplained = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if line and not line.startswith("#") and not before.startswith(("#", "BYLINE_"))
    ]

    assert unexplained == []
