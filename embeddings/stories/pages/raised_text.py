"""What raised and lowered letters say: powers, units and ordinals stay, footnote marks go."""

import re

from lxml.html import HtmlElement

from embeddings.stories.metadata import read_line

_RAISED = str.maketrans("0123456789+-−–n()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻ⁿ⁽⁾")
_POWER = re.compile(r"[+\-−–]?\d{1,3}|n")
# Takes: "10", "× 2", "km", "m", "x".  Leaves: "site.", "2019", "1,200", "the mine".
_BASE = re.compile(r"(?<![\w.,])(?:\d{1,2}|[kcmd]?m|ft|in|yd|mi|s|[a-z]|mc|[A-Z])$")
_NOTE = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§¶]+)[\])]?(?:\s*,\s*\d{1,3})*")
_NOTE_NAME = re.compile(r"foot-?note|\bfn|\bref|cite|note", re.IGNORECASE)
_SIGNED_POWER = re.compile(r"[+\-−–]\d{1,3}")


def read_raised(node: HtmlElement, before: str, after: str) -> str:
    """Return what stands for the ``sup`` or ``sub`` element ``node`` in a plain text.

    ``before`` ends and ``after`` begins with what stands beside it. "10" before "6" is a power;
    a figure after a word or a full stop is a footnote's.
    """
    text = read_line(node.text_content())
    if node.tag == "sub" or not text:
        return text
    if _is_note_link(node):
        return ""
    if _SIGNED_POWER.fullmatch(text) or (_POWER.fullmatch(text) and _BASE.search(before)):
        return text.translate(_RAISED)
    if text.isdigit() and after[:1].isalpha() and not before[-1:].isalnum():
        return text.translate(_RAISED)
    return "" if _NOTE.fullmatch(text) else text


def _is_note_link(node: HtmlElement) -> bool:
    links = [*node.iter("a")]
    around = node.getparent()
    if around is not None and around.tag == "a":
        links.append(around)
    named = " ".join(filter(None, (node.get("class"), node.get("id"))))
    return any((link.get("href") or "").startswith("#") for link in links) or bool(
        _NOTE_NAME.search(named)
    )
