"""Turn a plan into a table and paragraphs for a terminal, at most a hundred columns wide.

Quotation marks and the middle dot are one cell wide in some terminals and two in others (in code page 936): they are
counted as two, and nothing is lined up behind a text that may hold them. Frames are made of spaces alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from qunyingpu.model.activity import Activity
from qunyingpu.model.campaign import NATIONAL
from qunyingpu.model.site import Site
from qunyingpu.outputs.plan.wording import (
    MOST_EARLIER,
    arrangement,
    channels_label,
    checklist_advice,
    choice_label,
    countdown,
    day_countdown,
    day_label,
    great_year_label,
    hero_name,
    lacks_label,
    own_day,
    plan_summary,
    plan_title,
    scope_label,
    settings_lines,
    since_label,
    span_label,
    told_of,
    used_label,
    weekday_label,
    what_was_done,
    where_and_who,
    whom_label,
    why_label,
)
from qunyingpu.planning import Plan, Planned, Proposal

WIDTH = 100
"""Columns."""

_NO_LINE_BEGINS = "，。；：、！？）》”’〉】"


def as_text(plan: Plan, site: Site) -> str:
    """Return *plan* for *site*: an overview, a paragraph for each campaign, then the anniversaries."""
    parts = [[f"{site.name}　{plan_title(plan)}", f"{plan_summary(plan)}核对授权：{channels_label(plan.channels)}。"]]
    parts += [list(_wrapped(line)) for line in settings_lines(plan)]
    if plan.campaigns:
        parts.append(["", "一览", *_overview(plan)])
    parts += [["", *_paragraph(run, plan)] for run in plan.campaigns]
    if plan.others:
        parts.append(["", "其他已安排的活动", *_arranged(plan.others, plan)])
    if plan.remembered or plan.great_years:
        parts.append(["", "周年", *_remembered(plan)])
    if plan.standing:
        names = "、".join(campaign.name for campaign in plan.standing)
        parts.append(["", *_wrapped(f"全年开展：{names}。")])
    advice = checklist_advice(plan)
    parts += [["", *_wrapped(advice)]] if advice else []
    return "\n".join(line for part in parts for line in part)


def width_of(text: str) -> int:
    """Return the cells that *text* takes at most."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def in_columns(rows: Sequence[Sequence[str]], width: int = WIDTH) -> Iterator[str]:
    """Yield *rows* of equally many cells, lined up; past *width* columns the last cell takes another line."""
    widths = [max(width_of(row[place]) for row in rows) for place in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [f"{_padded(cell, wanted)}  " for cell, wanted in zip(row, widths, strict=False)]
        yield from _wrapped(row[-1], "".join(["  ", *cells]), width)


def _overview(plan: Plan) -> Iterator[str]:
    head = ("起止", "进度", "纪念日", "", "格调", "活动")
    rows = [
        (
            span_label(run.window.start, run.window.end, within=plan.start.year),
            countdown(run),
            f"{day_label(run.window.day, within=plan.start.year)} {weekday_label(run.window.day)}",
            day_countdown(run),
            run.campaign.tone.label,
            run.campaign.name,
        )
        for run in plan.campaigns
    ]
    yield from in_columns([head, *rows])


def _paragraph(run: Planned, plan: Plan) -> Iterator[str]:
    campaign, year = run.campaign, plan.start.year
    yield from _wrapped(f"【{campaign.name}】{campaign.id}")
    dates = span_label(run.window.start, run.window.end, within=year)
    yield from _told("日期", f"{dates}，{countdown(run)}；纪念日 {own_day(run)}，{day_countdown(run)}")
    if campaign.scope != NATIONAL:
        yield from _told("地域", scope_label(campaign.scope))
    if campaign.slogan:
        yield from _told("口号", campaign.slogan)
    if campaign.basis:
        yield from _told("依据", campaign.basis)
    yield from _told("人物", choice_label(run))
    for proposal in run.proposals:
        yield from _wrapped(_proposal(proposal), "        - ")
    yield from _listed("待办", [f"[ ] {task.words}{whom_label(task, run)}" for task in run.tasks])
    yield from _listed("安排", [_activity(one, year, arrangement(one)) for one in run.arranged])
    yield from _listed("已办", [_activity(one, year, _done(one)) for one in run.earlier[:MOST_EARLIER]])


def _done(activity: Activity) -> str:
    reports = "、".join(f"《{report.title}》" for report in activity.coverage)
    return what_was_done(activity) + (f"报道：{reports}" if reports else "")


def _proposal(proposal: Proposal) -> str:
    lacks, used = lacks_label(proposal), used_label(proposal)
    more = [f"缺：{lacks}"] * bool(lacks) + [f"上次：{used}"] * bool(used)
    return "　".join([f"{proposal.hero.id}  {hero_name(proposal)}", why_label(proposal), *more])


def _arranged(activities: Sequence[Activity], plan: Plan) -> Iterator[str]:
    for activity in activities:
        yield from _wrapped(_activity(activity, plan.start.year, arrangement(activity)), "  ")


def _activity(activity: Activity, year: int, told: str) -> str:
    dates = span_label(activity.start, activity.end, within=year)
    return f"{dates}　{activity.name}（{where_and_who(activity)}）{told}"


def _remembered(plan: Plan) -> Iterator[str]:
    told = told_of(plan.remembered)
    rows = [(day_label(one.day, within=plan.start.year), one) for one in told]
    width = max((width_of(day) for day, _ in rows), default=0)
    for day, one in rows:
        mark = "　★" if one.is_great else ""
        yield from _wrapped(since_label(one) + mark, f"  {_padded(day, width)}  {weekday_label(one.day)}  ")
    rest = len(plan.remembered) - len(told)
    if rest:
        yield f"  还有 {rest} 个，见电子表格（--format xlsx）。"
    for great in plan.great_years:
        yield from _wrapped(f"{great_year_label(great)}。", "  ")
    if any(one.is_great for one in told):
        yield "  ★ 为五周年、逢十周年。"


def _told(label: str, text: str) -> Iterator[str]:
    return _wrapped(text, f"  {label}  ")


def _listed(label: str, texts: Sequence[str]) -> Iterator[str]:
    for place, text in enumerate(texts):
        yield from _told(" " * width_of(label) if place else label, text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))


def _wrapped(text: str, before: str = "", most: int = WIDTH) -> Iterator[str]:
    """Yield *text* in lines of at most *most* cells, the first behind *before*, the others under it."""
    indent = width_of(before)
    line, used = before, indent
    for character in " ".join(text.split("\n")):
        width = width_of(character)
        # The last two cells are kept for a mark that must not begin a line.
        if used + width > most - (0 if character in _NO_LINE_BEGINS else 2):
            yield line.rstrip(" \u3000")
            line, used = " " * indent, indent
            if character in " \u3000":
                continue
        line += character
        used += width
    yield line.rstrip(" \u3000")
