"""``byline read``: the reader alone, on texts that are given with the questions."""

import json
import sys
from dataclasses import dataclass

from bot.answering.answers import check_question, choose_confidence
from bot.cli.context import Context
from bot.cli.opening import note_preparing
from bot.reading import Reader, Reading, open_named_reader, read_text
from bot.reading.sentence_reader import SentenceReader
from embeddings.encoders import Encoder, open_encoder
from embeddings.encoders.encoder import find_exported
from embeddings.errors import UsageError
from embeddings.index import IndexFolder


@dataclass(frozen=True, slots=True)
class _Request:
    """One line of standard input."""

    id: object
    question: str
    text: str


def run_read(context: Context) -> int:
    """Answer each line of standard input from its own text; 1 if any stays unanswered.

    A line that holds no question gets its place in the output all the same.
    """
    reader = _open_reader(context)
    least = choose_confidence(reader, context.settings.confidence)
    all_answered = True
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        request = _parse(line, number)
        try:
            reading = read_text(reader, check_question(request.question), request.text)
        except UsageError as reason:
            context.output.note(f"Line {number}: {reason}")
            reading = None
        answered = reading is not None and reading.confidence >= least
        context.output.write_json(_describe(request, reading, answered=answered))
        all_answered &= answered
    return 0 if all_answered else 1


def _describe(request: _Request, reading: Reading | None, *, answered: bool) -> dict[str, object]:
    start, end = (reading.start, reading.end) if reading else (0, 0)
    return {
        "id": request.id,
        "status": "answered" if answered else "unanswered",
        "answer": request.text[start:end] if answered else None,
        "start": start,
        "end": end,
        "confidence": round(reading.confidence, 4) if reading else 0.0,
    }


def _open_reader(context: Context) -> Reader:
    """Open the reader, with the encoder only where it embeds what it reads."""
    name, folder = context.settings.reader, IndexFolder(context.index)
    folder.exists()  # so that a folder of other things is refused at once
    if name == SentenceReader.name:
        return SentenceReader(_open_encoder(context, folder))
    note_preparing(context)
    return open_named_reader(name, folder.readers, threads=context.settings.threads or None)


def _open_encoder(context: Context, folder: IndexFolder) -> Encoder:
    """Open the exported model, exporting it into the index folder where that was never done."""
    exported = find_exported(folder.encoders, context.settings.model)
    if exported is None:
        context.output.note(f"Preparing the model {context.settings.model}, once.")
        # torch takes seconds to import
        from embeddings.encoders.export import export_encoder
        from embeddings.encoders.torch_encoder import TorchEncoder

        exported = export_encoder(TorchEncoder.load(context.settings.model), folder.encoders)
    model, threads = context.settings.model, context.settings.threads or None
    return open_encoder(exported, model=model, threads=threads)


def _parse(line: str, number: int) -> _Request:
    """Read one line of input; what is no character in it becomes a question mark, one for one.

    :raises UsageError: If it is not an object with a question and a context.
    """
    try:
        fields = json.loads(line)
        question, text = fields["question"], fields["context"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UsageError(
            f'Line {number} must be a JSON object with "id", "question" and "context".'
        ) from error
    if not isinstance(question, str) or not isinstance(text, str):
        raise UsageError(f'Line {number}: "question" and "context" must be strings.')
    return _Request(fields.get("id"), question, text.encode("utf-8", "replace").decode("utf-8"))
