"""Every error qmath raises on purpose, with its exit code and the way out.

Here: the tree and its exit codes. Not here: how an error is printed (``cli/app.py``) or values that look like errors
(a program that raised is an ``ExecutionResult``, a rollout without an answer a ``Sample``).

    QmathError                 1
      UsageError               2   ConfigError, InputError, OutputError, UnknownModelError
      ModelError               6   ModelFileError, DownloadError, ChecksumError, ModelLoadError
        DoesNotFitError        7
      EngineError              8   ContextLengthError, DecodeError, GpuRequiredError
      SandboxError             9
      InputDataError          11
"""

from __future__ import annotations

from typing import ClassVar


class QmathError(Exception):
    """A failure with one sentence for the user.

    Attributes:
        message: one clear sentence, naming the value and, for files, ``file:line``.
        hint: what to do about it; may be empty.
        exit_code: the exit code of the process that ends with it.
        code: the stable machine-readable name in JSON.
    """

    exit_code: ClassVar[int] = 1
    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(QmathError):
    """A flag, a file, a name or a setting is wrong."""

    exit_code = 2
    code = "usage"


class ConfigError(UsageError):
    """The configuration file or an environment variable is wrong."""

    code = "config"


class InputError(UsageError):
    """The problem or an input file is wrong."""

    code = "input"


class OutputError(UsageError):
    """A file cannot be written: it is in the way, in use, or there is no room."""

    code = "output"


class UnknownModelError(UsageError):
    """No model has this name."""

    code = "unknown_model"


class ModelError(QmathError):
    """A model is missing, damaged or cannot be loaded."""

    exit_code = 6
    code = "model"


class ModelFileError(ModelError):
    """A model file is missing, empty, cut or not what it claims to be."""

    code = "model_file"


class DownloadError(ModelError):
    """A download failed."""

    code = "download"


class ChecksumError(DownloadError):
    """A file does not have the bytes it should have."""

    code = "checksum"


class ModelLoadError(ModelError):
    """llama.cpp refused a file that looked right."""

    code = "model_load"


class DoesNotFitError(ModelError):
    """A model needs more memory than this machine has."""

    exit_code = 7
    code = "does_not_fit"


class EngineError(QmathError):
    """Decoding failed or cannot start."""

    exit_code = 8
    code = "engine"


class ContextLengthError(EngineError):
    """The prompt leaves no room for an answer."""

    code = "context_length"


class DecodeError(EngineError):
    """llama.cpp reported a failure while decoding."""

    code = "decode"


class GpuRequiredError(EngineError):
    """``--require-gpu`` was given and no layer would run on a GPU."""

    code = "gpu_required"


class SandboxError(QmathError):
    """The sandbox itself failed, or is weaker than the level asked for."""

    exit_code = 9
    code = "sandbox"


class InputDataError(QmathError):
    """What an input file holds is not what it should be."""

    exit_code = 11
    code = "input_data"
