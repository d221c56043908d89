"""Other people's question-answering models: exported once, and read by as torch would.

The models are tiny and their weights are drawn by lot, so that nothing is downloaded.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_lines import Done, clean_environment
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

from bot.reading import Page, open_named_reader
from bot.reading.make import find_exported_reader
from bot.reading.spans.inputs import make_windows
from bot.reading.spans.network import SpanNetwork
from bot.reading.spans.settings import SpanSettings
from embeddings.encoders.encoder import open_tokenizer
from embeddings.errors import ModelError
from embeddings.sentences import split_sentences

pytestmark = [
    pytest.mark.slow,
    # torch and its exporter warn of their own ways
    pytest.mark.filterwarnings("default"),
]

TEXT = "The ship hit the bridge at night. Six men fell, and two were saved. " * 12
QUESTION = "how many men fell?"
SIZES = {
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 200,
    "initializer_range": 0.5,
}


def write_bert(folder: Path) -> Path:
    """Write a BERT with word pieces: ``[CLS] question [SEP] text [SEP]``, two types."""
    transformers = import_module("transformers")
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(
        [TEXT, QUESTION], trainers.WordPieceTrainer(vocab_size=60, special_tokens=special)
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    fast = transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]",
        sep_token="[SEP]", mask_token="[MASK]",
    )  # fmt: skip
    config = transformers.BertConfig(vocab_size=tokenizer.get_vocab_size(), **SIZES)
    return _save(folder, transformers.BertForQuestionAnswering, config, fast)


def write_roberta(folder: Path) -> Path:
    """Write a RoBERTa with byte pairs: ``<s> question </s></s> text </s>``, one type."""
    transformers = import_module("transformers")
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(
        [TEXT, QUESTION],
        trainers.BpeTrainer(vocab_size=300, special_tokens=special, initial_alphabet=alphabet),
    )
    tokenizer.post_processor = processors.RobertaProcessing(
        ("</s>", 2), ("<s>", 0), trim_offsets=False, add_prefix_space=False
    )
    fast = transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", unk_token="<unk>", bos_token="<s>",
        eos_token="</s>", cls_token="<s>", sep_token="</s>", mask_token="<mask>",
    )  # fmt: skip
    config = transformers.RobertaConfig(
        vocab_size=tokenizer.get_vocab_size(), type_vocab_size=1, pad_token_id=1, **SIZES
    )
    return _save(folder, transformers.RobertaForQuestionAnswering, config, fast)


def _save(folder: Path, architecture: Any, config: Any, tokenizer: Any) -> Path:
    import_module("torch").manual_seed(3)
    architecture(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module", params=[write_bert, write_roberta], ids=["bert", "roberta"])
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return request.param(tmp_path_factory.mktemp("model") / "qa")


@pytest.fixture(scope="module")
def exported(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    readers = tmp_path_factory.mktemp("readers")
    open_named_reader(str(model), readers)
    found = find_exported_reader(readers, str(model))
    assert found is not None
    return found


def score_by_torch(model: Path, ids: tuple[int, ...], types: list[int]) -> np.ndarray:
    torch, transformers = import_module("torch"), import_module("transformers")
    network = transformers.AutoModelForQuestionAnswering.from_pretrained(model).eval()
    given = {"input_ids": torch.tensor([ids])}
    if network.config.type_vocab_size > 1:
        given["token_type_ids"] = torch.tensor([types])
    with torch.no_grad():
        found = network(**given)
    return torch.stack((found.start_logits, found.end_logits), dim=-1)[0].numpy()


def test_an_input_is_put_together_as_the_model_s_own_tokenizer_does(
    model: Path, exported: Path
) -> None:
    tokenizer = import_module("transformers").AutoTokenizer.from_pretrained(model)
    text = TEXT[:68].strip()
    settings = SpanSettings.load(exported)

    (window,) = make_windows(
        QUESTION, [Page(text, (), "A headline")], open_tokenizer(exported), settings
    )

    assert list(window.ids) == tokenizer(QUESTION, text)["input_ids"]
    assert text == "".join(
        text[a:b] if at == 0 else text[window.offsets[at - 1][1] : b]
        for at, (a, b) in enumerate(window.offsets)
    )
    assert not any(text[a:b] != text[a:b].strip() for a, b in window.offsets)


def test_scores_equal_torch_s_alone_and_among_longer_windows(model: Path, exported: Path) -> None:
    settings = SpanSettings.load(exported)
    pages = [Page(TEXT, ()), Page(TEXT[:30], ()), Page(TEXT[:9], ())]
    windows = make_windows(QUESTION, pages, open_tokenizer(exported), settings)

    found = SpanNetwork(exported, settings).look(windows)

    assert len(windows) > 3
    assert max(len(one.ids) for one in windows) <= 200
    for window, scores in zip(windows, found, strict=True):
        types = [int(at >= window.second_part) for at in range(len(window.ids))]
        np.testing.assert_allclose(
            scores.spans, score_by_torch(model, window.ids, types), atol=1e-4
        )


def test_readings_are_slices_of_the_page(model: Path, exported: Path) -> None:
    page = Page(TEXT, split_sentences(TEXT))

    readings = open_named_reader(str(model), exported.parent).read(QUESTION, [page])

    assert len(readings) == len(page.sentences)
    for one in readings:
        assert TEXT[one.start : one.end].strip() == TEXT[one.start : one.end] != ""
        assert any(s.start <= one.start < one.end <= s.end for s in page.sentences)


def test_it_is_exported_once_and_then_opened_without_torch(model: Path, exported: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in exported.iterdir()}
    probe = (
        "import sys; from pathlib import Path; from bot.reading import open_named_reader;"
        "print(open_named_reader(sys.argv[1], Path(sys.argv[2])).name);"
        "print([name for name in ('torch', 'transformers') if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", probe, model, exported.parent],
        capture_output=True,
        text=True,
        env=clean_environment(),
        check=True,
    )

    assert done.stdout.splitlines() == [str(model), "[]"]
    assert {path.name: path.stat().st_mtime_ns for path in exported.iterdir()} == before
    assert [path.name for path in exported.parent.iterdir()] == [exported.name]


def test_byline_read_answers_with_it(
    model: Path, byline_process: Callable[..., Done], tmp_path: Path
) -> None:
    line = json.dumps({"id": 1, "question": QUESTION, "context": TEXT})
    env = {"BYLINE_READER": str(model), "BYLINE_CONFIDENCE": "0"}

    first = byline_process("read", stdin=line + "\n", env=env)
    second = byline_process("read", stdin=line + "\n", env=env)

    assert first.code == second.code == 0
    assert f"Preparing the reader {model}, once." in " ".join(first.err.split())
    assert "Preparing" not in second.err
    assert first.object == second.object
    assert first.object["answer"] == TEXT[first.object["start"] : first.object["end"]] != ""


def test_an_encoder_without_an_answering_head_is_refused(tmp_path: Path) -> None:
    folder = write_bert(tmp_path / "qa")
    transformers = import_module("transformers")
    config = transformers.BertConfig.from_pretrained(folder)
    transformers.BertModel(config).save_pretrained(folder)

    with pytest.raises(ModelError, match="it was not trained to answer: it has no qa_outputs"):
        open_named_reader(str(folder), tmp_path / "readers")

    assert not (tmp_path / "readers").exists()


def test_a_model_that_sees_too_little_is_refused(tmp_path: Path) -> None:
    folder = write_bert(tmp_path / "qa")
    transformers = import_module("transformers")
    config = transformers.BertConfig.from_pretrained(folder)
    config.max_position_embeddings = 64
    transformers.BertForQuestionAnswering(config).save_pretrained(folder)

    with pytest.raises(ModelError, match="sees too few words at once"):
        open_named_reader(str(folder), tmp_path / "readers")


def test_a_network_that_cannot_be_written_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    torch = import_module("torch")
    export_graph = import_module("bot.reading.spans.export").export_graph

    class Odd(torch.nn.Module):  # type: ignore[misc,name-defined]
        def forward(self, ids: Any, attention: Any) -> Any:
            return torch.linalg.eigvals(ids.float() @ attention.float().T).real

    with pytest.raises(ModelError, match="cannot be written as an ONNX graph") as caught:
        export_graph(Odd(), tmp_path / "x.onnx", typed=False, vocabulary=50)

    assert "\n" not in str(caught.value)


def test_own_settings_are_kept_but_for_what_the_model_decides(exported: Path) -> None:
    own = open_named_reader("span", exported.parent)._settings
    settings = SpanSettings.load(exported)

    assert replace(settings, given=own.given, searched=own.searched) == settings
    assert settings.max_headline == 0
