"""All schemas with their sentences: what the trainer and the evaluation draw from.

Here: the joining of schemas with their frames and scenes, and the list of languages. Not here: any schema or sentence of its own.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import import_module

from scripts.train_mini import problems
from scripts.train_mini.problems.compose import Writer
from scripts.train_mini.problems.schema import Schema

_EMPHASIS = {
    "lineq": 2.5,
    "quad": 1.3,
    "percent": 1.3,
    "arith": 3.5,
    "addsub": 2.0,
    "sys": 3.0,
    "stat": 2.0,
    "pyth": 1.5,
    "geom": 1.6,
    "series": 1.6,
    "frac": 1.5,
    "decimal": 1.5,
}
"""Families drawn more often than their own weights say: what people ask first, and what drills copying numbers in their order."""


def with_scenes(schemas: Sequence[Schema], scenes: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]) -> list[Schema]:
    """Join schemas with the scenes of their names.

    Raises:
        LookupError: scenes of a name that no schema with frames in that language has.
    """
    for lang, found in scenes.items():
        lost = found.keys() - {schema.name for schema in schemas if lang in schema.frames}
        if lost:
            msg = f"scenes of no schema in {lang}: {', '.join(sorted(lost))}"
            raise LookupError(msg)
    return [replace(one, scenes={lang: scenes[lang][one.name] for lang in one.frames if one.name in scenes[lang]}) for one in schemas]


def _collect() -> tuple[tuple[Schema, ...], dict[str, Writer]]:
    frames: dict[str, dict[str, tuple[str, ...]]] = {"en": {}, "zh": {}}
    scenes: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {"en": {}, "zh": {}}
    writers: dict[str, Writer] = {}
    schemas: list[Schema] = []
    stories: list[Schema] = []
    for module in sorted(pkgutil.iter_modules(problems.__path__), key=lambda found: found.name):
        kind, _, rest = module.name.partition("_")
        if kind not in {"stories", "words", "maths", "scenes"}:
            continue
        loaded = import_module(f"{problems.__name__}.{module.name}")
        if kind == "stories":
            stories += loaded.STORIES
            continue
        if kind == "maths":
            schemas += getattr(loaded, "SCHEMAS", ())
            continue
        lang = rest[:2]
        frames[lang].update(getattr(loaded, "FRAMES", {}))
        for name, composed in getattr(loaded, "SCENES", {}).items():
            scenes[lang][name] = (*scenes[lang].get(name, ()), composed)
        if hasattr(loaded, f"WRITER_{lang.upper()}"):
            writers[lang] = getattr(loaded, f"WRITER_{lang.upper()}")
    for story in stories:
        own = {lang: found[story.name] for lang, found in frames.items() if found.get(story.name)}
        if own:
            schemas.append(replace(story, frames=own))
    schemas = with_scenes(schemas, scenes)
    weighed = (replace(schema, weight=schema.weight * _EMPHASIS.get(schema.family, 1.0)) for schema in schemas)
    return tuple(weighed), writers


SCHEMAS: tuple[Schema, ...]
WRITERS: Mapping[str, Writer]
SCHEMAS, WRITERS = _collect()
