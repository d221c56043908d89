"""The standalone Milvus server of the package `milvus` (2.3.5: vectors and filters, no BM25), which
a test may kill and start again.

    python tests/milvus_standalone.py                    serves until its input ends, and says where
    python tests/milvus_standalone.py FOLDER LISTENER    inside its namespace: serves, and relays

It listens on every address, so that it runs in a network of its own; the only way in is a port of
127.0.0.1 outside, taken before and relayed by the process that starts it. Processes are numbered
apart too, so that none of them outlives that one.

Promise: nobody else reaches the server, and it has ended with all it started when the tests end.
"""

import asyncio
import contextlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

START_SECONDS = 180.0
LEASE_SECONDS = 5
"""How long a server that was killed counts as alive: until then one that is started anew waits for
it to serve what it had loaded. Milvus itself says 30, ``deploy/compose.yaml`` 10."""
ALONE = ("unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "--")
_INSIDE, _HEALTH = 19530, "http://127.0.0.1:9091/healthz"


def why_not() -> str | None:
    """Say what keeps the server from running here; ``None`` where nothing does."""
    if find_spec("milvus") is None:
        return "the package milvus, for Linux on x86-64, is not installed"
    with contextlib.suppress(OSError):
        tried = subprocess.run([*ALONE, "ip", "link"], capture_output=True, check=False, timeout=30)
        if tried.returncode == 0:
            return None
    return "networks of its own (unshare, ip) are not to be had here: root may make them"


@dataclass(slots=True)
class StandaloneMilvus:
    """One server with its files, behind a port that stays the same."""

    folder: Path
    port: int
    process: "subprocess.Popen[str] | None" = None

    def start(self) -> None:
        """Start, and wait until the server calls itself healthy.

        :raises TimeoutError: If it does not.
        """
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", self.port))
            self.port = listener.getsockname()[1]
            self.process = subprocess.Popen(
                [*ALONE, sys.executable, __file__, str(self.folder), str(listener.fileno())],
                pass_fds=[listener.fileno()],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        assert self.process.stdout
        if self.process.stdout.readline() != "healthy\n":
            raise TimeoutError(f"the server did not start: see {self.folder / 'logs'}")

    def kill(self) -> None:
        """End it at once with all that it started, as a lost machine does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            assert self.process.stdout
            self.process.stdout.read()  # ends when the last process of the namespace has
            self.process.stdout.close()
            self.process.wait(timeout=30)
            self.process = None


@contextmanager
def running() -> Iterator[StandaloneMilvus]:
    """Run a server of its own for the time of the block."""
    folder = Path(tempfile.mkdtemp(prefix="byline-milvus-"))
    server = StandaloneMilvus(folder, 0)
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def standalone_milvus() -> Iterator[StandaloneMilvus]:
    """A running server for all tests."""
    if reason := why_not():
        pytest.skip(reason)
    with running() as server:
        yield server


def serve(folder: Path, listener: socket.socket) -> None:
    """Start the server in this namespace, say when it is healthy, and let connections in."""
    from milvus import MilvusServer  # noqa: PLC0415 - inside its namespace alone

    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    server = MilvusServer(wait_for_started=False, data_dir=str(folder))
    server.config.set("common.session.ttl", LEASE_SECONDS)
    server.start()
    _wait_until_healthy()
    sys.stdout.write("healthy\n")
    sys.stdout.flush()
    assert server.server_proc
    asyncio.run(_relay(listener, server.server_proc))


def _wait_until_healthy() -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        with (
            contextlib.suppress(urllib.error.URLError, OSError),
            urllib.request.urlopen(_HEALTH, timeout=5) as response,
        ):
            if response.read().strip() == b"OK":
                return
        time.sleep(0.1)
    raise TimeoutError


async def _relay(listener: socket.socket, server: "subprocess.Popen[bytes]") -> None:
    """Let connections in until the server ends."""

    async def let_in(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        theirs, ours = await asyncio.open_connection("127.0.0.1", _INSIDE)
        await asyncio.gather(_copy(reader, ours), _copy(theirs, writer))

    async with await asyncio.start_server(let_in, sock=listener):
        while server.poll() is None:
            await asyncio.sleep(0.1)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()


def main() -> None:
    if len(sys.argv) > 1:
        serve(Path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2])))
        return
    if reason := why_not():
        sys.exit(reason)
    with running() as server:
        sys.stdout.write(f"milvus://127.0.0.1:{server.port}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
