"""What a reader proposes, looked at before anybody sees it: made whole, refused, or told as what
it is.

Promise: what only asks, only points or only repeats the question never answers; what was charged,
claimed, denied, planned or forecast is told in the story's own words for it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.agreement import Candidate
from bot.answering.charges import find_charge
from bot.answering.weighing import weigh_bearing, weigh_time
from bot.facts import find_numbers, widen_over_hedge
from bot.facts.ages import complete_age
from bot.facts.bearing import leaves_open, names_itself, tells_of_asked
from bot.facts.counting import (
    counts_other,
    counts_remainder,
    find_change,
    find_none,
    is_no_amount,
    is_no_length,
    lacks_rate,
    lacks_share,
    names_none,
)
from bot.facts.dates import find_dates
from bot.facts.enumerations import split_items
from bot.facts.list_questions import allows_list, asks_for_list
from bot.facts.lists import (
    Listing,
    asks_for_all,
    find_listing,
    find_sibling,
    leads_to,
    marks_item,
    names_item,
)
from bot.facts.names import find_names
from bot.facts.question_kinds import Kind, find_kind, find_values
from bot.facts.standing_cues import Standing
from bot.facts.standings import (
    asks_for_deed,
    find_standing,
    is_question,
    is_quoted,
)
from bot.facts.tables import find_cell, find_column, lacks_row
from bot.facts.wholeness import (
    complete_span,
    is_empty,
    is_label,
    is_no_name,
    repeats_question,
    skip_label,
)
from embeddings.attribution import find_speeches
from embeddings.sentences import Span
from embeddings.words import split_content_words

_TOLD_AS_MEANT = 0.9
"""What the probability is worth of what is charged, claimed, planned or forecast: it is what is
asked for nearly as often as what is told as so."""
_LEAST_SHARED, _MOSTLY, _FEWEST_SHARED = 0.5, 0.65, 2
"""The share of words that two questions have in common to be near, and to be the same; how many."""
_ASKS_THE_SAME, _ASKS_ALL_OF_IT = 0.6, 0.9
"""How sure it is at least that a question asks the same: by most of the words, or by all of one."""
_INDEFINITE = re.compile(
    r"\b(?:dozens|scores|hundreds|thousands|millions|billions|several|many|few|none|no|nobody|all"
    r"|half|most|every|any|never|a|an)\b",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b[A-Z]&?[A-Z]")
"""A name whose letters are no words: "AT&T"."""
_ASKING_LABEL = re.compile(r"^\W*(?:\d\d?:\d\d(?::\d\d)?\W*)?(?:Q|Question):\s", re.IGNORECASE)
_SURE_CELL = 0.6
"""How sure a cell is at least where a question names its row and the heading of its column."""
_POINTS = re.compile(r"(?:these|those) [a-z]+", re.IGNORECASE)
_HOW_LONG = re.compile(r"\bhow long\b", re.IGNORECASE)
_ONLY_FIGURE = re.compile(r"[\W\d]+")


def vet(question: str, candidate: Candidate, sentences: Sequence[Span]) -> Candidate | None:
    """Return a candidate as it may be told, or nothing.

    ``sentences`` are those of its story, in order.
    """
    for step in (
        _refuse_question, _drop_label, _bind_line, _take_list, _make_whole, _take_figure_before,
        _take_open, _refuse_empty, _refuse_count,
    ):  # fmt: skip
        changed = step(question, candidate)
        if changed is None:
            return None
        candidate = changed
    told = _tell_standing(question, candidate, sentences)
    return weigh_bearing(question, weigh_time(question, told))


def find_asking(question: str, candidate: Candidate) -> float:
    """Return how surely a candidate's sentence asks what the question asks, so that the next one
    replies, 0 to 1: as surely as it looked like the answer, or where speakers are told apart, or
    questions head what answers them, by the words that both share."""
    sentence = candidate.sentence_text
    place = candidate.place
    if not is_question(sentence) or is_quoted(question, sentence, place.start, place.end):
        return 0.0
    other = sentence[skip_label(sentence) :]
    asked, told = set(split_content_words(question)), set(split_content_words(other))
    shared = len(asked & told)
    if shared < _LEAST_SHARED * max(1, min(len(asked), len(told))):
        return 0.0
    apart = bool(find_speeches(candidate.told)) or _heads_answer(candidate)
    alike = find_kind(question) is find_kind(other)
    same = apart and alike and shared >= max(_FEWEST_SHARED, _MOSTLY * len(asked))
    sure = _ASKS_ALL_OF_IT if asked <= told or told <= asked else _ASKS_THE_SAME
    return max(candidate.confidence, sure if same else 0.0)


def _heads_answer(candidate: Candidate) -> bool:
    """Say whether a question is a line of its own, in a text that has several such."""
    lines = [line.strip() for line in candidate.told.split("\n")]
    return candidate.sentence_text in lines and sum(line.endswith("?") for line in lines) > 1


def _refuse_question(question: str, candidate: Candidate) -> Candidate | None:
    sentence = candidate.sentence_text
    start, end = candidate.place.start, candidate.place.end
    asks = is_question(sentence, start, end) and not is_quoted(question, sentence, start, end)
    asks = asks or bool(_ASKING_LABEL.match(sentence))
    return None if asks or is_label(sentence, end) else candidate


def _drop_label(question: str, candidate: Candidate) -> Candidate | None:
    """Leave out who speaks before what is said, and refuse what tells no more than that."""
    own, place = candidate.sentence, candidate.answer
    for one in find_speeches(candidate.told):
        if one.label.start <= place.start < one.content.start:
            said = one.content.start
            return _move(candidate, own, Span(said, place.end)) if said < place.end else None
    return candidate


def _bind_line(question: str, candidate: Candidate) -> Candidate:
    """Put the line, or the cell of a table, of what the question names in the place of a like one
    of something else."""
    told, at = candidate.told, candidate.answer.start
    if found := find_cell(told, at, question):
        moved = _move(candidate, *(Span(*place) for place in found))
        return replace(moved, confidence=max(candidate.confidence, _SURE_CELL))
    place = find_sibling(told, at, question)
    return _move(candidate, Span(*place), Span(*place)) if place else candidate


def _take_list(question: str, candidate: Candidate) -> Candidate:
    """Take a whole list or column, where one of its items or the words before it stand for it."""
    if candidate.field is not None:
        return candidate
    told, at = candidate.told, candidate.answer.start
    column = find_column(told, at, question) if asks_for_list(question) else None
    if column is not None:
        return _spread(candidate, column)
    listing = find_listing(told, at)
    if listing is None:
        return candidate
    pointing = is_empty(question, candidate.text) or marks_item(told, at, candidate.answer.end)
    several = asks_for_list(question)
    asked = several or asks_for_all(question, told, listing, at)
    if not pointing and (not asked or names_item(question, told, listing)):
        return candidate
    open_to_all = several or not find_names(f"x {candidate.text}")
    near = at >= listing.start or leads_to(
        listing, told, candidate.sentence.end, finished=open_to_all
    )
    return _spread(candidate, listing) if near or find_numbers(candidate.text) else candidate


def _spread(candidate: Candidate, listing: Listing) -> Candidate:
    items = tuple(Span(*place) for place in listing.items)
    whole = Span(listing.start, listing.end)
    moved = _move(candidate, Span(listing.intro, listing.end), whole)
    return replace(moved, items=items)


def _make_whole(question: str, candidate: Candidate) -> Candidate | None:
    if candidate.items:
        return candidate
    sentence, kind = candidate.sentence, find_kind(question)
    told, place = candidate.sentence_text, candidate.place
    start, end = complete_span(question, told, place.start, place.end, story=candidate.told)
    if kind is Kind.AGE:
        age = complete_age(question, told, start, end)
        if age is None:
            return None
        start, end = age
    moved = _move(candidate, sentence, Span(sentence.start + start, sentence.start + end))
    several = allows_list(question) and not moved.is_sentence
    return replace(moved, items=_find_items(moved)) if several else moved


def _find_items(candidate: Candidate) -> tuple[Span, ...]:
    at = candidate.answer.start
    return tuple(Span(at + start, at + end) for start, end in split_items(candidate.text))


def _refuse_empty(question: str, candidate: Candidate) -> Candidate | None:
    """Refuse what points, repeats the question, or is of another kind than is asked for."""
    answer, kind = candidate.text, find_kind(question)
    if is_empty(question, answer) or repeats_question(question, answer):
        return None
    tells_asked = names_itself(question, answer) or tells_of_asked(question, answer)
    if tells_asked or is_no_name(question, answer, candidate.after):
        return None
    said = split_content_words(answer) or find_numbers(answer) or _INDEFINITE.search(answer)
    if not (said or _ABBREVIATION.search(answer)):
        return None
    named = kind in {Kind.PERSON, Kind.NAME} and _POINTS.fullmatch(answer)
    if named or (kind is Kind.PERSON and _ONLY_FIGURE.fullmatch(answer)):
        return None
    if kind is Kind.NUMBER and not (_INDEFINITE.search(answer) or _tells_amount(question, answer)):
        return None
    return candidate


def _tells_amount(question: str, answer: str) -> bool:
    """Say whether an answer has a figure that is no date's, or to "how long" its end: "until
    October"."""
    days = [one for one in find_dates(answer) if one.month is not None]
    counts = (
        one for one in find_numbers(answer) if not any(d.start <= one.start < d.end for d in days)
    )
    lasts = _HOW_LONG.search(question) and find_values(Kind.TIME, answer, question)
    return bool(lasts) or any(counts)


