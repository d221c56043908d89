"""What a server has set up for itself with ``/setup``.

Promise: a setting narrows where and for whom the bot answers, and never widens who may change it.
"""

from dataclasses import asdict, dataclass, fields

from bot.desk.access import Visitor
from bot.desk.notes import Notes
from embeddings.errors import MarkedRefusal

_NOTE = "setup:"


@dataclass(frozen=True, slots=True)
class ServerSetup:
    """The settings of one server; 0 is none.

    Questions are answered in ``channel`` and to members with ``role`` alone; ``private`` answers
    whoever does not say otherwise in private; new stories are told in ``news``, once a day.
    """

    channel: int = 0
    role: int = 0
    private: bool = False
    news: int = 0

    def check(self, visitor: Visitor) -> None:
        """Refuse other channels and members.

        :raises MarkedRefusal: If nothing is answered there or to them.
        """
        if self.channel and self.channel not in visitor.channels:
            raise MarkedRefusal(f"I answer in <#{self.channel}> on this server.")
        if self.role and self.role not in visitor.roles:
            raise MarkedRefusal(f"On this server I answer to <@&{self.role}> only.")


class Setups:
    """The settings of all servers, in memory and in the bot's file."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        known = {field.name for field in fields(ServerSetup)}
        self._of: dict[int, ServerSetup] = {
            int(name.removeprefix(_NOTE)): ServerSetup(
                **{key: one for key, one in value.items() if key in known}
            )
            for name, value in notes.list(_NOTE).items()
        }

    def of(self, server: int | None) -> ServerSetup:
        """Return the settings of a server."""
        return self._of.get(server or 0, ServerSetup())

    def list(self) -> dict[int, ServerSetup]:
        """Return the settings of every server that has some."""
        return dict(self._of)

    def change(self, server: int, setup: ServerSetup) -> None:
        """Keep the settings of a server."""
        self._of[server] = setup
        self._notes.write(f"{_NOTE}{server}", asdict(setup))
