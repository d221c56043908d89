"""Settings: what is understood, what is refused, and what weighs more than what."""

from pathlib import Path

import pytest

from bot.config import Settings, read_environment
from embeddings.errors import SettingsError


@pytest.mark.parametrize(
    ("mapping", "changed"),
    [
        pytest.param({}, {}, id="nothing"),
        pytest.param({"BYLINE_STORIES": "", "BYLINE_THREADS": "  "}, {}, id="empty is not set"),
        pytest.param({"PATH": "/bin", "byline_stories": "x"}, {}, id="other names"),
        pytest.param({"BYLINE_STORIES": " my news "}, {"stories": Path("my news")}, id="blanks"),
        pytest.param({"BYLINE_INDEX": "/srv/index"}, {"index": Path("/srv/index")}, id="index"),
        pytest.param({"BYLINE_MODEL": "org/model"}, {"model": "org/model"}, id="model"),
        pytest.param({"BYLINE_READER": "sentence"}, {"reader": "sentence"}, id="reader"),
        pytest.param({"BYLINE_CONFIDENCE": "0"}, {"confidence": 0.0}, id="least confidence"),
        pytest.param({"BYLINE_CONFIDENCE": "1"}, {"confidence": 1.0}, id="most confidence"),
        pytest.param({"BYLINE_CONFIDENCE": ".25"}, {"confidence": 0.25}, id="no leading zero"),
        pytest.param({"BYLINE_THREADS": "256"}, {"threads": 256}, id="most threads"),
        pytest.param({"BYLINE_DEBUG": "1"}, {"debug": True}, id="debug 1"),
        pytest.param({"BYLINE_DEBUG": "Yes"}, {"debug": True}, id="debug yes"),
        pytest.param({"BYLINE_DEBUG": "off"}, {"debug": False}, id="debug off"),
    ],
)
def test_good_values_are_understood(mapping: dict[str, str], changed: dict[str, object]) -> None:
    expected = Settings(**changed)  # type: ignore[arg-type]

    assert Settings.from_env(mapping) == expected


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("BYLINE_CONFIDENCE", "high", "BYLINE_CONFIDENCE must be a number from 0 to 1, was: high"),
        ("BYLINE_CONFIDENCE", "50%", "BYLINE_CONFIDENCE must be a number from 0 to 1, was: 50%"),
        ("BYLINE_CONFIDENCE", "1.01", "BYLINE_CONFIDENCE must be a number from 0 to 1, was: 1.01"),
        ("BYLINE_CONFIDENCE", "-0.1", "BYLINE_CONFIDENCE must be a number from 0 to 1, was: -0.1"),
        ("BYLINE_CONFIDENCE", "nan", "BYLINE_CONFIDENCE must be a number from 0 to 1, was: nan"),
        ("BYLINE_CONFIDENCE", "inf", "BYLINE_CONFIDENCE must be a number from 0 to 1, was: inf"),
        ("BYLINE_THREADS", "-1", "BYLINE_THREADS must be a whole number from 0 to 256, was: -1"),
        ("BYLINE_THREADS", "257", "BYLINE_THREADS must be a whole number from 0 to 256, was: 257"),
        ("BYLINE_THREADS", "1.5", "BYLINE_THREADS must be a whole number from 0 to 256, was: 1.5"),
        ("BYLINE_THREADS", "³", "BYLINE_THREADS must be a whole number from 0 to 256, was: ³"),
        (
            "BYLINE_THREADS",
            "9" * 5000,
            f"BYLINE_THREADS must be a whole number from 0 to 256, was: {'9' * 5000}",
        ),
        ("BYLINE_DEBUG", "2", "BYLINE_DEBUG must be 0 or 1, was: 2"),
        ("BYLINE_STORIES", "~nosuchuser/x", "BYLINE_STORIES must be a folder, was: ~nosuchuser/x"),
        ("BYLINE_INDEX", "~nosuchuser/x", "BYLINE_INDEX must be a folder, was: ~nosuchuser/x"),
    ],
)  # fmt: skip
def test_bad_values_are_refused_by_name(name: str, value: str, message: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({name: value})

    assert str(refused.value) == message
    assert refused.value.exit_code == 78


def test_a_home_folder_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")

    assert Settings.from_env({"BYLINE_STORIES": "~/news"}).stories == Path("/home/ann/news")


def test_the_environment_weighs_more_than_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BYLINE_STORIES=file\nBYLINE_READER=sentence\nBYLINE_DEBUG\n")

    found = read_environment({"BYLINE_STORIES": "environment", "HOME": "/"}, tmp_path)

    assert found == {
        "BYLINE_STORIES": "environment",
        "BYLINE_READER": "sentence",
        "HOME": "/",
    }


@pytest.mark.parametrize(
    ("written", "stories"),
    [
        pytest.param(b"BYLINE_STORIES=news\n", "news", id="plain"),
        pytest.param(b"BYLINE_STORIES=news\r\n", "news", id="windows line ends"),
        pytest.param(b"\xef\xbb\xbfBYLINE_STORIES=news\n", "news", id="byte order mark"),
        pytest.param(b'export BYLINE_STORIES="my news" # here\n', "my news", id="shell"),
        pytest.param(b"BYLINE_STORIES=a$HOME\n", "a$HOME", id="dollars are kept"),
        pytest.param("BYLINE_STORIES=Zeitungsmüll\n".encode(), "Zeitungsmüll", id="umlaut"),
    ],
)
def test_an_env_file_is_read_however_it_was_saved(
    tmp_path: Path, written: bytes, stories: str
) -> None:
    (tmp_path / ".env").write_bytes(written)

    assert read_environment({}, tmp_path) == {"BYLINE_STORIES": stories}


def test_no_env_file_is_no_fault(tmp_path: Path) -> None:
    assert read_environment({"A": "b"}, tmp_path) == {"A": "b"}


def test_an_env_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"BYLINE_STORIES=\xff\xfe\n")

    with pytest.raises(SettingsError, match="cannot be read"):
        read_environment({}, tmp_path)
