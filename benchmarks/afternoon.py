"""What one would write in an afternoon: sentence-transformers, FAISS and a reader of transformers.

    python -m benchmarks.afternoon build|ask STORIES INDEX READER [QUESTION]

Set up as the libraries' documentation says, with Byline's own encoder and reader, so that the
comparison is one of everything else. Passages are paragraphs of about 180 words; the six nearest
are read, and the best span of all is the answer. It knows no clutter, no refusal and no citation.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.others.stories import cut, read_stories

WORDS, NEAREST, LONGEST_ANSWER = 180, 6, 30


@dataclass(slots=True)
class Script:
    """The open index, the encoder and the reader."""

    passages: list[str]
    index: Any
    encoder: Any
    tokenizer: Any
    reader: Any


@dataclass(frozen=True, slots=True)
class Found:
    """The words that answer, and where: in which of the nearest passages, from which character."""

    answer: str
    at: int
    start: int
    passages: tuple[str, ...]


def read_passages(stories: Path) -> list[str]:
    """Return the pieces of every story."""
    return [piece for one in read_stories(stories) for piece in cut(one, WORDS)]


def open_encoder() -> Any:
    """Load the encoder as its card says."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - a cold start counts it

    from embeddings.default_model import find_default_model  # noqa: PLC0415

    return SentenceTransformer(str(find_default_model()), device="cpu")


def build(stories: Path, folder: Path) -> int:
    """Embed all passages and write index and texts; return how many there are."""
    import faiss  # noqa: PLC0415

    passages = read_passages(stories)
    vectors = open_encoder().encode(passages, normalize_embeddings=True, batch_size=32)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    folder.mkdir(parents=True, exist_ok=True)
    faiss.write_index(index, str(folder / "vectors.faiss"))
    (folder / "passages.json").write_text(json.dumps(passages), encoding="utf-8")
    return len(passages)


def open_script(folder: Path, reader: Path) -> Script:
    """Load everything that a question needs."""
    import faiss  # noqa: PLC0415
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer  # noqa: PLC0415

    return Script(
        passages=json.loads((folder / "passages.json").read_text(encoding="utf-8")),
        index=faiss.read_index(str(folder / "vectors.faiss")),
        encoder=open_encoder(),
        tokenizer=AutoTokenizer.from_pretrained(reader),
        reader=AutoModelForQuestionAnswering.from_pretrained(reader).eval(),
    )


def ask(script: Script, question: str) -> Found:
    """Return the best span of the nearest passages."""
    import torch  # noqa: PLC0415

    vector = script.encoder.encode([question], normalize_embeddings=True)
    _, rows = script.index.search(vector, NEAREST)
    contexts = tuple(script.passages[row] for row in rows[0])
    read = script.tokenizer(
        [question] * len(contexts), list(contexts), truncation="only_second", padding=True,
        max_length=384, return_offsets_mapping=True, return_tensors="pt",
    )  # fmt: skip
    offsets = read.pop("offset_mapping")
    with torch.inference_mode():
        scores = script.reader(**read)
    best, found = float("-inf"), Found("", 0, 0, contexts)
    for n, context in enumerate(contexts):
        inside = torch.tensor([part == 1 for part in read.sequence_ids(n)])
        first = scores.start_logits[n].masked_fill(~inside, -1e4)
        last = scores.end_logits[n].masked_fill(~inside, -1e4)
        pairs = (first[:, None] + last[None, :]).triu().tril(LONGEST_ANSWER)
        pairs = pairs.masked_fill(torch.ones_like(pairs).triu().tril(LONGEST_ANSWER) == 0, -1e4)
        at = int(pairs.argmax())
        start, end = divmod(at, pairs.shape[1])
        if float(pairs.max()) > best:
            best = float(pairs.max())
            begins, ends = int(offsets[n][start][0]), int(offsets[n][end][1])
            found = Found(context[begins:ends], n, begins, contexts)
    return found


def export_reader(folder: Path) -> Path:
    """Write Byline's own reader as transformers reads one, its 8-bit weights multiplied out."""
    import onnx  # noqa: PLC0415
    import torch  # noqa: PLC0415
    from onnx import numpy_helper  # noqa: PLC0415
    from transformers import AutoConfig, AutoTokenizer, BertForQuestionAnswering  # noqa: PLC0415

    from bot.reading.spans.network import GRAPH_FILE  # noqa: PLC0415
    from embeddings.default_model import find_default_model  # noqa: PLC0415

    source = Path(__file__).resolve().parents[1] / "bot" / "reading" / "spans" / "weights"
    graph = onnx.load(str(source / GRAPH_FILE)).graph
    kept = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    products = {
        node.name.strip("/").split("/MatMul")[0].replace("/", "."): node.input[1]
        for node in graph.node
        if node.op_type in {"MatMul", "MatMulInteger"}
    }
    layers = {name.split(".")[3] for name in kept if name.startswith("bert.encoder.layer.")}
    config = AutoConfig.from_pretrained(find_default_model(), num_hidden_layers=len(layers))
    model = BertForQuestionAnswering(config)
    head = next(name for name in ("spans", "head") if f"{name}.bias" in kept)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            found = _find_weight(kept, products, name.replace("qa_outputs", head))
            weight.copy_(torch.from_numpy(found.astype("float32")))
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(find_default_model()).save_pretrained(folder)
    return folder


def _find_weight(kept: dict[str, Any], products: dict[str, str], name: str) -> Any:
    """Return one weight of the graph as its layer is called: a product's stands transposed."""
    if name in kept:
        return kept[name]
    if f"{name}_quantized" in kept:
        return _multiply_out(kept, name)
    graph_name = products[name.removesuffix(".weight")]
    stem = graph_name.removesuffix("_quantized")
    return (kept[graph_name] if stem == graph_name else _multiply_out(kept, stem)).T


def _multiply_out(kept: dict[str, Any], stem: str) -> Any:
    zero = kept[f"{stem}_zero_point"].astype("float32")
    return (kept[f"{stem}_quantized"].astype("float32") - zero) * kept[f"{stem}_scale"]


def main() -> None:
    """Build or ask, as a process of its own."""
    what, stories, folder, reader, *question = sys.argv[1:]
    if what == "build":
        print(build(Path(stories), Path(folder)))
    elif what == "export":
        print(export_reader(Path(reader)))
    else:
        print(ask(open_script(Path(folder), Path(reader)), " ".join(question)).answer)


if __name__ == "__main__":
    main()
