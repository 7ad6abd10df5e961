"""Claims about problem files: every format and encoding, in flat memory, and bad rows that stop nothing."""

import errno
import io
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qmath.errors import InputDataError
from qmath.jobs.problems import ProblemFile, Split
from qmath.jobs.rows import FieldNames, Row
from qmath.jobs.textfile import MAX_LINE_BYTES, LineReader

NAMES = FieldNames()


def _rows(data: bytes, name: str = "p.jsonl", split: Split = Split.LINE, names: FieldNames = NAMES) -> list[Row]:
    return list(ProblemFile(io.BytesIO(data), name, names, split).rows())


class _Dripping(io.RawIOBase):
    """A stream that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data = io.BytesIO(data)
        self._size = size

    def read(self, _count: int = -1) -> bytes:
        return self._data.read(self._size)


def test_json_lines_have_a_problem_an_id_a_reference_and_fields_that_travel() -> None:
    first, second = _rows(b'{"id": "a", "problem": " 1+1 ", "answer": 2, "level": 3}\n\n{"question": "2+2"}\n')
    assert (first.problem.text, first.problem.id, first.problem.reference, first.problem.source) == ("1+1", "a", "2", "p.jsonl:1")
    assert first.input == {"answer": 2, "level": 3}
    assert (second.index, second.problem.id, second.problem.source) == (1, "2", "p.jsonl:3")


@pytest.mark.parametrize("field", ["problem", "question", "prompt", "input"])
def test_the_problem_has_four_names(field: str) -> None:
    (row,) = _rows(json.dumps({field: "1+1"}).encode())
    assert row.problem.text == "1+1"
    assert row.error == ""


def test_fields_can_be_named() -> None:
    (row,) = _rows(b'{"problem": "no", "text": "1+1", "nr": 7, "sol": "2"}', names=FieldNames.of("text", "nr", "sol"))
    assert (row.problem.text, row.problem.id, row.problem.reference) == ("1+1", "7", "2")


def test_a_row_without_an_id_is_called_by_its_number() -> None:
    rows = _rows(b'{"problem": "1", "id": "2"}\n{"problem": "2"}\n{"problem": 3}\n{"problem": 4, "id": 4}\n{"problem": "5", "id": ""}\n')
    assert [(row.problem.id, row.is_numbered) for row in rows] == [("2", False), ("2", True), ("3", True), ("4", False), ("5", True)]
    assert all(row.is_numbered for row in _rows(b"1+1\n2+2\n", "p.txt"))


def test_a_field_that_was_named_and_is_not_there_is_told_once() -> None:
    rows = _rows(b'{"problem": "1", "nr": 7}\n{"problem": "2"}\n{"problem": "3"}\n', names=FieldNames.of(None, "nr", "sol"))
    assert [row.notice for row in rows] == [
        "p.jsonl:1: there is no field sol (--reference-field); it has: problem, nr (there may be more such rows)",
        "p.jsonl:2: there is no field nr (--id-field); it has: problem (there may be more such rows)",
        "",
    ]
    assert [row.problem.id for row in rows] == ["7", "2", "3"]
    assert [row.notice for row in _rows(b'{"problem": "1"}\n')] == [""], "usual names may be missing"


@pytest.mark.parametrize(("names", "option"), [((None, "nrr", None), "--id-field"), ((None, None, "nrr"), "--reference-field")])
def test_a_column_that_was_named_and_is_not_there_is_refused(names: tuple[str | None, ...], option: str) -> None:
    with pytest.raises(InputDataError, match=r"p\.csv:1: no column is called nrr; its columns are: nr, problem") as caught:
        _rows(b"nr,problem\n1,1+1\n", "p.csv", names=FieldNames.of(*names))
    assert option in caught.value.hint


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"problem": "1+1"', "broken JSON"),
        (b'["1+1"]', "not an object"),
        (b'"1+1"', "not an object"),
        (b'{"text": "1+1"}', "there is no field problem or question"),
        (b"{}", "it has: nothing"),
        (b'{"problem": 5}', "problem is a number, not text"),
        (b'{"problem": null}', "problem is null"),
        (b'{"problem": "  "}', "empty"),
        (b'{"problem": "1+1", "id": [1]}', "id is a list"),
        (b'{"problem": "1+1", "id": true}', "id is true or false"),
        (b'{"problem": "1+1", "answer": {}}', "answer is an object"),
        (b'{"problem": "1+1", "x": NaN}', "NaN is not a number in JSON"),
        (b'{"problem": "a\\u0000b"}', "NUL"),
        (b'{"problem": "a\0b"}', "NUL"),
        (b'{"problem": "a\\ud800b"}', "lone surrogate"),
        (b'{"problem": "\\frac{1}{2}"}', "a backslash is written twice"),
        (b'{"problem": "\xff\xfe"}', "not UTF-8"),
        (b'{"problem": ' + b"[" * 100_000 + b'"}', "nested too deeply"),
        (b'{"problem": "1+1", "n": ' + b"9" * 5000 + b"}", "broken JSON"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_row_names_its_place_and_reason_and_stops_nothing(line: bytes, reason: str) -> None:
    before, bad, after = _rows(b'{"problem": "1"}\n' + line + b'\n{"problem": "3"}\n')
    assert reason in bad.error
    assert bad.problem.source == "p.jsonl:2"
    assert (before.error, after.error, after.problem.text) == ("", "", "3")
    json.dumps(bad.problem.text).encode()


@pytest.mark.parametrize(
    "line",
    [
        b'{"id": "seven", "problem": 5}',
        b'{"id": "seven", "problem": "1+1',
        b'{"n": [1, {"id": 2}], "id": "seven", "problem": }',
        b'{"id": "seven", "problem": "\xff"}',
    ],
)
def test_a_bad_row_keeps_its_id(line: bytes) -> None:
    (row,) = _rows(line)
    assert row.error
    assert row.problem.id == "seven"


@pytest.mark.parametrize("line", [b'{"id": "sev', b'{"id": 7', b'{"id": "sev\xff", "problem": "1"}', b'{"id": [7], "problem": '])
def test_an_id_that_cannot_be_read_is_not_guessed(line: bytes) -> None:
    (row,) = _rows(line)
    assert row.error
    assert row.problem.id == "1"


def test_a_line_of_ten_megabytes_is_one_bad_row() -> None:
    data = b'{"problem": "1"}\n{"problem": "' + b"x" * (10 << 20) + b'"}\n{"problem": "3"}'
    before, bad, after = _rows(data)
    assert f"longer than {MAX_LINE_BYTES >> 20} MiB" in bad.error
    assert len(bad.problem.text) <= 200
    assert (before.problem.text, after.problem.text, after.problem.source) == ("1", "3", "p.jsonl:3")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("size", [1, 7, 1 << 16])
def test_encodings_are_recognised_however_the_bytes_arrive(encoding: str, size: int) -> None:
    text = "What is 1+1?\n计算 12.5% × 80\r\n每盒有6支铅笔\n"
    data = text.encode(encoding)
    if encoding.startswith("utf-16-") and size == 1:
        pytest.skip("without a mark it takes more than two characters to see")
    lines = [line.text for line in LineReader(_Dripping(data, size), "p")]
    assert lines == text.replace("\r", "").split("\n")[:-1]


@pytest.mark.parametrize("size", [1, 3, 7, 1 << 16])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_lines_that_end_in_cr_alone_are_lines(encoding: str, size: int) -> None:
    text = "What is 1+1?\r计算\r\r每盒有6支铅笔\r"
    lines = [line.text for line in LineReader(_Dripping(text.encode(encoding), size), "p")]
    assert lines == text.split("\r")[:-1]


@pytest.mark.parametrize("size", [1, 5, 1 << 16])
def test_a_cr_within_lines_that_end_in_lf_is_none(size: int) -> None:
    lines = [line.text for line in LineReader(_Dripping(b"1+1\r\n2\r+2\r\n3+3\r", size), "p")]
    assert lines == ["1+1", "2\r+2", "3+3"]


def test_a_table_of_an_old_program_has_its_rows() -> None:
    rows = _rows(b"id,problem\ra,1+1\rb,2+2", "p.csv")
    assert [(row.problem.id, row.problem.text, row.problem.source) for row in rows] == [("a", "1+1", "p.csv:2"), ("b", "2+2", "p.csv:3")]


def test_one_broken_line_does_not_turn_utf_8_into_chinese_of_another_kind() -> None:
    rows = _rows("问题一\n".encode() + b"\xff\xff\n" + "问题三\n问题四\n".encode(), "p.txt")
    assert [row.problem.text for row in rows if not row.error] == ["问题一", "问题三", "问题四"]
    assert "byte 0xff" in rows[1].error


def test_text_has_a_problem_per_line_or_per_paragraph() -> None:
    data = b"1+1\n2+2\n\n\n3+3\n"
    assert [row.problem.text for row in _rows(data, "p.txt")] == ["1+1", "2+2", "3+3"]
    paragraphs = _rows(data, "p.txt", Split.BLANK)
    assert [(row.problem.text, row.problem.source) for row in paragraphs] == [("1+1\n2+2", "p.txt:1"), ("3+3", "p.txt:5")]


def test_tables_have_a_header_and_quoted_fields_over_several_lines() -> None:
    data = b'id,problem,answer\na,"first\nsecond, ""quoted""",2\n\nb,3+3,6\n'
    first, second = _rows(data, "p.csv")
    assert first.problem.text == 'first\nsecond, "quoted"'
    assert (second.problem.id, second.problem.source, second.problem.reference) == ("b", "p.csv:5", "6")
    assert _rows(b"question\tanswer\n1+1\t2\n", "p.tsv")[0].problem.text == "1+1"


