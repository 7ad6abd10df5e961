"""Claims about a batch over a replayed engine: rows come out once each, in order, whatever was finished before."""

import json
import re
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from qmath import SamplingParams, Solver
from qmath.engine.engine import TokenSampling
from qmath.errors import InputDataError, OutputError
from qmath.jobs.batch import MAX_HELD_CHARS, Batch, BatchOptions
from qmath.jobs.pace import LADDER, Pace
from qmath.jobs.pipe import as_they_come
from qmath.jobs.rows import Row, bad_row
from qmath.jobs.shards import Shard
from qmath.jobs.tally import Tally
from qmath.jobs.target import FileTarget, StreamTarget, journal_path
from qmath.models.catalog import Entry, ModelFile, Part
from qmath.schema import Mode, Problem
from tests.replay import ReplayEngine, ReplayExecutor, ok

SCHEMA = json.loads((Path(__file__).parents[2] / "qmath" / "data" / "solution.schema.json").read_text(encoding="utf-8"))
ENTRY = Entry(name="replay", title="a replay", files=(ModelFile("Q8_0", (Part("x.gguf"),)),))
TIR = SamplingParams(mode=Mode.TIR)


class _Model:
    """A model that doubles numbers by programs; it counts the problems it was asked."""

    def __init__(self, most: int = 1000, **delays: int) -> None:
        self.asked: list[int] = []
        self.engine = ReplayEngine(self._write)
        programs = {number: f"print(2*{number})\n" for number in range(most)}
        self._executor = ReplayExecutor(
            {program: ok(str(2 * number)) for number, program in programs.items()},
            {programs[int(name[1:])]: polls for name, polls in delays.items()},
        )
        self.solver = Solver(self.engine, self._executor, ENTRY)

    def _write(self, text: str, _sampling: TokenSampling) -> str:
        asked = re.search(r"Double (\d+)", text)
        assert asked is not None
        number = int(asked[1])
        if output := re.search(r"```output\n(\d+)\n", text):
            return f"So it is \\boxed{{{output[1]}}}."
        self.asked.append(number)
        if number == 501:
            return "I do not know."
        if number == 502:
            return "thinking " * 50
        return f"Compute.\n```python\nprint(2*{number})\n```\n```output"


def _row(number: int, index: int | None = None, **fields: Any) -> Row:  # noqa: ANN401 - any JSON value
    place = number if index is None else index
    return Row(place, Problem(f"Double {number}", f"n{number}", f"p.jsonl:{place + 1}"), fields)


def _batch(  # noqa: PLR0913 - a batch is its options
    model: _Model,
    rows: Iterable[Row],
    path: Path,
    options: BatchOptions | None = None,
    params: SamplingParams = TIR,
    *,
    is_fresh: bool = False,
    most: int | None = None,
    is_ordered: bool = True,
) -> Tally:
    """Run a batch; ``most`` stops it, as a signal does, when so many problems have been asked."""
    target = FileTarget(path, is_ordered=is_ordered, is_fresh=is_fresh)
    batch = Batch(model.solver, params, target, options or BatchOptions(parallel=4))
    try:
        target.begin({"mode": params.mode.value})
        return batch.run(rows, is_stopped=lambda: most is not None and len(model.asked) >= most)
    finally:
        target.close()


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _check(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        jsonschema.validate(row, SCHEMA, cls=jsonschema.Draft202012Validator)


def _timeless(path: Path) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name not in {"timing_s", "created", "usage"}} for row in _read(path)]


