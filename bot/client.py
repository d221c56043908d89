"""Make the Discord bot from settings.

Promise: a bot that was made has everything it answers from loaded.
"""

from dataclasses import replace

from bot.config import Settings
from bot.desk.collection import Collection
from bot.desk.desk import Desk
from bot.desk.question_store import QuestionStore
from bot.desk.rebuilding import Build, BuildProcess, build
from bot.desk.servers import read_servers
from bot.desk.state.sqlite import STATE_FILE
from bot.discord_ui.bot import BylineBot, ShardedBot


def create_bot(settings: Settings, *, build: Build = build) -> BylineBot:
    """Make a bot that answers from the index, not yet connected.

    ``build`` makes a new generation when an administrator asks for one, in a process of its own.

    :raises NoIndexError: If there is no index.
    :raises UnusableIndexError: If it is damaged or was built by another model or format.
    :raises ServiceError: If the index is on Milvus, and that cannot be reached.
    :raises SettingsError: If the servers' file or the file of questions cannot be used.
    """
    collections: dict[int | None, Collection] = {
        None: Collection(settings.stories, settings.index, settings)
    }
    own = replace(settings, milvus=None)  # servers with stories of their own keep them in folders
    for server in read_servers(settings.discord.servers):
        collections[server.id] = Collection(server.stories, server.index, own)
    store = QuestionStore(
        settings.discord.state or settings.index / STATE_FILE, settings.discord.key_file
    )
    if settings.discord.keep_days:
        store.forget(settings.discord.keep_days)
    kind = ShardedBot if settings.discord.shards else BylineBot
    return kind(Desk(settings, collections, store, BuildProcess(build)))
