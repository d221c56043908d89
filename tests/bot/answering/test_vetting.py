"""What a reader proposes is told as what it is, trusted less, or refused."""

from dataclasses import replace
from datetime import date

import pytest

from bot.agreement import Candidate
from bot.answering.vetting import find_asking, vet
from bot.answering.weighing import weigh_time
from embeddings.sentences import Span
from embeddings.stories import Story

FLIGHT = "None of the 177 passengers and crew was seriously hurt."
DEPOT = "There was no final decision on where the depot will be, a wish of Corland's mayor."
TOLL = "The other two nominees are Cole and Ode."
VIAL = "The maker will cut the price of a vial by 78% in May."
BOAT = "Cole sails his old 31-year-old boat with Ode, 52."
TWINS = "Cole and her 9-year-old sister Mia Cole kept her 80th birthday, which lasted 2 days."
PLAY = "The play is called “Who Ate It?” and runs until May."
ASKED = "“Who pays for it?” Cole asked the board."
DEBATE = "Five Republican candidates qualified for the third debate."


def propose(text: str, answer: str, title: str = "A story") -> Candidate:
    start = text.index(answer)
    answered = Span(start, start + len(answer))
    story = Story(id="one", title=title, text=text)
    return Candidate(story, Span(0, len(text)), answered, 0.8)


def look(question: str, text: str, answer: str) -> Candidate | None:
    return vet(question, propose(text, answer), [Span(0, len(text))])


@pytest.mark.parametrize(
    ("question", "text", "answer", "told"),
    [
        ("how many passengers died", FLIGHT, "177", "None"),
        ("how many passengers were on the flight", FLIGHT, "177", "177"),
        ("where will the depot be", DEPOT, "Corland", DEPOT[:-1]),
        ("whose mayor wants the depot", DEPOT, "Corland", "Corland"),
        ("who else is a nominee", TOLL, "Cole and Ode", "Cole and Ode"),
        ("how much will the price fall", VIAL, "78%", "78%"),
        ("by how much did rents rise", "Rents rose by 7% in May to 900 euros.", "900 euros", "7%"),
        ("What is the play called?", PLAY, "Who Ate It", "Who Ate It"),
        ("how many candidates were in the third debate", DEBATE, "Five", "Five"),
        (
            "how long will it be shut",
            "Until late May, she says.",
            "Until late May",
            "Until late May",
        ),
        (
            "how many came",
            "On 4 May 1,800 people came.",
            "4 May 1,800 people",
            "4 May 1,800 people",
        ),
        ("how much does the city pay", "It pays 30% of the bill.", "30%", "30%"),
        ("What did Cole ask the board?", ASKED, "Who pays for it", "Who pays for it"),
        ("What was Cole's question?", ASKED, "Who pays for it", "Who pays for it"),
        ("how many came", "Some 1,800 came by ferry.", "Some 1,800", "Some 1,800"),
        ("how many lifts are there", "The depot has one lift.", "one", "one"),
        ("which network failed", "Those with QT&T heard nothing.", "QT&T", "QT&T"),
        ("How old is Cole's boat?", BOAT, "31-year-old", "31-year-old"),
        ("How old is the boat?", BOAT, "31-year-old", "31-year-old"),
        ("How old is Ode?", BOAT, "52", "52"),
        ("How old is Mia Cole?", TWINS, "9-year-old", "9-year-old"),
        ("How old is Ada Cole?", TWINS, "80th birthday, which lasted 2 days", "80th birthday"),
    ],
)
def test_what_may_be_told_is_told_as_it_is(
    question: str, text: str, answer: str, told: str
) -> None:
    looked = look(question, text, answer)

    assert looked is not None
    assert looked.text.rstrip(".") == told


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("how many times was Cole a nominee", TOLL, "two"),
        ("how much will a vial cost", VIAL, "78%"),
        ("how much does the city pay", "It pays 30% of households.", "30%"),
        ("how much does the city pay", "It cut 9% and half of the bill is paid.", "9%"),
        ("What did Cole ask for?", ASKED, "Who pays for it"),
        ("What did Ode say when asked?", ASKED, "Who pays for it"),
        ("What did Cole ask?", "Will it rain? Cole asked.", "Will it rain"),
        ("What did Cole ask?", ASKED, "Who"),
        ("who wrote the play", PLAY, "Who Ate It"),
        ("What is the cook called?", "“Who ate it?” asked the cook.", "Who"),
        ("which candidates were in the third debate", DEBATE, "Five Republican candidates"),
        ("why is the car recalled", "The car is recalled because the", "because the"),
        ("how fast does it grow", "Alder News, 5 March 2024", "5 March 2024"),
        ("how many will it hold", "It is shut until late May.", "late May"),
        ("How old is Cole?", BOAT, "31-year-old"),
        ("how old is ada", TWINS, "9-year-old sister"),
        ("How old is Ada Cole?", TWINS, "9-year-old"),
        ("who came", "Some 1,800 came by ferry.", "Some 1,800"),
        ("who sails which boat", "Cole sails the red one.", "one"),
        ("how many died", "Some of them died of dust.", "Some of them"),
        ("who runs", "Who runs? These candidates run", "These candidates"),
    ],
)
def test_what_answers_something_else_is_refused(question: str, text: str, answer: str) -> None:
    assert look(question, text, answer) is None


