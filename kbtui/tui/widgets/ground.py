"""What other widgets lie on, with nothing to show of its own.

Textual draws all of it, row by row, though it is covered: half of the work of a whole screen.
"""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Ground(Widget):
    """A widget whose rows look alike: one is drawn, and taken for all.

    Among the bases it comes last, since Textual takes the styles of the first one only.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        row = super().render_lines(Region(crop.x, 0, crop.width, 1))
        return row * crop.height
