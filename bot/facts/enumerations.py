"""Enumerations in a sentence: "Britain, France and the Netherlands", where part was pointed at.

Promise: pure functions; a span grows over whole items of its sentence, and items are parts of it.
"""

import re

from embeddings.lexicon import (
    ADVERBS,
    AUXILIARIES,
    FUNCTION_WORDS,
    MONTHS,
    PREPOSITIONS,
    WEEKDAYS,
    join_pattern,
)

Place = tuple[int, int]

_LONGEST_ITEM = 8
"""Words."""
_NO_FIRST = join_pattern(
    (
        *(
            word.capitalize()
            for word in (FUNCTION_WORDS | ADVERBS) - {"the", "will", "may"}
            if len(word) > 1
        ),
        *(one for one in (*MONTHS, *WEEKDAYS) if one not in {"April", "May", "June", "August"}),
    )
)
"""Capitalised words that open a sentence or name a day, and no item."""
_FIRST = rf"(?!(?:{_NO_FIRST})\b)[A-Z][\w’'.&-]*"
_QUOTED = r"“[^”]{1,60}”|\"[^\"]{1,60}\""
_NAME = (
    rf"(?:{_QUOTED}|(?:[Tt]he )?{_FIRST}(?: (?:(?:of|for|de|van|von) )?(?:the )?[A-Z][\w’'.&-]*)*)"
)
_NOUN = (
    rf"(?!(?:{join_pattern(FUNCTION_WORDS | AUXILIARIES)}|said|says|told|while|[a-z]+(?:ed|ing))\b)"
    r"[a-z][a-z-]+"
)
# "former " Gov. Crowe, "his wife, " Ana, "the head of the police, " Anton Lesko, "Wex United
# striker " Bo Ray
_ROLE = (
    rf"(?:(?:the|an?|his|her|their|its) (?:(?:{_NOUN}|of|for|the) ){{0,5}}{_NOUN},? "
    rf"|(?:{_NOUN} ){{1,3}}|(?:{_FIRST} ){{1,3}}{_NOUN}(?<!s) )?"
)
# Ana Reyes", 31", Ida Berg" (Valer)", Ryan Holt", of Bexford", two men" from Kettle"
_TAIL = rf"(?:, \d{{1,3}}\b(?![,.]\d)| \([^()]{{1,60}}\)|,? (?:both |all )?(?:of|from) {_NAME})*"
_JOINT = r"(?:; (?:and )?|, (?:and |or )?| (?:and|or|&) |,? as well as |(?<=,[”\"]) )"
_TAIL_AFTER = re.compile(_TAIL)
_NEXT_ITEM = re.compile(rf"(?P<joint>{_JOINT}){_ROLE}{_NAME}{_TAIL}")
_ITEMS_BEFORE = re.compile(
    rf"(?<![\w’'“-]){_NAME}{_TAIL}{_JOINT}(?:{_ROLE}{_NAME}{_TAIL}{_JOINT})*(?:the |{_ROLE})$"
)
_NAME_BEFORE = re.compile(rf"(?<!\S){_FIRST} (?:[A-Z][\w’'.&-]* )*$")
_NAME_AFTER = re.compile(r"(?: [A-Z][\w’'&-]*(?:\.(?= [A-Z]))?)+")
_LEAST_SEMICOLONS = 2
_ROW_OPENING = re.compile(r": |, (?:[a-z]+ing )?|\b(?:are|were|is|was|includ\w+|found|finding) ")
_LAST_JOINT = re.compile(r"\b(?:and|or|as well as)\b|&|;")
_BEFORE_NAME = re.compile(rf"\b(?P<word>{join_pattern(PREPOSITIONS)}) $", re.IGNORECASE)
_SPLIT = re.compile(rf"{_QUOTED}|\([^()]*\)|(?P<joint>{_JOINT})")
_ATTACHED = re.compile(r"\d{1,3}|(?:both |all )?(?:of|from) .*")
_KIN = re.compile(r"(?:his|her|their|the|an?) [a-z -]+")
_VERB = re.compile(rf"\b(?:{join_pattern(AUXILIARIES)}|said|says|told)\b")


