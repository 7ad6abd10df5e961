"""Claims about the thread that writes: what is called safe is on the disk, in order; what fails leaves no torn end."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qmath.jobs.writer import Writer

FILLS_A_DISK = """
import os, resource, signal, sys
from qmath.jobs.writer import Writer
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
file = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
writer = Writer(file, 0)
for number in range(100):
    try:
        writer.put(b"%0499d\\n" % number)
        writer.wait()
    except OSError as error:
        print(number, error.strerror, os.fstat(file).st_size, writer.safe_end)
        break
try:
    writer.put(b"more")
except OSError as error:
    print("again:", error.strerror)
writer.close()
print(os.fstat(file).st_size)
"""

FILLS_A_DISK_AT_ONCE = """
import os, resource, signal, sys
from qmath.jobs.writer import Writer
resource.setrlimit(resource.RLIMIT_FSIZE, (10_200, 10_200))
file = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
writer = Writer(file, 0)
try:
    writer.put(b"".join(b"%0499d\\n" % number for number in range(100)))
    writer.wait()
except OSError as error:
    print(error.strerror)
writer.close()
"""


@pytest.fixture
def file(tmp_path: Path) -> int:
    return os.open(tmp_path / "f", os.O_RDWR | os.O_CREAT)


def test_all_that_was_put_is_there_in_its_order(file: int) -> None:
    os.write(file, b"head\n")
    writer = Writer(file, 5)
    lines = [b"%d\n" % number for number in range(500)]
    for line in lines:
        writer.put(line)
    writer.wait()
    whole = b"head\n" + b"".join(lines)
    assert writer.safe_end == len(whole)
    assert os.pread(file, 1 << 20, 0) == whole
    writer.close()


def test_closing_writes_what_is_left(file: int) -> None:
    writer = Writer(file, 0)
    writer.put(b"a row\n")
    writer.close()
    assert os.pread(file, 100, 0) == b"a row\n"


def test_what_is_safe_is_in_the_file_at_every_moment(file: int) -> None:
    writer = Writer(file, 0)
    for number in range(200):
        writer.put(b"%07d\n" % number)
        assert os.fstat(file).st_size >= writer.safe_end
        assert writer.safe_end % 8 == 0
    writer.close()


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE") or not hasattr(signal, "SIGXFSZ"), reason="needs a limit for files")
def test_a_file_that_can_grow_no_more_keeps_whole_lines_and_takes_nothing_after(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FILLS_A_DISK, str(tmp_path / "f")], capture_output=True, text=True, check=True, timeout=300
    )
    assert done.stdout.splitlines() == ["20 File too large 10000 10000", "again: File too large", "10000"]


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE") or not hasattr(signal, "SIGXFSZ"), reason="needs a limit for files")
def test_of_many_lines_written_at_once_those_that_fit_stay(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FILLS_A_DISK_AT_ONCE, str(tmp_path / "f")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout == "File too large\n"
    assert (tmp_path / "f").read_bytes() == b"".join(b"%0499d\n" % number for number in range(20))
