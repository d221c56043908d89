"""The story database: what goes in comes out, and searches are in order."""

import sqlite3
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_index import cut_words

from embeddings.analysis import analyse
from embeddings.attribution import find_attributions
from embeddings.disk import measure_file
from embeddings.errors import UnusableIndexError
from embeddings.index.database import StoryDatabase
from embeddings.index.filters import Filters
from embeddings.index.story_writer import StoryWriter
from embeddings.passages import Passage, split_story
from embeddings.sentences import split_sentences
from embeddings.stories import RawStory, Removed, Skipped, SourceFile, Story
from embeddings.stories.normalise import normalise
from embeddings.stories.sources.folder import ReadFile

BRIDGE = Story(
    id="bridge",
    text="A bridge fell. The mayor spoke.",
    title="Bridge falls",
    publisher="The Harbour Post",
    authors=("Ann Lee", "Bo Kim"),
    published=date(2024, 3, 26),
    url="https://example.org/bridge",
    removed=(Removed("Subscribe now", "promotion", 14),),
)
MOON = Story(id="moon", text="The moon is near.", publisher="Élysée", published=date(2023, 8, 23))
PLAIN = Story(id="a/plain", text="Nothing is known.")
STORIES = (BRIDGE, MOON, PLAIN)
NOWHERE = Filters(stories=("nowhere",))


def write(path: Path, *stories: Story) -> dict[str, list[int]]:
    writer, rows, at = StoryWriter(), {}, 0
    for story in stories:
        analysed = analyse(story, cut_words, max_tokens=16)
        assert writer.take_over(story.id) is None
        assert writer.add(analysed, origin=f"of {story.id}").tolist() == [0] * len(
            analysed.passages
        )
        rows[story.id] = list(range(at + 1, at + 1 + len(analysed.passages)))
        at += len(analysed.passages)
    writer.add_files(
        (ReadFile(SourceFile("b.txt", 5, 7), ()), ReadFile(SourceFile("a.txt", 3, 9), ())),
        (Skipped("z.txt", "empty"), Skipped("c.txt", "not text")),
    )
    content = writer.save(path)
    assert measure_file(path) == content
    return rows


@pytest.fixture
def database(tmp_path: Path) -> StoryDatabase:
    write(tmp_path / "stories.sqlite", *STORIES)
    return StoryDatabase.load(tmp_path / "stories.sqlite")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
def test_a_story_comes_back_as_it_went_in(database: StoryDatabase, story: Story) -> None:
    assert database.get_story(story.id) == story
    assert database.get_sentences(story.id) == split_sentences(story.text)


def test_what_is_not_there_is_told_as_such(database: StoryDatabase) -> None:
    assert database.get_story("none") is None
    assert database.get_sentences("none") == ()
    with pytest.raises(ValueError, match="row must be a passage, was: 99"):
        database.get_passage(99)
    with pytest.raises(ValueError, match="row must be a passage, was: 99"):
        database.get_story_of(99)


def test_lists_are_in_order(database: StoryDatabase) -> None:
    assert [story.id for story in database.list_stories()] == ["a/plain", "bridge", "moon"]
    assert database.list_story_hashes() == tuple(
        (story.id, story.sha256) for story in (PLAIN, BRIDGE, MOON)
    )
    assert database.list_files() == (SourceFile("a.txt", 3, 9), SourceFile("b.txt", 5, 7))
    assert database.list_skipped() == (Skipped("c.txt", "not text"), Skipped("z.txt", "empty"))
    assert database.count_passages_by_story() == {"a/plain": 1, "bridge": 1, "moon": 1}
    assert len(database.list_passages()) == 3


def test_a_passage_is_the_window_that_was_stored(tmp_path: Path) -> None:
    text = "Ünä 😀 word. " * 40
    story = Story(id="long", text=text.strip(), title="A title")
    passages = split_story(story, cut_words, max_tokens=16)
    rows = write(tmp_path / "stories.sqlite", story)["long"]

    database = StoryDatabase.load(tmp_path / "stories.sqlite")

    assert len(rows) == len(passages) > 5
    assert tuple(database.get_passage(row) for row in rows) == passages
    assert {database.get_story_of(row).id for row in rows} == {"long"}


