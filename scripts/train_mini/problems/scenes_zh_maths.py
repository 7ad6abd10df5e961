"""Chinese bare mathematics in plain wordings: calculations, percent, powers, equations, expressions, calculus.

Here: what is asked for. Not here: ways to ask (``scenes_zh_asking.py``), numbers and programs (``maths_*.py``), whole numbers, lists,
series (``scenes_zh_numbers.py``), figures and units (``scenes_zh_figures.py``).
"""

from __future__ import annotations

from scripts.train_mini.problems.scenes_en_maths import SHOWN_AS_VALUES
from scripts.train_mini.problems.scenes_zh_asking import done, named, valued

_SHOWN = valued("{E}")
_TIMES = (
    "{a}*{b}",
    "{a} * {b}",
    "{a}x{b}",
    "{a}×{b}",
    "{a} × {b}",
    "{a}·{b}",
    "${a} \\times {b}$",
    "\\({a}\\times {b}\\)",
    "{a}乘{b}",
    "{a}乘以{b}",
    "{a}乘上{b}",
)
_OVER = ("{a}/{b}", "{a}÷{b}", "{a} ÷ {b}", "${a} \\div {b}$", "\\({a}\\div {b}\\)", "{a}除以{b}")
_PLUS = ("{a}+{b}", "{a} + {b}", "{a}＋{b}", "${a}+{b}$", "{a}加{b}", "{a}加上{b}")
_MINUS = ("{a}-{b}", "{a} - {b}", "{a}－{b}", "{a}−{b}", "${a}-{b}$", "{a}减{b}", "{a}减去{b}")
_POWER = ("{a}^{n}", "{a}**{n}", "{a} ^ {n}", "${a}^{{n}}$", "\\({a}^{{n}}\\)", "{a}的{n}次方", "{a}的{n}次幂")
_ARITHMETIC = {
    "arith_word_product": (*valued(*_TIMES), *named("{a}和{b}的积", "{a}与{b}的乘积"), *done("把{a}和{b}相乘")),
    "arith_word_quotient": (*valued(*_OVER), *named("{a}除以{b}的商"), "{b}除{a}[等于多少|得多少][？|]", "{a}里[面|]有[多少|几]个{b}？"),
    "arith_word_sum_times": (
        *valued("({a}+{b})*{c}", "({a}+{b})×{c}", "（{a}+{b}）×{c}", "$({a}+{b})\\times {c}$"),
        "{a}加{b}的和[，|]再乘{c}[，|][等于|得|是]多少？",
    ),
    "arith_word_times_plus": (
        *valued("{a}*{b}+{c}", "{a}×{b}+{c}", "${a}\\times {b}+{c}$", "{a}乘{b}加{c}"),
        "{a}乘{b}[，|]再加[上|]{c}[，|][等于|得|是]多少？",
    ),
    "arith_word_times_minus": (
        *valued("{a}*{b}-{c}", "{a}×{b}-{c}", "{a}×{b}－{c}", "${a}\\times {b}-{c}$", "{a}乘{b}减{c}"),
        "{a}乘{b}[，|]再减[去|]{c}[，|][等于|得|是]多少？",
    ),
    "arith_word_sum_over": (
        *valued("({a}+{b})/{c}", "({a}+{b})÷{c}", "（{a}+{b}）÷{c}", "$({a}+{b})\\div {c}$"),
        "{a}加{b}的和[，|]再除以{c}[，|][等于|得|是]多少？",
    ),
    "addsub_word_add": (*valued(*_PLUS), *named("{a}和{b}的和", "{a}与{b}相加的结果"), "比{a}多{b}的数是[多少|几]？"),
    "addsub_word_subtract": (
        *valued(*_MINUS),
        *named("{a}与{b}的差", "{a}减{b}的差", "{a}减去{b}的结果"),
        "比{a}少{b}的数是[多少|几]？",
        "{a}比{b}多[多少|几]？",
        "{a}[里|中]去掉{b}[，|][还剩|剩下|剩]多少？",
        "被减数是{a}，减数是{b}，[差是多少？|求差。]",
        "[从|]{a}里减[去|掉]{b}[，|]得多少？",
    ),
    "addsub_missing": (
        "{E}，[缺的数是多少|空里填几|应填几|括号里填多少][？|]",
        "[填空|填一填|在空格里填数]：{E}",
        "{a}加多少[等于|是|得]{b}？",
        "{b}比{a}多[多少|几]？",
        "[几|多少]加{a}等于{b}？",
    ),
    "addsub_list": (*named("{Z}的和", "{Z}这些数的和"), *done("把{Z}加起来", "把{Z}相加"), "{Z}，[一共|总和|加起来][是|]多少？"),
    "decimal_word_add": (*valued(*_PLUS), *named("{a}与{b}的和")),
    "decimal_word_subtract": (*valued(*_MINUS), *named("{a}与{b}的差"), "{a}比{b}多多少？"),
    "decimal_word_product": (*valued(*_TIMES), *named("{a}与{b}的积")),
    "decimal_word_quotient": (*valued(*_OVER), *named("{a}除以{b}的商")),
    "decimal_round": (
        *done("把{a}四舍五入到{Z}", "将{a}精确到{Z}"),
        "{a}[四舍五入到|精确到|保留]{Z}[是多少|约是多少|约等于多少|][？|]",
        "{a}≈？（[保留|精确到]{Z}）",
    ),
    "decimal_from_fraction": (
        *done("把{E}化成小数", "将{E}化为小数", "{E}化小数"),
        "{E}[化成小数|写成小数|用小数表示|的小数形式]是多少[？|]",
        "{E}=？（[小数|用小数表示]）",
    ),
    "decimal_to_fraction": (
        *done("把{a}化成分数", "将{a}化为最简分数", "{a}化分数"),
        "{a}[化成分数|写成分数|用分数表示|的分数形式]是多少[？|]",
        "{a}等于几分之几[？|]",
    ),
    "frac_word_add": (*valued("{A}+{B}", "{A}加{B}", "{A}加上{B}"), *named("{A}与{B}的和")),
    "frac_word_subtract": (*valued("{A}-{B}", "{A}减{B}", "{A}减去{B}"), *named("{A}与{B}的差")),
    "frac_word_product": (*valued("{A}×{B}", "{A}乘{B}", "{A}乘以{B}"), *named("{A}与{B}的积")),
    "frac_word_quotient": (*valued("{A}÷{B}", "({A})÷({B})", "{A}除以{B}"), *named("{A}除以{B}的商")),
    "frac_reduce": (
        *done("约分：{E}", "把{E}约分", "化简{E}", "把{E}化成最简分数"),
        "{E}[约分后|化简后|化成最简分数]是多少[？|]",
        "{E}的最简分数[是多少|][？|]",
    ),
    "frac_of_number": (
        "{a}的{F}[是多少|等于多少|是几][？|]",
        "{a}的{d}分之{n}[是多少|等于多少|是几][？|]",
        "[求|计算|算]{a}的{n}/{d}[。|]",
        "{a}的{n}/{d}[=|＝|？]",
    ),
    "frac_larger": (
        "{A}和{B}[哪个大|哪个更大|谁大|哪个比较大][？|]",
        "{A}与{B}相比，哪个[大|更大|大一些]？",
        "[比较大小|比大小]：{A}和{B}，[写出大的|哪个大]。",
        "[哪个大|哪个更大]，{A}还是{B}？",
    ),
    "frac_smaller": (
        "{A}和{B}[哪个小|哪个更小|谁小|哪个比较小][？|]",
        "{A}与{B}相比，哪个[小|更小|小一些]？",
        "[比较大小|比大小]：{A}和{B}，[写出小的|哪个小]。",
        "[哪个小|哪个更小]，{A}还是{B}？",
    ),
}
_PERCENT = {
    "percent_pure_of": (
        *valued("{a}的{p}%", "{a}的{Z}", "{a}的百分之{p}", "{a} 的 {p}%", "{a}×{p}%"),
        "{a}的{p}%是[多少|几][？|?|]",
        "[求|计算|算出]{a}的{p}%[是多少|][。|]",
    ),
    "percent_pure_what": (
        "{a}是{b}的百分之[几|多少][？|?|]",
        "{a}占{b}的百分之[几|多少][？|?|]",
        "{a}[占|是]{b}的[多少%|百分比是多少|几%][？|]",
        "[求|计算]{a}占{b}的百分比[。|]",
        "{a}÷{b}，[用|写成]百分数[表示|]是多少？",
        "{b}[中的|里的]{a}占[百分之几|多少百分比]？",
    ),
    "percent_pure_whole": (
        "一个数的{p}%是{a}，[这个数是多少|这个数是几|求这个数][？|]",
        "{a}是[哪个数|多少]的{p}%[？|]",
        "[多少|什么数|几]的{Z}是{a}[？|]",
        "已知某数的{Z}等于{a}，[求|问]这个数[。|]",
        "x的{p}%是{a}，[求x|x是多少|x=？]",
    ),
    "percent_pure_increase": (
        "{a}增加{p}%[是多少|后是多少|等于多少|得多少][？|]",
        "比{a}多{p}%的数[是多少|是几|][？|]",
        "{a}[提高|上涨|增长|增加]{Z}[后|之后]是多少？",
        "[把|将]{a}增加{Z}[，得多少？|，结果是多少？|。]",
        "{a}加上它的{p}%[是多少|等于多少]？",
    ),
    "percent_pure_decrease": (
        "{a}减少{p}%[是多少|后是多少|等于多少|得多少][？|]",
        "比{a}少{p}%的数[是多少|是几|][？|]",
        "{a}[降低|下降|减少]{Z}[后|之后]是多少？",
        "[把|将]{a}减少{Z}[，得多少？|，结果是多少？|。]",
        "{a}减去它的{p}%[是多少|等于多少]？",
    ),
    "percent_pure_rise": (
        "从{low}[到|涨到|增加到|升到]{high}，[增长了百分之几|涨了百分之几|增加了百分之多少|涨幅是多少%]？",
        "{high}比{low}多百分之[几|多少][？|]",
        "{low}[变成|变为|增加到]{high}，增加了百分之[几|多少]？",
        "[求|计算]{low}到{high}的增长率[。|]",
    ),
    "percent_pure_fall": (
        "从{high}[到|降到|减少到|跌到]{low}，[减少了百分之几|降了百分之几|下降了百分之多少|降幅是多少%]？",
        "{low}比{high}少百分之[几|多少][？|]",
        "{high}[变成|变为|减少到]{low}，减少了百分之[几|多少]？",
        "[求|计算]{high}到{low}的下降率[。|]",
    ),
    "percent_pure_convert": (
        *done("把{E}化成百分数", "将{E}写成百分数", "{E}化百分数"),
        "{E}[是百分之几|等于百分之几|是百分之多少|用百分数表示是多少][？|]",
        "{E}=？%",
    ),
}
_POWERS = {
    "power_word": (*valued(*_POWER), "{n}个{a}[连乘|相乘][是|等于|得]多少？"),
    "power_square": (*valued("{a}^2", "{a}**2", "{a}²", "${a}^2$", "{a}的平方", "{a}的2次方", "{a}平方"),),
    "power_cube": (*valued("{a}^3", "{a}**3", "{a}³", "${a}^3$", "{a}的立方", "{a}的3次方", "{a}立方"),),
    "power_sqrt": (*valued("sqrt({a})", "√{a}", "$\\sqrt{{a}}$", "根号{a}", "{a}的算术平方根"), "{a}开[平方|根号|方][是|等于|得]多少[？|]"),
    "power_surd": (
        *done("化简√{a}", "化简$\\sqrt{{a}}$", "化简根号{a}", "化简：{E}", "化简sqrt({a})"),
        "√{a}[化简后|的最简形式|化成最简根式]是[多少|什么]？",
    ),
    "power_cbrt": (*valued("{E}", "∛{a}", "{a}的立方根", "{a}开立方", "三次根号{a}"), "[几|什么数]的立方[是|等于]{a}？"),
    "power_log": (
        *valued("{E}", "log_{b}({a})", "$\\log_{{b}} {a}$", "以{b}为底{a}的对数"),
        "{b}的[几次方|多少次方][是|等于]{a}？",
        "{b}^x={a}，[求x|x=？|x等于多少？]",
    ),
    "power_ln": (
        *_SHOWN,
        *done("化简{E}", "化简：{E}", "求{E}的精确值"),
        "{E}[化简后|化简][是|得|等于]多少？",
        "[不用计算器|口算]，{E}[等于几|是多少]？",
    ),
}
_SOLVE = (
    "{E}",
    "[解方程|解|求解|解方程：|解下列方程：|解：]{E}[。|]",
    "{E}，{v}[=？|=?|是多少？|等于几？|等于多少？]",
    "{E}，[求{v}|求{v}的值|解{v}][。|]",
    "[已知|若|如果|设]{E}，[则{v}=？|求{v}。|{v}是多少？|那么{v}等于多少？]",
    "[帮我|请|麻烦]解[一下|下|]方程[：|]{E}",
    "求[方程|]{E}的解[。|]",
    "{E}的解是[多少|什么][？|]",
    "[怎么解|如何解]{E}[？|]",
)
_SOLVE_ALL = (
    "{E}",
    "[解方程|解|求解|解方程：|解下列方程：|解一元二次方程：]{E}[。|]",
    "{E}，求{v}[。|]",
    "[已知|若]{E}，求{v}[。|]",
    "[求|求出]方程{E}的[所有根|根|解][。|]",
    "{E}的[根|解|两个根]是[什么|多少][？|]",
    "[帮我|请|麻烦]解[一下|下|]方程[：|]{E}",
    "[怎么解|如何解]{E}[？|]",
)


