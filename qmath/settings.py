"""What the surroundings say: environment variables, the folders of this user, the configuration file.

Here: the only reading of ``os.environ`` in qmath. Not here: what options mean and which exist (``cli/options.py``).

    QMATH_STATE_DIR    folder for what qmath learned about this machine
    QMATH_CONFIG       configuration file in place of the one in the user's folder
    QMATH_MODELS_DIR   folder for model files
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from qmath.errors import ConfigError

Value = str | int | float | bool
"""What an option can be set to."""

ONE_RUN: Final = frozenset({"yes", "fresh", "check", "edit", "force", "file", "jsonl", "selftest"})
"""Options that decide about one run; standing, they would delete, overwrite, skip or do what nobody thought of."""

NOT_IN_FILE: Final = ONE_RUN | {"output"}
"""Options that the configuration file cannot set. A variable may name the output of the runs of one script; in the file it would
take the answers of every run away."""

CONFIG_NAME: Final = "config.toml"
_PREFIX: Final = "QMATH_"
_OWN: Final = frozenset({"QMATH_STATE_DIR", "QMATH_CONFIG", "QMATH_MODELS_DIR"})
_FORM: Final = 'Write settings as in: model = "mini"'
_ELSEWHERE: Final = "Make it a text file that you may read, or name another one with QMATH_CONFIG."
_APP: Final = "qmath"


def home_path(text: str) -> Path:
    """Return a path with ``~`` replaced as a shell does it: what is no user's name, or where nobody knows a home, stays as it is."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - its counterpart in pathlib raises RuntimeError there


def state_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for what qmath learned about this machine. It may not exist yet."""
    if named := environ.get("QMATH_STATE_DIR"):
        return home_path(named).absolute()
    import platformdirs

    return Path(platformdirs.user_state_dir(_APP, appauthor=False))


def config_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Return where the configuration file is, or would be."""
    if named := environ.get("QMATH_CONFIG"):
        return home_path(named).absolute()
    import platformdirs

    return Path(platformdirs.user_config_dir(_APP, appauthor=False)) / CONFIG_NAME


def has_config(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the configuration file is there; where nobody may look, it is not."""
    return os.path.isfile(config_path(environ))  # noqa: PTH113 - its counterpart in pathlib raises there


def models_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for model files that qmath fetched. It may not exist yet."""
    if named := environ.get("QMATH_MODELS_DIR"):
        return home_path(named).absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir(_APP, appauthor=False)) / "models"


def models_path(environ: Mapping[str, str] = os.environ) -> Path:
    """Return where the user's own catalog of models is, or would be: beside the configuration file."""
    return config_path(environ).parent / "models.toml"


