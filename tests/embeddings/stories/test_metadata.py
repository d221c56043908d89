import pytest

from embeddings.stories.metadata import read_names, read_web_address


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (None, ()),
        ("", ()),
        ("A and B, C", ("A", "B", "C")),
        ("By Nellie Bly", ("Nellie Bly",)),
        ("By Nellie Bly and Ida B. Wells", ("Nellie Bly", "Ida B. Wells")),
        ("Nellie Bly; Ida B. Wells & Ida Tarbell", ("Nellie Bly", "Ida B. Wells", "Ida Tarbell")),
        ("Martin Luther King, Jr.", ("Martin Luther King, Jr.",)),
        (["Nellie Bly", " Nellie  Bly ", "nellie bly"], ("Nellie Bly",)),
        (["Nellie Bly and Ida Tarbell"], ("Nellie Bly", "Ida Tarbell")),
        (["Smith and Wesson"], ("Smith and Wesson",)),
        (["Last Updated", "Social Links Navigation", "", 7, "a@b.org"], ()),
        ([{"name": "Nellie Bly"}, {"url": "x"}], ("Nellie Bly",)),
        ({"name": "Nellie Bly"}, ("Nellie Bly",)),
        ("Nellie Bly, and Ida Tarbell", ("Nellie Bly", "Ida Tarbell")),
        ("Nellie Bly, and, Ida Tarbell, Jr., II", ("Nellie Bly", "and", "Ida Tarbell, Jr., II")),
        (["Nellie Bly, and Ida Tarbell"], ("Nellie Bly", "Ida Tarbell")),
        ("Bly, Nellie", ("Nellie Bly",)),
        ("Bly, Nellie; Wells, Ida B.", ("Nellie Bly", "Ida B. Wells")),
        ("Reuters, AFP", ("Reuters", "AFP")),
        ("Bly, Jr.", ("Bly, Jr.",)),
        ("Nellie Bly, Political Editor, and Ida Tarbell in Reno", ("Nellie Bly", "Ida Tarbell")),
        ("Gazette Staff", ("Gazette Staff",)),
        ("Nellie Bly and agencies", ("Nellie Bly",)),
        ("Women in Journalism", ("Women in Journalism",)),
        ("A\nB | C\tand D", ("A", "B", "C", "D")),
        ("Nellie \ud83d Bly", ("Nellie \ufffd Bly",)),
    ],
)
def test_names_come_in_order_and_once_each(value: object, names: tuple[str, ...]) -> None:
    assert read_names(value) == names


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        (" http://example.org ", "http://example.org"),
        ("javascript:alert(1)", None),
        ("example.org", None),
        ("https://example.org/a b", None),
        ("https://a.b/\ud83d", "https://a.b/\ufffd"),
        ("\u200bhttps://example.org/\u00ada", "https://example.org/a"),
        (7, None),
    ],
)
def test_only_web_addresses_are_addresses(value: object, address: str | None) -> None:
    assert read_web_address(value) == address


def test_names_within_names_within_names_are_no_name() -> None:
    value: object = "Nellie Bly"
    for _ in range(5_000):
        value = {"name": value}

    assert read_names(value) == ()