def _one_root(kind: str) -> tuple[str, ...]:
    return (
        f"方程{{E}}的{kind}根[是多少|是几|][？|]",
        f"[求|求出|写出]{{E}}的{kind}[根|解][。|]",
        f"解{{E}}，[只写|写出|取]{kind}[根|解][。|]",
        f"{{E}}，求{kind}[根|解][。|]",
    )


def _system(wanted: str) -> tuple[str, ...]:
    return (
        f"[已知|若|如果]{{Z}}，[求{wanted}。|则{wanted}=？|{wanted}是多少？|那么{wanted}等于多少？|求{wanted}的值。]",
        f"{{Z}}，{wanted}[=？|=?|是多少？|等于几？]",
        f"{{Z}}，[求|算出]{wanted}[。|的值。|]",
        f"解方程组{{Z}}，[写出|并求|只写]{wanted}[。|]",
        f"[由|根据]{{Z}}[，|]求{wanted}的值[。|]",
    )


_EQUATIONS = {
    **dict.fromkeys(("lineq_one", "lineq_two", "lineq_both", "lineq_bracket", "lineq_over", "lineq_decimal"), _SOLVE),
    **dict.fromkeys(("quad_monic", "quad_leading", "quad_special", "quad_surd"), _SOLVE_ALL),
    "quad_positive": _one_root("正"),
    "quad_negative": _one_root("负"),
    "quad_larger": _one_root("[较大的|较大|大的]"),
    "quad_smaller": _one_root("[较小的|较小|小的]"),
    "quad_sum": (*named("方程{E}的两根之和", "{E}两个根的和", "{E}的根的和"), "设{E}的两根为p、q，[求p+q|p+q=？|p+q等于多少？]"),
    "quad_product": (*named("方程{E}的两根之积", "{E}两个根的积", "{E}的根的乘积"), "设{E}的两根为p、q，[求pq|pq=？|pq等于多少？]"),
    "quad_discriminant": (*named("方程{E}的判别式", "{E}的判别式的值", "{E}的Δ"), "{E}，[判别式|Δ]是多少？"),
    "sys_both": (
        "{Z}",
        "[解方程组|解|求解|解方程组：|解下列方程组：|解二元一次方程组：]{Z}[。|]",
        "{Z}，求{v}[和|、|，]{w}[的值|][。|]",
        "[已知|若|如果]{Z}，[求{v}和{w}。|求{v}、{w}的值。|{v}和{w}各是多少？]",
        "{Z}，{v}=？{w}=？",
        "[帮我|请|麻烦]解[一下|下|]方程组[：|]{Z}",
        "[怎么解|如何解]{Z}[？|]",
    ),
    "sys_first": _system("{v}"),
    "sys_second": _system("{w}"),
    "sys_sum": _system("{v}+{w}"),
    "sys_product": _system("{v}{w}"),
    "sys_sum_difference_larger": (
        "两[个|]数[的|]和是{s}，差是{d}，[大数是多少|较大的数是几|求大的数|较大数是多少][？|]",
        "两数之和[为|是]{s}，两数之差[为|是]{d}，[较大的|大的]那个数是[多少|几]？",
        "a+b={s}，a-b={d}，[求a。|a=？]",
        "x+y={s}，x-y={d}，[求x。|x是多少？]",
    ),
    "sys_sum_difference_smaller": (
        "两[个|]数[的|]和是{s}，差是{d}，[较小的数是几|求小的数|较小数是多少][？|]",
        "两数之和[为|是]{s}，两数之差[为|是]{d}，[较小的|小的]那个数是[多少|几]？",
        "a+b={s}，a-b={d}，[求b。|b=？]",
        "x+y={s}，x-y={d}，[求y。|y是多少？]",
    ),
    "ineq_linear": (
        "{E}",
        "[解不等式|解|求解|解不等式：|解下列不等式：]{E}[。|]",
        "{E}，求{v}的[取值|]范围[。|]",
        "[求|求出]{E}的解集[。|]",
        "[若|已知|如果]{E}，[求{v}的取值范围。|则{v}的范围是什么？]",
        "{v}取[哪些值|什么值]时{E}？",
    ),
    "ineq_largest_integer": (
        *named("满足{E}的最大整数{v}", "{E}的最大整数解", "使{E}成立的最大整数"),
        "{E}，{v}[最大|最大可以|最大能]取哪个整数？",
    ),
}
_EXPRESSIONS = {
    **dict.fromkeys(
        ("factor_one", "factor_two"),
        (
            *done("因式分解{E}", "分解因式：{E}", "把{E}分解因式", "因式分解：{E}", "将{E}因式分解"),
            "{E}[因式分解|分解因式][是什么？|的结果？|]",
            "{E}怎么[因式分解|分解因式]？",
        ),
    ),
    **dict.fromkeys(
        ("expand_one", "expand_two"),
        (
            *done("展开{E}", "展开：{E}", "把{E}展开", "展开并化简{E}", "去括号：{E}"),
            "{E}[展开|去括号][后是什么？|等于什么？|]",
            "{E}怎么展开？",
        ),
    ),
    **dict.fromkeys(
        ("simplify_terms", "simplify_powers", "simplify_rational"),
        (
            *done("化简{E}", "化简：{E}", "把{E}化简", "将{E}化为最简", "化简下式：{E}"),
            "{E}[化简|化简后][是什么？|得什么？|等于什么？|]",
            "{E}怎么化简？",
        ),
    ),
    "evalf_expression": (
        "[当|]{X}时，[求|计算]{E}[的值|][。|]",
        "[已知|若|当|如果]{X}，[求{E}的值。|则{E}=？|{E}等于多少？|那么{E}是多少？]",
        "{X}，{E}[=？|是多少？|等于几？]",
        "{E}，其中{X}，[求值|值是多少？|求它的值。]",
    ),
    "evalf_function": (
        "{F}，[求|计算]{G}[的值|][。|]",
        "{F}，{G}[=？|=?|是多少？|等于几？|等于多少？]",
        "[已知|若|设|如果][函数|]{F}，[则{G}=？|求{G}。|{G}是多少？|那么{G}等于多少？]",
    ),
    "evalf_two": (
        "[当|]{X}，{Y}时，[求|计算]{E}[的值|][。|]",
        "[已知|若|如果]{X}，{Y}，[求{E}的值。|则{E}=？|{E}等于多少？|那么{E}是多少？]",
        "{X}，{Y}，{E}[=？|是多少？|等于几？]",
        "{E}，其中{X}，{Y}，[求值|值是多少？|求它的值。]",
    ),
    "evalf_composed": (
        "{F}，{G}，[求|计算]{H}[的值|][。|]",
        "{F}，{G}，{H}[=？|=?|是多少？|等于几？]",
        "[已知|若|设|如果]{F}，{G}，[则{H}=？|求{H}。|{H}是多少？]",
    ),
}
_DERIVATIVE = (
    *named("{E}的导数", "函数{F}的导数", what="[多少|什么]"),
    *done("对{E}求导", "求{F}的导数", "求导：{E}", "求{E}关于{v}的导数"),
    "{F}，[求{G}|{G}=？|{G}是什么？|求导]",
    "{Y}，[求导数|求导|导数是什么？]",
    "{D}[=|=？|]",
)
_INTEGRAL = (
    "{I}",
    "{I}[=|=？|等于什么？]",
    *named("{E}的不定积分", "{E}的原函数", what="[多少|什么]"),
    *done("求{I}", "计算{I}", "求不定积分{I}", "对{E}积分", "求{F}的不定积分"),
)
_BETWEEN = (
    "{I}",
    "{I}[=|=？|等于多少？|是多少？]",
    *named("{E}从{A}到{B}的定积分", "{E}在{A}到{B}上的积分", "定积分{I}", what="多少"),
    *done("求{I}", "计算{I}", "求定积分{I}", "把{E}从{A}积分到{B}"),
)
_LIMIT = (
    "{L}",
    "{L}[=|=？|等于多少？|是多少？]",
    *named("{E}当{X}时的极限", "{v}趋于{P}时{E}的极限", "极限{L}", what="多少"),
    *done("求{L}", "计算{L}", "求极限：{L}", "求极限{L}"),
    "[当|]{X}时，{E}[的极限是多少|趋于多少|趋向于什么]？",
)
_CALCULUS = {
    **dict.fromkeys(("diff_polynomial", "diff_function"), _DERIVATIVE),
    "diff_second": (
        *named("{E}的二阶导数", "函数{F}的二阶导数", what="[多少|什么]"),
        *done("求{E}的二阶导数", "对{E}求两次导", "求{F}的二阶导"),
        "{F}，[求{H}|{H}=？|{H}是什么？]",
    ),
    "diff_at": (
        "{F}，[求{P}|{P}=？|{P}是多少？|{P}等于多少？]",
        "[已知|若|设][函数|]{F}，[求{P}。|则{P}=？|{P}是多少？]",
        *named("{E}在{X}处的导数", "{F}在{X}处的导数值", "曲线{Y}在{X}处切线的斜率"),
    ),
    "diff_minimum": (*named("{E}的最小值", "函数{F}的最小值", "{Y}的最小值"), "{F}，[最小值是多少？|求最小值。|最小是多少？]"),
    "diff_where_minimum": (
        "{v}[等于多少|取何值|是多少]时{E}[最小|取最小值][？|]",
        "{F}[在哪里|在{v}等于多少时|当{v}为多少时]取[得|]最小值？",
        "求使{E}最小的{v}[的值|][。|]",
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
