"""``--profile``: several options set by one word.

Here: what a profile sets, and setting it. Not here: what the options do. A profile stands between the variables of options and the
configuration file: a flag or a variable still wins.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

import typer


class Profile(StrEnum):
    """The profiles."""

    CI = "ci"


PROFILE_VARIABLE: Final = "QMATH_PROFILE"

SETTINGS: Final[dict[Profile, dict[str, object]]] = {
    Profile.CI: {"deterministic": True, "color": "never", "offline": True},
}
"""``ci``: the same text every time, no colour, no network. Nothing asks a person in any profile."""


def _apply(context: typer.Context, profile: Profile | None) -> Profile | None:
    """Make the profile's values the defaults of the options that this command has."""
    if profile is not None:
        context.default_map = {**(context.default_map or {}), **SETTINGS[profile]}
    return profile


ProfileOption = Annotated[
    Profile | None,
    typer.Option(
        "--profile",
        envvar=PROFILE_VARIABLE,
        is_eager=True,
        callback=_apply,
        help="ci: deterministic, without colour and network.",
        rich_help_panel="Output",
    ),
]
