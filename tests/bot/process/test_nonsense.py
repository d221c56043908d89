"""Whatever comes in over the gateway, the bot goes on answering."""

import random
from typing import Any

import pytest
from discord_loopback import Person
from discord_loopback.checks import is_answer, texts_of

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

MAY_TRACE = True
"""What no client of Discord sends may be an error with a trace in the log."""
ROUNDS = 120
TEXTS = (
    "",
    " ",
    "?",
    "x" * 6000,
    "@everyone @here <@1> <@&2> <#3> </ask:4>",
    "[link](https://discord.gg/x) ||spoiler|| ```code``` # head > quote",
    "\u202eright to left\u202c \u200b\u200b\ufeff",
    "Z\u0351\u036b\u0343a\u0363\u0348l\u0353\u0334g\u0321o" * 50,
    "👩‍👩‍👧‍👦🏳️‍🌈" * 200,
    "\x00\x1b[31m\x7f",
    "\ud83d",
    "SELECT * FROM questions; --",
    "by1:passage:AbCdEfGh01234_-x:1",
    "by1:passage:-:1",
    "by1:passage:１:1",
    "by1:rebuild:-:0",
    "by1:nope:0:0",
    "by2:passage:1:1",
    "by1:story:-:0",
    "g0001",
    "../../etc/passwd",
)
VALUES: tuple[Any, ...] = (*TEXTS, 0, -1, 2**70, 1.5, True, None, [], {}, [{}])


def make_data(kind: int, draw: random.Random) -> Any:
    """Make the data of an interaction that no client of Discord would send."""
    text, value = draw.choice(TEXTS), draw.choice(VALUES)
    names = ("ask", "search", "story", "stories", "help", "index-status", "nope", text[:32])
    if kind in {2, 4}:
        option = {"name": draw.choice(("question", "story", "words", "nope")), "type": 3}
        options = [option | {"value": value, "focused": kind == 4}]
        data = {"id": "1", "name": draw.choice(names), "type": 1, "options": options}
        return draw.choice((data, data | {"options": []}, data | {"type": draw.choice((2, 3, 9))}))
    if kind == 3:
        return {"custom_id": text[:100], "component_type": draw.choice((2, 3, 5, 99)), "id": 1}
    field = {"type": 4, "id": 2, "custom_id": draw.choice(("text", "nope")), "value": text}
    rows = draw.choice(([{"type": 18, "id": 1, "component": field}], [], [{"type": 1, "id": 1}]))
    return {"custom_id": text[:100], "components": rows}


@pytest.mark.parametrize(
    ("kind", "name"), [(2, "commands"), (3, "buttons"), (4, "completions"), (5, "forms")]
)
async def test_nonsense_is_survived(running, kind: int, name: str) -> None:
    discord, draw = running.discord, random.Random(f"{name} of nonsense")
    sent = await discord.people.send_command("ask", {"question": "What fell?"}, person=Person())
    message = (await sent.shown()).message

    for _ in range(ROUNDS):
        await discord.people.send_raw(
            kind, make_data(kind, draw), person=Person(), message=message if kind == 3 else None
        )
    last = await discord.people.send_command(
        "ask", {"question": "Where did the bridge fall?"}, person=Person()
    )

    assert "river" in texts_of(await last.shown(where=is_answer))
    assert running.bot.process.returncode is None
    assert discord.gateway.current.number == 1, "the connection has lasted"


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
async def test_every_question_that_discord_lets_through_is_answered(running, text: str) -> None:
    question = text.encode("utf-8", "ignore").decode().replace("\x00", "")[:1000] or "?"

    sent = await running.discord.people.send_command("ask", {"question": question}, person=Person())
    shown = await sent.shown()

    assert sent.acknowledged_after_s < 2
    assert texts_of(shown)
