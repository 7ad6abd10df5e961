"""The training run: one clock-driven schedule from the first step to a cooled-down model; resumes where it stopped.

Here: the loop, checkpoints, the mixture's feedback, the log. Not here: model, update rules, batches, what the ranks share.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from dataclasses import asdict, astuple, dataclass, fields
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

import torch

from scripts.train_mini.data import Batch, Producer, corpus
from scripts.train_mini.model import Mini, Shape, token_losses
from scripts.train_mini.optim import Schedule, optimisers
from scripts.train_mini.ranks import Meeting, Rank, meeting
from scripts.train_mini.restore import restore_shape, restore_tokenizer, restore_weights
from scripts.train_mini.tokenizer import ChatEncoder, train_tokenizer


@dataclass(frozen=True)
class Recipe:
    """What a run is made of. ``minutes`` is the time to train; ``cooldown`` the last share of it, with falling rate.

    On a CPU ``batches_per_step`` is also the number of processes at most: each takes its share of them.
    """

    run_dir: Path
    minutes: float
    seed: int = 0
    cooldown: float = 0.4
    num_vocab: int = 4096
    width: int = 256
    num_layers: int = 5
    num_heads: int = 8
    num_kv_heads: int = 4
    hidden: int = 640
    tokens_per_batch: int = 2048
    batches_per_step: int = 2
    matrix_lr: float = 0.02
    other_lr: float = 3e-3
    checkpoint_s: float = 300.0
    start_from: Path | None = None
    """A GGUF file of an earlier run to begin with, instead of random weights and a new tokenizer."""

    @property
    def shape(self) -> Shape:
        """The model's sizes: those of the file to begin with, if there is one."""
        if self.start_from is not None:
            return restore_shape(self.start_from)
        return Shape(self.num_vocab, self.width, self.num_layers, self.num_heads, self.num_kv_heads, self.hidden)


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


@dataclass(frozen=True)
class Tally:
    """What a rank tells the others of its part of a step. ``factor`` counts where it comes from the first rank: its clock rules."""

    weight: float
    loss: float
    num_tokens: float
    num_rows: float
    factor: float


class Trainer:
    """Model, optimisers and position in the stream of samples, saved and loaded together; every rank has one."""

    def __init__(self, recipe: Recipe, encoder: ChatEncoder, rank: Rank) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.rank = rank
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.model = Mini(recipe.shape).to(self.device)
        if recipe.start_from is not None:
            self.model.load_state_dict(restore_weights(recipe.start_from, list(self.model.state_dict())))
        self.parameters = list(self.model.parameters())
        self.optimisers = optimisers(self.model, rank, recipe.matrix_lr, recipe.other_lr)
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
            "shape": asdict(self.recipe.shape),
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

    def learn(self, own: list[Batch], factor: float) -> tuple[float, float]:
        """Take one step over this rank's batches and the others'; return the mean loss of a written token and the factor used.

        A factor of 0 from the first rank changes nothing any more.
        """
        loss = 0.0
        for batch in own:
            rows, chosen, targets, weights = (
                torch.from_numpy(array).to(self.device) for array in (batch.rows, batch.chosen, batch.targets, batch.weights)
            )
            with torch.autocast(self.device.type, torch.bfloat16):
                logits = self.model(self.prefixes[batch.mode], rows, chosen)
            losses = token_losses(logits, targets) * weights
            losses.sum().backward()
            loss += float(losses.detach().sum())
            self.feedback.add(batch, losses.detach().cpu())
        weight = sum(float(batch.weights.sum()) for batch in own)
        tally = Tally(weight, loss, sum(batch.num_tokens for batch in own), sum(len(batch.kinds) for batch in own), factor)
        told = [Tally(*one) for one in self.rank.sum_up(self.parameters, list(astuple(tally)))]
        total = sum(one.weight for one in told)
        factor = told[0].factor
        for parameter in self.parameters:
            parameter.grad /= total
        torch.nn.utils.clip_grad_norm_(self.optimisers[1].param_groups[0]["params"], 1.0)
        for optimiser, rate in zip(self.optimisers, self.base_rates, strict=True):
            optimiser.param_groups[0]["lr"] = rate * factor
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self.num_tokens += int(sum(one.num_tokens for one in told))
        self.num_rows += int(sum(one.num_rows for one in told))
        return sum(one.loss for one in told) / total, factor


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


