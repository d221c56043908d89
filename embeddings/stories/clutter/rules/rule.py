"""A rule that names clutter: a pattern for a whole line, and why such a line is clutter."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LineRule:
    """One kind of clutter line. ``pattern`` must match all of it.

    ``needs`` are strings of which one must stand in the line: looking for them first spares most
    lines the slow patterns.
    """

    reason: str
    pattern: str
    needs: tuple[str, ...] = ("",)
    guarded: bool = True
    """Whether the rule leaves reported speech and full statements of the past alone.

    Only a rule whose fixed words make up a line, its label or its credit may do without.
    """

    compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", re.compile(self.pattern))
