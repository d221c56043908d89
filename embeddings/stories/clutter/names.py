"""Patterns of names: people, news agencies, picture agencies and outlets as page credits."""

_WORD = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*"
_PARTICLE = r"(?:de|da|del|della|di|du|van|von|der|den|la|le|al|bin|ibn|ten|ter|y|e)"

NAME = rf"{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{1,3}}"
"""A person's full name: two to four capitalised words, with particles between."""

NAMES = rf"{NAME}(?:(?:, and |, | and | & |; ){NAME})*"

AGENCY = (
    r"(?:(?:The )?Associated Press|Getty(?: Images)?(?: (?:North America|Europe|Sport))?|AFP(?:-Yonhap)?"
    r"|AP(?: Photo| Images)?|Reuters|REUTERS|EPA(?:-EFE)?|EFE|PA(?: Wire| Images| Media)?|Press Association"
    r"|Shutterstock|Alamy(?: Stock Photo| Live News)?|WireImage|FilmMagic|Rex(?: Features|/Shutterstock)?|Corbis"
    r"|iStock(?:photo)?|Bloomberg(?: via Getty Images)?|Xinhua|Agencies|Zuma(?: Press)?|Sipa(?: USA)?|Agence France-Presse"
    r"|USA Today (?:Sports|Network)|USA TODAY (?:Sports|Network)|Landov|Barcroft(?: Media)?|TASS|Sputnik|Kyodo|Yonhap|ANSA|DPA|dpa|AAP|ANI|PTI)"
)
"""Agencies as they stand under pictures."""

OUTLET = r"(?:USA TODAY|USA TODAY Sports|Staff [Rr]eport|Staff [Ww]riter|Staff|Editors|Associated Press)"
"""Sources as they stand alone at an article's head or foot."""
