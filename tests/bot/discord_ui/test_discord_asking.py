"""Questions on Discord, from the command to the message and its buttons."""

import logging
from collections.abc import Callable

import pytest
from discord_stage import find_id, list_labels, open_stage, read_texts, token_of

from bot.config import Settings
from bot.desk.collection import Collection
from bot.desk.questions import Cited
from bot.discord_ui.bot import BylineBot

MakeBot = Callable[..., BylineBot]
QUESTION = "how many workers were missing after the bridge fell?"


async def test_an_answer_comes_first_with_its_source_and_buttons(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        result = await stage.member.slash(stage.channel, "ask", question=QUESTION)

    texts = read_texts(result.response).split("\n")
    assert texts[:2] == [f"-# {QUESTION}", "## The mayor said six workers were missing."]
    assert texts[2].startswith("Source: The Harbour Post · ")
    assert "**[1]** **Bridge falls into the river**" in texts
    assert any("26 March 2024 · [to the sentence](<https://example.org/bridge#:~:text=" in line
               for line in texts)  # fmt: skip
    assert texts[-1] == "-# 3 stories, newest 26 March 2024"
    assert list_labels(result.response)[-8:] == [
        "[1]", "👍", "👎", "Ask a follow-up", "More like this", "Other answers", "Ask in a thread",
        "🗑️",
    ]  # fmt: skip
    assert not result.response.ephemeral


async def test_the_first_thing_done_is_to_acknowledge(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        await stage.member.slash(stage.channel, "ask", question=QUESTION, private=True)
        sent = [one for one in stage.env.http_requests if "commands" not in one.path]

    assert [(one.method, one.path.rpartition("/")[2]) for one in sent] == [
        ("GET", "@me"), ("POST", "callback"), ("PATCH", "@original")
    ]  # fmt: skip
    assert sent[1].json == {"type": 5, "data": {"flags": 64}}


async def test_a_private_answer_is_for_one_person(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        result = await stage.member.slash(stage.channel, "ask", question=QUESTION, private=True)

    assert result.response.ephemeral


async def test_what_the_stories_do_not_say_is_told_to_whoever_asked_alone(
    make_bot: MakeBot,
) -> None:
    async with open_stage(make_bot(BYLINE_CONFIDENCE="1")) as stage:
        result = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        public = stage.channel.last_message
        (told,) = result.followups

    lines = read_texts(told).split("\n")
    assert told.ephemeral
    assert public is None
    assert lines[1:4] == [
        "**No sure answer.**", "The nearest stories:", "**[1]** Bridge falls into the river"
    ]  # fmt: skip
    assert not any(line.startswith(">") for line in lines)
    assert list_labels(told)[0] == "[1]"
    assert "Share" in list_labels(told)


async def test_one_story_can_be_asked_alone(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        result = await stage.member.slash(
            stage.channel, "ask", question="how many days?", story="canal"
        )

    texts = read_texts(result.response)
    assert "Canal is open again" in texts
    assert "Probe lands on the moon" not in texts


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["Bridge falls into the river", "Probe lands on the moon", "Canal is open again"]),
        ("MOON", ["Probe lands on the moon"]),
        ("is open", ["Canal is open again"]),
        ("brdge", ["Bridge falls into the river"]),
        ("zebra", []),
    ],
    ids=["nothing", "upper case", "words", "a slip", "unknown"],
)
async def test_headlines_are_offered_while_typing(
    make_bot: MakeBot, typed: str, offered: list[str]
) -> None:
    async with open_stage(make_bot()) as stage:
        for command, others in (("ask", {"question": "what fell?"}), ("story", {})):
            choices = await stage.member.autocomplete(
                stage.channel, command, "story", typed, **others
            )
            assert [one["name"] for one in choices] == offered


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"question": " \u200b "}, "The question is empty: ask something."),
        ({"question": "what?", "story": "nope"}, "No story is called so."),
    ],
    ids=["empty", "unknown story"],
)
async def test_what_cannot_be_asked_is_refused_in_private(
    make_bot: MakeBot, options: dict[str, str], said: str
) -> None:
    async with open_stage(make_bot()) as stage:
        result = await stage.member.slash(stage.channel, "ask", **options)

    assert result.response.ephemeral
    assert read_texts(result.response).startswith(said)


