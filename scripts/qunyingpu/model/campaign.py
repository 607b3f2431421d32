"""Say what a commemorative campaign is: when it runs, in which dress, and whom it selects."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from qunyingpu.errors import mistake
from qunyingpu.model.hero import HeroId, read_region
from qunyingpu.model.record import Flag, Line, Number, Record, Text
from qunyingpu.model.selection import Query, parse_query
from qunyingpu.model.vocabulary import Tone

NATIONAL = "000000"
"""The scope of a campaign that every site runs."""

_TERMS = "小寒大寒立春雨水惊蛰春分清明谷雨立夏小满芒种夏至小暑大暑立秋处暑白露秋分寒露霜降立冬小雪大雪冬至"
SOLAR_TERMS = tuple(_TERMS[place : place + 2] for place in range(0, len(_TERMS), 2))
"""The twenty-four terms in the order of the Gregorian year (GB/T 33661-2017)."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _month_day(value: object) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,2})-(\d{1,2})", value.strip()) if isinstance(value, str) else None
    if match is None:
        raise mistake("when-format")
    return (int(match[1]), int(match[2]))


def _fixed(value: object) -> tuple[int, int]:
    month, day = _month_day(value)
    try:
        datetime.date(2024, month, day)  # a leap year: 02-29 is a rule, in common years without a day
    except ValueError:
        raise mistake("when-day", reason=f"没有 {month} 月 {day} 日") from None
    return (month, day)


def _lunar(value: object) -> tuple[int, int]:
    month, day = _month_day(value)
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise mistake("when-day", reason=f"农历没有 {month} 月 {day} 日")
    return (month, day)


def _solar_term(value: object) -> str:
    if value not in SOLAR_TERMS:
        raise mistake("solar-term", value=value, suggestion="")
    return str(value)


def _day(value: object) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value.strip() if isinstance(value, str) else "")
    except ValueError:
        raise mistake("when-day", reason=f"“{value}”不是日期") from None


def _nth(value: object) -> int:
    if value == "last":
        return -1
    if isinstance(value, str) and value in {"1", "2", "3", "4", "5"}:
        return int(value)
    raise mistake("when-day", reason=f"一个月没有第 {value} 个星期几")


def _weekday(value: object) -> int:
    if value not in WEEKDAYS:
        raise mistake("when-day", reason=f"“{value}”不是星期几，请写 mon、tue、wed、thu、fri、sat、sun")
    return WEEKDAYS.index(str(value))


class WeekdayRule(Record):
    """The nth, or last, weekday of a month; *day* counts from Monday = 0, *nth* is -1 for the last."""

    nth: Annotated[int, BeforeValidator(_nth)] = Field(title="第几个", description="1 至 5，或 last。", examples=["2"])
    day: Annotated[int, BeforeValidator(_weekday)] = Field(title="星期几", description="mon 至 sun。", examples=["sat"])
    month: Annotated[int, Number(1, 12)] = Field(title="月", description="公历月份。", examples=["9"])


class When(Record):
    """The rule for a campaign's day: exactly one of these is given."""

    fixed: Annotated[tuple[int, int], BeforeValidator(_fixed)] | None = Field(
        None, title="公历日", description="每年的月-日。", examples=["08-01"]
    )
    lunar: Annotated[tuple[int, int], BeforeValidator(_lunar)] | None = Field(
        None, title="农历日", description="农历月-日，不在闰月。", examples=["09-09"]
    )
    solar_term: Annotated[str, BeforeValidator(_solar_term)] | None = Field(
        None, title="节气", description="二十四节气之一。", examples=["清明"]
    )
    weekday: WeekdayRule | None = Field(None, title="第几个星期几", description="例如九月第二个星期六。", examples=[{}])
    dates: tuple[Annotated[datetime.date, BeforeValidator(_day)], ...] | None = Field(
        None, title="指定日期", description="逐年写明。", examples=[["2027-04-05"]]
    )
    span: (
        tuple[Annotated[datetime.date, BeforeValidator(_day)], Annotated[datetime.date, BeforeValidator(_day)]] | None
    ) = Field(None, title="起止日期", description="只有一次的活动。", examples=[["2027-05-01", "2027-05-31"]])
    standing: Flag = Field(False, title="常设", description="全年的活动写 true。", examples=["true"])

    @property
    def given(self) -> int:
        """Count the rules that are given; a sound `When` has one."""
        return sum(bool(getattr(self, name)) for name in type(self).model_fields)


def _when(when: When) -> When:
    if when.given != 1:
        raise mistake("when-format")
    return when


def read_scope(value: object) -> str:
    """Return ``000000`` for ``national`` (全国), else the six-digit code of a region; raise ``region-unknown``."""
    return NATIONAL if value in ("national", "全国", NATIONAL) else read_region(value)


class Campaign(Record):
    """A commemoration that the foundation runs each year, its id the stem of its file."""

    id: Annotated[str, Line(1, 60)] = Field(title="编号", description="文件名。", examples=["qingming"])
    name: Annotated[str, Line(2, 40)] = Field(
        title="名称", description="页面上的名称。", examples=["清明追思 寄语英雄"]
    )
    when: Annotated[When, AfterValidator(_when)] = Field(
        title="日期规则", description="公历、农历、节气等。", examples=[{"solar_term": "清明"}]
    )
    before: Annotated[int, Number(-366, 366)] = Field(
        0, title="提前", description="提前几天开始。", examples=["3"], json_schema_extra={"unit": "天"}
    )
    after: Annotated[int, Number(-366, 366)] = Field(
        0,
        title="延后",
        description="过后几天结束；负数表示提前结束。",
        examples=["1"],
        json_schema_extra={"unit": "天"},
    )
    priority: Annotated[int, Number(1, 99)] = Field(50, title="次序", description="数字小的优先。", examples=["20"])
    scope: Annotated[str, BeforeValidator(read_scope)] = Field(
        NATIONAL, title="地域", description="national，或区划代码。", examples=["320000"]
    )
    tone: Tone = Field(Tone.PLAIN, title="格调", description="肃穆、喜庆或素雅。", examples=["肃穆"])
    select: Annotated[Query, PlainValidator(parse_query, json_schema_input_type=str | dict[str, Any])] = Field(
        default_factory=lambda: parse_query("all"),
        title="选取",
        description="all、none，或条件。",
        examples=[{"outcome": "sacrificed"}],
    )
    featured: tuple[HeroId, ...] = Field((), title="重点人物", description="编号。", examples=[["320500-2024-q7m2k"]])
    slogan: Annotated[str, Line(2, 60)] | None = Field(
        None, title="口号", description="一句话。", examples=["致敬英雄"]
    )
    text: Annotated[str, Text(0, 5000)] = Field("", title="说明", description="活动页上的文字。", examples=["……"])
    checklist: tuple[Annotated[str, Line(1, 80)], ...] = Field(
        (), title="筹备清单", description="供工作人员用。", examples=[["核对名单"]]
    )
    basis: Annotated[str, Line(2, 120)] | None = Field(
        None, title="依据", description="使活动成立的法规、文件。", examples=["《英雄烈士保护法》第六条"]
    )
