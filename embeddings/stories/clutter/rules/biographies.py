"""Which lines tell about the article's author rather than about its subject."""

import re
from collections.abc import Collection

from embeddings.lexicon import NETWORKS, join_pattern
from embeddings.stories.clutter.rules.credit_names import NAME

_MAX_LENGTH = 1_200
_OPENING = re.compile(
    r"(?:About the (?:author|writer)s?:? )?"
    r"(?:[A-Z][\w'’]+ (?:[A-Za-z]+ ){0,2}(?:columnist|reporter|writer|editor|correspondent"
    r"|critic) )?"
    r"(?!(?:But|And|The|When|While|As|In|On|At|For|After|Before|However|Meanwhile|Former)\b)"
    r"(?P<name>[A-Z][a-z]+(?= is an? [\w ,-]{0,60}\b(?:reporter|editor|writer|columnist)\b)"
    rf"|{NAME})(?:,[^.,]{{3,120}},)? "
    r"(?:is|are|was|covers|writes|hosts|leads|has|serves|served|reports|works|worked|contributes|"
    r"joined|makes|holds|spent|began|started|can be)\b"
)
_ROLE = re.compile(
    r"\b(?i:reporters?|editors?|writers?|columnists?|correspondents?|journalists?|critics?|"
    r"contributors?|producers?|author|hosts?|anchor|photographers?|professor|fellow|freelancer|"
    r"covers|covered|writes|blogger|bureau chief|editor-in-chief|newsroom)\b"
)
_REACH = re.compile(
    r"\b[Ff]ollow (?:him|her|them|me|@\w+|[A-Z]\w+(?: [A-Z]\w+)?)\b"
    r"|\b(?:[Rr]each|[Cc]ontact|[Ee]-?mail|[Ff]ind|[Tt]weet) (?:him|her|them|[A-Z]\w+)\b"
    r"|\bcan be (?:reached|contacted|e-?mailed|followed|found)"
    r"(?: directly)? (?:at|on|via|through|by (?:e-?mail|phone|text|calling))\b"
    rf"|\b(?:on|via) (?:{join_pattern(NETWORKS)})\b[^.]{{0,40}}@\w"
    r"|(?<![\w.])[\w.]+@[\w-]+\.\w+"
    r"|\b[Yy]ou can (?:follow|reach|contact|e-?mail|find)\b|\b[Jj]oin @\w+"
    r"|\b(?:[Gg]ot|[Hh]ave) a (?:story idea|tip|news tip|question)\b"
)
_REACH_PERSON = re.compile(
    r"\b(?:[Ff]ollow|[Rr]each|[Cc]ontact|[Ee]-?mail|[Tt]weet) (?:him|her|them)\b"
    r"|\bcan be (?:reached|contacted|e-?mailed|followed)"
    r"(?: directly)? (?:at|on|via|through|by (?:e-?mail|phone|text|calling))\b"
)
_SPEECH = re.compile(r"[\"“”]|\b(?:said|told|says|added|asked)\b")
_CAREER = re.compile(
    r"\b(?:her|his|their) (?:writing|work|reporting|byline|stories|journalism) (?:has|have) "
    r"(?:also )?(?:appeared|been)\b|\b(?:lives|is based) in [A-Z]|\bbased in [A-Z]"
    r"|\bis (?:also )?a (?:regular |frequent )?contributor\b"
    r"|\b(?:previously|formerly|before that)\b"
    r"|\b(?:joined|graduated|award-winning|the author of|alum(?:nus|na)?)\b"
    r"|\b(?:at|for) [A-Z]\w+\.com\b"
)
_POST = re.compile(
    r"(?P<name>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)? (?P<last>[A-Z][\w'’-]+)) "
    r"(?:is|was|covers|writes) [^.\"“”]{0,120}"
    r"\b(?:reporter|editor|writer|columnist|correspondent|journalist|critic|intern"
    r"|producer|freelancer|covers|writes|politics|news)\b[^.\"“”]{0,60}"
    r"\b(?:for|at|with|of) (?:the )?[A-Z]"
)
_DESK = re.compile(
    r"The (?:[A-Z][\w.'’&-]* ){1,5}(?:desk|team|staff|newsroom|editors) "
    r"(?:is|are|writes?|covers?|works?|reports?)\b"
)
_MAX_POST = 400
_AT = ("for", "at", "with", "of")
_OPINION_NOTE = re.compile(
    r"\b(?:[Oo]pinions?|[Vv]iews?)(?: and opinions)? expressed "
    r"(?:in this \w+ |here(?:in)? |above )?"
    r"(?:are (?:those|solely|his|her|their|the|my|not)|do not)\b|\b[Vv]iew more opinion\b"
)


def name_of_biography(
    line: str,
    *,
    near_end: bool,
    near_start: bool,
    authors: Collection[str],
    outlets: Collection[str],
) -> str | None:
    """Return the person's name if ``line`` is an author's biography, else ``None``.

    A biography names a role in journalism and says how to reach the person, or tells of a career;
    weaker signs count only near the end. ``outlets`` and ``authors`` are names already known.
    """
    if len(line) > _MAX_LENGTH:
        return None
    line = re.sub(
        r"^(?:Editor['’]s [Nn]ote:?|(?:Got|Have) an? (?:story|tip|story idea|news tip)\?) ",
        "",
        line,
    )
    opening = _OPENING.match(line)
    if opening is None:
        return None
    name = opening["name"]
    reach = _REACH.search(line) is not None
    told = (
        _OPINION_NOTE.search(line) is not None
        or (near_start and reach and _ROLE.search(line) is not None)
        or (near_end and _closes_story(line, name in authors, outlets))
    )
    return name if told else None


def is_desk_note(line: str) -> bool:
    """Whether ``line`` tells of a newsroom's desk and how to reach it."""
    return len(line) <= _MAX_LENGTH and bool(_DESK.match(line) and _REACH.search(line))


def describes_a_stranger(line: str, article: str) -> str | None:
    """Return the name if ``line``, the last, gives a journalist's post whom nothing else names."""
    found = _POST.match(line)
    if found is None or len(line) > _MAX_POST or _SPEECH.search(line):
        return None
    return None if found["last"] in article else found["name"]


def _closes_story(line: str, by_author: bool, outlets: Collection[str]) -> bool:
    """Whether ``line``, which opens with a name near a story's end, is a biography."""
    if _REACH_PERSON.search(line):
        return True
    if _SPEECH.search(line):
        return False
    career = len(_CAREER.findall(line))
    if not _ROLE.search(line):
        return by_author and career > 0
    if by_author or career >= 2 or _REACH.search(line):
        return True
    return len(line) < 700 and any(f"{word} {outlet}" in line for outlet in outlets for word in _AT)


def is_opinion_note(line: str) -> bool:
    """Whether ``line`` is the notice that a guest writer's opinions are the writer's own."""
    return len(line) < _MAX_LENGTH and bool(
        re.match(r"(?:Editor['’]s [Nn]ote|The (?:opinions|views)|(?:Opinions|Views)|Note)\b", line)
        and _OPINION_NOTE.search(line)
    )
