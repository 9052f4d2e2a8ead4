"""The two themes of our own: ink on paper, and its night."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="shawahid-dark",
    primary="#6fa8a0",
    secondary="#9cc7e0",
    accent="#e6b450",
    foreground="#e4e1d8",
    background="#14181b",
    surface="#1a1f23",
    panel="#232a2f",
    boost="#20272c",
    warning="#e0a458",
    error="#e07a6a",
    success="#8fbf7f",
    dark=True,
    variables={
        "quote": "#26414a",
        "quote-text": "#f1efe8",
        "short": "#e6b450",
        "short-text": "#14181b",
        "found": "#4a3f1f",
        "found-text": "#f6e7bd",
        "marked": "#e6b450",
        "marked-text": "#14181b",
        "warning-text": "#f0bd7a",
        "text-muted": "#9aa3a6",
    },
)
LIGHT = Theme(
    name="shawahid-light",
    primary="#2f6f68",
    secondary="#1f5f85",
    accent="#8a4b00",
    foreground="#22201b",
    background="#fbf9f3",
    surface="#f4f1e8",
    panel="#e9e4d6",
    boost="#efebe0",
    warning="#8a5200",
    error="#a32f20",
    success="#3c6b2f",
    dark=False,
    variables={
        "quote": "#dcebe4",
        "quote-text": "#16211e",
        "short": "#ffd873",
        "short-text": "#221a00",
        "found": "#f6e3a8",
        "found-text": "#2a2200",
        "marked": "#8a4b00",
        "marked-text": "#ffffff",
        "warning-text": "#7a4600",
        "text-muted": "#5d625c",
    },
)
THEMES = (DARK, LIGHT)
OWN_COLOURS = tuple(name for name in DARK.variables if name != "text-muted")
"""What Textual has no names for."""
