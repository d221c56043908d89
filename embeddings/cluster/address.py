"""Where a cluster is, as ``--address`` writes it: "10.0.0.4:6379", or "auto" for the one that this
machine is part of.

Promise: nothing here needs Ray, and a machine that does not answer is told within seconds.
"""

import re
import socket
from dataclasses import dataclass

from embeddings.errors import ServiceError, UsageError

_SECONDS = 5.0
_AUTO = "auto"
_ADDRESS = re.compile(
    r"""
    (?P<host> [A-Za-z0-9._-]+ | \[[0-9a-fA-F:]+\] )  # head.example.org, [fd00::4]
    : (?P<port> [0-9]{1,5} )                         # :6379, never ray://head:10001
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class ClusterAddress:
    """A running cluster, by its head's host and port; by neither where Ray finds it itself."""

    written: str
    host: str = ""
    port: int = 0

    def __str__(self) -> str:
        return self.written

    @property
    def place(self) -> str:
        """The cluster, for messages."""
        return f"The Ray cluster at {self}"

    @classmethod
    def parse(cls, text: str) -> "ClusterAddress":
        """Make the address of what ``--address`` says.

        :raises UsageError: If it is none.
        """
        if text == _AUTO:
            return cls(text)
        found = _ADDRESS.fullmatch(text)
        if found is None or not 0 < int(found["port"]) <= 65_535:
            raise UsageError(
                "A Ray cluster is named --address HOST:PORT, as `ray status` on one of its "
                f"machines does, or --address auto on such a machine, was: {text}"
            )
        return cls(text, found["host"].strip("[]"), int(found["port"]))

    def check_reachable(self) -> None:
        """Find out whether anything listens there.

        :raises ServiceError: If nothing does.
        """
        if not self.host:
            return
        try:
            socket.create_connection((self.host, self.port), timeout=_SECONDS).close()
        except OSError as error:
            raise ServiceError(
                f"{self.place} cannot be reached ({error.strerror or error}): see "
                "that it runs and that --address names its head."
            ) from error
