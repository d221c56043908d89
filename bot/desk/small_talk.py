"""What is said to a bot and is no question.

Promise: whatever holds a word besides a greeting or thanks counts as a question.
"""

import re

_WORD = re.compile(r"[^\W_]+")
_LEAST = 3
_SMALL_TALK = frozenset((
    *("hi", "hii", "hiya", "hello", "hey", "heya", "yo", "sup", "hallo", "moin", "servus", "good"),
    *("morning", "afternoon", "evening", "night", "day", "bye", "goodbye", "cya", "thanks"),
    *("thank", "thx", "ty", "you", "cheers", "please", "ok", "okay", "yes", "no", "yep", "nope"),
    *("lol", "test", "testing", "ping", "there", "all", "everyone", "bot", "byline"),
))  # fmt: skip


def is_small_talk(text: str) -> bool:
    """Say whether a text has fewer than three letters and figures, or nothing but such words."""
    words = _WORD.findall(text.casefold())
    return sum(map(len, words)) < _LEAST or all(word in _SMALL_TALK for word in words)
