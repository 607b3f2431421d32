"""Say what a rule for the days of a campaign is, and turn what a file says into one.

A lunar day never falls in a leap month: festivals are kept in the month before it that has its number. A day that a
year lacks (02-29, the 30th of a short lunar month, a fifth Monday) is left out, not moved.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping
from typing import Annotated, NamedTuple, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from qunyingpu.errors import mistake
from qunyingpu.model.date import PartialDate, read_day
from qunyingpu.model.record import Flag, Number, Record

_TERMS = "小寒大寒立春雨水惊蛰春分清明谷雨立夏小满芒种夏至小暑大暑立秋处暑白露秋分寒露霜降立冬小雪大雪冬至"
SOLAR_TERMS = tuple(_TERMS[place : place + 2] for place in range(0, len(_TERMS), 2))
"""The twenty-four terms in the order of the Gregorian year (GB/T 33661-2017)."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

LONGEST_WINDOW = 366
"""Days: a campaign that lasts longer is a standing one."""

_FIXED_EXAMPLE, _LUNAR_EXAMPLE = "fixed: 08-01（公历八月一日）", "lunar: 09-09（农历九月初九）"

_TRADITIONAL = str.maketrans("驚蟄穀處滿種", "惊蛰谷处满种")
_FULLWIDTH = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")


class MonthDay(NamedTuple):
    """A day of every year, of the Gregorian or of the lunar calendar."""

    month: int
    day: int

    @property
    def label(self) -> str:
        """Return ``8月1日``."""
        return f"{self.month}月{self.day}日"


def _month_day(value: object) -> MonthDay:
    written = value.translate(_FULLWIDTH).replace(" ", "") if isinstance(value, str) else ""
    match = re.fullmatch(r"(\d{1,2})(?:[-/.]|月)(\d{1,2})日?", written)
    if match is None:
        raise mistake("when-format")
    return MonthDay(int(match[1]), int(match[2]))


def _fixed(value: object) -> MonthDay:
    day = _month_day(value)
    if not 1 <= day.month <= 12:
        raise mistake("when-day", reason=f"没有 {day.month} 月", example=_FIXED_EXAMPLE)
    # In a leap year: 02-29 is a rule, in common years without a day.
    if not 1 <= day.day <= calendar.monthrange(2024, day.month)[1]:
        raise mistake("when-day", reason=f"没有 {day.month} 月 {day.day} 日", example=_FIXED_EXAMPLE)
    return day


def _lunar(value: object) -> MonthDay:
    day = _month_day(value)
    if not 1 <= day.month <= 12:
        raise mistake("when-day", reason=f"农历没有 {day.month} 月", example=_LUNAR_EXAMPLE)
    if not 1 <= day.day <= 30:
        reason = f"农历一个月最多三十天，没有 {day.month} 月 {day.day} 日"
        raise mistake("when-day", reason=reason, example=_LUNAR_EXAMPLE)
    return day


def _solar_term(value: object) -> str:
    if value not in SOLAR_TERMS:
        raise mistake("solar-term", value=value, suggestion=_likely_terms(value))
    return str(value)


def _likely_terms(value: object) -> str:
    """Return the sentence that offers the terms most like *value*, empty where none has a character in its place."""
    written = str(value).translate(_TRADITIONAL)
    likeness = {term: sum(a == b for a, b in zip(term, written, strict=False)) for term in SOLAR_TERMS}
    best = max(likeness.values())
    near = [term for term in SOLAR_TERMS if likeness[term] == best] if best else []
    return f"是不是“{'”“'.join(near)}”？" if 0 < len(near) <= 3 else ""


def _nth(value: object) -> int:
    if value == "last":
        return -1
    if isinstance(value, str) and value in {"1", "2", "3", "4", "5"}:
        return int(value)
    example = "nth: 2（第二个）；可以写 1 至 5，最后一个写 last"
    raise mistake("when-day", reason=f"一个月没有第 {value} 个星期几", example=example)


def _weekday(value: object) -> int:
    if value not in WEEKDAYS:
        example = "day: sat（星期六）；星期一至星期日依次是 mon、tue、wed、thu、fri、sat、sun"
        raise mistake("when-day", reason=f"“{value}”不是星期几", example=example)
    return WEEKDAYS.index(str(value))


SpanEnd = datetime.date | MonthDay
"""The first or last day of a span: of one year, or of every year."""


def _span_end(value: object) -> SpanEnd:
    written = value.strip() if isinstance(value, str) else ""
    return read_day(value) if re.match(r"\d{4}", written) else _fixed(value)


