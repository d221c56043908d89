"""A small encoder whose vectors can be worked out in one's head, and indexes made with it.

A text's vector counts its words, each known word on an axis of its own, unknown ones together on
the first; it is then brought to length one. Nothing here needs torch.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Regex, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Split
from tokenizers.processors import TemplateProcessing

from embeddings.analysis import analyse
from embeddings.encoders import EncoderSettings, TokenCounter, Vectors
from embeddings.encoders.encoder import GRAPH_FILE, SETTINGS_FILE, TOKENIZER_FILE, WEIGHTS_FILE
from embeddings.encoders.exporting import draft_folder, publish, write_tokenizer
from embeddings.encoders.seal import is_sealed, name_by_seal, write_seal
from embeddings.encoders.weights import write_graph
from embeddings.index import Index, IndexFolder, Manifest
from embeddings.index.database import StoryDatabase
from embeddings.index.filtered_vectors import FilteredVectors
from embeddings.index.manifest import FORMAT, MANIFEST_FILE, STORIES_FILE
from embeddings.index.pointer import Pointer, read_pointer, write_pointer
from embeddings.index.story_writer import StoryWriter
from embeddings.index.vectors import RULE, Rule, build_vectors
from embeddings.index.writing import Source, write_generation
from embeddings.stories import Story
from embeddings.stories.sources.folder import read_folder

TINY_MODEL = "tiny-words"
SPECIAL = ("[UNK]", "[PAD]", "[CLS]")
WORDS = ("bridge", "ship", "soldier", "shot", "fire", "mayor", "worms", "moon", "canal", "river")
VOCABULARY = {word: axis for axis, word in enumerate((*SPECIAL, *WORDS))}


class WordEncoder:
    """Counts words: a text of n words has the squared length 1 + the sum of its squared counts."""

    def __init__(self) -> None:
        self.settings = EncoderSettings(
            model=TINY_MODEL,
            fingerprint="f" * 64,
            dimension=len(VOCABULARY),
            max_tokens=64,
            pad_id=VOCABULARY["[PAD]"],
        )
        self.tokenizer = Tokenizer(WordLevel(VOCABULARY, unk_token="[UNK]"))
        self.tokenizer.normalizer = Lowercase()
        self.tokenizer.pre_tokenizer = Split(Regex(r"\s+"), "removed")
        self.tokenizer.post_processor = TemplateProcessing(
            single="[CLS] $A", special_tokens=[("[CLS]", VOCABULARY["[CLS]"])]
        )

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_passages(texts)

    def list_words(self) -> tuple[str, ...]:
        return WORDS

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        counts = np.zeros((len(texts), len(VOCABULARY)), dtype=np.float32)
        for row, text in enumerate(texts):
            counts[row, VOCABULARY["[CLS]"]] = 1
            for word in re.split(r"\s+", text.lower()):
                if word:
                    counts[row, VOCABULARY.get(word, 0)] += 1
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)

    def export(self, encoders: Path) -> Path:
        """Write the encoder below a folder as ``export_encoder`` does, unless it is there."""
        name = self.settings.fingerprint[:16]
        for earlier in encoders.glob(f"{name}*"):
            if is_sealed(earlier):
                return earlier
        with draft_folder(encoders) as draft:
            written = {
                TOKENIZER_FILE: write_tokenizer(self.tokenizer, draft / TOKENIZER_FILE),
                SETTINGS_FILE: self.settings.save(draft),
            }
            graph = _make_graph().SerializeToString()
            written |= write_graph(graph, draft / GRAPH_FILE, WEIGHTS_FILE)
            write_seal(draft, written)
            return publish(draft, encoders / f"{name}-{name_by_seal(draft)}")


def _make_graph() -> onnx.ModelProto:
    axes = np.eye(len(VOCABULARY), dtype=np.float32)
    shape = ["batch", "length"]
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["axes", "input_ids"], ["words"]),
            helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
            helper.make_node("Mul", ["words", "column"], ["seen"]),
            helper.make_node("ReduceSum", ["seen", "first"], ["counts"], keepdims=0),
            helper.make_node("ReduceL2", ["counts"], ["lengths"], axes=[1], keepdims=1),
            helper.make_node("Div", ["counts", "lengths"], ["unit_vectors"]),
        ],
        "tiny",
        [
            helper.make_tensor_value_info(name, TensorProto.INT64, shape)
            for name in ("input_ids", "attention_mask")
        ],
        [
            helper.make_tensor_value_info(
                "unit_vectors", TensorProto.FLOAT, ["batch", len(VOCABULARY)]
            )
        ],
        [
            numpy_helper.from_array(axes, "axes"),
            numpy_helper.from_array(np.array([2], dtype=np.int64), "last"),
            numpy_helper.from_array(np.array([1], dtype=np.int64), "first"),
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)


def build_tiny_index(stories: Path, root: Path, rule: Rule = RULE) -> Manifest:
    """Build a generation as ``byline rebuild-index`` does, with the tiny encoder."""
    return build_tiny_generation(stories, IndexFolder(root), rule)


def build_tiny_generation(stories: Path, folder: IndexFolder, rule: Rule = RULE) -> Manifest:
    """Build as ``build_tiny_index`` does, in a folder that may be locked for this build."""
    encoder = WordEncoder()
    contents = read_folder(stories, exclude=folder.root.resolve())
    with folder.draft() as (generation, draft):
        exported = encoder.export(folder.encoders)
        tokens = TokenCounter(encoder.tokenizer)
        source = Source(stories, contents, encoder, tokens, exported, rule=rule)
        return write_generation(draft, generation, source, lambda stage, done, total: None)


def move_stories(root: Path, stories: Path) -> None:
    """Let the current generation of an index be of another folder with the same stories."""
    folder = IndexFolder(root)
    generation = folder.path_of(folder.current())
    manifest = replace(Manifest.load(generation), stories_folder=str(stories.resolve()))
    rewrite_manifest(root, manifest)


def rewrite_manifest(root: Path, manifest: Manifest) -> None:
    """Put another manifest in the place of a generation's, as if it had been written so."""
    folder = IndexFolder(root).path_of(manifest.generation)
    (folder / MANIFEST_FILE).unlink()
    manifest.save(folder)
    if read_pointer(root).generation == manifest.generation:
        write_pointer(root, Pointer(manifest.generation, manifest.checksum))


