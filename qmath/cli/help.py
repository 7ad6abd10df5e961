"""How ``--help`` looks: it fits the window, no word is cut, and where there are many options they stand in groups.

Here: groups of commands that print it so. Not here: commands and options, which say what there is; how lines are wrapped
(``columns.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from qmath.cli.columns import wrap

_ROOMY: Final = 66
"""Columns from which on names and what they mean stand side by side."""
_NAME_COLUMNS: Final = 26
"""The longest name that what it means stands beside; longer ones have a line of their own."""
_MANY: Final = 12
"""Options from which on a command groups them."""

_Pair = tuple[str, str]


class Commands(typer.Typer):
    """Commands whose help fits the window."""

    def __init__(self, help_: str, *, name: str | None = None, **settings: Any) -> None:  # noqa: ANN401 - what typer takes
        super().__init__(
            name=name,
            help=help_,
            cls=_Group,
            add_completion=False,
            pretty_exceptions_enable=False,
            rich_markup_mode=None,  # rich help costs as much time as all the rest of the start
            context_settings={"help_option_names": ["-h", "--help"]},
            **settings,
        )

    def command(self, name: str | None = None, **settings: Any) -> Callable[..., Any]:  # noqa: ANN401 - what typer takes
        """Register a command, as ``typer.Typer`` does."""
        return super().command(name, **{"cls": _Command, **settings})


class _Command(TyperCommand):
    """A command with such a help."""

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - classes that typer keeps to itself
        """Write what the arguments and the options mean."""
        for heading, pairs in _sections(self.get_params(ctx), ctx):
            _write(formatter, heading, pairs)


class _Group(TyperGroup):
    """A group of commands with such a help."""

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Write what the options and the commands mean."""
        for heading, pairs in _sections(self.get_params(ctx), ctx):
            _write(formatter, heading, pairs)
        commands = [command for name in self.list_commands(ctx) if (command := self.get_command(ctx, name)) and not command.hidden]
        _write(formatter, "Commands", [(str(command.name), _gist(command.help or "")) for command in commands])


def _sections(parameters: Iterable[Any], ctx: Any) -> Iterator[tuple[str, list[_Pair]]]:  # noqa: ANN401 - as above
    """Yield headings, and below each of them names and what they mean; what has no group comes last."""
    arguments: list[_Pair] = []
    options: list[tuple[str, _Pair]] = []
    for parameter in parameters:
        pair = parameter.get_help_record(ctx)
        if pair is not None and parameter.param_type_name == "argument":
            arguments.append(pair)
        elif pair is not None:
            options.append((getattr(parameter, "rich_help_panel", None) or "", pair))
    if arguments:
        yield "Arguments", arguments
    groups = list(dict.fromkeys(group for group, _ in options))
    if len(options) < _MANY or len(groups) == 1:
        yield "Options", [pair for _, pair in options]
        return
    for group in sorted(groups, key=lambda group: not group):
        yield group or "Other options", [pair for one, pair in options if one == group]


def _write(formatter: Any, heading: str, pairs: list[_Pair]) -> None:  # noqa: ANN401 - as above
    """Write a heading and what stands below it: side by side, or one below the other where there is no room."""
    if not pairs:
        return
    width = formatter.width
    fitting = [len(name) for name, _ in pairs if len(name) <= _NAME_COLUMNS]
    indent = 2 + max(fitting, default=0) + 2 if width >= _ROOMY else 6
    with formatter.section(heading):
        for name, meaning in pairs:
            first = f"  {name}"
            if width >= _ROOMY and len(name) <= _NAME_COLUMNS:
                lines = wrap(meaning, width, first.ljust(indent), " " * indent)
            else:
                lines = [first, *wrap(meaning, width, " " * indent)] if meaning else [first]
            formatter.write("".join(f"{line}\n" for line in lines))


def _gist(meaning: str) -> str:
    """Return the first sentence of what a command does, without its full stop."""
    paragraph = " ".join(meaning.split("\n\n", maxsplit=1)[0].split())
    return paragraph.partition(". ")[0].removesuffix(".")
