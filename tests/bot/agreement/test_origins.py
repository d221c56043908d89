"""How many stories found something out for themselves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agreement.origins import count_origins, find_agency, find_outlets
from embeddings.signatures import sign_text
from embeddings.stories import Story

LONG = " ".join(f"word{number} and so on" for number in range(80))


def story(name: str, text: str, publisher: str | None = None, *authors: str) -> Story:
    return Story(id=name, text=text, publisher=publisher, authors=authors)


def count(*stories: Story, credited: dict[str, tuple[str, ...]] | None = None) -> int:
    return count_origins(stories, {one.id: sign_text(one.text) for one in stories}, credited or {})


@pytest.mark.parametrize(
    ("stories", "origins"),
    [
        pytest.param((), 0, id="none"),
        pytest.param((story("a", "One tale."), story("b", "Another story.")), 2, id="own"),
        pytest.param((story("a", LONG), story("b", f"{LONG} The end.")), 1, id="a copy"),
        pytest.param(
            (story("a", LONG, "The Sky"), story("b", LONG[: len(LONG) * 2 // 3], "The Sea")),
            1,
            id="a shortened copy",
        ),
        pytest.param(
            (
                story("a", "BOSTON (AP) — A bridge fell."),
                story("b", "Ships halt near the port.\nAssociated Press"),
            ),
            1,
            id="one agency",
        ),
        pytest.param(
            (story("a", "SEOUL (Reuters) - He fled."), story("b", "A man ran. — AFP")),
            2,
            id="two agencies",
        ),
        pytest.param(
            (story("a", "A bridge fell.", "Reuters"), story("b", "SEOUL (Reuters) - He fled.")),
            1,
            id="the agency itself",
        ),
    ],
)
def test_copies_and_agency_reports_count_once(stories: tuple[Story, ...], origins: int) -> None:
    assert count(*stories) == origins


def test_stories_that_credit_one_outlet_count_once() -> None:
    one, other, own = story("a", "One."), story("b", "Two."), story("c", "Three.", "Guardian")
    credited = {"a": ("The Guardian",), "b": ("the Guardian",)}

    assert count(one, other, credited=credited) == 1
    assert count(one, own, credited=credited) == 1
    assert count(one, other, credited={"a": ("The Guardian",), "b": ("ABC News",)}) == 2


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("He was shot five times, The Guardian reported.", ("The Guardian",)),
        ("The Guardian has reported that he fled.", ("The Guardian",)),
        ("It works, Somanath told the news agency ANI.", ("ANI",)),
        ("According to the Daily Mail he fled.", ("Daily Mail",)),
        ("According to Richard Bissen he fled.", ()),
        ("He fled, the mayor said.", ()),
    ],
)
def test_outlets_that_are_credited_are_found(text: str, outlets: tuple[str, ...]) -> None:
    assert find_outlets(text) == outlets


@pytest.mark.parametrize(
    ("given_story", "agency"),
    [
        (story("a", "WASHINGTON (AP) — It fell."), "Associated Press"),
        (story("a", "It fell.", None, "Reuters Staff"), "Reuters"),
        (story("a", "It fell, he told Reuters on Monday."), None),
        (story("a", "Xinhua | Updated: 2017\nIt fell."), "Xinhua"),
    ],
)
def test_an_agency_is_known_by_its_mark(given_story: Story, agency: str | None) -> None:
    assert find_agency(given_story) == agency


names = st.sampled_from(["The Guardian", "Guardian", "AP", "Reuters", "ABC News"])


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcdef"), st.lists(names, max_size=2).map(tuple)),
    st.randoms(use_true_random=False),
)
def test_the_count_does_not_depend_on_order(
    credited: dict[str, tuple[str, ...]], random: object
) -> None:
    stories = [story(name, f"Text {name}.") for name in credited]
    shuffled = list(stories)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    origins = count_origins(stories, {}, credited)

    assert count_origins(shuffled, {}, credited) == origins
    assert min(len(stories), 1) <= origins <= len(stories)
