"""LaTeX's commands and the characters that stand for them in a terminal."""

from __future__ import annotations

_GREEK = """
alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ
mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ
psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
"""
_PLAIN = """
infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ
prime ′ dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱ angle ∠ degree ° circ ∘ bullet • star ⋆ dagger † ddagger ‡ top
⊤ bot ⊥ neg ¬ lnot ¬ triangle △ square □ Box □ checkmark ✓ S § P ¶ lbrace { rbrace } lbrack [ rbrack ] langle
⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖ backslash \\ imath
i jmath j therefore ∴ because ∵ Box □ diamond ⋄ clubsuit ♣ heartsuit ♥ spadesuit ♠ diamondsuit ♦ copyright ©
pounds £ euro €
"""
_BIG = """
sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂
"""
_RELATIONS = """
le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ ni ∋
subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← Rightarrow ⇒
implies ⟹ Longrightarrow ⟹ Leftarrow ⇐ leftrightarrow ↔ Leftrightarrow ⇔ iff ⟺ mapsto ↦ longmapsto ⟼ uparrow ↑
downarrow ↓ updownarrow ↕ nearrow ↗ searrow ↘ rightharpoonup ⇀ mid ∣ nmid ∤ parallel ∥ perp ⊥ vdash ⊢ models ⊨
prec ≺ succ ≻ coloneqq ≔ triangleq ≜ doteq ≐ lesssim ≲ gtrsim ≳ lt < gt > asymp ≍ hookrightarrow ↪
"""
_BINARY = """
times × cdot · div ÷ pm ± mp ∓ ast ∗ cup ∪ cap ∩ setminus ∖ land ∧ wedge ∧ lor ∨ vee ∨ oplus ⊕ ominus ⊖ otimes
⊗ odot ⊙ bmod mod
"""
_ACCENTS = """
hat \u0302 widehat \u0302 bar \u0304 overline \u0305 vec \u20d7 overrightarrow \u20d7 tilde \u0303 widetilde
\u0303 dot \u0307 ddot \u0308 dddot \u20db underline \u0332 check \u030c breve \u0306 acute \u0301 grave
\u0300 mathring \u030a cancel \u0336
"""


def _table(pairs: str) -> dict[str, str]:
    words = pairs.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SYMBOLS = _table(_GREEK) | _table(_PLAIN)
BIG = _table(_BIG)
RELATIONS = _table(_RELATIONS)
BINARY = _table(_BINARY)
ACCENTS = _table(_ACCENTS)
SPACES = {
    ",": " ", ":": " ", ";": " ", " ": " ", "quad": "  ", "qquad": "    ", "!": "", "enspace": " ", "thinspace": " ",
    "nobreakspace": " ", "medspace": " ", "~": " ",
    "\\": ", ",
}  # fmt: skip
FUNCTIONS = frozenset(
    """
    sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim limsup liminf max min sup inf
    arg argmax argmin det dim ker deg gcd hom Pr mod tr rank span
    """.split()
)
LIMITS = frozenset("lim limsup liminf max min sup inf argmax argmin".split())
"""Names that go on to all that follows, as a sum does."""
SILENT = frozenset(
    """
    left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle scriptstyle
    limits nolimits nonumber notag middle rm bf it cal boldmath hfill centering
    """.split()
)
WORDS = frozenset(
    """
    textsf mathrm mathbf mathit mathsf mathtt mathcal mathscr mathfrak
    boldsymbol bm hbox pmb emph boxed substack mathop mathbin
    mathrel
    """.split()
)
LETTERS = {"R": "ℝ", "C": "ℂ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "P": "ℙ", "E": "𝔼", "H": "ℍ", "F": "𝔽", "1": "𝟙"}
"""Double-struck letters, for `mathbb`."""
RAISED = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδθφχ′∗⊤ ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᶿᵠᵡ′*ᵀ ",
        strict=True,
    )
)
LOWERED = dict(
    zip(
        "0123456789+-−=()aehijklmnoprstuvxβγρφχ ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ ",
        strict=True,
    )
)
