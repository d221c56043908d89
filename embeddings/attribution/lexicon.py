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
HALVES = _words("ahead apart aside based compared contrary depending due owing prior thanks")
"""Words that open a phrase with a small one after them: "prior to", and never "Prior Benedict"."""
NO_SOURCES = HALVES | _words(
    """including excluding following regarding concerning according amid alongside amongst barring
    besides beyond except notwithstanding pending throughout versus unlike given recently previously
    meanwhile meantime true sure yes no rather although moreover additionally finally together least
    there"""
)
"""Words that may open a phrase like a noun, and never a source: "prior to", "including"."""
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
DOCUMENTS = _words(
    """report reports article story investigation study survey poll analysis statement account
    review interview broadcast documents records figures data"""
)
"""What somebody issues, who is then the source: "a report by Reuters"."""
AGENTS = (
    _words(
        """man woman boy girl child children son daughter mother father brother sister parents wife
    husband family relatives friend friends neighbour neighbours neighbor neighbors people person
    staff crew team chief head boss king queen captain pilot nurse judge guard expert experts
    scientist scientists source sources aide aides official officials police victim victims
    resident residents student students crowd jury panel union public voters authority authorities
    firm firms lawmakers spokesman spokeswoman spokesperson spokespeople host guest coach mayor
    witness witnesses everyone somebody someone critic critics patient patients client clients
    model models forecast forecasts map website site app statistics census paper papers email
    emails message messages tweet post posts video footage transcript lawsuit complaint indictment
    ruling warrant filing filings memo letter letters statement book press media
    military army navy ministry"""
    )
    | GROUPS
    | BODY_NOUNS
    | OUTLET_NOUNS
    | DOCUMENTS
)
"""Common nouns for who can say something: persons, offices, groups, outlets, documents."""
AGENT_ENDINGS = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "ant", "ants", "ee", "ees")
ASSERTING = SAYING - {"ask", "wonder", "promise", "vow", "swear", "urge", "deny"} | _words(
    """believe think expect suspect fear doubt know call describe accuse label dub continue begin
    announce claim argue shout speak suspect consider allege learn feel reportedly via publish"""
)
SHOWING = _words("show find know learn feel speak publish indicate reveal read point describe")
"""Verbs that assert only with a clause or a quotation: "showed that", not "showed a picture"."""
IRREGULAR_PASTS = _words(
    """became began brought broke built came caught chose did drew fell flew found fought gave got
    grew heard held kept knew led left lost made meant met paid ran rose sat saw sent sold sought
    spent spoke stood swore took taught thought threw told understood went won wore wrote"""
)
"""Pasts that no ending tells."""
SAID = _words("say says said tell tells told")
DENYING = _words("deny denial reject dispute refute dismiss disprove rebut")
CITING = _words("citing quoting according")
"""Words by which a source names its own."""
CITES = _words("cited cites quoted quotes")
"""The same after "who" and "which"."""
ISSUED = _words(
    """published released conducted posted written compiled obtained commissioned issued prepared
    produced"""
)
"""What stands between a document and where or by whom: "a study published in Nature"."""
BEING = _words("is are was were be been being")
