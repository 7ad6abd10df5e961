"""How a clean interpreter is started for programs: its command, its environment, and where the libraries lie.

Here: what the zygote (``helper.py``) and a worker (``portable.py``) have in common. Not here: the processes themselves.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path

_LIBRARIES = ("numpy", "sympy", "mpmath")
_LIBRARY_FOLDERS = {"site-packages", "dist-packages"}
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "MALLOC_ARENA_MAX": "2",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
    "NUMEXPR_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",  # before numpy is imported: its threads do not survive a fork
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
    "TZ": "UTC0",
}
_BOOT = """
import sys, types
for name, path in (("qmath", []), ("qmath.sandbox", [sys.argv[1]])):
    module = types.ModuleType(name)
    module.__path__ = path
    sys.modules[name] = module
from qmath.sandbox import {module}
{module}.{call}
"""


@dataclass(frozen=True)
class Library:
    """Where numpy, sympy and mpmath are: folders to import from, and what of them programs may read."""

    paths: list[str]
    readable: list[str]


def library(*more: str) -> Library:
    """Find the libraries, and some more, without importing them.

    A folder that holds nothing but packages is readable as a whole, of any other (a checkout, say) only the package itself.
    """
    paths, readable = [], []
    for name in (*_LIBRARIES, *more):
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.submodule_search_locations:
            package = Path(next(iter(spec.submodule_search_locations)))
            paths.append(str(package.parent))
            readable.append(str(package.parent if package.parent.name in _LIBRARY_FOLDERS else package))
    return Library(list(dict.fromkeys(paths)), list(dict.fromkeys(readable)))


def command(module: str, call: str) -> list[str]:
    """Return the command that starts a bare interpreter with a sibling module, without the rest of qmath.

    On Windows the interpreter of a virtual environment starts a second process, which its one place in a job does not allow: the
    interpreter behind it is taken. ``-S -s -P``: nothing is imported from where the user happens to be; not ``-I``, which would ignore
    PYTHONHASHSEED.
    """
    interpreter = getattr(sys, "_base_executable", sys.executable) if sys.platform == "win32" else sys.executable
    return [interpreter, "-S", "-s", "-B", "-P", "-c", _BOOT.format(module=module, call=call), str(Path(__file__).parent)]


def environment(home: str) -> dict[str, str]:
    """Return an environment made by hand; Windows cannot start without its own system folder in it."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT",) if sys.platform == "win32"}
    return {**_ENVIRONMENT, "HOME": home, "TMPDIR": home, **kept}
