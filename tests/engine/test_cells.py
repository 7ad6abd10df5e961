"""Claims about counting cells: each is held by whom it is counted for, and free when nobody holds it."""

from qmath.engine.cells import Cells


def test_cells_count_shared_ones_once() -> None:
    cells = Cells(10)
    first: list[int] = []
    second: list[int] = []
    cells.take(first, 6)
    cells.share(second, first[:4])
    cells.take(second, 2)
    assert cells.num_free == 2
    cells.release(first, 0)
    assert cells.num_free == 4
    cells.release(second, 0)
    assert cells.num_free == 10
