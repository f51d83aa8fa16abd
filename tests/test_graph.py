"""Notes → graph: on the sample notes, and on small vaults of a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from kbtui.graph.graph import NoteGraph
from kbtui.reading.parse import parse
from kbtui.text import CleanText
from kbtui.vault.vault import Vault

SAMPLES = Path(__file__).parent.parent / "sample_notes"


@cache
def samples() -> Vault:
    return Vault.open(SAMPLES)


def graph_of(files: Mapping[str, str]) -> NoteGraph:
    return NoteGraph(parse(path, CleanText(text)) for path, text in files.items())


def resolved(graph: NoteGraph, path: str) -> list[str]:
    """Where each link of a note leads: a path, or the state with what is offered."""
    note = graph.notes[path]
    answers = [graph.resolve(note, link) for link in note.links]
    return [answer.path or " ".join((answer.state, *answer.candidates)) for answer in answers]


def states() -> Counter[str]:
    graph = samples().graph
    return Counter(graph.resolve(note, link).state for note in graph.notes.values() for link in note.links)


def test_samples_hold_what_they_hold() -> None:
    graph = samples().graph
    assert len(graph.notes) == 30
    assert len(graph.videos) == 11
    assert [(channel.name, channel.index is not None) for channel in graph.channels] == [
        ("", False),
        ("3blue1brown", True),
        ("acquiredfm", True),
        ("cleoabram", True),
        ("dwarkeshpatel", True),
        ("reading_list", False),
    ]
    assert samples().unread == ()
    assert all(video.title for video in graph.videos.values())


def test_wanted_of_the_samples() -> None:
    wanted = {topic.target: [note.stem for note, _ in topic.citations] for topic in samples().graph.wanted}
    assert wanted == {
        "fast_fourier_transform": ["borwein_integrals", "fourier_transform", "how_i_take_notes"],
        "firewall_paradox": ["black_hole_information_paradox", "how_i_take_notes"],
        "reed_solomon_codes": ["hamming_codes", "how_i_take_notes"],
        "best_wordle_opener": ["wordle_bot_scores"],
        "fourier_transfrom": ["eulers_formula_as_a_motor"],
        "nisanyan_etymology": ["information_theory"],
        "self_reproducing_automata": ["von_neumann_computers_and_games"],
        "snapdragon_and_the_fabless_model": ["holy_wars_of_wireless"],
    }
    assert list(wanted)[:4] == [
        "fast_fourier_transform",
        "firewall_paradox",
        "reed_solomon_codes",
        "best_wordle_opener",
    ]


def test_a_slip_is_suggested_and_never_redirected() -> None:
    graph = samples().graph
    note = graph.notes["3blue1brown/eulers_formula_as_a_motor.md"]
    assert graph.suggest(note, "fourier_transfrom")[:1] == ("3blue1brown/fourier_transform.md",)
    citing = graph.citing("3blue1brown/fourier_transform.md")
    assert not [link for _, link in citing if link.target == "fourier_transfrom"]


def test_only_one_link_of_the_samples_is_ambiguous() -> None:
    graph = samples().graph
    note = graph.notes["reading_list/information_theory.md"]
    [link] = [each for each in note.links if graph.resolve(note, each).state == "ambiguous"]
    assert link.target == "entropy"
    assert graph.resolve(note, link).candidates == ("3blue1brown/entropy.md", "cleoabram/entropy.md")
    assert states()["ambiguous"] == 1
    assert states()["wanted"] == 12


@pytest.mark.parametrize(
    ("path", "target", "leads"),
    [
        ("3blue1brown/winding_machine.md", "The Fourier transform, picture first", "3blue1brown/fourier_transform.md"),
        (
            "dwarkeshpatel/von_neumann_computers_and_games.md",
            "Qubits are not faster bits",
            "cleoabram/qubits_are_not_faster_bits.md",
        ),
        ("reading_list/how_i_take_notes.md", "Shannon list", "reading_list/information_theory.md"),
        ("reading_list/how_i_take_notes.md", "information_theory", "reading_list/information_theory.md"),
        ("reading_list/information_theory.md", "CDMA", "acquiredfm/holy_wars_of_wireless.md"),
        ("3blue1brown/hamming_codes.md", "parity_checks", "3blue1brown/parity_checks.md"),
        ("reading_list/information_theory.md", "../acquiredfm/linkabit", "acquiredfm/linkabit.md"),
        ("3blue1brown/eulers_formula_as_a_motor.md", "", "3blue1brown/eulers_formula_as_a_motor.md"),
    ],
)
def test_ways_of_resolving(path: str, target: str, leads: str) -> None:
    graph = samples().graph
    note = graph.notes[path]
    assert leads in [graph.resolve(note, link).path for link in note.links if link.target == target]


def test_code_of_the_samples_holds_no_links() -> None:
    page = samples().page("3blue1brown/winding_machine.md")
    code = range(page.text.index("```"), page.text.rindex("```"))
    assert "[[" in page.text[code.start : code.stop]
    assert not [link for link in page.note.links if link.start in code or page.text[link.start - 1] == "`"]


def test_own_channel_goes_first() -> None:
    graph = graph_of({"a/x.md": "", "b/x.md": "", "a/from.md": "[[x]] [[X]]", "c/from.md": "[[x]] [[b/x]]"})
    assert resolved(graph, "a/from.md") == ["a/x.md", "a/x.md"]
    assert resolved(graph, "c/from.md") == ["ambiguous a/x.md b/x.md", "b/x.md"]
    assert [link.target for _, link in graph.citing("b/x.md")] == ["b/x"]


def test_alias_is_the_last_resort() -> None:
    graph = graph_of({"n.md": "[[gone | The thing]] [[thing | gone]] [[lost | lost too]]", "the_thing.md": ""})
    assert resolved(graph, "n.md") == ["the_thing.md", "wanted", "wanted"]


def test_links_that_lead_nowhere_else() -> None:
    graph = graph_of(
        {"n.md": "[[n]] [[#Part]] [[https://example.org]] ![[pic.png]] ![[n]] [[C# basics]]", "c_basics.md": ""}
    )
    assert resolved(graph, "n.md") == ["n.md", "n.md", "external", "wanted", "n.md", "c_basics.md"]
    assert graph.wanted == ()
    assert graph.citing("n.md") == ()


def test_a_sharp_that_belongs_to_the_name() -> None:
    links = "[[C# basics]] [[C#basics]] [[C#Part]] [[C]]"
    names = {"a/C.md": "", "a/C# basics.md": "", "a/n.md": links, "b/n.md": links}
    expected = ["a/C# basics.md", "a/C# basics.md", "a/C.md", "a/C.md"]
    graph = graph_of(names)
    assert resolved(graph, "a/n.md") == resolved(graph, "b/n.md") == expected
    assert [note.path for note, _ in graph.citing("a/C# basics.md")] == ["a/n.md", "a/n.md", "b/n.md", "b/n.md"]


def test_files_that_are_no_notes_are_not_wanted() -> None:
    graph = graph_of({"n.md": "[[doc.pdf]] [[pic.png | words]] ![[a.mp3]] [[topic]] [[node.js]]"})
    assert [topic.target for topic in graph.wanted] == ["node.js", "topic"]


def test_a_path_out_of_reach_is_not_guessed() -> None:
    graph = graph_of({"a/n.md": "[[../../x]] [[../x]] [[../b/x]] [[x]]", "b/x.md": ""})
    assert resolved(graph, "a/n.md") == ["wanted", "wanted", "b/x.md", "b/x.md"]


def test_markdown_links_go_by_path() -> None:
    graph = graph_of(
        {"a/n.md": "[x](m.md) [y](../b/o%20p.md#Part) [z](b/o.md)", "a/m.md": "", "b/o p.md": "", "m.md": ""}
    )
    assert resolved(graph, "a/n.md") == ["a/m.md", "b/o p.md", "wanted"]


INDEX = (
    "---\ntitle: Chan\n---\n### [Second](https://youtu.be/BBBBBBBBBBB)\n- [[two | Two]]\n- [[one]]\n"
    "### [First](https://www.youtube.com/watch?v=AAAAAAAAAAA)\n- [[three]]\n"
)


def about(video_id: str, title: str) -> str:
    return f"---\ntitle: {title}\nvideoId: {video_id}\n---\n"


def test_videos_and_channels() -> None:
    graph = graph_of(
        {
            "chan/Chan.md": INDEX,
            "chan/one.md": about("BBBBBBBBBBB", "One"),
            "chan/two.md": about("BBBBBBBBBBB", "Two"),
            "chan/three.md": about("AAAAAAAAAAA", "Three"),
            "chan/rest.md": about("CCCCCCCCCCC", "Rest"),
            "chan/none.md": "no video",
            "other/one.md": about("AAAAAAAAAAA", "Other"),
            "root.md": "",
        }
    )
    assert graph.videos["BBBBBBBBBBB"].title == "Second"
    assert [note.path for note in graph.videos["BBBBBBBBBBB"].notes] == ["chan/two.md", "chan/one.md"]
    assert graph.videos["CCCCCCCCCCC"].shown == "CCCCCCCCCCC"
    root, chan, other = graph.channels
    assert (root.name, chan.name, other.name) == ("", "chan", "other")
    assert chan.index is graph.notes["chan/Chan.md"]
    assert [video.video_id for video in chan.videos] == ["BBBBBBBBBBB", "AAAAAAAAAAA", "CCCCCCCCCCC"]
    assert [len(video.notes) for video in (*chan.videos, *other.videos)] == [2, 1, 1, 1]
    assert ([note.path for note in chan.notes], chan.count) == (["chan/none.md"], 5)


def test_folders_of_one_name_are_told_by_their_path() -> None:
    graph = graph_of({"a/talks/x.md": "", "b/talks/y.md": "", "c/z.md": ""})
    assert [channel.name for channel in graph.channels] == ["a/talks", "b/talks", "c"]


def test_named() -> None:
    graph = samples().graph
    assert [note.path for note in graph.named("linkabit")] == ["acquiredfm/linkabit.md"]
    assert [note.path for note in graph.named("acquiredfm/linkabit")] == ["acquiredfm/linkabit.md"]
    assert [note.path for note in graph.named("acquiredfm/linkabit.md")] == ["acquiredfm/linkabit.md"]
    assert [note.path for note in graph.named("entropy")] == ["3blue1brown/entropy.md", "cleoabram/entropy.md"]
    assert graph.named("no such note") == ()


def test_wanted_topics_are_one_whatever_their_spelling() -> None:
    graph = graph_of({"n.md": "[[Big idea]] [[big_idea]] [[big-idea]] [[big_idea]] [[other]]"})
    assert [(topic.target, len(topic.citations)) for topic in graph.wanted] == [("big_idea", 4), ("other", 1)]


def test_what_most_notes_ask_for_is_wanted_most() -> None:
    graph = graph_of({"index.md": "[[a]] [[a]] [[a]] [[b]] [[c]] [[c]]", "n.md": "[[b]]"})
    assert [topic.target for topic in graph.wanted] == ["b", "a", "c"]


def test_suggestions_are_near_and_few() -> None:
    graph = graph_of({"a/balancing_maker_and_manager.md": "", "b/n.md": "", "b/abc.md": "", "a/balancing_maker.md": ""})
    note = graph.notes["b/n.md"]
    assert graph.suggest(note, "balacing_maker_and_manager") == ("a/balancing_maker_and_manager.md",)
    assert graph.suggest(note, "abd") == ()
    assert graph.suggest(note, "something else") == ()