def make_manifest(**fields: object) -> Manifest:
    """Return a manifest of the tiny encoder; ``fields`` weigh more than what is made up."""
    made_up: dict[str, object] = {
        "format": FORMAT,
        "generation": "g0001",
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "stories_folder": "/news",
        "stories": 1,
        "passages": 1,
        "skipped": 0,
        "model": TINY_MODEL,
        "model_fingerprint": WordEncoder().settings.fingerprint,
        "dimension": len(VOCABULARY),
        "max_tokens": 40,
        "encoder": "e",
        "story_hashes": "h",
        "code": "c",
        "follow_links": False,
        "files": (),
    }
    return Manifest(**(made_up | fields))  # type: ignore[arg-type]


def make_index(stories: Sequence[Story], folder: Path) -> Index:
    """Make an index of a few stories for asking, without an index folder around it."""
    encoder = WordEncoder()
    (folder / STORIES_FILE).unlink(missing_ok=True)
    writer = StoryWriter()
    texts: list[str] = []
    tokens = TokenCounter(encoder.tokenizer)
    for story in stories:
        analysed = analyse(story, tokens.offsets, max_tokens=40)
        writer.add(analysed, story.id)
        texts += [passage.embedded_text for passage in analysed.passages]
    writer.save(folder / STORIES_FILE)
    vectors = build_vectors(encoder.encode_passages(texts))
    manifest = make_manifest(stories=len(stories), passages=len(vectors))
    database = StoryDatabase.load(folder / STORIES_FILE)
    return Index(manifest, database, FilteredVectors(vectors, database), encoder)


def cut_words(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the words of a text lie: one token a word."""
    spans, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    return tuple(spans)
