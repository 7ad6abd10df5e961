"""qmath: a math solver that runs local models, lets them compute with Python, and says how far an answer can be trusted."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # as type checkers know it; ``typing`` would be most of what is loaded before Ctrl-C is listened to
if TYPE_CHECKING:
    from qmath.errors import QmathError
    from qmath.schema import Problem, SamplingParams, Solution
    from qmath.solve.solver import Solver

__version__ = "0.1.0"
__all__ = ["Problem", "QmathError", "SamplingParams", "Solution", "Solver", "__version__"]

_HOMES = {
    "Problem": "qmath.schema",
    "QmathError": "qmath.errors",
    "SamplingParams": "qmath.schema",
    "Solution": "qmath.schema",
    "Solver": "qmath.solve.solver",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that ``qmath --help`` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'qmath' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
