"""Make the reader that the settings name, and let it read texts of any length."""

from dataclasses import replace
from pathlib import Path

from tokenizers import Tokenizer

from bot.reading.evidence import WordWeight
from bot.reading.pages import cut_pages
from bot.reading.reader import SERVED, Reader, Reading
from bot.reading.sentence_reader import SentenceReader, weigh_alike
from bot.reading.spans import SpanReader
from bot.reading.spans.network import SpanNetwork
from bot.reading.spans.settings import SETTINGS_FILE, SpanSettings, make_damage_error
from bot.reading.verdicts import Judge
from embeddings.default_model import find_default_model
from embeddings.encoders import Encoder
from embeddings.encoders.encoder import TOKENIZER_FILE, open_tokenizer
from embeddings.encoders.seal import find_newest_sealed
from embeddings.errors import ModelError, UnusableIndexError

OWN_READER = "span"
_OWN_FOLDER = Path(__file__).with_name("spans") / "weights"


def make_reader(
    name: str,
    encoder: Encoder,
    weigh: WordWeight = weigh_alike,
    *,
    pool: int | None = None,
    folder: Path,
    threads: int | None = None,
) -> Reader:
    """Make the reader called ``name``, for given pages or those picked from a ``pool``.

    A question-answering model of somebody else's is exported below ``folder`` where that was
    never done.

    :raises ModelError: If it cannot be loaded.
    """
    if name == SentenceReader.name:
        return SentenceReader(encoder, weigh, pool=pool)
    return open_named_reader(name, folder, weigh=weigh, pool=pool, threads=threads)


def open_named_reader(
    name: str,
    folder: Path,
    *,
    weigh: WordWeight = weigh_alike,
    pool: int | None = None,
    threads: int | None = None,
) -> Reader:
    """Open Byline's own span reader, a served model, or another one, exported below ``folder``.

    :raises ModelError: If it cannot be loaded.
    """
    if name == OWN_READER:
        return open_span_reader(weigh=weigh, pool=pool, threads=threads)
    if name.startswith(SERVED):
        # what speaks HTTP is imported for this reader alone
        from bot.reading.served_reader import ServedReader  # noqa: PLC0415

        return ServedReader(name, SpanSettings.load(_OWN_FOLDER), weigh=weigh, pool=pool)
    exported = find_exported_reader(folder, name)
    if exported is None:
        # torch takes seconds to import: only for a model that was never exported
        from bot.reading.spans.export import export_reader  # noqa: PLC0415

        exported = export_reader(name, folder, SpanSettings.load(_OWN_FOLDER))
    return open_span_reader(exported, weigh=weigh, pool=pool, threads=threads)


def is_prepared(name: str, folder: Path) -> bool:
    """Say whether making the reader ``name`` needs no export any more."""
    carried = name in {OWN_READER, SentenceReader.name} or name.startswith(SERVED)
    return carried or find_exported_reader(folder, name) is not None


def open_span_reader(
    folder: Path | None = None,
    *,
    weigh: WordWeight = weigh_alike,
    pool: int | None = None,
    threads: int | None = None,
) -> SpanReader:
    """Open the span reader in ``folder``, or Byline's own.

    :raises ModelError: If it is missing or damaged.
    """
    folder = folder or _OWN_FOLDER
    settings = SpanSettings.load(folder)
    tokenizer = _open_reader_tokenizer(folder)
    network = SpanNetwork(folder, settings, threads=threads)
    return SpanReader(network, tokenizer, settings, weigh=weigh, pool=pool)


def open_judge(folder: Path | None = None, *, threads: int | None = None) -> Judge:
    """Open the judge of claims in a reader's folder, or Byline's own.

    :raises ModelError: If it is missing or damaged, or gives no verdicts.
    """
    folder = folder or _OWN_FOLDER
    settings = SpanSettings.load(folder)
    network = SpanNetwork(folder, settings, threads=threads)
    return Judge(network, _open_reader_tokenizer(folder), settings)


def _open_reader_tokenizer(folder: Path) -> Tokenizer:
    """Open a reader's own tokenizer, else the default encoder's."""
    has_own = (folder / TOKENIZER_FILE).exists()
    try:
        tokenizer = open_tokenizer(folder if has_own else find_default_model())
    except UnusableIndexError as error:
        raise make_damage_error(folder) from error
    tokenizer.encode_special_tokens = True  # a text's own "[SEP]" is text, no separator
    return tokenizer


def find_exported_reader(folder: Path, name: str) -> Path | None:
    """Return the newest export of the reader ``name`` below ``folder``, or ``None``.

    One that is not as it was written, byte for byte, is none: it is exported anew.
    """
    return find_newest_sealed(folder, SETTINGS_FILE, lambda path: _read_name(path) == name)


def _read_name(exported: Path) -> str | None:
    try:
        return SpanSettings.load(exported).model
    except ModelError:
        return None


def read_text(reader: Reader, question: str, text: str) -> Reading | None:
    """Return the likeliest answer in a text of any length, in the text's own coordinates.

    ``None`` where the text has no sentence at all.
    """
    cut = cut_pages(text)
    readings = reader.read(question, [page for _, page in cut])
    if not readings:
        return None
    best, start = readings[0], cut[readings[0].page][0]
    return replace(best, page=0, start=start + best.start, end=start + best.end)
