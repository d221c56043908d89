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

{about} {parameters}

It was trained by `python -m training.reader.train`, {began}, whose word embeddings it
keeps unchanged: {steps:,} steps of about {batch_tokens:,} tokens, learning rate {rate}, seed
{seed}, no dropout, on two CPU cores. Written with 8-bit weights by `python -m
training.reader.export`. Measured on {date}.{remark}

## Data it learnt from

| texts | licence |
|---|---|
| SQuAD 2.0's training part, put together anew | CC BY-SA 4.0 |
| half of NewsQA's validation stories | questions by Maluuba, texts by CNN |
| TweetQA, QADiscourse, ESTER, clickbait spoiling, Torque: news | as published, for research |
| SQuAD 1.1's development articles, NQ-open, QED: Wikipedia | CC BY-SA |
| SQuADShifts: Wikipedia, Reddit and Amazon reviews | CC BY 4.0 |
| QAMR: sentences of Wikinews and Wikipedia | MIT |
| Quoref, FairytaleQA, SubjQA, at small shares | as published, for research |
| 1,600 plainly typed questions to 600 news stories | ours, texts by their publishers |
| claims: RTE, FM2, FEVER-symmetric, Climate-FEVER, HealthVer, WiCE, AggreFact | for research |

Besides the unanswerable questions that people wrote, others were made for news: with the nearest
other passage, without the sentence that answers, and by changing one thing in the question. Order,
shares and hashes are in `training/README.md`.

## Measured on articles kept aside

| questions | F1 of the answerable | right | F1 with refusing | always refusing |
|---|---|---|---|---|
"""

_CLAIMS = """
Of {claims} claims kept aside {claims_right:.1%} get the verdict that people gave (where a label
does not tell contradicted from not stated, either counts), {likeliest:.1%} with the likeliest
verdict. Of the contradicted {false_support:.1%} are told as supported, {likely_support:.1%} with
the likeliest verdict: a claim is supported only where that is sure. Calibration error
{claims_error}.
"""

_LIMITS = """
Calibration error (ten bins, left out of the fit): {given} for a text that comes with the question;
for passages that a search picked, by the stories of the collection: {searched}. By the kind of
question, of quizzes, of NewsQA's readers (not over all stories) and as people type: {by_archive}.

## Limits

English only. It reads about 224 tokens at once and gives one span of one sentence: no list over
several sentences, no sum. Few of its steps saw what a search finds in an archive, so among many
passages the likeliest wrong one is often about a like event; that is why few answers are shown
there. Half of the stories of the news benchmark were read with other questions than it asks.
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
        searched=", ".join(
            f"{one['calibration_error']} at {size}" for size, one in figures["searched"].items()
        ),
        by_archive="; ".join(
            ", ".join(map(str, one["error_by_archive"])) + f" at {size}"
            for size, one in figures["searched"].items()
        ),
    )
    about = _ABOUT.format(**{"remark": ""} | figures["training"])
    return about + "".join(rows) + _tell_claims(figures.get("verdicts")) + limits


def _tell_claims(verdicts: dict[str, Any] | None) -> str:
    if verdicts is None:
        return ""
    return _CLAIMS.format(
        claims=verdicts["claims"],
        claims_right=verdicts["right"],
        claims_error=verdicts["calibration_error"],
        likeliest=verdicts["right_by_likeliest"],
        false_support=verdicts["contradicted_told_as_supported"],
        likely_support=verdicts["contradicted_told_as_supported_by_likeliest"],
    )


def keep_figures(folder: Path, **figures: object) -> None:
    """Put figures beside those already measured of the reader in ``folder``."""
    path = folder / FIGURES_FILE
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    path.write_text(json.dumps(known | figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
