"""Turn the days that the office sets by hand in ``mkdocs.yml``, mourning and overrides, into periods of the site."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field, PlainValidator

from qunyingpu.model.date import PartialDate, read_day
from qunyingpu.model.record import Line, Record
from qunyingpu.model.site import Mourning, Override, Period
from qunyingpu.reading.records import Mistake

LONGEST_MOURNING = 30
"""Days. The longest so far were a head of state's seven; more is a slip of the pen."""

LONGEST_OVERRIDE = 366
"""Days: whoever wants more changes the campaign itself."""

_Day = Annotated[datetime.date, PlainValidator(read_day, json_schema_input_type=str)]


class _Days(Record):
    """Days from a first to a last one; in the file they are called ``from`` and ``to``."""

    start: _Day = Field(alias="from", title="起", description="第一天。", examples=["2027-05-19"])
    end: _Day = Field(alias="to", title="止", description="最后一天。", examples=["2027-05-21"])


class MourningSetting(_Days):
    """Days of mourning, after an announcement."""

    reason: Annotated[str, Line(2, 80)] = Field(title="缘由", description="公告。", examples=["国务院公告"])

    def period(self) -> Mourning:
        """Return what the site keeps of it."""
        return Mourning(start=self.start, end=self.end, reason=self.reason)


class OverrideSetting(_Days):
    """Days of a campaign that the office has chosen."""

    campaign: Annotated[str, Line(1, 60)] = Field(title="活动", description="活动的文件名。", examples=["qingming"])

    def period(self) -> Override:
        """Return what the site keeps of it."""
        return Override(start=self.start, end=self.end, campaign_id=self.campaign)


def wrong_periods(key: str, periods: Sequence[Period], longest: int) -> Iterator[Mistake]:
    """Yield which of the *periods* of *key* end before they begin, last more than *longest* days, or share a day."""
    for place, period in enumerate(periods):
        path = ("extra", key, place)
        days = (period.end - period.start).days + 1
        if days < 1:
            labels = {"later_label": "止", "earlier_label": "起"}
            dates = {"later": _label(period.end), "earlier": _label(period.start)}
            yield Mistake((*path, "to"), "date-order", labels | dates)
        if days > longest:
            yield Mistake((*path, "to"), "period-long", {"days": days, "limit": longest})
        for other in periods[:place]:
            if period.start <= other.end and other.start <= period.end:
                span = f"{_label(other.start)}至{_label(other.end)}"
                yield Mistake((*path, "from"), "period-overlap", {"other": span})
                break


def _label(day: datetime.date) -> str:
    return PartialDate.of(day).label
