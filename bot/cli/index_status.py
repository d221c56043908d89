"""``byline index status``: what the index holds and whether it is still true."""

from pathlib import Path

from bot.cli.context import Context
from bot.cli.opening import open_existing, phrase_changes
from bot.index_place import find_generations
from bot.presentation.answer_json import describe_status
from bot.presentation.losses import phrase_incomplete, phrase_losses
from bot.presentation.quoting import quote_name
from embeddings.index.open_index import find_known_changes


def run_status(context: Context, *, as_json: bool) -> int:
    """Say what the index holds and whether it is still true."""
    index = open_existing(context)
    changes = find_known_changes(index, context.index)
    generations = find_generations(context.settings_here).list_generations()
    status = describe_status(index, generations, changes, context.settings.reader)
    if as_json:
        context.output.write_json(status)
        return 0
    state = (
        f"{phrase_changes(changes)} since: run `byline index update`"
        if changes
        else ("unchanged since")
    )
    if changes is None:
        gone = not Path(status["stories_folder"]).is_dir()
        state = "not there any more" if gone else "not compared: too much lies there"
    lines = (
        ("generation", f"{status['generation']} of {', '.join(status['generations'])}"),
        ("built", status["built_at"]),
        ("stories", f"{status['stories']:,} in {status['passages']:,} passages"),
        ("folder", f"{status['stories_folder']} ({state})"),
        ("model", status["model"]),
        ("reader", status["reader"]),
        ("size", f"{status['bytes'] / 1e6:,.1f} MB"),
        ("skipped", str(len(status["skipped"]))),
    )
    for name, value in lines:
        context.output.write(f"{name:<11} {value}")
    for skipped in status["skipped"]:
        context.output.write(f"            {quote_name(skipped['file'])}: {skipped['reason']}")
    told = (*phrase_losses(index.database), *phrase_incomplete(index.database))
    for number, line in enumerate(told):
        context.output.write(f"{'' if number else 'noted':<11} {line}")
    return 0
