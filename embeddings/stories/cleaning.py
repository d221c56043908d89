"""From raw stories to clean ones: clutter out, and the metadata that only clutter gave kept."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from embeddings.stories.clutter import Cleared, clear_text, find_repeated, line_key
from embeddings.stories.faults import skip_unexpected
from embeddings.stories.metadata import read_names
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.stated import read_stated_address, read_stated_day
from embeddings.stories.story import Removed, Story


def clean_stories(raw: Sequence[RawStory]) -> tuple[Story | Skipped, ...]:
    """Return each story without its clutter, in the order given.

    What counts as a line repeated across stories depends on all of ``raw``.
    """
    found = zip(raw, find_own_repeated(raw), strict=True)
    return tuple(clean_story(story, repeated) for story, repeated in found)


def find_own_repeated(raw: Sequence[RawStory]) -> tuple[frozenset[str], ...]:
    """Return for each story the keys of those of its lines that are repeated across all of them.

    Nothing else about the other stories matters to what a story becomes.
    """
    keyed = [[line_key(line) for line in story.text.split("\n") if line] for story in raw]
    repeated = find_repeated(keyed)
    return tuple(repeated.intersection(keys) for keys in keyed)


def clean_story(raw: RawStory, repeated: frozenset[str]) -> Story | Skipped:
    """Return a story without its clutter; ``repeated`` are the keys of its repeated lines.

    One story never stops the others, whatever its text does to a rule.
    """
    try:
        return _clean_story(raw, repeated)
    except Exception as error:
        return skip_unexpected(raw.place, error)


def hash_origin(raw: RawStory, repeated: frozenset[str]) -> str:
    """Return what tells apart all that ``clean_story`` makes a story from."""
    text = hashlib.sha256(raw.text.encode(errors="surrogatepass")).hexdigest()
    rest = repr((replace(raw, text=text), sorted(repeated)))
    return hashlib.sha256(rest.encode()).hexdigest()


def _clean_story(raw: RawStory, repeated: frozenset[str]) -> Story | Skipped:
    cleared = clear_text(
        raw.text,
        authors=raw.authors,
        publisher=raw.publisher,
        repeated=repeated,
        apart=dict(raw.apart),
    )
    if not cleared.text:
        return Skipped(raw.place, "empty: it holds nothing but page leftovers")
    return Story(
        id=raw.id,
        text=cleared.text,
        title=raw.title,
        publisher=raw.publisher or _only_outlet(cleared),
        authors=raw.authors or read_names(list(cleared.signed_by)),
        published=raw.published or read_stated_day(cleared.removed),
        url=raw.url or read_stated_address(cleared.removed),
        removed=_add_left_out(cleared, raw.left_out),
    )


def _add_left_out(cleared: Cleared, left_out: Sequence[tuple[str, str]]) -> tuple[Removed, ...]:
    """What was removed, and what was never in the text: each where it stood, as far as is known."""
    starts: dict[str, int] = {}
    at = 0
    for line in cleared.text.split("\n"):
        starts.setdefault(line, at)
        at += len(line) + 1
    found, at = list(cleared.removed), 0
    for text, following in left_out:
        at = max(at, starts.get(following, at if following else len(cleared.text)))
        found.append(Removed(text, "beside the article", at))
    return tuple(sorted(found, key=lambda one: one.at))


def _only_outlet(cleared: Cleared) -> str | None:
    """The outlet that the page names as its own, unless it names several."""
    return cleared.outlets[0] if len(cleared.outlets) == 1 else None
