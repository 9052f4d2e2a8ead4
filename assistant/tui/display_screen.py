"""Which line reads properly? One sentence in each order that a terminal may need."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from assistant.terminal.display import in_order
from assistant.terminal.line import paragraph, wrap
from assistant.terminal.orders import Order, arrange, margins
from assistant.tui import messages
from assistant.tui.content import RtlScreen
from assistant.tui.text import paragraphs
from index.errors import Language

if TYPE_CHECKING:
    from assistant.tui.host import ChatHost

SENTENCE = "أُسست القاهرة (عاصمة مصر) سنة 969م، وهي Cairo."
"""Letters that join, brackets, a number that touches a letter, and a Latin word."""
OFFERED: tuple[Order, ...] = ("visual", "words", "kitty")


class OrderSample(Widget, can_focus=True):
    """The sentence as one order sends it, whatever the rest of the screen is sent in."""

    def __init__(self, order: Order) -> None:
        super().__init__(id=order)
        self.order = order

    def render_line(self, y: int) -> Strip:
        width, style = self.size.width, self.rich_style
        if y or width < 2:
            return Strip.blank(width, style)
        line, *_ = wrap(paragraph(SENTENCE), width - 2)
        left, right = margins(line, width, self.order)
        text = left + "".join(sent.text for sent in arrange(line.row, self.order)) + right
        return Strip([Segment(text, style)], line.width + len(left) + len(right))

    def on_click(self) -> None:
        self.focus()


class DisplayScreen(ModalScreen[None], RtlScreen[None]):
    """Returns nothing: the choice is in force at once, and remembered."""

    app: ChatHost

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("enter", "choose", show=False),
    ]

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(paragraphs((messages.DISPLAY.to(self._language), "bold")))
            for order in OFFERED:
                yield OrderSample(order)
            yield Static(paragraphs((messages.DISPLAY_HINT.to(self._language), "$text-muted")))

    def on_mount(self) -> None:
        order = self.app.terminal.display.order
        self.query_one(f"#{order if order in OFFERED else OFFERED[0]}", OrderSample).focus()

    def action_choose(self) -> None:
        if isinstance(self.focused, OrderSample):
            display = in_order(self.app.terminal.display, self.focused.order)
            self.app.choose_display(display)
            self.dismiss()