def test_rows_come_out_in_order_with_what_travels(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    tally = _batch(_Model(n3=50), [_row(n, level=n % 3) for n in range(10)], path)
    rows = _read(path)
    _check(rows)
    assert [row["id"] for row in rows] == [f"n{n}" for n in range(10)]
    assert [row["index"] for row in rows] == list(range(10))
    assert [row["answer"]["exact"] for row in rows] == [str(2 * n) for n in range(10)]
    assert rows[4]["input"] == {"level": 1}
    assert rows[4]["problem"]["source"] == "p.jsonl:5"
    assert (tally.num_rows, tally.num_ok, tally.num_input) == (10, 10, 10)


def test_rollouts_of_many_problems_run_together_up_to_the_limit(tmp_path: Path) -> None:
    model = _Model()
    most = 0
    target = FileTarget(tmp_path / "out.jsonl", is_ordered=True, is_fresh=False)

    def watch(_tally: Tally) -> None:
        nonlocal most
        most = max(most, model.engine.num_open)

    Batch(model.solver, TIR, target, BatchOptions(parallel=6)).run([_row(n) for n in range(40)], on_turn=watch)
    target.close()
    assert 6 <= most <= 12
    assert model.engine.num_open == 0


def test_a_slow_program_holds_nobody_up(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    _batch(_Model(n0=200), [_row(n) for n in range(30)], path, is_ordered=False)
    ids = [row["id"] for row in _read(path)]
    assert ids[-1] == "n0"
    assert sorted(ids) == sorted(f"n{n}" for n in range(30))


def test_a_stopped_batch_goes_on_and_runs_nothing_twice(tmp_path: Path) -> None:
    whole, path = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    rows = [_row(n) for n in range(30)]
    _batch(_Model(), rows, whole)
    first, second = _Model(), _Model()
    stopped = _batch(first, rows, path, most=21)
    assert stopped.is_stopped
    assert not path.exists()
    tally = _batch(second, rows, path)
    assert tally.num_reused == stopped.num_rows >= 11
    assert len(second.asked) == 30 - stopped.num_rows
    assert _timeless(path) == _timeless(whole)


def test_a_finished_batch_is_not_run_again(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    rows = [_row(n) for n in range(5)]
    _batch(_Model(), rows, path)
    before = path.read_bytes()
    model = _Model()
    _batch(model, rows, path)
    assert model.asked == []
    assert path.read_bytes() == before


def test_only_rows_that_a_changed_setting_touches_are_run_again(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    rows = [_row(n) for n in range(5)]
    _batch(_Model(), rows, path)
    model = _Model()
    _batch(model, [*rows[:2], _row(77, 2), *rows[3:]], path)
    assert model.asked == [77]
    model = _Model()
    _batch(model, rows, path, params=SamplingParams(mode=Mode.TIR, seed=1))
    assert model.asked == [0, 1, 2, 3, 4]


def test_rows_that_moved_are_copied_to_their_new_place(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    _batch(_Model(), [_row(n) for n in range(5)], path)
    model = _Model()
    _batch(model, [_row(9, 0), *(_row(n, n + 1, level=n) for n in range(5))], path)
    assert model.asked == [9]
    rows = _read(path)
    assert [row["id"] for row in rows] == ["n9", "n0", "n1", "n2", "n3", "n4"]
    assert [row["index"] for row in rows] == list(range(6))
    assert rows[3]["input"] == {"level": 2}
    assert rows[3]["problem"]["source"] == "p.jsonl:4"


def test_rows_equal_to_one_of_this_run_are_not_from_before(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    rows = [Row(n, Problem("Double 4", f"n{n}", f"p.jsonl:{n + 1}")) for n in range(30)]
    rows += [Row(n, Problem("[", f"n{n}", f"p.jsonl:{n + 1}"), error="broken JSON") for n in range(30, 60)]
    tally = _batch(_Model(), rows, path)
    assert (tally.num_rows, tally.statuses["error"], tally.num_reused) == (60, 30, 0)
    assert [row["error"]["message"] for row in _read(path)[30:]] == [f"p.jsonl:{n}: broken JSON" for n in range(31, 61)]
    moved = [Row(row.index, Problem("Double 4", f"m{row.index}", row.problem.source)) for row in rows[:30]]
    assert _batch(_Model(), [*moved, *rows[30:]], path).num_reused == 60


def test_failed_rows_are_run_again_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    rows = [_row(n) for n in range(500, 503)]
    params = SamplingParams(mode=Mode.TIR, max_tokens=200)
    tally = _batch(_Model(), rows, path, params=params)
    assert tally.statuses == {"ok": 1, "no_answer": 1, "truncated": 1}
    for is_retrying, asked in ((False, []), (True, [501, 502])):
        model = _Model()
        _batch(model, rows, path, BatchOptions(parallel=4, is_retrying=is_retrying), params)
        assert model.asked == asked


def test_a_bad_row_and_one_too_long_are_rows_like_others(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    model = _Model()
    model.engine.n_ctx = 2000
    long = Row(2, Problem("Double " + "1" * 3000, "n2", "p.jsonl:3"))
    said: list[str] = []
    target = FileTarget(path, is_ordered=True, is_fresh=False)
    batch = Batch(model.solver, TIR, target, BatchOptions(parallel=4))
    tally = batch.run([_row(0), bad_row(1, "p.jsonl:2", "{", "broken JSON"), long, _row(3)], on_bad=said.append)
    target.close()
    rows = _read(path)
    _check(rows)
    assert [row["status"] for row in rows] == ["ok", "error", "error", "ok"]
    assert [row["error"]["code"] for row in rows[1:3]] == ["input_data", "context_length"]
    assert said == [row["error"]["message"] for row in rows[1:3]]
    assert said[0] == "p.jsonl:2: broken JSON"
    assert said[1].startswith("p.jsonl:3: the prompt has")
    assert tally.statuses["error"] == 2
    assert model.engine.num_open == 0


def test_a_time_out_ends_one_problem_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    model = _Model(n1=10**9)
    _batch(model, [_row(0), _row(1), _row(2)], path, params=SamplingParams(mode=Mode.TIR, timeout_s=3.0))
    assert [row["status"] for row in _read(path)] == ["ok", "timeout", "ok"]
    assert model.engine.num_open == 0


def test_a_budget_ends_the_run_and_the_next_one_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    rows = [_row(n) for n in range(8)]
    started = time.monotonic()
    tally = _batch(_Model(n0=10**9), rows, path, BatchOptions(parallel=1, budget_s=2.0))
    assert time.monotonic() - started < 60
    assert tally.is_over_budget
    assert tally.statuses["cancelled"] >= 1
    assert tally.num_rows + (tally.num_not_started or 0) == 8
    assert len(_read(path)) == tally.num_rows
    model = _Model()
    assert _batch(model, rows, path).num_ok == 8
    assert 0 in model.asked


def test_what_a_budget_cut_is_begun_alone_until_it_is_solved(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    rows = [_row(n) for n in range(12)]
    never = _Model(**{f"n{n}": 10**9 for n in range(12)})
    tally = _batch(never, rows, path, BatchOptions(parallel=4, budget_s=2.0))
    assert tally.statuses["cancelled"] == tally.num_rows > 1

    def opened(budget_s: float | None) -> list[int]:
        """Return how many rollouts were open after each turn; the first row takes a while."""
        model, found = _Model(n0=20), []
        target = FileTarget(path, is_ordered=True, is_fresh=False)
        batch = Batch(model.solver, TIR, target, BatchOptions(parallel=4, budget_s=budget_s))
        batch.run(rows, on_turn=lambda _tally: found.append(model.engine.num_open), is_stopped=lambda: budget_s is None and bool(found))
        target.close()
        return found

    assert opened(None)[0] > 1, "without a budget nothing is cut"
    found = opened(600.0)
    assert set(found[:15]) == {1}
    assert max(found) > 1


def test_shards_share_the_rows_without_gap_or_overlap(tmp_path: Path) -> None:
    rows = [_row(n) for n in range(40)]
    ids: list[str] = []
    for number in (1, 2, 3):
        path = tmp_path / f"part-{number}.jsonl"
        tally = _batch(_Model(), rows, path, BatchOptions(parallel=4, shard=Shard(number, 3)))
        assert tally.num_elsewhere + tally.num_rows == 40
        ids += [row["id"] for row in _read(path)]
    assert sorted(ids) == sorted(row.problem.id for row in rows)


def test_alone_means_one_problem_at_a_time(tmp_path: Path) -> None:
    model = _Model()
    most = 0
    target = FileTarget(tmp_path / "out.jsonl", is_ordered=True, is_fresh=False)

    def watch(_tally: Tally) -> None:
        nonlocal most
        most = max(most, model.engine.num_open)

    Batch(model.solver, TIR, target, BatchOptions(is_alone=True)).run([_row(n) for n in range(5)], on_turn=watch)
    target.close()
    rows = _read(tmp_path / "out.jsonl")
    assert most == 1
    assert all(row["reproducible"]["value"] for row in rows)


def test_several_samples_of_many_problems_vote_each_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    _batch(_Model(), [_row(n) for n in range(6)], path, params=SamplingParams(mode=Mode.TIR, samples=3))
    for n, row in enumerate(_read(path)):
        assert [(vote["answer"]["exact"], vote["count"]) for vote in row["votes"]] == [(str(2 * n), 3)]
        assert not row["reproducible"]["value"]


def test_a_stream_holds_rows_back_until_it_is_their_turn() -> None:
    written: list[str] = []
    model = _Model(n0=100)
    rows = [_row(n) for n in range(20)]
    Batch(model.solver, TIR, StreamTarget(written.append, is_ordered=True), BatchOptions(parallel=4)).run(rows)
    assert [json.loads(line)["id"] for line in "".join(written).splitlines()] == [f"n{n}" for n in range(20)]
    written.clear()
    Batch(_Model(n0=100).solver, TIR, StreamTarget(written.append, is_ordered=False), BatchOptions(parallel=4)).run(rows)
    assert json.loads("".join(written).splitlines()[-1])["id"] == "n0"


def test_a_stopped_stream_lets_out_what_is_finished() -> None:
    written: list[str] = []
    batch = Batch(_Model(n0=10**6).solver, TIR, StreamTarget(written.append, is_ordered=True), BatchOptions(parallel=4))
    batch.run([_row(n) for n in range(20)], is_stopped=lambda: batch.tally.num_rows >= 5)
    ids = [json.loads(line)["id"] for line in "".join(written).splitlines()]
    assert len(ids) == batch.tally.num_rows >= 5
    assert ids == sorted(ids, key=lambda id_: int(id_[1:]))
    assert "n0" not in ids


def test_an_input_without_rows_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputDataError, match="no problem"):
        _batch(_Model(), [], tmp_path / "out.jsonl")


def test_a_file_that_no_batch_wrote_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("mine\n", encoding="utf-8")
    with pytest.raises(OutputError, match="no journal beside it"):
        _batch(_Model(), [_row(1)], path)
    assert path.read_text(encoding="utf-8") == "mine\n"
    assert not journal_path(path).exists()
    _batch(_Model(), [_row(1)], path, is_fresh=True)
    assert len(_read(path)) == 1


def test_the_pace_climbs_while_it_pays_and_then_stays() -> None:
    for best in LADDER:
        pace = Pace(None)
        pieces, now = 0.0, 0.0
        for _ in range(2000):
            now += 0.1
            pieces += 10.0 * min(pace.limit, best)
            pace.observe(int(pieces), now, is_full=True)
        assert pace.is_settled
        assert pace.limit == best
    assert Pace(5).limit == 5


def test_the_pace_is_not_held_up_by_a_dip_at_eight() -> None:
    pace = Pace(None)
    per_second = {4: 37.0, 8: 32.0, 16: 55.0, 32: 64.0}
    pieces, now = 0.0, 0.0
    while not pace.is_settled:
        now += 0.3
        pieces += 0.3 * per_second[pace.limit]
        pace.observe(int(pieces), now, is_full=True)
    assert pace.limit == 32


def test_the_pace_measures_only_while_there_is_enough_to_do() -> None:
    pace = Pace(None)
    for turn in range(2000):
        pace.observe(turn, turn * 0.1, is_full=turn % 30 != 0)
    assert not pace.is_settled


def test_a_pipe_that_waits_holds_nobody_up(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    is_first_done = threading.Event()

    def rows() -> Iterator[Row]:
        yield _row(0)
        assert is_first_done.wait(120), "the second row comes only when the first is finished"
        yield _row(1)

    target = FileTarget(path, is_ordered=True, is_fresh=False)

    def watch(tally: Tally) -> None:
        if tally.num_rows:
            is_first_done.set()

    Batch(_Model().solver, TIR, target, BatchOptions(parallel=4)).run(as_they_come(rows()), on_turn=watch)
    target.close()
    assert [row["id"] for row in _read(path)] == ["n0", "n1"]


def test_rows_with_much_that_travels_along_wait_outside_memory(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    is_ahead: list[int] = []
    model = _Model(n0=50)
    num_taken = 0

    def rows() -> Iterator[Row]:
        nonlocal num_taken
        for number in range(12):
            num_taken += 1
            row = _row(number, blob="x" * (MAX_HELD_CHARS // 3))
            yield Row(row.index, row.problem, row.input, num_chars=MAX_HELD_CHARS // 3)

    target = FileTarget(path, is_ordered=True, is_fresh=False)
    batch = Batch(model.solver, TIR, target, BatchOptions(parallel=8))
    tally = batch.run(rows(), on_turn=lambda _tally: is_ahead.append(num_taken - len(model.asked)))
    target.close()
    assert tally.num_ok == 12
    assert max(is_ahead) <= 1, "only one row is read that may not begin yet"
    assert [row["id"] for row in _read(path)] == [f"n{n}" for n in range(12)]


def test_a_row_larger_than_all_that_may_wait_is_solved_alone(tmp_path: Path) -> None:
    large = _row(1, blob="x")
    rows = [_row(0), Row(large.index, large.problem, large.input, num_chars=2 * MAX_HELD_CHARS), _row(2)]
    assert _batch(_Model(), rows, tmp_path / "out.jsonl").num_ok == 3


def test_a_double_id_is_told_and_both_rows_are_solved(tmp_path: Path) -> None:
    said: list[str] = []
    rows = [Row(n, Problem(f"Double {n}", f"n{n % 3}", f"p.jsonl:{n + 1}")) for n in range(6)]
    target = FileTarget(tmp_path / "out.jsonl", is_ordered=True, is_fresh=False)
    tally = Batch(_Model().solver, TIR, target, BatchOptions(parallel=4)).run(rows, on_bad=said.append)
    target.close()
    assert (tally.num_ok, len(said)) == (6, 1)
    assert said[0].startswith("p.jsonl:4: line 1 has the id 'n0' too")
    assert len(_read(tmp_path / "out.jsonl")) == 6
