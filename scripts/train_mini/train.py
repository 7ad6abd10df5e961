"""The training run: one clock-driven schedule from the first step to a cooled-down model; resumes where it stopped.

Here: the loop, checkpoints, the mixture's feedback, the log. Not here: model, update rules, batches.
"""

from __future__ import annotations

import json
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch.nn import functional

from scripts.train_mini.data import Batch, Producer, corpus
from scripts.train_mini.model import Mini, Shape
from scripts.train_mini.optim import Schedule, optimisers
from scripts.train_mini.tokenizer import ChatEncoder, train_tokenizer


@dataclass(frozen=True)
class Recipe:
    """What a run is made of. ``minutes`` is the time to train; ``cooldown`` the last share of it, with falling rate."""

    run_dir: Path
    minutes: float
    seed: int = 0
    cooldown: float = 0.4
    num_vocab: int = 4096
    width: int = 256
    num_layers: int = 5
    num_heads: int = 4
    num_kv_heads: int = 2
    hidden: int = 640
    tokens_per_batch: int = 2048
    batches_per_step: int = 3
    matrix_lr: float = 0.02
    other_lr: float = 3e-3
    checkpoint_s: float = 300.0
    is_compiled: bool = True


def make_tokenizer(path: Path, seed: int, num_vocab: int, num_samples: int = 40_000) -> None:
    """Train the tokenizer on generated samples and save it."""
    tokenizer = train_tokenizer(corpus(num_samples, f"{seed}:tokenizer"), seed, num_vocab)
    path.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(path))


class Feedback:
    """What the model still gets wrong, per schema and mode: these are drawn more often.

    The measure is the probability of a whole program (or of all mental steps) given the problem, a running mean.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.success: dict[str, float] = {}

    def add(self, batch: Batch, losses: torch.Tensor) -> None:
        """Take in the token losses [num_chosen] of a batch."""
        length = batch.rows.shape[1]
        is_work = torch.from_numpy(batch.is_work) & (torch.from_numpy(batch.weights) > 0)
        rows = torch.from_numpy(batch.chosen) // length
        per_row = torch.zeros(len(batch.kinds)).index_add_(0, rows[is_work], losses[is_work])
        for kind, loss in zip(batch.kinds, per_row.neg().exp().tolist(), strict=True):
            self.success[kind] = 0.95 * self.success.get(kind, 0.0) + 0.05 * loss

    def factor(self, kind: str) -> float:
        """Return the weight of a kind: 1 for one just met, a quarter for one fully learned."""
        missing: float = (1.0 - self.success[kind]) ** 0.5
        return 0.25 + 0.75 * missing

    def write(self) -> None:
        """Publish the weights to the process that makes samples."""
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps({kind: round(self.factor(kind), 4) for kind in self.success}), encoding="utf-8")
        part.replace(self._path)

    def summary(self) -> str:
        """Return one line per mode: the mean, and the weakest kinds."""
        lines = []
        for mode in ("tir", "cot"):
            found = sorted((value, kind) for kind, value in self.success.items() if kind.endswith(mode))
            if found:
                mean = sum(value for value, _ in found) / len(found)
                weakest = ", ".join(f"{kind} {value:.2f}" for value, kind in found[:12])
                lines.append(f"    {mode}: mean p(program) {mean:.3f}; weakest: {weakest}")
        return "\n".join(lines)


class Trainer:
    """Model, optimisers and position in the stream of samples, saved and loaded together."""

    def __init__(self, recipe: Recipe, encoder: ChatEncoder) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.shape = Shape(
            encoder.num_vocab,
            recipe.width,
            recipe.num_layers,
            recipe.num_heads,
            recipe.num_kv_heads,
            recipe.hidden,
        )
        self.model = Mini(self.shape).to(self.device)
        self.optimisers = optimisers(self.model, recipe.matrix_lr, recipe.other_lr)
        self.base_rates = [optimiser.param_groups[0]["lr"] for optimiser in self.optimisers]
        self.prefixes = {mode: torch.tensor(encoder.prefix(mode), device=self.device) for mode in ("tir", "cot")}
        self.feedback = Feedback(recipe.run_dir / "factors.json")
        self.step = 0
        self.num_tokens = 0
        self.num_rows = 0
        self._checkpoint = recipe.run_dir / "checkpoint.pt"

    def save(self) -> None:
        """Write the checkpoint; a half-written one never replaces a whole one."""
        state = {
            "shape": asdict(self.shape),
            "model": self.model.state_dict(),
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
            "step": self.step,
            "num_tokens": self.num_tokens,
            "num_rows": self.num_rows,
            "success": self.feedback.success,
        }
        part = self._checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(self._checkpoint)

    def load(self) -> bool:
        """Go on from the checkpoint if there is one."""
        if not self._checkpoint.exists():
            return False
        state = torch.load(self._checkpoint, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        for optimiser, saved in zip(self.optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(saved)
        self.step, self.num_tokens, self.num_rows = state["step"], state["num_tokens"], state["num_rows"]
        self.feedback.success = state["success"]
        return True

    def learn(self, step_batches: list[Batch], factor: float) -> float:
        """Take one step over several batches; return the mean loss of a written token."""
        for optimiser, rate in zip(self.optimisers, self.base_rates, strict=True):
            optimiser.param_groups[0]["lr"] = rate * factor
        total = sum(float(batch.weights.sum()) for batch in step_batches)
        loss_sum = 0.0
        for batch in step_batches:
            rows, chosen, targets, weights = (
                torch.from_numpy(array).to(self.device) for array in (batch.rows, batch.chosen, batch.targets, batch.weights)
            )
            with torch.autocast("cuda", torch.bfloat16, enabled=self.device.type == "cuda"):
                logits = self.model(self.prefixes[batch.mode], rows, chosen)
            losses = functional.cross_entropy(logits.float(), targets, reduction="none") * weights
            (losses.sum() / total).backward()
            loss_sum += float(losses.detach().sum())
            self.feedback.add(batch, losses.detach().cpu())
            self.num_tokens += batch.num_tokens
            self.num_rows += len(batch.kinds)
        torch.nn.utils.clip_grad_norm_(self.optimisers[1].param_groups[0]["params"], 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        self.step += 1
        return loss_sum / total


def _compile(model: Mini) -> None:
    import torch._inductor.config as inductor

    inductor.pattern_matcher = False  # else written-out attention is turned back into the slow fused one
    for layer in model.layers:
        layer.compile(dynamic=True)


class Log:
    """Progress lines: means over the steps since the last one."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._losses: list[float] = []
        self._since, self._tokens = time.time(), trainer.num_tokens

    def add(self, loss: float, factor: float) -> None:
        """Take in a step; print a line after every fiftieth and the feedback after every two hundredth."""
        self._losses.append(loss)
        trainer, now = self._trainer, time.time()
        if trainer.step % 50:
            return
        speed = (trainer.num_tokens - self._tokens) / (now - self._since)
        print(
            f"{time.strftime('%H:%M:%S', time.gmtime())} step {trainer.step} tokens {trainer.num_tokens / 1e6:.2f}M"
            f" rows {trainer.num_rows} loss {sum(self._losses) / len(self._losses):.4f} rate {factor:.3f} {speed:.0f} tok/s",
            flush=True,
        )
        if trainer.step % 200 == 0:
            print(trainer.feedback.summary(), flush=True)
        self._losses, self._since, self._tokens = [], now, trainer.num_tokens


