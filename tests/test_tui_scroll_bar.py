"""The scroll bar that the note and the lists paint themselves."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget

from kbtui.layout.source import Source
from kbtui.tui.lists.row import Row
from kbtui.tui.lists.rows import Rows
from kbtui.tui.reader.reader import Reader
from kbtui.tui.widgets.scroll_bar import BarredView, cells

LONG = "\n\n".join(f"Line {number} [there](https://example.org/{number})." for number in range(1, 101))


@pytest.mark.parametrize(
    ("height", "rows", "top", "bar"),
    [
        (4, 3, 0, "    "),
        (4, 4, 0, "    "),
        (4, 8, 0, "██  "),
        (4, 8, 4, "  ██"),
        (4, 8, 1, "▄█▀ "),
        (4, 400, 0, "█   "),
        (4, 400, 396, "   █"),
        (4, 8, 9, "  ██"),
        (0, 8, 0, ""),
    ],
)
def test_the_thumb_covers_what_is_in_sight(height: int, rows: int, top: int, bar: str) -> None:
    drawn = {0: " ", 8: "█", 4: "▄", -4: "▀"}
    assert "".join(drawn[covered] for covered in cells(height, rows, top)) == bar


class Both(App[None]):
    CSS = "Reader { height: 10; } Rows { height: 10; }"

    def __init__(self) -> None:
        super().__init__()
        self.reader, self.rows = Reader(), Rows()
        self.acted: list[Reader.Acted | Rows.Chosen] = []

    def compose(self) -> ComposeResult:
        yield self.reader
        yield self.rows

    def on_mount(self) -> None:
        self.reader.open(Source(LONG))
        self.rows.show([Row(f"row {number}") for number in range(100)], empty="")

    def on_reader_acted(self, event: Reader.Acted) -> None:
        self.acted.append(event)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        self.acted.append(event)


def bar(app: App[None], view: Widget) -> str:
    """What stands in the last column of a widget; a thumb's cells are blank in another colour."""
    right = view.region.right - 1
    ground = app.screen.get_style_at(right, view.region.bottom - 1)
    styles = [app.screen.get_style_at(right, y) for y in range(view.region.y, view.region.bottom)]
    return "".join("." if style == ground else "#" for style in styles)


async def ready(pilot: Pilot[None]) -> Both:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(pilot.app, Both)
    return pilot.app


@pytest.mark.parametrize("name", ["reader", "rows"])
async def test_the_bar_moves_with_what_is_scrolled(name: str) -> None:
    async with Both().run_test(size=(40, 20)) as pilot:
        app = await ready(pilot)
        view: BarredView = getattr(app, name)
        assert bar(app, view).startswith("#")
        view.scroll_to(y=40, animate=False)
        await pilot.pause()
        assert bar(app, view).startswith(".")
        assert "#" in bar(app, view)


@pytest.mark.parametrize("name", ["reader", "rows"])
async def test_a_click_beside_the_thumb_turns_a_page_and_opens_nothing(name: str) -> None:
    async with Both().run_test(size=(40, 20)) as pilot:
        app = await ready(pilot)
        view: BarredView = getattr(app, name)
        await pilot.click(view, offset=(39, 9))
        assert view.top == 10
        await pilot.click(view, offset=(39, 9))
        assert view.top == 20
        view.scroll_to(y=60, animate=False)
        await pilot.click(view, offset=(39, 0))
        assert view.top == 50
        assert app.acted == []


@pytest.mark.parametrize("name", ["reader", "rows"])
async def test_the_thumb_is_dragged_whatever_the_mouse_comes_over(name: str) -> None:
    async with Both().run_test(size=(40, 20)) as pilot:
        app = await ready(pilot)
        view: BarredView = getattr(app, name)
        await pilot.mouse_down(view, offset=(39, 0))
        await pilot.hover(view, offset=(10, 5))
        assert view.top == round(5 * view.virtual_size.height / 10)
        await pilot.hover(view, offset=(7, 2))
        await pilot.mouse_up(view, offset=(7, 2))
        assert view.top == round(2 * view.virtual_size.height / 10)
        await pilot.hover(view, offset=(7, 8))
        assert view.top == round(2 * view.virtual_size.height / 10)
        assert app.acted == []
        assert not app.screen.selections


async def test_words_are_still_selected_where_the_bar_is_not() -> None:
    async with Both().run_test(size=(40, 20)) as pilot:
        app = await ready(pilot)
        await pilot.mouse_down(app.reader, offset=(0, 0))
        await pilot.hover(app.reader, offset=(5, 0))
        await pilot.mouse_up(app.reader, offset=(5, 0))
        assert app.reader in app.screen.selections


@pytest.mark.parametrize("name", ["reader", "rows"])
async def test_there_is_no_bar_where_all_is_in_sight(name: str) -> None:
    async with Both().run_test(size=(40, 20)) as pilot:
        app = await ready(pilot)
        app.reader.open(Source("Short"))
        app.rows.show([Row("one"), Row("two")], empty="")
        await ready(pilot)
        assert "#" not in bar(app, getattr(app, name))[2:]
        await pilot.click(getattr(app, name), offset=(39, 9))
        assert app.acted == []
