"""Two hundred people ask within one minute, over twelve hundred real stories."""

import asyncio
import gzip
import json
import os
import random
import re
import shutil
import socket
import statistics
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from discord_loopback import LoopbackDiscord, Person, Sent, Shown
from discord_loopback.checks import check_calls, check_words
from discord_loopback.process import run_bot
from discord_loopback.rules import walk_components

pytestmark = [pytest.mark.shared, pytest.mark.timeout(900)]

PEOPLE = 200
WITHIN_S = 60.0
QUESTIONS = "data/rtqa-2024-questions.jsonl.gz"
ACKNOWLEDGED_WITHIN_S = 2.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and when its answer was shown."""

    sent: Sent
    answered_after_s: float


@pytest.fixture(scope="session")
def rtqa_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a copy of an index of the rtqa-2024 stories, which BYLINE_RTQA_INDEX names."""
    # a fixture of the session runs before the surroundings are cleaned for a test
    built = os.environ.get("BYLINE_RTQA_INDEX")
    if not built or not Path(built).is_dir():
        pytest.skip("no index of the rtqa-2024 stories: see BYLINE_RTQA_INDEX")
    home = tmp_path_factory.mktemp("rtqa")
    shutil.copytree(built, home / ".byline")
    (home / "stories").mkdir()
    return home


@pytest.fixture
def questions(shared: Path) -> list[str]:
    if not (shared / QUESTIONS).is_file():
        pytest.skip("no questions about the rtqa-2024 stories: see BYLINE_SHARED")
    with gzip.open(shared / QUESTIONS, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["question"] for line in lines]


@pytest.fixture
async def metrics() -> AsyncIterator["Metrics"]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    async with aiohttp.ClientSession() as session:
        yield Metrics(session, port)


@dataclass(frozen=True, slots=True)
class Metrics:
    """What the bot measures of itself."""

    session: aiohttp.ClientSession
    port: int

    async def read(self, name: str) -> float:
        async with self.session.get(f"http://127.0.0.1:{self.port}/metrics") as response:
            text = await response.text()
        found = re.search(rf"^{name} (\S+)$", text, re.MULTILINE)
        assert found, f"the bot does not measure {name}"
        return float(found[1])

    async def watch_stalls(self, worst: list[float]) -> None:
        """Note the worst stall of the loop of each twenty seconds, until cancelled."""
        while True:
            await asyncio.sleep(20)
            worst.append(await self.read("byline_loop_lag_seconds"))


async def ask_at(discord: LoopbackDiscord, question: str, at: float, number: int) -> Asked:
    """Ask as one person of many, at a time of the monotonic clock."""
    await asyncio.sleep(max(0.0, at - time.monotonic()))
    person = Person(f"reader {number}")
    sent = await discord.people.send_command("ask", {"question": question}, person=person)
    shown = await discord.journal.wait(
        Shown,
        lambda e: e.interaction == sent.interaction.id and is_answer(e.message),
        timeout_s=600,
    )
    return Asked(sent, shown.at - sent.interaction.sent_at)


def is_answer(message: dict) -> bool:
    """Tell an answer from "thinking" and from the place in the line: it can be rated."""
    parts = walk_components(message.get("components", []))
    return any(":good:" in part.get("custom_id", "") for part in parts)


async def test_two_hundred_people_within_a_minute_are_all_answered(
    rtqa_home: Path, questions: list[str], metrics: Metrics, openapi, capsys
) -> None:
    draw, stalls = random.Random(200), []
    asked_at = sorted(draw.uniform(0, WITHIN_S) for _ in range(PEOPLE))
    chosen = draw.sample(questions, PEOPLE)
    async with LoopbackDiscord(lifetime_s=840) as discord:
        settings = {"BYLINE_METRICS_PORT": str(metrics.port), "BYLINE_WATCH_MINUTES": "0"}
        async with run_bot(rtqa_home, discord, settings) as bot:
            await discord.ready(timeout_s=120)
            watching = asyncio.create_task(metrics.watch_stalls(stalls))
            start = time.monotonic()
            answered = await asyncio.gather(
                *(
                    ask_at(discord, question, start + at, number)
                    for number, (question, at) in enumerate(zip(chosen, asked_at, strict=True))
                )
            )
            stalls.append(await metrics.read("byline_loop_lag_seconds"))
            watching.cancel()
            check_words(discord, bot)

    acknowledged = [one.sent.acknowledged_after_s for one in answered]
    waited = [one.answered_after_s for one in answered]
    report = describe(acknowledged, waited, stalls)
    with capsys.disabled():
        sys.stdout.write(f"\n{report}\n")
    assert len(answered) == PEOPLE
    assert max(acknowledged) < ACKNOWLEDGED_WITHIN_S
    check_calls(discord, openapi)


def describe(acknowledged: list[float], waited: list[float], stalls: list[float]) -> str:
    """Phrase the figures of a run."""

    def phrase(seconds: list[float]) -> str:
        cuts = statistics.quantiles(seconds, n=100)
        return f"p50 {cuts[49]:.3f} s, p95 {cuts[94]:.3f} s, worst {max(seconds):.3f} s"

    return (
        f"{len(waited)} questions: acknowledged {phrase(acknowledged)}; "
        f"answered {phrase(waited)}; longest stall of the loop {max(stalls) * 1000:.0f} ms"
    )
