"""Show what a verb would change in the project, and change it where that is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TypeVar

import click

from qunyingpu.authoring.changes import Changes
from qunyingpu.errors import Problem, UsageError
from qunyingpu.reading import excerpts
from qunyingpu.report import as_text
from qunyingpu.verbs.check import palette
from qunyingpu.verbs.saving import unwritable

F = TypeVar("F", bound=Callable[..., object])

MOST_LINES = 200
"""Lines of a difference that are shown before the question."""


class Manner(Enum):
    """How a change is carried out: after a question, at once, or not at all."""

    ASK = "ask"
    WRITE = "write"
    SHOW = "show"


def manner_options(verb: F) -> F:
    """Give *verb* the options --dry-run and --yes, which `manner_of` reads."""
    verb = click.option("--yes", "is_sure", is_flag=True, help="不再询问，直接写入。")(verb)
    return click.option("--dry-run", "is_dry", is_flag=True, help="只看会改什么，不写入。")(verb)


def manner_of(*, is_dry: bool, is_sure: bool) -> Manner:
    """Return the manner that the options ask for."""
    if is_dry:
        return Manner.SHOW
    return Manner.WRITE if is_sure else Manner.ASK


def carry_out(changes: Changes, root: Path, manner: Manner) -> bool:
    """Show *changes* line by line and apply them in the given *manner*; return whether they were applied."""
    show(changes.diff().splitlines(), manner)
    return settle(changes, root, manner)


def settle(changes: Changes, root: Path, manner: Manner) -> bool:
    """Apply *changes*, which were shown, in the given *manner*; return whether they were applied."""
    if not changes.changes:
        click.echo("没有要写的。")
        return False
    if manner is Manner.SHOW:
        click.echo("这是预览，什么也没有写入。")
        return False
    question = "写入吗？输入 y 写入，直接回车放弃"
    if manner is Manner.ASK and not click.confirm(question, prompt_suffix="：", show_default=False):
        click.echo("什么也没有写入。")
        return False
    with told(root):
        changes.apply(root)
    click.echo(f"已写入 {len(changes.changes)} 个文件。撤销：qunyingpu import --undo")
    return True


@contextmanager
def told(root: Path) -> Iterator[None]:
    """Turn what the disk refuses into a sentence: nothing was written then (`Changes.apply`)."""
    try:
        yield
    except OSError as error:
        place = Path(error.filename) if isinstance(error.filename, str) else root
        raise UsageError(f"{unwritable(place, error)}什么也没有写入。") from None


def show(lines: Sequence[str], manner: Manner) -> None:
    """Print the *lines* of a difference; all of them where nothing but that is wanted."""
    shown = lines if manner is Manner.SHOW else lines[:MOST_LINES]
    for line in shown:
        click.echo(line)
    if len(shown) < len(lines):
        click.echo(f"……还有 {len(lines) - len(shown)} 行，用 --dry-run 可以看全。")


def tell(problems: Sequence[Problem], root: Path) -> None:
    """Print *problems* with the lines that they stand in."""
    click.echo(as_text(problems, line_of=excerpts(root), palette=palette()))
