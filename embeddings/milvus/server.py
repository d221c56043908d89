"""A Milvus server, asked with timeouts and tries, whose failures are told as ours.

Promise: pymilvus is imported here alone, when a server is first asked; a call
ends, and ends as an answer, as ``NoIndexError`` for a collection that is not there, or as
``ServiceError`` for all else.
"""

import contextlib
import logging
import re
import time
from typing import Any

from embeddings.errors import NoIndexError, ServiceError, SettingsError
from embeddings.milvus.address import MilvusAddress

CALL_SECONDS = 5.0
"""How long one try of a question's call may take."""
WRITE_SECONDS = 120.0
"""How long one step of publishing may take."""
_DELAYS = (0.2, 0.8)
"""How long is waited before the second and the third try."""
_PATIENCE = 8.0
"""After so long no further try of a question's call is begun."""
_LOUD = ("pymilvus", "milvus_lite", "grpc._server")
"""Who logs a trace for each failure, where our one line is enough; the last is milvus-lite's."""
_RECONNECTING = {
    "grpc.use_local_subchannel_pool": 1,
    "grpc.initial_reconnect_backoff_ms": 100,
    "grpc.max_reconnect_backoff_ms": 2000,
}
"""gRPC itself would wait for up to two minutes before it tries a server again that was away."""
_NOT_FOUND, _NOT_LOADED = 100, 101
_BM25_SINCE = (2, 5)


class MilvusServer:
    """One server, connected to when it is first asked, and again when the connection is lost."""

    def __init__(self, address: MilvusAddress) -> None:
        self.address = address
        self._client: Any = None

    def call(self, method: str, *, seconds: float = CALL_SECONDS, **arguments: object) -> Any:
        """Call a method of ``pymilvus.MilvusClient`` that does no harm when it is called again.

        :raises NoIndexError: If a collection or an alias is not there.
        :raises ServiceError: If the server cannot be reached or refuses.
        :raises SettingsError: If pymilvus is not installed.
        """
        errors = _import_exceptions()
        ends = time.monotonic() + max(_PATIENCE, seconds)
        for delay in (*_DELAYS, None):
            try:
                return getattr(self._connect(), method)(timeout=seconds, **arguments)
            except errors as error:
                if getattr(error, "code", None) == _NOT_FOUND:
                    raise self._make_missing() from error
                if _is_not_loaded(error):
                    self._load(str(arguments["collection_name"]))
                else:
                    self._let_go()
                if delay is None or time.monotonic() + delay > ends:
                    raise self._make_unreachable(error) from error
            time.sleep(delay)
        raise ValueError("a call must be tried at least once")

    @property
    def version(self) -> str:
        """The version that the server says it is of."""
        return str(self.call("get_server_version"))

    def has_bm25(self) -> bool:
        """Say whether the server ranks by words: 2.5 and newer do, and so does milvus-lite 3.

        One of no number is believed to be new; "v2.3.5-lite" is a server that came as a package.
        """
        number = re.search(r"(\d+)\.(\d+)", self.version)
        return number is None or (int(number[1]), int(number[2])) >= _BM25_SINCE

    def close(self) -> None:
        """Let go of the connection; asking again makes another."""
        self._let_go()

    def _connect(self) -> Any:
        if self._client is None:
            for name in _LOUD:
                logging.getLogger(name).setLevel(logging.CRITICAL)
            module = import_pymilvus()
            address = self.address
            self._client = module.MilvusClient(
                uri=address.uri,
                token=address.token,
                timeout=CALL_SECONDS,
                grpc_options=_RECONNECTING,
            )
        return self._client

    def _load(self, collection: str) -> None:
        """Let a server that was started anew hold a collection in memory again."""
        with contextlib.suppress(*_import_exceptions()):
            self._client.load_collection(collection_name=collection, timeout=CALL_SECONDS)

    def _let_go(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(*_import_exceptions()):
                client.close()

    def _make_missing(self) -> NoIndexError:
        return NoIndexError(f"There is no index at {self.address}: run `byline rebuild-index`.")

    def _make_unreachable(self, error: Exception) -> ServiceError:
        reason = " ".join(str(getattr(error, "message", "") or error).split())[:200]
        return ServiceError(
            f"Milvus at {self.address.place} cannot be used ({reason}): see that it runs and that "
            "BYLINE_INDEX names it."
        )


def _is_not_loaded(error: Exception) -> bool:
    """Say whether a collection is on the disk of the server, but not in its memory.

    Milvus has a code for it; milvus-lite says "is in state 'released'".
    """
    said = str(getattr(error, "message", ""))
    return getattr(error, "code", None) == _NOT_LOADED or "'released'" in said


def import_pymilvus() -> Any:
    """Import pymilvus, which takes seconds, when it is needed.

    :raises SettingsError: If it is not installed.
    """
    try:
        import pymilvus  # noqa: PLC0415 - takes seconds
    except ImportError as error:
        raise SettingsError(
            "An index on Milvus needs a further package: run `pip install 'byline[milvus]'`."
        ) from error
    return pymilvus


def _import_exceptions() -> tuple[type[Exception], ...]:
    """Return what pymilvus and gRPC raise."""
    module = import_pymilvus()
    import grpc  # noqa: PLC0415 - takes seconds

    return (module.exceptions.MilvusException, grpc.RpcError, OSError)
