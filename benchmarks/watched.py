"""Functions of the packages that are watched while they work: processor time by stage.

Promise: a stage inside another is counted once, in the inner one; when the block ends, every
function is the one that it was.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Stage:
    """A name, and the function that does it: an attribute of a class or of a module.

    ``weigh`` says of the arguments how much was to be done.
    """

    name: str
    owner: Any
    attribute: str
    weigh: Callable[..., float] | None = None


@dataclass(slots=True)
class Spent:
    """Processor milliseconds of each stage, and how much was done, since it was last emptied."""

    milliseconds: dict[str, float] = field(default_factory=dict)
    work: dict[str, float] = field(default_factory=dict)
    inner: list[float] = field(default_factory=list)

    def empty(self) -> tuple[dict[str, float], dict[str, float]]:
        """Return what was spent and done, and begin anew."""
        taken = self.milliseconds, self.work
        self.milliseconds, self.work = {}, {}
        return taken


@contextmanager
def watch(stages: Sequence[Stage]) -> Iterator[Spent]:
    """Watch some functions during the block."""
    spent = Spent()
    before = [(one, vars(one.owner)[one.attribute]) for one in stages]
    try:
        for one, _ in before:
            watched = _wrap(one, getattr(one.owner, one.attribute), spent)
            setattr(one.owner, one.attribute, watched)
        yield spent
    finally:
        for one, act in before:
            setattr(one.owner, one.attribute, act)


def _wrap(stage: Stage, act: Callable[..., Any], spent: Spent) -> Callable[..., Any]:
    def watched(*given: Any, **named: Any) -> Any:
        spent.inner.append(0.0)
        started = time.process_time()
        try:
            return act(*given, **named)
        finally:
            own = 1000 * (time.process_time() - started) - spent.inner.pop()
            spent.milliseconds[stage.name] = spent.milliseconds.get(stage.name, 0.0) + own
            if stage.weigh:
                done = stage.weigh(*given, **named)
                spent.work[stage.name] = spent.work.get(stage.name, 0.0) + done
            if spent.inner:  # of whatever is around it, weighing is no part either
                spent.inner[-1] += 1000 * (time.process_time() - started)

    return watched
