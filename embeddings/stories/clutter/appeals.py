"""Lines in which the newsroom speaks to its readers: for their money, their stories, their clicks.

Each of them asks for something and names the newsroom, its work or its address.
"""

from embeddings.stories.clutter.bylines import NOT_POLICE
from embeddings.stories.clutter.rule import Rule

_ROLE = r"(?i:reporter|editor|writer|columnist|correspondent|journalist|critic|photographer)s?"

RULES = (
    Rule(
        "subscribe line",
        r"(?!.*\b(?:said|says|told)\b)[^\"“”]{0,300}\b(?:"
        r"[Pp]lease (?:consider )?support(?:ing)? (?:it|us|our|this|the)\b"
        r"|[Cc]onsider supporting (?:it|us|our|this|the)\b"
        r"|[Pp]lease consider (?:a|an|buying a|becoming a|our)\b)"
        r"[^\"“”]{0,80}\b[Ss]ubscri(?:ption|ber|bing|be)\b[^\"“”]{0,60}",
        needs=("ubscri",),
    ),
    Rule(
        "newsletter box",
        r"(?:Want|Like|Enjoy|Need)\b[^.\"“”]{3,80}\? (?:Click here|Tap here|Sign up|Subscribe)\b"
        r"[^\"“”]{0,120}",
    ),
    Rule(
        "contact line",
        NOT_POLICE + r"(?=.*(?:@|\b(?:our|we|us|me|newsroom|reporters?|journalists?|reporting)\b))"
        r"(?:Have|Got|Do you have|Know) an? (?:good |great )?"
        r"(?:story|tip|news tip|story idea|question)\b[^.?\"“”]{0,80}\? [^\"“”]{3,400}",
    ),
    Rule(
        "contact line",
        r"\[[^\[\]]{15,250}@[^\[\]]{4,60}\]",
        needs=("@",),
    ),
    Rule(
        "contact line",
        r"[^.\"“”]{3,80}\. ?E-?mail: ?\S+@\S+",
        needs=("mail",),
    ),
    Rule(
        "author biography",
        NOT_POLICE
        + rf"[^\"“”]{{0,160}}\b{_ROLE}\b[^\"“”]{{3,200}}\b(?:(?:[Hh]e|[Ss]he|[Tt]hey) can be "
        r"(?:reached|contacted)|(?:[Ff]ollow|[Ee]-?mail|[Rr]each|[Cc]ontact|[Ss]end) "
        r"(?:him|her|them))\b[^\"“”]{0,80}@[^\"“”]{2,100}",
        needs=("@",),
    ),
    Rule(
        "other headlines",
        r"For (?:all )?(?:the )?(?:latest|breaking|more)\b[^.\"“”]{0,40}"
        r"\b(?:news|coverage|stories)\b[^.\"“”]{0,140}"
        r"\b(?:visit|go to|head to|check out|follow)\b.{3,80}",
    ),
    Rule(
        "other headlines",
        r"(?:(?:FOLLOW|LIVE|LATEST|MORE|CATCH UP ON|READ)\b[A-Z\d ,’'&-]{0,60}\bUPDATES?"
        r"|(?:[A-Z]+ ){1,5}COVERAGE)\b[A-Z\d ,’'&-]{0,60}[ >:]*|CATCH UP ON\b[A-Z\d ,’'&-]{3,60}:?",
        needs=("UPDATE", "COVERAGE", "CATCH UP ON"),
    ),
    Rule(
        "other headlines",
        r"[^.:\"“”]{3,40}: [^\"“”]{0,120}\b(?:podcasts?|newsletters?|videos?|stories|coverage)\b"
        r"[^\"“”]{0,20}\b(?:right )?here\.?",
        needs=("here",),
    ),
    Rule(
        "update note",
        r"(?:This (?:page|file)|Keep (?:refreshing|checking)|Follow|[Ff]or the latest)\b"
        r"[^\"“”]{0,260}"
        r"\b(?:[Oo]ur live (?:updates|blog|coverage|file)|this page for (?:the )?latest)\b"
        r"[^\"“”]{0,160}",
    ),
    Rule(
        "video player",
        r"(?:Hit|Press|Click) play\b[^\"“”]{0,60}\b(?:podcast|transcript|listen|audio|video)\b.*",
    ),
    Rule(
        "other headlines",
        r"(?:Read|See|View|Find|Watch|Get|Check out) (?:the|our|a|more)\b[^.\"“”]{3,120} here\.?",
        needs=(" here",),
    ),
    Rule(
        "other headlines",
        r"(?!.*\b(?:said|says|told)\b)[^\"“”]{0,100}\bwe['’]ve got you covered here\b.{0,20}"
        r"|(?:Need|Want) [^.\"“”]{3,50}\? (?:Try|Play|Check out|See|Read)\b[^\"“”]{0,60}\bour\b"
        r"[^\"“”]{0,40}",
        needs=(" covered", " our "),
    ),
    Rule(
        "embedded graphic",
        r"(?:[A-Z][\w.'’-]* ){1,3}(?:[\w.'’-]+ ){0,4}(?:radar|maps?|trackers?|spaghetti models)"
        r"|[\w.'’ -]{0,30}\bweather (?:watches|warnings) and (?:watches|warnings)"
        r"|This (?:auto-updated|interactive|live) (?:graphic|map|chart)\b[^\"“”]{5,120}",
        needs=("radar", "map", "racker", "models", "watches", "This "),
    ),
)
