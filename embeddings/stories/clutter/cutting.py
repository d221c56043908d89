"""Cut marked spans out of a text and remember where they stood."""

import re

from embeddings.stories.story import Removed

_RULES = (
    ("newsletter box", re.compile(r"^(sign up( for .*)?|.*newsletters?)$", re.I)),
    ("subscribe line", re.compile(r"^subscribe\b.*$", re.I)),
    ("image address", re.compile(r"^https?://\S+\.(jpe?g|png|gif|webp|svg)\S*$", re.I)),
    ("image credit", re.compile(r"^\(image credit:.*\)$", re.I)),
)


def remove_clutter(text: str) -> tuple[str, tuple[Removed, ...]]:
    lines = text.split("\n")
    return cut_lines([(line, _reason(line)) for line in lines])


def _reason(line: str) -> str | None:
    return next((reason for reason, rule in _RULES if rule.match(line.strip())), None)


def cut_lines(lines: list[tuple[str, str | None]]) -> tuple[str, tuple[Removed, ...]]:
    kept, waiting, removed = "", [], []
    blank = False
    for line, reason in lines:
        if reason is not None:
            waiting.append((line.strip(), reason))
            continue
        if not line:
            blank = True
            continue
        if kept:
            kept += "\n\n" if blank else "\n"
        blank = False
        removed += [Removed(text, why, len(kept)) for text, why in waiting]
        waiting = []
        kept += line
    removed += [Removed(text, why, len(kept)) for text, why in waiting]
    return kept, tuple(removed)
