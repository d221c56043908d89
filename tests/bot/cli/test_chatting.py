"""``byline chat``: lines in, answers out, what a line with a slash does, and how it ends."""

import io
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command_lines import clean_environment
from tiny_index import TINY_MODEL

Byline = Callable[..., object]
Chat = Callable[..., object]

BRIDGE = "What fell into the river?"
MOON = "When did the probe land on the moon?"


@pytest.fixture
def chat(byline: Byline, tiny_index: Path, monkeypatch: pytest.MonkeyPatch) -> Chat:
    """Hold a conversation whose lines come from a pipe, however unsure the answers are."""
    monkeypatch.setenv("BYLINE_CONFIDENCE", "0")

    def run(*lines: str, options: tuple[str, ...] = ("--json",), confidence: str = "0"):
        monkeypatch.setenv("BYLINE_CONFIDENCE", confidence)
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
        return byline("chat", *options)

    return run


def find_cited(reply: dict) -> set[str]:
    """Return the stories that a reply cites, also those of its other answers."""
    answers = [reply, *reply["other_answers"]]
    return {one["story"] for answer in answers for one in answer["citations"]}


def test_each_line_gives_one_object_in_order(chat: Chat) -> None:
    done = chat(BRIDGE, "", "   ", "which ship hit it?", MOON)

    assert (done.code, done.err) == (0, "")
    assert [reply["question"] for reply in done.objects] == [BRIDGE, "which ship hit it?", MOON]


def test_a_reply_is_that_of_ask_and_says_how_its_question_was_understood(
    chat: Chat, byline: Byline
) -> None:
    asked = byline("ask", BRIDGE, "--json").object

    (reply,) = chat(BRIDGE).objects

    understood = {"question": BRIDGE, "stories": [], "follow_up": False}
    assert reply | {"timings_ms": None} == asked | {"timings_ms": None, "understood": understood}


def test_a_follow_up_is_filled_in_and_keeps_to_the_story_before(chat: Chat) -> None:
    _, reply = chat("What hit the bridge?", "when did it fall?").objects

    assert reply["question"] == "when did it fall?"
    assert reply["understood"]["question"] == "when did the bridge fall?"
    assert reply["understood"]["follow_up"] is True
    assert reply["understood"]["stories"][0] == "bridge"
    assert find_cited(reply) <= set(reply["understood"]["stories"])


def test_reset_makes_the_next_question_a_new_subject(chat: Chat) -> None:
    done = chat("What hit the bridge?", "/reset", "when did it fall?")

    assert done.err == "A new subject.\n"
    assert [reply["understood"]["follow_up"] for reply in done.objects] == [False, False]
    assert done.objects[1]["understood"]["question"] == "when did it fall?"


def test_story_asks_one_story_alone_until_it_is_taken_back(chat: Chat) -> None:
    question = "ship moon bridge canal?"
    done = chat("/story moon", question, "/reset", "/story", question)

    alone, again = map(find_cited, done.objects)
    assert alone == {"moon"}
    assert again - alone
    assert done.err == (
        "Asking “Probe lands on the moon” alone.\nA new subject.\nAsking all stories again.\n"
    )


def test_taking_a_story_back_leaves_the_options_in_force(chat: Chat) -> None:
    done = chat("/story bridge", "/story", MOON, options=("--json", "--story", "canal"))

    assert find_cited(done.object) == {"canal"}


def test_an_unknown_story_is_told_with_one_like_it_and_changes_nothing(chat: Chat) -> None:
    done = chat("/story moon", "/story brigde", "ship moon bridge canal?")

    assert done.err.splitlines()[1:] == ["No story 'brigde' in the index: did you mean bridge?"]
    assert find_cited(done.object) == {"moon"}
    assert done.code == 0


def test_sources_prints_every_quote_of_the_last_answer(chat: Chat) -> None:
    done = chat(BRIDGE, "/sources", options=("--answers", "1"))

    answer, _, sources = done.out.rpartition("[1] ")
    quote = "    “A bridge fell into the river on Tuesday after a ship hit it.”\n"
    assert answer.startswith(f"> {BRIDGE}\n")
    assert answer.endswith("\n\n> /sources\n")
    assert quote not in answer
    assert sources.startswith("Bridge falls into the river\n")
    assert quote in sources


def test_sources_of_several_answers_stand_below_their_answer(chat: Chat) -> None:
    shown = chat("bridge?", "/sources", options=("--answers", "2")).out

    answers = shown.partition("> /sources\n")[2].split("\n\n")
    assert [block.splitlines()[1].startswith("[1] ") for block in answers if block] == [True, True]


@pytest.mark.parametrize(
    ("lines", "options", "told"),
    [
        pytest.param(["/sources"], (), "Nothing was asked yet.\n", id="nothing asked"),
        pytest.param(
            ["/sources"], ("--json",), "With --json, every answer holds its sources.\n", id="json"
        ),
        pytest.param(["/nope x"], (), "No command /nope: /help lists them.\n", id="unknown"),
    ],
)
def test_a_command_that_has_nothing_to_do_says_so(
    chat: Chat, lines: list[str], options: tuple[str, ...], told: str
) -> None:
    done = chat(*lines, options=options)

    assert (done.code, done.out, done.err) == (0, "", told)


def test_help_names_every_command(chat: Chat) -> None:
    done = chat("/help")

    named = [line.split()[0] for line in done.err.splitlines() if line.startswith("/")]
    assert named == ["/reset", "/story", "/sources", "/quit"]
    assert done.out == ""


