"""qmath: a math solver that runs local models, lets them compute with Python, and says how far an answer can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qmath.errors import QmathError
from qmath.schema import Problem, SamplingParams, Solution

if TYPE_CHECKING:
    from qmath.solve.solver import Solver

__version__ = "0.1.0"
__all__ = ["Problem", "QmathError", "SamplingParams", "Solution", "Solver", "__version__"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    """Import the Solver when it is first asked for: it brings the engine."""
    if name == "Solver":
        from qmath.solve.solver import Solver

        return Solver
    raise AttributeError(f"module 'qmath' has no attribute {name!r}")
