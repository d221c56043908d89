"""Whether the words around a span tell of what a question names, or of something beside it.

Promise: pure functions of their text; where nothing shows that they tell of something else, they
tell of it.
"""

import itertools
import re

from bot.facts.names import find_names
from bot.facts.question_kinds import Kind, find_kind
from bot.facts.years import find_years
from embeddings.lexicon import FUNCTION_WORDS, MONTHS, TITLES, WEEKDAYS
from embeddings.words import split_content_words, split_words

_ITEM_END = re.compile(r"[,;] (?=[\w'‘“\"])")
_ROUND_UP = re.compile(r"\bnews\b[^,:]*$", re.IGNORECASE)
_SHORTEST_ITEM = 3
# "no final decision on where", "it is not known who", "has yet to say when"
_OPEN = re.compile(
    r"""
    \b(?:no|without)\ (?:\w+\ )?(?:resolution|decision|word|agreement|answer|details?|information
        |explanation|indication|consensus)\ (?:yet\ )?(?:on|about|as\ to|of)\ (?P<first>wh\w+|how)\b
    | \b(?:not|yet\ to\ be|n['’]t|never)\ (?:yet\ |immediately\ |been\ |be\ )*(?:known|clear|decided
        |determined|said|say|announced|identified|revealed|specif\w+)\ (?P<second>wh\w+|how)\b
    | \b(?:unclear|unknown|undecided|unsure|nobody\ knows|no\ one\ knows)\ (?:yet\ |exactly\ )*
        (?P<third>wh\w+|how)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INTERROGATIVE = re.compile(r"\b(?:wh(?:o|om|ose|at|en|ere|y|ich)|how)\b", re.IGNORECASE)
_HABIT = re.compile(r"^\W*(?:what|why|how|where|when) do\b(?! (?:you|we|i)\b)", re.IGNORECASE)
_ONE_CASE = re.compile(
    r"\b(?:[Oo]ne (?:case|man|woman|person|patient|worker|victim|instance|example)\b"
    r"|[Ff]or (?:example|instance)\b|[Ii]n one (?:case|instance)\b"
    r"|[Aa]n? \d{1,3}-year-old (?!child)[a-z]+)"
)
_ASKS_IF = re.compile(
    r"\b(?:would|could|should|might|may|will|can|if|whether|going to)\b", re.IGNORECASE
)
_CONDITION = re.compile(
    r"^\W*(?:If|Unless|Had|Were)\b|\bif\b.*\bwould\b|\bwould\b.*\bif\b"
    r"|\b(?P<wish>want|hope|plan|seek|ask|urge)s? (?:\w+ ){0,4}to\b",
    re.IGNORECASE,
)
_ASKS_IF_DONE = re.compile(r"^\W*(?:and |so |but )?(?:did|has|have|had|was|were)\b", re.IGNORECASE)
# "expects it to approve", "told them to approve", "is to vote on whether to approve"; not "voted to
# approve", "had been expected to"
_AHEAD = re.compile(
    r"\b(?:(?:expects?|advise[sd]?|ask(?:s|ed)?|tells?|told|urge[sd]?)(?: [\w’'-]+){1,4} to"
    r"|(?:is|are)(?: also)?(?: (?:expected|due|set|likely|about"
    r"|scheduled|poised|going))? to|whether(?: [\w’'-]+){0,3}? to|will|may|might|could|would)"
    r"(?: (?:be|have|soon|now|also|vote|decide))* (?P<verb>[a-z]{3,})\b"
)
_DOER = re.compile(
    r"\b(?:did|does|will|has|have) (?P<name>[\w-]{3,}) (?P<verb>[a-z]{3,})\b", re.IGNORECASE
)
_DEFINITION = re.compile(r"^\W*what(?: is| are|['’]?s) (?:an? |the )?[\w-]+\W*$", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:he|she|it|they|we|i)\b", re.IGNORECASE)
_KIN = re.compile(
    r"\b(?:father|mother|parents?|wife|husband|sons?|daughters?|brothers?|sisters?|family|child"
    r"|children|kids?|grand\w+|predecessors?|successors?|both|or)\b",
    re.IGNORECASE,
)

_CLAUSE_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|died|dies)\b")
_DAYS = frozenset({*MONTHS, *WEEKDAYS})
_NUMBERED = re.compile(
    r"\b(?P<name>[^\W\d_]{3,}) (?:no\.? |number |#)?(?P<number>\d{2,})\b(?![.,]\d)"
)
_TITLE = re.compile(r"“[^”]{1,40}”|\"[^\"]{1,40}\"")
"""What is called so, as a show: “Catching Cole” names no other Cole."""
_POSSESSIVE = re.compile(r"['’]s\b")
_NO_NAME = FUNCTION_WORDS | TITLES


def stands_apart(question: str, line: str, start: int, end: int) -> bool:
    """Say whether a headline tells of several things, and its span belongs to another than is
    asked for.

    Of "Cole named best actress, 'Tides' grabs best drama" the second half alone has all that
    "Who won best drama?" asks for.
    """
    bounds = [0, *(mark.start() for mark in _ITEM_END.finditer(line)), len(line)]
    items = list(itertools.pairwise(bounds))
    own = next((at for at, (low, high) in enumerate(items) if low <= start < end <= high), None)
    if own is None or len(items) < 2:
        return False
    low, high = items[own]
    item, opens_item = line[low:high], not line[low:start].strip(" ,;'‘“\"")
    if len(item.split()) < _SHORTEST_ITEM or not (opens_item or _ROUND_UP.search(line)):
        return False
    asked = set(split_content_words(question))
    shared = [asked & set(split_words(line[low:high])) for low, high in items]
    return any(shared[own] < other for other in shared)


def names_another(question: str, sentence: str, text: str) -> bool:
    """Say whether a sentence names a like one in place of the one that a question names.

    "Kim Jong Il" is not "Kim Jong Un", nor "South Corland" "North Corland"; ``text`` is that of
    the story, which shows what is a name.
    """
    if _KIN.search(question):
        return False
    sentence = _TITLE.sub(" ", sentence)
    asked = [word.lower() for word in re.findall(r"[\w-]+", _POSSESSIVE.sub("", question))]
    # most pairs of words stand in no sentence, which is cheaply seen where case is that of ASCII
    told = sentence.lower() if question.isascii() and sentence.isascii() else None
    pairs = [two for two in itertools.pairwise(asked) if told is None or two[1] in told]
    threes = zip(asked, asked[1:], asked[2:], strict=False)
    return any(
        _has_like_end(sentence, text, *words)
        for words in threes
        if told is None or words[1] in told
    ) or any(_has_like_beginning(sentence, text, *words) for words in pairs)


def _has_like_end(sentence: str, text: str, first: str, second: str, last: str) -> bool:
    lasts = {last, last.removesuffix("s")}
    begun = f"{re.escape(first)} {re.escape(second)}"
    ends = re.findall(rf"\b(?i:{begun}) ([A-Z][\w-]*)", sentence)
    if not ends or {one.lower() for one in ends} & lasts:
        return False
    return any(_has_name(f"{first} {second} {one}", text) for one in lasts)


def _has_like_beginning(sentence: str, text: str, first: str, last: str) -> bool:
    if first in _NO_NAME or re.search(rf"\b{re.escape(first)}\b", sentence, re.IGNORECASE):
        return False
    begun = re.findall(rf"\b([A-Z][\w-]*) (?i:{re.escape(last)})\b", sentence)
    if all(one.lower() in _NO_NAME for one in begun):
        return False
    return _has_name(f"{first} {last}", text)


def _has_name(name: str, text: str) -> bool:
    """Say whether a text has a lower-cased name with capitals."""
    found = re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
    return any(all(word[0].isupper() for word in one.group().split()) for one in found)


def has_another_number(question: str, text: str) -> bool:
    """Say whether a text has another number behind a word than a question has, and nowhere that.

    "Flight 191" is not "flight 1141", and "killed 62" not "killed 12".
    """
    return any(
        not re.search(rf"(?<!\d){found['number']}(?!\d)", text)
        and re.search(rf"\b{found['name']}s? (?:no\.? |number |#)?\d", text, re.IGNORECASE)
        for found in _NUMBERED.finditer(question)
        if found["name"].lower() not in FUNCTION_WORDS and not find_years(found["number"])
    )


def leaves_open(question: str, sentence: str) -> bool:
    """Say whether a sentence tells that what is asked is not known, or not decided."""
    asked = _INTERROGATIVE.search(question)
    for found in _OPEN.finditer(sentence) if asked else ():
        word = found["first"] or found["second"] or found["third"]
        told = set(split_words(sentence[found.end() :]))
        if asked and word.lower() == asked.group().lower():
            return bool(told & set(split_content_words(question)))
    return False


def tells_of_one(question: str, sentence: str) -> bool:
    """Say whether a question asks what people do, and a sentence tells one person's case."""
    return bool(_HABIT.search(question) and _ONE_CASE.search(sentence))


def supposes(question: str, sentence: str) -> bool:
    """Say whether a question asks whether something is so, and a sentence what would be."""
    if find_kind(question) is not Kind.YES_NO or _ASKS_IF.search(question):
        return False
    asks = _ASKS_IF_DONE.search(question) and not _AHEAD.search(question)
    if asks and _foretells(question, sentence):
        return True
    found = _CONDITION.search(sentence)
    return found is not None and not (found["wish"] and found["wish"].lower() in question.lower())


def _foretells(question: str, sentence: str) -> bool:
    """Say whether a sentence tells what is asked about as ahead alone: "is to vote on whether to
    approve the pool" to "Did the council approve the pool?"."""
    asked = set(split_content_words(question)) - set(split_words(_AHEAD.sub(" ", sentence)))
    return any(asked & set(split_words(one["verb"])) for one in _AHEAD.finditer(sentence))


def tells_of_other_doer(question: str, sentence: str, text: str) -> bool:
    """Say whether a sentence tells that another did what a question asks about: "Ode replaced Lund
    after her resignation" says nothing of when Cole resigned, whom the story names elsewhere."""
    asked = _DOER.search(question)
    if not asked or asked["name"].lower() in _NO_NAME or _SUBJECT.search(sentence):
        return False
    if not _has_name(asked["name"].lower(), text):
        return False
    if not re.search(rf"\b{asked['verb'].lower()[:4]}", sentence):  # a name of two words
        return False
    told = set(split_words(sentence))
    own, verb = split_words(asked["name"]), split_words(asked["verb"])
    others = find_names(f"x {sentence}")
    return set(verb) <= told and not set(own) & told and bool(others)


def is_no_definition(question: str, heading: str, answer: str) -> bool:
    """Say whether a question asks what something is, and a whole headline is to tell it."""
    return answer == heading and bool(_DEFINITION.match(question))


def names_itself(question: str, answer: str) -> bool:
    """Say whether one of two that an answer names is the one that is asked about: "Kim and Ri" to
    "Who is Kim's wife?"."""
    parts = re.split(r",? and |, ", answer)
    if len(parts) != 2 or find_kind(question) not in {Kind.PERSON, Kind.NAME} or " or " in question:
        return False
    asked = set(split_words(question))
    return any(words and words <= asked for words in (set(split_words(one)) for one in parts))


def tells_of_asked(question: str, answer: str) -> bool:
    """Say whether a question asks who did something, and a clause is to answer that names nobody
    but those whom it names itself: "Mia Lund was found dead" to "Who killed Mia Lund?"."""
    if find_kind(question) is not Kind.PERSON or not _CLAUSE_VERB.search(answer):
        return False
    if _KIN.search(answer) or _POSSESSIVE.search(answer):
        return False
    asked = set(split_words(question))
    names = [set(split_words(one)) for one in find_names(f"x {answer}") if one not in _DAYS]
    return bool(names) and all(one <= asked for one in names)
