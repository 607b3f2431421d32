"""Turn a plan into the columns and rows of a spreadsheet's sheets; dates stay dates, numbers numbers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qunyingpu.captions import day_of, leading_title, place_of
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.site import Site
from qunyingpu.outputs.plan.wording import (
    countdown,
    day_countdown,
    great_year_label,
    hero_name,
    lacks_label,
    scope_label,
    since_label,
    used_label,
    weekday_label,
    what_was_done,
    why_label,
)
from qunyingpu.planning import Plan

STATES = ("待办", "进行中", "完成")
"""What a task may be in; a new one is in the first."""

Value = str | int | datetime.date | None


@dataclass(frozen=True, slots=True)
class Link:
    """A cell with *words* that leads to an *address*."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its *title*, *width* characters wide."""

    title: str
    width: float


Row = Sequence[Value | Link]


CAMPAIGNS = (
    Column("开始", 12),
    Column("结束", 12),
    Column("进度", 20),
    Column("纪念日", 12),
    Column("星期", 6),
    Column("距纪念日", 12),
    Column("活动", 30),
    Column("格调", 6),
    Column("口号", 30),
    Column("依据", 36),
    Column("地域", 12),
    Column("可选人物", 9),
    Column("已安排的活动", 36),
)


def campaign_rows(plan: Plan) -> Iterator[Row]:
    """Yield a row for each campaign, then for other activities, then for what runs all year."""
    for run in plan.campaigns:
        campaign, window = run.campaign, run.window
        yield (
            window.start,
            window.end,
            countdown(run),
            window.day,
            weekday_label(window.day),
            day_countdown(run),
            campaign.name,
            campaign.tone.label,
            campaign.slogan,
            campaign.basis,
            scope_label(campaign.scope),
            run.candidates,
            "\n".join(f"{one.start.isoformat()} {one.name}" for one in run.arranged),
        )
    for activity in plan.others:
        yield (activity.start, activity.end, "已安排", None, None, None, activity.name)
    for campaign in plan.standing:
        about = (campaign.name, campaign.tone.label, campaign.slogan, campaign.basis, scope_label(campaign.scope))
        yield (None, None, "全年开展", None, None, None, *about)


HEROES = (
    Column("活动", 24),
    Column("活动开始", 12),
    Column("人物", 18),
    Column("编号", 20),
    Column("建议理由", 36),
    Column("尚缺", 26),
    Column("时间", 22),
    Column("地点", 18),
    Column("称号", 30),
    Column("上次参加的活动", 30),
)


def hero_rows(plan: Plan, site: Site) -> Iterator[Row]:
    """Yield a row for each hero proposed, campaign by campaign."""
    for run in plan.campaigns:
        for proposal in run.proposals:
            hero = proposal.hero
            yield (
                run.campaign.name,
                run.window.start,
                Link(hero_name(proposal), site.address(hero.path)),
                hero.id,
                why_label(proposal),
                lacks_label(proposal),
                day_of(hero),
                place_of(hero),
                leading_title(hero),
                used_label(proposal),
            )


TASKS = (
    Column("状态", 9),
    Column("完成期限", 12),
    Column("活动", 26),
    Column("事项", 44),
    Column("涉及人物", 44),
    Column("负责人", 12),
    Column("备注", 24),
)


def task_rows(plan: Plan) -> Iterator[Row]:
    """Yield a row for each task; what belongs to a campaign that has begun is due at once."""
    for run in plan.campaigns:
        for task in run.tasks:
            due = max(run.window.start, plan.start)
            yield (STATES[0], due, run.campaign.name, task.words, "、".join(hero.name for hero in task.heroes))


EARLIER = (
    Column("所属纪念活动", 24),
    Column("开始", 12),
    Column("结束", 12),
    Column("名称", 28),
    Column("地点", 22),
    Column("主办", 24),
    Column("做了什么", 48),
    Column("参加人数", 9),
    Column("人物", 24),
    Column("报道", 48),
)


def earlier_rows(plan: Plan, book: PublishedBook) -> Iterator[Row]:
    """Yield a row for each activity of earlier years, once."""
    told = set()
    for run in plan.campaigns:
        for activity in run.earlier:
            if activity.id in told:
                continue
            told.add(activity.id)
            names = [hero.name for hero in map(book.find, activity.heroes) if hero]
            reports = (
                " ".join(part for part in (f"《{one.title}》", one.publisher, str(one.date or ""), one.url) if part)
                for one in activity.coverage
            )
            yield (
                run.campaign.name,
                activity.start,
                activity.end,
                activity.name,
                activity.place,
                activity.organiser,
                what_was_done(activity),
                activity.participants,
                "、".join(names),
                "\n".join(reports),
            )


REMEMBERED = (
    Column("日期", 12),
    Column("星期", 6),
    Column("纪念", 48),
    Column("周年", 6),
    Column("五周年、逢十周年", 18),
)


def remembered_rows(plan: Plan, site: Site) -> Iterator[Row]:
    """Yield a row for each anniversary, then for those without a day."""
    for one in plan.remembered:
        link = Link(since_label(one), site.address(one.path))
        yield (one.day, weekday_label(one.day), link, one.years, "是" if one.is_great else "")
    for great in plan.great_years:
        yield (None, None, great_year_label(great), great.years, "是")