def _run_rank(number: int, recipe: Recipe, shared: Meeting, batches: Queue[Batch], must_stop: Event) -> None:
    """Train until the first rank's clock says that time is up, or it was told to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    torch.set_num_threads(max(1, (os.cpu_count() or 1) // shared.num_ranks))
    seconds = recipe.minutes * 60
    schedule = Schedule(time.time() + seconds, recipe.cooldown * seconds)
    trainer = Trainer(recipe, ChatEncoder(recipe.run_dir / "tokenizer.json"), Rank(number, shared))
    trainer.load()
    log, saved, factor = Log(trainer), time.time(), 1.0
    with (recipe.run_dir / f"questions-{number}.bin").open("ab") as questions:
        while factor > 0.0:
            own = [batches.get() for _ in range(recipe.batches_per_step // shared.num_ranks)]
            loss, factor = trainer.learn(own, 0.0 if must_stop.is_set() else schedule.factor(trainer.step))
            for batch in own:
                questions.write(batch.questions.tobytes())
            if not trainer.rank.is_first:
                continue
            log.add(loss, factor)
            if trainer.step % 10 == 0:
                trainer.feedback.write()
            if time.time() - saved > recipe.checkpoint_s:
                trainer.save()
                saved = time.time()
    if trainer.rank.is_first:
        trainer.save()
        print(f"stopped at step {trainer.step}, {trainer.num_tokens} tokens, {trainer.num_rows} rows", flush=True)


def train(recipe: Recipe) -> None:
    """Train until the time is up; on SIGTERM or SIGINT save and stop. Run again to go on from the checkpoint.

    Raises:
        RuntimeError: a process died; its own message stands above.
    """
    recipe.run_dir.mkdir(parents=True, exist_ok=True)
    tokenizer_path = recipe.run_dir / "tokenizer.json"
    if recipe.start_from is not None:
        restore_tokenizer(recipe.start_from, tokenizer_path)
    elif not tokenizer_path.exists():
        print("training the tokenizer", flush=True)
        make_tokenizer(tokenizer_path, recipe.seed, recipe.num_vocab)
    cores = os.cpu_count() or 1
    num_ranks = 1 if torch.cuda.is_available() else max(n for n in range(1, cores + 1) if recipe.batches_per_step % n == 0)
    num_parameters = sum(parameter.numel() for parameter in Mini(recipe.shape).parameters())
    seen = torch.load(recipe.run_dir / "checkpoint.pt", weights_only=True)["num_rows"] if (recipe.run_dir / "checkpoint.pt").exists() else 0
    print(f"{num_parameters} parameters, {num_ranks} processes, {seen} rows seen; {recipe}", flush=True)

    context = multiprocessing.get_context("spawn")
    must_stop = context.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: must_stop.set())
    shared = meeting(num_ranks, num_parameters, len(fields(Tally)), context.Barrier(num_ranks))
    factors_path = recipe.run_dir / "factors.json"
    producer = Producer(tokenizer_path, factors_path, f"{recipe.seed}:{seen}", recipe.tokens_per_batch, max(1, cores - num_ranks))
    ranks = [
        context.Process(target=_run_rank, args=(number, recipe, shared, producer.batches, must_stop), daemon=True)
        for number in range(num_ranks)
    ]
    for rank in ranks:
        rank.start()
    try:
        while ranks[0].is_alive():
            ranks[0].join(2)
            if any(rank.exitcode for rank in ranks) or not producer.is_alive():
                raise RuntimeError("A process of the run died; its error stands above.")
    finally:
        producer.close()
        for rank in ranks:
            rank.kill()
