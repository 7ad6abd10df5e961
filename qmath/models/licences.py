"""Licences that want to be seen before a model is fetched, and the memory of those that were accepted.

Here: which these are, and ``licences.json`` in the state folder. Not here: asking a person (``cli/pull.py``).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Final

_OPEN: Final = frozenset({"apache-2.0", "mit"})
_NAME: Final = "licences.json"


def needs_consent(subject: str, licence: str | None, state_dir: Path) -> bool:
    """Tell whether the licence of a model or a repository is to be shown and accepted first; None: nobody names one.

    Apache-2.0 and MIT ask nothing of a user.
    """
    return (licence or "").lower() not in _OPEN and _key(subject, licence) not in _accepted(state_dir)


def accept(subject: str, licence: str | None, state_dir: Path) -> None:
    """Remember that a licence was accepted.

    Raises:
        OSError: the state folder cannot be written.
    """
    accepted = sorted({*_accepted(state_dir), _key(subject, licence)})
    state_dir.mkdir(parents=True, exist_ok=True)
    fresh = state_dir / f"{_NAME}.{os.getpid()}.new"
    fresh.write_text(json.dumps(accepted) + "\n", encoding="utf-8")
    fresh.replace(state_dir / _NAME)


def _key(subject: str, licence: str | None) -> str:
    """Return what is remembered: a model under another licence asks again."""
    return f"{subject} {licence or 'unknown'}"


def _accepted(state_dir: Path) -> list[str]:
    try:
        known = json.loads((state_dir / _NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [key for key in known if isinstance(key, str)] if isinstance(known, list) else []
