"""Interviews whose questions stand on lines of their own, without labels: the answers below them
are those of whom the opening says was asked.

Promise: nobody answers unless the opening names who was asked, and more than one question says
"you"; what follows the paragraph below the last question is nobody's.
"""

import re
from collections.abc import Iterator, Sequence

from embeddings.attribution.mentions import list_names
from embeddings.attribution.speakers import Speech
from embeddings.attribution.statements import Statement
from embeddings.sentences import Span

_QUESTION = re.compile(r"^[^\n?“”\"]{1,300}(?P<mark>\?)[ \t]*$", re.MULTILINE)
_YOU = re.compile(r"\byou(?:r|rs|rself)?\b", re.IGNORECASE)
_ASKED = re.compile(
    r"""
    \b(?:asked|met|interviewed
      |(?:spoke|spoken|talked|sat\ down|speaks|talks)\ (?:to|with)
      |(?:interview|conversation)\ with)\ (?:(?P<whom>[A-Z])|him\b|her\b|the\ [a-z]+(?<!s)\b)
    | \b(?:told\ us|answer(?:s|ed)\ our\ questions)\b
    """,
    re.VERBOSE,
)
"""Takes "The Courier asked him" and "We spoke to Ann Lee"; leaves "Lee met shop owners"."""
_FEWEST, _LONGEST_OPENING = 2, 20
"""How many questions say "you"; statements of an introduction."""


def find_replies(text: str, statements: Sequence[Statement]) -> tuple[Speech, ...]:
    """Return the answers of an interview, in order, by the name of the one who was asked."""
    questions = list(_QUESTION.finditer(text))
    if sum(bool(_YOU.search(one.group())) for one in questions) < _FEWEST:
        return ()
    opening = [one for one in statements if one.span.end <= questions[0].start()]
    guest = _find_guest(text, opening) if len(opening) <= _LONGEST_OPENING else None
    return tuple(_list_replies(text, questions, guest)) if guest else ()


def _find_guest(text: str, opening: Sequence[Statement]) -> str | None:
    """Return whom the opening says was asked, by the name there or the first person named."""
    persons = [name.text for one in opening for name in list_names(one) if name.is_person]
    for one in opening:
        asked = _ASKED.search(text, one.span.start, one.span.end)
        if asked and asked["whom"]:
            at = sum(token.start < asked.start("whom") for token in one.tokens)
            return next((name.text for name in list_names(one, first=at)), None)
        if asked:
            return next(iter(persons), None)
    return None


def _list_replies(text: str, questions: Sequence[re.Match[str]], guest: str) -> Iterator[Speech]:
    below = text[questions[-1].end() :].lstrip()
    paragraph = len(text) - len(below) + len(below.partition("\n")[0])
    ends = [*(one.start() for one in questions[1:]), paragraph]
    for question, end in zip(questions, ends, strict=True):
        words = text[question.end() : end]
        if words.strip():
            start = question.end() + len(words) - len(words.lstrip())
            said = Span(start, start + len(words.strip()))
            label = Span(question.start(), question.start("mark"))
            yield Speech(label, Span(*question.span("mark")), said, guest)
