"""What can be a source, and who speaks in interviews and transcripts."""

import pytest

from embeddings.attribution import find_attributions, find_speeches, names_agent
from embeddings.attribution.sources import is_label
from embeddings.attribution.statements import make_statements
from embeddings.sentences import split_sentences


def list_sources(text: str) -> set[str]:
    return {
        one.name or text[one.source.start : one.source.end]
        for one in find_attributions(text, split_sentences(text))
    }


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Prior to firms announcing the cuts, the drug cost nearly $300 a vial.", "Prior"),
        ("Unlike demonstrations in the north, the march stayed calm, police said.", "Unlike"),
        ("In 1977, 29 people died, including 12 found in cars, the Sample Press said.", "12"),
        ("At least 115 people found shelter and 40 reported losses.", "115"),
        ("“We will go on,” Senator Ann Lee, R-Maine, said Tuesday.", "Tuesday"),
        ("Ann Lee, who in 2010 said the law would fail, voted for it.", "2010"),
        ("GENEVA - Ministers met on Friday to discuss the floods, warning of more.", "GENEVA"),
        ("TOP PERFORMERS: Ann Lee is scoring nine points a game.", "PERFORMERS"),
        ("The man was held, a third-degree felony charge.", "felony"),
        ("Recently the club moved, saying the old hall was too small.", "Recently"),
        ("Ahead of doctors announcing the move, the ward had 40 beds.", "doctors"),
        ("Besides experts predicting a flood, the town built 3 walls.", "experts"),
        ("Prior warnings said the dam was old.", "Prior"),
        ("The dam was old, according to prior reports said to be lost.", "prior"),
        ("In May Adler said the dam was old.", "May"),
        ("Instead Adler said the dam was old.", "Instead"),
    ],
)
def test_openings_figures_days_and_places_are_no_sources(text: str, none: str) -> None:
    assert not any(none in source for source in list_sources(text))


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The bridge fell at nine, according to a report by Reuters.", {"Reuters"}),
        ("According to a report by Reuters, the bridge fell.", {"Reuters"}),
        ("The bridge fell, Reuters reported, citing the harbour police.",
         {"Reuters", "the harbour police"}),
        ("The Courier, citing Reuters, said the ship sank.", {"The Courier", "Reuters"}),
        ("According to the Daily Post, which cited two officials, the ship sank.",
         {"the Daily Post", "two officials"}),
        ("In the 1977 storm 29 people died, including 12 in cars, the Sample Press reported.",
         {"the Sample Press"}),
        ("“We will go on,” Ann Lee (R-Maine), a member of the panel, said.", {"Ann Lee"}),
        ("''We will go on,'' Mr. Moreno told me.", {"Mr. Moreno"}),
        ("Prior Anselm said the bell would ring.", {"Prior Anselm"}),
        ("The bell would ring, said Prior Anselm.", {"Prior Anselm"}),
        ("Prior said the bell was cast in 1650.", {"Prior"}),
        ("According to Prior, the bell was cast in 1650.", {"Prior"}),
        ("The bell was cast in 1650, June Herald told the Courier.", {"June Herald"}),
        ("May Orr said the bell was cast in 1650.", {"May Orr"}),
        ("The bell was cast in 1650, Even Dahl said.", {"Even Dahl"}),
        ("The bell was cast in 1650, said Will Orr, a smith.", {"Will Orr"}),
        ("In 1650, two bells were found, one of them whole, the Reed wrote.", {"the Reed"}),
        ("Two bells were never found in the old moat, Orr said.", {"Orr"}),
        ("The moat was searched by divers, who found that a bell lay there.", {"divers"}),
    ],
)  # fmt: skip
def test_who_said_it_is_named_with_whom_they_cite(text: str, sources: set[str]) -> None:
    assert list_sources(text) == sources


INTERVIEW = """\
Ida Rask crossed the ice on skis. We met her in Umea.

Q: How far was it?

A: About 90 kilometres. My sister pulled the sled.

Q: Tell me about the dogs.

A: There were nine.
"""
TRANSCRIPT = """\
[00:00:12] CHAIR: Who opened the gate?

[00:00:31] MS. ORR: Nobody did.

[00:00:58] MR. VANCE: A technician was logged in at 6:14.

[00:01:40] MS. ORR: That was the day before.
"""


def name_speaker(text: str, words: str) -> list[tuple[str | None, str]]:
    at = text.index(words)
    return [
        (one.name, one.stance)
        for one in find_attributions(text, split_sentences(text))
        if one.content.start <= at < one.content.end
    ]


@pytest.mark.parametrize("mark", [":", "."])
def test_the_one_interviewed_is_the_source_of_the_answers(mark: str) -> None:
    interview = INTERVIEW.replace("Q:", f"Q{mark}").replace("A:", f"A{mark}")

    assert name_speaker(interview, "My sister") == [("Ida Rask", "asserted")]
    assert name_speaker(interview, "Tell me") == [("Q", "other")]


def test_an_answer_of_nobody_known_has_no_source() -> None:
    court = "DAY 3\n\nQ. How far was it?\n\nA. About 90 kilometres.\n\nQ. Why?\n\nA. For fun."

    assert name_speaker(court, "About") == []


@pytest.mark.parametrize("mark", ["", ":"])
def test_an_initial_is_no_answer_of_an_interview(mark: str) -> None:
    board = f"The board\n\nA. Orr{mark} We pay.\n\nB. Vance{mark} No.\n\nA. Orr{mark} We do."

    assert {one.name for one in find_speeches(board)} == ({"A. Orr"} if mark else set())


