"""What the zygote imports and tries out, so that programs find it ready in shared memory.

Here: the lists. Not here: when they are worked through (``zygote.py``). The first list makes an ordinary sympy program fast; the
chores are done in the zygote's idle time, and before anything else where the file system is shut off altogether, since then
nothing can be imported later.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import sys
from collections.abc import Iterator

_FIRST = (  # those whose shared libraries lie outside Python's own folders are here: later they cannot be loaded any more
    "bisect collections copy datetime decimal fractions functools heapq itertools json math operator random re statistics string "
    "time typing warnings traceback bz2 ctypes hashlib lzma sqlite3 ssl uuid zlib mpmath numpy numpy.random numpy.linalg sympy"
)
_LATER = (
    "abc array asyncio base64 binascii bz2 calendar cmath codecs collections.abc concurrent.futures contextlib copyreg csv ctypes "
    "ctypes.util dataclasses difflib dis doctest encodings.idna encodings.latin_1 encodings.ascii encodings.utf_16 enum fileinput "
    "fnmatch getpass glob gmpy2 graphlib hashlib hmac html inspect ipaddress keyword linecache locale logging lzma multiprocessing "
    "multiprocessing.pool numbers numpy.fft numpy.polynomial numpy.ma optparse argparse os.path pathlib pdb pickle pickletools "
    "platform pprint pstats cProfile profile queue quopri reprlib resource runpy sched secrets select selectors shelve shlex "
    "shutil signal socket sqlite3 sre_parse ssl stat stringprep struct subprocess symtable sysconfig tempfile textwrap threading "
    "timeit token tokenize tomllib trace tracemalloc types unicodedata unittest urllib.parse urllib.request urllib.error uuid "
    "weakref xml.etree.ElementTree zipfile zlib zoneinfo sympy.abc sympy.algebras sympy.calculus.util sympy.calculus.finite_diff "
    "sympy.categories sympy.codegen sympy.combinatorics sympy.combinatorics.named_groups sympy.concrete.guess sympy.crypto "
    "sympy.diffgeom sympy.discrete sympy.functions.special.beta_functions sympy.functions.combinatorial.numbers sympy.geometry "
    "sympy.holonomic sympy.integrals.transforms sympy.integrals.manualintegrate sympy.integrals.quadrature sympy.integrals.risch "
    "sympy.integrals.heurisch sympy.integrals.meijerint sympy.interactive sympy.liealgebras sympy.logic.boolalg "
    "sympy.logic.inference sympy.matrices.expressions sympy.matrices.normalforms sympy.ntheory sympy.ntheory.modular "
    "sympy.ntheory.continued_fraction sympy.ntheory.ecm sympy.ntheory.qs sympy.ntheory.residue_ntheory "
    "sympy.ntheory.egyptian_fraction sympy.ntheory.elliptic_curve sympy.parsing.sympy_parser sympy.parsing.latex "
    "sympy.physics.units sympy.physics.mechanics sympy.physics.vector sympy.plotting sympy.polys.polyroots sympy.polys.solvers "
    "sympy.polys.matrices sympy.polys.numberfields sympy.polys.orthopolys sympy.polys.specialpolys sympy.printing.pretty "
    "sympy.printing.latex sympy.series.sequences sympy.series.formal sympy.series.fourier sympy.series.gruntz "
    "sympy.series.limitseq sympy.series.residues sympy.sets.handlers.add sympy.sets.handlers.comparison "
    "sympy.sets.handlers.functions sympy.sets.handlers.intersection sympy.sets.handlers.issubset sympy.sets.handlers.mul "
    "sympy.sets.handlers.power sympy.sets.handlers.union sympy.sets.ordinals sympy.simplify.fu sympy.simplify.cse_main "
    "sympy.simplify.gammasimp sympy.solvers.diophantine sympy.solvers.inequalities sympy.solvers.ode sympy.solvers.ode.systems "
    "sympy.solvers.pde sympy.solvers.polysys sympy.solvers.recurr sympy.solvers.simplex sympy.solvers.solveset sympy.stats "
    "sympy.stats.crv_types sympy.stats.drv_types sympy.stats.frv_types sympy.tensor sympy.tensor.array sympy.testing.runtests "
    "sympy.unify sympy.utilities.autowrap sympy.utilities.iterables sympy.utilities.lambdify sympy.vector "
    "sympy.assumptions.handlers.calculus sympy.assumptions.handlers.common sympy.assumptions.handlers.matrices "
    "sympy.assumptions.handlers.ntheory sympy.assumptions.handlers.order sympy.assumptions.handlers.sets "
    "sympy.assumptions.lra_satask"
)
_SYMBOLS = "symbols.update(zip('xyk', sympy.symbols('x y k')), z=sympy.Symbol('z', real=True))"
_FIRST_TRIES = ("sympy.solve(x**2 - 5*x + 6, x)", "sympy.simplify((x**2 - 9)/(x - 3))", "sympy.sqrt(8) + sympy.Rational(1, 3)")
_LATER_TRIES = (
    "sympy.solve([x + y - 3, x - y - 1], [x, y])",
    "sympy.solve(x**3 - 6*x**2 + 11*x - 6, x)",
    "sympy.solve([x**2 + y**2 - 25, x*y - 12], [x, y])",
    "sympy.factorint(2024), sympy.isprime(2027), sympy.totient(100)",
    "sympy.integrate(x*sympy.exp(-x), (x, 0, sympy.oo))",
    "sympy.integrate(sympy.sin(x)**2, (x, 0, sympy.pi))",
    "sympy.diff(sympy.sin(x)*x, x), sympy.limit(sympy.sin(3*x)/x, x, 0), sympy.series(sympy.cos(x), x, 0, 6)",
    "sympy.Matrix([[2, 1], [1, 2]]).eigenvals(), sympy.Matrix([[1, 2], [3, 4]]).inv(), sympy.Matrix([[1, 2], [2, 4]]).nullspace()",
    "sympy.summation(1/(k*(k + 1)), (k, 1, sympy.oo))",
    "sympy.solveset(x**3 - x, x, sympy.S.Reals), sympy.solve_univariate_inequality(z**2 - 3*z - 4 < 0, z, relational=False)",
    "sympy.factor(x**4 + x**3 - x**2 + x - 2), sympy.expand((x + 1)**5), sympy.Poly(x**2 + 1, x).all_coeffs()",
    "sympy.nsimplify(0.25), sympy.N(sympy.pi, 30), sympy.simplify(sympy.cos(sympy.pi/12))",
    "sympy.Eq(x, 1), sympy.sympify('x**2 + 1'), sympy.lambdify(x, x**2)(2), sympy.latex(x**2), sympy.pretty(x/2)",
    "sympy.Triangle(sympy.Point(0, 0), sympy.Point(4, 0), sympy.Point(0, 3)).circumradius",
    "numpy.linalg.solve(numpy.eye(3), numpy.ones(3)), numpy.linalg.det(numpy.eye(3)), numpy.roots([1, -6, 11, -6])",
    "numpy.linspace(0, 1, 5).reshape(5, 1).sum(axis=0), str(numpy.arange(3.0))",
    "'%.3f' % 1.5, f'{1.5:.2f}', str(decimal.Decimal(1) / 7), fractions.Fraction(1, 3) + 1, datetime.date(2024, 2, 28).strftime('%A')",
    "mpmath.quad(lambda t: t**2, [0, 1]), mpmath.findroot(mpmath.sin, 3)",
    "'a'.encode('idna'), 'a'.encode('latin-1')",
)


def first() -> None:
    """Import what nearly every program uses and try it once."""
    for _ in _work(_FIRST, _FIRST_TRIES):
        pass


def chores(*, is_sealed: bool) -> Iterator[str] | None:
    """Return an iterator that tries one more thing per step (some take tens of milliseconds).

    Where the file system is sealed, it first imports whatever a program might import.
    """
    return _work(_LATER if is_sealed else "", _LATER_TRIES)


def _work(modules: str, tries: tuple[str, ...]) -> Iterator[str]:
    for name in modules.split():
        with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):  # an optional module may fail as it likes
            importlib.import_module(name)
        yield name
    names = {name: sys.modules.get(name) for name in ("sympy", "numpy", "mpmath", "decimal", "fractions", "datetime")}
    symbols: dict[str, object] = {}
    for text in (_SYMBOLS, *tries):
        with contextlib.suppress(Exception):  # as above; a test runs them without this
            eval(text, {**names, "symbols": symbols}, symbols)  # noqa: S307 - our own constants
        yield text
