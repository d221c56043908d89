"""Every error that Byline raises on purpose, each a sentence a person can act on.

    BylineError
    ├── UsageError          the command was used wrongly                exit code 2
    ├── StoriesError        there are no stories, or not the one named  exit code 1
    ├── UnusableIndexError  damaged, busy, or built by another model  exit code 3
    │   ├── NoIndexError    there is none yet                         exit code 3
    │   └── OtherFormatError  built by an older or a newer Byline     exit code 3
    ├── ModelError          a model that cannot be loaded or trusted    exit code 78
    ├── SettingsError       a setting is missing or wrong               exit code 78
    ├── RefusedError        somebody may not do this, or not now        exit code 1
    │   └── MarkedRefusal     the same, in Markdown of ours               exit code 1
    ├── CancelledError      somebody has ended a build                  exit code 1
    └── ServiceError        a service cannot be reached                 exit code 69
        └── BusyServerError   it asks to be left alone for a while        exit code 69

Three never reach a person as errors, since the room that raises them catches them too:
``UnreadableSourceError`` becomes a skipped file, ``UnpackingError`` one of the above, and
``StoppedReadingError`` ends a command whose output nobody reads any more.

A wrong argument from our own code is a ``ValueError`` ("must be X, was: Y"). Anything else that
reaches an edge is a bug.
"""

from typing import ClassVar


class BylineError(Exception):
    """A failure that the person can mend; its message says how, in one line."""

    exit_code: ClassVar[int] = 1


class UsageError(BylineError):
    """A command or an option was used wrongly."""

    exit_code = 2


class StoriesError(BylineError):
    """There is no story to read, or not the one that is asked for."""

    exit_code = 1


class UnusableIndexError(BylineError):
    """An index folder is damaged, busy, or was built by another model or format."""

    exit_code = 3


class NoIndexError(UnusableIndexError):
    """There is no index where one was expected."""


class OtherFormatError(UnusableIndexError):
    """An index was built by an older or a newer Byline."""


class ModelError(BylineError):
    """A model cannot be found, loaded or trusted."""

    exit_code = 78


class SettingsError(BylineError):
    """A setting is missing or wrong."""

    exit_code = 78


class ServiceError(BylineError):
    """A service on the network cannot be reached or does not work."""

    exit_code = 69


class BusyServerError(ServiceError):
    """A server asks to be left alone for a while."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds
        """How long, as far as it says; 0 if it does not."""


class RefusedError(BylineError):
    """Someone may not do something, or not now; the message says what to do."""


class MarkedRefusal(RefusedError):  # noqa: N818
    """A refusal whose message is Markdown of ours, such as the mention of a channel."""


class CancelledError(BylineError):
    """Somebody has ended a build."""


class UnreadableSourceError(Exception):
    """A source that has to be skipped; the message is the reason a person reads."""


class UnpackingError(Exception):
    """A body that is too large or badly packed; the message goes on "What the server sends …"."""


class StoppedReadingError(Exception):
    """Whoever read our output has gone, as ``head`` does: no fault, but nothing is left to do."""