def _start_producer(recipe: Recipe, trainer: Trainer) -> Producer:
    seed = f"{recipe.seed}:{trainer.num_rows}"
    return Producer(recipe.run_dir / "tokenizer.json", recipe.run_dir / "factors.json", seed, recipe.tokens_per_batch)


def _renewed(producer: Producer, recipe: Recipe, trainer: Trainer) -> Producer:
    """Return a producer that has read the problems' source anew, or the old one if that source is broken."""
    (recipe.run_dir / "reload").unlink()
    fresh = _start_producer(recipe, trainer)
    if not fresh.is_working():
        print("the changed problems do not work; going on with the old ones", flush=True)
        fresh.close()
        return producer
    print(f"problems read anew at step {trainer.step}", flush=True)
    producer.close()
    return fresh


def _prepare(recipe: Recipe) -> Trainer:
    recipe.run_dir.mkdir(parents=True, exist_ok=True)
    tokenizer_path = recipe.run_dir / "tokenizer.json"
    if not tokenizer_path.exists():
        print("training the tokenizer", flush=True)
        make_tokenizer(tokenizer_path, recipe.seed, recipe.num_vocab)
    trainer = Trainer(recipe, ChatEncoder(tokenizer_path))
    if trainer.load():
        trainer.feedback.write()
    if recipe.is_compiled:
        _compile(trainer.model)
    count = sum(parameter.numel() for parameter in trainer.model.parameters())
    print(f"{count} parameters, step {trainer.step}, {trainer.num_tokens} tokens seen; {recipe}", flush=True)
    return trainer


def train(recipe: Recipe) -> None:
    """Train until the time is up; on SIGTERM or SIGINT save and stop. Run again to go on from the checkpoint.

    A file "reload" in the run's directory makes it read the problems' source anew without stopping.
    """
    seconds = recipe.minutes * 60
    schedule = Schedule(time.time() + seconds, recipe.cooldown * seconds)
    trainer = _prepare(recipe)
    must_stop: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: must_stop.append(received))
    producer = _start_producer(recipe, trainer)
    saved = time.time()
    log = Log(trainer)
    try:
        with (recipe.run_dir / "questions.bin").open("ab") as questions:
            while (factor := schedule.factor(trainer.step)) > 0.0 and not must_stop:
                group = [producer.get() for _ in range(recipe.batches_per_step)]
                log.add(trainer.learn(group, factor), factor)
                for batch in group:
                    questions.write(batch.questions.tobytes())
                if trainer.step % 10 == 0:
                    trainer.feedback.write()
                    if (recipe.run_dir / "reload").exists():
                        producer = _renewed(producer, recipe, trainer)
                if time.time() - saved > recipe.checkpoint_s:
                    trainer.save()
                    saved = time.time()
    finally:
        producer.close()
    trainer.save()
    print(f"stopped at step {trainer.step}, {trainer.num_tokens} tokens, {trainer.num_rows} rows", flush=True)
