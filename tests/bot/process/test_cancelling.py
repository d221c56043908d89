"""A build is ended by the button that its progress shows, by whoever may and nobody else."""

from pathlib import Path

import pytest
from discord_loopback import LoopbackDiscord, Person
from discord_loopback.checks import find_button, texts_of

pytestmark = pytest.mark.slow

LONG_BUILD = 1500
"""Stories that take some seconds at least."""


async def test_a_build_is_cancelled_by_its_button_and_nothing_has_changed(
    discord: LoopbackDiscord, start, home: Path
) -> None:
    for number in range(LONG_BUILD):
        text = (
            f"Fire {number}\n\nThe fire burnt house {number} of the mayor, {number} miles away.\n"
        )
        (home / "stories" / f"fire{number}.txt").write_text(text, encoding="utf-8")
    admin, stranger = Person("admin", administrator=True), Person("stranger")
    async with start(DISCORD_HOME_SERVERS=discord.guild.id, BYLINE_WATCH_MINUTES="0"):
        await discord.ready()
        asked = await discord.people.send_command("rebuild-index", person=admin)
        offered = (await asked.shown()).message
        pressed = await discord.people.press(offered, find_button(offered, "rebuild"), person=admin)
        building = await pressed.shown(where=lambda message: bool(find_button(message, "stop")))
        stop = find_button(building.message, "stop")
        refused = await (
            await discord.people.press(building.message, stop, person=stranger)
        ).shown()
        await discord.people.press(building.message, stop, person=admin)
        ended = await pressed.shown(where=lambda message: "cancelled" in str(message))

    assert "The build was cancelled. Nothing has changed." in texts_of(ended)
    assert "Only those who run this bot may do that" in texts_of(refused)
    assert [path.name for path in (home / ".byline" / "generations").iterdir()] == ["g0001"]