def hub_cache(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the hub's cache of model files, as its own client finds it (HF_HUB_CACHE or its old name, HF_HOME, XDG_CACHE_HOME)."""
    if named := environ.get("HF_HUB_CACHE") or environ.get("HUGGINGFACE_HUB_CACHE"):
        return home_path(named)
    cache = environ.get("XDG_CACHE_HOME") or "~/.cache"
    return home_path(environ.get("HF_HOME") or f"{cache}/huggingface") / "hub"


def hub_endpoint(environ: Mapping[str, str] = os.environ) -> str:
    """Return the address of the hub, or of the mirror that stands in for it (HF_ENDPOINT)."""
    return (environ.get("HF_ENDPOINT") or "https://huggingface.co").rstrip("/")


def is_hub_offline(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether the hub's own variable forbids the network, as its client reads it."""
    named = environ.get("HF_HUB_OFFLINE") or environ.get("TRANSFORMERS_OFFLINE") or ""
    return named.upper() in {"1", "ON", "YES", "TRUE"}


def modelscope(environ: Mapping[str, str] = os.environ) -> str:
    """Return the address of ModelScope, or of what stands in for it (MODELSCOPE_ENDPOINT)."""
    return (environ.get("MODELSCOPE_ENDPOINT") or "https://www.modelscope.cn").rstrip("/")


def editor(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return the command of the user's editor: VISUAL, EDITOR, or vi."""
    import shlex

    named = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        return shlex.split(named) or ["vi"]
    except ValueError:  # a quote that is never closed
        return [named]


def edit_command(path: Path) -> str:
    """Return the command that opens a file in the user's editor, as it is typed."""
    import shlex

    return shlex.join([*editor(), str(path)])


def wants_color(*, is_terminal: bool, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether to colour: NO_COLOR, then FORCE_COLOR, then TERM=dumb, then whether it is a terminal."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR"):
        return True
    return is_terminal and environ.get("TERM") != "dumb"


def locale_encoding() -> str:
    """Return the encoding of this user's locale, which a terminal shows characters in."""
    import locale

    return locale.getencoding()


def has_unicode(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a terminal here shows more than ASCII: a dumb one, and one of another encoding than UTF-8, may not.

    A console of Windows is written characters and not bytes: its code page says nothing.
    """
    return environ.get("TERM") != "dumb" and (os.name == "nt" or "utf" in locale_encoding().lower())


def slurm_shard(environ: Mapping[str, str] = os.environ) -> str:
    """Return which part of a Slurm array this task is, as ``2/8``.

    Raises:
        ConfigError: this is no task of an array whose numbers are evenly spaced.
    """
    number, first, last, step, count = (
        _whole(environ, f"SLURM_ARRAY_TASK_{name}", default)
        for name, default in (("ID", None), ("MIN", 0), ("MAX", None), ("STEP", 1), ("COUNT", None))
    )
    place, rest = divmod(number - first, step)
    if rest or not 0 <= place < count or (last - first) // step + 1 != count:
        raise ConfigError(
            f"task {number} of an array of {count} tasks from {first} to {last} is no shard: the numbers leave gaps",
            hint="use an array such as --array=1-8, or give the shard yourself: --shard 2/8",
        )
    return f"{place + 1}/{count}"


def sky_shard(environ: Mapping[str, str] = os.environ) -> str:
    """Return which of SkyPilot's jobs this is, as ``2/8``.

    Raises:
        ConfigError: this is no job of SkyPilot.
    """
    return f"{_whole(environ, 'SKYPILOT_JOB_RANK', None) + 1}/{_whole(environ, 'SKYPILOT_NUM_JOBS', None)}"


def _whole(environ: Mapping[str, str], name: str, default: int | None) -> int:
    text = environ.get(name, "" if default is None else str(default))
    if not text.isdecimal():
        said = f"{name} is {text!r}" if text else f"{name} is not set"
        raise ConfigError(f"{said}: no shard can be taken from it", hint="give the shard yourself: --shard 2/8")
    return int(text)


def environment(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return a copy of the environment, for child processes."""
    return dict(environ)


@dataclass(frozen=True)
class Configured:
    """A value of the configuration file, and its place as ``file:line``."""

    value: Value
    place: str


def is_set(variable: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether an environment variable has a value."""
    return bool(environ.get(variable))


def strange_variables(known: Collection[str], environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return a sentence for each variable ``QMATH_*`` that sets nothing; ``known`` are those of options."""
    import difflib

    found = []
    names = sorted(name.removeprefix(_PREFIX) for name in {*known, *_OWN})
    for name in sorted(name for name in environ if name.startswith(_PREFIX) and name not in known and name not in _OWN):
        bare = name.removeprefix(_PREFIX)
        close = [f"{_PREFIX}{near}" for near in difflib.get_close_matches(bare, names, n=2)]
        why = ": there is no such setting"
        if bare.lower() in ONE_RUN:
            why = f": --{bare.lower()} is for one run, on the command line"
        elif close:
            why = f"; did you mean {' or '.join(close)}?"
        found.append(f"{name} sets nothing{why}")
    return found


def load_config(options: Collection[str], environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the defaults that the configuration file sets, as they are typed, by long option name without the dashes.

    See ``config_lines``.
    """
    return {name: typed(found.value) for name, found in config_lines(options, environ).items()}


def config_lines(options: Collection[str], environ: Mapping[str, str] = os.environ) -> dict[str, Configured]:
    """Return what the configuration file sets, by long option name without the dashes.

    ``options`` are the names that exist. A missing file sets nothing, unless ``QMATH_CONFIG`` names it.

    Raises:
        ConfigError: the file cannot be read, is not TOML, or sets something that is not an option.
    """
    path = config_path(environ)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if not environ.get("QMATH_CONFIG"):
            return {}
        raise ConfigError(f"{path} does not exist.", hint="QMATH_CONFIG names it; unset it or write the file.") from None
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise ConfigError(f"{path} cannot be read: {why}.", hint=_ELSEWHERE) from error
    found: dict[str, Configured] = {}
    for name, value in _parse(path, text).items():
        place = f"{path}:{_line_of(name, text)}"
        if name in NOT_IN_FILE:
            raise ConfigError(f"{place}: --{name} is for one run and no setting.", hint="Give it on the command line.")
        if name not in options:
            raise ConfigError(f"{place}: there is no setting {name}.", hint=_nearest(name, options))
        if not isinstance(value, (str, int, float)) or (not isinstance(value, str) and not abs(value) <= sys.float_info.max):
            raise ConfigError(f"{place}: --{name} takes a text, a number, true or false.", hint=_FORM)
        if isinstance(value, str) and "\0" in value:
            raise ConfigError(f"{place}: --{name} holds a NUL character.", hint=_FORM)
        found[name] = Configured(value, place)
    return found


def typed(value: object) -> str:
    """Return a value as it is typed behind an option, so that it is read by the same rules wherever it stands."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def toml_value(value: object) -> str | None:
    """Return a value as TOML writes it; None for nothing."""
    import json

    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(str(toml_value(item)) for item in value) + "]"
    if isinstance(value, (bool, int, float, str)):
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(str(value), ensure_ascii=False)


def _parse(path: Path, text: str) -> dict[str, object]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"(.*) \(at line (\d+), column (\d+)\)", str(error))
        where, what = (
            (f"{path}:{found[2]}", found[1])
            if found
            else (f"{path}:{len(text.splitlines())}", str(error).removesuffix(" (at end of document)"))
        )
        raise ConfigError(f"{where}: {what}.", hint=_FORM) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, lists within lists
        raise ConfigError(f"{path} holds a value that is far too large.", hint=_FORM) from error


def _line_of(name: str, text: str) -> int:
    """Return the line, from 1, that sets a key or opens a table of this name."""
    pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(name)}["']?\s*[\].=]""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)


def _nearest(name: str, options: Collection[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name.replace("_", "-"), sorted(options), n=2)
    return f"Did you mean {' or '.join(close)}?" if close else "Its names are those of options: qmath solve --help"
