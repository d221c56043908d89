"""Every button there is, pressed by people who may not, from everywhere: nothing becomes other."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import discord
import pytest
from discord_stage import (
    Stage,
    installed_for_themselves,
    open_stage,
    post,
    read_texts,
    token_of,
)
from tiny_index import build_tiny_index

from bot.discord_ui.bot import BylineBot
from bot.discord_ui.cards.card import Button, Card, Row, Text
from bot.discord_ui.cards.custom_ids import Action, CustomId
from bot.discord_ui.sending import NOBODY
from bot.discord_ui.views import draw_layout
from bot.intake.desk import IntakeDesk
from bot.intake.suggestions import suggest_story

MakeBot = Callable[..., BylineBot]
QUESTION = "how many workers were missing after the bridge fell?"
MANY = {"BYLINE_QUESTIONS_PER_MINUTE": "1000"}


def make_all(token: str) -> Card:
    """Draw a button of every kind for a question, though no card of the bot has them all."""
    buttons = [
        Button(action, CustomId(action, token, 1 if action in {Action.PASSAGE, Action.EVENT,
               Action.SWITCH, Action.ROLLBACK, Action.UNSUBSCRIBE} else 0))
        for action in Action
    ]  # fmt: skip
    rows = [Row(tuple(buttons[at : at + 5])) for at in range(0, len(buttons), 5)]
    return Card((Text("buttons"),), rows=tuple(rows))


def read_state(bot: BylineBot, stories: Path) -> dict[str, Any]:
    """Return all that a press could change."""
    desk = bot.desk
    return {
        "questions": list(desk.store.export()),
        "tokens": desk.store.database.query("SELECT token, private, shared FROM questions"),
        "subscriptions": desk.subscriptions.list(),
        "generation": desk.collections[0].manifest.generation,
        "generations": desk.collections[0].generations,
        "builds": dict(desk.builds),
        "files": sorted(str(path) for path in stories.rglob("*")),
    }


async def press_all(actor: Any, message: discord.Message, token: str) -> list[str]:
    """Press every button and return what each was answered with."""
    said = []
    for button in make_all(token).buttons:
        pressed = await actor.click(message, custom_id=str(button.action))
        shown = pressed.followups[0] if pressed.followups else pressed.response
        said.append(read_texts(shown) if shown is not None else "")
    return said


async def open_scene(stage: Stage, bot: BylineBot, stories: Path) -> str:
    """Let a member ask in private, subscribe, and hand in a story; return the question's token."""
    asked = await stage.member.slash(stage.channel, "ask", question=QUESTION, private=True)
    await stage.member.slash(stage.channel, "subscribe", words="bridge")
    data = b"Worms\n\nThe worms are back on the island."
    suggest_story(IntakeDesk(stories).read_file("worms.txt", data), stories, by="x")
    return token_of(asked.response)


@pytest.mark.slow
async def test_no_button_does_anything_for_who_may_not(
    make_bot: MakeBot, tiny_stories: Path, tiny_index: Path
) -> None:
    (tiny_stories / "worms.txt").write_text("Worms\n\nThe worms are back.", encoding="utf-8")
    build_tiny_index(tiny_stories, tiny_index)
    bot = make_bot(**MANY)
    async with open_stage(bot) as stage:
        token = await open_scene(stage, bot, tiny_stories)
        guild = stage.env.create_guild("Elsewhere", id=888888888888888888)
        elsewhere = guild.create_text_channel("general")
        chief = guild.create_role("admins", permissions=discord.Permissions(administrator=True))
        stranger = guild.add_member(stage.env.create_user("eve"), roles=[chief])
        other = stage.guild.add_member(stage.env.create_user("dan"))
        carl = stage.env.create_user("carl")
        home = await post(stage, make_all(token))
        foreign = await post(stage, make_all(token), elsewhere)
        user = await bot.fetch_user(carl.id)
        direct = await user.send(view=draw_layout(make_all(token)), allowed_mentions=NOBODY)
        before = read_state(bot, tiny_stories)
        said = await press_all(other, home, token) + await press_all(stranger, foreign, token)
        said += await press_all(carl, direct, token)
        with installed_for_themselves(stage, stranger.id):
            said += await press_all(stranger, foreign, token)
        after = read_state(bot, tiny_stories)

    assert len(said) == 4 * len(Action)
    assert after == before
    assert not any("six workers" in one or QUESTION in one for one in said)


async def test_what_one_may_press_is_counted(make_bot: MakeBot) -> None:
    bot = make_bot(BYLINE_QUESTIONS_PER_MINUTE="2")
    async with open_stage(bot) as stage:
        asked = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        good, bad = (f"by1:{one}:{token_of(asked.response)}:0" for one in ("good", "bad"))
        first = await stage.member.click(asked.response, custom_id=good)
        refused = [await stage.member.click(asked.response, custom_id=one) for one in (good, bad)]

    assert read_texts(first.response) == "Thank you, noted."
    assert all("You have asked 2 questions" in read_texts(one.response) for one in refused)
