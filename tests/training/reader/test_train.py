"""Training: interrupted and gone on with, it gives the weights that it gives in one go."""

import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from training.reader.batches import (
    Batch,
    ClaimBatch,
    Example,
    Inputs,
    RelevanceBatch,
    SpanBatch,
    make_span_batch,
    pad,
)
from training.reader.mixture import Place

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("default"),  # torch and transformers warn of their own ways
]


class StoppedError(Exception):
    """Stands for whatever ends a run."""


class FixedBatches:
    """Gives the same few batches each round, of which ``served`` are there before it fails."""

    def __init__(self, batches: list[Batch], served: int | None = None) -> None:
        self._batches, self._served = batches, served

    def read(self, place: Place) -> Iterator[tuple[Batch, Place]]:
        for at in range(place.batch, 10**6):
            if self._served is not None and at >= self._served:
                raise StoppedError
            yield self._batches[at % len(self._batches)], Place(0, at + 1)


@pytest.fixture
def train() -> Any:
    return import_module("training.reader.train")


@pytest.fixture
def compute_loss() -> Any:
    return import_module("training.reader.losses").compute_loss


def make_network(encoder: Path) -> Any:
    import_module("torch").manual_seed(7)
    return import_module("training.reader.network").ReaderNetwork(encoder)


def make_batches(count: int) -> list[Batch]:
    """Texts of five tokens after a question of two, one of which answers; claims; relevance."""
    draw = np.random.default_rng(4)
    made: list[Batch] = []
    for at in range(count):
        examples = [make_example(draw) for _ in range(3)]
        if at % 3 == 0:
            made.append(make_span_batch(examples))
        elif at % 3 == 1:
            made.append(ClaimBatch(pad(examples), np.array([[1, 0, 0], [0, 1, 1], [0, 0, 1]])))
        else:
            made.append(RelevanceBatch(pad(examples)))
    return made


def make_example(draw: np.random.Generator) -> Example:
    words, answer = draw.integers(1, 99, 7).tolist(), int(draw.integers(4, 9))
    return Example((101, *words[:2], 102, *words[2:], 102), 4, 4, spans=((answer, answer),))


def read_weights(network: Any) -> dict[str, np.ndarray]:
    return {name: one.detach().numpy().copy() for name, one in network.state_dict().items()}


def test_two_steps_and_two_more_are_four_steps(
    train: Any, encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "SAVE_EVERY_S", -1.0)  # so that each step is kept
    batches = make_batches(4)
    whole, first, resumed, teacher = (make_network(encoder) for _ in range(4))
    untouched = read_weights(whole)
    one, parts = (train.Plan(tmp_path / name, 4) for name in ("whole", "parts"))
    one.out.mkdir()
    parts.out.mkdir()

    train.train(whole, teacher, FixedBatches(batches), one)
    with pytest.raises(StoppedError):
        train.train(first, teacher, FixedBatches(batches, 2), parts)
    train.train(resumed, teacher, FixedBatches(batches), parts)

    expected, found = read_weights(whole), read_weights(resumed)
    assert found.keys() == expected.keys()
    for name, weights in expected.items():
        np.testing.assert_array_equal(found[name], weights, err_msg=name)
        assert np.array_equal(untouched[name], weights) == name.startswith("bert.embeddings.")
    assert not np.array_equal(read_weights(first)["spans.weight"], expected["spans.weight"])


def test_cooling_down_leaves_the_checkpoint_to_go_on_from(
    train: Any, encoder: Path, tmp_path: Path
) -> None:
    batches = FixedBatches(make_batches(6))
    network, teacher = make_network(encoder), make_network(encoder)
    train.train(network, teacher, batches, train.Plan(tmp_path, 3))
    kept = (tmp_path / train.CHECKPOINT).read_bytes()
    before = read_weights(network)

    train.train(make_network(encoder), teacher, batches, train.Plan(tmp_path, 3, cool=2))

    torch = import_module("torch")
    cooled = torch.load(tmp_path / train.COOLED, weights_only=True)
    assert (tmp_path / train.CHECKPOINT).read_bytes() == kept
    assert (cooled["steps"], cooled["place"]) == (5, {"round": 0, "batch": 5})
    assert not np.array_equal(cooled["model"]["spans.weight"].numpy(), before["spans.weight"])


@pytest.mark.parametrize(
    ("step", "cool", "share"),
    [(0, 0, 1 / 60), (29, 0, 0.5), (59, 0, 1), (500, 0, 1), (900, 100, 1), (950, 100, 0.5),
     (999, 100, 0.01)],
)  # fmt: skip
def test_the_learning_rate_rises_stays_and_falls_when_told(
    train: Any, tmp_path: Path, step: int, cool: int, share: float
) -> None:
    plan = train.Plan(tmp_path, 1000, cool)

    assert plan.find_rate(step) == pytest.approx(share * train.PEAK_RATE)


def test_learning_lowers_the_loss_of_each_kind(
    train: Any, compute_loss: Any, encoder: Path, tmp_path: Path
) -> None:
    batches = make_batches(2)
    network, teacher = make_network(encoder), make_network(encoder)
    before = [compute_loss(network, teacher, one).item() for one in batches]

    train.train(network, teacher, FixedBatches(batches), train.Plan(tmp_path, 40))

    after = [compute_loss(network, teacher, one).item() for one in batches]
    assert all(one < other - 0.005 for one, other in zip(after, before, strict=True))


def test_what_the_published_network_says_is_kept(compute_loss: Any, encoder: Path) -> None:
    torch = import_module("torch")
    network, teacher = make_network(encoder), make_network(encoder)
    (batch,) = make_batches(3)[2:]

    same = compute_loss(network, teacher, batch).item()
    with torch.no_grad():
        network.relevance.bias += 2.0

    # a quarter of 2, less half of the quarter from where on the loss is straight
    assert same == 0
    assert compute_loss(network, teacher, batch).item() == pytest.approx(0.5 - 0.125, abs=0.02)


