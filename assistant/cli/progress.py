"""A bar on the error stream while an index is worked on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.controls import visible_line
from index.errors import Language, Message

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from index.ingest import Progress


@contextmanager
def progress_bar(language: Language) -> Iterator[tuple[Bar, Progress]]:
    """The bar, and the function that moves it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    # A file's name stands in it, which may look like markup.
    what_is_done = TextColumn("{task.description}", markup=False)
    columns = (what_is_done, BarColumn(), MofNCompleteColumn())
    rate = TextColumn("{task.fields[rate]}")
    console = Console(stderr=True)
    with Bar(
        *(*columns, rate, TimeElapsedColumn()),
        console=console,
        transient=True,
        disable=not console.is_terminal,  # its empty frames would part the lines of a log
    ) as bar:
        task = bar.add_task("", total=None, rate="")

        def move(what: Message, done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(
                task,
                description=visible_line(what.to(language)),
                completed=done,
                total=total,
                rate=f"{speed:.0f}/s" if speed else "",
            )

        yield bar, move
