"""`qunyingpu export`: the roll as a spreadsheet, to be filled in and imported again."""

from __future__ import annotations

from pathlib import Path

import click

from qunyingpu.authoring.spreadsheet.exporting import as_csv, as_xlsx, photos_beside
from qunyingpu.command_line import ChineseCommand, help_option
from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.project import find_root
from qunyingpu.errors import UsageError
from qunyingpu.reading import read_book
from qunyingpu.verbs.saving import save_file
from qunyingpu.writing import CACHE, Store


@click.command(
    cls=ChineseCommand,
    help="把全部档案导出成电子表格，每位英雄一行；填好后用 qunyingpu import 导入。"
    "表里有不公开的内容（真名、公开依据、草稿），请勿外传。",
    options_metavar="[选项]",
    add_help_option=False,
)
@click.option("--xlsx", metavar="文件.xlsx", type=Path, help="存成 WPS、Excel 的工作簿，有下拉选项和填写说明。")
@click.option("--csv", "text", metavar="文件.csv", type=Path, help="存成 CSV（UTF-8，带 BOM）。")
@click.option("--photos", "has_photos", is_flag=True, help="把照片也放进工作簿；不写，就只写照片的文件名。")
@help_option
@click.pass_obj
def verb(folder: Path, *, xlsx: Path | None, text: Path | None, has_photos: bool) -> int:
    """Write the roll as a workbook, as CSV, or both."""
    if xlsx is None and text is None:
        raise UsageError("请写 --xlsx 文件.xlsx 或 --csv 文件.csv。")
    if has_photos and xlsx is None:
        raise UsageError("CSV 里放不下照片，--photos 请与 --xlsx 同用。")
    root = find_root(folder)
    heroes = read_book(root, today=real_day(), cache=Store(root / CACHE).trees).heroes
    if xlsx is not None:
        save_file(xlsx, as_xlsx(heroes, photos_beside(heroes, root) if has_photos else {}))
    if text is not None:
        save_file(text, as_csv(heroes))
    return 0
