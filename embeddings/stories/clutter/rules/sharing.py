"""Lines of buttons and notices: share, comment, advertisement, and bare addresses."""

from embeddings.lexicon import NETWORKS, join_pattern
from embeddings.stories.clutter.rules.rule import LineRule

_SOCIAL = rf"(?:{join_pattern(NETWORKS)})"

RULES = (
    LineRule("separator", r"[\W_]+", guarded=False),
    LineRule("image address", r"https?://\S+\.(?:jpe?g|png|gif|webp|svg)\b\S*", guarded=False),
    LineRule("web address", r"(?:https?://|www\.)\S*[^\s.]", guarded=False),
    LineRule(
        "web address",
        r"(?!Read or [Ss]hare)[^.:\"“”]{3,60}: https?://\S+(?:(?: and|,) https?://\S+)*(?: and)?",
    ),
    LineRule(
        "share line",
        "(?i:share|tweet|e-?mail|print|save|comments?|facebook|twitter|whatsapp|linkedin"
        "|pinterest|reddit|copy link|pin it|flipboard|log in|sign in|register"
        "|skip to (?:main )?content|back to top|toggle caption|(?:save){2,}|share on .{2,20}"
        "|share via .{2,20}|share this (?:article|story|page|post)?|link copied!?"
        "|like|follow(?:ing)?|(?:open|read) in app"
        "|(?:members?|subscribers?)[- ]only story|(?:share full|gift(?: this)?) article"
        "|report (?:this|an|a) (?:article|story|comment|error|typo|mistake)"
        r"|save for later|bookmark|comments? ?\(\d+\)"
        r"|\d[\d.,]*[km]? (?:comments?|shares?|likes|claps|responses|followers|following))"
        "(?: on .{2,20})?",
        guarded=False,
    ),
    LineRule(
        "share line",
        # With or without how long it takes: "Listen to this story · 6:30 min".
        r"(?i:listen(?: to this (?:article|story))?"
        r"(?:[ ·•|(–-]+\d{1,3}(?::\d\d(?: ?min(?:ute)?s?)?| ?min(?:ute)?s?)\)?)?(?: learn more)?)",
        guarded=False,
    ),
    LineRule(
        "share line",
        # Two or more buttons in a row, as a copy of their links has them: "Share Print".
        r"(?i:(?:share|tweet|e-?mail|print|save|copy link|facebook|twitter|whatsapp|linkedin"
        r"|reddit)(?: ?[|·•,]? ?(?=\w)|$)){2,8}",
        guarded=False,
    ),
    LineRule(
        "share line",
        "(?:Read or [Ss]hare this (?:story|article)|If you (?:like|enjoy)(?:ed)? this "
        "(?:story|article|post)|Share your (?:thoughts|view|opinion)s?|Join the "
        r"(?:conversation|discussion)|Let us know)\b.{0,160}",
    ),
    LineRule(
        "share line",
        "(?:(?:You can )?(?i:like|follow)|Join|Find|Connect with|Friend|Check) "
        rf"(?:us|me|us out|.{{2,60}}?) on (?:our )?{_SOCIAL}\b.{{0,200}}",
    ),
    LineRule(
        "share line",
        r"Join (?:our|the|thought-provoking|in the) (?:[\w-]+ ){0,2}(?:forum|conversations?"
        r"|discussion|debate|comments?)\b.{0,120}",
    ),
    LineRule(
        "share line",
        r"(?=.*\b(?:comment\w*|log ?in|account|JavaScript|browser|display name)\b)"
        "(?:You must|You need to|Please) (?:be logged|be signed|confirm|log ?in|log ?out"
        r"|sign in|register|enable)\b[^\"“”]{0,160}",
    ),
    LineRule(
        "share line",
        r"(?:Follow|Like) (?:@\w+.{0,150}|us\b.{0,40}"
        rf"|(?:us|me|him|her|them)\b(?=.*(?:@|page\b|{_SOCIAL}\b)).{{0,150}})",
    ),
    LineRule(
        "advertisement",
        "(?i:advertisement|advert|advertising|sponsored(?: content| by.{0,40})?|paid post"
        "|promoted(?: content)?)(?: (?i:continue reading.{0,40}|[-–].{0,40}|scroll.{0,40}))?",
        guarded=False,
    ),
    LineRule(
        "advertisement",
        r"(?i:(?:advertisement ?\d* ?)?(?:the )?(?:story|article) continues (?:below|after"
        r"|following)\b.{0,40}|continue reading (?:the main|below).{0,40}|this advertisement ."
        "{0,60}|remove ads.{0,30}|skip ad(?:vertisement)?|report (?:this )?ad)",
        guarded=False,
    ),
    LineRule(
        "affiliate notice",
        r"(?=.*\b(?:you|your|links?|purchases?|operators|betting|affiliate)\b)"
        r"(?:We|When|If|Purchases|This (?:article|story|post|page)|Some|[A-Z]\w+ may earn)"
        r"\b[^\"“”]*\b(?:may|might|could|can) (?:earn|receive|get"
        r"|collect)\b[^\"“”]{0,40}\b(?:commission|fee|revenue|compensation|percentage)\b"
        r"[^\"“”]*",
        needs=("earn", "receive", "get ", "collect"),
    ),
    LineRule(
        "affiliate notice",
        r"[^\"“”]*\bmay earn (?:an? )?(?:affiliate |small )?commissions?\b[^\"“”]*",
        needs=("may earn",),
    ),
)
