"""The bot as a process that asks a standalone Milvus server: many people, a server that dies."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from discord_loopback import LoopbackDiscord, Person
from discord_loopback.checks import is_answer, texts_of
from discord_loopback.load import measure_load
from discord_loopback.objects import Json
from discord_loopback.process import run_bot
from extras import needs_milvus
from milvus_standalone import StandaloneMilvus
from tiny_index import TINY_MODEL

from embeddings.index import IndexFolder
from embeddings.milvus.address import parse_milvus
from embeddings.milvus.publishing import publish

pytestmark = [needs_milvus, pytest.mark.slow, pytest.mark.timeout(600)]

ANSWERS = {
    "how many workers were missing after the bridge fell?": "six workers were missing",
    "What landed on the moon?": "landed on the moon",
}
PEOPLE, WITHIN_S = 200, 60.0
ASKING, ASKING_S, DIES_AFTER_S, AWAY_S = 50, 75.0, 10.0, 30.0
RECOVERED_S = 10.0


@pytest.fixture
def settings(home: Path, standalone_milvus: StandaloneMilvus) -> dict[str, str]:
    """The settings of a bot that asks the index of ``home`` on the server."""
    place = f"milvus://127.0.0.1:{standalone_milvus.port}/process"
    folder = IndexFolder(home / ".byline")
    publish(folder, folder.load(folder.current()), parse_milvus(place), lambda *_: None)
    return {"BYLINE_INDEX": place, "BYLINE_MODEL": TINY_MODEL, "BYLINE_CONFIDENCE": "0.01"}


def name_question(number: int) -> tuple[str, str]:
    """Return the question of one of many people, and what its answer says."""
    return list(ANSWERS.items())[number % len(ANSWERS)]


async def test_two_hundred_people_who_ask_within_a_minute_are_all_answered(
    home: Path, settings: dict[str, str]
) -> None:
    questions = [name_question(number)[0] for number in range(PEOPLE)]

    report = await measure_load(home, questions, within_s=WITHIN_S, settings=settings)

    assert (len(report.answered_after), report.refused, report.lost) == (PEOPLE, 0, 0)
    assert max(report.acknowledged_after) < 3.0


@dataclass(frozen=True, slots=True)
class Told:
    """What one person was told in the end, in seconds of one clock."""

    asked_at: float
    told_at: float
    right: bool
    words: str


async def ask(discord: LoopbackDiscord, number: int, at: float) -> Told:
    """Ask as one person of many, and wait for an answer or a reason why there is none."""
    question, answer = name_question(number)
    await asyncio.sleep(at - time.monotonic())
    asked_at = time.monotonic()
    sent = await discord.people.send_command(
        "ask", {"question": question}, person=Person(f"reader {number}")
    )
    shown = await sent.shown(where=_is_last_word, timeout_s=240)
    words = texts_of(shown)
    return Told(asked_at, time.monotonic(), is_answer(shown.message) and answer in words, words)


def _is_last_word(message: Json) -> bool:
    return is_answer(message) or "cannot be used" in str(message)


async def test_fifty_people_ask_while_the_server_is_away_for_half_a_minute(
    home: Path, settings: dict[str, str], standalone_milvus: StandaloneMilvus
) -> None:
    async with LoopbackDiscord(lifetime_s=600) as discord, run_bot(home, discord, settings):
        await discord.ready()
        start = time.monotonic()
        people = [
            asyncio.create_task(ask(discord, number, start + number * ASKING_S / ASKING))
            for number in range(ASKING)
        ]
        await asyncio.sleep(DIES_AFTER_S)
        standalone_milvus.kill()
        await asyncio.sleep(AWAY_S)
        await asyncio.to_thread(standalone_milvus.start)
        back = time.monotonic()
        told = await asyncio.gather(*people)

    wrong = [one for one in told if not one.right and "cannot be used" not in one.words]
    again = [one.told_at - back for one in told if one.right and one.told_at > back]
    late = [one for one in told if one.asked_at > back + RECOVERED_S and not one.right]
    assert len(told) == ASKING, "nobody was lost"
    assert wrong == []
    assert any(not one.right for one in told), "somebody was told that the server is away"
    assert min(again) < RECOVERED_S
    assert late == []
