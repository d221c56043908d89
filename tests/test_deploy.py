"""The examples of ``deploy/``: a wrong setting ends the service, and no token is seen."""

from configparser import ConfigParser
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"


def test_a_wrong_setting_is_not_tried_for_ever() -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "byline.service", encoding="utf-8")
    service = unit["Service"]

    # RestartPreventExitStatus weighs the main process alone: a check before it would be repeated
    assert "ExecStartPre" not in service
    assert {"2", "3", "78"} <= set(service["RestartPreventExitStatus"].split())


def test_no_example_shows_a_token_to_other_processes() -> None:
    for path in DEPLOY.iterdir():
        text = path.read_text(encoding="utf-8")
        assert "DISCORD_TOKEN=" not in text
        assert "DISCORD_TOKEN_FILE" in text
