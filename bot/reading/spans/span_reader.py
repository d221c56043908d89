"""A reader that answers with the span a small network points at.

Promise: a reading is a slice of its page within one sentence; the same pages give the same
readings.
"""

from collections.abc import Sequence
from dataclasses import replace

from tokenizers import Tokenizer

from bot.facts.question_kinds import Kind, find_kind, find_values
from bot.reading.evidence import FloatArray, WordWeight
from bot.reading.reader import Page, Reading
from bot.reading.spans.confidence import estimate, gather_span_evidence
from bot.reading.spans.decoding import FoundSpan, find_spans
from bot.reading.spans.inputs import Window, make_windows
from bot.reading.spans.network import Seen, SpanNetwork
from bot.reading.spans.settings import Curve, SpanSettings
from bot.reading.spans.widening import widen


class SpanReader:
    """Reads all pages in one go and points at the words that answer."""

    def __init__(
        self,
        network: SpanNetwork,
        tokenizer: Tokenizer,
        settings: SpanSettings,
        *,
        weigh: WordWeight,
        pool: int | None = None,
    ) -> None:
        """Make a reader of given pages, or of those picked from a ``pool`` of so many passages."""
        self._network = network
        self._tokenizer = tokenizer
        self._settings = settings
        self._weigh = weigh
        self._pool = pool

    @property
    def name(self) -> str:
        """What ``BYLINE_READER`` calls it."""
        return self._settings.model

    @property
    def least_confidence(self) -> float:
        """The probability from which on an answer is shown, where the user names none."""
        return self._curve.least

    def read(self, question: str, pages: Sequence[Page]) -> tuple[Reading, ...]:
        """Return a reading for each sentence, the likeliest first."""
        found, evidence = self.find(question, pages)
        chances = estimate(evidence, self._curve)
        kind = find_kind(question)
        readings = [
            _make_reading(kind, pages[one.page].text, one, float(chance))
            for one, chance in zip(found, chances, strict=True)
        ]
        return tuple(sorted(readings, key=lambda one: (-one.confidence, one.page, one.start)))

    def find(
        self, question: str, pages: Sequence[Page]
    ) -> tuple[tuple[FoundSpan, ...], FloatArray]:
        """Return the best span of each sentence, and what speaks for it.

        *Shape:* evidence (n_found, n_features)
        """
        windows = make_windows(question, pages, self._tokenizer, self._settings)
        seen = self._network.look(windows)
        found = find_spans(pages, windows, seen)
        widened = tuple(_widen(pages[one.page], one) for one in found)
        relevance = _find_relevance(len(pages), windows, seen)
        evidence = gather_span_evidence(
            question, pages, widened, weigh=self._weigh, relevance=relevance
        )
        return widened, evidence

    @property
    def _curve(self) -> Curve:
        return self._settings.find_curve(self._pool)


def _find_relevance(
    pages: int, windows: Sequence[Window], seen: Sequence[Seen]
) -> tuple[float, ...]:
    """Return the highest relevance of a window of each page, 0 from a network that says none."""
    found: dict[int, float] = {}
    for window, one in zip(windows, seen, strict=True):
        if one.relevance is not None:
            found[window.page] = max(one.relevance, found.get(window.page, one.relevance))
    return tuple(found.get(page, 0.0) for page in range(pages))


def _widen(page: Page, found: FoundSpan) -> FoundSpan:
    start, end = widen(page.text, found.sentence, found.start, found.end)
    return replace(found, start=start, end=end)


def _make_reading(kind: Kind, text: str, found: FoundSpan, chance: float) -> Reading:
    """A question that asks for yes or no is answered with the sentence that settles it."""
    start, end = found.start, found.end
    if kind is Kind.YES_NO:
        start, end = found.sentence.start, found.sentence.end
    values = find_values(kind, text[start:end], "")
    return Reading(found.page, start, end, chance, frozenset(values))
