"""The intake desk of one stories folder: what the terminal and Discord hand stories in with.

    desk = IntakeDesk(stories)
    preview = desk.read_address("https://…")        # or desk.read_file(name, data)
    preview.headline, preview.outlet, preview.day, preview.first_lines
    saved = save_story(preview, desk.stories)       # or suggest_story(preview, …, by=…)
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
from embeddings.errors import StoriesError

MAX_BYTES = 20_000_000
"""Of a file that is handed in; what is fetched has a limit of its own."""

_NOTHING = Given()


class IntakeDesk:
    """Receives and reads what is handed in for one folder."""

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
