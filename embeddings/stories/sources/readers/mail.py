"""Letters (.eml) and mailboxes (.mbox): newsletters and stories sent by mail.

Promise: attachments are named, never opened; nothing that a letter links to is fetched.
"""

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from embeddings.errors import UnreadableSourceError
from embeddings.stories.markup import read_markup
from embeddings.stories.normalise import normalise
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.decoding import decode
from embeddings.stories.sources.fields import read_fields
from embeddings.stories.sources.place import Place, with_notice
from embeddings.stories.sources.readers.guard import Deadline, call_parser

_FROM_LINE = re.compile(rb"^From [^\r\n]*\r?\n", re.MULTILINE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_SERVICE = re.compile(
    r"(?:view|read|open|see) (?:this|it|the)?\s?(?:e-?mail|newsletter|message|issue|story"
    r"|post|online)?"
    r"\s?(?:in|on|with)? ?(?:your |a |the )?(?:browser|web|online|app)?|unsubscribe.*"
    r"|manage (?:your )?"
    r"(?:preferences|subscription).*|update (?:your )?preferences.*|forward(?: to a friend)?|"
    r"you(?:['’]re| are) receiving this.*|you received this .*|(?:no longer want"
    r"|don['’]t want) to .*"
    r"|(?:privacy policy|terms of (?:use|service)|contact us|advertis(?:e|ement))"
    r"|(?:©|copyright) .*|all rights reserved.*|sent (?:to|from|by) .*"
    r"|add us to your address book.*"
    r"|view online|view in browser|web version|view as (?:a )?web ?page"
    r"|having trouble .*|forwarded this (?:e-?mail|message)\?.*|(?:read|open) in app"
    r"|restack|get the app"
    r"|(?:like|share|comments?|leave a comment)|\d{1,5} [^,]{4,60}, [^,]{3,40}, [A-Z]{2} \d{5}",
    re.IGNORECASE
)  # fmt: skip
_BROWSER_LINK = re.compile(
    r"<a\b[^>]{0,2000}?href\s*=\s*[\"'](?P<url>https?://[^\"'\s]{4,2000})[\"'][^>]{0,2000}>"
    r"(?:\s|<[^>]{0,200}>){0,20}(?:view|read|open|see)\b[^<]{0,40}\b(?:browser|online"
    r"|web)", re.IGNORECASE
)  # fmt: skip
_HEADING_LINK = re.compile(
    r"<h1\b[^>]{0,500}>(?:\s|<(?!/h1|a\b)[^>]{0,500}>){0,10}<a\b[^>]{0,2000}?"
    r"href\s*=\s*[\"'](?P<url>https?://[^\"'\s]{4,2000})[\"']", re.IGNORECASE
)  # fmt: skip
_FORWARDED = re.compile(
    r"^[> \t]*(?:-{2,} ?(?:forwarded|original) message ?-{2,}|begin forwarded message:)\s*"
    r"(?P<head>(?:[>*\s]*(?:from|date|sent|subject|to|cc|reply-to)\s?:\**\s.*(?:\n|\Z)){2,8})",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD_LINE = re.compile(r"[>*\s]*(?P<name>from|date|sent|subject)\s?:\**\s+(?P<value>.*)", re.I)
_SENDER = re.compile(r"(?P<person>[A-ZÀ-Þ]\S+(?: \S+){1,3}) (?:from|at|via) (?P<outlet>[A-ZÀ-Þ].+)")
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s?:\s*)+", re.IGNORECASE)
_FORWARD_TOLD = "it passes another letter on: that one was read"
_MAX_PARTS = 500
_MAX_NESTED = 100
_MAX_HEADER = 2_000


def read(place: Place, data: bytes, _max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    """Return the story of a letter, or one for each letter of a mailbox."""
    is_box = ".mbox" in place.path.lower().rsplit("/", 1)[-1]
    if not is_box:
        return (call_parser("a letter", lambda: _read_letter(place, data)),)
    deadline = Deadline()
    results: list[RawStory | Skipped] = []
    for number, letter in enumerate(_split_box(data), start=1):
        if deadline.is_over():
            results.append(Skipped(place.path, f"too large: read up to its letter {number - 1}"))
            break
        one = place.at(number)
        try:
            results.append(call_parser("a letter", lambda p=one, d=letter: _read_letter(p, d)))  # type: ignore[misc]
        except UnreadableSourceError as reason:
            results.append(Skipped(one.path, str(reason)))
    return tuple(results)


def _split_box(data: bytes) -> Iterator[bytes]:
    starts = [match for match in _FROM_LINE.finditer(data) if _begins_letter(data, match.start())]
    if not starts:
        raise UnreadableSourceError("damaged: it is no mailbox")
    ends = [*(match.start() for match in starts[1:]), len(data)]
    for match, end in zip(starts, ends, strict=True):
        yield _QUOTED_FROM.sub(rb"\1", data[match.end() : end])


def _begins_letter(data: bytes, at: int) -> bool:
    """Whether a line "From …" stands after an empty one, as the mailbox format wants it."""
    return (
        at == 0 or data[max(0, at - 2) : at] == b"\n\n" or data[max(0, at - 4) : at] == b"\r\n\r\n"
    )


def _read_letter(place: Place, data: bytes) -> RawStory:
    message = parse_message(data)
    if not message.keys():
        raise UnreadableSourceError("damaged: it has no head as a letter has")
    plain, markup, attached = _find_parts(message)
    text = _clear_service(normalise(read_markup(markup))) if markup else ""
    if len(text) < len(plain.strip()) / 3:
        text = _clear_service(normalise(plain))
    browser = _BROWSER_LINK.search(markup) or _HEADING_LINK.search(markup)
    own = {name: read_header(message, name) for name in ("from", "date", "subject")}
    passed_on, text = _read_forwarded(text)
    sent = {**own, **passed_on}
    post = read_header(message, "list-post").strip("<>")
    fields = {
        "title": _REPLY.sub("", sent["subject"]),
        **_read_sender(sent["from"]),
        "published": sent["date"],
        "url": read_header(message, "archived-at")
        or (post if post.startswith("http") else "")
        or (browser["url"] if browser else ""),
        "text": text,
    }
    story = read_fields({k: v for k, v in fields.items() if v}, place.stem, place.path)
    if passed_on:
        story = replace(story, notices=(_FORWARD_TOLD, *story.notices))
    if attached:
        names = ", ".join(attached[:3]) + (" …" if len(attached) > 3 else "")
        return with_notice((story,), f"its attachments were not read: {names}")[0]  # type: ignore[return-value]
    return story


def _read_forwarded(text: str) -> tuple[dict[str, str], str]:
    """Return the head of the letter that a text passes on, and that letter's own text."""
    match = _FORWARDED.search(text)
    if match is None or not text[match.end() :].strip():
        return {}, text
    told: dict[str, str] = {}
    for line in match["head"].split("\n"):
        if found := _HEAD_LINE.fullmatch(line):
            name = found["name"].lower().replace("sent", "date")
            told.setdefault(name, found["value"].strip())
    return {name: value for name, value in told.items() if value}, text[match.end() :].strip()


def _read_sender(sender: str) -> dict[str, str]:
    """Return outlet and author of a sender: "Mira Holt from Harbour Letters <mira@…>"."""
    name, address = parseaddr(sender)
    if match := _SENDER.fullmatch(name):
        return {"publisher": match["outlet"], "authors": match["person"]}
    return {"publisher": name or address.rpartition("@")[2]}


def parse_message(data: bytes) -> Message:
    """Return a letter taken apart; its headers are decoded when one is read, by ``read_header``.

    :raises UnreadableSourceError: If its parts nest too deep.
    """
    if data.count(b"boundary=") > _MAX_NESTED:
        raise UnreadableSourceError("damaged: its parts nest too deep")
    return email.message_from_bytes(data)


def read_header(message: Message, name: str) -> str:
    """Return a header's words in one line, "" where it breaks its own grammar."""
    raw = str(message.get(name, ""))[:_MAX_HEADER]
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except (ValueError, LookupError, UnicodeError):
        return " ".join(raw.split())


def _find_parts(message: Message) -> tuple[str, str, list[str]]:
    """The plain text, the HTML, and the names of what is attached."""
    plain: list[str] = []
    markup: list[str] = []
    attached: list[str] = []
    for number, part in enumerate(message.walk()):
        if number > _MAX_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        if part.get_content_disposition() == "attachment" or kind not in (
            "text/plain",
            "text/html",
        ):
            if part.get_content_disposition() == "attachment":
                attached.append(part.get_filename() or kind)
            continue
        (plain if kind == "text/plain" else markup).append(read_part(part))
    return "\n\n".join(plain), "\n".join(markup), attached


def read_part(part: Message) -> str:
    """Return the text of one part of a letter, in its own character set or the likeliest."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset()
    try:
        return payload.decode(charset) if charset else decode(payload)
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(payload) if payload else ""


def _clear_service(text: str) -> str:
    """Take out a newsletter's lines about itself: how to leave it, how to see it in a browser."""
    kept = [line for line in text.split("\n") if not _is_service(line)]
    return normalise("\n".join(kept))


def _is_service(line: str) -> bool:
    parts = [part.strip(" .>()[]<-–—•*") for part in re.split(r"\s[|·•]\s", line.strip())]
    return any(parts) and all(not part or _SERVICE.fullmatch(part) for part in parts)
