"""What is counted and timed, in Prometheus' format.

Promise: nothing here says who asked or what.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256)


class Meters:
    """The metrics of one bot."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        registry = self._registry
        self._questions = Counter(
            "byline_questions", "Questions by how they ended.", ["status"], registry=registry
        )
        self._errors = Counter("byline_errors", "Errors by kind.", ["kind"], registry=registry)
        self.waiting = Gauge("byline_waiting", "Questions in line.", registry=registry)
        self.stories = Gauge("byline_stories", "Stories in the index.", registry=registry)
        self.loop_lag = Gauge(
            "byline_loop_lag_seconds", "The longest stall of the last minute.", registry=registry
        )
        self.answer_seconds = Histogram(
            "byline_answer_seconds", "From a question to its answer, with the time in line.",
            buckets=_SECONDS, registry=registry,
        )  # fmt: skip
        self.acknowledge_seconds = Histogram(
            "byline_acknowledge_seconds", "From an interaction's making to its arrival here.",
            buckets=_SECONDS, registry=registry,
        )  # fmt: skip

    def count_question(self, status: str) -> None:
        """Count a question as answered, unanswered or failed."""
        self._questions.labels(status).inc()

    def count_error(self, kind: str) -> None:
        """Count an error by the name of its class."""
        self._errors.labels(kind).inc()

    def write(self) -> bytes:
        """Return all metrics as text."""
        return generate_latest(self._registry)
