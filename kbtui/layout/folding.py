"""Callouts that fold: which of them hide a place, and their folding and unfolding as a whole."""

from __future__ import annotations

from kbtui.layout.blocks import Callout
from kbtui.layout.build import NUMBERS
from kbtui.layout.document import Document, row_of_line
from kbtui.layout.source import Place


def over_line(document: Document, line: int) -> tuple[int, ...]:
    """The folded callouts that hide a line of the file, the outermost first."""
    if not document.segments:
        return ()
    rows = document.unfolded(document.segment_of(line))
    return rows[row_of_line(rows, line)].folds if rows else ()


def over_target(document: Document, number: int) -> tuple[int, ...]:
    """The folded callouts that hide a target, the outermost first."""
    which = number // NUMBERS
    rows = document.unfolded(which) if 0 <= which < len(document.segments) else ()
    return next((row.folds for row in rows if any(span.target == number for span in row.spans)), ())


def toggle(document: Document, fold: int) -> None:
    """Folds or unfolds a callout, with the pieces of it that were cut off by force."""
    for part in _pieces(document, fold):
        document.toggle(part)


def restore(document: Document, place: Place) -> None:
    """Folds and unfolds what was when a place was left, and unfolds what hides its line."""
    for line in place.toggled if document.segments else ():
        targets = document.built(document.segment_of(line)).targets
        fold = next((each.number for each in targets if each.kind == "fold" and each.line == line), None)
        if fold is not None and fold not in document.folds:
            toggle(document, fold)
    for fold in over_line(document, place.line):
        toggle(document, fold)


def _pieces(document: Document, fold: int) -> list[int]:
    """The fold target of a callout, and those that its pieces in other segments have."""
    found = [fold]
    while (before := _piece_before(document, found[0])) is not None:
        found.insert(0, before)
    while (after := _piece_after(document, found[-1])) is not None:
        found.append(after)
    return found


def _piece_before(document: Document, fold: int) -> int | None:
    which = fold // NUMBERS
    return _fold(document, which - 1, -1) if which and _is_continued(document, which, fold) else None


def _piece_after(document: Document, fold: int) -> int | None:
    which = fold // NUMBERS + 1
    if which >= len(document.segments) or _fold(document, which - 1, -1) != fold:
        return None
    after = _fold(document, which, 0)
    return after if after is not None and _is_continued(document, which, after) else None


def _is_continued(document: Document, which: int, fold: int) -> bool:
    block = next(iter(document.built(which).blocks), None)
    return isinstance(block, Callout) and block.continued and block.fold == fold


def _fold(document: Document, which: int, at: int) -> int | None:
    """The fold target of a segment's first or last block; None where it has none."""
    blocks = document.built(which).blocks
    block = blocks[at] if blocks else None
    return block.fold if isinstance(block, Callout) else None
