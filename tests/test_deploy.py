"""The examples of ``deploy/``: a wrong setting ends the service, no token is seen, and what
``compose.yaml`` sets is what Byline reads."""

import json
import re
from configparser import ConfigParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from jsonschema import Draft7Validator
from test_settings_documented import read_names

from bot.config import Settings

TESTS = Path(__file__).resolve().parent
DEPLOY = TESTS.parent / "deploy"
BOTS = ("bot-0", "bot-1")


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


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """What ``compose.yaml`` says."""
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def find_problems(compose: dict[str, Any]) -> list[str]:
    """Return where a file is not as the Compose Specification has it."""
    schema = json.loads((TESTS / "compose_spec" / "compose-spec.json").read_text(encoding="utf-8"))
    return [one.message for one in Draft7Validator(schema).iter_errors(compose)]


def test_compose_is_as_its_specification_has_it(compose: dict[str, Any]) -> None:
    broken = compose | {"services": {"bot": {"image": "byline", "portz": ["1:1"]}}}

    assert find_problems(compose) == []
    assert find_problems(broken) != []


def test_every_setting_of_compose_is_one_that_is_read(compose: dict[str, Any]) -> None:
    given = [compose["services"][name]["environment"] for name in BOTS]

    assert {name for one in given for name in one} - read_names() == set()
    for one in given:
        settings = Settings.from_env({name: str(value) for name, value in one.items()})
        assert settings.milvus is not None
        assert settings.discord.state_server is not None


def test_the_processes_of_compose_have_each_shard_once(compose: dict[str, Any]) -> None:
    shards = [
        Settings.from_env(compose["services"][name]["environment"]).discord.shards for name in BOTS
    ]

    assert {one.count for one in shards} == {2}
    assert sorted(number for one in shards for number in one.ids) == [0, 1]


def test_everything_that_compose_uses_is_there(compose: dict[str, Any]) -> None:
    services, hosts = compose["services"], set(compose["services"])
    for service in services.values():
        named = {str(one).split(":")[0] for one in service.get("volumes", ())}
        assert {one for one in named if not one.startswith(".")} <= set(compose["volumes"])
        assert set(service.get("secrets", ())) <= set(compose["secrets"])
        assert {one["source"] for one in service.get("configs", ())} <= set(compose["configs"])
        assert set(service.get("depends_on", ())) <= hosts
    settings = Settings.from_env(services["bot-0"]["environment"])
    asked = {settings.milvus.uri, settings.discord.state_server.uri}  # type: ignore[union-attr]
    assert {urlsplit(one).hostname for one in asked} == {"milvus", "postgres"}


def test_prometheus_reads_every_process(compose: dict[str, Any]) -> None:
    read = yaml.safe_load(compose["configs"]["prometheus"]["content"])
    targets = [
        target
        for job in read["scrape_configs"]
        for config in job["static_configs"]
        for target in config["targets"]
    ]
    ports = {name: compose["services"][name]["environment"]["BYLINE_METRICS_PORT"] for name in BOTS}

    assert targets == [*(f"{name}:{port}" for name, port in ports.items()), "milvus:9091"]


def test_nothing_of_compose_is_open_to_other_machines_or_of_no_version(
    compose: dict[str, Any],
) -> None:
    published = [port for one in compose["services"].values() for port in one.get("ports", ())]
    images = {one["image"] for one in compose["services"].values()} - {"byline"}

    assert all(port.startswith("127.0.0.1:") for port in published)
    assert all(re.fullmatch(r"[\w./-]+:v?[0-9][\w.]*", image) for image in images)


def test_the_image_has_what_compose_needs(compose: dict[str, Any]) -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    extras = compose["services"]["bot-0"]["build"]["args"]["EXTRAS"].split(",")
    project = (TESTS.parent / "pyproject.toml").read_text(encoding="utf-8")

    assert "ARG EXTRAS" in dockerfile
    assert "/data/.byline" in dockerfile, "the folder must be the bot's before a volume lies there"
    assert all(f"\n{one} = [" in project for one in extras)
