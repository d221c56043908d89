"""Texts that are no story: what a site shows instead of one.

Promise: a story *about* such a page stays; only a text that speaks mostly as one does is refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_MAX_LENGTH = 6_000
_MAX_WORDS = 250
_HEAD = 4
"""How many sentences of a refusal may pass before one that speaks as one."""
_MIN_SHARE = 0.5
_HEADED_SHARE = 0.2
_TINY = 40
_LEAD = 8
_TO_READER = re.compile(
    r"\b(?:you|your|please|sorry|oops)\b|\bwe(?:['’](?:re|ll))?\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of refusal: how its headline reads as a whole, and what its sentences hold."""

    name: str
    headline: str
    sentence: str
    spares_lead: bool = False
    """Whether a page of this kind is a story all the same where it shows how that begins."""
    whole: re.Pattern[str] = field(init=False, repr=False)
    within: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        site = r"(?:\s*[|–—·:-]\s*[\w .,'’&-]{1,40})?"
        whole = re.compile(rf"\W*(?:{self.headline})\W*{site}", re.IGNORECASE | re.VERBOSE)
        object.__setattr__(self, "whole", whole)
        object.__setattr__(self, "within", re.compile(self.sentence, re.IGNORECASE | re.VERBOSE))


_KINDS = (
    # takes "Checking if the site connection is secure", leaves "They checked the bridge."
    _Kind(
        "a check for robots (captcha)",
        r"""just\ a\ moment|attention\ required!?|(?:are\ you|you\ are\ not)\ a\ (?:robot|human)
        |are\ you\ human|(?:security|robot|human)\ (?:check|verification)|captcha
        |pardon\ our\ interruption|one\ more\ step
        |please\ verify\ (?:that\ )?you\ are\ (?:a\ )?human
        |ddos\ protection\ by\ .*|verify(?:ing)?\ (?:that\ )?you\ are\ (?:a\ )?human
        |bot\ verification|checking\ your\ browser.*""",
        r"""checking\ (?:if\ the\ site|your\ browser)|enable\ javascript|javascript\ and\ cookies
        |review\ the\ security\ of\ your\ connection|\bray\ id\b|\bcaptcha\b
        |\b(?:not\ a\ robot|are\ (?:a\ )?human)\b|you(?:['’]re|\ are)\ a\ (?:robot|bot|human)
        |unusual\ (?:traffic|activity)\ (?:from|in|on)\ your
        |(?:complete|solve)\ the\ (?:security\ check|challenge|puzzle)
        |security\ check\ to\ access|automated\ (?:access|requests|traffic)
        |your\ browser\ (?:supports|made|did|is)|ddos\ protection|incident\ id
        |super-?human\ speed|third-party\ browser\ plugin|cookies?\ (?:are|is)\ (?:enabled|disabled)
        |(?:performance|security)\ (?:&|and|by)\ (?:security|cloudflare)|verif(?:y|ying)\ you\b
        |you\ will\ be\ redirected|this\ (?:process|check)\ is\ automatic""",
    ),
    # takes "You don't have permission to access …", leaves "Access denied: court keeps files"
    _Kind(
        "a page that denies access",
        r"""(?:error\ )?40[13](?:\s*[:–—-]?\s*(?:error|forbidden|unauthori[sz]ed|access\ denied))?
        |(?:http\ )?(?:error\ )?(?:access|permission)\ (?:is\ |has\ been\ )?(?:denied|forbidden
        |blocked)
        |access\ to\ this\ (?:page|site)\ (?:has\ been|is)\ denied|forbidden|unauthori[sz]ed
        |(?:sorry,\ )?you\ have\ been\ blocked|request\ blocked
        |(?:content|this\ (?:content|page|site))\ (?:is\ )?not\ available\ in\ your\ (?:region
        |country|area)
        |unavailable\ for\ legal\ reasons|(?:error\ )?451\b.*""",
        r"""(?:do\ not|don['’]t)\ have\ permission|access\ (?:is|was|has\ been)\ (?:denied|blocked)
        |\breference\s*\#|\byou\ have\ been\ blocked|request\ (?:was|has\ been|could\ not\ be)\b
        |on\ this\ server|you\ are\ (?:unable|not\ (?:authori[sz]ed|allowed))\ to\ (?:access|view)
        |your\ ip(?:\ address)?\b|errors\.edgesuite\.net|security\ (?:service|solution)\ to\ protect
        |(?:contact|e-?mail)\ the\ (?:site\ )?(?:owner|administrator)|site\ owner\ to\ let
        |\bgeneral\ data\ protection\ regulation|european\ economic\ area
        |not\ available\ in\ your\ (?:region|country|area)|\b(?:nginx|apache|varnish|cloudfront)\b
        |error\ (?:code\ )?(?:403|401|15|1020|1015)\b""",
    ),
    # takes "The page you are looking for may have been moved", leaves "He was not found."
    _Kind(
        "a page that was not found",
        r"""(?:(?:http\ )?(?:error\ )?(?:404|410)\b\s*[:–—-]?\s*)?
        (?:(?:error|oops|sorry)[,!.:]*\s*)*
        (?:(?:the|this|that|your|requested|web)\ )*(?:page|article|story|file|url|content|document)
        \s*(?:is\ |was\ |can(?:no|['’])t\ be\ |could\ not\ be\ )?(?:not\ found|found|gone|missing
        |no\ longer\ (?:available|exists?)|does(?:n['’]t|\ not)\ exist)
        |(?:(?:http\ )?(?:error\ )?(?:404|410)\b\s*[:–—-]?\s*)?not\ found
        |(?:http\ )?(?:error\ )?(?:404|410)(?:\ error)?""",
        r"""\bpage\ (?:you\b.{0,40}(?:looking\ for|requested|wanted|want)|(?:could|can)(?:not
        |\ not|['’]t)
        |not\ found|no\ longer|does\ not\ exist|doesn['’]t\ exist)
        |may\ have\ (?:been\ )?(?:moved|deleted|removed)
        |(?:could|can)(?:not|\ not|n['’]t|['’]t)\ find\ (?:that|the|this|what)
        |(?:requested|this)\ (?:url|page|address)\b.{0,40}(?:not\ found|does\ not\ exist|no\ longer)
        |(?:go|return|back)\ (?:back\ )?to\ (?:the|our)\ (?:home ?page|front\ page)
        |try\ (?:the|a|our)?\ ?search(?:ing)?\b|check\ the\ (?:url|address|spelling)|\b404\b
        |broken\ link|never\ existed|(?:page|article|link)\ (?:has|may\ have)\ (?:moved|expired)
        |use\ the\ search|report\ (?:this|the)\ (?:problem|broken)""",
    ),
    # takes "We and our 842 partners store …", leaves "The firm stored data of its users."
    _Kind(
        "a page that asks for consent to cookies",
        r"""before\ you\ continue.*|(?:we\ value|your)\ (?:your\ )?privacy(?:\ (?:matters|choices
        |settings)
        .*)?|(?:cookie|privacy|consent)\ (?:consent|settings|preferences|notice|policy|choices)
        |manage\ (?:your\ )?(?:cookies|consent|privacy).*|(?:this\ (?:site|website)
        |we)\ uses?\ cookies
        |(?:accept|allow)\ (?:all\ )?cookies.*|.{0,30}\bpart\ of\ the\ yahoo\ family\ of\ brands""",
        r"""\bwe\b.{0,30}\bour\b.{0,20}partners|(?:store|access
        |process)\b.{0,40}personal\ (?:data|information)
        |unique\ identifiers|\b(?:we|site|website|page|our\ partners)\ uses?\ cookies
        |\baccept\ (?:all|cookies)
        |i\ accept|tracking\ technolog|your\ (?:choices?|consent|preferences
        |settings)\ (?:at\ any\ time|in)
        |privacy\ (?:cent(?:re|er)|policy|settings|dashboard)|cookie\ (?:policy|settings
        |preferences)
        |(?:withdraw|give|manage|refuse)\ (?:your\ |my\ )?(?:consent|preferences|choices)
        |legitimate\ interest
        |personali[sz]ed\ (?:ads|advertising|content)|(?:reject|allow|accept)\ all
        |trackers?\ (?:are|is)\b
        |measurement,\ audience|click(?:ing)?\ ['"“‘]?(?:accept|agree|i\ accept|manage)""",
    ),
    # takes "Something went wrong. Please try again later.", leaves "Much went wrong that night."
    _Kind(
        "a fault of the site",
        r"""(?:http\ )?(?:error\ )?(?:429|50[0234]|52\d)\b.{0,40}|(?:internal\ )?server\ error
        |bad\ gateway
        |(?:service|site|website)\ (?:temporarily\ |currently\ )?unavailable|gateway\ time-?out
        |too\ many\ requests|(?:oops,?!?\ )?something\ went\ wrong|(?:down
        |under)\ (?:for\ )?maintenance
        |(?:we['’]ll|we\ will)\ be\ (?:right\ )?back(?:\ soon)?|site\ under\ (?:construction
        |maintenance)
        |an?\ (?:error|problem)\ (?:has\ )?occurred|web\ server\ is\ down
        |this\ site\ can['’]t\ be\ reached""",
        r"""(?:please\ )?try\ again\ (?:later|in)|(?:internal\ )?server\ (?:error|is|encountered)
        |something\ went\ wrong|temporarily\ (?:unavailable|unable|down)|too\ many\ requests
        |bad\ gateway
        |rate\ limit|scheduled\ maintenance|down\ for\ maintenance|unable\ to\ (?:process
        |complete)\ your
        |the\ server\ (?:is|was|returned|did|encountered)|(?:refresh|reload)\ (?:the|this)\ page
        |\bguru\ meditation
        |misconfiguration|web\ server\ (?:is|reported)|cache\ server|\bnginx\b""",
    ),
    # takes "Please enable JavaScript to view this page"
    _Kind(
        "a page that shows nothing without JavaScript",
        r"""(?:please\ )?(?:enable|turn\ on|activate)\ javascript.*
        |javascript\ (?:is\ )?(?:required|disabled).*
        |(?:loading|please\ wait)""",
        r"""(?:enable|turn\ on|activate|requires?|need)\ javascript|javascript\ (?:is|to\ be
        |must\ be)
        |(?:supported|outdated|modern)\ browser|browser\ (?:is\ not|isn['’]t|does\ not)\ support""",
    ),
    # takes "Subscribe to continue reading", leaves "The paper asked readers to subscribe."
    _Kind(
        "an offer to subscribe instead of the story (paywall)",
        r"""(?:subscribe|sign\ in|log\ ?in|register)\ to\ (?:continue|read|keep).*
        |subscribe\ (?:now|today)
        |(?:this|the)\ (?:article|story|content)\ is\ (?:for|reserved\ for|only\ for
        |exclusive\ to)\ .*
        |(?:please\ )?(?:sign|log)\ in(?:\ to\ .*)?|subscribers?\ only|subscription\ required
        |(?:get|want)\ unlimited\ access|you(?:['’]ve|\ have)\ (?:reached|run\ out|used).*""",
        r"""to\ continue\ reading|to\ (?:read|access|unlock)\ (?:the\ (?:full|rest)
        |this\ (?:article|story))
        |already\ (?:a\ )?(?:subscrib|member|have\ an\ account)|\bsubscribe\ (?:now|today|to|for)\b
        |subscribers?\ only|unlimited\ (?:digital\ )?access|cancel\ (?:at\ )?any\ ?time|free\ trial
        |(?:sign|log)\ (?:in|up)\b|create\ (?:a|your)\ (?:free\ )?account|(?:first|per)\ month
        |free\ articles?\ (?:left|remaining|this\ month)|your\ (?:free\ )?(?:articles?
        |subscription)""",
        spares_lead=True,
    ),
)


