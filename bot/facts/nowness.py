"""Whether a question asks for what holds now: the latest, the price, the holder of an office.

Promise: pure functions of their text.
"""

import re

from bot.facts.names import find_names
from embeddings.words import split_content_words

_LATEST = re.compile(
    r"\b(?:now|currently|latest|newest|most recent|at the moment|so far|these days|right now"
    r"|up to date|as of today)\b",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    r"^\W*(?:so |and )?who(?: is|['’]s|s) (?:the |[\w.'’-]+(?:['’]s?)? )?(?:current |new |next )?"
    r"(?:[\w-]+ ){0,3}?(?:president|minister|premier|chancellor|mayor|governor|king|queen|pope"
    r"|leader|head|chief|ceo|executive|director|chair\w*|speaker|secretary|captain|coach|manager"
    r"|champion|record holder|owner|boss|commander|ambassador|editor|host|principal|headteacher"
    r"|taoiseach|senator|representative)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:what|how (?:much|high|many|old|big|large|long))\b.*\b(?:is|are|does|do)\b.*\b(?:price"
    r"|cost|costs|wage|rate|level|record|toll|population|tax|fee|rent|salary|worth|limit|age"
    r"|stand|unemployment|inflation)\b"
    r"|\bwhat(?:['’]s| is|s) the (?:[\w-]+ )*(?:price|cost|wage|rate"
    r"|level|record|toll|population|tax|fee|rent|salary|limit)\b|\bhow much (?:is|are|does|do)\b",
    re.IGNORECASE,
)
_STATE = re.compile(r"^\W*(?:and |so |but )?(?:is|are|has|have)(?:n['’]?t)?\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|did|had|used to|first|before|previous|former)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_FORMERLY = re.compile(
    r"\b(?:prior to|used to|no longer|at the time|in the past|back then"
    r"|(?:formerly|previously) (?:was|were|cost|stood|been|had)|(?:was|had) (?:form|previous)ly"
    r"|until (?:then|now|recently)|before [a-z]+ing"
    r"|had (?:cost|stood|been (?:about |nearly |at )?(?=[$€£\d])))",
    re.IGNORECASE,
)
# "Falk replaced", "took over from then-minister"; what follows holds no more
_REPLACED = re.compile(
    r"\b(?:replac(?:es|ed|ing)|succeed(?:s|ed|ing)|t(?:ook|akes|aking) over from|oust(?:s|ed|ing))"
    r"(?! by\b)(?: [\w-]+){0,3} $",
    re.IGNORECASE,
)
# "Falk, who was mayor from 1990 to 1996, has died", "Falk, mayor in the war, dies at 88"; not "Falk
# was elected to lead it from 2022 to 2026"
_GONE = re.compile(
    r"(?:,[^,.;]*,|,? \d{2},)? (?:has died|died|dies)\b"
    r"|,? (?:who )?(?:was|served as) (?!\w+ed\b)[^,.;]* "
    r"(?:from|between) [^,.;]*\d{4} (?:to|until|till|through|and) [^,.;]*\d{4}"
)
_FOLLOWED = re.compile(r"\b(?:follows|followed|following)(?: [\w-]+){0,3} $", re.IGNORECASE)
_AS_OFFICE = re.compile(r" as (?:the |an? )?(?P<office>[^,.;]+)")
# "who was mayor before Falk", "who led it prior to Falk"; not "who was mayor before 2010"
_BEFORE_HOLDER = re.compile(
    r"^\W*who (?:was|were|had been|held|led|ran|headed|coached|managed|owned|chaired)\b.*"
    r"\b(?:before|prior to) (?P<holder>[^\W\d][\w’'.-]+(?: [^\W\d][\w’'.-]+){0,3})\W*$"
    r"|^\W*who preceded (?P<heir>[^\W\d][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3})",
    re.IGNORECASE,
)
# "Falk has stepped down as mayor of Alm", "Falk, 50, was sacked"; not "Falk will resign"
_STEPPED_DOWN = re.compile(
    r"(?:, \d{2},)?(?: (?:has|have|had|abruptly|suddenly|been|was|is))* (?:ste(?:pped|ps) down"
    r"|stood down|resign(?:ed|s)|quits?|retire[ds]|sacked|fired|dismissed|removed|ousted|replaced"
    r"|succeeded)\b(?![^,.;]* to (?:become|lead)\b)(?: as (?P<office>[^,.;]+))?",
)
# "Holm has taken over", "Holm, 47, replaces him"; not "Holm will take over", "took over from"
_TAKES_OVER = re.compile(
    r"(?:, (?!and\b|but\b|while\b)[^,.;]{1,60})?,?(?: (?:has|have|immediately|now))*"
    r" (?:(?:takes|took|taken|stepped|steps) (?:over\b(?! from)|up (?:his|her|the) post\b"
    r"|(?:into )?(?:his|her|their) (?:place|post|job|role|seat|shoes)\b)"
    r"|(?:succeeds?|succeeded|replaces?|replaced|follows|followed) (?:him|her|them)\b)",
)
_HANDED_TO = re.compile(
    r"\b(?:(?<!be )(?:replaced|succeeded|followed) by|hand(?:s|ed|ing) (?:over|the \w+) to"
    r"|ma(?:de|kes|king) way for) (?:[a-z’'-]+ ){0,5}$"
)


