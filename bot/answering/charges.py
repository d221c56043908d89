"""What else a story tells of a charge: against whom, and whether it is denied.

Promise: what is found are whole sentences of the candidate's own story.
"""

import re
from collections.abc import Sequence

from bot.agreement import Candidate
from bot.facts.standings import tells_of_charge, tells_of_conviction, tells_of_denial
from embeddings.sentences import Span


def find_charge(candidate: Candidate, sentences: Sequence[Span]) -> Span | None:
    """Return the sentence in which a story tells that the one named is charged, where none tells
    of a conviction."""
    names = re.findall(r"[A-Z][\w’'-]+", candidate.text)
    if not names or candidate.field is not None:
        return None
    text = candidate.story.text
    about = [one for one in sentences if names[-1] in text[one.start : one.end]]
    if any(tells_of_conviction(text[one.start : one.end]) for one in about):
        return None
    return next((one for one in about if tells_of_charge(text[one.start : one.end])), None)


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
