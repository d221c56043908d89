"""Plain sentences, the same wherever they are shown."""

from dataclasses import replace
from datetime import date

import pytest

from bot.agreement import Relation, Revision
from bot.answering.citations import Citation, cite
from bot.answering.replies import Answer, Reply, Timings
from bot.presentation.counting import count
from bot.presentation.wording import (
    join_names,
    name_source,
    phrase_agreement,
    phrase_date,
    phrase_day_words,
    phrase_disagreement,
    phrase_provenance,
    phrase_reply,
    phrase_sources,
)
from embeddings.attribution import ASSERTED, DENIED, Attribution
from embeddings.sentences import Span
from embeddings.stories import Story


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
    ],
)
def test_names_are_joined_as_in_a_sentence(names: list[str], joined: str) -> None:
    assert join_names(names) == joined


@pytest.mark.parametrize(
    ("number", "noun", "counted"),
    [
        (0, "story", "0 stories"),
        (1, "story", "1 story"),
        (2, "passage", "2 passages"),
        (1200, "file", "1,200 files"),
    ],
)
def test_things_are_counted_in_their_number(number: int, noun: str, counted: str) -> None:
    assert count(number, noun) == counted


def test_a_date_is_written_as_news_print_it() -> None:
    assert phrase_date(date(2017, 11, 2)) == "2 November 2017"


@pytest.mark.parametrize(
    ("known", "phrased"),
    [
        pytest.param({}, "", id="nothing"),
        pytest.param({"publisher": "The Week"}, "The Week", id="publisher"),
        pytest.param(
            {"authors": ("A", "B"), "published": date(2017, 11, 22)},
            "A and B · 22 November 2017",
            id="authors and date",
        ),
    ],
)
def test_provenance_says_what_is_known(known: dict[str, object], phrased: str) -> None:
    assert phrase_provenance(Story(id="x", text="x", **known)) == phrased  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ({"publisher": "The Week", "title": "Headline"}, "The Week"),
        ({"title": "Headline"}, "the story “Headline”"),
        ({}, "korea/x"),
    ],
)
def test_a_source_always_has_a_name(known: dict[str, str], name: str) -> None:
    assert name_source(Story(id="korea/x", text="x", **known)) == name  # type: ignore[arg-type]


TEXT = "He was shot at least five times, reports X, after Y said so."
FIGURE, SENTENCE = Span(12, 31), Span(0, 60)


def make_citation(
    publisher: str, *names: str | None, answer: Span = FIGURE, stance: str = ASSERTED
) -> Citation:
    """Cite a story that gives its answer to sources of these names, the innermost first."""
    attributions = [
        Attribution(Span(41, 42), Span(33, 40), Span(0, 31), name, stance, depth=-depth)
        for depth, name in enumerate(names)
    ]
    story = Story(id=publisher, text=TEXT, publisher=publisher)
    return cite(1, story, SENTENCE, answer, attributions=attributions)


def make_answer(*citations: Citation) -> Answer:
    return Answer(0.9, citations, citations[0].answer_text, origins=len(citations))


@pytest.mark.parametrize(
    ("citations", "phrased"),
    [
        pytest.param([make_citation("The Week")], "The Week", id="own voice"),
        pytest.param(
            [make_citation("The Week", "The Guardian")],
            "The Guardian, as reported by The Week",
            id="second-hand",
        ),
        pytest.param([make_citation("The Guardian", "the Guardian")], "The Guardian", id="itself"),
        pytest.param(
            [make_citation("USA TODAY", "police", "Reuters")],
            "police, according to Reuters, as reported by USA TODAY",
            id="a chain",
        ),
        pytest.param([make_citation("CNN", None)], "CNN", id="he, and nobody knows who"),
        pytest.param(
            [make_citation("CNN", "police", stance=DENIED)],
            "denied by police, as reported by CNN",
            id="denied",
        ),
        pytest.param(
            [make_citation("The Week", "The Guardian"), make_citation("CNN", "The Guardian")],
            "The Guardian, as reported by The Week and CNN",
            id="two stories of one source",
        ),
        pytest.param(
            [make_citation("The Week"), make_citation("CNN")], "The Week and CNN", id="two voices"
        ),
        pytest.param(
            [make_citation("The Week", "The Guardian"), make_citation("CNN", "police")],
            "The Guardian, as reported by The Week; police, as reported by CNN",
            id="two sources",
        ),
        pytest.param(
            [make_citation("The Week", "The Guardian"), make_citation("The Week", "police")],
            "The Guardian and police, as reported by The Week",
            id="two sources of one publisher",
        ),
        pytest.param(
            [make_citation("The Week", "X", answer=SENTENCE)],
            "The Week",
            id="the answer itself names its source",
        ),
    ],
)
def test_sources_are_named_as_a_copy_editor_would(citations: list[Citation], phrased: str) -> None:
    assert phrase_sources(make_answer(*citations)) == phrased


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (FIGURE, "at least five times: The Week"),
        (SENTENCE, "He was shot at least five times, reports X, after Y said so: The Week"),
    ],
)
def test_a_reply_in_one_line_has_one_end(answer: Span, line: str) -> None:
    citation = make_citation("The Week", answer=answer)
    reply = Reply("?", make_answer(citation), (), (), Timings(0.0, 0.0, 0.0))

    assert phrase_reply(reply) == line


def test_answers_that_disagree_are_told_with_who_gave_them_and_when() -> None:
    newer, older = make_citation("CNN"), make_citation("The Week", "The Guardian")
    dated = replace(older, story=replace(older.story, published=date(2017, 11, 22)))
    first = replace(make_answer(newer), phrase="six", revision=Revision.UPDATE)
    other = replace(make_answer(dated), phrase="at least five", relation=Relation.DISAGREES)
    reply = Reply("?", first, (other,), (), Timings(0.0, 0.0, 0.0))

    assert phrase_disagreement(reply) == (
        "Stories disagree: six (CNN, an update)"
        " · at least five (The Guardian, as reported by The Week, 22 November 2017)"
    )
    assert phrase_disagreement(replace(reply, others=())) is None


@pytest.mark.parametrize(
    ("stories", "origins", "phrased"),
    [
        (1, 1, None),
        (2, 1, "2 stories say so, all from one source"),
        (2, 2, "2 stories say so, independently of each other"),
        (3, 2, "3 stories say so, from 2 independent sources"),
    ],
)
def test_agreement_is_said_of_more_than_one_story(
    stories: int, origins: int, phrased: str | None
) -> None:
    answer = make_answer(*(make_citation(name) for name in "ABC"[:stories]))

    assert phrase_agreement(replace(answer, origins=origins)) == phrased


@pytest.mark.parametrize(
    ("text", "published", "phrased"),
    [
        ("It fell on Tuesday.", date(2024, 3, 26), "“Tuesday” as told on 26 March 2024"),
        ("It fell on Tuesday.", None, None),
        ("It fell on 26 March 2024.", date(2024, 3, 26), None),
    ],
)
def test_a_day_is_told_with_the_date_it_is_seen_from(
    text: str, published: date | None, phrased: str | None
) -> None:
    story = Story(id="bridge", text=text, published=published)

    assert phrase_day_words(cite(1, story, Span(0, len(text)))) == phrased
