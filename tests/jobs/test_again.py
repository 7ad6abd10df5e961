"""Claims about how many rows are solved again: as many as the batch then solves."""

from dataclasses import replace
from pathlib import Path

from qmath.jobs.again import MAX_ROWS, Again, count_again
from qmath.jobs.rows import bad_row
from qmath.jobs.shards import Shard
from qmath.jobs.target import FileTarget
from tests.jobs.test_batch import TIR, _batch, _Model, _row


def test_what_is_counted_is_what_is_solved_again(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    rows = [*(_row(number) for number in range(8)), bad_row(8, "p.jsonl:9", "?", "broken JSON")]
    _batch(_Model(), rows, path)
    rows.append(_row(9))
    other = replace(TIR, max_programs=3)
    model = _Model()
    target = FileTarget(path, is_ordered=True, is_fresh=False)
    assert count_again(rows, model.solver, other, target, None) == Again(8, 8, is_all=True)
    assert count_again(rows, model.solver, TIR, target, None) == Again(0, 8, is_all=True)
    ours = count_again(rows, model.solver, other, target, Shard(1, 2))
    assert 0 < ours.num_again < 8
    many = (row for _ in range(MAX_ROWS) for row in rows[:1] * 2)
    assert not count_again(many, model.solver, TIR, target, None).is_all
    target.close()
    assert _batch(model, rows, path, params=other).num_reused == 1, "the bad row"
    assert sorted(model.asked) == [*range(8), 9]
