"""Tell and draw what ``benchmarks.speed`` measured.

    python -m benchmarks.speed_chart

Reads the newest ``benchmarks/results/COMMIT/speed.json``, prints its table in Markdown and writes
``benchmarks/results/speed.svg``: a bar for each system, a line over the middle half of its times.
"""

from dataclasses import dataclass
from html import escape
from typing import Any

from benchmarks.command import RESULTS, read_newest

NAMES = {
    "byline": "Byline",
    "script": "afternoon script",
    "haystack": "Haystack 2",
    "txtai": "txtai",
    "llamaindex": "LlamaIndex (finds only)",
    "embedding": "bare embedding",
}
_ROW, _LABEL, _BAR, _PAD, _HEAD = 24, 190, 380, 12, 34


@dataclass(frozen=True, slots=True)
class Column:
    """One figure of every system: where it stands, its heading and its decimals."""

    part: str
    figure: str
    heading: str
    decimals: int = 0
    spread: str | None = None


COLUMNS = (
    Column("cold", "seconds_median", "cold question, s", 1, "seconds_quartiles"),
    Column("cold", "megabytes_most", "its memory, MB"),
    Column("warm", "seconds_median", "warm question, s", 2, "seconds_quartiles"),
    Column("warm", "seconds_p95", "p95, s", 2),
    Column("warm", "megabytes_most", "memory while serving, MB"),
    Column("build", "seconds", "building, s", 0),
    Column("build", "passages_a_second", "passages a second", 1),
    Column("build", "words_a_second", "words a second"),
    Column("answers", "right_percent", "right, %"),
    Column("answers", "right_unrefused_percent", "right if nothing is refused, %"),
    Column("answers", "refused_percent", "unanswerable refused, %"),
    Column("answers", "wrong_among_shown_percent", "wrong among the shown, %"),
    Column("answers", "passages", "passages retrieved"),
    Column("answers", "found_percent", "among them the words, %"),
)


def main() -> None:
    """Print the table and write the picture."""
    newest = read_newest("speed", whole=False)
    if newest is None:
        raise SystemExit("Nothing is kept: run `python -m benchmarks.speed --keep` first.")
    figures = newest["figures"]
    print(tell(figures))
    (RESULTS / "speed.svg").write_text(draw(figures), encoding="utf-8")


def list_systems(figures: dict[str, Any]) -> list[str]:
    """Return the systems that have a figure, in the order of ``NAMES``."""
    return [name for name in NAMES if any(name in figures.get(one.part, {}) for one in COLUMNS)]


def tell(figures: dict[str, Any]) -> str:
    """Return a table in Markdown: a line for each figure, a column for each system."""
    systems = list_systems(figures)
    lines = [
        "| | " + " | ".join(NAMES[name] for name in systems) + " |",
        "|---" * (len(systems) + 1) + "|",
    ]
    for column in COLUMNS:
        cells = [_tell_cell(figures, column, name) for name in systems]
        if any(cells):
            lines.append(f"| {column.heading} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _tell_cell(figures: dict[str, Any], column: Column, name: str) -> str:
    """Return a figure, and the middle half of what it is the median of; "" where there is none."""
    found = figures.get(column.part, {}).get(name, {})
    if column.figure not in found:
        return ""
    told = f"{found[column.figure]:,.{column.decimals}f}"
    if column.spread is None:
        return told
    first, last = found[column.spread]
    return f"{told} ({first:.{column.decimals}f}–{last:.{column.decimals}f})"


def draw(figures: dict[str, Any]) -> str:
    """Return a picture: a panel for each figure, a bar in it for each system that has one."""
    at, panels = _PAD, []
    for column in COLUMNS:
        there = figures.get(column.part, {})
        systems = [name for name in NAMES if column.figure in there.get(name, {})]
        if systems:
            panels.append(_draw_panel(there, column, systems, at))
            at += _HEAD + len(systems) * _ROW
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_LABEL + _BAR + 170}" '
        f'height="{at + _PAD}" font-family="sans-serif" font-size="13" fill="#111827">\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n' + "\n".join(panels) + "\n</svg>\n"
    )


def _draw_panel(there: dict[str, Any], column: Column, systems: list[str], at: int) -> str:
    """Draw one figure, its bars as long as the greatest value has it."""
    most = max(_greatest(there[name], column) for name in systems) or 1
    rows = [f'<text x="{_PAD}" y="{at + 20}" font-weight="bold">{escape(column.heading)}</text>']
    for n, name in enumerate(systems):
        top, value = at + _HEAD - 6 + n * _ROW, there[name][column.figure]
        colour = "#2f5d8a" if name == "byline" else "#9aa5b1"
        rows.append(
            f'<text x="{_LABEL - 10}" y="{top + 16}" text-anchor="end">{escape(NAMES[name])}</text>'
            f'<rect x="{_LABEL}" y="{top + 4}" width="{_BAR * value / most:.1f}" height="16" '
            f'fill="{colour}"/>'
            f'<text x="{_LABEL + _BAR + 8}" y="{top + 16}">'
            f"{escape(_tell_cell({column.part: there}, column, name))}</text>"
        )
        if column.spread is not None:
            first, last = (_LABEL + _BAR * one / most for one in there[name][column.spread])
            rows.append(
                f'<path d="M{first:.1f} {top + 12}H{last:.1f}" stroke="#111827" stroke-width="2"/>'
            )
    return "\n".join(rows)


def _greatest(found: dict[str, Any], column: Column) -> float:
    spread = found[column.spread] if column.spread else []
    return float(max([found[column.figure], *spread]))


if __name__ == "__main__":
    main()
