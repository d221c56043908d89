"""Training: interrupted and gone on with, it gives the weights that it gives in one go."""

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from training.reader.examples import Batch, Example, pad

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("default"),  # torch and transformers warn of their own ways
]


class StoppedError(Exception):
    """Stands for whatever ends a run."""


class FixedBatches:
    """Gives the same few batches each epoch, of which ``served`` are there before it fails."""

    def __init__(self, batches: list[Batch], served: int | None = None) -> None:
        self._batches = batches
        self._served = served

    def make_epoch(self, epoch: int, *, batch_tokens: int) -> list[Batch]:
        if epoch and self._served is not None:
            raise StoppedError
        return self._batches[: self._served]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two small layers, its weights drawn by lot."""
    torch, transformers = import_module("torch"), import_module("transformers")
    folder = tmp_path_factory.mktemp("encoder")
    torch.manual_seed(2)
    config = transformers.BertConfig(
        vocab_size=110, hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=512,
    )  # fmt: skip
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


@pytest.fixture
def train() -> Any:
    return import_module("training.reader.train")


def make_model(encoder: Path) -> Any:
    import_module("torch").manual_seed(7)
    return import_module("training.reader.span_model").SpanModel(encoder)


def make_batches(count: int) -> list[Batch]:
    """Texts of five tokens after a question of two, one of which answers."""
    draw = np.random.default_rng(4)
    return [pad([make_example(draw) for _ in range(3)]) for _ in range(count)]


def make_example(draw: np.random.Generator) -> Example:
    words, answer = draw.integers(1, 99, 7).tolist(), int(draw.integers(4, 9))
    return Example((101, *words[:2], 102, *words[2:], 102), 4, 4, spans=((answer, answer),))


def read_weights(model: Any) -> dict[str, np.ndarray]:
    return {name: one.detach().numpy().copy() for name, one in model.state_dict().items()}


def test_two_steps_and_two_more_are_four_steps(
    train: Any, encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "SAVE_EVERY_S", -1.0)  # so that each step is kept
    batches = make_batches(4)
    whole, first, resumed = make_model(encoder), make_model(encoder), make_model(encoder)
    untouched = read_weights(whole)
    (tmp_path / "whole").mkdir()
    (tmp_path / "parts").mkdir()

    train.train(whole, FixedBatches(batches), tmp_path / "whole", epochs=1, steps=4)
    with pytest.raises(StoppedError):
        train.train(first, FixedBatches(batches, 2), tmp_path / "parts", epochs=1, steps=4)
    train.train(resumed, FixedBatches(batches), tmp_path / "parts", epochs=1, steps=4)

    expected, found = read_weights(whole), read_weights(resumed)
    assert found.keys() == expected.keys()
    for name, weights in expected.items():
        np.testing.assert_array_equal(found[name], weights, err_msg=name)
        assert np.array_equal(untouched[name], weights) == name.startswith("bert.embeddings.")
    assert not np.array_equal(read_weights(first)["head.weight"], expected["head.weight"])


def test_a_run_that_is_over_goes_on_no_further(train: Any, encoder: Path, tmp_path: Path) -> None:
    model = make_model(encoder)
    train.train(model, FixedBatches(make_batches(2)), tmp_path, epochs=1, steps=2)
    over = read_weights(model)
    kept = (tmp_path / train.CHECKPOINT).read_bytes()

    again = make_model(encoder)
    train.train(again, FixedBatches(make_batches(2)), tmp_path, epochs=1, steps=2)

    for name, weights in read_weights(again).items():
        np.testing.assert_array_equal(weights, over[name])
    assert (tmp_path / train.CHECKPOINT).read_bytes() == kept
    assert [path.name for path in tmp_path.iterdir()] == [train.CHECKPOINT]


def test_learning_lowers_the_loss(train: Any, encoder: Path, tmp_path: Path) -> None:
    compute_loss = import_module("training.reader.span_model").compute_loss
    (batch,) = make_batches(1)
    model = make_model(encoder)
    before = compute_loss(model, batch).item()

    train.train(model, FixedBatches([batch] * 4), tmp_path, epochs=10, steps=None)

    assert compute_loss(model, batch).item() < before - 0.005


def test_the_loss_by_hand(encoder: Path) -> None:
    torch = import_module("torch")
    compute_loss = import_module("training.reader.span_model").compute_loss
    scores = torch.log(torch.tensor([[[1.0, 1], [99, 99], [2, 1], [1, 6], [99, 99]]]))
    batch = pad([Example((101, 102, 5, 6, 102), 2, 2, spans=((2, 3), (3, 3)))])

    loss = compute_loss(lambda *_: scores, batch)

    # no answer and two tokens: starts 1, 2, 1, of which 2 + 1 are right; ends 1, 1, 6, of which 6
    assert loss.item() == pytest.approx((-np.log(3 / 4) - np.log(6 / 8)) / 2)


@pytest.mark.parametrize(
    ("step", "rate"), [(0, 0.25), (1, 0.5), (3, 1), (50, 1), (65, 1), (82, 18 / 35), (99, 1 / 35)]
)
def test_the_learning_rate_rises_stays_and_falls(train: Any, step: int, rate: float) -> None:
    assert train._rate(step, 100) == pytest.approx(rate)


def test_the_stream_goes_through_epochs_and_skips_what_was_done(train: Any) -> None:
    class Numbered:
        def make_epoch(self, epoch: int, *, batch_tokens: int) -> list[str]:
            return [f"{epoch}{at}" for at in "abc"]

    maker = Numbered()
    streams = [
        train._stream(maker, maker.make_epoch(0, batch_tokens=1), skip=skip) for skip in (0, 4, 7)
    ]

    assert [[next(stream) for _ in range(4)] for stream in streams] == [
        ["0a", "0b", "0c", "1a"],
        ["1b", "1c", "2a", "2b"],
        ["2b", "2c", "3a", "3b"],
    ]


@pytest.mark.parametrize("quantised", [False, True], ids=["32 bits", "8 bits"])
def test_an_exported_reader_s_weights_come_back(
    encoder: Path, tmp_path: Path, quantised: bool
) -> None:
    export = import_module("training.reader.export")
    trained, other = make_model(encoder), make_model(encoder)
    for one, two in zip(trained.parameters(), other.parameters(), strict=True):
        if one.requires_grad:
            one.data += 0.1 * import_module("torch").randn_like(one)
            two.data.zero_()
    graph = tmp_path / "reader.onnx"
    export.export_graph(trained, graph, typed=True, vocabulary=110)
    if quantised:
        export.quantise(graph)

    import_module("training.reader.shipped").take_weights(other, tmp_path)

    tolerance = 0.01 if quantised else 0.0
    for (name, one), two in zip(trained.named_parameters(), other.parameters(), strict=True):
        assert np.allclose(one.detach(), two.detach(), atol=tolerance), name


def test_an_average_lies_between_two_readers(encoder: Path) -> None:
    torch = import_module("torch")
    average = import_module("training.reader.average").average
    one, other = make_model(encoder), make_model(encoder)
    for weight in other.parameters():
        weight.data += 1.0

    average(one, other.state_dict(), 0.25)

    untouched, mixed = make_model(encoder), read_weights(one)
    for name, weights in read_weights(untouched).items():
        moved = 0.0 if name.startswith("bert.embeddings.") else 0.25
        np.testing.assert_allclose(mixed[name], weights + moved, rtol=1e-5, atol=1e-6)
    assert torch.equal(untouched.head.bias + 0.25, one.head.bias)


def test_products_of_half_the_bits_change_the_loss_little(encoder: Path) -> None:
    torch = import_module("torch")
    compute_loss = import_module("training.reader.span_model").compute_loss
    (batch,) = make_batches(1)
    model = make_model(encoder).eval()
    with torch.no_grad():
        scores = model(
            *(torch.from_numpy(one) for one in (batch.ids, batch.attention, batch.types))
        )
    scores = scores.masked_fill(torch.from_numpy(batch.allowed)[:, :, None] == 0, -1e4)
    marks = torch.stack([torch.from_numpy(batch.starts), torch.from_numpy(batch.ends)], dim=2)

    expected = -(scores.log_softmax(dim=1) * marks).sum() / marks.sum()

    assert abs(compute_loss(model, batch).item() - expected.item()) < 0.01
