"""Where the terminal is written to: data on stdout, everything else on stderr.

Promise: nothing but this module decides on colour, width and progress.
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Literal

from rich.console import Console
from rich.text import Text

from embeddings.errors import StoppedReadingError

_TURNING = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks that turn the direction of what follows, so that a line reads as another would."""
_CONTROL = {*range(32), *range(127, 160), 0x2028, 0x2029, *_TURNING} - {ord("\n")}
"""Characters that could move the cursor or paint, as a text or a file's name may hold them."""
_SHOWN = dict.fromkeys(_CONTROL, "\ufffd")
_ESCAPED = {code: f"\\u{code:04x}" for code in _CONTROL if code >= 127}
"""In JSON, which escapes the first ones by itself: these stand in strings alone."""


class Color(StrEnum):
    """When to colour what is printed."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Output:
    """The two streams of a command."""

    def __init__(self, color: Color, environment: Mapping[str, str]) -> None:
        self._stdout = _make_console(color, environment, stderr=False)
        self._stderr = _make_console(color, environment, stderr=True)

    def write(self, text: Text | str = "") -> None:
        """Print a line of data, wrapped between words on a terminal and as it is elsewhere."""
        self._print(self._stdout, text)

    def write_json(self, value: object) -> None:
        """Print one JSON object in one line, at once."""
        try:
            written = json.dumps(value, ensure_ascii=False).translate(_ESCAPED)
            sys.stdout.write(written + "\n")
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise StoppedReadingError from error

    def note(self, text: Text | str) -> None:
        """Print a line that is not data."""
        self._print(self._stderr, text)

    @contextlib.contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int], None]]:
        """Show the stages of long work as bars, on a terminal only."""
        # nothing that is done at once needs bars
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        hidden = not sys.stderr.isatty()
        with Progress(*columns, console=self._stderr, disable=hidden, transient=True) as bars:
            tasks = {}

            def report(stage: str, done: int, total: int) -> None:
                if stage not in tasks:
                    tasks[stage] = bars.add_task(stage, total=total)
                bars.update(tasks[stage], completed=done, total=total)

            yield report

    @staticmethod
    def _print(console: Console, text: Text | str) -> None:
        line = text.copy() if isinstance(text, Text) else Text(text)
        line.plain = line.plain.translate(_SHOWN)
        console.print(line, soft_wrap=not console.file.isatty(), highlight=False)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Tell our own edge, where rich would leave with an exit code of its own."""
        raise StoppedReadingError


def _make_console(color: Color, environment: Mapping[str, str], *, stderr: bool) -> Console:
    """Make a console that keeps ``--color`` first, then NO_COLOR (https://no-color.org)."""
    plain = color is Color.NEVER or (color is Color.AUTO and bool(environment.get("NO_COLOR")))
    color_system: Literal["standard", "auto"] | None = "auto"
    if plain:
        color_system = None  # no bold or dim either
    elif color is Color.ALWAYS:
        color_system = "standard"
    return _Console(
        stderr=stderr,
        force_terminal=True if color is Color.ALWAYS else None,
        no_color=plain,
        color_system=color_system,
        emoji=False,
        markup=False,
    )


def use_utf8() -> None:
    """Let stories print whatever the locale says."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def close_quietly() -> None:
    """Let what is left in the buffers of a closed output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
