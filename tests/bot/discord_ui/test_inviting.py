"""The link that adds the bot: the application, its scopes, and no permission without a use."""

from urllib.parse import parse_qs, urlsplit

import discord

from bot.discord_ui.inviting import make_invite


def test_the_link_asks_for_the_least_permissions() -> None:
    asked = parse_qs(urlsplit(make_invite(123456789012345678)).query)

    permissions = discord.Permissions(int(asked["permissions"][0]))
    assert asked["client_id"] == ["123456789012345678"]
    assert asked["scope"] == ["bot applications.commands"]
    assert {name for name, has in permissions if has} == {
        "view_channel", "read_messages", "send_messages", "read_message_history",
        "create_public_threads", "send_messages_in_threads",
    } - {"view_channel"}  # fmt: skip
