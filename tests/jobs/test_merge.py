"""Claims about joining shards: order restored, nothing missing or double in silence, nothing overwritten."""

import json
import os
import sys
from pathlib import Path

import pytest

from qmath.errors import InputDataError, InputError, OutputError
from qmath.jobs.merge import Merged, merge
from qmath.jobs.shards import Shard
from qmath.jobs.target import summary_path

COUNT = 30


def _part(path: Path, numbers: list[int], *, status: str = "ok", shard: str | None = None, num_input: int | None = None) -> Path:
    rows = [{"id": f"n{n}", "index": n, "status": status, "from": path.name} for n in numbers]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    if shard:
        summary_path(path).write_text(json.dumps({"shard": shard, "input_rows": num_input}), encoding="utf-8")
    return path


def _parts(folder: Path, count: int = 3) -> list[Path]:
    shards = [Shard(number, count) for number in range(1, count + 1)]
    ours = [[n for n in range(COUNT) if shard.has(f"n{n}")] for shard in shards]
    assert all(ours), "every shard has rows"
    return [
        _part(folder / f"part-{s.number}.jsonl", numbers, shard=str(s), num_input=COUNT) for s, numbers in zip(shards, ours, strict=True)
    ]


def _merge(parts: list[Path], folder: Path) -> tuple[Merged, list[int]]:
    merged = merge(parts, folder / "all.jsonl")
    return merged, [json.loads(line)["index"] for line in (folder / "all.jsonl").read_text(encoding="utf-8").splitlines()]


def test_parts_in_any_order_become_the_whole_in_order(tmp_path: Path) -> None:
    merged, indexes = _merge(_parts(tmp_path)[::-1], tmp_path)
    assert indexes == list(range(COUNT))
    assert merged.is_whole
    assert merged.num_input == COUNT


def test_a_missing_part_is_told_by_row_and_shard(tmp_path: Path) -> None:
    first, _, last = _parts(tmp_path)
    merged, indexes = _merge([first, last], tmp_path)
    assert not merged.is_whole
    assert merged.shards == ("2/3",)
    assert merged.num_missing == COUNT - len(indexes)
    assert set(merged.missing) == set(range(COUNT)) - set(indexes)


def test_rows_missing_at_the_end_are_known_from_the_summary(tmp_path: Path) -> None:
    part = _part(tmp_path / "part.jsonl", [0, 1], shard="1/1", num_input=4)
    merged, _ = _merge([part], tmp_path)
    assert merged.missing == (2, 3)


def test_of_double_rows_the_one_that_is_ok_stays_and_is_told(tmp_path: Path) -> None:
    bad = _part(tmp_path / "a.jsonl", [0, 1], status="error")
    good = _part(tmp_path / "b.jsonl", [1, 2])
    merged, indexes = _merge([bad, good], tmp_path)
    assert indexes == [0, 1, 2]
    assert (merged.num_double, merged.double) == (1, ("n1",))
    assert [json.loads(line)["from"] for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()] == [
        "a.jsonl",
        "b.jsonl",
        "b.jsonl",
    ]


def test_an_existing_file_is_overwritten_only_when_asked(tmp_path: Path) -> None:
    parts = _parts(tmp_path)
    output = tmp_path / "all.jsonl"
    output.write_text("mine\n", encoding="utf-8")
    with pytest.raises(OutputError, match="exists"):
        merge(parts, output)
    assert output.read_text(encoding="utf-8") == "mine\n"
    assert merge(parts, output, is_forced=True).is_whole
    with pytest.raises(OutputError, match="one of the parts"):
        merge(parts, parts[0], is_forced=True)
    begun = parts[0].rename(tmp_path / "new.jsonl.part")
    content = begun.read_bytes()
    with pytest.raises(OutputError, match="one of the parts"):
        merge([begun, *parts[1:]], tmp_path / "new.jsonl")
    assert begun.read_bytes() == content


