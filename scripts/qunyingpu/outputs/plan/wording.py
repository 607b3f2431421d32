"""Turn the values of a plan into the Chinese words that all its forms share: dates, days left, reasons, reports."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from qunyingpu.captions import leading_title
from qunyingpu.model.activity import Activity
from qunyingpu.model.campaign import NATIONAL
from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import Channel, Kind
from qunyingpu.occasions import day_name
from qunyingpu.planning import Commemoration, GreatYear, Plan, Planned, Proposal, Task
from qunyingpu.remembrance import in_words
from qunyingpu.story import story_text

MOST_REMEMBERED = 40
"""Anniversaries told; of more, those that stand out come first, and the others are counted."""

MOST_EARLIER = 3
"""Activities of earlier years told of one campaign; the spreadsheet has all."""

_WEEKDAYS = "一二三四五六日"
_ENDS = tuple("。！？；：…”）")


def day_label(day: datetime.date, *, within: int) -> str:
    """Return ``4月5日``, with its year where that is not *within*."""
    year = "" if day.year == within else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def span_label(start: datetime.date, end: datetime.date, *, within: int) -> str:
    """Return ``4月1日至10日``, ``12月31日至2028年1月3日``, or one day."""
    first = day_label(start, within=within)
    if start == end:
        return first
    if (start.year, start.month) == (end.year, end.month):
        return f"{first}至{end.day}日"
    return f"{first}至{day_label(end, within=start.year)}"


def weekday_label(day: datetime.date) -> str:
    """Return 周一 to 周日."""
    return f"周{_WEEKDAYS[day.weekday()]}"


def plan_title(plan: Plan) -> str:
    """Return what the plan is called, with its first and its last day."""
    start = f"{plan.start.year}年{day_label(plan.start, within=plan.start.year)}"
    if plan.start == plan.end:
        return f"活动筹备：{start}"
    return f"活动筹备：{start}至{day_label(plan.end, within=plan.start.year)}"


def plan_summary(plan: Plan) -> str:
    """Return one sentence: how many campaigns come, and how many are running."""
    if not plan.campaigns:
        return "这段时间没有纪念活动。"
    running = sum(run.until_start < 0 for run in plan.campaigns)
    return f"共 {len(plan.campaigns)} 项纪念活动" + (f"，其中 {running} 项正在进行。" if running else "。")


def countdown(run: Planned) -> str:
    """Return 还有 12 天, 今天开始, 今天一天, or 已开始，还剩 3 天."""
    if run.until_start > 0:
        return f"还有 {run.until_start} 天"
    if run.until_start == 0:
        return "今天开始" if run.until_end else "今天一天"
    return f"已开始，还剩 {run.until_end} 天" if run.until_end else "已开始，今天结束"


def day_countdown(run: Planned) -> str:
    """Return how far the campaign's own day is: 还有 16 天, 就是今天, 已过 2 天."""
    if run.until_day == 0:
        return "就是今天"
    return f"还有 {run.until_day} 天" if run.until_day > 0 else f"已过 {-run.until_day} 天"


def own_day(run: Planned) -> str:
    """Return the campaign's own day: 4月5日 周一, with its name where it has one."""
    name = day_name(run.campaign.when)
    named = f"（{name}）" if name else ""
    return f"{day_label(run.window.day, within=run.today.year)} {weekday_label(run.window.day)}{named}"


def scope_label(scope: str) -> str:
    """Return 全国, or the place."""
    return "全国" if scope == NATIONAL else region_table().full_name(scope)


def channels_label(channels: Iterable[Channel]) -> str:
    """Return 网站、展馆."""
    return "、".join(channel.label for channel in channels)


def hero_name(proposal: Proposal) -> str:
    """Return the name as shown, of a group with the members that are meant, unless all are."""
    note = f"（{proposal.hero.note}）" if proposal.hero.note else ""
    some = proposal.members if len(proposal.members) < len(proposal.hero.members) else ()
    members = f"（{'、'.join(some)}）" if some else ""
    return f"{proposal.hero.name}{note}{members}"


