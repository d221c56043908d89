"""Where two stories of one event give different figures of the same thing, without a question.

Promise: doubtful cases are no difference; each side is a slice of its story that tells the figure
as so; the result does not depend on the order of the stories.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.facts.ages import find_ages
from bot.facts.dates import NamedDate, blank_dates, find_dates, same_date
from bot.facts.hedges import is_unsure
from bot.facts.names import find_names, same_name
from bot.facts.quantities import (
    Quantity,
    count_the_same,
    find_quantities,
    may_contradict,
    same_quantity,
)
from bot.facts.revisions import find_past
from bot.facts.standing_cues import Standing
from bot.facts.standings import find_standing, is_question
from embeddings.sentences import Span
from embeddings.stories import Story
from embeddings.words import split_content_words

OPENING_SENTENCES = 12
"""Sentences of a story that are read: what it tells first is what it tells of."""
LEAST_SHARED = 0.5
"""What share of the words around a figure the words around the other must have."""
_FEWEST_SHARED = 2
_LONGEST_SENTENCE = 400
_NEAR_MONTHS = 1
"""A sentence that names a month further from its story's own tells of something else."""
_CLAUSE_END = re.compile(r"[;:–—()]|,(?=\s)|\b(?:and|but|while|although|though|after|from)\b", re.I)
_OF = re.compile(r" of (?:the |its |their )?", re.IGNORECASE)
"""Stands between a part and its whole: "21 of the more than 200"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at ``story.text[place.start:place.end]``, with its hedge, in a sentence."""

    story: Story
    sentence: Span
    place: Span

    @property
    def text(self) -> str:
        """The figure in the story's words."""
        return self.story.text[self.place.start : self.place.end]

    @property
    def quote(self) -> str:
        """The sentence that tells it."""
        return self.story.text[self.sentence.start : self.sentence.end]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two figures that two stories give of the same thing, the newer one first."""

    newer: Figure
    older: Figure


@dataclass(frozen=True, slots=True)
class _Read:
    """A figure with what can be compared: what is told around it, and when and of whom."""

    figure: Figure
    quantity: Quantity
    words: frozenset[str]
    dates: tuple[NamedDate, ...]
    names: tuple[str, ...]

    @property
    def order(self) -> tuple[int, str, int]:
        """Sort key: the newest first, equal ones by story and place."""
        story = self.figure.story
        day = story.published.toordinal() if story.published else 0
        return -day, story.id, self.figure.place.start


def find_differences(
    stories: Sequence[Story], sentences: Mapping[str, Sequence[Span]]
) -> tuple[Difference, ...]:
    """Return where stories of one event differ, at most once for two of them, the newest first.

    ``sentences`` are by story id; the first of each story are read. The cost goes with the pairs
    of stories.
    """
    distinct = {one.id: one for one in stories}
    read = {story: tuple(_read(one, sentences[story])) for story, one in distinct.items()}
    found = []
    for one, other in combinations(sorted(distinct), 2):
        pairs = [
            _order(a, b)
            for a in read[one]
            for b in read[other]
            if _differ(a, b) and not _tells(read[one], b) and not _tells(read[other], a)
        ]
        if pairs:
            found.append(min(pairs, key=lambda pair: (-_share(*pair), *_place(pair))))
    return tuple(Difference(new.figure, old.figure) for new, old in sorted(found, key=_place))


def _order(one: _Read, other: _Read) -> tuple[_Read, _Read]:
    return (one, other) if one.order <= other.order else (other, one)


def _place(pair: tuple[_Read, _Read]) -> tuple[tuple[int, str, int], tuple[int, str, int]]:
    return pair[0].order, pair[1].order


def _read(story: Story, sentences: Sequence[Span]) -> Iterator[_Read]:
    """Yield the figures that the opening of a story tells as so."""
    for sentence in sentences[:OPENING_SENTENCES]:
        text = story.text[sentence.start : sentence.end]
        if len(text) > _LONGEST_SENTENCE or is_question(text) or _tells_of_earlier(story, text):
            continue
        plain = blank_dates(text)
        for quantity in _find_holding(plain):
            start, end = quantity.start, quantity.end
            clause = _find_clause(text, start, end)
            told = f"{plain[clause.start : start]} {plain[end : clause.end]}"
            own = text[clause.start : clause.end]
            standing = find_standing("", text, start, clause.end, story.title)
            if is_unsure(own) or standing is not Standing.ASSERTED:
                continue
            yield _Read(
                Figure(story, sentence, Span(sentence.start + start, sentence.start + end)),
                quantity,
                frozenset(word for word in split_content_words(told) if not word[0].isdigit()),
                find_dates(own, story.published),
                find_names(f"x {told}"),
            )


def _find_holding(text: str) -> Iterator[Quantity]:
    """Yield the exact figures of a sentence that are no ages, no wholes of parts, and not past."""
    ages, quantities = find_ages(text), find_quantities(text)
    for one in quantities:
        aged = any(age.start <= one.start < age.end for age in ages)
        whole = any(_OF.fullmatch(text[part.end : one.start]) for part in quantities)
        vague = one.low != one.high
        if not (aged or whole or vague or find_past(text, one.start, one.end)):
            yield one


def _tells_of_earlier(story: Story, text: str) -> bool:
    """Say whether a sentence names a day far from that of its story: "on June 12 last year"."""
    day = story.published
    if day is None:
        return False
    for one in find_dates(text, day):
        year = one.year or day.year
        months = 12 * (year - day.year) + (one.month - day.month if one.month else 0)
        if abs(months) > _NEAR_MONTHS:
            return True
    return False


def _find_clause(text: str, start: int, end: int) -> Span:
    """Return the clause of a sentence that holds a figure."""
    begin = max((one.end() for one in _CLAUSE_END.finditer(text) if one.end() <= start), default=0)
    after = _CLAUSE_END.search(text, end)
    return Span(begin, after.start() if after else len(text))


def _differ(one: _Read, other: _Read) -> bool:
    """Say whether two figures cannot both be right of the same thing."""
    return (
        count_the_same(one.quantity, other.quantity)
        and may_contradict(one.quantity, other.quantity)
        and len(one.words & other.words) >= _FEWEST_SHARED
        and _share(one, other) >= LEAST_SHARED
        and _may_be_one_day(one, other)
        and _may_be_one_name(one, other)
    )


def _share(one: _Read, other: _Read) -> float:
    """Return what share of all words around two figures stands around both."""
    return len(one.words & other.words) / max(len(one.words | other.words), 1)


def _may_be_one_day(one: _Read, other: _Read) -> bool:
    apart = one.dates and other.dates
    return not apart or any(same_date(a, b) for a in one.dates for b in other.dates)


def _may_be_one_name(one: _Read, other: _Read) -> bool:
    apart = one.names and other.names
    return not apart or any(same_name(a, b) for a in one.names for b in other.names)


def _tells(read: Sequence[_Read], known: _Read) -> bool:
    """Say whether a story tells a figure too: then it tells of two things."""
    return any(
        count_the_same(one.quantity, known.quantity) and same_quantity(one.quantity, known.quantity)
        for one in read
    )
