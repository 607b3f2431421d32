"""Turn a plan into Markdown for an issue: headings, tables, lists of tasks to tick off.

What people wrote is untrusted: it stands as plain words, whatever signs it holds, and calls nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from qunyingpu.model.activity import Activity
from qunyingpu.model.campaign import NATIONAL
from qunyingpu.model.hero import Medium
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
from qunyingpu.planning import Plan, Planned


def as_markdown(plan: Plan, site: Site) -> str:
    """Return *plan* as the body of an issue; names lead to the pages of *site*."""
    parts = [
        [f"# {plan_title(plan)}", "", f"{plan_summary(plan)}核对授权：{channels_label(plan.channels)}。"],
        [f"- {plain(line)}" for line in settings_lines(plan)],
        list(_overview(plan)),
        *(list(_run(run, plan, site)) for run in plan.campaigns),
        list(_others(plan)),
        list(_remembered(plan, site)),
        [f"全年开展：{'、'.join(plain(campaign.name) for campaign in plan.standing)}。"] if plan.standing else [],
        [plain(advice)] if (advice := checklist_advice(plan)) else [],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


_SIGNS = frozenset("\\`*_{}[]<>()|~!&$")
_SAID_APART = str.maketrans({"@": "＠", "#": "＃"})


def plain(text: str) -> str:
    """Return *text* as plain words wherever they stand, in a cell or in the name of a link.

    A backslash does not keep ``@name`` from calling someone, nor ``#12`` from linking: both signs become full-width.
    """
    words = " ".join(text.split()).translate(_SAID_APART)
    escaped = "".join(f"\\{character}" if character in _SIGNS else character for character in words)
    # Bare addresses would become links of their own.
    return escaped.replace("://", "\\:\\/\\/").replace("www.", "www\\.").replace("WWW.", "WWW\\.")


def _overview(plan: Plan) -> Iterator[str]:
    if not plan.campaigns:
        return
    yield from _table_head("活动", "起止", "进度", "纪念日", "距纪念日", "格调")
    for run in plan.campaigns:
        yield _row(
            plain(run.campaign.name),
            span_label(run.window.start, run.window.end, within=plan.start.year),
            countdown(run),
            own_day(run),
            day_countdown(run),
            run.campaign.tone.label,
        )


def _run(run: Planned, plan: Plan, site: Site) -> Iterator[str]:
    campaign, year = run.campaign, plan.start.year
    yield f"## {plain(campaign.name)}"
    yield ""
    yield f"- 日期：{span_label(run.window.start, run.window.end, within=year)}，{countdown(run)}"
    yield f"- 纪念日：{own_day(run)}，{day_countdown(run)}"
    yield f"- 格调：{campaign.tone.label}"
    if campaign.scope != NATIONAL:
        yield f"- 地域：{scope_label(campaign.scope)}"
    if campaign.slogan:
        yield f"- 口号：{plain(campaign.slogan)}"
    if campaign.basis:
        yield f"- 依据：{plain(campaign.basis)}"
    yield f"- 人物：{choice_label(run)}"
    yield f"- 活动页：<{site.address(f'campaigns/{campaign.id}.html')}>"
    if run.proposals:
        yield from ("", "### 人物", "", *_table_head("人物", "编号", "建议理由", "尚缺", "上次参加的活动"))
        for proposal in run.proposals:
            name = _link(hero_name(proposal), site.address(proposal.hero.path))
            words = (why_label(proposal), lacks_label(proposal), used_label(proposal))
            yield _row(name, proposal.hero.id, *map(plain, words))
    if run.tasks:
        yield from (
            "",
            "### 待办",
            "",
            *(f"- [ ] {plain(f'{task.words}{whom_label(task, run)}')}" for task in run.tasks),
        )
    if run.arranged:
        yield from ("", "### 已安排", "", *(_activity(one, year, plain(arrangement(one))) for one in run.arranged))
    if run.earlier:
        yield from ("", "### 已办", "", *(_activity(one, year, _done(one)) for one in run.earlier[:MOST_EARLIER]))


def _others(plan: Plan) -> Iterator[str]:
    if plan.others:
        yield from ("## 其他已安排的活动", "")
        yield from (_activity(one, plan.start.year, plain(arrangement(one))) for one in plan.others)


def _remembered(plan: Plan, site: Site) -> Iterator[str]:
    if not (plan.remembered or plan.great_years):
        return
    told = told_of(plan.remembered)
    yield from ("## 周年", "", *_table_head("日期", "", "纪念"))
    for one in told:
        words = _link(since_label(one), site.address(one.path))
        what = f"**{words}**" if one.is_great else words
        yield _row(day_label(one.day, within=plan.start.year), weekday_label(one.day), what)
    for great in plan.great_years:
        yield _row(f"{great.year}年", "", plain(great_year_label(great)))
    rest = len(plan.remembered) - len(told)
    if rest:
        yield from ("", f"还有 {rest} 个，见电子表格。")


def _activity(activity: Activity, year: int, told: str) -> str:
    dates = span_label(activity.start, activity.end, within=year)
    return f"- {dates}　{plain(activity.name)}（{plain(where_and_who(activity))}）{told}"


def _done(activity: Activity) -> str:
    reports = "、".join(map(_report, activity.coverage))
    return plain(what_was_done(activity)) + (f"报道：{reports}" if reports else "")


def _report(report: Medium) -> str:
    title = f"《{report.title}》"
    return _link(title, report.url) if report.url else plain(title)


def _link(words: str, address: str) -> str:
    # Addresses hold neither spaces nor angle brackets: the model sees to that.
    return f"[{plain(words)}](<{address}>)"


def _table_head(*names: str) -> tuple[str, str]:
    return _row(*names), _row(*("---" for _ in names))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
