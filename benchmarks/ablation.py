"""What each part does for answers: the news benchmark with one part switched off at a time.

    python -m benchmarks.ablation [--limit N] [--work FOLDER] [--keep]

"vectors" and "words" search by that alone, so that there is no fusion either; "cleaning" builds
another index of the stories as their pages left them; the others answer from the same index.
Spelling and time words are measured on the questions as people wrote them, few of which are
misspelt. Agreement changes which answer comes first, attribution how many origins are counted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, cast
from unittest.mock import patch

from benchmarks import archive, news
from benchmarks.command import Arguments, Figures, run
from bot.agreement import Candidate, Group
from bot.newsroom import Newsroom
from embeddings.index import Index
from embeddings.stories.clutter import Cleared

_Off = Callable[[Newsroom], AbstractContextManager[Newsroom]]


class Replaced:
    """An object some of whose attributes are others; the rest is its own."""

    def __init__(self, whole: object, **instead: object) -> None:
        self._whole, self._instead = whole, instead

    def __getattr__(self, name: str) -> Any:
        """Return what stands in for an attribute, else itself."""
        return self._instead[name] if name in self._instead else getattr(self._whole, name)


@contextmanager
def without_words(newsroom: Newsroom) -> Iterator[Newsroom]:
    """Search by vectors alone."""
    database = Replaced(newsroom.index.database, search_words=_find_nothing)
    yield _with_index(newsroom, database=database)


@contextmanager
def without_vectors(newsroom: Newsroom) -> Iterator[Newsroom]:
    """Search by words alone."""
    vectors = Replaced(newsroom.index.vectors, search=_find_nothing)
    yield _with_index(newsroom, vectors=vectors)


@contextmanager
def without_attribution(newsroom: Newsroom) -> Iterator[Newsroom]:
    """Let no story name its sources."""
    database = Replaced(newsroom.index.database, get_attributions=_find_nothing)
    yield _with_index(newsroom, database=database)


@contextmanager
def without_spelling(newsroom: Newsroom) -> Iterator[Newsroom]:
    """Ask what was typed."""
    yield _with_index(newsroom, spelling=Replaced(object(), mend=lambda text: text))


@contextmanager
def without_agreement(newsroom: Newsroom) -> Iterator[Newsroom]:
    """Let every candidate stand alone, the surest first, whatever another story says of it."""
    with (
        patch("bot.answering.answers.group_candidates", _leave_apart),
        patch("bot.answering.candidates.prefer_current", _leave_as_read),
    ):
        yield newsroom


def with_value(constant: str, value: float) -> _Off:
    """Return what gives a constant of the packages another value."""

    @contextmanager
    def switch(newsroom: Newsroom) -> Iterator[Newsroom]:
        with patch(constant, value):
            yield newsroom

    return switch


@contextmanager
def as_it_is(newsroom: Newsroom) -> Iterator[Newsroom]:
    """Switch nothing off."""
    yield newsroom


SWITCHED: Mapping[str, _Off] = {
    "nothing": as_it_is,
    "word search": without_words,
    "vector search": without_vectors,
    "attribution": without_attribution,
    "agreement": without_agreement,
    "spelling": without_spelling,
    "reading beyond four passages": with_value("bot.answering.answers.READ_PASSAGES", 4),
    "reading no more than six": with_value("bot.answering.answers.READ_PASSAGES", 8),
    "fusing ranks with 10 for 60": with_value("embeddings.retrieval.RANK_CONSTANT", 60),
}


def _with_index(newsroom: Newsroom, **instead: object) -> Newsroom:
    index = cast("Index", Replaced(newsroom.index, **instead))
    return Newsroom(index, newsroom.settings, reader=newsroom.reader)


def _find_nothing(*_: object, **__: object) -> tuple[()]:
    return ()


def _leave_apart(
    question: str, candidates: Sequence[Candidate], *_: object, least: float = 0.0
) -> tuple[Group, ...]:
    ordered = sorted(candidates, key=lambda one: one.order)
    return tuple(
        Group((one,), one.read(question), one.story.id)
        for one in ordered
        if one.confidence >= least
    )


def _leave_as_read(
    question: str, candidates: tuple[Candidate, ...], *_: object
) -> tuple[Candidate, ...]:
    return candidates


def _leave_uncleaned(text: str, **_: object) -> Cleared:
    return Cleared(text, ())


def measure(arguments: Arguments) -> Figures:
    """Ask all questions once for each part that is switched off."""
    newsroom = archive.open_archive(arguments)
    questions = archive.read_archive_questions(arguments)
    asked = [one for one, _ in questions]
    figures: Figures = {}
    for name, off in SWITCHED.items():
        with off(newsroom) as other:
            figures[name] = news.summarise(news.ask_all(other, questions))
    figures["time words"] = news.summarise(news.ask_all(newsroom, questions, time_words=False))
    for name in ("word search", "vector search", "fusing ranks with 10 for 60"):
        with SWITCHED[name](newsroom) as other:
            figures[f"retrieval without {name}"] = news.measure_retrieval(other.index, asked)
    with patch("embeddings.stories.cleaning.clear_text", _leave_uncleaned):
        raw = archive.open_or_build(
            archive.copy_stories(arguments), archive.find_index(arguments, "uncleaned")
        )
    figures["cleaning"] = news.summarise(news.ask_all(raw, questions))
    return figures


if __name__ == "__main__":
    run("ablation", "Switch off one part at a time.", measure, archive.FILES)
