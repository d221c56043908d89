"""Stories are handed in, followed by feed and taken out, and the index knows at once."""

import io
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_lines import Done, clean_environment
from hostile_server import PAGE, HostileServer, answer, keep_silent, redirect, serve

from bot.intake.fetching import fetcher

Byline = Callable[..., Done]

QUICK = fetcher.Limits(seconds=0.5)
FERRY = "inbox/2024-05-02-ferry-line-opens-again-after-winter"


@pytest.fixture(scope="module")
def _server() -> Iterator[HostileServer]:
    with serve() as server:
        yield server


@pytest.fixture
def server(_server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> HostileServer:
    _server.responses.clear()
    _server.requests.clear()
    _server.responses["/ferry"] = answer()
    monkeypatch.setenv("BYLINE_FETCH_PRIVATE", "1")
    return _server


def list_ids(byline: Byline) -> list[str]:
    return [story["id"] for story in byline("stories", "--json").object["stories"]]


def test_a_page_is_saved_and_can_be_asked(
    byline: Byline, tiny_index: Path, server: HostileServer
) -> None:
    done = byline("add", server.url("/ferry"), "--publisher", "The Isle", "--json")

    assert (done.code, done.err) == (0, "")
    added = done.object
    assert added["schema"] == "byline.add/1"
    assert added["generation"] == "g0002"
    assert added["stories"] == [
        {
            "id": FERRY,
            "title": "Ferry line opens again after winter",
            "publisher": "The Isle",
            "authors": ["Ann Lee"],
            "published": "2024-05-02",
            "url": server.url("/ferry"),
            "characters": added["stories"][0]["characters"],
        }
    ]
    shown = byline("show", FERRY, "--json").object
    assert shown["publisher"] == "The Isle"
    assert "The ferry to the island opened again" in shown["text"]
    assert (tiny_index.parent / "stories" / f"{FERRY}.html").read_bytes() == PAGE


def test_what_was_added_is_told_in_plain_words(
    byline: Byline, tiny_index: Path, server: HostileServer
) -> None:
    done = byline("add", server.url("/ferry"))

    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:3] == [
        f"Added {FERRY}.html",
        "  Ferry line opens again after winter",
        "  The Harbour Post · Ann Lee · 2 May 2024",
    ]
    assert lines[3].startswith("  “The ferry to the island")
    assert lines[4].startswith("Updated to generation g0002 in")
    assert lines[4].endswith("now 4 stories.")


def test_a_page_that_is_there_is_not_fetched_again_unless_asked(
    byline: Byline, tiny_index: Path, server: HostileServer
) -> None:
    byline("add", server.url("/ferry"))

    again = byline("add", server.url("/ferry?utm_source=x#top"))

    assert again == Done(0, "", f"{server.url('/ferry?utm_source=x#top')} is there already: "
                         f"byline show {FERRY}\n")  # fmt: skip
    assert server.paths() == ["/ferry"]
    assert byline("add", "--again", server.url("/ferry")).out.startswith("Already there: inbox/")
    assert server.paths() == ["/ferry", "/ferry"]


def test_a_file_and_standard_input_are_saved(
    byline: Byline, tiny_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pier.txt").write_text("Pier is whole again\n\nThe pier was mended in May.\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("Ice is gone\n\nThe ice left the port.\n"))

    done = byline("add", tmp_path / "pier.txt", "-", "--published", "2024-05-06")

    assert (done.code, done.err) == (0, "")
    assert {"inbox/2024-05-06-pier-is-whole-again", "inbox/2024-05-06-ice-is-gone"} <= set(
        list_ids(byline)
    )
    assert (tmp_path / "pier.txt").is_file()


def test_without_an_index_the_story_is_saved_all_the_same(byline: Byline, tmp_path: Path) -> None:
    (tmp_path / "pier.txt").write_text("Pier is whole again\n\nThe pier was mended in May.\n")

    done = byline("add", tmp_path / "pier.txt")

    assert done.code == 0
    assert (tmp_path / "stories/inbox/pier-is-whole-again.txt").is_file()
    assert done.err == (
        "Made the stories folder stories.\nNo index of stories yet: `byline ask` builds it.\n"
    )


def test_of_several_each_failure_is_told_and_the_rest_is_saved(
    byline: Byline, tiny_index: Path, server: HostileServer
) -> None:
    server.responses["/gone"] = answer(404)

    done = byline("add", server.url("/gone"), server.url("/ferry"), "nope.txt")

    assert done.code == 1
    assert FERRY in list_ids(byline)
    assert [line.partition(": ")[0] for line in done.err.splitlines()] == ["byline", "byline"]


