"""Ages: "16-year-old", "aged 81", "turned 81", "Falk, 34,".

Promise: pure functions of the text; a figure that counts something else is no age.
"""

import re
from dataclasses import dataclass

from bot.facts.names import find_names, same_name
from bot.facts.numbers import find_numbers
from embeddings.words import split_content_words

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
_BIRTHDAY = re.compile(r"\b\d{1,3}(?:st|nd|rd|th) birthday\b")
# "her 22-year-old Volvo", "Cole's old 22-year-old car"
_OF_OWNED = re.compile(
    rf"\b(?:her|his|their|its|my|our|your|\w+['’]s) (?:[a-z]+ )?{_FIGURE}[- ]years?[- ]old"
    r"(?P<owned>(?: [\w’'-]+){1,4})"
)
_ASKS_OF_OWNED = re.compile(r"s?['’]s?\b| of |\b(?:her|his|their|its)\b")


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


def complete_age(question: str, sentence: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the age stands to which a span of a sentence points: the "67th birthday" of
    "67th birthday in May", or, where the span has no figure, the age told of the one asked about;
    ``None`` where it is no age of theirs."""
    if _is_age_of_owned(question, sentence, start):
        return None
    if birthday := _BIRTHDAY.search(sentence, start, end):
        return birthday.span()
    if find_numbers(sentence[start:end]):
        return start, end
    words = re.findall(r"[A-Za-z]{3,}", question.lower())
    told = _TOLD.search(sentence) if any(word in sentence.lower() for word in words) else None
    return told.span("age") if told else None


def _is_age_of_owned(question: str, sentence: str, at: int) -> bool:
    """Say whether an age at ``at`` is that of what somebody owns, or of kin, who are not asked
    about: "her 22-year-old Volvo" says nothing of how old she is."""
    found = next(
        (one for one in _OF_OWNED.finditer(sentence) if one.start() <= at < one.end()), None
    )
    if found is None or _ASKS_OF_OWNED.search(question):
        return False
    asked, owned = find_names(question), find_names(f"x {found['owned']}")
    if asked and owned:
        return not any(same_name(one, other) for one in asked for other in owned)
    return set(split_content_words(question)).isdisjoint(split_content_words(found["owned"]))
