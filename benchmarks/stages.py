"""Where the time of a warm question and of a build goes, and how far that is from the floor.

    python -m benchmarks.stages [--limit N] [--stories N] [--work FOLDER] [--keep]

Processor milliseconds, all cores together, so that other work on the machine changes little. The
floor of a stage is what its products or bytes would take at the rates that ``machine.py`` measures
just before; a stage of rules, words and SQL has none. A share of the build is of the whole process
of building, the model's loading and export among it.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import bot.answering.answers as answering
import bot.reading.spans.span_reader as reading
import embeddings.index.build as building
from benchmarks import archive
from benchmarks.command import Arguments, Figures, run
from benchmarks.machine import Network, Rates, measure_rates, read_network
from benchmarks.watched import Stage, watch
from bot.answering.answers import Options, answer_question
from bot.newsroom import Newsroom
from bot.reading.spans.network import GRAPH_FILE, SpanNetwork
from embeddings.default_model import DEFAULT_MODEL
from embeddings.encoders import Encoder, TokenCounter
from embeddings.encoders.encoder import GRAPH_FILE as ENCODER_GRAPH
from embeddings.encoders.encoder import open_tokenizer
from embeddings.encoders.onnx_encoder import OnnxEncoder
from embeddings.index import IndexFolder, writing
from embeddings.index.database import StoryDatabase
from embeddings.index.embedding import Batch, Embedded, embed_here
from embeddings.index.story_writer import StoryWriter
from embeddings.index.vectors import VectorIndex
from embeddings.spelling import Spelling

QUESTION, LIKENESS, READ = "embedding the question", "comparing likeness", "the reader's network"
VECTORS, EMBED = "vectors", "embedding passages"
REST = "all else"
_READER = Path(reading.__file__).with_name("weights") / GRAPH_FILE
_BUILT_STORIES = 30


def list_question_stages(network: Network, encoder: Network) -> list[Stage]:
    """Return the stages of a question."""

    def weigh_windows(_: object, windows: Sequence[Any]) -> float:
        return sum(network.count_operations(len(one.ids)) for one in windows)

    def weigh_texts(own: Any, texts: Sequence[str]) -> float:
        counted = (len(own._tokenizer.encode(one).ids) for one in texts)
        return sum(encoder.count_operations(tokens) for tokens in counted)

    def weigh_vectors(own: Any, vector: Any, **_: object) -> float:
        return float(len(own) * vector.nbytes)

    return [
        Stage("spelling", Spelling, "mend"),
        Stage(QUESTION, OnnxEncoder, "encode_queries", weigh_texts),
        Stage(VECTORS, VectorIndex, "search", weigh_vectors),
        Stage("words", StoryDatabase, "search_words"),
        Stage("reading stories and passages", StoryDatabase, "get_passages"),
        Stage("cutting windows", reading, "make_windows"),
        Stage(READ, SpanNetwork, "look", weigh_windows),
        Stage("finding spans", reading, "find_spans"),
        Stage("what speaks for them", reading, "gather_span_evidence"),
        Stage("vetting candidates", answering, "read_candidates"),
        Stage(LIKENESS, OnnxEncoder, "encode_passages", weigh_texts),
        Stage("grouping", answering, "group_candidates"),
        Stage("citing", answering, "make_answer"),
        Stage("refusing", answering, "find_nearest"),
    ]


def list_build_stages(encoder: Network, count: TokenCounter) -> list[Stage]:
    """Return the stages of a build."""
    # torch and sentence-transformers take seconds to import
    from embeddings.encoders import export  # noqa: PLC0415
    from embeddings.encoders.torch_encoder import TorchEncoder  # noqa: PLC0415

    def weigh(_: object, texts: Sequence[str]) -> float:
        tokens = (len(count.offsets(one)) + count.special_tokens for one in texts)
        return sum(encoder.count_operations(one) for one in tokens)

    return [
        Stage("reading files", building, "read_stories"),
        Stage("loading the model", TorchEncoder, "load"),
        Stage("exporting it", export, "export_encoder"),
        Stage("cutting and attributing", writing, "analyse"),
        Stage("writing stories and words", StoryWriter, "add"),
        Stage("writing the file", StoryWriter, "save"),
        Stage(EMBED, OnnxEncoder, "encode_passages", weigh),
        Stage("the vector index", writing, "build_vectors"),
    ]


def measure(arguments: Arguments) -> Figures:
    """Measure the machine, then questions to the archive, then a build of some of its stories."""
    rates = measure_rates(arguments.work)
    newsroom = archive.open_archive(arguments)
    folder = newsroom.settings.index / "encoders" / newsroom.manifest.encoder
    encoder = read_network(folder / ENCODER_GRAPH)
    return {
        "machine": {
            "float_gigaoperations_a_core_second": round(rates.float_operations / 1e9, 1),
            "integer_gigaoperations_a_core_second": round(rates.integer_operations / 1e9, 1),
            "gigabytes_a_core_second": round(rates.bytes_read / 1e9, 1),
        },
        "question": _profile_questions(newsroom, arguments, encoder, rates),
        "build": _profile_build(arguments, folder, encoder, rates),
    }


def _profile_questions(
    newsroom: Newsroom, arguments: Arguments, encoder: Network, rates: Rates
) -> Figures:
    """Ask each question once, after one that loads what all need; tell the middle and p95."""
    questions = archive.read_archive_questions(arguments)
    stages = list_question_stages(read_network(_READER), encoder)
    taken: list[dict[str, float]] = []
    floors: list[dict[str, float]] = []
    with watch(stages) as spent:
        for question, day in [questions[0], *questions]:
            spent.empty()
            options = Options(confidence=newsroom.least_confidence, today=day)
            started = time.process_time()
            answer_question(newsroom.index, newsroom.reader, question.question, options)
            whole = 1000 * (time.process_time() - started)
            milliseconds, work = spent.empty()
            taken.append(milliseconds | {REST: whole - sum(milliseconds.values())})
            floors.append(find_floors(work, rates))
    return describe(taken[1:], floors[1:]) | {"questions": len(questions)}


def _profile_build(arguments: Arguments, exported: Path, encoder: Network, rates: Rates) -> Figures:
    """Build an index of some stories in this process, one stage after the other."""
    some = Arguments(arguments.data, arguments.work, None, arguments.stories or _BUILT_STORIES)
    stories, root = archive.copy_stories(some), arguments.work / "stages-index"
    count = TokenCounter(open_tokenizer(exported))
    with watch(list_build_stages(encoder, count)) as spent:
        started = time.process_time()
        built = building.build_index(
            stories,
            IndexFolder(root),
            model=DEFAULT_MODEL,
            progress=lambda *_: None,
            embed=_embed_afterwards,
        )
        whole = 1000 * (time.process_time() - started)
        milliseconds, work = spent.empty()
    taken = milliseconds | {REST: whole - sum(milliseconds.values())}
    told = describe([taken], [find_floors(work, rates)])
    return told | {"stories": built.stories, "passages": built.passages}


def _embed_afterwards(encoder: Encoder, batches: Sequence[Batch]) -> Embedded:
    """Embed when all stories are cut: a stage that ran beside others could not be told apart."""
    return embed_here(encoder, batches)


def find_floors(work: dict[str, float], rates: Rates) -> dict[str, float]:
    """Return the milliseconds that what was done takes at the machine's own rates."""
    rate_of = {READ: rates.integer_operations, VECTORS: rates.bytes_read}
    return {
        name: 1000 * done / rate_of.get(name, rates.float_operations) for name, done in work.items()
    }


def describe(taken: Sequence[dict[str, float]], floors: Sequence[dict[str, float]]) -> Figures:
    """Return of each stage its mean, its share, its floor and how many times that it takes."""
    names = {name: None for one in taken for name in one}
    whole = [sum(one.values()) for one in taken]
    figures: Figures = {}
    for name in names:
        mean = sum(one.get(name, 0.0) for one in taken) / len(taken)
        floor = sum(one.get(name, 0.0) for one in floors) / len(floors)
        figures[name] = {
            "milliseconds": round(mean, 2),
            "share_percent": round(100 * mean / (sum(whole) / len(whole)), 1),
        } | ({"floor": round(floor, 2), "times_floor": round(mean / floor, 2)} if floor else {})
    last = quantiles(whole, n=20, method="inclusive")[-1] if len(whole) > 1 else whole[0]
    return {
        "stages": figures,
        "milliseconds_mean": round(sum(whole) / len(whole), 1),
        "milliseconds_median": round(median(whole), 1),
        "milliseconds_p95": round(last, 1),
    }


if __name__ == "__main__":
    run("stages", "Tell where processor time goes.", measure, archive.FILES)
