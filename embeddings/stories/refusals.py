"""Texts that are no story but a site's word that it does not show one, and what they say.

Promise: a text with one ordinary sentence of its own is never refused, whatever its headline.
"""

import re

_MOST = 2_500
_LEAST_PROSE = 50
_KINDS = (
    (
        "a check for robots, not a story",
        r"checking (?:if|that|your) (?:the |your )?(?:site connection|connection|browser)"
        r"|verif\w+ (?:that )?you(?:['’]re| are) (?:a |not a )?(?:human|robot)"
        r"|are you (?:a )?(?:human|robot)|not a robot|captcha|enable javascript and cookies"
        r"|unusual (?:traffic|activity)|security (?:check|of your connection)|\bray id\b"
        r"|press (?:&|and) hold|just a moment|one more step|attention required"
        r"|pardon our interruption|you (?:were|are|might be|may be) a (?:ro)?bot\b",
    ),
    (
        "access was denied, not a story",
        r"you don['’]t have (?:permission|access)|access (?:to this page )?(?:is |has been )?denied"
        r"|403 forbidden|^forbidden$|\breference #|you have been blocked"
        r"|request (?:was |has been )?blocked"
        r"|access (?:can ?not|can['’]t) be granted|(?:can ?not|can['’]t|unable to) grant access"
        r"|unavailable (?:for|due to) legal"
        r"|(?:un|not |n['’]t )available (?:in|to|for|from) [\w ]{0,30}?"
        r"(?:your (?:country|region|location)|europe)"
        r"|(?:451|403)\b.{0,20}(?:unavailable|error)|error (?:code )?(?:1020|403|451)",
    ),
    (
        "a page that was not found, not a story",
        r"\b404\b|page (?:(?:could |was |can)?\s?not|can['’]t) (?:be )?found"
        r"|nothing was found (?:at|here)|page (?:does ?n[o'’]t|no longer) exist"
        r"|(?:page|article|content) (?:that )?you(?:['’]re| are| were|['’]ve| have)? "
        r"(?:looking for|requested|trying)|may have been (?:moved|deleted|removed)"
        r"|^not found$|no longer (?:available|exists)|couldn['’]t find (?:that|the|this) page"
        r"|can['’]t find (?:that|the|this|your) page|\b410 gone\b"
        r"|seite (?:wurde |konnte )?(?:leider )?nicht gefunden|page (?:introuvable|non trouvée)"
        r"|página no encontrada|pagina (?:non trovata|niet gevonden)",
    ),
    (
        "a server's word that it failed, not a story",
        r"\b50[0-4]\b.{0,30}(?:error|unavailable|gateway|time-?out)|bad gateway|gateway time-?out"
        r"|internal server error|service (?:temporarily )?unavailable|\b429\b|too many requests"
        r"|(?:down|closed) for (?:scheduled )?maintenance|under maintenance"
        r"|be back (?:soon|shortly)"
        r"|error (?:establishing a database connection|occurred while processing)|^nginx\b"
        r"|(?:web )?server (?:reported|encountered|returned)|please (?:try again|check back) later"
        r"|rate limit|something went wrong",
    ),
    (
        "a question of consent, not a story",
        r"before you continue|we (?:value|care about|respect) your privacy|our \d* ?partners"
        r"|(?:store|access)[\w ]{0,30}(?:personal data|information on (?:a|your) device)"
        r"|accept (?:all|cookies)|i accept\b|manage (?:cookies|preferences|options|choices)"
        r"|(?:uses?|use of) cookies|cookie (?:policy|settings|preferences)|privacy cent(?:re|er)"
        r"|legitimate interest|reject all|withdraw (?:your )?consent|\bconsent to\b"
        r"|(?:mit|ohne) werbung|werbetracking|\bpur-abo|alle akzeptieren|einwilligung"
        r"|(?:unsere|nos|nuestros|nostri|onze) \d* ?(?:partner|partenaires|socios)"
        r"|tout accepter|(?:votre|le) consentement|aceptar todo|accetta tutt",
    ),
    (
        "an offer to subscribe, not a story",
        r"to (?:continue|keep|finish) reading|subscribe (?:now )?to (?:read|continue|unlock|get)"
        r"|already (?:a|an) (?:subscriber|member)|(?:for|to) (?:our )?(?:subscribers|members) only"
        r"|subscriber[- ](?:only|exclusive)"
        r"|(?:log|sign) in (?:to|or) (?:read|continue|register|subscribe)"
        r"|reached your (?:\w+ )?limit|unlimited (?:digital )?access|cancel (?:at )?any ?time"
        r"|forgot (?:your )?password|sign in to your account|^(?:log|sign) ?in$|remember me"
        r"|create (?:a|your|an) (?:free )?account|start your (?:free )?trial"
        r"|choose (?:a|your) plan",
    ),
    (
        "a page that needs JavaScript, not a story",
        r"(?:enable|turn on|need|requires?|preventing|blocking) (?:javascript|js\b)"
        r"|javascript (?:is|are|to be) (?:disabled|enabled|off)"
        r"|(?:browser|version) is (?:not supported|out of date)|unsupported browser",
    ),
    (
        "a domain for sale, not a story",
        r"domain(?: name)? (?:is|may be) for sale|(?:buy|make an offer (?:on|for)) this domain"
        r"|domain (?:is|has been) parked|parked (?:domain|free)|sponsored listings|domain owner",
    ),
)
_PATTERNS = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _KINDS)
_TO_READER = re.compile(
    r"\b(?:you|your|we|our|us|wir|unsere?|vous|vos|votre)\b"
    r"|(?-i:(?<=[a-zäöüß,] )(?:Sie|Ihre?[mnrs]?)\b)"
    r"|\bthis (?:page|site|website|server)\b|\S@\S+\.\w",
    re.IGNORECASE,
)
"""Takes "For help, write to web@velm.example" and "können Sie Ihre Wahl", leaves "Sie sank"."""
_REPORTED = re.compile(
    r"\b(?:said|says|told|announced|reported by|according to|police|ministers?"
    r"|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
"""What news tells with, and no page of a site's own does."""
_END = re.compile(r"[.!?…][\"”’')\]]*$")


def find_refusal(title: str, text: str) -> str | None:
    """Return what a text is instead of a story, or ``None`` for a story.

    A text is refused when it says so and nothing in it is a sentence about anything else.
    """
    if len(text) > _MOST:
        return None
    lines = [line.strip() for line in (title, *text.split("\n")) if line.strip()]
    signs = {
        reason: count
        for reason, pattern in _PATTERNS
        if (count := sum(pattern.search(line) is not None for line in lines))
    }
    if not signs or any(map(_is_story, lines[1:] if title else lines)):
        return None
    reason = max(signs, key=lambda one: signs[one])
    told = sum(signs.values())
    return reason if told >= 2 or len(lines) <= 4 else None


def _is_story(line: str) -> bool:
    """Whether ``line`` is a sentence that neither speaks to the reader nor of the page."""
    return (
        len(line) >= _LEAST_PROSE
        and _END.search(line) is not None
        and (
            _REPORTED.search(line) is not None
            or not (
                _TO_READER.search(line) or any(pattern.search(line) for _, pattern in _PATTERNS)
            )
        )
    )
