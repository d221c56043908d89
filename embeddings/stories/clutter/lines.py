"""Rules for one line at a time: a line is clutter only if a rule matches all of it.

Promise: no rule looks for a word inside a sentence. Each is anchored at the line's start and end, or
at a page's own wording that no article uses.
"""

import re

from embeddings.stories.clutter.names import AGENCY, NAME, NAMES, OUTLET

_MAX_LENGTH = 450

_SOCIAL = r"(?:Twitter|X|Facebook|Instagram|Threads|TikTok|LinkedIn|YouTube|Bluesky|Mastodon|WhatsApp)"
_LETTER = r"(?:newsletters?|inbox|(?:e-?mail|breaking news|news|text)\s?(?:alerts?|updates?)?|briefing)"
_NO_STOP = r"(?<![.!?:,;])"

_AGENCY_SIGNS = (
    *("Getty", "AFP", "AP", "Reuters", "REUTERS", "EPA", "EFE", "PA", "Press", "Shutterstock"),
    *("Alamy", "WireImage", "FilmMagic", "Rex", "Corbis", "iStock", "Bloomberg", "Xinhua"),
    *("Agenc", "Zuma", "Sipa", "USA T", "Landov", "Barcroft", "TASS", "Sputnik", "Kyodo", "Yonhap"),
    *("ANSA", "DPA", "dpa", "ANI", "PTI"),
)
_TABLE: tuple[tuple[str, str] | tuple[str, str, tuple[str, ...]], ...] = (
    ("separator", r"[\W_]+"),
    ("image address", r"https?://\S+\.(?:jpe?g|png|gif|webp|svg)\b\S*"),
    ("web address", r"(?:https?://|www\.)\S+"),
    # Newsletters and subscriptions -----------------------------------------------------------
    ("newsletter box", r"(?i:sign[ -]?(?:me )?up)(?: (?i:now|here|today|free))*[.!]?"),
    ("newsletter box", rf"(?:Editor['’]s [Nn]ote: )?Sign up (?:here )?(?:for|to|and|now)\b.*\b{_LETTER}\b.*"),
    ("newsletter box", rf"[^.\"“”]{{3,70}}[?!:.]{{1,2}}\s?(?:Sign up|Subscribe) (?:here )?(?:for|to)\b[^\"“”]*\b{_LETTER}\b.*", ("ign up", "ubscribe")),
    ("newsletter box", r"(?:To|Get|Want|For|If)\b[^\"“”]*\b(?:[Ss]ign up|[Ss]ubscribe)\b[^\"“”]*\b(?:newsletter|inbox)\b.*", ('ign up', 'ubscribe')),
    ("newsletter box", r"(?:Editor['’]s [Nn]ote: )?[^\"“”]*\bnewsletter\b[^\"“”]*\b(?:Sign up|Subscribe) (?:here|now|today)\b.{0,80}", ('newsletter',)),
    (
        "newsletter box",
        r"(?:From|Get|Receive|Want|Join|Start|Stay|Our|Your|A|The)\b[^\"“”]*"
        r"\b(?:delivered|sent|straight|directly|right)\b[^\"“”]{0,40}\b(?:to|in|into) your (?:e-?mail )?inbox\b.*",
    ),
    ("newsletter box", r"(?:A|Our|The|Your) free (?:daily|weekly|morning|evening) (?:digest|e-?mail|newsletter|briefing|round-?up|update)\b[^\"“”]*"),
    ("newsletter box", r"(?:Thanks for (?:subscribing|signing up)|You(?:'|’)?(?:re| are) (?:now )?subscribed|By (?:signing up|submitting|subscribing|clicking|entering your e-?mail))\b.*"),
    ("newsletter box", r"(?:Enter|Type) (?:your|an?) e-?mail(?: address)?.{0,40}|(?:Your )?[Ee]-?mail address"),
    ("newsletter box", r"(?:Get|Download|Read|Open) (?:the|our) (?:free )?(?:[A-Z]\w* ){0,4}(?:app|newsletter|podcast)[.!]?"),
    ("subscribe line", r"(?i:subscribe)(?: (?i:& save|and save|now|today|here|for free))*[.!]?"),
    ("subscribe line", r"Subscribe (?:to|for) (?:(?:our|the|this) )?[A-Z][\w.'’&-]*(?: [\w.'’&-]+){0,6}[.!]?"),
    ("subscribe line", r"(?:Subscribe|Please subscribe|Become a (?:member|subscriber)|Get (?:digital|unlimited|full) access)\b[^.\"“”]{0,110}[.!]?"),
    ("subscribe line", r"(?:Please )?[Ss]upport (?:local|our|independent|quality|trusted|strong)\b[^\"“”]{0,40}\bjournalism\b.*"),
    ("subscribe line", r"(?:Thank you for|Please|Already|If you (?:value|like|enjoy)|We are providing|This (?:article|content|story) is)\b[^\"“”]*\b(?:subscri(?:be|ber|bers|bing|ption)|log in)\b.*"),
    ("subscribe line", r"[\w' -]{2,30} (?:digital|print) subscription"),
    # Pictures and video ----------------------------------------------------------------------
    ("image credit", r"[(\[](?i:images?|photos?|pictures?|pics?|videos?|credits?|photographs?|illustrations?|graphics?|file photo|screengrab)\b[^()\[\]]*(?:\([^()]*\)[^()]*)?[)\]]"),
    ("image credit", rf"(?i:image|photo|picture|photograph|illustration|graphic)s?(?: (?i:credit|courtesy|by|copyright|source|via))*\s?(?::|(?<=by)|(?<=credit)|(?<=courtesy)) ?[^.]{{2,90}}{_NO_STOP}"),
    ("image credit", rf"(?:©\s?)?(?:[\w.'’ -]{{2,40}}[/,|] ?)*{AGENCY}(?:\s?[/,|-]\s?[\w.'’ -]{{2,30}})*\.?", _AGENCY_SIGNS),
    ("image credit", rf"{NAME}/(?:(?:The )?[A-Z][\w&'’-]+|[A-Z][\w .&'’-]{{1,30}} (?:Agency|Group|News|Images|Press|Media|Times|Post|Photos?|Magazine|Pictures))"),
    ("image credit", r"(?:[Cc]ourtesy|COURTESY|Handout)(?: of| photo| by)?:? [A-Z][^.]{0,50}"),
    ("image caption", r".{5,400}[(\[](?:(?:Image|Photo|Picture|Video|File|Pic|Photograph)\b ?(?:[Cc]redit|[Cc]ourtesy|[Bb]y|:|\||/)|(?:AP|Reuters|Getty|AFP|EPA|PA)\b)[^()\[\]]*(?:\([^()]*\)[^()]*)?[)\]]\.?", ('(', '[')),
    ("image caption", rf".{{5,400}}(?:[/|]|\bvia |[.!?”\"] |\s©\s?){AGENCY}(?:, [Ff]ile|, FILE|/File)?\)?", _AGENCY_SIGNS),
    ("image caption", rf".{{15,400}}[.!?”\"] {NAME}/[A-Z][\w &'’/-]{{1,40}}", ('/',)),
    ("image caption", r".{10,400}©\s?[\w .'’/-]{2,50}(?:\([\w/ ,]+\))?", ('©',)),
    ("image caption", r"(?:Image (?:copyright|source|caption)|Enlarge this image|Media caption|Photograph:)\b.*"),
    ("image caption", r"(?:Getty Images|Getty - Contributor|[A-Z]{2,4}:Associated Press|(?:AFP|EPA|Handout|Rex) - Getty) (?!Inc|CEO|Chief|Holdings|Ltd|Group|is|was|has|and)[A-Z][^\"“]*"),
    ("image caption", rf".{{5,400}}\sGetty Images(?:/\w+)?", ("Getty",)),
    ("image caption", r"(?:GETTY|SWNS|REX|ALAMY|REUTERS|SUPPLIED|AFP or licensors) (?=[A-Z])(?:\S+ ){4,}\S*[^.!?\s]"),
    ("photo gallery", r"(?:(?:In )?[Pp]hotos?|Pictures|PHOTOS?|Gallery|GALLERY|Video|VIDEO): [^\"“”]{5,150}" + _NO_STOP),
    ("video player", r"Video Ad Feedback\b.*|.{5,250}\d\d:\d\d - Source: [\w ]+", ('Video Ad', 'Source:')),
    ("video player", r"(?i:watch on|now playing:?|up next|play video|watch live|replay video|video|photos?|live|play|pause|mute|unmute)"),
    ("video player", r".{3,150} - YouTube(?: .{3,150} - YouTube)?(?: Watch [Oo]n)?", ('YouTube',)),
    ("video player", r"(?:Scroll down for (?:the )?videos?|Media playback is (?:un)?supported.*|View this post on .{2,20}|A post shared by .*|Your browser does not support.*|This (?:video|browser) (?:is|does|file|can)\b.{0,30}(?:support|play|available).*)"),
    ("video player", r"(?:Loaded: .*|Remaining [Tt]ime.*|Current [Tt]ime.*|Duration.?\d?\d?:?\d?\d?|\d?\d:\d\d ?/ ?\d?\d:\d\d)"),
    # Links to other stories ------------------------------------------------------------------
    (
        "other headlines",
        r"(?i:read more(?: on this)?|more|related(?: articles?| stor(?:y|ies)| content| coverage| links?| video)?|"
        r"see also|also read|read also|read next|read|watch|listen|don['’]t miss|recommended|most (?:read|popular|viewed)|you (?:may|might) also like|"
        r"in case you missed it|more from .{2,30}|more on .{2,40}|more stories|also see|also on .{2,20}|what to read next|further reading)"
        r"\s?(?:[:|>►»→]|[-–—](?= ))+ ?[^.]\S?.{0,220}",
    ),
    ("other headlines", r"(?i:read more|see more|show more|load more|more stories|related (?:articles?|stor(?:y|ies)|content|coverage|links|topics)|recommended(?: for you)?|most (?:read|popular|viewed)|you (?:may|might) also like|read next|what to read next|trending(?: now)?|top stories|editor['’]s picks|more from .{2,30}|also in the news|continue reading|read full article|view comments|see all|up next|latest news|more news|more on this(?: story)?|related)[.:…]*"),
    ("other headlines", rf"[^\"“”]{{15,180}}{_NO_STOP} (?:Read more|READ MORE|Read full story)(?: ?[»>])?", ('Read ', 'READ ')),
    ("other headlines", rf"(?![\w ]*\d:)(?!https?)[A-Z‘'“\"#@\d][^.:\n]{{2,60}}[:?!](?=[A-Z‘'“\"\d])(?!\d\d)(?<![!?](?=[\"'’]))[^\n]{{12,220}}{_NO_STOP}", (':', '?', '!')),
    ("other headlines", r"[A-Z][A-Z’'& \d-]{3,40}\b(?:CENTRAL|HUB|UPDATES|NEWSLETTER|TRACKER|COVERAGE|SCHEDULE|PODCAST|GUIDE): ?[^\"“”]{10,200}"),
    ("other headlines", r"[^.\"“”:]{3,50}: (?:See|Find|Check|Get|Read|Watch|Look|Take|Explore|Download|Listen|Follow|Browse)\b[^\"“”]*\b(?:our|USA TODAY['’]?s?|here)\b(?: [\w'’-]+){0,4}\.?"),
    ("other headlines", r"\[[^\[\]]{15,150}(?<![.!])\]"),
    ("other headlines", r"(?:Click|Tap) (?:here|the link|on the link)\b.{0,120}"),
    ("web address", r"[^.:\"“”]{3,60}: https?://\S+(?:(?: and|,) https?://\S+)*"),
    ("other headlines", r"(?:Today['’]s|Latest|More|Full|Complete) coverage from .{3,60}"),
    ("other headlines", r"(?:For|See) more (?:\w+ ){0,4}(?:coverage|news|stories)\b.{0,20}(?::|visit|go to).*"),
    # Sharing ---------------------------------------------------------------------------------
    ("share line", r"(?i:share|tweet|e-?mail|print|save|comments?|facebook|twitter|whatsapp|linkedin|pinterest|reddit|copy link|pin it|flipboard|log in|sign in|register|skip to (?:main )?content|back to top|toggle caption|(?:save){2,}|share on .{2,20}|share via .{2,20}|share this (?:article|story|page|post)?|link copied!?|\d+ (?:comments?|shares?))(?: on .{2,20})?"),
    ("share line", r"(?:Read or [Ss]hare this (?:story|article)|If you (?:like|enjoy)(?:ed)? this (?:story|article|post)|Share your (?:thoughts|view|opinion)s?|Join the (?:conversation|discussion)|Let us know)\b.{0,160}"),
    ("share line", rf"(?:Like|Follow|Join|Find|Connect with|Friend|Check) (?:us|me|us out|.{{2,60}}?) on (?:our )?{_SOCIAL}\b.{{0,200}}"),
    ("share line", r"(?:Follow|Like) (?:@\w+|us\b|me\b|him\b|her\b|them\b).{0,150}"),
    # Advertising and legal -------------------------------------------------------------------
    ("advertisement", r"(?i:advertisement|advert|advertising|sponsored(?: content| by.{0,40})?|paid post|promoted(?: content)?)(?: (?i:continue reading.{0,40}|[-–].{0,40}|scroll.{0,40}))?"),
    ("advertisement", r"(?i:(?:story|article) continues (?:below|after|following)\b.{0,40}|continue reading (?:the main|below).{0,40}|this advertisement .{0,60}|remove ads.{0,30}|skip ad(?:vertisement)?|report (?:this )?ad)"),
    ("affiliate notice", r"(?:We|When|If|Gannett|Purchases|This (?:article|story|post|page)|Some|[A-Z]\w+)\b[^\"“”]*\b(?:may|might|could|can) (?:earn|receive|get|collect)\b[^\"“”]{0,40}\b(?:commission|fee|revenue|compensation|percentage)\b[^\"“”]*", ('earn', 'receive', 'get ', 'collect')),
    ("copyright line", r"(?:©|\([cC]\)|[Cc]opyright (?:©|\([cC]\)|\d{4}|by\b)).{0,300}"),
    ("copyright line", r".{0,200}\b[Aa]ll [Rr]ights [Rr]eserved\b.{0,250}", ('ights',)),
    ("copyright line", r".{0,120}\bmay not be (?:published|reproduced|reprinted)\b.{0,40}\b(?:broadcast|rewritten|redistributed|transmitted|permission)\b.{0,60}", ('may not be',)),
    # Who made it -----------------------------------------------------------------------------
    ("credit line", r"(?i:contributing|contributors)(?: (?i:writers?|reporters?|editors?))?\s?:.{2,300}"),
    ("credit line", rf"(?:CONTRIBUTING|Contributing) {NAME}.{{0,200}}"),
    ("credit line", r"(?![\w ]{2,20}: )[(\[–—−-]*\s?[^\"“”]{2,300}\bcontributed (?:to (?:this|the) (?:report|reporting|story|article|post|piece|section|column|dispatch)|reporting(?: to this \w+)?)(?: from [^.]{2,60})?\.?[)\]]?", ('contributed',)),
    ("credit line", r"(?:With|Additional) (?:assistance|reporting|files|reports?|contributions)(?: (?:by|from))?:? .{2,150}|[–—-] ?With (?:assistance|files|reporting)\b.{2,150}"),
    ("credit line", rf"(?:The )?(?:{OUTLET}|{AGENCY})\.?"),
    ("credit line", r"(?:(?:Compiled |Reported )?(?:[Ff]rom|[Bb]y) )?(?:[\w' ]{2,30} (?:and|&) )?(?:(?:[Ss]taff|[Ww]ire|[Aa]gency|[Nn]ews)(?: and | & |/)?)+ ?(?:[Rr]eports?|[Ss]ervices?|[Ww]riters?)"),
    ("credit line", r"(?:Special|Exclusive) (?:to|for) [A-Z][\w .]{2,30}"),
    ("credit line", r"(?:Edited|Editing|Writing|Reporting|Produced|Compiled|Written|Graphics?|Photos?|Photography|Illustrations?) by:? [A-Z][^.\"“”]{3,120}\.?|\((?:Reporting|Writing|Editing|Additional reporting)\b.*\)"),
    ("byline", rf"(?:By|BY|by|Words by|Story by) {NAMES}(?:\s?[|,–—-]\s?.{{2,60}}|\s(?:in|for) [A-Z].{{2,40}})?"),
    ("time stamp", r"(?:[^.|]{2,40}\s?\|\s?)?(?i:(?:last |first )?(?:updated|published|posted|modified))(?: (?i:on|at))?\s?:? ?(?=[^\n]*(?:[A-Z][a-z]{2,8}\.? \d|\d[-/:.]\d|\d [A-Z]))[\w ,.:/|()+-]{4,50}", ('pdated', 'ublished', 'osted', 'odified', 'PDATED', 'UBLISHED', 'POSTED')),
    ("time stamp", r"\d{1,2}:\d\d ?(?:[AaPp]\.?[Mm]\.?)? (?:[A-Z]{2,4} ?[,|]? )?(?:[A-Z][a-z]+\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})"),
    ("time stamp", r"(?:\d{1,2}|a|an|one|two|three) (?:min(?:ute)?s?|hours?|days?)(?: ago| read)"),
    ("update note", r"(?:This|The) (?:[\w-]+ ){0,3}(?:story|article|post|page) (?:has been|was|is being|will be|is) (?:continually |constantly )?updated\b(?! to (?:clarify|correct|remove))[^.]{0,120}\.?"),
    ("contact line", r"(?:Got|Have|Do you have)\b[^\"“”]{3,220}\? ?(?i:contact|e-?mail|send|reach|call|text|tell|let|write|submit)\b.{3,200}"),
    ("contact line", r"(?:We pay for|Questions|Comments|Tips|Are you|Were you|Did you)\b[^\"“”]{3,220}[?!] ?(?:[^.\"“”]{3,80}\? )?(?:Contact|E-?mail|Reach|Send|Call)\b[^\"“”]*(?:@|\d{3}).*"),
    ("contact line", r"\S+@[\w.-]+\.\w{2,6}|(?:E-?mail|Contact|Phone|Tel|Twitter)\s?: ?[^\"“”]*@[^\"“”]*"),
    ("author biography", r"About (?:the|our) (?:author|writer|reporter)s?:?|ABOUT THE AUTHORS?:?"),
    ("print note", r"\([A-Z][\w .]{3,30} \d{1,2}/\d{1,2}/\d{4}(?: page ?\w+)?\)|[^\"“”]{0,200}\bA version of this (?:article|story|review|column) (?:appears|appeared) (?:in print|on page)\b.{0,200}"),
    ("newsletter box", r"Editor['’]s [Nn]ote: Sign up (?:for|to)\b.*"),
    ("newsletter box", r"A version of this (?:story|article|column) (?:first |originally )?(?:appeared|was published) in\b[^\"“”]*\bnewsletter\b.*"),
    ("contact line", r"@\w{3,30}"),
    ("credit line", r"[^.\"“”]{2,80}\b(?:[Ww]riters?|[Rr]eporters?)\b[^.\"“”]{3,80} contributed\."),
    ("credit line", r"Information from: .{3,120}"),
    ("contact line", r"(?:To (?:report|submit) (?:a )?(?:corrections?|tips?|news tips?))\b.{0,120}"),
    ("contact line", rf"(?:Contact|Reach|E-?mail|Write to|You can (?:reach|contact|e-?mail|follow))\b (?:(?:[\w'’/-]+ ){{0,5}}(?:reporter|writer|editor|columnist|correspondent|author)s? ?)?(?:{NAMES}|him|her|them|me|the (?:writer|author|reporter)s?)\b[^\"“”]*(?:@|\d{{3}}-\d{{4}}).*"),
    ("dateline", r"[A-Z]{2,6}(?: [A-Z][a-z]+)? ?[—–]"),
)

