"""The ids that buttons and forms carry: an action, and the few numbers it needs.

Promise: an id is at most 100 characters, and whatever a client sends is either one of ours, read
back as it was made, or nothing.
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
    SEARCH = "search"
    STORIES = "stories"
    STORY = "story"
    FEEDBACK = "feedback"
    REBUILD = "rebuild"
    UPDATE = "update"
    ROLLBACK = "rollback"
    CANCEL = "cancel"


TEMPLATE = (
    rf"by1:(?P<action>{'|'.join(Action)})"
    r":(?P<record>0|[1-9][0-9]{0,17}):(?P<n>0|[1-9][0-9]{0,5})"
)
_TEMPLATE = re.compile(TEMPLATE)


@dataclass(frozen=True, slots=True)
class CustomId:
    """An action on a stored record, such as a question that was asked, and a place in it."""

    action: Action
    record: int = 0
    n: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.record < 10**18:
            raise ValueError(f"record must be from 0 to 10^18, was: {self.record}")
        if not 0 <= self.n < 10**6:
            raise ValueError(f"n must be from 0 to 10^6, was: {self.n}")

    def __str__(self) -> str:
        return f"by1:{self.action}:{self.record}:{self.n}"


def parse_custom_id(text: str) -> CustomId | None:
    """Read an id back; ``None`` if it is not one of ours."""
    match = _TEMPLATE.fullmatch(text)
    if match is None or not text.isascii():
        return None
    return CustomId(Action(match["action"]), int(match["record"]), int(match["n"]))
