"""Turn the site's settings and the bounds of its timetable into the page on which staff check clock and calendar."""

from __future__ import annotations

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.site import Period
from qunyingpu.occasions import Timetable
from qunyingpu.outputs.pages.press import Page, Press
from qunyingpu.outputs.pages.shells import Kind
from qunyingpu.outputs.pages.wording import day_label
from qunyingpu.writing import Artifact


def maintenance_page(book: PublishedBook, press: Press, timetable: Timetable) -> Artifact:
    """Return ``maintenance.html``; what depends on the device's clock is filled in by ``assets/maintenance.js``."""
    site = press.site
    names = {campaign.id: campaign.name for campaign in book.campaigns}
    return press.print(
        Page(
            kind=Kind.MAINTENANCE,
            path="maintenance.html",
            title="维护页",
            description="给工作人员核对设备时钟和每天的活动。",
            template="maintenance.html",
            context={
                "as_of": day_label(site.as_of),
                "table": timetable,
                "table_span": f"{day_label(timetable.first_day)}至{day_label(timetable.last_day)}",
                "mourning": [_row(period, period.reason) for period in site.mourning],
                "overrides": [
                    _row(period, names.get(period.campaign_id, period.campaign_id)) for period in site.overrides
                ],
            },
        )
    )


def _row(period: Period, words: str) -> dict[str, object]:
    days = day_label(period.start)
    if period.end != period.start:
        days += f"至{day_label(period.end)}"
    return {"period": period, "days": days, "words": words}
