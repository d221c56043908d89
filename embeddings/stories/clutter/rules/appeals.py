"""Lines in which the newsroom speaks to its readers: for their money, their stories, their clicks.

Each of them asks for something and names the newsroom, its work or its address.
"""

from embeddings.stories.clutter.rules.contacts import NOT_POLICE
from embeddings.stories.clutter.rules.rule import LineRule

_ROLE = r"(?i:reporter|editor|writer|columnist|correspondent|journalist|critic|photographer)s?"

RULES = (
    LineRule(
        "subscribe line",
        r"[^\"“”]{0,300}\b(?:"
        r"[Pp]lease (?:consider )?support(?:ing)? (?:it|us|our|this|the|local)\b"
        r"|[Cc]onsider supporting (?:it|us|our|this|the)\b"
        r"|[Pp]lease consider (?:a|an|buying a|becoming a|our)\b)"
        r"[^\"“”]{0,80}\b[Ss]ubscri(?:ption|ber|bing|be)\b[^\"“”]{0,60}",
        needs=("ubscri",),
    ),
    LineRule(
        "newsletter box",
        r"(?:Want|Like|Enjoy|Need)\b[^.\"“”]{3,80}\? (?:Click here|Tap here|Sign up|Subscribe)\b"
        r"[^\"“”]{0,120}",
    ),
    LineRule(
        "contact line",
        NOT_POLICE + r"(?=.*(?:@|\b(?:our|we|us|me|newsroom|reporters?|journalists?|reporting)\b))"
        r"(?:Have|Got|Do you have|Know) an? (?:good |great )?"
        r"(?:story|tip|news tip|story idea|question)\b[^.?\"“”]{0,80}\? [^\"“”]{3,400}",
    ),
    LineRule("contact line", r"\[[^\[\]]{15,250}@[^\[\]]{4,60}\]", needs=("@",)),
    LineRule("contact line", r"[^.\"“”]{3,80}\. ?E-?mail: ?\S+@\S+", needs=("mail",)),
    LineRule(
        "author biography",
        NOT_POLICE
        + rf"[^\"“”]{{0,160}}\b{_ROLE}\b[^\"“”]{{3,200}}\b(?:(?:[Hh]e|[Ss]he|[Tt]hey) can be "
        r"(?:reached|contacted)|(?:[Ff]ollow|[Ee]-?mail|[Rr]each|[Cc]ontact|[Ss]end) "
        r"(?:him|her|them))\b[^\"“”]{0,80}@[^\"“”]{2,100}",
        needs=("@",),
    ),
    LineRule(
        "other headlines",
        r"For (?:all )?(?:the )?(?:latest|breaking|more)\b[^.\"“”]{0,40}"
        r"\b(?:news|coverage|stories)\b[^.\"“”]{0,140}"
        r"\b(?:visit|go to|head to|check out|follow)\b.{3,80}",
    ),
    LineRule(
        "other headlines",
        r"(?:(?:FOLLOW|LIVE|LATEST|MORE|CATCH UP ON|READ)\b[A-Z\d ,’'&-]{0,60}\bUPDATES?"
        r"|(?:[A-Z]+ ){1,5}COVERAGE)\b[A-Z\d ,’'&-]{0,60}[ >:]*|CATCH UP ON\b[A-Z\d ,’'&-]{3,60}:?",
        needs=("UPDATE", "COVERAGE", "CATCH UP ON"),
        guarded=False,
    ),
    LineRule(
        "other headlines",
        r"[^.:\"“”]{3,40}: [^\"“”]{0,120}\b(?:podcasts?|newsletters?|videos?|stories|coverage)\b"
        r"[^\"“”]{0,20}\b(?:right )?here\.?",
        needs=("here",),
    ),
    LineRule(
        "update note",
        r"(?:This (?:page|file)|Keep (?:refreshing|checking)|Follow|[Ff]or the latest)\b"
        r"[^\"“”]{0,260}"
        r"\b(?:[Oo]ur live (?:updates|blog|coverage|file)|this page for (?:the )?latest)\b"
        r"[^\"“”]{0,160}",
    ),
    LineRule(
        "video player",
        r"(?:Hit|Press|Click) play\b[^\"“”]{0,60}\b(?:podcast|transcript|listen|audio|video)\b.*",
        guarded=False,
    ),
    LineRule(
        "other headlines",
        r"(?:Read|See|View|Find|Watch|Get|Check out) (?:the|our|a|more|his|her|their)\b"
        r"[^.\"“”]{3,120} here\.?",
        needs=(" here",),
    ),
    LineRule(
        "other headlines",
        r"[^\"“”]{0,100}\bwe['’]ve got you covered here\b.{0,20}"
        r"|(?:Need|Want) [^.\"“”]{3,50}\? (?:Try|Play|Check out|See|Read)\b[^\"“”]{0,60}\bour\b"
        r"[^\"“”]{0,40}",
        needs=(" covered", " our "),
    ),
    LineRule(
        "embedded graphic",
        r"(?!How|What|Where|Why|When)(?:[A-Z][\w.'’-]* ){1,3}(?:[\w.'’-]+ ){0,4}"
        r"(?:radar|maps?|trackers?|spaghetti models)"
        r"|[\w.'’ -]{0,30}\bweather (?:watches|warnings) and (?:watches|warnings)"
        r"|SOURCES? (?=[A-Z])[^.\"“”]*;[^\"“”]{3,200}"
        r"|This (?:auto-updated|interactive|live) (?:graphic|map|chart)\b[^\"“”]{5,120}",
        needs=("radar", "map", "racker", "models", "watches", "This ", "SOURCE"),
        guarded=False,
    ),
    LineRule(
        "other headlines",
        r"(?:Catch up (?:on|with) [^\"“”]{0,60}['’]s? (?:live )?coverage"
        r"|[^\w\"“”]{0,4}(?:Catch up|Follow|Looking for updates)\b[^\"“”]{0,120}"
        r"\b(?:[Ll]ive|[Ll]atest) (?:coverage|updates))\b[^\"“”]{0,220}",
        needs=("overage", "pdates"),
    ),
    LineRule(
        "other headlines",
        r"Read (?:(?:[A-Z][\w.-]* ){0,2}[A-Z][\w-]+['’]s?|the|our) full (?:story|report|article"
        r"|column|interview|analysis|review|feature)\b[^.\"“”]{0,120}\.?"
        r"|Read more (?:about|on) [^\"“”]{5,120}|[^\"“”]{10,200}\. Check (?:it|them) out here[.!]?"
        r"|[^.\"“”]{5,80}\? Check your [^.\"“”]{3,40} here\.?",
        needs=("Read ", "Check "),
    ),
    LineRule(
        "subscribe line",
        r"This (?:story|article|content) (?:was|is|has been) (?:made )?"
        r"(?:available|free|open|unlocked)\b[^\"“”]{0,60}"
        r"\b(?:readers|subscribers|everyone|the public)"
        r"(?: (?:as|because|for|in|on|thanks|today|[A-Z][a-z]+\.? \d+)\b[^\"“”]{0,60})?[.!]?",
        needs=("This ",),
    ),
    LineRule(
        "other headlines",
        r"(?:[^.?\"“”]{3,40}\? )?(?:Check out|Listen to|Subscribe to) (?:my|our|the)\b"
        r"[^.?\"“”]{0,60}\bpodcasts?\b.{0,160}",
        needs=("podcast",),
    ),
    LineRule(
        "affiliate notice",
        r"(?:[^.\"“”]{3,60}\? )?(?:Check out the best [^\"“”]{0,120}\b(?:betting|sportsbook)\b"
        r"|Our guide to [^\"“”]{3,200} has you covered\b)[^\"“”]{0,200}",
        needs=("betting", "sportsbook"),
    ),
    LineRule(
        "other headlines",
        r"[^\w\"“”]{0,4}(?:Unable to|Can['’]t|Cannot) (?:view|see|read) (?:our|the|this)\b"
        r"[^.\"“”]{3,60}\? [^\"“”]{10,300}",
        needs=("nable to ", "an't ", "an’t ", "annot "),
    ),
    LineRule(
        "newsletter box",
        r"(?:[^\"“”]{0,200}\bnewsletters?\b[^\"“”]{0,60}"
        r"\b(?:to|in) your inbox\b.{0,40}|Get our [^.:\"“”]{2,40} newsletter\b[^\"“”]{0,160}"
        r"|[^\"“”]{0,200}\b(?:[Ss]ign up|joining)\b[^\"“”]{0,60}\bSMS\b[^\"“”]{0,160}"
        r"|[^\"“”]{0,160}\bText \d{3}-?\d{3}-?\d{4} to sign up\b.{0,40})",
        needs=("inbox", "newsletter", "SMS", "Text "),
    ),
    LineRule(
        "update note",
        r"[^\"“”]{0,160}\bKeep (?:refreshing|checking) this page\b[^\"“”]{0,300}",
        needs=("this page",),
    ),
    LineRule(
        "share line",
        r"(?!.*\bnot\b)[^\"“”]{0,200}"
        r"\b(?:[Ll]et us know (?:what|which|how|if|in)\b"
        r"|[Jj]oin our [^.\"“”]{0,40}\b(?:Facebook|WhatsApp|Telegram|Discord|Slack|Reddit)\b)"
        r"[^\"“”]{0,200}",
        needs=("et us know", "oin our"),
    ),
)
