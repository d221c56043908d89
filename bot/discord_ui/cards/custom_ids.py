"""The ids that buttons and forms carry: an action, the record it is about, and a number.

Promise: an id is at most 100 characters; a record is named by a token that nobody can guess, and
whatever a client sends is either one of ours, read back as it was made, or nothing.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What a button does."""

    PASSAGE = "passage"
    MORE = "more"
    OTHERS = "others"
    GOOD = "good"
    BAD = "bad"
    FOLLOW_UP = "follow"
    SHARE = "share"
    DELETE = "delete"
    THREAD = "thread"
    EVENT = "event"
    SEARCH = "search"
    STORIES = "stories"
    STORY = "story"
    FEEDBACK = "feedback"
    REBUILD = "rebuild"
    UPDATE = "update"
    STOP = "stop"
    ROLLBACK = "rollback"
    SWITCH = "switch"
    VERIFY = "verify"
    UNSUBSCRIBE = "unsubscribe"
    TAKE = "take"
    DECLINE = "decline"
    CANCEL = "cancel"


_NO_RECORD = "-"
_RECORD = re.compile(r"[A-Za-z0-9_-]{16}")
TEMPLATE = (
    rf"by1:(?P<action>{'|'.join(Action)})"
    r":(?P<record>-|[A-Za-z0-9_-]{16}):(?P<n>0|[1-9][0-9]{0,5})"
)
_TEMPLATE = re.compile(TEMPLATE)


@dataclass(frozen=True, slots=True)
class CustomId:
    """An action on a stored record, such as a question that was asked, and a place in it."""

    action: Action
    record: str = ""
    n: int = 0

    def __post_init__(self) -> None:
        if self.record and not _RECORD.fullmatch(self.record):
            raise ValueError(f"record must be a token of 16 characters, was: {self.record!r}")
        if not 0 <= self.n < 10**6:
            raise ValueError(f"n must be from 0 to 10^6, was: {self.n}")

    def __str__(self) -> str:
        return f"by1:{self.action}:{self.record or _NO_RECORD}:{self.n}"


def parse_custom_id(text: str) -> CustomId | None:
    """Read an id back; ``None`` if it is not one of ours."""
    match = _TEMPLATE.fullmatch(text)
    if match is None or not text.isascii():
        return None
    record = "" if match["record"] == _NO_RECORD else match["record"]
    return CustomId(Action(match["action"]), record, int(match["n"]))
