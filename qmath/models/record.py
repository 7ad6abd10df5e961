"""What qmath remembers of a file beside it: ``FILE.json``.

Here: writing and reading it. Not here: what is made of it (``storage.py``).
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

SUFFIX: Final = ".json"


@dataclass(frozen=True)
class Record:
    """A file as it was when it was checked. ``source`` says where it came from, in words; ``name`` is what its model is called."""

    num_bytes: int
    sha256: str
    source: str
    revision: str | None = None
    name: str | None = None


def record_path(file: Path) -> Path:
    """Return where the record of a file lies."""
    return file.with_name(file.name + SUFFIX)


def write_record(file: Path, record: Record) -> None:
    """Write a record, whole or not at all.

    Raises:
        OSError: the disk does not let us.
    """
    path = record_path(file)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.write_text(json.dumps(asdict(record), indent=2) + "\n", encoding="utf-8")
    fresh.replace(path)


def read_record(file: Path) -> Record | None:
    """Return the record of a file, if there is a good one."""
    try:
        table = json.loads(record_path(file).read_text(encoding="utf-8"))
        return Record(int(table["num_bytes"]), str(table["sha256"]), str(table["source"]), table.get("revision"), table.get("name"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
