"""Measure the way of a roll through a spreadsheet and back, beside the least that any program must do for it.

    python scripts/bench_authoring.py --heroes 10000

Makes a fictional roll, writes it as XLSX and as CSV, imports each into an empty project, and compares objects and bytes
with the roll. Prints CPU seconds and ratios: writing beside openpyxl writing the same texts without any style, reading
beside openpyxl reading them, an import that changes nothing and one that brings every hero beside `read_all`, and a
hundred thousand formatted rows of nothing beside the same workbook without them.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import io
import re
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from openpyxl import Workbook, load_workbook

import make_roll
from qunyingpu.authoring.spreadsheet.books import as_workbook
from qunyingpu.authoring.spreadsheet.importing import Import, import_spreadsheet
from qunyingpu.authoring.spreadsheet.opening import open_spreadsheet
from qunyingpu.authoring.spreadsheet.texts import as_csv
from qunyingpu.model.hero import Hero
from qunyingpu.reading import read_all

TODAY = datetime.date(2026, 11, 23)
SETTINGS = "site_name: 虚构名录\nsite_url: https://qunyingpu.example/\n"
EMPTY_ROWS = 100_000

T = TypeVar("T")


def main() -> None:
    """Print what each way costs, and whether anything was lost on it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--heroes", type=int, default=10_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = _a_roll(Path(folder) / "roll", chosen.heroes)
        heroes, checked = _timed(lambda: _heroes(root))
        print(f"{len(heroes)} fictional heroes and groups, CPU seconds")
        print(f"read_all                      {checked:7.2f}")
        workbook = _writing(heroes)
        file = Path(folder) / "roll.xlsx"
        file.write_bytes(workbook)
        _reading(file)
        table = Path(folder) / "roll.csv"
        table.write_bytes(as_csv(heroes))
        for source in (file, table):
            _round_trip(source, root, heroes, checked)
        _empty_rows(file, Path(folder))


def _a_roll(root: Path, count: int) -> Path:
    make_roll.write_roll(make_roll.FictionalRoll(seed=1).entries(count), root)
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    return root


def _heroes(root: Path) -> Sequence[Hero]:
    book = read_all(root, today=TODAY).book
    if book is None:
        raise SystemExit("the fictional roll has mistakes")
    return book.heroes


def _writing(heroes: Sequence[Hero]) -> bytes:
    content, ours = _timed(lambda: as_workbook(heroes))
    texts = [
        [[cell or None for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in load_workbook(io.BytesIO(content), read_only=True).worksheets
    ]
    _, bare = _timed(lambda: _bare_workbook(texts))
    print(f"writing XLSX                  {ours:7.2f}   openpyxl alone {bare:7.2f}   ratio {ours / bare:5.2f}")
    return content


def _bare_workbook(sheets: Sequence[Sequence[Sequence[object]]]) -> bytes:
    workbook = Workbook(write_only=True)
    for rows in sheets:
        sheet = workbook.create_sheet()
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _reading(file: Path) -> None:
    _, ours = _timed(lambda: open_spreadsheet(file))
    _, bare = _timed(lambda: _bare_reading(file))
    print(f"reading XLSX                  {ours:7.2f}   openpyxl alone {bare:7.2f}   ratio {ours / bare:5.2f}")


def _bare_reading(file: Path) -> int:
    workbook = load_workbook(file, read_only=True)
    return sum(len(row) for sheet in workbook.worksheets for row in sheet.iter_rows(values_only=True))


def _round_trip(file: Path, root: Path, heroes: Sequence[Hero], checked: float) -> None:
    same, unchanged = _timed(lambda: import_spreadsheet(file, root, today=TODAY))
    if same.changes.changes or same.problems:
        raise SystemExit(f"{file.name}: an import of what was exported would change something")
    empty = root.with_name(f"from-{file.suffix[1:]}")
    shutil.copytree(root / "content", empty / "content")
    (empty / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    found, all_new = _timed(lambda: _imported(file, empty))
    equal = sum(_bytes_of(root, hero) == _bytes_of(empty, hero) for hero in heroes)
    objects = sum(one == other for one, other in zip(heroes, _heroes(empty), strict=True))
    name = file.suffix[1:].upper()
    print(f"import of {name}, nothing new {unchanged:9.2f}   of read_all {unchanged / checked:5.2f}")
    print(f"import of {name}, all new     {all_new:9.2f}   of read_all {all_new / checked:5.2f}")
    print(f"round trip of {name}: {objects} equal objects, {equal} equal bytes, of {found.counts[0]}")


def _imported(file: Path, root: Path) -> Import:
    found = import_spreadsheet(file, root, today=TODAY)
    found.changes.apply(root)
    return found


def _bytes_of(root: Path, hero: Hero) -> bytes:
    return (root / f"heroes/{hero.id[:2]}/{hero.id}.yaml").read_bytes()


def _empty_rows(file: Path, folder: Path) -> None:
    """Add formatted rows without a value below the last, as WPS leaves them, and read the file again."""
    part = "xl/worksheets/sheet1.xml"
    padded = folder / "padded.xlsx"
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(padded, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, _padded(content) if name == part else content)
    rows, ours = _timed(lambda: len(open_spreadsheet(file).sheets[0].rows))
    more, longer = _timed(lambda: len(open_spreadsheet(padded).sheets[0].rows))
    if rows != more:
        raise SystemExit("empty rows were read as heroes")
    print(f"{EMPTY_ROWS} empty rows more       {longer:7.2f}   without them {ours:7.2f}   ratio {longer / ours:5.2f}")


def _padded(sheet: bytes) -> bytes:
    last = max(map(int, re.findall(rb'<row r="(\d+)"', sheet)))
    letters = [f"{first}{second}" for first in ("", "A", "B") for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    rows = (
        f'<row r="{row}">{"".join(f"""<c r="{letter}{row}" s="1"/>""" for letter in letters)}</row>'
        for row in range(last + 1, last + 1 + EMPTY_ROWS)
    )
    return sheet.replace(b"</sheetData>", "".join(rows).encode() + b"</sheetData>")


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    gc.collect()
    start = time.process_time()
    made = work()
    return made, time.process_time() - start


if __name__ == "__main__":
    main()
