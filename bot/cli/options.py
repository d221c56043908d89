"""The options that several commands share, and how a command comes to what they stand for.

A command is a function that takes a ``Context`` or a ``Narrowing`` and returns an exit code;
``spread`` puts their options in the place of that parameter, and ``--color`` behind all others.
"""

import inspect
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.console import Color
from bot.cli.context import Context, Narrowing


class Engine(StrEnum):
    """Where the passages of a build are embedded."""

    LOCAL = "local"
    RAY = "ray"


_StoriesOption = Annotated[
    Path | None,
    typer.Option("--stories", metavar="DIR", help="The stories folder [BYLINE_STORIES, stories]."),
]
_IndexOption = Annotated[
    str | None,
    typer.Option("--index", metavar="DIR", help="The index folder [BYLINE_INDEX, .byline]."),
]
_ColorOption = Annotated[Color, typer.Option("--color", help="When to use colours.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_StoryOption = Annotated[
    list[str] | None,
    typer.Option("--story", metavar="ID", help="Only this story; may be given again."),
]
_PublisherOption = Annotated[
    str | None, typer.Option("--publisher", metavar="NAME", help="Only stories of this publisher.")
]
_SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only stories of this day or later.")
]
_UntilOption = Annotated[
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

StoriesContext = Annotated[Context, "stories"]
"""Of a command that looks at no index."""

IndexContext = Annotated[Context, "index"]
"""Of a command that looks at no stories folder."""

_OPTIONS: dict[str, Any] = {
    "stories": _StoriesOption,
    "index": _IndexOption,
    "story": _StoryOption,
    "publisher": _PublisherOption,
    "since": _SinceOption,
    "until": _UntilOption,
    "color": _ColorOption,
}
_NARROWING = ("story", "publisher", "since", "until")
_SPREAD: dict[object, tuple[str, ...]] = {
    Context: ("stories", "index"),
    StoriesContext: ("stories",),
    IndexContext: ("index",),
    Narrowing: _NARROWING,
    Color: (),
}


def spread(command: Callable[..., int]) -> Callable[..., None]:
    """Return ``command`` as typer takes it, with options in place of what is made of them."""
    wanted = inspect.signature(command).parameters
    own = [name for name, one in wanted.items() if one.annotation not in _SPREAD]
    shown = [
        option.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for name, one in wanted.items()
        for option in ((one,) if name in own else map(_option, _SPREAD[one.annotation]))
    ]

    def run(*, color: Color, **given: Any) -> None:
        made = {name: given[name] for name in own} | {"color": color}
        if "narrowing" in wanted:
            story, *others = map(given.get, _NARROWING)
            made["narrowing"] = Narrowing(story or [], *others)
        if "context" in wanted:
            made["context"] = Context.create(given.get("stories"), given.get("index"), color)
        raise typer.Exit(command(**{name: made[name] for name in wanted}))

    run.__name__, run.__doc__, run.__annotations__ = command.__name__, command.__doc__, {}
    run.__signature__ = inspect.Signature([*shown, _option("color")])  # type: ignore[attr-defined]
    return run


def _option(name: str) -> inspect.Parameter:
    default = Color.AUTO if name == "color" else None
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=_OPTIONS[name])
