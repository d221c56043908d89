"""Saved web pages."""

from dataclasses import replace

from embeddings.errors import UnreadableSourceError
from embeddings.stories.normalise import normalise, normalise_line
from embeddings.stories.pages.webpages import read_web_page
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.sources.mending import mend
from embeddings.stories.sources.place import Place

NO_ARTICLE = "no article text was found in this web page"


def read(place: Place, data: bytes, _max_bytes: int) -> tuple[RawStory | Skipped, ...]:
    """Return the article of a saved web page."""
    return (read_page(place, data),)


def read_page(place: Place, data: bytes, *, url: str | None = None) -> RawStory:
    """Return the article of a page; ``url`` is its address where it names none itself.

    :raises UnreadableSourceError: If it holds no article.
    """
    data, notices = _mend(data)
    page = read_web_page(data)
    if page is None:
        raise UnreadableSourceError(NO_ARTICLE)
    story = RawStory(
        id=place.stem,
        place=place.path,
        text=normalise(page.text),
        title=normalise_line(page.title),
        publisher=page.publisher,
        authors=page.authors,
        published=page.published,
        url=page.url,
        left_out=tuple((normalise_line(a), normalise_line(b)) for a, b in page.left_out),
        notices=notices,
    )
    return story if story.url else replace(story, url=url)


def _mend(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Mend a page's letters before its markup is read; one that is no UTF-8 stays as it is."""
    try:
        text, notices = mend(data.decode())
    except UnicodeDecodeError:
        return data, ()
    return (text.encode() if notices else data), notices
