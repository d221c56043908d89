"""Read small files here and large ones in a child process that may not take too long or too much.

Promise: every file comes to an end, as stories or as a reason; the same file gives the same.
"""

import json
import signal
import subprocess
import sys
import threading
from types import TracebackType
from typing import Any, TypeVar

from embeddings.stories.cleaning import clean_story
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.records import read_results, write_results
from embeddings.stories.sources.endings import ending_of
from embeddings.stories.sources.worker import Limits, parse_briefly
from embeddings.stories.story import Story

LIMITS = Limits(seconds=20, memory=1_000_000_000)
"""Of one file; a web page of some hundred thousand bytes takes a tenth of a second."""

SMALL = 64_000
"""Bytes of a file that is read here: even one made to be slow is read in about a second."""
_PLAIN = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".json", ".jsonl"})
"""Endings of files that are no larger inside than outside."""
_WAIT = 10
"""How much longer than its time on the processor a job may take by the clock."""
_BEGIN = (
    "import sys; sys.path[:0] = {path!r}; "
    "from embeddings.stories.sources.worker import main; main()"
)

T = TypeVar("T")


class GuardedReader:
    """Parses files and cleans stories, the large ones in a child that is started when needed."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "GuardedReader":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def parse(
        self, path: str, data: bytes, *, max_unpacked_bytes: int
    ) -> tuple[RawStory | Skipped, ...]:
        """Return the stories in a file, or why there are none."""
        if len(data) <= SMALL and ending_of(path) in _PLAIN:
            return parse_briefly(path, data, max_unpacked_bytes=max_unpacked_bytes)
        request = {"job": "parse", "place": path, "max_unpacked_bytes": max_unpacked_bytes}
        return self._ask(RawStory, request, data)

    def clean(self, raw: RawStory, repeated: frozenset[str]) -> Story | Skipped:
        """Return a story without its clutter, or why there is none."""
        if len(raw.text) <= SMALL:
            return clean_story(raw, repeated)
        request = {"job": "clean", "place": raw.place, "repeated": sorted(repeated)}
        (cleaned,) = self._ask(Story, request, write_results((raw,)))
        return cleaned

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def _ask(self, kind: type[T], request: dict[str, Any], data: bytes) -> tuple[T | Skipped, ...]:
        """Let the child do a job; return what it made, or why that is nothing."""
        child = self._child = self._child or self._start()
        alarm = threading.Timer(self._limits.seconds * _WAIT, child.kill)
        alarm.start()
        try:
            return read_results(kind, _exchange(child, request, data))
        except (OSError, ValueError, TypeError):
            child.kill()  # it may have ended by itself, and has then kept its own code
            code = child.wait()
        finally:
            alarm.cancel()
        self.close()
        return (Skipped(request["place"], self._say_why(code)),)

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - this very Python and our own module
            [
                *(sys.executable, "-c", _BEGIN.format(path=sys.path)),
                *(str(self._limits.seconds), str(self._limits.memory)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def _say_why(self, code: int) -> str:
        if code in {-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGKILL", 0)}:
            return f"it takes longer than {self._limits.seconds} s to read: split it up"
        return f"its parser broke off (code {code}): leave it out, or save it in another format"


def _exchange(child: "subprocess.Popen[bytes]", request: dict[str, Any], data: bytes) -> bytes:
    """Send a job and return the answer.

    :raises OSError: If the child ends meanwhile.
    :raises ValueError: If it ends meanwhile.
    """
    if child.stdin is None or child.stdout is None:
        raise ValueError("child must have pipes")
    child.stdin.write(json.dumps(request | {"bytes": len(data)}).encode() + b"\n" + data)
    child.stdin.flush()
    return child.stdout.read(json.loads(child.stdout.readline())["bytes"])
