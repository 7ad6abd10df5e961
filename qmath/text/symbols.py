r"""What the commands of LaTeX mean: one table per kind of thing, as data.

Here: names, glyphs, their plain ASCII spelling. Not here: grammar (``latex.py``) and layout.
"""

from __future__ import annotations

from qmath.text.tree import Kind, Sym


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_LETTERS = _pairs(r"""
alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ
omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
infty ∞ infin ∞ emptyset ∅ varnothing ∅ partial ∂ nabla ∇ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ angle ∠ measuredangle ∡ sphericalangle ∢ triangle △
square □ Box □ blacksquare ■ diamond ◇ bigtriangleup △ odot ⊙ bigcirc ○ star ⋆ bigstar ★ top ⊤ bot ⊥ forall ∀ exists ∃ nexists ∄
neg ¬ lnot ¬ ldots … dots … dotsc … dotsb ⋯ dotsm ⋯ cdots ⋯ vdots ⋮ ddots ⋱ N ℕ R ℝ Z ℤ Q ℚ C ℂ checkmark ✓ S §
frown ⌢ complement ∁ imath ı jmath ȷ wp ℘ heartsuit ♥ spadesuit ♠ diamondsuit ♦ clubsuit ♣ parallelogram ▱ lozenge ◊ qed □ qedhere □ # # _ _
dag † dagger † ddag ‡ ddagger ‡ yen ¥ pounds £ euro € copyright © permil ‰ textperthousand ‰ vartriangle △ triangledown ▽ blacktriangle ▲
""")  # fmt: skip
_BINARY = _pairs(r"""
cdot · times × div ÷ pm ± mp ∓ ast ∗ cup ∪ cap ∩ setminus ∖ smallsetminus ∖ oplus ⊕ ominus ⊖ otimes ⊗ circ ∘ bullet • wedge ∧ land ∧
vee ∨ lor ∨ sqcup ⊔ sqcap ⊓ uplus ⊎ & & centerdot · cdotp · bmod mod amalg ⨿ rtimes ⋊ ltimes ⋉ triangleleft ◁
""")  # fmt: skip
_RELATIONS = _pairs(r"""
le ≤ leq ≤ leqslant ⩽ leqq ≦ ge ≥ geq ≥ geqslant ⩾ geqq ≧ ne ≠ neq ≠ lt < gt > ll ≪ gg ≫ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡
doteq ≐ propto ∝ varpropto ∝ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ subsetneq ⊊ subsetneqq ⊊ supset ⊃ supseteq ⊇ supsetneq ⊋ nsubseteq ⊈
mid ∣ nmid ∤ parallel ∥ nparallel ∦ perp ⊥ to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← longleftarrow ⟵ leftrightarrow ↔
longleftrightarrow ⟷ Rightarrow ⇒ implies ⟹ Longrightarrow ⟹ Leftarrow ⇐ impliedby ⟸ Longleftarrow ⟸ Leftrightarrow ⇔ iff ⟺
Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ uparrow ↑ downarrow ↓ updownarrow ↕ nearrow ↗ searrow ↘ hookrightarrow ↪ rightharpoonup ⇀
rightleftharpoons ⇌ twoheadrightarrow ↠ prec ≺ succ ≻ preceq ⪯ succeq ⪰ vdash ⊢ models ⊨ backsim ∽ asymp ≍ coloneqq ≔ triangleq ≜
curvearrowright ↷ leadsto ⇝ nless ≮ ngtr ≯ nleq ≰ ngeq ≱ rightrightarrows ⇉ lesssim ≲ gtrsim ≳ therefore ∴ because ∵ trianglelefteq ⊴
""")  # fmt: skip
_BIG = _pairs(r"""
sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigvee ⋁ bigwedge ⋀ bigsqcup ⨆ intop ∫
""")
_OPEN = _pairs("lbrace { { { lbrack [ lparen ( langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ ulcorner ⌜")
_CLOSE = _pairs("rbrace } } } rbrack ] rparen ) rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ urcorner ⌝")
_POSTFIX = _pairs("% % prime ′ degree ° textdegree °")

