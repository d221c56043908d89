"""Broken and hostile files of every kind: a reason or a story, in good time, and nothing else."""

import random
import resource
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.stories.foreign_dates import read_foreign_date
from embeddings.stories.raw import RawStory, Skipped
from tests.made_files import make_docx, make_epub, make_pdf, pack, word_paragraph
from tests.told_stories import read_results

MAX_SECONDS = 5.0
MAX_MEGABYTES = 500
TEXT = "The tram line to Velm was closed on Monday, the city said. Some 4,300 had to take buses."
LETTER = (
    "From: Velm Courier <news@velm.example.com>\nSubject: =?utf-8?q?Wall_falls?=\n"
    "Date: Tue, 5 Mar 2024 08:00:00 +0000\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; boundary="B"\n\n--B\nContent-Type: text/html; charset=utf-8\n'
    "Content-Location: https://velm.example.com/wall\nContent-Transfer-Encoding: quoted-printable\n"
    "\n"
    f"<html><body><h1>Wall</h1><p>{TEXT}</p></body></html>\n--B\nContent-Type: text/plain\n\n{TEXT}"
    "\n--B--\n"
)
RECORD = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://velm.example.com\r\n"
    "Content-Type: application/http\r\nContent-Length: 160\r\n\r\n"
    f"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nWall falls\n\n{TEXT}\r\n\r\n"
)
NOTE = (
    f"---\ntitle: Wall: falls\nauthor: ['[[Mira Holt]]', x]\ndate: 2024-03-05\n---\n# Wall\n\n"
    f"> [!quote] A\n> {TEXT}[^1]\n\n<table><tr><td>1</td></tr></table>\n\n[^1]: x\n\n- [ ] ==y==\n"
)
SEEDS = {
    "a.txt": f"Title: Wall\nAuthor: Mira\n\n1 of 2 DOCUMENTS\n\nCourier\n\nMay 5, 2024\n\n{TEXT}\n"
    f"LENGTH: 3 words\n\n5/12/24, 9:14 AM\tx | y\n\nhttps://x.example.com\t1/2\n\nÃ©â€œ&amp;\n",
    "a.md": NOTE,
    "b.md": f"+++\ntitle = 'x'\n[params]\na = [[1]]\n+++\n{TEXT}",
    "a.json": '{"articles": [{"title": "x", "content": "<p>' + TEXT + '</p> [+12 chars]", '
    '"publishedAt": {"$date": 17000000000}, "author": [{"name": "x"}], "url": ["https://x.y/z"]}]}',
    "a.jsonl": '{"text": "x &amp; y", "date": "1701500000"}\n{\n"body": {"sections": [1]}}\n',
    "a.csv": f'title;text;date\nx;"{TEXT}";2024\n"a;b',
    "a.xml": '<rss version="2.0"><channel><title>x</title><item><title>y</title><pubDate>Tue, 5 Mar'
    f" 2024</pubDate><description>&lt;p&gt;{TEXT}&lt;/p&gt;</description></item></channel></rss>",
    "a.atom": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title>'
    f'<content type="html">{TEXT}</content><link href="https://x.y"/></entry></feed>',
    "a.eml": LETTER,
    "a.mbox": f"From x\n{LETTER}\nFrom y\n{LETTER}",
    "a.mhtml": LETTER,
    "a.rtf": r"{\rtf1\ansi\ansicpg1252\uc1{\info{\title x}}{\fonttbl{\f0 A;}}"
    r"\trowd a\cell b\cell\row "
    rf"{{\super 6}}\u8220?\'e9\bin4 abcd {TEXT}\par}}",
    "a.warc": RECORD,
    "a.pdf": "",
    "a.docx": "",
    "a.odt": "",
    "a.epub": "",
}
TOKENS = (
    b"\x00", b"\xff\xfe", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;",
    b"<", b">", b"{", b"}", b"[", b"]",
    b"\n", b"---\n", b"\\u-1?", b"\\bin999999999 ", b"<div>" * 300, b"[" * 300, b"999999999999999",
    b"/Length 99999999", b"endobj", b"(" * 300,
    b"9 0 R", b"\r\n\r\n", b"=?x?b?!?=", b"--B\n", b"%%EOF",
    b"\\" * 50, b"<w:tbl><w:tr><w:tc>" * 100, b"Content-Length: -5\r\n", b"\xed\xa0\x80", b"'" * 99,
)  # fmt: skip
DOCX = make_docx(word_paragraph("Wall falls", "Title") + word_paragraph(TEXT)
                 + "<w:tbl><w:tr><w:tc>"
                 "<w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", title="x")  # fmt: skip
ODT = pack({"content.xml": '<o xmlns:t="t"><t:text><t:h>Wall</t:h><t:p>' + TEXT + "<t:s t:c='9'/>"
            "</t:p></t:text></o>",
            "meta.xml": "<m xmlns:dc='d'><dc:title>x</dc:title></m>"})  # fmt: skip
EPUB = make_epub((f"<h1>Wall</h1><p>{TEXT}</p>", "<p>x</p>"), "<dc:title>Wall</dc:title>")
PDF = make_pdf([[(72, 700, 20, "Wall falls"), (72, 650, 10, TEXT)], [(72, 700, 10, "x 1/2")]])
PACKED = {"a.docx": DOCX, "a.odt": ODT, "a.epub": EPUB}


