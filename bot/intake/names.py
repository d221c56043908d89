"""The names of the files that stories are saved as.

Promise: a name is safe on every file system: lower-case ASCII letters, digits and hyphens, not
too long, and none that Windows keeps for itself.
"""

import hashlib
import re
import unicodedata
from datetime import date

_MAX_WORDS = 70
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_KEPT_BY_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def name_story(headline: str, day: date | None, text: str) -> str:
    """Return a file's name without its ending: "2024-05-02-ferry-line-opens-again".

    A headline without Latin letters is named by what its text hashes to.
    """
    words = spell_plainly(headline or " ".join(text.split()[:8]))
    if len(words) < 4 or _KEPT_BY_WINDOWS.fullmatch(words):
        words = f"story-{hashlib.sha256((headline + text).encode()).hexdigest()[:10]}"
    return f"{day.isoformat()}-{words}" if day else words


def spell_plainly(text: str) -> str:
    """Return a text's words in ASCII with hyphens between: "Ärger in Kiel!" as "arger-in-kiel"."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = _NOT_WORD.sub("-", plain.replace("'", "")).strip("-")
    if len(words) <= _MAX_WORDS:
        return words
    return words[: _MAX_WORDS + 1].rpartition("-")[0] or words[:_MAX_WORDS]
