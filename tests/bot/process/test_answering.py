"""What people get over real sockets, and what becomes of it when Discord's answers go wrong."""

import pytest
from discord_loopback import Person, Reply, Request, Shown, faults, make_message
from discord_loopback.checks import texts_of
from discord_loopback.objects import EPHEMERAL
from discord_loopback.rules import walk_components

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

QUESTION = {"question": "Where did the bridge fall?"}
CALLBACK = "/interactions/.*/callback"
ORIGINAL = "/webhooks/.*/messages/@original"
ADMINISTRATOR = Person("chief", administrator=True)


async def ask(running, **options):
    return await running.discord.people.send_command("ask", QUESTION | options, person=Person())


def buttons_of(message: dict) -> list[str]:
    parts = walk_components(message["components"])
    return [part["custom_id"] for part in parts if part["type"] == 2 and "custom_id" in part]


async def check_answers(running) -> None:
    """Check that the next question is answered."""
    sent = await ask(running)
    assert "river" in texts_of(await sent.shown())


@pytest.mark.parametrize("in_guild", [True, False], ids=["in a server", "in a direct message"])
async def test_a_question_is_acknowledged_at_once_and_then_answered(running, in_guild) -> None:
    sent = await running.discord.people.send_command("ask", QUESTION, in_guild=in_guild)

    ack, shown = await sent.acknowledged(), await sent.shown()

    assert ack.kind == 5
    assert sent.acknowledged_after_s < 2
    assert ack.at <= shown.at
    assert "river" in texts_of(shown)
    assert not shown.message["flags"] & EPHEMERAL


async def test_a_private_answer_is_seen_by_one_person(running) -> None:
    sent = await ask(running, private=True)

    assert (await sent.shown()).message["flags"] & EPHEMERAL


async def test_stories_are_suggested(running) -> None:
    sent = await running.discord.people.autocomplete("ask", QUESTION | {"story": "canal"}, "story")

    [choice] = (await sent.acknowledged()).data["choices"]

    assert choice["name"] == "Canal is open again"


@pytest.mark.parametrize(
    ("path", "options", "words"),
    [
        pytest.param("search", {"words": "ship"}, "canal", id="search"),
        pytest.param("stories", {}, "Probe lands on the moon", id="stories"),
        pytest.param("story", {"story": "moon"}, "Wednesday", id="story"),
        pytest.param("help", {}, "/ask", id="help"),
        pytest.param("index-status", {}, "3 stories", id="status"),
        pytest.param("rebuild-index", {}, "", id="rebuild"),
        pytest.param("feedback", {}, "", id="feedback"),
    ],
)
async def test_every_command_is_answered(running, path: str, options: dict, words: str) -> None:
    sent = await running.discord.people.send_command(path, options, person=ADMINISTRATOR)

    shown = await sent.shown()

    assert sent.acknowledged_after_s < 2
    assert words in texts_of(shown)
    assert texts_of(shown).strip()


async def test_a_message_is_checked_in_private(running) -> None:
    discord = running.discord
    claim = {"content": "A ship hit the bridge, says @everyone."}
    message = make_message(discord.me, discord.guild.channel_id, claim)

    sent = await discord.people.use_menu("Check this claim", message, person=Person())
    shown = await sent.shown()

    assert shown.message["flags"] & EPHEMERAL
    assert "river" in texts_of(shown)


async def test_every_button_below_an_answer_works(running) -> None:
    answer = (await (await ask(running)).shown()).message
    buttons = buttons_of(answer)

    for custom_id in buttons:
        pressed = await running.discord.people.press(answer, custom_id, person=Person())
        await pressed.acknowledged()
        assert pressed.acknowledged_after_s < 2, custom_id

    assert len(buttons) >= 4
    await check_answers(running)


async def test_a_complaint_and_a_follow_up_are_written_into_forms(running) -> None:
    people, person = running.discord.people, Person()
    answer = (await (await ask(running)).shown()).message
    forms = {}
    for custom_id in buttons_of(answer):
        ack = await (await people.press(answer, custom_id, person=person)).acknowledged()
        if ack.kind == 9:
            [field] = [
                part["custom_id"]
                for part in walk_components(ack.data["components"])
                if part["type"] == 4
            ]
            words = {field: "How many workers were missing?"}
            sent = await people.submit_modal(ack, words, person=person)
            forms[custom_id] = texts_of(await sent.shown())

    assert len(forms) == 2
    assert any("workers" in text for text in forms.values())