def test_the_file_is_only_read(database: StoryDatabase) -> None:
    with pytest.raises(UnusableIndexError, match="readonly"):
        database._query("DELETE FROM stories")


@pytest.mark.parametrize(
    "sql",
    [
        pytest.param("CREATE VIEW more AS SELECT 1", id="view"),
        pytest.param(
            "DROP TABLE skipped; CREATE VIEW skipped AS WITH RECURSIVE n (file, reason) AS "
            "(SELECT 'a', 'b' UNION ALL SELECT file, reason FROM n) SELECT * FROM n",
            id="endless view",
        ),
        pytest.param(
            "CREATE TRIGGER t AFTER INSERT ON stories BEGIN DELETE FROM stories; END", id="trigger"
        ),
        pytest.param("DROP TABLE signatures", id="table missing"),
        pytest.param("ALTER TABLE files ADD COLUMN more TEXT", id="column more"),
    ],
)
def test_a_file_with_other_tables_is_refused(tmp_path: Path, sql: str) -> None:
    write(tmp_path / "stories.sqlite", BRIDGE)
    connection = sqlite3.connect(tmp_path / "stories.sqlite")
    connection.executescript(sql)
    connection.close()

    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        StoryDatabase.load(tmp_path / "stories.sqlite")


@pytest.mark.parametrize(
    ("sql", "read"),
    [
        pytest.param("UPDATE stories SET text = 'Other.'", "list_stories", id="text"),
        pytest.param("UPDATE stories SET authors = '{'", "list_stories", id="broken JSON"),
        pytest.param("UPDATE stories SET authors = '3'", "list_stories", id="other JSON"),
        pytest.param("UPDATE stories SET removed = '[[1]]'", "list_stories", id="removed"),
        pytest.param("UPDATE stories SET published = 'soon'", "list_stories", id="day"),
        pytest.param("UPDATE passages SET end = 999", "list_passages", id="passage"),
        pytest.param("UPDATE files SET results = x'00'", "list_results", id="results"),
    ],
)
def test_a_value_of_the_wrong_kind_is_damage(tmp_path: Path, sql: str, read: str) -> None:
    write(tmp_path / "stories.sqlite", BRIDGE)
    connection = sqlite3.connect(tmp_path / "stories.sqlite")
    connection.execute(sql)
    connection.commit()
    connection.close()

    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        getattr(StoryDatabase.load(tmp_path / "stories.sqlite"), read)()


def test_a_query_that_never_ends_is_ended(database: StoryDatabase) -> None:
    database.limit_steps(3)

    with pytest.raises(UnusableIndexError, match="interrupted"):
        database._query(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        )
    assert database.count_passages() == 3


def test_the_counts_must_be_those_expected(database: StoryDatabase) -> None:
    database.check(stories=3, passages=3)

    with pytest.raises(UnusableIndexError, match="there are not 4 passages"):
        database.check(stories=3, passages=4)


def test_a_story_taken_over_is_the_one_that_was_there(tmp_path: Path) -> None:
    write(tmp_path / "before.sqlite", *STORIES)
    writer = StoryWriter(tmp_path / "before.sqlite")
    changed = Story(id="moon", text="The moon is far.", title="Bridge falls")

    taken = [writer.take_over("of a/plain"), writer.take_over("unknown")]
    added = writer.add(analyse(changed, cut_words, max_tokens=16), "of another")
    taken.append(writer.take_over("of bridge"))
    writer.save(tmp_path / "after.sqlite")

    assert [None if one is None else one.tolist() for one in taken] == [[3], None, [1]]
    assert added.tolist() == [0]
    write(tmp_path / "fresh.sqlite", PLAIN, changed, BRIDGE)
    after, fresh = (StoryDatabase.load(tmp_path / f"{name}.sqlite") for name in ("after", "fresh"))
    assert after.list_stories() == fresh.list_stories()
    assert after.list_passages() == fresh.list_passages()
    for word in ("bridg", "moon", "noth", "far"):
        assert after.search_words([word], limit=9) == fresh.search_words([word], limit=9)
    for story in STORIES:
        assert after.get_sentences(story.id) == fresh.get_sentences(story.id)
        assert after.get_signature(story.id) == fresh.get_signature(story.id)
        assert after.get_attributions(story.id) == fresh.get_attributions(story.id)


