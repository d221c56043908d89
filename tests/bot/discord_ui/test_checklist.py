"""What is set up is checked on Discord itself, and what does not hold says how to mend it."""

from collections.abc import Callable

from discord_stage import SERVER, open_stage, read_texts

from bot.desk.server_setup import ServerSetup
from bot.discord_ui.bot import BylineBot
from bot.discord_ui.checklist import Point, check_server, check_servers

MakeBot = Callable[..., BylineBot]


async def test_setup_shows_what_holds_and_what_does_not(make_bot: MakeBot) -> None:
    async with open_stage(make_bot()) as stage:
        deaf = stage.guild.create_text_channel("*deaf*")
        me = stage.env.backend.bot_user.id
        await stage.env.bot.get_channel(deaf.id).set_permissions(
            stage.env.bot.get_guild(SERVER).get_member(me), send_messages=False
        )
        shown = await stage.admin.slash(stage.channel, "setup", channel=stage.channel, news=deaf)

    lines = read_texts(shown.response).split("\n")
    at = lines.index("**Checked just now**")
    assert shown.response.ephemeral
    assert lines[at + 1 :] == [
        "✓ permissions on Newsroom",
        "✓ channel for questions, #general",
        "✗ channel for new stories, #\\*deaf\\*: no send messages",
        "-# grant them there, or choose another with `/setup`",
    ]


async def test_what_is_gone_is_said_to_be_gone(make_bot: MakeBot) -> None:
    bot = make_bot()
    async with open_stage(bot):
        points = await check_server(bot, SERVER, ServerSetup(channel=5, role=6, news=7))

    assert [one.what for one in points[1:]] == [
        "channel for questions: gone", "channel for new stories: gone", "role: gone"
    ]  # fmt: skip
    assert all(one.mend for one in points[1:])


async def test_a_server_without_the_bot_and_a_bot_without_a_server_are_told(
    make_bot: MakeBot,
) -> None:
    bot = make_bot()
    async with open_stage(bot):
        elsewhere = await check_servers(bot, {999_999_999_999_999_999: ServerSetup()})
        somewhere = await check_servers(bot, {})

    (point,) = elsewhere
    assert point.what == "server 999999999999999999: the bot is not there"
    assert "byline bot --invite" in point.mend
    assert somewhere == (Point("on a server"),)
