"""Turn a spreadsheet into rows, a hero each with its members, or tell by cell what keeps it from that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qunyingpu.authoring.spreadsheet.columns import (
    ID,
    MEMBERS,
    NAME,
    Known,
    Path,
    Unknown,
    hero_heading,
    member_heading,
    required_paths,
    title_of,
)
from qunyingpu.authoring.spreadsheet.guides import CHOICES, GROUP, HEROES, MEMBER_SHEET
from qunyingpu.authoring.spreadsheet.sheets import Address, Picture, Sheet, Spreadsheet
from qunyingpu.authoring.spreadsheet.tables import Line, Table, heading_row, read_table
from qunyingpu.errors import Problem
from qunyingpu.model.hero import ID_PATTERN, Hero, Member

PORTRAIT: Path = ("portrait", "file")
_PICTURE_TITLES = {"照片", "肖像", "相片"}
_GROUP: Path = (GROUP,)


@dataclass(frozen=True, slots=True)
class Row:
    """One hero of a spreadsheet: its *id*, empty for a new one, the *cells* that are filled, and where each stands.

    *places* holds the columns without a value, too; what has no place is not in the spreadsheet and stays as it is.
    *member_columns* are those of a sheet of members, paths within a member; None without such a sheet.
    """

    id: str
    table: Table
    row: int
    cells: Mapping[Path, str]
    places: Mapping[Path, Address]
    member_columns: frozenset[Path] | None
    picture: Picture | None = None

    @property
    def address(self) -> Address:
        """Return where the name stands."""
        return self.places.get(NAME) or Address(self.table.sheet, self.row, 1)


def rows_of(spreadsheet: Spreadsheet, problems: list[Problem]) -> list[Row]:
    """Return the rows of *spreadsheet* in their order; what is wrong with it goes into *problems*."""
    file = spreadsheet.name
    problems += [Problem.told(code, file=file) for code in spreadsheet.remarks]
    main = _main_sheet(spreadsheet.sheets)
    table = read_table(file, main, "", _hero_heading, problems) if main else None
    if main is None or table is None:
        filled = any(sheet.rows for sheet in spreadsheet.sheets)
        problems.append(Problem.told("sheet-heading" if filled else "sheet-empty", file=file))
        return []
    problems += _missing_columns(table)
    if not table.lines:
        problems.append(Problem.told("sheet-empty", file=file))
    inner = next((sheet for sheet in spreadsheet.sheets if sheet.name == MEMBER_SHEET and sheet is not main), None)
    members = read_table(file, inner, MEMBER_SHEET, _member_heading, problems) if inner else None
    problems += _unread(spreadsheet, main, inner)
    rows = [_row(table, line, members, problems) for line in table.lines if line.cells or line.pictures]
    problems += _doubled(rows)
    return _with_members(rows, members, problems) if members else rows


def _main_sheet(sheets: Sequence[Sheet]) -> Sheet | None:
    named = [sheet for sheet in sheets if sheet.name == HEROES]
    seen = [sheet for sheet in sheets if not sheet.is_hidden and sheet.name not in {MEMBER_SHEET, CHOICES}]
    return next((sheet for sheet in (*named, *seen) if heading_row(sheet, _hero_heading) is not None), None)


def _hero_heading(text: str) -> Known | Unknown:
    return Known(PORTRAIT) if text.strip() in _PICTURE_TITLES else hero_heading(text)


def _member_heading(text: str) -> Known | Unknown:
    head = hero_heading(text)
    if isinstance(head, Known) and head.path == ID:
        return head
    return Known(_GROUP) if text.strip() == GROUP else member_heading(text)


def _missing_columns(table: Table) -> Iterator[Problem]:
    for path in required_paths(Hero):
        if path not in table.columns:
            yield Problem.told("sheet-column-missing", file=table.file, field=title_of(path), title=title_of(path))


def _unread(spreadsheet: Spreadsheet, main: Sheet, members: Sheet | None) -> Iterator[Problem]:
    """Tell of the other sheets that look like ours: who keeps people there must know that they were not read."""
    for sheet in spreadsheet.sheets:
        is_ours = sheet is main or sheet is members or sheet.name == CHOICES
        if not is_ours and heading_row(sheet, _hero_heading) is not None:
            yield Problem.told("sheet-unread", file=spreadsheet.name, field=sheet.name, name=sheet.name)


def _row(table: Table, line: Line, members: Table | None, problems: list[Problem]) -> Row:
    places = {path: Address(table.sheet, line.row, column) for path, column in table.columns.items()}
    hero_id = line.cells.get(ID, "").strip()
    if hero_id and not ID_PATTERN.fullmatch(hero_id):
        problems.append(table.problem("id-format", places[ID], value=hero_id[:40]))
    picture = line.pictures[0] if line.pictures else None
    for other in line.pictures[1:]:
        problems.append(table.problem("sheet-picture-two", Address(table.sheet, other.row, other.column)))
    columns = frozenset(members.columns) - {ID, _GROUP} if members else None
    cells = {path: text for path, text in line.cells.items() if path != ID}
    row = Row(hero_id, table, line.row, cells, places, columns, picture)
    if picture and not cells:
        problems.append(table.problem("sheet-picture-nobody", Address(table.sheet, picture.row, picture.column)))
    if picture and picture.wrong:
        problems.append(table.problem(picture.wrong, Address(table.sheet, picture.row, picture.column)))
    return row


def _doubled(rows: Sequence[Row]) -> Iterator[Problem]:
    first: dict[str, Row] = {}
    for row in rows:
        other = first.setdefault(row.id, row) if row.id else row
        if other is not row:
            yield row.table.problem("id-duplicate", row.places[ID], id=row.id, other=other.places[ID])


# ── members ──


def _with_members(rows: Sequence[Row], table: Table, problems: list[Problem]) -> list[Row]:
    """Return *rows* with the lines of *table* as their members, each put to its group by id or by name."""
    required = [path for path in required_paths(Member) if path not in table.columns]
    problems += [
        Problem.told(
            "sheet-column-missing", file=table.file, field=f"{table.sheet}!", title=title_of((MEMBERS, 0, *path))
        )
        for path in required
    ]
    owners = _owners(rows)
    lines: dict[int, list[Line]] = {}
    for line in table.lines:
        hero_id, name = (line.cells.get(path, "").strip() for path in (ID, _GROUP))
        places = owners.get((hero_id, "") if hero_id else ("", name), [])
        if len(places) == 1:
            lines.setdefault(places[0], []).append(line)
        elif line.cells:
            address = (
                table.address(ID, line.row) or table.address(_GROUP, line.row) or Address(table.sheet, line.row, 1)
            )
            problems.append(table.problem("sheet-member-group", address, value=(hero_id or name)[:40]))
    return [_joined(row, table, lines.get(place, [])) for place, row in enumerate(rows)]


def _owners(rows: Sequence[Row]) -> dict[tuple[str, str], list[int]]:
    """Return the places of *rows* by what a line of members may say of its group: the id, or else the name."""
    owners: dict[tuple[str, str], list[int]] = {}
    for place, row in enumerate(rows):
        name = row.cells.get(NAME, "").strip()
        for key in ((row.id, ""), ("", name)):
            if any(key):
                owners.setdefault(key, []).append(place)
    return owners


def _joined(row: Row, table: Table, lines: Sequence[Line]) -> Row:
    cells, places = dict(row.cells), dict(row.places)
    for number, line in enumerate(lines):
        for path, column in table.columns.items():
            if path not in (ID, _GROUP):
                places[MEMBERS, number, *path] = Address(table.sheet, line.row, column)
        cells.update({(MEMBERS, number, *path): text for path, text in line.cells.items() if path not in (ID, _GROUP)})
    return Row(row.id, row.table, row.row, cells, places, row.member_columns, row.picture)
