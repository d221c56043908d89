"""The news of a day: how many new stories of how many events, and where stories differ."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from discord_stage import Stage, open_stage, read_texts
from tiny_index import build_tiny_index

from bot.desk.server_setup import ServerSetup
from bot.discord_ui import news
from bot.discord_ui.bot import BylineBot
from bot.discord_ui.news import tell_server
from bot.shards import Shards
from embeddings.errors import UnusableIndexError

MakeBot = Callable[..., BylineBot]
OLD = ["bridge", "canal", "moon"]
TITLES = ("Bridge falls, ship in the river", "Bridge and ship: the river is closed")


@pytest.fixture
def fresh(tiny_stories: Path, tiny_index: Path) -> Path:
    """Two more stories of the bridge, of which one gives another figure, and one of worms."""
    fell = "A bridge fell into the river after a ship hit it."
    missing = f"{fell} The mayor said five workers were missing."
    told = {
        "later.md": (TITLES[0], "The Morning", "2024-03-27", missing),
        "closed.md": (TITLES[1], "The Evening", "2024-03-27", f"{fell} Ships wait on the river."),
        "worms.md": ("Worms are back", "The Garden", "2023-03-20", "The worms came back."),
    }
    for name, (title, publisher, day, text) in told.items():
        head = f"title: {title!r}\npublisher: {publisher}\npublished: {day}"
        (tiny_stories / name).write_text(f"---\n{head}\n---\n{text}\n", encoding="utf-8")
    build_tiny_index(tiny_stories, tiny_index)
    return tiny_stories


async def tell(stage: Stage, bot: BylineBot, known: list[str]) -> str:
    """Tell the news since ``known`` was all, and return what stands in the channel."""
    bot.desk.notes.write(f"news:{stage.guild.id}", {"at": 0, "ids": known})
    await tell_server(bot, stage.guild.id, stage.channel.id)
    await stage.env.settle()
    return read_texts(stage.channel.last_message) if stage.channel.last_message else ""


@pytest.mark.usefixtures("fresh")
async def test_new_stories_are_counted_and_what_differs_is_quoted(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        lines = (await tell(stage, bot, OLD)).split("\n")

    assert lines == [
        "**3 new stories since yesterday, of 2 events**",
        f"- {TITLES[1]} (The Evening, 27 March 2024)",
        f"- {TITLES[0]} (The Morning, 27 March 2024)",
        "- Worms are back (The Garden, 20 March 2023)",
        "**Where stories differ**, the newest first",
        TITLES[0],
        "- 27 March 2024: **five** (The Morning)",
        "> The mayor said five workers were missing.",
        "- 26 March 2024: **six** (The Harbour Post)",
        "> The mayor said six workers were missing.",
        "-# `/story` shows one, `/ask` answers from them",
    ]


@pytest.mark.usefixtures("fresh")
async def test_stories_that_differ_are_told_once_though_both_are_new(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        text = await tell(stage, bot, [])

    assert text.startswith("**6 new stories since yesterday, of ")
    assert text.count("**five** (The Morning)") == 1


async def test_nothing_is_told_of_differences_where_there_are_none(
    make_bot: MakeBot, tiny_index: Path
) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        text = await tell(stage, bot, ["bridge", "canal"])

    assert text.split("\n")[0] == "**1 new story since yesterday**"
    assert "differ" not in text


@pytest.mark.usefixtures("fresh")
async def test_a_flood_of_stories_costs_no_more_than_the_newest_of_them(
    make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "MOST_COMPARED", 2)
    bot = make_bot()
    (collection,) = bot.desk.collections
    compared: list[str] = []
    find = collection.find_differences
    collection.find_differences = lambda one: compared.append(one) or find(one)  # type: ignore[method-assign]
    async with open_stage(bot) as stage:
        lines = (await tell(stage, bot, OLD)).split("\n")

    assert sorted(compared) == ["closed", "later"]
    assert lines[0] == "**3 new stories since yesterday**"
    assert lines[-1] == "-# The newest 2 were compared with other stories"


@pytest.mark.usefixtures("fresh")
async def test_the_same_day_is_told_once(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        first = await tell(stage, bot, OLD)
        before = stage.channel.last_message.id
        await tell_server(bot, stage.guild.id, stage.channel.id)
        await stage.env.settle()
        after = stage.channel.last_message.id

    assert first
    assert before == after


async def test_a_server_whose_news_cannot_be_read_does_not_silence_the_others(
    make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "byline")
    told: list[int] = []

    async def tell_badly(bot: BylineBot, server: int, channel: int) -> None:
        told.append(server)
        if server == 1:
            raise UnusableIndexError("The index is damaged.")

    monkeypatch.setattr(news, "tell_server", tell_badly)
    bot = make_bot()
    for server in (1, 2):
        setup = bot.desk.setups.of(server)
        bot.desk.setups.change(server, type(setup)(news=5))
    await news.tell_all(bot)

    assert told == [1, 2]
    assert "the news of server 1 cannot be told" in caplog.text


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("ours", [True, False])
async def test_the_news_of_a_server_come_from_the_process_of_its_shard(
    make_bot: MakeBot, ours: bool
) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        shard = (stage.guild.id >> 22) % 2
        shards = Shards((shard if ours else 1 - shard,), 2)
        object.__setattr__(bot.desk.settings.discord, "shards", shards)
        bot.desk.setups.change(stage.guild.id, ServerSetup(news=stage.channel.id))
        bot.desk.notes.write(f"news:{stage.guild.id}", {"at": 0, "ids": OLD})
        await news.tell_all(bot)
        await stage.env.settle()
        told = stage.channel.last_message is not None

    assert told == ours
