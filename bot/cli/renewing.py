"""Take into the index what was handed in, fetched or taken out."""

import time

from bot.cli.building import update
from bot.cli.context import Context
from bot.intake.fetching.addresses import even_out
from bot.presentation.counting import count
from embeddings.errors import StoriesError
from embeddings.index import IndexFolder
from embeddings.index.database import StoryDatabase
from embeddings.index.manifest import STORIES_FILE
from embeddings.index.update import Update


def renew_index(context: Context, *, quiet: bool) -> Update | None:
    """Bring the index up to date and say so; ``None`` where there is none, or no story is left.

    :raises UnusableIndexError: If it is damaged, of another model, or being built.
    """
    folder = IndexFolder(context.index)
    if not folder.exists() or folder.find(context.stories) is None:
        context.output.note(f"No index of {context.stories} yet: `byline ask` builds it.")
        return None
    started = time.monotonic()
    try:
        updated = update(context)
    except StoriesError:
        context.output.note(
            "No story is left, and an index needs one: it answers from what it had until a story "
            "is added."
        )
        return None
    seconds, manifest = time.monotonic() - started, updated.manifest
    if not quiet:
        context.output.write(
            f"Updated to generation {manifest.generation} in {seconds:.0f} s: "
            f"now {count(manifest.stories, 'story')}."
        )
    return updated


def note_lost(context: Context, updated: Update | None, file: str) -> None:
    """Say what the index could not take in of a file that was just saved."""
    if updated is None:
        return
    database = open_stories(context, updated.manifest.generation)
    for skipped in database.list_skipped():
        if skipped.file.startswith(file) and skipped.file[len(file) :][:1] in {"", "#", "."}:
            context.output.note(f"Skipped {skipped.file}: {skipped.reason}")
    database.close()


def list_known(context: Context) -> dict[str, str]:
    """Return the ids of the stories in the index by their addresses, evened out."""
    folder = IndexFolder(context.index)
    generation = folder.find(context.stories) if folder.exists() else None
    if generation is None:
        return {}
    database = open_stories(context, generation)
    known = {even_out(one.url): one.id for one in database.list_stories() if one.url}
    database.close()
    return known


def open_stories(context: Context, generation: str) -> StoryDatabase:
    """Open the stories of one generation; whoever asks closes them."""
    return StoryDatabase.load(IndexFolder(context.index).path_of(generation) / STORIES_FILE)
