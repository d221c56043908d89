"""From the values of a service's fields to those of a story: texts, names, days, addresses.

Promise: a value is read or passed over, never guessed at; only the standard shapes of services
are opened, and none so deep that it takes long.
"""

import functools
import html
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from embeddings.stories.metadata import read_line, read_names, read_web_address
from embeddings.stories.publication_dates import read_date

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});", re.IGNORECASE)
_LIKELY_MARKUP = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--)|&lt;/?[a-zA-Z]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]|\[([^\[\]]+)\]\([^()\s]*\)")
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+?(?P<left>\d+) (?:chars|characters|more)\]\s*$")
_SINGLE = ("rendered", "html", "raw", "text", "value", "content", "body", "plain")
"""Where an object holds the whole of its text: the first of them counts."""
_PARTS = (*_SINGLE, "summary", "headline", "paragraphs", "sections", "blocks", "children", "items",
          "main")  # fmt: skip
_NAMED = ("name", "title", "displayname", "display_name", "label", "fullname", "original", "main")
_MAX_DEPTH = 12
_MAX_NESTED, _MAX_VALUES = 60, 300_000
_STAMPS = ((1e8, 1e11, 1), (1e11, 1e14, 1e3), (1e14, 1e17, 1e6))
"""From which to which number a stamp counts seconds, milliseconds and microseconds since 1970."""
_COMPACT = re.compile(r"(?P<day>(?:19|20)\d\d(?:0\d|1[0-2])(?:[0-2]\d|3[01]))(?:T?\d{4,6}Z?)?")


def is_too_much(value: object) -> bool:
    """Say whether a value nests too deep, or holds more than a story ever does when written out.

    A short YAML file can name a list that is endless when written out.
    """
    waiting, seen = [(value, 0)], 0
    while waiting:
        one, depth = waiting.pop()
        seen += 1
        if depth > _MAX_NESTED or seen > _MAX_VALUES:
            return True
        if isinstance(one, Mapping):
            waiting.extend((inner, depth + 1) for inner in one.values())
        elif isinstance(one, Sequence) and not isinstance(one, (str, bytes)):
            waiting.extend((inner, depth + 1) for inner in one)
    return False


def read_text(value: object, depth: int = 0) -> str:
    """Return the text that a value holds: a string, a list of paragraphs, nested sections.

    HTML becomes plain text. Empty where the value holds none.
    """
    if isinstance(value, str):
        return plain_text(value)
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(value, Sequence):
        return "\n\n".join(filter(None, (read_text(one, depth + 1) for one in value)))
    if isinstance(value, Mapping):
        known = {str(name).casefold(): part for name, part in value.items()}
        found = [(name, read_text(known[name], depth + 1)) for name in _PARTS if name in known]
        texts = [text for _, text in found if text]
        single = next((text for name, text in found if text and name in _SINGLE), None)
        return single or "\n\n".join(texts)
    return ""


def plain_text(text: str) -> str:
    """Return ``text`` without the marks and entities of HTML, where it holds any."""
    if _LIKELY_MARKUP.search(text):
        # lxml takes a while to load, and most values are plain
        from embeddings.stories.markup import has_markup, read_markup  # noqa: PLC0415

        if not has_markup(text) and "&lt;" in text:
            text = html.unescape(text)
        if has_markup(text):
            text = read_markup(text)
    return decode_entities(text)


def decode_entities(text: str) -> str:
    """Return ``text`` with entities such as ``&amp;`` decoded, also those encoded twice."""
    for _ in range(2):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = _ENTITY.sub(lambda match: _decode_entity(match[0]), text)
    return text


@functools.lru_cache(maxsize=4096)
def _decode_entity(entity: str) -> str:
    return html.unescape(entity)


def split_cut_mark(text: str) -> tuple[str, int]:
    """Return a text without a service's mark of what it left out, and how many characters that is.

    NewsAPI ends a text by "… [+1874 chars]".
    """
    match = _CUT.search(text[-80:])
    if not match:
        return text, 0
    return text[: len(text) - len(match[0])].rstrip() + " …", int(match["left"])