def asks_for_latest(question: str) -> bool:
    """Say whether a question asks in so many words for what holds now."""
    return bool(_LATEST.search(question))


def asks_for_now(question: str) -> bool:
    """Say whether the newest story that answers a question is the one to trust."""
    if _PAST.search(question) or _YEAR.search(question):
        return False
    return bool(_LATEST.search(question) or _HOLDER.search(question) or _LEVEL.search(question))


def asks_for_state(question: str) -> bool:
    """Say whether a question asks whether something is so now: "is it over", "has it ended"."""
    return bool(_STATE.search(question)) and not (_PAST.search(question) or _YEAR.search(question))


def tells_of_former(sentence: str) -> bool:
    """Say whether a sentence tells of what held before: "prior to the cuts it cost $300"."""
    return bool(_FORMERLY.search(sentence))


def is_replaced(before: str) -> bool:
    """Say whether what follows these words of a sentence is told as replaced: "Falk replaced"."""
    return bool(_REPLACED.search(before))


def is_gone(after: str) -> bool:
    """Say whether somebody named before these words of a sentence holds no office more: they tell
    from when to when he held it, or that he died."""
    return bool(_GONE.match(after))


def has_left(question: str, after: str) -> bool:
    """Say whether somebody named before these words of a sentence is told to have left the office
    that a question asks about: " has stepped down as mayor"."""
    left = _STEPPED_DOWN.match(after)
    return left is not None and _is_of_office(question, left["office"])


def find_successor(after: str) -> tuple[int, int] | None:
    """Return where ``after``, the words that follow the name of who left an office, tell who took
    it over: "Holm" of " has stepped down as mayor, and Holm has taken over."."""
    for name in (one.rpartition(". ")[2] for one in find_names(f"x {after}")):
        at = after.index(name)
        if _TAKES_OVER.match(after, at + len(name)) or _HANDED_TO.search(after[:at]):
            return at, at + len(name)
    return None


def _is_of_office(question: str, office: str | None) -> bool:
    words = split_content_words((office or "").partition(" of ")[0])
    return not words or not set(words).isdisjoint(split_content_words(question))


def find_holder(question: str) -> frozenset[str]:
    """Return the words of the name before whose bearer a question asks who held an office."""
    asked = _BEFORE_HOLDER.search(question)
    return frozenset(split_content_words((asked["holder"] or asked["heir"]) if asked else ""))


def is_followed(question: str, before: str, after: str) -> bool:
    """Say whether somebody is told as followed, in the office that a question asks about, if the
    words after the name tell which: "Falk takes over from", "Falk follows"."""
    office = _AS_OFFICE.match(after)
    followed = is_replaced(before) or bool(_FOLLOWED.search(before))
    return followed and _is_of_office(question, office["office"] if office else None)
