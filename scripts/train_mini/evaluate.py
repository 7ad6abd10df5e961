"""How good a finished mini is, measured as users meet it: through ``qmath.Solver``, greedily, with real sandboxed programs.

Here: the problems drawn, the tables for the model's card, the threshold of confidence. Not here: training.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from qmath import Problem, SamplingParams, Solver
from qmath.schema import Mode
from scripts.train_mini import everyday
from scripts.train_mini.fingerprint import fingerprint
from scripts.train_mini.problems.catalog import SCHEMAS, WRITERS
from scripts.train_mini.problems.compose import Sample, Split, samples
from scripts.train_mini.problems.outside import CHOOSING, REPORTING


@dataclass(frozen=True)
class Result:
    """One problem, answered. ``mean_logprob`` is over the tokens the model wrote, in nats."""

    family: str
    lang: str
    is_right: bool
    mean_logprob: float


@dataclass(frozen=True)
class Confidence:
    """What the mean log-probability tells: a threshold chosen on one half of the data, its effect on the other."""

    threshold: float
    coverage: float
    accuracy_above: float
    accuracy_below: float
    outside_caught: float
    auroc_outside: float
    auroc_right: float

    def table(self) -> str:
        """Return the figures as lines of Markdown."""
        rows = (
            ("threshold (mean log-probability, nats)", f"{self.threshold:.4f}"),
            ("problems of its kind that stay above", f"{self.coverage:.1%}"),
            ("right among these / among the others", f"{self.accuracy_above:.1%} / {self.accuracy_below:.1%}"),
            ("other questions that fall below", f"{self.outside_caught:.1%}"),
            ("AUROC, problems of its kind against other questions", f"{self.auroc_outside:.3f}"),
            ("AUROC, right against wrong", f"{self.auroc_right:.3f}"),
        )
        return "\n".join(f"| {name} | {value} |" for name, value in rows)


def draw(split: Split, mode: str, count: int, seed: str, trained: frozenset[int]) -> list[Sample]:
    """Return distinct problems of a split that were never trained on."""
    found: dict[str, Sample] = {}
    stream = samples(SCHEMAS, WRITERS, split, f"{seed}:{split}:{mode}", factors={}, tir_share=1.0 if mode == "tir" else 0.0)
    for sample in islice(stream, 20 * count):
        if fingerprint(sample.problem) not in trained:
            found.setdefault(sample.problem, sample)
        if len(found) == count:
            break
    return list(found.values())


def trained_questions(run_dir: Path) -> frozenset[int]:
    """Return the fingerprints of all questions a run was trained on; empty if the run left none."""
    return frozenset(one for path in run_dir.glob("questions-*.bin") for one in np.fromfile(path, np.uint64).tolist())


def solve(solver: Solver, drawn: Iterable[Sample], mode: Mode) -> list[Result]:
    """Answer problems; right is the expected answer to the letter, blanks aside."""
    results = []
    for sample in drawn:
        solution = solver.solve(Problem(sample.problem), SamplingParams(mode=mode, max_tokens=300))
        given = "" if solution.answer is None else solution.answer.latex
        is_right = given.replace(" ", "") == sample.answer.replace(" ", "")
        results.append(Result(sample.family, sample.lang, is_right, _logprob(solution.samples[0].mean_logprob)))
    return results


def solve_everyday(solver: Solver) -> list[Result]:
    """Answer the hundred everyday problems with programs; right is the same value."""
    results = []
    for one in everyday.read():
        solution = solver.solve(Problem(one.problem), SamplingParams(mode=Mode.TIR, max_tokens=300))
        is_right = solution.answer is not None and everyday.is_equal(solution.answer.latex, one.answer)
        results.append(Result(one.family, one.lang, is_right, _logprob(solution.samples[0].mean_logprob)))
    return results


def _logprob(value: float | None) -> float:
    return -99.0 if value is None else value


def auroc(above: Sequence[float], below: Sequence[float]) -> float:
    """Return the chance that one of ``above`` is larger than one of ``below``, ties counting half."""
    if not above or not below:
        return float("nan")
    first, second = np.array(above)[:, None], np.array(below)[None, :]
    return float(((first > second) + 0.5 * (first == second)).mean())


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else float("nan")


def choose_threshold(inside: Sequence[Result], outside: Sequence[float]) -> float:
    """Return the threshold that best keeps right answers and drops wrong ones and other questions.

    Right answers count three times: they are nearly all that people ask mini for, and a doubt said of many of them is soon read past.
    """
    kept = np.array([one.mean_logprob for one in inside if one.is_right])
    wrong = np.array([one.mean_logprob for one in inside if not one.is_right] or [-99.0])
    other = np.array(outside)
    candidates = np.unique(np.concatenate((kept, wrong, other)))
    scores = [3 * (kept >= t).mean() + (wrong < t).mean() + (other < t).mean() for t in candidates]
    return float(candidates[int(np.argmax(scores))])


def confidence(solver: Solver, choosing: Sequence[Result], reporting: Sequence[Result]) -> Confidence:
    """Choose the threshold on one half of problems and outside questions, and report it on the other (TIR)."""

    def outside(questions: Iterable[str]) -> list[float]:
        params = SamplingParams(mode=Mode.TIR, max_tokens=300)
        return [_logprob(solver.solve(Problem(text), params).samples[0].mean_logprob) for text in questions]

    threshold = choose_threshold(choosing, outside(CHOOSING))
    other = outside(REPORTING)
    above = [one for one in reporting if one.mean_logprob >= threshold]
    below = [one for one in reporting if one.mean_logprob < threshold]
    right = [one.mean_logprob for one in reporting if one.is_right]
    wrong = [one.mean_logprob for one in reporting if not one.is_right]
    return Confidence(
        threshold=threshold,
        coverage=len(above) / len(reporting),
        accuracy_above=_share([one.is_right for one in above]),
        accuracy_below=_share([one.is_right for one in below]),
        outside_caught=_share([value < threshold for value in other]),
        auroc_outside=auroc([one.mean_logprob for one in reporting], other),
        auroc_right=auroc(right, wrong),
    )


def _cell(results: Sequence[Result]) -> str:
    return f"{sum(one.is_right for one in results)}/{len(results)} = {_share([one.is_right for one in results]):.1%}" if results else "-"


def summary_table(sets: dict[str, list[Result]]) -> str:
    """Return a Markdown table: one line per set, columns all, English, Chinese."""
    lines = ["| set | all | English | Chinese |", "| --- | --- | --- | --- |"]
    for name, results in sets.items():
        cells = (_cell(results), *(_cell([one for one in results if one.lang == lang]) for lang in ("en", "zh")))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def family_table(sets: dict[str, list[Result]]) -> str:
    """Return a Markdown table: one line per family, one column per set."""
    families: dict[str, dict[str, list[Result]]] = defaultdict(lambda: defaultdict(list))
    for name, results in sets.items():
        for one in results:
            families[one.family][name].append(one)
    lines = [f"| family | {' | '.join(sets)} |", "| --- |" + " --- |" * len(sets)]
    for family in sorted(families):
        cells = (families[family][name] for name in sets)
        lines.append(f"| {family} | {' | '.join(f'{sum(r.is_right for r in c)}/{len(c)}' if c else '-' for c in cells)} |")
    return "\n".join(lines)


def evaluate(model: str, run_dir: Path, count: int, seed: str) -> None:
    """Print the tables for the card: accuracy by set and family, and the threshold of confidence."""
    trained = trained_questions(run_dir)
    sets: dict[str, list[Result]] = {}
    with Solver.open(model) as solver:
        for mode in (Mode.TIR, Mode.COT):
            for split in (Split.KNOWN_FRAMES, Split.HELD_OUT_FRAMES):
                results = solve(solver, draw(split, mode.value, count, seed, trained), mode)
                sets[f"{mode.value.upper()}, {split.value.replace('_', ' ')}"] = results
                print(f"{mode.value} {split.value}: {_cell(results)}", flush=True)
        sets["TIR, everyday problems"] = solve_everyday(solver)
        print(f"tir everyday: {_cell(sets['TIR, everyday problems'])}", flush=True)
        half = max(1, count // 2)
        choosing = [
            result
            for split in (Split.KNOWN_FRAMES, Split.HELD_OUT_FRAMES)
            for result in solve(solver, draw(split, "tir", half, f"{seed}:threshold", trained), Mode.TIR)
        ]
        reporting = [result for name, results in sets.items() if "frames" in name and name.startswith("TIR") for result in results]
        measured = confidence(solver, choosing, reporting)
    print(f"\nquestions trained on and so left out of every set: {len(trained)} known\n")
    by_family = {name: results for name, results in sets.items() if "frames" in name}
    print(summary_table(sets), family_table(by_family), measured.table(), sep="\n\n")
