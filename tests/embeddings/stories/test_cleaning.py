from embeddings.stories.cleaning import clean_stories
from embeddings.stories.raw import RawStory, Skipped
from embeddings.stories.story import Removed, Story

LINE = "The bridge is closed, the county said."


def test_the_outlet_that_the_page_names_is_the_publisher() -> None:
    (story,) = clean_stories(
        [RawStory("a", "a.txt", f"{LINE}\n\nSign up for The Paper's Free Newsletters")]
    )

    assert story == Story(
        id="a",
        text=LINE,
        publisher="The Paper",
        removed=(Removed("Sign up for The Paper's Free Newsletters", "newsletter box", len(LINE)),),
    )


def test_of_two_outlets_neither_is_guessed() -> None:
    text = f"{LINE}\n\nSign up for The Paper's newsletter\n\nSubscribe to The Herald"

    (story,) = clean_stories([RawStory("a", "a.txt", text)])

    assert isinstance(story, Story)
    assert story.publisher is None


def test_what_the_file_says_comes_before_what_the_page_says() -> None:
    text = f"By Nellie Bly\n\n{LINE}\n\nSign up for The Paper's newsletter"

    known, unknown = clean_stories(
        [
            RawStory("a", "a.json", text, publisher="The Herald", authors=("Ida Tarbell",)),
            RawStory("b", "b.json", text),
        ]
    )

    assert isinstance(known, Story)
    assert isinstance(unknown, Story)
    assert (known.publisher, known.authors) == ("The Herald", ("Ida Tarbell",))
    assert (unknown.publisher, unknown.authors) == ("The Paper", ("Nellie Bly",))


def test_a_story_of_leftovers_alone_is_skipped() -> None:
    (skipped,) = clean_stories([RawStory("a", "a.txt", "Sign up\n\nAdvertisement")])

    assert skipped == Skipped("a.txt", "empty: it holds nothing but page leftovers")
