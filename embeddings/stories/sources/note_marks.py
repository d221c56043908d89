"""Marks of note-taking and publishing tools in Markdown, made into plain Markdown.

Promise: words stay; only marks, pictures, comments and controls of such tools go.
"""

import re
from dataclasses import dataclass, field

from embeddings.stories.sources.field_names import field_of

_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_EMBED = re.compile(r"!\[\[[^\[\]\n]*\]\]")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]*\|)?(?P<shown>[^\[\]|\n]+)\]\]")
_HIGHLIGHT = re.compile(r"==(?=\S)(?P<text>[^=\n]{1,2000}?)(?<=\S)==")
_CALLOUT = re.compile(
    r"^(?P<quote>[ \t]*(?:>[ \t]?)+)\[![\w-]{1,30}(?:\|[^\]\n]*)?\][+-]?[ \t]*"
    r"(?P<title>.*)$", re.M
)  # fmt: skip
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,60}\](?!:)")
_FOOTNOTE_TEXT = re.compile(r"^\[\^[^\]\s]{1,60}\]:[ \t]*", re.M)
_INLINE_NOTE = re.compile(r"\^\[(?P<text>[^\[\]\n]{1,500})\]")
_TASK = re.compile(r"^(?P<item>[ \t]*[-*+] )\[[ xX/-]\] ", re.M)
_BLOCK_NAME = re.compile(r"[ \t]\^[\w-]{1,40}$", re.M)
_TAGS = re.compile(
    r"^[ \t]*(?:tags?:?[ \t]*)?(?:#[\w/-]*[a-zA-Z][\w/-]*[ \t,]*)+$", re.M | re.IGNORECASE
)
_SHORTCODE = re.compile(
    r"\{\{[<%].{0,999}?[>%]\}\}|\{%.{0,999}?%\}|\{:[^{}\n]*\}|^:::.*$", re.M | re.DOTALL
)
_POWER = re.compile(r"(?<=\w)\^(?P<power>-?\d{1,3})\^")
_HEADING_NAME = re.compile(r"(?P<heading>^#{1,6} .*?)[ \t]*\{#[\w-]+\}[ \t]*$", re.M)
_HIGHLIGHT_LINK = re.compile(
    r"(?:(?<![ \t])[ \t]+)?\(?\[(?:View Highlight|[⤴⤵]\ufe0f?|Location \d+"
    r"|Read (?:on Omnivore|in Reader))\]\([^()\s]*\)\)?"
)
_PROPERTY = re.compile(
    r"^[ \t>*-]*\**(?P<name>[A-Za-z][\w -]{1,30}?)\**::[ \t]*(?P<value>.*)\n?", re.M
)
_PROPERTIES = re.compile(f"(?:{_PROPERTY.pattern})+", re.M)
_ORIGINAL = re.compile(
    r"^\W{0,3}\[(?:Read |View |Open |Link to )?(?:the )?(?:Original|Source|Link|Permalink)"
    r"(?: (?:article|story|link|page|post))?\]\((?P<url>https?://[^\s()]+)\)[ \t]*$",
    re.M | re.IGNORECASE,
)
_QUERY = re.compile(
    r"^```+ *(?:dataview(?:js)?|query|tasks|button)\b.*\n(?:(?!```).*\n)*```+[ \t]*$", re.M
)
_OWN_NOTE = re.compile(
    r"^[ \t]+[-*] \**(?:Note|Tags?|My note)\**:\**[ \t].*\n?|^id\d{3,12}[ \t]*$", re.M
)
_JOPLIN = re.compile(r"\n[ \t]*\nid: [0-9a-f]{32}\n(?P<lines>(?:[a-z_]+:.*(?:\n|\Z)){3,60})\s*\Z")
_EXCERPT = re.compile(
    r"\A\s*(?:#{1,3} .*\n\s*)?(?P<excerpt>> #{1,4} Excerpt[ \t]*\n(?:>.*\n)*(?:\s*---[ \t]*\n)?)"
)
_METADATA = re.compile(
    r"^#{1,3} Metadata[ \t]*\n(?P<lines>(?:[ \t]*\n|[ \t]*[-*] .*\n?)+)", re.M | re.IGNORECASE
)
_METADATA_LINE = re.compile(r"[ \t]*[-*] \**(?P<name>[\w ]{2,30}?)\**:\**[ \t]*(?P<value>.+)")
_HIGHLIGHTS = re.compile(
    r"^#{1,4} (?:(?:New )?highlights(?: (?:first synced|added) .*)?|notes|full document"
    r"|full content|annotations)[ \t]*$",
    re.M | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Note:
    """A note's Markdown without such marks, and the fields that its own lines name."""

    body: str
    fields: dict[str, object] = field(default_factory=dict)


def clear_marks(body: str) -> Note:
    """Return ``body`` as plain Markdown, and what its lines of metadata say."""
    fields: dict[str, object] = {}
    body = _take_metadata(body, fields)
    if excerpt := _EXCERPT.match(body):
        body = body[: excerpt.start("excerpt")] + body[excerpt.end() :]
    for lines in tuple(_PROPERTIES.finditer(body[:4000])):
        body = _take_properties(lines[0], body, fields)
    return Note(_clear_inline(body), fields)


def _take_properties(lines: str, body: str, fields: dict[str, object]) -> str:
    """Read lines of properties that stand together; what else they say goes with them."""
    known = [(match, field_of(match["name"])) for match in _PROPERTY.finditer(lines)]
    if all(named in (None, "text") for _, named in known):
        return body
    for match, named in known:
        if named != "text":
            body = body.replace(match[0], "", 1)
        if named not in (None, "text"):
            fields.setdefault(match["name"], match["value"])
    return body


def _take_metadata(body: str, fields: dict[str, object]) -> str:
    """Read what exports write of a story above, below and beside it; return what is left."""
    exported = _METADATA.search(body)
    if exported:
        for line in exported["lines"].split("\n"):
            if match := _METADATA_LINE.fullmatch(line.rstrip()):
                fields[match["name"]] = match["value"]
        body = body[: exported.start()] + body[exported.end() :]
    if kept := _JOPLIN.search(body):
        told = dict(line.partition(": ")[::2] for line in kept["lines"].split("\n"))
        fields |= {name: told[name] for name in ("author", "source_url") if told.get(name)}
        body = body[: kept.start()]
    if original := _ORIGINAL.search(body):
        fields["url"] = original["url"]
        body = _ORIGINAL.sub("", body)
    if exported or original or _HIGHLIGHTS.match(body.lstrip()):
        body = _OWN_NOTE.sub("", _HIGHLIGHTS.sub("", body))
    return body


def _set_apart(callout: re.Match[str]) -> str:
    """A call-out's title as a paragraph of its own."""
    return f"{callout['quote']}{callout['title']}\n{callout['quote'].rstrip()}"


def _clear_inline(body: str) -> str:
    for pattern in (_COMMENT, _QUERY, _EMBED, _SHORTCODE, _HIGHLIGHT_LINK, _TAGS, _BLOCK_NAME):
        body = pattern.sub("", body)
    body = _WIKI_LINK.sub(lambda match: match["shown"].strip("#^ "), body)
    body = _HIGHLIGHT.sub(lambda match: match["text"], body)
    body = _CALLOUT.sub(_set_apart, body)
    body = _INLINE_NOTE.sub(lambda match: f" ({match['text']})", body)
    body = _POWER.sub(lambda match: f"<sup>{match['power']}</sup>", body)
    body = _FOOTNOTE.sub("", _FOOTNOTE_TEXT.sub("", body))
    body = _HEADING_NAME.sub(lambda match: match["heading"], body)
    return _TASK.sub(lambda match: match["item"], body)
