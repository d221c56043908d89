"""What becomes of a fault that nobody foresaw: the source is skipped, and its trace logged."""

import logging

from embeddings.stories.raw import Skipped

_log = logging.getLogger(__name__)


def skip_unexpected(place: str, error: Exception) -> Skipped:
    """Return ``place`` as skipped because of ``error``; its trace goes to the log, at debug level.

    Only for the edges where one source is read, so that it never stops the reading of others.
    """
    _log.debug("%s could not be read", place, exc_info=error)
    return Skipped(place, f"it could not be read ({type(error).__name__})")