@pytest.mark.parametrize("leave", ["/quit", "/exit", "/quit now"])
def test_quit_leaves_the_lines_behind_it_unread(chat: Chat, leave: str) -> None:
    done = chat(BRIDGE, leave, MOON)

    assert done.code == 0
    assert [reply["question"] for reply in done.objects] == [BRIDGE]


def test_no_line_at_all_is_no_fault(chat: Chat) -> None:
    done = chat("", " ")

    assert (done.code, done.out, done.err) == (0, "", "")


def test_one_question_that_stays_unanswered_makes_the_exit_code_one(chat: Chat) -> None:
    done = chat(BRIDGE, "and when?", confidence="1")

    assert done.code == 1
    assert [reply["status"] for reply in done.objects] == ["unanswered", "unanswered"]


def test_a_line_that_is_no_question_has_its_object_and_costs_no_other_its_answer(
    chat: Chat,
) -> None:
    long = "why " * 300

    done = chat("What hit the bridge?", long, "when did it fall?")

    first, second, third = done.objects
    assert done.code == 1
    assert second.keys() == first.keys()
    assert second["status"] == "unanswered"
    assert second["text"] == "The question has 1,199 characters: ask in at most 1,000."
    assert second["understood"] == {"question": long.strip(), "stories": [], "follow_up": False}
    assert third["understood"]["question"] == "when did the bridge fall?"


def test_a_line_that_is_no_question_is_shown_once_in_text(chat: Chat) -> None:
    done = chat("x" * 1001, options=())

    assert done.code == 1
    assert done.out == (
        f"> {'x' * 1001}\nThe question has 1,001 characters: ask in at most 1,000.\n\n"
    )


def test_piped_lines_are_shown_above_what_was_understood_and_answered(chat: Chat) -> None:
    lines = ("What hit the bridge?", "when did it fall?")
    shown = chat(*lines, options=("--answers", "1")).out.splitlines()

    at = shown.index("> when did it fall?")
    assert shown[0] == "> What hit the bridge?"
    assert shown[at + 1] == (
        "understood as: when did the bridge fall? · in “Bridge falls into the river”"
    )
    assert shown[at + 2] == "A bridge fell into the river on Tuesday after a ship hit it."
    assert not shown[1].startswith("understood")


def test_a_misspelt_question_and_its_follow_up_are_shown_as_understood(chat: Chat) -> None:
    typed = ("wat hit the brigde?", "wen did it fall?")
    first, second = chat(*typed).objects
    shown = chat(*typed, options=()).out.splitlines()

    assert (first["question"], second["question"]) == typed
    assert first["understood"] == {
        "question": "what hit the bridge?", "stories": [], "follow_up": False
    }  # fmt: skip
    assert second["understood"]["question"] == "when did the bridge fall?"
    assert shown[:2] == [f"> {typed[0]}", "understood as: what hit the bridge?"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--story", "brigde"), "No story 'brigde'"),
        (("--since", "soon"), "--since must be a day"),
        (("--answers", "0"), "must be at least 1, was: 0"),
    ],
)
def test_wrong_usage_is_named_before_a_line_is_read(
    chat: Chat, options: tuple[str, ...], words: str
) -> None:
    done = chat(BRIDGE, options=options)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("byline: ")
    assert words in done.err
    assert done.err.count("\n") == 1


class _Terminal:
    """A terminal in which a conversation runs in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self._ours, theirs = pty.openpty()
        env = {"TERM": "xterm", "NO_COLOR": "1", "BYLINE_CONFIDENCE": "0"}
        env |= {"BYLINE_MODEL": TINY_MODEL, "BYLINE_READER": "sentence"}
        # a test run in the background ignores Ctrl-C, and so would its children
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat"],
            stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder,
            env=clean_environment() | env, start_new_session=True,
        )  # fmt: skip
        signal.signal(signal.SIGINT, before)
        os.close(theirs)
        self.shown = ""
        self._waited_to = 0

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def wait_for(self, text: str) -> None:
        """Read on until ``text`` is shown behind what was waited for before.

        One read may bring an answer and the prompt behind it.
        """
        while (at := self.shown.find(text, self._waited_to)) < 0:
            self.shown += os.read(self._ours, 65_536).decode().replace("\r\n", "\n")
        self._waited_to = at + len(text)

    def finish(self) -> int:
        try:
            while piece := os.read(self._ours, 65_536):
                self.shown += piece.decode().replace("\r\n", "\n")
        except OSError:  # how Linux says that the other end is closed
            pass
        os.close(self._ours)
        return self.process.wait(timeout=60)


@pytest.fixture
def terminal(tiny_index: Path):
    opened = _Terminal(tiny_index.parent)
    yield opened
    if opened.process.poll() is None:
        opened.process.kill()
        opened.process.wait()


@pytest.mark.slow
def test_at_a_terminal_a_prompt_asks_and_the_end_of_input_leaves(terminal: _Terminal) -> None:
    terminal.wait_for("> ")
    terminal.type("What hit the bridge?\n")
    terminal.wait_for("byline show bridge")
    terminal.wait_for("> ")
    terminal.type("\x04")

    assert terminal.finish() == 0
    assert terminal.shown.startswith("Ask about 3 stories; /help says what else can be typed.\n")
    assert terminal.shown.count("What hit the bridge?") == 1
    assert terminal.shown.endswith("> \n")


@pytest.mark.slow
def test_ctrl_c_leaves_with_130_and_one_line(terminal: _Terminal) -> None:
    terminal.wait_for("> ")
    time.sleep(1)  # a signal between the prompt and the wait for keys is kept until a key comes
    os.kill(terminal.process.pid, signal.SIGINT)

    assert terminal.finish() == 130
    assert terminal.shown.endswith("> \nbyline: Interrupted: nothing was changed.\n")
