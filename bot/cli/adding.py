"""``byline add``."""

import sys
from pathlib import Path
from textwrap import shorten

from bot.cli.context import Context
from bot.cli.renewing import list_known, note_lost, renew_index
from bot.intake.desk import MAX_BYTES, IntakeDesk
from bot.intake.fetching.addresses import (
    even_out,
    parse_address,
    shorten_address,
)
from bot.intake.previews import Given, Preview
from bot.intake.saving import Saved, save_story
from bot.presentation.answer_json import describe_story
from bot.presentation.wording import phrase_provenance
from embeddings.errors import BylineError, StoriesError, UsageError

_STDIN = "-"
_SHOWN = 160


def run_add(
    context: Context, sources: list[str], said: Given, *, again: bool, as_json: bool
) -> int:
    """Save the stories and bring the index up to date; the code is that of the first failure."""
    if len(sources) > 1 and (said.title or said.url):
        raise UsageError("A headline or an address is for one story alone: add it by itself.")
    desk = open_desk(context)
    known = {} if again else list_known(context)
    saved: list[Saved] = []
    failures: list[BylineError] = []
    for source in sources:
        try:
            found = _find_known(source, known)
            if found:
                context.output.note(f"{source} is there already: byline show {found}")
                continue
            saved.append(save_story(_read(context, desk, source, said), desk.stories))
        except BylineError as error:
            if len(sources) == 1:
                raise
            failures.append(error)
            context.output.note(f"byline: {source}: {error}")
    _tell(context, saved, as_json=as_json)
    return failures[0].exit_code if failures else 0


def open_desk(context: Context) -> IntakeDesk:
    """Return the intake desk of the stories folder, which is made where it is missing.

    :raises StoriesError: If it cannot be made.
    """
    try:
        if not context.stories.exists():
            context.stories.mkdir(parents=True)
            context.output.note(f"Made the stories folder {context.stories}.")
    except OSError as error:
        why = (error.strerror or "unknown fault").lower()
        raise StoriesError(f"The folder {context.stories} cannot be made: {why}.") from error
    if not context.stories.is_dir():
        raise UsageError(f"{context.stories} is a file: name a stories folder with --stories.")
    return IntakeDesk.open(context.stories, private=context.settings.fetch_private)


def _find_known(source: str, known: dict[str, str]) -> str:
    """Return the id of the story that a page's address has, "" for anything else."""
    return known.get(even_out(str(parse_address(source))), "") if "://" in source else ""


def _read(context: Context, desk: IntakeDesk, source: str, said: Given) -> Preview:
    if "://" in source:
        return desk.read_address(source, said)
    if source == _STDIN:
        return desk.read_file("", _read_stdin(context), said)
    path = Path(source)
    try:
        if path.is_dir():
            raise UsageError(f"{source} is a folder: name its files, or put it into the stories.")
        if path.resolve().is_relative_to(context.stories.resolve()):
            raise UsageError(f"{source} is in the stories already: run `byline index update`.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, ValueError) as error:
        shown = shorten_address(source)
        raise UsageError(
            f"There is no file {shown}; a web address begins with https://."
        ) from error
    except OSError as error:
        why = (error.strerror or "unknown fault").lower()
        raise StoriesError(f"{shorten_address(source)} cannot be read: {why}.") from error
    return desk.read_file(path.name, data, said)


def _read_stdin(context: Context) -> bytes:
    if sys.stdin.isatty():
        context.output.note("Paste the story, its headline first, and end with Ctrl-D.")
    binary = getattr(sys.stdin, "buffer", None)
    return binary.read(MAX_BYTES + 1) if binary else sys.stdin.read(MAX_BYTES).encode()


def _tell(context: Context, saved: list[Saved], *, as_json: bool) -> None:
    """Say what was saved, then take it into the index and say what became of it there."""
    if not as_json:
        for one in saved:
            _draw(context, one)
    update = renew_index(context, quiet=as_json) if saved else None
    for one in saved:
        note_lost(context, update, one.file)
        if as_json:
            context.output.write_json(
                describe_saved(one) | {"generation": update and update.manifest.generation}
            )


def describe_saved(saved: Saved) -> dict[str, object]:
    """Describe a saved file as JSON."""
    stories: list[dict[str, object]] = []
    for story_id, story in zip(saved.ids, saved.stories, strict=True):
        fields = describe_story(story, 0)
        fields.pop("passages")
        stories.append(fields | {"id": story_id})
    return {
        "schema": "byline.add/1",
        "file": saved.file,
        "already": saved.already,
        "stories": stories,
    }


def _draw(context: Context, saved: Saved) -> None:
    context.output.write(f"{'Already there:' if saved.already else 'Added'} {saved.file}")
    for story in saved.stories[:3]:
        for line in (story.title, phrase_provenance(story)):
            if line:
                context.output.write(f"  {line}")
        context.output.write(f"  “{shorten(story.text[: _SHOWN * 2], _SHOWN, placeholder=' …')}”")
    if len(saved.stories) > 3:
        context.output.write(f"  and {len(saved.stories) - 3} more")
