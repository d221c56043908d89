"""The words that attribution is read by, beside the lists that all of Byline shares.

Promise: grammar and reporting words only; no name of a site or a person.
"""

from embeddings.lexicon import (
    COMMON_OUTLET_WORDS,
    DAY_PARTS,
    MONTHS,
    NEAR_DAYS,
    OUTLET_NAMES,
    OUTLET_WORDS,
    WEEKDAYS,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TIMES = frozenset(word.lower() for word in (*WEEKDAYS, *MONTHS, *NEAR_DAYS, *DAY_PARTS)) | _words(
    "week month year last next early late"
)
NOUN_PREPOSITIONS = _words("at for in from with on near to within")
"""Prepositions that tie a noun to the one before it: "officials at the ministry"."""
SAYING = _words(
    """acknowledge add admit advise affirm allege announce answer argue ask assert assure boast
    caution charge claim comment complain concede conclude confess confirm contend continue
    declare deny describe disclose emphasise emphasize estimate exclaim explain find insist joke
    maintain mention muse note observe opine point post predict proclaim promise protest quip quote
    read reason recall recount reiterate relate remark remember remind repeat reply report respond
    retort retweet reveal say state stress suggest swear tell testify tweet underline underscore
    urge vow warn whisper wonder write cite indicate show according"""
)
ADDRESSING = _words(
    "tell told tells telling remind warn inform assure advise ask notify urge reassure"
)
"""Verbs that name whom they speak to before what they say."""
TELLING = _words("tell told tells telling")
"""Those that always do."""
OUTLET_NOUNS = _words(
    """newspaper paper daily tabloid broadsheet broadcaster outlet network magazine weekly agency
    station site website publication channel journal wire programme"""
)
OUTLET_MARKS = OUTLET_WORDS | COMMON_OUTLET_WORDS | frozenset(name.lower() for name in OUTLET_NAMES)
"""Words that mark a name as an outlet's."""
BODY_NOUNS = _words(
    """ministry government department agency company firm campaign committee commission court
    council party office group organisation organization union university bank police army navy
    bureau administration association team club hospital embassy military charity regulator
    institute centre center board foundation study report statement survey poll document letter"""
)
PLACE_WORDS = _words(
    """south north east west southern northern eastern western central new united san santa los las
    saint street avenue road bridge river county city state states island islands
    republic kingdom union house office chiefs staff security nations command authority
    republicans democrats senate congress parliament americans league series war"""
)
"""Words that places, bodies and events are named by."""
GROUPS = _words("police officials authorities prosecutors people investigators experts officers")
ASSERTING = SAYING - {"ask", "wonder", "promise", "vow", "swear", "urge", "deny"} | _words(
    """believe think expect suspect fear doubt know call describe accuse label dub continue begin
    announce claim argue shout speak suspect consider allege learn feel reportedly via publish"""
)
SHOWING = _words("show find know learn feel speak publish indicate reveal read point describe")
"""Verbs that assert only with a clause or a quotation: "showed that", not "showed a picture"."""
DENYING = _words("deny denial reject dispute refute dismiss disprove rebut")
CITING = _words("citing quoting according")
"""Words by which a source names its own."""
