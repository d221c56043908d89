"""What a headline that links to another story, and a label over others, look like.

Promise: each function looks at one line alone.
"""

import re
from collections import Counter
from functools import lru_cache

from embeddings.stories.clutter.rules.article_sentences import reports_speech

SENTENCE_END = re.compile(r"[.!…:;,]['\"”’)]*$|[?][\"”]$")
_IN_CAPITALS = re.compile(
    r"(?!(?:WH[A-Z]+|WITH|WEEK|WINNERS?|COST|HOW|MORE INFORMATION|DETAILS|INFO|TICKETS|PRICE"
    r"|NOTES?|SOURCES?|ADDRESS)\b)"
    r"[A-Z][A-Z’',& -]{3,38}[A-Z]:|WATCH(?: \w+)?:|WHAT HAPPENED:"
    r"|[A-Z]{2,}(?: [A-Z’'-]+){1,9}\? (?=[A-Z][a-z])"
)
LINK_LABEL = re.compile(
    rf"{_IN_CAPITALS.pattern}|(?:Fact[- ]check|Opinion|Analysis|Column|Editorial|Podcasts?"
    r"|Exclusive|Background|Interactive|Recap|Review|Related|Gallery|Photos|Video|Earlier"
    r"|Live updates|Early look):"
)
_LABEL = re.compile(
    r"(?!(?:When|Where|Who|What|How|Why|Cost|Price|Sources?|Note)\b)[A-Z][^.:!?\d]{2,45}:\s?(?=\S)"
)
# A heading seldom holds a whole quotation and what it is about, or ends like a sentence.
TWO_PARTS = re.compile(
    r"['‘\"“](?:[^\s\"“”]+ ){2,14}[^\s\"“”]+['’\"”]: ?[A-Z‘'\"“][^.?!]{10,140}"
    r"|(?:[^\s:.!?]+ ){2,8}[^\s:.!?]*[a-z]:[A-Z‘'][^:\"“”]{15,140}\."
)
_GLUED = re.compile(
    r"""
    # A link's label and its headline, glued together; nobody is quoted there.
    # Takes:  "Bridge guide:Why bridges sing in the wind", "BRIDGE CRASH:90-year-old bridge closes"
    # Leaves: "Where:The county park", "Population:8,336,817 in 2022", "Read more: The bridge"
    (?!(?:Where|When|Cost|Price|Time|Date|Tickets|Address|Details|Info|Information|Phone
      |Location|Hours|Note|Source|Age|Born|Background|News|E-?mail|Stocks|Weather|Scores?)[:?])
    (?![^:?!]*\b(?:asked|tweeted|read|reads|added|wrote)\b)
    (?P<label>
      [A-Z‘'“"\d](?:[^.:?!]|(?<=\b[A-Z])\.){2,70}(?:[\w’'”"]|(?<=[A-Z])\.)
      |['‘"“][^"“”:]{4,70}['’"”](?=:)
    )
    (?:[:?!]|[?;,]:|\.(?=['‘][A-Z]))
    # the headline begins at once, with a word, or with a number before one
    (?=['‘“]?(?:[A-Za-z][\w’'\ ]|(?:(?<=\d{4}[:?])|(?<=[a-z][:?]))\d+\ [a-z]))
    (?!https?:|www)
    [^"“”]{15,170}
    """,
    re.VERBOSE,
)
_TIMED = re.compile(r"\d{1,2}:\d\d|\b[ap]\.?m\b|\d{3}-\d{4}|@|—")
_QUOTE = re.compile(r"[\"“”]")
_BULLETS = "►▶▸•»› "
_ENDS_IN_YEAR = re.compile(r"^[A-Z][A-Z’',& -]+: .* (?:19|20)\d\d$")
MAX_LINK = 180
_MAX_GLUED, _LONGEST_GLUED = 220, 245
MOST_LINKS = 6
_MOST_LABELS = 10
_MOST_KEPT = 4_096
"""How many lines' shapes are remembered: those of a story, which several rules ask for."""


def tells(line: str) -> bool:
    """Whether ``line`` reads like a sentence cut short, and not like an entry of a list."""
    return len(re.findall(r"\b[a-z][a-z'’]+\b", line)) >= 4 and not re.search(r"\d", line)


def says_so(line: str) -> bool:
    """Whether ``line`` says by itself that it leads to another story."""
    return _IN_CAPITALS.match(line) is not None or is_glued(line, seen=False)


def is_glued(line: str, *, seen: bool) -> bool:
    """Whether ``line`` is a label and a headline glued together; one word may be a table's."""
    found = _match_glued(line.lstrip(_BULLETS))
    return found is not None and (seen or " " in found["label"])


@lru_cache(maxsize=_MOST_KEPT)
def _match_glued(line: str) -> re.Match[str] | None:
    if len(line) > _LONGEST_GLUED or reports_speech(line):
        return None
    return _GLUED.fullmatch(line)


@lru_cache(maxsize=_MOST_KEPT)
def read_label(line: str) -> str:
    """Return what a colon or a glued headline ends in ``line``; "" where there is none."""
    line = line.lstrip(_BULLETS)
    glued = _match_glued(line)
    found = LINK_LABEL.match(line) or _LABEL.match(line)
    return glued["label"] if glued else found.group().strip() if found else ""


def may_stand(line: str, labels: Counter[str]) -> int:
    """How often the label of a link may stand in a story; a line without one always may."""
    label = read_label(line)
    if not label:
        return labels[""]
    if LINK_LABEL.match(line):
        return MOST_LINKS
    few = labels.total() - labels[""] <= _MOST_LABELS
    return int(few or is_glued(line, seen=False))


@lru_cache(maxsize=_MOST_KEPT)
def is_link(line: str) -> bool:
    """Whether ``line`` has the length and the ending of a headline."""
    line = line.lstrip(_BULLETS)
    if len(line) > _MAX_GLUED:
        return False
    words = line.split()
    glued = _match_glued(line) is not None
    return (
        5 <= len(words) <= 28
        and len(line) <= (_MAX_GLUED if glued else MAX_LINK)
        and (line[0].isupper() or line[0] in "'\"‘“" or line[0].isdigit())
        and (not SENTENCE_END.search(line) or glued or TWO_PARTS.fullmatch(line) is not None)
        and not _TIMED.search(line)
        and (not line[-1].isdigit() or _ENDS_IN_YEAR.search(line) is not None)
        and line[-1] not in ")»"
        and len(line[len(read_label(line)) :].split()) >= (3 if glued else 4)
        and not line.isupper()
    )


def is_label(line: str) -> bool:
    """Whether ``line`` is short and no sentence, as what stands over a list or a box."""
    return len(line) <= 200 and not SENTENCE_END.search(line) and not _QUOTE.search(line)


def is_prose(line: str) -> bool:
    """Whether ``line`` is a paragraph."""
    return len(line) >= 60 and re.search(r"[.!?][\"”’')]*$", line) is not None
