"""What a file holds of its stories, and the list to which each maker adds its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.program_files.told import Retold

ALL = ("title", "published", "authors", "url")
SHOWN = ("title", "published", "authors")


@dataclass(frozen=True, slots=True)
class Tools:
    """Where makers work, and where the packages of node are."""

    work: Path
    node: Path | None
    port: int


Make = Callable[[Sequence[Retold], Path, Tools], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a file is made, and which of a story's fields its program leaves in it."""

    name: str
    stories: tuple[str, ...]
    program: str
    make: Make
    keeps: tuple[str, ...] = SHOWN
    lost: str = ""
    """What the program itself loses: the file no longer says it."""
    facts_lost: tuple[str, ...] = ()
    url: str = ""
    headline: str = ""
    authors: tuple[str, ...] = ()
    """What the file says instead of what the program was given."""


RECIPES: list[Recipe] = []


def recipe(name: str, stories: str, program: str, **known: object) -> Callable[[Make], Make]:
    """Add the function below as the maker of a file."""

    def add(make: Make) -> Make:
        RECIPES.append(Recipe(name, tuple(stories.split()), program, make, **known))  # type: ignore[arg-type]
        return make

    return add


def told_rows(one: Recipe, stories: Sequence[Retold]) -> list[tuple[str, ...]]:
    """Return the rows of the table of right values: one for each story in a file."""
    rows = []
    for number, story in enumerate(stories, start=1):
        kept: dict[str, Any] = {name: getattr(story, name) for name in one.keeps}
        kept["url"] = one.url or kept.get("url", "")
        kept["title"] = one.headline or kept.get("title", "")
        kept["authors"] = one.authors or kept.get("authors", ())
        facts = [fact for fact in story.facts if not any(lost in fact for lost in one.facts_lost)]
        rows.append((
            one.name, str(number) if len(stories) > 1 else "", one.program,
            str(kept.get("title", "")), str(kept.get("published", "")),
            " ‖ ".join(kept.get("authors", ())), str(kept["url"]),
            story.first, story.last, " ‖ ".join(facts), one.lost,
        ))  # fmt: skip
    return rows
