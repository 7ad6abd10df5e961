"""Whether a problem is one that the model was made for, as far as can be told.

Here: the warning ``out_of_domain``. Not here: whether an answer is right (``answers``), how the threshold was measured (the model's card).
"""

from __future__ import annotations

from qmath.models.catalog import Entry
from qmath.schema import Problem, Sample, SolutionWarning
from qmath.solve.mode import is_proof


def domain_warnings(entry: Entry, problem: Problem, sample: Sample | None) -> tuple[SolutionWarning, ...]:
    """Return what to say of the sample that was selected, where the catalog knows how sure its model is of what it knows."""
    threshold = entry.min_mean_logprob
    if threshold is None or sample is None or sample.mean_logprob is None:
        return ()
    if is_proof(problem.text):
        why = "it finds results and cannot prove anything"
    elif sample.mean_logprob < threshold:
        why = "this is unlike the problems it was trained for"
    else:
        return ()
    return (SolutionWarning("out_of_domain", f"{entry.name} is unsure here: {why}"),)
