"""Claims about items of a pipe: waiting or not, order, the end, and how much is read ahead."""

import itertools
import os
import time
from collections.abc import Iterator

import pytest

from qmath.errors import InputDataError
from qmath.jobs.pipe import MAX_WAITING, MAX_WAITING_CHARS, Ahead, as_they_come
from qmath.jobs.textfile import Line, LineReader


def test_without_waiting_a_line_that_is_not_there_yet_is_none_and_not_the_end() -> None:
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb", buffering=0) as stream:
        lines = Ahead(LineReader(stream, "in"))
        assert lines.next(waits=False) is None
        assert not lines.is_ended
        os.write(writer, b"first\nsecond")
        assert lines.next(waits=True) == Line(1, "first")
        os.close(writer)
        assert lines.next(waits=True) == Line(2, "second")
        assert lines.next(waits=True) is None
        assert lines.is_ended


@pytest.mark.parametrize(("size", "most"), [(1, MAX_WAITING), (1 << 20, MAX_WAITING_CHARS >> 20)])
def test_only_so_much_is_read_ahead(size: int, most: int) -> None:
    num_read = 0

    def endless() -> Iterator[Line]:
        nonlocal num_read
        for num_read in itertools.count(1):
            yield Line(num_read, "x" * size)

    ahead = Ahead(endless())
    for number in (1, 2):
        line = ahead.next(waits=True)
        assert line is not None
        assert line.number == number
    deadline = time.monotonic() + 120
    while num_read < most + 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.05)
    assert num_read == most + 3, "those waiting, the two taken, and the one that finds no room"


@pytest.mark.parametrize("error", [InputDataError("the pipe broke"), RuntimeError("a bug broke it")])
def test_what_goes_wrong_is_raised_after_all_that_came_before(error: Exception) -> None:
    def breaking() -> Iterator[Line]:
        yield Line(1, "a")
        raise error

    found: list[Line | None] = []
    with pytest.raises(type(error), match="broke"):
        found.extend(as_they_come(breaking()))
    assert [line for line in found if line] == [Line(1, "a")]
