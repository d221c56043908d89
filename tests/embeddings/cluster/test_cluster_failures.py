"""A failure on a cluster is one line about what was raised in the first place."""

import pytest

from embeddings.cluster.failures import tell_failure
from embeddings.errors import ModelError, ServiceError


class WrappedError(Exception):
    """As Ray wraps an error of a task."""

    def __init__(self, cause: Exception | None, said: str = "trace\n" * 20) -> None:
        super().__init__(said)
        self.cause = cause


class WrappedModelError(WrappedError, ModelError):
    """As Ray wraps one of ours: of its class too."""


def chain(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ZeroDivisionError("by zero."), "ZeroDivisionError: by zero"),
        (WrappedError(ValueError("odd")), "ValueError: odd"),
        (WrappedError(WrappedError(ValueError("odd\nand more"))), "ValueError: odd"),
        (chain(RuntimeError("outside"), ValueError("inside")), "ValueError: inside"),
        (chain(RuntimeError("said"), Exception()), "RuntimeError: said"),
        (MemoryError(), "MemoryError"),
        (WrappedError(None, "\x1b[36mpainted\x1b[0m"), "WrappedError: painted"),
        (ValueError("x" * 300), f"ValueError: {'x' * 200}"),
    ],
    ids=["plain", "wrapped", "twice", "chained", "silent cause", "silent", "painted", "long"],
)
def test_what_others_raise_is_a_service_that_does_not_work(error: Exception, reason: str) -> None:
    told = tell_failure(error, "The Ray cluster at head:1")

    assert type(told) is ServiceError
    assert str(told) == (
        f"The Ray cluster at head:1 could not embed the passages ({reason}): see to that and build "
        "again. The index is as before."
    )


def test_what_we_raise_on_a_machine_keeps_its_kind() -> None:
    ours = chain(ModelError("its model is another.\nHow to try."), OSError("no such file"))

    told = tell_failure(WrappedModelError(ours), "The Ray cluster at head:1")

    assert type(told) is ModelError
    assert str(told) == (
        "The Ray cluster at head:1: a machine cannot embed the passages: its model is another."
    )


def test_errors_that_go_in_circles_are_told_too() -> None:
    one, other = RuntimeError("one"), RuntimeError("other")
    chain(chain(one, other), one)
    other.__cause__ = one

    assert "RuntimeError: o" in str(tell_failure(one, "Ray"))
