"""What the servers that a bot is in cost it before anybody asks: memory, and messages read past.

``PYTHONPATH=.:tests python -m discord_loopback.guilds INDEX [--servers 1000]`` runs a bot over a
copy of an index in one server, then in so many, each with 40 channels and 25 roles; there it is
shown 5,000 messages of people who talk to each other. It prints the difference in memory, and the
processor time of one message.
"""

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from discord_loopback.objects import Guild, Json, Person, make_message, make_snowflake
from discord_loopback.process import run_bot
from discord_loopback.server import LoopbackDiscord

CHANNELS, ROLES = 40, 25
MESSAGES = 5000
_SETTLE_S = 5.0
"""How long the bot is given to take in the last server."""


@dataclass(frozen=True, slots=True)
class LargeGuild(Guild):
    """A server as large as one that a bot is brought into."""

    def as_seen_by(self, bot: Json) -> Json:
        seen = Guild.as_seen_by(self, bot)
        topic = "What is told here, and what is not: please read it before you write."
        for number in range(1, CHANNELS):
            channel = {"id": make_snowflake(), "name": f"channel-{number}", "topic": topic}
            seen["channels"].append(self.channel | channel)
        for number in range(1, ROLES):
            role = {"id": make_snowflake(), "name": f"role {number}", "position": number}
            seen["roles"].append(seen["roles"][0] | role)
        return seen


async def measure_bot(home: Path, servers: int) -> tuple[int, float]:
    """Return the bytes that a bot in so many servers holds, and its seconds for a message."""
    guilds = [LargeGuild(f"Newsroom {number}") for number in range(servers)]
    async with LoopbackDiscord(guilds=guilds) as discord, run_bot(home, discord) as bot:
        await discord.ready()
        async with asyncio.timeout(120):
            while "connected to Gateway" not in bot.written()[1]:
                await asyncio.sleep(0.2)
        sizes = [0, 1]
        while sizes[-1] > sizes[-2]:
            await asyncio.sleep(_SETTLE_S)
            sizes.append(_read_memory(bot.process.pid))
        before = _read_seconds(bot.process.pid)
        for number in range(MESSAGES):
            guild = guilds[number % servers]
            said = make_message(Person().user, guild.channel_id, {"content": ""})
            await discord.gateway.dispatch("MESSAGE_CREATE", said | {"guild_id": guild.id})
        await asyncio.sleep(_SETTLE_S)
        return max(sizes), (_read_seconds(bot.process.pid) - before) / MESSAGES


def _read_memory(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(one for one in status.splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


def _read_seconds(process: int) -> float:
    """Return the processor time that a process has used so far."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m discord_loopback.guilds")
    parser.add_argument("index", type=Path, help="the folder of an index; it is copied")
    parser.add_argument("--servers", type=int, default=1000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(given.index, home / ".byline")
        (home / "stories").mkdir()
        one, _ = asyncio.run(measure_bot(home, 1))
        many, seconds = asyncio.run(measure_bot(home, given.servers))
    each = (many - one) / max(1, given.servers - 1)
    sys.stdout.write(
        f"in 1 server {one / 1e6:.0f} MB, in {given.servers:,} {many / 1e6:.0f} MB: "
        f"{each / 1e3:.1f} kB each; {1e6 * seconds:.0f} µs of processor a message\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
