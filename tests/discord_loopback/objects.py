"""Discord's objects as JSON: people, servers, applications, messages.

Promise: each has every field that Discord's description requires of a reply.
"""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

DISCORD_EPOCH_MS = 1_420_070_400_000
EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15
ALL_PERMISSIONS = str((1 << 53) - 1)
MEMBER_PERMISSIONS = str(1 << 10 | 1 << 11 | 1 << 14 | 1 << 31)
"""View the channel, send messages, embed links, use application commands."""

_counter = itertools.count()


def make_snowflake() -> str:
    """Return a new id; like Discord's it tells when it was made."""
    since_epoch = int(time.time() * 1000) - DISCORD_EPOCH_MS
    return str(since_epoch << 22 | next(_counter) % (1 << 22))


def make_snowflake_of(shard: int, count: int) -> str:
    """Return a new id that lies in one of so many shards."""
    milliseconds = int(make_snowflake()) >> 22
    return str((milliseconds - milliseconds % count + shard) << 22 | next(_counter) % (1 << 22))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who uses the bot."""

    name: str = "reader"
    id: str = field(default_factory=make_snowflake)
    administrator: bool = False
    locale: str = "en-US"

    @property
    def user(self) -> Json:
        return make_user(self.id, self.name)

    @property
    def member(self) -> Json:
        return {
            "user": self.user,
            "nick": None,
            "avatar": None,
            "banner": None,
            "roles": [],
            "joined_at": "2024-01-01T00:00:00+00:00",
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
            "communication_disabled_until": None,
            "permissions": ALL_PERMISSIONS if self.administrator else MEMBER_PERMISSIONS,
        }


@dataclass(frozen=True, slots=True)
class Guild:
    """A server with one text channel."""

    name: str = "Newsroom"
    id: str = field(default_factory=make_snowflake)
    channel_id: str = field(default_factory=make_snowflake)

    @property
    def channel(self) -> Json:
        return {
            "id": self.channel_id,
            "type": 0,
            "guild_id": self.id,
            "name": "news",
            "position": 0,
            "flags": 0,
            "permissions": ALL_PERMISSIONS,
            "permission_overwrites": [],
            "parent_id": None,
            "topic": None,
            "nsfw": False,
            "last_message_id": None,
            "rate_limit_per_user": 0,
        }

    def as_seen_by(self, bot: Json) -> Json:
        """Return the payload of GUILD_CREATE."""
        everyone = {
            "id": self.id,
            "name": "@everyone",
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "position": 0,
            "permissions": MEMBER_PERMISSIONS,
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }
        return _GUILD | {
            "id": self.id,
            "name": self.name,
            "owner_id": self.id,
            "roles": [everyone],
            "channels": [self.channel],
            "members": [Person(bot["username"], bot["id"]).member],
        }


_GUILD: Json = {
    "icon": None,
    "splash": None,
    "afk_channel_id": None,
    "afk_timeout": 300,
    "verification_level": 0,
    "default_message_notifications": 1,
    "explicit_content_filter": 0,
    "emojis": [],
    "stickers": [],
    "features": [],
    "mfa_level": 0,
    "application_id": None,
    "system_channel_id": None,
    "system_channel_flags": 0,
    "rules_channel_id": None,
    "vanity_url_code": None,
    "description": None,
    "banner": None,
    "home_header": None,
    "nsfw": False,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "safety_alerts_channel_id": None,
    "public_updates_channel_id": None,
    "incidents_data": None,
    "max_members": 500_000,
    "max_presences": 25_000,
    "widget_channel_id": None,
    "widget_enabled": False,
    "region": "deprecated",
    "discovery_splash": None,
    "premium_tier": 0,
    "premium_subscription_count": 0,
    "preferred_locale": "en-US",
    "nsfw_level": 0,
    "premium_progress_bar_enabled": False,
    "joined_at": "2024-01-01T00:00:00+00:00",
    "large": False,
    "unavailable": False,
    "member_count": 2,
    "voice_states": [],
    "threads": [],
    "presences": [],
    "stage_instances": [],
    "guild_scheduled_events": [],
    "soundboard_sounds": [],
}


def make_user(user_id: str, name: str, *, bot: bool = False) -> Json:
    return {
        "id": user_id,
        "username": name,
        "avatar": None,
        "discriminator": "0",
        "public_flags": 0,
        "flags": 0,
        "global_name": name.title(),
        "primary_guild": None,
        "bot": bot,
    }


def make_application(application_id: str, bot: Json) -> Json:
    return {
        "id": application_id,
        "name": "Byline",
        "icon": None,
        "description": "",
        "type": None,
        "bot": bot,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": make_user(make_snowflake(), "owner"),
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


def make_thread(thread_id: str, channel_id: str, *, owner: str, name: str) -> Json:
    """Return a public thread below a message, whose id it takes."""
    return {
        "id": thread_id,
        "type": 11,
        "guild_id": make_snowflake(),
        "parent_id": channel_id,
        "owner_id": owner,
        "name": name,
        "flags": 0,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "bitrate": 64000,
        "user_limit": 0,
        "rtc_region": None,
        "video_quality_mode": 1,
        "permissions": "0",
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "thread_metadata": {
            "archived": False,
            "archive_timestamp": "2026-01-01T00:00:00+00:00",
            "auto_archive_duration": 1440,
            "locked": False,
            "create_timestamp": "2026-01-01T00:00:00+00:00",
        },
    }


def make_message(author: Json, channel_id: str, body: Json) -> Json:
    """Return the message that ``body`` asks for."""
    message = {
        "id": make_snowflake(),
        "channel_id": channel_id,
        "author": author,
        "type": 0,
        "content": "",
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        "attachments": [],
        "embeds": [],
        "components": [],
        "timestamp": _now(),
        "edited_timestamp": None,
        "flags": 0,
        "pinned": False,
        "tts": False,
    }
    return edit_message(message, body) | {"edited_timestamp": None}


def edit_message(message: Json, body: Json) -> Json:
    """Return the message after ``body``; it has answered by then, so it no longer loads."""
    edited = dict(message)
    if "content" in body:
        edited["content"] = body["content"] or ""
    if "embeds" in body:
        edited["embeds"] = [{"type": "rich"} | embed for embed in body["embeds"] or []]
    if "components" in body:
        numbers = itertools.count(1)
        edited["components"] = [_complete(part, numbers) for part in body["components"] or []]
    kept = message["flags"] & (EPHEMERAL | COMPONENTS_V2)
    edited["flags"] = kept | ((body.get("flags") or 0) & ~(LOADING | kept))
    edited["edited_timestamp"] = _now()
    return edited


def _complete(part: Json, numbers: Iterator[int]) -> Json:
    """Return a component with the number that Discord gives it, and what it fills in."""
    filled = _FILLED_IN.get(part["type"], {}) | {"id": next(numbers)} | part
    if "emoji" in part:
        filled["emoji"] = {key: value for key, value in part["emoji"].items() if value is not None}
    if "components" in part:
        filled["components"] = [_complete(inner, numbers) for inner in part["components"]]
    if "accessory" in part:
        filled["accessory"] = _complete(part["accessory"], numbers)
    return filled


_FILLED_IN: dict[int, Json] = {
    3: {"min_values": 1, "max_values": 1},
    14: {"spacing": 1, "divider": True},
    17: {"accent_color": None, "spoiler": False},
}
"""What Discord adds to a select, a separator and a container."""


def _now() -> str:
    return datetime.now(UTC).isoformat()
