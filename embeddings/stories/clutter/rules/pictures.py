"""Lines that belong to a picture or a video rather than to the article."""

from embeddings.lexicon import NETWORKS, join_pattern
from embeddings.stories.clutter.rules.credit_names import AGENCY, AGENCY_SIGNS, NAME, NO_STOP
from embeddings.stories.clutter.rules.rule import LineRule

RULES = (
    LineRule(
        "image credit",
        r"[(\[](?i:images?|photos?|pictures?|pics?|videos?|credits?|photographs?"
        r"|illustrations?|graphics?|file photo|screengrab)\b[^()\[\]]*"
        r"(?:\([^()]*\)[^()]*)?[)\]]",
        guarded=False,
    ),
    LineRule(
        "image credit",
        "(?i:image|photo|picture|photograph|illustration|graphic)s?(?: (?i:credit|courtesy"
        r"|by|copyright|source|via))*\s?(?::|(?<=by)|(?<=credit)|(?<=courtesy))"
        rf" ?[^.]{{2,90}}{NO_STOP}",
        guarded=False,
    ),
    LineRule(
        "image credit",
        # No part may begin or go on in two ways: a long line would be tried in all of them.
        rf"(?:©\s?)?(?:[\w.'’-][\w.'’ -]{{1,39}}[/,|] *)*{AGENCY}"
        r"(?:\s?[/,|-]+[\w.'’ ]{1,32}(?:[/,|-]+[\w.'’ ]{1,32})*)?\.?",
        needs=AGENCY_SIGNS,
        guarded=False,
    ),
    LineRule(
        "image credit",
        rf"{NAME}/(?:(?:The )?[A-Z][\w&'’-]+|[A-Z][\w .&'’-]{{1,30}} (?:Agency|Group|News"
        "|Images|Press|Media|Times|Post|Photos?|Magazine|Pictures))",
        guarded=False,
    ),
    LineRule(
        "image credit",
        "(?:[Cc]ourtesy|COURTESY|Handout)(?: of| photo| by)?:? [A-Z][^.]{0,50}",
        guarded=False,
    ),
    LineRule(
        "image caption",
        r".{5,400}[(\[](?:Image|Photo|Picture|Video|File|Pic|Photograph|AP Photo)\b ?"
        r"(?:[Cc]redit|[Cc]ourtesy|[Bb]y|:|\||/)[^()\[\]]*(?:\([^()]*\)[^()]*)?[)\]]\.?"
        # A bare agency that sends reports too may be the source of a headline.
        r"|[^.!?]{5,250}\((?:[^()]{2,60}/(?:AP|Reuters|REUTERS|AFP|PA)"
        r"|(?:[^()]{2,60}/)?(?:Getty(?: Images)?|EPA))\)",
        needs=("(", "["),
        guarded=False,
    ),
    LineRule(
        "image caption",
        rf".{{5,400}}(?:[/|]|\bvia |[.!?”\"] |\s©\s?){AGENCY}(?:, [Ff]ile|, FILE|/File)?\)?",
        needs=AGENCY_SIGNS,
        guarded=False,
    ),
    LineRule(
        "image caption",
        rf".{{15,400}}[.!?”\"] {NAME}/ ?[A-Z][\w &'’/-]{{1,40}}",
        needs=("/",),
        guarded=False,
    ),
    LineRule(
        "image caption",
        r".{10,400}©\s?[\w .,'’&/-]{2,60}(?:\([\w/ ,]+\))?",
        needs=("©",),
        guarded=False,
    ),
    LineRule(
        "image caption",
        # A name on a social network is a photographer's where nothing else follows the sentence.
        r".{15,400}[.!?][\"”]? @[\w.]{3,40}(?:/ ?[A-Z][\w '’&-]{2,40})?",
        needs=(" @",),
        guarded=False,
    ),
    LineRule(
        "image caption",
        "(?:Image (?:copyright|source|caption)|Enlarge this image|Media caption"
        r"|Photograph:)\b.*",
        guarded=False,
    ),
    LineRule(
        "image caption",
        "(?:Getty Images|Getty - Contributor|[A-Z]{2,4}:Associated Press|(?:AFP|EPA|Handout"
        r"|Rex) - Getty) (?!Inc|CEO|Chief|Holdings|Ltd|Group|is|was|has|and)[A-Z][^\"“]*",
        guarded=False,
    ),
    LineRule(
        "image caption",
        r".{5,400}(?<! for)(?<! by)(?<! to)(?<! from)(?<! at)\sGetty Images(?:/\w+)?",
        needs=("Getty",),
        guarded=False,
    ),
    LineRule(
        "image caption",
        r"(?:GETTY|SWNS|REX|ALAMY|REUTERS|SUPPLIED|AFP or licensors) (?=[A-Z])(?:\S+"
        r" ){4,}\S*[^.!?\s]",
        guarded=False,
    ),
    LineRule(
        "image caption",
        r"(?:Pictured|PICTURED|Photographed)\b(?: (?:here|above|below|left|right|from left|at"
        " the back|in front|at left|at right))*[:,].{5,400}",
    ),
    LineRule(
        "photo gallery",
        r"(?:(?:In )?[Pp]hotos?|Pictures|PHOTOS?|Gallery|GALLERY|Video|VIDEO): [^\"“”]{5,150}",
    ),
    LineRule(
        "image caption",
        r"[^.!?\"“”]{5,200}[\w)] (?:Courtesy|COURTESY)(?: of)? [A-Z][\w.'’-]+"
        r"(?: [A-Z][\w.'’&-]+){0,4}",
        needs=(" Courtesy", " COURTESY"),
    ),
    LineRule(
        "image caption",
        # The credit that a copy has glued to its caption. After "." a name may sign the article.
        r".{15,400}[.!?”\"] (?:CNN|NASA(?:/[A-Z/]+)?|Adobe Stock"
        r"|(?:Courtesy|COURTESY|Handout)(?: of)? [A-Z](?:[^.]|\b(?:Bros|Inc|St|Co)\.){2,60}"
        r"|From [A-Z][a-z]+)",
        needs=(" CNN", "NASA", "Adobe", "ourtesy", "OURTESY", "Handout", "From "),
        guarded=False,
    ),
    LineRule(
        "video player",
        r"Video Ad Feedback\b.*|.{5,250}\d\d:\d\d - Source: [\w ]+",
        needs=("Video Ad", "Source:"),
        guarded=False,
    ),
    LineRule(
        "video player",
        "(?!UP NEXT)(?i:watch on|now playing:?|up next|play video|watch live|replay video|video"
        "|photos?|live|play|pause|mute|unmute)",
        guarded=False,
    ),
    LineRule(
        "video player",
        ".{3,150} - YouTube(?: .{3,150} - YouTube)?(?: Watch [Oo]n)?",
        needs=("YouTube",),
        guarded=False,
    ),
    LineRule(
        "video player",
        rf".{{2,50}} \(@[\w.]{{2,40}}\) on (?:{join_pattern(NETWORKS)})",
        needs=(" (@",),
        guarded=False,
    ),
    LineRule(
        "video player",
        r"(?:Scroll down for (?:the )?videos?|Play on (?:the )?[\w ]{3,30}"
        "|Media playback is (?:un)?supported.*|View this post on .{2,20}|A post shared by .*"
        "|Your browser does not support.*|This (?:video|browser) (?:is|does|file"
        r"|can)\b.{0,30}(?:support|play|available).*)",
        guarded=False,
    ),
    LineRule(
        "video player",
        r"(?:Loaded: .*|Remaining [Tt]ime.*|Current [Tt]ime.*|Duration.?\d?\d?:?\d?\d?"
        r"|\d?\d:\d\d ?/ ?\d?\d:\d\d)",
        guarded=False,
    ),
)
