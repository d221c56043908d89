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
        maincontent newstext newsbody rawcontent contentraw textplain bodyplain pagetext
        contentencoded contenthtml htmlcontent bodyhtml htmlbody html articlehtml fullhtml rawtext
        paragraphs sections article
        story post message markdown selection highlight highlights description summary excerpt
        abstract snippet leadparagraph lead teaser""",
    "title": """title headline fulltitle articletitle storytitle webtitle resolvedtitle giventitle
        hed head heading titletext ogtitle dctitle subject name booktitle displaytitle maintitle
        newstitle pagetitle posttitle headlinemain""",
    "publisher": """publisher publishername publication publicationname publicationtitle newspaper
        newspapername papername paper outletname outlet medianame medium sourcename namesource
        sitename site source sourcetitle website websitename journal media mediaoutlet
        provider providername newsoutlet newsagency agency publishedin brand
        feedtitle feed channel ogsitename domainmetadata domainname domain domainurl sourcedomain
        cleanurl hostname host origin newssource sourceid""",
    "authors": """authors author byline bylines authorname authornames writer writers writtenby by
        creator creators dccreator reporter reporters journalist journalists publishedby postedby
        bookauthor articleauthor mainauthor leadauthor authorlist credit correspondent
        contributor contributors people""",
    "published": """published publishedat publishedon publisheddate publishedtime publishdate
        publishedutc datepublished datepublish publishingdate publicationdate publicationtime
        pubdate pubtime pubdatetime datetimepub publishtime publicationdatetime publicationday
        publishedtimestamp publishtimestamp dateofpublication publishingtime articledate newsdate
        storydate firstpublicationdate originallypublished
        firstpublished firstpublishedat webpublicationdate
        articlepublishedtime date datetime day dcdate dateissued issuedate issued releasedate
        displaydate seendate postdate postedat posted time timestamp""",
    "url": """url link permalink weburl articleurl pageurl storyurl canonicalurl canonicallink
        canonical sourceurl sourcelink originalurl originurl originallink original documenturl
        documentlink resolvedurl requestedurl respondedurl
        givenurl externallink externalurl weblink webpage webaddress address href uri ogurl shareurl
        mainentityofpage source links alternate""",
    "id": "id",
}
_ORDERED = {field: tuple(names.split()) for field, names in _NAMES.items()}
_SAVED = frozenset(("folder", "bookmarkid", "timeadded", "savedat", "datesaved", "highlightedat"))
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


def is_saved(fields: Mapping[str, object]) -> bool:
    """Say whether fields are a read-later service's, whose time is that of saving."""
    return not _SAVED.isdisjoint(plain_name(name) for name in fields if isinstance(name, str))


def is_summary(name: str) -> bool:
    """Say whether a field of this name only tells of the text."""
    return plain_name(name) in _LESSER


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value.strip()
    return value is None or value is False or (isinstance(value, (list, dict)) and not value)
