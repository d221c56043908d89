"""Which lines are clutter all by themselves, whatever stands around them.

Promise: no rule looks for a word inside a sentence. Each matches a whole line, by a page's own
wording that no article uses.
"""

import re

from embeddings.stories.clutter.rules import (
    appeals,
    bylines,
    contacts,
    links,
    pictures,
    promotion,
    sharing,
)
from embeddings.stories.clutter.rules.article_sentences import is_article_sentence
from embeddings.stories.clutter.rules.credit_names import AGENCY

_MAX_LENGTH = 450
_RULES = (
    *promotion.RULES,
    *sharing.RULES,
    *appeals.RULES,
    *pictures.RULES,
    *links.RULES,
    *bylines.RULES,
    *contacts.RULES,
)
_MATCHERS = tuple(
    (rule.reason, rule.needs, rule.compiled.fullmatch, rule.guarded) for rule in _RULES
)
_BULLETS = "►▶▸•»›>* "

# Of a long line that ends like a sentence, only these words make it worth a look.
_LONG_LINE = 150
_LONG_LINE_SIGN = re.compile(
    r"ign up|ubscri|newsletter|inbox|journalism|Photo|Image|Picture|hoto:|\(AP|Getty|©|opyright"
    r"|ights|Video|Source:|ontribut|eporting|may not|earn|commission|@|http|Contact|Follow|Reach"
    r"|Email|E-mail|Enlarge|Click|Editor|version of|pay for|Read |More|MORE|coverage|our |updated"
    r"|Media|browser|[Ss]hare|Sign|Like |A post|CENTRAL:|HUB:|UPDATES:|GUIDE:|a story|a tip|play"
    r"|For the latest|support|this page"
)

_HIDE_CAPTION = re.compile(r"\bHide Caption \d+ of \d+")
_ONE_CAPTION = re.compile(r".{10,600}Hide Caption \d+ of \d+")
_CREDIT_IN_GALLERY = re.compile(rf"(?:/|\bvia |\. )(?:{AGENCY})\b")


def name_line(line: str) -> str | None:
    """Return why ``line`` is clutter all by itself, or ``None`` when it may be the article's."""
    line = line.lstrip(_BULLETS).removeprefix("- ") or line
    if not line:
        return None
    if _is_gallery(line):
        return "photo gallery"
    if len(line) > _MAX_LENGTH or _is_plain_sentence(line):
        return None
    # A plain loop: this runs millions of times, and a call costs as much as a pattern.
    for reason, needs, fullmatch, guarded in _MATCHERS:
        for need in needs:
            if need in line:
                break
        else:
            continue
        if fullmatch(line) and not (guarded and is_article_sentence(line)):
            return reason
    return None


def _is_plain_sentence(line: str) -> bool:
    return len(line) > _LONG_LINE and line[-1] in '.”"' and _LONG_LINE_SIGN.search(line) is None


def _is_gallery(line: str) -> bool:
    """A slide show that was flattened into one line: captions and their credits, nothing else."""
    if "Hide Caption" in line and _HIDE_CAPTION.search(line):
        return line.startswith("Photos: ") or _ONE_CAPTION.fullmatch(line) is not None
    if len(line) < 600:
        return False
    count = len(_CREDIT_IN_GALLERY.findall(line))
    return count >= 3 and len(line) < 320 * count