WRONG: dict[str, tuple[tuple[str, ...], int, str]] = {
    "no file": (("nope.txt",), 2, "There is no file nope.txt"),
    "long name": (("a" * 5_000,), 1, "cannot be read: file name too long"),
    "odd name": (("a\x00b",), 2, "There is no file"),
    "folder": (("stories",), 2, "is a folder"),
    "inside": (("stories/canal.txt",), 2, "in the stories already"),
    "scheme": (("ftp://harbour.test/a",), 2, "no address with http"),
    "userinfo": (("http://a:b@harbour.test/",), 2, "name or password"),
    "day": (("stories/canal.txt", "--published", "soon"), 2, "is no day"),
    "address": (("stories/canal.txt", "--url", "x"), 2, "is no address"),
    "two titles": (("a", "b", "--title", "x"), 2, "one story alone"),
    "nothing": ((), 2, "Missing argument"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_usage_is_one_line(byline: Byline, tiny_index: Path, what: str) -> None:
    arguments, code, words = WRONG[what]

    done = byline("add", *arguments)

    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert done.err.count("\n") == 1


def test_this_machine_is_not_fetched_from_unless_a_setting_says_so(
    byline: Byline, tiny_index: Path, server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BYLINE_FETCH_PRIVATE")

    done = byline("add", server.url("/ferry"))

    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "byline: 127.0.0.1 lies on this machine or in a private network, from which Byline never "
        "fetches.\n"
    )
    assert server.requests == []


SERVED = {
    "gone": (answer(404), 1),
    "login": (answer(403), 1),
    "empty": (answer(200, b""), 1),
    "no article": (answer(200, b"<html><body></body></html>"), 1),
    "picture": (answer(200, b"\x89PNG\r\n\x1a\n"), 1),
    "feed": (answer(200, b'<rss version="2.0"><channel></channel></rss>'), 1),
    "broken": (answer(500), 69),
    "busy": (answer(429), 69),
    "loop": (redirect("/a"), 69),
    "cut": (answer(200, length=10_000), 69),
}


@pytest.mark.parametrize("what", SERVED)
def test_a_page_that_is_not_to_be_had_is_one_line_and_nothing_is_saved(
    byline: Byline, tiny_index: Path, server: HostileServer, what: str
) -> None:
    server.responses["/a"], code = SERVED[what]
    before = sorted((tiny_index.parent / "stories").rglob("*"))

    done = byline("add", server.url("/a"))

    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("byline: ")
    assert done.err.count("\n") == 1
    assert sorted((tiny_index.parent / "stories").rglob("*")) == before


def test_a_pdf_that_is_called_a_page_is_not_saved_as_one(
    byline: Byline, tiny_index: Path, server: HostileServer
) -> None:
    server.responses["/a.html"] = answer(200, b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\nbroken")

    done = byline("add", server.url("/a.html"))

    assert (done.code, done.out) == (1, "")
    assert list((tiny_index.parent / "stories").rglob("*.html")) == []


# -- taking out ------------------------------------------------------------------------------------


def test_a_removed_story_is_not_asked_any_more_and_comes_back(
    byline: Byline, tiny_index: Path
) -> None:
    removed = byline("remove", "canal")

    assert (removed.code, removed.err) == (0, "")
    assert removed.out.splitlines()[0] == (
        "Removed canal: it is kept in stories/removed/canal.txt; `byline remove --undo canal` puts "
        "it back."
    )
    assert list_ids(byline) == ["bridge", "moon"]
    back = byline("remove", "--undo", "canal")
    assert back.out.startswith("Put back canal: it is in stories/canal.txt again.\n")
    assert list_ids(byline) == ["bridge", "canal", "moon"]


def test_what_was_removed_is_told_as_json(byline: Byline, tiny_index: Path) -> None:
    done = byline("remove", "canal", "nope", "--json")

    assert done.code == 1
    assert done.object == {
        "schema": "byline.remove/1",
        "undo": False,
        "stories": [{"id": "canal", "file": "canal.txt", "kept": "removed/canal.txt"}],
        "generation": "g0002",
    }
    assert done.err == "byline: No story 'nope' in stories: see `byline stories`.\n"


def test_removing_the_last_story_says_what_still_answers(byline: Byline, tiny_index: Path) -> None:
    done = byline("remove", "bridge", "canal", "moon")

    assert done.code == 0
    assert "No story is left" in done.err


# -- feeds -----------------------------------------------------------------------------------------


@pytest.fixture
def feed(server: HostileServer) -> str:
    items = "".join(
        f"<item><title>Of {name}</title><link>{server.url(f'/{name}')}</link></item>"
        for name in ("ferry", "gone")
    )
    text = f'<rss version="2.0"><channel><title>The Post</title>{items}</channel></rss>'
    server.responses |= {"/feed": answer(200, text.encode()), "/gone": answer(404)}
    return server.url("/feed")


def test_a_feed_is_followed_pulled_listed_and_left(
    byline: Byline, tiny_index: Path, feed: str
) -> None:
    assert byline("feed", "add", feed).out == (
        "Following The Post, which has 2 items now: `byline feed pull` fetches them.\n"
    )

    pulled = byline("feed", "pull")

    ferry = "feeds/the-post/2024-05-02-ferry-line-opens-again-after-winter"
    assert pulled.code == 0
    assert pulled.out.splitlines()[:2] == ["The Post: 1 new file.", f"  {ferry}.html"]
    assert "has no such page (status 404)" in pulled.err
    assert ferry in list_ids(byline)
    assert byline("feed", "list").out == f"{feed}\n  The Post\n"
    again = byline("feed", "pull", "--json").object
    assert again["feeds"][0]["added"] == []
    assert again["generation"] is None
    assert byline("feed", "remove", feed).code == 0
    assert byline("feed", "list").err.startswith("No feed is followed")


def test_feeds_that_cannot_be_had_are_a_service_that_is_not_there(
    byline: Byline, tiny_index: Path, server: HostileServer, feed: str
) -> None:
    byline("feed", "add", feed)
    server.responses["/feed"] = answer(500)

    done = byline("feed", "pull")

    assert done.code == 69
    assert done.err.startswith("The Post: 127.0.0.1 could not give the page (status 500)")
    assert "failed 1 time" in byline("feed", "list").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("feed", "add", "file:///etc/passwd"), 2),
        (("feed", "remove", "https://harbour.test/"), 1),
        (("feed", "pull", "https://harbour.test/"), 1),
        (("feed", "pull", "--limit", "0"), 2),
    ],
)
def test_a_wrong_feed_is_one_line(
    byline: Byline, tiny_index: Path, arguments: tuple[str, ...], code: int
) -> None:
    done = byline(*arguments)

    assert (done.code, done.out) == (code, "")
    assert done.err.count("\n") == 1


