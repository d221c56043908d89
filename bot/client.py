"""Make the Discord bot from settings.

Promise: a bot that was made has everything it answers from loaded.
"""

from dataclasses import replace

from bot.config import Settings
from bot.desk.collection import Collection
from bot.desk.desk import Desk
from bot.desk.rebuilding import Build, BuildProcess, build
from bot.desk.servers import read_servers
from bot.desk.state.opening import open_store
from bot.discord_ui.bot import BylineBot, ShardedBot


def create_bot(settings: Settings, *, build: Build = build) -> BylineBot:
    """Make a bot that answers from the index, not yet connected.

    ``build`` makes a new generation when an administrator asks for one, in a process of its own.

    :raises NoIndexError: If there is no index.
    :raises UnusableIndexError: If it is damaged or was built by another model or format.
    :raises ServiceError: If the index or the questions are on a server that cannot be reached.
    :raises SettingsError: If the servers' file or the place of questions cannot be used.
    """
    collections: dict[int | None, Collection] = {
        None: Collection(settings.stories, settings.index, settings)
    }
    own = replace(settings, milvus=None)  # servers with stories of their own keep them in folders
    for server in read_servers(settings.discord.servers):
        collections[server.id] = Collection(server.stories, server.index, own)
    store = open_store(settings)
    if settings.discord.keep_days:
        store.forget(settings.discord.keep_days)
    kind = BylineBot if settings.discord.shards.is_one else ShardedBot
    return kind(Desk(settings, collections, store, BuildProcess(build)))
