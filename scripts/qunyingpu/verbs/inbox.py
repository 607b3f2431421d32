"""`qunyingpu inbox`: what came by mail, checked, placed, and put onto a branch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from qunyingpu.authoring.changes import Changes
from qunyingpu.authoring.inbox import Delivery, message_of
from qunyingpu.authoring.permalinks import listed_with
from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.branches import Commit, commit_on_branch, is_clean_checkout
from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.profiles import opened_deliveries
from qunyingpu.engines.project import find_root
from qunyingpu.errors import UsageError
from qunyingpu.reading import PERMALINKS
from qunyingpu.verbs.carrying_out import Manner, carry_out, manner_of, manner_options, show, tell


@click.command(
    cls=ChineseCommand,
    short_help="收下填表程序做的压缩包：检查，放到位，列出改动。",
    help="收下填表程序做的压缩包：检查，放到位，列出改动；在 git 里时，放到单独的分支上，一个压缩包一次提交。"
    "有一个压缩包有错误，就都不收，除非写了 --each。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.argument("files", metavar="压缩包...", nargs=-1, required=True, type=Path)
@click.option("--each", "is_each", is_flag=True, help="有错误的压缩包不收，其余照收。")
@click.option(
    "--branch/--no-branch",
    "is_branch",
    default=None,
    help="放到单独的分支上，或直接写入文件夹；不写时，在 git 里且没有未提交的改动就用分支。",
)
@manner_options
@help_option
@click.pass_obj
def verb(  # noqa: PLR0913 - click gives each option by its name
    folder: Path, *, files: tuple[Path, ...], is_each: bool, is_branch: bool | None, is_dry: bool, is_sure: bool
) -> int:
    """Place what is sound; the status is 1 where one of the zips has a mistake."""
    root = find_root(folder)
    deliveries = opened_deliveries(root, files, today=real_day())
    problems = [problem for delivery in deliveries for problem in delivery.problems]
    if problems:
        tell(sorted(problems, key=lambda problem: problem.sort_key), root)
    sound = [delivery for delivery in deliveries if delivery.is_sound]
    is_faulty = len(sound) < len(deliveries)
    if is_faulty and (not is_each or not sound):
        click.echo("什么也没有收。" + ("只收没有错误的，请加 --each。" if sound else ""))
        return 1
    _place(sound, root, manner_of(is_dry=is_dry, is_sure=is_sure), is_branch=is_branch)
    return int(is_faulty)


def _place(deliveries: Sequence[Delivery], root: Path, manner: Manner, *, is_branch: bool | None) -> None:
    contents = {path: content for delivery in deliveries for path, content in delivery.contents.items()}
    addresses = [address for delivery in deliveries for address in delivery.addresses]
    changes = Changes.of(root, {**contents, PERMALINKS: listed_with(root, addresses)})
    if not changes.changes:
        click.echo("名录里已经有了，没有要写的。")
        return
    is_clean = is_clean_checkout(root)
    if is_branch and not is_clean:
        raise UsageError("heroes 或 content 里有没有提交的改动，或这里不是 git 仓库，不能用分支。可以写 --no-branch。")
    if manner is Manner.SHOW or not (is_clean if is_branch is None else is_branch):
        carry_out(changes, root, manner)
        return
    show(changes.diff().splitlines(), manner)
    if manner is Manner.ASK and not _agrees():
        click.echo("什么也没有写入。")
        return
    name = commit_on_branch(root, f"inbox/{deliveries[0].heroes[0].id}", _commits(deliveries, root))
    click.echo(f"已放到分支 {name}，当前文件夹没有动。查看：git diff HEAD...{name}　送审：git push origin {name}")


def _commits(deliveries: Sequence[Delivery], root: Path) -> list[Commit]:
    commits: list[Commit] = []
    addresses: list[str] = []
    for delivery in deliveries:
        addresses += delivery.addresses
        contents = {**delivery.contents, PERMALINKS: listed_with(root, addresses)}
        changed = Changes.of(root, contents).changes
        if changed:
            commits.append(Commit(message_of(delivery), {each.path: each.after or b"" for each in changed}))
    return commits


def _agrees() -> bool:
    return click.confirm("放到分支上吗？输入 y，直接回车放弃", prompt_suffix="：", show_default=False)
