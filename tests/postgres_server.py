"""A PostgreSQL server of the tests' own, on a socket of a folder of its own, where one can be had.

Promise: it listens on no network, and has ended with its folder when the tests end.
"""

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PASSWORD = "made-up-password"
START_SECONDS = 60.0
_OTHER_USERS = ("postgres", "nobody")


def find_programs() -> Path | None:
    """Return the folder with ``initdb`` and ``postgres``, the newest where there are several."""
    folders = [Path(one) for one in os.environ.get("PATH", "").split(os.pathsep)]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in folders if (one / "initdb").is_file()), None)


def choose_user() -> str | None:
    """Return whom the server runs as, which refuses root; ``None`` for whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return next(one for one in _OTHER_USERS if one in known)


@dataclass(slots=True)
class PostgresServer:
    """A server that a test may stop, freeze and start again."""

    programs: Path
    folder: Path
    user: str | None
    process: "subprocess.Popen[bytes] | None" = None
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def data(self) -> Path:
        """The folder with its files."""
        return self.folder / "data"

    @property
    def password_file(self) -> Path:
        """A file with the password alone."""
        return self.folder / "password"

    def make(self) -> None:
        """Make the server's files."""
        self.password_file.write_text(f"{PASSWORD}\n", encoding="utf-8")
        self.password_file.chmod(0o644)
        if self.user:
            shutil.chown(self.folder, self.user)
        self._run(
            "initdb", "--pgdata", str(self.data), "--username", "byline", "--no-sync",
            "--auth", "scram-sha-256", "--pwfile", str(self.password_file),
            "--encoding", "UTF8", "--locale", "C",
        )  # fmt: skip

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.programs / program), *arguments],
            check=True, capture_output=True, user=self.user, cwd=self.folder, timeout=120,
        )  # fmt: skip

    def start(self) -> None:
        """Start, and wait until it answers."""
        self.process = subprocess.Popen(
            [
                str(self.programs / "postgres"), "-D", str(self.data), "-k", str(self.folder),
                "-c", "listen_addresses=", "-c", "fsync=off", "-c", "autovacuum=off",
            ],
            user=self.user, cwd=self.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.wait()

    def wait(self) -> None:
        """Wait until it lets people in.

        :raises TimeoutError: If it does not.
        """
        import psycopg  # noqa: PLC0415 - an extra

        ends = time.monotonic() + START_SECONDS
        while time.monotonic() < ends:
            try:
                psycopg.connect(self.address("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("the server did not start")

    def stop(self, number: signal.Signals = signal.SIGQUIT) -> None:
        """Stop at once, as a server does that crashes."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(number)
            self.process.wait(timeout=60)

    def address(self, database: str, *, password: str = PASSWORD) -> str:
        """Return the address of a database, with a password or without."""
        secret = f":{password}" if password else ""
        return f"postgresql://byline{secret}@/{database}?host={self.folder}"

    def make_database(self) -> str:
        """Make a database that nobody has used, and return its name."""
        import psycopg  # noqa: PLC0415 - an extra

        name = f"news{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return name


@contextmanager
def running(programs: Path) -> Iterator[PostgresServer]:
    """Run a server of its own for the time of the block."""
    folder = Path(tempfile.mkdtemp(prefix="byline-pg-"))
    folder.chmod(0o755)
    server = PostgresServer(programs, folder, choose_user())
    try:
        server.make()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A running server for all tests."""
    pytest.importorskip("psycopg", reason="the extra [postgres] is not installed")
    programs = find_programs()
    if programs is None:
        pytest.skip("there is no initdb here: install Debian's package postgresql")
    with running(programs) as server:
        yield server
