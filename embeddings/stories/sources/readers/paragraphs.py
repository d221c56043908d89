"""From the paragraphs of a word processor's document to a story.

Promise: the headline is the paragraph that its style calls so; else the document's own title
where it stands at the head, else the first line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from embeddings.errors import UnreadableSourceError
from embeddings.stories.markup import Block, join_blocks
from embeddings.stories.metadata import read_names
from embeddings.stories.normalise import normalise
from embeddings.stories.raw import RawStory
from embeddings.stories.sources.fields import complete, read_metadata
from embeddings.stories.sources.place import Place
from embeddings.stories.sources.text_files import read_plain

_HEADLINE_STYLES = ("title", "headline")
_AUTHOR_STYLES = ("author", "authors", "byline")
_DAY_STYLES = ("date",)
_MAKERS = ("python-docx", "user", "administrator", "microsoft", "unknown", "owner", "office")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its style's name in lower case, its text, and what kind of block it is."""

    style: str
    text: str
    kind: str = "p"


def make_story(
    place: Place, paragraphs: Sequence[Paragraph], core: Mapping[str, list[str]]
) -> RawStory:
    """Return the story in ``paragraphs``; ``core`` is what the document says of itself.

    :raises UnreadableSourceError: If there is no text.
    """
    filled = [one for one in paragraphs if one.text.strip()]
    styled = _take_styled(filled)
    body = [one for one in filled if not any(one in found for found in styled.values())]
    title = styled["title"][0].text if "title" in styled else _choose_title(body, core)
    rest = [one for one in body if one.text.strip() != title]
    text = join_blocks([Block(one.kind, one.text.strip()) for one in rest])
    if not text.strip() and not title:
        raise UnreadableSourceError("empty: it holds no text")
    story = read_plain(place, normalise(f"{title}\n\n{text}" if title else text))
    known = read_metadata(
        {name: [one.text for one in found] for name, found in styled.items() if name != "title"}
    )
    told = read_metadata({"publisher": core.get("publisher"), "url": core.get("source")})
    authors = known.authors or _read_creators(core, text)
    return complete(story, replace(known, publisher=told.publisher, url=told.url, authors=authors))


def _take_styled(paragraphs: Sequence[Paragraph]) -> dict[str, list[Paragraph]]:
    """The paragraphs at the head whose style says that they are headline, author or day."""
    found: dict[str, list[Paragraph]] = {}
    kinds = {"title": _HEADLINE_STYLES, "authors": _AUTHOR_STYLES, "published": _DAY_STYLES}
    for one in paragraphs[:12]:
        for name, styles in kinds.items():
            if one.style in styles and (name == "authors" or name not in found):
                found.setdefault(name, []).append(one)
    return found


def _choose_title(paragraphs: Sequence[Paragraph], core: Mapping[str, list[str]]) -> str:
    if not paragraphs:
        return ""
    heading = next((one for one in paragraphs[:4] if one.style in ("heading 1", "h1")), None)
    if heading is not None:
        return heading.text.strip()
    named = core.get("title", [""])[0]
    if named and any(one.text.strip().casefold() == named.casefold() for one in paragraphs[:6]):
        return next(
            one.text.strip()
            for one in paragraphs
            if one.text.strip().casefold() == named.casefold()
        )
    if len(paragraphs[0].text) > 200 and named:
        return named
    return ""


def _read_creators(core: Mapping[str, list[str]], text: str) -> tuple[str, ...]:
    """The document's own author, where that is a person's full name and no by-line is there."""
    if text.lstrip().casefold().startswith("by "):
        return ()
    names = read_names(core.get("creator") or core.get("initial-creator"))
    return tuple(name for name in names if " " in name and name.casefold() not in _MAKERS)
