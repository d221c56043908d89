"""The child process that reads large files, so that none can stop or exhaust the one that asks.

A request is a line of JSON with the number of bytes that follow it; so is a reply. Promise: a
job that takes too long ends the process, one that wants too much memory is told as such.
"""

import json
import math
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from embeddings.errors import UnreadableSourceError
from embeddings.stories.cleaning import clean_story
from embeddings.stories.faults import skip_unexpected
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.records import read_results, write_results
from embeddings.stories.sources.formats import parse_source
from embeddings.stories.story import Story

try:
    import resource
except ImportError:  # Windows: the process that asks looks at the clock alone
    resource = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take: seconds of processor time and bytes of memory."""

    seconds: int
    memory: int


MAX_NAMED = 100
"""How many lines of one file are named that cannot be read; the others are counted."""


def parse_briefly(
    path: str, data: bytes, *, max_unpacked_bytes: int
) -> tuple[RawStory | Skipped, ...]:
    """Return the stories in a file, and why there are not more: the first reasons, and a count."""
    results = parse_source(path, data, max_unpacked_bytes=max_unpacked_bytes)
    skipped = [one for one in results if isinstance(one, Skipped)]
    if len(skipped) <= MAX_NAMED:
        return results
    named = set(skipped[:MAX_NAMED])
    kept = [one for one in results if not isinstance(one, Skipped) or one in named]
    rest = len(skipped) - MAX_NAMED
    return (*kept, Skipped(path, f"{rest:,} more of its lines could not be read"))


def serve(limits: Limits, requests: BinaryIO, replies: BinaryIO) -> None:
    """Do one job after the other until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that asks
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["bytes"])
        _allow(limits.seconds)
        answer = _work(request, data)
        replies.write(json.dumps({"bytes": len(answer)}).encode() + b"\n" + answer)
        replies.flush()


def _allow(seconds: int) -> None:
    """Let the process go on for so many more seconds of processor time."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = math.ceil(used.ru_utime + used.ru_stime) + seconds
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _work(request: dict[str, Any], data: bytes) -> bytes:
    """Do a job, and tell every fault of it as a reason, as the reader of small files does."""
    results: Sequence[RawStory | Story | Skipped]
    try:
        if request["job"] == "parse":
            most = request["max_unpacked_bytes"]
            results = parse_briefly(request["place"], data, max_unpacked_bytes=most)
        else:
            repeated = frozenset(request["repeated"])
            results = [
                one if isinstance(one, Skipped) else clean_story(one, repeated)
                for one in read_results(RawStory, data)
            ]
        return write_results(results)
    except MemoryError:
        return write_results((Skipped(request["place"], "it takes too much memory to read"),))
    except UnreadableSourceError as reason:
        return write_results((Skipped(request["place"], str(reason)),))
    except Exception as error:
        return write_results((skip_unexpected(request["place"], error),))


def main() -> None:
    """Serve on the standard streams; the limits are the two arguments."""
    seconds, memory = map(int, sys.argv[1:3])
    serve(Limits(seconds, memory), sys.stdin.buffer, sys.stdout.buffer)
