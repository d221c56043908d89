"""What is sent or saved whole: letters, mailboxes, feeds, saved pages, web archives."""

import gzip
from datetime import date
from email.message import EmailMessage

import pytest

from embeddings.stories.raw import RawStory, Skipped
from tests.told_stories import Told, list_faults, read_results, read_stories

TEXT = "The tram line to Velm was closed on Monday after a wall fell onto the rails, the city said."
MORE = "Some 4,300 passengers had to take buses. The wall will be rebuilt within two weeks."
URL = "https://velm.example.com/wall"
PAGE = (
    "<html><head><title>Wall falls onto tram line</title></head><body><article>"
    f"<h1>Wall falls onto tram line</h1><p>{TEXT}</p><p>{MORE}</p></article></body></html>"
)


def make_letter(**more: str) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = "Velm Courier <news@velm.example.com>"
    letter["To"] = "me@example.com"
    letter["Subject"] = "Wall falls – trams stop"
    letter["Date"] = "Tue, 5 Mar 2024 23:30:00 -0500"
    for name, value in more.items():
        letter[name.replace("_", "-")] = value
    return letter


WHOLE = Told("Wall falls – trams stop", date(2024, 3, 5), (), "Velm Courier", None, (TEXT, MORE))
NEWSLETTER = (
    "<html><body><table><tr><td><table><tr><td><a href='https://velm.example.com/mail/7'>View in "
    f"browser</a></td></tr><tr><td><h1>Good morning</h1><p>{TEXT}</p></td></tr><tr><td><p>{MORE}"
    "</p></td></tr></table></td></tr><tr><td><img src='https://t.example.com/pixel.gif'>You are "
    "receiving this because you signed up. <a href='#'>Unsubscribe</a> | <a href='#'>Privacy policy"
    "</a></td></tr></table><script>x()</script></body></html>"
)


def test_a_letter_of_plain_text_is_a_story() -> None:
    letter = make_letter()
    letter.set_content(f"{TEXT}\n\n{MORE}\n")

    (story,) = read_stories("a.eml", bytes(letter))

    assert list_faults(story, WHOLE) == []
    assert story.text == f"{TEXT}\n\n{MORE}"


def test_of_a_letter_that_passes_one_on_that_one_is_read() -> None:
    letter = make_letter()
    del letter["From"], letter["Subject"]
    letter["From"], letter["Subject"] = "Jo Reader <jo@example.com>", "Fwd: Wall falls"
    letter.set_content(
        "Have a look.\n\n---------- Forwarded message ---------\n"
        "From: Velm Courier <news@velm.example.com>\nDate: Mon, Mar 4, 2024 at 7:30 AM\n"
        f"Subject: Wall falls – trams stop\nTo: <jo@example.com>\n\n{TEXT}\n\n{MORE}\n"
    )

    (raw,) = read_results("a.eml", bytes(letter))

    assert isinstance(raw, RawStory)
    assert (raw.title, raw.published) == ("Wall falls – trams stop", date(2024, 3, 4))
    assert (raw.publisher, raw.text) == ("Velm Courier", f"{TEXT}\n\n{MORE}")
    assert raw.notices == ("it passes another letter on: that one was read",)


def test_a_newsletter_of_one_author_names_author_outlet_and_address() -> None:
    letter = make_letter()
    del letter["From"]
    letter["From"] = "Mira Holt from Velm Letters <velm@letters.example.com>"
    letter.set_content(
        "<p>Forwarded this email? <a href='#'>Subscribe here</a> for more</p>"
        f"<h1><a href='{URL}'>Wall falls – trams stop</a></h1><p>Mira Holt</p><p>READ IN APP</p>"
        f"<p>{TEXT}</p><p>{MORE}</p><p>Like</p><p>Restack</p>"
        "<p>548 Market Street, Velm, CA 94104</p>",
        subtype="html",
    )

    (story,) = read_stories("a.eml", bytes(letter))

    assert (story.authors, story.publisher, story.url) == (("Mira Holt",), "Velm Letters", URL)
    assert story.text == f"{TEXT}\n\n{MORE}"


def test_a_newsletter_is_read_without_its_lines_about_itself() -> None:
    letter = make_letter()
    letter.set_content("See https://velm.example.com/mail/7")
    letter.add_alternative(NEWSLETTER, subtype="html")

    (story,) = read_stories("a.eml", bytes(letter))

    assert story.text == f"Good morning\n\n{TEXT}\n\n{MORE}"
    assert story.url == "https://velm.example.com/mail/7"


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "windows-1252"])
def test_a_letter_may_be_in_any_character_set(charset: str) -> None:
    letter = make_letter()
    letter.set_content(
        "Das Café in Velm öffnet für Gäste.", charset=charset, cte="quoted-printable"
    )

    (story,) = read_stories("a.eml", bytes(letter))

    assert story.text == "Das Café in Velm öffnet für Gäste."


def test_an_attachment_is_named_and_not_opened() -> None:
    letter = make_letter()
    letter.set_content(TEXT)
    letter.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="a.exe")

    (story,) = read_results("a.eml", bytes(letter))

    assert isinstance(story, RawStory)
    assert story.text == TEXT
    assert story.notices == ("its attachments were not read: a.exe",)


