"""Pages are cut into windows that hold every token, at its own place in the page."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Regex, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

from bot.reading.make import open_span_reader
from bot.reading.reader import Page
from bot.reading.spans.inputs import Window, feed, make_windows
from bot.reading.spans.settings import Curve, SizedCurve, SpanSettings
from embeddings.default_model import find_default_model
from embeddings.encoders.encoder import open_tokenizer

CURVE = Curve({}, 0.0, 0.5)
SETTINGS = SpanSettings(
    model="m",
    fingerprint="f",
    first=(101,),
    between=(102,),
    last=(102,),
    typed=True,
    given=CURVE,
    searched=(SizedCurve(1, CURVE),),
    max_question=5,
    max_headline=3,
    max_text=10,
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return open_tokenizer(find_default_model())


def make_page(text: str, title: str = "") -> Page:
    return Page(text, (), title)


def test_an_input_is_question_headline_and_text_between_separators(tokenizer: Tokenizer) -> None:
    page = make_page("The ship sank.", "News today")

    (window,) = make_windows("who sank?", [page], tokenizer, SETTINGS)

    tokens = [tokenizer.id_to_token(one) for one in window.ids]
    assert tokens == [
        *("[CLS]", "who", "sank", "?", "[SEP]", "news", "today", "[SEP]"),
        *("the", "ship", "sank", ".", "[SEP]"),
    ]  # fmt: skip
    assert (window.page, window.second_part, window.text_part) == (0, 5, 8)
    assert [page.text[a:b] for a, b in window.offsets] == ["The", "ship", "sank", "."]


def test_without_a_headline_no_second_separator_stands(tokenizer: Tokenizer) -> None:
    (window,) = make_windows("who?", [make_page("He.")], tokenizer, SETTINGS)

    assert [tokenizer.id_to_token(one) for one in window.ids] == [
        *("[CLS]", "who", "?", "[SEP]", "he", ".", "[SEP]")
    ]
    assert window.second_part == window.text_part == 4


def test_question_headline_and_text_have_their_limits(tokenizer: Tokenizer) -> None:
    page = make_page("b " * 100, "c " * 100)

    windows = make_windows("a " * 100, [page], tokenizer, SETTINGS)

    for window in windows:
        tokens = [tokenizer.id_to_token(one) for one in window.ids]
        assert tokens[:11] == ["[CLS]", *"aaaaa", "[SEP]", *"ccc", "[SEP]"]
        assert tokens[11:] == ["b"] * 10 + ["[SEP]"]


def test_a_text_that_fits_is_one_window_and_one_token_more_are_two(tokenizer: Tokenizer) -> None:
    counts = [
        [len(one.offsets) for one in make_windows("a", [make_page("b " * n)], tokenizer, SETTINGS)]
        for n in (0, 1, 10, 11, 15, 16)
    ]

    assert counts == [[], [1], [10], [10, 6], [10, 10], [10, 10, 6]]


@given(st.lists(st.text(alphabet="ab.é😀 \n\u00a0’[SEP]", max_size=60), max_size=4))
def test_every_token_of_every_page_is_in_a_window_at_its_place(
    tokenizer: Tokenizer, texts: list[str]
) -> None:
    windows = make_windows("a", [make_page(text) for text in texts], tokenizer, SETTINGS)

    for number, text in enumerate(texts):
        whole = tokenizer.encode(text, add_special_tokens=False)
        own = [one for one in windows if one.page == number]
        seen = {
            (token, offset)
            for one in own
            for token, offset in zip(one.ids[one.text_part : -1], one.offsets, strict=True)
        }
        assert {offset for _, offset in seen} == set(whole.offsets)
        assert seen == set(zip(whole.ids, whole.offsets, strict=True))
        for one, following in pairwise(own):
            shared = set(one.offsets) & set(following.offsets)
            assert len(shared) >= 1


def test_a_blank_that_a_tokenizer_counts_to_a_token_is_not_in_its_offsets() -> None:
    tokenizer = Tokenizer(WordLevel({"?": 0}, unk_token="?"))
    tokenizer.pre_tokenizer = Split(Regex(r"\s\S+"), "isolated")
    text = "one two\nthree"
    assert [text[a:b] for a, b in tokenizer.encode(text).offsets] == ["one", " two", "\nthree"]

    (window,) = make_windows("?", [make_page(text)], tokenizer, SETTINGS)

    assert [text[a:b] for a, b in window.offsets] == ["one", "two", "three"]


def test_special_tokens_in_a_text_are_plain_text() -> None:
    tokenizer = open_span_reader()._tokenizer  # as it is opened to read
    page = make_page("A [SEP] B [CLS] [MASK]", "[PAD]")

    (window,) = make_windows("[SEP] who?", [page], tokenizer, replace(SETTINGS, max_text=40))

    special = [tokenizer.token_to_id(f"[{one}]") for one in ("SEP", "CLS", "PAD", "MASK", "UNK")]
    assert [window.ids.count(one) for one in special] == [3, 1, 0, 0, 0]


def make_window(ids: tuple[int, ...], second_part: int) -> Window:
    return Window(0, ids, second_part, second_part, ((0, 1),) * (len(ids) - second_part - 1))


def test_a_network_is_fed_tokens_and_which_part_they_are_of() -> None:
    inputs = feed(make_window((7, 8, 9), 1), typed=True)

    assert {name: one.tolist() for name, one in inputs.items()} == {
        "input_ids": [[7, 8, 9]],
        "attention_mask": [[1, 1, 1]],
        "token_type_ids": [[0, 1, 1]],
    }
    assert {one.dtype.name for one in inputs.values()} == {"int64"}


def test_a_network_without_types_is_given_none() -> None:
    inputs = feed(make_window((7, 8, 9), 1), typed=False)

    assert inputs.keys() == {"input_ids", "attention_mask"}
