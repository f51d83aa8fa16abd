"""Which notes a name means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbtui.graph.names import NameIndex, name_key, path_key, slug
from kbtui.note import Note


def note(path: str, title: str = "", *aliases: str) -> Note:
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return Note(path, title or stem, path.rpartition("/")[0], None, aliases=aliases)


NOTES = NameIndex(
    [
        note("a/entropy.md", "Entropy of a source"),
        note("b/entropy.md", "Entropy"),
        note("a/big_idea.md", "The Big Idea", "BI", "the idea that is big"),
        note("a/matrixvector_multiplication.md"),
        note("b/co_op.md"),
        note("b/coop.md"),
        note("b/naïve_İstanbul.md", "Naïve İstanbul"),
        note("c/Café notes.md"),
        note("c/deep/Read me.markdown"),
        note("d/v2.0.md"),
    ]
)


@pytest.mark.parametrize(
    ("name", "folder", "paths"),
    [
        ("entropy", "a", "a/entropy.md"),
        ("entropy", "b", "b/entropy.md"),
        ("entropy", "c", "a/entropy.md b/entropy.md"),
        ("Entropy", "a", "a/entropy.md"),
        ("Entropy of a source", "c", "a/entropy.md"),
        ("big_idea", "c", "a/big_idea.md"),
        ("big_idea.md", "c", "a/big_idea.md"),
        ("Big idea!", "c", "a/big_idea.md"),
        ("the big idea", "c", "a/big_idea.md"),
        ("bi", "c", "a/big_idea.md"),
        ("The idea, that is big", "c", "a/big_idea.md"),
        ("matrix-vector multiplication", "b", "a/matrixvector_multiplication.md"),
        ("co_op", "a", "b/co_op.md"),
        ("Co op", "a", "b/co_op.md"),
        ("co-op", "a", "b/coop.md"),
        ("NAÏVE istanbul", "a", "b/naïve_İstanbul.md"),
        ("naive istanbul", "a", ""),
        ("café Notes", "a", "c/Café notes.md"),
        ("read me.markdown", "a", "c/deep/Read me.markdown"),
        ("v2.0", "a", "d/v2.0.md"),
        ("nothing", "a", ""),
        ("", "a", ""),
        ("!?", "a", ""),
    ],
)
def test_by_name(name: str, folder: str, paths: str) -> None:
    assert [found.path for found in NOTES.by_name(name, folder)] == _paths(paths)


@pytest.mark.parametrize(
    ("path", "folder", "paths"),
    [
        ("entropy.md", "a", "a/entropy.md"),
        ("b/entropy", "a", "b/entropy.md"),
        ("../b/entropy", "a", "b/entropy.md"),
        ("./entropy.md", "b", "b/entropy.md"),
        ("/a/entropy", "b", "a/entropy.md"),
        ("deep/read me", "a", "c/deep/Read me.markdown"),
        ("C/Deep/Read_me.md", "a", "c/deep/Read me.markdown"),
        ("a\\entropy", "c", "a/entropy.md"),
        ("../../entropy", "c", ""),
        ("x/entropy", "c", ""),
        ("", "c", ""),
        ("..", "c", ""),
    ],
)
def test_by_path(path: str, folder: str, paths: str) -> None:
    assert [found.path for found in NOTES.by_path(path, folder)] == _paths(paths)


def _paths(text: str) -> list[str]:
    """Paths parted by the spaces behind their endings."""
    return [f"{path}.md" for path in text.split(".md ")[:-1]] + [text.rpartition(".md ")[2]] if text else []


@given(st.text(), st.text())
def test_no_name_raises(name: str, folder: str) -> None:
    NOTES.by_name(name, folder)
    NOTES.by_path(name, folder)


@given(st.text())
def test_keys_are_stable(name: str) -> None:
    assert slug(slug(name)) == slug(name)
    assert name_key(name_key(name)) == name_key(name)
    assert path_key(f"{name}.md") == path_key(name + ".MD")
