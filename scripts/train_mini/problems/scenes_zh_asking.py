"""How Chinese asks for one thing without a story: as a question, as a command, in a word or two.

Here: the ways to ask. Not here: what is asked for (``scenes_zh_maths.py``, ``scenes_zh_numbers.py``, ``scenes_zh_figures.py``).
"""

from __future__ import annotations

from scripts.train_mini.problems.frames import one_of

_POLITE = "[请|请你|麻烦|帮我|帮忙|]"


def named(*names: str, what: str = "[多少|多少|几]") -> tuple[str, ...]:
    """Ask for something by its name; ``what`` is the word for it in a question."""
    name = one_of(names)
    return (
        f"{name}[是|等于|是]{what}[？|?|]",
        f"[求|计算|求出|试求|请计算|求：|算出]{name}[。|]",
        f"{name}[=|＝| = |？|]",
        f"[请问|问|想问一下|问下]{name}[是|等于]{what}[？|呢？]",
        f"[帮我|麻烦|请]算[一下|下|][，|]{name}[。|，谢谢|]",
        f"{name}[怎么算|怎么求][？|?|]",
    )


def done(*orders: str) -> tuple[str, ...]:
    """Ask for something to be done."""
    order = one_of(orders)
    return (
        f"{order}[。|]",
        f"{_POLITE}{order}[。|，谢谢。|]",
        f"[怎么|如何]{order}[？|?]",
        f"[能|可以]帮我{order}吗[？|?]",
        f"[练习：|例：|题目：]{order}[。|]",
    )


def valued(*expressions: str) -> tuple[str, ...]:
    """Ask for the value of an expression, often without any word."""
    text = one_of(expressions)
    return (
        text,
        f"{text}[=|＝| =| = ?|=？|=?|？]",
        f"{text}[等于多少|等于几|是多少|得多少|得几|多少|结果是多少][？|?|]",
        f"[计算|计算：|口算：|算一下|算算|求值：|算式：|求]{text}[。|]",
        f"[请问|问一下，|问下]{text}[等于多少|是多少|等于几][？|呢？|]",
        f"[求|计算]{text}的[值|结果][。|]",
        f"[帮我|请|麻烦]算[一下|下|][，|：|]{text}[。|，谢谢|]",
    )
