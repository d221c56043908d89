import pytest

from embeddings.errors import UnreadableSourceError
from embeddings.stories.sources.decoding import decode

WESTERN = (
    "“It’s déjà vu,” the mayor of Córdoba said – for £5 at the café. Nothing else was odd there."
)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le+bom", "utf-16-be+bom", "utf-32", "cp1252"],
)
def test_western_text_comes_out_right_in_every_usual_encoding(encoding: str) -> None:
    if encoding.endswith("+bom"):
        data = ("\ufeff" + WESTERN).encode(encoding.removesuffix("+bom"))
    else:
        data = WESTERN.encode(encoding)

    assert decode(data) == WESTERN


def test_latin_1_comes_out_right() -> None:
    text = "Die Prüfung für das Café in Münster beginnt morgen früh, sagte ein Sprecher der Stadt."

    assert decode(text.encode("latin-1")) == text


def test_other_alphabets_are_recognised() -> None:
    text = "Мост через реку останется закрытым до конца месяца, сообщила администрация района. " * 3

    assert decode(text.encode("cp1251")) == text


def test_a_few_broken_bytes_do_not_spoil_a_utf_8_text() -> None:
    data = ("Né à Besançon, élevé à Orléans. " * 4).encode() + b"\xff end"

    assert decode(data) == "Né à Besançon, élevé à Orléans. " * 4 + "\ufffd end"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x7fELF\x02\x01\x00\x00", "NUL bytes"),
        (bytes(range(1, 9)) * 20, "control characters"),
        (b"%PDF-1.7 text", "a PDF file"),
        (b"PK\x03\x04 text", "a zip file"),
        (b"\x89PNG\r\n", "a picture"),
    ],
)
def test_what_is_not_text_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSourceError, match=reason):
        decode(data)
