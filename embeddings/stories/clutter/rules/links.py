"""Lines that lead to other stories."""

from embeddings.stories.clutter.rules.credit_names import NO_STOP
from embeddings.stories.clutter.rules.rule import LineRule

RULES = (
    LineRule(
        "other headlines",
        "(?i:read more(?: on this)?|learn more|dig deeper|go deeper|check out|more"
        "|related(?: articles?| stor(?:y|ies)| content| coverage| links?| video)?|see also"
        "|also read|read also|read next|read|watch|listen|don['’]t miss|recommended|most (?:read"
        "|popular|viewed)|you (?:may|might) also like|in case you missed it|more from .{2,30}"
        "|more on .{2,40}|more stories|also see|also on .{2,20}|what to read next"
        r"|further reading)\s?(?:[:|>►»→]|[-–—](?= ))+ ?[^.]\S?.{0,220}",
        guarded=False,
    ),
    LineRule(
        "other headlines",
        "(?!UP NEXT)(?i:for more|don['’]t miss|read more|learn more|dig deeper|go deeper|"
        "see more|show more|load more|more stories|"
        r"related (?:articles?|stor"
        "(?:y|ies)|content|coverage|links|topics)|recommended(?: for you)?|most (?:read"
        "|popular|viewed)|you (?:may|might) also like|read next|what to read next|trending"
        "(?: now)?|top stories|editor['’]s picks|more from .{2,30}|also in the news|continue "
        "reading|read full article|view comments|see all|up next|latest news|more news|more"
        " on this(?: story)?|related)[.:…]*",
        guarded=False,
    ),
    LineRule(
        "other headlines",
        rf"[^\"“”]{{15,180}}{NO_STOP} (?:Read more|READ MORE|Read full story)(?: ?[»>])?",
        needs=("Read ", "READ "),
    ),
    LineRule(
        "other headlines",
        # A link's end and the next one's start, glued together; not a time, score or label.
        r"(?!.*\d:\d)(?!.*https?:)(?!(?:[^\s:?!]+ ){9})"
        r"(?!(?:Where|When|What|Who|Why|How|How much|Cost|Price|Time|Date|"
        r"Tickets|Address|Details|Info|Information|Phone|Location|Hours|Note|Source|Age|Born):)"
        r"[A-Z‘'“\"#@\d][^.:\n]{2,60}[:?!](?=[A-Z‘'“\"]|\d\S* [A-Za-z]+ \S+ \S+)(?<![!?](?=[\"'’]))"
        rf"[^\n]{{12,220}}{NO_STOP}",
        needs=(":", "?", "!"),
        guarded=False,
    ),
    LineRule(
        "other headlines",
        r"[A-Z][A-Z’'& \d-]{3,40}\b(?:CENTRAL|HUB|UPDATES|NEWSLETTER|TRACKER|COVERAGE|SCHEDULE"
        r"|PODCAST|GUIDE): ?[^\"“”]{10,200}",
        guarded=False,
    ),
    LineRule(
        "other headlines",
        r"[^.\"“”:]{3,50}: (?:See|Find|Check|Get|Read|Watch|Look|Take|Explore|Download|Listen|"
        r"Follow|Browse)\b[^\"“”]*\b(?:our (?:[\w-]+ ){0,3}"
        r"(?:[Gg]uide|[Tt]racker|[Mm]ap|newsletter|app|coverage|page|hub|database|list|podcast|blog"
        r"|updates)|(?:latest|news|updates|full|all)\b.*\bhere)\.?",
    ),
    LineRule(
        "other headlines",
        # A link's label and its headline, glued together where one word goes over into the next;
        # looking for that place first spares most lines the search through all of them.
        r"(?=[A-Z][^.:!?]{2,60}\b[a-z]{3,}[A-Z\d])(?!.*[a-z]\d.*[a-z]\d)"
        r"[A-Z][^.:!?]{2,60}\b[a-z]{3,}(?:[A-Z][a-z’'.]*|\d+) [^:\"“”]{8,160}"
        rf"{NO_STOP}|(?:More|Read more|You may|You might) (?:on|about|from|like)"
        rf" ?[^.:]{{3,60}}?[a-z][A-Z]\w* "
        rf"[^\"“”]{{8,160}}{NO_STOP}",
        guarded=False,
    ),
    LineRule(
        "other headlines",
        # The same where a question or a whole quotation goes over into the headline.
        r"[A-Z][^.:!?\"“”]{0,60}[a-z]{3}(?:Is|Are|What|How|Why|Where|When|Who|Can|Will|Should"
        r"|Do|Does|Did|Here['’]s) [^\"“”]{8,170}"
        rf"|[\"“][^\"“”]{{3,70}}[\"”][A-Z][a-z]+ [^\"“”]{{15,150}}{NO_STOP}"
        rf"|(?:[A-Z][A-Z’'-]+ ){{1,6}}[A-Z]{{4,}}(?!s\b)[a-z]+ [^\"“”]{{15,170}}",
        guarded=False,
    ),
    LineRule(
        "other headlines",
        r"[A-Z][A-Z’'& -]{4,40}: [^.\"“”]{10,160}\band more\."
        r"|[^.\"“”]{10,140}: See (?:all )?(?:the|our|more) [^.\"“”]{0,40}\bphotos\b[^.\"“”]{0,40}",
        needs=("and more.", "photos"),
    ),
    LineRule("other headlines", r"\[(?!Editor)[^\[\]]{15,150}(?<![.!])\]"),
    LineRule(
        "other headlines",
        r"(?:For more [^.\"“”]{2,60} )?(?:[Cc]lick|Tap) (?:here|the link|on the link)\b.{0,120}"
        r"|More [\w ]{2,50}: ?https?://\S+.{0,120}|[^.:\"“”]{3,40} app: (?:Get"
        r"|Download)\b[^\"“”]{5,150}",
    ),
    LineRule("other headlines", "(?:Today['’]s|Latest|More|Full|Complete) coverage from .{3,60}"),
    LineRule("other headlines", r"(.{15,140}) \1"),
    LineRule(
        "other headlines",
        r"(?:For more (?:\w+ )?(?:stories|news|articles) like this|.{0,40}\bswipe (?:left"
        r"|right)\b)[^\"]{0,100}",
    ),
    LineRule(
        "other headlines",
        r"(?:For|See) more (?:\w+ ){0,4}(?:coverage|news|stories)\b.{0,20}(?::|visit|go to).*",
    ),
    LineRule(
        "other headlines",
        r"BOX ?SCORES?: ?.{5,90}"
        r"|Listen to (?:the|our) (?:full )?(?:audio|podcast|interview|episode)\b[^.]{0,90}"
        r"|Watch (?:the |our |this |last [\w’']+ )?(?:full|video|replay|livestream|live ?stream)\b"
        r"[^.]{0,90}",
        needs=("SCORE", "Listen to ", "Watch "),
    ),
)
