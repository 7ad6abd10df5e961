"""``qmath config``: which settings are in force, and where each of them comes from.

Here: ``show`` and ``path``. Not here: reading the file (``settings.py``) and what options mean (``options.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Final

import typer

from qmath import settings
from qmath.cli import options
from qmath.cli.help import Commands
from qmath.cli.output import Sink, clean, dump
from qmath.cli.profile import PROFILE_VARIABLE, SETTINGS, Profile
from qmath.cli.refusal import spelled
from qmath.errors import ConfigError

config_app = Commands("The settings in force, and where they come from.", no_args_is_help=True)

_NOT_SETTINGS: Final = frozenset({"help", "version", "origin"}) | settings.NOT_IN_FILE


class Source(StrEnum):
    """Where a value comes from, strongest first."""

    OPTION = "option"
    VARIABLE = "variable"
    PROFILE = "profile"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True)
class Setting:
    """One option: its value (None: chosen by the model or the machine), where that comes from, and the exact place."""

    option: str
    value: object
    source: Source
    place: str = ""


@config_app.command("path")
def path(json_: options.Json = False) -> None:
    """Print where the configuration file is, or would be."""
    place = settings.config_path()
    Sink().write(f"{dump({'path': str(place), 'exists': settings.has_config()})}\n" if json_ else f"{place}\n")


@config_app.command("show")
def show(
    context: typer.Context,
    origin: Annotated[bool, typer.Option("--origin", help="Show where each value comes from.")] = False,
    json_: options.Json = False,
) -> None:
    """Show every option with the value it has when a command is run without it; refuse one that no command would take."""
    found = in_force(context.find_root().command)
    for one, why in mistakes(context, [one for one in found if one.source is not Source.DEFAULT]):
        fix = f"unset {one.place.rpartition(' ')[2]}" if one.source is Source.VARIABLE else f"mend it in {settings.config_path()}"
        raise ConfigError(f"{one.place}: --{one.option}: {why}", hint=fix)
    if json_:
        rows = [{"option": one.option, "value": one.value, "source": one.source.value, "place": one.place or None} for one in found]
        Sink().write(f"{dump({'path': str(settings.config_path()), 'settings': rows})}\n")
        return
    Sink().write(clean("".join(f"{line(one, has_origin=origin)}\n" for one in found)))


def line(setting: Setting, *, has_origin: bool = True) -> str:
    """Return a setting as it stands in a configuration file, with its origin as a comment."""
    value = settings.toml_value(setting.value)
    text = f"# {setting.option}" if value is None else f"{setting.option} = {value}"
    if not has_origin:
        return text
    return f"{text} is not set" if value is None else f"{text}  # {setting.place or setting.source.value}"


def in_force(root: Any, environ: Mapping[str, str] | None = None) -> tuple[Setting, ...]:  # noqa: ANN401 - a class that typer keeps to itself
    """Return every option of the program below ``root``, by its name; where commands differ, as the first of them has it."""
    parameters: dict[str, Any] = {}
    for option, parameter in _options(root):
        parameters.setdefault(option, parameter)
    environ = settings.environment() if environ is None else environ
    lines = settings.config_lines(parameters, environ)
    profile = _profile(lines, environ)
    return tuple(_setting(option, parameters[option], environ, lines, profile) for option in sorted(parameters))


def origin(context: typer.Context, option: str) -> Setting:
    """Return the value of an option in the command that runs, and where it comes from."""
    name = option.replace("-", "_")
    source = context.get_parameter_source(name)
    profile = context.params.get("_profile")
    if source is not None and source.name == "COMMANDLINE":
        return Setting(option, context.params[name], Source.OPTION)
    if source is not None and source.name == "DEFAULT_MAP" and profile is not None and name in SETTINGS[profile]:
        return Setting(option, SETTINGS[profile][name], Source.PROFILE, f"profile {profile.value}")
    return next(one for one in in_force(context.find_root().command) if one.option == option)


def remedy(setting: Setting) -> str:
    """Return how to take a setting away where it stands."""
    if setting.source is Source.FILE:
        return f"take {setting.option} out of {settings.config_path()}"
    if setting.source is Source.VARIABLE:
        return f"unset {setting.place.rpartition(' ')[2]}"
    return f"leave out --{setting.option}"


def variables(group: Any) -> set[str]:  # noqa: ANN401 - as above
    """Return the environment variables of all options and arguments below a group."""
    found: set[str] = set()
    for command in group.commands.values():
        found |= {parameter.envvar for parameter in command.params if isinstance(parameter.envvar, str)}
        if hasattr(command, "commands"):
            found |= variables(command)
    return found


def mistakes(context: Any, found: Sequence[Setting]) -> list[tuple[Setting, str]]:  # noqa: ANN401 - as above
    """Return the settings that no command which has the option would take, each with why."""
    wrong = []
    for one in found:
        parameters = [parameter for option, parameter in _options(context.find_root().command) if option == one.option]
        reasons = [_refusal(context, parameter, one.value) for parameter in parameters]
        if all(reasons):
            wrong.append((one, reasons[0]))
    return wrong


def without_mistakes(parameters: Sequence[Any], defaults: Mapping[str, object]) -> set[str]:
    """Return the names of those defaults of a command that its parameters take."""
    set_ = [parameter for parameter in parameters if parameter.name in defaults]
    return {parameter.name for parameter in set_ if not _refusal(None, parameter, defaults[parameter.name])}


def _refusal(context: Any, parameter: Any, value: object) -> str:  # noqa: ANN401 - as above
    """Return why a parameter does not take a value; nothing if it does."""
    try:
        parameter.type_cast_value(context, settings.typed(value))
    except typer.BadParameter as error:
        return spelled(str(error.message))
    return ""


def _setting(
    option: str,
    parameter: Any,  # noqa: ANN401 - as above
    environ: Mapping[str, str],
    lines: Mapping[str, settings.Configured],
    profile: Profile | None,
) -> Setting:
    variable = parameter.envvar
    if isinstance(variable, str) and environ.get(variable):
        return Setting(option, environ[variable], Source.VARIABLE, f"variable {variable}")
    if profile is not None and parameter.name in SETTINGS[profile]:
        return Setting(option, SETTINGS[profile][parameter.name], Source.PROFILE, f"profile {profile.value}")
    if option in lines:
        return Setting(option, lines[option].value, Source.FILE, lines[option].place)
    return Setting(option, getattr(parameter.default, "value", parameter.default), Source.DEFAULT)


def _profile(lines: Mapping[str, settings.Configured], environ: Mapping[str, str]) -> Profile | None:
    """Return the profile in force."""
    name = environ.get(PROFILE_VARIABLE) or (lines["profile"].value if "profile" in lines else None)
    return Profile(str(name)) if name in list(Profile) else None


def _options(group: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - as above
    """Yield the long name, without the dashes, and the parameter of every option below a group."""
    for command in group.commands.values():
        for parameter in command.params:
            for name in parameter.opts:
                if name.startswith("--") and name[2:] not in _NOT_SETTINGS and not parameter.hidden:
                    yield name[2:], parameter
        if hasattr(command, "commands"):
            yield from _options(command)
