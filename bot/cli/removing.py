"""``byline remove``."""

import shlex

from bot.cli.building import check_stories_folder
from bot.cli.context import Context
from bot.cli.renewing import renew_index
from bot.intake.removing import Removal, remove_story, restore_story
from embeddings.errors import BylineError


def run_remove(
    context: Context, story_ids: list[str], *, undo: bool, whole_file: bool, as_json: bool
) -> int:
    """Take stories out or put them back; the code is that of the first failure."""
    check_stories_folder(context)
    done: list[Removal] = []
    failures: list[BylineError] = []
    for story_id in story_ids:
        try:
            if undo:
                done.append(restore_story(context.stories, story_id))
            else:
                done.append(
                    remove_story(
                        context.stories,
                        story_id,
                        whole_file=whole_file,
                        follow_links=context.settings.follow_links,
                    )
                )
        except BylineError as error:
            if len(story_ids) == 1:
                raise
            failures.append(error)
            context.output.note(f"byline: {error}")
    for one in done if not as_json else ():
        context.output.write(_phrase(context, one, undo=undo))
        if one.note:
            context.output.note(one.note)
    update = renew_index(context, quiet=as_json) if done else None
    if as_json:
        context.output.write_json(
            {
                "schema": "byline.remove/1",
                "undo": undo,
                "stories": [{"id": one.id, "file": one.file, "kept": one.kept} for one in done],
                "generation": update and update.manifest.generation,
            }
        )
    return failures[0].exit_code if failures else 0


def _phrase(context: Context, removal: Removal, *, undo: bool) -> str:
    if undo:
        return f"Put back {removal.id}: it is in {context.stories / removal.file} again."
    back = f"byline remove --undo {shlex.quote(removal.id)}"
    return (
        f"Removed {removal.id}: it is kept in {context.stories / removal.kept}; "
        f"`{back}` puts it back."
    )