@pytest.mark.parametrize("path", [CALLBACK, ORIGINAL], ids=["acknowledging", "answering"])
@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(faults.rate_limited(0.3), id="429"),
        pytest.param(faults.rate_limited(0.3, everywhere=True), id="global 429"),
        pytest.param(faults.BAD_GATEWAY, id="502"),
        pytest.param(faults.slow(1.0), id="slow"),
    ],
)
async def test_a_question_is_answered_in_spite_of(running, path: str, fault: faults.Fault) -> None:
    running.discord.script.add("PATCH" if path == ORIGINAL else "POST", path, fault)

    sent = await ask(running)

    assert "river" in texts_of(await sent.shown())
    assert running.discord.script.unplayed == 0


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        pytest.param(CALLBACK, faults.UNKNOWN_INTERACTION, id="unknown interaction"),
        pytest.param(CALLBACK, faults.DROPPED, id="dropped while acknowledging"),
        pytest.param(CALLBACK, faults.MISSING_PERMISSION, id="may not acknowledge"),
        pytest.param(ORIGINAL, faults.EXPIRED_TOKEN, id="expired token"),
        pytest.param(ORIGINAL, faults.UNKNOWN_WEBHOOK, id="unknown webhook"),
        pytest.param(ORIGINAL, faults.UNKNOWN_MESSAGE, id="deleted message"),
        pytest.param(ORIGINAL, faults.MISSING_PERMISSION, id="missing permission"),
        pytest.param(ORIGINAL, faults.DROPPED, id="dropped while answering"),
    ],
)
async def test_a_refusal_is_one_line_in_the_log_and_the_next_question_is_answered(
    running, path: str, fault: faults.Fault
) -> None:
    discord, since, before = running.discord, running.discord.journal.now, running.bot.written()[1]
    discord.script.add("PATCH" if path == ORIGINAL else "POST", path, fault)

    await ask(running)
    await discord.journal.wait(
        Request,
        lambda r: r.path.endswith("callback" if path == CALLBACK else "@original"),
        since=since,
    )
    await check_answers(running)

    added = running.bot.written()[1].removeprefix(before)
    assert len([line for line in added.splitlines() if "/ask" in line]) == 1
    assert discord.script.unplayed == 0


async def test_a_question_is_answered_though_the_reply_to_its_acknowledgement_was_lost(
    running,
) -> None:
    before = running.bot.written()[1]
    running.discord.script.add("POST", CALLBACK, faults.LOST_REPLY)

    sent = await ask(running)

    assert "river" in texts_of(await sent.shown())
    added = running.bot.written()[1].removeprefix(before)
    assert "/ask: acknowledged already, as Discord's reply to it was lost" in added
    assert running.discord.script.unplayed == 0


async def test_a_button_that_is_not_known_any_more_is_answered_in_private(running) -> None:
    message = (await (await ask(running)).shown()).message
    data = {"custom_id": "by0:passage:1:1", "component_type": 2, "id": 1}
    form = {"custom_id": "by0:follow:1:1", "components": []}

    for kind, one in ((3, data), (5, form)):
        sent = await running.discord.people.send_raw(kind, one, person=Person(), message=message)
        ack = await sent.acknowledged()
        assert ack.data["flags"] & 64
        assert "That is not known any more" in str(ack.data)


async def test_who_was_not_answered_in_time_is_not_answered_twice(running) -> None:
    discord, since = running.discord, running.discord.journal.now
    discord.script.add("POST", CALLBACK, faults.UNKNOWN_INTERACTION)

    sent = await ask(running)
    await discord.journal.wait(Reply, lambda reply: reply.code == 10062, since=since)
    await check_answers(running)

    token = sent.interaction.payload["token"]
    calls = [r for r in discord.journal.all(Request, since=since) if token in r.path]
    assert len(calls) == 1
    assert discord.journal.all(Shown, lambda s: s.interaction == sent.interaction.id) == []
