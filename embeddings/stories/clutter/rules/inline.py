"""Boxes that a copy has flattened into a line of the article.

Promise: only the box is cut; the article's sentences on both sides of it stay.
"""

import re
from collections.abc import Sequence

from embeddings.stories.clutter.rules.credit_names import NAME

_OUTLET = r"[A-Z][\w.'’&-]*(?: [\w.'’&-]+){0,5}?"
_INBOX = r"[A-Z][^.?!]{10,200}?\b(?:to|in) your inbox[.!]"
_SUBSCRIBE = rf"Subscribe to {_OUTLET} [^\"“”]{{0,240}}?SUBSCRIBE (?:& SAVE|AND SAVE|NOW|TODAY)"

_SPANS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (reason, signs, re.compile(pattern))
    for reason, signs, pattern in (
        (
            "newsletter box",
            ("Sign up",),
            rf"(?:{_SUBSCRIBE}\s*(?:https?://\S+\s*)?)?"
            rf"Sign up (?:for|to) {_OUTLET}['’]s? (?:[\w-]+ ){{0,3}}[Nn]ewsletters?\b"
            rf"(?: {_INBOX})*(?: A free [^.?!]{{5,160}}?\.(?:com|co\.uk)\b)?"
            r"(?: Sign up\b(?! (?:for|to)\b))?",
        ),
        ("subscribe line", ("SUBSCRIBE ",), _SUBSCRIBE),
        (
            "newsletter box",
            ("Sign up ",),
            r"(?<=[.!?”\"] )Sign up (?:here )?(?:for|to) [^.?!]{3,90}\bnewsletters?[.!]?$",
        ),
        ("photo gallery", ("Hide Caption",), r"Hide Caption \d+ of \d+"),
        (
            "image credit",
            ("(Image", "(Photo", "(Picture", "(Video"),
            r"\((?:Image|Photo|Picture|Video) ?(?:[Cc]redit|[Cc]ourtesy|[Bb]y|:)"
            r"[^()]{2,120}(?:\([^()]*\)[^()]*)?\)",
        ),
        (
            "video player",
            ("YouTube",),
            r"(?P<title>\S.{4,120}?) - YouTube (?P=title) - YouTube(?: Watch On)?",
        ),
        (
            "video player",
            ("Video Ad Feedback",),
            r"Video Ad Feedback .{3,160}? \d\d:\d\d - Source: [A-Z]\w+(?: Business)?",
        ),
        ("image address", ("http",), r"https?://[^\s()]{1,500}\.(?:jpe?g|png|gif|webp)\b\S*"),
        (
            "advertisement",
            ("ontinue", "ADVERTISEMENT"),
            r"(?:Advertisement )?Continue reading the main story|ADVERTISEMENT"
            r"|(?:Story|Article) continues (?:below|after)(?: this)? ?[Aa]dvertisement",
        ),
        (
            "other headlines",
            ("Read ", "READ ", "Sign up here"),
            r"(?<=[.!?”\"]) (?:Read [Mm]ore|READ MORE|Sign up here|"
            r"Read the full story(?: here)?)\.?$",
        ),
        (
            "other headlines",
            ("ead more: ", "EAD MORE: ", "elated: ", "ee also: ", "lso read: "),
            r"(?<=[.!?”\"]) (?:Read more|READ MORE|Related|See also|Also read): [^.!\"“”]{5,140}$",
        ),
        (
            "affiliate notice",
            ("wager?",),
            r"(?<=[.!?”\"] )Looking to wager\? Check out [^\"“”]{10,300}$",
        ),
        ("other headlines", ("»",), r"(?<=[.!?”\"]) {1,2}[A-Z][^.!»]{3,120} ?»$"),
    )
)
_ANY_SIGN = re.compile(
    r"Sign up|SUBSCRIBE|\((?:Image|Photo|Picture|Video)|YouTube|Video Ad|http|"
    r"ontinue|ADVERTISEMENT|Read |READ |Hide Caption|wager|»$"
)

_ENTRY_END = re.compile(
    rf"(?:(?<=[.!?”\"…]) ?[–—−-]{{1,2}}|(?<=[.!?…]) ?―)\s?"
    rf"(?:(?:[A-Z]\.){{2,3}}|{NAME}(?:(?:, | and ){NAME}){{0,2}})"
    r"(?:, [A-Z][\w ]{2,40})?$"
)
_WHOLE_QUOTE = re.compile(r"[“\"][^“”\"]*[”\"]")


_ANYWHERE = {"image credit", "image address", "photo gallery"}
# "Sign up for The Paper's newsletters, the poster said." is one sentence, and no box.
_GOES_ON = re.compile(r"[,;:]|\s+(?!https?:)[a-z]")


def find_boxes(line: str) -> list[tuple[int, int, str]]:
    """Return (start, end, reason) of each box within ``line``, in order and without overlap."""
    if _ANY_SIGN.search(line) is None:
        return []
    found = [
        (*match.span(), reason)
        for reason, signs, pattern in _SPANS
        if any(sign in line for sign in signs)
        for match in pattern.finditer(line)
        if reason in _ANYWHERE or not _GOES_ON.match(line, match.end())
    ]
    boxes: list[tuple[int, int, str]] = []
    for box in sorted(found, key=lambda box: (box[0], -box[1])):
        if not boxes or box[0] >= boxes[-1][1]:
            boxes.append(box)
    return boxes


def find_signatures(lines: Sequence[str]) -> dict[int, tuple[int, int, str]]:
    """Return which lines end in the name of a live blog's author, and where that stands.

    Three entries or more are signed so, and a name after nothing but a quotation is the speaker's.
    """
    found = {
        at: (*match.span(), "signature")
        for at, line in enumerate(lines)
        if (match := _ENTRY_END.search(line)) and not _WHOLE_QUOTE.fullmatch(line[: match.start()])
    }
    return found if len(found) >= 3 else {}
