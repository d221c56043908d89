"""The options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import Color


class Engine(StrEnum):
    """Where the passages of a build are embedded."""

    LOCAL = "local"
    RAY = "ray"


StoriesOption = Annotated[
    Path | None,
    typer.Option("--stories", metavar="DIR", help="The stories folder [BYLINE_STORIES, stories]."),
]
IndexOption = Annotated[
    str | None,
    typer.Option("--index", metavar="DIR", help="The index folder [BYLINE_INDEX, .byline]."),
]
ColorOption = Annotated[Color, typer.Option("--color", help="When to use colours.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
StoryOption = Annotated[
    list[str] | None,
    typer.Option("--story", metavar="ID", help="Only this story; may be given again."),
]
PublisherOption = Annotated[
    str | None, typer.Option("--publisher", metavar="NAME", help="Only stories of this publisher.")
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only stories of this day or later.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Only stories of this day or earlier.")
]

AnswersOption = Annotated[
    int, typer.Option("--answers", metavar="N", help="Show at most so many answers.")
]
EngineOption = Annotated[
    Engine, typer.Option("--engine", help="Embed in this process, or on a Ray cluster.")
]
AddressOption = Annotated[
    str | None,
    typer.Option(
        "--address",
        metavar="HOST:PORT",
        help="That cluster; by default one of this machine alone, for the while.",
    ),
]
