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
        (7, None),
    ],
)
def test_only_web_addresses_are_addresses(value: object, address: str | None) -> None:
    assert read_web_address(value) == address