def why_label(proposal: Proposal) -> str:
    """Return why the hero is proposed; where the campaign asks for nothing in particular, the leading title."""
    return "；".join(proposal.why) or leading_title(proposal.hero) or "在册"


def whom_label(task: Task, run: Planned) -> str:
    """Return whom *task* concerns, behind a colon; empty where it concerns nobody in particular."""
    if not task.heroes:
        return ""
    if 1 < len(task.heroes) == len(run.proposals):
        return "：以上全部"
    return f"：{'、'.join(hero.name for hero in task.heroes)}"


def lacks_label(proposal: Proposal) -> str:
    """Return what is lacking, empty when nothing is."""
    return "；".join(lack.label for lack in proposal.lacks)


def used_label(proposal: Proposal) -> str:
    """Return the activity in which the hero was presented last, empty when there is none."""
    used = proposal.last_used
    if used is None:
        return ""
    year = f"{used.start.year}年"
    return f"“{used.name}”" if year in used.name else f"{year}“{used.name}”"


def choice_label(run: Planned) -> str:
    """Return how many heroes are proposed, and how many could be."""
    if not run.candidates:
        return "名录里没有符合条件的人物" if run.campaign.select.words != "none" else "不专门推荐人物"
    heroes = [proposal.hero for proposal in run.proposals]
    groups = sum(hero.kind is Kind.GROUP for hero in heroes)
    counts = [f"{len(heroes) - groups} 位"] * (len(heroes) > groups) + [f"{groups} 个群体"] * bool(groups)
    rest = run.candidates - len(heroes)
    return "、".join(counts) + (f"；另有 {rest} 份档案符合条件" if rest else "")


def since_label(one: Commemoration | GreatYear) -> str:
    """Return what is remembered with its years: 测试甲牺牲十周年."""
    return f"{one.what}{in_words(one.years)}周年"


def checklist_advice(plan: Plan) -> str:
    """Return where to write what is to be prepared year after year, empty where all campaigns ahead have it."""
    without = {run.campaign.id for run in plan.campaigns if not run.campaign.checklist}
    if not without:
        return ""
    place = "content/campaigns/ 里该活动的 checklist"
    return f"还有 {len(without)} 项活动没有写筹备清单。写在 {place} 下，以后每年自动列入待办。"


def settings_lines(plan: Plan) -> list[str]:
    """Return what ``mkdocs.yml`` has switched by hand for these days, a sentence each."""
    year = plan.start.year
    grey = [f"{span_label(one.start, one.end, within=year)}，全站灰色：{one.reason}。" for one in plan.mourning]
    chosen = [
        f"{span_label(one.start, one.end, within=year)}，首页固定显示“{campaign.name}”。"
        for one, campaign in plan.overrides
    ]
    return grey + chosen


def great_year_label(one: GreatYear) -> str:
    """Return 2025年是……施行三十周年 with a word on the missing day."""
    return f"{one.year}年是{since_label(one)}，月日还没有查到"


def where_and_who(activity: Activity) -> str:
    """Return place and organiser."""
    return "，".join(part for part in (activity.place, activity.organiser) if part)


def what_was_done(activity: Activity) -> str:
    """Return what was done and how many came, as one line of plain words; empty where neither is written."""
    done = _one_line(activity.done)
    came = f"{activity.participants} 人参加。" if activity.participants else ""
    return f"{done}{came}"


def arrangement(activity: Activity) -> str:
    """Return what is written of an activity that is still ahead, as one line of plain words."""
    return _one_line(activity.text)


def told_of(remembered: Sequence[Commemoration]) -> list[Commemoration]:
    """Return at most `MOST_REMEMBERED` of *remembered* by day; of more, those whose years stand out are kept first."""
    places = sorted(range(len(remembered)), key=lambda place: (not remembered[place].is_great, place))
    return [remembered[place] for place in sorted(places[:MOST_REMEMBERED])]


def _one_line(text: str) -> str:
    """Return the words of *text*, its paragraphs one after the other; where one ends without a mark, one is put."""
    lines = [line for line in story_text(text).split("\n") if line]
    return "".join(line if line.endswith(_ENDS) else f"{line}。" for line in lines)
