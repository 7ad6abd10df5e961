"""How far work on files is, as those who do it tell those who show it.

Here: the record. Not here: showing it (``cli/transfer.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """What is being done to a file."""

    CHECKING = "checking what is there"
    FETCHING = "fetching"
    HASHING = "checking sha256"
    WAITING = "waiting"


@dataclass(frozen=True)
class Progress:
    """How far it is. Bytes are those of all files; ``num_total`` is 0 while nobody knows; ``note`` says what is waited for."""

    phase: Phase
    num_bytes: int
    num_total: int
    note: str = ""


Observe = Callable[[Progress], None]