def test_a_quote_that_nobody_closes_costs_one_row() -> None:
    rows = _rows(b'problem,answer\n1+1,2\n"2+2,4\n3+3,6\n4+4,8\n', "p.csv")
    assert [row.problem.text for row in rows if not row.error] == ["1+1", "3+3", "4+4"]
    (bad,) = [row for row in rows if row.error]
    assert bad.problem.source == "p.csv:3"
    assert "quote" in bad.error


def test_a_table_row_with_too_many_fields_keeps_an_id_that_stands_first() -> None:
    for data, name in ((b"id,problem\na7,1,000 + 1\n", "a7"), (b"problem,id\n1,000 + 1,a7\n", "1")):
        (row,) = _rows(data, "p.csv")
        assert "3 fields, the header 2" in row.error
        assert row.problem.id == name


def test_a_table_row_with_too_many_fields_is_bad() -> None:
    rows = _rows(b"problem,answer\n1,000 + 1,1001\n2+2,4\n", "p.csv")
    assert "3 fields, the header 2" in rows[0].error
    assert rows[1].problem.text == "2+2"


def test_a_table_without_a_column_of_problems_is_refused_with_the_way_out() -> None:
    with pytest.raises(InputDataError, match=r"p\.csv:1.*its columns are: a, b") as caught:
        _rows(b"a,b\n1,2\n", "p.csv")
    assert "--problem-field" in caught.value.hint