FUNCTIONS = _set(
    """
    sin cos tan cot sec csc arcsin arccos arctan arccot sinh cosh tanh coth log ln lg exp det dim ker deg arg hom tg ctg sgn rank tr
    adj lcm Re Im span erf ord vec hat tilde underbrace overbrace sqrt cbrt bar arc under over
    """
)
LIMITS = _set(
    """
    lim max min sup inf gcd limsup liminf argmax argmin Pr
    """
)
OWN_WORDS = _set("line cancel cross dot ddot check breve acute grave mathring bold cal frak double")
"""What one line says in words of its own, which no source means by these letters."""
WORDS = FUNCTIONS | LIMITS | OWN_WORDS | {"mod"}
_NAMED = _set(
    """
    sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln lg exp det dim ker deg arg hom tg ctg
    """
)

SPACES = {",": 1, ":": 1, ">": 1, ";": 1, " ": 1, "quad": 2, "qquad": 4, "enspace": 1, "enskip": 1, "thinspace": 1, "space": 1, "~": 1,
          "medspace": 1, "thickspace": 1, "!": 0, "/": 0, "negthinspace": 0, "hfill": 2, "newline": 1, "linebreak": 1}  # fmt: skip
IGNORED = _set(
    """
    displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag hline big Big bigg Bigg bigl Bigl biggl
    Biggl bigr Bigr biggr Biggr bigm Bigm rm bf it cal boldmath normalsize large Large small centering noindent par allowbreak
    strut mathstrut cr relax protect break nobreak bigskip medskip smallskip
    """
)
FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
BINOMIALS = frozenset({"binom", "dbinom", "tbinom"})
TEXTS = _set(
    """
    text textrm textbf textit textsf texttt textnormal textup mathrm mbox hbox operatorname mathop mathit mathsf mathtt mathnormal
    emph textmd textsc operatorname* DeclareMathOperator
    """
)
ACCENTS = {"hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0305", "vec": "\u20d7", "overrightarrow": "\u20d7",
           "tilde": "\u0303", "widetilde": "\u0303", "dot": "\u0307", "ddot": "\u0308", "underline": "\u0332", "check": "\u030c",
           "breve": "\u0306", "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a", "overbrace": "", "underbrace": "",
           "overleftarrow": "\u20d6", "overleftrightarrow": "\u20e1", "cancel": "\u0336", "bcancel": "\u0336",
           "xcancel": "\u0336", "overparen": "", "wideparen": "", "overarc": "", "overset-arc": ""}  # fmt: skip
ACCENT_WORDS = {"hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "vec": "vec", "overrightarrow": "vec", "tilde": "tilde",
                "widetilde": "tilde", "underline": "under", "overbrace": "overbrace", "underbrace": "underbrace", "overparen": "arc",
                "wideparen": "arc", "overarc": "arc", "overset-arc": "arc", "overleftrightarrow": "line", "bcancel": "cancel",
                "xcancel": "cancel"}  # fmt: skip
"""How an accent over more than one letter is spelt on one line: ``vec(AB)``."""
STRUCK = frozenset({"cancel", "bcancel", "xcancel"})
"""Strokes through something, as in cancelled factors."""
EACH = frozenset({"overline", "underline", "bar"}) | STRUCK
"""Marks that may stand on each letter: a line over several letters is one line."""
MARKS = "".join(sorted(set("".join(ACCENTS.values()))))

NEGATED = {"=": "≠", "∈": "∉", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "⊂": "⊄", "⊆": "⊈", "≡": "≢", "∼": "≁", "≈": "≉", "∃": "∄",
           "∣": "∤", "|": "∤", "∥": "∦", "≅": "≇", "⊃": "⊅", "⇒": "⇏", "→": "↛", "⩽": "≰", "⩾": "≱", "∋": "∌"}  # fmt: skip

