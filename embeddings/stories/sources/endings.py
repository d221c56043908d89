"""The endings of story files, and what kind each is of.

Promise: knowing them loads none of what reads them.
"""

TEXT = (".txt", ".text")
JSON = (".json",)
JSON_LINES = (".jsonl", ".ndjson")
_LIGHT = (*TEXT, *JSON, *JSON_LINES)

_TEXT_KINDS = {
    **dict.fromkeys((".md", ".markdown"), "markdown_files"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "web_pages"),
    **dict.fromkeys((".xml", ".rss", ".atom"), "feeds"),
    **dict.fromkeys((".csv", ".tsv"), "tables"),
    **dict.fromkeys((".eml", ".mbox"), "mail"),
    **dict.fromkeys((".mhtml", ".mht"), "page_archives"),
    ".rtf": "rich_text",
    ".warc": "web_archives",
}
_PACKED_KINDS = {
    ".pdf": "pdf",
    **dict.fromkeys((".docx", ".docm"), "word"),
    ".odt": "open_document",
    ".epub": "books",
}
LATE = {**_TEXT_KINDS, **_PACKED_KINDS}
"""Which module of ``readers`` reads an ending: it loads when the first such file is met."""

ENDINGS = (*_LIGHT, *LATE, *(f"{ending}.gz" for ending in (*_LIGHT, *_TEXT_KINDS)))
"""Endings of story files, in lower case."""

LINE_BY_LINE = (".jsonl.gz", ".ndjson.gz", ".warc.gz")
"""Packed kinds of many stories, which may unpack to more than one story's file may."""


def ending_of(name: str) -> str | None:
    """Return which of ``ENDINGS`` the file ``name`` has, or ``None``; case does not matter."""
    lowered = name.lower()
    found = [ending for ending in ENDINGS if lowered.endswith(ending)]
    return max(found, key=len, default=None)
