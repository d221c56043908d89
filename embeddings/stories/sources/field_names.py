"""What services, exports and people call the fields of a story.

Promise: names are compared without case, blanks and marks: "Published At" is ``publishedAt``.
"""

import re
from collections.abc import Mapping

_MARKS = re.compile(r"[\W_]+")

_NAMES = {
    # the full text first, what only tells of it last
    "text": """text fulltext maintext body content articlebody articletext bodytext storytext
        textcontent contenttext plaintext cleantext cleanedtext articlecontent fullcontent contents
        contentencoded contenthtml bodyhtml html articlehtml rawtext paragraphs sections article
        story post message markdown selection highlight highlights description summary excerpt
        abstract snippet leadparagraph lead teaser""",
    "title": """title headline fulltitle articletitle storytitle webtitle resolvedtitle giventitle
        hed head heading titletext ogtitle dctitle subject name booktitle displaytitle maintitle""",
    "publisher": """publisher publishername publication publicationname publicationtitle newspaper
        paper outlet medianame sourcename sitename site source sourcetitle website journal media
        provider feedtitle feed channel ogsitename domainname domain sourcedomain cleanurl hostname
        host origin newssource sourceid""",
    "authors": """authors author byline bylines authorname authornames writer writers writtenby by
        creator dccreator reporter reporters journalist journalists publishedby bookauthor credit
        contributor contributors people""",
    "published": """published publishedat publishedon publisheddate publishedtime publishdate
        publishedutc datepublished datepublish publishingdate publicationdate publicationtime
        pubdate pubtime pubdatetime datetimepub firstpublished firstpublishedat webpublicationdate
        articlepublishedtime date datetime day dcdate dateissued issuedate issued releasedate
        displaydate seendate postdate postedat posted time timestamp""",
    "url": """url link permalink weburl articleurl pageurl storyurl canonicalurl canonicallink
        canonical sourceurl originalurl originurl originallink documenturl documentlink resolvedurl
        givenurl externallink externalurl webaddress address href uri ogurl shareurl source links
        alternate""",
    "id": "id",
}
_ORDERED = {field: tuple(names.split()) for field, names in _NAMES.items()}
_LESSER = frozenset(
    ("description", "summary", "excerpt", "abstract", "snippet", "leadparagraph", "lead", "teaser")
)


def plain_name(name: str) -> str:
    """Return a field's name in the form in which names are compared."""
    return _MARKS.sub("", name).casefold()


def field_of(name: str) -> str | None:
    """Return which of a story's fields ``name`` stands for, or ``None``."""
    plain = plain_name(name)
    return next((field for field, names in _ORDERED.items() if plain in names), None)


def list_candidates(fields: Mapping[str, object], field: str) -> tuple[tuple[str, object], ...]:
    """Return what ``fields`` hold under the names of ``field``: pairs (name, value), best first.

    Values that say nothing are left out.
    """
    found: dict[str, tuple[str, object]] = {}
    for name, value in fields.items():
        if isinstance(name, str) and not _is_empty(value):
            found.setdefault(plain_name(name), (name, value))
    return tuple(found[name] for name in _ORDERED[field] if name in found)


def is_summary(name: str) -> bool:
    """Say whether a field of this name only tells of the text."""
    return plain_name(name) in _LESSER


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is False or (isinstance(value, (list, dict)) and not value)
