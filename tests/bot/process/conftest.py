"""The loopback Discord and the bot's process, as the tests of the whole bot start from them."""

import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio
from discord_loopback import Description, LoopbackDiscord
from discord_loopback.checks import check_calls, check_words
from discord_loopback.process import BotProcess, run_bot
from tiny_index import TINY_MODEL

from embeddings.index import Manifest
from embeddings.index.manifest import MANIFEST_FILE

PATIENCE_S = 60.0
"""How late an acknowledgement is taken where a test is not about time: machines can be busy."""
OPENAPI = "spec/discord-openapi.json"


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that is connected, and the Discord it is connected to."""

    discord: LoopbackDiscord
    bot: BotProcess


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data that is not part of the project."""
    return Path(os.environ.get("BYLINE_SHARED") or Path(__file__).parents[3] / "../shared")


@pytest.fixture(scope="session")
def openapi(shared: Path) -> Description | None:
    """Discord's description of its API, where it is at hand."""
    return Description.load(shared / OPENAPI) if (shared / OPENAPI).is_file() else None


def copy_home(tiny_home: Path, home: Path) -> Path:
    """Copy the three small stories and their index to a place of their own."""
    shutil.copytree(tiny_home, home, dirs_exist_ok=True)
    generation = home / ".byline" / "generations" / "g0001"
    manifest = Manifest.load(generation)
    (generation / MANIFEST_FILE).unlink()
    replace(manifest, stories_folder=str((home / "stories").resolve())).save(generation)
    return home


@pytest.fixture
def home(tiny_home: Path, tmp_path: Path) -> Path:
    return copy_home(tiny_home, tmp_path / "home")


@pytest.fixture
async def discord(openapi: Description | None) -> AsyncIterator[LoopbackDiscord]:
    """A Discord for one test; in the end every call must have been as Discord describes it."""
    async with LoopbackDiscord(ack_limit_s=PATIENCE_S) as server:
        yield server
    check_calls(server, openapi)


@pytest.fixture
def start(
    home: Path, discord: LoopbackDiscord
) -> Callable[..., AbstractAsyncContextManager[BotProcess]]:
    """Start ``byline bot`` on the small stories, with further settings and options."""

    def run(*options: str, **settings: str) -> AbstractAsyncContextManager[BotProcess]:
        return run_bot(home, discord, {"BYLINE_MODEL": TINY_MODEL} | settings, *options)

    return run


@asynccontextmanager
async def connect(
    home: Path, openapi: Description | None, *, may_trace: bool, **settings: str
) -> AsyncIterator[Running]:
    """Start a Discord and a bot that is connected to it; check its calls and words in the end."""
    async with LoopbackDiscord(heartbeat_s=1.0, ack_limit_s=PATIENCE_S) as server:
        async with run_bot(home, server, {"BYLINE_MODEL": TINY_MODEL} | settings) as bot:
            await server.ready()
            yield Running(server, bot)
        check_words(server, bot, may_trace=may_trace)
    check_calls(server, openapi)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(
    tiny_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
    openapi: Description | None,
    request: pytest.FixtureRequest,
) -> AsyncIterator[Running]:
    """One connected bot for all tests of a file."""
    home = copy_home(tiny_home, tmp_path_factory.mktemp("home"))
    async with connect(
        home,
        openapi,
        may_trace=getattr(request.module, "MAY_TRACE", False),
        BYLINE_QUESTIONS_PER_MINUTE="1000",
    ) as one:
        yield one