def _take_figure_before(question: str, candidate: Candidate) -> Candidate:
    """Answer "None" where a sentence tells it of all that it counts: "None of the 177 was hurt",
    and by how much something fell where it goes on to what it fell to."""
    sentence, before = candidate.sentence, candidate.before
    if find_kind(question) is not Kind.NUMBER:
        return candidate
    place = find_none(question, before) or find_change(question, before)
    if place is None:
        return candidate
    return _move(candidate, sentence, Span(sentence.start + place[0], sentence.start + place[1]))


def _take_open(question: str, candidate: Candidate) -> Candidate:
    """Answer with the whole sentence where it tells that nobody knows or has decided."""
    own = candidate.sentence
    whole = leaves_open(question, candidate.sentence_text)
    return _move(candidate, own, own) if whole else candidate


def _refuse_count(question: str, candidate: Candidate) -> Candidate | None:
    """Refuse a figure that counts, or costs, something else than is asked for."""
    answer, asks_figure = candidate.text, find_kind(question) is Kind.NUMBER
    if asks_figure and (
        counts_other(question, answer, candidate.after)
        or counts_remainder(candidate.before, answer)
        or is_no_amount(question, answer, candidate.after)
        or is_no_length(question, answer, candidate.after)
        or lacks_rate(question, candidate.sentence_text)
        or lacks_share(question, candidate.sentence_text)
        or (candidate.field is None and lacks_row(candidate.told, candidate.answer.start, question))
    ):
        return None
    return None if names_none(question, answer) else candidate


