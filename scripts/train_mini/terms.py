"""Words of school mathematics that the tokenizer should know whatever the sampled problems happen to hold.

Here: terms, LaTeX commands, names of Python's and sympy's functions. Not here: sentences.
"""

from __future__ import annotations

ENGLISH = """
solve equation equations inequality system variable find evaluate simplify compute calculate determine expand factor factorise factorize
derivative differentiate integral integrate definite indefinite antiderivative limit function respect polynomial quadratic linear cubic
root roots solutions expression fraction decimal percent percentage power square cube product quotient remainder divided multiplied
subtract sum difference greatest common divisor factor least common multiple prime factorization number numbers divisible divisors digits
modulo congruent sequence series arithmetic geometric term terms first ratio common triangle rectangle square circle radius diameter
circumference area perimeter volume surface cylinder cone sphere cube cuboid trapezoid parallelogram rhombus hexagon angle degrees
hypotenuse leg legs sides length width height base mean median mode range variance standard deviation average data values probability dice
coin cards permutations combinations arrangements ways choose committee letters word distance midpoint slope line points coordinates graph
intercept vertex maximum minimum matrix determinant inverse vector dot logarithm log exponent exponential interest principal compounded
annually simple between from what is the value of how many which answer given that where when if and are two three positive negative
integer integers real complex even odd consecutive whole round nearest lowest terms mixed improper rational numerator denominator absolute
factorial sine cosine tangent radians sin cos tan years months weeks days hours minutes seconds kilometers miles meters centimeters grams
kilograms liters dollars cents together altogether total remaining left each every more fewer less than times twice half third quarter
share equally among price cost pays change discount profit speed average older younger age
"""
CHINESE = """
求 解 方程 方程组 不等式 计算 化简 求值 因式分解 展开 导数 求导 积分 不定积分 定积分 极限 函数 多项式 二次 一次
根 实数 整数 正整数 表达式 分数 小数 百分数 百分之 乘积 商 余数 除以 乘以 加上 减去 和 差 积 最大公约数
最小公倍数 质数 素数 质因数 分解 整除 因数 个数 数列 等差 等比 公差 公比 首项 项 前 三角形 长方形 矩形 正方形 圆
半径 直径 周长 面积 体积 表面积 圆柱 圆锥 球 正方体 长方体 梯形 平行四边形 菱形 直角 斜边 边长 底 高 平均数
中位数 众数 极差 方差 标准差 概率 骰子 硬币 排列 组合 种 方法 选法 距离 中点 斜率 直线 点 坐标 最大值 最小值
矩阵 行列式 对数 利息 本金 利率 单利 复利 年 的值 是多少 等于 多少 已知 如果 那么 求出 下列 数据 答案 一共 总共
还剩 剩下 每 平均 分给 比 多 少 几 倍 一半 三分之 原来 现在 后来 又 再 先 价格 打折 元 千米 每小时 小时 分钟
速度 岁 年龄 今年 个 只 本 支 米 厘米 平方 立方
"""
CODE = r"""
\frac{ \dfrac{ \sqrt{ \left( \right) \cdot \times \div \int \int_ \lim_ \to \infty \pi \sin \cos \tan \ln \log \sum \leq \geq \le \ge \neq
\pm \boxed{ \text{ \begin{cases} \end{cases} \begin{pmatrix} \end{pmatrix} \quad \, \% \angle \circ ^\circ ^{ _{ \binom{ \mid \gcd \pmod
\cup \in from sympy import import math from fractions import symbols x= =symbols(" solve( diff( integrate( limit( factor( expand(
simplify( latex( print( print(latex( S(" Rational( sqrt( gcd( lcm( factorial( comb( perm( isprime( factorint( divisors( primerange( sum(
range( len( sorted( round( max( min( abs( int( pow( Matrix( statistics median( mean( variance( oo pi E log( exp( sin( cos( tan( Eq(
linsolve( Interval( dict=True )) ))) ))[0] **2 **3
"""
