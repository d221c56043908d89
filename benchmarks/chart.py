"""Draw the headline figures of the kept results.

    python -m benchmarks.chart

Reads ``benchmarks/results/COMMIT/*.json`` and writes ``benchmarks/results/chart.svg``: a bar for
each headline figure, as the newest result of each benchmark has it. Trials are passed over.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from benchmarks.command import RESULTS, read_newest

HEADLINES = (
    ("news", "right_percent", "news: answerable questions answered rightly"),
    ("news", "refused_percent", "news: unanswerable questions refused"),
    ("news", "story_recall@10", "news: supporting story among the first ten"),
    ("reader", "squad2.overall_f1", "reader: SQuAD 2.0, F1 with refusing"),
    ("reader", "newsqa.answerable_f1", "reader: NewsQA, F1 of the answerable"),
    ("attribution", "found_percent", "attribution: marked ones found"),
    ("attribution", "right_source_percent", "attribution: right source among them"),
    ("attribution", "precision_percent", "attribution: precision"),
    ("cleaning", "pages.mean_f1", "cleaning: word F1 of saved pages"),
    ("spelling", "byline.mended_percent", "spelling: slips mended"),
)
"""The benchmark, the way to its figure, and what a reader is told of it: all in hundredths."""
_ROW, _LABEL, _BAR, _PAD = 26, 330, 380, 12


def main() -> None:
    """Draw and write."""
    bars = list(list_bars())
    if not bars:
        raise SystemExit("Nothing is kept: run `python -m benchmarks.news --keep` first.")
    (RESULTS / "chart.svg").write_text(draw(bars), encoding="utf-8")


def list_bars() -> Iterator[tuple[str, float, str]]:
    """Yield label, value (0 to 100) and commit of each headline figure that was measured."""
    for benchmark, way, label in HEADLINES:
        result = read_newest(benchmark)
        if result is not None:
            yield label, float(_follow(result["figures"], way)), result["commit"]


def _follow(figures: Any, way: str) -> Any:
    for name in way.split("."):
        figures = figures[name]
    return figures


def draw(bars: list[tuple[str, float, str]]) -> str:
    """Return a picture of the bars, one below the other."""
    height = len(bars) * _ROW + 2 * _PAD
    width = _LABEL + _BAR + 150
    rows = [
        f'<g transform="translate({_PAD},{_PAD + n * _ROW})">'
        f'<text x="{_LABEL - 10}" y="16" text-anchor="end">{escape(label)}</text>'
        f'<rect x="{_LABEL}" y="4" width="{_BAR}" height="16" fill="#e6e8eb"/>'
        f'<rect x="{_LABEL}" y="4" width="{_BAR * value / 100:.1f}" height="16" fill="#2f5d8a"/>'
        f'<text x="{_LABEL + _BAR + 8}" y="16">{value:.1f} '
        f'<tspan fill="#6b7280">{escape(commit)}</tspan></text></g>'
        for n, (label, value, commit) in enumerate(bars)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13" '
        f'fill="#111827">\n<rect width="100%" height="100%" fill="#ffffff"/>\n'
        + "\n".join(rows)
        + "\n</svg>\n"
    )


if __name__ == "__main__":
    main()
