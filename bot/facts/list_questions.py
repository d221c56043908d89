"""Whether a question asks for one thing, for a list, or for as many as there are.

Promise: pure functions of a question; where a doubt is left, no list is asked for.
"""

import re

from bot.facts.question_kinds import Kind, find_kind

_ONE = (
    r"person|man|woman|city|town|village|country|state|province|county|region|continent|island"
    r"|river|street|building|hospital|school|university|company|firm|bank|airline|team|club|party"
    r"|newspaper|agency"
)
_ASKS_FOR_ONE = re.compile(
    rf"\b(?:who(?:['’]s| is| was| will be) (?:the|his|her|its|their|[\w.-]+['’]s)\b"
    r"|who (?:won|shot|killed|murdered|leads|led|heads|headed|runs|ran|founded|owns|owned|wrote"
    r"|directed|became|replaced|succeeded|discovered|invented|bought)\b"
    rf"|(?:what|which) (?:{_ONE})\b"
    r"|what (?:is|was) (?:the|his|her|its|their|[\w.-]+['’]s) name\b)",
    re.IGNORECASE,
)
# "which countries", "what three things", "what new members"; not "what did ministers say",
# "which series", "which city hosts the games", "what are the odds"
_ASKS_FOR_LIST = re.compile(
    rf"""
    \b(?:which|what)\ (?!(?:{_ONE})\ \w+s\ (?:the|an?|its|his|her|in|to|on)\b)
      (?:of\ (?:the|these|those)\ )?
      (?:(?!(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might
          |happened|to|in|on|at|for|from|by|with|it|he|she|they|the|a|an|kind|sort|type)\b)
        [\w-]+\ ){{0,2}}?
      (?:people|men|women|children
        |(?!(?:was|is|does|has|this|news|series|politics|happens|comes|makes|means|goes|says
            |species)\b)[a-z]{{2,}}(?<!s)s)\b
    | \bwho\ (?:are|were|all)\b
    | \bwhat\ (?:are|were)\ the\ (?!odds|chances|news|weather)(?:\w+\ ){{0,2}}?(?:[a-z]{{2,}}(?<!s)s
        |people|men|women|children)\b
    | \bname\ (?:all|every\w*|each|the|some|two|three|four|five)\b
    | ^\W*list\b | \blist\ (?:all|the|of)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def asks_for_one_name(question: str) -> bool:
    """Say whether a question asks for a name of which only one can be right.

    "Where" does not: a town and its country are both right.
    """
    return bool(_ASKS_FOR_ONE.search(question))


def asks_for_list(question: str) -> bool:
    """Say whether a question asks for several things: "which countries", "who are"."""
    return bool(_ASKS_FOR_LIST.search(question))


def allows_list(question: str) -> bool:
    """Say whether several may be right: a list is asked for, or "who is running" and not "who
    won"."""
    person = find_kind(question) is Kind.PERSON and not asks_for_one_name(question)
    return person or asks_for_list(question)
