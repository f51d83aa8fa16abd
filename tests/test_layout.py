"""The layout: golden files of every construct, and what must hold for any text at any width."""

from __future__ import annotations

import os
import re
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbtui.layout import folding, walk
from kbtui.layout.cut import LARGE, SMALL, cut
from kbtui.layout.document import Document, Spot
from kbtui.layout.find import matches, pattern
from kbtui.layout.maths import inline_maths
from kbtui.layout.placing import place_of, spot_of_place
from kbtui.layout.seal import seal
from kbtui.layout.source import Mark, Place, Source, Target
from kbtui.layout.widths import width
from kbtui.layout.wrap import cuts
from tests.layout_source import source_of

GOLDENS = sorted((Path(__file__).parent / "layout").glob("*.txt"))
CORPUS = Path(os.environ.get("KBTUI_CORPUS") or Path(__file__).parent.parent.parent / "shared" / "corpus")


def screen(document: Document) -> str:
    """The whole note as it is shown, and its targets."""
    lines: list[str] = []
    for which in range(len(document.segments)):
        lines += [row.text.rstrip() for row in document.rows(which)]
    things = [
        f"{target.kind} {target.line} {target.shown}" + (f" -> {target.address}" if target.address else "")
        for which in range(len(document.segments))
        for target in document.built(which).targets
    ]
    return "\n".join([*lines, *(["--- targets", *things] if things else []), ""])


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_a_construct_looks_as_its_golden_file_says(path: Path) -> None:
    """Each file: `width N`, the source, the screen, the targets. KBTUI_UPDATE_GOLDENS=1 writes the screen anew."""
    text = path.read_text("utf-8")
    head, _, rest = text.partition("\n--- source\n")
    source, _, expected = rest.partition("--- screen\n")
    shown = screen(Document(source_of(source), int(head.split()[1])))
    if os.environ.get("KBTUI_UPDATE_GOLDENS"):
        path.write_text(f"{head}\n--- source\n{source}--- screen\n{shown}", "utf-8")
    else:
        assert shown == expected


@pytest.mark.parametrize("end", ["", "]"])
@pytest.mark.parametrize("opening", ["[", "[^", "![", "^[", "[a ", "![["])
def test_brackets_that_nothing_closes_are_read_in_few_steps(opening: str, end: str) -> None:
    calls = 0

    def count_call(_frame: object, _event: str, _arg: object) -> None:
        nonlocal calls
        calls += 1

    Document(source_of(opening), 80).built(0)  # what is imported and made for the first note is not counted
    document = Document(source_of(opening * 1000 + end), 80)
    sys.setprofile(count_call)
    document.built(0)
    sys.setprofile(None)
    assert calls < 50 * len(opening * 1000)


def test_a_link_to_a_moment_that_is_addressed_elsewhere() -> None:
    text = "See [the demo][a], and go\n\n[a]: https://youtu.be/abcdefghijk?t=90"
    mark = Mark(text.index("][a]"), text.index(", and"), "moment", 7, "1:30")
    document = Document(Source(text, 0, (mark,)))
    assert [row.text for row in document.rows(0)] == ["See the demo ▶ 1:30, and go"]
    assert [target.index for target in document.built(0).targets] == [7]


@pytest.mark.parametrize(
    ("text", "shown", "told"),
    [
        ("See [the **demo** here](ADDRESS), and go", "See the demo here ▶ 1:30, and go", "the demo here ▶ 1:30"),
        ('See <a href="ADDRESS">the "demo"</a>, and go', 'See the "demo" ▶ 1:30, and go', 'the "demo" ▶ 1:30'),
        ("- [1:30 The demo](ADDRESS) and [x](y)", " • ▶ 1:30 The demo and x", "▶ 1:30 The demo"),
        ("[](ADDRESS)", "▶ 1:30", "▶ 1:30"),
        ('<iframe src="ADDRESS"></iframe>', "▶ 1:30", "▶ 1:30"),
    ],
)
def test_a_link_to_a_moment_keeps_its_words(text: str, shown: str, told: str) -> None:
    at = text.index("ADDRESS")
    document = Document(Source(text, 0, (Mark(at, at + len("ADDRESS"), "moment", 7, "1:30"),)))
    [row] = document.rows(0)
    assert row.text == shown
    target = document.built(0).targets[0]
    assert (target.kind, target.index, target.shown) == ("moment", 7, "1:30")
    assert "".join([span.text for span in row.spans if span.target == target.number]) == told


