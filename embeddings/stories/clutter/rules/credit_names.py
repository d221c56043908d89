"""Patterns of names: people, news agencies, picture agencies and outlets as page credits."""

_WORD = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*"
_PARTICLE = r"(?:de|da|del|della|di|du|van|von|der|den|la|le|al|bin|ibn|ten|ter|y|e)"

NAME = rf"{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{1,3}}"
"""A person's full name: two to four capitalised words, with particles between."""

NAMES = rf"{NAME}(?:(?:, and |, | and | & |; ){NAME})*"

AGENCY = (
    r"(?:(?:The )?Associated Press|Getty(?: Images)?(?: (?:North America|Europe|Sport))?"
    r"|AFP(?:-Yonhap)?|AP(?: Photo| Images)?|Reuters|REUTERS|EPA(?:-EFE)?|EFE"
    r"|PA(?: Wire| Images| Media)?|Press Association|Agence France-Presse|Agencies"
    r"|Shutterstock|Alamy(?: Stock Photo| Live News)?|WireImage|FilmMagic|Corbis|Landov"
    r"|Rex(?: Features|/Shutterstock)?|iStock(?:photo)?|Bloomberg(?: via Getty Images)?"
    r"|Zuma(?: Press)?|Sipa(?: USA)?|Barcroft(?: Media)?|USA (?:Today|TODAY) (?:Sports|Network)"
    r"|Xinhua|TASS|Sputnik|Kyodo|Yonhap|ANSA|DPA|dpa|AAP|ANI|PTI)"
)
"""Agencies as they stand under pictures."""

OUTLET = (
    r"(?:USA TODAY|USA TODAY Sports|Staff [Rr]eport|Staff [Ww]riter|Staff|Editors|Associated Press)"
)
"""Sources as they stand alone at an article's head or foot."""

AGENCY_SIGNS = (
    *("Getty", "AFP", "AP", "Reuters", "REUTERS", "EPA", "EFE", "PA", "Press", "Shutterstock"),
    *("Alamy", "WireImage", "FilmMagic", "Rex", "Corbis", "iStock", "Bloomberg", "Xinhua"),
    *("Agenc", "Zuma", "Sipa", "USA T", "Landov", "Barcroft", "TASS", "Sputnik", "Kyodo", "Yonhap"),
    *("ANSA", "DPA", "dpa", "AAP", "ANI", "PTI"),
)
"""Strings of which every match of ``AGENCY`` holds one."""

NO_STOP = r"(?<![.!?:,;])"
"""The line so far does not end like a sentence."""