def find_refusal(title: str, text: str) -> str | None:
    """Return what a page is instead of a story ("no story: it is …"), or ``None``.

    A headline that reads like one is no proof: "Access denied: court keeps the harbour files
    closed" is a story. The sentences have to speak so as well.
    """
    if len(text) > _MAX_LENGTH:
        return None
    title = title.strip()
    sentences = [one.strip() for one in _SENTENCE.findall(text) if one.strip()]
    for kind in _KINDS:
        if _speaks_so(kind, title, sentences):
            return f"no story: it is {kind.name}"
    return None


def _speaks_so(kind: _Kind, title: str, sentences: Sequence[str]) -> bool:
    headed = bool(title) and kind.whole.fullmatch(title) is not None
    if not sentences:
        return headed
    if kind.spares_lead and _has_lead(kind, sentences):
        return False
    if not headed and not any(_is_told(kind, one) for one in sentences[:_HEAD]):
        return False
    words = [len(sentence.split()) for sentence in sentences]
    told = [_is_told(kind, one) for one in sentences]
    share = sum(n for n, yes in zip(words, told, strict=True) if yes) / max(1, sum(words))
    if headed and sum(words) <= _TINY and (sum(words) <= 5 or _addresses_reader(sentences)):
        return True
    if headed and sum(words) <= _MAX_WORDS:
        return share >= _HEADED_SHARE
    return share >= _MIN_SHARE and sum(told) > 1


def _has_lead(kind: _Kind, sentences: Sequence[str]) -> bool:
    return any(
        len(one.split()) >= _LEAD and not _is_told(kind, one) and not _TO_READER.search(one)
        for one in sentences[:2]
    )


def _addresses_reader(sentences: Sequence[str]) -> bool:
    """Whether most sentences speak to the one who reads, as no news does."""
    return 2 * sum(bool(_TO_READER.search(one)) for one in sentences) >= len(sentences)


def _is_told(kind: _Kind, sentence: str) -> bool:
    return bool(kind.within.search(sentence) or kind.whole.fullmatch(sentence))
