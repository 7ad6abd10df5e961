"""Claims about the error tree: its exit codes are the documented ones."""

import pytest

from qmath import errors

CODES = {
    "QmathError": 1,
    "UsageError": 2,
    "ConfigError": 2,
    "InputError": 2,
    "OutputError": 2,
    "UnknownModelError": 2,
    "ModelError": 6,
    "ModelFileError": 6,
    "DownloadError": 6,
    "ChecksumError": 6,
    "ModelLoadError": 6,
    "DoesNotFitError": 7,
    "EngineError": 8,
    "ContextLengthError": 8,
    "DecodeError": 8,
    "GpuRequiredError": 8,
    "SandboxError": 9,
    "InputDataError": 11,
}


@pytest.mark.parametrize(("name", "code"), CODES.items())
def test_each_error_has_the_exit_code_of_the_plan(name: str, code: int) -> None:
    assert getattr(errors, name).exit_code == code


def test_no_error_is_without_a_documented_code() -> None:
    ours = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert ours == set(CODES)


def test_every_error_is_drawn_in_the_tree() -> None:
    assert all(name in (errors.__doc__ or "") for name in CODES)


def test_codes_in_json_are_unique() -> None:
    codes = [getattr(errors, name).code for name in CODES]
    assert len(codes) == len(set(codes))
