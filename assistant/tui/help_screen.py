"""F1: every key and command, from the tables that the chat itself goes by."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from assistant.tui import messages
from assistant.tui.commands import COMMANDS, Command, key_name
from assistant.tui.content import RtlContent, RtlScreen
from assistant.tui.text import Name, Part, paragraphs
from index.errors import Language, Message

PROMPT_KEYS = (
    ("Enter", Message("أرسل السؤال", "send the question")),
    ("Ctrl+J", Message("سطر جديد (أو Shift+Enter)", "new line (or Shift+Enter)")),
    ("↑ ↓", Message("أسئلتك السابقة", "your earlier questions")),
    ("/", Message("أمر من الأوامر أدناه، وTab يكمله", "a command as below; Tab completes it")),
    ("Esc", Message("أوقف الجواب", "stop the answer")),
    ("PgUp PgDn", Message("تصفح المحادثة", "scroll the conversation")),
    ("Tab", Message("إلى القسم التالي", "to the next pane")),
)
PANE_KEYS = (
    ("← →", Message("الشاهد التالي والسابق", "the next and the previous quote")),
    ("Ctrl+↑ Ctrl+↓", Message("السؤال السابق والتالي", "the previous and the next question")),
    ("↑ ↓", Message("في الشواهد: شاهد بعد شاهد", "in the evidence: quote by quote")),
    ("Enter", Message("افتح الوثيقة عند الشاهد", "open the document at the quote")),
    (
        "Ctrl+C",
        Message(
            "انسخ المحدَّد، أو الشاهد أو الجواب حيث أنت؛ ومرتين من السؤال: خروج",
            "copy the selection, or the quote or answer you are at; twice from the prompt: quit",
        ),
    ),
)
READER_KEYS = (
    ("Ctrl+F", Message("ابحث، بلا فرق في الهمزات والتشكيل", "find, whatever hamza and vowels")),
    ("F3 Shift+F3", Message("الموضع التالي والسابق", "the next place and the previous one")),
    ("F11", Message("صفحة PDF كما هي، والموضع معلَّم", "the page of a PDF, the place marked")),
    ("F9", Message("انسخ المحدَّد أو الشاهد بمرجعه", "copy the selection, or the quote")),
    ("Esc", Message("ارجع", "go back")),
)


class HelpScreen(RtlScreen[None]):
    """To be read and left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,enter", "dismiss", show=False)]

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def compose(self) -> ComposeResult:
        language = self._language
        with VerticalScroll(classes="sheet"):
            yield Static(paragraphs((messages.HELP.to(language), "bold")), classes="sheet-title")
            for title, keys in (
                (messages.HELP_PROMPT, PROMPT_KEYS),
                (messages.HELP_PANES, PANE_KEYS),
                (messages.HELP_READER, READER_KEYS),
            ):
                yield Static(_section(title, keys, language))
            yield Static(_commands(language))

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()


def _section(
    title: Message, keys: tuple[tuple[str, Message], ...], language: Language
) -> RtlContent:
    parts: list[Part] = [(title.to(language), "bold $secondary")]
    for key, about in keys:
        parts += ["\n", Name(key, "bold $accent"), "  " + about.to(language)]
    return paragraphs(*parts, "\n", language=language)


def _commands(language: Language) -> RtlContent:
    parts: list[Part] = [(messages.HELP_COMMANDS.to(language), "bold $secondary")]
    for command in COMMANDS:
        parts += ["\n", *_command(command, language)]
    return paragraphs(*parts, language=language)


def _command(command: Command, language: Language) -> list[Part]:
    keys = " ".join(key_name(key) for key in command.keys)
    parts: list[Part] = [
        Name(command.word("ar"), "bold $accent"),
        " ",
        Name(command.word("en"), "$accent"),
        "  " + command.about.to(language) + "  ",
    ]
    return [*parts, Name(keys, "$text-muted")] if keys else parts