def test_something_else_than_solutions_is_refused_with_its_place(tmp_path: Path) -> None:
    part = _part(tmp_path / "a.jsonl", [0])
    part.write_text(part.read_text(encoding="utf-8") + '{"problem": "1+1"}\n', encoding="utf-8")
    with pytest.raises(InputDataError, match=r"a\.jsonl:2"):
        merge([part], tmp_path / "all.jsonl")
    assert not (tmp_path / "all.jsonl").exists()


def test_shards_are_the_same_for_ever() -> None:
    assert [Shard(1, 4).has(str(n)) for n in range(1, 13)] == [n in {9, 10, 12} for n in range(1, 13)], (
        "a change here breaks running arrays"
    )


def test_missing_rows_have_their_ids_where_the_input_is_still_there(tmp_path: Path) -> None:
    source = tmp_path / "p.csv"
    source.write_text("key,question\n" + "".join(f"k{n},{n}+1\n" for n in range(6)), encoding="utf-8")
    part = _part(tmp_path / "part.jsonl", [0, 2, 3], shard="1/1", num_input=6)
    summary = json.loads(summary_path(part).read_text(encoding="utf-8"))
    said = {"input": str(source), "split": "line", "fields": {"problem": None, "id": "key", "reference": None}}
    summary_path(part).write_text(json.dumps({**summary, **said}), encoding="utf-8")
    merged, _ = _merge([part], tmp_path)
    assert merged.missing == (1, 4, 5)
    assert merged.ids == {1: "k1", 4: "k4", 5: "k5"}
    source.unlink()
    merged = merge([part], tmp_path / "again.jsonl")
    assert (merged.missing, merged.ids) == ((1, 4, 5), {})


@pytest.mark.parametrize(
    "said", [{}, {"input": "-"}, {"input": 5, "split": "line", "fields": {}}, {"input": ".", "split": "line", "fields": {}}]
)
def test_a_summary_that_says_nothing_usable_of_the_input_is_no_failure(tmp_path: Path, said: dict[str, object]) -> None:
    part = _part(tmp_path / "part.jsonl", [0], shard="1/1", num_input=2)
    summary = json.loads(summary_path(part).read_text(encoding="utf-8"))
    summary_path(part).write_text(json.dumps({**summary, **said}), encoding="utf-8")
    merged, _ = _merge([part], tmp_path)
    assert (merged.missing, merged.ids) == ((1,), {})


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes")
def test_an_input_that_was_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    part = _part(tmp_path / "part.jsonl", [0], shard="1/1", num_input=2)
    summary = json.loads(summary_path(part).read_text(encoding="utf-8"))
    said = {"input": str(tmp_path / "pipe"), "split": "line", "fields": {}}
    summary_path(part).write_text(json.dumps({**summary, **said}), encoding="utf-8")
    merged, _ = _merge([part], tmp_path)
    assert (merged.missing, merged.ids) == ((1,), {})


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes that are files")
def test_a_part_that_is_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "part.jsonl")
    with pytest.raises(InputError, match=r"part\.jsonl is a pipe"):
        merge([tmp_path / "part.jsonl"], tmp_path / "all.jsonl")
    assert not (tmp_path / "all.jsonl").exists()


@pytest.mark.parametrize("index", ['"1"', "null", "-1", "1.5", "[0]", "1e400", "9" * 30, "9" * 5000])
def test_a_row_whose_place_is_none_is_refused_with_its_line(tmp_path: Path, index: str) -> None:
    (tmp_path / "a.jsonl").write_text(f'{{"id": "a", "index": {index}, "status": "ok"}}\n', encoding="utf-8")
    with pytest.raises(InputDataError, match=r"a\.jsonl:1: this is no row of a batch"):
        merge([tmp_path / "a.jsonl"], tmp_path / "all.jsonl")


def test_an_output_that_is_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "all.jsonl").symlink_to(tmp_path / "elsewhere" / "real.jsonl")
    merge([_part(tmp_path / "a.jsonl", [0])], tmp_path / "all.jsonl")
    assert (tmp_path / "all.jsonl").is_symlink()
    assert (tmp_path / "elsewhere" / "real.jsonl").read_bytes() == (tmp_path / "a.jsonl").read_bytes()
