"""What a person is told of a failure on a cluster, which Ray wraps in errors of its own.

Promise: pure; one line, with what was raised in the first place.
"""

import re

from embeddings.errors import BylineError, ServiceError

_WRAPPERS = 10
"""More than Ray puts around an error of a worker."""
_PAINT = re.compile(r"\x1b\[[0-9;]*m")
"""The colours that Ray gives its traces."""


def tell_failure(error: Exception, place: str) -> BylineError:
    """Return the error of ours that says what failed at a place.

    One of ours that a worker raised keeps its kind, and with it its exit code.
    """
    first = _unwrap(error)
    # Ray adds lines on how to try again to the message of the error itself
    said = (_PAINT.sub("", str(first)).strip().splitlines() or [""])[0]
    if isinstance(first, BylineError):
        return type(first)(f"{place}: a machine cannot embed the passages: {said}")
    reason = f"{type(first).__name__}: {said[:200]}".rstrip(".: ")
    return ServiceError(
        f"{place} could not embed the passages ({reason}): see to that and build again. "
        "The index is as before."
    )


def _unwrap(error: BaseException) -> BaseException:
    """Return what was raised in the first place, or what one of ours says of it."""
    for _ in range(_WRAPPERS):
        # Ray's own name for it; an error of a worker is also of the class of its cause
        inner = getattr(error, "cause", None)
        if inner is None and not isinstance(error, BylineError):
            inner = error.__cause__
        if not isinstance(inner, BaseException) or not str(inner):
            break
        error = inner
    return error
