"""What else a story tells of a charge: against whom, and whether it is denied.

Promise: what is found are whole sentences of the candidate's own story.
"""

import re
from collections.abc import Sequence

from bot.agreement import Candidate, Field
from bot.facts.standings import accuses, tells_of_conviction, tells_of_denial
from embeddings.sentences import Span

_PRONOUN = re.compile(r"\b(?:he|she|him|her|his)\b", re.IGNORECASE)


def find_charge(question: str, candidate: Candidate, sentences: Sequence[Span]) -> Span | None:
    """Return the sentence in which a story tells that the one named is charged, or said to have
    done what is asked about; none where it tells of a conviction, of "him" in the sentence after
    too."""
    names = re.findall(r"[A-Z][\w’'-]+", candidate.text)
    if not names or candidate.field not in {None, Field.TITLE}:
        return None
    name, title = names[-1], candidate.story.title
    told = [candidate.story.text[one.start : one.end] for one in sentences]
    about = [at for at, one in enumerate(told) if name in one]
    after = [one for at in about for one in told[at + 1 : at + 2] if _PRONOUN.search(one)]
    titles = [title] if name in title else []
    if any(map(tells_of_conviction, [*titles, *after, *(told[at] for at in about)])):
        return None
    return next((sentences[at] for at in about if accuses(question, told[at], name)), None)


def find_denial(candidate: Candidate, sentences: Sequence[Span]) -> Span | None:
    """Return where the story says that a charge is denied, outside the candidate's sentence."""
    if candidate.field is not None:
        return None
    text = candidate.story.text
    return next(
        (
            one
            for one in sentences
            if one != candidate.sentence and tells_of_denial(text[one.start : one.end])
        ),
        None,
    )
