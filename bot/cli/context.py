"""What every command starts from: the settings, the two folders and the output."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.console import Color, Output
from bot.config import Settings, parse_index, read_environment

if TYPE_CHECKING:
    from concurrent.futures import Future

    from embeddings.index import Index


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The options that narrow down which stories count, as they were given."""

    stories: list[str]
    publisher: str | None
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Ahead:
    """A generation that another thread opens."""

    generation: str
    index: "Future[Index]"


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one command.

    ``stories_named`` says whether the person named the stories folder on the command line.
    """

    settings: Settings
    stories: Path
    index: Path
    stories_named: bool
    output: Output
    ahead: Ahead | None = None
    """The index, where it is being opened already."""

    @property
    def settings_here(self) -> Settings:
        """The settings with the folders of the command line over them."""
        return replace(self.settings, stories=self.stories, index=self.index)

    @classmethod
    def create(cls, stories: Path | None, index: str | None, color: Color) -> "Context":
        """Combine options, environment and ``.env``, in this order of weight."""
        settings = Settings.from_env(read_environment(os.environ, Path.cwd()))
        if index:
            folder, milvus = parse_index(index, settings.milvus_token)
            settings = replace(settings, index=folder, milvus=milvus)
        return cls(
            settings=settings,
            stories=stories or settings.stories,
            index=settings.index,
            stories_named=stories is not None,
            output=Output(color, os.environ),
        )
