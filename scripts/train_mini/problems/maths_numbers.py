"""Number theory, counting, series and statistics.

Here: gcdlcm, prime, mod, base, count, series, stat. Not here: typesetting and common sentences (``maths_arithmetic.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from scripts.train_mini.problems.maths_algebra import nonzero, poly
from scripts.train_mini.problems.maths_arithmetic import balanced, number_list, style, task
from scripts.train_mini.problems.schema import Draw, Schema, Slots

_PRIMES = tuple(n for n in range(2, 2000) if all(n % k for k in range(2, int(n**0.5) + 1)))


def _common(count: int, kind: str) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        del is_small
        top = 60 if kind == "gcd" else 16
        k = rng.randint(2, 24) if kind == "gcd" else rng.randint(1, 8)
        values: list[int] = []
        while len(values) < count:
            value = k * rng.randint(2, max(3, min(top, (360 if kind == "gcd" else 60) // k)))
            if value not in values or rng.random() < 0.1:
                values.append(value)
        return {**dict(zip("abc", values, strict=False)), **number_list(rng, values)}

    return draw


_GCD_EN = (
    "greatest common divisor",
    "greatest common factor",
    "highest common factor",
    "GCD",
    "gcd",
    "largest common divisor",
    "HCF",
    "GCF",
)
_LCM_EN = ("least common multiple", "lowest common multiple", "LCM", "lcm", "smallest common multiple")
_GCD_ZH = ("最大公约数", "最大公因数")
_LCM_ZH = ("最小公倍数",)
_MATH = "from math import *\n"


def _common_schema(kind: str, count: int, weight: float) -> Schema:
    words, zh = (_GCD_EN, _GCD_ZH) if kind == "gcd" else (_LCM_EN, _LCM_ZH)
    word, zh_word = f"[{'|'.join(words)}]", f"[{'|'.join(zh)}]"
    numbers, zh_numbers = (
        ("{a} and {b}", "[{a}和{b}|{a}与{b}|{a}、{b}]")
        if count == 2
        else ("[{a}, {b} and {c}|{a}, {b}, and {c}|{a}, {b}, {c}]", "[{a}、{b}和{c}|{a}，{b}，{c}|{a}、{b}、{c}]")
    )
    arguments = "{a},{b}" if count == 2 else "{a},{b},{c}"
    short = "[gcd|GCD]" if kind == "gcd" else "[lcm|LCM]"
    last = (
        (
            "What is the [largest|greatest|biggest] [number|integer|whole number] that divides "
            + ("both " if count == 2 else "all of ")
            + f"{numbers}?",
            f"[Find|Give] the [largest|biggest] number by which {numbers} can be divided evenly.",
        )
        if kind == "gcd"
        else (
            f"What is the [smallest|least|lowest] [positive |][number|integer] [divisible by|that is a multiple of] {'both ' if count == 2 else 'all of '}{numbers}?",
            f"[Find|Give] the [smallest|first] [positive number|number above zero] that {numbers} [all |]divide."
            if count == 3
            else f"[Find|Give] the [smallest|first] [positive number|number above zero] that {numbers} both divide.",
        )
    )
    last_zh = (
        (f"能同时整除{zh_numbers}的最大[整|]数是[多少|几]？",) if kind == "gcd" else (f"能同时被{zh_numbers}整除的最小正整数是[多少|几]？",)
    )
    return task(
        f"gcdlcm_{kind}{count}",
        _common(count, kind),
        f"{_MATH}print({kind}({arguments}))",
        (f"Compute the {kind}.", f"求{zh[0]}。"),
        en=(
            (f"the {word} of {numbers}", f"the {word} of the numbers {numbers}", f"{short}({arguments.replace(',', ', ')})"),
            (f"find the {word} of {numbers}", f"calculate the {word} of {numbers}"),
            (
                f"[Let|Given|Take] the numbers {numbers}. [What is their {word}?|Find their {word}.|Determine the {word}.]",
                f"{short}({arguments.replace(',', ', ')})[ = ?| =|?|]",
                f"{numbers}: [{word}?|find the {word}|what is their {word}?]",
                f"[What's|what is|What is] the {word} of {numbers}[?|]",
                *last,
            ),
        ),
        zh=(
            (f"{zh_numbers}的{zh_word}", f"{'两' if count == 2 else '三'}个数{zh_numbers}的{zh_word}"),
            (f"求{zh_numbers}的{zh_word}", f"计算{zh_numbers}的{zh_word}"),
            (
                f"{zh_numbers}的{zh_word}是[多少|几]？",
                f"[已知|有]{zh_numbers}{'两' if count == 2 else '三'}个数，[它们的{zh_word}是多少？|求它们的{zh_word}。]",
                f"{short}({arguments})=？",
                *last_zh,
            ),
        ),
        weight=weight,
    )


_GCDLCM = (_common_schema("gcd", 2, 1.2), _common_schema("lcm", 2, 1.2), _common_schema("gcd", 3, 0.6), _common_schema("lcm", 3, 0.6))


def _number(low: int, high: int) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        del is_small
        top = high
        while top > 8 * low + 60 and rng.random() < 0.5:
            top //= 4
        return {"n": rng.randint(low, top)}

    return draw


def _prime_bound(rng: Random, is_small: bool) -> Slots:
    """Draw up to where primes are counted: often a round number."""
    if rng.random() < 0.5:
        return {"n": rng.choice((rng.randint(1, 20) * 10, rng.randint(1, 10) * 100, rng.randint(1, 5) * 1000))}
    return _number(10, 400)(rng, is_small)


def _prime_or_not(rng: Random, is_small: bool) -> Slots:
    del is_small
    kind = rng.random()
    if kind < 0.5:
        return {"n": rng.choice(_PRIMES[: rng.choice((25, 60, 168, 300))])}
    if kind < 0.8:
        return {"n": rng.choice(_PRIMES[1:12]) * rng.choice(_PRIMES[1:30])}
    return {"n": rng.randint(4, 1000)}


def _factorable(rng: Random, is_small: bool) -> Slots:
    del is_small
    while True:
        n = 1
        for _ in range(rng.randint(2, 5)):
            n *= rng.choice((2, 2, 2, 3, 3, 5, 5, 7, 11, 13))
        if 6 <= n <= 5000:
            return {"n": n}


def _few_divisors(rng: Random, is_small: bool) -> Slots:
    del is_small
    while True:
        n = rng.randint(6, 130)
        if sum(n % k == 0 for k in range(1, n + 1)) <= 10:
            return {"n": n}


def _ordinal(n: int) -> str:
    return f"{n}{'th' if n % 100 in {11, 12, 13} else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def _nth_prime(rng: Random, is_small: bool) -> Slots:
    del is_small
    n = rng.randint(1, rng.choice((10, 30, 120)))
    return {"n": n, "N": _ordinal(n)}


_IS_PRIME_EN = (
    (),
    (
        "say whether {n} is prime",
        "decide whether {n} is a prime number",
        "determine whether {n} is prime",
        "check if {n} is prime",
        "test {n} for primality",
        "tell whether {n} is prime or not",
    ),
    (
        "Is {n} [a prime number|prime|a prime]?",
        "[is|Is] {n} prime[?| or not?|]",
        "[Is|is] the number {n} [a prime number|prime|a prime][?|, yes or no?]",
        "{n}[: prime or not?|: is it prime?|, prime number?|. Is this a prime?]",
        "Yes or no: is {n} [prime|a prime number]?",
        "[Would you say that|Do you think] {n} is [a prime|a prime number|prime]?",
        "I [think|believe] {n} is prime. [Is that right?|Am I right?|Is it?]",
        "Can you tell me [if|whether] {n} is [prime|a prime number]?",
        "[Tell me|I want to know|I'd like to know] [if|whether] the number {n} is prime.",
        "Does {n} count as a prime[ number|]?",
        "Consider the [integer|number] {n}. Is it [prime|a prime]?",
    ),
)
_IS_PRIME_ZH = (
    (),
    ("判断{n}是不是质数", "判断{n}是否为素数", "判断{n}是否是质数", "检验{n}是不是素数"),
    (
        "{n}是[质数|素数]吗？",
        "{n}是不是[质数|素数][？|?]",
        "[请问|问一下，]{n}是[质数|素数]吗？",
        "{n}是否[为|是][质数|素数]？",
        "[判断题|判断]：{n}是[质数|素数]。",
        "数{n}算不算[质数|素数]？",
        "我觉得{n}是[质数|素数]，对吗？",
        "[告诉我|我想知道]{n}是不是[质数|素数]。",
        "整数{n}[是一个质数|是素数|是质数]吗？",
    ),
)
_PRIME = (
    task(
        "prime_is_en",
        _prime_or_not,
        'from sympy import *\nprint("Yes" if isprime({n}) else "No")',
        ("Test whether {n} is prime.", "判断{n}是否为质数。"),
        en=_IS_PRIME_EN,
        weight=0.8,
    ),
    task(
        "prime_is_zh",
        _prime_or_not,
        'from sympy import *\nprint("是" if isprime({n}) else "不是")',
        ("Test whether {n} is prime.", "判断{n}是否为质数。"),
        zh=_IS_PRIME_ZH,
        what="what",
        weight=0.4,
    ),
    task(
        "prime_factorisation",
        _factorable,
        'from sympy import *\nprint(*factorint({n},multiple=True),sep=" \\\\times ")',
        ("Factor {n} into primes.", "把{n}分解质因数。"),
        en=(
            (
                "the prime factorisation of {n}",
                "the prime factorization of {n}",
                "the decomposition of {n} into primes",
                "{n} as a product of primes",
                "{n} as a product of prime factors",
            ),
            (
                "factor {n} into primes",
                "write {n} as a product of primes",
                "find the prime factorization of {n}",
                "factorise {n} into prime numbers",
                "decompose {n} into prime factors",
                "express {n} as a product of its prime factors",
            ),
            (
                "[Prime factorization|Prime factorisation|Prime factors] of {n}[?|]",
                "{n}[. Write it as a product of primes.|: prime factorization?|. Break it into prime factors.]",
                "[Which|What] primes multiply to {n}?",
                "[How do you|How can I|how do i] write {n} as a product of primes?",
                "[Factor|Factorise|Factorize] the number {n} into [primes|prime numbers|prime factors].",
            ),
        ),
        zh=(
            ("{n}的质因数分解", "{n}分解质因数的结果", "{n}的素因数分解"),
            ("把{n}分解质因数", "对{n}分解质因数", "将{n}写成质数的乘积", "分解质因数：{n}"),
            (
                "{n}[怎么分解质因数|分解质因数是什么|可以写成哪些质数的乘积]？",
                "[分解质因数|质因数分解][：|:]{n}",
                "{n}等于哪几个质数相乘？",
            ),
        ),
        what="what",
        weight=1.2,
    ),
    task(
        "prime_next",
        _number(2, 500),
        "from sympy import *\nprint(nextprime({n}))",
        ("Take the next prime after {n}.", "求{n}之后的质数。"),
        en=(
            (
                "the next prime after {n}",
                "the smallest prime greater than {n}",
                "the first prime number above {n}",
                "the smallest prime larger than {n}",
            ),
            ("find the next prime after {n}",),
            (
                "[Which|What] prime comes [right |]after {n}?",
                "[Which|What] is the [first|smallest|next] prime [after|above|greater than|bigger than] {n}?",
                "Going up from {n}, which is the next prime?",
                "Next prime after {n}?",
            ),
        ),
        zh=(
            ("大于{n}的最小质数", "{n}后面的下一个质数", "比{n}大的第一个素数"),
            ("求大于{n}的最小质数", "找出{n}之后的下一个质数"),
            (
                "{n}后面的[下一个|第一个]质数是[多少|几]？",
                "比{n}大的最小[质数|素数]是[多少|几]？",
                "大于{n}的[质数|素数]中最小的是[多少|哪个]？",
            ),
        ),
        weight=0.6,
    ),
    task(
        "prime_nth",
        _nth_prime,
        "from sympy import *\nprint(prime({n}))",
        ("Take prime number {n}.", "求第{n}个质数。"),
        en=(
            ("the {N} prime number", "the {N} prime", "prime number {n} in the list of primes"),
            ("find the {N} prime",),
            (
                "[Which|What] is the {N} prime[ number|]?",
                "[List|Count] the primes 2, 3, 5, 7 and so on. [Which one is the {N}?|What is the {N} one?]",
                "2 is the first prime, 3 the second. [What is the {N}?|Which is the {N} one?]",
                "The {N} prime[?| is ...?| is what?]",
            ),
        ),
        zh=(
            ("第{n}个质数", "第{n}个素数", "从小到大第{n}个质数"),
            ("求第{n}个质数", "找出第{n}个素数"),
            ("第{n}个[质数|素数]是[多少|几]？", "2是第1个质数，第{n}个质数是[多少|几]？", "[质数|素数]从小到大排列，第{n}个是[多少|几]？"),
        ),
        weight=0.6,
    ),
    task(
        "prime_divisor_count",
        _number(6, 2000),
        "from sympy import *\nprint(divisor_count({n}))",
        ("Count the divisors of {n}.", "求{n}的约数个数。"),
        en=(
            (
                "the number of divisors of {n}",
                "the number of positive divisors of {n}",
                "the number of factors of {n}",
                "the count of positive factors of {n}",
            ),
            ("count the divisors of {n}", "count the positive factors of {n}"),
            (
                "How many [positive |][divisors|factors] [does {n} have|has {n}]?",
                "How many [positive integers|natural numbers] divide {n}?",
                "[how many|How many] numbers is {n} divisible by?",
                "{n} has how many [divisors|factors]?",
            ),
        ),
        zh=(
            ("{n}的约数个数", "{n}的因数的个数", "{n}的正约数的个数"),
            ("求{n}的正约数个数", "数一数{n}的因数个数"),
            ("{n}有[多少|几]个[约数|因数|正因数]？", "[一共|]有多少个正整数能整除{n}？", "{n}的[因数|约数][一共|共]有[多少|几]个？"),
        ),
        weight=0.8,
    ),
    task(
        "prime_divisors",
        _few_divisors,
        'from sympy import *\nprint(*divisors({n}),sep=", ")',
        ("List the divisors of {n}.", "列出{n}的约数。"),
        en=(
            (
                "all divisors of {n}",
                "the factors of {n}",
                "the divisors of {n}",
                "the list of divisors of {n}",
                "all positive factors of {n}",
                "the set of divisors of {n}",
            ),
            ("list all divisors of {n}", "list the factors of {n}", "write down all factors of {n}", "give all positive divisors of {n}"),
            (
                "[Which|What] numbers divide {n}?",
                "What are [all |]the [factors|divisors] of {n}?",
                "[Factors|Divisors] of {n}[?|]",
                "[Which|What] are the [divisors|factors] of {n}?",
            ),
        ),
        zh=(
            ("{n}的所有约数", "{n}的全部因数", "{n}的因数"),
            ("写出{n}的所有因数", "列出{n}的所有约数", "找出{n}的全部因数"),
            ("{n}的[因数|约数]有哪些？", "[哪些数|什么数]能整除{n}？", "{n}能被哪些[正整数|自然数]整除？"),
        ),
        what="what",
        weight=0.6,
    ),
    task(
        "prime_largest_factor",
        _number(12, 2000),
        "from sympy import *\nprint(max(primefactors({n})))",
        ("Take the largest prime factor of {n}.", "求{n}的最大质因数。"),
        en=(
            (
                "the largest prime factor of {n}",
                "the greatest prime factor of {n}",
                "the biggest prime dividing {n}",
                "the largest prime divisor of {n}",
            ),
            ("find the largest prime factor of {n}",),
            (
                "[Which|What] is the [largest|greatest|biggest] prime [that divides|dividing] {n}?",
                "[Factor|Factorise] {n} [into primes |]and give the largest prime.",
                "{n}: [largest prime factor?|what is its largest prime factor?]",
                "What is {n}'s [largest|biggest|greatest] prime factor?",
            ),
        ),
        zh=(
            ("{n}的最大质因数", "{n}最大的素因数"),
            ("求{n}的最大质因数", "找出{n}最大的质因数"),
            (
                "{n}的最大[质因数|素因数]是[多少|几]？",
                "能整除{n}的最大[质数|素数]是[多少|几]？",
                "把{n}分解质因数，最大的[质因数|一个]是[多少|几]？",
            ),
        ),
        weight=0.5,
    ),
    task(
        "prime_smallest_factor",
        _number(12, 2000),
        "from sympy import *\nprint(min(primefactors({n})))",
        ("Take the smallest prime factor of {n}.", "求{n}的最小质因数。"),
        en=(
            ("the smallest prime factor of {n}", "the least prime factor of {n}", "the smallest prime dividing {n}"),
            ("find the smallest prime factor of {n}",),
            (
                "[Which|What] is the [smallest|least] prime [that divides|dividing] {n}?",
                "[Factor|Factorise] {n} [into primes |]and give the smallest prime.",
                "{n}: [smallest prime factor?|what is its smallest prime factor?]",
                "What is {n}'s [smallest|least] prime factor?",
            ),
        ),
        zh=(
            ("{n}的最小质因数", "{n}最小的素因数"),
            ("求{n}的最小质因数", "找出{n}最小的质因数"),
            (
                "{n}的最小[质因数|素因数]是[多少|几]？",
                "能整除{n}的最小[质数|素数]是[多少|几]？",
                "把{n}分解质因数，最小的[质因数|一个]是[多少|几]？",
            ),
        ),
        weight=0.3,
    ),
    task(
        "prime_count",
        _prime_bound,
        "from sympy import *\nprint(primepi({n}))",
        ("Count the primes up to {n}.", "求不超过{n}的质数个数。"),
        en=(
            ("the number of primes up to {n}", "the number of prime numbers not greater than {n}", "the number of primes from 1 to {n}"),
            ("count the primes up to {n}", "count the prime numbers from 1 to {n}"),
            (
                "How many [primes|prime numbers] are there [from 1 to {n}|up to {n}|up to and including {n}]?",
                "How many [primes|prime numbers] are [at most {n}|not greater than {n}|no larger than {n}]?",
                "[How many|how many] of the numbers 1 to {n} are prime?",
                "Among the numbers from 1 to {n}, how many are prime?",
            ),
        ),
        zh=(
            ("不超过{n}的质数个数", "1到{n}中质数的个数", "{n}以内（含{n}）的素数个数"),
            ("求1到{n}中质数的个数", "数一数1到{n}之间有多少个质数"),
            (
                "1到{n}[中|之间|里]有[多少|几]个[质数|素数]？",
                "不大于{n}的[质数|素数]有[多少|几]个？",
                "从1到{n}[一共|总共]有多少个[质数|素数]？",
            ),
        ),
        weight=0.5,
    ),
    task(
        "prime_count_below",
        _prime_bound,
        "from sympy import *\nprint(primepi({n}-1))",
        ("Count the primes below {n}.", "求小于{n}的质数个数。"),
        en=(
            ("the number of primes below {n}", "the number of prime numbers less than {n}", "the number of primes smaller than {n}"),
            ("count the primes below {n}", "count the prime numbers less than {n}"),
            (
                "How many [primes|prime numbers] are there [below|under] {n}?",
                "How many [primes|prime numbers] are [less|smaller] than {n}?",
                "[How many|how many] numbers less than {n} are prime?",
                "Among the positive integers below {n}, how many are prime?",
            ),
        ),
        zh=(
            ("小于{n}的质数个数", "比{n}小的质数的个数", "{n}以下（不含{n}）的素数个数"),
            ("求小于{n}的质数个数", "数一数比{n}小的质数有多少个"),
            (
                "小于{n}的[质数|素数]有[多少|几]个？",
                "比{n}小的[质数|素数][一共|总共|]有[多少|几]个？",
                "有[多少|几]个[质数|素数]小于{n}？",
            ),
        ),
        weight=0.5,
    ),
    task(
        "prime_divisor_sum",
        _number(6, 500),
        "from sympy import *\nprint(divisor_sigma({n}))",
        ("Add the divisors of {n}.", "求{n}的约数之和。"),
        en=(
            (
                "the sum of the divisors of {n}",
                "the sum of all positive divisors of {n}",
                "the sum of the factors of {n}",
                "the total of all factors of {n}",
            ),
            ("add up all divisors of {n}", "add all the positive factors of {n}"),
            (
                "What do the [divisors|factors] of {n} add up to?",
                "[List|Take] all [divisors|factors] of {n} and add them. What [is the sum|do you get]?",
                "If you add all the [positive |][divisors|factors] of {n}, what do you get?",
                "Sum of all divisors of {n}?",
            ),
        ),
        zh=(
            ("{n}的所有约数之和", "{n}的全部因数的和"),
            ("求{n}的所有正约数的和", "把{n}的所有因数相加"),
            ("{n}的[所有|全部][因数|约数][之和|的和|加起来]是多少？", "把{n}的因数全部加起来[等于|是]多少？", "{n}的正约数之和是多少？"),
        ),
        weight=0.4,
    ),
)


def _remainder(rng: Random, is_small: bool) -> Slots:
    del is_small
    b = rng.randint(2, rng.choice((12, 30, 99)))
    return {"a": rng.randint(b, rng.choice((200, 2000, 50000)) + b), "b": b}


def _power_remainder(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, n, m = (
        rng.randint(2, 30),
        rng.choice((rng.randint(2, 20), rng.randint(10, 100), rng.randint(50, 2024))),
        rng.randint(3, rng.choice((13, 30, 101))),
    )
    look = style(rng)
    return {"a": a, "n": n, "m": m, "E": look.wrap(look.show(f"{a}**{n}"))}


def _product_remainder(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, b, m = rng.randint(5, 300), rng.randint(5, 300), rng.randint(3, 25)
    python = rng.choice((f"{a}*{b}", f"{a}+{b}", f"{a}*{b}+{rng.randint(1, 60)}", f"{rng.randint(2, 20)}**{rng.randint(2, 6)}+{b}"))
    look = style(rng)
    return {"e": python, "m": m, "E": look.wrap(look.show(python))}


def _modular(rng: Random, is_small: bool) -> Slots:
    del is_small
    b = rng.randint(2, rng.choice((12, 30, 99)))
    a = rng.randint(-60, -1) if rng.random() < 0.2 else rng.randint(b, rng.choice((200, 2000, 9999)) + b)
    look = style(rng)
    text = (
        rng.choice((f"{a} \\bmod {b}", f"{a} \\mod {b}", f"{a} \\pmod{{{b}}}"))
        if look.is_latex
        else rng.choice((f"{a} mod {b}", f"{a} mod {b}", f"{a} % {b}", f"{a} (mod {b})"))
    )
    return {"a": a if a > 0 else f"({a})", "b": b, "M": look.wrap(text), "A": a}


def _inverse(rng: Random, is_small: bool) -> Slots:
    del is_small
    m = rng.choice(_PRIMES[2:26])
    return {"a": rng.randint(2, m - 1), "m": m}


_MOD = (
    task(
        "mod_remainder",
        _remainder,
        "print({a}%{b})",
        ("Compute the remainder.", "求余数。"),
        en=(
            (
                "the remainder of {a} divided by {b}",
                "the remainder when {a} is divided by {b}",
                "the remainder when dividing {a} by {b}",
                "the remainder on division of {a} by {b}",
            ),
            ("find the remainder when {a} is divided by {b}", "divide {a} by {b} and give the remainder"),
            (
                "[If|When] [you divide {a} by {b}|{a} is divided by {b}], what [is the remainder|remains|is left over]?",
                "{a} divided by {b}[: remainder?|, what's the remainder?| leaves which remainder?]",
                "[What|Which] remainder does {a} leave [when divided|on division] by {b}?",
                "How much is left over [when|if] {a} is divided by {b}?",
                "[Divide|divide] {a} by {b}[. What is the remainder?| and tell me what remains.]",
            ),
        ),
        zh=(
            ("{a}除以{b}的余数", "{a}被{b}除的余数", "用{b}去除{a}所得的余数"),
            ("求{a}除以{b}的余数", "计算{a}除以{b}的余数"),
            (
                "{a}除以{b}[余几|余多少|的余数是多少|的余数是几]？",
                "{a}÷{b}的余数[是多少|是几]？",
                "把{a}除以{b}，[余数是多少|还剩多少|余几]？",
                "{a}被{b}除[余几|余多少]？",
            ),
        ),
        weight=1.2,
    ),
    task(
        "mod_modular",
        _modular,
        "print({a}%{b})",
        ("Compute the remainder.", "求余数。"),
        en=(
            ("{M}", "the value of {M}", "{A} modulo {b}", "the residue of {A} modulo {b}", "{A} mod {b}"),
            ("compute {M}", "evaluate {M}", "reduce {A} modulo {b}", "calculate {A} modulo {b}"),
            (
                "{M}[| = ?|?| =]",
                "[What does|what does] {M} [equal|give]?",
                "[how much is|what's] {A} modulo {b}?",
                "What is the residue class of {A} modulo {b}? [Give the smallest non-negative number.|Answer with the least residue.]",
            ),
        ),
        zh=(
            ("{M}", "{A}模{b}", "{A}模{b}的结果", "{A}对{b}取模"),
            ("计算{M}", "求{A}模{b}的值", "求{A}对{b}取余"),
            ("{M}[=？|等于多少？|是多少？]", "{A}模{b}[是多少|等于几|等于多少]？", "{A}对{b}取模[得|是]多少？"),
        ),
        weight=0.8,
    ),
    task(
        "mod_power",
        _power_remainder,
        "print(pow({a},{n},{m}))",
        ("Compute the power modulo {m}.", "求幂模{m}的余数。"),
        en=(
            ("the remainder when {E} is divided by {m}", "{E} modulo {m}", "the remainder of {E} divided by {m}", "{E} mod {m}"),
            ("find the remainder when {E} is divided by {m}", "compute {E} modulo {m}", "reduce {E} modulo {m}"),
            (
                "[If|When] {E} is divided by {m}, what [is the remainder|remains]?",
                "[What|Which] remainder does {E} leave [when divided|on division] by {m}?",
                "{E} [divided by|over] {m}: remainder?",
                "What is left over when {E} is divided by {m}?",
            ),
        ),
        zh=(
            ("{E}除以{m}的余数", "{E}模{m}", "{a}的{n}次方除以{m}的余数", "{E}被{m}除的余数"),
            ("求{E}除以{m}的余数", "计算{a}的{n}次方模{m}"),
            ("{E}除以{m}[余几|余多少|的余数是多少]？", "{a}的{n}次方[除以|模]{m}[余数是多少|余几]？", "{E}被{m}除，余数是[多少|几]？"),
        ),
    ),
    task(
        "mod_last_digit",
        _power_remainder,
        "print(pow({a},{n},10))",
        ("The last digit is the remainder modulo 10.", "个位数就是除以10的余数。"),
        en=(
            (
                "the last digit of {E}",
                "the units digit of {E}",
                "the ones digit of {E}",
                "the final digit of {E}",
                "the unit digit of {a} to the power of {n}",
            ),
            ("find the last digit of {E}", "find the units digit of {E}"),
            (
                "[Which|What] digit does {E} end [in|with]?",
                "In which digit does {E} end?",
                "{E}[: last digit?|: units digit?|, what is the last digit?]",
                "[If|When] {E} is written out, what is [its last digit|the final digit|its units digit]?",
            ),
        ),
        zh=(
            ("{E}的个位数字", "{E}的末位数字", "{a}的{n}次方的个位数字", "{E}的最后一位数字"),
            ("求{E}的个位数字", "求{E}的末位数"),
            ("{E}的[个位|末位|最后一位][数字|数]是[多少|几]？", "{a}的{n}次方的[个位|末尾]数字是[多少|几]？", "{E}写出来，最后一位是几？"),
        ),
        weight=0.8,
    ),
    task(
        "mod_expression",
        _product_remainder,
        "print(({e})%{m})",
        ("Compute the value modulo {m}.", "求结果模{m}的余数。"),
        en=(
            (
                "the remainder when {E} is divided by {m}",
                "({E}) mod {m}",
                "the remainder of {E} on division by {m}",
                "the value of {E} modulo {m}",
            ),
            ("find the remainder when {E} is divided by {m}", "compute {E} modulo {m}"),
            (
                "[If|When] {E} is divided by {m}, what [is the remainder|remains]?",
                "[What|Which] remainder does {E} leave [when divided|on division] by {m}?",
                "Work out {E} and then take the remainder [modulo|on division by] {m}.",
            ),
        ),
        zh=(
            ("{E}的结果除以{m}的余数", "{E}模{m}的值", "{E}除以{m}所得的余数"),
            ("求{E}的值除以{m}的余数", "计算{E}模{m}"),
            ("{E}的[值|结果]除以{m}[余几|余多少|的余数是多少]？", "{E}模{m}[等于|是]多少？", "先算{E}，再除以{m}，余数是[多少|几]？"),
        ),
        weight=0.5,
    ),
    task(
        "mod_quotient",
        _remainder,
        "print({a}//{b})",
        ("Compute the integer quotient.", "求整数商。"),
        en=(
            (
                "the integer quotient of {a} divided by {b}",
                "the whole-number quotient of {a} and {b}, ignoring the remainder",
                "the integer part of {a} divided by {b}",
            ),
            ("divide {a} by {b} and ignore the remainder", "find the integer part of {a}/{b}"),
            (
                "How many whole times does {b} go into {a}?",
                "How many full {b}s fit into {a}?",
                "[If|When] {a} is divided by {b}, what is the quotient without the remainder?",
                "{a} divided by {b}, whole part only[?| please]",
            ),
        ),
        zh=(
            ("{a}除以{b}的整数商", "{a}除以{b}的商的整数部分"),
            ("求{a}除以{b}的整数商", "求{a}除以{b}的商（不要余数）"),
            ("{a}里面最多有[多少|几]个{b}？", "{a}除以{b}，商（取整数）是多少？", "{a}最多能减去多少个{b}？"),
        ),
        weight=0.4,
    ),
    task(
        "mod_inverse",
        _inverse,
        "print(pow({a},-1,{m}))",
        ("Compute the inverse modulo {m}.", "求模{m}的逆元。"),
        en=(
            ("the inverse of {a} modulo {m}", "the modular inverse of {a} mod {m}", "the multiplicative inverse of {a} modulo {m}"),
            ("find the inverse of {a} modulo {m}", "invert {a} modulo {m}"),
            (
                "[Which|What] number times {a} is congruent to 1 modulo {m}?",
                "[Find|Determine] x from 1 to {m} such that {a}x leaves remainder 1 when divided by {m}.",
                "Modulo {m}, what is the inverse of {a}?",
                "inverse of {a} mod {m}?",
            ),
        ),
        zh=(
            ("{a}模{m}的逆元", "{a}关于模{m}的乘法逆元", "{a}模{m}的逆"),
            ("求{a}模{m}的逆元", "求{a}在模{m}下的乘法逆元"),
            ("{a}模{m}的逆元是[多少|几]？", "在模{m}下，{a}的逆元是[多少|几]？", "{a}乘以哪个数除以{m}余1？"),
        ),
        weight=0.3,
    ),
)

_BASES = {2: ("binary", "base 2", "base two"), 8: ("octal", "base 8"), 16: ("hexadecimal", "base 16", "hex")}
_BASES_ZH = {2: ("二进制", "2进制"), 8: ("八进制", "8进制"), 16: ("十六进制", "16进制")}


def _digits(n: int, base: int) -> str:
    text = ""
    while n:
        text, n = "0123456789ABCDEF"[n % base] + text, n // base
    return text or "0"


def _to_base(base: int) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        del is_small
        return {"n": rng.randint(2, {2: rng.choice((31, 63, 255)), 8: 999, 16: rng.choice((255, 4095))}[base])}

    return draw


def _from_base(base: int) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        del is_small
        n = rng.randint(2, {2: rng.choice((31, 63, 255)), 8: 999, 16: rng.choice((255, 4095))}[base])
        digits = _digits(n, base)
        look = rng.random()
        shown = (
            f"${digits}_{{{base}}}$" if look < 0.15 else f"{'0b' if base == 2 else '0x'}{digits}" if look < 0.22 and base != 8 else digits
        )
        return {"s": digits, "S": shown}

    return draw


def _from_any(rng: Random, is_small: bool) -> Slots:
    del is_small
    b = rng.choice((3, 4, 5, 6, 7, 9))
    digits = _digits(rng.randint(b, 500), b)
    return {"s": digits, "b": b, "N": rng.choice((f"{digits}_{b}", f"${digits}_{b}$", f"$({digits})_{{{b}}}$", f"({digits})_{b}"))}


def _binary_sum(rng: Random, is_small: bool) -> Slots:
    del is_small
    return {"s": _digits(rng.randint(2, 40), 2), "t": _digits(rng.randint(2, 40), 2)}


def _base_schemas(base: int, to_program: str) -> tuple[Schema, Schema]:
    word, zh = f"[{'|'.join(_BASES[base])}]", f"[{'|'.join(_BASES_ZH[base])}]"
    name = _BASES[base][0]
    to = task(
        f"base_to_{name}",
        _to_base(base),
        to_program,
        (f"Convert {{n}} to {name}.", f"把{{n}}化成{_BASES_ZH[base][0]}。"),
        en=(
            (f"{{n}} in {word}", f"the {name} representation of {{n}}", f"the decimal number {{n}} in {word}", f"the {name} form of {{n}}"),
            (
                f"convert {{n}} to {word}",
                f"write {{n}} in {word}",
                f"convert the decimal number {{n}} to {word}",
                f"express {{n}} in {word}",
                f"change {{n}} into {word}",
            ),
            (
                f"How do you write {{n}} in {word}?",
                f"[What does|How does] {{n}} look [like |]in {word}?",
                f"{{n}} [in|to] {word}[?| please|]",
                f"[The decimal number|We have the decimal number] {{n}}. [Convert it to {word}.|What is it in {word}?]",
            ),
        ),
        zh=(
            (f"{{n}}的{zh}表示", f"十进制数{{n}}的{zh}形式", f"{{n}}化成{zh}"),
            (f"把{{n}}转换成{zh}", f"将十进制数{{n}}化为{zh}", f"用{zh}表示{{n}}"),
            (f"{{n}}[用|转成|换成]{zh}[怎么写|是多少]？", f"十进制{{n}}[等于|对应]{zh}的多少？", f"[十进制转{zh}|化成{zh}][：|:]{{n}}"),
        ),
    )
    back = task(
        f"base_from_{name}",
        _from_base(base),
        f'print(int("{{s}}",{base}))',
        (f"Convert from {name} to decimal.", f"把{_BASES_ZH[base][0]}化成十进制。"),
        en=(
            (
                f"the [{name}|base {base}] number {{S}} in decimal",
                f"the decimal value of the {name} number {{S}}",
                f"{name} {{S}} in base 10",
                f"the {name} number {{S}} as a decimal number",
            ),
            (
                f"convert the {word} number {{S}} to decimal",
                f"convert {name} {{S}} to base 10",
                f"convert {{S}} from {word} to decimal",
                f"write the {name} number {{S}} in base ten",
            ),
            (
                f"[What|Which] decimal number is {{S}} in {word}?",
                f"{{S}} is a number in {word}. [What is it in decimal?|Give its decimal value.|Convert it to base 10.]",
                f"[Read|Interpret] {{S}} [as a {name} number|in {word}]. [Which|What] number is it in decimal?",
                f"{name} {{S}} to decimal[?|]",
            ),
        ),
        zh=(
            (f"{zh}数{{S}}的十进制值", f"{zh}{{S}}化成十进制", f"{zh}数{{S}}对应的十进制数"),
            (f"把{zh}数{{S}}转换成十进制", f"将{zh}{{S}}化为十进制"),
            (
                f"{zh}数{{S}}[等于|是|换成]十进制[的|]多少？",
                f"{{S}}是{zh}数，[它的十进制是多少|换成十进制是多少]？",
                f"[{zh}转十进制|化成十进制][：|:]{zh}{{S}}",
            ),
        ),
    )
    return to, back


_BASE = (
    *_base_schemas(2, "print(bin({n})[2:])"),
    *_base_schemas(8, "print(oct({n})[2:])"),
    *_base_schemas(16, 'print("%X"%{n})'),
    task(
        "base_from_any",
        _from_any,
        'print(int("{s}",{b}))',
        ("Convert from base {b} to decimal.", "把{b}进制化成十进制。"),
        en=(
            ("the base {b} number {s} in decimal", "the base {b} number {s} in base 10", "the decimal value of {N}", "{N} in base 10"),
            (
                "convert {s} from base {b} to base 10",
                "convert the base {b} number {s} to decimal",
                "convert {N} to decimal",
                "write {N} in base ten",
            ),
            (
                "[What|Which] decimal number is {s} in base {b}?",
                "{s} is [a number |]written in base {b}. [What is it in decimal?|Give its value in base 10.]",
                "{s} (base {b}) to decimal[?|]",
            ),
        ),
        zh=(
            ("{b}进制数{s}的十进制值", "{b}进制{s}化成十进制", "{N}的十进制值"),
            ("把{b}进制数{s}转换成十进制", "将{b}进制{s}化为十进制"),
            (
                "{b}进制数{s}[等于|是|换成]十进制[的|]多少？",
                "{s}是{b}进制数，[它的十进制是多少|换成十进制是多少]？",
                "{N}化成十进制是多少？",
            ),
        ),
        weight=0.8,
    ),
    task(
        "base_binary_sum",
        _binary_sum,
        'print(bin(int("{s}",2)+int("{t}",2))[2:])',
        ("Add in decimal and convert back to binary.", "先求和再化成二进制。"),
        en=(
            (
                "the sum of the binary numbers {s} and {t}, in binary",
                "the binary sum of {s} and {t}",
                "binary {s} plus binary {t}, written in binary",
            ),
            ("add the binary numbers {s} and {t}", "add {s} and {t} in binary", "compute {s} + {t} in binary"),
            (
                "[What is|what's] {s} + {t} in [binary|base 2]?",
                "[Two binary numbers are|The binary numbers are] {s} and {t}. [What is their sum in binary?|Add them.]",
                "In base 2, {s} + {t} = ?",
            ),
        ),
        zh=(
            ("二进制数{s}与{t}的和（用二进制表示）", "二进制{s}加{t}的结果"),
            ("求二进制数{s}与{t}的和", "计算二进制加法{s}+{t}"),
            (
                "二进制中，{s}+{t}[等于多少|=？]",
                "二进制数{s}加上{t}[等于|是]多少（二进制）？",
                "两个二进制数{s}和{t}，[和是多少|相加得多少]？",
            ),
        ),
        weight=0.5,
    ),
)


def _choose(top: int) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        del is_small
        n = rng.randint(4, top)
        k = rng.randint(2, min(n - 1, 5))
        look = style(rng, latex=0.7)
        if look.is_latex:
            c, p = (
                rng.choice((f"\\binom{{{n}}}{{{k}}}", f"C({n},{k})", f"C_{{{n}}}^{{{k}}}", f"{{}}_{{{n}}}C_{{{k}}}")),
                rng.choice((f"P({n},{k})", f"A_{{{n}}}^{{{k}}}", f"P_{{{n}}}^{{{k}}}", f"{{}}_{{{n}}}P_{{{k}}}")),
            )
        else:
            c, p = (
                rng.choice((f"C({n},{k})", f"C({n}, {k})", f"{n}C{k}", f"nCr({n},{k})")),
                rng.choice((f"P({n},{k})", f"P({n}, {k})", f"{n}P{k}", f"A({n},{k})")),
            )
        return {"n": n, "k": k, "C": look.wrap(c), "P": look.wrap(p)}

    return draw


_WORDS = (
    "LEVEL", "BANANA", "MISSISSIPPI", "BOOK", "APPLE", "LETTER", "COFFEE", "SCHOOL", "BALLOON", "PEPPER", "TEETH", "SUMMER", "PAPER", "MATH", "MATHS", "ALGEBRA",
    "STATISTICS", "CIRCLE", "NUMBER", "TABLE", "CHAIR", "GOOGLE", "NOON", "RADAR", "CIVIC", "ERROR", "HELLO", "WORLD", "DADDY", "MUMMY", "EGG", "ADD",
    "TREE", "GREEN", "YELLOW", "PURPLE", "ORANGE", "CANDY", "HAPPY", "LEMON", "MELON", "CHERRY", "PIZZA", "TATTOO", "COMMITTEE", "TENNESSEE", "PARALLEL", "SUCCESS",
    "BUBBLE", "PUZZLE", "RABBIT", "KITTEN", "PUPPY", "MONKEY", "TIGER", "ZEBRA", "PANDA", "EAGLE", "PARROT", "TOMATO", "POTATO", "CARROT", "ONION", "GARLIC",
    "SUGAR", "BUTTER", "CHEESE", "BREAD", "WATER", "RIVER", "OCEAN", "ISLAND", "DESERT", "FOREST", "MEADOW",
)  # fmt: skip


def _word(rng: Random, is_small: bool) -> Slots:
    del is_small
    word = rng.choice(_WORDS) if rng.random() < 0.6 else "".join(rng.choice("AABBCDEENOST") for _ in range(rng.randint(3, 7)))
    shown = rng.choice((word, word, word, f'"{word}"', word.lower() if rng.random() < 0.5 else word))
    return {"w": word.lower() if shown.islower() else word, "S": shown}


def _objects(low: int, high: int) -> Draw:
    def draw(rng: Random, is_small: bool) -> Slots:
        del is_small
        return {"n": rng.randint(low, high)}

    return draw


def _outfits(rng: Random, is_small: bool) -> Slots:
    return {k: rng.randint(2, 6 if is_small else 15) for k in "abc"}


def _two_groups(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, b = rng.randint(3, 12), rng.randint(3, 12)
    return {"a": a, "b": b, "m": rng.randint(1, min(3, a - 1)), "n": rng.randint(1, min(3, b - 1))}


def _dice_sum(rng: Random, is_small: bool) -> Slots:
    del is_small
    return {"s": rng.randint(2, 12)}


def _coins(rng: Random, is_small: bool) -> Slots:
    del is_small
    n = rng.randint(2, 10)
    return {"n": n, "k": rng.randint(0, n) if rng.random() < 0.3 else rng.randint(1, max(1, n - 1))}


def _balls(rng: Random, is_small: bool) -> Slots:
    del is_small
    first, second = rng.sample((("red", "红"), ("blue", "蓝"), ("green", "绿"), ("yellow", "黄"), ("white", "白"), ("black", "黑")), 2)
    return {
        "a": rng.randint(1, 15),
        "b": rng.randint(1, 15),
        "c": rng.randint(1, 9),
        "P": first[0],
        "Q": second[0],
        "r": first[1],
        "t": second[1],
    }


def _two_balls(rng: Random, is_small: bool) -> Slots:
    slots = _balls(rng, is_small)
    return {**slots, "a": rng.randint(2, 10)}


def _passwords(rng: Random, is_small: bool) -> Slots:
    del is_small
    return {"n": rng.randint(2, 40), "k": rng.randint(2, 5)}


_COUNT = (
    task(
        "count_choose",
        _choose(20),
        f"{_MATH}print(comb({{n}},{{k}}))",
        ("Choose {k} of {n}.", "从{n}个中选{k}个。"),
        en=(
            (
                "{C}",
                "the binomial coefficient {n} choose {k}",
                "{n} choose {k}",
                "the number of ways to choose {k} of {n} objects",
                "the number of combinations of {n} things taken {k} at a time",
                "the number of subsets of size {k} of a set with {n} elements",
            ),
            ("evaluate {C}", "compute {C}", "compute {n} choose {k}"),
            (
                "In how many ways can [you choose|one choose|we pick|a teacher choose] {k} [people|students|books|objects|cards|players] from {n}?",
                "How many [different |][teams|groups|committees] of {k} [people |]can be [formed|made|chosen] from {n} [people|students|candidates]?",
                "[A committee|A team|A group] of {k} is [chosen|to be chosen|selected] from {n} [people|students|members]. [In how many ways can this be done?|How many possibilities are there?|How many choices are there?]",
                "How many ways are there to [choose|select|pick] {k} [items|toppings|books] from {n}[| if order does not matter]?",
                "How many subsets [with|of] {k} elements does a set [with|of] {n} elements have?",
                "{C}[ = ?| =|?|]",
            ),
        ),
        zh=(
            ("{C}", "组合数{C}", "从{n}个中选{k}个的组合数", "从{n}个不同元素中取{k}个的组合数"),
            ("计算{C}", "求组合数{C}", "计算从{n}个里选{k}个的方法数"),
            (
                "从{n}[个人|名学生|个同学|名队员]中选{k}[人|个|名]，[有多少种选法|一共有多少种不同的选法|共有几种选法]？",
                "{n}[本书|个球|张卡片]里任取{k}个，[有多少种取法|共有多少种不同取法]？",
                "[从{n}人中选{k}人组成一个小组|要从{n}人里选出{k}个代表]，[共有多少种方法|有几种选法]？",
                "{n}个元素的集合有多少个{k}元子集？",
                "{C}[=？|等于多少？]",
            ),
        ),
        weight=1.5,
    ),
    task(
        "count_permute",
        _choose(12),
        f"{_MATH}print(perm({{n}},{{k}}))",
        ("Arrange {k} of {n} in order.", "从{n}个中取{k}个排列。"),
        en=(
            (
                "{P}",
                "the number of permutations of {n} things taken {k} at a time",
                "the number of ordered selections of {k} from {n}",
                "the number of ways to arrange {k} of {n} objects in a row",
            ),
            ("evaluate {P}", "compute {P}"),
            (
                "In how many ways can {k} [people|students|books] out of {n} be [lined up|arranged in a row|put in order]?",
                "{n} [runners|athletes|teams] [compete|take part in a race]. In how many ways can the first {k} places be [filled|taken]?",
                "[How many ways are there to|In how many ways can one] [choose|pick] {k} from {n} [in order|if the order matters|with order]?",
                "How many [ordered lists|sequences|arrangements] of {k} different [letters|items|objects] can be made from {n} different ones?",
                "{P}[ = ?| =|?|]",
                "From {n} [members|people|candidates], {k} different [posts|offices|jobs] are to be filled by different people. [How many ways are there?|In how many ways can this happen?]",
            ),
        ),
        zh=(
            ("{P}", "排列数{P}", "从{n}个中取{k}个的排列数", "从{n}个不同元素中取出{k}个的排列数"),
            ("计算{P}", "求排列数{P}"),
            (
                "从{n}[个人|名学生|个同学]中选{k}[人|个]排成一[排|列]，[有多少种排法|一共有多少种不同的排法]？",
                "{n}[名选手|个队]比赛，前{k}名的[名次|排名]有多少种可能？",
                "{n}个不同的[数字|字母|元素]中取{k}个按顺序排列，共有多少种？",
                "{P}[=？|等于多少？]",
            ),
        ),
    ),
    task(
        "count_factorial",
        _objects(2, 12),
        f"{_MATH}print(factorial({{n}}))",
        ("Compute {n} factorial.", "求{n}的阶乘。"),
        en=(
            (
                "{n}!",
                "{n} factorial",
                "the factorial of {n}",
                "the value of {n}!",
                "the number of ways to arrange {n} different objects in a row",
            ),
            ("compute {n}!", "evaluate {n}!", "calculate {n} factorial"),
            (
                "In how many ways can {n} [people|children|students|friends] [stand in a row|line up|be seated in a row|form a queue]?",
                "How many ways are there to [arrange|order|line up] {n} [different |distinct |][books|objects|cards|people] [on a shelf|in a row|in a line]?",
                "{n} [books|cards|pictures] are put in a row. [How many orders are possible?|How many arrangements are there?]",
                "How many permutations [are there of {n} objects|of {n} different things are there|do {n} elements have]?",
                "{n}![ = ?| =|]",
            ),
        ),
        zh=(
            ("{n}!", "{n}的阶乘", "{n}!的值", "{n}个不同元素的全排列数"),
            ("计算{n}!", "求{n}的阶乘"),
            (
                "{n}[个人|名同学|个孩子]排成一[排|列|队]，[有多少种排法|共有多少种不同的排法]？",
                "{n}本不同的书放在书架上，有多少种[放法|摆法|排法]？",
                "{n}的阶乘[是多少|等于多少]？",
                "{n}!=？",
            ),
        ),
    ),
    task(
        "count_letters",
        _word,
        f'{_MATH}w="{{w}}"\nn=factorial(len(w))\nfor c in set(w):n//=factorial(w.count(c))\nprint(n)',
        ("Divide the factorial by those of repeated letters.", "总数的阶乘除以重复字母个数的阶乘。"),
        en=(
            (
                "the number of arrangements of the letters of {S}",
                "the number of distinct permutations of the letters in {S}",
                "the number of different ways to arrange the letters of the word {S}",
                "the number of anagrams of {S}",
            ),
            ("count the arrangements of the letters in {S}",),
            (
                "In how many [different |distinct |]ways can the letters [of|in] [the word |]{S} be [arranged|rearranged|ordered]?",
                "How many [different |distinct |][arrangements|words|strings|permutations] can be [made|formed] [from|with|using] all the letters of {S}?",
                "How many [different |]anagrams does [the word |]{S} have[, counting all orders of its letters|]?",
                "[Take|Consider] the word {S}. [How many ways are there to arrange its letters?|In how many ways can its letters be ordered?]",
                "[Rearrange|rearrange] the letters of {S}: how many different [results|words|orders] are there?",
            ),
        ),
        zh=(
            ("单词{S}的字母的不同排列数", "{S}中所有字母的不同排列数"),
            ("求{S}的字母有多少种不同排列", "计算单词{S}所有字母的排列数"),
            (
                "单词{S}的字母[有多少种不同的排列|可以排成多少种不同的顺序|共有几种排法]？",
                "用{S}的所有字母可以[组成|排成]多少个不同的[字母串|排列]？",
                "把{S}的字母重新排列，[有多少种不同结果|共有多少种]？",
            ),
        ),
        weight=1.2,
    ),
    task(
        "count_subsets",
        _objects(2, 16),
        "print(2**{n})",
        ("Each element is in or out.", "每个元素选或不选。"),
        en=(
            (
                "the number of subsets of a set with {n} elements",
                "the number of subsets of a {n}-element set",
                "the size of the power set of a set with {n} elements",
            ),
            ("count the subsets of a set with {n} elements",),
            (
                "How many subsets does a set [with|of] {n} elements have?",
                "A set has {n} [elements|members]. [How many subsets does it have?|How many subsets are there?]",
                "How many [different |]ways are there to [pick|choose] any number of {n} toppings, [none included|including none]?",
                "[A coin is flipped|You toss a coin] {n} times. How many [sequences of heads and tails|outcomes|possible results] are there?",
                "How many [answer keys|ways to answer] are there for {n} true/false questions?",
            ),
        ),
        zh=(
            ("{n}个元素的集合的子集个数", "含有{n}个元素的集合的子集的个数"),
            ("求{n}元集合的子集个数",),
            (
                "{n}个元素的集合[有|共有]多少个子集？",
                "集合有{n}个元素，它的子集[有多少个|一共有几个]？",
                "抛{n}次硬币，[有多少种可能的结果|共有几种结果]？",
            ),
        ),
        weight=0.7,
    ),
    task(
        "count_handshakes",
        _objects(3, 120),
        f"{_MATH}print(comb({{n}},2))",
        ("Each pair counts once.", "每两个组成一对。"),
        en=(
            (
                "the number of handshakes if {n} people all shake hands once",
                "the number of pairs among {n} people",
                "the number of games when {n} teams each play each other once",
            ),
            ("count the handshakes among {n} people", "count the pairs that {n} people can form"),
            (
                "{n} people [meet|are at a party|are in a room] and [each shakes hands with every other|everyone shakes hands with everyone else once]. [How many handshakes are there?|How many handshakes take place?]",
                "[If|When] {n} people all shake hands with each other[ once|], how many handshakes [are there|happen]?",
                "In a league, {n} teams play each other once. [How many games are played?|How many matches are there?]",
                "How many [straight lines|line segments] can be drawn between {n} points, no three on a line?",
                "How many different pairs can be [chosen|made] from {n} [people|things|students]?",
            ),
        ),
        zh=(
            ("{n}个人两两握手的总次数", "{n}个队单循环比赛的场数"),
            ("求{n}个人每两人握一次手的总次数",),
            (
                "{n}个人，每两人握一次手，[一共握多少次手|共握手几次]？",
                "{n}个[球队|队|选手]进行单循环比赛，[一共要比赛多少场|共比赛几场]？",
                "{n}个点（任意三点不共线）可以连成多少条线段？",
                "{n}个同学两两通话一次，一共通话多少次？",
            ),
        ),
        weight=0.8,
    ),
    task(
        "count_diagonals",
        _objects(4, 40),
        "print({n}*({n}-3)//2)",
        ("A polygon has n(n-3)/2 diagonals.", "多边形有n(n-3)/2条对角线。"),
        en=(
            (
                "the number of diagonals of a polygon with {n} sides",
                "the number of diagonals in a {n}-gon",
                "the number of diagonals of a convex {n}-gon",
            ),
            ("count the diagonals of a polygon with {n} sides",),
            (
                "How many diagonals does a [convex |regular |]polygon with {n} sides have?",
                "A polygon has {n} [sides|vertices|corners]. How many diagonals [does it have|can be drawn|are there]?",
                "How many diagonals can be drawn in a {n}-sided polygon?",
                "{n}-gon: how many diagonals?",
            ),
        ),
        zh=(
            ("{n}边形的对角线条数", "凸{n}边形的对角线总数"),
            ("求{n}边形的对角线条数",),
            ("{n}边形[有|共有]多少条对角线？", "一个多边形有{n}条边，它[有|共有]几条对角线？", "凸{n}边形一共可以画多少条对角线？"),
        ),
        weight=0.5,
    ),
    task(
        "count_outfits",
        _outfits,
        "print({a}*{b}*{c})",
        ("Multiply the numbers of choices.", "把各步的选择数相乘。"),
        en=(
            (),
            (),
            (
                "[There are|A shop has|A menu has] {a} [starters|soups|salads], {b} [main dishes|mains] and {c} [desserts|drinks]. How many [different |][meals|menus] [are possible|can be made|can one choose]?",
                "How many [different |]outfits can be made from {a} shirts, {b} [pairs of trousers|skirts|pairs of pants] and {c} [pairs of shoes|hats|scarves]?",
                "[With|Given] {a} shirts, {b} trousers and {c} hats, how many [combinations|outfits] are there?",
                "I [own|have] {a} shirts, {b} jeans and {c} jackets. In how many ways can I [get dressed|combine them]?",
                "[One item|One thing|One] is chosen from each of three groups with {a}, {b} and {c} [items|elements]. [How many choices are there?|How many ways are there?|Count the possibilities.]",
                "A car comes in {a} colours, {b} engines and {c} [trims|models]. How many [versions|variants|different cars] are there?",
                "A code has three parts with {a}, {b} and {c} possible values. How many codes [are possible|exist|are there]?",
                "There are {a} roads from A to B, {b} from B to C and {c} from C to D. [How many routes lead from A to D?|In how many ways can you travel from A to D?]",
                "How many ways are there to pick one of {a} [books|cakes], one of {b} [pens|teas] and one of {c} [cards|songs]?",
                "[Three dice|Three wheels] have {a}, {b} and {c} sides. How many outcomes are there[ in all| altogether|]?",
                "A set meal: {a} soups, {b} mains, {c} desserts. [Number of possible meals?|How many meals are possible?]",
                "At an ice cream stand there are {a} flavours, {b} cones and {c} toppings. How many different [orders|ice creams] with one of each [can be made|are possible]?",
                "[Count|Find|Determine] the number of ways to choose one item from each of three lists of [lengths|sizes] {a}, {b} and {c}.",
                "[Can you tell me|Do you know] how many outfits {a} tops, {b} bottoms and {c} pairs of shoes [make|give]?",
                "If a lock has three rings with {a}, {b} and {c} symbols, how many combinations [are there|can be set]?",
                "She has {a} dresses, {b} scarves and {c} bags. [How many different looks can she put together?|Find the number of possible looks.]",
                "You [pick|choose|take] one of {a} [shirts|caps|masks], one of {b} [belts|coats|wigs] and one of {c} [rings|socks|boots]. How many [choices|combinations] do you have?",
                "A sandwich has one of {a} breads, one of {b} fillings and one of {c} sauces. [How many different sandwiches are there?|How many sandwiches can be ordered?]",
                "[Each|Every] licence plate has one of {a} letters, one of {b} digits and one of {c} colours. How many plates [are possible|can be made]?",
                "{a} [boys|actors], {b} [girls|singers] and {c} [teachers|dancers]: [one of each is sent. How many ways?|in how many ways can one of each be chosen?]",
                "[First|In the first step] there are {a} options, then {b}, then {c}. How many [paths|ways|results] are there [in all|altogether|]?",
                "A phone is sold in {a} colours, with {b} sizes of memory and {c} screens. [How many kinds are there?|What is the number of different phones?]",
                "how many ways can i combine {a} tops with {b} skirts and {c} shoes[?|]",
                "[Count the|Give the number of|Work out the] possible outfits: {a} hats, {b} shirts, {c} trousers.",
            ),
        ),
        zh=(
            (),
            (),
            (
                "有{a}件上衣、{b}条裤子和{c}双鞋，[一共有多少种搭配|可以搭配出多少种不同的穿法]？",
                "小明有{a}件衬衫、{b}条裤子、{c}顶帽子，各选一样，[共有几种搭配|有多少种穿法]？",
                "菜单上有{a}种汤、{b}种主菜和{c}种甜点，各选一种，[有多少种选法|可以配成多少种套餐]？",
                "从A到B有{a}条路，从B到C有{b}条路，从C到D有{c}条路，从A到D[有多少种走法|共有几种走法]？",
                "三组东西分别有{a}、{b}、{c}个，每组取一个，[有多少种取法|共有多少种不同取法]？",
                "一个密码由三部分组成，分别有{a}、{b}、{c}种可能，[一共有多少种密码|密码总数是多少]？",
                "{a}种颜色，{b}种款式，{c}种尺码，[一共有多少种组合|可以组合出多少种]？",
                "[请问|问一下]，{a}本语文书、{b}本数学书、{c}本英语书各取一本，有多少种取法？",
                "求从{a}个红球、{b}个白球、{c}个黑球（各不相同）中各取一个的取法数。",
                "食堂有{a}种主食、{b}种菜、{c}种饮料，每样选一种，[有几种不同的选法|选法有多少]？",
                "帮我算一下：{a}件上衣、{b}条裙子、{c}双鞋能搭配多少种？",
                "锁有三个转盘，分别有{a}、{b}、{c}个符号，[一共能组成多少个组合|共有多少种组合]？",
                "{a}个男生、{b}个女生、{c}个老师，各选一人参加活动，[有多少种选法|共有几种选法]？",
                "[衣柜里|商店里]有{a}条裙子、{b}件外套、{c}条围巾，各挑一样，[能搭出几套|可以有多少种搭配]？",
                "[一部手机|一款车]有{a}种颜色、{b}种配置、{c}种价格，[共有多少种选择|可选的有几种]？",
                "[先|第一步]有{a}种做法，[再|第二步]有{b}种做法，[最后|第三步]有{c}种做法，[一共有多少种做法|共几种做法]？",
                "三明治可选{a}种面包、{b}种馅、{c}种酱，各一种，[能做出多少种|共有几种]不同的三明治？",
                "[我|小红]有{a}顶帽子、{b}件毛衣、{c}双靴子，一天穿一套，[最多能穿多少天不重样|有多少种不同的穿法]？",
                "[乘车|坐船|走路]从甲地到乙地有{a}种走法，乙到丙有{b}种，丙到丁有{c}种，从甲到丁[有几种走法|共多少种走法]？",
                "每样选一个：{a}种水果、{b}种点心、{c}种饮料，[求选法总数|有多少种选法]。",
                "车牌由{a}个字母之一、{b}个数字之一和{c}种颜色之一组成，[能有多少种车牌|共多少种]？",
            ),
        ),
        cot=("{a}*{b}", "{_}*{c}"),
        weight=0.6,
    ),
    task(
        "count_two_groups",
        _two_groups,
        f"{_MATH}print(comb({{a}},{{m}})*comb({{b}},{{n}}))",
        ("Choose from each group and multiply.", "分别选取再相乘。"),
        en=(
            (
                "the number of ways to choose {m} of {a} boys and {n} of {b} girls",
                "the number of committees with {m} of {a} men and {n} of {b} women",
            ),
            ("count the ways to choose {m} of {a} red and {n} of {b} blue books",),
            (
                "[A class|A group|A club] has {a} boys and {b} girls. In how many ways can {m} boys and {n} girls be [chosen|selected|picked]?",
                "From {a} men and {b} women, a committee with {m} of the men and {n} of the women is formed. How many [committees|ways] are there?",
                "How many ways are there to [choose|select] {m} from {a} [novels|apples] and {n} from {b} [poems|pears]?",
                "There are {a} teachers and {b} students. [How many groups of {m} teachers and {n} students are there?|Find the number of ways to choose {m} teachers and {n} students.]",
            ),
        ),
        zh=(
            ("从{a}个男生中选{m}个且从{b}个女生中选{n}个的方法数", "{a}名男生选{m}名、{b}名女生选{n}名的选法数"),
            ("求从{a}男{b}女中选{m}男{n}女的选法数",),
            (
                "从{a}名男生和{b}名女生中选出{m}名男生和{n}名女生，[有多少种选法|共有几种选法]？",
                "[班里|小组]有{a}个男生、{b}个女生，选{m}个男生{n}个女生[参加比赛|组队]，有多少种选法？",
                "{a}个红球、{b}个白球（各不相同），取{m}个红球和{n}个白球，共有多少种取法？",
            ),
        ),
        weight=0.6,
    ),
    task(
        "count_strings",
        _passwords,
        "print({n}**{k})",
        ("Each place has {n} choices.", "每一位有{n}种选择。"),
        en=(
            (
                "the number of codes with {k} places and {n} symbols, repetition allowed",
                "the number of words of length {k} over an alphabet of {n} letters",
                "the number of sequences of length {k} from {n} symbols",
            ),
            ("count the codes of length {k} with {n} symbols",),
            (
                "How many [codes|passwords|PINs|strings] of length {k} [can be made|are there|are possible] [with|from] {n} [different |]symbols[, with repetition| if symbols may repeat]?",
                "A [lock|code|password] has {k} [places|positions], each with {n} [possible values|options|symbols]. How many [codes|combinations|settings] are [there|possible]?",
                "A test has {k} questions with {n} answers each. In how many ways can it be [filled in|answered]?",
            ),
        ),
        zh=(
            ("用{n}个符号组成的{k}位密码的个数（可重复）", "{k}位密码每位{n}种选择时的密码总数"),
            ("求用{n}个符号可重复地组成{k}位密码的个数",),
            (
                "密码有{k}位，每位有{n}种选择，[一共有多少种密码|密码总数是多少]？",
                "用{n}个不同的符号组成{k}位的[密码|编号]，可以重复，[有多少个|共有多少种]？",
                "一份试卷有{k}道题，每题{n}个选项，有多少种不同的答法？",
            ),
        ),
        weight=0.6,
    ),
    task(
        "count_dice_sum",
        _dice_sum,
        "from sympy import *\nprint(S(sum(a+b=={s} for a in range(1,7) for b in range(1,7)))/36)",
        ("Count the outcomes with sum {s} out of 36.", "在36种结果中数和为{s}的个数。"),
        en=(
            (
                "the probability that two dice show a sum of {s}",
                "the probability of rolling a total of {s} with two dice",
                "the probability that the sum of two fair dice is {s}",
                "the chance of a sum of {s} with two dice",
            ),
            ("compute the probability of a sum of {s} with two dice",),
            (
                "Two [fair |]dice are [rolled|thrown]. What is the [probability|chance] that [the sum is|they add up to|the total is] {s}?",
                "[If|When] you [roll|throw] two dice, how likely is a [sum|total] of {s}?",
                "[I roll|You roll|We throw] two [six-sided |]dice. [What's|What is] the probability of [getting |]a [sum|total] of {s}?",
                "How [probable|likely] is it to [get|roll] a [sum|total] of {s} with two dice?",
            ),
        ),
        zh=(
            ("掷两个骰子点数和为{s}的概率", "两枚骰子点数之和等于{s}的概率"),
            ("求掷两枚骰子点数和为{s}的概率",),
            (
                "[掷|抛|同时掷]两[个|枚|颗]骰子，点数[之和|和]为{s}的概率是[多少|几]？",
                "两个骰子[加起来|点数相加]等于{s}的[概率|可能性]是多少？",
                "投掷两枚[均匀的|]骰子，[和为{s}|点数和是{s}]的概率是多少？",
            ),
        ),
        weight=0.5,
    ),
    task(
        "count_coins",
        _coins,
        "from sympy import *\nprint(binomial({n},{k})/S(2)**{n})",
        ("Count the ways and divide by 2^{n}.", "取法数除以2的{n}次方。"),
        en=(
            (
                "the probability of exactly {k} heads in {n} coin flips",
                "the probability of getting {k} heads when a fair coin is tossed {n} times",
                "the chance of exactly {k} heads in {n} tosses",
            ),
            ("compute the probability of exactly {k} heads in {n} tosses of a fair coin",),
            (
                "A [fair |]coin is [tossed|flipped] {n} times. What is the probability of [getting |]exactly {k} [heads|tails]?",
                "[If|When] you [flip|toss] a coin {n} times, how likely are exactly {k} heads?",
                "[I flip|We toss] {n} [fair |]coins. [What's|What is] the [probability|chance] of exactly {k} heads?",
                "{n} coin flips, exactly {k} heads: [probability?|what is the probability?]",
            ),
        ),
        zh=(
            ("抛{n}次硬币恰好{k}次正面的概率", "{n}次抛硬币中恰有{k}次正面朝上的概率"),
            ("求抛{n}次硬币恰好出现{k}次正面的概率",),
            (
                "[抛|掷]一枚[均匀|]硬币{n}次，[恰好|正好]有{k}次正面[朝上|]的概率是[多少|几]？",
                "抛{n}次硬币，恰有{k}次[反面|正面]的概率[是多少|等于多少]？",
                "连续掷硬币{n}次，出现{k}次正面的概率是多少？",
            ),
        ),
        weight=0.6,
    ),
    task(
        "count_ball",
        _balls,
        'from sympy import *\nprint(S("{a}/({a}+{b})"))',
        ("Divide the good outcomes by all.", "有利结果数除以总数。"),
        en=(
            (
                "the probability of drawing a {P} ball from {a} {P} and {b} {Q} balls",
                "the chance of a {P} marble from a bag with {a} {P} and {b} {Q} marbles",
            ),
            ("find the probability of drawing a {P} ball from a box with {a} {P} and {b} {Q} balls",),
            (
                "A [bag|box|urn|jar] [contains|has|holds] {a} {P} and {b} {Q} [balls|marbles]. [One is drawn at random. |]What is the [probability|chance] [of drawing|of getting|to draw] a {P} one?",
                "There are {a} {P} and {b} {Q} [marbles|balls|cards] in a [bag|hat|box]. [If you pick one at random, how likely is {P}?|What is the probability that a random one is {P}?]",
                "{a} {P} and {b} {Q} [balls|sweets|socks] are in a bag. You take one without looking. [What is the probability that it is {P}?|How likely is {P}?]",
                "I [pick|draw] one of {a} {P} and {b} {Q} [pens|balls] at random. [What's the probability of {P}?|Find the probability that it is {P}.]",
            ),
        ),
        zh=(
            ("从{a}个{r}球和{b}个{t}球中摸到{r}球的概率",),
            ("求从{a}个{r}球、{b}个{t}球中任取一个是{r}球的概率",),
            (
                "[袋子|盒子|口袋]里有{a}个{r}球和{b}个{t}球，任意摸一个，摸到{r}球的[概率|可能性]是多少？",
                "{a}个{r}球，{b}个{t}球，随机取一个，[是{r}球的概率是多少|取到{r}球的概率是几]？",
                "从装有{a}个{r}球、{b}个{t}球的[袋|盒]中随机摸出一球，求摸到{r}球的概率。",
            ),
        ),
        weight=0.7,
    ),
    task(
        "count_two_balls",
        _two_balls,
        "from sympy import *\nprint(binomial({a},2)/S(binomial({a}+{b},2)))",
        ("Choose two good ones out of all pairs.", "有利的对数除以总对数。"),
        en=(
            (
                "the probability that two balls drawn from {a} {P} and {b} {Q} ones are both {P}",
                "the chance of two {P} balls when two are drawn without replacement from {a} {P} and {b} {Q} balls",
            ),
            ("find the probability that two balls drawn from {a} {P} and {b} {Q} balls are both {P}",),
            (
                "A [bag|box|urn] [contains|has] {a} {P} and {b} {Q} balls. Two are drawn [at random|without replacement]. What is the probability that both are {P}?",
                "There are {a} {P} and {b} {Q} [marbles|balls|socks] in a [bag|box|drawer]. [You take two.|Two are taken out.] How likely is it that both are {P}?",
                "Two [balls|marbles] are [taken|drawn] without replacement from {a} {P} and {b} {Q} ones. [Find the probability of two {P} ones.|What's the probability that both are {P}?]",
            ),
        ),
        zh=(
            ("从{a}个{r}球和{b}个{t}球中任取两个都是{r}球的概率",),
            ("求从{a}个{r}球、{b}个{t}球中任取两个都是{r}球的概率",),
            (
                "[袋子|盒子]里有{a}个{r}球和{b}个{t}球，[任取两个|一次摸出两个]，都是{r}球的概率是多少？",
                "{a}个{r}球，{b}个{t}球，随机取两个，两个都是{r}球的概率是[多少|几]？",
                "从{a}个{r}球和{b}个{t}球中不放回地取两个，求都是{r}球的概率。",
            ),
        ),
        weight=0.4,
    ),
)


def _arithmetic_sequence(rng: Random, is_small: bool) -> Slots:
    a, d = rng.randint(1, 9 if is_small else rng.choice((12, 50))), rng.randint(2, 5 if is_small else rng.choice((9, 15)))
    if not is_small and rng.random() < 0.25:
        d = -d
    n = rng.randint(5, 60)
    terms = [a + k * d for k in range(5)]
    return {
        "a": a,
        "d": d if d > 0 else f"({d})",
        "D": d,
        "n": n,
        "N": _ordinal(n),
        "b": terms[1],
        **_listed(rng, terms, rng.choice((3, 4, 4, 5))),
    }


def _listed(rng: Random, terms: Sequence[int], count: int) -> dict[str, str]:
    """T is the beginning of a sequence; l its Python list."""
    shown = ", ".join(map(str, terms[:count]))
    if rng.random() < 0.2:
        shown = shown.replace(", ", ",")
    text = (
        f"${shown}, \\ldots$"
        if (look := rng.random()) < 0.12
        else f"${shown}, \\dots$"
        if look < 0.2
        else f"{shown}, ..."
        if look < 0.75
        else f"{shown},..."
    )
    return {
        "T": text,
        "Q": rng.choice((f"{shown}, ?", f"{shown}, __", f"{shown}, ...", f"{shown}, ___", shown)),
        "U": shown,
        "LISTED": shown.replace(", ", "，") if rng.random() < 0.5 else shown.replace(", ", "、") if rng.random() < 0.5 else shown,
        "l": ",".join(map(str, terms[:count])),
    }


def _geometric_sequence(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, r = rng.randint(1, 7), rng.choice((2, 2, 3, 3, 4, 5, -2))
    n = rng.randint(4, 10 if abs(r) < 3 else 7)
    terms = [a * r**k for k in range(4)]
    return {
        "a": a,
        "r": r if r > 0 else f"({r})",
        "R": r,
        "n": n,
        "N": _ordinal(n),
        "b": terms[1],
        **_listed(rng, terms, rng.choice((3, 4))),
    }


def _next_arithmetic(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, d, k = rng.randint(1, 60), nonzero(rng, 12), rng.choice((3, 4, 4, 5))
    terms = [a + i * d for i in range(k)]
    return {"x": terms[-1], "y": terms[-2], **_listed(rng, terms, k)}


def _next_geometric(rng: Random, is_small: bool) -> Slots:
    del is_small
    a, r, k = rng.randint(1, 7), rng.choice((2, 2, 3, 3, 4, 5, 10)), rng.choice((3, 4))
    terms = [a * r**i for i in range(k)]
    if rng.random() < 0.15:
        terms = [a * r ** (k + 1 - i) for i in range(k)]
    return {"x": terms[-1], "y": terms[-2], **_listed(rng, terms, k)}


def _next_fibonacci(rng: Random, is_small: bool) -> Slots:
    del is_small
    terms = [rng.randint(1, 6), rng.randint(1, 9)]
    while len(terms) < 6:
        terms.append(terms[-1] + terms[-2])
    k = rng.choice((5, 6))
    return {"x": terms[k - 1], "y": terms[k - 2], **_listed(rng, terms, k)}


def _sum_to(rng: Random, is_small: bool) -> Slots:
    del is_small
    n = rng.choice((rng.randint(5, 60), rng.randint(10, 300), rng.choice((50, 100, 200, 500, 1000))))
    look = rng.choice(
        (
            "1 + 2 + 3 + ... + {n}",
            "1+2+3+...+{n}",
            "$1+2+3+\\cdots+{n}$",
            "1 + 2 + ... + {n}",
            "$1 + 2 + \\dots + {n}$",
            "$\\sum_{k=1}^{{n}} k$",
            "1+2+3+…+{n}",
        )
    )
    return {"n": n, "E": look.replace("{n}", str(n)) if "sum" not in look else f"$\\sum_{{k=1}}^{{{n}}} k$"}


def _sum_between(rng: Random, is_small: bool) -> Slots:
    del is_small
    a = rng.randint(2, 60)
    b = a + rng.randint(5, 100)
    return {"a": a, "b": b}


def _sigma(rng: Random, is_small: bool) -> Slots:
    del is_small
    k, low, high = rng.choice("kkkin"), rng.choice((1, 1, 1, 1, 0, 2, 3)), rng.randint(4, 30)
    python = rng.choice(
        (
            poly((rng.randint(2, 6), nonzero(rng, 6)), k),
            f"{k}**2",
            f"{k}**2" if high > 12 else f"{k}**3",
            poly((1, rng.randint(1, 5), 0), k),
            poly((rng.randint(2, 5), 0), k),
            f"{k}*({k}+1)",
            f"{k}**2+{rng.randint(1, 6)}",
            f"2**{k}" if high <= 10 else f"3*{k}",
        )
    )
    look = style(rng, latex=0.85)
    inner = look.show(python)
    body = f"({inner})" if "+" in python or "-" in python[1:] else inner
    text = (
        look.wrap(f"\\sum_{{{k}={low}}}^{{{high}}} {body}")
        if look.is_latex
        else rng.choice(
            (f"sum of {inner} for {k} = {low} to {high}", f"Σ {body} from {k}={low} to {high}", f"sum_({k}={low})^{high} {body}")
        )
    )
    return {
        "k": k,
        "a": low,
        "b": high,
        "e": python,
        "E": text if look.is_latex or not text.startswith("sum of") else f"the {text}",
        "F": look.wrap(inner),
        "S": text,
    }


def _infinite(rng: Random, is_small: bool) -> Slots:
    del is_small
    d = rng.randint(2, 9)
    n = 1 if rng.random() < 0.6 else rng.randint(1, d - 1)
    a = rng.randint(1, 12)
    ratio = Fraction(n, d)
    terms = [str(a * ratio**i) for i in range(3)]
    return {
        "a": a,
        "r": str(ratio),
        "T": rng.choice(
            (
                f"{terms[0]} + {terms[1]} + {terms[2]} + ...",
                f"${terms[0]} + {terms[1]} + {terms[2]} + \\cdots$",
                f"{terms[0]}+{terms[1]}+{terms[2]}+...",
            )
        ),
    }


_SERIES = (
    task(
        "series_sum_to",
        _sum_to,
        "print(sum(range(1,{n}+1)))",
        ("Add the numbers from 1 to {n}.", "求1到{n}的和。"),
        en=(
            (
                "the sum of the integers from 1 to {n}",
                "the sum of the first {n} positive integers",
                "{E}",
                "the sum of all whole numbers from 1 to {n}",
                "the sum of the first {n} natural numbers",
                "1 plus 2 plus 3 and so on up to {n}",
            ),
            ("add the numbers from 1 to {n}", "add up all integers from 1 to {n}", "sum the numbers 1 to {n}"),
            (
                "What do the numbers from 1 to {n} add up to?",
                "{E}[ = ?| =|?|]",
                "[If|When] you add all [the |]numbers from 1 to {n}, what do you get?",
                "[Add|Sum] 1, 2, 3, ... up to {n}. [What is the total?|What is the result?|What do you get?]",
            ),
        ),
        zh=(
            ("1到{n}的和", "从1加到{n}的和", "{E}", "前{n}个正整数的和", "1到{n}所有自然数的和"),
            ("求1到{n}的和", "计算{E}", "把1到{n}的所有整数相加"),
            (
                "从1加到{n}[等于|是|得]多少？",
                "1加2加3……一直加到{n}[等于|是]多少？",
                "1到{n}[所有整数|所有自然数|]的和是多少？",
                "{E}[=？|等于多少？]",
            ),
        ),
        weight=1.2,
    ),
    task(
        "series_sum_between",
        _sum_between,
        "print(sum(range({a},{b}+1)))",
        ("Add the numbers from {a} to {b}.", "求{a}到{b}的和。"),
        en=(
            (
                "the sum of the integers from {a} to {b}",
                "the sum of all whole numbers from {a} to {b}",
                "the sum of the integers between {a} and {b}, both included",
            ),
            ("add the numbers from {a} to {b}", "add up all integers from {a} to {b}", "sum the integers {a} to {b}"),
            (
                "What do the numbers from {a} to {b} add up to?",
                "[If|When] you add all numbers from {a} to {b}, what do you get?",
                "{a} + ... + {b}[ = ?|, all integers in between. What is the sum?]",
                "[Start at|Begin with] {a} and add every [integer|number] up to {b}. [What is the total?|What is the sum?]",
            ),
        ),
        zh=(
            ("{a}到{b}的所有整数的和", "从{a}加到{b}的和"),
            ("求从{a}到{b}的所有整数之和", "把{a}到{b}的整数全部相加"),
            ("从{a}加到{b}[等于|是|得]多少？", "{a}到{b}的[所有|全部]整数[之和|的和]是多少？", "从{a}开始一直加到{b}，和是多少？"),
        ),
        weight=0.6,
    ),
    task(
        "series_odd",
        _objects(4, 120),
        "print(sum(range(1,2*{n},2)))",
        ("Add the first {n} odd numbers.", "求前{n}个奇数的和。"),
        en=(
            (
                "the sum of the first {n} odd numbers",
                "the sum of the first {n} positive odd integers",
                "the total of the first {n} odd numbers",
            ),
            ("add the first {n} odd numbers", "sum the first {n} odd positive integers"),
            (
                "What do the first {n} odd numbers add up to?",
                "1 + 3 + 5 + ... with {n} terms[: what is the sum?| = ?|. Find the sum.]",
                "[If|When] you add the first {n} odd numbers, what do you get?",
            ),
        ),
        zh=(
            ("前{n}个正奇数的和", "前{n}个奇数之和"),
            ("求前{n}个奇数的和", "把前{n}个奇数相加"),
            ("前{n}个[奇数|单数]的和是多少？", "1+3+5+…，共{n}项，[和是多少|等于多少]？", "从1开始的连续{n}个奇数的和是多少？"),
        ),
        weight=0.4,
    ),
    task(
        "series_even",
        _objects(4, 120),
        "print(sum(range(2,2*{n}+1,2)))",
        ("Add the first {n} even numbers.", "求前{n}个偶数的和。"),
        en=(
            (
                "the sum of the first {n} even numbers",
                "the sum of the first {n} positive even integers",
                "the total of the first {n} positive even numbers",
            ),
            ("add the first {n} even numbers", "sum the first {n} even positive integers"),
            (
                "What do the first {n} positive even numbers add up to?",
                "2 + 4 + 6 + ... with {n} terms[: what is the sum?| = ?|. Find the sum.]",
                "[If|When] you add the first {n} positive even numbers, what do you get?",
            ),
        ),
        zh=(
            ("前{n}个正偶数的和", "前{n}个正偶数之和"),
            ("求前{n}个正偶数的和", "把前{n}个正偶数相加"),
            ("前{n}个[正偶数|正的双数]的和是多少？", "2+4+6+…，共{n}项，[和是多少|等于多少]？", "从2开始的连续{n}个偶数的和是多少？"),
        ),
        weight=0.4,
    ),
    task(
        "series_nth",
        _arithmetic_sequence,
        "print({a}+({n}-1)*{d})",
        ("The nth term is a+(n-1)d.", "第n项为a+(n-1)d。"),
        en=(
            (
                "the {N} term of the arithmetic sequence with first term {a} and common difference {D}",
                "the {N} term of an arithmetic sequence that starts at {a} with difference {D}",
                "term {n} of the arithmetic progression with first term {a} and difference {D}",
            ),
            ("find the {N} term of the arithmetic sequence with first term {a} and difference {D}",),
            (
                "An arithmetic [sequence|progression] has first term {a} and common difference {D}. [What is the {N} term?|Find the {N} term.|Determine term number {n}.]",
                "A sequence starts at {a} and every step adds {D}. What is the {N} term?",
                "[First term|Start] {a}, [common difference|difference] {D}: [what is the {N} term?|find term {n}|{N} term?]",
                "[If|Suppose] the first term of an arithmetic sequence is {a} and the common difference is {D}, [what is the {N} term|find the {N} term][?|]",
            ),
        ),
        zh=(
            ("首项为{a}、公差为{D}的等差数列的第{n}项", "等差数列（首项{a}，公差{D}）的第{n}项"),
            ("求首项是{a}、公差是{D}的等差数列的第{n}项",),
            (
                "等差数列[的|]首项[是|为]{a}，公差[是|为]{D}，[第{n}项是多少？|求第{n}项。]",
                "[已知|在]等差数列[中|]，首项{a}，公差{D}，[则|]第{n}项[等于|是]多少？",
                "一个数列从{a}开始，每次加{D}，第{n}个数是多少？",
            ),
        ),
    ),
    task(
        "series_nth_listed",
        _arithmetic_sequence,
        "a=[{l}]\nprint(a[0]+({n}-1)*(a[1]-a[0]))",
        ("Add the common difference again and again.", "从首项起逐次加上公差。"),
        en=(
            (
                "the {N} term of the arithmetic sequence {T}",
                "the {N} term of {T}",
                "term number {n} of the sequence {T}",
                "the {N} number in the arithmetic progression {T}",
            ),
            ("find the {N} term of the arithmetic sequence {T}", "find term {n} of {T}"),
            (
                "[Consider|Take|Given] the arithmetic sequence {U}. [What is the {N} term?|Find the {N} term.]",
                "[The sequence|A sequence] {U} [continues|goes on] with the same difference. What is the {N} term?",
                "In the arithmetic sequence {T} what is the {N} term?",
                "{U} is the start of an arithmetic sequence. Find term {n}.",
            ),
        ),
        zh=(
            ("等差数列{LISTED}，…的第{n}项", "数列{LISTED}，…（等差）的第{n}项"),
            ("求等差数列{LISTED}，…的第{n}项",),
            (
                "等差数列{LISTED}，…的第{n}项是[多少|几]？",
                "已知等差数列{LISTED}，…，第{n}项是多少？",
                "数列{LISTED}按同样的规律继续，第{n}个数是多少？",
            ),
        ),
    ),
    task(
        "series_sum",
        _arithmetic_sequence,
        "print(sum({a}+k*{d} for k in range({n})))",
        ("Add the first {n} terms.", "求前{n}项和。"),
        en=(
            (
                "the sum of the first {n} terms of the arithmetic sequence with first term {a} and common difference {D}",
                "the sum of the first {n} terms of an arithmetic sequence that starts at {a} with difference {D}",
            ),
            ("add the first {n} terms of the arithmetic sequence with first term {a} and difference {D}",),
            (
                "An arithmetic [sequence|series|progression] has first term {a} and common difference {D}. [What is the sum of the first {n} terms?|Find the sum of its first {n} terms.]",
                "[First term|Start] {a}, [common difference|difference] {D}: [what is the sum of {n} terms?|add the first {n} terms.]",
                "[If|Suppose] the first term is {a} and the common difference is {D}, what is the sum of the first {n} terms?",
            ),
        ),
        zh=(
            ("首项为{a}、公差为{D}的等差数列的前{n}项和", "等差数列（首项{a}，公差{D}）的前{n}项和"),
            ("求首项是{a}、公差是{D}的等差数列的前{n}项和",),
            (
                "等差数列[的|]首项[是|为]{a}，公差[是|为]{D}，[前{n}项的和是多少？|求前{n}项和。]",
                "[已知|在]等差数列[中|]，首项{a}，公差{D}，[则|]前{n}项和[等于|是]多少？",
                "一个数列从{a}开始，每次加{D}，前{n}个数的和是多少？",
            ),
        ),
        weight=0.9,
    ),
    task(
        "series_geometric_nth",
        _geometric_sequence,
        "print({a}*{r}**({n}-1))",
        ("The nth term is a*r^(n-1).", "第n项为a乘r的n-1次方。"),
        en=(
            (
                "the {N} term of the geometric sequence with first term {a} and common ratio {R}",
                "the {N} term of a geometric sequence that starts at {a} with ratio {R}",
                "term {n} of the geometric progression with first term {a} and ratio {R}",
            ),
            ("find the {N} term of the geometric sequence with first term {a} and ratio {R}",),
            (
                "A geometric [sequence|progression] has first term {a} and common ratio {R}. [What is the {N} term?|Find the {N} term.|Determine term number {n}.]",
                "A sequence starts at {a} and every term is {R} times the one before. What is the {N} term?",
                "[First term|Start] {a}, [common ratio|ratio] {R}: [what is the {N} term?|find term {n}|{N} term?]",
                "[If|Suppose] the first term of a geometric sequence is {a} and the common ratio is {R}, what is the {N} term?",
            ),
        ),
        zh=(
            ("首项为{a}、公比为{R}的等比数列的第{n}项", "等比数列（首项{a}，公比{R}）的第{n}项"),
            ("求首项是{a}、公比是{R}的等比数列的第{n}项",),
            (
                "等比数列[的|]首项[是|为]{a}，公比[是|为]{R}，[第{n}项是多少？|求第{n}项。]",
                "[已知|在]等比数列[中|]，首项{a}，公比{R}，[则|]第{n}项[等于|是]多少？",
                "一个数列从{a}开始，每次乘{R}，第{n}个数是多少？",
            ),
        ),
    ),
    task(
        "series_geometric_sum",
        _geometric_sequence,
        "print(sum({a}*{r}**k for k in range({n})))",
        ("Add the first {n} terms.", "求前{n}项和。"),
        en=(
            (
                "the sum of the first {n} terms of the geometric sequence with first term {a} and common ratio {R}",
                "the sum of the first {n} terms of a geometric series that starts at {a} with ratio {R}",
            ),
            ("add the first {n} terms of the geometric sequence with first term {a} and ratio {R}",),
            (
                "A geometric [sequence|series|progression] has first term {a} and common ratio {R}. [What is the sum of the first {n} terms?|Find the sum of its first {n} terms.]",
                "[First term|Start] {a}, [common ratio|ratio] {R}: [what is the sum of {n} terms?|add the first {n} terms.]",
                "A sequence starts at {a} and every term is {R} times the one before. [What do the first {n} terms add up to?|Add the first {n} terms.]",
            ),
        ),
        zh=(
            ("首项为{a}、公比为{R}的等比数列的前{n}项和", "等比数列（首项{a}，公比{R}）的前{n}项和"),
            ("求首项是{a}、公比是{R}的等比数列的前{n}项和",),
            (
                "等比数列[的|]首项[是|为]{a}，公比[是|为]{R}，[前{n}项的和是多少？|求前{n}项和。]",
                "[已知|在]等比数列[中|]，首项{a}，公比{R}，[则|]前{n}项和[等于|是]多少？",
                "一个数列从{a}开始，每次乘{R}，前{n}个数的和是多少？",
            ),
        ),
        weight=0.8,
    ),
    *(
        task(
            f"series_next_{kind}",
            draw,
            program,
            (plan, plan_zh),
            en=(
                (
                    "the next number in the sequence {Q}",
                    "the next term of {T}",
                    f"the next term of the {adjective}sequence {{T}}",
                    "the number that comes next: {Q}",
                    "the next term in the pattern {T}",
                ),
                ("continue the sequence {Q}", "find the next number: {Q}", "complete the pattern {Q}"),
                (
                    "[What|Which number|What number] comes next: {Q}",
                    "{Q} [What comes next?|Next number?|Which number is next?]",
                    "[Look at the pattern|Here is a sequence|The numbers are]: {U}. [What is the next number?|Which number comes next?|Find the next term.]",
                    "[Fill in|Find] the next [number|term]: {Q}",
                    "[Given|Consider] the sequence {U}, what is the next [term|number]?",
                ),
            ),
            zh=(
                ("数列{LISTED}，…的下一项", "{LISTED}后面的下一个数", "数列{Q}的下一个数"),
                ("写出数列{LISTED}，…的下一项", "按规律填下一个数：{Q}", "找规律，写出下一个数：{Q}"),
                (
                    "[找规律|按规律填数][：|:]{Q}",
                    "{LISTED}，下一个数是[多少|几]？",
                    "数列{LISTED}，…，[下一项是多少|接下来是几|下一个数是多少]？",
                    "观察{LISTED}，[后面|接下来]的数是[多少|几]？",
                ),
            ),
            weight=weight,
        )
        for kind, draw, program, plan, plan_zh, adjective, weight in (
            ("arithmetic", _next_arithmetic, "print({x}+({x}-{y}))", "The difference is constant.", "相邻两项的差不变。", "", 1.0),
            ("geometric", _next_geometric, "print({x}*{x}//{y})", "The ratio is constant.", "相邻两项的比不变。", "", 0.7),
            ("fibonacci", _next_fibonacci, "print({x}+{y})", "Each term is the sum of the two before.", "每一项是前两项的和。", "", 0.4),
        )
    ),
    task(
        "series_sigma",
        _sigma,
        "print(sum({e} for {k} in range({a},{b}+1)))",
        ("Add the terms from {a} to {b}.", "从{a}到{b}求和。"),
        en=(
            ("{E}", "the value of {E}", "the sum of {F} for {k} from {a} to {b}", "the sum of {F} where {k} runs from {a} to {b}"),
            ("evaluate {E}", "compute {E}", "add {F} for all {k} from {a} to {b}", "sum {F} from {k} = {a} to {k} = {b}"),
            (
                "{S}[ = ?| =|?|]",
                "[Add up|Sum] {F} for {k} = {a}, ..., {b}. [What is the total?|What do you get?]",
                "What does {E} [equal|add up to]?",
            ),
        ),
        zh=(
            ("{S}", "{F}在{k}从{a}到{b}时的和", "{S}的值"),
            ("计算{S}", "求{k}从{a}到{b}时{F}的和", "求和：{S}"),
            ("{S}[=？|等于多少？]", "{k}从{a}取到{b}，{F}的总和是多少？", "当{k}从{a}到{b}时，把{F}全部加起来，和是多少？"),
        ),
        weight=0.9,
    ),
    task(
        "series_infinite",
        _infinite,
        'from sympy import *\nprint(S("{a}/(1-{r})"))',
        ("The sum is a/(1-r).", "和为a/(1-r)。"),
        en=(
            (
                "the sum of the infinite geometric series with first term {a} and ratio {r}",
                "the infinite sum of the geometric series with first term {a} and common ratio {r}",
            ),
            ("sum the infinite geometric series with first term {a} and ratio {r}",),
            (
                "An infinite geometric series has first term {a} and common ratio {r}. [What is its sum?|Find its sum.|To what does it add up?]",
                "What does the infinite geometric series with first term {a} and ratio {r} [converge|add up] to?",
                "[First term|Start] {a}, [ratio|common ratio] {r}, infinitely many terms: [what is the sum?|find the sum.|sum?]",
            ),
        ),
        zh=(
            ("首项为{a}、公比为{r}的无穷等比数列的和", "无穷等比级数（首项{a}，公比{r}）的和"),
            ("求首项{a}、公比{r}的无穷等比级数的和",),
            (
                "无穷等比数列首项[是|为]{a}，公比[是|为]{r}，[各项的和|所有项之和]是多少？",
                "首项{a}，公比{r}，无穷多项相加，和是多少？",
                "无穷递缩等比数列，首项{a}，公比{r}，求和。",
            ),
        ),
        weight=0.6,
    ),
)


def _data(rng: Random, *, count: int = 0) -> list[int]:
    n = count or rng.randint(4, 8)
    top = rng.choice((10, 20, 50, 100))
    values = [rng.randint(1, top) for _ in range(n)]
    if rng.random() < 0.12:
        values = [v - top // 3 for v in values]
    return values


def _data_any(rng: Random, is_small: bool) -> Slots:
    del is_small
    return {**number_list(rng, _data(rng))}


def _data_mean(rng: Random, is_small: bool) -> Slots:
    """The mean has at most three decimals."""
    del is_small
    values = _data(rng)
    n = len(values)
    if n in {3, 6, 7} or (n != 4 and rng.random() < 0.5):
        values[-1] += -sum(values) % n
    if rng.random() < 0.1:
        values = _data(rng, count=5)
        return {**number_list(rng, [f"{v + rng.randint(0, 9) / 10:.10g}" for v in values])}
    return {**number_list(rng, values)}


def _data_mode(rng: Random, is_small: bool) -> Slots:
    """One value is the most frequent."""
    del is_small
    distinct = rng.sample(range(1, rng.choice((12, 30, 100))), rng.randint(3, 5))
    times = rng.choice((2, 3))
    values = [*distinct, *[distinct[0]] * (times - 1)]
    if times == 3 and rng.random() < 0.5:
        values.append(distinct[1])
    rng.shuffle(values)
    return {**number_list(rng, values)}


def _data_variance(rng: Random, is_small: bool) -> Slots:
    """The mean is whole and the variance a short decimal."""
    del is_small
    n = rng.choice((4, 5))
    values = [rng.randint(1, 15) for _ in range(n)]
    values[-1] += -sum(values) % n
    return {**number_list(rng, values)}


def statistic(
    name: str,
    draw: Draw,
    program: str,
    plan: tuple[str, str],
    words: Sequence[str],
    chinese: Sequence[str],
    own: Sequence[str],
    own_zh: Sequence[str],
    weight: float = 1.0,
    *,
    family: str = "stat",
) -> Schema:
    """Make a schema that asks for one thing about a list of numbers."""
    word, zh = f"[{'|'.join(words)}]", f"[{'|'.join(chinese)}]"
    return task(
        f"{family}_{name}",
        draw,
        program,
        plan,
        en=(
            (
                f"the {word} of {{L}}",
                f"the {word} of the numbers {{L}}",
                f"the {word} of the data set {{L}}",
                f"the {word} of the following numbers: {{L}}",
                f"the {word} of this list: {{L}}",
            ),
            (f"find the {word} of {{L}}", f"calculate the {word} of {{L}}", f"determine the {word} of the data {{L}}"),
            (
                f"[Here are some numbers|The data are|A data set|My scores are|The values are]: {{L}}. [What is the {word}?|Find the {word}.|Compute the {word}.]",
                f"{{L}}[: what is the {word}?|. Find the {word}.|: {word}?|. What's the {word}?]",
                f"Given the [numbers|values|data] {{L}}, what is the {word}?",
                f"A student got {{L}} [in tests|on quizzes|points]. [Find the {word}.|What is the {word} of the scores?]",
                *own,
            ),
        ),
        zh=(
            (f"{{Z}}的{zh}", f"数据{{Z}}的{zh}", f"一组数据{{Z}}的{zh}", f"这组数：{{Z}}的{zh}"),
            (f"求{{Z}}的{zh}", f"计算数据{{Z}}的{zh}", f"求这组数据的{zh}：{{Z}}"),
            (
                f"一组数据[为|是|：]{{Z}}，{zh}是[多少|几]？",
                f"[已知|有]一组数{{Z}}，[则它们的{zh}是多少？|求{zh}。]",
                f"{{Z}}，这[组|些]数[据|]的{zh}[是多少|等于多少]？",
                f"某同学的成绩[是|分别为]{{Z}}，{zh}是多少？",
                *own_zh,
            ),
        ),
        weight=weight,
    )


_STATISTICS = "from statistics import *\n"
_STAT = (
    statistic(
        "mean",
        _data_mean,
        f'{_STATISTICS}print("%.10g"%mean([{{l}}]))',
        ("Compute the mean.", "求平均数。"),
        ("mean", "average", "arithmetic mean", "mean value"),
        ("平均数", "平均值", "均值"),
        ("What do you get when you average {L}?", "[Average|average] of {L}[?|]"),
        ("{Z}平均是多少？",),
        1.4,
    ),
    statistic(
        "median",
        _data_any,
        f'{_STATISTICS}print("%.10g"%median([{{l}}]))',
        ("Compute the median.", "求中位数。"),
        ("median", "median", "median value"),
        ("中位数",),
        ("[Which|What] value is in the middle when {L} are put in order?", "[Median|median] of {L}[?|]"),
        ("把{Z}从小到大排列，中间的数（中位数）是多少？",),
        1.2,
    ),
    statistic(
        "mode",
        _data_mode,
        f"{_STATISTICS}print(mode([{{l}}]))",
        ("Find the most frequent value.", "求众数。"),
        ("mode", "mode", "most frequent value"),
        ("众数",),
        ("[Which|What] number [appears|occurs] most often in {L}?", "[Which|What] value is the most [common|frequent] in {L}?"),
        ("{Z}中出现次数最多的数是[多少|几]？",),
        1.0,
    ),
    statistic(
        "range",
        _data_any,
        "a=[{l}]\nprint(max(a)-min(a))",
        ("Subtract the smallest from the largest.", "最大值减最小值。"),
        ("range", "range", "spread between largest and smallest value"),
        ("极差",),
        ("What is the difference between the largest and the smallest of {L}?", "How far apart are the largest and the smallest of {L}?"),
        ("{Z}中最大数与最小数的差是多少？",),
        0.9,
    ),
    statistic(
        "max",
        _data_any,
        "print(max([{l}]))",
        ("Take the largest value.", "求最大值。"),
        ("largest", "maximum", "greatest", "biggest"),
        ("最大值", "最大数"),
        ("[Which|What] number is the [largest|biggest|greatest] in {L}?", "[Which|which] of {L} is the [largest|biggest]?"),
        ("{Z}中[哪个数最大|最大的数是多少]？",),
        0.4,
    ),
    statistic(
        "min",
        _data_any,
        "print(min([{l}]))",
        ("Take the smallest value.", "求最小值。"),
        ("smallest", "minimum", "least"),
        ("最小值", "最小数"),
        ("[Which|What] number is the [smallest|lowest] in {L}?", "[Which|which] of {L} is the [smallest|lowest]?"),
        ("{Z}中[哪个数最小|最小的数是多少]？",),
        0.3,
    ),
    statistic(
        "variance",
        _data_variance,
        f'{_STATISTICS}print("%.10g"%pvariance([{{l}}]))',
        ("Compute the population variance.", "求方差。"),
        ("population variance", "variance"),
        ("方差",),
        ("How large is the [population |]variance of {L}?", "Treat {L} as a whole population. What is the variance?"),
        ("{Z}的方差是多少？",),
        0.5,
    ),
)


SCHEMAS: tuple[Schema, ...] = balanced(
    (*_GCDLCM, *_PRIME, *_MOD, *_BASE, *_COUNT, *_SERIES, *_STAT), {"base": 1.2, "count": 2.5, "series": 2.4, "stat": 2.2, "gcdlcm": 1.8}
)