class Fixed:
    """Stands for a network that says the same of everything."""

    def __init__(self, **said: Any) -> None:
        self._said = said

    def __call__(self, *_: Any) -> Any:
        torch = import_module("torch")
        outputs = import_module("training.reader.network").Outputs
        empty = torch.zeros(1)
        return outputs(**({"spans": empty, "relevance": empty, "verdicts": empty} | self._said))


def test_the_loss_of_spans_by_hand(compute_loss: Any) -> None:
    torch = import_module("torch")
    scores = torch.log(torch.tensor([[[1.0, 1], [99, 99], [2, 1], [1, 6], [99, 99]]]))
    batch = make_span_batch([Example((101, 102, 5, 6, 102), 2, 2, spans=((2, 3), (3, 3)))])

    loss = compute_loss(Fixed(spans=scores), None, batch)

    # no answer and two tokens: starts 1, 2, 1, of which 2 + 1 are right; ends 1, 1, 6, of which 6
    assert loss.item() == pytest.approx((-np.log(3 / 4) - np.log(6 / 8)) / 2)


def test_the_loss_of_claims_adds_up_what_a_label_allows(compute_loss: Any) -> None:
    torch = import_module("torch")
    scores = torch.log(torch.tensor([[1.0, 2, 5], [1.0, 2, 5]]))
    ids = np.ones((2, 3), np.int64)
    batch = ClaimBatch(Inputs(ids, ids, ids), np.array([[0, 1, 1], [1, 0, 0]]))

    loss = compute_loss(Fixed(verdicts=scores), None, batch)

    assert loss.item() == pytest.approx((-np.log(7 / 8) - np.log(1 / 8)) / 2)


def test_products_of_half_the_bits_change_the_loss_little(compute_loss: Any, encoder: Path) -> None:
    torch = import_module("torch")
    (batch,) = make_batches(1)
    assert isinstance(batch, SpanBatch)
    network = make_network(encoder).eval()
    inputs = (batch.inputs.ids, batch.inputs.attention, batch.inputs.types)
    with torch.no_grad():
        scores = network(*map(torch.from_numpy, inputs)).spans
    scores = scores.masked_fill(torch.from_numpy(batch.allowed)[:, :, None] == 0, -1e4)
    marks = torch.stack([torch.from_numpy(batch.starts), torch.from_numpy(batch.ends)], dim=2)

    expected = -(scores.log_softmax(dim=1) * marks).sum() / marks.sum()

    assert abs(compute_loss(network, None, batch).item() - expected.item()) < 0.01


def test_an_exported_network_says_the_same_in_all_its_heads(encoder: Path, tmp_path: Path) -> None:
    torch = import_module("torch")
    network = make_network(encoder).eval()
    torch.save({"model": network.state_dict(), "steps": 7}, tmp_path / "c.pt")
    export = import_module("training.reader.export")

    export.write_reader(tmp_path / "c.pt", encoder, tmp_path / "r", quantised=False)

    graph = tmp_path / "r" / "reader.onnx"
    session = import_module("embeddings.encoders.session").Session(graph)
    inputs = make_batches(1)[0].inputs
    named = dict(
        zip(
            ("input_ids", "attention_mask", "token_type_ids"),
            (inputs.ids, inputs.attention, inputs.types),
            strict=True,
        )
    )
    assert session.outputs == ("scores", "relevance", "verdicts")
    found = session.run(named)
    with torch.no_grad():
        expected = network(*map(torch.from_numpy, named.values()))
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other.numpy(), atol=1e-4)


@pytest.mark.parametrize("judges", [True, False])
def test_an_exported_network_can_be_gone_on_from(
    encoder: Path, tmp_path: Path, *, judges: bool
) -> None:
    torch = import_module("torch")
    alone, again = tmp_path / "alone", tmp_path / "again"
    shutil.copytree(encoder, alone)
    if not judges:
        head = {"head.weight": torch.randn(2, 64), "head.bias": torch.randn(2)}
        torch.save(head, alone / "heads.pt")
    network = make_network(alone).eval()
    for weight in network.parameters():  # equal weights would be written once
        weight.data += 0.1 * torch.randn_like(weight)
    torch.save({"model": network.state_dict(), "steps": 7}, tmp_path / "c.pt")
    import_module("training.reader.export").write_reader(
        tmp_path / "c.pt", alone, tmp_path / "r", quantised=False
    )
    dequantise, onnx = import_module("training.reader.dequantise"), import_module("onnx")

    graph = onnx.load(tmp_path / "r" / "reader.onnx").graph
    dequantise.save(dequantise.read_weights(graph), again)

    heads = ["scores", "relevance", "verdicts"] if judges else ["scores"]
    assert [one.name for one in graph.output] == heads
    assert network.judges == judges
    found = read_weights(make_network(again))
    for name, weights in read_weights(network).items():
        np.testing.assert_allclose(found[name], weights, atol=1e-6)


def test_an_average_is_the_mean_of_all(encoder: Path) -> None:
    average = import_module("training.reader.average").average
    one, other = make_network(encoder), make_network(encoder)
    for weight in other.parameters():
        weight.data += 1.0

    mean = average(
        [{"model": one.state_dict(), "steps": 3}, {"model": other.state_dict(), "steps": 5}]
    )

    assert mean["steps"] == 5
    for name, weights in read_weights(one).items():
        np.testing.assert_allclose(mean["model"][name].numpy(), weights + 0.5, rtol=1e-5, atol=1e-6)