def test_a_passage_that_stands_in_a_changed_story_keeps_its_vector(tmp_path: Path) -> None:
    write(tmp_path / "before.sqlite", MOON, PLAIN)
    writer = StoryWriter(tmp_path / "before.sqlite")

    rows = writer.add(analyse(Story(id="b", text=PLAIN.text), cut_words, max_tokens=16), "b")

    assert rows.tolist() == [2]
    writer.close()


def test_what_was_in_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    raw = RawStory(
        "a", "a.txt", "Text.", "Title", "P", ("A", "B"), date(2024, 1, 2), None, (("x", "y"),)
    )
    writer = StoryWriter()
    results = (raw, Skipped("a.txt#2", "empty"))
    writer.add_files((ReadFile(SourceFile("a.txt", 1, 2, 3, 4, "aa"), results),), ())
    writer.save(tmp_path / "stories.sqlite")

    database = StoryDatabase.load(tmp_path / "stories.sqlite")

    assert database.list_results() == {("a.txt", "aa"): results}
    assert database.list_files()[0].sha256 == "aa"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        pytest.param({}, ["bridge", "moon", "a/plain"], id="none"),
        pytest.param({"stories": ("moon", "bridge")}, ["bridge", "moon"], id="stories"),
        pytest.param({"publisher": "harbour"}, ["bridge"], id="part of a name"),
        pytest.param({"publisher": "ÉLYSÉE"}, ["moon"], id="any case, any letter"),
        pytest.param({"publisher": "%"}, [], id="no wild cards"),
        pytest.param({"since": date(2024, 3, 26)}, ["bridge"], id="since"),
        pytest.param({"until": date(2023, 8, 23)}, ["moon"], id="until"),
        pytest.param({"since": date(1900, 1, 1)}, ["bridge", "moon"], id="undated passes no date"),
        pytest.param({"until": date(2023, 8, 22)}, [], id="too early"),
        pytest.param({"stories": ("moon",), "publisher": "harbour"}, [], id="all must pass"),
    ],
)
def test_filters_let_pass_what_passes_each(
    database: StoryDatabase, filters: dict[str, object], found: list[str]
) -> None:
    wanted = Filters(**filters)  # type: ignore[arg-type]
    rows = database.list_allowed(wanted)
    passed = [1, 2, 3] if rows is None else rows.tolist()

    assert [story.id for _, story in database.get_passages(passed)] == found
    assert {one.id for one in database.list_stories() if wanted.let_pass(one)} == set(found)


def test_the_passages_of_one_story_are_known(database: StoryDatabase) -> None:
    for story in ("bridge", "moon"):
        rows = database.get_story_rows(story)

        allowed = database.list_allowed(Filters(stories=(story,)))
        assert allowed is not None
        assert rows.tolist() == allowed.tolist()
        assert rows.dtype == np.int64
    assert database.get_story_rows("nowhere").tolist() == []


def test_words_are_found_by_their_stems_in_title_and_text(database: StoryDatabase) -> None:
    assert [row for row, _ in database.search_words(["bridg"], limit=9)] == [1]
    assert [row for row, _ in database.search_words(["moon", "mayor"], limit=9)] == [2, 1]
    assert database.count_word("bridg") == 1
    assert database.count_word("nowher") == 0


