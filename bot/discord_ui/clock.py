"""What the bot does again and again beside its answers.

Promise: what goes wrong once is in the log, and is tried again at the next time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

_log = logging.getLogger("byline.discord")


async def by_the_clock(every_s: float, do: Callable[[], Awaitable[None]]) -> None:
    """Do something every so many seconds, for the first time after as many."""
    while True:
        await asyncio.sleep(every_s)
        try:
            await do()
        except Exception:  # the edge: nobody waits for it, and the next time may do it
            _log.exception("what goes by the clock went wrong, and is tried again")
