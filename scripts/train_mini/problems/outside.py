"""Questions mini was not made for: they tell whether its confidence falls when it should.

Here: two lists, one to choose the threshold on, one to report it on. Not here: anything that is ever trained on.
"""

from __future__ import annotations

CHOOSING: tuple[str, ...] = (
    "Who wrote Hamlet?",
    "Write a short poem about the sea.",
    "What is the capital of Australia?",
    "Translate 'good morning' into French.",
    "Why is the sky blue?",
    "Prove that there are infinitely many primes.",
    "Show that every group of order 15 is cyclic.",
    "Let f be continuous on [0,1] with f(0)=f(1). Prove that f(x)=f(x+1/2) for some x.",
    "How many ways can a 2 by n board be tiled with dominoes? Give a recurrence.",
    "In triangle ABC the altitudes meet at H. If AH = BC, find angle A.",
    "Solve the differential equation y'' + 4y = sin x.",
    "What is the Galois group of x^4 - 2 over the rationals?",
    "Find all functions f from the reals to the reals with f(x+y) = f(x) + f(y) + xy.",
    "Alice, Bob and Carol sit around a table with 7 chairs so that no two are adjacent. In how many ways?",
    "A train leaves at 9:40 and arrives at 13:05. The next one is 20 minutes slower. When does it arrive if it leaves at noon?",
    "A library lends out a tenth of its books on Monday, a ninth of the rest on Tuesday, and 40 come back on Wednesday. Half are now there?",
    "Explain the difference between a stack and a queue.",
    "Is it cheaper to lease or to buy a car?",
    "My dog has eaten chocolate, what should I do?",
    "Who won the football world cup in 1998?",
    "介绍一下长城的历史。",
    "请写一首关于春天的诗。",
    "证明根号2是无理数。",
    "地球到月亮有多远？",
    "求所有满足 f(xy)=f(x)f(y) 的连续函数。",
)

REPORTING: tuple[str, ...] = (
    "Who painted the Mona Lisa?",
    "Tell me a joke about cats.",
    "What is the longest river in Africa?",
    "How do I bake bread?",
    "What does photosynthesis mean?",
    "Prove that the sum of two odd functions is odd.",
    "Show that the harmonic series diverges.",
    "Let G be a finite group and H a subgroup of index 2. Prove that H is normal.",
    "Find the number of spanning trees of the complete graph on 6 vertices.",
    "Evaluate the contour integral of 1/(z^2+1) around the circle |z|=2.",
    "Find the Fourier series of |x| on (-pi, pi).",
    "Is the set of algebraic numbers countable?",
    "Points P and Q lie on a circle with centre O and the tangents at P and Q meet at T. If OT = 2 OP, find angle PTQ.",
    "Determine all pairs of positive integers (m, n) such that mn divides m^2 + n^2 + 1.",
    "Each of 10 people shakes hands with everyone except their partner. There are five couples. How many handshakes?",
    "A barge drifts with the stream for 3 hours, then its motor fails against the wind twice. When must the crew have left the lock?",
    "The clock strikes once at one, twice at two and so on. How many times in a day, counting one stroke on every half hour?",
    "Write a Python function that reverses a string.",
    "Which phone should I buy?",
    "Summarise the plot of Moby-Dick in two sentences.",
    "Give me three arguments for and against homework.",
    "推荐几本好看的小说。",
    "中国的首都在哪里？",
    "证明任意平面图可以用五种颜色染色。",
    "怎样才能学好英语？",
)
