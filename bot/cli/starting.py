"""``byline init``."""

import os
import sys
from getpass import getpass
from pathlib import Path

from bot.cli.console import Color, Output
from bot.intake.starting import QUESTION, start

_STORIES = "stories"


def run_init(folder: Path, *, ask: bool, color: Color) -> int:
    """Make what is missing to start with, after two questions at a terminal."""
    output = Output(color, os.environ)
    stories, token = _STORIES, ""
    if ask and sys.stdin.isatty():
        stories = input(f"Folder for your stories [{_STORIES}]: ").strip() or _STORIES
        if not (folder / ".env").exists():
            token = getpass("Token of your Discord bot (Enter for none, hidden): ").strip()
    for step in start(folder, stories, token):
        output.write(f"{'made' if step.made else 'kept':<6}{step.what}")
    output.note("")
    if folder != Path():
        output.note(f"Go there (`cd {folder}`), then:")
    asks = f'byline ask "{QUESTION}"'
    output.note(f"{asks}   asks the sample")
    output.note(f"{'byline add URL':<{len(asks)}}   adds a story; or put files into the folder")
    if token:
        output.note(f"{'byline bot --check':<{len(asks)}}   looks whether the bot could run")
    return 0
