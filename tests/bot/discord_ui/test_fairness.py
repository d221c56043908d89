"""One person, channel or server cannot keep the one reader from all others."""

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from discord_stage import open_stage, read_texts

from bot.desk.headlines import Headline, Headlines
from bot.discord_ui.bot import BylineBot

MakeBot = Callable[..., BylineBot]
QUESTION = "how many workers were missing after the bridge fell?"
ASKED_TOO_MUCH = "asked 1 question in a minute. Try again in "


@pytest.mark.parametrize("label", ["Other answers", "More like this", "[1]"])
async def test_buttons_count_like_questions(make_bot: MakeBot, label: str) -> None:
    async with open_stage(make_bot(BYLINE_QUESTIONS_PER_MINUTE="1")) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        pressed = await stage.member.click(answer.response, label=label)
        other = await stage.admin.click(answer.response, label=label)

    assert ASKED_TOO_MUCH in read_texts(pressed.response)
    assert ASKED_TOO_MUCH not in read_texts(other.response)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("stories", {}),
        ("story", {"story": "moon"}),
        ("index-status", {}),
        ("search", {"words": "x"}),
    ],
)
async def test_lists_and_stories_count_too(
    make_bot: MakeBot, command: str, options: dict[str, str]
) -> None:
    async with open_stage(make_bot(BYLINE_QUESTIONS_PER_MINUTE="1")) as stage:
        await stage.member.slash(stage.channel, "stories")
        second = await stage.member.slash(stage.channel, command, **options)

    assert ASKED_TOO_MUCH in read_texts(second.response)


async def test_an_empty_question_does_not_count(make_bot: MakeBot) -> None:
    async with open_stage(make_bot(BYLINE_QUESTIONS_PER_MINUTE="1")) as stage:
        await stage.member.slash(stage.channel, "ask", question=" \u200b ")
        asked = await stage.member.slash(stage.channel, "ask", question=QUESTION)

    assert "six workers" in read_texts(asked.response)


@pytest.mark.parametrize("limit", ["BYLINE_CHANNEL_PER_MINUTE", "BYLINE_SERVER_PER_MINUTE"])
async def test_a_channel_and_a_server_have_limits_of_their_own(
    make_bot: MakeBot, limit: str
) -> None:
    async with open_stage(make_bot(**{limit: "1"})) as stage:
        await stage.member.slash(stage.channel, "ask", question=QUESTION)
        other = await stage.admin.slash(stage.channel, "ask", question=QUESTION)

    assert read_texts(other.response).startswith("People here have asked 1 question in a minute.")


async def test_other_answers_are_kept_and_not_computed_again(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)

        def refuse(*given: object) -> None:
            raise AssertionError("asked again")

        for name in ("ask", "answer", "search"):
            setattr(bot.desk.collections[0], name, refuse)
        others = await stage.member.click(answer.response, label="Other answers")

    assert read_texts(others.response).startswith(f"-# Other answers to: {QUESTION}")
    assert "A bridge fell into the river on Tuesday" in read_texts(others.response)


async def test_the_line_says_when_it_moves(make_bot: MakeBot) -> None:
    bot = make_bot()
    collection = bot.desk.collections[0]
    ask = collection.ask

    def ask_slowly(*given: object) -> object:
        time.sleep(0.4)
        return ask(*given)

    collection.ask = ask_slowly  # type: ignore[method-assign]
    async with open_stage(bot, settle_timeout=60) as stage:
        members = [stage.guild.add_member(stage.env.create_user(f"m{n}")) for n in range(7)]
        channels = [stage.guild.create_text_channel(f"c{n}") for n in range(7)]
        with bot.desk.queue.line_up(), bot.desk.queue.line_up(), bot.desk.queue.line_up():
            held = [bot.desk.queue.line_up() for _ in range(3)]
            for one in held:
                one.__enter__()
            work = asyncio.create_task(members[0].slash(channels[0], "ask", question=QUESTION))
            await asyncio.sleep(0.2)
            for one in held:
                one.__exit__(None, None, None)
            await work
        told = [
            str(one.json)
            for one in stage.env.http_requests
            if one.method == "PATCH" and "in line" in str(one.json)
        ]

    assert "You are 7th in line." in told[0]


def make_headlines(number: int) -> Headlines:
    first = date(2020, 1, 1)
    return Headlines(
        Headline(f"news/{n}", f"Mayor {n % 977} opens bridge number {n} on river {n % 31}", None,
                 (), first + timedelta(days=n % 1500))
        for n in range(number)
    )  # fmt: skip


@pytest.mark.slow
def test_a_keystroke_among_a_hundred_thousand_headlines_costs_less_than_20_ms() -> None:
    headlines = make_headlines(100_000)
    costs = []
    for typed in (
        "",
        "m",
        "b",
        "bri",
        "bridge 7",
        "brigde",
        "mayor 12 opens br",
        "zzzzzz",
        "river",
    ):
        started = time.process_time()
        headlines.suggest(typed, most=25)
        costs.append(time.process_time() - started)

    assert max(costs) < 0.02, costs


def test_the_newest_come_first_and_slips_are_forgiven() -> None:
    headlines = make_headlines(3000)

    newest = headlines.suggest("", most=3)
    bridges = headlines.suggest("brigde numbr", most=3)

    assert [one.published for one in newest] == [date(2024, 2, 8)] * 2 + [date(2024, 2, 7)]
    assert bridges == newest


async def test_headlines_are_looked_for_off_the_loop(make_bot: MakeBot, tiny_index: Path) -> None:
    bot = make_bot()
    seen: list[int] = []

    def suggest(typed: str, *, most: int) -> tuple[Headline, ...]:
        seen.append(threading.get_ident())
        return ()

    async with open_stage(bot) as stage:
        bot.desk.collections[0].headlines.suggest = suggest  # type: ignore[method-assign]
        await stage.member.autocomplete(stage.channel, "ask", "story", "b", question="what?")
        here = threading.get_ident()

    assert seen
    assert here not in seen
