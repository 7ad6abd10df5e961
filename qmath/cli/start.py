"""Where the program ``qmath`` begins: Ctrl-C while it is still loading ends it as quietly as later.

Here: nothing but the beginning; only the standard library is loaded before the first chance to be interrupted. Not here: the
program (``app.py``).
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    try:
        from qmath.cli.app import run

        code = run()
    except KeyboardInterrupt:
        code = 130
    finally:
        _let_signals_end_it()
    sys.exit(code)


def _let_signals_end_it() -> None:
    """Leave it to the system what Ctrl-C and SIGTERM do while the interpreter goes down: nothing is left that could be said."""
    import signal

    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
