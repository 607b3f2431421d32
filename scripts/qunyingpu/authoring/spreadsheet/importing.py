"""Turn a spreadsheet into the changes that it asks for, told cell by cell, or into everything that is wrong with it.

Nothing changes where there is an error. Heroes that the spreadsheet does not name stay as they are, and so does what it
has no column for.
"""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.authoring.changes import Changes
from qunyingpu.authoring.permalinks import address_of, listed_with
from qunyingpu.authoring.spreadsheet.cells import cells_of
from qunyingpu.authoring.spreadsheet.columns import ID
from qunyingpu.authoring.spreadsheet.judging import STAND_IN, Judged, judge
from qunyingpu.authoring.spreadsheet.opening import open_spreadsheet
from qunyingpu.authoring.spreadsheet.photos import photos_of
from qunyingpu.authoring.spreadsheet.rows import rows_of
from qunyingpu.errors import Problem, Severity
from qunyingpu.model.hero import Hero
from qunyingpu.model.vocabulary import Visibility
from qunyingpu.reading import PERMALINKS, Found, Masters, Reading, read_all
from qunyingpu.writing import CACHE, Store


@dataclass(frozen=True, slots=True)
class Import:
    """What comes of a spreadsheet: the *changes*, none where a problem is an error, and how each cell *differs*.

    *counts* are how many heroes are new, changed, and as they were.
    """

    changes: Changes
    problems: tuple[Problem, ...]
    differs: tuple[str, ...]
    counts: tuple[int, int, int]

    @property
    def is_refused(self) -> bool:
        """Tell whether an error keeps all of it out."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def import_spreadsheet(file: Path, root: Path, *, today: datetime.date) -> Import:
    """Return what importing *file* into the project at *root* would do; raise UsageError for what is no spreadsheet.

    *today* only judges dates that lie ahead.
    """
    problems: list[Problem] = []
    taken = {profile.stem for profile in root.glob("heroes/*/*.yaml")}
    judged: list[Judged] = []
    for row in rows_of(open_spreadsheet(file), problems):
        judged.append(judge(row, root, taken, today=today))
        taken.add(judged[-1].id)
    problems += [problem for row in judged for problem in row.found]
    with tempfile.TemporaryDirectory(prefix="qunyingpu-") as folder:
        photos = photos_of(judged, Path(folder), Masters(Store(root / CACHE)), problems)
        changed = [row for row in judged if row.is_changed and row.text and row.id != STAND_IN]
        contents = {row.file: row.text.encode() for row in changed} | photos
        contents |= _addresses(root, [row.hero for row in changed if row.hero])
        if contents:
            problems += _of_the_whole(root, changed, _laid_down(contents, Path(folder)), today)
    told = tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.sort_key))
    is_refused = any(problem.severity is Severity.ERROR for problem in told)
    changes = Changes.of(root, {} if is_refused else contents | _replaced_photos(root, changed))
    differs = (*_differences(judged, photos), *_other_files(changes, {*photos, *(row.file for row in judged)}))
    return Import(changes, told, differs, _counts(judged))


def _counts(judged: Sequence[Judged]) -> tuple[int, int, int]:
    new = sum(row.before is None for row in judged)
    changed = sum(row.before is not None and (row.is_changed or row.row.picture is not None) for row in judged)
    return new, changed, len(judged) - new - changed


def _addresses(root: Path, heroes: Iterable[Hero]) -> dict[str, bytes]:
    """Return the list of permalinks with the addresses that *heroes* will have; nothing where all are listed."""
    shown = [hero for hero in heroes if not hero.draft and hero.visibility is not Visibility.WITHHELD]
    content = listed_with(root, [address_of(hero.id) for hero in shown])
    return {PERMALINKS: content} if content != listed_with(root, []) else {}


def _replaced_photos(root: Path, changed: Sequence[Judged]) -> dict[str, bytes | None]:
    """Return the photographs to take away: those that had another ending than the one that comes in their place."""
    gone: dict[str, bytes | None] = {}
    for row in changed:
        before, after = (hero.portrait.file if hero and hero.portrait else "" for hero in (row.before, row.hero))
        if row.row.picture and before and before != after and before.startswith(f"{row.id}."):
            gone[f"heroes/{row.id[:2]}/{before}"] = None
    return gone


# ── what only shows when all files are seen together ──


def _laid_down(contents: Mapping[str, bytes], folder: Path) -> list[Found]:
    """Return *contents* as files below *folder*, for `reading` to look at in place of those of the project."""
    found = []
    for path, content in sorted(contents.items()):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        found.append(Found(path, str(file)))
    return found


def _of_the_whole(
    root: Path, changed: Sequence[Judged], instead: Sequence[Found], today: datetime.date
) -> Iterator[Problem]:
    """Yield what is wrong with the project as it would be, and was not wrong before, each at its cell."""
    by_file = {row.file: row for row in changed}
    reading = read_all(root, today=today, cache=Store(root / CACHE).trees, instead=instead)
    for problem in reading.problems:
        row = by_file.get(problem.file)
        if row is not None and row.hero is not None:
            yield from _not_told_yet(row, row.told(problem))
    others = [problem for problem in reading.problems if problem.file not in by_file]
    if any(problem.severity is Severity.ERROR for problem in others):
        before = set(read_all(root, today=today, cache=Store(root / CACHE).trees).problems)
        yield from (problem for problem in others if problem not in before)
    yield from _twins(changed, reading)


def _not_told_yet(row: Judged, problem: Problem) -> Iterator[Problem]:
    """Yield *problem* but where the row alone has shown it, or where its picture is known to be no photograph."""
    told = {(other.field, other.code) for other in row.found}
    is_of_picture = problem.code == "portrait-missing" and row.row.picture is not None
    if (problem.field, problem.code) not in told and not is_of_picture:
        yield problem


def _twins(changed: Sequence[Judged], reading: Reading) -> Iterator[Problem]:
    """Yield the new rows whom the roll has already under another id: a spreadsheet that is imported a second time."""
    new = {row.id: row.row for row in changed if row.before is None}
    heroes = reading.book.heroes if reading.book else [row.hero for row in changed if row.hero]
    known = {_person(hero): hero.id for hero in reversed(heroes) if hero.id not in new}
    for hero in sorted((hero for hero in heroes if hero.id in new), key=lambda hero: new[hero.id].row):
        row, other = new[hero.id], known.setdefault(_person(hero), hero.id)
        # Two rows that each have an id of their own were told apart by whoever gave them.
        if other != hero.id and not (other in new and row.id):
            place = f"第 {new[other].row} 行" if other in new else other
            yield row.table.problem("sheet-twin", row.address, name=hero.name, other=place)


def _person(hero: Hero) -> tuple[str, str, str]:
    return (hero.name, hero.deed.date.iso, hero.deed.region)


# ── what changes, cell by cell ──

_SHOWN = 40


def _differences(judged: Sequence[Judged], photos: Mapping[str, bytes]) -> Iterator[str]:
    for row in judged:
        if row.hero is not None and row.is_changed:
            if row.before is None:
                yield f"第 {row.row.row} 行新增 {row.hero.name}，编号 {row.id}："
            yield from _changed_cells(row, row.hero)
        picture = f"heroes/{row.id[:2]}/{row.id}.jpg"
        if picture in photos:
            yield f"{row.row.address} {row.hero.name if row.hero else ''}：照片放在 {picture}"


def _other_files(changes: Changes, shown: Collection[str]) -> Iterator[str]:
    """Yield a line for each file that changes besides those that were *shown*: no cell tells of it."""
    for change in changes.changes:
        if change.path not in shown:
            yield f"{'新增' if change.before is None else '删除' if change.after is None else '修改'} {change.path}"


def _changed_cells(row: Judged, hero: Hero) -> Iterator[str]:
    before, after = cells_of(row.before) if row.before else {}, cells_of(hero)
    for path in dict.fromkeys((*after, *before)):
        old, new = before.get(path, ""), after.get(path, "")
        address, title = row.place_of(path)
        # The kind is always written: where no column asks for it, nobody gave it.
        is_ours = not old and not row.has_column(path)
        if old != new and path != ID and not is_ours:
            yield f"{address} {title}：{_quoted(old, new)} → {_quoted(new, old)}"


def _quoted(text: str, other: str) -> str:
    """Return *text* in quotes, of a long one the part where it begins to differ from *other*."""
    if not text:
        return "（空）"
    alike = next((place for place, pair in enumerate(zip(text, other, strict=False)) if pair[0] != pair[1]), None)
    start = max(0, (min(len(text), len(other)) if alike is None else alike) - 10) if len(text) > _SHOWN and other else 0
    plain = "".join(mark if mark.isprintable() else " " for mark in text[start : start + _SHOWN])
    return f"“{'……' if start else ''}{plain}{'……' if len(text) > start + _SHOWN else ''}”"
