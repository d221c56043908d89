"""Where an index on Milvus is, as the settings and ``--index`` write it.

    milvus://localhost:19530/news        a server
    milvus+tls://db.example.org:443/news the same, encrypted
    milvus:///srv/byline/stories.db/news a file on this machine, through milvus-lite

Promise: nothing here needs pymilvus.
"""

import re
from dataclasses import dataclass, field

from embeddings.errors import SettingsError

_SCHEMES = ("milvus:", "milvus+tls:")
_ADDRESS = re.compile(
    r"""
    milvus(?P<tls>\+tls)?://
    (?: (?P<host> [A-Za-z0-9.-]+ | \[[0-9a-fA-F:]+\] ) : (?P<port> [0-9]{1,5} )  # localhost:19530
    |   (?P<file> /.+ )                                     # /srv/byline/stories.db, no host
    )
    / (?P<collection> [A-Za-z_][A-Za-z0-9_]{0,99} )         # news, never my-news
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class MilvusAddress:
    """A collection of a Milvus server, or of a file; ``uri`` is what the client connects to."""

    uri: str
    collection: str
    written: str
    token: str = field(default="", repr=False)

    def __str__(self) -> str:
        return self.written

    @property
    def place(self) -> str:
        """The server or the file, for messages."""
        return self.written.rpartition("/")[0]


def is_milvus(text: str) -> bool:
    """Say whether an index is meant to be on Milvus, be its address well written or not."""
    return text.startswith(_SCHEMES)


def parse_milvus(text: str, token: str = "") -> MilvusAddress:
    """Make the address of what a setting says.

    :raises SettingsError: If it is none.
    """
    found = _ADDRESS.fullmatch(text)
    if found is None or (found["tls"] and found["file"]) or int(found["port"] or 0) > 65_535:
        raise SettingsError(
            "An index on Milvus is written milvus://HOST:PORT/COLLECTION, or "
            f"milvus:///FOLDER/FILE.db/COLLECTION for a file, was: {_hide_secrets(text)}"
        )
    scheme = "https" if found["tls"] else "http"
    uri = found["file"] or f"{scheme}://{found['host']}:{found['port']}"
    return MilvusAddress(uri, found["collection"], text, token)


def _hide_secrets(text: str) -> str:
    """Leave out who and with which password: "milvus://me:secret@host/x" gives "milvus://…@host/x".

    They belong into BYLINE_MILVUS_TOKEN.
    """
    return re.sub(r"//[^/]*@", "//…@", text)
