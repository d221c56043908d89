"""``byline bot`` as a process of its own, pointed at the loopback server by its public settings.

Promise: the process is the command as people run it, and it has ended when the block ends.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import bot
from discord_loopback.server import LoopbackDiscord

PACKAGES = Path(bot.__file__).resolve().parents[1]
"""Where a process finds the same packages as this one, installed or not."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended, and what it wrote."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class BotProcess:
    """A running ``byline bot``."""

    process: asyncio.subprocess.Process
    home: Path
    log: Path

    def send_signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def ended(self, *, timeout_s: float = 60.0) -> Ended:
        """Wait for the end.

        :raises TimeoutError: If it does not come in time.
        """
        async with asyncio.timeout(timeout_s):
            code = await self.process.wait()
        return Ended(code, *self.written())

    def written(self) -> tuple[str, str]:
        """Return what was written to the two streams so far."""
        out, err = (self.log.with_suffix(ending) for ending in (".out", ".err"))
        return out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")

    def command_line(self) -> bytes:
        """Return the arguments and nothing else, as every user of the machine can read them."""
        return Path(f"/proc/{self.process.pid}/cmdline").read_bytes()


@asynccontextmanager
async def run_bot(
    home: Path, discord: LoopbackDiscord, settings: Mapping[str, str] | None = None, *options: str
) -> AsyncIterator[BotProcess]:
    """Run the bot with the index and stories of ``home``; ``settings`` weigh more than usual."""
    usual = {
        "DISCORD_TOKEN": discord.token,
        "BYLINE_DISCORD_API": discord.api,
        "BYLINE_THREADS": "1",
    }
    number = len(list(home.glob("bot-*.out")))
    log = home / f"bot-{number}"
    with log.with_suffix(".out").open("wb") as out, log.with_suffix(".err").open("wb") as err:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "bot", *options),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=home,
            env=_clean_environment() | usual | dict(settings or {}),
        )
    try:
        yield BotProcess(process, home, log)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _clean_environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BYLINE_", "DISCORD_"))
    }
    return kept | {"HF_HUB_OFFLINE": "1", "NO_COLOR": "1", "PYTHONPATH": str(PACKAGES)}
