"""Whatever comes in at a border comes out as a value or as one line that says what is wrong."""

import contextlib
import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny_index import make_index

from bot import evaluation
from bot.answering.answers import check_question
from bot.cli import asking
from bot.cli.given_texts import GivenText, read_given
from bot.config import Settings
from bot.facts.periods import find_period
from bot.newsroom import Newsroom
from bot.presentation.quoting import quote_for_shell, quote_name
from embeddings.errors import BylineError, StoriesError, UsageError
from embeddings.stories import Skipped, Story
from embeddings.stories.raw import RawStory
from embeddings.stories.records import read_results, write_results
from embeddings.stories.sources.endings import ENDINGS
from embeddings.stories.sources.formats import parse_source

pytestmark = [pytest.mark.slow, pytest.mark.timeout(0)]

ODD = "ab .!?\"'[]{}<>&#*-_:,/\\\n\r\t\0\x1b\x9b\u00a0\u2028\u202e\ufeff\udcff😀é0259"
NAMES = "text title published authors url id question context claim evidence answers stories"
MARKUP = (
    "<p> </p> <a href=' <!-- --> <![CDATA[ &amp; &#x; <script> <table><tr><td> --- title: ``` "
    '[x](y) ![ * # > | \\ <article> <h1> {" [[ \x00 \xff\xfe \x1f\x8b'
)
TEXT = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=80)
KEYS = st.one_of(TEXT, st.sampled_from(NAMES.split()))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT, st.just("text")),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=8,
).map(json.dumps)
PIECES = st.sampled_from(MARKUP.split(" "))
BYTES = st.one_of(
    st.binary(max_size=120),
    TEXT.map(lambda text: text.encode(errors="surrogatepass")),
    JSON.map(str.encode),
    st.lists(PIECES, max_size=30).map(lambda parts: " ".join(parts).encode("latin-1")),
)


def try_many(tries: int, given_: st.SearchStrategy, check: Callable[..., object]) -> None:
    """Check so many values; the first that raises anything is made as small as can be."""

    @settings(
        max_examples=tries, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), derandomize=True,
    )  # fmt: skip
    @given(given_)
    def run(value: object) -> None:
        check(value)

    run()


def refuse_with(kind: type[BylineError], act: Callable[..., object]) -> Callable[..., None]:
    """Return a check that an act gives something, or refuses with one kind of error."""

    def check(value: object) -> None:
        with contextlib.suppress(kind):
            act(value)

    return check


def read_question(line: str) -> list[GivenText]:
    return list(read_given([line], "question", "context"))


def read_claim(line: str) -> list[GivenText]:
    return list(read_given([line], "claim", "evidence"))


def read_known(line: str) -> object:
    return evaluation._parse(line, 1)


def quote(name: str) -> tuple[str, str]:
    return quote_name(name), quote_for_shell(name)


@pytest.mark.parametrize("ending", ENDINGS)
def test_any_bytes_are_stories_or_a_reason(tries: int, ending: str) -> None:
    def check(data: bytes) -> None:
        packed = gzip.compress(data) if ending.endswith(".gz") else data
        found = parse_source(f"a/b{ending}", packed, max_unpacked_bytes=10_000)

        assert found
        assert all(isinstance(one, RawStory | Skipped) for one in found)
        assert read_results(RawStory, write_results(found)) == found

    slow = {".html", ".htm", ".html.gz", ".htm.gz", ".md"}
    try_many(tries // 10 if ending in slow else tries // len(ENDINGS), BYTES, check)


@pytest.mark.parametrize(
    ("kind", "act", "given_"),
    [
        pytest.param(UsageError, check_question, TEXT, id="question"),
        pytest.param(UsageError, lambda text: asking._parse_day("--since", text), TEXT, id="since"),
        pytest.param(UsageError, read_question, JSON | TEXT, id="read"),
        pytest.param(UsageError, read_claim, JSON | TEXT, id="claims"),
        pytest.param(UsageError, read_known, JSON | TEXT, id="eval"),
        pytest.param(
            UsageError, lambda text: find_period(text, today=date(2024, 3, 26)), TEXT, id="period"
        ),
        pytest.param(UsageError, quote, TEXT, id="names"),
    ],
)  # fmt: skip
def test_any_input_is_taken_or_refused_in_one_line(
    tries: int, kind: type[BylineError], act: Callable[..., object], given_: st.SearchStrategy
) -> None:
    try_many(tries, given_, refuse_with(kind, act))


@pytest.mark.parametrize(
    "nested", ["[" * 200_000, '{"question": ' * 50_000, "9" * 5000], ids=["lists", "objects", "9"]
)
def test_endless_nesting_is_refused_in_one_line(nested: str) -> None:
    for parse in (read_question, read_claim, read_known):
        with pytest.raises(UsageError):
            parse(nested)


def test_any_id_and_any_question_is_answered_or_refused(tmp_path: Path, tries: int) -> None:
    story = Story(id="a/bridge", text="The bridge fell. The mayor spoke.", title="Bridge falls")
    newsroom = Newsroom(make_index([story], tmp_path), Settings(reader="sentence"))

    try_many(tries // 10, TEXT, refuse_with(StoriesError, newsroom.find_story))
    try_many(tries // 50, TEXT, refuse_with(UsageError, newsroom.ask))
    try_many(tries // 50, TEXT, refuse_with(UsageError, newsroom.search))
    newsroom.close()
