"""The parts of ``deploy/compose.yaml`` without containers: bots, Milvus, PostgreSQL, Prometheus.

What a service of the file is told, these processes are told, with other hosts, ports and folders.
"""

import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from discord_loopback import Guild, LoopbackDiscord, Person, make_snowflake_of
from discord_loopback.checks import check_words, is_answer, texts_of
from discord_loopback.process import run_bot
from extras import needs_milvus
from milvus_process import find_free_port
from milvus_standalone import StandaloneMilvus
from postgres_server import PostgresServer
from tiny_index import TINY_MODEL

from embeddings.index import IndexFolder
from embeddings.milvus.address import parse_milvus
from embeddings.milvus.publishing import publish

pytestmark = [
    needs_milvus,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        shutil.which("prometheus") is None,
        reason="there is no prometheus here: install Debian's package prometheus",
    ),
]

COMPOSE = Path(__file__).resolve().parents[3] / "deploy" / "compose.yaml"
QUESTION = {"question": "how many workers were missing after the bridge fell?"}
BOTS = ("bot-0", "bot-1")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))


@pytest.fixture
def told(
    compose: dict[str, Any], home: Path, standalone_milvus: StandaloneMilvus,
    postgres_server: PostgresServer,
) -> dict[str, dict[str, str]]:  # fmt: skip
    """What each bot is told: as in the file, but for where things are here."""
    place = f"milvus://127.0.0.1:{standalone_milvus.port}/news"
    folder = IndexFolder(home / ".byline")
    publish(folder, folder.load(folder.current()), parse_milvus(place), lambda *_: None)
    here = {
        "BYLINE_STORIES": str(home / "stories"),
        "BYLINE_INDEX": place,
        "BYLINE_STATE": postgres_server.address(postgres_server.make_database(), password=""),
        "BYLINE_STATE_PASSWORD_FILE": str(postgres_server.password_file),
        "BYLINE_METRICS_HOST": "127.0.0.1",
        "BYLINE_MODEL": TINY_MODEL,
        "BYLINE_CONFIDENCE": "0.01",
    }
    given = {name: dict(compose["services"][name]["environment"]) for name in BOTS}
    for one in given.values():
        one.pop("DISCORD_TOKEN_FILE")  # the loopback Discord gives its token itself
        assert one.keys() >= here.keys() - {"BYLINE_MODEL", "BYLINE_CONFIDENCE"}
        one.update(here, BYLINE_METRICS_PORT=str(find_free_port()))
    return given


@asynccontextmanager
async def run_prometheus(
    compose: dict[str, Any], ports: list[str], folder: Path
) -> AsyncIterator[str]:
    """Run Prometheus with the configuration of the file, and return where it is asked."""
    read = yaml.safe_load(compose["configs"]["prometheus"]["content"])
    read["global"]["scrape_interval"] = "1s"
    (job,) = [one for one in read["scrape_configs"] if one["job_name"] == "byline"]
    assert len(job["static_configs"][0]["targets"]) == len(ports)
    job["static_configs"] = [{"targets": [f"127.0.0.1:{port}" for port in ports]}]
    read["scrape_configs"] = [job]
    folder.mkdir()
    (folder / "prometheus.yml").write_text(yaml.safe_dump(read), encoding="utf-8")
    listens = f"127.0.0.1:{find_free_port()}"
    with subprocess.Popen(
        [
            "prometheus", f"--config.file={folder / 'prometheus.yml'}",
            f"--storage.tsdb.path={folder / 'data'}", f"--web.listen-address={listens}",
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            yield f"http://{listens}/api/v1/query"
        finally:
            process.kill()


async def query(address: str, expression: str, wanted: int) -> list[float]:
    """Ask Prometheus until so many series have a value, and return the values."""
    async with asyncio.timeout(60), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(address, params={"query": expression}) as response:
                    found = (await response.json())["data"]["result"]
            except (aiohttp.ClientError, KeyError):
                found = []
            values = [float(one["value"][1]) for one in found]
            if len(values) == wanted and all(values):
                return values
            await asyncio.sleep(0.5)


async def ask(discord: LoopbackDiscord, guild: Guild) -> str:
    sent = await discord.people.send_command("ask", QUESTION, person=Person(), guild=guild)
    return texts_of(await sent.shown(where=is_answer))


async def test_two_bots_on_milvus_and_postgresql_answer_and_are_counted(
    compose: dict[str, Any], told: dict[str, dict[str, str]], home: Path, tmp_path: Path
) -> None:
    guilds = [Guild(f"Newsroom {number}", id=make_snowflake_of(number, 2)) for number in range(2)]
    ports = [told[name]["BYLINE_METRICS_PORT"] for name in BOTS]
    async with (
        LoopbackDiscord(ack_limit_s=60, guilds=guilds) as discord,
        run_bot(home, discord, told["bot-0"]) as first,
    ):
        await discord.ready()
        since = discord.journal.now
        async with (
            run_bot(home, discord, told["bot-1"]) as second,
            run_prometheus(compose, ports, tmp_path / "prometheus") as prometheus,
        ):
            await discord.ready(since=since)
            answers = [await ask(discord, guild) for guild in guilds]
            up = await query(prometheus, 'up{job="byline"}', 2)
            asked = await query(prometheus, "sum by (instance) (byline_questions_total)", 2)
            for one in (first, second):
                check_words(discord, one)

    assert all("six workers were missing" in text for text in answers)
    assert (up, asked) == ([1.0, 1.0], [1.0, 1.0])
