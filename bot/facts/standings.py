"""Whether a sentence tells what a span says as so, or as charged, claimed, denied, planned, …

Promise: pure functions of question and sentence; where a doubt is left, the thing is not told as
a fact.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from bot.facts.question_kinds import Kind, find_kind
from bot.facts.standing_cues import (
    AHEAD,
    COMPATIBLE,
    CUES,
    FORECASTING_TITLE,
    SETTLED,
    UNSETTLED,
    Cue,
    Standing,
)
from embeddings.words import split_content_words, split_words

_CLAUSE_END = re.compile(
    r";|,(?!\d| that\b)|\s[–—-]\s(?!that\b)|\b(?:but|while|although|though|whereas)\b"
)
_LONGEST_ATTRIBUTE = 4
"""Words between "suspect" or "alleged" and the one who is."""
_SHORTEST = 3
_BREAK = re.compile(r";|\b(?:but|while|although|though|whereas)\b|, (?:and|as)\b")
"""What parts a span from words that are told of something else."""
_NO_ATTRIBUTE = re.compile(
    r"[.,;:]|\b(?:was|were|is|are|has|had|who|by|said|says|for|since|in|on|at|to|from|opened)\b"
)
_PAST = re.compile(
    r"\b(?:did|was|were|has|have|had|won|shot|stole|took|became|made|broke|led|got|went|hit|beat"
    r"|wrote|bought|sold|lost|found|sank|built|left|drew|threw|rose|fell|gave|ran|flew|sent|spent"
    r"|met|held|said|told|put|came|saw|spoke|taught|chose|drove|paid|cut|set|began|fought"
    r"|bid|let|struck|swore|tore|wore|kept|caught|brought|sued|sang|swam|rode|grew|knew)\b"
    r"|^\W*who (?!is\b|are\b|do\b|can\b|will\b|would\b|may\b)[a-z]+(?<!s)\b"
    r"|(?<!the )(?<!an )(?<!a )(?<!\bbe )\b[a-z]{2,}ed\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"^\W*(?:who|whom|which|what)\b", re.IGNORECASE)
_WHO_IS = re.compile(r"^\W*(?:who|which \w+|what \w*) ?(?:is|are|['’]s)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\b(?:is|are) (?:[\w'’-]+ ){1,4}?(?!during\b|morning\b|evening\b|spring\b|building\b"
    r"|meeting\b|wedding\b|\w*thing\b)[a-z]{2,}ing\b",
    re.IGNORECASE,
)
"""What goes on may be planned: "What award is she getting?"."""
_SAYS = re.compile(
    r"\b(?:says?|said|argue[sd]?|believe[sd]?|thinks?|thought|warn(?:s|ed)|suggest(?:s|ed)|wrote"
    r"|told)\b(?!.*\b(?:he|she|they|it|we|I)\b)"
)
"""Who says that another would do something does nothing himself."""
_BEFORE_ALONE = re.compile(r"in case\b", re.IGNORECASE)
"""Speaks of what follows alone: "he kept the key in case she came"."""
_HOW_IS = re.compile(r"^\W*how \w+ (?:is|are|was|were)\b", re.IGNORECASE)
_DEEDS = tuple(
    frozenset(word for form in forms.split() for word in split_words(form))
    for forms in (
        "kill killed killing murder murdered slay slain manslaughter homicide death shoot shot"
        " shooting stab stabbed stabbing dead die died fatal fatally beheaded strangled assassinate"
        " assassination victim murderer killer gunman shooter attacker",
        "steal stole stolen theft rob robbed robbery burglary burgled heist loot thief robber"
        " burglar",
        "attack attacked assault assaulted beat beaten raped rape abuse abused hit harm hurt injure"
        " injured injury injuries wound wounded",
        "set start started lit arson fire burned burnt",
        "win won winning winner victory prize award title take takes taken took",
        "become became becoming", "build built building builder",
        "buy bought buying acquire takeover buyer purchaser",
        "sell sold sale seller", "break broke broken", "lead led leader head",
        "write wrote written writer",
        "pay paid payment", "leave left quit resign resigned", "begin began begun start started",
        "choose chose chosen pick picked elect elected name named appoint appointed",
        "bomb bombed bombing blow blew explosion", "hack hacked leak leaked",
        "cause caused blame blamed", "cheat fraud defraud scam embezzle launder bribe bribed",
        "replace replaced succeed succeeded successor", "close closed shut", "cut cuts reduce",
        "raise raised rise increase", "plot plotted plan planned mastermind order ordered",
        "run running candidate candidacy race",
        "kidnap kidnapped abduct abducted", "poison poisoned", "crash crashed drive drove driver",
    )
)  # fmt: skip
"""Forms and words of one deed: who is asked to have killed may be charged with murder."""
_DEED_QUESTION = re.compile(
    r"\bwho(?:se)?\b.*\b(?:kill|shot|shoot|stab|murder|attack|robb|stole|bomb|rape|abus|kidnap"
    r"|poison|strangl|beat|assault|burn|set (?:an? |the )?(?:fire|blaze)|hack|leak|plot|hit"
    r"|assassinat|abduct|torch|launder|brib|defraud|cheat|embezzl|smuggl|vandal|sabotag|loot"
    r"|blackmail|broke into|start(?:ed)? (?:an? |the )(?:\w+ )?(?:fire|blaze))\w*"
    r"|\bset\b.*\b(?:on fire|ablaze|alight)\b"
    r"|\bwho (?:is|was) the (?:killer|murderer|shooter|gunman|attacker|bomber|thief)\b",
    re.IGNORECASE,
)
_ASKS_TITLE = re.compile(
    r"\b(?:called|titled?|entitled|named?|headline|slogan|motto)\b", re.IGNORECASE
)
# "What did Cole ask?"; not "What did Ode say when asked?", "What did Cole ask for?"
_ASKS_ASKED = re.compile(
    r"^\W*what (?:question )?(?:did|does|do|has|have|had)\b.*(?<!when )\bask(?:s|ed)?\b(?! for\b)"
    r"|^\W*what (?:is|was) (?:[\w’'-]+ ){1,4}question\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]+”|\"[^\"]+\"|‘[^’]+’(?!\w)")
_MARKS = ' “”"‘’?!.,'
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied)|not guilty|maintain\w* (?:his|her|their) innocence|innocent"
    r"|reject(?:s|ed) the (?:charge|accusation|allegation|claim)s?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A cue in a sentence, and the clause it speaks of."""

    cue: Cue
    start: int
    end: int
    content_end: int


