"""What is kept of people: little, for a time, and gone when they say so."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from discord_stage import find_id, list_labels, open_stage, read_texts, token_of

from bot.discord_ui import watching
from bot.discord_ui.bot import BylineBot

MakeBot = Callable[..., BylineBot]
QUESTION = "how many workers were missing after the bridge fell?"


def read_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("bot.*"))


async def test_nothing_of_a_checked_message_is_kept(make_bot: MakeBot, tiny_index: Path) -> None:
    async with open_stage(make_bot()) as stage:
        claim = await stage.admin.send(stage.channel, "Xylophones say six workers were missing.")
        await stage.member.context_menu(stage.channel, "Check this claim", claim)
        kept = read_bytes(tiny_index)

    assert b"ylophone" not in kept


async def test_questions_are_forgotten_by_the_clock_while_the_bot_runs(make_bot: MakeBot) -> None:
    bot = make_bot(BYLINE_KEEP_DAYS="1", BYLINE_WATCH_MINUTES="0")
    async with open_stage(bot) as stage:
        await stage.member.slash(stage.channel, "ask", question=QUESTION)
        with bot.desk.store.database.writing() as connection:
            connection.execute("UPDATE questions SET asked_at = '2020-01-01T00:00:00+00:00'")
        await stage.env.advance_time(watching.FORGET_EVERY_S + 1)
        for _ in range(50):
            await asyncio.sleep(0.02)
            if not list(bot.desk.store.export()):
                break
        left = list(bot.desk.store.export())

    assert left == []


async def test_a_private_question_is_not_shown_to_administrators(make_bot: MakeBot) -> None:
    async with open_stage(make_bot(BYLINE_CONFIDENCE="1")) as stage:
        secret = await stage.member.slash(
            stage.channel, "ask", question="what fell, my secret?", private=True
        )
        await stage.member.slash(stage.channel, "ask", question="what fell, all?")
        before = read_texts((await stage.admin.slash(stage.channel, "feedback")).response)
        form = await stage.member.click(secret.response, custom_id=find_id(secret.response, "bad"))
        thumb = read_texts((await stage.admin.slash(stage.channel, "feedback")).response)
        await stage.member.submit_modal(form, {"text": "it was a bridge"})
        after = read_texts((await stage.admin.slash(stage.channel, "feedback")).response)

    assert "all?" in before
    assert "secret" not in before + thumb
    assert "Those who run this bot will see it, with your question." in str(form.modal)
    assert "my secret?" in after
    assert "asked in private" in after


async def test_a_correction_outlives_a_later_closed_form_and_a_later_thumb(
    make_bot: MakeBot,
) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        bad, good = (find_id(answer.response, one) for one in ("bad", "good"))
        form = await stage.member.click(answer.response, custom_id=bad)
        await stage.member.submit_modal(form, {"text": "it was six, see p. 3"})
        await stage.member.click(answer.response, custom_id=bad)
        await stage.member.click(answer.response, custom_id=good)
        (kept,) = bot.desk.store.list_feedback(limit=9)

    assert (kept.good, kept.bad, kept.comments) == (1, 0, ("it was six, see p. 3",))


async def test_who_asked_deletes_an_answer_with_its_record_and_nobody_else(
    make_bot: MakeBot,
) -> None:
    bot = make_bot(DISCORD_HOME_SERVERS="")
    async with open_stage(bot) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        token, button = token_of(answer.response), find_id(answer.response, "delete")
        refused = await stage.admin.click(answer.response, custom_id=button)
        still = bot.desk.store.get(token)
        await stage.member.click(answer.response, custom_id=button)
        gone = bot.desk.store.get(token)
        message = stage.channel.last_message

    assert read_texts(refused.response) == "Only who asked can delete this answer."
    assert still is not None
    assert gone is None
    assert message is None


async def test_everything_of_a_person_goes_when_they_say_so(
    make_bot: MakeBot, tiny_index: Path
) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        await stage.member.slash(stage.channel, "ask", question="xylophone, what fell?")
        await stage.member.slash(stage.channel, "search", words="xylophone bridge")
        await stage.member.slash(stage.channel, "story", story="moon")
        other = await stage.admin.slash(stage.channel, "ask", question="what fell, marimba?")
        form = await stage.member.click(other.response, custom_id=find_id(other.response, "bad"))
        await stage.member.submit_modal(form, {"text": "the xylophone fell"})
        told = await stage.member.slash(stage.channel, "privacy")
        before = read_bytes(tiny_index)
        forgot = await stage.member.slash(stage.channel, "forget-me")
        after = read_bytes(tiny_index)
        again = await stage.member.slash(stage.channel, "privacy")

    assert "Of you, 3 questions and 1 rating are kept now." in read_texts(told.response)
    assert "After 90 days they are removed." in read_texts(told.response)
    assert read_texts(forgot.response).startswith("Forgotten: 3 questions and 1 rating.")
    assert b"xylophone" in before
    assert b"xylophone" not in after
    assert b"marimba" in after
    assert "Of you, 0 questions and 0 ratings are kept now." in read_texts(again.response)


async def test_an_unanswered_question_is_shared_by_who_asked_alone(make_bot: MakeBot) -> None:
    bot = make_bot(BYLINE_CONFIDENCE="1")
    async with open_stage(bot) as stage:
        asked = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        (hidden,) = asked.followups
        shared = await stage.member.click(hidden, label="Share")

    assert hidden.ephemeral
    assert not shared.response.ephemeral
    assert read_texts(shared.response) == read_texts(hidden)
    labels = list_labels(shared.response)
    assert "Ask in a thread" not in list_labels(hidden)
    assert labels.index("Ask in a thread") == list_labels(hidden).index("Share")
    assert "Share" not in labels
    assert "[1]" in list_labels(shared.response)


@pytest.mark.parametrize("typed", ["hi", "?", "ok", "Hello there!", "good morning", "🙂"])
async def test_what_is_no_question_gets_a_hint_for_one_person(
    make_bot: MakeBot, typed: str
) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        said = await stage.member.slash(stage.channel, "ask", question=typed)
        public = stage.channel.last_message

    assert said.response.ephemeral
    assert read_texts(said.response).startswith("Ask a whole question")
    assert public is None
    assert list(bot.desk.store.export()) == []


async def test_what_others_went_on_from_goes_with_whoever_asked_it(
    make_bot: MakeBot, tiny_index: Path
) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        asked = await stage.member.slash(
            stage.channel, "ask", question="which xylophone bridge fell?"
        )
        form = await stage.admin.click(asked.response, label="Ask a follow-up")
        first = await stage.admin.submit_modal(form, {"text": "and when?"})
        carl = stage.guild.add_member(stage.env.create_user("carl"))
        form = await carl.click(first.response, label="Ask a follow-up")
        await carl.submit_modal(form, {"text": "and where?"})
        await stage.admin.click(asked.response, label="More like this")
        bystander = await carl.slash(stage.channel, "ask", question="what fell, marimba?")
        before = read_bytes(tiny_index)
        await stage.member.slash(stage.channel, "forget-me")
        after = read_bytes(tiny_index)

    assert before.count(b"xylophon") > 3
    assert b"xylophon" not in after
    assert b"marimba" in after
    assert bot.desk.store.get(token_of(bystander.response)) is not None


async def test_what_somebody_subscribed_a_channel_to_goes_with_them(
    make_bot: MakeBot, tiny_index: Path
) -> None:
    bot = make_bot(BYLINE_LOG_QUESTIONS="1")
    async with open_stage(bot) as stage:
        mine = {"words": "xylophone", "channel": stage.channel}
        await stage.admin.slash(stage.channel, "subscribe", **mine)
        own = await stage.admin.slash(stage.channel, "subscribe")
        told = await stage.admin.slash(stage.channel, "privacy")
        forgot = await stage.admin.slash(stage.channel, "forget-me")
        kept = read_bytes(tiny_index)

    assert "There are no subscriptions." in read_texts(own.response)
    assert "0 questions, 0 ratings and 1 subscription are kept now." in read_texts(told.response)
    assert b"xylophone" not in kept
    assert read_texts(forgot.response) == (
        "Forgotten: 0 questions, 0 ratings and 1 subscription. Nothing of you is left here. "
        "What stands in the log of the machine is not reached by this."
    )
