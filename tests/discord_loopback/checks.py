"""What every test of the whole bot checks besides its own claim.

Promise: a check names what it found.
"""

from discord_loopback.journal import Reply, Request, Shown
from discord_loopback.mentions import find_loud_requests
from discord_loopback.objects import Json
from discord_loopback.openapi import Description
from discord_loopback.process import BotProcess, Ended
from discord_loopback.rules import walk_components
from discord_loopback.server import LoopbackDiscord


def check_calls(server: LoopbackDiscord, openapi: Description | None) -> None:
    """Check that every call is as Discord describes it, and that no message mentions anybody."""
    assert find_loud_requests(server.journal.all(Request)) == []
    assert server.script.unplayed == 0
    if openapi:
        replies = server.journal.all(Reply)
        problems = [problem for reply in replies for problem in openapi.find_problems(reply)]
        assert problems == [], problems


def check_words(server: LoopbackDiscord, bot: BotProcess, *, may_trace: bool = False) -> None:
    """Check that no secret and no trace was written, to the streams or to a file."""
    written = "".join(bot.written())
    assert server.token not in written
    assert [token for token in server.interactions if token in written] == []
    assert may_trace or "Traceback" not in written, written
    files = [path for path in bot.home.rglob("*") if path.is_file()]
    assert [path for path in files if server.token.encode() in path.read_bytes()] == []


def check_failure(ended: Ended, code: int, *words: str) -> None:
    """Check an exit code, that stdout is empty, and that stderr ends with one line with ``words``.

    Only what went well may have been logged before it.
    """
    assert (ended.code, ended.out) == (code, ""), ended.err
    *logged, last = ended.err.splitlines()
    assert last.startswith("byline: ")
    assert [line for line in logged if " INFO " not in line] == []
    assert [word for word in words if word not in last] == []


def is_answer(message: Json) -> bool:
    """Tell an answer from "thinking", a place in the line and a refusal: it can be rated."""
    parts = walk_components(message.get("components", []))
    return any(":good:" in part.get("custom_id", "") for part in parts)


def texts_of(shown: Shown) -> str:
    """Return all words of a message."""
    parts = walk_components(shown.message.get("components", []))
    texts = [part["content"] for part in parts if part["type"] == 10]
    return "\n".join([shown.message.get("content", ""), *texts])


def find_button(message: Json, action: str) -> str:
    """Return the custom id of what does something when it is pressed, "" where nothing does."""
    parts = walk_components(message.get("components", []))
    ids = (str(part.get("custom_id", "")) for part in parts)
    return next((one for one in ids if one.startswith(f"by1:{action}:")), "")
