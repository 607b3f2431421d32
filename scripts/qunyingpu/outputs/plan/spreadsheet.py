"""Turn a plan into a spreadsheet for WPS and Excel: campaigns, heroes, tasks to tick off, earlier years, anniversaries.

What people wrote stands as text, whatever it begins with. The same plan gives the same bytes: nothing in the file
tells when or where it was made.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.site import Site
from qunyingpu.outputs.plan.rows import (
    CAMPAIGNS,
    EARLIER,
    HEROES,
    REMEMBERED,
    STATES,
    TASKS,
    Column,
    Link,
    Row,
    Value,
    campaign_rows,
    earlier_rows,
    hero_rows,
    remembered_rows,
    task_rows,
)
from qunyingpu.outputs.plan.wording import channels_label, plan_summary, plan_title, settings_lines
from qunyingpu.planning import Plan
from qunyingpu.stilling import stilled

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def spreadsheet(plan: Plan, book: PublishedBook, site: Site) -> bytes:
    """Return the workbook of *plan*; names lead to the pages of *site*."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    title = plan_title(plan)
    _add(workbook, "活动", title, CAMPAIGNS, campaign_rows(plan))
    _add(workbook, "人物", title, HEROES, hero_rows(plan, site))
    tasks = _add(workbook, "待办", title, TASKS, task_rows(plan))
    _offer_states(tasks)
    _add(workbook, "往年", title, EARLIER, earlier_rows(plan, book))
    _add(workbook, "周年", title, REMEMBERED, remembered_rows(plan, site))
    workbook.properties.title = title
    workbook.properties.creator = site.name
    workbook.properties.description = "".join(
        [plan_summary(plan), f"核对授权：{channels_label(plan.channels)}。", *settings_lines(plan)]
    )
    return stilled(workbook)


_INK, _PAPER, _LINE = "FF8C1C13", "FFF7EFE2", "FFD9CBB5"
_THIN = Side(style="thin", color=_LINE)
_BORDER = Border(top=_THIN, bottom=_THIN, left=_THIN, right=_THIN)


def _add(workbook: Workbook, name: str, title: str, columns: Sequence[Column], rows: Iterator[Row]) -> Worksheet:
    sheet: Worksheet = workbook.create_sheet(name)
    for place, column in enumerate(columns, 1):
        cell = sheet.cell(1, place, column.title)
        cell.font = Font(bold=True, color=_INK)
        cell.fill = PatternFill("solid", fgColor=_PAPER)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        cell.border = _BORDER
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    for number, row in enumerate(rows, 2):
        for place in range(1, len(columns) + 1):
            cell = cast(Cell, sheet.cell(number, place))  # no cell is merged
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.border = _BORDER
            if place <= len(row):
                _fill(cell, row[place - 1])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(sheet.max_row, 2)}"
    _set_up_page(sheet, f"{title}　{name}")
    return sheet


def _fill(cell: Cell, value: Value | Link) -> None:
    if isinstance(value, Link):
        _write(cell, value.words)
        cell.hyperlink = value.address
        cell.font = Font(color=_INK, underline="single")
    elif isinstance(value, str):
        _write(cell, value)
    elif value is not None:
        cell.value = value
        if isinstance(value, datetime.date):
            cell.number_format = "yyyy-mm-dd"
            cell.alignment = Alignment(vertical="top", horizontal="left")


def _write(cell: Cell, text: str) -> None:
    """Write *text* as text: a cell marked so stays text even when someone opens it and presses Enter."""
    if not text:
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    if text.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True
        cell.number_format = "@"


def _offer_states(sheet: Worksheet) -> None:
    choice = DataValidation(type="list", formula1=f'"{",".join(STATES)}"', allow_blank=False)
    choice.error, choice.errorTitle = f"请选{'、'.join(STATES)}之一。", "状态"
    sheet.add_data_validation(choice)
    # Some rows more, for tasks that staff add themselves.
    choice.add(f"A2:A{sheet.max_row + 200}")


def _set_up_page(sheet: Worksheet, heading: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.center.text = heading.replace("&", "&&")
    footer.center.text = "第 &P 页，共 &N 页"
    sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.oddFooter = header, footer
