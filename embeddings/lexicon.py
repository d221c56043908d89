"""The closed lists of English news: every month, title, agency and function word, each once.

Words are in lower case but for names, which stand as they are written. A rule that needs some of a
list takes it from here and says what it adds or leaves out.

Promise: lists alone, no rule; nothing here depends on anything else.
"""

from collections.abc import Iterable


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def join_pattern(words: Iterable[str]) -> str:
    """Return the alternatives of a regular expression, longer ones first, marks escaped."""
    ordered = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    return "|".join(word.replace(".", r"\.").replace("$", r"\$") for word in ordered)


# Time

MONTHS = _words(
    "January February March April May June July August September October November December"
)
MONTHS_SHORT = _words("Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec")
WEEKDAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
NEAR_DAYS = _words("yesterday today tonight tomorrow")
DAY_PARTS = _words("morning noon afternoon evening night midnight overnight")
SEASONS = _words("spring summer autumn fall winter")

# Numbers

ONES = _words("one two three four five six seven eight nine")
TEENS = _words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}
NUMBER_OF = {word: number for number, word in enumerate(("zero", *ONES, *TEENS, TENS[0]))}
"""What the words from "zero" to "twenty" count."""

CURRENCY_SIGNS = "$€£¥₹₩"
DOLLAR_LANDS = _words("US A C NZ HK S")
"""What stands before "$" where it is not the American one, and "US" where it is."""

# People

TITLES_SHORT = _words(
    "Mr Mrs Ms Dr Prof Rev Hon Pres Sen Sens Rep Reps Gov Gen Lt Col Sgt Capt Maj Adm Cpl Pvt Cmdr "
    "Supt Insp Det St"
)
"""Those written with a stop."""
TITLES_LONG = _words(
    """miss doctor professor sir dame lord lady president minister premier chancellor secretary
    senator representative congressman congresswoman governor mayor judge justice chief general
    lieutenant colonel sergeant captain major admiral commander officer detective sheriff king queen
    prince princess pope cardinal bishop archbishop imam rabbi reverend father sister brother coach
    ambassador"""
)
TITLE_PREFIXES = _words("vice prime former acting deputy ex")
"""What a title may begin with."""
TITLES = frozenset(
    word.lower() for word in (*TITLES_SHORT, *TITLES_LONG, *TITLE_PREFIXES) if word != "St"
)
"""Every word that stands before a person's name and is no part of it."""
NAME_ENDS = frozenset(_words("jr sr ii iii iv"))
PARTICLES = _words("de da di del della du van von der den ten ter la le al el bin ibn y e")
"""Small words within a person's name."""
NAME_LINKS = _words("of the and for")
"""Small words within the name of a body, a place or a work."""

# Outlets

