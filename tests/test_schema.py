"""Claims about the records: they are the JSON contract."""

import json
from pathlib import Path

import jsonschema

from qmath.schema import (
    Answer,
    AnswerType,
    EngineInfo,
    ExecutionStatus,
    FinishReason,
    Language,
    Mode,
    ModelInfo,
    Output,
    ProblemInfo,
    Program,
    Prose,
    Reproducible,
    Sample,
    SamplingInfo,
    SandboxInfo,
    SandboxLevel,
    Select,
    Solution,
    SolutionStatus,
    SolutionWarning,
    Timing,
    Usage,
    Verification,
    to_json,
)

SCHEMA = json.loads((Path(__file__).parents[1] / "qmath" / "data" / "solution.schema.json").read_text(encoding="utf-8"))

ANSWER = Answer(latex="\\frac{3}{4}", text="3/4", type=AnswerType.RATIONAL, exact="3/4", approx="0.75")
SOLUTION = Solution(
    qmath="0",
    id="1",
    status=SolutionStatus.OK,
    problem=ProblemInfo("x", "0" * 64, Language.EN),
    answer=ANSWER,
    verification=Verification(),
    samples=(
        Sample(
            0,
            Mode.TIR,
            0,
            FinishReason.STOP,
            ANSWER,
            (Prose("Add."), Program("print(1)\n"), Output("1", ExecutionStatus.OK, 0.01, truncated=False)),
        ),
    ),
    model=ModelInfo("mini"),
    engine=EngineInfo(),
    sampling=SamplingInfo(Mode.TIR, 1, 0, 1, Select.FIRST, 0.0, 1.0, 0, None),
    reproducible=Reproducible(value=True),
    usage=Usage(),
    timing_s=Timing(),
    sandbox=SandboxInfo(SandboxLevel.STRICT, ("seccomp",), network=False),
    warnings=(SolutionWarning("out_of_domain", "unsure"),),
    created="2026-01-01T00:00:00+00:00",
)


def test_a_solution_is_a_document_of_the_schema() -> None:
    jsonschema.validate(SOLUTION.to_json(), SCHEMA, cls=jsonschema.Draft202012Validator)


def test_the_document_survives_json() -> None:
    document = SOLUTION.to_json()
    assert json.loads(json.dumps(document)) == document


def test_every_enum_is_within_the_schema() -> None:
    properties = SCHEMA["properties"]
    assert {status.value for status in SolutionStatus} == set(properties["status"]["enum"])
    sample = SCHEMA["$defs"]["sample"]["properties"]
    assert {reason.value for reason in FinishReason} == set(sample["finish_reason"]["enum"])
    output = sample["steps"]["items"]["oneOf"][2]["properties"]
    assert {status.value for status in ExecutionStatus} == set(output["status"]["enum"])
    assert {kind.value for kind in AnswerType} == set(SCHEMA["$defs"]["answer"]["properties"]["type"]["enum"])
    assert {level.value for level in SandboxLevel} == set(properties["sandbox"]["oneOf"][1]["properties"]["level"]["enum"])


def test_nested_records_become_plain_json() -> None:
    assert to_json((Prose("a"), {"b": Mode.COT})) == [{"text": "a", "kind": "prose"}, {"b": "cot"}]
