"""Who wants to be told of new stories on what.

Promise: whoever subscribed can end it, and all of a person's subscriptions go with them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.desk.state.database import StateDatabase
from embeddings.errors import RefusedError

MOST_EACH = 10


@dataclass(frozen=True, slots=True)
class Subscription:
    """Words that new stories are to fit, and who is told: the channel, else the person; ``person``
    is who has subscribed."""

    id: int
    words: str
    server: int | None = None
    channel: int | None = None
    person: int | None = None


class Subscriptions:
    """The subscriptions among what the bot keeps."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    def add(self, words: str, *, server: int | None, channel: int | None, person: int) -> None:
        """Subscribe a channel of a server, else a person.

        :raises RefusedError: If there are too many already.
        """
        own = self.list(channel=channel) if channel else self.list(person=person)
        if len(own) >= MOST_EACH:
            raise RefusedError(f"There are {MOST_EACH} subscriptions already: end one first.")
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.writing() as writer:
            writer.execute(
                "INSERT INTO subscriptions (server, channel, person, words, made_at) "
                "VALUES (?, ?, ?, ?, ?)",
                (server, channel, person, words, now),
            )

    def list(
        self, *, person: int | None = None, channel: int | None = None
    ) -> tuple[Subscription, ...]:
        """Return those by which a person or a channel is told, else all, the oldest first."""
        wanted = {"channel IS NULL AND person = ?": person, "channel = ?": channel}
        given = {one: value for one, value in wanted.items() if value is not None}
        where = " AND ".join(["1 = 1", *given])
        rows = self._database.query(
            "SELECT id, words, server, channel, person FROM subscriptions "  # noqa: S608
            f"WHERE {where} ORDER BY id",
            tuple(given.values()),
        )
        return tuple(Subscription(*row) for row in rows)

    def end(self, number: int) -> bool:
        """End a subscription, and say whether there was one."""
        with self._database.writing() as writer:
            ended = writer.execute("DELETE FROM subscriptions WHERE id = ?", (number,))
        self._database.tidy()
        return ended.rowcount > 0

    def count(self, person: int) -> int:
        """Count all that a person has made, for a channel too."""
        return len([one for one in self.list() if one.person == person])

    def forget(self, person: int) -> int:
        """End all that a person has made, for a channel too, and return how many those were."""
        with self._database.writing() as writer:
            ended = writer.execute("DELETE FROM subscriptions WHERE person = ?", (person,))
        return ended.rowcount
