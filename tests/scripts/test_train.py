"""Claims about how mini is trained. They need the extra ``train``; without it they are skipped."""

from __future__ import annotations

import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="needs pip install '.[train]'")
pytest.importorskip("tokenizers", reason="needs pip install '.[train]'")

from scripts.train_mini.data import batches
from scripts.train_mini.export import export
from scripts.train_mini.model import Mini, Shape, token_losses
from scripts.train_mini.optim import Muon, orthogonalise
from scripts.train_mini.ranks import Rank, meeting
from scripts.train_mini.restore import restore_shape, restore_tokenizer, restore_weights
from scripts.train_mini.tokenizer import ChatEncoder
from scripts.train_mini.train import make_tokenizer

TINY = Shape(num_vocab=512, width=32, num_layers=2, num_heads=2, num_kv_heads=1, hidden=64)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> ChatEncoder:
    path: Path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"
    make_tokenizer(path, 0, TINY.num_vocab, num_samples=300)
    return ChatEncoder(path)


def test_token_losses_are_cross_entropies_with_the_same_gradients() -> None:
    generator = torch.Generator().manual_seed(1)
    logits = torch.randn(7, 50, generator=generator) * 30
    targets = torch.randint(0, 50, (7,), generator=generator)
    found = []
    for loss in (token_losses, lambda x, y: torch.nn.functional.cross_entropy(x, y, reduction="none")):
        leaf = logits.clone().requires_grad_()
        losses = loss(leaf, targets)
        (losses * torch.arange(7.0)).sum().backward()
        found.append((losses.detach(), leaf.grad))
    (ours, our_gradient), (theirs, their_gradient) = found
    assert torch.allclose(ours, theirs, atol=1e-4)
    assert torch.allclose(our_gradient, their_gradient, atol=1e-5)


def test_rows_see_the_shared_prefix_as_if_it_were_their_own() -> None:
    torch.manual_seed(2)
    model = Mini(TINY)
    row = torch.randint(0, TINY.num_vocab, (9,))
    whole, split = (model(row[:cut], row[None, cut:], torch.arange(4 - cut, 9 - cut)) for cut in (1, 4))
    assert torch.allclose(whole, split, atol=1e-5)


def test_orthogonal_updates_have_singular_values_near_one() -> None:
    torch.manual_seed(3)
    for shape in ((3, 24, 64), (2, 64, 24), (1, 16, 16)):
        values = torch.linalg.svdvals(orthogonalise(torch.randn(shape)))
        assert 0.5 < float(values.min()) <= float(values.max()) < 1.4


def _train_together(num_ranks: int, inputs: Any) -> list[Any]:  # noqa: ANN401 - torch may be missing, and so its types
    """Take three steps of a small matrix on ``num_ranks`` threads that share the inputs; return each rank's matrix."""
    start = torch.linspace(-1, 1, 24).view(4, 6)
    shared = meeting(num_ranks, start.numel(), 1, threading.Barrier(num_ranks))  # type: ignore[arg-type]
    ends: list[Any] = [None] * num_ranks

    def run(number: int) -> None:
        rank = Rank(number, shared)
        matrix = torch.nn.Parameter(start.clone())
        muon = Muon([matrix], rank, lr=0.1)
        for _ in range(3):
            (inputs[number::num_ranks] @ matrix.T).square().sum().backward()
            told = rank.sum_up([matrix], [float(number)])
            assert told == [[float(one)] for one in range(num_ranks)]
            muon.step()
            muon.zero_grad()
        ends[number] = matrix.detach()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(num_ranks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


@pytest.mark.slow
def test_two_ranks_together_learn_what_one_learns_alone() -> None:
    torch.manual_seed(4)
    inputs = torch.randn(8, 6)
    (alone,) = _train_together(1, inputs)
    first, second = _train_together(2, inputs)
    assert torch.equal(first, second)
    assert torch.allclose(first, alone, atol=2e-2)  # the update is worked out in bfloat16


def test_batches_learn_only_what_the_model_writes(encoder: ChatEncoder) -> None:
    seen_modes = set()
    for _, batch in zip(range(90), batches(encoder, "seed", 512, {}), strict=False):
        seen_modes.add(batch.mode)
        taught = [int(token) for token, weight in zip(batch.targets, batch.weights, strict=True) if weight]
        text = encoder.tokenizer.decode(taught)
        assert batch.num_tokens <= 512 + batch.rows.shape[1]
        assert ("boxed" in text) or batch.mode == "tir"
        assert "user" not in text
        assert [encoder.start] * taught.count(encoder.start) == []
    assert seen_modes == {"tir", "cot"}


def test_an_exported_model_can_be_trained_further(encoder: ChatEncoder, tmp_path: Path) -> None:
    torch.manual_seed(5)
    model = Mini(TINY)
    state = {"shape": asdict(TINY), "model": model.state_dict(), "step": 1, "num_tokens": 2}
    torch.save(state, tmp_path / "checkpoint.pt")
    encoder.tokenizer.save(str(tmp_path / "tokenizer.json"))
    file = tmp_path / "tiny.gguf"
    export(tmp_path, file)
    assert restore_shape(file) == TINY
    for name, weight in restore_weights(file, list(model.state_dict())).items():
        assert torch.allclose(weight, model.state_dict()[name], atol=float(model.state_dict()[name].abs().max()) / 127), name
    restore_tokenizer(file, tmp_path / "again.json")
    again = ChatEncoder(tmp_path / "again.json")
    for text in ("3 boxes of 12 pens, how many?", "解方程：4x＋5＝6x＋7。", r"$\frac{1}{2}$ <|im_end|> ```python"):
        assert again.ids(text) == encoder.ids(text)
    assert (again.start, again.end, again.num_vocab) == (encoder.start, encoder.end, encoder.num_vocab)


def test_a_row_that_is_cut_has_no_end(encoder: ChatEncoder) -> None:
    parts = (("Add.\n```python\nprint(1+1)\n```\n```output", True), ("\n2\n```\n", False), (r"The answer is $\boxed{2}$.", True))
    whole, cut = encoder.row("1+1", parts), encoder.row("1+1", parts[:1], is_whole=False)
    assert whole.ids[: len(cut.ids)] == cut.ids
    assert whole.ids[-1] == encoder.end
    assert cut.ids[-1] != encoder.end
    output = encoder.ids("\n2\n```\n")
    assert not any(whole.is_written[len(cut.ids) : len(cut.ids) + len(output)])
