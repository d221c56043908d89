"""Open the index a command asks for, building it first where there is none."""

from bot.cli.building import build, check_stories_folder
from bot.cli.context import Context
from bot.index_place import find_generations, open_settled
from bot.newsroom import Newsroom
from bot.presentation.counting import count
from bot.reading import is_prepared
from embeddings.index import Index, IndexFolder
from embeddings.index.open_index import FolderChanges, find_known_changes


def open_existing(context: Context) -> Index:
    """Open the index of the stories folder that is asked for.

    :raises NoIndexError: If there is none.
    :raises UnusableIndexError: If it is damaged or was built by another model or format.
    :raises UsageError: If the stories folder was named, is not there and was never indexed.
    """
    if context.settings.milvus is not None:
        return open_settled(context.settings_here)
    folder = IndexFolder(context.index)
    folder.current()
    generation = folder.find(context.stories)
    if generation is None and context.stories_named:
        check_stories_folder(context)
    index = _open(context, generation)
    if context.stories.is_dir() and generation is None:
        context.output.note(
            f"The index in {context.index} is of {index.manifest.stories_folder}, not of "
            f"{context.stories}: run `byline rebuild-index` to change that."
        )
    return index


def open_or_build(context: Context) -> Index:
    """Open the index of the stories folder, or build it first, with progress.

    Where the stories folder is gone, the index alone answers; so it does on Milvus, where other
    machines may have built it.
    """
    if context.settings.milvus is not None:
        return _open_or_publish(context)
    folder = IndexFolder(context.index)
    if folder.exists() and not context.stories.exists() and not context.stories_named:
        return _open(context, None)
    generation = folder.find(context.stories) if folder.exists() else None
    if generation is None:
        check_stories_folder(context)
        context.output.note(_explain_build(context, folder))
        build(context)
        return _open(context, None)
    index = _open(context, generation)
    note_changes(context, index)
    return index


def _open_or_publish(context: Context) -> Index:
    """Open what is published, or build and publish it first where nothing is."""
    if not find_generations(context.settings_here).exists():
        check_stories_folder(context)
        context.output.note(
            f"No index at {context.settings.milvus} yet: building that of {context.stories}."
        )
        build(context)
    index = _open(context, None)
    note_changes(context, index)
    return index


def open_newsroom(context: Context) -> Newsroom:
    """Open what answers, building the index first where there is none, with its reader loaded.

    :raises ModelError: If the reader cannot be loaded.
    """
    newsroom = Newsroom(open_or_build(context), context.settings_here)
    note_preparing(context)
    _ = newsroom.reader
    return newsroom


def open_existing_newsroom(context: Context) -> Newsroom:
    """Open what can be searched and shown, with no reader loaded; see ``open_existing``."""
    return Newsroom(open_existing(context), context.settings_here)


def note_preparing(context: Context) -> None:
    """Say on stderr that a reader will be exported, which takes a while."""
    if not is_prepared(context.settings.reader, IndexFolder(context.index).readers):
        context.output.note(f"Preparing the reader {context.settings.reader}, once.")


def note_changes(context: Context, index: Index) -> None:
    """Say on stderr when the folder is newer than the index."""
    changes = find_known_changes(index, context.index)
    if changes:
        context.output.note(
            f"Note: {phrase_changes(changes)} since the index was built: run `byline index update`."
        )


def phrase_changes(changes: FolderChanges) -> str:
    """Return "2 files are new, 1 is gone"."""
    first, *rest = changes.counts
    phrased = [f"{count(first[0], 'file')} {_be(first[0])} {first[1]}"]
    phrased += [f"{number} {_be(number)} {what}" for number, what in rest]
    return ", ".join(phrased)


def _be(number: int) -> str:
    return "is" if number == 1 else "are"


def _explain_build(context: Context, folder: IndexFolder) -> str:
    if folder.exists():
        return (
            f"The index in {context.index} is of other stories: building that of {context.stories}."
        )
    return f"No index in {context.index} yet: building that of {context.stories}."


def _open(context: Context, generation: str | None) -> Index:
    if context.ahead is not None and context.ahead.generation == generation:
        return context.ahead.index.result()
    return open_settled(context.settings_here, generation)