def test_a_json_list_is_refused_with_the_way_out() -> None:
    with pytest.raises(InputDataError) as caught:
        _rows(b'[{"problem": "1"}]', "p.json")
    assert "jq" in caught.value.hint


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'{"problem": "1+1"}', "1+1"),
        (b"id,problem\na,1+1", "1+1"),
        (b"id\tproblem\na\t1+1", "1+1"),
        (b"1+1, what is it?", "1+1, what is it?"),
    ],
)
def test_a_pipe_says_by_its_first_line_what_it_is(data: bytes, text: str) -> None:
    (row,) = _rows(data, "stdin")
    assert row.problem.text == text


def test_a_file_that_changes_while_it_is_read_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text("1+1\n2+2\n", encoding="utf-8")
    with ProblemFile.open(path, NAMES) as file:
        rows = file.rows()
        next(rows)
        path.write_text("1+1\n", encoding="utf-8")
        with pytest.raises(InputDataError, match="changed"):
            list(rows)


class _Broken(io.RawIOBase):
    """A stream that ends in an error, as when a disk or a server goes away."""

    def __init__(self) -> None:
        self._blocks = iter([b"1+1\n2+"])

    def read(self, _count: int = -1) -> bytes:
        for block in self._blocks:
            return block
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_an_input_that_goes_away_is_a_sentence() -> None:
    rows = ProblemFile(_Broken(), "p.txt", NAMES).rows()
    assert next(rows).problem.text == "1+1"
    with pytest.raises(InputDataError, match=r"p\.txt cannot be read on: Input/output error"):
        next(rows)