def _tell_standing(question: str, candidate: Candidate, sentences: Sequence[Span]) -> Candidate:
    """Widen what is not told as so over the words that say it."""
    own = candidate.sentence
    told = candidate.told[own.start : own.end]
    start, end = candidate.answer.start - own.start, candidate.answer.end - own.start
    standing = find_standing(question, told, start, end, candidate.story.title)
    if standing is Standing.ASSERTED and asks_for_deed(question):
        charge = find_charge(question, candidate, sentences)
        if charge is not None:
            own, standing, candidate = charge, Standing.CHARGED, replace(candidate, field=None)
    if standing in {Standing.ASSERTED, Standing.QUESTION}:
        return candidate
    moved = _move(candidate, own, own)
    chance = _TOLD_AS_MEANT * candidate.confidence
    return replace(moved, standing=standing, confidence=chance, items=())


def _move(candidate: Candidate, sentence: Span, answer: Span) -> Candidate:
    """Return the candidate with other spans, hedges included; a list only while it holds its
    items."""
    sentence = Span(min(sentence.start, answer.start), max(sentence.end, answer.end))
    answer = widen_over_hedge(candidate.told, answer, sentence)
    inside = all(answer.start <= one.start and one.end <= answer.end for one in candidate.items)
    items = candidate.items if inside else ()
    return replace(candidate, sentence=sentence, answer=answer, items=items)
