"""Two thousand odd things that people and clients may send, and nothing breaks."""

import logging
import random
from collections.abc import Callable
from copy import deepcopy

import pytest
from discord_stage import open_stage

from bot.answering.answers import check_question
from bot.discord_ui.bot import BylineBot
from bot.discord_ui.cards.custom_ids import CustomId, parse_custom_id
from bot.discord_ui.pressing import _PRESSED
from embeddings.errors import UsageError

PIECES = (
    "what", "fell", "bridge", "@everyone", "@here", "<@123456789012345678>", "<@&1>", "<#2>",
    "\U0001f469\u200d\U0001f680", "🇩🇪", "\u202eback", "\u200b", "z͎͗ͣ̈a͎l", "*", "||", "```", "> ",
    "# ", "[a](b)", "https://a.b", "discord.gg/x", "نمی‌خواهم", "שלום", "日本語", "\x00", "\\", "%s",
    "'; DROP TABLE questions;--", "{}", "NULL", "\n", "a" * 90,
)  # fmt: skip


def write(dice: random.Random, most: int) -> str:
    """Return a text of up to ``most`` characters."""
    wanted = dice.choice((1, 5, 60, 400, most))
    text = ""
    while len(text) < wanted:
        text += dice.choice(PIECES) + dice.choice(("", " "))
    return text[:wanted]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))  # the simulated Discord slows down as it fills
async def test_two_thousand_odd_inputs_break_nothing(
    part: int, make_bot: Callable[..., BylineBot], caplog: pytest.LogCaptureFixture
) -> None:
    dice = random.Random(7 + part)
    bot = make_bot(BYLINE_QUESTIONS_PER_MINUTE="256", BYLINE_WATCH_MINUTES="0")
    async with open_stage(bot, settle_timeout=60) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question="what fell?")
        for number in range(50):
            member = stage.guild.add_member(stage.env.create_user(f"{number}"))
            question = write(dice, 1000)
            await member.slash(stage.channel, "ask", question=question, private=bool(number % 2))
            await member.slash(stage.channel, "story", story=write(dice, 200))
            await member.autocomplete(stage.channel, "ask", "story", write(dice, 100), question="x")
            form = await member.click(answer.response, label="Ask a follow-up")
            await member.submit_modal(form, {"text": write(dice, 1000)})

    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_ids_and_claims_of_any_kind_are_answered(
    make_bot: Callable[..., BylineBot], caplog: pytest.LogCaptureFixture
) -> None:
    dice = random.Random(8)
    bot = make_bot(BYLINE_QUESTIONS_PER_MINUTE="256")
    async with open_stage(bot, settle_timeout=60) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question="what fell?")
        place = stage.channel.id, answer.response.id
        row = stage.env.backend.get_message(*place).components[-1]
        row["components"] = row["components"][:1]
        for number in range(250):
            member = stage.guild.add_member(stage.env.create_user(f"{number}"))
            action = dice.choice(sorted(_PRESSED))
            # a press may put another card there: the next one finds the one button again
            shown = deepcopy(row)
            stage.env.backend.get_message(*place).components = [shown]
            button = shown["components"][0]
            button["custom_id"] = dice.choice(
                (str(CustomId(action, "", dice.randrange(3))),
                 str(CustomId(action, "0123456789abcdef", 10**6 - 1)), write(dice, 90))
            )  # fmt: skip
            if parse_custom_id(button["custom_id"]):
                await member.click(answer.response, custom_id=button["custom_id"])
            claim = await member.send(stage.channel, f"? {write(dice, 1900)}")  # never empty
            await member.context_menu(stage.channel, "Check this claim", claim)

    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


def test_a_question_of_six_thousand_characters_is_refused_in_one_line() -> None:

    with pytest.raises(
        UsageError, match=r"The question has 6,000 characters: ask in at most 1,000\."
    ):
        check_question("a" * 6000)
