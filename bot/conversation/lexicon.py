"""The closed classes of English that a conversation leans on, and a few open ones in part.

Promise: lower-case words alone, no rule; what all of Byline shares is taken from there.
"""

from embeddings import lexicon
from embeddings.lexicon import ONES, SCALES


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


BE = _list("is are was were am be been being isn't aren't wasn't weren't")
DO = _list("do does did don't doesn't didn't")
AUXILIARIES = lexicon.AUXILIARIES - _list("'d 'll 'm 're 's 've ca cannot having n't never not wo")
ASKING = _list("who whom whose what which where when why how")
DETERMINERS = lexicon.DETERMINERS - {*ONES, *_list("ten few many more most other several")}
PREPOSITIONS = (
    lexicon.PREPOSITIONS - _list("despite per toward towards upon via without")
) | _list("of off after around before since until")
PLACE_PREPOSITIONS = _list("in at on from to near into around outside inside through across")

CONJUNCTIONS = _list("when while after before if because that who which and but since")
"""Words that begin a clause."""
TIMES = _list("week month year morning afternoon evening time day weekend season")

PERSON_PRONOUNS = _list("he him his himself she her hers herself")
THING_PRONOUNS = _list("it its itself")
PLURAL_PRONOUNS = _list("they them their theirs themselves these those")
POSSESSIVES = _list("his her its their")

UNITS = _list(
    "times time way ways day days month months year years week weeks hour hours minute minutes "
    "name names purpose date age kind sort type part percent percentage number amount "
    "share much many more "
    "far long old high tall big large fast deep heavy wide often soon"
) | {*ONES, "ten", *SCALES}
"""Words of a question that name a measure, and nothing that could be spoken of again."""

NEVER_HEADS = _list(
    "first second third last next other others one ones same most least else exactly"
)

PEOPLE = _list(
    "people men women children officials police officers workers soldiers victims families "
    "residents guards doctors surgeons scientists students protesters migrants refugees passengers"
)
PERSON_NOUNS = _list(
    """
    man woman boy girl child baby person teen teenager mother father parent son daughter brother
    sister husband wife widow couple friend neighbor neighbour victim survivor suspect defendant
    gunman shooter attacker hostage prisoner inmate defector soldier guard sergeant colonel general
    admiral captain officer policeman detective sheriff marine sailor pilot astronaut driver
    passenger president vice-president premier minister chancellor king queen prince princess pope
    emperor mayor governor senator congressman congresswoman lawmaker politician candidate nominee
    ambassador diplomat spokesman spokeswoman spokesperson secretary official chief leader boss
    head director chairman chairwoman chair ceo founder executive manager owner employee worker
    employer miner farmer fisherman teacher student pupil principal professor scientist researcher
    expert analyst economist doctor physician nurse surgeon patient coroner lawyer attorney judge
    juror prosecutor witness journalist reporter editor writer author novelist poet actor actress
    comedian singer musician rapper star celebrity model artist painter photographer filmmaker
    designer architect engineer inventor athlete player striker goalkeeper quarterback champion
    winner coach referee boxer golfer runner swimmer hero billionaire millionaire businessman
    businesswoman activist protester priest bishop cardinal imam monk nun tourist migrant refugee
    immigrant citizen resident voter customer superintendent commander commissioner
    """
)

IRREGULAR_VERBS = _list(
    """
    beat beaten became began begun bit bitten blew blown bought broke broken brought built burnt
    came caught chose chosen cost cut dealt did done drawn drew driven drove dug eaten fallen
    fed fell felt
    fled flew flown forgotten fought found froze frozen gave given gone got gotten grew grown
    had heard held
    hidden hit hung hurt kept knew known laid lay led left lent lost made meant met paid put quit
    ran rang read ridden risen rode rose said sank sat saw seen sent set shot shown shut slain slept
    sold sought spent spoken spoke sprang spread stole stolen stood stuck struck sung sunk swam
    sworn swept swung taken taught thought threw thrown told took torn understood voted went woke
    won wore worn written wrote born freed agreed decreed guaranteed
    """
)
"""Past forms and participles that do not end in -ed."""

FIGURE_VERBS = _list(
    "lowered raised reduced increased revised corrected changed updated cut adjusted exaggerated "
    "rise risen rose fall fell fallen drop dropped grow grew grown so too high higher low lower"
)
"""What is said of a number rather than of a thing."""

ATTRIBUTES = _list(
    "length height width depth size weight speed price cost value age name flag colour color "
    "number share cause reason title capital owner"
)
"""Nouns that say something of a thing; the thing itself is spoken of again."""

COMMON_VERBS = _list(
    """
    say says tell tells call calls happen happens take takes make makes work works live lives die
    dies go goes come comes find finds use uses give gives get gets think thinks know knows want
    wants see sees win wins lose loses begin begins start starts end ends cost costs land lands fly
    flies fall falls break breaks pay pays play plays run runs cause causes mean means need needs
    plan plans hope hopes fear fears own owns belong belongs carry carries weigh weighs
    """
)
