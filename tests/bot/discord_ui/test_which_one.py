"""Where a question fits several stories, the one that is meant is chosen by a button."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from discord_stage import Stage, list_labels, open_stage, post, read_texts, token_of
from tiny_index import build_tiny_index

from bot.discord_ui.bot import BylineBot
from bot.discord_ui.cards.card import Button, Card, Row, Text
from bot.discord_ui.cards.custom_ids import Action, CustomId

MakeBot = Callable[..., BylineBot]
VAGUE = "latest news"
FORGOTTEN = "That question is not kept any more: please ask it again."
REMOVED = "That story has been removed since: please ask again."


async def ask_vaguely(stage: Stage, question: str = VAGUE, **options: Any) -> Any:
    """Ask what fits several stories, and return the message that one person sees."""
    asked = await stage.member.slash(stage.channel, "ask", question=question, **options)
    told = asked.followups[0] if asked.followups else asked.response
    assert told.ephemeral
    return told


async def press_forged(stage: Stage, actor: Any, record: str, n: int) -> str:
    """Press a button that chooses a story of a question, though it was not offered."""
    button = Button("choose", CustomId(Action.EVENT, record, n))
    message = await post(stage, Card((Text("forged"),), rows=(Row((button,)),)))
    pressed = await actor.click(message, label="choose")
    return read_texts(pressed.response)


def list_choices(message: Any) -> list[str]:
    return [label for label in list_labels(message) if label.isdecimal()]


async def test_the_newest_stories_are_offered_and_the_chosen_one_is_asked(
    make_bot: MakeBot,
) -> None:
    async with open_stage(make_bot()) as stage:
        told = await ask_vaguely(stage)
        await stage.env.restart_bot(make_bot())
        pressed = [await stage.member.click(told, label=one) for one in list_choices(told)]

    assert read_texts(told).split("\n")[:4] == [
        f"-# {VAGUE}", "**Which one?**", "**1.** Bridge falls into the river, 26 March 2024",
        "**2.** Probe lands on the moon, 23 August 2023",
    ]  # fmt: skip
    assert list_choices(told) == ["1", "2"]
    assert [read_texts(one.response).split("\n")[0] for one in pressed] == [f"-# {VAGUE}"] * 2
    assert "Source: The Harbour Post · " in read_texts(pressed[0].response)
    assert "Source: The Sky · " in read_texts(pressed[1].response)
    assert not any(one.response.ephemeral for one in pressed)


async def test_the_newest_are_those_that_the_question_was_narrowed_to(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        told = await ask_vaguely(stage, publisher="The Sky")

    assert list_choices(told) == ["1"]
    assert "**1.** Probe lands on the moon, 23 August 2023" in read_texts(told).split("\n")


async def test_a_story_that_does_not_answer_is_shown_itself_to_who_chose_it(
    make_bot: MakeBot,
) -> None:
    async with open_stage(make_bot(BYLINE_CONFIDENCE="1")) as stage:
        told = await ask_vaguely(stage)
        chosen = await stage.member.click(told, label="2")
        public = stage.channel.last_message
        (shown,) = chosen.followups

    assert shown.ephemeral
    assert public is None
    assert read_texts(shown).split("\n")[0] == "### Probe lands on the moon"
    assert "It will work for 14 days." in read_texts(shown)


async def test_who_is_meant_is_offered_privately_where_it_was_asked_privately(
    make_bot: MakeBot,
) -> None:
    async with open_stage(make_bot()) as stage:
        told = await ask_vaguely(stage, "who is he?", private=True)
        chosen = await stage.member.click(told, label="1")
        stolen = await press_forged(stage, stage.admin, token_of(told), 1)

    assert list_choices(told) == ["1", "2", "3"]
    assert chosen.response.ephemeral
    assert stolen == FORGOTTEN


async def test_a_number_that_was_not_offered_is_refused(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        record = token_of(await ask_vaguely(stage))
        said = {await press_forged(stage, stage.member, record, n) for n in (0, 3, 999_999)}

    assert said == {FORGOTTEN}


async def test_a_story_that_is_gone_is_never_taken_for_one_that_is_called_alike(
    make_bot: MakeBot, tiny_stories: Path, tiny_index: Path
) -> None:
    async with open_stage(make_bot()) as stage:
        told = await ask_vaguely(stage)
        (tiny_stories / "bridge.md").rename(tiny_stories / "bridges.md")
        build_tiny_index(tiny_stories, tiny_index)
        await stage.env.restart_bot(make_bot())
        pressed = await stage.member.click(told, label="1")

    assert read_texts(pressed.response) == REMOVED


async def test_a_follow_up_of_a_story_that_is_gone_is_never_asked_of_another(
    make_bot: MakeBot, tiny_stories: Path, tiny_index: Path
) -> None:
    async with open_stage(make_bot()) as stage:
        first = await stage.member.slash(
            stage.channel, "ask", question="what fell?", story="bridge"
        )
        form = await stage.member.click(first.response, label="Ask a follow-up")
        (tiny_stories / "bridge.md").rename(tiny_stories / "bridges.md")
        build_tiny_index(tiny_stories, tiny_index)
        await stage.env.restart_bot(make_bot())
        second = await stage.member.submit_modal(form, {"text": "and when?"})

    assert read_texts(second.response) == REMOVED


async def test_a_question_to_be_chosen_from_can_be_shared_and_others_choose_too(
    make_bot: MakeBot,
) -> None:
    async with open_stage(make_bot()) as stage:
        told = await ask_vaguely(stage)
        labels = list_labels(told)
        shared = await stage.member.click(told, label="Share")
        chosen = await stage.admin.click(shared.response, label="2")

    assert "Ask in a thread" not in labels  # none can be opened below what one person sees
    assert not shared.response.ephemeral
    assert "Source: The Sky · " in read_texts(chosen.response)
