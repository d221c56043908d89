"""The intake desk of one stories folder: what the terminal and Discord hand stories in with.

    desk = IntakeDesk(stories)
    preview = desk.read_address("https://…")        # or desk.read_file(name, data)
    preview.headline, preview.outlet, preview.day, preview.first_lines
    saved = desk.save(preview)                      # or desk.suggest(preview, by=…)
    … bring the index up to date, then saved.ids can be asked …

Promise: everything here waits until it is done, so that an event loop calls it on a thread; only
``receive``, ``read_address`` and the feeds reach the network; every refusal is a ``BylineError``
whose message is for the person.
"""

from pathlib import Path

from bot.intake.fetching.addresses import is_public, reach_anything
from bot.intake.fetching.fetcher import Fetcher
from bot.intake.kinds import looks_like_feed
from bot.intake.previews import Given, Preview, Received, read_received
from bot.intake.removing import Removal, remove_story
from bot.intake.saving import INBOX, Saved, save_story
from bot.intake.suggestions import (
    Suggestion,
    accept_suggestion,
    decline_suggestion,
    forget_suggestions,
    read_suggestion,
    suggest_story,
)
from embeddings.errors import StoriesError

MAX_BYTES = 20_000_000
"""Of a file that is handed in; what is fetched has a limit of its own."""

_NOTHING = Given()


class IntakeDesk:
    """Hands stories into one folder and takes them out again."""

    def __init__(self, stories: Path, fetcher: Fetcher | None = None) -> None:
        self.stories = stories
        self.fetcher = fetcher or Fetcher()

    @classmethod
    def open(cls, stories: Path, *, private: bool) -> "IntakeDesk":
        """Make a desk that fetches from the public internet, and from ``private`` networks too
        where that is set."""
        return cls(stories, Fetcher(may_reach=reach_anything if private else is_public))

    def receive(self, address: str) -> Received:
        """Fetch a page, without reading it yet.

        :raises UsageError: If the address is none that is fetched from.
        :raises StoriesError: If there is no page, or a feed instead.
        :raises ServiceError: If the server cannot be reached or does not behave.
        """
        fetched = self.fetcher.fetch_now(address)
        data = fetched.data or b""
        if looks_like_feed(data):
            raise StoriesError(f"That is a feed: follow it with `byline feed add {address}`.")
        name = fetched.url.partition("?")[0]
        return Received(data, name, fetched.content_type, fetched.charset, fetched.url)

    def read_address(self, address: str, said: Given = _NOTHING) -> Preview:
        """Fetch and read a page; reading it takes the time of a page of the index.

        :raises BylineError: As ``receive`` and ``read`` do.
        """
        return self.read(self.receive(address), said)

    def read_file(self, name: str, data: bytes, said: Given = _NOTHING) -> Preview:
        """Read a file that somebody has, such as an attachment.

        :raises StoriesError: If it cannot be read.
        """
        return self.read(Received(data, name), said)

    def read(self, received: Received, said: Given = _NOTHING) -> Preview:
        """Read what was received; what is ``said`` of it weighs more than it.

        :raises StoriesError: If it cannot be read or is too large.
        :raises UsageError: If one headline or address is given to several stories.
        """
        if len(received.data) > MAX_BYTES:
            raise StoriesError(f"It is larger than {MAX_BYTES / 1e6:g} MB: split it up.")
        return read_received(received, said)

    def save(self, preview: Preview, *, place: str = INBOX) -> Saved:
        """Save a story; the index does not know it yet.

        :raises StoriesError: If it cannot be written.
        """
        return save_story(preview, self.stories, place=place)

    def remove(self, story_id: str, *, whole_file: bool = False) -> Removal:
        """Take a story out; the index still holds it.

        :raises StoriesError: If there is no such story.
        :raises UsageError: If it cannot be taken out alone.
        """
        return remove_story(self.stories, story_id, whole_file=whole_file)

    def suggest(self, preview: Preview, *, by: str) -> Suggestion:
        """Keep a story until an administrator decides.

        :raises RefusedError: If too many wait already.
        """
        return suggest_story(preview, self.stories, by=by)

    def read_suggestion(self, suggestion: str) -> Preview:
        """Read what waits.

        :raises StoriesError: If it does not wait any more.
        """
        return read_suggestion(self.stories, suggestion)

    def accept(self, suggestion: str) -> Saved:
        """Save what waits among the stories.

        :raises StoriesError: If it does not wait any more.
        """
        return accept_suggestion(self.stories, suggestion)

    def decline(self, suggestion: str) -> None:
        """Drop what waits.

        :raises StoriesError: If it does not wait any more.
        """
        decline_suggestion(self.stories, suggestion)

    def forget(self, *, by: str) -> int:
        """Drop all that one person suggested and that still waits; return how many."""
        return forget_suggestions(self.stories, by=by)
