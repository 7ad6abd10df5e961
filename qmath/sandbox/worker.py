"""A program's process where there is no zygote: a fresh interpreter that runs one program and leaves.

Here: reading the task from standard input, the limits such a machine has, writing the message to a file. Not here: who starts it
(``portable.py``). Only the standard library and sibling files.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import sys
from typing import NoReturn

from qmath.sandbox import guest, wire


def _set_limits(cpu_s: float, memory_bytes: int) -> None:
    """Set what this system knows of limits; each that it refuses is left out (macOS refuses RLIMIT_AS)."""
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = {
        "RLIMIT_CPU": math.ceil(cpu_s + wire.GRACE_S),
        "RLIMIT_AS": memory_bytes + (1 << 30),  # the interpreter and libraries have not been loaded yet
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": wire.OUTPUT_FILE_BYTES,
    }
    for name, value in wanted.items():
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (value, value))


def main() -> NoReturn:
    """Run the blocks of the task; only what the last one prints is kept."""
    task = json.loads(sys.stdin.buffer.read())
    sys.path.extend(task["paths"])
    sys.set_int_max_str_digits(0)
    _set_limits(float(task["cpu_s"]), int(task["memory_bytes"]))
    with open(task["result"], "wb", buffering=0) as answer:  # noqa: PTH123 - no pathlib in the worker
        program = guest.Guest()
        program.prepare()
        report = wire.Report(wire.Verdict.OK)
        for block in task["blocks"]:
            os.ftruncate(wire.STDOUT, 0)
            os.ftruncate(wire.STDERR, 0)
            report = program.run(block, keeps_names=block is not task["blocks"][-1])
        answer.write(wire.pack(bytes.fromhex(task["nonce"]), report))
        os._exit(0)
