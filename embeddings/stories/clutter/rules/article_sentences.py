"""Which lines are sentences of an article, whatever words of a page they hold.

Promise: reported speech and a plain statement of what happened are told by their grammar; no list
of topics decides.
"""

import re
from functools import lru_cache

_REPORTING = re.compile(
    r"""
    # Takes: "Find a bed on Facebook, officials said." and "Doctors told our reporters ...".
    # Leaves: "As told to Nellie Bly", "Read what they said", "The Q&A: she says".
    (?<!\bas\ )(?<!what\ he\ )(?<!what\ she\ )(?<!what\ they\ )
    \b(?:said|says|told|according\ to)\b
    # Takes: ", the union urged its members", ", the poster read, ...", ", people say".
    # Leaves: "Subscribe now, cancel anytime" and "More on this: what the judge asked".
    | [,!?]["”’']?\ (?!(?:which|who|what|where|when|how|you|we|i|please|to)\b)
      (?:[\w.'’-]+\ ){0,6}
      (?:advised|agreed|alleged|announced|argued|asked|begged|claimed|complained|conceded|declared
        |denied|explained|found|insisted|joked|noted|ordered|pleaded|predicted|promised|quipped
        |read|recalled|replied|reported|responded|say|shouted|stated|suggested|tells|testified
        |thought|tweeted|urged|urges|vowed|warned|warns|writes|wrote)\b
    """,
    re.VERBOSE,
)
_TO_READER = re.compile(
    r"""
    # Words by which a page speaks of itself or to whoever reads it, and addresses.
    # Takes: "Support our work", "Text us at 555-010-4477", "© 2017".
    # Leaves: "The newsletter was delivered by a boy on a pony."
    \b(?:we|us|our|ours|you|your|yours|my|me|click|tap)\b | \bI\b | \bhere\b
    | ["“”@©»►•|] | https?: | www\. | \.(?:com|org|net)\b | \d{3}-\d{3,4}\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"""
    # A verb in the past tense, beyond the first word, which may be a label ("Updated", "Posted").
    # Takes: "Subscribers to the water scheme paid twice."  Leaves: "Updated May 3, 2019."
    (?<=\S\ )(?<!\bis\ )(?<!\bare\ )(?<!\bbe\ )
    (?:was|were|had|did|fell|rose|left|met|paid|made|kept|took|came|went|got|gave|began
      |became|won|lost|held|hit|ran|saw|sold|sent|built|bought|brought|led|let|cost|heard|knew
      |spoke|spent|stood|\w{2,}[a-z]ed)\b
    """,
    re.VERBOSE,
)
_SENTENCE = re.compile(r"[\"“‘(\[]?[A-Z].*[.!?][\"”’)\]]*", re.DOTALL)
_PAGE_ITSELF = re.compile(
    r"""
    # Takes: "This story has been updated."  Leaves: "This bridge has been closed."
    (?:[-–—*(\[]+\ ?)?(?:Editor['’]s\ [Nn]ote:?\ )?
    (?:This|A\ version\ of\ this)\ (?:[\w-]+\ ){0,3}
    (?:story|article|post|page|column|report|content|file|essay|interview|piece)\b
    | .{0,40}\b(?:[Rr]eporting\ for|created|produced)\ this\ (?:story|article|report)\b
    """,
    re.VERBOSE,
)
_LEAST_WORDS = 8
_MOST_KEPT = 4_096


@lru_cache(maxsize=_MOST_KEPT)
def is_article_sentence(line: str) -> bool:
    """Whether ``line`` reports what somebody said, or states in full what happened."""
    return reports_speech(line) or _states_the_past(line)


def reports_speech(line: str) -> bool:
    """Whether ``line`` names somebody's words as theirs."""
    return _REPORTING.search(line) is not None


def _states_the_past(line: str) -> bool:
    return (
        len(line.split()) >= _LEAST_WORDS
        and _SENTENCE.fullmatch(line) is not None
        and not _PAGE_ITSELF.match(line)
        and not _TO_READER.search(line)
        and _HAPPENED.search(line) is not None
    )