def _span(ends: tuple[SpanEnd, SpanEnd]) -> tuple[SpanEnd, SpanEnd]:
    first, last = ends
    if isinstance(first, MonthDay) or isinstance(last, MonthDay):
        if type(first) is not type(last):
            raise mistake("span-ends")
    elif last < first:
        dates = {"later": PartialDate.of(last).label, "earlier": PartialDate.of(first).label}
        raise mistake("date-order", later_label="截止日", earlier_label="起始日", **dates)
    elif (days := (last - first).days + 1) > LONGEST_WINDOW:
        raise mistake("window-long", days=days, limit=LONGEST_WINDOW)
    return ends


class WeekdayRule(Record):
    """The nth, or last, weekday of a month; *day* counts from Monday = 0, *nth* is -1 for the last."""

    nth: Annotated[int, BeforeValidator(_nth)] = Field(title="第几个", description="1 至 5，或 last。", examples=["2"])
    day: Annotated[int, BeforeValidator(_weekday)] = Field(title="星期几", description="mon 至 sun。", examples=["sat"])
    month: Annotated[int, Number(1, 12)] = Field(title="月", description="公历月份。", examples=["9"])


_FixedDay = Annotated[MonthDay, PlainValidator(_fixed, json_schema_input_type=str)]
_LunarDay = Annotated[MonthDay, PlainValidator(_lunar, json_schema_input_type=str)]
_Day = Annotated[datetime.date, PlainValidator(read_day, json_schema_input_type=str)]
_SpanEnd = Annotated[SpanEnd, PlainValidator(_span_end, json_schema_input_type=str)]


class DayRule(Record):
    """A rule for single days, which another may refer to: exactly one of these is given."""

    fixed: _FixedDay | None = Field(
        None, title="公历日", description="每年的月-日；02-29 只在闰年有。", examples=["08-01"]
    )
    lunar: _LunarDay | None = Field(
        None,
        title="农历日",
        description="农历月-日。闰月不算；写三十的，小月那年没有。除夕请用 eve_of。",
        examples=["09-09"],
    )
    solar_term: Annotated[str, BeforeValidator(_solar_term)] | None = Field(
        None, title="节气", description="二十四节气之一。", examples=["清明"]
    )
    weekday: WeekdayRule | None = Field(
        None,
        title="第几个星期几",
        description="例如九月第二个星期六。",
        examples=[{"nth": "2", "day": "sat", "month": "9"}],
    )
    dates: tuple[_Day, ...] | None = Field(
        None, title="指定日期", description="逐年写明。", examples=[["2027-04-05", "2028-04-04"]]
    )

    @property
    def given(self) -> int:
        """Count the rules that are given; a sound rule has one."""
        return sum(bool(getattr(self, name)) for name in type(self).model_fields)


R = TypeVar("R", bound=DayRule)


def _bare(value: object) -> object:
    """Refuse what has no day before it, or would refer to a rule that refers to a rule."""
    wrong = {"eve_of", "span", "standing"} & set(value if isinstance(value, Mapping) else ())
    if wrong:
        raise mistake("when-eve", key=min(wrong))
    return value


def one_rule(rule: R) -> R:
    """Return *rule* if exactly one rule is given; else raise ``when-format``."""
    if rule.given != 1:
        raise mistake("when-format")
    return rule


class When(DayRule):
    """The rule for a campaign's days: exactly one of these is given."""

    span: Annotated[tuple[_SpanEnd, _SpanEnd], AfterValidator(_span)] | None = Field(
        None,
        title="起止日期",
        description="从某日到某日。写月-日即每年一次，可以跨年；写年-月-日即只有一次。",
        examples=[["05-01", "05-31"]],
    )
    eve_of: Annotated[DayRule, BeforeValidator(_bare), AfterValidator(one_rule)] | None = Field(
        None, title="前一天", description="另一个日子的前一天，例如除夕。", examples=[{"lunar": "01-01"}]
    )
    standing: Flag = Field(False, title="常设", description="全年的活动写 true。", examples=["true"])

    def span_in(self, year: int) -> tuple[datetime.date, datetime.date] | None:
        """Return the first and the last day of the span that begins in *year*, None where none does.

        In a common year one that begins on 02-29 begins on 03-01, and one that ends there ends on 02-28.
        """
        first, last = self.span or (None, None)
        if isinstance(first, MonthDay) and isinstance(last, MonthDay):
            end_year = year if first <= last else year + 1
            ends = (_day_in(year, first), _day_in(end_year, last) - datetime.timedelta(days=_lacks(end_year, last)))
            return ends if ends[0] <= ends[1] else None
        if isinstance(first, datetime.date) and isinstance(last, datetime.date) and first.year == year:
            return (first, last)
        return None


def _lacks(year: int, day: MonthDay) -> bool:
    return day == (2, 29) and not calendar.isleap(year)


def _day_in(year: int, day: MonthDay) -> datetime.date:
    return datetime.date(year, 3, 1) if _lacks(year, day) else datetime.date(year, *day)
