"""``qmath merge``: the outputs of several shards become one file.

Here: options, and what is told. Not here: the joining (``jobs/merge.py``).
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from qmath.cli.output import Sink, say

EXIT_NOT_WHOLE = 11


def merge(
    parts: Annotated[list[str], typer.Argument(help="The outputs of qmath batch --shard.", metavar="PART...")],
    output: Annotated[
        str, typer.Option("--output", "-o", envvar="QMATH_OUTPUT", metavar="ALL|-", help="The whole, in the order of the input.")
    ],
    force: Annotated[bool, typer.Option("--force", help="Overwrite the output if it exists.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", envvar="QMATH_QUIET", help="Tell only what is wrong.")] = False,
) -> None:
    """Join the outputs of several shards in the order of the input; exit with 11 if rows are missing or double.

    \b
    Example:
      qmath merge part-*.jsonl -o solutions.jsonl
    """  # noqa: D301 - click reads the escaped \b
    from qmath.cli.progress import counted
    from qmath.jobs import merge as job
    from qmath.jobs.target import place_of

    place = place_of(output)
    with closing(Sink(None if place else output)) as sink:
        merged = job.merge([Path(part) for part in parts], place or sink.write, is_forced=force)
    if merged.num_missing:
        named = ", ".join(_row(index, merged.ids.get(index)) for index in merged.missing)
        say(f"qmath: {counted(merged.num_missing, 'row')} missing: {named}{_more(merged.num_missing, merged.missing)}")
    if merged.shards:
        say(f"qmath: no part is shard {', '.join(merged.shards)}")
    if merged.num_double:
        say(f"qmath: {counted(merged.num_double, 'id')} double: {', '.join(merged.double)}{_more(merged.num_double, merged.double)}")
    if not quiet:
        whole = "" if merged.num_input is None else f" of {merged.num_input}"
        where = f" · {place}" if place else ""
        say(f"qmath: {counted(merged.num_rows, 'row')}{whole}{where}")
    if not merged.is_whole:
        raise typer.Exit(EXIT_NOT_WHOLE)


def _row(index: int, id_: str | None) -> str:
    """Return how a missing row is named: by its number, and by its id where that is known and another."""
    number = str(index + 1)
    return number if id_ in {None, number} else f"{number} ({id_})"


def _more(count: int, named: tuple[object, ...]) -> str:
    return f" and {count - len(named)} more" if count > len(named) else ""
