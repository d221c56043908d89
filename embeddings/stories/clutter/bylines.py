"""Lines that say who made the story, when, and how to reach them."""

from embeddings.stories.clutter.names import AGENCY, NAME, NAMES, OUTLET
from embeddings.stories.clutter.rule import Rule

NOT_POLICE = r"(?!.*\b(?:[Pp]olice|[Ss]heriff|Crime Stoppers|[Hh]otline|FBI|[Dd]etectives?)\b)"

RULES = (
    Rule(
        "copyright line",
        r"(?:©|\([cC]\)|[Cc]opyright (?:©|\([cC]\)|\d{4}|by\b)).{0,430}",
    ),
    Rule(
        "copyright line",
        r".{0,200}\b[Aa]ll [Rr]ights [Rr]eserved\b.{0,250}",
        needs=("ights",),
    ),
    Rule(
        "copyright line",
        r".{0,120}\bmay not be (?:published|reproduced|reprinted)\b.{0,40}\b(?:broadcast|rewri"
        r"tten|redistributed|transmitted|permission)\b.{0,60}",
        needs=("may not be",),
    ),
    Rule(
        "credit line",
        r"[–—-]{0,2} ?(?i:contributing|contributors)(?: (?i:writers?|reporters?"
        r"|editors?))?\s?:.{2,440}",
    ),
    Rule(
        "credit line",
        rf"(?:CONTRIBUTING|Contributing) {NAME}.{{0,200}}",
    ),
    Rule(
        "credit line",
        r"(?![\w ]{2,20}: )[(\[–—−-]*\s?[^\"“”]{2,300}\bcontributed (?:to (?:this|the) (?:repo"
        "rt|reporting|story|article|post|piece|section|column|dispatch)|reporting(?: to this"
        r" \w+)?)(?: from [^.]{2,60})?\.?[)\]]?(?: [A-Z][^\"“”]{3,160}(?:@|\d{3}-\d{4})[^\"“”]*)?",
        needs=("contributed",),
    ),
    Rule(
        "credit line",
        "(?:With|Additional) (?:assistance|reporting|files|reports?|contributions)(?: (?:by"
        r"|from))?:? .{2,150}|[–—-] ?With (?:assistance|files|reporting)\b.{2,150}",
    ),
    Rule(
        "credit line",
        rf"(?:The )?(?:{OUTLET}|{AGENCY})\.?",
    ),
    Rule(
        "credit line",
        r"(?:(?:Compiled |Reported )?(?:[Ff]rom|[Bb]y) )?(?:[\w' ]{2,30} (?:and|&) )?(?:(?:"
        "[Ss]taff|[Ww]ire|[Aa]gency|[Nn]ews)(?: and | & |/)?)+ ?(?:[Rr]eports?|[Ss]ervices?"
        "|[Ww]riters?)",
    ),
    Rule(
        "credit line",
        r"(?:Special|Exclusive) (?:to|for) [A-Z][\w .]{2,30}",
    ),
    Rule(
        "credit line",
        "(?:Interview|Interviewed|Edited|Editing|Writing|Reporting|Produced|Compiled|Written|Graphics?|Photos?"
        r"|Photography|Illustrations?) by:? [A-Z][^.\"“”]{3,120}\.?|\((?:Reporting|Writing|Edi"
        r"ting|Additional reporting)\b.*\)",
    ),
    Rule(
        "byline",
        rf"(?:By|BY|by|Words by|Story by) {NAMES}(?:\s?[|,–—-]\s?.{{2,60}}|\s(?:in|for)"
        " [A-Z].{2,40})?",
    ),
    Rule(
        "time stamp",
        r"(?:[^.|]{2,40}\s?\|\s?)?(?i:(?:last |first )?(?:updated|published|posted|modified))("
        r"?: (?i:on|at))?\s?:? ?(?=[^\n]*(?:[A-Z][a-z]{2,8}\.? \d|\d[-/:.]\d|\d [A-Z]))"
        r"[\w ,.:/|()+-]{4,110}",
        needs=("pdated", "ublished", "osted", "odified", "PDATED", "UBLISHED", "POSTED"),
    ),
    Rule(
        "time stamp",
        r"\d{1,2}:\d\d ?(?:[AaPp]\.?[Mm]\.?)? (?:[A-Z]{2,4} ?[,|]? )?(?:[A-Z][a-z]+\.? \d{1,2}"
        r",? \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})",
    ),
    Rule(
        "time stamp",
        r"(?:\d{1,2}|a|an|one|two|three) (?:min(?:ute)?s?|hours?|days?)(?: ago| read)",
    ),
    Rule(
        "update note",
        r"This (?:[\w-]+ ){0,3}(?:story|article|post|page) (?:has been|was|is being|wi"
        r"ll be|is) (?:continually |constantly )?updated\b(?! to (?:clarify|correct"
        r"|remove))[^.]{0,120}\.?",
    ),
    Rule(
        "update note",
        r"(?:This is a )?[Bb]reaking (?:news?|new) story\b.{0,60}|(?i:more to follow|more foll"
        r"ows|developing story)\.?",
    ),
    Rule(
        "update note",
        # A note that corrects or explains the story is the story's; this one leads elsewhere.
        r"(?:Editor['’]s [Nn]ote: )?(?:This (?:page|file|story|article|live ?blog)|Our live blog"
        r"|For"
        r" the latest|Follow|Caught)\b[^\"“”]*\b(?:(?:[Ff]or|view|follow|see|check|including)"
        r" (?:(?:the"
        r"|our|all|of) ){0,3}(?:latest|live|updates|updated|more)\b|updated (?:frequently"
        r"|throughout"
        r" the day)|[Ll]ive (?:coverage|updates)|[Ff]ollow here\b|lite site)[^\"“”]*",
        needs=("ote: ", "live blog"),
    ),
    Rule(
        "contact line",
        NOT_POLICE
        + r"(?:Got|Have (?:a|an|any|questions|something)|Do you have)\b[^\"“”]{3,220}\? ?"
        r"(?i:contact|get in touch|drop|speak|e-?mail|send|reach|call|text|tell|let|write"
        r"|submit)\b.{3,200}",
    ),
    Rule(
        "contact line",
        NOT_POLICE
        + r"(?:We pay for|Questions|Comments|Tips|Are you|Were you|Did you)\b[^\"“”]{3,220}[?!] "
        r"?(?:[^.\"“”]{3,80}\? )?(?:Contact|E-?mail|Reach|Send|Call)\b[^\"“”]*(?:@|\d{3}).*",
    ),
    Rule(
        "contact line",
        r"\S+@[\w.-]+\.\w{2,6}|(?:E-?mail|Contact|Phone|Tel|Twitter)\s?: ?[^\"“”]*@[^\"“”]*",
    ),
    Rule(
        "author biography",
        "About (?:the|our) (?:author|writer|reporter)s?:?|ABOUT THE AUTHORS?:?",
    ),
    Rule(
        "print note",
        r"\([A-Z][\w .]{3,30} \d{1,2}/\d{1,2}/\d{4}(?: page ?\w+)?\)|[^\"“”]{0,200}\bA version"
        " of this (?:article|story|review|column|post|essay|interview) (?:(?:first|originally)"
        " )?(?:appears|appeared|was published|ran) (?:in|on)"
        r"\b.{0,200}",
    ),
    Rule(
        "contact line",
        r"(?:On (?:Twitter|X|Instagram|Threads|Bluesky):? )?@\w{3,30}",
    ),
    Rule(
        "credit line",
        r"[^.\"“”]{0,80}\b(?:[Ww]riters?|[Rr]eporters?)\b[^.\"“”]{3,80} contributed\.",
    ),
    Rule(
        "credit line",
        "Information from: .{3,120}",
    ),
    Rule(
        "credit line",
        r"This (?:article|story) (?:originally|first) appeared (?:on|in|at)"
        r" [A-Z][\w.'’& -]{2,50}(?:: .{5,200}|\.)?",
        needs=(" appeared ",),
    ),
    Rule(
        "contact line",
        NOT_POLICE + r"Send (?:(?:your|news|story|any) )*(?:tips?|ideas?|questions?|feedback"
        r"|comments?|corrections?)\b[^\"“”]{0,120}@\S+",
        needs=("@",),
    ),
    Rule(
        "credit line",
        r"(?!.*\b(?:said|says|told)\b)[^\"“”]{0,120}\b(?:coverage|reporting|journalism|story"
        r"|project|series|newsroom)\b[^\"“”]{0,120}\b(?:made possible|supported|funded|produced)"
        r"\b[^\"“”]{0,200}\b(?:grants?|donations?|fellowship|foundation|[Ff]und|partnership)\b"
        r"[^\"“”]{0,220}",
        needs=("possible", "upported", "unded", "roduced"),
    ),
    Rule(
        "contact line",
        r"(?:To (?:report|submit) (?:a )?(?:corrections?|tips?|news tips?))\b.{0,120}",
    ),
    Rule(
        "contact line",
        # A name that stands in the address again is a writer's; that of an office seldom does.
        NOT_POLICE + r"(?:Contact|Reach|E-?mail|Call|Write to|You can (?:reach|contact|e-?mail))"
        r"(?: |(?=[A-Z]))"
        r"(?:(?:[\w'’/-]+ ){0,5}(?:reporter|writer|editor|columnist|correspondent|author)s? "
        rf"{NAME}\b[^\"“”]*(?:@|\d{{3}}-\d{{4}})"
        r"|(?:him|her|them|me|(?:the|this) (?:writer|author|reporter)s?)\b[^\"“”]*(?:@|\d{3}-\d{4})"
        r"|(?:[\w'’/-]+ ){0,3}(?:[A-Z][\w.'’-]+ ){1,3}(?P<last>[A-Z][\w'’-]+)(?i:\b.*(?P=last))).*",
    ),
    Rule(
        "dateline",
        r"(?:[A-ZÀ-Þ][\w.'’-]+(?:,? [A-ZÀ-Þ][\w.'’-]*){0,4} )?[A-Z]{2,6}(?: [A-Z][a-z]+)? ?[—–]",
    ),
)
