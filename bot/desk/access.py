"""Who may do what, where.

Promise: one rule for commands, buttons, forms, menus, suggestions and messages; somebody's
permissions in a server count only where the settings name that server.
"""

from dataclasses import dataclass

from bot.config import DiscordSettings
from embeddings.errors import MarkedRefusal, RefusedError

NOT_ADMIN = (
    "Only those who run this bot may do that: the owners of the application, and people, roles and "
    "servers that its settings name."
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who does something, and where.

    ``server`` is ``None`` in direct messages; ``channels`` are the channel and, of a thread, the
    one it is in; ``administrator`` is their permission in that server; ``on_their_own`` says that
    they brought the bot themselves to where nobody invited it.
    """

    person: int
    server: int | None = None
    channels: tuple[int, ...] = ()
    roles: frozenset[int] = frozenset()
    administrator: bool = False
    on_their_own: bool = False


class Access:
    """The rule, from the settings, the owners of the application and the servers with their own
    stories."""

    def __init__(self, settings: DiscordSettings, own_servers: frozenset[int]) -> None:
        self._settings, self._own_servers = settings, own_servers
        self.owners: frozenset[int] = frozenset()

    def check_place(self, visitor: Visitor) -> None:
        """Refuse servers, channels, direct messages and installations that the settings leave out.

        :raises RefusedError: If nothing is answered there.
        """
        settings = self._settings
        if visitor.server is None:
            if not settings.allows_direct_messages:
                raise RefusedError("I do not answer direct messages.")
            return
        if settings.allowed_servers and visitor.server not in settings.allowed_servers:
            raise RefusedError("I do not answer on this server.")
        if visitor.on_their_own and not settings.allows_user_installs:
            raise RefusedError("I answer only where a server has invited me.")
        if settings.allowed_channels and settings.allowed_channels.isdisjoint(visitor.channels):
            raise MarkedRefusal(f"I do not answer in this channel: ask in {self._name_channels()}.")

    def serves(self, server: int | None) -> bool:
        """Say whether what was subscribed in a server, or in direct messages, is still told."""
        settings = self._settings
        if server is None:
            return settings.allows_direct_messages
        return not settings.allowed_servers or server in settings.allowed_servers

    def _name_channels(self) -> str:
        return " or ".join(f"<#{one}>" for one in sorted(self._settings.allowed_channels)[:5])

    def is_admin(self, visitor: Visitor, collection: int | None = None) -> bool:
        """Say whether somebody may change a collection and read its feedback.

        ``collection`` is the server whose stories they are; ``None`` are those of the settings.
        """
        settings = self._settings
        if visitor.person in self.owners | settings.admins:
            return True
        if visitor.server is None or visitor.on_their_own:
            return False
        if not settings.admin_roles.isdisjoint(visitor.roles):
            return True
        if not visitor.administrator:
            return False
        own = visitor.server in self._own_servers and visitor.server == collection
        return own or visitor.server in settings.home_servers

    def require_admin(self, visitor: Visitor, collection: int | None = None) -> None:
        """Refuse whoever may not change a collection.

        :raises RefusedError: If they may not.
        """
        if not self.is_admin(visitor, collection):
            raise RefusedError(NOT_ADMIN)
