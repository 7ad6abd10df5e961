"""Programs that take their numbers in the order of the text: a small model copies best what it meets in order.

Here: the reordering of sums, products and of the arguments of gcd and lcm in a program's last line. Not here: any program, any value.
"""

from __future__ import annotations

import ast
import re
from functools import cache

from scripts.train_mini.problems.frames import slots_in

_LAST_LINE = re.compile(r'(?P<head>(?:.*\n)*print\((?P<format>"%\.10g"%\()?)(?P<body>[^"\n]+)(?P<tail>(?(format)\)\)|\)))')
_MARK = "S_"
_SIGNS: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: ("+", 1),
    ast.Sub: ("-", 1),
    ast.Mult: ("*", 2),
    ast.Div: ("/", 2),
    ast.FloorDiv: ("//", 2),
    ast.Mod: ("%", 2),
    ast.Pow: ("**", 4),
}
_SYMMETRIC = ("gcd", "lcm")


class _UnknownError(ValueError):
    """The expression holds what is not reordered."""


def in_text_order(program: str, frame: str) -> str:
    """Return the program with terms, factors and arguments in the order in which the frame names their slots."""
    named = slots_in(program)
    return _arranged(program, tuple(slot for slot in slots_in(frame) if slot in named))


@cache
def _arranged(program: str, order: tuple[str, ...]) -> str:
    found = _LAST_LINE.fullmatch(program)
    if found is None or len(slots_in(found["body"])) < found["body"].count("{"):
        return program  # a number used twice has no one place in the text
    try:
        tree = ast.parse(re.sub(r"\{(\w+)\}", rf"{_MARK}\1", found["body"]), mode="eval").body
        if _written(tree, None) != found["body"]:
            return program
        return found["head"] + _written(tree, {slot: number for number, slot in enumerate(order)}) + found["tail"]
    except (SyntaxError, _UnknownError):
        return program


def _slots(node: ast.expr) -> list[str]:
    return [one.id.removeprefix(_MARK) for one in ast.walk(node) if isinstance(one, ast.Name) and one.id.startswith(_MARK)]


def _sorted(parts: list[ast.expr], places: dict[str, int] | None) -> list[ast.expr]:
    """Sort by the first slot of each part; leave the order alone where a part has no slot, or one the text does not name."""
    slots = [_slots(part) for part in parts]
    if places is None or not all(slots) or not all(slot in places for names in slots for slot in names):
        return parts
    keyed = sorted(zip(slots, parts, strict=True), key=lambda pair: min(places[slot] for slot in pair[0]))
    return [part for _, part in keyed]


def _chain(node: ast.expr, kind: type[ast.operator]) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, kind):
        return [*_chain(node.left, kind), node.right]
    return [node]


def _strength(node: ast.expr) -> int:
    return _SIGNS[type(node.op)][1] if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS else 9


def _written(node: ast.expr, places: dict[str, int] | None) -> str:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return str(node.value)
    if isinstance(node, ast.Name) and re.fullmatch(rf"{_MARK}[a-z]", node.id):
        return f"{{{node.id.removeprefix(_MARK)}}}"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SYMMETRIC:
        return f"{node.func.id}({','.join(_written(one, places) for one in _sorted(node.args, places))})"
    if not isinstance(node, ast.BinOp) or type(node.op) not in _SIGNS:
        raise _UnknownError
    sign, strength = _SIGNS[type(node.op)]
    if isinstance(node.op, (ast.Add, ast.Mult)):
        parts = _chain(node, type(node.op))
        if all(_strength(part) != strength for part in parts):  # a/b*c stays: in another order it needs brackets
            parts = _sorted(parts, places)
    else:
        parts = [node.left, node.right]
        if isinstance(node.op, ast.Sub) and isinstance(node.left, ast.BinOp) and isinstance(node.left.op, ast.Add):
            places = None  # events keep the order in which they happen
    texts = [_written(part, places) for part in parts]
    for number, part in enumerate(parts):
        if _strength(part) < strength or (number and _strength(part) == strength):
            texts[number] = f"({texts[number]})"
    return sign.join(texts)
