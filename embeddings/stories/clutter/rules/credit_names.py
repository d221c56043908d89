"""Patterns of names: people, news agencies, picture agencies and outlets as page credits."""

from embeddings.lexicon import NEWS_AGENCIES, PARTICLES, PICTURE_AGENCIES, join_pattern

_WORD = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*"
_PARTICLE = rf"(?:{join_pattern(PARTICLES)})"

NAME = rf"{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{1,3}}"
"""A person's full name: two to four capitalised words, with particles between."""

NAMES = rf"{NAME}(?:(?:, and |, | and | & |; ){NAME})*"

AGENCY_SIGNS = (
    *(spelling for spellings in NEWS_AGENCIES.values() for spelling in spellings),
    *PICTURE_AGENCIES,
    *("USA Today Sports", "USA TODAY Sports", "USA TODAY Network", "Agencies"),
)
"""Strings of which every match of ``AGENCY`` holds one."""

AGENCY = (
    rf"(?:(?:The )?(?:{join_pattern(AGENCY_SIGNS)})"
    r"(?: (?:Photo|Images|Wire|Media|Press|Features|Stock Photo|Live News|USA)"
    r"|photo|-EFE|-Yonhap|/Shutterstock)?"
    r"(?: (?:North America|Europe|Sport|via Getty Images))?)"
)
"""Agencies as they stand under pictures: "AP Photo", "Getty Images Europe"; not "AP classes"."""

OUTLET = (
    r"(?:USA TODAY|USA TODAY Sports|Staff [Rr]eport|Staff [Ww]riter|Staff|Editors|Associated Press)"
)
"""Sources as they stand alone at an article's head or foot."""

NO_STOP = r"(?<![.!?:,;])"
"""The line so far does not end like a sentence."""