@pytest.fixture(scope="module", autouse=True)
def _languages() -> None:
    """Load the languages of dates, which takes seconds once: no file is to be charged with it."""
    read_foreign_date("32 Foo 2024")


def damage(data: bytes, chance: random.Random) -> bytes:
    """Cut, swap, repeat and insert pieces of ``data``."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(changed))
        match chance.randint(0, 5):
            case 0:
                del changed[at:]
            case 1:
                del changed[at : at + chance.randint(1, 40)]
            case 2:
                changed[at:at] = chance.choice(TOKENS)
            case 3:
                start = chance.randint(0, len(changed))
                changed[at:at] = changed[start : start + chance.randint(1, 400)] * chance.randint(
                    1, 9
                )
            case 4 if at < len(changed):
                changed[at] = chance.randint(0, 255)
            case _:
                changed[at : at + 4] = chance.randbytes(4)
    return bytes(changed)


def damage_package(data: bytes, chance: random.Random) -> bytes:
    """Damage one member of a package, or the package."""
    if not chance.randint(0, 3):
        return damage(data, chance)
    with zipfile.ZipFile(BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(sorted(members))
    return pack({**members, name: damage(members[name], chance)})


def make_broken(name: str, seed: int) -> bytes:
    """Return one broken file of the kind that ``name`` stands for."""
    chance = random.Random(seed)
    if name in PACKED:
        return damage_package(PACKED[name], chance)
    return damage(PDF if name == "a.pdf" else SEEDS[name].encode(), chance)


def check(name: str, data: bytes) -> None:
    """Read a file in time and memory; anything but results is a fault."""
    before, peak = time.thread_time(), _measure_peak()
    for result in read_results(name, data):
        assert isinstance(result, (RawStory, Skipped))
        assert not isinstance(result, Skipped) or "it could not be read (" not in result.reason
    assert time.thread_time() - before < MAX_SECONDS
    assert _measure_peak() - peak < MAX_MEGABYTES


def _measure_peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_a_broken_file_gives_reasons_or_stories(name: str, seed: int) -> None:
    check(name, make_broken(name, seed))


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", SEEDS)
def test_many_broken_files_give_reasons_or_stories(name: str, broken_files: int) -> None:
    for seed in range(broken_files):
        check(name, make_broken(name, seed))


BOMBS: dict[str, Callable[[], bytes]] = {  # made when they are used: that takes a while
    "a.docx": lambda: pack({"word/document.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}),
    "b.docx": lambda: pack({"word/document.xml": b"<a>" * 200_000}),
    "c.docx": lambda: pack(
        {"word/document.xml": b'<!DOCTYPE a [<!ENTITY x "' + b"x" * 9999
         + b'"><!ENTITY y "' + b"&x;" * 9999
         + b'">]><a>&y;&y;</a>'}
    ),
    "a.epub": lambda: pack({f"{n}.opf": b"<package/>" for n in range(25_000)}),
    "a.md": lambda: b"---\na: &a [x, x, x, x, x, x, x, x]\n" + b"".join(
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n".encode()
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ) + b"---\nText.",
    "b.md": lambda: b"> " * 50_000 + b"x",
    "c.md": lambda: b"[" * 50_000 + b"](" * 50_000,
    "d.md": lambda: b"*_" * 50_000,
    "e.md": lambda: b"{%" * 50_000 + b"{{<" * 50_000,
    "f.md": lambda: b"```query\n" * 50_000,
    "g.md": lambda: b"\n" * 200_000 + b"id: 0" + b"a:: b\n" * 50_000,
    "a.json": lambda: b'{"text": ' + b"[" * 900 + b'"x"' + b"]" * 900 + b"}",
    "b.json": lambda: b'{"text": "' + b"<div>" * 200_000 + b'"}',
    "a.eml": lambda: b"".join(
        f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n".encode() for n in range(3_000)
    ),
    "b.eml": lambda: b"Subject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n\nx",
    "c.eml": lambda: b"Subject: x\n\n" + b">\n" * 100_000 + b"-- forwarded message\n" * 20_000,
    "c.json": lambda: b'{"data": ' * 300 + b'{"text": "x", "title": "y"}' + b"}" * 300,
    "e.txt": lambda: b"1 of 2\ta" + b" " * 300_000 + b"b\n3/19/24, 9:14 AM\tx\nhttps://x.y 1/2\n",
    "f.txt": lambda: b"Full text: x\nPublication title: y\n" * 20_000,
    "a.rtf": lambda: b"{\\rtf1 " + b"{" * 200_000,
    "b.rtf": lambda: b"{\\rtf1 " + b"\\'e9" * 500_000,
    "a.csv": lambda: b"text\n" + b'"' * 2_000_000,
    "a.xml": lambda: b"<rss><channel>" + b"<item><title>x</title>" * 20_000,
    "a.txt": lambda: b"Title: " * 200_000,
    "b.txt": lambda: b"a-\n" * 300_000,
    "c.txt": lambda: (b"1 of 2 DOCUMENTS\nLENGTH: 5\n" * 20_000),
    "d.txt": lambda: b"&amp;" * 400_000 + b"\xc3\x83\xc2\xa9" * 200_000,
    "a.pdf": lambda: make_pdf([[(72, 700, 10, "x")] * 20_000]),
    "a.html": lambda: b"<div>" * 100_000 + b"x",
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_be_costly_is_read_or_skipped_in_time(name: str) -> None:
    check(name, BOMBS[name]())