SUPERSCRIPTS = dict(zip("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", strict=True))
SUBSCRIPTS = dict(zip("0123456789+-aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))

MATRICES = {"matrix": ("", ""), "smallmatrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"),
            "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "psmallmatrix": ("(", ")"), "bsmallmatrix": ("[", "]")}  # fmt: skip
CASES = frozenset({"cases", "dcases", "rcases"})
ALIGNED = _set(
    """
    aligned align align* alignedat alignat alignat* split eqnarray eqnarray* gathered gather gather* multline multline* equation
    equation* displaymath math flalign flalign* substack
    """
)
ENVIRONMENTS = frozenset(MATRICES) | CASES | ALIGNED | {"array", "tabular"}

_MATH_BOLD = {**{chr(65 + i): chr(0x1D400 + i) for i in range(26)}, **{chr(97 + i): chr(0x1D41A + i) for i in range(26)},
              **{chr(48 + i): chr(0x1D7CE + i) for i in range(10)},
              **dict(zip("αβγδεζηθικλμνξοπρςστυφχψω", map(chr, range(0x1D6C2, 0x1D6DB)), strict=True))}  # fmt: skip
_MATH_CAL = {**{chr(65 + i): chr(0x1D49C + i) for i in range(26)},
             **dict(zip("BEFHILMR", "ℬℰℱℋℐℒℳℛ", strict=True))}  # fmt: skip
_MATH_FRAK = {**{chr(65 + i): chr(0x1D504 + i) for i in range(26)}, **{chr(97 + i): chr(0x1D51E + i) for i in range(26)},
              **dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True))}  # fmt: skip
_MATH_BB = {**{chr(65 + i): chr(0x1D538 + i) for i in range(26)}, **dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)), "1": "𝟙"}
BOLD = frozenset(_MATH_BOLD.values())
ALPHABETS = {"mathbf": _MATH_BOLD, "boldsymbol": _MATH_BOLD, "bm": _MATH_BOLD, "mathcal": _MATH_CAL, "mathscr": _MATH_CAL,
             "mathfrak": _MATH_FRAK, "mathbb": _MATH_BB, "Bbb": _MATH_BB}  # fmt: skip

SYMBOLS: dict[str, Sym] = {
    **{name: Sym(text, Kind.LETTER) for name, text in _LETTERS.items()},
    **{name: Sym(text, Kind.BINARY) for name, text in _BINARY.items()},
    **{name: Sym(text, Kind.RELATION) for name, text in _RELATIONS.items()},
    **{name: Sym(text, Kind.BIG) for name, text in _BIG.items()},
    **{name: Sym(text, Kind.OPEN) for name, text in _OPEN.items()},
    **{name: Sym(text, Kind.CLOSE) for name, text in _CLOSE.items()},
    **{name: Sym(text, Kind.POSTFIX) for name, text in _POSTFIX.items()},
    **{name: Sym(name, Kind.FUNCTION) for name in _NAMED},
    **{name: Sym(name, Kind.LIMIT) for name in LIMITS},
    "varlimsup": Sym("limsup", Kind.LIMIT),
    "varliminf": Sym("liminf", Kind.LIMIT),
    "$": Sym("$", Kind.LETTER),
    "|": Sym("‖", Kind.LETTER),
    "Vert": Sym("‖", Kind.LETTER),
    "vert": Sym("|", Kind.LETTER),
    "backslash": Sym("∖", Kind.BINARY),
    "mod": Sym("mod", Kind.RELATION),
    "colon": Sym(":", Kind.PUNCTUATION),
}
CHARACTERS: dict[str, Sym] = {
    **{char: Sym(char, Kind.BINARY) for char in "+-*−"},
    **{
        char: Sym(char, kind)
        for pairs, kind in ((_BINARY, Kind.BINARY), (_RELATIONS, Kind.RELATION))
        for char in pairs.values()
        if len(char) == 1 and not char.isascii()
    },
    **{char: Sym(char, Kind.RELATION) for char in "=<>:≌"},
    **{char: Sym(char, Kind.PUNCTUATION) for char in ",;.，。；：、？"},
    **{char: Sym(char, Kind.OPEN) for char in "([（⌊⌈⟨"},
    **{char: Sym(char, Kind.CLOSE) for char in ")]）⌋⌉⟩"},
    **{char: Sym(char, Kind.POSTFIX) for char in "!%°′″"},
    **{char: Sym(char, Kind.BIG) for char in _BIG.values()},
    "/": Sym("/", Kind.BINARY),
    "|": Sym("|", Kind.LETTER),
    "~": Sym(" ", Kind.SPACE),
}

