"""Turn the words with which `qunyingpu plan` is called into an order, and the order into the file or text asked for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.engines.project import any_site
from qunyingpu.errors import UsageError
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.plan import as_json, as_markdown, as_spreadsheet, as_text, require_openpyxl
from qunyingpu.planning import MOST_DAYS, a_plan
from qunyingpu.reading import read_book
from qunyingpu.writing import CACHE, Store

FORMATS = ("text", "markdown", "xlsx", "json")
_BY_SUFFIX = {".md": "markdown", ".xlsx": "xlsx", ".json": "json"}
_FIRST_YEAR, _LAST_YEAR = 1950, 2095
"""The lunar days of 1949 to 2096 are those of the almanac; a plan may reach into the year after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOrder:
    """What was asked for: the *days* after *start*, in the form *form*, for *channels*."""

    start: datetime.date
    days: int
    channels: tuple[Channel, ...]
    form: str


def plan_order(*, start: datetime.date, days: str, channel: str, form: str, output: Path | None) -> PlanOrder:
    """Return the order; *form* is empty where none was given, and then follows from the name of *output*.

    Raises UsageError for days, a channel or a file that cannot be meant, and where openpyxl is wanted and missing.
    """
    if not _FIRST_YEAR <= start.year <= _LAST_YEAR:
        raise UsageError(f"日期要在 {_FIRST_YEAR} 年至 {_LAST_YEAR} 年之间，现在是 {start.year} 年。")
    order = PlanOrder(start=start, days=_days(days), channels=_channels(channel), form=_form(form, output))
    if order.form == "xlsx":
        require_openpyxl()
    return order


def planned(order: PlanOrder, root: Path, today: datetime.date) -> bytes:
    """Return the plan of the project at *root* as *order* wants it, text in UTF-8 with a line break at its end.

    *today* only judges dates that lie ahead. Heroes are those whom the web shows, as it shows them. Raises
    ContentError for mistakes in content.
    """
    site = any_site(root)
    book = read_book(root, today=today, cache=Store(root / CACHE).trees).published(Channel.WEB)
    plan = a_plan(book, site, start=order.start, days=order.days, channels=order.channels)
    if order.form == "xlsx":
        return as_spreadsheet(plan, book, site)
    texts = {"text": as_text, "markdown": as_markdown, "json": as_json}
    return f"{texts[order.form](plan, site)}\n".encode()


def _days(days: str) -> int:
    number = int(days) if days.isascii() and days.isdigit() and len(days) <= 4 else -1
    if not 0 <= number <= MOST_DAYS:
        raise UsageError(f"--next 后面请写 0 至 {MOST_DAYS} 的天数，例如 90，现在是“{days}”。")
    return number


def _channels(channel: str) -> tuple[Channel, ...]:
    if not channel:
        return tuple(Channel)
    for known in Channel:
        if channel in (known.id, known.label):
            return (known,)
    choices = "、".join(f"{known.id}（{known.label}）" for known in Channel)
    raise UsageError(f"没有“{channel}”这个渠道，可以写：{choices}。")


def _form(form: str, output: Path | None) -> str:
    by_name = _BY_SUFFIX.get(output.suffix.lower(), "text") if output else "text"
    asked = form or by_name
    if "xlsx" not in (asked, by_name):
        return asked
    if output is None:
        raise UsageError("电子表格要存成文件，请加上 -o 筹备.xlsx 这样的文件名。")
    if asked != by_name or output.is_dir():
        raise UsageError(f"“{output}”与格式 {asked} 不符：电子表格的文件名以 .xlsx 结尾，别的格式不能用它。")
    return asked
