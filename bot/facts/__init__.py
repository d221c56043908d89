"""The figures of a text, and the hedges that belong to them and to other statements."""

from bot.facts.hedges import Bound, find_range, keeps_hedge, read_bound, widen_over_hedge
from bot.facts.numbers import Number, find_numbers

__all__ = [
    "Bound",
    "Number",
    "find_numbers",
    "find_range",
    "keeps_hedge",
    "read_bound",
    "widen_over_hedge",
]
