"""Parts of a solution's document that are the same whoever solved: problem, times, fingerprint.

Here: pure assembly. Not here: deciding and solving (``solver.py``).
"""

from __future__ import annotations

import hashlib
import json

import qmath
from qmath.errors import QmathError
from qmath.schema import (
    EngineInfo,
    ErrorInfo,
    Mode,
    ModelInfo,
    Problem,
    ProblemInfo,
    Reproducible,
    SamplingInfo,
    Select,
    Solution,
    SolutionStatus,
    Timing,
    Usage,
    Verification,
)
from qmath.solve.driver import Measures
from qmath.solve.mode import language


def fingerprint(**parts: object) -> str:
    """Return the sha256 over everything that decides a solution: the key by which a batch resumes."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def problem_info(problem: Problem) -> ProblemInfo:
    """Return the problem as a solution repeats it."""
    digest = hashlib.sha256(problem.text.encode("utf-8", "surrogatepass")).hexdigest()
    return ProblemInfo(problem.text, digest, language(problem.text), problem.source)


def timing(measures: Measures, usage: Usage, load_s: float, total_s: float) -> Timing:
    """Return the times of a solve; ``generate`` is how long the engine decoded for it."""
    generate_s = max(measures.decode_s, 1e-9)
    return Timing(
        load=round(load_s, 4),
        first_token=round(measures.first_token_s or 0.0, 4),
        generate=round(generate_s, 4),
        programs=round(measures.programs_s, 4),
        total=round(total_s, 4),
        tokens_per_s=round(usage.completion_tokens / generate_s, 1) if usage.completion_tokens else None,
    )


def failed_solution(problem: Problem, error: QmathError, model: ModelInfo, engine: EngineInfo, fingerprint: str = "") -> Solution:
    """Return the document of a problem that ended with an error before there was anything to report."""
    return Solution(
        qmath=qmath.__version__,
        id=problem.id,
        status=SolutionStatus.ERROR,
        problem=problem_info(problem),
        answer=None,
        verification=Verification(),
        samples=(),
        model=model,
        engine=engine,
        sampling=SamplingInfo(Mode.AUTO, 0, 0, 0, Select.FIRST, 0.0, 1.0, 0, None),
        reproducible=Reproducible(value=False, why_not=("it failed",)),
        usage=Usage(),
        timing_s=Timing(),
        sandbox=None,
        error=ErrorInfo(error.code, error.exit_code, error.message, error.hint),
        fingerprint=fingerprint,
    )
