"""The reader on questions to a given text, some of which the text does not answer.

    python -m benchmarks.reader [--limit N] [--keep]

F1 is SQuAD's own, in hundredths: over the questions with an answer, and over all, where refusing
is right for those without. Only articles that training keeps aside are asked about.
"""

from benchmarks.command import Arguments, Figures, run
from benchmarks.data import find_data
from bot.evaluation import token_f1
from bot.reading.make import open_span_reader, read_text
from bot.reading.spans import SpanReader
from training.reader.questions import TextQuestion, is_kept_aside, read_questions

FILES = ("squad2-visible.jsonl.gz", "newsqa-visible.jsonl.gz")


def measure(arguments: Arguments) -> Figures:
    """Read every question's text."""
    reader = open_span_reader()
    figures: Figures = {}
    for file in FILES:
        questions = read_questions(find_data(file, arguments.data))
        kept = arguments.sample([one for one in questions if is_kept_aside(one)])
        figures[file.partition("-")[0]] = _score_all(reader, kept)
    return figures


def _score_all(reader: SpanReader, questions: list[TextQuestion]) -> Figures:
    pairs = [_score(reader, one) for one in questions]
    answerable = [f1 for one, (f1, _) in zip(questions, pairs, strict=True) if one.answers]
    overall = [score for _, score in pairs]
    return {
        "questions": len(questions),
        "answerable_f1": round(100 * sum(answerable) / max(len(answerable), 1), 2),
        "overall_f1": round(100 * sum(overall) / max(len(overall), 1), 2),
    }


def _score(reader: SpanReader, question: TextQuestion) -> tuple[float, float]:
    """Return the best span's F1, and the score where unsure answers are refused."""
    reading = read_text(reader, question.question, question.context)
    found = question.context[reading.start : reading.end] if reading else ""
    accepted = [question.context[start:end] for start, end in question.answers]
    f1 = max((token_f1(found, one) for one in accepted), default=0.0)
    shown = reading is not None and reading.confidence >= reader.least_confidence
    if not question.answers:
        return 0.0, float(not shown)
    return f1, f1 if shown else 0.0


if __name__ == "__main__":
    run("reader", "Read given texts.", measure, FILES)
