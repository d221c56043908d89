"""A suggested story waits unseen until somebody decides."""

from pathlib import Path

import pytest
from hostile_server import PAGE

from bot.intake.desk import MAX_BYTES, IntakeDesk
from bot.intake.previews import Given
from bot.intake.saving import save_story
from bot.intake.suggestions import (
    MOST_EACH,
    accept_suggestion,
    decline_suggestion,
    forget_suggestions,
    list_suggestions,
    read_suggestion,
    suggest_story,
)
from embeddings.errors import RefusedError, StoriesError
from embeddings.stories.sources.folder import read_folder


@pytest.fixture
def desk(tmp_path: Path) -> IntakeDesk:
    return IntakeDesk(tmp_path)


def suggest(desk: IntakeDesk, by: str = "ann", **said: str) -> str:
    preview = desk.read_file("a.html", PAGE, Given.parse(**said))  # type: ignore[arg-type]
    return suggest_story(preview, desk.stories, by=by).id


def test_what_waits_is_not_read_and_what_is_taken_is(desk: IntakeDesk) -> None:
    waiting = suggest(desk, publisher="The Isle", authors=("Bo Kim",), published="2024-05-03")  # type: ignore[arg-type]

    assert read_folder(desk.stories).stories == ()
    (one,) = list_suggestions(desk.stories)
    assert (one.by, one.headline, one.outlet) == (
        "ann",
        "Ferry line opens again after winter",
        "The Isle",
    )
    before = read_suggestion(desk.stories, waiting)
    saved = accept_suggestion(desk.stories, waiting)
    (story,) = read_folder(desk.stories).stories
    assert (story.id,) == saved.ids
    assert (story.publisher, story.authors) == ("The Isle", ("Bo Kim",))
    assert story.published == before.day
    assert list_suggestions(desk.stories) == ()


def test_what_is_declined_is_gone_and_cannot_be_taken(desk: IntakeDesk) -> None:
    waiting = suggest(desk)

    decline_suggestion(desk.stories, waiting)

    for decide in (accept_suggestion, decline_suggestion, read_suggestion):
        with pytest.raises(StoriesError, match="any more"):
            decide(desk.stories, waiting)
    assert read_folder(desk.stories).files == ()


@pytest.mark.parametrize("forged", ["", "..", "../inbox", "0" * 8, "ABCDEF12", ".hidden1"])
def test_a_forged_name_of_a_suggestion_reaches_nothing(desk: IntakeDesk, forged: str) -> None:
    save_story(desk.read_file("a.html", PAGE), desk.stories)
    suggest(desk)

    with pytest.raises(StoriesError):
        decline_suggestion(desk.stories, forged)

    assert len(read_folder(desk.stories).stories) == 1


def test_nobody_fills_the_folder_alone(desk: IntakeDesk) -> None:
    for _ in range(MOST_EACH):
        suggest(desk)

    with pytest.raises(RefusedError, match="Too many"):
        suggest(desk)

    suggest(desk, by="bo")
    assert forget_suggestions(desk.stories, by="ann") == MOST_EACH
    assert [one.by for one in list_suggestions(desk.stories)] == ["bo"]


def test_a_damaged_suggestion_hides_no_other(desk: IntakeDesk) -> None:
    waiting = suggest(desk)
    (desk.stories / ".suggested/00000000").mkdir()
    (desk.stories / ".suggested/00000000/suggestion.json").write_text("[]")

    assert [one.id for one in list_suggestions(desk.stories)] == [waiting]
    with pytest.raises(StoriesError, match="damaged"):
        read_suggestion(desk.stories, "00000000")


def test_what_is_too_large_is_refused_unread(desk: IntakeDesk) -> None:
    with pytest.raises(StoriesError, match="larger than 20 MB"):
        desk.read_file("a.txt", b"x" * (MAX_BYTES + 1))
