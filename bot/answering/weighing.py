"""What a candidate is worth by the year, and by the one, that its sentence tells of.

Promise: a candidate is never changed but in how likely it is, and never made likelier.
"""

import re
from dataclasses import replace

from bot.agreement import Candidate
from bot.facts.bearing import (
    has_another_number,
    is_no_definition,
    names_another,
    stands_apart,
    supposes,
    tells_of_one,
    tells_of_other_doer,
)
from bot.facts.dates import names_near_day
from bot.facts.nowness import asks_for_now, is_gone, is_replaced, tells_of_former
from bot.facts.question_kinds import Kind, find_kind
from bot.facts.revisions import asks_for_earlier
from bot.facts.years import fits_year, tells_of_earlier

_OTHER_TIME, _BESIDE = 0.4, 0.4
"""What the probability is worth of what is told of another year, or held before and is asked for
now; and of what tells of something beside what the question names."""


def weigh_time(question: str, candidate: Candidate) -> Candidate:
    """Trust what is told of another year than is asked for less, and what held before; a figure of
    an earlier year too, least where the question names a day of these: "the fire on Thursday"."""
    published = candidate.story.published
    sentence = candidate.sentence_text
    years_apart = not fits_year(question, sentence, published, candidate.story.title)
    around = sentence if candidate.is_sentence else candidate.before + candidate.after
    earlier = (
        find_kind(question) is Kind.NUMBER
        and not asks_for_earlier(question)
        and tells_of_earlier(around, published)
        and fits_year(question, "", published)
        and not re.search(r"\b(?:1[5-9]|20)\d\d\b", question)
    )
    gone = tells_of_former(sentence) or is_replaced(candidate.before)
    gone = gone or (find_kind(question) is Kind.PERSON and is_gone(candidate.after))
    former = asks_for_now(question) and gone
    if not (years_apart or earlier or former):
        return candidate
    doubts = 2 if earlier and names_near_day(question) else 1
    return replace(candidate, confidence=candidate.confidence * _OTHER_TIME**doubts)


def weigh_bearing(question: str, candidate: Candidate) -> Candidate:
    """Trust less what tells of one like the one asked about, of one case for all, of what would
    be, or of another thing in the same headline."""
    sentence = candidate.sentence_text
    start, end = len(candidate.before), len(candidate.before) + len(candidate.text)
    heading = candidate.field is not None or not sentence.rstrip().endswith((".", "!", "”", '"'))
    story = f"{candidate.story.title}\n{candidate.story.text}"
    around = sentence if candidate.is_sentence else f"{candidate.before} {candidate.after}"
    beside = (
        names_another(question, around, story)
        or has_another_number(question, story)
        or tells_of_one(question, sentence)
        or tells_of_other_doer(question, sentence, candidate.story.text)
        or supposes(question, sentence)
        or (heading and stands_apart(question, sentence, start, end))
        or (heading and is_no_definition(question, sentence, candidate.text))
    )
    return replace(candidate, confidence=candidate.confidence * _BESIDE) if beside else candidate