def test_every_line_keeps_its_source_line() -> None:
    document = Document(source_of("---\ntitle: x\n---\n\nFrom: [[c]] <br/>\n\nFirst\nline\n\n## Head\n- a\n- b\n"), 80)
    found = {row.text.strip(): row.source_line for which in range(1) for row in document.rows(which)}
    assert (found["First"], found["line"]) == (7, 8)
    assert found["Head"] == 10
    assert found["• b"] == 12


def test_styles_name_what_words_are() -> None:
    document = Document(source_of('## A *b* [[c]]\n\n> [!tip] T\n> `x` <a class="yt-timestamp" data-t="00:01:00"></a>'))
    styles = {span.text.strip(): span.style for row in document.rows(0) for span in row.spans}
    assert styles["b"] == "h2 em"
    assert styles["c"] == "h2 link"
    assert styles["x"] == "code"
    assert styles["T"] == "callout.tip.title"
    assert styles["▶ 01:00"] == "moment"


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#one, (#two) and #three/four-5_six.", ["#one", "#two", "#three/four-5_six"]),
        ("#one #two", ["#one", "#two"]),
        ("- [ ] #todo\n\n> [!info] #told\n> **#bold**? **a #bold**", ["#todo", "#told", "#bold"]),
        ("## Heading #tagged ##", ["#tagged"]),
        ("| #cell |\n|---|\n| a#b |", ["#cell"]),
        ("#données #日本 #1984a #19-84 #_", ["#données", "#日本", "#1984a", "#19-84", "#_"]),
        ("#123 #12- #12/ # a ## b #, a#b C# \\#escaped &#35;x #- ##two", []),
        ("`#code` $#maths$ <!-- #hidden -->\n\n```\n#fenced\n```\n\n    #indented", []),
        ("https://a.b/#c https://a.b/(#d) <https://a.b/,#e> [f](#g) [[h#i]] [j #k](https://l.m/#n)", []),
        ("#trailing/ #trailing-", ["#trailing", "#trailing"]),
    ],
)
def test_tags_are_set_off(text: str, tags: list[str]) -> None:
    document = Document(source_of(text), 80)
    spans = [span for which in range(len(document.segments)) for row in document.rows(which) for span in row.spans]
    assert [span.text for span in spans if "tag" in span.style.split()] == tags


def test_code_is_coloured_by_its_language() -> None:
    document = Document(source_of("```python\ndef f(): return 'x'  # c\n```\n"))
    styles = {span.text: span.style for row in document.rows(0) for span in row.spans}
    assert styles["def"] == "code.keyword"
    assert styles["f"] == "code.name"
    assert styles["# c"] == "code.comment"


@pytest.mark.parametrize(
    "text",
    [
        "- [[item | an item]] of a list\n" * 3000,
        "| a | b |\n|---|---|\n" + "| cell [[x]] | cell |\n" * 3000,
        "```python\n" + "x = 1  # line\n" * 5000 + "```\n\nafter\n",
        "one endless line of words and [[a link]] " * 3000,
        "> [!info] Long\n" + "> a line of a long callout\n" * 3000,
        "x" * 100_000,
        "# h\n\npara\n\n" * 5000,
    ],
    ids=["list", "table", "fence", "line", "callout", "word", "headings"],
)
def test_whatever_is_long_is_cut_and_shown_in_whole(text: str) -> None:
    source = source_of(text)
    segments = cut(source).segments
    assert "".join(text[segment.start : segment.end] for segment in segments) == text
    assert max(segment.end - segment.start for segment in segments) <= LARGE + 2 * SMALL
    for before, after in pairwise(segments):
        assert after.line == before.line + text.count("\n", before.start, before.end)
    document = Document(source, 60)
    shown = sum(len(document.words(which).split()) for which in range(len(segments)))
    assert shown >= len(re.findall(r"\w+", re.sub(r"[|>#`\-=]|\[\[|\]\]|\[!info\]", " ", text))) * 0.6
    assert document.rows(len(segments) - 1)


