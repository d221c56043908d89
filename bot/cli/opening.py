"""Open the index a command asks for, building it first where there is none."""

from typing import TYPE_CHECKING

from bot.cli.context import Context
from bot.index_place import check_reachable, find_generations, open_settled, publish_built
from bot.newsroom import Newsroom
from bot.presentation.wording import count
from bot.reading import is_prepared
from embeddings.errors import SettingsError, UsageError
from embeddings.index import Index, IndexFolder, Manifest
from embeddings.index.embedding import Embed, embed_here
from embeddings.index.open_index import FolderChanges, find_known_changes

if TYPE_CHECKING:
    from embeddings.index.update import Update


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


def build(context: Context, embed: Embed = embed_here) -> Manifest:
    """Build the index of the stories folder, with progress, and publish it where Milvus is named.

    ``embed`` says where passages are embedded, by default in this process.

    :raises UsageError: If a folder named on the command line is not there.
    :raises SettingsError: If the one in the settings is not.
    :raises UnusableIndexError: If the index folder is not one.
    :raises ServiceError: If Milvus cannot be reached.
    """
    check_stories_folder(context)
    check_reachable(context.settings)
    folder = IndexFolder(context.index)
    folder.exists()  # so that a folder of other things is refused at once
    # the builder needs torch, which takes seconds to import
    from embeddings.index.build import build_index

    with context.output.progress() as progress:
        manifest = build_index(
            context.stories,
            folder,
            model=context.settings.model,
            progress=progress,
            follow_links=context.settings.follow_links,
            embed=embed,
        )
        published = publish_built(context.settings_here, manifest, progress)
    _note_published(context, published)
    return manifest


def update(context: Context) -> "Update":
    """Bring the index up to date with the stories folder, and publish it where Milvus is named.

    :raises UnusableIndexError: If there is none, or it is damaged, of another model or being built.
    :raises StoriesError: If no story is left.
    :raises ServiceError: If Milvus cannot be reached.
    """
    check_reachable(context.settings)
    from embeddings.index.update import update_index  # with all that reads stories

    with context.output.progress() as progress:
        updated = update_index(
            context.stories,
            IndexFolder(context.index),
            model=context.settings.model,
            progress=progress,
            follow_links=context.settings.follow_links,
        )
        published = publish_built(context.settings_here, updated.manifest, progress)
    _note_published(context, published)
    return updated


def _note_published(context: Context, published: str | None) -> None:
    if published is not None:
        context.output.note(f"Published as {published} at {context.settings.milvus}.")


def check_stories_folder(context: Context) -> None:
    """Refuse a stories folder that is not one, before anything slow is done."""
    if context.stories.is_dir():
        return
    what = "is not a folder" if context.stories.exists() else "does not exist"
    if context.stories_named:
        raise UsageError(f"The stories folder {context.stories} {what}: name one with --stories.")
    raise SettingsError(
        f"The stories folder {context.stories} {what}: name one with --stories or BYLINE_STORIES."
    )


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
