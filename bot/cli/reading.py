"""``byline read``: the reader alone, on texts that are given with the questions."""

import sys

from bot.answering.answers import check_question, choose_confidence
from bot.cli.context import Context
from bot.cli.given_texts import GivenText, read_given
from bot.cli.opening import note_preparing
from bot.reading import Reader, Reading, open_named_reader, read_text
from bot.reading.sentence_reader import SentenceReader
from embeddings.encoders import Encoder, open_encoder
from embeddings.encoders.encoder import find_exported
from embeddings.errors import UsageError
from embeddings.index import IndexFolder


def run_read(context: Context) -> int:
    """Answer each line of standard input from its own text; 1 if any stays unanswered.

    A line that holds no question gets its place in the output all the same.
    """
    reader = _open_reader(context)
    least = choose_confidence(reader, context.settings.confidence)
    all_answered = True
    for given in read_given(sys.stdin, "question", "context"):
        try:
            reading = read_text(reader, check_question(given.asked), given.text)
        except UsageError as reason:
            context.output.note(f"Line {given.number}: {reason}")
            reading = None
        answered = reading is not None and reading.confidence >= least
        context.output.write_json(_describe(given, reading, answered=answered))
        all_answered &= answered
    return 0 if all_answered else 1


def _describe(given: GivenText, reading: Reading | None, *, answered: bool) -> dict[str, object]:
    start, end = (reading.start, reading.end) if reading else (0, 0)
    return {
        "id": given.id,
        "status": "answered" if answered else "unanswered",
        "answer": given.text[start:end] if answered else None,
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
