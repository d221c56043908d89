"""Addresses of an index on Milvus, as the settings and ``--index`` write them."""

from pathlib import Path

import pytest

from bot.config import Settings
from embeddings.errors import SettingsError
from embeddings.milvus.address import is_milvus, parse_milvus


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("milvus://localhost:19530/news", "http://localhost:19530"),
        ("milvus+tls://db.example.org:443/news", "https://db.example.org:443"),
        ("milvus://[::1]:19530/news", "http://[::1]:19530"),
        ("milvus:///srv/my stories.db/news", "/srv/my stories.db"),
    ],
)
def test_an_address_names_a_server_or_a_file(text: str, uri: str) -> None:
    address = parse_milvus(text)

    assert (address.uri, address.collection, str(address)) == (uri, "news", text)
    assert f"{address.place}/news" == text


@pytest.mark.parametrize(
    "text",
    [
        "milvus:",
        "milvus://localhost/news",
        "milvus://localhost:19530",
        "milvus://localhost:19530/my-news",
        "milvus://localhost:99999/news",
        "milvus+tls:///srv/stories.db/news",
        "milvus://localhost:19530/news/more",
    ],
)
def test_anything_else_is_refused_with_how_it_is_written(text: str) -> None:
    assert is_milvus(text)
    with pytest.raises(SettingsError, match="milvus://HOST:PORT/COLLECTION"):
        parse_milvus(text)


def test_a_secret_is_never_shown() -> None:
    with pytest.raises(SettingsError) as refused:
        parse_milvus("milvus://me:secret@localhost:19530/news")
    settings = Settings.from_env(
        {"BYLINE_INDEX": "milvus://localhost:19530/news", "BYLINE_MILVUS_TOKEN": "me:secret"}
    )

    assert settings.milvus is not None
    assert settings.milvus.token == "me:secret"
    assert "secret" not in f"{refused.value}{settings}{settings.milvus}"


def test_a_folder_is_a_folder_still() -> None:
    settings = Settings.from_env({"BYLINE_INDEX": "milvus"})

    assert (settings.index, settings.milvus) == (Path("milvus"), None)