ASKED = """\
{opening}

How many dogs do you have?

There were nine. Now there are four.

My sister feeds them.

{second}

Every day.

The expedition ends in March.
"""


@pytest.mark.parametrize(
    "opening",
    [
        "Ida Rask crossed the ice on skis. The Courier asked her how.",
        "Ida Rask crossed the ice on skis. The Courier met the explorer in Umea.",
        "Bo Kim spoke to Ida Rask in Umea.",
        "Ida Rask crossed the ice on skis. Bo Kim sat down with Rask in Umea.",
    ],
)
def test_whom_the_opening_says_was_asked_answers_below_bare_questions(opening: str) -> None:
    text = ASKED.format(opening=opening, second="Do you ever fall?")

    assert name_speaker(text, "Now there are") == [("Ida Rask", "asserted")]
    assert name_speaker(text, "My sister") == [("Ida Rask", "asserted")]
    assert name_speaker(text, "Every day") == [("Ida Rask", "asserted")]
    assert name_speaker(text, "How many") == name_speaker(text, "The expedition") == []


@pytest.mark.parametrize(
    ("opening", "second"),
    [
        ("Mayor Ida Rask banned dogs from the ice.", "Do you ever fall?"),
        ("Mayor Ida Rask met owners of dogs.", "Do you ever fall?"),
        ("The Courier asked Ida Rask about it.", "Does anybody fall?"),
        ("The Courier asked Ida Rask about it.", "“Do you ever fall?”"),
        ("Bo Kim asked her. " + 20 * "Ida Rask skis. ", "Do you ever fall?"),
    ],
)
def test_questions_that_nobody_was_asked_have_no_speaker(opening: str, second: str) -> None:
    text = ASKED.format(opening=opening, second=second)

    assert name_speaker(text, "Every day") == []


def test_the_label_of_a_line_says_who_speaks() -> None:
    assert name_speaker(TRANSCRIPT, "Nobody did") == [("Ms. Orr", "asserted")]
    assert name_speaker(TRANSCRIPT, "A technician") == [("Mr. Vance", "asserted")]


@pytest.mark.parametrize("dash", ["—", "–", "-"])
def test_a_dash_may_stand_behind_a_time_and_a_name(dash: str) -> None:
    text = f"Host: Jo Orr. Guest: Ann Vance.\n\n0:41 ORR {dash} Who opened it?\n\n"
    text += f"0:49 VANCE {dash} Nobody did.\n\n1:30 ORR {dash} And then?\n\n1:33 VANCE {dash} Rain."

    assert name_speaker(text, "Nobody did") == [("Ann Vance", "asserted")]
    assert name_speaker(text, "And then") == [("Jo Orr", "asserted")]


def test_one_word_before_a_colon_that_the_text_never_says_again_is_a_subject() -> None:
    said = "the council gave out 500 since May."

    assert list_sources(f"The river rose.\n\nShovels: {said}") == set()
    assert list_sources(f"Ann Rask met the press.\n\nRask: {said}") == {"Ann Rask"}
    assert list_sources(f"The river rose.\n\nPolice: {said}") != set()


@pytest.mark.parametrize(
    "text",
    [
        "PARIS — The bridge is open.\n\nLYON — The road is shut.\n\nPARIS — It rains.",
        "9:00 KEYNOTE — The hall opens\n\n9:40 DEBATE — Two rivals meet",
        "8:30 a.m.: Dorn Hale was charged.\n\n9:10 a.m.: He was sent home.",
        "Alland: $11.15 to $12\n\nBorland: $10 to $10.50",
        "Note: The hall is closed.\n\nNote: The pool too.",
        "The bridge is open:\n\nEngineer: Ann Lee\nBuilder: Orr Works\nLength: 50 metres",
        "The bridge is open.\n\n- Engineer: Ann Lee\n\n- Price: 3 million dollars\n\nIt is red.",
    ],
)
def test_times_lists_and_notes_name_no_speaker(text: str) -> None:
    assert list_sources(text) == set()


def test_lines_that_end_as_sentences_or_stand_alone_have_a_speaker() -> None:
    assert list_sources("Ann Lee: We will stay.\n\nBo Kim: They must go.") == {"Ann Lee", "Bo Kim"}
    assert list_sources("Ann Lee: We will stay\n\nThe hall was full.") == {"Ann Lee"}


@pytest.mark.parametrize(
    "source", ["Reuters", "the ministry", "two officials", "a study", "my son"]
)
def test_persons_offices_groups_and_documents_can_say_something(source: str) -> None:
    assert names_agent(source)


@pytest.mark.parametrize("source", ["the paranoia", "his approach", "the signal", "long delays"])
def test_things_cannot(source: str) -> None:
    assert not names_agent(source)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Border politics: the fence was not enough.", True),
        ("TOP PERFORMERS: nine points a game.", True),
        ("Ann Lee: the fence was not enough.", False),
        ("LEE: the fence was not enough.", False),
        ("Ministry spokesman: the fence was not enough.", False),
        ("The last word: the fence was not enough.", False),
    ],
)
def test_a_heading_before_a_colon_is_told_from_who_speaks(text: str, label: bool) -> None:
    statement = make_statements(text, split_sentences(text))[0]
    colon = next(n for n, token in enumerate(statement.tokens) if token.text == ":")

    assert is_label(statement, (0, colon)) == label
