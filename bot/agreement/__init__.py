"""What the stories say together: the same, something else, or something of another event."""

from bot.agreement.binding import prefer_named
from bot.agreement.candidate import Candidate, Field, read_field
from bot.agreement.current import hand_over, prefer_current
from bot.agreement.differing import Difference, Figure, find_differences
from bot.agreement.entries import prefer_newest_entry
from bot.agreement.events import group_events
from bot.agreement.grouping import Group, Relation, choose_bearing, group_candidates
from bot.agreement.likeness import PhraseLikeness
from bot.agreement.origins import count_origins, find_outlets, names_outlet
from bot.facts.dates import find_relative_words
from bot.facts.revisions import Revision

__all__ = [
    "Candidate",
    "Difference",
    "Field",
    "Figure",
    "Group",
    "PhraseLikeness",
    "Relation",
    "Revision",
    "choose_bearing",
    "count_origins",
    "find_differences",
    "find_outlets",
    "find_relative_words",
    "group_candidates",
    "group_events",
    "hand_over",
    "names_outlet",
    "prefer_current",
    "prefer_named",
    "prefer_newest_entry",
    "read_field",
]
