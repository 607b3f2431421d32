"""What `qunyingpu import --text` does: drafts from old newspaper text, into a folder, or into the roll once shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import groupby
from pathlib import Path

import click

from qunyingpu.authoring.canonical import profile_path
from qunyingpu.authoring.changes import Changes
from qunyingpu.authoring.identities import mint_id
from qunyingpu.authoring.old_text import Blemish, Draft, OldText, read_old_text
from qunyingpu.engines.build_day import real_day
from qunyingpu.errors import Problem, Severity, UsageError
from qunyingpu.model.vocabulary import Visibility
from qunyingpu.reading import judge_profile, parse_document
from qunyingpu.verbs.saving import unwritable
from qunyingpu.writing import Artifact, save

_MOST_BLEMISHES = 40


class Way(Enum):
    """What becomes of drafts that may lie in the roll: they are shown only, or written as well."""

    SHOW = "show"
    WRITE = "write"


def import_old_text(root: Path, file: Path, *, into: Path | None, way: Way, basis: str) -> int:
    """Tell what the text *file* offers, write drafts *into* a folder, or show and write those that may lie in the roll.

    *basis* is the ground of publication as the person states it, or empty. Returns the exit status, 1 where drafts are
    not fit for the roll. Raises UsageError for a file that cannot be read or a folder that cannot be written.
    """
    try:
        content = file.read_bytes()
    except OSError:
        raise UsageError(f"读不了“{file}”：没有这个文件，或没有权限。") from None
    found = read_old_text(content, file.name, basis=basis)
    click.echo("\n".join(_overview(found)))
    if not found.drafts:
        return 0
    named = _named(root, found.drafts)
    return _into_folder(named, into) if into else _into_roll(root, named, way)


def _overview(found: OldText) -> Iterator[str]:
    yield f"分出 {len(found.articles)} 篇，{len(found.drafts)} 份草稿。"
    for article in found.articles:
        names = "、".join(draft.name for draft in found.drafts if article.first <= draft.first <= article.last)
        said = names or "没有找到姓名和事迹都明确的人"
        yield f"  第 {article.first} 至 {article.last} 行《{article.title or '无标题'}》：{said}"
    if found.others:
        named = "、".join(f"{name}（第 {line} 行）" for name, line in found.others)
        yield f"另有姓名，原文没有讲他们的事迹，没有立草稿：{named}。"
    yield from _flaws(found.blemishes)


def _flaws(blemishes: Sequence[Blemish]) -> Iterator[str]:
    if not blemishes:
        return
    kinds = ((kind, len(list(some))) for kind, some in groupby(sorted(one.kind for one in blemishes)))
    yield f"原文有 {len(blemishes)} 处缺损（{'，'.join(f'{kind} {count}' for kind, count in kinds)}），请找原件核对："
    yield from (f"  {one}" for one in blemishes[:_MOST_BLEMISHES])
    if len(blemishes) > _MOST_BLEMISHES:
        yield f"  另有 {len(blemishes) - _MOST_BLEMISHES} 处没有列出。"


def _named(root: Path, drafts: Sequence[Draft]) -> Mapping[str, Draft]:
    """Return *drafts* by the stems of their files: an id where day and place are known, else ``draft-1``."""
    taken = {path.stem for path in (root / "heroes").glob("*/*.yaml")}
    named: dict[str, Draft] = {}
    for number, draft in enumerate(drafts, 1):
        region, date = draft.value("deed", "region"), draft.value("deed", "date")
        stem = (
            mint_id(region, int(date[:4]), Visibility.NAMED, {*taken, *named}) if region and date else f"draft-{number}"
        )
        named[stem] = draft
    return named


def _into_folder(named: Mapping[str, Draft], into: Path) -> int:
    there = [stem for stem in named if (into / f"{stem}.yaml").exists()]
    if there:
        raise UsageError(f"“{into}”里已有 {there[0]}.yaml，没有覆盖。请换一个文件夹。")
    try:
        save([Artifact(f"{stem}.yaml", draft.yaml.encode()) for stem, draft in named.items()], into=into)
    except OSError as error:
        raise unwritable(into, error) from None
    for stem, draft in named.items():
        lacking = f"，待补：{'、'.join(draft.lacking)}" if draft.lacking else ""
        click.echo(f"{into / f'{stem}.yaml'}：{draft.name}{lacking}")
    return 0


def _into_roll(root: Path, named: Mapping[str, Draft], way: Way) -> int:
    judged = {stem: _errors(stem, draft) for stem, draft in named.items()}
    for stem, errors in judged.items():
        if errors:
            reasons = "；".join(dict.fromkeys(problem.message.rstrip("。") for problem in errors))
            click.echo(f"{named[stem].name}：还不能放进名录（{reasons}）。先用 -o 文件夹 存成草稿，补全再放。")
    fit = {profile_path(stem): named[stem].yaml.encode() for stem, errors in judged.items() if not errors}
    changes = Changes.of(root, fit)
    click.echo(changes.diff(), nl=False)
    if fit and way is Way.WRITE:
        changes.apply(root)
        click.echo(f"写入 {len(fit)} 份草稿，核对前不会公布。撤销：qunyingpu import --undo")
    elif fit:
        click.echo("以上没有写入；看过以后加 --yes 写入。")
    return int(any(judged.values()))


def _errors(stem: str, draft: Draft) -> list[Problem]:
    file = profile_path(stem)
    _, problems = judge_profile(parse_document(file, draft.yaml), stem, today=real_day())
    return [problem for problem in problems if problem.severity is Severity.ERROR]
