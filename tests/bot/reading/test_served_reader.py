"""A served model: what it copies is found in its page, what it invents is refused, and a server
that is down, slow or broken says so in one line."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tiny_reader import SETTINGS

from bot.reading import Page, is_prepared, open_named_reader, served_reader
from bot.reading.served_reader import ServedReader, Server, find_copied
from embeddings.errors import ModelError
from embeddings.sentences import split_sentences

Talk = Callable[[dict[str, Any]], object]
"""From what was asked to the reply's content, or to raw bytes, or to an HTTP status."""


def make_page(text: str, title: str = "") -> Page:
    return Page(text, split_sentences(text), title)


PAGES = (
    make_page("Nobody came. It rained."),
    make_page("The ship hit the bridge at night. Six men fell.", "Bridge collapse"),
)


class ChatServer:
    """A server of the protocol on a port of its own."""

    def __init__(self) -> None:
        self.talk: Talk = lambda _: {"passage": 0}
        self.asked: list[tuple[str, dict[str, Any]]] = []
        own = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                own.asked.append((self.path, body))
                said = own.talk(body)
                if isinstance(said, int):
                    self.send_error(said)
                    return
                if not isinstance(said, bytes):
                    content = said if isinstance(said, str) else json.dumps(said)
                    message = {"role": "assistant", "content": content}
                    said = json.dumps({"choices": [{"message": message}]}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_: object) -> None:
                """Print nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # looks so often whether it is to close
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        self.name = f"openai:http://127.0.0.1:{self._server.server_port}/v1#tiny"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[ChatServer]:
    server = ChatServer()
    yield server
    server.close()


@pytest.fixture
def reader(server: ChatServer) -> ServedReader:
    return ServedReader(server.name, SETTINGS, weigh=lambda _: 1.0)


def test_it_is_made_by_its_name(server: ChatServer, tmp_path: Path) -> None:
    reader = open_named_reader(server.name, tmp_path / "readers")

    assert isinstance(reader, ServedReader)
    assert reader.name == server.name
    assert is_prepared(server.name, tmp_path / "readers")


def test_copied_words_are_found_in_the_passage_that_is_named(
    server: ChatServer, reader: ServedReader
) -> None:
    server.talk = lambda _: {"passage": 2, "answer": "Six men", "sure": 0.9}

    (reading,) = reader.read("how many men fell?", PAGES)

    assert (reading.page, PAGES[1].text[reading.start : reading.end]) == (1, "Six men")
    assert reading.values == {"6"}
    assert reader.name == server.name
    path, asked = server.asked[0]
    assert path == "/v1/chat/completions"
    assert asked["model"] == "tiny"
    assert asked["messages"][1]["content"].endswith("Question: how many men fell?")
    assert f"Passage 2 (Bridge collapse):\n{PAGES[1].text}" in asked["messages"][1]["content"]


def test_the_surer_the_model_says_it_is_the_surer_is_the_reading(
    server: ChatServer, reader: ServedReader
) -> None:
    chances = []
    for sure in (0.1, 0.5, 0.95):
        server.talk = lambda _, sure=sure: {"passage": 2, "answer": "Six men", "sure": sure}
        chances.append(reader.read("how many men fell?", PAGES)[0].confidence)

    assert chances == sorted(set(chances))
    assert all(0 < chance < 1 for chance in chances)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"passage": 0}, id="says that none does"),
        pytest.param({"passage": 2, "answer": "Seven men"}, id="invents"),
        pytest.param({"passage": 1, "answer": "Six men"}, id="names another passage"),
        pytest.param({"passage": 3, "answer": "Six men"}, id="names no passage"),
        pytest.param({"passage": -1, "answer": "Six men"}, id="counts from behind"),
        pytest.param({"passage": 2, "answer": " "}, id="copies nothing"),
        pytest.param({"passage": 2, "answer": "Six men", "sure": "very"}, id="no number"),
        pytest.param({"passage": 2, "answer": "Six men", "sure": float("nan")}, id="not a number"),
        pytest.param("I think six men fell.", id="prose"),
        pytest.param("", id="nothing"),
        pytest.param("[]", id="a list"),
        pytest.param('{"passage": {"a": 1}, "answer": "Six men"}', id="an object"),
    ],
)
def test_what_is_no_slice_of_a_passage_is_refused(
    server: ChatServer, reader: ServedReader, said: object
) -> None:
    server.talk = lambda _: said

    assert reader.read("how many men fell?", PAGES) == ()


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ('Sure!\n```json\n{"passage": 2, "answer": "Six men"}\n```', "Six men"),
        ('{"passage": "2", "answer": "at night. Six men fell."}', "Six men fell."),
        ('{"passage": 2, "answer": "bridge", "sure": 7}', "bridge"),
    ],
)
def test_a_reply_is_taken_for_what_it_holds(said: str, span: str) -> None:
    found = find_copied(said, PAGES)

    assert found is not None
    assert PAGES[found.page].text[found.start : found.end] == span
    assert found.sentence.start <= found.start < found.end <= found.sentence.end


def test_many_passages_are_asked_about_in_turns(server: ChatServer, reader: ServedReader) -> None:
    server.talk = lambda asked: (
        {"passage": 2, "answer": "Six men", "sure": 0.9}
        if "Six men" in asked["messages"][1]["content"]
        else {"passage": 0}
    )
    pages = [PAGES[0]] * 25 + [PAGES[1]]

    (reading,) = reader.read("how many men fell?", pages)

    assert len(server.asked) == 3
    assert reading.page == 25


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (500, "replied 500 Internal Server Error"),
        (404, "replied 404 Not Found"),
        (b"<html>", "replied with no chat completion"),
        (b"[]", "replied with no chat completion"),
        (b'{"choices": []}', "replied with no chat completion"),
    ],
)
def test_a_server_that_fails_is_told_in_one_line(
    server: ChatServer, reader: ServedReader, said: object, told: str
) -> None:
    server.talk = lambda _: said

    with pytest.raises(ModelError) as caught:
        reader.read("how many men fell?", PAGES)

    address = server.name.removeprefix("openai:").partition("#")[0]
    assert str(caught.value) == (
        f"The server {address} {told}: see that it runs and serves tiny, or set BYLINE_READER "
        "to span."
    )


def test_a_slow_server_is_not_waited_for_longer_than_said(
    server: ChatServer, reader: ServedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served_reader, "TIMEOUT_S", 0.1)
    ended = threading.Event()

    def wait(_: dict[str, Any]) -> object:
        ended.wait(5)
        return {"passage": 0}

    server.talk = wait
    started = time.monotonic()

    with pytest.raises(ModelError, match=r"did not reply within 0\.1 s"):
        reader.read("how many men fell?", PAGES)

    ended.set()
    assert time.monotonic() - started < 3


def test_a_server_that_is_not_there_is_told_in_one_line() -> None:
    server = ChatServer()
    server.close()
    reader = ServedReader(server.name, SETTINGS, weigh=lambda _: 1.0)

    with pytest.raises(ModelError, match="cannot be reached: see that it runs and serves tiny"):
        reader.read("how many men fell?", PAGES)


@pytest.mark.parametrize(
    "name",
    ["openai:", "openai:http://here/v1", "openai:#m", "openai:file:///x#m", "openai:here/v1#m"],
)
def test_a_name_of_another_form_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(ModelError, match="is not understood: set BYLINE_READER to openai:ADDRESS"):
        Server.parse(name)


def test_nothing_to_read_asks_nothing(server: ChatServer, reader: ServedReader) -> None:
    assert reader.read("how many men fell?", ()) == ()
    assert server.asked == []
