"""Questions about a list of numbers that need all of it: sorting, counting, sums. They drill copying, which everything else needs.

Here: the family list. Not here: averages and spread (``maths_numbers.py``), typesetting and common sentences (``maths_arithmetic.py``).
"""

from __future__ import annotations

from random import Random

from scripts.train_mini.problems.maths_arithmetic import balanced, number_list
from scripts.train_mini.problems.maths_numbers import statistic
from scripts.train_mini.problems.schema import Schema, Slots


def _values(rng: Random) -> list[int]:
    top = rng.choice((10, 30, 100, 100, 1000))
    values = [rng.randint(1, top) for _ in range(rng.randint(4, 9))]
    return [v - top // 2 for v in values] if rng.random() < 0.15 else values


def _any(rng: Random, is_small: bool) -> Slots:
    del is_small
    return {**number_list(rng, _values(rng))}


def _distinct(rng: Random, is_small: bool) -> Slots:
    del is_small
    top = rng.choice((12, 30, 100, 1000))
    return {**number_list(rng, rng.sample(range(1, top), rng.randint(4, 9)))}


def _decimals(rng: Random, is_small: bool) -> Slots:
    del is_small
    places = rng.choice((1, 1, 2))
    return {**number_list(rng, [f"{rng.randint(1, 400) / 10**places:.10g}" for _ in range(rng.randint(3, 6))])}


def _with_limit(rng: Random, is_small: bool) -> Slots:
    """k is the limit."""
    del is_small
    values = _values(rng)
    return {**number_list(rng, values), "k": rng.choice(values) + rng.randint(-2, 2)}


_SORT_EN = ("[Sort|Order] {L} [{O}|{O}, please].", "[Put|Arrange|Write] {L} in {W} order.", "[Write|List] the numbers {L} {O}.")


def _sorted(name: str, call: str, words: tuple[str, str], zh: str) -> Schema:
    order, adjective = words
    own = tuple(text.replace("{O}", order).replace("{W}", adjective) for text in _SORT_EN)
    return statistic(
        name,
        _distinct,
        f'print(*sorted([{{l}}]{call}),sep=", ")',
        ("Sort the numbers.", "给这些数排序。"),
        (f"list in {adjective} order", f"{adjective} order", f"sorted list, {order},"),
        (f"{zh}的排列", f"{zh}排列的顺序"),
        own,
        (f"把{{Z}}{zh}排列。", f"请将{{Z}}按{zh}的顺序排列。", f"{zh}排列：{{Z}}。"),
        1.5,
        family="list",
    )


_LIST = (
    _sorted("ascending", "", ("from smallest to largest", "[ascending|increasing]"), "从小到大"),
    _sorted("descending", ",reverse=True", ("from largest to smallest", "[descending|decreasing]"), "从大到小"),
    statistic(
        "second_largest",
        _distinct,
        "print(sorted([{l}])[-2])",
        ("Sort and take the last but one.", "排序后取倒数第二个。"),
        ("second largest number", "second largest", "second biggest number"),
        ("第二大的数",),
        ("[Which|What] number is the second [largest|biggest|highest] in {L}?",),
        ("{Z}中第二大的数是[多少|几]？",),
        family="list",
    ),
    statistic(
        "second_smallest",
        _distinct,
        "print(sorted([{l}])[1])",
        ("Sort and take the second.", "排序后取第二个。"),
        ("second smallest number", "second smallest", "second lowest number"),
        ("第二小的数",),
        ("[Which|What] number is the second [smallest|lowest] in {L}?",),
        ("{Z}中第二小的数是[多少|几]？",),
        family="list",
    ),
    statistic(
        "total",
        _any,
        "print(sum([{l}]))",
        ("Add the numbers.", "求和。"),
        ("sum", "total", "sum of all values"),
        ("和", "总和"),
        ("[Add up|Add|add] {L}.", "What do {L} add up to?", "What do you get when you add {L}?"),
        ("把{Z}[加起来|相加][是|等于|得]多少？", "{Z}加起来一共是多少？"),
        2.0,
        family="list",
    ),
    statistic(
        "total_decimal",
        _decimals,
        'print("%.10g"%sum([{l}]))',
        ("Add the numbers.", "求和。"),
        ("sum", "total", "sum of all values"),
        ("和", "总和"),
        ("[Add up|Add|add] {L}.", "What do {L} add up to?", "What do you get when you add {L}?"),
        ("把{Z}[加起来|相加][是|等于|得]多少？", "{Z}加起来一共是多少？"),
        1.5,
        family="list",
    ),
    statistic(
        "how_many",
        _any,
        "print(len([{l}]))",
        ("Count the numbers.", "数一数。"),
        ("number of entries", "number of values", "count"),
        ("个数",),
        ("How many numbers are in [the list|] {L}?", "[Count|count] these numbers: {L}.", "How many values are there: {L}?"),
        ("{Z}一共有几个数？", "这里有几个数：{Z}？"),
        0.7,
        family="list",
    ),
    statistic(
        "even",
        _any,
        "print(sum(x%2==0 for x in [{l}]))",
        ("Count the even ones.", "数出偶数。"),
        ("number of even numbers", "number of even values"),
        ("偶数的个数",),
        ("How many of {L} are even?", "How many even numbers are in {L}?", "[Count|count] the even numbers in {L}."),
        ("{Z}中有几个偶数？", "{Z}里有多少个数是偶数？"),
        family="list",
    ),
    statistic(
        "odd",
        _any,
        "print(sum(x%2==1 for x in [{l}]))",
        ("Count the odd ones.", "数出奇数。"),
        ("number of odd numbers", "number of odd values"),
        ("奇数的个数",),
        ("How many of {L} are odd?", "How many odd numbers are in {L}?", "[Count|count] the odd numbers in {L}."),
        ("{Z}中有几个奇数？", "{Z}里有多少个数是奇数？"),
        family="list",
    ),
    statistic(
        "above",
        _with_limit,
        "print(sum(x>{k} for x in [{l}]))",
        ("Count those above the limit.", "数出大于它的数。"),
        ("number of values above {k} in the list", "number of values greater than {k} among"),
        ("大于{k}的数的个数",),
        ("How many of {L} are [greater|larger|bigger] than {k}?", "How many numbers above {k} are in {L}?"),
        ("{Z}中有几个数大于{k}？", "{Z}里比{k}大的有几个？"),
        family="list",
    ),
    statistic(
        "below",
        _with_limit,
        "print(sum(x<{k} for x in [{l}]))",
        ("Count those below the limit.", "数出小于它的数。"),
        ("number of values below {k} in the list", "number of values less than {k} among"),
        ("小于{k}的数的个数",),
        ("How many of {L} are [less|smaller] than {k}?", "How many numbers below {k} are in {L}?"),
        ("{Z}中有几个数小于{k}？", "{Z}里比{k}小的有几个？"),
        family="list",
    ),
    statistic(
        "squares",
        _any,
        "print(sum(x**2 for x in [{l}]))",
        ("Square each number and add.", "平方后求和。"),
        ("sum of the squares", "sum of squares"),
        ("平方和",),
        ("What is the sum of the squares of {L}?", "Square each of {L} and add the results."),
        ("{Z}的平方和是多少？",),
        family="list",
    ),
)

SCHEMAS: tuple[Schema, ...] = balanced(_LIST, {"list": 10.0})