# Of a long line that ends like a sentence, only these words make it worth a look.
_LONG_LINE = 150
_LONG_LINE_SIGNS = (
    *("ign up", "ubscri", "newsletter", "inbox", "journalism", "Photo", "Image", "Picture", "hoto:"),
    *("(AP", "Getty", "©", "opyright", "ights", "Video", "Source:", "ontribut", "eporting", "may not"),
    *("earn", "commission", "@", "http", "Contact", "Follow", "Reach", "Email", "E-mail", "Enlarge"),
    *("Click", "Editor", "version of", "pay for", "Read ", "More", "MORE", "coverage", "our ", "updated", "Media", "browser"),
    *("Share", "share", "Sign", "Like ", "A post", "CENTRAL:", "HUB:", "UPDATES:", "GUIDE:"),
)

_RULES = tuple(
    (row[0], re.compile(row[1]), row[2] if len(row) == 3 else ()) for row in _TABLE
)
_HIDE_CAPTION = re.compile(r"\bHide Caption \d+ of \d+")
_CREDIT_IN_GALLERY = re.compile(rf"(?:/|\bvia |\. )(?:{AGENCY})\b")


def name_line(line: str) -> str | None:
    """Return why ``line`` is clutter all by itself, or ``None`` when it may be the article's."""
    line = line.lstrip("►▶▸•»›>* ") or line
    if not line:
        return None
    if _is_gallery(line):
        return "photo gallery"
    if len(line) > _MAX_LENGTH:
        return None
    if len(line) > _LONG_LINE and line[-1] in ".”\"":
        if not any(sign in line for sign in _LONG_LINE_SIGNS):
            return None
    for reason, rule, needs in _RULES:
        if needs and not any(need in line for need in needs):
            continue
        if rule.fullmatch(line):
            return reason
    return None


def _is_gallery(line: str) -> bool:
    """A slide show that was flattened into one line: captions and their credits, nothing else."""
    if _HIDE_CAPTION.search(line):
        return line.startswith("Photos: ") or bool(re.match(r".{10,600}Hide Caption \d+ of \d+$", line))
    if len(line) < 600:
        return False
    credits = len(_CREDIT_IN_GALLERY.findall(line))
    return credits >= 3 and len(line) < 320 * credits