async def test_whoever_asks_too_much_is_told_when_to_come_again(make_bot: MakeBot) -> None:
    async with open_stage(make_bot(BYLINE_QUESTIONS_PER_MINUTE="1")) as stage:
        await stage.member.slash(stage.channel, "ask", question=QUESTION)
        second = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        other = await stage.admin.slash(stage.channel, "ask", question=QUESTION)

    assert read_texts(second.response).startswith(
        "You have asked 1 question in a minute. Try again in "
    )
    assert second.response.ephemeral
    assert "six workers" in read_texts(other.response)


async def test_a_passage_is_shown_in_its_context_to_who_asks_for_it(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        passage = await stage.admin.click(answer.response, label="[1]")

    assert passage.response.ephemeral
    assert read_texts(passage.response).split("\n")[2:4] == [
        "A bridge fell into the river on Tuesday after a ship hit it.",
        "> The mayor said six workers were missing.",
    ]


def test_a_passage_names_the_sources_that_its_answer_names(
    make_settings: Callable[..., Settings],
) -> None:
    settings = make_settings()
    collection = Collection(settings.stories, settings.index, settings)
    reply = collection.answer(QUESTION, ())
    assert reply.answer is not None
    (cited, *_) = reply.answer.citations

    found = collection.find_passage(Cited.of(cited), 1).citation

    assert [one.source for one in cited.attribution] == ["the mayor"]
    assert found == cited


async def test_buttons_live_on_after_a_restart(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        await stage.env.restart_bot(make_bot())
        passage = await stage.member.click(answer.response, label="[1]")
        more = await stage.member.click(answer.response, label="More like this")
        others = await stage.member.click(answer.response, label="Other answers")
        good = await stage.member.click(answer.response, custom_id=find_id(answer.response, "good"))

    assert "> The mayor said six workers were missing." in read_texts(passage.response)
    assert "Probe lands on the moon" in read_texts(more.response)
    assert "A bridge fell into the river on Tuesday" in read_texts(others.response)
    assert read_texts(good.response) == "Thank you, noted."


async def test_a_form_that_was_open_during_a_restart_is_taken(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        form = await stage.member.click(answer.response, label="Ask a follow-up")
        await stage.env.restart_bot(make_bot())
        reply = await stage.member.submit_modal(form, {"text": "what fell into the river?"})

    assert "A bridge fell into the river on Tuesday" in read_texts(reply.response)


async def test_a_follow_up_is_asked_in_the_light_of_the_answer_before(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        first = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        form = await stage.member.click(first.response, label="Ask a follow-up")
        second = await stage.member.submit_modal(form, {"text": "and when?"})
        form = await stage.admin.click(second.response, label="Ask a follow-up")
        third = await stage.admin.submit_modal(form, {"text": "what hit it?"})
    kept = bot.desk.store.get(token_of(second.response))

    lines = read_texts(second.response).split("\n")
    assert lines[0] == "-# and when?"
    assert lines[1] == "-# about: “Bridge falls into the river”"
    assert "bridge" in kept.question
    assert kept.asked_of[0] == "bridge"
    assert read_texts(third.response).split("\n")[1] == "-# about: “Bridge falls into the river”"


async def test_a_first_question_is_not_said_to_be_understood(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        first = await stage.member.slash(stage.channel, "ask", question="and when?", private=True)

    assert "about: " not in read_texts(first.response)


async def test_a_misspelt_question_is_shown_as_it_was_typed_and_as_it_was_understood(
    make_bot: MakeBot,
) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        first = await stage.member.slash(stage.channel, "ask", question="wat hit the brigde?")
    kept = bot.desk.store.get(token_of(first.response))

    lines = read_texts(first.response).split("\n")
    assert lines[:2] == ["-# wat hit the brigde?", "-# understood as: what hit the bridge?"]
    assert kept.question == "what hit the bridge?"


async def test_a_misspelt_search_says_what_was_searched_for(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        found = await stage.member.slash(stage.channel, "search", words="brigde")
    (kept,) = bot.desk.store.export()

    lines = read_texts(found.response).split("\n")
    assert lines[:2] == ["**brigde**", "-# understood as: bridge"]
    assert "Bridge falls into the river" in lines[2]
    assert kept["question"] == "bridge"


async def test_a_follow_up_keeps_to_the_story_that_was_chosen(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        first = await stage.member.slash(
            stage.channel, "ask", question="how many days?", story="canal"
        )
        form = await stage.member.click(first.response, label="Ask a follow-up")
        second = await stage.member.submit_modal(form, {"text": "what fell into the river?"})
    first_kept, second_kept = (
        bot.desk.store.get(token_of(one.response)) for one in (first, second)
    )

    assert second_kept.stories == first_kept.stories
    assert {one.story for one in second_kept.cited} == set(first_kept.stories)


async def test_a_follow_up_of_a_private_answer_is_private(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        for private in (True, False):
            first = await stage.member.slash(
                stage.channel, "ask", question=QUESTION, private=private
            )
            form = await stage.member.click(first.response, label="Ask a follow-up")
            second = await stage.member.submit_modal(form, {"text": "and when?"})
            assert second.response.ephemeral == private


async def test_a_thumb_down_asks_what_is_wrong_and_counts_once(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        for comment in ("It was five.", "It was *seven*."):
            form = await stage.member.click(
                answer.response, custom_id=find_id(answer.response, "bad")
            )
            thanks = await stage.member.submit_modal(form, {"text": comment})
        (kept,) = bot.desk.store.list_feedback(limit=9)

    assert form.modal["title"] == "What is wrong?"
    assert read_texts(thanks.response) == "Thank you, noted."
    assert (kept.question, kept.good, kept.bad) == (QUESTION, 0, 1)
    assert kept.comments == ("It was *seven*.",)


async def test_a_question_that_is_not_kept_any_more_is_said_to_be_gone(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot) as stage:
        answer = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        assert bot.desk.store.forget(-1) == 1
        labels = ("[1]", "More like this", "Other answers", "Ask a follow-up")
        replies = [await stage.member.click(answer.response, label=one) for one in labels]

    assert {read_texts(one.response) for one in replies} == {
        "That question is not kept any more: please ask it again."
    }


async def test_passages_are_found_without_an_answer(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        found = await stage.member.slash(stage.channel, "search", words="ship")
        nothing = await stage.member.slash(stage.channel, "search", words="!!")

    assert "**1.** **Bridge falls into the river**" in read_texts(found.response)
    assert found.response.ephemeral
    assert nothing.response is not None


async def test_a_message_is_checked_against_the_stories_in_private(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        claim = await stage.admin.send(stage.channel, "A *bridge* fell, says @everyone")
        empty = await stage.admin.send(stage.channel, "\u200b")
        checked = await stage.member.context_menu(stage.channel, "Check this claim", claim)
        refused = await stage.member.context_menu(stage.channel, "Check this claim", empty)

    texts = read_texts(checked.response)
    assert checked.response.ephemeral
    assert texts.startswith(
        "**What the stories say about: A \\*bridge\\* fell, says @\u200beveryone**"
    )
    assert "A bridge fell into the river" in texts
    assert "### Not stated; the nearest:" in texts
    assert "### Supported" not in texts
    assert read_texts(refused.response) == "That message has no text that could be checked."


async def test_a_claim_is_told_what_supports_it_and_what_says_otherwise(
    make_bot: MakeBot,
) -> None:
    async with open_stage(make_bot()) as stage:
        texts = []
        for claim in ("Six workers were missing.", "Five workers were missing."):
            message = await stage.admin.send(stage.channel, claim)
            checked = await stage.member.context_menu(stage.channel, "Check this claim", message)
            texts.append(read_texts(checked.response).split("\n"))

    right, wrong = texts
    assert right[1].startswith("### Supported (")
    assert right[2] == "**[1]** **Bridge falls into the river**"
    assert right[3].startswith("-# Supports: ")
    assert right[3].endswith(" · [where it was published](<https://example.org/bridge>)")
    assert right[4] == "> The mayor said six workers were missing."
    assert wrong[1].startswith("### Contradicted (")


async def test_a_message_is_checked_sentence_by_sentence(make_bot: MakeBot) -> None:
    text = "Hi everyone! Six workers were missing. " + "The canal was closed for nine days. " * 30
    async with open_stage(make_bot()) as stage:
        message = await stage.admin.send(stage.channel, text)
        checked = await stage.member.context_menu(stage.channel, "Check this claim", message)
        passage = await stage.member.click(checked.response, label="[1]")

    texts = read_texts(checked.response)
    assert "Hi everyone!\n### Not checkable" in texts
    assert "Six workers were missing.\n### Supported (" in texts
    assert "-# and 22 more sentences: check them alone" in texts
    assert "> " in read_texts(passage.response)


async def test_stories_are_listed_and_shown(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        listed = await stage.member.slash(stage.channel, "stories")
        shown = await stage.member.slash(
            stage.channel, "story", story="Bridge falls into the river"
        )
        helped = await stage.member.slash(stage.channel, "help")

    assert read_texts(listed.response).split("\n")[:2] == [
        "**3 stories**, the newest first", "**Bridge falls into the river**"
    ]  # fmt: skip
    assert "The mayor said six workers were missing." in read_texts(shown.response)
    assert "/ask" in read_texts(helped.response)


async def test_a_bug_is_reported_by_a_number_that_is_in_the_log(
    make_bot: MakeBot, caplog: pytest.LogCaptureFixture
) -> None:
    bot = make_bot()

    def break_down(question: str, stories: object, previous: object) -> None:
        raise ZeroDivisionError("secret words")

    bot.desk.collections[0].ask = break_down  # type: ignore[method-assign]
    async with open_stage(bot, check_errors=False) as stage:
        result = await stage.member.slash(stage.channel, "ask", question=QUESTION)

    said = read_texts(result.response)
    assert said.startswith("Something went wrong. It is in the log as ")
    (record,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert said.rstrip(".").split()[-1] in record.getMessage()
    assert record.exc_info[0] is ZeroDivisionError


async def test_questions_are_logged_only_on_request(
    make_bot: MakeBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "byline")
    for wanted in ("0", "1"):
        caplog.clear()
        async with open_stage(make_bot(BYLINE_LOG_QUESTIONS=wanted)) as stage:
            await stage.member.slash(stage.channel, "ask", question=QUESTION)
        lines = [one.getMessage() for one in caplog.records if one.name.startswith("byline")]
        assert any("answered in" in line for line in lines)
        assert any(QUESTION in line for line in lines) == (wanted == "1")


async def test_plain_messages_say_the_same(make_bot: MakeBot) -> None:
    async with open_stage(make_bot(DISCORD_COMPONENTS="0")) as stage:
        result = await stage.member.slash(stage.channel, "ask", question=QUESTION)
        passage = await stage.member.click(result.response, label="[1]")

    assert result.response.content.split("\n\n")[:2] == [
        f"-# {QUESTION}", "## The mayor said six workers were missing."
    ]  # fmt: skip
    assert "> The mayor said six workers were missing." in passage.response.content