def test_a_table_cut_in_two_shows_its_head_once() -> None:
    document = Document(source_of("| head | b |\n|---|---|\n" + "| cell | cell |\n" * 1500), 60)
    assert len(document.segments) > 1
    assert sum(document.words(which).count("head") for which in range(len(document.segments))) == 1


def test_references_and_footnotes_count_for_the_whole_note() -> None:
    filler = "## Section\n\nwords and words\n\n" * 400
    document = Document(
        source_of(f"See [this][ref] and that[^n].\n\n{filler}[ref]: https://example.org\n[^n]: Note.\n")
    )
    first = document.built(0).targets
    assert [(target.kind, target.address) for target in first] == [("url", "https://example.org"), ("footnote", "n")]
    line = document.line_of_footnote("n")
    assert line is not None
    last = document.spot_of_line(line)
    assert document.rows(last.segment)[last.row].text.strip().endswith("Note.")
    assert walk.call_of_footnote(document, "n") == first[1].number


def test_a_place_is_found_again_at_another_width() -> None:
    document = Document(source_of("\n\n".join(f"Paragraph {at} " + "of words " * 40 for at in range(200))), 80)
    spot = document.spot_of_line(151)
    place = place_of(document, document.settle(spot, 40, 40), None)
    document.set_width(30)
    back = spot_of_place(document, place)
    assert document.rows(back.segment)[back.row].source_line == 151


NUMBERED = " ".join(f"w{number}" for number in range(5000))
"""A transcript that was pasted as one line."""


@pytest.mark.parametrize("before", ["", "# Title\n\n", "words\n\n" * 900, "From: [[a]] <br/>\n\n"])
def test_a_long_line_is_found_at_its_beginning(before: str) -> None:
    document = Document(source_of(before + NUMBERED + "\n\nend"), 60)
    spot = document.spot_of_line(before.count("\n") + 1)
    assert document.rows(spot.segment)[spot.row].text.split()[0] == "w0"


@pytest.mark.parametrize("columns", [21, 60, 119])
def test_a_row_of_a_long_line_is_found_again_at_any_width(columns: int) -> None:
    document = Document(source_of("# Title\n\n" + NUMBERED), 60)
    for about in range(0, document.height, 37):
        document.set_width(60)
        row = document.settle(document.spot(about), 20, 20)
        place = place_of(document, row, None)
        assert document.row(spot_of_place(document, place)) == row
        first = (document.line(row) or document.rows(0)[0]).text.split()[0]
        document.set_width(columns)
        back = spot_of_place(document, place)
        assert first in document.rows(back.segment)[back.row].text.split()


@pytest.mark.parametrize("path", GOLDENS, ids=lambda path: path.stem)
def test_every_row_is_found_again(path: Path) -> None:
    document = Document(source_of(path.read_text("utf-8")), 40)
    for which in range(len(document.segments)):
        for at in range(len(document.rows(which))):
            row = document.settle(Spot(which, at), 0, 0)
            assert spot_of_place(document, place_of(document, row, None)) == Spot(which, at)


def shown(document: Document) -> str:
    return "\n".join(row.text for which in range(len(document.segments)) for row in document.rows(which))


def test_a_folded_callout_opens() -> None:
    document = Document(source_of("> [!note]- Title\n> hidden words\n"))
    assert "hidden" not in shown(document)
    document.toggle(document.built(0).targets[0].number)
    assert "hidden" in shown(document)


