"""Lines that say who made the story, and when."""

from embeddings.stories.clutter.rules.credit_names import AGENCY, NAME, NAMES, OUTLET
from embeddings.stories.clutter.rules.rule import LineRule

RULES = (
    LineRule(
        "copyright line",
        r"(?:©|\([cC]\)|[Cc]opyright (?:©|\([cC]\)|\d{4}|by\b)).{0,430}",
        guarded=False,
    ),
    LineRule(
        "copyright line",
        r".{0,200}\b[Aa]ll [Rr]ights [Rr]eserved\b(?! (?:for|by|to|in|on|at|were|are)\b).{0,250}",
        needs=("ights",),
        guarded=False,
    ),
    LineRule(
        "copyright line",
        r".{0,120}\bmay not be (?:published|reproduced|reprinted)\b.{0,40}\b(?:broadcast|rewritten"
        r"|redistributed|transmitted|permission)\b.{0,60}",
        needs=("may not be",),
        guarded=False,
    ),
    LineRule(
        "credit line",
        r"[(–—-]{0,2} ?(?i:contributing|contributors)(?: (?i:writers?|reporters?"
        r"|editors?))?\s?:.{2,440}",
        guarded=False,
    ),
    LineRule("credit line", rf"(?:CONTRIBUTING|Contributing) {NAME}.{{0,200}}", guarded=False),
    LineRule(
        "credit line",
        r"(?![\w ]{2,20}: )[(\[–—−-]*\s?[^\"“”]{2,300}\bcontributed (?:to (?:this|the) (?:report"
        r"|reporting|story|article|post|piece|section|column|dispatch)|reporting(?: to this \w+)?)"
        r"(?: from [^.]{2,60})?\.?[)\]]?(?: [A-Z][^\"“”]{3,400}(?:@|\d{3}-\d{4})[^\"“”]*)?",
        needs=("contributed",),
        guarded=False,
    ),
    LineRule(
        "credit line",
        "(?:With|Additional) (?:assistance|reporting|files|reports?|contributions)(?: (?:by"
        r"|from):?|:|(?= [A-Z])) .{2,150}|[–—-] ?With (?:assistance|files|reporting)\b.{2,150}",
        guarded=False,
    ),
    LineRule(
        "credit line",
        rf"(?:[–—―−-]{{1,2}} ?)?(?:The )?(?:{OUTLET}|{AGENCY})(?: [Ss]taff)?\.?",
        guarded=False,
    ),
    LineRule(
        "credit line",
        r"(?:(?:Compiled |Reported )?(?:[Ff]rom|[Bb]y) )?(?:[\w' ]{2,30} (?:and|&) )?(?:(?:"
        "[Ss]taff|[Ww]ire|[Aa]gency|[Nn]ews)(?: and | & |/)?)+ ?(?:[Rr]eports?|[Ss]ervices?"
        "|[Ww]riters?)",
    ),
    LineRule("credit line", r"(?:Special|Exclusive) (?:to|for) [A-Z][\w .]{2,30}", guarded=False),
    LineRule(
        "credit line",
        "(?:Interview|Interviewed|Edited|Editing|Writing|Reporting|Produced|Compiled|Written"
        r"|Graphics?|Photos?|Photography|Illustrations?) by:? [A-Z](?:[^.\"“”]"
        r"|(?<=\b[A-Z])\.){3,120}\.?(?: Contributing: .{2,80})?|\((?:Reporting|Writing|Editing"
        r"|Additional reporting)\b.*\)",
    ),
    LineRule(
        "byline",
        rf"(?:By|BY|by|Words by|Story by) {NAMES}(?:\s?[|,–—-]\s?.{{2,60}}|\s(?:in|for)"
        " [A-Z].{2,40})?",
    ),
    LineRule(
        "time stamp",
        r"(?:[^.|]{2,40}\s?\|\s?)?(?i:(?:last |first )?(?:updated|published|posted"
        r"|modified))(?: (?i:on|at))?\s?:? ?(?=[^\n]*(?:[A-Z][a-z]{2,8}\.? \d|\d[-/:.]\d"
        r"|\d [A-Z]))[\w ,.:/|()+-]{4,110}",
        needs=("pdated", "ublished", "osted", "odified", "PDATED", "UBLISHED", "POSTED"),
    ),
    LineRule(
        "time stamp",
        r"\d{1,2}:\d\d ?(?:[AaPp]\.?[Mm]\.?)? (?:[A-Z]{2,4} ?[,|]? )?(?:[A-Z][a-z]+\.? \d{1,2}"
        r",? \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})",
        guarded=False,
    ),
    LineRule(
        "time stamp",
        r"(?:\d{1,2}|a|an|one|two|three) (?:min(?:ute)?s?|hours?|days?)(?: ago| read)",
        guarded=False,
    ),
    LineRule(
        "update note",
        r"This (?:[\w-]+ ){0,3}(?:story|article|post|page) (?:has been|was|is being|will be"
        r"|is) (?:continually |constantly )?updated\b(?! to (?:clarify|correct"
        r"|remove))[^.]{0,120}\.?",
    ),
    LineRule(
        "update note",
        r"(?:This is a )?[Bb]reaking (?:news?|new) story\b.{0,60}|(?i:more to follow|more follows"
        r"|developing story)\.?",
    ),
    LineRule(
        "update note",
        # A note that corrects or explains the story is the story's; this one leads elsewhere.
        "(?:Editor['’]s [Nn]ote: )?(?:This (?:page|file|story|article|live ?blog)|Our live blog"
        r"|For the latest|Follow|Caught)\b[^\"“”]*\b(?:(?:[Ff]or|view|follow|see|check"
        r"|including) (?:(?:the|our|all|of) ){0,3}(?:latest|live|updates|updated|more)\b"
        r"|updated (?:frequently|throughout the day)|[Ll]ive (?:coverage|updates)|[Ff]ollow here\b"
        r"|lite site)[^\"“”]*",
        needs=("ote: ", "live blog"),
    ),
    LineRule(
        "author biography", "About (?:the|our) (?:author|writer|reporter)s?:?|ABOUT THE AUTHORS?:?"
    ),
    LineRule(
        "print note",
        r"\([A-Z][\w .]{3,30} \d{1,2}/\d{1,2}/\d{4}(?: page ?\w+)?\)|[^\"“”]{0,200}\bA version"
        " of this (?:article|story|review|column|post|essay|interview) (?:(?:first|originally)"
        " )?(?:appears|appeared|was published|ran) (?:in|on)"
        r"\b.{0,200}",
    ),
    LineRule(
        "credit line",
        r"[^.\"“”]{0,80}\b(?:[Ww]riters?|[Rr]eporters?)\b[^.\"“”]{3,80} contributed\.",
        guarded=False,
    ),
    LineRule("credit line", "Information from: .{3,120}"),
    LineRule(
        "credit line",
        r"This (?:article|story) (?:originally|first) appeared (?:on|in|at)"
        r" [A-Z][\w.'’& -]{2,50}(?:: .{5,200}|\.)?",
        needs=(" appeared ",),
    ),
    LineRule(
        "dateline",
        r"(?:[A-ZÀ-Þ][\w.'’-]+(?:,? [A-ZÀ-Þ][\w.'’-]*){0,4} )?[A-Z]{2,6}(?: [A-Z][a-z]+)? ?[—–]",
        guarded=False,
    ),
    LineRule(
        "credit line",
        r"(?:[Oo]ur\b[^\"“”]{3,40}|[^\"“”]{0,60}"
        r"\b(?:[Cc]overage|[Rr]eporting|[Jj]ournalism|[Tt]his (?:story|article|project|series)))\b"
        r"[^\"“”]{0,120}\b(?:made possible|supported|funded)\b[^\"“”]{0,200}"
        r"\b(?:grants?|donations?|fellowship|[Ff]oundation|Fund|partnership)\b[^\"“”]{0,220}",
        needs=("possible", "upported", "unded"),
    ),
    LineRule(
        "credit line",
        r"This (?:report|story|article) (?:includes|contains) (?:information|reporting|material)"
        r" (?:from|by) [^\"“”]{3,160}"
        r"|This (?:story|article) about [^\"“”]{3,80} was produced by .{5,300}"
        r"|This (?:story|article) (?:is|was|has been) republished (?:from|with)\b[^—\"“”]{5,200}"
        r"|(?:The )?Associated Press created this story using\b.{5,120}",
        needs=("This ", "using"),
    ),
    LineRule(
        "credit line",
        rf"(?:[A-Z][\w ]{{2,30}} (?:reporters?|writers?|photographers?) )?{NAME}[^.\"“”]{{0,160}}"
        r"\bcontributed\.(?: [^\"“”]{5,300}(?:@|\d{3}-\d{4}).*)?"
        r"|[A-Z][\w'’-]+ reported from [A-Z][^.\"“”]{2,40}\. [^\"“”]{5,200}\bcontributed\.?",
        needs=("contributed",),
        guarded=False,
    ),
    LineRule("credit line", r"(?:SUBMITTED|Submitted) (?:ARTICLE|article)", guarded=False),
    LineRule(
        "copyright line",
        r"(?:Republishing|Republication|Reproduction)\b[^\"“”]{5,160}\bprohibited\b.{0,60}",
        needs=("prohibited",),
        guarded=False,
    ),
    LineRule(
        "byline",
        rf"From [A-Z]{{2,}}(?: [A-Z]{{2,}})?['’]s {NAMES}|{NAME}, [^.\"“”]{{3,40}}, @\w{{3,30}}",
    ),
)
