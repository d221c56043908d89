"""Text fragments: a browser finds the quote itself, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.fragments import Directive, point_to
from embeddings.sentences import Span

LONG = "one two three four five six seven eight nine ten eleven"


def point(page: str, quote: str, *, after: int = 0) -> Directive:
    start = page.index(quote, after)
    return point_to(page, Span(start, start + len(quote)))


@pytest.mark.parametrize(
    ("directive", "encoded"),
    [
        pytest.param(Directive("a-b, c & d"), "a%2Db%2C%20c%20%26%20d", id="signs with a meaning"),
        pytest.param(Directive("Zoë ünd 北"), "Zo%C3%AB%20%C3%BCnd%20%E5%8C%97", id="letters"),
        pytest.param(Directive("100% #1 a/b?"), "100%25%20%231%20a%2Fb%3F", id="address signs"),
        pytest.param(Directive("a", "b", "c", "d"), "c-,a,b,-d", id="all terms"),
        pytest.param(Directive("a", prefix="b-c"), "b%2Dc-,a", id="a dash in a prefix"),
    ],
)
def test_terms_are_encoded(directive: Directive, encoded: str) -> None:
    assert directive.encode() == encoded


@pytest.mark.parametrize(
    ("page", "quote", "directive"),
    [
        pytest.param(
            "He is alive. So it is.", "He is alive.", Directive("He is alive."), id="short"
        ),
        pytest.param(
            LONG,
            LONG,
            Directive("one two three four five", "seven eight nine ten eleven"),
            id="long: its ends",
        ),
        pytest.param(
            "One line\n\nand another",
            "One line\n\nand another",
            Directive("One line", "and another"),
            id="several paragraphs: their ends",
        ),
        pytest.param(
            f"one two three four five, he said\n{LONG}",
            LONG,
            Directive(LONG),
            id="begins like a sentence before it: more words",
        ),
    ],
)
def test_a_quote_is_pointed_to_with_few_words(page: str, quote: str, directive: Directive) -> None:
    assert point(page, quote) == directive


def test_a_quote_that_stands_twice_is_told_apart_by_the_words_around_it() -> None:
    page = "He is alive.\n\nThe doctor said: He is alive. She left."

    assert point(page, "He is alive.") == Directive("He is alive.")
    assert point(page, "He is alive.", after=5) == Directive("He is alive.", prefix="doctor said:")


def test_words_of_the_same_paragraph_come_before_those_of_another() -> None:
    page = "He is alive.\n\nA caption.\n\nHe is alive. She left at once."

    assert point(page, "He is alive.", after=5) == Directive("He is alive.", suffix="She left")


def test_a_part_of_a_word_is_no_place_where_a_quote_stands() -> None:
    assert point("Pineapple pie\nApple pie", "Apple pie") == Directive("Apple pie")


def test_a_quote_that_nothing_tells_apart_is_pointed_to_all_the_same() -> None:
    page = " ".join(["Yes."] * 40)

    assert point_to(page, Span(100, 104)) == Directive("Yes.")


@given(
    st.lists(st.sampled_from(["a", "b", "c-d", "É.", "\n\n"]), min_size=1).map(" ".join), st.data()
)
def test_every_quote_gets_a_directive_made_of_its_own_words(page: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(page) - 1))
    end = data.draw(st.integers(start + 1, len(page)))
    quote = page[start:end]
    if not quote.strip():
        return

    directive = point_to(page, Span(start, end))

    assert quote.split()[: len(directive.start.split())] == directive.start.split()
    assert (
        directive.end == "" or quote.split()[-len(directive.end.split()) :] == directive.end.split()
    )
