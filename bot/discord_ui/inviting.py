"""The link that adds the bot to a server, with the least that it needs.

Promise: no permission is asked for that no feature uses.
"""

PERMISSIONS = (
    1 << 10  # view channels
    | 1 << 11  # send messages, for what no command asked for
    | 1 << 16  # read message history, to reply to a message
    | 1 << 35  # create public threads
    | 1 << 38  # send messages in threads
)
"""https://discord.com/developers/docs/topics/permissions"""


def make_invite(application: int) -> str:
    """Return the address that lets somebody add the bot to a server of theirs."""
    return (
        f"https://discord.com/oauth2/authorize?client_id={application}"
        f"&permissions={PERMISSIONS}&scope=bot+applications.commands"
    )
