"""The chat's main screen: the conversation on the right, its evidence on the left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.widgets import OptionList, Static, TextArea

from assistant.tui import asking, messages
from assistant.tui.adding import AddScreen
from assistant.tui.asking import CurrentConversation, QuestionRequest, Resumed
from assistant.tui.chats_screen import ChatsScreen
from assistant.tui.commands import COMMANDS, Command, parsed
from assistant.tui.completion import Completions
from assistant.tui.content import RtlScreen, label
from assistant.tui.conversation_view import ConversationView
from assistant.tui.copying import answer_text, quote_text
from assistant.tui.display_screen import DisplayScreen
from assistant.tui.editor import Editor
from assistant.tui.evidence import EvidencePanel
from assistant.tui.exchange import Card, Exchange
from assistant.tui.help_screen import HelpScreen
from assistant.tui.key_line import KeyLine
from assistant.tui.keys import with_twins
from assistant.tui.palette import CommandPalette, ThemePalette
from assistant.tui.reader import ReaderScreen
from assistant.tui.sources_screen import SourcesScreen
from assistant.tui.text import Name, Part, paragraphs
from index.errors import Language, Message, UserError
from index.types import Document, Span

if TYPE_CHECKING:
    from assistant.tui.host import ChatHost

NARROW = 96
"""Columns below which the evidence has no room beside the conversation."""
KEYS_SHOWN = ("help", "evidence", "open", "chats", "sources", "add", "new", "copy", "quit")


class ChatScreen(RtlScreen[None]):
    """Asks what is typed and shows what comes of it; each command is a method `do_…`."""

    app: ChatHost

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                with_twins(",".join(command.keys)),
                f"perform('{command.action}')",
                show=False,
                priority=True,
            )
            for command in COMMANDS
            if command.keys
        ),
        Binding("escape", "stop", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("up", "complete_step(-1)", show=False, priority=True),
        Binding("down", "complete_step(1)", show=False, priority=True),
        Binding("tab", "complete", show=False, priority=True),
        Binding("enter", "complete_run", show=False, priority=True),
    ]

    def __init__(self, language: Language, resume: int | None, latest: bool) -> None:
        """
        :param resume: id of a saved conversation to go on with.
        :param latest: whether to go on with the one that was last.
        """
        super().__init__()
        self.language = language
        self._resume, self._latest = resume, latest
        self._asked_in = CurrentConversation()
        self._asked: dict[QuestionRequest, int] = {}
        self._scope: frozenset[int] | None = None
        self._title = ""
        self._documents: int | None = None
        self._correcting = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="header"):
            yield Static(id="library")
            yield Static(id="title")
        with Horizontal(id="panes"):
            yield EvidencePanel(self.language)
            with Vertical(id="talk"):
                yield ConversationView(self.language)
                yield Completions(self.language)
                yield Editor(messages.PROMPT_EMPTY.to(self.language), id="prompt")
        shown = [command for command in COMMANDS if command.action in KEYS_SHOWN]
        yield KeyLine(shown, self.language)

    def on_mount(self) -> None:
        self._view = self.query_one(ConversationView)
        self._evidence = self.query_one(EvidencePanel)
        self._completions = self.query_one(Completions)
        self._prompt = self.query_one(Editor)
        self._completions.follow("")
        self._correct(False)
        self._prompt.focus()
        self._show_header()
        # The first frame goes out before the library is touched.
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        self._count_documents()
        if self._resume is not None or self._latest:
            self.resume(self._resume)

    # Asking.

    @on(Editor.Submitted)
    async def submit(self, event: Editor.Submitted) -> None:
        if event.text.startswith("/"):
            self._command(event.text)
        else:
            await self.ask(event.text)

    async def ask(self, text: str) -> None:
        """Show the question, and have it answered by the worker."""
        question = QuestionRequest(text, self._correcting, self._scope)
        self._correct(False)
        at = await self._view.append(Exchange(text))
        self._asked[question] = at
        later = self.app.later

        def report(exchange: Exchange) -> None:
            later(self._show, question, exchange)

        asked_in = self._asked_in
        self.app.worker.do(
            lambda assistant: asking.answer(assistant, asked_in, question, report),
            partial(self._answered, question),
            partial(self._failed, question),
        )
        if not self._title:
            self._title = text
            self._show_header()

    def action_stop(self) -> None:
        """Nobody waits any longer for what is being answered; the worker hears of it in time."""
        if not self._asked:
            self._completions.follow("")
            self._correct(False)
            self._prompt.focus()
        for question in list(self._asked):
            self._end(question, Exchange(question.text, stage="stopped"))

    def _show(self, question: QuestionRequest, exchange: Exchange) -> None:
        if question in self._asked:
            self._view.replace(self._asked[question], exchange)

    def _answered(self, question: QuestionRequest, exchange: Exchange | None) -> None:
        if exchange is not None:
            self._end(question, exchange)

    def _failed(self, question: QuestionRequest, error: UserError) -> None:
        message = Message(
            f"{error.message.ar}\n{error.hint.ar}", f"{error.message.en}\n{error.hint.en}"
        )
        self._end(question, Exchange(question.text, stage="failed", notice=message))

    def _end(self, question: QuestionRequest, exchange: Exchange) -> None:
        question.stopped.set()
        self._show(question, exchange)
        self._asked.pop(question, None)

    # What is looked at.

    @on(ConversationView.Chosen)
    async def show_evidence(self, event: ConversationView.Chosen) -> None:
        await self._evidence.show(event.exchange, event.number)

    @on(EvidencePanel.Chosen)
    def mark(self, event: EvidencePanel.Chosen) -> None:
        self._view.mark(event.number)

    @on(ConversationView.Open)
    @on(EvidencePanel.Open)
    def open_chosen(self) -> None:
        self.do_open("")

    @on(ConversationView.Correct)
    def correct_chosen(self) -> None:
        self.do_correct("")

    @property
    def card(self) -> Card | None:
        """The evidence that is chosen."""
        exchange, number = self._view.exchange, self._view.number
        return exchange.card(number) if exchange and number else None

    def action_page(self, pages: int) -> None:
        (self._view.action_page_up if pages < 0 else self._view.action_page_down)()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < NARROW, "-narrow")

    # The `/` words.

    @on(TextArea.Changed)
    def offer_commands(self) -> None:
        self._completions.follow(self._prompt.text)

    @on(OptionList.OptionSelected)
    def complete_clicked(self, event: OptionList.OptionSelected) -> None:
        self._take(self._completions.at(event.option_index))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("complete_step", "complete_run"):
            try:
                return self.query_one(Completions).display
            except NoMatches:
                return False
        return True

    def action_complete_step(self, step: int) -> None:
        self._completions.step(step)

    def action_complete(self) -> None:
        """Without anything to complete, Tab goes to the next pane as everywhere."""
        if command := self._completions.chosen:
            self._take(command)
        else:
            self.focus_next()

    def action_complete_run(self) -> None:
        """Enter on an unfinished word means the command that is highlighted."""
        self._prompt.call_later(self._run_completion)  # after letters that are on their way

    def _run_completion(self) -> None:
        command = self._completions.chosen
        if command is None or parsed(self._prompt.text):
            self._prompt.action_submit()
        else:
            self._prompt.clear()
            getattr(self, f"do_{command.action}")("")

    def _take(self, command: Command) -> None:
        """Write a command out, to be sent with Enter or given what it asks for."""
        self._prompt.replace_all(command.word(self.language) + " " * bool(command.argument))
        self._prompt.focus()

    def _command(self, text: str) -> None:
        known = parsed(text)
        if known is None:
            self.app.say(messages.NO_COMMAND, severe=True)
            return
        command, argument = known
        getattr(self, f"do_{command.action}")(argument)

    def action_perform(self, action: str) -> None:
        getattr(self, f"do_{action}")("")

    def do_help(self, _: str) -> None:
        self.app.push_screen(HelpScreen(self.language))

    def do_evidence(self, _: str) -> None:
        """Beside the conversation it is folded away, or back; in a narrow window it covers it."""
        self.toggle_class("-evidence")
        shown = self.has_class("-evidence") == self.has_class("-narrow")
        (self._evidence if shown else self._prompt).focus()

    def do_open(self, _: str) -> None:
        self._look_at_card(self.read)

    def do_page(self, _: str) -> None:
        self._look_at_card(self.app.show_page)

    def _look_at_card(self, look: Callable[[int, Span], None]) -> None:
        card = self.card
        if card is None or not card.opens:
            self.app.say(messages.CANNOT_OPEN if card else messages.NO_EVIDENCE)
            return
        look(card.document_id, Span(card.start, card.end))

    def read(self, document_id: int, span: Span | None) -> None:
        """Open a document in the reader."""

        def show(document: Document) -> None:
            self.app.push_screen(ReaderScreen(document, span, self.language))

        self.app.work(lambda assistant: assistant.library.document(document_id), show)

    def do_chats(self, _: str) -> None:
        def chosen(chat: int | None) -> None:
            if chat is not None:
                self.resume(chat)

        self.app.push_screen(ChatsScreen(self.language), chosen)

    def resume(self, chat: int | None) -> None:
        """Go on with a saved conversation; None: with the one that was last."""

        async def show(resumed: Resumed | None) -> None:
            if resumed:
                self._begin(CurrentConversation(resumed.conversation), resumed.title)
                self._prompt.recall_from(each.question for each in resumed.exchanges)
                await self._view.load(resumed.exchanges)

        self.app.work(lambda assistant: asking.resumed(assistant, chat), show)

    def do_sources(self, _: str) -> None:
        def chosen(scope: frozenset[int] | None) -> None:
            self._scope = scope
            self._show_header()

        self.app.push_screen(SourcesScreen(self.language, self._scope, self.read), chosen)

    do_scope = do_sources

    def do_add(self, path: str) -> None:
        self.app.push_screen(AddScreen(self.language, path), lambda _: self._count_documents())

    def do_display(self, _: str) -> None:
        self.app.push_screen(DisplayScreen(self.language))

    async def _clear(self) -> None:
        self._begin(CurrentConversation(), "")
        await self._view.load(())

    def do_new(self, _: str) -> None:
        self.call_next(self._clear)

    def _begin(self, asked_in: CurrentConversation, title: str) -> None:
        self.action_stop()
        self._asked_in, self._title = asked_in, title
        self._show_header()
        self._prompt.focus()

    def do_copy(self, _: str) -> None:
        self.app.copy(answer_text(self._view.exchange, self.language))

    def do_quote(self, _: str) -> None:
        self.app.copy(quote_text(self.card))

    def do_correct(self, _: str) -> None:
        """Put what was understood into the prompt; sent again, nothing is carried over into it."""
        exchange = self._view.exchange
        if exchange:
            self._prompt.replace_all(exchange.understood or exchange.question)
            self._correct(True)
            self._prompt.focus()

    def _correct(self, correcting: bool) -> None:
        self._correcting = correcting
        self._prompt.set_class(correcting, "-correcting")
        message = messages.PROMPT_CORRECTING if correcting else messages.PROMPT
        self._prompt.border_title = label(message.to(self.language))

    def do_export(self, path: str) -> None:
        chat = self._asked_in.chat
        if chat is None:
            self.app.say(messages.NOTHING_TO_COPY)
            return
        self.app.export(chat, self._title, path)

    def do_pin(self, path: str) -> None:
        file = Path(path or asking.CASE_FILE).expanduser()

        def tell(question: str | None) -> None:
            done = question and messages.pinned(question, str(file))
            self.app.say(done or messages.NOTHING_TO_PIN)

        current = self._asked_in
        self.app.work(lambda held: asking.pin_last_answer(held, current, file), tell)

    def do_theme(self, _: str) -> None:
        self.app.push_screen(ThemePalette(self.language))

    def do_palette(self, _: str) -> None:
        def chosen(command: Command | None) -> None:
            if command:
                getattr(self, f"do_{command.action}")("")

        self.app.push_screen(CommandPalette(self.language), chosen)

    def do_quit(self, _: str) -> None:
        self.app.exit()

    # The top line.

    def _count_documents(self) -> None:
        def show(count: int) -> None:
            self._documents = count
            self._show_header()

        self.app.work(lambda assistant: len(assistant.sources()), show)

    def _show_header(self) -> None:
        title = self._title or messages.NEW_CHAT.to(self.language)
        brand: list[Part] = [("شواهد", "bold $accent"), ("  ", ""), Name(title, "")]
        self.query_one("#title", Static).update(paragraphs(*brand))
        message, style = messages.OPENING, "$text-muted"
        if self._scope is not None:
            message, style = messages.scoped(len(self._scope)), "$warning-text"
        elif self._documents is not None:
            message = messages.documents(self._documents)
        self.query_one("#library", Static).update(paragraphs((message.to(self.language), style)))
