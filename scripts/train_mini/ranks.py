"""Processes that train one model together, each with a copy of its own: gradients and updates meet in shared memory.

Here: what the ranks share and how they wait for one another. Not here: model, update rules, the loop.

On a CPU one process per core beats one process with many threads: small operations have nothing to wait for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier

import torch
from torch import Tensor

PATIENCE_S = 600.0
"""Longer than any step: a rank that is waited for in vain is dead."""


@dataclass(frozen=True)
class Meeting:
    """What is made once and given to every rank.

    ``gradients`` [num_ranks, num_parameters], ``updates`` [num_parameters] and ``tallies`` [num_ranks, num_tallies] are
    shared; every number in them is written by one rank between two barriers.
    """

    num_ranks: int
    gradients: Tensor
    updates: Tensor
    tallies: Tensor
    barrier: Barrier


def meeting(num_ranks: int, num_parameters: int, num_tallies: int, barrier: Barrier) -> Meeting:
    """Return the shared memory of ``num_ranks`` processes."""
    return Meeting(
        num_ranks,
        torch.zeros(num_ranks, num_parameters).share_memory_(),
        torch.zeros(num_parameters).share_memory_(),
        torch.zeros(num_ranks, num_tallies, dtype=torch.float64).share_memory_(),
        barrier,
    )


class Rank:
    """One process's side of the meeting."""

    def __init__(self, number: int, shared: Meeting) -> None:
        self.number = number
        self._shared = shared

    @property
    def is_first(self) -> bool:
        """Whether this rank keeps the clock, the log and the checkpoints."""
        return self.number == 0

    def wait(self) -> None:
        """Wait until all ranks are here.

        Raises:
            threading.BrokenBarrierError: another rank died.
        """
        self._shared.barrier.wait(PATIENCE_S)

    def sum_up(self, parameters: list[Tensor], tallies: list[float]) -> list[list[float]]:
        """Replace every gradient by the sum over the ranks, and return the tallies of each rank.

        Between this and ``exchange`` no rank may change what it gave.
        """
        if self._shared.num_ranks == 1:
            return [tallies]
        own = self._shared.gradients[self.number]
        for flat, parameter in _pieces(own, parameters):
            flat.copy_(parameter.grad.flatten())
        self._shared.tallies[self.number] = torch.tensor(tallies, dtype=torch.float64)
        self.wait()
        total = self._shared.gradients.sum(0)
        for flat, parameter in _pieces(total, parameters):
            parameter.grad = flat.view_as(parameter).to(parameter.device)
        result: list[list[float]] = self._shared.tallies.tolist()
        return result

    def exchange(self, updates: dict[int, Tensor], likes: list[Tensor]) -> list[Tensor]:
        """Give the updates this rank worked out (by index), and return those of all ranks, shaped as ``likes``."""
        if self._shared.num_ranks == 1:
            return [updates[index] for index in range(len(likes))]
        pieces = list(_pieces(self._shared.updates, likes))
        for index, update in updates.items():
            pieces[index][0].copy_(update.flatten())
        self.wait()
        return [flat.view_as(like).to(like.device) for flat, like in pieces]

    def is_mine(self, index: int) -> bool:
        """Tell whether this rank works out the update of a matrix."""
        return index % self._shared.num_ranks == self.number


def _pieces(flat: Tensor, likes: list[Tensor]) -> Iterable[tuple[Tensor, Tensor]]:
    position = 0
    for like in likes:
        yield flat[position : position + like.numel()], like
        position += like.numel()