FOLDED = "Top.\n\n> [!note]- Title\n> hidden [[link]]\n>\n> > [!tip]- Inner\n> > deep zebra\n\nBelow zebra.\n"


def test_what_is_folded_away_is_known_and_unfolds_from_the_outside_in() -> None:
    document = Document(source_of(FOLDED), 60)
    outer, link, inner = (target.number for target in document.built(0).targets)
    assert [folding.over_line(document, line) for line in (1, 3, 4, 6, 7, 9)] == [
        (), (), (outer,), (outer,), (outer, inner), (),
    ]  # fmt: skip
    assert folding.over_target(document, link) == (outer,)
    folding.toggle(document, outer)
    assert folding.over_line(document, 7) == (inner,)
    assert "deep" not in shown(document)


def test_words_are_found_in_what_is_folded_away() -> None:
    document = Document(source_of(FOLDED), 60)
    outer, _link, inner = (target.number for target in document.built(0).targets)
    wanted = pattern("zebra")
    assert wanted is not None
    deep, below = matches(document, 0, wanted)
    assert (deep.folds, below.folds) == ((outer, inner), ())
    assert document.rows(0)[deep.pieces[0].row].text == "┃ ▸ Note · Title"
    assert document.rows(0)[below.pieces[0].row].text == "Below zebra."
    for fold in deep.folds:
        folding.toggle(document, fold)
    deep, below = matches(document, 0, wanted)
    assert [document.rows(0)[each.pieces[0].row].text for each in (deep, below)] == ["┃ ┃ deep zebra", "Below zebra."]


def test_a_long_folded_callout_that_was_cut_unfolds_in_whole() -> None:
    document = Document(source_of("> [!info]- Long\n" + "> a line of a long callout\n" * 1500), 60)
    assert len(document.segments) > 2
    assert shown(document).split() == "┃ ▸ Info · Long".split()
    folding.toggle(document, document.built(0).targets[0].number)
    assert shown(document).count("a line of a long callout") == 1500
    place = place_of(document, 0, None)
    again = Document(document.source, 60)
    folding.restore(again, place)
    assert shown(again) == shown(document)


def test_headings_and_details_of_html_are_gone_to() -> None:
    details = "<details>\n<summary>More</summary>\n\n[[x]]\n\n</details>\n"
    document = Document(source_of(f"Words.\n\n<h2>Head</h2>\n\n{details}"), 40)
    assert walk.next_heading(document, Spot(0, 0), 1) == Spot(0, 2)
    fold = walk.next_target(document, Spot(0, 0), None, 1)
    assert fold is not None
    assert (document.target(fold), walk.next_target(document, Spot(0, 0), fold, 1)) == (
        Target(fold, "fold", -1, "More", 5),
        None,
    )
    folding.toggle(document, fold)
    link = walk.next_target(document, Spot(0, 0), fold, 1)
    assert link is not None
    assert document.target(link) == Target(link, "link", 0, "x", 8)


def test_words_are_found_over_the_ends_of_rows() -> None:
    document = Document(source_of("> Some words that are **broken** into rows of the screen\n"), 20)
    wanted = pattern("are broken into")
    assert wanted is not None
    [match] = matches(document, 0, wanted)
    rows = document.rows(0)
    assert (
        " ".join(rows[piece.row].text[piece.start : piece.end].strip() for piece in match.pieces) == "are broken into"
    )
    assert pattern("Capital") is not None
    assert not pattern("Capital").search("capital")  # type: ignore[union-attr]  # told apart above
    assert pattern("  ") is None


