"""Many people who ask within a short time, and what became of their questions.

Promise: every question that was sent is counted once: answered, refused or lost.

Measure an index of your own: ``PYTHONPATH=.:tests python -m discord_loopback.load INDEX QUESTIONS
--people 200 --seconds 60 --stall-ms 100``; ``QUESTIONS`` is JSON Lines with a "question" each. It
ends with 1 where a question is lost, an acknowledgement comes after three seconds, or the event
loop stalls for longer than ``--stall-ms``.
"""

import argparse
import asyncio
import contextlib
import gzip
import itertools
import json
import random
import re
import shutil
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from discord_loopback.checks import is_answer
from discord_loopback.driving import Sent
from discord_loopback.interactions import MESSAGE
from discord_loopback.journal import Shown
from discord_loopback.objects import Person
from discord_loopback.process import run_bot
from discord_loopback.server import LoopbackDiscord

PATIENCE_S = 420.0
"""How long after the last question an answer is waited for."""
ACKNOWLEDGE_WITHIN_S = 3.0
"""After which Discord takes none any more."""
_LOOK_EVERY_S = 20.0
"""Well below the minute of which the bot tells the longest stall."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What became of the questions, in seconds.

    ``stood_in_line`` is how long each answered question waited for those before it: answers are
    given one after another, in the order of the questions.
    """

    asked: int
    refused: int
    acknowledged_after: tuple[float, ...]
    answered_after: tuple[float, ...]
    stood_in_line: tuple[float, ...]
    longest_stall: float

    @property
    def lost(self) -> int:
        """How many were neither answered nor refused."""
        return self.asked - self.refused - len(self.answered_after)

    def list_faults(self, stall_ms: float) -> list[str]:
        """Return what is not as it must be; a stall may take ``stall_ms`` at most."""
        latest = max(self.acknowledged_after, default=0.0)
        return [
            fault
            for fault, is_there in (
                (f"{self.lost} questions were lost", self.lost > 0),
                (f"an acknowledgement came after {latest:.1f} s", latest > ACKNOWLEDGE_WITHIN_S),
                (f"a stall was over {stall_ms:g} ms", not 1000 * self.longest_stall <= stall_ms),
            )
            if is_there
        ]

    def __str__(self) -> str:
        return (
            f"{self.asked} questions: {len(self.answered_after)} answered, {self.refused} refused, "
            f"{self.lost} lost\n"
            f"acknowledged {_phrase(self.acknowledged_after)}\n"
            f"in line      {_phrase(self.stood_in_line)}\n"
            f"answered     {_phrase(self.answered_after)}\n"
            f"longest stall of the event loop {self.longest_stall * 1000:.0f} ms"
        )


def _phrase(seconds: Sequence[float]) -> str:
    if len(seconds) < 2:
        return "too few to say"
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return f"median {cuts[49]:.3f} s, p95 {cuts[94]:.3f} s, latest {max(seconds):.3f} s"


async def measure_load(
    home: Path,
    questions: Sequence[str],
    *,
    within_s: float,
    settings: Mapping[str, str] | None = None,
) -> LoadReport:
    """Let one person after the other ask one of ``questions``, and wait for all answers.

    ``home`` holds the index as ``.byline``; ``within_s`` is the time in which all have asked.
    """
    draw = random.Random(len(questions))
    times = sorted(draw.uniform(0, within_s) for _ in questions)
    port = _find_port()
    given = {"BYLINE_METRICS_PORT": str(port), "BYLINE_QUESTIONS_PER_MINUTE": "1000"}
    async with (
        LoopbackDiscord(lifetime_s=within_s + PATIENCE_S + 120) as discord,
        run_bot(home, discord, given | dict(settings or {})),
    ):
        await discord.ready()
        async with _watching(port) as stalls:
            start = time.monotonic()
            ends = await asyncio.gather(
                *(
                    _ask(discord, question, start + at, number)
                    for number, (question, at) in enumerate(zip(questions, times, strict=True))
                )
            )
    return _report([sent for sent, _ in ends], [shown for _, shown in ends], stalls)


async def _ask(
    discord: LoopbackDiscord, question: str, at: float, number: int
) -> tuple[Sent, Shown | None]:
    """Ask as one person of many; return no message where none came but a refusal."""
    await asyncio.sleep(max(0.0, at - time.monotonic()))
    person = Person(f"reader {number}")
    sent = await discord.people.send_command("ask", {"question": question}, person=person)
    with contextlib.suppress(TimeoutError):
        ack = await sent.acknowledged(timeout_s=PATIENCE_S)
        if ack.kind != MESSAGE:  # which is a refusal
            return sent, await sent.shown(where=is_answer, timeout_s=PATIENCE_S)
    return sent, None


def _report(
    sent: Sequence[Sent], shown: Sequence[Shown | None], stalls: Sequence[float]
) -> LoadReport:
    answered = [
        (message.at, one.interaction.sent_at)
        for one, message in zip(sent, shown, strict=True)
        if message
    ]
    answered.sort()
    acks = [one.interaction.acknowledgement for one in sent]
    return LoadReport(
        asked=len(sent),
        refused=sum(ack is not None and ack.kind == MESSAGE for ack in acks),
        acknowledged_after=tuple(
            one.acknowledged_after_s for one in sent if one.acknowledged_after_s is not None
        ),
        answered_after=tuple(end - begin for end, begin in answered),
        stood_in_line=tuple(
            max(0.0, before - begin)
            for (before, _), (_, begin) in itertools.pairwise([(0.0, 0.0), *answered])
        ),
        longest_stall=max(stalls),
    )


def _find_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


@contextlib.asynccontextmanager
async def _watching(port: int) -> AsyncIterator[list[float]]:
    """Collect the longest stalls that the bot tells of during the block."""
    stalls: list[float] = []

    async def look() -> None:
        address = f"http://127.0.0.1:{port}/metrics"
        async with aiohttp.ClientSession() as session, session.get(address) as response:
            text = await response.text()
        found = re.search(r"^byline_loop_lag_seconds (\S+)$", text, re.MULTILINE)
        stalls.append(float(found[1]) if found else float("nan"))

    async def go_on() -> None:
        while True:
            await look()
            await asyncio.sleep(_LOOK_EVERY_S)

    watching = asyncio.create_task(go_on())
    try:
        yield stalls
        await look()
    finally:
        watching.cancel()


def read_questions(path: Path) -> list[str]:
    """Return the questions of a file of JSON Lines, which may be compressed."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["question"] for line in lines]


def main() -> int:
    """Measure and print; 1 where something is not as it must be."""
    parser = argparse.ArgumentParser(prog="python -m discord_loopback.load")
    parser.add_argument("index", type=Path, help="the folder of an index; it is copied")
    parser.add_argument("questions", type=Path, help="a file of questions, one JSON object a line")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--stall-ms", type=float, default=100.0)
    parser.add_argument("--setting", action="append", default=[], metavar="NAME=VALUE")
    given = parser.parse_args()
    known = read_questions(given.questions)
    questions = list(itertools.islice(itertools.cycle(known), given.people))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(given.index, home / ".byline")
        (home / "stories").mkdir()
        settings = {"BYLINE_WATCH_MINUTES": "0", "BYLINE_THREADS": "0"}  # as the bot by itself
        settings |= dict(one.split("=", 1) for one in given.setting)
        report = asyncio.run(
            measure_load(home, questions, within_s=given.seconds, settings=settings)
        )
    faults = report.list_faults(given.stall_ms)
    sys.stdout.write("\n".join([str(report), *faults, ""]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
