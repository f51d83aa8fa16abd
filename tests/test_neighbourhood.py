"""What lies around a note, and its picture. The golden files are `neighbourhood/*.txt`: see `drawn`.

KBTUI_UPDATE_GOLDENS=1 writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbtui.graph.graph import NoteGraph
from kbtui.layout.widths import width
from kbtui.note import Note
from kbtui.pictures.neighbourhood import Neighbour, Neighbourhood, neighbourhood
from kbtui.pictures.neighbourhood_picture import Direction, Picture, picture
from kbtui.reading.parse import parse
from kbtui.sample import sample_notes
from kbtui.text import clean
from kbtui.vault.vault import Vault

HERE = Path(__file__).parent
GOLDENS = HERE / "neighbourhood"
CORPUS = Path(os.environ.get("KBTUI_CORPUS") or HERE.parent.parent / "shared" / "corpus")
SIZES = ((80, 20), (40, 24))
DIRECTIONS: tuple[Direction, ...] = ("up", "down", "left", "right")
VIDEO = "AAAAAAAAAAA"


def graph_of(**notes: str) -> NoteGraph:
    """A vault of notes given by stem and text; those whose text begins with `!` are about one video."""
    return NoteGraph(_note(stem, text) for stem, text in notes.items())


def _note(stem: str, text: str) -> Note:
    video = f"videoId: {VIDEO}\n" if text.startswith("!") else ""
    source = f"---\ntitle: {stem.replace('_', ' ').capitalize()}\n{video}---\n{text.lstrip('!')}\n"
    return parse(f"{stem}.md", clean(source.encode()))


SMALL = graph_of(
    middle="![[both]] [[both]] [[out]] [[nowhere]] [[nowhere]] [[elsewhere]]",
    both="[[middle]]",
    out="",
    comes="[[middle]] [[out]]",
    sibling="!",
    near="![[middle]]",
)


def stems(neighbours: tuple[Neighbour, ...]) -> list[str]:
    return [each.note.stem for each in neighbours]


def test_what_lies_around_a_note() -> None:
    hood = neighbourhood(SMALL, SMALL.notes["middle.md"])
    assert (stems(hood.citing), stems(hood.cited)) == (["both", "near", "comes"], ["both", "out"])
    assert stems(hood.siblings) == ["near", "sibling"]
    assert (hood.video, hood.wanted) == (VIDEO, 2)
    assert (hood.cited[0].links, hood.cited[0].both_ways, hood.cited[1].both_ways) == (3, True, False)


def test_a_note_with_nothing_around_it() -> None:
    graph = graph_of(alone="")
    hood = neighbourhood(graph, graph.notes["alone.md"])
    assert hood == Neighbourhood(graph.notes["alone.md"], (), (), (), "", 0)


def text(drawn: Picture) -> str:
    return "\n".join("".join(span.text for span in line).rstrip() for line in drawn.lines)


def drawn(hood: Neighbourhood) -> str:
    """The pictures of a neighbourhood at every size."""
    return "".join(f"--- {columns} × {rows}\n{text(picture(hood, columns, rows))}\n" for columns, rows in SIZES)


def many(number: int) -> Neighbourhood:
    """A note with too many neighbours and titles of every length, of one video."""
    words = "the long and winding title of a note that says more than any line can hold of it 日本語のノート".split()
    notes = [Note(f"{at}.md", " ".join(words[: at % len(words) + 1]), "", VIDEO) for at in range(number)]
    around = tuple(Neighbour(note, 1, at % 5 == 0) for at, note in enumerate(notes))
    middle = Note("m.md", " ".join(words), "", VIDEO)
    return Neighbourhood(middle, around, around[::2], around[::3], "A title of a video that goes on and on and on", 3)


GIVEN = {
    "small": lambda: neighbourhood(SMALL, SMALL.notes["middle.md"]),
    "alone": lambda: neighbourhood(SMALL, SMALL.notes["sibling.md"]),
    "only_cited": lambda: neighbourhood(SMALL, SMALL.notes["out.md"]),
    "only_citing": lambda: neighbourhood(SMALL, SMALL.notes["comes.md"]),
    "too_many": lambda: many(40),
}


@pytest.mark.parametrize("name", GIVEN)
def test_a_picture_looks_as_its_golden_file_says(name: str) -> None:
    path, shown = GOLDENS / f"{name}.txt", drawn(GIVEN[name]())
    if os.environ.get("KBTUI_UPDATE_GOLDENS"):
        path.write_text(shown, "utf-8")
    assert path.read_text("utf-8") == shown


def test_arrow_keys_walk_the_picture() -> None:
    hood = neighbourhood(SMALL, SMALL.notes["middle.md"])
    wide = picture(hood, 80, 20)

    def walk(*directions: Direction) -> str:
        at = 0
        for direction in directions:
            at = wide.step(at, direction)
        return f"{wide.nodes[at].part} {wide.nodes[at].note.stem}"

    assert walk("left") == "citing comes"
    assert walk("right") == "cited out"
    assert walk("left", "up", "up", "right") == "cited both"
    assert walk("right", "up", "left") == "citing both"
    assert walk("left", "left") == "citing comes"
    assert walk("left", "down") == "centre middle"
    assert walk("down", "down") == "siblings sibling"
    assert walk("down", "down", "down") == "siblings sibling"
    assert walk("down", "up", "up", "up") == "citing near"


def test_on_a_narrow_screen_one_walks_up_and_down() -> None:
    narrow = picture(neighbourhood(SMALL, SMALL.notes["middle.md"]), 40, 24)
    at, order = 1, []
    for _ in narrow.nodes:
        order.append(narrow.nodes[at].note.stem)
        at = narrow.step(at, "down")
    assert order == ["both", "near", "comes", "middle", "both", "out", "near", "sibling"]


def check(hood: Neighbourhood, columns: int, rows: int) -> None:
    """What holds of every picture: it fits, tells what it leaves out, and every node can be walked to."""
    made = picture(hood, columns, rows)
    for line in made.lines:
        assert width("".join(span.text for span in line)) <= columns
    told = {number for line in made.lines for span in line if (number := span.target) is not None}
    assert told == set(range(len(made.nodes)))
    reached, waiting = {0}, [0]
    while waiting:
        here = waiting.pop()
        news = {made.step(here, direction) for direction in DIRECTIONS} - reached
        reached |= news
        waiting += news
    assert reached == told
    for node in made.nodes:
        assert width("".join(span.text for span in made.lines[node.row])) >= node.end > node.start


_TITLES = st.text(st.sampled_from("ab -日本e\u0301🇩🇪👍🏽[]"), max_size=70)
_NOTES = st.builds(Note, path=st.just("x.md"), title=_TITLES, channel=st.just(""), video_id=st.none())
_LISTS = st.lists(st.builds(Neighbour, _NOTES, st.just(1), st.booleans()), max_size=12).map(tuple)


@settings(deadline=None, max_examples=60)
@given(
    hood=st.builds(Neighbourhood, _NOTES, _LISTS, _LISTS, _LISTS, _TITLES, st.integers(0, 3)),
    columns=st.integers(20, 130),
    rows=st.integers(1, 60),
)
def test_every_picture_fits_and_can_be_walked(hood: Neighbourhood, columns: int, rows: int) -> None:
    check(hood, columns, rows)


def test_a_picture_keeps_to_its_height() -> None:
    for rows in range(16, 60):
        assert len(picture(many(30), 80, rows).lines) <= rows
        assert len(picture(many(30), 40, rows).lines) <= rows


def test_the_sample_notes() -> None:
    graph = Vault.open(sample_notes()).graph
    for note in graph.notes.values():
        for columns, rows in SIZES:
            check(neighbourhood(graph, note), columns, rows)


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}; KBTUI_CORPUS names one")
def test_real_notes() -> None:
    graph = Vault.open(CORPUS).graph
    for path in list(graph.notes)[::40]:
        hood = neighbourhood(graph, graph.notes[path])
        for columns, rows in SIZES:
            check(hood, columns, rows)
