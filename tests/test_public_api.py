"""Claims about ``import qmath``."""

import subprocess
import sys

import qmath


def test_the_public_names_are_these() -> None:
    assert set(qmath.__all__) == {"Solver", "Problem", "Solution", "SamplingParams", "QmathError", "__version__"}
    assert all(getattr(qmath, name) is not None for name in qmath.__all__)


def test_importing_qmath_loads_no_engine() -> None:
    program = "import sys, qmath; print([n for n in ('numpy', 'llama_cpp', 'sympy', 'typer') if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
