"""The closed word lists that attribution is read by.

Promise: grammar and reporting words only; no name of a site, person or outlet.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRONOUNS = _words(
    """he she they it we i you who which this those these many some others one both everyone
    everybody nobody most few several all another anyone someone neither either"""
)
DETERMINERS = _words(
    """the a an this that these those his her its their our my your some many most several all both
    other another no one two three four five six seven eight nine ten every each any few more"""
)
AUXILIARIES = _words(
    """is are was were be been being am has have had having do does did will would can could may
    might must shall should 's 're 've 'll 'd 'm ca wo not n't never cannot can't won't don't
    doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't wouldn't couldn't shouldn't"""
)
ADVERBS = _words(
    """also later then once again often still now already even just ever soon instead further
    first earlier today yesterday tomorrow sometimes always thus meanwhile perhaps ago since
    jointly too however apparently back itself himself herself themselves"""
)
LINKS = _words(
    """and but or nor that because if when while where whether although though as after before
    since until unless so than whereas why how what whose yet like"""
)
PREPOSITIONS = _words(
    """at for in from with to on by near about into over under during against between among
    through within outside inside across behind without despite upon toward towards via per"""
)
NOUN_PREPOSITIONS = _words("at for in from with on near to within")
"""Prepositions that tie a noun to the one before it: "officials at the ministry"."""
NO_SOURCES = _words(
    """including excluding prior due thanks owing following regarding concerning according amid
    amongst versus unlike given recently previously meanwhile meantime true sure yes no rather
    contrary compared based depending aside apart together although moreover additionally finally
    least"""
)
"""Words that may open a phrase like a noun, and never a source: "prior to", "including"."""
TIMES = _words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december today yesterday tomorrow morning
    afternoon evening night week month year last next early late"""
)
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
OUTLET_MARKS = _words(
    """times post guardian news journal herald tribune telegraph gazette press agency magazine
    today observer mail mirror sun star chronicle globe independent express standard review
    reuters ap afp bbc cnn nbc abc cbs npr pbs itv bloomberg politico axios buzzfeed xinhua yonhap
    tass week economist spiegel monde figaro tv radio network daily"""
)
"""Words that the names of papers, agencies and broadcasters are made of."""
BODY_NOUNS = _words(
    """ministry government department agency company firm campaign committee commission court
    council party office group organisation organization union university bank police army navy
    bureau administration association team club hospital embassy military charity regulator
    institute centre center board foundation study report statement survey poll document letter"""
)
TITLES = _words(
    """mr mrs ms dr sen rep gov gen lt col sgt capt prof rev pres sir lord lady dame president
    senator governor minister judge justice representative congressman congresswoman general mayor
    secretary chancellor king queen prince princess pope former ex vice prime"""
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
AGENTS = _words(
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
) | GROUPS | BODY_NOUNS | OUTLET_NOUNS | DOCUMENTS
"""Common nouns for who can say something: persons, offices, groups, outlets, documents."""
AGENT_ENDINGS = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "ant", "ants", "ee", "ees")
ASSERTING = SAYING - {"ask", "wonder", "promise", "vow", "swear", "urge", "deny"} | _words(
    """believe think expect suspect fear doubt know call describe accuse label dub continue begin
    announce claim argue shout speak suspect consider allege learn feel reportedly via publish"""
)
SHOWING = _words("show find know learn feel speak publish indicate reveal read point describe")
"""Verbs that assert only with a clause or a quotation: "showed that", not "showed a picture"."""
DENYING = _words("deny denial reject dispute refute dismiss disprove rebut")
NEGATIONS = _words("not n't never cannot didn't doesn't don't hasn't haven't hadn't wouldn't won't")
CITING = _words("citing quoting according")
"""Words by which a source names its own."""
CITES = _words("cited cites quoted quotes")
"""The same after "who" and "which"."""
ISSUED = _words(
    """published released conducted posted written compiled obtained commissioned issued prepared
    produced"""
)
"""What stands between a document and where or by whom: "a study published in Nature"."""
