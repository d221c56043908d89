"""Signatures: how much of one text stands in another."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.signatures import estimate_containment, sign_text

WORDS = [f"w{number}" for number in range(400)]
WHOLE = " ".join(WORDS)


@pytest.mark.parametrize(
    ("other", "share"),
    [
        pytest.param(WHOLE, 1.0, id="itself"),
        pytest.param(WHOLE.upper() + "!", 1.0, id="other case"),
        pytest.param(" ".join(WORDS[:200]), 1.0, id="half"),
        pytest.param(" ".join(WORDS[:200] + [f"x{n}" for n in range(200)]), 0.5, id="half new"),
        pytest.param(" ".join(f"x{n}" for n in range(400)), 0.0, id="other"),
    ],
)
def test_the_share_of_common_sequences_is_estimated(other: str, share: float) -> None:
    one, two = sign_text(WHOLE), sign_text(other)

    assert estimate_containment(one, two) == pytest.approx(share, abs=0.15)
    assert estimate_containment(two, one) == estimate_containment(one, two)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_signed_the_same_way_each_time(text: str) -> None:
    signature = sign_text(text)

    assert signature == sign_text(text)
    assert len(signature) == 4 * 129
    assert estimate_containment(signature, signature) == 1.0


@pytest.mark.parametrize(
    ("text", "sha256"),
    [
        pytest.param(
            WHOLE, "a1a352589d478e24d8d77e9e2f4ff043ca2810e595a2446e92f87139c21be1f9", id="words"
        ),
        pytest.param(
            "", "881b72d90426cf738e46df749f8111bff48c69bb3e1cb0ad4fc4bcfaed06f92f", id="none"
        ),
    ],
)
def test_signatures_are_those_of_datasketch(text: str, sha256: str) -> None:
    assert hashlib.sha256(sign_text(text)).hexdigest() == sha256
