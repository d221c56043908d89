"""The words that make a statement a charge, a claim, a denial, a plan, a condition or a forecast.

Promise: closed lists of English; what they mean for a span is for ``standings`` to say.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How a sentence tells of a thing: as so, or as charged, claimed, denied, planned, …"""

    ASSERTED = "asserted"
    CHARGED = "charged"
    ALLEGED = "alleged"
    DENIED = "denied"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    FORECAST = "forecast"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a standing, and whether they stand right before the one they speak of."""

    standing: Standing
    pattern: re.Pattern[str]
    attributive: bool = False


def _cue(standing: Standing, pattern: str, *, attributive: bool = False) -> Cue:
    return Cue(standing, re.compile(pattern, re.VERBOSE), attributive)


CUES: tuple[Cue, ...] = (
    # "is charged with killing", "arrested on suspicion of"; not "charged $40", "held in May"
    _cue(
        Standing.CHARGED,
        r"""
        \b(?:re-?)?[Cc]harged\b(?!\ (?:[$€£\d]|extra|more|up|an?\ fee|out\b|into|at\b|past))
            (?=(?:\ [\w'’-]+){0,7}?\ (?:with|in|over|for|on)\b | \W*$ | ,)
        | \b(?:[Aa]ccused|[Ss]uspected)\ of\b
        | \b(?:[Ii]ndicted|[Aa]rraigned|[Bb]ooked)\b
            (?=(?:\ [\w'’-]+){0,5}?\ (?:with|in|over|for|on)\b)
        | \b(?:[Ii]ndicts|[Cc]harges|[Aa]ccuses)\b(?=(?:\ [\w'’-]+){1,6}?\ (?:with|of|in|over)\b)
        | \b(?:[Aa]rrested|[Dd]etained|[Jj]ailed|[Hh]eld|[Ww]anted|[Ss]ought|[Ii]nvestigated
            |[Qq]uestion(?:ed|ing)|arresting|detaining|investigating|prosecuting|suing|hunting
            |in\ custody|under\ investigation|[Ss]ued|[Pp]rosecuted|[Aa]rrest|[Aa]rrests
            |[Bb]ailed|[Rr]emanded
            |(?:in|at|before)\ (?:[\w'’-]+\ ){0,4}?(?:[Cc]ourt|[Mm]agistrates?))\b
            (?=(?:\ [\w'’-]+){0,6}?\ (?:on\ suspicion|in\ connection|over
            |for\ (?:alleged|the\ \w+\ of)
            |for\ (?:allegedly\ )?[a-z]+ing|after|on\ [\w-]*\ ?charges?))
        | \bon\ suspicion\ of\b
        | \b(?:[Aa]rrest(?:s|ed|ing)?|[Dd]etain(?:s|ed|ing)?)\b
            (?=(?:,?\ [\w'’-]+){1,9}?,\ (?:over|in\ connection|for\ (?:allegedly\ )?[a-z]+ing)\b)
        | \bas\ (?:an?|the|his|her)\ (?:\w+\ )?suspects?\b | \bsuspects?\ (?:in|of|over)\b
        | \b(?:on|[Ss]tand(?:s|ing)?|[Ss]tood|[Ff]ac(?:e|es|ed|ing)|[Aa]wait(?:s|ed|ing)?)\ trial\b
        | \b(?:[Ff]ac(?:e|es|ed|ing)|[Ff]iled)\b(?=(?:\ [\w'’-]+){0,7}?\ (?:charges?|counts?
            |accusations?|allegations?|lawsuits?)\b)
        | \b(?:charges?|accusations?|allegations?|lawsuit|indictment|complaint)\b
            (?=\ (?:of|that|against|over|says|said|accus\w+|alleg\w+|claims?)\b)
        """,
    ),
    _cue(
        Standing.CHARGED,
        r"\b(?:[Ss]uspect|[Ss]uspects|[Dd]efendant|[Dd]efendants|[Aa]ccused|[Ss]uspected|[Aa]lleged"
        r"|person\ of\ interest)\b",
        attributive=True,
    ),
    # "allegedly", "is believed to have", "claims that"; not "claimed 12 lives"
    _cue(
        Standing.ALLEGED,
        r"""
        \b(?:[Aa]llegedly|[Rr]eportedly|[Ss]upposedly|[Pp]urportedly|[Rr]umou?red
            |[Uu]nconfirmed|[Uu]nverified|[Aa]pparently|[Ss]peculat\w+|[Ss]uspicions?)\b
        | \b(?:alleg(?:e|es|ed|ing)|insinuat\w+)\b
        | \b(?:stor(?:y|ies)|theor(?:y|ies)|tales?|suggestions?|notions?|beliefs?|narratives?
            |accounts?|whispers?|gossip)\b(?=(?:\ [\w'’-]+){0,3}?\ that\b)
        | \b(?:claims?|claimed|claiming|contends?|contended|suspects?|suspected|believes?|believed
            |thinks?|thought|feared|fears?|suggests?|suggested|implied|implies|hinted)\b
            (?=\ (?:that|to|he|she|they|it|the|his|her|an?|[A-Z])\b)
            (?!\ the\ (?:lives|life|title|prize|crown|win|victory))
        | \b(?:prosecutors?|[Pp]olice|[Pp]rosecutors|[Ii]nvestigators|[Dd]etectives|lawsuit
            |complaint)
            \ (?:say|says|said|believe|contend|argue|argued|think)\b(?=(?:\ [\w'’-]+){1,6}?
            \ (?:kill|shot|shoot|stab|murder|robb|stole|steal|rap|attack|abus|set\ |poison|kidnap
            |strangl|beat|bomb|hit|start|plot|brib|cheat|fraud|launder)\w*)
        | (?<=,\ )(?:according\ to\ )?(?:prosecutors|the\ indictment|the\ complaint|the\ lawsuit
            |detectives)(?:\ (?:say|said|allege|alleged|believe))?\W*$
        """,
    ),
    # "denies killing", "not guilty", "was cleared of", "did not win"
    _cue(
        Standing.DENIED,
        r"""
        \b(?:[Dd]en(?:y|ies|ied|ying)|[Rr]eject(?:s|ed|ing)?|[Dd]ismiss(?:es|ed)|[Rr]efut(?:es|ed)
            |[Dd]isput(?:es|ed)|[Dd]ebunk(?:s|ed))\b
        | \bnot\ guilty\b | \b(?:acquitted|cleared|exonerated|absolved)\ of\b
        | \b(?:no\ evidence|not\ true|untrue|false\ (?:claim|report|rumou?r)s?|hoax|falsely)\b
        | \bcharges\ (?:were|was|had\ been|have\ been)\ dropped\b
        | \b(?:[Dd]id|[Dd]oes|[Dd]o|[Ww]as|[Ww]ere|[Ii]s|[Aa]re|[Hh]as|[Hh]ave|[Hh]ad|[Ww]ill
            |[Ww]ould
            |[Cc]ould|[Cc]an)\ not\b(?!\ only) | \b(?:[Cc]annot)\b | n['’]t\b | \b[Nn]ever\b
        | \b(?:failed|refused|declined|unable)\ to\b | \b(?:narrowly|just)\ (?:missed|lost)\b
        """,
    ),
    # "plans to", "nominated for", "is due to"
    _cue(
        Standing.PLANNED,
        r"""
        \b(?:[Pp]lan(?:s|ned|ning)?|[Ii]ntend(?:s|ed|ing)?|[Aa]im(?:s|ed|ing)?|[Hh]op(?:e|es|ed|ing)
            |[Ww]ant(?:s|ed|ing)?|[Vv]ow(?:s|ed|ing)?|[Pp]romis(?:e|es|ed|ing)|[Pp]ledg(?:e|es|ed|ing)
            |[Aa]gree(?:s|d)?|[Pp]ropos(?:e|es|ed|ing)|[Tt]hreaten(?:s|ed|ing)?|[Ss]eek(?:s|ing)?|sought
            |[Oo]ffer(?:s|ed|ing)?|[Tt]r(?:y|ies|ied|ying)|[Aa]ttempt(?:s|ed|ing)?|[Aa]sk(?:s|ed|ing)?
            |[Uu]rg(?:e|es|ed|ing)|[Bb]id(?:s|ding)?|[Oo]rder(?:s|ed)?|[Pp]repar(?:e|es|ed|ing))
            (?:\ (?!to\b)[\w'’-]+){0,4}?\ to\b(?=\ (?!the\b|a\b|an\b|his\b|her\b)[a-z]+)
        | \b(?:[Pp]lan(?:s|ned|ning)?|[Pp]ropos(?:es|ed|ing)|[Cc]onsider(?:s|ed|ing)?)
            \ (?:an?|the|its|his|her|their|for|on|\d+|[a-z]+ing)\b
        | \b(?:set|scheduled|slated|poised|about|ready|going|tipped|in\ line)\ to\b(?=\ [a-z]+)
        | \b(?:is|are|was|were|be)\ (?:also\ |now\ )?due\ (?:to|in|on|for|next)\b
        | \b[Pp]romise[sd]?:?\b(?!\ to\b) | \bvowed\b | \bpledged\b | \bin\ talks\b
        | \b(?:nominated|shortlisted|up|tipped|(?:favou?rite|front-?runner|contender)s?)\ for\b
        | \bamong\ the\ (?:nominees|finalists|contenders|candidates|favou?rites)\b
        | \b(?:favou?rite|bid|chance|plan|proposal|promise|attempt|race)s?\ to\b
        | \bcandidates?\ (?:for|to)\b | \brunning\ (?:for|to)\b | \bcompet(?:e|es|ed|ing)\ for\b
        """,
    ),
    _cue(
        Standing.PLANNED,
        r"\b(?:[Nn]ominees?|[Cc]andidates?|[Hh]opefuls?|[Cc]ontenders?|[Ff]avou?rites?|[Ff]inalists?"
        r"|[Pp]lanned|[Pp]roposed|[Ww]ould-be|[Rr]umou?red)\b",
        attributive=True,
    ),
    # "would", "could", "if"; "may" but not the month
    _cue(
        Standing.CONDITIONAL,
        r"""
        \b(?:[Ii]f|[Uu]nless|[Ww]hether|provided\ that|in\ case|were\ to|had\ it\ not)\b
        | \b(?:would|could|might|should|may|ought\ to)\b
        | (?:'|’)d\ (?:have|be|like)\b
        """,
    ),
    # "is expected to", "will"
    _cue(
        Standing.FORECAST,
        r"""
        \b(?:[Ee]xpected|(?<!%\ more\ )(?<!%\ less\ )(?<!percent\ more\ )(?<!percent\ less\ )
            (?<!times\ more\ )(?<!times\ as\ )[Ll]ikely|[Uu]nlikely|[Pp]redicted|[Pp]rojected
            |[Ff]orecast|[Ff]avou?red|[Aa]nticipated|[Ee]stimated|on\ (?:course|track|pace))\ to\b
        | \b(?:predicts?|predicted|forecasts?|forecasted|projects|expects?|expected|anticipates?
            |foresees?|bets?|betting|tips)\b(?=(?:\ [\w,.'’-]+){1,4}?\ to\b
            |\ (?:that|an?|the|to|it|he|she|they|on|more|[A-Z\d])\b)
        | \b(?:will|won['’]t|shall)\b | (?:'|’)ll\b | \bWill\ win:
        | \b(?:prediction|forecast|projection|odds|poll\w*)\b
        """,
    ),
)

SETTLED = re.compile(
    r"""
    \b(?:convicted|found\ (?:[\w.]+\ ){0,3}guilty|sentenced|(?:pleaded|pled|pleads|plead)\ guilty
        |confessed|admitted|admits|jury\ found|guilty\ (?:verdict|plea)|conviction
        |jailed\ for\ (?:life|[\w-]+\ (?:years?|months?))|executed\ for
        |serving\ (?:a|\d|life|time))\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What ends a charge: a conviction, a plea of guilty, a confession."""
UNSETTLED = re.compile(
    r"""
    \b(?:if|when|could\ be|may\ be|would\ be|not(?:\ yet)?(?:\ been)?|never|before\ being|faces?
        |once)\ (?:\w+\ )?(?:convicted|found\ guilty|sentenced|confessed|admitted)
    | \bnot\ guilty\b
    """,
    re.VERBOSE | re.IGNORECASE,
)

_LEGAL = (
    r"charg|accus|suspect|alleg|indict|arrest|trial|plead|plea\b|guilt|den[yi]|claim|believ|blam"
    r"|\bsays?\b|\bsaid\b|report|sue[ds]?\b|court|detain|custody|held|investigat|convict|lawsuit"
    r"|thought|think|rumou?red|prosecut|wanted|feared|sought|reject|dismiss|disput|jail|acquit"
    r"|cleared|question"
)
_MAY = r"(?<!\bin )(?<!\bof )(?<!\blast )(?<!\bthis )\b(?-i:may)\b"
"""The verb, and not the month."""
_AHEAD = (
    rf"\bwill\b|\bwould\b|\bcould\b|\bmight\b|{_MAY}|\bshould\b|\bif\b|\bplan(?:s|n\w+)?\b"
    r"|expect|going to|intend"
    r"|want|promis|nominat(?:ed|es?\b)|nominee|hope|predict|forecast|likel|next|running"
    r"|\brun for|candidat|propos|\btr(?:y"
    r"|ied|ying)\b|seek|sought|\baim|threat|favou?rit|schedul|vow|pledg|offer|agree|due\b"
    r"|upcoming|future|contend|shortlist|finalist|happen|poll|odds|ask|urge|called? for|consider"
    r"|attempt|order|prepar|estimat|project|tipped|set to|compet"
)
COMPATIBLE = {
    Standing.CHARGED: re.compile(_LEGAL, re.IGNORECASE),
    Standing.ALLEGED: re.compile(_LEGAL, re.IGNORECASE),
    Standing.DENIED: re.compile(
        rf"{_LEGAL}|\bnot\b|n['’]t\b|never|fail|refus|\blos[et]|miss", re.I
    ),
    Standing.PLANNED: re.compile(_AHEAD, re.IGNORECASE),
    Standing.CONDITIONAL: re.compile(
        rf"\b(?:would|could|might|should|if|can|whether|happens?|disputed|conditions?"
        rf"|requirements?)\b|{_MAY}",
        re.IGNORECASE,
    ),
    Standing.FORECAST: re.compile(_AHEAD, re.IGNORECASE),
}
"""Questions that ask for what is charged, planned and so on: there it is the plain answer."""
AHEAD = frozenset({Standing.PLANNED, Standing.CONDITIONAL, Standing.FORECAST})
FORECASTING_TITLE = re.compile(
    r"\bwho will win\b|\bpredict(?:ion|ions|ing|s)?\b|\bforecasts?\b|\bpreview\b|\bnominees\b"
    r"|\bnominations\b|\bcontenders\b|\bodds\b|\bwill win\b|\bshould win\b|\bfavou?rites to\b",
    re.IGNORECASE,
)
"""Headlines of stories that tell beforehand who may win."""
