"""Claims about temporary databases: a disk without room for them is a sentence."""

import subprocess
import sys

import pytest

from qmath.errors import OutputError
from qmath.jobs.scratch import room_for_scratch, scratch

GROW = """
import resource
from qmath.errors import OutputError
from qmath.jobs.scratch import room_for_scratch, scratch
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))
try:
    with room_for_scratch():
        database = scratch("CREATE TABLE rows (text TEXT);")
        database.executemany("INSERT INTO rows VALUES (?)", (("x" * 1000,) for _ in range(20_000)))
except OutputError as error:
    print(error.message, "|", error.hint)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are asked of a POSIX system")
def test_a_disk_that_takes_no_more_is_a_sentence() -> None:
    done = subprocess.run([sys.executable, "-c", GROW], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("temporary files cannot be written: "), done.stderr
    assert done.stdout.endswith("| make room, or name a folder: TMPDIR=...\n")


def test_a_database_has_its_tables_and_other_errors_go_on() -> None:
    database = scratch("CREATE TABLE rows (number INTEGER);")
    database.execute("INSERT INTO rows VALUES (1)")
    assert database.execute("SELECT number FROM rows").fetchall() == [(1,)]
    with pytest.raises(OutputError), room_for_scratch():
        database.execute("SELECT nothing FROM rows")
    with pytest.raises(ZeroDivisionError), room_for_scratch():
        raise ZeroDivisionError
    database.close()
