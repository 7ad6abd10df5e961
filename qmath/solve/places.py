"""Where this user's model files are looked for.

Here: the folders of the settings as the store wants them. Not here: looking (``models/store.py``).
"""

from __future__ import annotations

from qmath import settings
from qmath.models.store import Places


def model_places() -> Places:
    """Return qmath's own folder for models, and the cache of the hub's client."""
    return Places(settings.models_dir(), settings.hub_cache())
