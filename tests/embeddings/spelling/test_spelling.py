"""Spelling: what is plainly misspelt is put right in the words of the stories, nothing else."""

from pathlib import Path

import pytest
from tiny_index import make_index

from embeddings.spelling import Spelling
from embeddings.stories import Story

FLOOD = Story(
    id="flood",
    title="River floods the town",
    text=(
        "The governor said many doctors left the hospital. Two soldiers repaired the bridge. "
        "It was said that Governor Anna Petersen of Wexmouth escaped. Volunteers from Chandrapur "
        "and from Wexmouth came. They surged through the gate with the guards. Most people were "
        "separated, one was shot. The exports of steel were lower, a starter said."
    ),
)


@pytest.fixture
def spelling(tmp_path: Path) -> Spelling:
    return make_index((FLOOD,), tmp_path).spelling


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what did the docters do?", "what did the doctors do?"),
        ("where are the soldeirs", "where are the soldiers"),
        ("Who was shto?", "Who was shot?"),
        ("govenor of Wexmouht", "governor of Wexmouth"),
        ("who came from chandrappur", "who came from Chandrapur"),
        ("the docters' and soldeir's", "the doctors' and soldier's"),
        ("were they seperated?", "were they separated?"),
        ("Docters left.", "Doctors left."),
        ("what did teh gaurds do to mnay poeple", "what did the guards do to many people"),
    ],
)
def test_a_slip_is_put_right(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.mend(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("who is anna petarsen", "who is anna Petersen", id="behind its first name"),
        pytest.param("who is Anna Petarsen?", "who is Anna Petarsen?", id="typed as a name"),
        pytest.param("who is olga petarsen", "who is olga petarsen", id="another first name"),
    ],
)
def test_a_name_is_known_by_what_stands_beside_it(
    spelling: Spelling, typed: str, meant: str
) -> None:
    assert spelling.mend(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wat happened?", "what happened?"),
        ("Wen did it happen?", "When did it happen?"),
        ("hwo many people came?", "how many people came?"),
        ("hwo is the governor?", "who is the governor?"),
        ("hwo mnay peolpe came?", "how many people came?"),
        ("how mutch did it cost", "how much did it cost"),
        ("how meny came", "how many came"),
        ("wich bridge?", "which bridge?"),
        ("waht happened?", "what happened?"),
        ("whta happened?", "what happened?"),
        ("is Wat a temple?", "is Wat a temple?"),
    ],
)
def test_a_question_word_is_put_right(spelling: Spelling, typed: str, meant: str) -> None:
    assert spelling.mend(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("what did the doctors do?", id="words of the stories"),
        pytest.param("is the surgeon at sea?", id="words of English that no story has"),
        pytest.param("colour, organise, travelled", id="British"),
        pytest.param("defunded hospitals, superheroes", id="built of words"),
        pytest.param("Who is the mayor of Seoul?", id="a known name"),
        pytest.param("where is Peterson?", id="another name"),
        pytest.param("who is starmer?", id="a name like a word, in lower case"),
        pytest.param("When did Stater resign?", id="a name like a word"),
        pytest.param("where is modi?", id="too short"),
        pytest.param("the lridge", id="another beginning"),
        pytest.param("what did the FBI and NATOO say?", id="abbreviations"),
        pytest.param("WHAT DID THE DOCTERS DO?", id="all in capitals"),
        pytest.param("McDocter, docters2, @docters, docters.org", id="no plain words"),
        pytest.param("dont, whats, isnt", id="without apostrophe"),
        pytest.param("Où sont les médécins à l'hôpital?", id="another language"),
        pytest.param("xqzvw blorptag", id="nonsense"),
    ],
)
def test_the_rest_is_left_as_it_is(spelling: Spelling, text: str) -> None:
    assert spelling.mend(text) == text


def test_two_words_as_likely_are_not_chosen_between(tmp_path: Path) -> None:
    story = Story(id="a", text="They walked to the casks and the masks of the harbour.")
    spelling = make_index((story,), tmp_path).spelling

    assert spelling.mend("where are the hsrbour walls") == "where are the harbour walls"
    assert spelling.mend("where are the wasks") == "where are the wasks"


def test_nothing_is_read_before_a_word_is_unknown(tmp_path: Path) -> None:
    index = make_index((FLOOD,), tmp_path)

    def list_words() -> tuple[str, ...]:
        raise AssertionError

    spelling = Spelling(index.database, list_words)

    assert spelling.mend("what did the doctors do?") == "what did the doctors do?"
    with pytest.raises(AssertionError):
        spelling.mend("docters")


def test_what_was_mended_is_not_mended_again(spelling: Spelling) -> None:
    once = spelling.mend("wat did teh docters in Wexmouht do to the soldeir?")

    assert spelling.mend(once) == once


def test_a_name_that_is_told_of_often_is_meant(tmp_path: Path) -> None:
    stories = [
        Story(id=f"{number}", title="News", text=f"Students of Wex University met on day {number}.")
        for number in range(40)
    ]
    (tmp_path / "few").mkdir()
    (tmp_path / "many").mkdir()
    many = make_index(stories, tmp_path / "many").spelling
    few = make_index(stories[:3], tmp_path / "few").spelling

    assert many.mend("who met at the univercity") == "who met at the university"
    assert many.mend("who met at Univercity") == "who met at Univercity"
    assert few.mend("who met at the univercity") == "who met at the univercity"
