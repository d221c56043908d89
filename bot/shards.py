"""Which of Discord's connections a process makes.

    0           one connection, to all servers
    1           as many connections as Discord recommends, all of them in this process
    0,1/4       the shards 0 and 1 of 4; other processes make the rest
    4-7/16      those from 4 to 7 of 16

Promise: a server belongs to one shard alone, by Discord's own rule, and so do direct messages.
"""

import re
from dataclasses import dataclass

from embeddings.errors import SettingsError

_MOST = 10_000
_PART = re.compile(r"(?P<first>[0-9]{1,5})(?:-(?P<last>[0-9]{1,5}))?")
"""One shard or a range: "4", "4-7"; never "-7"."""
SWITCHES = {
    **dict.fromkeys(("0", "false", "no", "off"), False),
    **dict.fromkeys(("1", "true", "yes", "on"), True),
}
"""How a setting says that it is off or on."""


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards ``ids`` of ``count``; a ``count`` of 0 is as many as Discord recommends."""

    ids: tuple[int, ...] = (0,)
    count: int = 1

    @property
    def is_one(self) -> bool:
        """Whether one connection sees all servers."""
        return self.count == 1

    @property
    def is_all(self) -> bool:
        """Whether no other process is needed."""
        return self.count == 0 or len(self.ids) == self.count

    @property
    def leads(self) -> bool:
        """Whether what one process does for all is done here: it has shard 0, which also gets the
        direct messages."""
        return self.count == 0 or 0 in self.ids

    def has(self, server: int | None) -> bool:
        """Say whether what happens in a server, or in direct messages, comes to this process.

        https://discord.com/developers/docs/events/gateway#sharding
        """
        return self.is_all or ((server or 0) >> 22) % self.count in self.ids


def parse_shards(text: str) -> Shards:
    """Read what the setting says.

    :raises SettingsError: If it names no shards.
    """
    switched = SWITCHES.get(text.lower())
    if switched is not None:
        return Shards((), 0) if switched else Shards()
    listed, _, count = text.replace(" ", "").partition("/")
    if count.isascii() and count.isdecimal() and 0 < int(count[:6]) <= _MOST:
        found = [_PART.fullmatch(part) for part in listed.split(",")]
        parts = [(int(one["first"]), int(one["last"] or one["first"])) for one in found if one]
        ids = [number for first, last in parts for number in range(first, min(last, _MOST) + 1)]
        if all(found) and ids and max(ids) < int(count) and len(set(ids)) == len(ids):
            return Shards(tuple(sorted(ids)), int(count))
    raise SettingsError(
        "DISCORD_SHARDS must be 0, 1, or the shards of this process such as 0,1/4 or 0-3/16, "
        f"was: {text}"
    )
