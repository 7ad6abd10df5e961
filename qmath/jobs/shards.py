"""Shards: which rows of a problem file are this machine's.

Here: the rule and its spellings. Not here: the variables of schedulers (``settings.py``) and joining the parts (``merge.py``).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from qmath.errors import UsageError


@dataclass(frozen=True)
class Shard:
    """Part ``number`` (from 1) of ``count``."""

    number: int
    count: int

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    def has(self, id_: str) -> bool:
        """Tell whether the row of this id belongs here: by the sha256 of the id, the same everywhere and for ever."""
        digest = hashlib.sha256(id_.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1


def parse_shard(text: str) -> Shard:
    """Return the shard of ``2/8``.

    Raises:
        UsageError: it is none.
    """
    match = re.fullmatch(r"(\d{1,9})/(\d{1,9})", text.strip())
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise UsageError(f"--shard {text!r} is no shard", hint="write 1/4 for the first of four, or slurm, or sky")
    return Shard(int(match[1]), int(match[2]))
