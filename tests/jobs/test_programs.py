"""Claims about rows of programs: what a row is, order, and how much is held."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.jobs.pipe import Ahead
from qmath.jobs.programs import PROGRAMS_AHEAD, ROWS_AHEAD, Runner, parse
from qmath.jobs.textfile import MAX_LINE_BYTES, Line, LineReader
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


def _piped(data: bytes) -> Ahead[Line]:
    return Ahead(LineReader(io.BytesIO(data), "in"))


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
        ("{", "broken JSON: Expecting property name enclosed in double quotes in column 2"),
        ("[1]", "the line is JSON, but not an object"),
        ("null", "the line is JSON, but not an object"),
        ("{}", 'the row has neither "program" nor "programs"'),
        ('{"program": "1", "programs": []}', 'the row has both "program" and "programs"'),
        ('{"program": 1}', '"program" is not text'),
        ('{"programs": "1"}', '"programs" is not a list of texts'),
        ('{"programs": [null]}', "the row has a program that is not text"),
        (json.dumps({"programs": ["1"] * (PROGRAMS_AHEAD + 1)}), f"the row has more than {PROGRAMS_AHEAD} programs"),
        ('{"id": [1], "program": "1"}', '"id" is neither text nor a number'),
        ('{"id": NaN, "program": "1"}', "broken JSON: NaN is not a number in JSON"),
        ("[" * 100_000, "the JSON is nested too deeply"),
        ('{"id": 1e999, "program": "1"}', "broken JSON: the number 1e999 is too large"),
        ('{"id": ' + "9" * 5000 + ', "program": "1"}', "broken JSON: Exceeds the limit"),
    ],
)
def test_a_bad_row_says_what_is_wrong_and_where(text: str, says: str) -> None:
    row = parse(Line(3, text), "in.jsonl")
    assert row is not None
    assert row.error is not None
    assert row.error.startswith(f"in.jsonl:3: {says}")
    assert row.programs == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"id": "a", "program": "1', "a"),
        ('{ "x": {"id": 1}, "id" : 7 , "program": }', 7),
        ('{"id": "a", "program": 1}', "a"),
        ('{"id": NaN, "program": 1}', None),
        ('{"id": 12', None),
        ('{"id": "a', None),
        ('{"program": "1", "id"', None),
        ('{"program": "1 \'id\': 3, "id": 4}', None),
        ('["id", 3', None),
        ("{}", None),
        ("3", None),
    ],
)
def test_a_bad_row_keeps_an_id_that_can_be_read_and_has_none_invented(text: str, name: object) -> None:
    row = parse(Line(3, text), "in.jsonl")
    assert row is not None
    assert row.error is not None
    assert row.id == name


@given(st.text(max_size=200))
def test_no_line_breaks_the_parser(text: str) -> None:
    row = parse(Line(1, text), "in")
    assert row is None or row.error is not None or row.programs or row.is_many


def test_a_line_that_is_no_text_is_a_bad_row_and_the_next_is_run() -> None:
    data = b'{"program": "1"}\n\xff\n' + b"x" * (MAX_LINE_BYTES + 1) + b'\n{"program": "4"}\n'
    runner = Runner(Backwards(), LIMITS, is_stateful=False)
    rows = [done.row for done in runner.run(_piped(data), "in")]
    assert [row.error for row in rows] == [
        None,
        "in:2: the line is not UTF-8: byte 0xff in place 1; save the file as UTF-8",
        f"in:3: the line is longer than {MAX_LINE_BYTES >> 20} MiB",
        None,
    ]
