"""A small Discord on this machine, for tests of the whole bot over real sockets."""

from discord_loopback.driving import Sent
from discord_loopback.journal import (
    Acknowledged,
    Closed,
    Entry,
    Frame,
    Journal,
    Opened,
    Reply,
    Request,
    Shown,
    Started,
)
from discord_loopback.objects import Guild, Person, make_message, make_snowflake_of
from discord_loopback.openapi import Description
from discord_loopback.server import MADE_UP_TOKEN, LoopbackDiscord

__all__ = [
    "MADE_UP_TOKEN",
    "Acknowledged",
    "Closed",
    "Description",
    "Entry",
    "Frame",
    "Guild",
    "Journal",
    "LoopbackDiscord",
    "Opened",
    "Person",
    "Reply",
    "Request",
    "Sent",
    "Shown",
    "Started",
    "make_message",
    "make_snowflake_of",
]
