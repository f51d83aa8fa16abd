"""Text → `Note`: front matter (`loader/matter.txt`), links (`loader/links.txt`), titles, tags, indexes."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kbtui.note import Note
from kbtui.reading.hidden import blanked, uncommented
from kbtui.reading.markup import shown
from kbtui.reading.matter import read_matter
from kbtui.reading.parse import gather, parse
from kbtui.text import CleanText, clean
from tests.loader_cases import MATTER, Case, anchored, cases, told


def note_of(text: str, path: str = "channel/note.md") -> Note:
    return parse(path, CleanText(text))


@pytest.mark.parametrize("case", cases("links"))
def test_links(case: Case) -> None:
    links = note_of(MATTER + case.source).links
    ways = ["e" * link.embed + "p" * link.by_path or "-" for link in links]
    found = [told(link.target or None, link.alias, link.heading, way) for link, way in zip(links, ways, strict=True)]
    assert found == case.fields


@pytest.mark.parametrize("case", cases("links"))
def test_links_know_where_they_stand(case: Case) -> None:
    text = MATTER + case.source
    for link in note_of(text).links:
        written = text[link.start : link.end]
        assert written.startswith(("[[", "![[", "[", "!["))
        assert written.endswith(("]", ")"))
        assert link.line == text.count("\n", 0, link.start) + 1


@pytest.mark.parametrize("case", cases("words"))
def test_shown_words(case: Case) -> None:
    assert [shown(case.source)] == case.expected


@pytest.mark.parametrize("case", cases("matter"))
def test_front_matter(case: Case) -> None:
    facts = gather("channel/note.md", CleanText(case.source))
    note = facts.note
    problems = [f"{problem.line} {problem.kind}" for problem in note.problems]
    lists = [", ".join(values) or None for values in (note.aliases, note.tags, problems)]
    found = told(note.title, note.video_id, *lists)
    [expected] = case.fields
    assert [*found[:4], found[4]] == [*expected[:4], expected[5]]
    assert case.source[facts.body :].lstrip("\n").startswith(expected[4])


def test_channel_index() -> None:
    [first, second] = note_of(
        "---\ntitle: Channel\n---\n"
        "### [First [video]](https://www.youtube.com/watch?v=abcdefghijk)\n- [[one | One]]\n- [[two]]\n\n"
        "### [Other site](https://example.org)\n- [[three]]\n"
        "### [Second &amp; last](https://youtu.be/ABCDEFGHIJK)\n- [[four]]\n",
        "channel/channel.md",
    ).indexed
    assert (first.video_id, first.title, first.targets) == ("abcdefghijk", "First [video]", ("one", "two"))
    assert (second.video_id, second.title, second.targets) == ("ABCDEFGHIJK", "Second & last", ("four",))


@pytest.mark.parametrize("opening", ["{{video ", "{{youtube ", "{{[[youtube]]: ", "{{[[video]]: "])
def test_the_video_that_a_macro_plays(opening: str) -> None:
    assert note_of(f"- {opening}https://www.youtube.com/watch?v=abcdefghijk}}}}").video_id == "abcdefghijk"


def test_code_in_an_indexed_title() -> None:
    [video] = note_of("### [Code `x` y](https://youtu.be/abcdefghijk)\n- [[one]]\n", "channel/channel.md").indexed
    assert (video.title, video.targets) == ("Code x y", ("one",))


def test_an_address_stands_in_for_a_wrong_id() -> None:
    wrong = "---\ntitle: t\nvideoId: abc\n"
    [problem] = note_of(f"{wrong}url: https://youtu.be/abcdefghijk\n---\n").problems
    assert "its address is taken instead" in problem.message
    [problem] = note_of(f"{wrong}---\n").problems
    assert "no moment of this note can be played" in problem.message


def test_a_note_of_a_video_is_no_index() -> None:
    assert note_of(MATTER + "### [x](https://youtu.be/ABCDEFGHIJK)\n- [[one]]\n").indexed == ()


def test_channel_is_the_folder_without_what_is_not_seen() -> None:
    note = note_of("x", "top/\u2068name\u2069/note.md")
    assert (note.channel, note.folder, note.stem) == ("name", "top/\u2068name\u2069", "note")
    assert note_of("x", "new\nline.md").title == "new line"


def test_encoding_problems_reach_the_note() -> None:
    note = parse("a.md", clean(b"caf\xe9"))
    assert [problem.kind for problem in note.problems] == ["encoding"]


MATTERS = {
    "brackets": "a: " + "[" * 100_000,
    "braces": "{a: " * 15_000,
    "dashes": "a:\n" + "- " * 30_000,
    "questions": "? " * 30_000,
    "depth": "".join(" " * depth + f"k{depth}:\n" for depth in range(340)),
    "aliases": "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 90)),
    "length": "title: t\n" + 'k: "v"\n' * 300_000,
    "objects": "title: !!python/object/apply:os.system [ls]",
}


@pytest.mark.parametrize("name", MATTERS)
def test_hostile_front_matter(name: str) -> None:
    note = note_of(f"---\n{MATTERS[name]}\n---\nThe [[text]]\n")
    assert [link.target for link in note.links] == ["text"]
    assert len(repr(note)) < 200_000


PIECES = (
    "[[ ]] [[a|b]] [[a#b|c]] ![[ \\| | [ ] ]( (a.md) ) # ## > - * ** _ __ ` `` ``` ~~~ $$ % %% <!-- --> <a </a> <br/>"
    " “ ” « » „ \" ' — – . ... ! ? 。 , : ; \\ & &amp; {00:01:00} [00:01] (1:02:03) A Dr. said says Ada [!quote] 1."
    " [^1] ^id"
).split(" ")
WHITE = [" ", "\n", "\n\n", "\t", "\n> ", "\n- ", "\n# ", ""]
sources = st.lists(st.sampled_from(PIECES) | st.sampled_from(WHITE) | st.text(max_size=4), max_size=60).map(
    lambda pieces: anchored("".join(pieces))
)


KEYS = st.sampled_from("title Title tags aliases url videoId é".split())
SCALARS = st.sampled_from(
    "a|b c|12:30|https://x/y?t=1#a|-x|--x|- x|x: y|x:|x #c|x#c|'q'|'q|'a: b # c'|''|x, y|x ]|?x|x  ||- -|x\\ny|é ü|日本"
    '|"q"|"q" z|"a\\n"|[a, b]|[a,b]|[]|[ ]|[a, ]|[a|[#a]|["a", b]|[a-b, -c]|[a -, b]|{a: b}|>|~|null|*a|&a b|@x'.split(
        "|"
    )
)
ITEMS = st.sampled_from("  - a|- a|  - a b| - x|   - y|  -b|  - - a|  - a: b|  - 'q'|  on".split("|"))
LINES = st.builds("{}:{}{}".format, KEYS, st.sampled_from([" ", "  ", ""]), SCALARS)


@settings(max_examples=500, deadline=None)
@given(st.lists(LINES | ITEMS, min_size=1, max_size=5))
@example(["tags:", "  - a", "   - b"])
@example(["tags:", "- a", "- b c", "title: x"])
@example(["title: a", "Title: b", "title:"])
def test_plain_front_matter_is_read_as_yaml_reads_it(lines: list[str]) -> None:
    """A YAML comment makes it front matter that is not plain, and has no other meaning."""
    inside = "\n".join(lines)
    plain, commented = (read_matter(f"---\n{first}{inside}\n---\n") for first in ("", "# c\n"))
    assume(not plain.problems)
    assert dict(plain.values) == dict(commented.values)
    assert bool(plain.body) == bool(commented.body)


@settings(max_examples=200, deadline=None)
@given(sources, st.booleans())
def test_any_text_has_a_note(source: str, with_matter: bool) -> None:
    text = clean(((MATTER if with_matter else "") + source).encode("utf-8", "ignore")).text
    facts = gather("channel/note.md", CleanText(text))
    assert len(facts.prose) == len(text) == len(uncommented(text))
    assert [at for at, char in enumerate(facts.prose) if char == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    for link in facts.note.links:
        assert 0 <= facts.body <= link.start < link.end <= len(text)
        assert link.line == text.count("\n", 0, link.start) + 1
    assert "\n" not in facts.note.title


@settings(max_examples=100, deadline=None)
@given(sources)
def test_blanking_twice_changes_nothing(source: str) -> None:
    once = blanked(source)
    assert len(once) == len(source)
    assert blanked(once).count("\n") == source.count("\n")


@settings(max_examples=200, deadline=None)
@given(sources)
def test_shown_words_are_one_line(source: str) -> None:
    words = shown(source)
    assert words == " ".join(words.split())
    assert words.isprintable() or any(not char.isprintable() for char in source)


@pytest.mark.parametrize(
    "piece", ["# a" + " " * 100_000 + "b\n", "# a %%" + "c" * 100_000 + "%% b\n", "# " + "# " * 50_000]
)
def test_a_long_heading_ends(piece: str) -> None:
    assert note_of(piece).title.startswith(("a", "#"))


def test_a_note_of_many_of_everything() -> None:
    chosen = [(*PIECES, "\n", " ")[number * number % 59] for number in range(40_000)]
    assert note_of(MATTER + anchored("".join(chosen))).title == "The note"
    assert len(note_of("[[a]] " * 50_000).links) == 50_000
