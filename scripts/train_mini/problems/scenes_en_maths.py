"""English bare mathematics in plain wordings: calculations, percent, powers, equations, expressions, calculus.

Here: what is asked for. Not here: ways to ask (``scenes_en_asking.py``), numbers and programs (``maths_*.py``), whole numbers, lists and
series (``scenes_en_numbers.py``), figures and units (``scenes_en_figures.py``).
"""

from __future__ import annotations

from scripts.train_mini.problems.scenes_en_asking import done, named, valued

_SHOWN = valued("{E}")
SHOWN_AS_VALUES = (
    "arith_product",
    "arith_quotient",
    "arith_times_then",
    "arith_then_times",
    "arith_two_products",
    "arith_bracket_times",
    "arith_bracket_over",
    "arith_mixed",
    "arith_mixed_quotient",
    "arith_signed",
    "arith_signed_quotient",
    "arith_absolute",
    "addsub_add",
    "addsub_subtract",
    "addsub_three",
    "addsub_gain_loss",
    "addsub_loss_gain",
    "decimal_sum",
    "decimal_product",
    "decimal_quotient",
    "decimal_mixed",
    "frac_addsub",
    "frac_product",
    "frac_quotient",
    "frac_three",
    "frac_mixed_numbers",
    "power_value",
    "power_negative",
    "power_fraction",
    "power_law",
    "power_surd_terms",
    "power_root_terms",
    "power_ln",
)
_TIMES = (
    "{a}*{b}",
    "{a} * {b}",
    "{a}x{b}",
    "{a} x {b}",
    "{a} X {b}",
    "{a}×{b}",
    "{a} × {b}",
    "{a}·{b}",
    "({a})({b})",
    "{a}({b})",
    "$ {a} \\times {b} $",
    "${a} \\cdot {b}$",
    "\\({a}\\times{b}\\)",
    "{a} times {b}",
)
_OVER = (
    "{a}/{b}",
    "{a} / {b}",
    "{a}÷{b}",
    "{a} ÷ {b}",
    "${a} \\div {b}$",
    "\\({a} \\div {b}\\)",
    "$\\frac{{a}}{{b}}$",
    "{a} divided by {b}",
)
_PLUS = ("{a}+{b}", "{a} + {b}", "${a}+{b}$", "\\({a} + {b}\\)", "{a} plus {b}")
_MINUS = ("{a}-{b}", "{a} - {b}", "{a} − {b}", "{a}–{b}", "${a}-{b}$", "\\({a} - {b}\\)", "{a} minus {b}")
_POWER = (
    "{a}^{n}",
    "{a} ^ {n}",
    "{a}**{n}",
    "{a} ** {n}",
    "${a}^{{n}}$",
    "\\({a}^{{n}}\\)",
    "{a} to the power of {n}",
    "{a} to the power {n}",
    "{a} raised to {n}",
)
_ARITHMETIC = {
    "arith_word_product": (
        *valued(*_TIMES),
        *named("product of {a} and {b}"),
        *done("multiply {a} by {b}", "multiply {a} and {b}", "multiply {a} with {b}"),
        "{a} [times|multiplied by] {b} [is|equals|gives|makes] [what|how much]?",
        "[If I multiply|When you multiply|Multiplying] {a} by {b}, what do I get?",
    ),
    "arith_word_quotient": (
        *valued(*_OVER),
        *named("quotient of {a} and {b}"),
        *done("divide {a} by {b}"),
        "[How many|how many] times does {b} go into {a}?",
        "{a} [split|divided] by {b} [is|gives|equals] [what|how much]?",
    ),
    "arith_word_sum_times": (
        *valued("({a}+{b})*{c}", "({a} + {b}) * {c}", "({a}+{b})×{c}", "({a}+{b}){c}", "$({a}+{b})\\times {c}$"),
        *done("add {a} and {b} and multiply the result by {c}", "multiply the sum of {a} and {b} by {c}"),
    ),
    "arith_word_times_plus": (
        *valued("{a}*{b}+{c}", "{a} * {b} + {c}", "{a}×{b}+{c}", "{a} x {b} + {c}", "${a}\\times {b}+{c}$", "{a} times {b} plus {c}"),
        *done("multiply {a} by {b} and add {c}"),
    ),
    "arith_word_times_minus": (
        *valued("{a}*{b}-{c}", "{a} * {b} - {c}", "{a}×{b}−{c}", "{a} x {b} - {c}", "${a}\\times {b}-{c}$", "{a} times {b} minus {c}"),
        *done("multiply {a} by {b} and take away {c}"),
    ),
    "arith_word_sum_over": (
        *valued("({a}+{b})/{c}", "({a} + {b}) / {c}", "({a}+{b})÷{c}", "$\\frac{{a}+{b}}{{c}}$", "$({a}+{b})\\div {c}$"),
        *done("add {a} and {b} and divide the result by {c}"),
    ),
    "addsub_word_add": (
        *valued(*_PLUS),
        *named("sum of {a} and {b}", "total of {a} and {b}"),
        *done("add {a} and {b}", "add {a} to {b}", "sum {a} and {b}"),
        "{a} and {b} [makes|make|is|are] [what|how much]?",
        "[What number is|what number is|What is] {b} more than {a}?",
    ),
    "addsub_word_subtract": (
        *valued(*_MINUS),
        *named("difference of {a} and {b}", "result of {a} minus {b}"),
        *done("subtract {b} from {a}", "take {b} away from {a}", "deduct {b} from {a}"),
        "[What is|what's|What's] {a} take away {b}?",
        "[What number is|Which number is|what is] {b} less than {a}?",
        "{a} [take away|minus|less|reduced by] {b} [is|equals|leaves] [what|how much]?",
        "[How much is left|What is left|what's left] if you take {b} [away |]from {a}?",
        "[How much more|how much more] is {a} than {b}?",
    ),
    "addsub_missing": (
        *done("find the missing number in {E}", "fill in the blank: {E}", "complete {E}"),
        "{E}[, what is missing?|. What goes in the gap?|. Which number is missing?]",
        "[What must I add|What do I add|how much do i add] to {a} to [get|reach] {b}?",
        "[How much|How many] more than {a} is {b}?",
        "{a} plus what [is|equals|makes] {b}?",
        "{a} + what = {b}[?|]",
    ),
    "addsub_list": (
        *named("sum of {L}", "total of {L}"),
        *done("add up {L}", "sum up {L}", "add these: {L}"),
        "[Sum|Total|sum|total|Add up|add][:| of] {L}",
        "{L}: [sum?|what is the sum?|add them up|total?]",
    ),
    "decimal_word_add": (
        *valued(*_PLUS),
        *named("sum of {a} and {b}"),
        *done("add {a} and {b}", "add {b} to {a}"),
    ),
    "decimal_word_subtract": (
        *valued(*_MINUS),
        *done("subtract {b} from {a}", "take {b} away from {a}"),
        "[How much|how much] is left when {b} is taken from {a}?",
    ),
    "decimal_word_product": (
        *valued(*_TIMES),
        *named("product of {a} and {b}"),
        *done("multiply {a} by {b}", "multiply {a} and {b}"),
    ),
    "decimal_word_quotient": (
        *valued(*_OVER),
        *done("divide {a} by {b}"),
    ),
    "decimal_round": (
        *done("round {a} to {P}", "round the number {a} to {P}", "round off {a} to {P}"),
        "[What is|What's|what is|whats] {a} [rounded|rounded off|correct] to {P}?",
        "{a} [rounded to|to|correct to|round to] {P}[?|]",
        "[Rounded|rounded|Correct] to {P}, what is {a}?",
        "[Round|round] to {P}: {a}",
    ),
    "decimal_from_fraction": (
        *done("convert {E} to a decimal", "write {E} as a decimal number", "change {E} to decimal form"),
        "[What is|What's|what is|whats] {E} [as a decimal|in decimal form|in decimals|as a decimal number]?",
        "{E} [as a decimal|in decimal form|to decimal|as decimal][?|]",
        "[Decimal form|decimal|Decimal value] of {E}[?|]",
    ),
    "decimal_to_fraction": (
        *done("convert {a} to a fraction", "write {a} as a fraction in lowest terms", "change {a} to a fraction"),
        "[What is|What's|what is|whats] {a} [as a fraction|in fraction form|as a simplified fraction]?",
        "{a} [as a fraction|in fraction form|to fraction|as fraction][?|]",
        "[Which|What] fraction [equals|is equal to|is] {a}?",
    ),
    "frac_word_add": (
        *valued("{A} + {B}", "{A}+{B}", "{A} plus {B}"),
        *named("sum of {A} and {B}"),
        *done("add {A} and {B}"),
    ),
    "frac_word_subtract": (
        *valued("{A} - {B}", "{A}-{B}", "{A} minus {B}"),
        *done("subtract {B} from {A}", "take {B} from {A}"),
    ),
    "frac_word_product": (
        *valued("{A} * {B}", "{A} × {B}", "{A} x {B}", "{A}*{B}", "{A} times {B}"),
        *named("product of {A} and {B}"),
        *done("multiply {A} by {B}", "multiply {A} and {B}"),
    ),
    "frac_word_quotient": (
        *valued("{A} ÷ {B}", "({A})/({B})", "({A}) / ({B})", "{A} divided by {B}"),
        *done("divide {A} by {B}"),
    ),
    "frac_reduce": (
        *done("simplify {E}", "reduce {E}", "simplify the fraction {E}", "reduce the fraction {E} to lowest terms", "cancel down {E}"),
        "[What is|What's|what is|whats] {E} [simplified|reduced|in lowest terms|in its simplest form]?",
        "{E} [simplified|in lowest terms|in its lowest terms|reduced][?|]",
        "[Simplest form|Lowest terms|simplest form] of {E}[?|]",
    ),
    "frac_of_number": (
        *valued("{n}/{d} of {a}", "{F} of {a}"),
        *done("find {n}/{d} of {a}", "take {F} of {a}"),
    ),
    "frac_larger": (
        "[Which is|Which one is|which is] [bigger|larger|greater|more], {A} or {B}?",
        "[Compare|compare] {A} [and|with] {B}: which is [larger|bigger|greater]?",
        "{A} or {B}, which [is|one is] [bigger|larger|greater]?",
        "[Which fraction is|what's] [bigger|larger|greater]: {a} or {b}?",
        *named("larger of {A} and {B}", "greater of {a} and {b}"),
    ),
    "frac_smaller": (
        "[Which is|Which one is|which is] [smaller|less], {A} or {B}?",
        "[Compare|compare] {A} [and|with] {B}: which is [smaller|less]?",
        "{A} or {B}, which [is|one is] [smaller|less]?",
        "[Which fraction is|what's] smaller: {a} or {b}?",
        *named("smaller of {A} and {B}", "lesser of {a} and {b}"),
    ),
}
_PERCENT = {
    "percent_pure_of": (
        *valued("{p}% of {a}", "{P} of {a}", "{p} percent of {a}", "{p} per cent of {a}", "{p} % of {a}", "{p}\\% of {a}"),
        "${p}\\%$ of ${a}$[?|]",
        "[How much is|how much's|What number is|what number is] {p}% of {a}?",
        "[Calculate|Find|find|Work out|Take|take|Determine] {p}% of [the number |]{a}[.|]",
        "[What do I get if I take|What do you get when you take] {P} of {a}?",
        "{p}% [from|out of] {a} is [how much|what]?",
    ),
    "percent_pure_what": (
        "{a} is what [percent|percentage|%] of {b}[?|]",
        "[What|what] [percent|percentage|%] of {b} is {a}?",
        "[What|How many|how many] percent is {a} of {b}?",
        "{a} [of|out of] {b} [in percent|as a percentage|as a percent|in %][?|]",
        "{a}/{b} [in percent|as a percentage|in %][?|]",
        "[Express|express|Write|write|Give] {a} [out of|of] {b} as a [percentage|percent][.|]",
        "[What|Which] percentage does {a} make of {b}?",
        *named("percentage of {b} that {a} is"),
    ),
    "percent_pure_whole": (
        "{a} is {P} of what[ number|]?",
        "{a} is {p}% of [what|which number|what number|how much]?",
        "{p}% of [what|what number|which number] [is|equals] {a}?",
        "[If|if] {P} of a number is {a}, [what is the number?|what's the number?|find the number.]",
        "{P} of a number is {a}. [What is the number?|Find the number.|Which number is it?]",
        "[Of what number is|Of which number is] {a} {P}?",
        "{p}% of x is {a}. [Find x.|What is x?|x = ?]",
        "{p}% = {a}, [100% = ?|what is 100%?]",
    ),
    "percent_pure_increase": (
        *done("increase {a} by {P}", "raise {a} by {p}%", "add {p}% to {a}"),
        "{a} + {p}%[?| =| = ?|]",
        "{a} plus {P}[?|]",
        "{a} [increased|raised] by {P} [is what?|is how much?|equals?|]",
        "[What is|What's|what is|whats] {a} [increased by|plus|raised by] {P}?",
        "[What number is|what is] {P} more than {a}?",
    ),
    "percent_pure_decrease": (
        *done("decrease {a} by {P}", "reduce {a} by {p}%", "take {p}% off {a}", "lower {a} by {P}"),
        "{a} - {p}%[?| =| = ?|]",
        "{a} minus {P}[?|]",
        "{p}% off {a}[?|]",
        "[What is|What's|what is|whats] {a} [decreased by|minus|reduced by|less] {P}?",
        "[What number is|what is] {P} less than {a}?",
    ),
    "percent_pure_rise": (
        *named("percent increase from {low} to {high}", "percentage change from {low} to {high}", "growth in percent from {low} to {high}"),
        "[From|from] {low} to {high}: [what|how much] percent [increase|growth|more]?",
        "[By how many percent|By what percentage|by what percent] does {low} [grow|rise|increase] to {high}?",
        "[How many|How much|how many] percent more than {low} is {high}?",
        "{low} [goes up|rises|increases|grows] to {high}. [By what percent?|By how many percent?|How many percent is that?]",
    ),
    "percent_pure_fall": (
        *named("percent decrease from {high} to {low}", "percentage drop from {high} to {low}", "loss in percent from {high} to {low}"),
        "[From|from] {high} to {low}: [what|how much] percent [decrease|drop|less]?",
        "[By how many percent|By what percentage|by what percent] does {high} [fall|drop|decrease] to {low}?",
        "[How many|How much|how many] percent less than {high} is {low}?",
        "{high} [goes down|falls|drops|decreases] to {low}. [By what percent?|By how many percent?|How many percent is that?]",
    ),
    "percent_pure_convert": (
        *done("convert {E} to a percentage", "write {E} as a percent", "change {E} to percent", "express {E} as a percentage"),
        "[What is|What's|what is|whats] {E} [in percent|as a percentage|as a percent|in %]?",
        "{E} [in percent|as a percentage|to percent|in %|as a percent][?|]",
        "[How many|how many] percent is {E}?",
    ),
}
_POWERS = {
    "power_word": (
        *valued(*_POWER),
        *done("raise {a} to the power {n}", "raise {a} to the power of {n}"),
        "{a} [to the power of|to the power|raised to the power] {n} [is|equals] [what|how much]?",
        "[Compute|Evaluate|Find|compute|find] the power {a}^{n}[.|]",
    ),
    "power_square": (
        *valued("{a}^2", "{a} ^ 2", "{a}**2", "{a}²", "${a}^2$", "\\({a}^2\\)", "{a} squared"),
        *named("square of {a}"),
        *done("square {a}", "square the number {a}"),
        "{a} squared [is|equals] [what|how much]?",
        "{a} to the [second power|power of 2][?|]",
    ),
    "power_cube": (
        *valued("{a}^3", "{a} ^ 3", "{a}**3", "{a}³", "${a}^3$", "\\({a}^3\\)", "{a} cubed"),
        *named("cube of {a}", "third power of {a}"),
        *done("cube {a}", "cube the number {a}"),
        "{a} cubed [is|equals] [what|how much]?",
        "{a} to the [third power|power of 3][?|]",
    ),
    "power_sqrt": (
        *valued("sqrt({a})", "sqrt {a}", "√{a}", "$\\sqrt{{a}}$", "\\(\\sqrt{{a}}\\)", "square root of {a}", "root of {a}"),
        *named("square root of {a}", "positive square root of {a}"),
        *done("take the square root of {a}"),
        "[Which|What] positive number squared [is|gives|equals] {a}?",
        "the square root of {a} [is|equals] [what|how much]?",
    ),
    "power_surd": (
        *done("simplify sqrt({a})", "simplify √{a}", "simplify $\\sqrt{{a}}$", "simplify {E}", "simplify the root of {a}"),
        "[Simplify|simplify][:|] [sqrt({a})|√{a}|$\\sqrt{{a}}$|\\(\\sqrt{{a}}\\)][.|]",
        "[What is|What's|what is|whats] {E} [simplified|in simplest radical form|in its simplest form]?",
        "[√{a}|sqrt({a})] in [simplest|simplified] [radical |]form[?|]",
    ),
    "power_cbrt": (
        *valued("cbrt({a})", "∛{a}", "{E}", "cube root of {a}", "third root of {a}"),
        *named("cube root of {a}"),
        *done("take the cube root of {a}"),
        "[Which|What] number cubed [is|gives|equals] {a}?",
    ),
    "power_log": (
        *valued("log_{b}({a})", "log_{b} {a}", "$\\log_{{b}} {a}$", "$\\log_{{b}}({a})$", "log base {b} of {a}", "{E}"),
        *named("log base {b} of {a}", "logarithm of {a} to base {b}", "logarithm base {b} of {a}"),
        "[To what power|To which power|to what power] must {b} be raised to [get|give] {a}?",
        "{b}^x = {a}, [x = ?|find x|what is x?]",
        "{b} to [what|which] power [is|equals|gives] {a}?",
    ),
    "power_ln": (
        *_SHOWN,
        *done("simplify {E}", "simplify the expression {E}", "evaluate {E} exactly"),
        "[Simplify|simplify|Give the exact value of|Find the exact value of][:|] {E}[.|]",
        "[What does|what does] {E} [simplify to|equal|evaluate to]?",
        "[Without|No] calculator: {E}[?|]",
        "[What number is|Which number is|what number is] {E}?",
    ),
}
_SOLVE = (
    "{E}",
    "{E}, {v}=?",
    "[Solve|solve|Solve:|solve:] {E}[.|]",
    "[Solve|solve] for {v}: {E}",
    "[Solve|solve] {E} for {v}[.|]",
    "[Solve|solve] the [following |]equation[:|] {E}[.|]",
    "{E}. [Solve for {v}.|Solve.|Find {v}.|solve for {v}]",
    "[Find|find|Determine|Get] {v}[:| if| when| from| given] {E}[.|]",
    "[What is|What's|what is|whats] {v} [if|when|in] {E}?",
    "[If|Given|Given that|Suppose|Let] {E}, [what is {v}?|find {v}.|{v} = ?|find the value of {v}.]",
    "[Please|pls|please] solve {E}[.|]",
    "[Find|Determine] the [solution] [of|to] [the equation |]{E}[.|]",
    "[Which|What|what] value of {v} [satisfies|solves|makes true] {E}?",
    "[Work out|Calculate] {v}: {E}",
    "[help me solve|can you solve|how to solve|How do I solve|Can you please solve] {E}[?|]",
)
_SOLVE_ALL = (
    "{E}",
    "[Solve|solve|Solve:|solve:] {E}[.|]",
    "[Solve|solve] for {v}: {E}",
    "[Solve|solve] {E} for {v}[.|]",
    "[Solve|solve] the [quadratic |][equation|equation:] {E}[.|]",
    "[Find|find|Determine|Give] [solutions|roots|the roots|the solutions] of {E}[.|]",
    "[What are|what are] the [roots|solutions|zeros] of {E}?",
    "[Find|find] all [values of {v}|{v}] [for which|such that] {E}[.|]",
    "[For which|For what] values of {v} do we have {E}?",
    "[What is|whats|what's] {v} if {E}?",
    "{E}. [Solve.|Find all solutions.|Solve for {v}.|Find {v}.]",
    "{E}, {v} = ?",
    "[help me solve|can you solve|how to solve|How do I solve] {E}[?|]",
)


