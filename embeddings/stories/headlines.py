"""Which line is a headline."""

import re

from embeddings.lexicon import NEWS_AGENCIES, join_pattern

_MAX_HEADLINE = 160
_SENTENCE_END = re.compile(r"[.;:,]['\"”’)]?$")
_AGENCY = join_pattern(("CNN", *(name for names in NEWS_AGENCIES.values() for name in names)))
_DATELINE = re.compile(rf"\bCNN\s+—|\((?:{_AGENCY})\)|\s(?:--|—)\s*$")


def split_headline(text: str) -> tuple[str, str]:
    """Return the first non-empty line of ``text`` and the stripped rest; each may be empty."""
    headline, _, body = text.strip().partition("\n")
    return headline.strip(), body.strip()


def looks_like_headline(line: str, text: str) -> bool:
    """Whether ``line``, the first of ``text``, is a headline and not the story's first words."""
    if not 8 <= len(line) <= _MAX_HEADLINE or len(line) >= len(text):
        return False
    if len(line.split()) < 2 or line.startswith(("By ", "(", "http")):
        return False
    return not _SENTENCE_END.search(line) and not _DATELINE.search(line)