def read_title(value: object) -> str:
    """Return a headline from a string or from an object that holds one."""
    if isinstance(value, Mapping):
        value = _pick(value, ("rendered", "main", *_NAMED, "text", "value"))
    if isinstance(value, Sequence) and not isinstance(value, str):
        value = next((one for one in value if isinstance(one, str)), "")
    return read_line(_unlink(plain_text(value))) if isinstance(value, str) else ""


def read_publisher(value: object) -> str:
    """Return an outlet's name; "" for an address, which is none."""
    if isinstance(value, Mapping):
        value = _pick(value, _NAMED) or _pick(value, ("domain", "uri", "id"))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return next(filter(None, map(read_publisher, value)), "")
    name = read_title(value)
    return "" if read_web_address(name) or len(name) > 120 else name


def read_people(value: object) -> tuple[str, ...]:
    """Return names of authors from a string, a list, or objects with a name."""
    if isinstance(value, str):
        return read_names(_unlink(decode_entities(value)))
    if isinstance(value, Mapping):
        named = _pick(value, _NAMED)
        if named is None:
            first, last = _pick(value, ("first", "firstname")), _pick(value, ("last", "lastname"))
            named = " ".join(str(one) for one in (first, last) if one)
        if not named and all(isinstance(one, Mapping) for one in value.values()):
            # A service that keeps its authors by their numbers.
            return read_people([one for one in value.values() if _pick(one, _NAMED)])
        return read_people(named) if isinstance(named, (str, Sequence)) and named else ()
    if isinstance(value, Sequence):
        names = [
            one if isinstance(one, str) else " and ".join(read_people(one)) for one in value[:99]
        ]
        return read_names([_unlink(decode_entities(name)) for name in names])
    return ()


def read_day(value: object) -> date | None:
    """Return the day of a date in any common form: text, seconds since 1970, Mongo's object."""
    for _ in range(3):
        if isinstance(value, Mapping):
            names = ("$date", "$numberlong", "iso", "date", "published", "value", "time")
            value = _pick(value, names)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            value = value[0] if value else None
    if isinstance(value, str):
        value = _unlink(value.strip())
        if match := _COMPACT.fullmatch(value):
            return read_date(f"{match['day'][:4]}-{match['day'][4:6]}-{match['day'][6:]}")
        if re.fullmatch(r"\d{9,17}(?:\.\d+)?", value):
            return _read_stamp(float(value))
        return read_date(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        text = str(value)
        return read_day(text) if len(text) == 8 and text.isdigit() else _read_stamp(float(value))
    return read_date(value)


def _read_stamp(number: float) -> date | None:
    for low, high, factor in _STAMPS:
        if low <= number < high:
            return datetime.fromtimestamp(number / factor, tz=UTC).date()
    return None


def read_address(value: object) -> str | None:
    """Return an http address from a string, a list or an object that holds one."""
    if isinstance(value, Mapping):
        value = _pick(value, ("href", "url", "canonical", "link", "self", "@id"))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return next(filter(None, map(read_address, value[:20])), None) if value else None
    if not isinstance(value, str):
        return None
    text = value.strip().strip("<>\"'")
    link = re.fullmatch(r"\[[^\[\]]*\]\((https?://[^\s()]+)\)", text)
    return read_web_address(decode_entities(link[1] if link else text))


def read_id(value: object) -> str:
    """Return a story's id from text or a whole number, else ""."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return read_line(value)


def _pick(value: Mapping[object, object], names: Sequence[str]) -> object:
    known = {str(name).casefold(): part for name, part in value.items()}
    return next((known[name] for name in names if known.get(name) not in (None, "", [], {})), None)


def _unlink(text: str) -> str:
    """Return a value without the marks of a wiki link or a Markdown link."""
    return _WIKI_LINK.sub(lambda match: match[1] or match[2], text) if "[" in text else text
