"""``byline bot`` and ``byline feedback``."""

import json
import logging
from dataclasses import asdict, replace

from bot.cli.context import Context
from bot.desk.question_store import QuestionStore
from bot.desk.state.opening import find_file, name_place, open_kept, open_store, purge
from bot.index_place import open_settled
from bot.presentation.counting import count


def run_bot(context: Context) -> int:
    """Run the Discord bot until it is told to leave; 130 if by an interruption."""
    from bot.client import create_bot
    from bot.discord_ui.running import serve

    return 130 if serve(context.settings_here, create_bot) else 0


def run_check(context: Context) -> int:
    """Say whether the bot could run: settings, index and token, the quick ones first."""
    logging.getLogger("discord").setLevel(logging.CRITICAL)
    from bot.config import read_token
    from bot.desk.servers import read_servers
    from bot.discord_ui.inviting import make_invite
    from bot.discord_ui.running import ask_application

    settings = context.settings_here
    read_token(settings.discord)
    servers = read_servers(settings.discord.servers)
    own = [replace(settings, index=server.index, milvus=None) for server in servers]
    for one in (settings, *own):
        index = open_settled(one)
        stories = count(index.manifest.stories, "story")
        where = one.milvus or one.index
        context.output.write(f"index    {index.manifest.generation} in {where}, {stories}")
        index.database.close()
    if settings.discord.state_server is not None:
        open_store(settings).close()
        context.output.write(f"kept     on {name_place(settings)}")
    if not context.stories.is_dir():
        context.output.note(f"The stories folder {context.stories} is not there: no rebuilding.")
    application = ask_application(settings)
    context.output.write(f"token    of {application.bot}")
    context.output.write(f"invite   {make_invite(application.id)}")
    _note_public(context, is_public=application.is_public)
    return 0


def _note_public(context: Context, *, is_public: bool) -> None:
    """Say what a public bot means, unless the settings say where it answers."""
    if is_public and not context.settings.discord.allowed_servers:
        context.output.note(
            "Public Bot is on: anybody can add this bot to their server and ask the stories. "
            "Switch it off on the page of your application under Bot, or set "
            "DISCORD_ALLOWED_SERVERS."
        )


def run_invite(context: Context) -> int:
    """Print the link that adds the bot to a server."""
    logging.getLogger("discord").setLevel(logging.CRITICAL)
    from bot.discord_ui.inviting import make_invite
    from bot.discord_ui.running import ask_application

    application = ask_application(context.settings)
    context.output.write(make_invite(application.id))
    _note_public(context, is_public=application.is_public)
    return 0


def run_sync(context: Context) -> int:
    """Tell Discord the commands, though nothing has changed."""
    logging.getLogger("discord").setLevel(logging.CRITICAL)
    from bot.client import create_bot
    from bot.discord_ui.running import send_commands

    number = send_commands(context.settings, create_bot)
    context.output.write(f"Discord knows {count(number, 'command')} now.")
    return 0


def run_health(context: Context) -> int:
    """Ask the bot that runs on this machine whether it is well."""
    from bot.discord_ui.health import ask_health

    settings = context.settings.discord
    context.output.write(ask_health(settings.metrics_host, settings.metrics_port))
    return 0


def run_feedback(context: Context, *, bad_only: bool, limit: int, as_json: bool) -> int:
    """List what people thought of the answers, and what stayed unanswered; 1 if nothing."""
    store = _open_kept(context)
    if store is None:
        return 1
    found = store.list_feedback(limit=limit, bad_only=bad_only)
    store.close()
    if as_json:
        entries = [asdict(one) for one in found]
        context.output.write_json({"schema": "byline.feedback/1", "feedback": entries})
        return 0 if found else 1
    for one in found:
        state = "" if one.answered else ", unanswered"
        context.output.write(f"{one.asked_at[:10]}  {one.good} good, {one.bad} bad{state}")
        context.output.write(f"            {one.question}")
        for comment in one.comments:
            context.output.write(f"            - {comment}")
    return 0 if found else 1


def run_export(context: Context) -> int:
    """Print everything that is kept as JSON Lines; 1 if nothing is."""
    store = _open_kept(context)
    if store is None:
        return 1
    entries = list(store.export())
    store.close()
    for entry in entries:
        context.output.write(json.dumps(entry, ensure_ascii=False))
    return 0 if entries else 1


def run_purge(context: Context, *, sure: bool) -> int:
    """Remove everything that is kept, after a confirmation; 1 if it is not given."""
    settings = context.settings_here
    if not _is_kept(context):
        return 1
    if not sure:
        context.output.note(
            f"This removes every question in {name_place(settings)}: say --yes to do it."
        )
        return 1
    removed = purge(settings)
    context.output.write(f"Removed {count(removed, 'question')} with all feedback.")
    return 0


def _is_kept(context: Context) -> bool:
    """Say whether there is a place to look at, and tell where there is none."""
    file = find_file(context.settings_here)
    if file is None or file.is_file():
        return True
    context.output.note(f"No question has been asked on Discord yet: there is no {file}.")
    return False


def _open_kept(context: Context) -> QuestionStore | None:
    return open_kept(context.settings_here) if _is_kept(context) else None
