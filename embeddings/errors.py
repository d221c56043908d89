"""Every error that Byline raises on purpose, each a sentence a person can act on.

    BylineError
    ├── UsageError          the command was used wrongly                exit code 2
    ├── StoriesError        there are no stories, or not the one named  exit code 1
    ├── UnusableIndexError  damaged, busy, or built by another model  exit code 3
    │   ├── NoIndexError    there is none yet                         exit code 3
    │   └── OtherFormatError  built by an older or a newer Byline     exit code 3
    ├── ModelError          a model that cannot be loaded or trusted    exit code 78
    ├── SettingsError       a setting is missing or wrong               exit code 78
    └── ServiceError        Discord cannot be reached                   exit code 69

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
