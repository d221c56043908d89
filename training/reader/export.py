"""Export a trained reader as Byline ships it.

    python -m training.reader.export CHECKPOINT ENCODER FOLDER [--float]

Writes the graph and its weights, in 8 bits unless told otherwise, and settings whose confidence is
still to be calibrated.
"""

import argparse
import hashlib
from datetime import date
from pathlib import Path

import torch

from bot.reading.spans.export import export_graph
from bot.reading.spans.network import GRAPH_FILE, RELEVANCE, SPANS, VERDICTS, WEIGHTS_FILE
from bot.reading.spans.settings import Curve, SizedCurve, SpanSettings
from embeddings.encoders.rounding import round_weights
from embeddings.encoders.weights import put_weights_apart
from training.reader.card import keep_figures
from training.reader.mixture import BATCH_TOKENS
from training.reader.network import ReaderNetwork
from training.reader.train import PEAK_RATE, SEED

_SPANS_ALONE = {
    "about": """\
A small extractive question-answering network: it takes a question and a passage of a news story
and points at the words that answer, or at none.""",
    "began": """beginning with the six layers that Byline
shipped before, themselves begun with those of all-MiniLM-L6-v2 (Apache-2.0)""",
}
_ALL_HEADS = {
    "about": """\
A small network that reads a question or a claim together with a passage of a news story. It points
at the words that answer, or at none; says how relevant the passage is; and whether it supports or
contradicts the claim, or does not state it.""",
    "began": """beginning with the twelve layers of
cross-encoder/ms-marco-MiniLM-L-12-v2 (Apache-2.0), taken back from 8 bits""",
}
UNCALIBRATED = Curve(weights={"margin": 5.0}, bias=0.0, least=0.5)


def main() -> None:
    """Read the arguments and export."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("encoder", type=Path, help="what training began with")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights")
    arguments = parser.parse_args()
    write_reader(
        arguments.checkpoint, arguments.encoder, arguments.folder, quantised=not arguments.float
    )


def write_reader(checkpoint: Path, encoder: Path, folder: Path, *, quantised: bool) -> None:
    """Write a checkpoint of a network that began with an encoder as a reader's folder."""
    model = ReaderNetwork(encoder)
    kept = torch.load(checkpoint, weights_only=True)
    model.load_state_dict(kept["model"])
    folder.mkdir(parents=True, exist_ok=True)
    graph = folder / GRAPH_FILE
    export_graph(
        model if model.judges else _Spans(model),
        graph,
        typed=True,
        vocabulary=model.bert.config.vocab_size,
        outputs=(SPANS, RELEVANCE, VERDICTS) if model.judges else (SPANS,),
    )
    if quantised:
        round_weights(graph)
    fingerprint = hashlib.sha256(graph.read_bytes()).hexdigest()
    put_weights_apart(graph, WEIGHTS_FILE)
    keep_figures(
        folder,
        training=(_ALL_HEADS if model.judges else _SPANS_ALONE)
        | {
            "parameters": f"{sum(one.numel() for one in model.parameters()):,} parameters.",
            "steps": kept["steps"],
            "batch_tokens": BATCH_TOKENS,
            "rate": kept.get("rate", PEAK_RATE),
            "seed": SEED,
            "date": date.today().isoformat(),
        },
    )
    SpanSettings(
        model="span",
        fingerprint=fingerprint,
        first=(101,),
        between=(102,),
        last=(102,),
        typed=True,
        given=UNCALIBRATED,
        searched=(SizedCurve(1, UNCALIBRATED),),
    ).save(folder)


class _Spans(torch.nn.Module):
    """The scores of the spans alone, as ``training.reader.dequantise`` reads them again."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.bert, self.head = network.bert, network.spans

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        hidden = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        )
        return self.head(hidden.last_hidden_state)  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
