"""Ages: "16-year-old", "aged 81", "turned 81", "Falk, 34,".

Promise: pure functions of the text; a figure that counts something else is no age.
"""

import re
from dataclasses import dataclass

from bot.facts.numbers import find_numbers

_FIGURE = (
    r"(?:\d{1,3}|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|\w+teen|ten|eleven|twelve)"
)
_AGE = re.compile(
    rf"""
    \b(?P<old>{_FIGURE})[- ]years?[- ]olds?\b   # 16-year-old, 16 years old
    | \b(?:aged?|[Tt]urn(?:s|ed|ing)?|at\ the\ age\ of|age\ of)\ (?P<aged>{_FIGURE})\b
      (?!\ (?:\w+\ )?(?:percent|million))
    | (?<=[a-z]),\ (?P<comma>\d{{1,3}})        # Falk, 34, said
      (?=,\ (?!\d)|\.$|\ (?:was|is|has|died|said))
    | \b(?:is|was)\ (?P<bare>\d{{2}})(?=\W*$|,|\ and\b|\ when\b)
    """,
    re.VERBOSE,
)
_OLDEST = 130
_TOLD = re.compile(
    r"\b(?:aged? |turn(?:s|ed|ing) |is |was |, ?)?(?P<age>\d{1,3}|(?:twen|thir|for|fif|six|seven"
    r"|eigh|nine)ty-\w+)(?=[- ]years?[- ]old|,| when| in | and|\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Age:
    """An age in years at ``text[start:end]``."""

    start: int
    end: int
    years: int


def find_ages(text: str) -> tuple[Age, ...]:
    """Return the ages that a text tells, in order."""
    found = []
    for match in _AGE.finditer(text):
        name = match.lastgroup or "old"
        numbers = find_numbers(match[name])
        if numbers and numbers[0].low < _OLDEST:
            start, end = (match.start(), match.end()) if name == "old" else match.span(name)
            found.append(Age(start, end, int(numbers[0].low)))
    return tuple(found)


def find_asked_age(question: str, sentence: str) -> tuple[int, int] | None:
    """Return the age that a sentence tells of the one asked about, if it tells one."""
    names = [
        word for word in re.findall(r"[A-Za-z]{3,}", question.lower()) if word in sentence.lower()
    ]
    found = [match for match in _TOLD.finditer(sentence) if len(names) > 0]
    return found[0].span("age") if found else None