def find_standing(question: str, sentence: str, start: int, end: int, title: str = "") -> Standing:
    """Return how ``sentence`` tells of its span ``sentence[start:end]``, as an answer.

    "Hale is charged with the murder of Lund" gives "Hale" as charged to "Who killed Lund?", and
    as asserted to "Who is charged with the murder of Lund?" and to "What is Hale's first name?".
    ``title`` is the headline of its story.
    """
    if is_question(sentence, start, end):
        return Standing.QUESTION
    for found in _find_cues(sentence):
        standing = found.cue.standing
        if not _is_asked(question, standing) and _governs(question, sentence, found, start, end):
            return standing
    foretold = FORECASTING_TITLE.search(title) and _asks_for_past(question)
    foretold = foretold and not COMPATIBLE[Standing.FORECAST].search(question)
    return Standing.FORECAST if foretold else Standing.ASSERTED


def is_question(sentence: str, start: int = 0, end: int | None = None) -> bool:
    """Say whether the part of a sentence that holds a span asks: it states nothing."""
    end = len(sentence) if end is None else end
    held = sentence[start:end].rstrip("”\"'’) ")
    if held.endswith("?"):
        return True
    mark = re.search(r"[.!?…]+[”\"'’)]*(?=\s|$)", sentence[max(start, end - 1) :])
    return mark is not None and mark.group().rstrip("”\"'’)").endswith("?")


def is_quoted(question: str, sentence: str, start: int, end: int) -> bool:
    """Say whether a question asks what something is called, or what somebody asked, and a span is
    all of a quotation: the play “Who Ate It?” asks nothing."""
    asked = _ASKS_TITLE.search(question) or _ASKS_ASKED.search(question)
    return bool(asked) and any(
        one.start() <= start < end <= one.end() and not sentence[one.start() : start].strip(_MARKS)
        and not sentence[end : one.end()].strip(_MARKS)
        for one in _QUOTED.finditer(sentence)
    )  # fmt: skip


def asks_for_deed(question: str) -> bool:
    """Say whether a question asks who did something that is punished."""
    return bool(_DEED_QUESTION.search(question)) and not COMPATIBLE[Standing.CHARGED].search(
        question
    )