def test_words_are_found_over_line_ends_that_are_kept_but_not_over_those_between_paragraphs() -> None:
    document = Document(source_of("Roses are red\nviolets are blue\n\nand so are you"), 40)
    shown = [row.text for row in document.rows(0)]
    assert shown[:2] == ["Roses are red", "violets are blue"]

    def found(query: str) -> list[list[str]]:
        wanted = pattern(query)
        assert wanted is not None
        pieces = [match.pieces for which in range(len(document.segments)) for match in matches(document, which, wanted)]
        return [[shown[piece.row][piece.start : piece.end] for piece in each] for each in pieces]

    assert found("red violets") == [["red", "violets"]]
    assert found("red  violets are") == [["red", "violets are"]]
    assert found("redviolets") == []
    assert found("blue and") == []


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("caf\u00e9", "One Cafe\u0301 and one caf\u00e9, no cafe.", 2),
        ("cafe\u0301", "One Cafe\u0301 and one caf\u00e9, no cafe.", 2),
        ("\u212b", "10 \u212b or 10 \u00c5", 2),
        ("they're", "They\u2019re here, they're there.", 2),
        ('"so"', '\u201cSo\u201d and \u201eso\u201c and "so".', 3),
        ("\u201cso\u201d", '\u201cSo\u201d and \u201eso\u201c and "so".', 1),
        ("(a+b)*", "All of (a+b)* and of (a+b)(a+b).", 1),
        ("שלום עולם", "אמר שלום עולם היום", 1),
        ("नमस्", "नमस्ते", 1),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8 한국", 2),
    ],
)
def test_what_looks_alike_is_found_however_it_is_written(query: str, text: str, found: int) -> None:
    wanted = pattern(query)
    assert wanted is not None
    assert len(matches(Document(source_of(text), 40), 0, wanted)) == found


def test_headings_targets_and_the_moment_meant() -> None:
    stamp = '<a class="yt-timestamp" data-t="00:01:{:02}"></a>'
    text = "".join(f"## Head {at}\n\nwords [[l]] {stamp.format(at)}\n\n" for at in range(20))
    document = Document(source_of(text), 60)
    head = walk.next_heading(document, Spot(0, 0), 1)
    assert head is not None
    assert document.rows(head.segment)[head.row].text == "Head 1"
    first = walk.next_target(document, Spot(0, 0), None, 1)
    assert first is not None
    second = walk.next_target(document, Spot(0, 0), first, 1)
    assert second is not None
    assert walk.next_target(document, Spot(0, 0), second, -1) == first
    assert walk.spot_of_heading(document, "head-1") == head
    assert walk.moment_meant(document, 0, 12) == 1 + 2 * 0 or walk.moment_meant(document, 0, 12) == 3
    number = walk.number_of_moment(document, 5)
    assert number is not None
    target = document.target(number)
    assert target is not None
    assert target.index == 5


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"\alpha_1^2 \le \infty", "α₁² ≤ ∞"),
        (r"\frac{a+b}{2}", "(a + b)/2"),
        (r"\sqrt[3]{x}", "∛x"),
        (r"\left(\sum_{i=1}^n x_i\right)", "(∑ᵢ₌₁ⁿ xᵢ)"),
        (r"\begin{cases} a & b \\ c & d \end{cases}", "{a, b; c, d"),
        (r"\unknown{x}", r"\unknown{x}"),
        ("{" * 60, "{" * 60),
        ("", ""),
    ],
)
def test_formulas_are_readable_on_one_line(latex: str, shown: str) -> None:
    assert inline_maths(latex) == shown


_WORDS = (
    "[[ ]] | ``` $$ $ ** _ ` %% # <!-- --> </div> 日本 👩‍👩‍👧 🇩🇪 w https://e.org/ [x](y) <br/> <sup> &amp;"
    " == <ol> <li> <hr>"
).split()
_PIECES = st.sampled_from(
    [
        *_WORDS,
        *("\n", "\n\n", "> ", "> [!info]- ", "- ", "1. ", "    ", "[^1]", "[^1]: ", "# ", "\t", "=====\n", "---\n"),
        *("| a | b |\n|---|---|\n", "<div class='callout'>", "e\u0301", "\u200b", "\u202e", "\\frac{", "\\"),
    ]
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=60).map("".join))


