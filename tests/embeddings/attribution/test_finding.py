"""Attribution: who said what, in the constructions that news use."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.attribution import Attribution, find_attributions, normalise_source
from embeddings.sentences import Span, split_sentences

Row = tuple[str, str, str]


def find(text: str) -> tuple[Attribution, ...]:
    return find_attributions(text, split_sentences(text))


def read(text: str) -> list[Row]:
    """Return (source, cue, content) of each attribution, as they stand in the text."""
    return [
        (
            text[one.source.start : one.source.end],
            text[one.cue.start : one.cue.end],
            text[one.content.start : one.content.end],
        )
        for one in find(text)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "The bridge fell into the river at noon.",
            [],
            id="the story's own voice",
        ),
        pytest.param(
            "The mayor said the bridge was closed.",
            [("The mayor", "said", "the bridge was closed")],
            id="source, cue, content",
        ),
        pytest.param(
            "The bridge was closed at noon, the mayor said.",
            [("the mayor", "said", "The bridge was closed at noon")],
            id="content, source, cue",
        ),
        pytest.param(
            "He was shot at least five times, reports The Guardian, but is alive.",
            [("The Guardian", "reports", "He was shot at least five times")],
            id="set off by commas",
        ),
        pytest.param(
            "Guards opened fire — he was shot twice, The Guardian reports — and then left.",
            [("The Guardian", "reports", "he was shot twice")],
            id="set off by dashes",
        ),
        pytest.param(
            "The river had risen by two metres, according to the harbour police.",
            [("the harbour police", "according to", "The river had risen by two metres")],
            id="content, according to",
        ),
        pytest.param(
            "According to the harbour police, the river had risen by two metres.",
            [("the harbour police", "According to", "the river had risen by two metres")],
            id="according to, content",
        ),
        pytest.param(
            "“It fell at once,” said Ann Lee, a witness.",
            [("Ann Lee", "said", "“It fell at once,”")],
            id="quotation, cue, source",
        ),
        pytest.param(
            'Ann Lee told reporters that "nobody was hurt".',
            [("Ann Lee", "told", 'that "nobody was hurt"')],
            id="told somebody",
        ),
        pytest.param(
            "Ann Lee, the mayor of the town, said the bridge was safe.",
            [("Ann Lee", "said", "the bridge was safe")],
            id="an apposition between",
        ),
        pytest.param(
            "The bridge fell at noon, Lee said, but trains ran, the company said.",
            [
                ("Lee", "said", "The bridge fell at noon"),
                ("the company", "said", "but trains ran"),
            ],
            id="two sources in one sentence",
        ),
    ],
)
def test_a_construction_is_read_as_it_is_meant(text: str, found: list[Row]) -> None:
    assert read(text) == found


def test_a_source_that_cites_another_passes_its_content_on() -> None:
    text = "Reuters reported that six workers were missing, citing the coast guard."

    assert [(source, content) for source, _, content in read(text)] == [
        ("Reuters", "that six workers were missing"),
        ("the coast guard", "that six workers were missing"),
    ]
    assert [one.depth for one in find(text)] == [0, 1]


@pytest.mark.parametrize(("opened", "closed"), [("“", '"'), ('"', "”"), ("“", "”"), ('"', '"')])
def test_a_quotation_of_two_kinds_of_marks_ends_where_it_is_closed(
    opened: str, closed: str
) -> None:
    quotation = f"{opened}I could hear it. It is a sign of trust in the young,{closed}"
    text = f"Mayor Lund said that the year was hard.\n{quotation} Ode said in a speech."

    assert ("Ode", "said", quotation) in read(text)


def test_who_signs_a_quotation_on_its_own_line_said_it() -> None:
    text = (
        "It was a flood.\n\n“We lost everything in the flood.” ― Dana Ruhl, 45, of Leeds.\n"
        "“Nobody at the town hall listens to us.”— Jo Marsh\n"
        "“We lost everything in the flood” — and left."
    )

    assert read(text) == [
        ("Dana Ruhl", "―", "We lost everything in the flood."),
        ("Jo Marsh", "—", "Nobody at the town hall listens to us."),
    ]


def test_labels_of_a_transcript_may_stand_in_quotation_marks() -> None:
    text = (
        "Partial transcript as follows:\n\n"
        "“WALLACE: Let us start with the debate.\n\n“PENCE: Well, look, nobody was invited.”"
    )

    assert [(source, said) for source, _, said in read(text)] == [
        ("WALLACE", "Let us start with the debate."),
        ("PENCE", "Well, look, nobody was invited.”"),
    ]


def test_a_quotation_goes_on_through_later_paragraphs() -> None:
    text = (
        "“We heard a loud noise on the river,” Ann Lee said.\n\n"
        "“Then all the lamps went out on both banks.”\n\n"
        "The bridge was built in 1977."
    )

    assert [(source, content) for source, _, content in read(text)] == [
        ("Ann Lee", "“We heard a loud noise on the river,”"),
        ("Ann Lee", "“Then all the lamps went out on both banks.”"),
    ]


def test_a_quotation_below_a_colon_belongs_to_whoever_is_named_above() -> None:
    text = "Ann Lee said:\n\n“We heard a loud noise on the river.”"

    assert read(text) == [("Ann Lee", "said", "“We heard a loud noise on the river.”")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            "Ann Lee said the bridge fell. Lee said it was old. She said nobody was hurt.",
            ["Ann Lee", "Ann Lee", "Ann Lee"],
            id="surname and pronoun",
        ),
        pytest.param(
            "The Guardian reported that he was hit. He is safe, the newspaper says.",
            ["The Guardian", "The Guardian"],
            id="the newspaper",
        ),
        pytest.param(
            "The Defence Ministry said six men fled. The ministry said one was hurt.",
            ["the Defence Ministry", "Defence Ministry"],
            id="the ministry",
        ),
        pytest.param("He said the bridge fell.", [None], id="nobody named"),
        pytest.param(
            "He will live, said the soldier's lead surgeon, Lee Cook-jong.",
            ["Lee Cook-jong"],
            id="a name in apposition",
        ),
        pytest.param(
            "Ann Lee said it fell. Bo Kim said it stood. He said the river rose. She said no.",
            ["Ann Lee", "Bo Kim", "Bo Kim", "Ann Lee"],
            id="he and she are two",
        ),
    ],
)
def test_a_source_gets_the_last_name_that_fits(text: str, names: list[str | None]) -> None:
    assert [one.name for one in find(text)] == names


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("Police said the man was armed.", ["asserted"]),
        ("Police denied that the man was armed.", ["denied"]),
        ("Police did not say that the man was armed.", ["other"]),
        ("The mayor wants the bridge to be closed.", ["other"]),
    ],
)
def test_a_denial_and_a_wish_are_told_from_an_assertion(text: str, stances: list[str]) -> None:
    assert [one.stance for one in find(text)] == stances


PIECES = st.sampled_from(
    ["Ann Lee", "he", "said", "told", "according to", "reports", "police", "The Guardian", ",",
     ".", ":", "“", "”", '"', "—", "\n\n", "that", "citing", "the bridge fell", "'s", "claim", "by",
     "(", ")", "a\u00a0b", "é", "😀", "I"]
)  # fmt: skip


@settings(deadline=None, max_examples=50)
@given(st.lists(PIECES, max_size=40))
def test_spans_lie_in_the_text_apart_and_always_the_same(pieces: list[str]) -> None:
    text = " ".join(pieces)

    found = find(text)

    assert found == find(text)
    for one in found:
        assert max(one.source.end, one.cue.end, one.content.end) <= len(text)
        assert one.content.end <= one.cue.start or one.cue.end <= one.content.start
        assert text[one.content.start : one.content.end].strip()
    assert list(found) == sorted(found, key=lambda one: one.cue)


def test_a_content_never_holds_its_own_cue() -> None:
    with pytest.raises(ValueError, match="content must not overlap the cue"):
        Attribution(Span(0, 2), Span(3, 7), Span(5, 9), name=None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Guardian", "the Guardian's"),
        ("Sen. Ann Lee", "Ann Lee"),
        ("President Lee", "Lee"),
        ("U.S. officials", "US officials"),
    ],
)
def test_two_ways_to_write_a_source_are_one(one: str, other: str) -> None:
    assert normalise_source(one) == normalise_source(other)


def test_sources_with_other_names_stay_apart() -> None:
    assert normalise_source("The Guardian") != normalise_source("The Observer")