class _Endless(io.RawIOBase):
    """A stream of so many rows, made while it is read."""

    def __init__(self, count: int) -> None:
        self._blocks: Iterator[bytes] = (b'{"problem": "1+1", "level": 1}\n' * 100 for _ in range(count // 100))

    def read(self, _count: int = -1) -> bytes:
        return next(self._blocks, b"")


def _peak(count: int) -> int:
    tracemalloc.start()
    try:
        assert sum(1 for _ in ProblemFile(_Endless(count), "p.jsonl", NAMES).rows()) == count
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_more_rows_cost_no_more_memory() -> None:
    assert _peak(10_000) < _peak(100) + (1 << 20)


_READ = """
import resource, sys
from tests.jobs.test_problems import NAMES, ProblemFile, _Endless
count = int(sys.argv[1])
assert sum(1 for _ in ProblemFile(_Endless(count), "p.jsonl", NAMES).rows()) == count
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _resident(count: int) -> int:
    """Return the most memory of a process of its own that reads so many rows, in the units of its system."""
    command = [sys.executable, "-c", _READ, str(count)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=600, check=True)
    return int(done.stdout)


@pytest.mark.slow
def test_a_million_rows_cost_no_more_memory() -> None:
    assert _resident(1_000_000) < 1.1 * _resident(100)


@given(st.binary(max_size=300), st.sampled_from(["p.jsonl", "p.csv", "p.tsv", "p.txt", "stdin"]), st.sampled_from(Split))
def test_no_bytes_break_the_reader(data: bytes, name: str, split: Split) -> None:
    try:
        rows = _rows(data, name, split)
    except InputDataError:
        return  # a table without a column of problems
    assert [row.index for row in rows] == list(range(len(rows)))
    for row in rows:
        assert row.error or row.problem.text.strip()
        json.dumps(row.problem.text, ensure_ascii=False).encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_share_of_a_file_is_that_of_the_rows_given_out(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text("".join(f'{{"problem": "{number:08d}+1"}}\n' for number in range(1000)), encoding=encoding)
    with ProblemFile.open(path, FieldNames()) as source:
        for row in source.rows():
            assert source.share_read is not None
            assert abs(source.share_read - (row.index + 1) / 1000) < 0.002
            assert row.num_chars == len('{"problem": "00000000+1"}')


def test_two_columns_of_one_name_are_refused_where_one_must_be_chosen() -> None:
    with pytest.raises(InputDataError, match=r"p\.csv:1: two columns are called id"):
        _rows(b"problem,id,id\n1+1,a,b\n", "p.csv")
    (row,) = _rows(b"problem,,\n1+1,a,b\n", "p.csv")
    assert row.error == ""


def test_an_empty_cell_is_no_known_answer() -> None:
    first, second = _rows(b"problem,answer\n1+1, \n2+2,4\n", "p.csv")
    assert (first.problem.reference, second.problem.reference) == (None, "4")
