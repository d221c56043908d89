"""Write the model card of an exported reader from the figures that were measured.

    python -m training.reader.card READER

``evaluate`` and ``calibrate`` leave their figures in READER/figures.json; the card is
READER/MODEL_CARD.md.
"""

import argparse
import json
from pathlib import Path
from typing import Any

FIGURES_FILE = "figures.json"
CARD_FILE = "MODEL_CARD.md"

_ABOUT = """\
# Byline's span reader

A small extractive question-answering network: it takes a question and a passage of a news story
and points at the words that answer, or at none. {parameters}

It starts from the six layers of all-MiniLM-L6-v2 (Apache-2.0), whose word embeddings it keeps
unchanged, and was trained by `python -m training.reader.train`: {steps:,} steps of about
{batch_tokens:,} tokens, learning rate {rate}, seed {seed}, no dropout, on two CPU cores. Written
with 8-bit weights by `python -m training.reader.export`. Measured on {date}.{remark}

## Data it learnt from

| questions | licence |
|---|---|
| QAMR: sentences of Wikinews and Wikipedia | MIT |
| SQuADShifts: Wikipedia, Reddit and Amazon reviews | CC BY 4.0 |
| QED: search questions on Wikipedia | CC BY-SA 3.0 |
| FairytaleQA: children's stories | as published by its authors, for research |
| half of a cut of SQuAD 2.0's development set | CC BY-SA 4.0 |
| half of NewsQA's validation stories | questions by Maluuba, texts by CNN |

Besides SQuAD 2.0's own, questions that nothing answers were made: with the nearest other passage,
without the sentence that answers, and by changing one thing in the question, as people do: another
name or number, the opposite of a word, a negation, a word near in meaning.

## Measured on articles kept aside

| questions | F1 of the answerable | right | F1 with refusing | always refusing |
|---|---|---|---|---|
"""

_LIMITS = """
Calibration error (ten bins, left out of the fit): {given} for a text that comes with the question,
{searched} for passages that a search picked out of 23,845.

## Limits

English only. It reads about 224 tokens at once and gives one span of one sentence: no list over
several sentences, no sum, no yes or no. It was not trained on archives, so among many passages
the likeliest wrong one is often about a like event; that is why few answers are shown there.
"""


def main() -> None:
    """Read the arguments and write the card."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("reader", type=Path)
    folder = parser.parse_args().reader
    text = write_card(json.loads((folder / FIGURES_FILE).read_text("utf-8")))
    (folder / CARD_FILE).write_text(text, "utf-8")


def write_card(figures: dict[str, Any]) -> str:
    """Return the card."""
    columns = ("answerable_f1", "answerable_right", "overall_f1", "always_refusing")
    rows = [
        f"| {source}, {one['questions']} | {' | '.join(f'{one[key]:.1f}' for key in columns)} |\n"
        for source, one in figures["kept_aside"].items()
    ]
    limits = _LIMITS.format(
        given=figures["given"]["calibration_error"],
        searched=figures["searched"]["calibration_error"],
    )
    return _ABOUT.format(**{"remark": ""} | figures["training"]) + "".join(rows) + limits


def keep_figures(folder: Path, **figures: object) -> None:
    """Put figures beside those already measured of the reader in ``folder``."""
    path = folder / FIGURES_FILE
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(json.dumps(known | figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
