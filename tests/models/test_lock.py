"""Claims about locks: who waits for one gets it, whatever its owner removed."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from qmath.models.lock import is_locked, locked


def test_who_waits_gets_the_lock_though_the_owner_took_the_empty_folder_away(tmp_path: Path) -> None:
    target = tmp_path / "incoming" / "a.gguf"
    waits, got = threading.Event(), []

    def wait_for_it() -> None:
        with locked(target, lambda _owner: waits.set()):
            got.append(is_locked(target))

    waiter = threading.Thread(target=wait_for_it)
    with locked(target):
        waiter.start()
        assert waits.wait(300)
    with contextlib.suppress(OSError):  # unless the waiter was quicker
        target.parent.rmdir()
    waiter.join(300)
    assert got == [True]
    assert not is_locked(target)