def take_enumeration(sentence: str, start: int, end: int) -> Place:
    """Return the span of a name widened over the whole name, and over all that are named along.

    Of "Moss, businesswoman Zhao and former Gov. Crowe" the whole, where one is pointed at.
    """
    if row := _take_row(sentence, start, end):
        return row
    if not sentence[start : start + 1].strip("“\"'").isupper() and sentence[start] not in '“"':
        return start, end
    joined = bool(_LAST_JOINT.search(sentence[start:end]))
    if before := _NAME_BEFORE.search(sentence[:start]):
        start = before.start()
    if sentence[:end].rsplit(" ", 1)[-1][:1].isupper() and (
        after := _NAME_AFTER.match(sentence, end)
    ):
        end = after.end()
    end = _take_after(sentence, end)
    return _take_before(sentence, start, end, joined=joined), end


def _take_row(sentence: str, start: int, end: int) -> Place | None:
    """Return a row of things between semicolons of which the span is in one, whatever they are."""
    marks = [one.start() for one in re.finditer(r"; ", sentence)]
    if len(marks) < _LEAST_SEMICOLONS:
        return None
    if start > marks[0]:
        openings = (one.end() for one in _ROW_OPENING.finditer(sentence, 0, marks[0]))
        start = max(openings, default=marks[0] + 2)
    last = sentence.find(". ", marks[-1])
    stop = last if last >= 0 else len(sentence.rstrip(' .”"'))
    return start, max(end, stop)


def _take_after(sentence: str, end: int) -> int:
    """Go on to the item behind "and", or to the last one of a row of commas that ends so."""
    tail = _TAIL_AFTER.match(sentence, end)
    at = end = tail.end() if tail and sentence[end : end + 2] == " (" else end
    at, closed = (tail.end() if tail else end), False
    while more := _NEXT_ITEM.match(sentence, at):
        joins = bool(_LAST_JOINT.search(more["joint"]))
        if closed and not joins:
            break
        at, closed = more.end(), closed or "and" in more["joint"] or "or" in more["joint"]
        if joins:
            end = at
    return at if not sentence[at:].strip(" .") and at > end else end


def _take_before(sentence: str, start: int, end: int, *, joined: bool) -> int:
    """Go back to the first item; "In Paris, France and Germany" names two, not three."""
    before = _ITEMS_BEFORE.search(sentence[:start])
    if before is None or not _LAST_JOINT.search(sentence[before.start() : end]):
        return start
    preposition = _BEFORE_NAME.search(sentence[: before.start()])
    doubtful = preposition and (joined or preposition["word"][0].isupper())
    return start if doubtful and before.group().count(", ") == 1 else before.start()


def split_items(text: str) -> tuple[Place, ...]:
    """Return the places of the items of a text that is an enumeration, none where it is none."""
    joints = [one for one in _SPLIT.finditer(text) if one["joint"]]
    if not joints or not any(_LAST_JOINT.search(one["joint"]) for one in joints):
        return ()
    starts = [0, *(one.end() for one in joints)]
    ends = [*(one.start() for one in joints), len(text)]
    places: list[Place] = []
    introduced = False
    for start, end in zip(starts, ends, strict=True):
        part = text[start:end]
        if places and (_ATTACHED.fullmatch(part) or (introduced and part[0].isupper())):
            places[-1] = places[-1][0], end
        else:
            places.append((start, end))
        introduced = bool(_KIN.fullmatch(part))
    plain = all(
        0 < len(text[start:end].split()) <= _LONGEST_ITEM and not _VERB.search(text[start:end])
        for start, end in places
    )
    return tuple(places) if plain and len(places) > 1 else ()