def _one_root(kind: str) -> tuple[str, ...]:
    return (
        *named(f"{kind} root of {{E}}", f"{kind} solution of {{E}}", f"{kind} solution to {{E}}"),
        f"[Solve|solve] {{E}}. [Give|Give only|State] the {kind} [root|solution].",
        f"{{E}}[. What is the {kind} root?|, {kind} root?|, find the {kind} solution|. Give the {kind} solution only.]",
        f"[What is|what's|Find] the {kind} value of {{v}} [with|for which] {{E}}",
    )


def _system(wanted: str, said: str) -> tuple[str, ...]:
    return (
        f"[If|Given|Given that|Suppose] {{E}}, [what is {wanted}?|find {wanted}.|{wanted} = ?|what's {wanted}?]",
        f"{{E}}. [What is {wanted}?|Find {wanted}.|{wanted} = ?|Calculate {wanted}.]",
        f"{{E}}, {wanted}=?",
        f"[Find|find|Compute|Determine] {wanted}[ if| given| when] {{E}}[.|]",
        f"[What is|What's|what is|whats] {wanted} [if|when] {{E}}?",
        f"[Solve|solve] {{E}} and give {said}[.|]",
        f"[Solve|solve] the system {{E}}. Give {wanted}[.|]",
        f"{{E}}[; find {said}|; what is {said}?|, give me {said}]",
    )