def accuses(question: str, sentence: str, name: str) -> bool:
    """Say whether a sentence that has a name tells that the one who bears it is charged, or alleges
    the deed that a question asks about: "Prosecutors say Hale stole it"."""
    at = sentence.index(name)
    charges = [one for one in _find_cues(sentence) if one.cue.standing is Standing.CHARGED]
    if any(not _SAYS.search(sentence[at : one.start]) for one in charges):
        return True
    alleged = find_standing(question, sentence, at, at + len(name)) is Standing.ALLEGED
    asked, told = set(split_content_words(question)), set(split_content_words(sentence))
    return alleged and is_one_deed(asked, told)


def tells_of_conviction(sentence: str) -> bool:
    """Say whether a sentence tells that somebody was convicted or confessed."""
    return bool(SETTLED.search(UNSETTLED.sub(" ", sentence)))


def tells_of_denial(sentence: str) -> bool:
    """Say whether somebody denies a charge in a sentence."""
    return bool(_DENIAL.search(sentence))


def is_one_deed(asked: Set[str], told: Set[str]) -> bool:
    """Say whether words of a question and of an answer, stemmed, name one deed or its doer."""
    return any(asked & deed and told & deed for deed in _DEEDS)


def _find_cues(sentence: str) -> Iterator[_Found]:
    settled = tells_of_conviction(sentence)
    for cue in CUES:
        if settled and cue.standing in {Standing.CHARGED, Standing.ALLEGED}:
            continue
        for match in cue.pattern.finditer(sentence):
            ends = _CLAUSE_END.finditer(sentence, match.end())
            content_end = next((one.start() for one in ends), len(sentence))
            yield _Found(cue, match.start(), match.end(), content_end)


def _is_asked(question: str, standing: Standing) -> bool:
    """Say whether a question asks for what is charged, planned, … itself.

    "When does it start?" asks for what is planned; "When did it start?" does not. "How old is he?"
    does not ask how old he would be.
    """
    if COMPATIBLE[standing].search(question):
        return True
    if standing in AHEAD and _GOES_ON.search(question):
        return True
    if find_kind(question) is Kind.AGE or (
        standing is Standing.CONDITIONAL and _HOW_IS.search(question)
    ):
        return False
    return standing in AHEAD and not _asks_for_past(question) and not _WHO_IS.search(question)


def _asks_for_past(question: str) -> bool:
    return bool(_PAST.search(question))


def _governs(question: str, sentence: str, found: _Found, start: int, end: int) -> bool:
    """Say whether a cue speaks of a span: as what it is about, or as the one it is told of."""
    if found.cue.attributive:
        return _describes(question, sentence, found, start, end)
    if found.start < end and start < found.end:  # a span that holds the words tells it itself
        return not start <= found.start < found.end <= end
    if found.cue.standing is Standing.DENIED and not _WHO.search(question):
        return False
    reach = _find_reach(sentence, found)
    content = sentence[found.end : reach]
    if start >= found.end:
        beside = reach < start and not sentence[reach:start].strip(" ,")
        return end <= reach or (beside and _shares(question, content))
    between = sentence[end : found.start]
    apart = (
        _BREAK.search(between)
        or _SAYS.search(between)
        or _BEFORE_ALONE.match(sentence[found.start :])
    )
    return not apart and _shares(question, content)


def _describes(question: str, sentence: str, found: _Found, start: int, end: int) -> bool:
    """Say whether "suspect" or "nominee" stands with a span: "suspect Karl Ost"."""
    between = sentence[found.end : start].removeprefix(",") if found.end <= start else ""
    near = found.end <= start and len(between.split()) <= _LONGEST_ATTRIBUTE
    if not ((near and not _NO_ATTRIBUTE.search(between)) or start <= found.start < end):
        return False
    return _shares(question, sentence[end:] + sentence[: found.start])


def _find_reach(sentence: str, found: _Found) -> int:
    """Return how far a cue reaches: over the main clause too, where it opens with "if"."""
    opens = sentence[found.start : found.end].lower() in {"if", "unless"}
    return (
        len(sentence) if opens or found.content_end - found.end < _SHORTEST else found.content_end
    )


def _shares(question: str, content: str) -> bool:
    """Say whether the clause of a cue tells of what a question asks for."""
    asked, told = set(split_content_words(question)), set(split_content_words(content))
    if find_kind(question) is Kind.AGE:
        return False
    return bool(asked & told) or is_one_deed(asked, told)
