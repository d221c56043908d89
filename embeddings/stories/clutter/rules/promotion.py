"""Lines that want the reader to take something: a newsletter, a subscription, an app."""

from embeddings.stories.clutter.rules.rule import LineRule

_LETTER = r"(?:newsletters?|inbox|(?:e-?mail|breaking news|news) ?(?:alerts?|updates?)|briefing)"
_PRICE = r"(?:[£$€]\d{1,3}(?:[.,]\d\d)?|\d{1,3}(?:[.,]\d\d)? ?(?:€|euros?|pounds?|dollars?|crowns))"

RULES = (
    LineRule(
        "newsletter box",
        "(?i:sign[ -]?(?:me )?up|register|create (?:an|a free|your(?: free)?) account"
        "|start (?:your|a) free trial)(?: (?i:now|here|today|free|for free))*[.!]?",
        guarded=False,
    ),
    LineRule(
        "newsletter box",
        rf"(?:Editor['’]s [Nn]ote: )?Sign up (?:here )?(?:for|to|and|now)\b.*\b{_LETTER}\b.*",
    ),
    LineRule(
        "newsletter box",
        r"(?:[^.\"“”]{3,70}[?!:]{1,2}|[^.\"“”]{0,50}\b(?:inbox|newsletter|news)[^.\"“”]{0,20}\.)"
        rf"\s?(?:Sign up|Subscribe) (?:here )?(?:for|to)\b[^\"“”]*\b{_LETTER}\b.*",
        needs=("ign up", "ubscribe"),
    ),
    LineRule(
        "newsletter box",
        r"(?:To|Get|Want|For|If)\b[^\"“”]*(?:, sign up|, subscribe|\bSign up|\bSubscribe) "
        r"(?:here|now|today|for|to)\b[^\"“”]*\b(?:newsletter|inbox|every \w+day)\b.*",
        needs=("ign up", "ubscribe"),
    ),
    LineRule(
        "newsletter box",
        r"(?:Editor['’]s [Nn]ote|A version|This|Get|Want|Our|For|Like|Love|Enjoy|Never|Stay"
        r"|Don['’]t)\b[^\"“”]*\bnewsletter\b[^\"“”]*"
        r"\b(?:Sign up|Subscribe) (?:here|now|today)\b.{0,80}",
        needs=("newsletter",),
    ),
    LineRule(
        "newsletter box",
        r"(?!.*\b(?:said|says|are|was|were|scam\w*|has|had)\b)"
        r"(?:From|Get|Receive|Want|Join|Start|Stay|Our|Your|A|The)\b[^\"“”]*"
        r"\b(?:delivered|sent|straight|directly|right)\b[^\"“”]{0,40}\b(?:to|in|into) your (?:"
        r"e-?mail )?inbox\b.*",
    ),
    LineRule(
        "newsletter box",
        "(?:A|Our|The|Your) free (?:daily|weekly|morning|evening) (?:digest|e-?mail"
        r"|newsletter|briefing|round-?up|update)\b[^\"“”]*",
    ),
    LineRule(
        "newsletter box",
        "(?:Thanks for (?:subscribing|signing up)|You(?:'|’)?(?:re| are) (?:now )?subscribed"
        r"|By (?:signing up|submitting|subscribing|clicking|entering your e-?mail"
        r"|registering(?=,? you)))\b.*",
        guarded=False,
    ),
    LineRule(
        "newsletter box",
        "(?:Enter|Type) (?:your|an?) e-?mail(?: address)?.{0,40}|(?:Your )?[Ee]-?mail address",
        guarded=False,
    ),
    LineRule(
        "newsletter box",
        r"(?:Get|Download|Read|Open) (?:the|our) (?:free )?(?:[A-Z]\w* ){0,4}(?:app|newsletter"
        "|podcast)[.!]?",
    ),
    LineRule(
        "subscribe line",
        "(?i:subscribe)(?: (?i:& save|and save|now|today|here|for free))*[.!]?",
        guarded=False,
    ),
    LineRule(
        "subscribe line",
        r"Subscribe (?:to|for) (?:(?:our|the|this) )?[A-Z][\w.'’&-]*(?: [\w.'’&-]+){0,6}[.!]?"
        r"|Subscribe to [\w-]+\.com\b[^\"“”]{0,80}",
    ),
    LineRule(
        "subscribe line",
        "(?:Subscribe(?! (?:to|for) (?:the|a|an|this|that) (?!.*(?:newsletter|podcast|channel|paper"
        "|magazine|edition|digest|feed|briefing|report))|,? or)|Please subscribe"
        "|Become a (?:member|subscriber)|Get (?:digital"
        r"|unlimited|full) access)\b[^.\"“”]{0,110}[.!]?",
    ),
    LineRule(
        "subscribe line",
        "(?:Please )?[Ss]upport (?:local|our|independent|quality|trusted"
        r"|strong)\b[^\"“”]{0,40}\bjournalism\b.*",
    ),
    LineRule(
        "subscribe line",
        "(?:Thank you for|Thanks for (?:reading|visiting)|Please"
        "|If you (?:value|like|enjoy)|We are providing|Already (?:a|an|have an|registered)"
        "|This (?:article|content|story) is (?:free|being|only|exclusive|available|for))"
        r"\b[^\"“”]*\b(?:[Ss]ubscri(?:be|ber|bers|bing|ption)|(?:please|to|must|or|,) log"
        r" in)\b.*",
    ),
    LineRule(
        "subscribe line",
        r"[\w' -]{2,30} (?:digital|print) subscription"
        r"|[^\"“”]{0,60}\bNo credit card (?:needed|required)[.!]?",
        guarded=False,
    ),
    LineRule("newsletter box", r"Editor['’]s [Nn]ote: Sign up (?:for|to)\b.*"),
    LineRule(
        "newsletter box",
        r"(?:Get|Receive) (?:alerts?|updates|news|the latest)\b[^\"“”]*\bSign up (?:here|now"
        r"|today)\b.*"
        r"|[^.\"“”]{0,80}\bText \d{3}-\d{3}-\d{4} to (?:sign up|subscribe)\b.*"
        rf"|You can also (?:subscribe|sign up)\b[^\"“”]*\b(?:{_LETTER}|day)\b.*"
        r"|Sign up for breaking news, [^\"“”]*",
        needs=("ign up", "ubscribe"),
    ),
    LineRule(
        "subscribe line",
        r"Support [^.\"“”]{2,50}\bbecome an? [^.\"“”]{2,40}\bsubscriber\b.{0,20}"
        r"|(?:Log|Sign) ?in or (?:create|register|subscribe|sign up)\b[^.\"“”]{0,60}"
        r"|Enjoying our (?:latest )?content\?",
    ),
    LineRule(
        "newsletter box",
        "(?:Editor['’]s [Nn]ote: )?A version of this (?:story|article|column) "
        "(?:first |originally )?(?:appeared|was"
        r" published) in\b[^\"“”]*\bnewsletter\b.*",
    ),
    LineRule(
        "subscribe line",
        r"To (?:continue|keep|finish) reading\b[^\"“”]{0,140}"
        r"|(?:Please )?(?:Create|Register|Log ?in"
        r"|Sign (?:in|up)|Subscribe|Join)\b[^.\"“”]{0,80}\bto (?:(?:continue|keep|finish) reading"
        r"|read (?:the rest|(?:the full|this) (?:story|article)))\b[^.\"“”]{0,40}[.!]?"
        r"|[^\"“”]{0,120}\b[Cc]ancel (?:at )?any ?time\b[^\"“”]{0,60}"
        r"|(?:Get |Enjoy )?[Uu]nlimited (?:digital )?access\b[^\"“”]{0,160}",
        needs=("read", "ancel", "nlimited"),
    ),
    LineRule(
        "newsletter box",
        r"You(?:['’]re| are)? (?:receiv\w+|getting|got) this\b[^\"“”]{0,300}"
        r"|(?:To unsubscribe|(?:[^\"“”]{0,120}[.!?–—|·•/] ?)?[Uu]nsubscribe)\b[^\"“”]{0,80}"
        r"|(?=.*\b(?:[Yy]our?|[Cc]lick (?:here|on|below)|[Pp]references|here[.!]?$))"
        r"[^\"“”]{0,120}\bunsubscribe\b[^\"“”]{0,80}"
        r"|[^.\"“”]{0,60}\b(?:forwarded to you|[Ff]orward(?:ed)? (?:you )?this)\b[^.\"“”]{0,30}\?"
        r"[^\"“”]{0,80}",
        needs=(" this", "nsubscribe", "orward"),
    ),
    LineRule(
        "subscribe line",
        r"(?:Keep|Continue|Finish|Carry on) reading (?:for|from|with|by|now|today)\b[^\"“”]{0,80}"
        r"|(?:You(?: have|['’]ve(?: got)?)|This is your) (?:[\w-]+ ){1,3}free (?:articles?"
        r"|stor(?:y|ies)|reads?)(?: (?:left|remaining|this (?:week|month)))*"
        r"(?:[.!] [^\"“”]{0,120}|[.!])?"
        r"|You(?:['’]ve| have) (?:reached|used|read)\b[^\"“”]{0,60}\b(?:free|limit|articles?"
        r"|stories)\b[^\"“”]{0,60}"
        r"|(?:Already (?:have an? |an? )?|Have an? )(?:account|subscription|subscriber|member"
        r"|registered)\?[^\"“”]{0,60}|Why subscribe\?[^\"“”]{0,120}"
        r"|(?:Please )?(?:Log|Sign) ?in(?:,| or)? (?:or )?(?:subscribe|register|to (?:read|continue"
        r"|unlock|keep))\b[^\"“”]{0,80}"
        rf"|(?:Monthly|Yearly|Per (?:month|year)):? {_PRICE}\b[^\"“”]{{0,60}}"
        rf"|(?:Only|Just|From) {_PRICE} (?:(?:a|per) (?:week|month|year)|for (?:the )?first)"
        r"\b[^.\"“”]{0,60}[.!]?"
        r"|Choose (?:a|your) (?:plan|subscription)\b.{0,60}",
    ),
)
