"""The words in which is told what a stories folder lost on the way into the index.

Promise: nothing is passed over in silence; what is too long for a terminal says how much is left.
"""

from collections.abc import Sequence

from bot.presentation.counting import count
from bot.presentation.quoting import quote_name
from embeddings.index.seams import Stories

_SHOWN_NOTICES = 20
_SHOWN_STORIES = 5
_SHOWN_KINDS = 6


def phrase_losses(database: Stories) -> tuple[str, ...]:
    """Return a line for files of other kinds, and one for each notice."""
    notices = database.list_notices()
    lines = [f"{quote_name(notice.story)}: {notice.text}" for notice in notices[:_SHOWN_NOTICES]]
    if len(notices) > _SHOWN_NOTICES:
        left = len(notices) - _SHOWN_NOTICES
        lines.append(f"and {count(left, 'more notice')}: `byline index status --json` names all")
    return (*_phrase_others(database.list_other_files()), *lines)


def phrase_incomplete(database: Stories) -> tuple[str, ...]:
    """Return a line for the stories without a headline, and one for those without a day."""
    incomplete = database.list_incomplete()
    untitled = [story for story, titled, _ in incomplete if not titled]
    undated = [story for story, _, dated in incomplete if not dated]
    return (*_phrase_lacking(untitled, "headline"), *_phrase_lacking(undated, "day"))


def phrase_undated(number: int) -> str:
    """Return how many stories a filter by day left out, since nobody knows theirs."""
    return f"{count(number, 'story')} without a day {'was' if number == 1 else 'were'} left out."


def _phrase_others(others: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    if not others:
        return ()
    kinds = ", ".join(
        f"{number:,} {quote_name(ending)}" for ending, number in others[:_SHOWN_KINDS]
    )
    more = ", …" if len(others) > _SHOWN_KINDS else ""
    total = sum(number for _, number in others)
    return (f"{count(total, 'file')} of kinds not read: {kinds}{more}",)


def _phrase_lacking(stories: Sequence[str], what: str) -> tuple[str, ...]:
    if not stories:
        return ()
    more = ", …" if len(stories) > _SHOWN_STORIES else ""
    return (
        f"{count(len(stories), 'story')} without a {what}: "
        f"{', '.join(map(quote_name, stories[:_SHOWN_STORIES]))}{more}",
    )
