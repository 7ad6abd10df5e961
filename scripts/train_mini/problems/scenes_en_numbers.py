"""English bare mathematics in plain wordings: primes, divisors, remainders, bases, counting, chances, lists, averages, series.

Here: what is asked for. Not here: ways to ask (``scenes_en_asking.py``), numbers and programs (``maths_numbers.py``, ``maths_lists.py``).
"""

from __future__ import annotations

from scripts.train_mini.problems.scenes_en_asking import done, named, valued

_GCD = "[greatest common divisor|greatest common factor|highest common factor|gcd|GCD|gcf|GCF|hcf|HCF]"
_LCM = "[least common multiple|lowest common multiple|lcm|LCM]"
_PRIMES = "[primes|prime numbers]"
_DIVISORS = {
    "gcdlcm_gcd2": (
        *named(f"{_GCD} of {{a}} and {{b}}"),
        "[gcd|GCD|hcf|HCF|gcf|GCF] [{a} {b}|of {a}, {b}|{a}, {b}|{a} and {b}|({a},{b})][?| =|]",
        "$\\gcd({a}, {b})$[ = ?|]",
        "[What is|what's|Which is] the [largest|greatest|biggest] number that divides both {a} and {b}?",
    ),
    "gcdlcm_lcm2": (
        *named(f"{_LCM} of {{a}} and {{b}}"),
        "[lcm|LCM] [{a} {b}|of {a}, {b}|{a}, {b}|{a} and {b}|({a},{b})][?| =|]",
        "[What is|what's|Which is] the [smallest|least] number that both {a} and {b} divide?",
    ),
    "gcdlcm_gcd3": (
        *named(f"{_GCD} of {{a}}, {{b}} and {{c}}"),
        "[gcd|GCD|hcf|HCF|gcf|GCF] [of {a}, {b}, {c}|{a}, {b}, {c}|({a},{b},{c})][?| =|]",
        "[What is|what's] the [largest|greatest|biggest] number that divides {a}, {b} and {c}?",
    ),
    "gcdlcm_lcm3": (
        *named(f"{_LCM} of {{a}}, {{b}} and {{c}}"),
        "[lcm|LCM] [of {a}, {b}, {c}|{a}, {b}, {c}|({a},{b},{c})][?| =|]",
        "[What is|what's] the [smallest|least] number that {a}, {b} and {c} all divide?",
    ),
    "prime_is_en": (
        "[Is|is] {n} [prime|a prime|a prime number][?|]",
        "{n}[: prime?| prime?|, is it prime?|. Is it a prime number?| is prime?]",
        "[Check|check|Determine|Find out|tell me] [if|whether] {n} is [prime|a prime number][.|]",
        "[Can you check|Do you know|can you tell me] [if|whether] {n} is [prime|a prime|a prime number]?",
        "[Prime or not|prime or not]: {n}[?|]",
    ),
    "prime_factorisation": (
        *named("prime factorization of {n}", "prime factorisation of {n}", "prime factor decomposition of {n}"),
        *done("factor {n} into primes", "write {n} as a product of primes", "factorise {n} into prime factors", "prime factorize {n}"),
        "[Factor|factor|Factorise|Factorize|factorize] {n}[.|]",
        "[Prime factors|prime factors] [of |]{n}[?|]",
        "{n} as a product of prime numbers[?|]",
    ),
    "prime_next": (
        *named("next prime after {n}", "first prime after {n}", "smallest prime greater than {n}"),
        "[Which|What|which|what] prime [number |]comes [next |right |]after {n}?",
        "[Next|next] prime after {n}[?|]",
        "[What is|what's] the smallest prime [number |]above {n}?",
    ),
    "prime_nth": (
        *named("{N} prime", "{N} prime number"),
        "[Which|What|which|what] is the {N} prime[ number|]?",
        "{N} prime[ number|][?|]",
        "[Which|Which prime|What] is prime number {n} [in order|when primes are counted from 2]?",
        "prime({n})",
    ),
    "prime_divisor_count": (
        "[How many|how many] [positive |][divisors|factors] does {n} have?",
        "[How many|how many] [numbers|positive integers|whole numbers] divide {n}[ evenly| exactly|]?",
        *named("number of divisors of {n}", "number of factors of {n}", "number of positive divisors of {n}"),
        "{n} has how many [divisors|factors]?",
        "[Count|count] the [divisors|factors] of {n}[.|]",
    ),
    "prime_divisors": (
        "[What are|what are] {n}'s [divisors|factors]?",
        "[List|list|Find|Give|Write down] [all the |the |all ][divisors|factors] of {n}[.|]",
        "[Which|What|which|what] [numbers|whole numbers|positive integers] divide {n}[ evenly| exactly|]?",
        "[All|all] [divisors|factors] of {n}[?|]",
        "[Divisors|Factors|divisors|factors] of {n}[?|]",
    ),
    "prime_largest_factor": (
        *named("[largest|greatest|biggest] prime factor of {n}", "largest prime divisor of {n}", "largest prime dividing {n}"),
        "[What is|what's|Which is] the [largest|biggest|greatest] prime [number |]that divides {n}?",
    ),
    "prime_smallest_factor": (
        *named("[smallest|least|lowest] prime factor of {n}", "smallest prime divisor of {n}", "smallest prime dividing {n}"),
        "[What is|what's|Which is] the [smallest|least] prime [number |]that divides {n}?",
    ),
    "prime_count": (
        f"[How many|how many] {_PRIMES} are there up to {{n}}[?|]",
        f"[How many|how many] {_PRIMES} are [there |][less than or equal to|not larger than|at most] {{n}}?",
        f"[How many|how many] {_PRIMES} ≤ {{n}}[?| are there?]",
        f"[How many|how many] {_PRIMES} [lie|are|are there] between 1 and {{n}}[, {{n}} included| inclusive|, inclusive]?",
        f"[Count|count] the {_PRIMES} [from 1 to {{n}}|up to {{n}}|that are at most {{n}}][.|]",
        f"[What is|what's] the number of {_PRIMES} up to {{n}}?",
        f"[Number|number] of {_PRIMES} [up to|at most|not above] {{n}}[?|]",
        "$\\pi({n})$, the [number|count] of primes up to {n}[?|]",
    ),
    "prime_count_below": (
        f"[How many|how many] {_PRIMES} are there [below|under|less than|smaller than] {{n}}[?|]",
        f"[How many|how many] {_PRIMES} [below|under|less than|smaller than] {{n}}[?| are there?| exist?]",
        f"[How many|how many] {_PRIMES} are [less than|smaller than|below|under] {{n}}[?|]",
        f"[How many|how many] {_PRIMES} < {{n}}[?| are there?]",
        f"[Count|count] the {_PRIMES} [below|under|less than] {{n}}[.|]",
        *named(f"number of {_PRIMES} [below|under|less than|smaller than] {{n}}"),
        f"[Below|below|Under] {{n}}, how many {_PRIMES} are there?",
        "[How many|how many] numbers [below|less than|under|smaller than] {n} are prime?",
    ),
    "prime_divisor_sum": (
        *named("sum of the divisors of {n}", "sum of all [divisors|factors] of {n}", "sum of the positive divisors of {n}"),
        *done("add up all the [divisors|factors] of {n}", "sum the divisors of {n}"),
        "[What do|what do] all the [divisors|factors] of {n} [add up to|sum to|make together]?",
        "$\\sigma({n})$, the sum of all divisors[?|]",
    ),
}
_REMAINDERS = {
    "mod_remainder": (
        *valued("{a} mod {b}", "{a} % {b}", "{a}%{b}", "{a} modulo {b}", "mod({a}, {b})", "${a} \\bmod {b}$", "{a} MOD {b}"),
        *named("remainder of {a} divided by {b}", "remainder of {a} / {b}", "remainder when dividing {a} by {b}", "remainder of {a} ÷ {b}"),
        "[What|what] remainder does {a} leave when [you divide it|divided] by {b}?",
        "[What|How much|how much] is left over [when|if] {a} is divided by {b}?",
        "[Divide|divide] {a} by {b}[. What is the remainder?|: remainder?|, what is left over?]",
        "{a} ÷ {b}, remainder?",
        "[Remainder|remainder] of {a} by {b}[?|]",
    ),
    "mod_modular": (
        *valued("{M}", "{A} mod {b}", "{A} modulo {b}"),
        *done("reduce {A} mod {b}", "find {A} mod {b}", "compute {A} modulo {b}"),
        "[To which|To what] number from 0 to {b} - 1 is {A} congruent mod {b}?",
        "{A} ≡ ? (mod {b})",
    ),
    "mod_power": (
        *valued("{E} mod {m}", "{a}^{n} mod {m}", "{a}**{n} % {m}", "${a}^{{n}} \\bmod {m}$", "{a}^{n} modulo {m}"),
        *named("remainder of {E} divided by {m}", "remainder when {a}^{n} is divided by {m}", "remainder of {a}^{n} mod {m}"),
        "[What|what] remainder does {E} leave when divided by {m}?",
    ),
    "mod_last_digit": (
        *named("last digit of {E}", "last digit of {a}^{n}", "units digit of {a}^{n}", "ones digit of {a} to the power of {n}"),
        "[What|Which|what] digit does {E} end [in|with|on]?",
        "[Last|last] digit of {a}^{n}[?|]",
    ),
    "mod_expression": (
        *valued("({E}) mod {m}", "({e}) % {m}", "({e}) mod {m}"),
        *named("remainder when {E} is divided by {m}", "remainder of {e} divided by {m}"),
    ),
    "mod_quotient": (
        *valued("{a} // {b}", "{a} div {b}", "floor({a}/{b})", "$\\lfloor {a}/{b} \\rfloor$"),
        *named("whole number part of {a} divided by {b}", "integer quotient of {a} and {b}", "integer part of {a} / {b}"),
        "[How many|how many] [whole |full ]times does {b} [go|fit] into {a}?",
        "[How many|how many] {b}s fit into {a} [completely|in full]?",
    ),
    "mod_inverse": (
        *named("inverse of {a} mod {m}", "modular inverse of {a} modulo {m}", "multiplicative inverse of {a} mod {m}"),
        "{a}^-1 mod {m}[?| = ?|]",
        "{a}x ≡ 1 (mod {m})[, x = ?|. Find x.|. What is x?]",
        "[Which|What] number times {a} [is|gives] 1 mod {m}?",
    ),
}


