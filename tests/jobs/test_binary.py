"""Claims about files that are no text: one sentence that names what they are and the way out, and nothing is written."""

import bz2
import gzip
import io
import lzma
import random
from pathlib import Path

import pytest

from qmath.errors import InputDataError
from qmath.jobs.binary import refuse_binary
from qmath.jobs.problems import ProblemFile
from qmath.jobs.rows import FieldNames
from qmath.jobs.target import FileTarget

TEXT = b"problem,answer\n1+1,2\n"


@pytest.mark.parametrize(
    ("data", "what", "way_out"),
    [
        (gzip.compress(TEXT), "gzip", "zcat '{}' |"),
        (bz2.compress(TEXT), "bzip2", "bzcat '{}' |"),
        (lzma.compress(TEXT), "xz", "xzcat '{}' |"),
        (b"\x28\xb5\x2f\xfd\x24\x06", "Zstandard", "zstdcat '{}' |"),
        (b"PK\x03\x04\x14\0\x06\0", "zip", "CSV"),
        (b"%PDF-1.5\n%\xd0\xd4", "a PDF", "as text"),
        (bytes(random.Random(1).randbytes(9000)), "a binary file", "plain text"),
        (b"SQLite format 3\0\x10\0\x01\x01\0" + bytes(80), "a binary file", "plain text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_text_is_one_sentence_before_a_row_is_read(tmp_path: Path, data: bytes, what: str, way_out: str) -> None:
    path = tmp_path / "a file"
    path.write_bytes(data)
    with pytest.raises(InputDataError, match=f"a file is .*{what}.*, not text") as caught:
        ProblemFile.open(path, FieldNames())
    assert way_out.format(path) in caught.value.hint
    with pytest.raises(InputDataError, match=f"stdin is .*{what}") as caught:
        list(ProblemFile(io.BytesIO(data), "stdin", FieldNames()).rows())
    assert str(path) not in caught.value.hint


@pytest.mark.parametrize(
    "data",
    [
        b'{"problem": "\0\0\0\0"}\n',
        b"1+1\n2\0+2\n",
        "每盒有6支铅笔\n".encode("gb18030"),
        "1+1\n2+2\n".encode("utf-16"),
        b"BZh9 is a name\n",
        b"\x0c\x1b[1mbold\x1b[0m\n",
    ],
)
def test_text_with_something_strange_stays_text(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "p.txt"
    path.write_bytes(data)
    with ProblemFile.open(path, FieldNames()) as file:
        assert list(file.rows())


def test_a_file_that_is_read_by_another_command_has_no_hint_for_this_one() -> None:
    with pytest.raises(InputDataError) as caught:
        refuse_binary(gzip.compress(TEXT), "rows.gz")
    assert caught.value.hint == "unpack it: zcat rows.gz"


def test_a_batch_that_comes_to_nothing_leaves_no_journal_and_one_that_ends_does(tmp_path: Path) -> None:
    def run(*, ends: bool, is_ordered: bool = True) -> list[str]:
        target = FileTarget(tmp_path / "out.jsonl", is_ordered=is_ordered, is_fresh=False)
        target.begin({})
        if ends:
            target.finish()
        target.close()
        return sorted(path.name for path in tmp_path.iterdir())

    assert run(ends=False) == []
    assert run(ends=True) == ["out.jsonl", "out.jsonl.journal"]
    assert run(ends=False) == ["out.jsonl", "out.jsonl.journal"], "it was there before"
