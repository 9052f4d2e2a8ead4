"""Every sentence of the chat that stands still, in both languages of the interface."""

from __future__ import annotations

from index.errors import Message, UserError

PROMPT = Message("سؤالك", "Your question")
PROMPT_EMPTY = Message("اسأل وثائقك، أو اكتب / للأوامر", "Ask your documents, or / for commands")
PROMPT_CORRECTING = Message("صحّح ما فُهم ثم أرسله", "Correct what was understood, then send it")

EVIDENCE = Message("الشواهد", "Evidence")
NEAREST = Message("أقرب ما في الوثائق", "The nearest passages")
NO_EVIDENCE = Message(
    "هنا شواهد الجواب: نصّها بحروفه وموضعها من الوثيقة.",
    "The quotes of the answer stand here, verbatim and with their place.",
)
CHANGED = Message(
    "تغيّرت الوثيقة منذ هذا الجواب؛ هذا نصّها يومئذ",
    "The document has changed since; these were its words then",
)
GONE = Message(
    "لم تعد الوثيقة في المكتبة؛ هذا نصّها يومئذ",
    "The document has left the library; these were its words then",
)
CANNOT_OPEN = Message(
    "لا يُفتح: لم تعد الوثيقة كما كانت", "It cannot be opened: its document is no longer as it was"
)

SEARCHING = Message("يبحث في الوثائق…", "Searching the documents…")
STOPPED = Message("أُوقف قبل أن يتم.", "Stopped before it was done.")
UNDERSTOOD = Message("فُهم السؤال:", "Understood as:")
CORRECT = Message("تصحيحه: Ctrl+R", "to correct it: Ctrl+R")

OPENING = Message("تُفتح المكتبة…", "Opening the library…")
GREETING = Message("اسأل وثائقك", "Ask your documents")
GREETING_HOW = Message(
    "كل جواب معه شاهده منقولًا بحروفه وموضعه، ولا جواب بغير شاهد.",
    "Every answer carries its quote, verbatim and with its place; without one there is no answer.",
)
GREETING_KEYS = Message(
    "Enter يرسل · Tab ينتقل بين الأقسام · F1 المساعدة · / الأوامر",
    "Enter sends · Tab moves between the panes · F1 help · / commands",
)

NEW_CHAT = Message("محادثة جديدة", "New conversation")
CHATS = Message("المحادثات", "Conversations")
CHATS_KEYS = Message(
    "Enter يكملها · F2 تسمية · F8 حذف · F9 تصدير · Esc رجوع",
    "Enter resumes · F2 rename · F8 delete · F9 export · Esc back",
)
NO_CHATS = Message("لا محادثات محفوظة بعد.", "No conversation has been saved yet.")
SEARCH_CHATS = Message("ابحث في المحادثات", "Search the conversations")
RENAME = Message("اسم المحادثة", "Name of the conversation")
DELETE = Message("حذف المحادثة", "Delete the conversation")
FOR_GOOD = Message("لا رجعة في الحذف.", "This cannot be undone.")

SOURCES = Message("الوثائق", "Documents")
SOURCES_KEYS = Message(
    "Enter يفتح · F2 يحصر الأسئلة فيها أو يرفع الحصر · F8 كل الوثائق · Esc رجوع",
    "Enter opens · F2 limits questions to it, or no longer · F8 all documents · Esc back",
)
SEARCH_SOURCES = Message("ابحث في العناوين والملفات", "Search titles and files")
EMPTY_LIBRARY = Message(
    "المكتبة فارغة؛ أضف إليها بـF6.", "The library is empty; add to it with F6."
)

COMMANDS = Message("الأوامر", "Commands")
SEARCH_COMMANDS = Message("ابحث عن أمر", "Search for a command")
SEARCH_THEMES = Message("ابحث عن مظهر", "Search for a theme")
NOTHING_FITS = Message("لا شيء بهذا اللفظ.", "Nothing fits these words.")
THEMES = Message("المظهر", "Theme")
CHOOSER_KEYS = Message("Enter يختار · Esc رجوع", "Enter chooses · Esc back")

ADD = Message("إضافة ملفات", "Add files")
ADD_WHAT = Message("مسار ملف أو مجلد", "Path of a file or a folder")
ADD_KEYS = Message("Enter يضيف · Esc يوقف أو يرجع", "Enter adds · Esc stops or goes back")
ADD_STOPPED = Message("أُوقفت الإضافة؛ ما تمّ منها محفوظ.", "Stopped; what was added is kept.")

