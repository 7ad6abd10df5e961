"""Programs mutated from the hostile and ordinary ones, run in the arena: ``python -m tests.sandbox.fuzz [--number 2000] [--seed 0]``.

Here: the mutations and the loop. Not here: what is watched (``arena.py``). A mutant has no expectation but the ones that hold for
every program; after each the next program must be right.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from pathlib import Path
from typing import Any

from qmath.schema import Limits
from tests.sandbox.arena import arena

DATA = Path(__file__).parents[1] / "data"
LIMITS = Limits(cpu_s=0.3, wall_s=0.8, memory_bytes=256 << 20)
_SURROUNDINGS_EVERY = 40
_CHARACTERS = "()[]{}:,.'\"\\\n\t \x00\ud800éΩ0123456789*=+-@%#_abc"


def programs() -> list[str]:
    """Return the programs to mutate."""
    found: list[str] = []
    for name in ("attacks.jsonl", "attacks_published.jsonl", "benign.jsonl"):
        for line in (DATA / name).read_text("utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            blocks = row.get("blocks", [row.get("code")])
            found += [block["code"] if isinstance(block, dict) else block for block in blocks]
    return [program for program in found if len(program) < 4000]


def mutate(draw: random.Random, pool: list[str]) -> str:
    """Return a program made of one or two others, changed in a few places."""
    lines = draw.choice(pool).split("\n")
    if draw.random() < 0.5:
        other = draw.choice(pool).split("\n")
        at = draw.randrange(len(lines) + 1)
        lines[at:at] = other[draw.randrange(len(other)) :]
    for _ in range(draw.randrange(4)):
        at = draw.randrange(len(lines))
        match draw.randrange(5):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[draw.randrange(len(lines))])
            case 2:
                lines[at] = re.sub(r"\d+", lambda _: str(draw.choice([0, 1, -1, 2**31, 2**63, draw.randrange(600)])), lines[at])
            case 3:
                place = draw.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:place] + draw.choice(_CHARACTERS) + lines[at][place + draw.randrange(2) :]
            case _:
                lines[at] = "    " + lines[at]
        lines = lines or [""]
    return "\n".join(lines)


def main() -> None:
    """Run the mutants; print what went wrong, and how they ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    draw, originals = random.Random(arguments.seed), programs()
    ends: dict[str, int] = {}
    wrong: list[dict[str, object]] = []
    with arena() as place:
        for number in range(arguments.number):
            program = mutate(draw, originals)
            helper = place.pool.helper_pid
            result = place.pool.run(place.fill(program), LIMITS)
            ends[result.status] = ends.get(result.status, 0) + 1
            found = place.bounds(result, LIMITS)
            if number % _SURROUNDINGS_EVERY == 0 or number == arguments.number - 1:
                found += place.surroundings(helper)
            else:
                found += place.next_program()
            if found:
                wrong.append({"number": number, "program": program, "wrong": found})
    print(json.dumps({"ends": ends, "wrong": wrong}))  # noqa: T201 - its product


if __name__ == "__main__":
    main()