@pytest.mark.parametrize(
    ("question", "text", "answer", "trusted"),
    [
        ("is cole older than ode", "If Cole wins, he would be 82.", "If Cole wins", False),
        ("is cole older than ode", "Ode is two years younger.", "Ode is two years younger", True),
        ("what do miners die of", "One case is that of a miner who died of dust.", "dust", False),
        ("what do miners die of", "Most miners die of dust.", "dust", True),
    ],
)
def test_what_tells_of_something_beside_is_trusted_less(
    question: str, text: str, answer: str, *, trusted: bool
) -> None:
    looked = look(question, text, answer)

    assert looked is not None
    assert (looked.confidence == 0.8) == trusted


def test_a_plan_is_told_in_its_own_words_and_trusted_nearly_as_a_fact() -> None:
    told = look("who won the cup", "Cole is expected to win the cup in May.", "Cole")

    assert told is not None
    assert told.is_sentence
    assert 0.5 < told.confidence < 0.8


@pytest.mark.parametrize(("asked", "trusted"), [("how many died", False), ("who won", True)])
def test_only_figures_of_an_earlier_event_are_trusted_less(asked: str, *, trusted: bool) -> None:
    proposed = propose("In the storm of 1977, 29 died and Lund won.", "29")
    dated = replace(proposed, story=replace(proposed.story, published=date(2022, 12, 26)))

    assert (weigh_time(asked, dated).confidence == dated.confidence) == trusted


@pytest.mark.parametrize(
    ("question", "least"),
    [("how many died in the flood on Monday", 0.1), ("how many died in the flood", 0.3)],
)
def test_an_earlier_year_is_least_trusted_where_a_day_is_asked_for(
    question: str, least: float
) -> None:
    told = propose("In the flood of 1988, 12 people died.", "12")
    told = replace(told, story=replace(told.story, published=date(2023, 5, 2)))
    looked = vet(question, told, [told.sentence])

    assert looked is not None
    assert least < looked.confidence < least + 0.1


TALK = "CHAIR: {}\n\nMS. ADLER: Nobody did. The software did it.\n\nCHAIR: Thank you."
HEADS = "{}\n\nA clerk did, the city says.\n\nWill it be green for long?\n\nUntil May."


@pytest.mark.parametrize(
    ("asking", "text", "sure"),
    [
        ("Who switched it to green?", TALK, 0.9),
        ("Who at last switched it to green?", TALK, 0.6),
        ("Who switched off the lights?", TALK, 0.1),
        ("The software switched it to green.", TALK, 0.0),
        ("Who switched it to green?", "{} Nobody knows.", 0.1),
        ("Who switched it to green?", "{}\n\nNobody knows.", 0.1),
        ("Who switched it to green?", HEADS, 0.9),
        ("Who switched off the lights?", HEADS, 0.1),
        ("When did it switch to green?", HEADS, 0.1),
        ("Who switched it to green?", f"Velm asks. {HEADS}", 0.1),
    ],
)
def test_what_one_speaker_asks_in_mostly_the_same_words_is_the_question(
    asking: str, text: str, sure: float
) -> None:
    whole = text.format(asking)
    sentence = Span(whole.index(asking), whole.index(asking) + len(asking))
    last = Span(whole.index(asking.rsplit(maxsplit=1)[-1]), sentence.end)
    candidate = Candidate(Story(id="one", title="A hearing", text=whole), sentence, last, 0.1)

    assert find_asking("Who switched the signal to green?", candidate) == sure


def test_who_speaks_is_no_part_of_what_is_said() -> None:
    text = "Ann Lee: My aunt did.\nAnn Lee: It rains."
    told = look("Who cooked?", text, "Ann Lee: My aunt")

    assert told
    assert told.text == "My aunt"
    assert look("Who cooked?", text, "Ann Lee:") is None


@pytest.mark.parametrize(("answer", "told"), [("A. Nine", "Nine"), ("A", None), ("A.", None)])
def test_a_lettered_label_is_no_part_of_an_answer(answer: str, told: str | None) -> None:
    looked = look("How many dogs?", "Q. How many dogs?\nA. Nine, in May.\nQ. Why?", answer)

    assert (looked and looked.text) == told


def test_a_list_gives_way_where_all_of_what_is_counted_is_none() -> None:
    told = look(
        "How many were hurt?", "None of the 177 in Adler, Borland and Corland was hurt.", "177"
    )

    assert told is not None
    assert told.items == ()


def test_a_cell_of_the_named_row_and_column_is_no_guess() -> None:
    table = "Club | Won | Lost\n\nOrm | 14 | 9\n\nVelm | 12 | 10"
    start = table.index("14")
    guessed = replace(propose(table, "14"), sentence=Span(start - 6, start + 6), confidence=0.1)

    told = vet("How many games were won by Velm?", guessed, [guessed.sentence])

    assert told is not None
    assert (told.text, told.confidence) == ("12", 0.6)