WELCOME = Message("أهلًا بك في شواهد", "Welcome to Shawahid")
WELCOME_ASKS = Message(
    "لا مكتبة في هذا المجلد بعد. بمَ نبدأ؟",
    "There is no library here yet. What shall we begin with?",
)
WELCOME_SEEDS = Message("بوثائق تجريبية مما يأتي مع البرنامج", "Sample documents that come along")
WELCOME_FOLDER = Message("بمجلد من وثائقي", "A folder of my own documents")
WELCOME_LEAVE = Message("خروج", "Leave")

DISPLAY = Message("أي سطر يُقرأ صحيحًا؟", "Which line reads properly?")
DISPLAY_HINT = Message(
    "اختره بالسهمين ثم Enter؛ وإن لم يصح شيء منها فاضغط Esc.",
    "Choose it with the arrows, then Enter; Esc if none of them does.",
)

HELP = Message("المساعدة", "Help")
HELP_COMMANDS = Message("الأوامر", "Commands")
HELP_PROMPT = Message("كتابة السؤال", "Writing the question")
HELP_PANES = Message("المحادثة والشواهد", "The conversation and its evidence")
HELP_READER = Message("قراءة وثيقة", "Reading a document")

FIND = Message("ابحث في الوثيقة", "Find in the document")
FIND_NOTHING = Message("لا يرد في الوثيقة", "Not in the document")
READER_KEYS = Message(
    "Ctrl+F بحث · F3 التالي · Shift+F3 السابق · F11 صورة الصفحة · F9 نسخ الشاهد · Esc رجوع",
    "Ctrl+F find · F3 next · Shift+F3 previous · F11 the page · F9 copy the quote · Esc back",
)
DRAWING = Message("تُرسم الصفحة…", "Drawing the page…")

COPIED = Message("نُسخ", "Copied")
COPIED_THROUGH_TERMINAL = Message("أُرسل إلى حافظة الطرفية", "Sent to the terminal's clipboard")
NOTHING_TO_COPY = Message("لا شيء يُنسخ هنا بعد.", "There is nothing to copy here yet.")
NOTHING_TO_PIN = Message("لا جواب يُثبَّت بعد.", "There is no answer to pin yet.")
QUIT_AGAIN = Message("اضغط Ctrl+C مرة أخرى للخروج", "Press Ctrl+C again to quit")
NO_COMMAND = Message("لا أمر بهذا الاسم؛ F1 للمساعدة", "No such command; F1 for help")
YES = Message("نعم", "Yes")
NO = Message("لا", "No")


def found(passages: int) -> Message:
    counted = _counted(passages, "مقطع واحد", "مقطعين", "مقاطع", "مقطعًا")
    return Message(
        f"وُجد في {counted}، يُقرأ…",
        f"Found in {passages} passage{'' if passages == 1 else 's'}, reading…",
    )


def documents(count: int) -> Message:
    counted = _counted(count, "وثيقة واحدة", "وثيقتان", "وثائق", "وثيقة") if count else "لا وثائق"
    return Message(counted, f"{count} document{'' if count == 1 else 's'}")


def scoped(count: int) -> Message:
    return Message(f"الأسئلة محصورة في: {documents(count).ar}", f"limited to {documents(count).en}")


def turns(count: int) -> Message:
    counted = _counted(count, "سؤال واحد", "سؤالان", "أسئلة", "سؤالًا")
    return Message(counted, f"{count} question{'' if count == 1 else 's'}")


def _counted(count: int, one: str, two: str, few: str, many: str) -> str:
    """A noun with its number; Arabic has a form for one, for two, up to ten, and above."""
    if count in (1, 2):
        return one if count == 1 else two
    return f"{count} {few if count <= 10 else many}"


def exported(path: str) -> Message:
    return Message(f"صُدّرت إلى {path}", f"Exported to {path}")


def page_image(path: str, *, opened: bool) -> Message:
    if opened:
        return Message("فُتحت صورة الصفحة", "The page is open in the viewer")
    return Message(f"صورة الصفحة في {path}", f"The page lies in {path}")


def pinned(question: str, path: str) -> Message:
    return Message(
        f"ثُبّت «{question}» حالةً في {path}؛ تختبرها: shawahid test {path}",
        f"Pinned “{question}” as a case in {path}; test it: shawahid test {path}",
    )


def added(count: int, skipped: int) -> Message:
    return Message(
        f"أُضيف أو جُدّد {count}" + (f"، وتُرك {skipped}" if skipped else ""),
        f"{count} added or refreshed" + (f", {skipped} skipped" if skipped else ""),
    )


def found_at(number: int, count: int) -> Message:
    return Message(f"{number} من {count}", f"{number} of {count}")


def unexpected(error: Exception) -> UserError:
    return UserError(
        Message(f"خلل لم نتوقعه: {error!r}", f"Something unexpected: {error!r}"),
        Message("أعد المحاولة، وأخبرنا به إن تكرر", "Try again, and report it if it comes back"),
    )
