"""Spans that are whole: nothing of the answer is cut off, and nothing else hangs on to it.

Promise: pure functions; a completed span is never empty and lies in its sentence.
"""

import re

from bot.facts.dates import find_dates
from bot.facts.enumerations import Place, split_items, take_enumeration
from bot.facts.list_questions import allows_list, asks_for_list
from bot.facts.numbers import find_numbers
from bot.facts.question_kinds import Kind, find_kind
from bot.facts.standings import is_one_deed
from embeddings.lexicon import MONTHS, ONES, PREPOSITIONS, TEENS, TENS, WEEKDAYS, join_pattern
from embeddings.words import split_content_words, split_words

_BRACKETS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))
_LONGEST_INSIDE = 80
"""Code points that a span may be widened to close a bracket or quotation; else it is cut."""
_UNIT = (
    r"(?:years?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|feet|foot|pounds?)"
)
_SMALL = rf"(?:\d+(?:\.\d+)?|an?|half an?|{join_pattern((*ONES, *TEENS, *TENS))})"
_MORE_UNITS = re.compile(rf",? (?:and )?{_SMALL}[ -]{_UNIT}\b(?! (?:ago|later|earlier|old))", re.I)
_UNITS_BEFORE = re.compile(rf"\b{_SMALL}[ -]{_UNIT},? (?:and )?$", re.IGNORECASE)
_ENDS_WITH_UNIT = re.compile(rf"\b{_UNIT}$", re.IGNORECASE)
_STARTS_WITH_UNIT = re.compile(rf"^{_SMALL}[ -]{_UNIT}\b", re.IGNORECASE)
_DAY = (
    rf"(?:(?:on |by |as of |late |early )?(?:{join_pattern(WEEKDAYS)})"
    r"(?: (?:morning|afternoon|evening|night))?|yesterday|today|tonight)"
)
_DAY_AFTER = re.compile(rf",? {_DAY}$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_POSSESSIVE_AT = re.compile(r"['’]s\b")
_NO_NOUN = (
    rf"\s*(?:[.,;:!?)”]|$)|\s+(?:{join_pattern((*PREPOSITIONS, 'of', 'is', 'was', 'has'))})\b"
)
_OPENING_ITEMS = re.compile(r"^(?:(?:An?|The|One|Two|Three|Four|Five|\d+) (?:[a-z]+ ?){1,3}, )+$")
_LABEL = re.compile(
    r"^(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?[\])]?:?\s*[-–—]?\s*)?"
    r"(?:(?:Q|A|Question|Answer|[A-Z][A-Z.’' -]+[A-Z]):\s+)?"
)
_TIME_TAIL = re.compile(
    r",? (?:at|in|on|from|by) (?:the )?(?=[A-Z])"
    rf"(?!(?:{join_pattern((*MONTHS, *WEEKDAYS))}|Christmas|Easter)\b)"
    r"|, (?=[A-Z][a-z]+ (?!\d)|the |an? |which |when |where |who )"
)
_ASKED_NOUN = re.compile(r"^\W*(?:which|what) (?:[\w-]+ )??(?P<noun>[a-z-]{3,})\b", re.IGNORECASE)
_INDIRECT = re.compile(r"(?:how|what|why|when|where|who|whom|whose|whether|which|if) (?=[a-z]+ )")
_CLAUSE_START = re.compile(r"[,;:] |[“\"]|\b(?:but|and|because|that) ")
_DOER = re.compile(r"(?:er|or|ar)s?\W*$")
_EMPTY = frozenset(
    """
    these those both they them it its he she him her his this that which who whom some others
    other many such one ones we us you i all each any something someone everyone following
    update updates live latest
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_AND_CLAUSE = re.compile(r",? (?:and|while) ")
_CLAUSE_AND = re.compile(r"(?P<clause>[^,;:]+),? (?:and|while) (?:the |an? )?$")


def complete_span(question: str, sentence: str, start: int, end: int, *, story: str = "") -> Place:
    """Return the span of an answer made whole.

    "6 hours" of "6 hours and 12 minutes" takes in the rest, "at least 50 Monday" loses the day
    that belongs to the verb, "Ivo Kent’s" its ending, "(Sam Ode" its bracket. How a name is written
    elsewhere in the text of its ``story`` tells "Ivo Kent’s" from "Wendy’s".
    """
    kind = find_kind(question)
    if (start, end) == (0, len(sentence)):
        return skip_label(sentence), end
    start, end = _trim(sentence, max(start, min(skip_label(sentence), end - 1)), end)
    start, end = _close(sentence, start, end)
    if kind in {Kind.NUMBER, Kind.OTHER, Kind.TIME, Kind.AGE}:
        start, end = _take_units(sentence, start, end)
    if kind in {Kind.NUMBER, Kind.OTHER} and find_numbers(sentence[start:end]):
        end = start + len(_DAY_AFTER.sub("", sentence[start:end]))
    if kind is Kind.TIME:
        end = _cut_tail(sentence, start, end)
    if kind in {Kind.OTHER, Kind.QUOTE}:
        start, end = _take_main_clause(sentence, start, end)
    if kind in {Kind.PERSON, Kind.NAME, Kind.PLACE, Kind.OTHER}:
        end = _take_asked_noun(question, sentence, end)
        start, end = _take_items(question, sentence, start, end)
        start, end = _take_other_clause(question, sentence, start, end)
        end = _end_name(sentence, start, end, story or sentence)
    return _trim(sentence, start, end)


_ASKS_NAME = re.compile(
    r"\bwhat (?:is|was|are|were) (?:the |that |this )?(?:(?:[\w-]+ )*(?P<owner>[\w-]+)['’]s? names?"
    r"|names? of (?:the |this |that |an? )?(?:[\w-]+ )??(?P<owned>[\w-]+))\W*$",
    re.IGNORECASE,
)


def is_empty(question: str, answer: str) -> bool:
    """Say whether an answer only points: "These", "both", "they"; not a number that is asked for:
    "some 40", "one"."""
    if find_kind(question) is Kind.NUMBER and find_numbers(answer):
        return False
    words = re.findall(r"[a-z]+", answer.lower())
    return not any(char.isalnum() for char in answer) or (bool(words) and set(words) <= _EMPTY)


def repeats_question(question: str, answer: str) -> bool:
    """Say whether an answer has no word that the question does not have itself.

    "The buyers" says no more to "Who bought it?". A question that offers a choice ("Biden or
    Trump") is answered in its own words.
    """
    if find_kind(question) is Kind.YES_NO or _OR.search(question):
        return False
    told = set(split_content_words(answer)) or set(split_words(answer))
    new, asked = told - set(split_words(question)), set(split_content_words(question))
    if not new:
        return True
    return len(new) == 1 and bool(_DOER.search(answer)) and is_one_deed(asked, new)


def is_no_name(question: str, answer: str, after: str) -> bool:
    """Say whether a question asks for a name, and an answer says only what it is the name of:
    "North Korean defector", or its "North Korean", to "What is the defector's name?".

    ``after`` are the words of the sentence that follow.
    """
    asked = _ASKS_NAME.search(question)
    if not asked or not answer.strip():
        return False
    owner, last = split_words(asked["owner"] or asked["owned"]), answer.rsplit(maxsplit=1)[-1]
    follows = [one for one in after.split()[:2] if one.islower()]
    described = asked["owner"] and any(owner == split_words(one)[:1] for one in follows)
    named = asked["owned"] and any(word[0].isupper() for word in answer.split())
    return (split_words(last) == owner and last[0].islower() and not named) or bool(described)


def is_label(sentence: str, end: int) -> bool:
    """Say whether what ends at ``end`` is the time or the speaker's label of a line."""
    return 0 < end <= skip_label(sentence)


def skip_label(sentence: str) -> int:
    """Return where the words of a sentence begin, past a time or a speaker's label."""
    label = _LABEL.match(sentence)
    return label.end() if label and label.end() < len(sentence) else 0


def _trim(sentence: str, start: int, end: int) -> Place:
    """Leave out blanks and loose marks at the ends."""
    while end - start > 1 and sentence[start] in " ,;:.–—-…\n":
        start += 1
    while end - start > 1 and (
        sentence[end - 1] in " ,;:–—-\n" or (sentence[end - 1] == "." and end == len(sentence)
        and not re.search(r"\b(?:[A-Z]\.|[A-Za-z]\.[A-Za-z]\.)$", sentence[start:end]))
    ):  # fmt: skip
        end -= 1
    return start, end


def _close(sentence: str, start: int, end: int) -> Place:
    """Take in the other half of a bracket or quotation that is near, else cut the first off."""
    for opening, closing in _BRACKETS:
        inside = sentence[start:end]
        if inside.count(opening) > inside.count(closing):
            at = sentence.find(closing, end, end + _LONGEST_INSIDE)
            cut = start + inside.rfind(opening)
            start, end = (start, at + 1) if at >= 0 else _cut_off(start, end, cut)
        elif inside.count(closing) > inside.count(opening):
            at = sentence.rfind(opening, max(0, start - _LONGEST_INSIDE), start)
            cut = start + inside.find(closing)
            start, end = (at, end) if at >= 0 else _cut_off(start, end, cut)
    return _trim(sentence, start, end)


def _cut_off(start: int, end: int, cut: int) -> Place:
    """Return what is before ``cut``, or past it where nothing is, unless that is all there is."""
    if cut > start:
        return start, cut
    return (start + 1, end) if end - start > 1 else (start, end)


def _take_units(sentence: str, start: int, end: int) -> Place:
    """Take in "and 12 minutes" after, and "6 hours and" before."""
    while _ENDS_WITH_UNIT.search(sentence[start:end]):
        more = _MORE_UNITS.match(sentence, end)
        if not more:
            break
        end = more.end()
    before = _UNITS_BEFORE.search(sentence[:start])
    if before and _STARTS_WITH_UNIT.match(sentence[start:end]):
        start = before.start()
    return start, end


def _cut_tail(sentence: str, start: int, end: int) -> int:
    """End an answer to "when" where place and source follow its date."""
    dates = find_dates(sentence[start:end])
    if not dates:
        return end
    tail = _TIME_TAIL.search(sentence, start + dates[0].end, end)
    return tail.start() if tail else end


def _take_main_clause(sentence: str, start: int, end: int) -> Place:
    """Take in "Nobody knows" before "how old he is": a clause that begins so says nothing alone."""
    if not _INDIRECT.match(sentence[start:end]):
        return start, end
    before = list(_CLAUSE_START.finditer(sentence[:start]))
    return (before[-1].end() if before else 0), end


def _end_name(sentence: str, start: int, end: int, story: str) -> int:
    """Return the end of an answer without its genitive, unless its name is never written without
    and stands so where no noun follows: "the burger chain Wendy’s."."""
    whole = sentence[start:end]
    bare = _POSSESSIVE.sub("", whole)
    word, ending = re.search(r"[\w-]+$", bare), _POSSESSIVE_AT.match(sentence, start + len(bare))
    if not (word and ending):
        return start + (len(bare) or len(whole))
    written = rf"\b{re.escape(word.group())}\b"
    lone = re.search(rf"{written}(?!['’]s\b)", story)
    named = re.search(rf"{written}['’]s(?={_NO_NOUN})", story)
    return ending.end() if named and not lone else ending.start()


def _take_asked_noun(question: str, sentence: str, end: int) -> int:
    """Go on from "Five Republican" to "candidates" where the question asks for candidates."""
    asked = _ASKED_NOUN.match(question)
    following = re.match(r" ([a-z-]+)\b", sentence[end:])
    if not asked or not following:
        return end
    same = split_words(asked["noun"]) == split_words(following[1])
    return end + following.end() if same else end


def _take_items(question: str, sentence: str, start: int, end: int) -> Place:
    """Take in what is named along with a name, where several are asked for or a noun phrase of a
    row opens the sentence."""
    if _OPENING_ITEMS.match(sentence[:start]) and " and " in sentence[start:end]:
        start = 0
    if not allows_list(question):
        return start, end
    whole = take_enumeration(sentence, start, end)
    several = asks_for_list(question) or split_items(sentence[slice(*whole)])
    return whole if several else (start, end)


def _take_other_clause(question: str, sentence: str, start: int, end: int) -> Place:
    """Take in "and the railway pays the rest" after "the city", "The city pays 60 percent and"
    before "the railway", or what is left of either after both, where the question's verb stands in
    both clauses."""
    following = re.match(r"\s+([\w-]+)", sentence[end:])
    verb = split_words(following[1])[:1] if following else ()
    if not following or not verb or verb[0] not in split_content_words(question):
        return start, end
    rest = sentence[end + following.end() :]
    second, first = _AND_CLAUSE.search(rest), _CLAUSE_AND.match(sentence[:start])
    own = sentence[start:end]
    before = _AND_CLAUSE.search(own) and verb[0] in split_words(own)
    if before or (second and verb[0] in split_words(rest[second.end() :])):
        return start, len(sentence)
    if first and verb[0] in split_words(first["clause"]):
        return 0, len(sentence)
    return start, end
