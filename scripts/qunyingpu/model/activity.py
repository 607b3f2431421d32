"""Say what an activity is: something that was done, or will be, on certain days for a campaign, and what came of it."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from qunyingpu.errors import mistake
from qunyingpu.model.date import PartialDate
from qunyingpu.model.hero import HeroId, Medium, RegionCode
from qunyingpu.model.record import Line, Number, Record, Text, Url


def _day(value: object) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    date = PartialDate.parse(value)
    if date.whole is None:
        raise mistake("date-whole", value=value)
    return date.whole


_UNWRITTEN = datetime.date.min


def _last_day(value: object, info: ValidationInfo) -> datetime.date:
    last, first = _day(value), info.data.get("date")
    if first is None:  # the mistake of the first day is told on its own
        return last
    if last is _UNWRITTEN:
        return first  # type: ignore[no-any-return]
    if last < first:
        dates = {"later": _label(last), "earlier": _label(first)}
        raise mistake("date-order", later_label="结束日期", earlier_label="日期", **dates)
    return last


def _label(day: datetime.date) -> str:
    return PartialDate(day.year, day.month, day.day).label


def _secure(url: str) -> str:
    if not url.startswith("https://"):
        raise mistake("link-scheme", value=url)
    return url


class Coverage(Medium):
    """A report on an activity; its link, which readers are invited to follow, is an https one."""

    url: Annotated[Url, AfterValidator(_secure)] | None = Field(
        None, title="网址", description="以 https:// 开头；只见过转载的不写。", examples=["https://example.org/a.html"]
    )


class Activity(Record):
    """What is done for the roll on one or more days, its id the stem of its file; *end* is *date* where unwritten."""

    id: Annotated[str, Line(1, 60)] = Field(title="编号", description="文件名。", examples=["qingming-2026"])
    name: Annotated[str, Line(2, 60)] = Field(
        title="名称", description="这次活动的名称。", examples=["某市清明追思活动"]
    )
    campaign: Annotated[str, Line(1, 60)] | None = Field(
        None, title="所属纪念活动", description="content/campaigns/ 里的文件名。", examples=["qingming"]
    )
    date: Annotated[datetime.date, BeforeValidator(_day)] = Field(
        title="日期", description="举行的日子，多天的写第一天。", examples=["2026-04-04"]
    )
    end: Annotated[datetime.date, BeforeValidator(_last_day)] = Field(
        default_factory=lambda: _UNWRITTEN,
        validate_default=True,
        title="结束日期",
        description="多天的写最后一天，只有一天的不写。",
        examples=["2026-04-05"],
    )
    place: Annotated[str, Line(1, 60)] = Field(
        title="地点", description="没有定的写“待定”，网上举行的写“线上”。", examples=["某市见义勇为主题公园"]
    )
    region: RegionCode | None = Field(
        None, title="地区", description="区划代码，或“省/市/县”。", examples=["江苏省/苏州市"]
    )
    organiser: Annotated[str, Line(1, 80)] = Field(
        title="主办", description="主办、承办单位。", examples=["某市见义勇为基金会"]
    )
    text: Annotated[str, Text(0, 5000)] = Field("", title="说明", description="事前的说明、安排。", examples=["……"])
    done: Annotated[str, Text(0, 5000)] = Field(
        "", title="开展情况", description="事后写：做了什么，来了哪些人。", examples=["……"]
    )
    participants: Annotated[int, Number(1, 9_999_999)] | None = Field(
        None, title="参加人数", description="没有统计的不写。", examples=["120"], json_schema_extra={"unit": "人"}
    )
    heroes: tuple[HeroId, ...] = Field(
        (), title="人物", description="活动纪念、宣传的人物与群体，写编号。", examples=[["320500-2024-q7m2k"]]
    )
    coverage: tuple[Coverage, ...] = Field((), title="报道", description="关于这次活动的报道。", examples=[[]])

    @property
    def start(self) -> datetime.date:
        """Return the first day, which files call *date*."""
        return self.date
