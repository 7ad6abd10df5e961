"""Claims about ids that come twice: the first such row is told with both places, once."""

from dataclasses import replace

from qmath.jobs.ids import Ids
from qmath.jobs.rows import Row
from qmath.schema import Problem


def _row(line: int, name: str) -> Row:
    return Row(line - 1, Problem("1+1", name, f"p.jsonl:{line}"))


def test_the_second_of_two_rows_with_one_id_is_told_once() -> None:
    ids = Ids()
    assert [ids.note(_row(line, f"n{line}")) for line in range(1, 100)] == [""] * 99
    told = ids.note(_row(100, "n7"))
    assert told.startswith("p.jsonl:100: line 7 has the id 'n7' too")
    assert ids.note(_row(101, "n8")) == ""
    ids.close()


def test_a_row_number_and_an_id_that_looks_like_one_are_the_same() -> None:
    ids = Ids()
    ids.note(_row(1, "2"))
    assert ids.note(_row(2, "2"))
    ids.close()


def test_an_id_that_is_only_the_number_of_its_row_is_called_so() -> None:
    own, numbered = _row(1, "4"), replace(_row(4, "4"), is_numbered=True)
    ids = Ids()
    assert not ids.note(own)
    assert ids.note(numbered).startswith("p.jsonl:4: the row has no id, so its number '4' is its id; line 1 has the id '4' too; each row")
    ids.close()
    ids = Ids()
    assert not ids.note(numbered)
    assert "p.jsonl:1: line 4 has the id '4' too, its number, as it has none of its own; each row" in ids.note(own)
    ids.close()


def test_any_text_is_an_id() -> None:
    ids = Ids()
    assert [ids.note(_row(line, name)) for line, name in enumerate(["", "é", "e\u0301", "题", "x" * 100_000], 1)] == [""] * 5
    ids.close()