def test_bm25_is_higher_for_what_fits_better_and_equal_ones_are_in_order(tmp_path: Path) -> None:
    same = [Story(id=f"s{number}", text="A ship came in.") for number in (1, 2, 3)]
    twice = Story(id="twice", text="A ship met a ship.")
    write(tmp_path / "stories.sqlite", *same, twice, PLAIN)
    database = StoryDatabase.load(tmp_path / "stories.sqlite")

    hits = database.search_words(["ship"], limit=9)

    assert [row for row, _ in hits] == [4, 1, 2, 3]
    assert hits[0][1] > hits[1][1] == hits[2][1] == hits[3][1]
    assert database.search_words(["ship"], limit=2) == hits[:2]
    filters = Filters(stories=("twice", "s2"))
    assert database.search_words(["ship"], limit=9, filters=filters) == (hits[0], hits[2])


@pytest.mark.parametrize(
    "call",
    [
        pytest.param({"words": (), "limit": 5}, id="no words"),
        pytest.param({"words": ("ship",), "limit": 0}, id="no room"),
        pytest.param({"words": ("ship",), "limit": 5, "filters": NOWHERE}, id="no rows"),
    ],
)
def test_nothing_to_search_finds_nothing(database: StoryDatabase, call: dict[str, object]) -> None:
    assert database.search_words(**call) == ()  # type: ignore[arg-type]


def test_a_missing_or_damaged_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        StoryDatabase.load(tmp_path / "none.sqlite")
    assert not (tmp_path / "none.sqlite").exists()

    (tmp_path / "odd.sqlite").write_text("this is no database " * 100)
    with pytest.raises(UnusableIndexError, match="run `byline rebuild-index`"):
        StoryDatabase.load(tmp_path / "odd.sqlite")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(min_size=1, max_size=300).map(normalise).filter(bool),
    title=st.text(max_size=40).map(normalise),
    removed=st.lists(st.text(alphabet=st.characters(codec="utf-8")), max_size=3),
)
def test_any_story_comes_back_with_its_passages(
    tmp_path: Path, text: str, title: str, removed: list[str]
) -> None:
    story = Story(
        id="any",
        text=text,
        title=title,
        removed=tuple(Removed(piece, "why", len(text)) for piece in removed),
    )
    (tmp_path / "any.sqlite").unlink(missing_ok=True)
    rows = write(tmp_path / "any.sqlite", story)["any"]

    database = StoryDatabase.load(tmp_path / "any.sqlite")

    passages = tuple(database.get_passage(row) for row in rows)
    assert database.list_stories() == (story,)
    assert passages == split_story(story, cut_words, max_tokens=16)
    assert all(
        isinstance(one, Passage) and text[one.start : one.end] == one.text for one in passages
    )
    database.close()


def test_who_said_what_is_kept_as_it_was_found(tmp_path: Path) -> None:
    story = Story(id="fall", text="A bridge fell, Ann Lee said. She denied that it was old.")
    write(tmp_path / "said.sqlite", story)

    kept = StoryDatabase.load(tmp_path / "said.sqlite").get_attributions("fall")

    assert len(kept) == 2
    assert kept == find_attributions(story.text, split_sentences(story.text))


def test_an_unknown_story_attributes_nothing(database: StoryDatabase) -> None:
    assert database.get_attributions("unknown") == ()


def test_the_words_of_the_stories_are_listed_by_their_first_letter(
    database: StoryDatabase,
) -> None:
    assert database.count_passages() == 3
    assert database.list_words("b") == {"bridg": 1}
    assert database.list_words("n") == {"near": 1, "noth": 1}
    assert database.list_words("z") == {}


def test_how_a_word_is_written_is_told_by_its_passages(database: StoryDatabase) -> None:
    assert database.find_forms("mayor") == {"mayor": 1}
    assert database.find_forms("none") == {}


@pytest.mark.parametrize("value", [b"", b"\x00", b"\x00" * 515])
def test_a_signature_that_is_none_is_damage(tmp_path: Path, value: bytes) -> None:
    path = tmp_path / "stories.sqlite"
    write(path, *STORIES)
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE signatures SET signature = ?", (value,))
    connection.close()

    with pytest.raises(UnusableIndexError, match="signature"):
        StoryDatabase.load(path).get_signature("bridge")
