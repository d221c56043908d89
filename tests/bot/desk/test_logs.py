"""No token is ever in a line of the log, whatever is logged."""

import json
import logging
from collections.abc import Iterator

import pytest

from bot.config import Settings
from bot.desk.logs import set_up_logs

TOKEN = "some.made-up.token"
OF_INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OnNvbWV0aGluZw"


@pytest.fixture
def log() -> Iterator[logging.Logger]:
    """A logger of Byline; the root's handlers and level are put back after the test."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield logging.getLogger("byline.discord")
    root.handlers[:] = handlers
    root.setLevel(level)


def break_down() -> None:
    raise ValueError(f"cannot reach https://discord.com/api/webhooks/1/{OF_INTERACTION} by {TOKEN}")


@pytest.mark.parametrize("form", ["text", "json"])
def test_tokens_are_hidden_in_messages_and_traces(
    log: logging.Logger, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    set_up_logs(Settings.from_env({"BYLINE_LOG_FORMAT": form}).discord, TOKEN)

    log.info("connected as %s", TOKEN)
    try:
        break_down()
    except ValueError:
        log.exception("it broke for %s", TOKEN)

    written = capsys.readouterr().err
    assert TOKEN not in written
    assert OF_INTERACTION not in written
    assert written.count("[hidden]") == 4
    assert "ValueError: cannot reach" in written


def test_a_trace_stays_in_its_line_of_json(
    log: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(Settings.from_env({"BYLINE_LOG_FORMAT": "json"}).discord, TOKEN)

    try:
        break_down()
    except ValueError:
        log.exception("it broke")

    (line,) = capsys.readouterr().err.splitlines()
    fields = json.loads(line)
    assert (fields["level"], fields["message"]) == ("ERROR", "it broke")
    assert fields["trace"].startswith("Traceback")
