"""Keep two processes of this machine off the same shards, and two bots off the same index.

Promise: a lock ends with its process, however that ends.
"""

import contextlib
import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from bot.shards import Shards
from embeddings.errors import SettingsError, UnusableIndexError

_PATIENCE_S = 10.0
"""How long another process may take to find its own seats."""


@dataclass(frozen=True, slots=True)
class _Room:
    """Locks of a folder, one a seat; those of one ``group`` may be held beside each other."""

    folder: Path
    name: str
    group: str

    @contextlib.contextmanager
    def sit(self, seats: Sequence[int]) -> Iterator[None]:
        """Hold some seats for the time of the block.

        :raises Timeout: If one is held, or any of another group.
        """
        with contextlib.ExitStack() as stack:
            with FileLock(self.folder / f"{self.name}.lock", timeout=_PATIENCE_S):
                for other in sorted(self.folder.glob(f"{self.name}.*.lock")):
                    if not other.name.startswith(f"{self.name}.{self.group}."):
                        with FileLock(other, timeout=0):
                            pass
                for seat in seats:
                    path = self.folder / f"{self.name}.{self.group}.{seat}.lock"
                    stack.enter_context(FileLock(path, timeout=0))
            yield


@contextlib.contextmanager
def alone(token: str, index: Path, shards: Shards) -> Iterator[None]:
    """Keep other processes away from the same shards of a token, and other bots from the index.

    :raises SettingsError: If a bot runs with the token and these shards, or with another number.
    :raises UnusableIndexError: If another bot answers from the index.
    """
    digest = hashlib.sha256(token.encode()).hexdigest()[:16]
    # one connection, or all that are recommended, leave nothing to others
    group, seats = ("all", (0,)) if shards.count < 2 else (f"of-{shards.count}", shards.ids)
    of_token = _Room(Path(tempfile.gettempdir()), f"byline-{digest}", group)
    of_index = _Room(index, "bot", f"{digest}-{group}")
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(of_token.sit(seats))
        except Timeout as error:
            raise SettingsError(_phrase_taken(shards)) from error
        if index.is_dir():  # where it is not, opening it says so
            try:
                stack.enter_context(of_index.sit(seats))
            except Timeout as error:
                raise UnusableIndexError(
                    f"Another bot answers from {index}: stop it first, or set BYLINE_INDEX."
                ) from error
        yield


def _phrase_taken(shards: Shards) -> str:
    if shards.count < 2:
        return "A bot with this token runs already on this machine: stop it first."
    return (
        "A bot with this token runs already on this machine, with one of these shards or another "
        "number of them: stop it first, or set DISCORD_SHARDS."
    )
