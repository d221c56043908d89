"""What a server's ``robots.txt`` allows, as RFC 9309 reads it.

Promise: pure; the longest rule that matches decides, and where two are as long, the one that
allows.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

AGENT = "byline"
MAX_BYTES = 512_000
_MAX_RULES = 5_000
_MAX_PATTERN = 2_000
_LINE = re.compile(r"^\s*(?P<field>[A-Za-z-]+)\s*:\s*(?P<value>[^#]*)")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one agent: (path pattern, whether it allows), in the order of the file."""

    rules: tuple[tuple[str, bool], ...] = ()

    def allows(self, path: str) -> bool:
        """Say whether the path (with its query) may be fetched."""
        wanted, best, allowed = _even_out(path), -1, True
        for pattern, allows in self.rules:
            longer = len(pattern) > best or (len(pattern) == best and allows)
            if longer and matches(pattern, wanted):
                best, allowed = len(pattern), allows
        return allowed


def read_robots(text: str) -> Robots:
    """Return the rules for Byline: those of its own groups, else those for everybody."""
    own: list[tuple[str, bool]] = []
    common: list[tuple[str, bool]] = []
    seen_own, agents, in_head = False, set[str](), False
    for line in text.removeprefix("\ufeff").splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        field, value = found["field"].lower(), found["value"].strip()
        if field == "user-agent":
            agents = {*(agents if in_head else ()), _read_agent(value)}
            seen_own |= AGENT in agents
            in_head = True
        elif field in {"allow", "disallow"}:
            in_head = False
            rule = (_even_out(value[:_MAX_PATTERN]), field == "allow")
            if value and AGENT in agents and len(own) < _MAX_RULES:
                own.append(rule)
            if value and "*" in agents and len(common) < _MAX_RULES:
                common.append(rule)
    return Robots(tuple(own if seen_own else common))


def matches(pattern: str, path: str) -> bool:
    """Say whether a pattern, in which ``*`` is any run and a last ``$`` the end, fits a path.

    >>> matches("/private/*.html$", "/private/a/b.html")
    True
    >>> matches("/private/*.html$", "/private/a.html?x")
    False
    """
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = rest.pop() if anchored and rest else ""
    for piece in rest:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if not anchored:
        return True
    if "*" not in pattern:
        return at == len(path)
    return path.endswith(last) and len(path) - len(last) >= at


def _read_agent(value: str) -> str:
    """Return an agent's name alone, in lower case: "byline" for "Byline/1.0"."""
    return "*" if value.startswith("*") else re.split(r"[/\s]", value.lower(), maxsplit=1)[0]


def _even_out(path: str) -> str:
    """Write what may be written in several ways in one, so that rules and paths compare."""
    return quote(unquote(path, errors="replace"), safe="/?&=*$:;@!'(),+~")
