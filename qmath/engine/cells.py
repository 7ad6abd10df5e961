"""Which cells of the cache are free, and how many sequences hold the others.

Here: counting. Not here: who gets cells and who loses them (``scheduler.py``).
"""

from __future__ import annotations


class Cells:
    """Counts who holds which cell. Cells are numbered here for counting only; the backend has its own places."""

    def __init__(self, num_cells: int) -> None:
        self._holders = [0] * num_cells
        self._free = list(range(num_cells))

    @property
    def num_free(self) -> int:
        """Return how many cells nobody holds."""
        return len(self._free)

    def take(self, cells: list[int], count: int) -> None:
        """Add ``count`` free cells to a sequence's ``cells``."""
        for _ in range(count):
            cell = self._free.pop()
            self._holders[cell] = 1
            cells.append(cell)

    def share(self, cells: list[int], shared: list[int]) -> None:
        """Add cells that another sequence holds to a sequence's ``cells``."""
        for cell in shared:
            self._holders[cell] += 1
        cells.extend(shared)

    def release(self, cells: list[int], start: int) -> None:
        """Drop a sequence's ``cells`` from ``start`` on."""
        for cell in cells[start:]:
            self._holders[cell] -= 1
            if not self._holders[cell]:
                self._free.append(cell)
        del cells[start:]

    def limit(self, num_free: int) -> None:
        """Count no more than ``num_free`` cells as free, for good."""
        del self._free[num_free:]
