"""Systems as processes: run to their end, or kept open and asked in turns; with what each takes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.others.replies import Reply
from embeddings.errors import BylineError

ROOT = Path(__file__).resolve().parents[1]
_ANSWERED = (0, 1)
"""Exit codes of a question that was answered, and of one that the stories do not answer."""
_SILENT = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
}
"""Nobody calls home while it is measured."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took, from its start to its end, and what it printed last."""

    seconds: float
    processor_seconds: float
    megabytes: float
    printed: str


def run_to_end(command: Sequence[str], log: Path) -> Cost:
    """Run a command to its end.

    :raises BylineError: If it failed, which has no time.
    """
    started = time.perf_counter()
    with (
        log.open("ab") as errors,
        subprocess.Popen(  # noqa: S603 - our own words
            command, cwd=ROOT, env=os.environ | _SILENT, stdout=subprocess.PIPE, stderr=errors
        ) as child,
    ):
        printed = child.stdout.read() if child.stdout else b""
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in _ANSWERED:
        raise BylineError(f"`{' '.join(command)}` ended with {child.returncode}: see {log}.")
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(
        seconds, used.ru_utime + used.ru_stime, kilobytes / 1024, printed.decode("utf-8").strip()
    )


class Served:
    """A system that is kept open and answers one question after the other."""

    def __init__(self, command: Sequence[str], log: Path) -> None:
        """Start it, and wait until it is open.

        :raises BylineError: If it does not open.
        """
        self._log = log
        with log.open("ab") as errors:
            self._child = subprocess.Popen(  # noqa: S603 - our own words
                command, cwd=ROOT, env=os.environ | _SILENT, text=True, encoding="utf-8",
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            )  # fmt: skip
        self._read()

    def ask(self, question: str, day: str) -> tuple[float, Reply]:
        """Return the seconds that asking took, and the reply.

        :raises BylineError: If the system has ended.
        """
        if self._child.stdin is not None:
            print(
                json.dumps({"question": question, "day": day}), file=self._child.stdin, flush=True
            )
        told = self._read()
        return told["seconds"], make_reply(told["reply"])

    def close(self) -> float:
        """End it, and return the most megabytes of memory that it has needed."""
        with self._child:
            if self._child.stdin is not None:
                self._child.stdin.close()
            return float(self._read()["megabytes"])

    def _read(self) -> Any:
        line = self._child.stdout.readline() if self._child.stdout else ""
        if not line:
            with self._child:
                raise BylineError(f"A system ended before it answered: see {self._log}.")
        return json.loads(line)


def make_reply(told: dict[str, Any]) -> Reply:
    """Return a reply out of its JSON."""
    return Reply(**(told | {"passages": tuple(told["passages"])}))
