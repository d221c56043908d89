"""``byline bot`` and ``byline feedback``."""

import logging
from dataclasses import asdict

from bot.cli.context import Context
from bot.desk.question_store import QuestionStore
from bot.desk.state_database import STATE_FILE
from bot.presentation.wording import count
from embeddings.index import IndexFolder, open_index


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
    from bot.discord_ui.running import check_token

    settings = context.settings_here
    read_token(settings.discord)
    servers = read_servers(settings.discord.servers)
    for folder in (settings.index, *(server.index for server in servers)):
        index = open_index(IndexFolder(folder), model=settings.model)
        stories = count(index.manifest.stories, "story")
        context.output.write(f"index    {index.manifest.generation} in {folder}, {stories}")
    if not context.stories.is_dir():
        context.output.note(f"The stories folder {context.stories} is not there: no rebuilding.")
    context.output.write(f"token    of {check_token(settings)}")
    return 0


def run_health(context: Context) -> int:
    """Ask the bot that runs on this machine whether it is well."""
    from bot.discord_ui.health import ask_health

    context.output.write(ask_health(context.settings.discord.metrics_port))
    return 0


def run_feedback(context: Context, *, bad_only: bool, limit: int, as_json: bool) -> int:
    """List what people thought of the answers, and what stayed unanswered; 1 if nothing."""
    path = context.settings.discord.state or context.index / STATE_FILE
    if not path.is_file():
        context.output.note(f"No question has been asked on Discord yet: there is no {path}.")
        return 1
    store = QuestionStore(path)
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
