"""How Chinese puts facts and a question in order: question last, first, after 如果 or 已知, as a command, in one sentence or several.

Here: the orders. Not here: facts, questions (``scenes_zh_events.py``, ``scenes_zh_relations.py``, ``scenes_zh_units.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

_CALL = "[|||||请问：|算一算：|帮忙算下，|想一想，|老师问：]"
_FIND = "[求|请算出|试求|算出|计算|请求出|求出]"


def told(facts: Sequence[str], ask: str, amount: str, *, fixed: bool = False) -> tuple[str, ...]:
    """Return frames of facts and a question (without its mark; ``amount`` is what it asks, as a noun) in the orders people use.

    ``fixed`` facts build on each other and keep their order.
    """
    one = "，".join(facts)
    frames = [
        f"{one}，{ask}？",
        f"{one}。[请问|问|]{ask}？",
        f"{_CALL}{'。'.join(facts)}。{ask}？",
        f"[如果|假如|要是]{one}，[那么|]{ask}？",
        f"[已知|]{one}，{_FIND}{amount}。",
        f"{ask}？{one}。",
        f"{_FIND}{amount}：{one}。",
        f"[已知|题目说|条件：]{one}。{amount}是多少？",
    ]
    if not fixed:
        back = "，".join((facts[-1], *facts[:-1]))
        frames += [f"{back}，{ask}？", f"{back}。[问|请问|]{ask}？", f"[如果|已知]{back}，{ask}？"]
    return tuple(frames)
