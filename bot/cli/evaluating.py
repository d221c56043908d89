"""``byline eval``: score the answers to a file of questions."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.cli.context import Context
from bot.cli.opening import open_newsroom
from bot.evaluation import Scored, read_questions, score_questions, summarise
from bot.presentation.answer_json import describe_reply
from embeddings.errors import UsageError
from embeddings.index import Manifest


def run_eval(context: Context, file: Path, *, as_json: bool, report: Path | None) -> int:
    """Ask every question of a file and print how well it went."""
    questions = read_questions(file)
    newsroom = open_newsroom(context)
    with context.output.progress() as progress:
        scored = score_questions(newsroom, questions, progress)
    summary: dict[str, Any] = summarise(scored, confidence=newsroom.least_confidence)
    if report is not None:
        try:
            _write_report(report, newsroom.manifest, scored, summary)
        except OSError as error:
            raise UsageError(
                f"The report cannot be written to {report}: {error.strerror}."
            ) from error
    if as_json:
        context.output.write_json(summary)
    else:
        context.output.write(_phrase(summary))
    return 0


def _write_report(
    folder: Path, manifest: Manifest, scored: Sequence[Scored], summary: dict[str, Any]
) -> None:
    """Write the summary, and each question with its reply before anything was refused."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "summary.md").write_text(f"# Evaluation\n\n```\n{_phrase(summary)}\n```\n", "utf-8")
    with (folder / "replies.jsonl").open("w", encoding="utf-8") as file:
        for one in scored:
            line = {"id": one.question.id, "answers": one.question.answers, "right": one.right}
            line["reply"] = describe_reply(one.reply, manifest)
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _phrase(summary: dict[str, Any]) -> str:
    """Return the summary in lines that a person reads."""
    abstention, citation = summary["abstention"], summary["citation"]
    retrieval, latency = summary["retrieval"], summary["latency_ms"]
    lines = [
        f"questions   {summary['questions']}: {abstention['answerable']} answerable, "
        f"{abstention['unanswerable']} not",
        f"shown       {summary['answered']} at {abstention['confidence']:.0%} sure or more",
        f"right       {abstention['answered_right']:.1%} of the answerable "
        "(an accepted answer in the first quote)",
        f"refused     {abstention['refused_unanswerable']:.1%} of the unanswerable",
        f"wrong       {abstention['wrong_among_shown']:.1%} of the shown",
        f"exact       {summary['exact_match']:.1%}, F1 {summary['f1']:.1%}",
        f"citation    {citation['supporting_story']:.1%} of the shown cite first a story "
        "that holds the answer",
        "",
        "            recall@1  recall@5 recall@10    mrr@10",
    ]
    for name, scores in (
        ("fused", retrieval),
        ("vectors", retrieval["vectors"]),
        ("words", retrieval["words"]),
    ):
        values = (scores[key] for key in ("recall@1", "recall@5", "recall@10", "mrr@10"))
        lines.append(f"{name:<10}" + "".join(f"{value:>10.3f}" for value in values))
    lines += ["", "sure of    shown  right  wrong"]
    lines += [
        f"{step['confidence']:>7.0%} {step['shown']:>8} {step['right']:>6} "
        f"{step['shown'] - step['right']:>6}"
        for step in abstention["curve"]
    ]
    lines += ["", f"time        p50 {latency['p50']} ms, p95 {latency['p95']} ms a question"]
    return "\n".join(lines)