# -- beginning -------------------------------------------------------------------------------------


def test_a_place_to_start_from_is_made_once(byline: Byline, tmp_path: Path) -> None:
    done = byline("init", "--yes")

    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == ["made", "made", "made"]
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    assert (tmp_path / "stories/sample-key-bridge.md").is_file()
    (tmp_path / ".env").write_text("BYLINE_STORIES=news\n")
    (tmp_path / "stories/own.txt").write_text("Own story here\n\nText.")
    again = byline("init", "--yes")
    assert [line.split()[0] for line in again.out.splitlines()] == ["kept", "kept", "kept"]
    assert (tmp_path / ".env").read_text() == "BYLINE_STORIES=news\n"


@pytest.mark.slow
def test_what_init_makes_is_what_the_commands_read(byline: Byline, tmp_path: Path) -> None:
    byline("init", "--yes", tmp_path / "new place")

    env = tmp_path / "new place/.env"
    assert "BYLINE_STORIES='stories'" in env.read_text()
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor"],
        cwd=env.parent,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "1 file in stories" in done.stdout


def test_init_says_what_is_in_the_way(byline: Byline, tmp_path: Path) -> None:
    (tmp_path / "stories").write_text("x")

    done = byline("init", "--yes")

    assert (done.code, done.out) == (2, "")
    assert done.err == "byline: stories is a file: name another stories folder.\n"


def test_an_address_that_never_answers_does_not_hold_up_the_command(
    byline: Byline, tiny_index: Path, server: HostileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetcher, "Limits", lambda: QUICK)
    server.responses["/a"] = keep_silent()

    done = byline("add", server.url("/a"))

    assert (done.code, done.err) == (
        69,
        "byline: 127.0.0.1 took longer than 0.5 s: try again later.\n",
    )
