"""Lines that say how to reach those who made the story."""

from embeddings.lexicon import NETWORKS, join_pattern
from embeddings.stories.clutter.rules.credit_names import NAME
from embeddings.stories.clutter.rules.rule import LineRule

NOT_POLICE = r"(?!.*\b(?:[Pp]olice|[Ss]heriff|Crime Stoppers|[Hh]otline|FBI|[Dd]etectives?)\b)"

RULES = (
    LineRule(
        "contact line",
        r"[^\"“”]{0,200}\bRead more of (?:his|her|their|my) (?:stories|work|columns|reporting)\b"
        r"[^\"“”]{0,80}",
        needs=("Read more of",),
    ),
    LineRule(
        "contact line",
        NOT_POLICE
        + r"(?:Got|Have (?:a|an|any|questions|something)|Do you have)\b[^\"“”]{3,220}\? ?"
        r"(?i:contact|get in touch|drop|speak|e-?mail|send|reach|call|text|tell|let|write"
        r"|submit)\b.{3,200}",
    ),
    LineRule(
        "contact line",
        NOT_POLICE
        + r"(?:We pay for|Questions|Comments|Tips|Are you|Were you|Did you)\b[^\"“”]{3,220}[?!] "
        r"?(?:[^.\"“”]{3,80}\? )?(?:Contact|E-?mail|Reach|Send|Call)\b[^\"“”]*(?:@|\d{3}).*",
    ),
    LineRule(
        "contact line",
        r"\S+@[\w.-]+\.\w{2,6}|(?:E-?mail|Contact|Phone|Tel|Twitter)\s?: ?[^\"“”]*@[^\"“”]*",
        guarded=False,
    ),
    LineRule("contact line", rf"(?:On (?:{join_pattern(NETWORKS)}):? )?@\w{{3,30}}", guarded=False),
    LineRule(
        "contact line",
        NOT_POLICE + r"Send (?:(?:your|news|story|any) )*(?:tips?|ideas?|questions?|feedback"
        r"|comments?|corrections?)\b[^\"“”]{0,120}@\S+",
        needs=("@",),
    ),
    LineRule(
        "contact line",
        r"(?:To (?:report|submit) (?:a )?(?:corrections?|tips?|news tips?))\b.{0,120}",
    ),
    LineRule(
        "contact line",
        # A name that stands in the address again is a writer's; that of an office seldom does.
        NOT_POLICE + r"(?:(?:To )?(?i:contact|reach)|E-?mail|Call|Write to"
        r"|You can (?:reach|contact|e-?mail))"
        r"(?: |(?=[A-Z]))"
        r"(?:(?:[\w'’/-]+ ){0,5}(?:reporter|writer|editor|columnist|correspondent|author)s? "
        rf"{NAME}\b[^\"“”]*(?:@|\d{{3}}-\d{{4}})"
        r"|(?:him|her|them|me|(?:the|this) (?:writer|author|reporter)s?)\b[^\"“”]*(?:@|\d{3}-\d{4})"
        r"|(?:[A-Z][\w.'’-]+ ){1,4}[^\"“”]*\b[Ff]ollow (?:him|her|them)\b[^\"“”]*@"
        r"|(?:[\w'’/-]+ ){0,5}(?:[A-Z][\w.'’-]+ ){1,3}(?P<last>[A-Z][\w'’-]+)(?i:\b.*(?P=last))).*",
    ),
    LineRule(
        "contact line",
        # A name, and addresses of which one holds it again.
        r"(?:[A-Z][\w.'’-]+ ){1,3}(?P<last>[A-Z][\w'’-]+): (?=.*@)(?i:.*(?P=last)).*",
        needs=("@",),
    ),
    LineRule(
        "contact line",
        NOT_POLICE
        + r"If you (?:have|know)\b(?=.*\b(?:story|tips?|reporter|editor|our|[Ww]e['’]ll)\b)"
        r"[^\"“”]{3,160}, (?:please )?e-?mail\b[^\"“”]{0,80}@.*"
        r"|[^\"“”]{3,160}\? (?:Please )?[Ee]-?mail (?:\w+ ){0,3}(?:reporter|editor|writer"
        r"|columnist) [^\"“”]{3,60}@.*"
        r"|(?:Have|Got) (?:any )?questions?\b[^\"“”?]{0,60}\? [^\"“”]{0,120}@\w+\.?"
        r"|[^\"“”]{0,200}\b(?:Reach|E-?mail|Contact) me (?:at|on) \S+@\S+.*",
        needs=("@",),
    ),
)
