"""Claims about rows of programs: what a row is, order, and how much is held."""

import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmath.jobs.lines import LINE_MAX, Line, Lines
from qmath.jobs.programs import PROGRAMS_AHEAD, ROWS_AHEAD, Runner, parse
from qmath.sandbox.executor import Finished
from qmath.schema import ExecutionResult, ExecutionStatus, Limits

LIMITS = Limits()


class Backwards:
    """An executor that keeps what it is given and ends the last first; the text of a result is its program."""

    def __init__(self) -> None:
        self.waiting: list[tuple[int, str]] = []
        self.most = 0
        self.num = 0
        self.sessions: set[int] = set()

    def submit(self, source: str, limits: Limits, session: int | None = None) -> int:
        assert limits == LIMITS
        assert session is None or session in self.sessions
        self.num += 1
        self.waiting.append((self.num, source))
        self.most = max(self.most, len(self.waiting))
        return self.num

    def open_session(self) -> int:
        self.num += 1
        self.sessions.add(self.num)
        return self.num

    def close_session(self, session: int) -> None:
        self.sessions.remove(session)

    def poll(self, timeout_s: float) -> list[Finished]:
        assert timeout_s > 0
        ended, self.waiting = self.waiting[-7:][::-1], self.waiting[:-7]
        return [Finished(ticket, ExecutionResult(ExecutionStatus.OK, source, stdout="x" * 1000)) for ticket, source in ended]


def _piped(data: bytes) -> Lines:
    reader, writer = os.pipe()

    def write() -> None:
        with os.fdopen(writer, "wb") as file:
            file.write(data)

    threading.Thread(target=write, daemon=True).start()
    return Lines(reader)


def _run(executor: Backwards, data: bytes, *, is_stateful: bool = False) -> list[tuple[object, list[str]]]:
    runner = Runner(executor, LIMITS, is_stateful=is_stateful)
    return [(done.row.id, [result.text for result in done.results]) for done in runner.run(_piped(data), "in")]


def test_order_is_that_of_the_input_and_what_is_held_is_bounded_however_long_the_file() -> None:
    executor = Backwards()
    data = "".join(f'{{"program": "{i}"}}\n' for i in range(3_000)).encode()
    assert _run(executor, data) == [(i + 1, [str(i)]) for i in range(3_000)]
    assert executor.most == ROWS_AHEAD, "the bound was reached"


def test_rows_of_many_programs_are_bounded_too_and_sessions_are_closed() -> None:
    executor = Backwards()
    many = PROGRAMS_AHEAD // 4
    data = "".join(json.dumps({"id": i, "programs": [f"{i}.{j}" for j in range(many)]}) + "\n" for i in range(40)).encode()
    assert _run(executor, data, is_stateful=True) == [(i, [f"{i}.{j}" for j in range(many)]) for i in range(40)]
    assert PROGRAMS_AHEAD <= executor.most < PROGRAMS_AHEAD + many, "a row is not split"
    assert executor.sessions == set()


def test_a_row_without_programs_has_no_results_and_a_last_line_needs_no_end() -> None:
    assert _run(Backwards(), b'{"id": 1, "programs": []}\n{"id": 2, "program": "a"}', is_stateful=True) == [(1, []), (2, ["a"])]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes (column 2)"),
        ("[1]", "not an object"),
        ("null", "not an object"),
        ("{}", 'the row has neither "program" nor "programs"'),
        ('{"program": "1", "programs": []}', 'the row has both "program" and "programs"'),
        ('{"program": 1}', '"program" is not text'),
        ('{"programs": "1"}', '"programs" is not a list of texts'),
        ('{"programs": [null]}', "the row has a program that is not text"),
        (json.dumps({"programs": ["1"] * (PROGRAMS_AHEAD + 1)}), f"the row has more than {PROGRAMS_AHEAD} programs"),
        ('{"id": [1], "program": "1"}', '"id" is neither text nor a number'),
        ('{"id": NaN, "program": "1"}', '"id" is neither text nor a number'),
        ('{"id": 1e999, "program": "1"}', '"id" is neither text nor a number'),
        ('{"id": ' + "9" * 5000 + ', "program": "1"}', "not usable JSON: Exceeds the limit"),
    ],
)
def test_a_bad_row_says_what_is_wrong_and_where(text: str, says: str) -> None:
    row = parse(Line(3, text.encode()), "in.jsonl")
    assert row is not None
    assert row.error is not None
    assert row.error.startswith(f"in.jsonl:3: {says}")
    assert row.programs == ()


@given(st.binary(max_size=200))
def test_no_line_breaks_the_parser(data: bytes) -> None:
    row = parse(Line(1, data), "in")
    assert row is None or row.error is not None or row.programs or row.is_many


@settings(deadline=None)  # a thread that reads starts when it starts
@given(st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line), max_size=20), st.booleans())
def test_lines_are_those_of_the_input(lines: list[bytes], ends: bool) -> None:  # noqa: FBT001 - drawn
    data = b"\n".join(lines) + (b"\n" if ends else b"")
    source = _piped(data)
    found = []
    while (line := source.next(waits=True)) is not None:
        found.append(line)
    assert source.is_ended
    expected = data.split(b"\n")
    if expected[-1] == b"":
        expected.pop()
    expected[:1] = [expected[0].removeprefix(b"\xef\xbb\xbf")] if expected else []
    assert [line.data for line in found] == expected
    assert [line.number for line in found] == list(range(1, len(expected) + 1))


def test_a_giant_line_is_not_held_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "giant"
    with path.open("wb") as file:
        file.write(b"1\n")
        for _ in range(3 * (LINE_MAX >> 20)):
            file.write(b"x" * (1 << 20))
        file.write(b"\n3\n")
    with path.open("rb") as file:
        lines = Lines(file.fileno())
        assert [lines.next(waits=True) for _ in range(4)] == [Line(1, b"1"), Line(2, None), Line(3, b"3"), None]


def test_without_waiting_a_line_that_is_not_there_yet_is_none_and_not_the_end() -> None:
    reader, writer = os.pipe()
    lines = Lines(reader)
    assert lines.next(waits=False) is None
    assert not lines.is_ended
    os.write(writer, b"a\nb")
    assert lines.next(waits=True) == Line(1, b"a")
    os.close(writer)
    assert lines.next(waits=True) == Line(2, b"b")
    assert lines.next(waits=True) is None
    assert lines.is_ended