def _cleaned(text: str) -> str:
    """A text as the reader is given it: no noncharacters, no control characters, one kind of line end."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\u2028\u2029\x85\x0c]", "", text)


@settings(max_examples=150, deadline=None)
@given(text=_TEXTS, columns=st.integers(12, 90), data=st.data())
def test_no_text_and_no_marks_break_the_layout(text: str, columns: int, data: st.DataObject) -> None:
    text = _cleaned(text)
    places = data.draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, 9)), max_size=6))
    kinds = ("link", "wanted", "moment", "repaired", "embed", "unread")
    marks = [Mark(at, at + size, kinds[size % 6], nth, "shown") for nth, (at, size) in enumerate(sorted(places))]
    source = Source(text, 0, tuple(marks))
    assert seal(source, 0, len(text)).text.count("\n") == text.count("\n")
    document = Document(source, columns)
    for which in range(len(document.segments)):
        for row in document.rows(which):
            assert width(row.text) <= columns
            assert not set(row.text) & set("\n\ufdd0\ufdd1")
        document.things(which)
    place_of(document, document.settle(spot_of_place(document, Place(3, 2)), 20, 20), None)


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(st.sampled_from("ab -—日本、。e\u0301🇩🇪👍🏽\u200d\u200b\u05d0"), max_size=60),
    columns=st.integers(2, 20),
)
def test_rows_hold_all_words_and_fit(text: str, columns: int) -> None:
    rows = cuts(text, columns)
    assert all(width(text[start:end]) <= columns or end - start <= 8 for start, end, _glue in rows)
    # A zero-width joiner behind a space goes where the space goes.
    words = str.maketrans("", "", " \u200d")
    assert "".join(text[start:end] for start, end, _glue in rows).translate(words) == text.translate(words)


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}; KBTUI_CORPUS names one")
@pytest.mark.parametrize("columns", [38, 78, 198])
def test_real_notes_are_laid_out_in_whole(columns: int) -> None:
    for path in sorted(CORPUS.rglob("*.md"))[::6]:
        document = Document(source_of(path.read_text("utf-8", "replace")), columns)
        for which in range(len(document.segments)):
            assert all(width(row.text) <= columns for row in document.rows(which)), path


@pytest.mark.parametrize("text", ["$$\n\n$$", "$$\n \n$$\n\nwords", "$$$$"])
def test_a_formula_of_nothing_is_no_row(text: str) -> None:
    document = Document(Source(text), 12)
    document.settle(spot_of_place(document, Place(1)), 20, 20)
    rows = [document.line(row) for row in range(document.height)]
    assert all("\n" not in row.text for row in rows if row)


@pytest.mark.parametrize("text", ["a `b\tc` d", "a $b\tc$ d", "$$\na \\text{b\nc}\n$$"])
def test_tabs_and_line_ends_inside_a_line_are_spaces(text: str) -> None:
    assert not any("\t" in row.text or "\n" in row.text for row in Document(Source(text), 40).rows(0))


@pytest.mark.parametrize(
    "text", ["```python\n©️👩‍👧 = '©️'\n```", "a**©**\ufe0f b", "```a_language_of_a_long_name\nx\n```"]
)
def test_looks_break_no_grapheme_and_rows_fit(text: str) -> None:
    for row in Document(Source(text), 9).rows(0):
        assert width(row.text) == sum(width(span.text) for span in row.spans) <= 9


def test_an_endless_line_goes_on_as_words_behind_its_spaces() -> None:
    document = Document(Source(f"one{' ' * 20_000}two"), 40)
    assert "".join(document.words(which) for which in range(len(document.segments))).split() == ["one", "two"]
    assert all(
        not span.style for which in range(len(document.segments)) for row in document.rows(which) for span in row.spans
    )


def test_code_is_broken_between_words_where_it_can_be() -> None:
    rows = Document(Source("```\nsome words of prose in a fence aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n```"), 20).rows(0)
    assert [row.text.rstrip() for row in rows] == [
        "│ some words of",
        "│ ↪ prose in a",
        "│ ↪ fence aaaaaaaaaa",
        "│ ↪ aaaaaaaaaaaaaaaa",
        "│ ↪ aaa",
    ]


def test_a_highlight_holds_other_markup_and_marks_nothing_else() -> None:
    document = Document(source_of("a ==b *c* d== e ==f *g* h== i\n\n\\==no\\== and == no =="), 60)
    marked = [span.text for row in document.rows(0) for span in row.spans if "mark" in span.style]
    assert "".join(marked) == "b c df g h"


@pytest.mark.parametrize(
    "text",
    ["[![thumb](https://e.org/a.jpg)](URL)", '<iframe src="URL"></iframe>', "![a video](URL)"],
    ids=["linked picture", "iframe", "picture"],
)
def test_an_address_that_is_a_moment_is_shown_as_one(text: str) -> None:
    address = "https://www.youtube.com/embed/spUNpyF58BY?start=90"
    text = text.replace("URL", address)
    start = text.index(address)
    document = Document(Source(text, 0, (Mark(start, start + len(address), "moment", 7, "1:30"),)))
    [moment] = [target for target in document.built(0).targets if target.kind == "moment"]
    assert (moment.index, moment.shown) == (7, "1:30")
    assert document.words(0).strip() in ("▤ thumb ▶ 1:30", "▶ 1:30")


def test_a_record_stands_in_the_line_of_its_row() -> None:
    document = Document(source_of("| Company | Revenue |\n|---|---|\n| Nvidia | $60.9B |\n| Costco | $242B |\n"), 14)
    rows = document.rows(0)
    assert [(row.text, row.source_line) for row in rows] == [
        ("Company:", 3),
        ("Nvidia", 3),
        ("Revenue:", 3),
        ("$60.9B", 3),
        ("────────────", 4),
        ("Company:", 4),
        ("Costco", 4),
        ("Revenue: $242B", 4),
    ]


def test_what_follows_a_formula_in_a_paragraph_keeps_its_line() -> None:
    document = Document(source_of("one\n$$\nx\n$$\ntwo\nthree $$y$$\nfour\n\nfive"), 60)
    lines = {row.text.strip(): row.source_line for row in document.rows(0) if row.text}
    assert lines == {"one": 1, "x": 2, "two": 5, "three": 6, "y": 6, "four": 7, "five": 9}


BLOCKS = (
    "Some words\nin two lines.",
    "A long line, as few editors leave them " * 5,
    "# A heading",
    "## A heading\nand words right under it",
    "- an item\n- another",
    "- an item\n\n- one apart\n\n  with more in it",
    "9. nine\n10. ten",
    "1. one\n\n1. two",
    "> A quote\n\n> another",
    "> [!note]- Folded\n> with words",
    "| a | b |\n|---|---|\n| c | d |",
    "$$\nx\n\nAnd y\n$$",
    "Words <!-- hidden",
    "Not seen --> seen",
    "%%\nHidden\n\nHidden\n%%",
    "```\ncode\n\nCode\n```",
    "~~~\nnever closed",
    "<pre>\nKept\n\nas it is\n</pre>",
    '<div class="callout">\n\nIn it\n\n</div>',
    "<details><summary>More</summary>\n\nIn it\n\n</details>",
    "[^1]: A footnote\n\n    with more",
    "[name]: https://example.org",
    "See [^1] and [name] and [[note]].",
    "    indented",
    "Title\n===",
    "---",
)
"""What stands between blank lines."""


@settings(max_examples=200)
@given(st.lists(st.sampled_from(BLOCKS), min_size=2, max_size=14), st.sampled_from(["\n\n", "\n", "\n\n\n"]))
def test_a_first_screen_in_pieces_looks_as_one(blocks: list[str], between: str) -> None:
    """However small the pieces: where it is cut, nothing goes on."""
    source = source_of("First words. " * (SMALL // 10) + "\n\n" + between.join(blocks))
    shown: list[str] = []
    for first in (0, LARGE):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("kbtui.layout.cut._FIRST", first)
            patch.setattr("kbtui.layout.cut._LEAST", 1)
            shown.append(screen(Document(source, 60)))
    assert shown[0] == shown[1]
