"""Claims about the journal: what it took is there again, whatever happened to its end; nobody else writes it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qmath.errors import OutputError
from qmath.jobs.journal import Entry, Journal

KEY, OTHER_KEY = "0" * 64, "1" * 64


def _entry(index: int, text: str = "", status: str = "ok") -> Entry:
    row = f'{{"id": "{index}", "text": "{text or index}"}}'.encode()
    return Entry(index, f"{index:064x}", KEY, status, row)


def _filled(path: Path, count: int = 5) -> None:
    journal = Journal(path)
    journal.begin({"seed": 1})
    for index in range(count):
        journal.add([_entry(index)])
    journal.close()


def test_finished_rows_are_found_again(tmp_path: Path) -> None:
    path = tmp_path / "j"
    _filled(path)
    journal = Journal(path)
    assert journal.settings == {"seed": 1}
    found = journal.find(3, f"{3:064x}", KEY)
    assert found is not None
    assert found.is_same
    assert journal.read(found) == _entry(3).row
    assert journal.find(3, f"{9:064x}", KEY) is None
    journal.close()


def test_a_row_that_moved_is_found_by_its_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "j"
    _filled(path)
    journal = Journal(path)
    for index, key in ((7, KEY), (3, OTHER_KEY)):
        found = journal.find(index, f"{3:064x}", key)
        assert found is not None
        assert not found.is_same
        assert journal.read(found) == _entry(3).row
    journal.close()


def test_it_is_known_which_run_finished_what_is_found(tmp_path: Path) -> None:
    path = tmp_path / "j"
    _filled(path)
    journal = Journal(path)
    journal.add([_entry(6)])
    journal.settle(waits=True)
    for number, is_old in ((3, True), (6, False)):
        found = journal.find(9, f"{number:064x}", KEY)
        assert found is not None
        assert found.is_old is is_old
    journal.close()


def test_only_the_rows_of_this_run_come_out_and_in_order(tmp_path: Path) -> None:
    path = tmp_path / "j"
    _filled(path)
    journal = Journal(path)
    journal.add([_entry(6), _entry(0, "new")])
    assert len(journal.settle(waits=True)) == 2
    journal.keep(2)
    assert list(journal.rows()) == [_entry(0, "new").row, _entry(2).row, _entry(6).row]
    journal.close()


@settings(max_examples=25)
@given(st.data())
def test_a_journal_cut_anywhere_keeps_every_whole_row(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("cut") / "j"
    _filled(path)
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    journal = Journal(path)
    num_whole = sum(line.endswith(b"}\n") and b'"index"' in line for line in whole[:cut].splitlines(keepends=True))
    assert sum(journal.find(index, f"{index:064x}", KEY) is not None for index in range(5)) == num_whole
    journal.add([_entry(index) for index in range(5)])
    journal.settle(waits=True)
    assert list(journal.rows()) == [_entry(index).row for index in range(5)]
    journal.close()
    assert Journal(path).num_damaged == 0


def test_a_damaged_row_is_not_taken_for_a_good_one(tmp_path: Path) -> None:
    path = tmp_path / "j"
    _filled(path)
    path.write_bytes(path.read_bytes().replace(b'"text": "2"', b'"text": "8"'))
    journal = Journal(path)
    assert journal.num_damaged == 1
    assert journal.find(2, f"{2:064x}", KEY) is None
    assert journal.find(4, f"{4:064x}", KEY) is not None
    journal.close()


def test_a_second_writer_is_refused_with_the_pid_of_the_first(tmp_path: Path) -> None:
    first = Journal(tmp_path / "j")
    with pytest.raises(OutputError, match=f"in use by process {os.getpid()}"):
        Journal(tmp_path / "j")
    first.close()
    Journal(tmp_path / "j").close()


def test_fresh_forgets(tmp_path: Path) -> None:
    path = tmp_path / "j"
    _filled(path)
    journal = Journal(path, is_fresh=True)
    assert journal.find(3, f"{3:064x}", KEY) is None
    assert journal.settings is None
    journal.close()


def test_a_file_that_is_no_journal_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "j"
    path.write_text("my notes\n", encoding="utf-8")
    with pytest.raises(OutputError, match="not a journal"):
        Journal(path)
    assert path.read_text(encoding="utf-8") == "my notes\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes that are files")
def test_a_pipe_in_the_place_of_a_journal_is_a_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "s.jsonl.journal")
    with pytest.raises(OutputError, match=r"s\.jsonl\.journal: Illegal seek"):
        Journal(tmp_path / "s.jsonl.journal")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are asked of a POSIX system")
def test_a_journal_that_cannot_be_begun_leaves_nothing(tmp_path: Path) -> None:
    script = """
import resource, sys
from pathlib import Path
from qmath.errors import OutputError
from qmath.jobs.journal import Journal
resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    Journal(Path(sys.argv[1]))
except OutputError as error:
    print(error.message)
"""
    path = tmp_path / "s.jsonl.journal"
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
    assert done.stdout == f"{path}: No space left on device\n", done.stderr
    assert not path.exists()