_EQUATIONS = {
    **dict.fromkeys(("lineq_one", "lineq_two", "lineq_both", "lineq_bracket", "lineq_over", "lineq_decimal"), _SOLVE),
    **dict.fromkeys(("quad_monic", "quad_leading", "quad_special", "quad_surd"), _SOLVE_ALL),
    "quad_positive": _one_root("positive"),
    "quad_negative": _one_root("negative"),
    "quad_larger": _one_root("[larger|bigger|greater]"),
    "quad_smaller": _one_root("smaller"),
    "quad_sum": (
        *named("sum of the [roots|solutions|zeros] of {E}", "sum of both roots of {E}"),
        "[What do|what do] the [roots|solutions] of {E} add up to?",
        "{E}. [Find the sum of the roots.|What is the sum of its roots?|Sum of the roots?|sum of roots?]",
        "[The roots of|The two roots of] {E} are p and q[. Find p + q.|. What is p+q?]",
    ),
    "quad_product": (
        *named("product of the [roots|solutions|zeros] of {E}", "product of both roots of {E}"),
        "[What do|what do] you get when you multiply the [roots|solutions] of {E}?",
        "{E}. [Find the product of the roots.|What is the product of its roots?|Product of the roots?|product of roots?]",
        "The [two |]roots of {E} are p and q[. Find pq.|. What is pq?]",
    ),
    "quad_discriminant": (
        *named("discriminant of {E}", "discriminant of {P}", "value of the discriminant of {E}"),
        "{E}, discriminant?",
        "{E}. [What is the discriminant?|Find the discriminant.|Calculate D = b^2 - 4ac.|Find b² - 4ac.]",
        "[How large is|what's] the discriminant of {P}?",
    ),
    "sys_both": (
        "{E}",
        "[Solve|solve|Solve:|solve:] {E}[.|]",
        "[Solve|solve] [the system|the system of equations|the simultaneous equations|the following system|for {v} and {w}][:|] {E}[.|]",
        "[Find|find|Determine] {v} and {w}[ if|:| given that| such that] {E}[.|]",
        "[What are|what are] {v} and {w} [if|when] {E}?",
        "{E}. [Find {v} and {w}.|Solve for {v} and {w}.|What are {v} and {w}?|Solve the system.]",
        "[If|Given|Given that] {E}, [find {v} and {w}.|what are {v} and {w}?]",
        "{E}, {v} = ? {w} = ?",
        "[help me solve|can you solve|how to solve|How do I solve] {E}[?|]",
    ),
    "sys_first": _system("{v}", "{v}"),
    "sys_second": _system("{w}", "{w}"),
    "sys_sum": _system("{v}+{w}", "the sum of {v} and {w}"),
    "sys_product": _system("{v}{w}", "the product of {v} and {w}"),
    "sys_sum_difference_larger": (
        "[Two numbers|two numbers] add up to {s} and differ by {d}. [What is the larger one?|Find the larger number.|Which is the bigger one?]",
        "[The sum of two numbers is|Two numbers have sum] {s} and [their|the] difference is {d}. [Find the larger one.|What is the bigger number?]",
        "a + b = {s}, a - b = {d}[. Find a.|, a = ?|. What is a?]",
        "x + y = {s} and x - y = {d}[. Find x.|, x = ?|. What is x?]",
        "sum {s}, difference {d}, [larger|bigger] number?",
        *named("[larger|bigger|greater] of two numbers with sum {s} and difference {d}"),
    ),
    "sys_sum_difference_smaller": (
        "[Two numbers|two numbers] add up to {s} and differ by {d}. [What is the smaller one?|Find the smaller number.|Which is the smaller one?]",
        "[The sum of two numbers is|Two numbers have sum] {s} and [their|the] difference is {d}. [Find the smaller one.|What is the smaller number?]",
        "a + b = {s}, a - b = {d}[. Find b.|, b = ?|. What is b?]",
        "x + y = {s} and x - y = {d}[. Find y.|, y = ?|. What is y?]",
        "sum {s}, difference {d}, smaller number?",
        *named("smaller of two numbers with sum {s} and difference {d}"),
    ),
    "ineq_linear": (
        "{E}",
        "[Solve|solve|Solve:|solve:] {E}[.|]",
        "[Solve|solve] the [following |]inequality[:|] {E}[.|]",
        "[Solve|solve] {E} for {v}[.|]",
        "[For which|For what] [values of |]{v} does it hold that {E}?",
        "[Find|find|Determine] [all {v}|the values of {v}|all values of {v}] [with|such that|for which] {E}[.|]",
        "{E}. [Solve for {v}.|Find {v}.|Solve.|What values can {v} have?]",
    ),
    "ineq_largest_integer": (
        *named("[largest|biggest|greatest] [integer|whole number] {v} [with|such that|for which] {E}"),
        "{E}[. What is the largest integer {v}?|, largest integer {v}?|. Find the greatest integer {v}.|. How large can the integer {v} be?]",
    ),
}
_EXPRESSIONS = {
    **dict.fromkeys(
        ("factor_one", "factor_two"),
        (
            *done("factor {E}", "factorise {E}", "factorize {E}", "factor {E} completely", "write {E} as a product of factors"),
            "[Factor|Factorise|Factorize|factor] [the expression|completely|fully|the polynomial][:|] {E}[.|]",
            "{E}[, factor it|. Factor completely.|, factored?|. Factorise.]",
            "[What is|what's] the [factored form|factorisation|factorization] of {E}?",
            "[Factored form|factored form|Factorisation] of {E}[?|]",
        ),
    ),
    **dict.fromkeys(
        ("expand_one", "expand_two"),
        (
            *done("expand {E}", "multiply out {E}", "expand and simplify {E}", "remove the brackets in {E}"),
            "[Expand|expand|Multiply out|Expand and simplify][:| the expression| the product|] {E}[.|]",
            "{E}[, expand it|. Expand.|, expanded?|. Multiply out.]",
            "[What is|what's] {E} [expanded|multiplied out|in expanded form]?",
            "[Expansion|expansion|Expanded form] of {E}[?|]",
        ),
    ),
    **dict.fromkeys(
        ("simplify_terms", "simplify_powers", "simplify_rational"),
        (
            *done("simplify {E}", "simplify the expression {E}", "simplify {E} fully"),
            "[Simplify|simplify|Simplify fully][:| the expression|] {E}[.|]",
            "{E}[, simplify|. Simplify fully.|, simplified form?|. Write it in simplest form.]",
            "[What is|what's] {E} [simplified|in its simplest form]?",
            "[What does|what does] {E} simplify to?",
        ),
    ),
    "evalf_expression": (
        "[What is|what's|What's] {E} [if|when|for|at] {X}?",
        "[Find|find|Evaluate|Compute|Calculate|evaluate] {E} [if|when|for|at|where] {X}[.|]",
        "[If|if|Given that] {X}, [what is {E}?|find {E}.|what is the value of {E}?|evaluate {E}.]",
        "{X}. [Find {E}.|What is {E}?|{E} = ?]",
        "{X}, {E} = ?",
        "[Find|Determine] the value of {E} [if|when|for] {X}[.|]",
        "[Substitute|Plug|plug] {X} into {E}[. What do you get?|.|]",
    ),
    "evalf_function": (
        "{F}, {G} = ?",
        "{F}. [Find {G}.|What is {G}?|Compute {G}.|{G}=?|Evaluate {G}.]",
        "[If|if|Given|Given that] {F}, [what is {G}?|find {G}.|compute {G}.|evaluate {G}.]",
        "[Let|let] {F}. [Find {G}.|What is {G}?|Compute {G}.]",
        "[What is|what's] {G} [if|when] {F}?",
        "[Find|find|Compute|Evaluate] {G} [for|if|when|where] {F}[.|]",
    ),
    "evalf_two": (
        "[What is|what's|What's] {E} [if|when|for] {X} and {Y}?",
        "[Find|find|Evaluate|Compute|Calculate] {E} [if|when|for|where] {X} and {Y}[.|]",
        "[If|if|Given that] {X} and {Y}, [what is {E}?|find {E}.|what is the value of {E}?|evaluate {E}.]",
        "{X}, {Y}. [Find {E}.|What is {E}?|{E} = ?]",
        "{X}, {Y}, {E} = ?",
        "[Substitute|Plug|Put] {X} and {Y} into {E}[. What do you get?|.|]",
    ),
    "evalf_composed": (
        "{F}, {G}, {H} = ?",
        "{F}, {G}. [Find {H}.|What is {H}?|Compute {H}.|Evaluate {H}.]",
        "[If|if|Given] {F} and {G}, [what is {H}?|find {H}.|compute {H}.]",
        "[Let|let] {F} and {G}. [Find {H}.|What is {H}?|Compute {H}.]",
        "[What is|what's] {H} [if|when] {F} and {G}?",
        "[Find|find|Evaluate] {H} [if|where|when] {F} and {G}[.|]",
    ),
}
_DERIVATIVE = (
    *named("derivative of {E}", "derivative of {F}", "first derivative of {E}"),
    *done("differentiate {E}", "differentiate {F}", "take the derivative of {E}"),
    "[Differentiate|differentiate|Derive][:| the function| with respect to {v}:] {E}[.|]",
    "{F}[. Find {G}.|, {G} = ?|. What is {G}?|. Find the derivative.]",
    "{Y}[. Find the derivative.|. Differentiate.|, derivative?]",
    "{D}[| = ?| =]",
)
_INTEGRAL = (
    "{I}",
    "{I}[ =| = ?|?]",
    *named("[indefinite |]integral of {E}", "antiderivative of {E}"),
    *done("integrate {E}", "integrate {E} with respect to {v}", "find an antiderivative of {E}"),
    "[Compute|Evaluate|Find|find][:|] {I}[.|]",
    "[Integrate|integrate][:|] {E}[.|]",
    "{F}[. Find an antiderivative.|. Find the indefinite integral.|, integrate it]",
)
_BETWEEN = (
    "{I}",
    "{I}[ =| = ?|?]",
    *named("integral of {E} from {A} to {B}", "definite integral of {E} from {A} to {B}", "value of {I}"),
    *done("integrate {E} from {A} to {B}", "integrate {E} between {A} and {B}", "evaluate {I}"),
    "[Compute|Evaluate|Find|find|Calculate|evaluate][:|] {I}[.|]",
    "[Integrate|integrate] {E} [from {A} to {B}|from {v} = {A} to {v} = {B}][.|]",
)
_LIMIT = (
    "{L}",
    "{L}[ =| = ?|?]",
    *named("limit of {E} as {v} [approaches|goes to|tends to] {P}", "limit of {E} as {X}"),
    "[Compute|Evaluate|Find|find|Calculate|evaluate] [the limit |]{L}[.|]",
    "[What does|what does] {E} [approach|tend to|go to] [as|when] {v} [approaches|goes to|tends to] {P}?",
    "{E} [as|when] {v} [goes to|tends to|approaches] {P}[, limit?|: limit?|. Find the limit.]",
    "[As|as] {X}, what is the limit of {E}?",
)
_CALCULUS = {
    **dict.fromkeys(("diff_polynomial", "diff_function"), _DERIVATIVE),
    "diff_second": (
        *named("second derivative of {E}", "second derivative of {F}"),
        *done("differentiate {E} twice", "find the second derivative of {F}"),
        "{F}[. Find {H}.|, {H} = ?|. What is {H}?|. Find the second derivative.]",
        "{Y}[. Find the second derivative.|. Differentiate twice.|, second derivative?]",
    ),
    "diff_at": (
        "{F}[. Find {P}.|, {P} = ?|. What is {P}?|. Evaluate {P}.]",
        "[If|Given] {F}, [find {P}.|what is {P}?|compute {P}.]",
        "[What is|what's] {P} [if|for] {F}?",
        "[Find|find|Determine|Compute] the derivative of {E} at {X}[.|]",
        "[What is|what's] the slope of [the tangent to |]{Y} at {X}?",
        "[Derivative|derivative] of {E} at {X}[?|]",
    ),
    "diff_minimum": (
        *named("minimum value of {E}", "smallest value of {E}", "minimum of {F}", "least value of {F}"),
        "{Y}, [minimum value?|what is the smallest value of the function?|find the minimum value]",
        "{F}[. Find the minimum value.|. What is its smallest value?|, minimum value?]",
        "[How small can|how small can] {E} [get|become|be]?",
    ),
    "diff_where_minimum": (
        "[Where|For which {v}|At what {v}|where] [is {E} smallest|does {E} [take|reach] its minimum]?",
        "{F}[. For which {v} is it smallest?|. At which {v} is the minimum?|. Where is the minimum?]",
        *named("{v} that makes {E} smallest", "{v} where {E} is at its minimum", "value of {v} that minimizes {E}"),
        "[Minimize|minimize] {E}: {v} = ?",
    ),
    **dict.fromkeys(("int_polynomial", "int_function"), _INTEGRAL),
    **dict.fromkeys(("int_definite", "int_definite_function"), _BETWEEN),
    **dict.fromkeys(("limit_point", "limit_infinity", "limit_special"), _LIMIT),
}

SCENES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(SHOWN_AS_VALUES, _SHOWN),
    **_ARITHMETIC,
    **_PERCENT,
    **_POWERS,
    **_EQUATIONS,
    **_EXPRESSIONS,
    **_CALCULUS,
}