def _to_base(base: str) -> tuple[str, ...]:
    return (
        *done(
            f"convert {{n}} to {base}", f"write {{n}} in {base}", f"convert the decimal number {{n}} into {base}", f"turn {{n}} into {base}"
        ),
        f"[What is|What's|what is|whats] {{n}} in {base}?",
        f"{{n}} [in|to|into] {base}[?|| = ?]",
        f"[Decimal|decimal] {{n}} [in|to] {base}[?|]",
        f"[How do you write|how do you write] {{n}} in {base}?",
    )


def _from_base(base: str, number: str) -> tuple[str, ...]:
    return (
        *done(
            f"convert {base} {{S}} to decimal",
            f"convert {{S}} from {base} to decimal",
            f"convert the {number} {{S}} to base 10",
            f"write the {number} {{S}} in decimal",
        ),
        f"[What is|What's|what is|whats] [{base} {{S}}|the {number} {{S}}] in [decimal|base 10|base ten]?",
        f"[What|Which|what] decimal number is [{base} {{S}}|the {number} {{S}}]?",
        f"{base} {{S}} [to decimal|in decimal|as a decimal number|to base 10][?|]",
        f"{{S}} ({base}) [to decimal|in decimal|= ? (decimal)|in base 10][?|]",
        f"{{S}} [from {base} to decimal|{base} to decimal][?|]",
        f"[How much is|how much is] the {number} {{S}} in [decimal|base 10]?",
        f"[Decimal value|decimal value] of [{base} {{S}}|the {number} {{S}}][?|]",
    )


