"""Turn a row into the hero that it describes, or into the same problems that `check` would tell, each at its cell."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path as File

from pydantic_core import PydanticCustomError

from qunyingpu.authoring.canonical import as_yaml, canonical_yaml, profile_path
from qunyingpu.authoring.identities import mint_id
from qunyingpu.authoring.spreadsheet.cells import cells_of, closed_up, tree_from
from qunyingpu.authoring.spreadsheet.columns import ID, MEMBERS, NAME, Path, title_of
from qunyingpu.authoring.spreadsheet.rows import PORTRAIT, Row
from qunyingpu.authoring.spreadsheet.sheets import Address
from qunyingpu.errors import Problem, Severity
from qunyingpu.model.date import PartialDate
from qunyingpu.model.hero import ID_PATTERN, Hero, read_region
from qunyingpu.model.vocabulary import Visibility
from qunyingpu.reading import Document, Found, judge_profile, parse_document
from qunyingpu.reading.documents import read_document

STAND_IN = "000000-0000-22222"
"""Under this id a new profile is judged whose own cannot be minted yet."""

_OF_THE_ID = {"id-deed", "withheld-id"}


@dataclass(frozen=True)
class Judged:
    """A row and the *hero* that it describes, None where it is none; *before* is what the project has of it.

    *text* is what would be written, canonical where there is a hero. *found* are the problems of the row alone.
    """

    row: Row
    id: str
    before: Hero | None
    hero: Hero | None
    text: str
    cells: Mapping[Path, str]
    found: tuple[Problem, ...]

    @property
    def file(self) -> str:
        """Return the path of the profile."""
        return profile_path(self.id)

    @property
    def is_changed(self) -> bool:
        """Tell whether the project would hold something else of this hero than before."""
        return self.hero is None or self.hero != self.before

    def told(self, problem: Problem, document: Document | None = None) -> Problem:
        """Return *problem* of the profile as one of the cell that its value came from."""
        path = ID if problem.code in _OF_THE_ID else _path(problem.field)
        if not path and document is not None and problem.line:
            path = document.source.path_at(_index(document.source.text, problem))
        address, words = self.place_of(path)
        field = f"{address} {words}".rstrip()
        return replace(problem, file=self.row.table.file, line=address.row, column=address.column, field=field)

    def place_of(self, path: Path) -> tuple[Address, str]:
        """Return the cell of the value at *path* of the profile, or the nearest to it, and what it is called."""
        raw = self._as_laid_out(path)
        if raw in self.row.places:
            return self.row.places[raw], title_of(raw)
        for depth in range(len(raw), 0, -1):
            within = [other for other in self.row.places if other[:depth] == raw[:depth]]
            if within:
                return self.row.places[min(within, key=lambda other: self.row.places[other])], title_of(raw)
        return self.row.address, title_of(raw) if raw else ""

    def has_column(self, path: Path) -> bool:
        """Tell whether the spreadsheet has a column for the value at *path* of the profile."""
        return self._as_laid_out(path) in self.row.places

    def _as_laid_out(self, path: Path) -> Path:
        """Return the path that *path* of the profile has in the columns, where groups may be left empty."""
        known = next((path[:depth] for depth in range(len(path), 0, -1) if path[:depth] in self._layout), ())
        return (*self._layout.get(known, ()), *path[len(known) :])

    @cached_property
    def _layout(self) -> Mapping[Path, Path]:
        """Return by each path of the profile, and each that leads to it, the one in the columns."""
        wide: dict[Path, Path] = {}
        for laid_out, closed in closed_up(self.cells).items():
            for depth in range(1, len(closed) + 1):
                wide.setdefault(closed[:depth], laid_out[:depth])
        return wide


def judge(row: Row, root: File, taken: Collection[str], *, today: datetime.date) -> Judged:
    """Return *row* judged as the profile that it would become in the project at *root*; *taken* are the ids there."""
    before = _before(row, root, today) if row.id in taken else None
    if before is not None and (name := _photo_already(row, before, root)):
        # A picture that was put into the cell has taken the place of the name.
        row = replace(row, picture=None, cells={**row.cells, PORTRAIT: name})
    if row.id in taken and before is None:
        broken = row.table.problem("sheet-profile", row.places[ID], id=row.id)
        return Judged(row, row.id, None, None, "", row.cells, (broken,))
    old = {path: text for path, text in cells_of(before).items() if path != ID} if before else {}
    cells = {**_kept(row, old), **row.cells}
    if before is not None and row.picture is None and cells == old:
        return Judged(row, row.id, before, before, canonical_yaml(before), cells, ())
    hero_id = row.id if ID_PATTERN.fullmatch(row.id) else _minted(cells, taken)
    if row.picture is not None:
        cells[PORTRAIT] = f"{hero_id}.jpg"
    document = parse_document(profile_path(hero_id), as_yaml(tree_from(cells)))
    hero, problems = judge_profile(document, hero_id, today=today)
    text = canonical_yaml(hero) if hero else document.source.text
    judged = Judged(row, hero_id, before, hero, text, cells, ())
    return replace(judged, found=tuple(judged.told(problem, document) for problem in problems))


def _before(row: Row, root: File, today: datetime.date) -> Hero | None:
    """Return what the project has under the id of *row*, None where that has mistakes of its own."""
    file = profile_path(row.id)
    hero, problems = judge_profile(read_document(Found(file, str(root / file))), row.id, today=today)
    # A portrait that is wrong leaves a hero without one: written again, it would be lost.
    lacks = any(problem.severity is Severity.ERROR and problem.field.startswith("portrait") for problem in problems)
    return None if lacks else hero


def _photo_already(row: Row, before: Hero, root: File) -> str:
    """Return the name of the portrait that lies there where it is, byte by byte, the picture of *row*; else nothing.

    Such a picture came from an export.
    """
    if row.picture is None or before.portrait is None:
        return ""
    name = before.portrait.file
    try:
        return name if (root / f"heroes/{before.id[:2]}/{name}").read_bytes() == row.picture.content else ""
    except OSError:
        return ""


def _kept(row: Row, cells: Mapping[Path, str]) -> dict[Path, str]:
    """Return those *cells* of the hero before that the spreadsheet has no column for: they stay as they are."""
    kept = {path: text for path, text in cells.items() if path not in row.places}
    if row.member_columns is None:
        return kept
    # The sheet of members says who they are; what it has no column for stays with the name.
    numbers = _numbers(row, cells)
    members = {path: kept.pop(path) for path in cells if path[0] == MEMBERS and path in kept}
    for path, text in members.items():
        number = numbers.get(path[1])
        if number is not None and path[2:] not in row.member_columns:
            kept[MEMBERS, number, *path[2:]] = text
    return kept


def _numbers(row: Row, cells: Mapping[Path, str]) -> dict[str | int, str | int]:
    """Return where each member of *cells* stands in *row*: by the name, those of one name in their order."""
    lines: dict[str, list[str | int]] = {}
    for path, text in row.cells.items():
        if path[0] == MEMBERS and path[2:] == NAME:
            lines.setdefault(text.strip(), []).append(path[1])
    waiting = {name: iter(numbers) for name, numbers in lines.items()}
    found = {}
    for path, name in cells.items():
        if path[0] == MEMBERS and path[2:] == NAME and (number := next(waiting.get(name, iter(())), None)) is not None:
            found[path[1]] = number
    return found


def _minted(cells: Mapping[Path, str], taken: Collection[str]) -> str:
    """Return a new id, or the stand-in while region, date or visibility are wrong: their mistakes are told anyway."""
    try:
        region = read_region(cells.get(("deed", "region"), ""))
        year = PartialDate.parse(cells.get(("deed", "date"), "").strip()).year
        visibility = Visibility.parse(cells.get(("visibility",), Visibility.NAMED.label))
    except PydanticCustomError:
        return STAND_IN
    return mint_id(region, year, visibility, taken)


def _path(field: str) -> Path:
    return tuple(int(part) if part.isdecimal() else part for part in field.split(".")) if field else ()


def _index(text: str, problem: Problem) -> int:
    """Return where in *text* the line and column of *problem* are."""
    before = text.split("\n")[: problem.line - 1]
    return sum(len(line) + 1 for line in before) + problem.column - 1
