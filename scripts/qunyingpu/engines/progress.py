"""Turn what long work tells of itself into a bar with the time that is left, in a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from qunyingpu.writing import Watch, unwatched


@contextmanager
def progress_bar(title: str, screen: TextIO | None = None) -> Iterator[Watch]:
    """Give what is to be told of the work; the bar shows from the first news on, and is gone at the end."""
    screen = screen or sys.stderr
    if not screen.isatty():
        yield unwatched
        return
    # A tenth of a second, which a command that shows no bar need not wait.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TextColumn("剩余"), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=screen), transient=True) as progress:
        task = progress.add_task(title, total=None, visible=False)

        def watch(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total, visible=True)

        yield watch