_BASES = {
    "base_to_binary": _to_base("[binary|base 2]"),
    "base_to_octal": _to_base("[octal|base 8]"),
    "base_to_hexadecimal": _to_base("[hexadecimal|hex|base 16]"),
    "base_from_binary": _from_base("[binary|base 2|base-2]", "[binary number|base 2 number]"),
    "base_from_octal": _from_base("[octal|base 8|base-8]", "[octal number|base 8 number]"),
    "base_from_hexadecimal": _from_base("[hexadecimal|hex|base 16]", "[hexadecimal number|hex number|base 16 number]"),
    "base_from_any": (
        *done(
            "convert {s} from base {b} to decimal",
            "convert {s} (base {b}) to base 10",
            "convert the base-{b} number {s} to decimal",
            "write {s} in base {b} as a decimal number",
        ),
        "{s} in base {b} [to decimal|to base 10|is what in decimal?|is what number in base 10?]",
        "[What is|what's|whats] {s} base {b} in [decimal|base 10]?",
        "[What|Which] decimal number is {s} in base {b}?",
        "{s} base {b} to base 10[?|]",
        "{s}_{b} [to decimal|in decimal|in base 10][?|]",
        "${s}_{{b}}$ [to decimal|in decimal|in base 10][?|]",
        "[How much is|how much is] {s} written in base {b}, in decimal?",
    ),
    "base_binary_sum": (
        *done("add the binary numbers {s} and {t}", "add {s} and {t} in binary", "add binary {s} and {t} and give the result in binary"),
        "{s} + {t} in binary[?| = ?|]",
        "[Binary addition|binary addition|In binary|in base 2]: {s} + {t}[ = ?|]",
        "[What is|what's] {s} + {t} in [binary|base 2]?",
    ),
}
_COUNTING = {
    "count_choose": (
        *valued("{n}C{k}", "C({n},{k})", "C({n}, {k})", "{n} choose {k}", "nCr({n},{k})", "$\\binom{{n}}{{k}}$", "$_{n}C_{k}$"),
        *named("number of ways to choose {k} [things|items|people] from {n}", "number of combinations of {n} things taken {k} at a time"),
        "[How many|how many] ways [are there |]to [choose|pick|select] {k} [out of|from|from among] {n}?",
        "[How many|how many] [groups|teams|committees] of {k} can be [formed|made|chosen] from {n} people?",
        "{n} people, choose {k}: how many ways [if order does not matter|when the order doesn't matter]?",
    ),
    "count_permute": (
        *valued("{n}P{k}", "P({n},{k})", "P({n}, {k})", "nPr({n},{k})"),
        *named("number of permutations of {k} out of {n}", "number of ordered ways to pick {k} from {n}"),
        "[How many|how many] ways [are there |]to [arrange|line up] {k} [out of|of] {n} [people|books|objects][ in a row|]?",
        "[How many|how many] ordered [lists|choices] of {k} different [things|items] from {n}[ are there|]?",
    ),
    "count_factorial": (
        *valued("{n}!", "{n} !", "${n}!$", "{n} factorial", "factorial({n})", "factorial of {n}", "fact({n})"),
        *named("factorial of {n}", "value of {n}!"),
        "[In how many|in how many] ways can {n} [people|books|different cards|runners] be [lined up|put in a row|ordered]?",
        "{n}! [is|equals] [what|how much]?",
        "[How many|how many] permutations of {n} [different |]things are there?",
    ),
    "count_letters": (
        "[In how many|in how many] [different |]ways can [the letters of|the letters in|all the letters of] {S} be [arranged|rearranged|ordered]?",
        "[How many|how many] [different |distinct |][arrangements|permutations|anagrams] [can be made|can you make|can be formed] [from|with|using] [the letters of|all letters of|all the letters in] {S}?",
        "[How many|how many] [anagrams|arrangements|rearrangements|permutations] does [the word |]{S} have?",
        "[How many|how many] ways [are there |]to [arrange|rearrange|order|permute] the letters [of|in] [the word |]{S}[?|]",
        "[Anagrams|anagrams|Permutations|permutations|Arrangements] of {S}: how many[?| are there?]",
        "{S}: how many [anagrams|arrangements of its letters|ways to order the letters][?| are there?]",
        "[How many|how many] distinct [orderings|strings|arrangements] of the letters {S} [are there|exist]?",
        *named(
            "number of [anagrams|arrangements|permutations] of the word {S}",
            "number of ways to arrange the letters of {S}",
            "number of distinct arrangements of the letters in {S}",
        ),
        *done("count the [anagrams|arrangements|permutations] of {S}", "count the ways to arrange the letters of the word {S}"),
    ),
    "count_subsets": (
        *named("number of subsets of a set with {n} elements", "number of subsets of a {n}-element set"),
        "[How many|how many] subsets does a set [with|of|having] {n} [elements|members|items] have?",
        "[A set has {n} elements|a set has {n} elements|A set contains {n} elements]. [How many subsets does it have?|How many subsets?]",
    ),
    "count_handshakes": (
        "{n} people [all |]shake hands[ once|] with [each other|one another|everyone else][. How many handshakes?|. How many handshakes are there?|: how many handshakes?]",
        "[How many|how many] handshakes [are there |]if {n} people [each |]shake hands with [everyone else|all the others] once?",
        "[How many|how many] [pairs|different pairs] can be [formed|made|chosen] from {n} [people|players|students]?",
        "{n} [teams|players] each play every other once[. How many games?|. How many matches are there?]",
    ),
    "count_diagonals": (
        *named("number of diagonals of a polygon with {n} sides", "number of diagonals in a {n}-gon"),
        "[How many|how many] diagonals does a [convex |][polygon with {n} sides|{n}-sided polygon|{n}-gon] have?",
        "{n}-gon[: how many diagonals?|, number of diagonals?]",
    ),
    "count_outfits": (
        "{a} [hats|caps|pairs of shoes], {b} [shirts|T-shirts|jackets] and {c} [trousers|skirts|scarves]: how many [different |]outfits[?| are possible?]",
        "[How many|how many] outfits [can be made|can I make|can you make] [from|with] {a} shirts, {b} pants and {c} pairs of shoes?",
        "[A menu has|A menu offers] {a} starters, {b} main dishes and {c} desserts. [How many different meals are possible?|How many three-course meals can be chosen?]",
    ),
    "count_two_groups": (
        "[How many|how many] ways [are there |]to choose {m} of {a} boys and {n} of {b} girls?",
        "[Choose|choose|Pick] {m} [men|boys] from {a} and {n} [women|girls] from {b}[: how many ways?|. How many ways are there?]",
        "From {a} men and {b} women, a committee of {m} men and {n} women is chosen. In how many ways?",
    ),
    "count_strings": (
        "[How many|how many] [codes|passwords|strings] of length {k} [can be made|are there|can be formed] [from|with|over] {n} [symbols|characters|letters][ if they may repeat|, repetition allowed]?",
        "[How many|how many] {k}-[character|symbol|letter] [codes|passwords|strings] can be made from {n} [symbols|characters|letters] if repetition is allowed?",
        "{k} places, {n} [choices|options|symbols] for each[: how many codes?|. How many possibilities?|: how many combinations?]",
    ),
    "count_dice_sum": (
        *named(
            "probability of [rolling|getting|throwing] a sum of {s} with two dice",
            "probability that two dice add up to {s}",
            "chance of rolling {s} with two dice",
        ),
        "[How likely is it|how likely is it] [to roll|that you roll] a total of {s} with two dice?",
        "[Two|two] [fair |]dice are [rolled|thrown][. What is the probability that the sum is {s}?|: probability of sum {s}?|. P(sum = {s}) = ?]",
    ),
    "count_coins": (
        *named(
            "probability of exactly {k} heads in {n} [coin tosses|coin flips|tosses of a fair coin]",
            "chance of exactly {k} heads in {n} flips",
        ),
        "[A fair coin|a fair coin|A coin] is [tossed|flipped] {n} times[. What is the probability of exactly {k} heads?|. P(exactly {k} heads) = ?]",
        "[How likely|how likely] are exactly {k} heads in {n} coin flips?",
    ),
    "count_ball": (
        "{a} {P} and {b} {Q} balls are in a [bag|box|jar]. [What is the probability of drawing a {P} ball?|One is drawn at random. How likely is it to be {P}?|P({P}) = ?]",
        "[A bag|A box|A jar] [contains|has|holds] {a} {P} and {b} {Q} [marbles|balls]. [How likely is a {P} one?|What is the chance of picking {P}?]",
        *named("probability of drawing a {P} ball from {a} {P} and {b} {Q} balls", "chance of picking {P} from {a} {P} and {b} {Q} ones"),
    ),
    "count_two_balls": (
        "{a} {P} and {b} {Q} balls are in a [bag|box|jar]. [Two are drawn without replacement. What is the probability that both are {P}?|You take two at once. How likely are two {P} ones?]",
        *named("probability that two balls drawn from {a} {P} and {b} {Q} balls are both {P}"),
    ),
}


