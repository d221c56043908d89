"""``byline doctor`` asks Discord itself whether what is set up holds."""

import asyncio
import sys
from pathlib import Path

import pytest
from command_lines import clean_environment
from discord_loopback import LoopbackDiscord
from tiny_index import TINY_MODEL

from bot.desk.notes import Notes
from bot.desk.server_setup import ServerSetup, Setups
from bot.desk.state.opening import open_file
from bot.desk.state.sqlite import STATE_FILE

pytestmark = pytest.mark.slow


async def run_doctor(home: Path, discord: LoopbackDiscord, **settings: str) -> tuple[int, str]:
    given = {
        "DISCORD_TOKEN": discord.token, "BYLINE_DISCORD_API": discord.api,
        "BYLINE_MODEL": TINY_MODEL,
    }  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "doctor", cwd=home,
        env=clean_environment() | given | settings,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _ = await asyncio.wait_for(process.communicate(), 120)
    return process.returncode or 0, out.decode()


async def test_doctor_verifies_what_was_set_up(home: Path, discord: LoopbackDiscord) -> None:
    store = open_file(home / ".byline" / STATE_FILE)
    setup = ServerSetup(channel=int(discord.guild.channel_id), news=5)
    Setups(Notes(store.database)).change(int(discord.guild.id), setup)
    store.close()

    code, out = await run_doctor(home, discord, DISCORD_ALLOWED_SERVERS="999999999999999999")

    assert code == 1
    assert "✓ Discord   the token is of byline" in out
    assert "add it to a server with https://discord.com/oauth2/authorize?client_id=" in out
    assert (
        "✗ Discord   permissions on Newsroom: no read message history, no create public threads, "
        "no send messages in threads\n            → grant them, or add it with the link"
    ) in out
    assert "✓ Discord   channel for questions, #news" in out
    assert "✗ Discord   channel for new stories: gone\n" in out
    assert "✗ Discord   server 999999999999999999: the bot is not there\n" in out


async def test_doctor_tells_a_wrong_token_and_a_discord_out_of_reach(
    home: Path, discord: LoopbackDiscord
) -> None:
    refused = await run_doctor(home, discord, DISCORD_TOKEN="some.other.token")
    await discord.stop()
    away = await run_doctor(home, discord)

    assert (refused[0], away[0]) == (1, 1)
    assert "✗ Discord   nothing could be checked there\n            → Discord refuses" in refused[1]
    assert "some.other.token" not in refused[1]
    assert "→ Discord cannot be reached" in away[1]
