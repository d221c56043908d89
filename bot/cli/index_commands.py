"""The commands that look after the index.

Promise: a command imports its own work when it runs, so that help answers at once.
"""

from bot.cli.context import Context
from bot.cli.options import AddressOption, Engine, EngineOption, JsonOption


def rebuild_index(
    context: Context,
    engine: EngineOption = Engine.LOCAL,
    address: AddressOption = None,
    json: JsonOption = False,
) -> int:
    """Build a fresh index of the stories and switch to it."""
    from bot.cli.indexing import run_rebuild

    return run_rebuild(context, as_json=json, engine=engine, address=address)


def index_update(context: Context, json: JsonOption = False) -> int:
    """Add, replace and remove only what changed in the stories folder."""
    from bot.cli.indexing import run_update

    return run_update(context, as_json=json)


def index_status(context: Context, json: JsonOption = False) -> int:
    """Say what the index holds, how old it is and what has changed."""
    from bot.cli.index_status import run_status

    return run_status(context, as_json=json)


def index_verify(context: Context, json: JsonOption = False) -> int:
    """Check every byte of the index against its manifest."""
    from bot.cli.indexing import run_verify

    return run_verify(context, as_json=json)


def index_rollback(context: Context, json: JsonOption = False) -> int:
    """Go back to the generation before the current one."""
    from bot.cli.indexing import run_rollback

    return run_rollback(context, as_json=json)
