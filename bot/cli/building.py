"""Build an index or bring one up to date, as commands do: with progress, and then published.

Promise: nothing that only answering needs is imported, and what reads stories when it is used.
"""

from typing import TYPE_CHECKING

from bot.cli.context import Context
from bot.index_place import check_reachable, publish_built
from embeddings.errors import SettingsError, UsageError
from embeddings.index import IndexFolder, Manifest
from embeddings.index.embedding import Embed, embed_here

if TYPE_CHECKING:
    from embeddings.index.update import Update


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
