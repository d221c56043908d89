"""A span reader's settings come back as they were saved, and others are refused."""

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.spans.settings import SETTINGS_FILE, Curve, SizedCurve, SpanSettings
from embeddings.errors import ModelError

NUMBER = st.floats(allow_nan=False, allow_infinity=False)
COUNT = st.integers(0, 10**6)
CURVE = st.builds(Curve, st.dictionaries(st.text(max_size=9), NUMBER), NUMBER, NUMBER)
SIZED = st.dictionaries(st.integers(1, 10**6), CURVE, min_size=1, max_size=3).map(
    lambda curves: tuple(SizedCurve(size, curves[size]) for size in sorted(curves))
)
IDS = st.lists(COUNT, max_size=3).map(tuple)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SETTINGS = SpanSettings(
    model="own",
    fingerprint="f",
    first=(1,),
    between=(2, 2),
    last=(2,),
    typed=True,
    given=Curve({"margin": 2.0}, -1.0, 0.5),
    searched=(
        SizedCurve(10, Curve({"margin": 3.0}, -2.0, 0.7)),
        SizedCurve(1000, Curve({"margin": 1.0, "lead": 4.0}, -4.0, 0.9)),
    ),
)


@given(
    st.builds(
        SpanSettings,
        model=TEXT,
        fingerprint=TEXT,
        first=IDS,
        between=IDS,
        last=IDS,
        typed=st.booleans(),
        given=CURVE,
        searched=SIZED,
        verdict_scale=st.floats(0.01, 9),
        least_supported=st.floats(0, 1),
        max_question=COUNT,
        max_headline=COUNT,
        max_text=st.integers(2, 10**6),
    )
)
def test_settings_come_back_as_they_were_saved(
    tmp_path_factory: pytest.TempPathFactory, settings: SpanSettings
) -> None:
    folder = tmp_path_factory.mktemp("reader")

    settings.save(folder)

    assert SpanSettings.load(folder) == settings


def fields(**changed: Any) -> str:
    return json.dumps(asdict(SETTINGS) | changed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"own"',
        "{}",
        fields(surplus=1),
        fields(model=5),
        fields(fingerprint=None),
        fields(first="ab"),
        fields(first=7),
        fields(between=[1.5]),
        fields(last=[-1]),
        fields(last=[True]),
        fields(typed="yes"),
        fields(given=None),
        fields(given=[]),
        fields(given={}),
        fields(given={"weights": [], "bias": 0, "least": 0.5}),
        fields(given={"weights": {"margin": "2"}, "bias": 0, "least": 0.5}),
        fields(searched=[]),
        fields(searched=None),
        fields(searched=[{"passages": 0, "curve": {"weights": {}, "bias": 0, "least": 0.5}}]),
        fields(searched=[{"passages": 9, "curve": {"weights": {}, "bias": None, "least": 0.5}}]),
        fields(searched=[{"passages": 9, "curve": {"weights": {}, "bias": 0, "least": math.nan}}]),
        fields(searched=[{"passages": 9, "curve": {"weights": {}, "bias": 0, "least": 0}}] * 2),
        fields(verdict_scale=0),
        fields(verdict_scale="1"),
        fields(least_supported=-0.1),
        fields(least_supported=1.1),
        fields(least_supported=None),
        fields(max_text=0),
        fields(max_text=1),
        fields(max_text="224"),
        fields(max_question=None),
        fields(max_headline=-1),
    ],
)
def test_settings_that_are_not_ours_are_refused_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / SETTINGS_FILE).write_text(text, encoding="utf-8")

    with pytest.raises(ModelError) as caught:
        SpanSettings.load(tmp_path)

    assert str(caught.value) == (
        f"The reader in {tmp_path} is damaged: install Byline again, or delete that folder "
        "if BYLINE_READER names another reader."
    )


def test_a_folder_without_settings_and_one_of_other_bytes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        SpanSettings.load(tmp_path)

    (tmp_path / SETTINGS_FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ModelError):
        SpanSettings.load(tmp_path)


@pytest.mark.parametrize(
    ("pool", "weights", "bias", "least"),
    [
        (None, {"margin": 2}, -1, 0.5),
        (1, {"margin": 3}, -2, 0.7),
        (10, {"margin": 3}, -2, 0.7),
        (100, {"margin": 2, "lead": 2}, -3, 0.8),
        (1000, {"margin": 1, "lead": 4}, -4, 0.9),
        (10**6, {"margin": 1, "lead": 4}, -4, 0.9),
    ],
)
def test_the_curve_goes_with_the_size_of_the_collection(
    pool: int | None, weights: dict[str, float], bias: float, least: float
) -> None:
    curve = SETTINGS.find_curve(pool)

    named = {name: value for name, value in curve.weights.items() if value}
    assert named == pytest.approx(weights)
    assert (curve.bias, curve.least) == pytest.approx((bias, least))


def test_a_wrong_argument_says_what_is_wrong() -> None:
    with pytest.raises(ValueError, match=r"least must be .*, was: inf"):
        Curve({}, 0.0, float("inf"))
