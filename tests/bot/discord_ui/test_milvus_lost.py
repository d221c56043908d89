"""A bot whose Milvus server dies, comes back, and gets another generation from elsewhere."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from discord_stage import open_stage, read_texts
from extras import needs_milvus
from milvus_process import find_free_port, kill, run_server
from tiny_index import build_tiny_index

from bot.client import create_bot
from bot.config import Settings
from bot.desk.rebuilding import build
from bot.discord_ui.watching import look
from embeddings.errors import ServiceError
from embeddings.index import IndexFolder, Manifest
from embeddings.milvus.address import MilvusAddress, parse_milvus
from embeddings.milvus.publishing import publish

pytestmark = needs_milvus

QUESTION = "how many workers were missing after the bridge fell?"
ANSWER = "six workers were missing"
RECOVERED_SECONDS = 10.0


def publish_current(root: Path, address: MilvusAddress) -> Manifest:
    """Publish the current generation of an index folder."""
    folder = IndexFolder(root)
    return publish(folder, folder.load(folder.current()), address, lambda *_: None)


@pytest.mark.slow
async def test_a_bot_says_that_its_server_is_gone_and_answers_when_it_is_back(
    make_settings: Callable[..., Settings], tiny_index: Path, tmp_path: Path
) -> None:
    port = find_free_port()
    address = parse_milvus(f"milvus://127.0.0.1:{port}/news")
    with run_server(tmp_path / "server", port) as server:
        publish_current(tiny_index, address)
        bot = create_bot(replace(make_settings(), milvus=address), build=build)
        async with open_stage(bot) as stage:
            before = await stage.member.slash(stage.channel, "ask", question=QUESTION)
            assert ANSWER in read_texts(before.response)

            kill(server)
            lost = await stage.member.slash(stage.channel, "ask", question=f"{QUESTION} ")
            assert f"127.0.0.1:{port} cannot be used (Fail connecting" in "".join(
                read_texts(one) for one in (lost.response, *lost.followups) if one
            )

            with run_server(tmp_path / "server", port):
                back = time.monotonic()
                again = await stage.member.slash(stage.channel, "ask", question=QUESTION)
                assert ANSWER in read_texts(again.response)
                assert time.monotonic() - back < RECOVERED_SECONDS


@pytest.mark.slow
def test_a_bot_does_not_start_without_its_server(make_settings: Callable[..., Settings]) -> None:
    address = parse_milvus(f"milvus://127.0.0.1:{find_free_port()}/news")

    with pytest.raises(ServiceError, match="cannot be used"):
        create_bot(replace(make_settings(), milvus=address))


@pytest.mark.slow
async def test_a_generation_that_another_machine_published_answers_by_itself(
    make_settings: Callable[..., Settings], tiny_index: Path, tiny_stories: Path, tmp_path: Path
) -> None:
    address = parse_milvus(f"milvus://{tmp_path}/stories.db/news")
    publish_current(tiny_index, address)
    bot = create_bot(replace(make_settings(), milvus=address))
    collection = bot.desk.collections[0]
    (tiny_stories / "fire.txt").write_text("Fire\n\nThe fire burnt the mayor's house down.\n")
    build_tiny_index(tiny_stories, tiny_index)
    publish_current(tiny_index, address)

    async with open_stage(bot):
        await look(bot)

    assert (collection.manifest.generation, collection.manifest.stories) == ("g0002", 4)
    assert collection.generations == ("g0001", "g0002")
    collection.go_to("g0001")
    assert collection.manifest.stories == 3
    assert collection.find_damage() == ()
