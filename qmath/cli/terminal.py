"""What kind of terminal this is: colour, width, glyphs.

Here: the rich console for a sink. Not here: drawing.
"""

from __future__ import annotations

from rich.console import Console

from qmath import settings
from qmath.cli.options import Color
from qmath.cli.output import Sink


def console_for(sink: Sink, color: Color) -> Console:
    """Return a console on a sink. Order: --color, NO_COLOR, FORCE_COLOR, TERM=dumb, whether it is a terminal."""
    wants_color = sink.is_terminal if color is Color.AUTO else color is Color.ALWAYS
    if color is Color.AUTO:
        wants_color = settings.wants_color(is_terminal=wants_color)
    return Console(
        file=sink.stream,
        force_terminal=wants_color or None,
        no_color=not wants_color,
        color_system="auto" if wants_color else None,
        legacy_windows=False,
        highlight=False,
    )