NEWS_AGENCIES: dict[str, tuple[str, ...]] = {
    "Associated Press": ("AP", "Associated Press"),
    "Reuters": ("Reuters", "REUTERS"),
    "Agence France-Presse": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "Press Association": ("PA Media", "Press Association"),
    "Deutsche Presse-Agentur": ("dpa", "DPA"),
    "Bloomberg": ("Bloomberg",),
    "Xinhua": ("Xinhua",),
    "TASS": ("TASS",),
    "Sputnik": ("Sputnik",),
    "Yonhap": ("Yonhap",),
    "Kyodo": ("Kyodo",),
    "EFE": ("EFE",),
    "ANSA": ("ANSA",),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI",),
    "UPI": ("UPI", "United Press International"),
    "AAP": ("AAP", "Australian Associated Press"),
}
"""How each agency is written where it is credited."""
PICTURE_AGENCIES = _words(
    "Getty EPA PA Shutterstock Alamy WireImage FilmMagic Corbis Landov Rex iStock Zuma Sipa"
    " Barcroft"
)
"""Those that are credited under pictures alone; "PA" elsewhere is a state."""
OUTLET_WORDS = frozenset(
    _words(
        """times post guardian news journal herald tribune telegraph gazette press agency magazine
        observer mail chronicle economist week daily sentinel courier inquirer enquirer examiner
        tv radio television"""
    )
)
"""Words that the names of papers, agencies and broadcasters are made of."""
COMMON_OUTLET_WORDS = frozenset(
    _words("today mirror sun star globe independent express standard review")
)
"""Further ones, which as often belong to something else."""
PAPER_WORDS = frozenset(_words("register record republic dispatch advertiser democrat"))
"""Those of local papers, which mean one only where a paper is expected."""
OUTLET_KINDS = _words(
    "paper outlet publication site website magazine broadcaster agency station channel source"
)
"""What a question calls an outlet: "which paper says so"."""
OUTLET_NAMES = frozenset(
    _words(
        """Reuters AP AFP BBC CNN NBC ABC CBS NPR PBS ITV Bloomberg Politico Axios BuzzFeed Xinhua
        Yonhap TASS UPI Spiegel Monde Figaro"""
    )
)
"""Names of one word that mark an outlet wherever they stand."""
NETWORKS = (
    *_words("Twitter X Facebook Instagram Threads TikTok LinkedIn YouTube Bluesky Mastodon"),
    *_words("WhatsApp Telegram Snapchat Pinterest Reddit Flipboard"),
    *("Truth Social", "Google News"),
)
"""Social networks, and what shares news like one."""
PLACE_STARTS = (
    *_words("New Los Las San Saint St Port Fort Cape North South East West Upper Lower Hong Kuala"),
    *("Abu Dhabi", "Addis Ababa", "Buenos Aires", "Santa Fe", "Tel Aviv"),
)
"""How names of places begin that read like those of people, and no first name does."""
PLACE_ENDS = _words("D.C. City County Island Islands Springs")
"""How they end."""

# Function words

FUNCTION_WORDS = frozenset(
    _words(
        """
        a about after again all also am an and any are as at be because been before being both but
        by can could d did do does doing done during each ever few for from had has have having he
        her here hers herself him himself his how i if in into is it its itself just ll many me
        more most much my myself no nor not now of off on once only or other our ours out over own
        re s same shall she should so some such t than that the their theirs them themselves then
        there these they this those through to too under until up upon us ve very was we were what
        when where which while who whom whose why will with would you your yours yourself
        """
    )
)
"""The closed classes of English as a search sees them: they say how a sentence is built, not what
it is about."""
COMPOUND_ENDS = frozenset(
    _words(
        """backed based breaking built controlled driven fired friendly funded known minded owned
        powered related resistant sized speaking sponsored winning"""
    )
)
"""Words that others are tied to by a hyphen: "record-breaking", "state-owned"."""
WORD_STARTS = _words("un re de dis em in im pre post out over under mis sub inter super")
"""What a word may begin with that is no word before a hyphen: "un-known"."""
WORD_ENDS = _words("ed er est ful ing ism ist ity less ly ment ness")
"""What a word may end with that is no word behind a hyphen: "low-est"."""
PRONOUNS = frozenset(
    _words(
        """he she they it we i you who which this those these many some others one both everyone
        everybody nobody most few several all another anyone someone neither either"""
    )
)
DETERMINERS = frozenset(
    _words(
        """the a an this that these those his her its their our my your some many most several all
        both other another no one two three four five six seven eight nine ten every each any few
        more"""
    )
)
AUXILIARIES = frozenset(
    _words(
        """is are was were be been being am has have had having do does did will would can could
        may might must shall should 's 're 've 'll 'd 'm ca wo not n't never cannot can't won't
        don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't wouldn't couldn't
        shouldn't"""
    )
)
ADVERBS = frozenset(
    _words(
        """also later then once again often still now already even just ever soon instead further
        first earlier today yesterday tomorrow sometimes always thus meanwhile perhaps ago since
        jointly too however apparently back itself himself herself themselves"""
    )
)
CONJUNCTIONS = frozenset(
    _words(
        """and but or nor that because if when while where whether although though as after before
        since until unless so than whereas why how what whose yet like"""
    )
)
PREPOSITIONS = frozenset(
    _words(
        """at for in from with to on by near about into over under during against between among
        through within outside inside across behind without despite upon toward towards via per"""
    )
)
NEGATIONS = frozenset(
    _words(
        """not n't never cannot can't couldn't didn't doesn't don't hasn't haven't hadn't isn't
        aren't wasn't weren't wouldn't won't shouldn't"""
    )
)
