"""The optimiser: Muon for matrices, AdamW for everything else, one clock-driven schedule.

Here: update rules and the learning rate. Not here: what is trained.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from scripts.train_mini.ranks import Rank

_POLAR = (
    (8.156554524902461, -22.48329292557795, 15.878769915207462),
    (4.042929935166739, -2.808917465908714, 0.5000178451051316),
    (3.8916678022926607, -2.772484153217685, 0.5060648178503393),
    (3.285753657755655, -2.3681294933425376, 0.46449024233003106),
    (2.3465413258596377, -1.7097828382687081, 0.42323551169305323),
)
"""Coefficients of the odd polynomials. Source: "The Polar Express", arXiv 2505.16932."""


def orthogonalise(matrices: Tensor) -> Tensor:
    """Return the nearest semi-orthogonal matrices [count, rows, columns], nearly."""
    x = matrices.mT if matrices.shape[-2] > matrices.shape[-1] else matrices
    x = (x / (x.norm(dim=(-2, -1), keepdim=True) * 1.02 + 1e-7)).bfloat16()
    for a, b, c in _POLAR:
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    return (x.mT if matrices.shape[-2] > matrices.shape[-1] else x).float()


class Muon(torch.optim.Optimizer):  # type: ignore[misc]
    """Momentum made orthogonal; matrices of one shape are handled together, and the ranks share this work.

    ``decay`` draws the weights towards zero, by this share times the rate in each step. Without it they only grow: the same step
    turns them less and less, and attention hardens before it has learnt to copy.
    """

    def __init__(self, params: Iterable[Tensor], rank: Rank, lr: float = 0.02, momentum: float = 0.95, decay: float = 0.1) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum, "decay": decay})
        self._rank = rank

    @torch.no_grad()  # type: ignore[untyped-decorator]
    def step(self, closure: None = None) -> None:
        """Take one step."""
        del closure
        for group in self.param_groups:
            parameters: list[Tensor] = group["params"]
            by_shape: dict[torch.Size, dict[int, Tensor]] = defaultdict(dict)
            for index, parameter in enumerate(parameters):
                buffer = self.state[parameter].setdefault("momentum", torch.zeros_like(parameter))
                buffer.lerp_(parameter.grad, 1 - group["momentum"])
                if self._rank.is_mine(index):
                    by_shape[parameter.shape][index] = parameter.grad.lerp(buffer, group["momentum"])
            updates: dict[int, Tensor] = {}
            for shape, found in by_shape.items():
                change = orthogonalise(torch.stack(list(found.values()))) * max(1.0, shape[0] / shape[1]) ** 0.5
                updates.update(zip(found, change, strict=True))
            for parameter, delta in zip(parameters, self._rank.exchange(updates, parameters), strict=True):
                parameter.mul_(1 - group["lr"] * group["decay"]).sub_(delta, alpha=group["lr"])


@dataclass(frozen=True)
class Schedule:
    """Warm up by steps, hold, then fall linearly to zero at ``deadline`` (seconds of the clock).

    The clock drives it because the machine may be shared: whatever the speed, the run ends cooled down.
    """

    deadline: float
    cooldown_s: float
    warmup_steps: int = 100

    def factor(self, step: int) -> float:
        """Return the share of the full learning rate now; 0 when time is up."""
        left = self.deadline - time.time()
        return max(0.0, min(1.0, (step + 1) / self.warmup_steps, left / self.cooldown_s))


def optimisers(model: nn.Module, rank: Rank, matrix_lr: float, other_lr: float) -> tuple[Muon, torch.optim.AdamW]:
    """Return Muon for the blocks' matrices and AdamW for embedding, norms and biases."""
    matrices = [p for name, p in model.named_parameters() if p.dim() == 2 and "embed" not in name]
    others = [p for name, p in model.named_parameters() if p.dim() != 2 or "embed" in name]
    adam = torch.optim.AdamW(others, lr=other_lr, betas=(0.9, 0.95), eps=1e-10, weight_decay=0.0)
    return Muon(matrices, rank, lr=matrix_lr), adam
