"""kbtui's own colours: quiet, with one accent."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="kbtui-dark",
    primary="#4f7fa8",
    secondary="#8aa9c0",
    accent="#e0a458",
    foreground="#d8d6d0",
    background="#15171b",
    surface="#1d2025",
    panel="#262a31",
    success="#8fb573",
    warning="#d9a441",
    error="#d9705f",
    dark=True,
)
LIGHT = Theme(
    name="kbtui-light",
    primary="#3a6ea5",
    secondary="#5b7f9d",
    accent="#a2560b",
    foreground="#2b2a27",
    background="#fbfaf7",
    surface="#f0eee8",
    panel="#e5e2da",
    success="#4b7a2c",
    warning="#8f6400",
    error="#b03a2a",
    dark=False,
)
THEMES = {theme.name: theme for theme in (DARK, LIGHT)}
