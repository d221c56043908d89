"""The generations that are published at an address, looked after as those of an index folder.

Promise: every call connects, and lets go again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from embeddings.errors import NoIndexError, UnusableIndexError
from embeddings.index.manifest import name_generation
from embeddings.index.verify import Verification
from embeddings.milvus import generations
from embeddings.milvus.address import MilvusAddress
from embeddings.milvus.opening import find_published_damage
from embeddings.milvus.server import MilvusServer


class Published:
    """What lies at one address; each call may raise ``ServiceError``."""

    def __init__(self, address: MilvusAddress) -> None:
        self.address = address

    def exists(self) -> bool:
        """Say whether there is a generation to ask.

        :raises UnusableIndexError: If the address names something else.
        """
        try:
            self.current()
        except NoIndexError:
            return False
        return True

    def current(self) -> str:
        """Return the generation that answers.

        :raises NoIndexError: If there is none.
        :raises UnusableIndexError: If the address names something else.
        """
        with self._connected() as server:
            return name_generation(generations.find_current(server)[0])

    def list_generations(self) -> tuple[str, ...]:
        """Return the names of the finished generations, the oldest first."""
        with self._connected() as server:
            return tuple(map(name_generation, generations.list_finished(server)))

    def go_back(self) -> str:
        """Let the generation before the one that answers answer, and return its name.

        :raises UnusableIndexError: If there is none, or it is damaged.
        """
        current, names = self.current(), self.list_generations()
        before = [name for name in names if _number(name) < _number(current)]
        if not before:
            raise UnusableIndexError(
                f"There is no generation before {current} at {self.address} to go back to."
            )
        self.go_to(before[-1])
        return before[-1]

    def go_to(self, generation: str) -> None:
        """Let a finished generation answer, be it older or newer.

        :raises UnusableIndexError: If it is not there any more, or damaged.
        """
        if generation not in self.list_generations():
            raise UnusableIndexError(f"Generation {generation} is not there any more.")
        if damage := self.find_damage(generation):
            raise UnusableIndexError(
                f"Generation {generation} is damaged ({damage[0]}): run `byline rebuild-index`."
            )
        with self._connected() as server:
            generations.switch(server, _number(generation))

    def verify(self) -> Verification:
        """Read the generation that answers whole; no file of it lies here.

        :raises NoIndexError: If there is none.
        """
        current = self.current()
        return Verification(current, (current,), 0, self.find_damage(current))

    def find_damage(self, generation: str) -> tuple[str, ...]:
        """Read a generation whole, and say what is not as it was written."""
        with self._connected() as server:
            return find_published_damage(server, _number(generation))

    def check_reachable(self) -> None:
        """Find out whether the server answers."""
        with self._connected() as server:
            _ = server.version

    @contextmanager
    def _connected(self) -> Iterator[MilvusServer]:
        server = MilvusServer(self.address)
        try:
            yield server
        finally:
            server.close()


def _number(generation: str) -> int:
    return int(generation.removeprefix("g"))
