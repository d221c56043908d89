"""What makes people come back: mentions, replies, narrowed questions, news, setups, new stories."""

from collections.abc import Callable
from pathlib import Path

import discord
import pytest
from discord_stage import list_labels, open_stage, post, read_texts

from bot.discord_ui.bot import BylineBot
from bot.discord_ui.cards.adding_cards import draw_preview
from bot.discord_ui.news import tell_all, tell_news
from bot.intake.desk import IntakeDesk
from bot.intake.suggestions import list_suggestions, suggest_story

MakeBot = Callable[..., BylineBot]
QUESTION = "how many workers were missing after the bridge fell?"


async def test_a_mention_is_a_question_and_a_reply_a_follow_up(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        mention = f"<@{stage.env.backend.bot_user.id}>"
        await stage.member.send(stage.channel, f"{mention} {QUESTION}")
        await stage.env.settle()
        answer = stage.channel.last_message
        await stage.admin.send(stage.channel, f"{mention} and when?", reply_to=answer)
        await stage.env.settle()
        second = stage.channel.last_message
        await stage.member.send(stage.channel, "nothing to you")
        await stage.env.settle()
        last = stage.channel.last_message

    assert "## The mayor said six workers were missing." in read_texts(answer)
    assert read_texts(second).split("\n")[:2] == [
        "-# and when?", "-# about: “Bridge falls into the river”"
    ]  # fmt: skip
    assert last.content == "nothing to you"


async def test_a_greeting_is_no_question(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        await stage.member.send(stage.channel, f"<@{stage.env.backend.bot_user.id}> hello!")
        await stage.env.settle()
        said = stage.channel.last_message

    assert read_texts(said).startswith("Ask a whole question")


async def test_a_mention_is_left_alone_where_nothing_is_answered(make_bot: MakeBot) -> None:
    async with open_stage(make_bot(DISCORD_ALLOWED_SERVERS="999999999999999999")) as stage:
        text = f"<@{stage.env.backend.bot_user.id}> {QUESTION}"
        await stage.member.send(stage.channel, text)
        await stage.env.settle()
        last = stage.channel.last_message

    assert last.content == text


async def test_a_question_is_narrowed_by_publisher_and_day(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        sky = await stage.member.slash(
            stage.channel, "ask", question="what landed?", publisher="The Sky", mode="answer"
        )
        late = await stage.member.slash(
            stage.channel, "ask", question="what fell?", since="1 January 2024"
        )
        odd = await stage.member.slash(
            stage.channel, "ask", question="what fell?", since="soon-ish"
        )
        offered = await stage.member.autocomplete(
            stage.channel, "ask", "publisher", "sky", question="x"
        )

    assert "Source: The Sky" in read_texts(sky.response)
    assert "Bridge falls" in read_texts(late.response)
    assert read_texts(odd.response).startswith("since must be a day, such as 2024-03-26")
    assert [one["name"] for one in offered] == ["The Sky"]


async def test_a_follow_up_keeps_the_publisher_and_the_days(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        first = await stage.member.slash(
            stage.channel, "ask", question="what landed?", publisher="The Sky", until="2024-12-31"
        )
        form = await stage.member.click(first.response, label="Ask a follow-up")
        second = await stage.member.submit_modal(form, {"text": "how many workers were missing?"})
        mention = f"<@{stage.env.backend.bot_user.id}>"
        answer = stage.channel.last_message
        await stage.admin.send(stage.channel, f"{mention} what fell?", reply_to=answer)
        await stage.env.settle()
        third = stage.channel.last_message

    about = "stories of The Sky, until 31 December 2024"
    for told in (first.response, *second.followups, third):
        assert read_texts(told).split("\n")[1].endswith(about)
        assert "Harbour Post" not in read_texts(told)


async def test_sources_alone_are_named_without_an_answer(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        named = await stage.member.slash(
            stage.channel, "ask", question="which ship hit the bridge?", mode="sources"
        )
        passage = await stage.member.click(named.response, label="[1]")

    lines = read_texts(named.response).split("\n")
    assert lines[:3] == [
        "-# which ship hit the bridge?", "**Sources**", "**[1]** Bridge falls into the river"
    ]  # fmt: skip
    assert not any(line.startswith("## ") for line in lines)
    assert "> " in read_texts(passage.response)


async def test_a_server_sets_up_where_and_how_it_is_answered(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        other = stage.guild.create_text_channel("elsewhere")
        shown = await stage.admin.slash(stage.channel, "setup", channel=stage.channel, private=True)
        here = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        there = await stage.member.slash(other, "ask", question=QUESTION)
        await stage.env.restart_bot(make_bot())
        still = await stage.member.slash(other, "ask", question=QUESTION)
        await stage.admin.slash(stage.channel, "setup", reset=True)
        again = await stage.member.slash(other, "ask", question=QUESTION)

    assert f"in <#{stage.channel.id}> alone" in read_texts(shown.response)
    assert here.response.ephemeral
    for refused in (there, still):
        assert read_texts(refused.response) == f"I answer in <#{stage.channel.id}> on this server."
    assert not again.response.ephemeral


async def test_new_stories_are_told_to_those_who_subscribed(
    make_bot: MakeBot, tiny_stories: Path
) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        mine = await stage.member.slash(stage.channel, "subscribe", words="bridge river")
        labels = list_labels(mine.response)
        refused = await stage.member.slash(
            stage.channel, "subscribe", words="moon", channel=stage.channel
        )
        await stage.admin.slash(stage.channel, "subscribe", words="moon", channel=stage.channel)
        await tell_news(bot, bot.desk.collections[0], ("bridge", "moon"))
        await stage.env.settle()
        told = stage.channel.last_message
        direct = stage.member.user.dm_channel.last_message
        await stage.member.click(mine.response, label="End 1")
        ended = read_texts(mine.response)

    assert labels == ["End 1"]
    assert read_texts(refused.response).startswith("Only those who run this bot may do that")
    assert read_texts(told).startswith("**New on “moon”**\n- Probe lands on the moon (The Sky, ")
    assert read_texts(direct).startswith("**New on “bridge river”**\n- Bridge falls into the river")
    assert ended == "Ended.\nThere are no subscriptions."


async def test_a_subscription_ends_with_forget_me(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        await stage.member.slash(stage.channel, "subscribe", words="bridge")
        await stage.member.slash(stage.channel, "forget-me")
        left = bot.desk.subscriptions.list()

    assert left == ()


async def test_the_number_of_stories_stands_beside_the_name(make_bot: MakeBot) -> None:
    assert make_bot().activity == discord.CustomActivity("3 stories")


async def test_an_answer_opens_a_thread_of_its_own(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        opened = await stage.member.click(answer.response, label="Ask in a thread")
        bodies = [one.json for one in stage.env.http_requests if one.path.endswith("/threads")]

    assert bodies[0]["name"] == QUESTION
    assert read_texts(opened.response).startswith("<#")


async def test_about_says_what_is_asked(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        about = await stage.member.slash(stage.channel, "about")

    assert "I answer questions from 3 stories" in read_texts(about.response)
    assert "I read English." in read_texts(about.response)


async def test_stories_are_handed_in_by_those_who_may_unless_others_are_looked_after(
    make_bot: MakeBot,
) -> None:
    async with open_stage(make_bot()) as stage:
        nothing = await stage.member.slash(stage.channel, "add-story")
        refused = await stage.member.slash(stage.channel, "add-story", link="https://example.org/a")
        within = await stage.admin.slash(stage.channel, "add-story", link="http://127.0.0.1/a")

    assert read_texts(nothing.response) == "There is no file and no link: attach one of them."
    assert read_texts(refused.response) == "Only those who run this bot add stories here."
    assert list_labels(within.response) == []


@pytest.mark.slow
async def test_a_story_that_waits_is_taken_in_by_those_who_may(
    make_bot: MakeBot, tiny_stories: Path
) -> None:
    bot = make_bot()
    intake = IntakeDesk(tiny_stories)
    preview = intake.read_file("worms.txt", b"Worms are back\n\nThe worms came back on Friday.")
    card = draw_preview(preview, suggest_story(preview, tiny_stories, by="x").id, 0)
    async with open_stage(bot, settle_timeout=60) as stage:
        message = await post(stage, card)
        shown = read_texts(message)
        refused = await stage.member.click(message, label="Take it in")
        await stage.admin.click(message, label="Take it in")
        asked = await stage.member.slash(stage.channel, "ask", question="who came back on Friday?")

    assert "### Worms are back" in shown
    assert read_texts(refused.response).startswith("Only those who run this bot may do that")
    assert "The worms came back on Friday." in read_texts(asked.response)
    assert list_suggestions(intake.stories) == ()


async def test_what_somebody_has_handed_in_goes_with_forget_me(
    make_bot: MakeBot, tiny_stories: Path
) -> None:
    bot = make_bot()
    intake = IntakeDesk(tiny_stories)
    async with open_stage(bot) as stage:
        who = bot.desk.store.people.hash(0, stage.member.id)
        preview = intake.read_file("worms.txt", b"Worms\n\nThe worms are back.")
        suggest_story(preview, tiny_stories, by=who)
        await stage.member.slash(stage.channel, "forget-me")

    assert list_suggestions(intake.stories) == ()


async def test_a_bot_of_several_connections_answers_the_same(make_bot: MakeBot) -> None:
    bot = make_bot(DISCORD_SHARDS="1")
    async with open_stage(bot, shard_count=2) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)

    assert isinstance(bot, discord.AutoShardedClient)
    assert "## The mayor said six workers were missing." in read_texts(answer.response)


async def test_who_fills_a_channel_with_mentions_is_told_once_a_minute(make_bot: MakeBot) -> None:
    bot = make_bot(BYLINE_QUESTIONS_PER_MINUTE="3")
    async with open_stage(bot) as stage:
        for text in ("hi", "hello!", "hi", QUESTION, QUESTION, "hi"):
            mention = f"<@{stage.env.backend.bot_user.id}>"
            await stage.member.send(stage.channel, f"{mention} {text}")
            await stage.env.settle()
        sent = [one for one in stage.env.http_requests if one.path.endswith("/messages")]

    assert len(sent) == 1


async def test_a_channel_that_is_not_served_any_more_is_told_nothing(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        await stage.admin.slash(stage.channel, "subscribe", words="moon", channel=stage.channel)
        await stage.member.slash(stage.channel, "subscribe", words="moon")
        await stage.admin.slash(stage.channel, "setup", news=stage.channel)
        narrowed = make_bot(DISCORD_ALLOWED_SERVERS="999999999999999999")
        await stage.env.restart_bot(narrowed)
        narrowed.desk.notes.write(f"news:{stage.guild.id}", {"at": 0, "ids": ["bridge"]})
        await tell_news(narrowed, narrowed.desk.collections[0], ("bridge", "moon"))
        await tell_all(narrowed)
        await stage.env.settle()
        sent = [one for one in stage.env.http_requests if one.path.endswith("/messages")]

    assert sent == []
