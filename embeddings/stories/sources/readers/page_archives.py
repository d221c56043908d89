"""Web pages saved as one file with all they show (.mhtml): the page in it.

Promise: pictures, styles and frames of the file are never opened.
"""

from dataclasses import replace
from email.message import Message

from embeddings.errors import UnreadableSourceError
from embeddings.stories.metadata import read_web_address
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.field_values import read_title
from embeddings.stories.sources.place import Place
from embeddings.stories.sources.readers.guard import call_parser
from embeddings.stories.sources.readers.mail import parse_message, read_header, read_part
from embeddings.stories.sources.readers.web_pages import read_page

_PAGES = ("text/html", "application/xhtml+xml")
_MAX_PARTS = 2_000


def read(place: Place, data: bytes, _max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    """Return the article of a page saved with all it shows."""
    return call_parser("a page saved as one file", lambda: (_read(place, data),))


def _read(place: Place, data: bytes) -> RawStory:
    message = parse_message(data)
    for number, part in enumerate(message.walk()):
        if number > _MAX_PARTS:
            break
        if part.get_content_type() in _PAGES and not part.is_multipart():
            address = _find_address(message, part)
            story = read_page(place, read_part(part).encode(), url=address)
            title = read_title(read_header(message, "subject"))
            return story if story.title else replace(story, title=title)
    raise UnreadableSourceError("damaged: it holds no web page")


def _find_address(message: Message, part: Message) -> str | None:
    names = ((message, "snapshot-content-location"), (part, "content-location"))
    found = (read_web_address(read_header(one, name).replace(" ", "")) for one, name in names)
    return next((address for address in found if address), None)
