"""Claims about large libraries: loaded once, when a program first mentions one, and only those that are known.

With scipy only where it is installed; networkx stands in for it elsewhere.
"""

import importlib.util
import os

import pytest

from qmath.sandbox.large import MODULES, mentioned
from qmath.sandbox.pool import SandboxPool
from qmath.schema import Limits
from tests.sandbox.watch import kill

HAS_SCIPY = importlib.util.find_spec("scipy") is not None
LIBRARY = next((name for name in ("scipy", "networkx") if importlib.util.find_spec(name) is not None), None)

LOOK = f"import sys\nprint({str(LIBRARY)[:4]!r} + {str(LIBRARY)[4:]!r} in sys.modules)"
"""Asks for the library without mentioning it."""


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        (b"print(1)", []),
        (b"import numpy.linalg", []),
        (b"scipyx = 1", []),
        (b"import scipy", ["scipy"]),
        (b"import scipy.optimize as opt", ["scipy", "scipy.optimize"]),
        (b"from scipy import stats, special\nimport networkx as nx", ["scipy", "scipy.special", "scipy.stats", "networkx"]),
        (b"from scipy.os import system\n\xff", ["scipy"]),
    ],
)
def test_what_a_program_mentions_is_found_and_nothing_else(source: bytes, modules: list[str]) -> None:
    assert mentioned(source) == modules
    assert set(modules) <= MODULES


@pytest.mark.slow
@pytest.mark.skipif(LIBRARY is None, reason="no large library is installed")
@pytest.mark.parametrize("hidden", [frozenset(), frozenset({"landlock"})], ids=["landlock", "sealed"])
def test_the_first_program_has_it_loaded_for_all_and_those_that_want_none_have_none(hidden: frozenset[str]) -> None:
    limits = Limits(cpu_s=30, wall_s=90)
    with SandboxPool(hidden=hidden) as pool:
        if not hidden:  # sealed, sympy's own modules have been imported beforehand, and some of them bring scipy
            assert pool.run(LOOK, limits).text == "False"
        first = pool.run(f"import {LIBRARY}\nprint({LIBRARY}.__name__)", limits)
        assert first.text == LIBRARY
        assert pool.run(LOOK, limits).text == "True"
        assert len(os.listdir(f"/proc/{pool.helper_pid}/task")) == 1, "threads would not survive a fork"  # noqa: PTH208 - names only


@pytest.mark.slow
@pytest.mark.skipif(LIBRARY is None, reason="no large library is installed")
def test_a_helper_that_dies_after_loading_one_leaves_it_to_programs_from_then_on() -> None:
    limits = Limits(cpu_s=30, wall_s=90)
    use = f"import {LIBRARY}\nprint({LIBRARY}.__name__)"
    with SandboxPool() as pool:
        for loaded in ("True", "False"):
            assert pool.run(use, limits).text == LIBRARY
            assert pool.run(LOOK, limits).text == loaded
            kill(pool.helper_pid)


@pytest.mark.skipif(not HAS_SCIPY, reason="scipy is not installed")
@pytest.mark.parametrize("hidden", [frozenset(), frozenset({"landlock"})], ids=["landlock", "sealed"])
def test_scipy_computes_behind_all_walls(hidden: frozenset[str]) -> None:
    programs = {
        "from scipy.optimize import brentq, minimize\nprint(round(brentq(lambda x: x*x - 2, 0, 2), 6))": "1.414214",
        "from scipy import integrate\nprint(round(integrate.quad(lambda x: x*x, 0, 3)[0], 6))": "9.0",
        "from scipy.stats import norm, binom\nprint(norm.cdf(0), round(binom.pmf(2, 4, 0.5), 6))": "0.5 0.375",
        "import numpy as np\nfrom scipy.linalg import eigh\na = np.ones((99, 99))\nprint(round(eigh(a)[0][-1]), (a @ a)[0, 0])": "99 99.0",
        "import scipy.special as s\nprint(int(s.comb(10, 3, exact=True)))": "120",
        "from scipy.integrate import solve_ivp\nprint(round(solve_ivp(lambda t, y: -y, (0, 1), [1], rtol=1e-8).y[0, -1], 4))": "0.3679",
    }
    with SandboxPool(hidden=hidden) as pool:
        for program, text in programs.items():
            assert pool.run(program, Limits(cpu_s=30, wall_s=90)).text == text
