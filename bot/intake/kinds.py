"""What kind of file some bytes are: by what they are first, then by what they are called.

Promise: a PDF that calls itself a web page is told to be a PDF.
"""

import re
from pathlib import PurePosixPath

from embeddings.errors import StoriesError
from embeddings.stories.sources.endings import ending_of

_MAGIC = (
    (b"%PDF-", ".pdf", "a PDF file"),
    (b"{\\rtf", ".rtf", "a rich text file"),
    (b"\x89PNG", None, "a picture"),
    (b"GIF8", None, "a picture"),
    (b"\xff\xd8\xff", None, "a picture"),
    (b"RIFF", None, "a picture or a sound"),
    (b"\x00\x00\x00", None, "a film or another file of bytes"),
    (b"MZ", None, "a program"),
    (b"\x7fELF", None, "a program"),
)
_CONTAINERS = (
    (b"PK\x03\x04", (".docx", ".odt", ".epub"), "a zip file or an office document"),
    (b"\x1f\x8b", (".gz",), "a gzip file"),
)
"""What holds files of several kinds, and the endings that say which."""
_BY_TYPE = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/ld+json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "message/rfc822": ".eml",
    "application/mbox": ".mbox",
    "text/csv": ".csv",
}
_HTML = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|article|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<[?!](?!entity)[^>]*>\s*)*<(?:rss|feed|rdf:RDF)[\s>]",
    re.IGNORECASE,
)
_PROBE = 4_096


def looks_like_feed(data: bytes) -> bool:
    """Say whether these are the bytes of an RSS or Atom feed."""
    return bool(_FEED.match(data.removeprefix(b"\xef\xbb\xbf")[:_PROBE]))


def choose_ending(data: bytes, *, name: str = "", content_type: str = "") -> str:
    """Return the ending that says how the bytes are to be read: ".html", ".txt", ".jsonl.gz".

    ``name`` is the file's own and ``content_type`` what a server calls it, as far as known.

    :raises StoriesError: If they are of a kind that no reader reads.
    """
    named = ending_of(PurePosixPath(name).name) or ""
    for magic, ending, kind in _MAGIC:
        if data.startswith(magic):
            return _require(ending or "", kind)
    for magic, endings, kind in _CONTAINERS:
        if data.startswith(magic):
            return _require(named if named.endswith(endings) else "", kind)
    told = _BY_TYPE.get(content_type.lower(), "")
    html = bool(_HTML.match(data.removeprefix(b"\xef\xbb\xbf")[:_PROBE]))
    if told == ".html" or (html and not named):
        return ".html"
    if named and not named.endswith(".gz"):
        return named
    return _require(told or _guess(data), "a file of that kind")


def _guess(data: bytes) -> str:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:4]
    if start.startswith((b"{", b"[")):
        return ".json"
    return ".md" if start.startswith(b"---") else ".txt"


def _require(ending: str, kind: str) -> str:
    """Return an ending that is read.

    :raises StoriesError: If it is not.
    """
    if not ending or ending_of(f"story{ending}") != ending:
        raise StoriesError(f"That is {kind}, which Byline does not read: give the story as text.")
    return ending