_ASCII = {"·": "*", "×": "*", "÷": "div", "±": "+-", "∓": "-+", "∗": "*", "∘": "o", "•": "*", "−": "-", "≤": "<=", "⩽": "<=", "≦": "<=",
          "≥": ">=", "⩾": ">=", "≧": ">=", "≠": "!=", "≪": "<<", "≫": ">>", "≈": "~=", "∼": "~", "≡": "==", "∣": "|", "→": "->",
          "⟶": "-->", "←": "<-", "⟵": "<--", "↔": "<->", "⇒": "=>", "⟹": "==>", "⇐": "<==", "⟸": "<===", "⇔": "<=>", "⟺": "<==>",
          "↦": "|->",
          "∖": "\\", "…": "...", "⋯": "...", "∞": "infinity", "°": "deg", "′": "'", "″": "''", "‖": "||", "∅": "emptyset", "ℝ": "RR",
          "ℕ": "NN", "ℤ": "ZZ", "ℚ": "QQ", "ℂ": "CC", "∉": "notin", "∥": "parallel", "⊥": "perp", "∧": "and", "∨": "or", "¬": "not",
          "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")", "⟨": "<", "⟩": ">", "△": "triangle", "∠": "angle", "∴": "therefore",
          "∵": "because", "√": "sqrt", "∛": "cbrt", "≔": ":=", "∪": "union", "∩": "intersect", "∂": "del", "∑": "sum", "∏": "prod",
          "∫": "int", "□": "square", "⋅": "*", "≌": "cong", "‡": "ddag",
          "⟌": ")"}  # fmt: skip
_BY_NAME = {
    text: name
    for table in (_LETTERS, _BINARY, _RELATIONS, _BIG)
    for name, text in reversed(table.items())  # of several names of a glyph, the first
    if name.isalpha() and len(name) > 1 and not text.isascii()
}
_PLAIN_ASCII = {**_BY_NAME, **_ASCII}
_NOT_ASCII = {
    negated: f"{'not' if name.isalpha() else '!'}{name}"
    for plain, negated in NEGATED.items()
    if (name := _PLAIN_ASCII.get(plain, plain)).isascii() and negated not in _PLAIN_ASCII
}
_ALPHABETS_ASCII = {
    glyph: f"{word}({_PLAIN_ASCII.get(char, char)})"
    for word, alphabet in (("bold", _MATH_BOLD), ("cal", _MATH_CAL), ("frak", _MATH_FRAK), ("double", _MATH_BB))
    for char, glyph in alphabet.items()
}
ASCII: dict[str, str] = {**_ALPHABETS_ASCII, **_NOT_ASCII, **_PLAIN_ASCII}
"""Every glyph of the tables above in plain ASCII."""
OPERATOR_WORDS = frozenset(
    word for pairs in (_BIG, _RELATIONS, _BINARY) for glyph in pairs.values() if (word := ASCII.get(glyph, glyph)).isalpha()
)
"""The operators and relations that are words in ASCII: what stands beside them is no factor of theirs."""
