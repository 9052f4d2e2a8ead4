"""What the chat can be told to do: one table for `/` words, keys, the palette and the help."""

from __future__ import annotations

from dataclasses import dataclass

from index.arabic import fold
from index.errors import Language, Message


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do from the conversation."""

    action: str
    """Of the conversation's screen: `do_` and this name."""
    name: Message
    """Its `/` words."""
    about: Message
    keys: tuple[str, ...] = ()
    """As Textual names them; the first is shown."""
    argument: Message | None = None
    """What may follow its `/` word."""

    def word(self, language: Language) -> str:
        return "/" + self.name.to(language)


COMMANDS = (
    Command(
        "help",
        Message("مساعدة", "help"),
        Message("كل المفاتيح والأوامر", "All keys and commands"),
        ("f1",),
    ),
    Command(
        "evidence",
        Message("شواهد", "evidence"),
        Message("أظهر الشواهد أو أخفها", "Show or hide the evidence"),
        ("f2",),
    ),
    Command(
        "open",
        Message("افتح", "open"),
        Message("افتح وثيقة الشاهد عند موضعه", "Open the quote's document at its place"),
        ("f3",),
    ),
    Command(
        "page",
        Message("صفحة", "page"),
        Message("صورة صفحة PDF والشاهد معلَّم فيها", "The page of a PDF with the quote marked"),
        ("f11",),
    ),
    Command(
        "chats",
        Message("محادثات", "chats"),
        Message("المحادثات المحفوظة", "Saved conversations"),
        ("f4", "ctrl+o"),
    ),
    Command(
        "sources",
        Message("مصادر", "sources"),
        Message("وثائق المكتبة", "The documents of the library"),
        ("f5",),
    ),
    Command(
        "scope",
        Message("نطاق", "scope"),
        Message("احصر الأسئلة في وثائق تختارها", "Limit questions to documents of your choice"),
        ("ctrl+l",),
    ),
    Command(
        "add",
        Message("أضف", "add"),
        Message("أضف ملفات إلى المكتبة", "Add files to the library"),
        ("f6",),
        Message("مسار", "path"),
    ),
    Command(
        "display",
        Message("عرض", "display"),
        Message("اختبر قراءة العربية في هذه الطرفية", "Test how this terminal reads Arabic"),
        ("f7",),
    ),
    Command(
        "new",
        Message("جديد", "new"),
        Message(
            "محادثة جديدة لا تحمل شيئًا مما سبق", "A new conversation that carries nothing over"
        ),
        ("f8", "ctrl+n"),
    ),
    Command(
        "copy",
        Message("نسخ", "copy"),
        Message("انسخ الجواب بمواضع شواهده", "Copy the answer with the places of its quotes"),
        ("f9", "ctrl+g"),
    ),
    Command(
        "quote",
        Message("اقتباس", "quote"),
        Message("انسخ الشاهد المختار بمرجعه", "Copy the chosen quote with its reference"),
        ("ctrl+s",),
    ),
    Command(
        "correct",
        Message("صحح", "correct"),
        Message("صحّح ما فُهم من السؤال واسأل ثانية", "Correct what was understood and ask again"),
        ("ctrl+r",),
    ),
    Command(
        "export",
        Message("صدّر", "export"),
        Message("احفظ المحادثة في ملف", "Save the conversation to a file"),
        (),
        Message("مسار", "path"),
    ),
    Command(
        "pin",
        Message("ثبّت", "pin"),
        Message("ثبّت آخر جواب حالةً تُختبر", "Pin the last answer as a case for `shawahid test`"),
        ("f12",),
        Message("مسار", "path"),
    ),
    Command(
        "theme",
        Message("مظهر", "theme"),
        Message("داكن أو فاتح أو غيرهما", "Dark, light, or another theme"),
        ("ctrl+t",),
    ),
    Command(
        "palette",
        Message("أوامر", "commands"),
        Message("اختر أمرًا بالبحث", "Choose a command by searching"),
        ("ctrl+p",),
    ),
    Command(
        "quit", Message("خروج", "quit"), Message("أغلق شواهد", "Leave Shawahid"), ("f10", "ctrl+q")
    ),
)


def key_name(key: str) -> str:
    """As it stands on a keyboard: `Ctrl+N`, `F1`."""
    return "+".join(part.capitalize() for part in key.split("+"))


def completions(text: str) -> list[Command]:
    """Commands that a first word beginning with `/` may become; none when it is not one."""
    if not text.startswith("/") or any(space in text for space in " \n"):
        return []
    begun = fold(text[1:])
    return [
        command
        for command in COMMANDS
        if any(fold(word).startswith(begun) for word in (command.name.ar, command.name.en))
    ]


def parsed(text: str) -> tuple[Command, str] | None:
    """The command that a line is, with what follows its word; None when there is no such one."""
    word, _, argument = text.strip().partition(" ")
    name = fold(word[1:])
    for command in COMMANDS:
        if name in (fold(command.name.ar), fold(command.name.en)):
            return command, argument.strip()
    return None
