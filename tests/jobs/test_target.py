"""Claims about places of output: what is a file, what is a stream, where nothing can be written."""

import os
import sys
from pathlib import Path

import pytest

from qmath.errors import OutputError
from qmath.jobs.journal import Entry
from qmath.jobs.target import FileTarget, place_of


@pytest.mark.skipif(sys.platform == "win32", reason="no devices that are files")
def test_files_have_a_place_and_streams_have_none(tmp_path: Path) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.touch()
    os.mkfifo(tmp_path / "pipe")
    assert place_of(str(old)) == old
    assert place_of(str(new)) == new
    assert place_of("here.jsonl") == Path("here.jsonl")
    assert [place_of(output) for output in ("-", "/dev/null", "/dev/full", str(tmp_path / "pipe"))] == [None] * 4


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (".", ". is a folder"),
        ("", ". is a folder"),
        ("{}/", "is a folder"),
        ("{}/no/", "there is no folder .*/no$"),
        ("{}/no/x.jsonl", "there is no folder .*/no$"),
        ("{}/file/x.jsonl", "/file is no folder"),
        ("{}/" + "x" * 300, "File name too long"),
    ],
)
def test_where_no_file_can_be_is_a_sentence(tmp_path: Path, output: str, sentence: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=sentence):
        place_of(output.format(tmp_path))


def test_a_name_too_long_for_the_summary_is_told_before_anything_is_solved(tmp_path: Path) -> None:
    assert place_of(str(tmp_path / ("x" * 240))) is not None
    with pytest.raises(OutputError, match="File name too long"):
        place_of(str(tmp_path / ("x" * 245)))


def test_a_link_into_a_folder_that_is_not_there_is_refused_before_anything_is_solved(tmp_path: Path) -> None:
    link = tmp_path / "link.jsonl"
    link.symlink_to("no/x.jsonl")
    with pytest.raises(OutputError, match=r"there is no folder .*/no$"):
        place_of(str(link))


def test_an_output_that_is_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    link.symlink_to(real)
    target = FileTarget(link, is_ordered=True, is_fresh=False)
    target.begin({})
    target.add([Entry(0, "0" * 64, "0" * 64, "ok", b"{}")])
    target.settle(waits=True)
    target.finish()
    target.close()
    assert link.is_symlink()
    assert real.read_bytes() == b"{}\n"


def test_a_folder_in_the_way_of_the_output_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "s.jsonl.part").mkdir()
    target = FileTarget(tmp_path / "s.jsonl", is_ordered=True, is_fresh=False)
    target.begin({})
    with pytest.raises(OutputError, match="Is a directory"):
        target.finish()
    target.close()
