"""Write the stories of NewsQA, and the questions kept aside, as an archive to calibrate on.

    python -m training.reader.story_questions DATA OUT

OUT takes ``stories/``, to be indexed, and ``questions.jsonl``, as for ``byline eval``. People asked
them of one story each, in few words, as they ask a bot.
"""

import argparse
import json
from pathlib import Path

from training.reader.evaluate import choose_kept
from training.reader.questions import MEASURED_FILES, read_all

_SOURCE = "newsqa"


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--limit", type=int, default=600, help="questions at most")
    arguments = parser.parse_args()
    write_archive(arguments.data, arguments.out, arguments.limit)


def write_archive(data: Path, out: Path, limit: int) -> None:
    """Write all stories, one a file, and the questions kept aside, a line each."""
    questions = read_all([data / name for name in MEASURED_FILES])
    stories = out / "stories"
    stories.mkdir(parents=True, exist_ok=True)
    for one in questions:
        if one.source.startswith(_SOURCE):
            (stories / f"{_name(one.group)}.txt").write_text(one.context, encoding="utf-8")
    with (out / "questions.jsonl").open("w", encoding="utf-8") as lines:
        for one in choose_kept(questions, limit)[_SOURCE]:
            answers = [one.context[start:end] for start, end in one.answers]
            fields = {"question": one.question, "answers": answers, "stories": [_name(one.group)]}
            lines.write(json.dumps(fields) + "\n")


def _name(group: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in group)


if __name__ == "__main__":
    main()