def test_each_letter_of_a_mailbox_is_a_story() -> None:
    first, second = make_letter(), make_letter()
    first.set_content(f"{TEXT}\n\nFrom here on it is quiet.\n")
    second.set_content(MORE)
    box = b"".join(
        b"From news@velm.example.com Tue Mar  5 2024\n"
        + bytes(letter).replace(b"\nFrom here", b"\n>From here")
        + b"\n"
        for letter in (first, second)
    )

    stories = read_stories("box.mbox", box)

    assert [(story.id, story.text) for story in stories] == [
        ("box#1", f"{TEXT}\n\nFrom here on it is quiet."),
        ("box#2", MORE),
    ]


RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Velm Courier</title>
<link>https://velm.example.com</link>
<item><title>Wall falls &amp;amp; trams stop</title><link>{URL}</link>
<dc:creator>Mira Holt</dc:creator>
<pubDate>Tue, 05 Mar 2024 08:00:00 GMT</pubDate><description>A wall.</description>
<content:encoded><![CDATA[<p>{TEXT}</p><p>{MORE}</p>]]></content:encoded></item>
<item><title>Trams run again</title>
<description>&lt;p&gt;Trams run again.&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Velm Courier</title>
<entry><title>Wall falls &amp; trams stop</title><link href="{URL}"/><author><name>Mira Holt</name>
</author><published>2024-03-05T08:00:00Z</published><updated>2024-03-09T08:00:00Z</updated>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;</content></entry>
<entry><title>Trams run again</title><summary>Trams run again.</summary></entry></feed>"""


@pytest.mark.parametrize(
    ("name", "data"), [("a.rss", RSS), ("a.xml", RSS), ("a.atom", ATOM), ("a.xml", ATOM)]
)
def test_each_entry_of_a_feed_is_a_story(name: str, data: str) -> None:
    first, second = read_stories(name, data)

    told = Told("Wall falls & trams stop", date(2024, 3, 5), ("Mira Holt",), "Velm Courier", URL)
    assert list_faults(first, told) == []
    assert (first.id, first.text) == ("a#1", f"{TEXT}\n\n{MORE}")
    assert (second.id, second.text) == ("a#2", "Trams run again.")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<sitemap><url/></sitemap>", "no story: of .xml files, RSS and Atom feeds are read"),
        ("<rss><channel><title>x</title></channel></rss>", "empty: the feed has no entry"),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;'
         "</title></item></channel></rss>", "not read: it defines entities of its own"),
        ("https://velm.example.com/feed", "no story: of .xml files"),
    ],
)  # fmt: skip
def test_xml_that_is_no_feed_is_skipped_with_a_reason(data: str, reason: str) -> None:
    (skipped,) = read_results("a.xml", data)

    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith(reason)


def test_a_page_saved_with_all_it_shows_is_read() -> None:
    data = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: " + URL + "\n"
        "Subject: Wall falls onto tram line\nDate: Sat, 9 Mar 2024 10:00:00 -0000\n"
        "MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=\"text/html\";\n"
        '\tboundary="----B"\n\n------B\nContent-Type: text/html\nContent-ID: <frame-1>\n'
        f"Content-Transfer-Encoding: quoted-printable\nContent-Location: {URL}\n\n"
        + PAGE.replace("=", "=3D")
        + "\n------B\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0=\n"
        "------B--\n"
    )  # fmt: skip

    (story,) = read_stories("a.mhtml", data)

    told = Told("Wall falls onto tram line", None, (), story.publisher, URL, (TEXT, MORE))
    assert list_faults(story, told) == []


def make_archive() -> bytes:
    return b"".join(
        make_record(url, status, kind, body)
        for url, status, kind, body in (
            (URL, "200 OK", "text/html; charset=utf-8", PAGE.encode()),
            (f"{URL}.png", "200 OK", "image/png", b"\x89PNG"),
            (f"{URL}/gone", "404 Not Found", "text/html", b"<p>Not found</p>"),
            (f"{URL}/2", "200 OK", "text/html", PAGE.replace("Wall", "Tower").encode()),
        )
    )


def make_record(url: str, status: str, kind: str, body: bytes) -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2024-03-09T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n")


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_of_a_web_archive_is_a_story(packed: bool) -> None:
    data = make_archive() if packed else gzip.decompress(make_archive())

    results = read_results("a.warc.gz" if packed else "a.warc", data)

    first, second = (one for one in results if isinstance(one, RawStory))
    assert (first.id, first.title, first.url) == ("a#1", "Wall falls onto tram line", URL)
    assert (second.id, second.url) == ("a#2", f"{URL}/2")
    assert TEXT in first.text
    assert first.notices == ("records of other kinds were not read: 1 image/png, 1 answers 404",)


def test_packed_text_kinds_are_read() -> None:
    for name, data in (("a.txt.gz", f"Wall falls\n\n{TEXT}"),
                       ("a.md.gz", f"# Wall falls\n\n{TEXT}"),
                       ("a.json.gz", f'{{"title": "Wall falls", "text": "{TEXT}"}}'),
                       ("a.csv.gz", f'title,text\nWall falls,"{TEXT}"\n')):  # fmt: skip
        (story,) = read_stories(name, gzip.compress(data.encode()))

        assert (story.title, story.text) == ("Wall falls", TEXT)
