"""Questions with known answers: read from files and split into those to learn from and those kept.

Promise: a group (an article, a story) is either learnt from or kept aside, never both, and which
it is depends on its name alone.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from training.lines import read_lines

FILES = (
    "squad2-train.jsonl.xz",
    "reader-train.jsonl.xz",
    "reader-more.jsonl.xz",
    "newsqa-visible.jsonl.gz",
)
"""What is learnt from, but for the groups that are kept aside."""
MEASURED_FILES = ("squad2-visible.jsonl.gz", "newsqa-visible.jsonl.gz", "reader-train.jsonl.xz")
"""What figures are taken on, of the groups that are kept aside."""
PAIRS_FILE = "squad2-train-pairs.tsv.xz"
KEPT_SHARES = {"squad2": 0.05, "newsqa": 0.2, "qamr": 0.1}
"""The share of a source's groups that is kept aside for choosing and calibrating."""
_OTHER_SHARE = 0.02
_NAMED = ("squad", "squad2", "squadshifts-new_wiki", "qed", "nq", "quoref", "plain")
"""Sources of which a group is called by the title of its article."""
NEWS = frozenset({"newsqa", "ester", "clickbait", "qadiscourse", "torque"})


@dataclass(frozen=True, slots=True)
class TextQuestion:
    """A question to a context; ``answers`` are (start, end) in it, none if it does not say."""

    id: str
    question: str
    context: str
    answers: tuple[tuple[int, int], ...]
    group: str
    source: str
    pair: str = ""
    """The question that an unanswerable one was written against."""

    @property
    def title(self) -> str:
        """The name of the article where the group has one, else nothing."""
        prefix, _, name = self.group.partition(":")
        return name.replace("_", " ") if prefix in _NAMED else ""


def read_questions(path: Path) -> Iterator[TextQuestion]:
    """Read JSON Lines (also .gz or .xz) of ``id, question, context, answers, group, source``."""
    for fields in read_lines(path):
        yield TextQuestion(
            id=fields["id"],
            question=" ".join(fields["question"].split()),
            context=fields["context"],
            answers=tuple(_trim(answer) for answer in fields["answers"]),
            group=fields["group"],
            source=fields["source"],
        )


def read_all(paths: Sequence[Path]) -> tuple[TextQuestion, ...]:
    """Read several files."""
    return tuple(question for path in paths for question in read_questions(path))


def join_pairs(
    questions: Sequence[TextQuestion], pairs: dict[str, str]
) -> tuple[TextQuestion, ...]:
    """Note with each unanswerable question the answerable one that it was written against."""
    return tuple(replace(one, pair=pairs[one.id]) if one.id in pairs else one for one in questions)


def is_kept_aside(question: TextQuestion) -> bool:
    """Say whether a question is not to be learnt from."""
    source, name = question.source, question.group
    if source == "squadshifts-reddit":
        # the comments of one site are one group: there each context is its own
        name = question.context
    elif source.startswith("qadiscourse"):
        # the documents of qamr, asked once more
        source, name = "qamr", name.replace("qadiscourse:", "qamr:", 1)
    digest = hashlib.sha256(name.encode()).digest()
    return digest[0] / 256 < KEPT_SHARES.get(source, _OTHER_SHARE)


def _trim(answer: dict[str, object]) -> tuple[int, int]:
    """Leave blanks and closing punctuation out of an answer."""
    start, text = int(str(answer["start"])), str(answer["text"])
    kept = text.rstrip(" \n\t.,;:!?") or text
    return start + len(kept) - len(kept.lstrip()), start + len(kept)