def _about(*facts: str) -> tuple[str, ...]:
    """Ask for a fact about a list, the list before or after it."""
    fact = f"[{'|'.join(facts)}]"
    return (
        *named(f"{fact} of {{L}}", f"{fact} of the numbers {{L}}", f"{fact} of these numbers: {{L}}"),
        f"{{L}}[ -|:|,] {fact}[?|]",
        f"{{L}}. Find the {fact}[.|]",
        f"[Numbers|Data|numbers|The data are|Given]: {{L}}. [What is the {fact}?|Find the {fact}.|{fact}?]",
        f"{fact}: {{L}}",
    )


_LISTS = {
    "list_ascending": (
        *done(
            "sort {L} in ascending order",
            "sort {L} from smallest to largest",
            "order {L} from least to greatest",
            "put {L} in increasing order",
        ),
        "[Sort|sort|Order|Arrange] [ascending|from small to large|from smallest to largest|in ascending order]: {L}",
        "{L}[: sort ascending|, from smallest to largest|. Arrange from least to greatest.]",
    ),
    "list_descending": (
        *done(
            "sort {L} in descending order",
            "sort {L} from largest to smallest",
            "order {L} from greatest to least",
            "put {L} in decreasing order",
        ),
        "[Sort|sort|Order|Arrange] [descending|from large to small|from largest to smallest|in descending order]: {L}",
        "{L}[: sort descending|, from largest to smallest|. Arrange from greatest to least.]",
    ),
    "list_second_largest": _about("second largest number", "second biggest number", "second largest"),
    "list_second_smallest": _about("second smallest number", "second smallest"),
    "list_total": (*_about("sum", "total"), *done("add up {L}", "add {L} together", "sum {L}")),
    "list_total_decimal": (*_about("sum", "total"), *done("add up {L}", "add {L} together", "sum {L}")),
    "list_how_many": (
        "[How many|how many] [numbers|values|entries] are [in the list|in] {L}[?|]",
        "{L}[: how many numbers are these?|. How many numbers are there?|, how many values?]",
        "[Count|count] the [numbers|values|entries][:| in] {L}",
    ),
    "list_even": (
        "[How many|how many] [even numbers are in|of these are even:|of the numbers are even:|are even:] {L}[?|]",
        "{L}[: how many are even?|. How many of them are even?|, how many even numbers?]",
        "[Count|count] the even numbers[:| in] {L}",
    ),
    "list_odd": (
        "[How many|how many] [of these are odd:|of the numbers are odd:|are odd:] {L}[?|]",
        "{L}[: how many are odd?|. How many of them are odd?|, how many odd numbers?]",
        "[Count|count] the odd numbers[:| in] {L}",
    ),
    "list_above": (
        "[How many|how many] [of these|numbers|of the numbers] are [greater than|above|larger than|more than|over] {k}: {L}[?|]",
        "{L}[: how many are|. How many of them are|, how many are] [greater than|above|larger than|bigger than] {k}?",
        "[Count|count] the numbers [above|greater than|larger than] {k}[:| in] {L}",
    ),
    "list_below": (
        "[How many|how many] [of these|numbers|of the numbers] are [less than|below|smaller than|under] {k}: {L}[?|]",
        "{L}[: how many are|. How many of them are|, how many are] [less than|below|smaller than|under] {k}?",
        "[Count|count] the numbers [below|less than|smaller than] {k}[:| in] {L}",
    ),
    "list_squares": (
        *_about("sum of squares", "sum of the squares"),
        "[Square|square] each of {L} and add the results[.|]",
    ),
    "stat_mean": (*_about("mean", "average", "arithmetic mean"), "[average|mean|avg] {L}[?|]"),
    "stat_median": (*_about("median"), "[Which|What] is the middle value of {L} when sorted?"),
    "stat_mode": (
        *_about("mode", "most common number", "most frequent number"),
        "[Which|which|What] [number|value] [occurs|appears] most often in {L}?",
    ),
    "stat_range": (
        *_about("range"),
        "[What is|what's] the difference between the largest and the smallest of {L}?",
    ),
    "stat_max": (
        *_about("largest number", "maximum", "biggest number", "max"),
        "[Which|which|What] is the [largest|biggest|greatest][: | of ]{L}[?|]",
    ),
    "stat_min": (
        *_about("smallest number", "minimum", "lowest number", "min"),
        "[Which|which|What] is the [smallest|lowest|least][: | of ]{L}[?|]",
    ),
    "stat_variance": _about("variance", "population variance"),
}
_NEXT = (
    "{U}, ?",
    "{U}, ...[ what comes next?| next?| next number?| What is the next number?]",
    "[What comes next|what comes next|What's next|Next number|next term][:| in] {U}[?|]",
    "{Q}[: next number?| what is the next term?| - continue the sequence|. Which number follows?]",
    "[Continue|continue|Complete] the [sequence|pattern] with [one more|the next] [number|term]: {U}",
    "[Which number|Which term|what number] [comes after|follows|is next after] {U}?",
)
_SERIES = {
    "series_sum_to": (
        *valued("1 + 2 + 3 + ... + {n}", "1+2+3+...+{n}", "1+2+...+{n}", "$1+2+\\cdots+{n}$", "$\\sum_{k=1}^{{n}} k$", "1 + ... + {n}"),
        *named(
            "sum of all [integers|numbers|whole numbers] from 1 to {n}",
            "sum of the first {n} [natural numbers|positive integers]",
            "sum from 1 to {n}",
        ),
        *done("add up all numbers from 1 to {n}", "add the numbers 1 to {n}", "sum 1 to {n}"),
    ),
    "series_sum_between": (
        *named("sum of all [integers|numbers|whole numbers] from {a} to {b}", "sum from {a} to {b}", "sum of the integers {a} to {b}"),
        *done("add up all numbers from {a} to {b}", "add the integers from {a} through {b}"),
        "{a} + ... + {b} (all integers)[ = ?|]",
    ),
    "series_odd": (
        *named("sum of the first {n} odd [numbers|positive integers]"),
        *done("add up the first {n} odd numbers", "add 1 + 3 + 5 + ... for the first {n} odd numbers"),
        "1 + 3 + 5 + ... ({n} terms)[ = ?|]",
    ),
    "series_even": (
        *named("sum of the first {n} [positive even integers|even numbers]"),
        *done("add up the first {n} even numbers"),
        "2 + 4 + 6 + ... ({n} terms)[ = ?|]",
    ),
    "series_nth": (
        *named(
            "{N} term of the arithmetic sequence with first term {a} and common difference {D}",
            "{N} term of an arithmetic progression that starts at {a} with difference {D}",
        ),
        "[Arithmetic sequence|arithmetic sequence|AP]: first term {a}, difference {D}[, {N} term?|. Find the {N} term.|. What is term {n}?]",
        "a_1 = {a}, d = {D}[, a_{n} = ?|. Find a_{n}.]",
        "$a_1 = {a}$, $d = {D}$[. Find $a_{{n}}$.|, $a_{{n}} = ?$]",
    ),
    "series_nth_listed": (
        *named("{N} term of the arithmetic sequence {T}", "{N} term of {T}", "{N} number of the arithmetic sequence {U}, ..."),
        "{U}, ... (arithmetic)[, {N} term?|. What is the {N} term?]",
        "{T}[ What is the {N} term of this arithmetic sequence?| {N} term?| Find term {n}.]",
    ),
    "series_sum": (
        *named("sum of the first {n} terms of the arithmetic sequence with first term {a} and common difference {D}"),
        "[Arithmetic sequence|arithmetic series|AP]: first term {a}, difference {D}[, sum of {n} terms?|. Find the sum of the first {n} terms.]",
        "a_1 = {a}, d = {D}[, S_{n} = ?|. Find S_{n}.]",
    ),
    "series_geometric_nth": (
        *named(
            "{N} term of the geometric sequence with first term {a} and ratio {R}",
            "{N} term of a geometric progression starting at {a} with common ratio {R}",
        ),
        "[Geometric sequence|geometric sequence|GP]: first term {a}, ratio {R}[, {N} term?|. Find the {N} term.|. What is term {n}?]",
        "a_1 = {a}, r = {R}, geometric[, a_{n} = ?|. Find a_{n}.]",
    ),
    "series_geometric_sum": (
        *named(
            "sum of the first {n} terms of the geometric sequence with first term {a} and ratio {R}",
            "sum of {n} terms of a geometric series starting at {a} with ratio {R}",
        ),
        "[Geometric series|geometric series|GP]: first term {a}, ratio {R}[, sum of {n} terms?|. Find the sum of the first {n} terms.]",
    ),
    "series_next_arithmetic": _NEXT,
    "series_next_geometric": _NEXT,
    "series_next_fibonacci": _NEXT,
    "series_sigma": (
        *named("sum of {F} [for|over] {k} from {a} to {b}", "sum of {F} from {k} = {a} to {k} = {b}"),
        *done("add {F} for {k} from {a} to {b}", "sum {F} from {k}={a} to {b}"),
        "{E}, where {k} goes from {a} to {b}[?|]",
        "sum of {F}, {k} = {a}..{b}[?|]",
    ),
    "series_infinite": (
        *named(
            "sum of the infinite geometric series with first term {a} and [common |]ratio {r}",
            "sum to infinity of a geometric series with first term {a} and ratio {r}",
        ),
        "[Infinite geometric series|infinite geometric series]: a = {a}, r = {r}[, sum?|. Find the sum.]",
    ),
}

SCENES: dict[str, tuple[str, ...]] = {
    **_DIVISORS,
    **_REMAINDERS,
    **_BASES,
    **_COUNTING,
    **_LISTS,
    **_SERIES,
}
