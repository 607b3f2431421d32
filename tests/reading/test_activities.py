"""Activities and regulations are read whole, and each mistake in them is told where it stands."""

from __future__ import annotations

import datetime

import pytest

from projects import CLEAN, HERO, TODAY, Project
from qunyingpu.reading import read_book

ACTIVITY, REGULATION = "content/activities/test-2026.yaml", "content/regulations/test.yaml"
SECOND = "320500-2024-bbbbb"

LEAST = """\
name: 测试活动
date: 2026-04-03
place: 测试公园
organiser: 测试基金会
"""
WHOLE = f"""\
{LEAST}end: 2026-04-05
campaign: test-day
region: 江苏省/苏州市
text: 测试用的说明。
done: 测试用的经过。
participants: 320
heroes: [{HERO}]
coverage:
  - title: 虚构报道（测试用）
    publisher: 测试报
    date: 2026-04-06
    url: https://example.org/a.html
"""
RULE = """\
name: 测试见义勇为条例
scope: 320000
effective: 1995
sources:
  - title: 虚构资料（测试用）
"""


def _activity(project: Project, text: str) -> None:
    project.write("content/campaigns/test-day.yaml", "name: 测试日\nwhen: {fixed: 04-05}\n")
    project.write(ACTIVITY, text)


def test_every_field_of_an_activity_is_read(project: Project) -> None:
    """Nothing of the file is lost; its id is the name of the file."""
    _activity(project, WHOLE)
    (activity,) = read_book(project.root, today=TODAY).activities
    assert (activity.id, activity.name, activity.campaign) == ("test-2026", "测试活动", "test-day")
    assert (activity.start, activity.end) == (datetime.date(2026, 4, 3), datetime.date(2026, 4, 5))
    assert (activity.place, activity.region, activity.organiser) == ("测试公园", "320500", "测试基金会")
    assert (activity.text, activity.done, activity.participants) == ("测试用的说明。", "测试用的经过。", 320)
    assert activity.heroes == (HERO,)
    (report,) = activity.coverage
    assert (report.title, report.publisher, report.url) == (
        "虚构报道（测试用）",
        "测试报",
        "https://example.org/a.html",
    )
    assert report.date
    assert report.date.iso == "2026-04-06"


def test_the_least_that_an_activity_needs(project: Project) -> None:
    """Name, day, place and organiser; it then ends on the day on which it begins."""
    _activity(project, LEAST)
    (activity,) = read_book(project.root, today=TODAY).activities
    assert activity.end == activity.start == datetime.date(2026, 4, 3)
    assert (activity.campaign, activity.region, activity.participants) == (None, None, None)
    assert (activity.text, activity.done, activity.heroes, activity.coverage) == ("", "", (), ())


WRONG = {
    "no name": (LEAST.replace("name: 测试活动\n", ""), "field-missing", "name"),
    "no day": (LEAST.replace("date: 2026-04-03\n", ""), "field-missing", "date"),
    "no place": (LEAST.replace("place: 测试公园\n", ""), "field-missing", "place"),
    "no organiser": (LEAST.replace("organiser: 测试基金会\n", ""), "field-missing", "organiser"),
    "a month only": (LEAST.replace("04-03", "04"), "date-whole", "date"),
    "no such day": (LEAST.replace("04-03", "02-30"), "date-impossible", "date"),
    "an end before the beginning": (f"{LEAST}end: 2026-04-02\n", "date-order", "end"),
    "a campaign that is none": (f"{LEAST}campaign: test-dya\n", "campaign-unknown", "campaign"),
    "a region that is none": (f"{LEAST}region: 江苏省/无此市\n", "region-unknown", "region"),
    "participants in words": (f"{LEAST}participants: 三百\n", "not-number", "participants"),
    "nobody took part": (f"{LEAST}participants: 0\n", "number-range", "participants"),
    "a hero who is not there": (f"{LEAST}heroes: [320500-2024-aaaab]\n", "hero-unknown", "heroes.0"),
    "no id of a hero": (f"{LEAST}heroes: [测试甲]\n", "id-format", "heroes.0"),
    "a report without a safe link": (
        f"{LEAST}coverage: [{{title: 虚构报道, url: http://example.org/}}]\n",
        "link-scheme",
        "coverage.0.url",
    ),
    "a report whose link is code": (
        f"{LEAST}coverage: [{{title: 虚构报道, url: 'javascript:alert(1)'}}]\n",
        "url-format",
        "coverage.0.url",
    ),
    "a field that is none": (f"{LEAST}budget: 100\n", "field-unknown", "budget"),
}


@pytest.mark.parametrize(("text", "code", "field"), WRONG.values(), ids=WRONG)
def test_a_wrong_activity_is_told(project: Project, text: str, code: str, field: str) -> None:
    """One problem, of the file, at its field."""
    _activity(project, text)
    assert [(one.file, one.code, one.field) for one in project.problems()] == [(ACTIVITY, code, field)]


def test_likely_campaigns_and_heroes_are_offered(project: Project) -> None:
    """A slip of the pen is told together with what was meant."""
    _activity(project, f"{LEAST}campaign: test-dya\nheroes: [320500-2024-aaaab]\n")
    assert ["test-day" in one.remedy or HERO in one.remedy for one in project.problems()] == [True, True]


@pytest.mark.parametrize("field", ["text", "done"])
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("![](a.jpg)", "image-external"),
        ("[虚构](javascript:alert(1))", "link-scheme"),
        ("[虚构](http://example.org/)", "link-scheme"),
    ],
)
def test_no_picture_and_no_unsafe_link_in_a_text(project: Project, field: str, words: str, code: str) -> None:
    """What is written before and after an activity is as safe as a profile's story."""
    _activity(project, f'{LEAST}{field}: "{words}"\n')
    assert [(one.file, one.code, one.field) for one in project.problems()] == [(ACTIVITY, code, field)]


HIDDEN = {
    "withheld": ("000000-0000-bbbbb", "visibility: 不公开\n"),
    "masked": (SECOND, "visibility: 隐名\n"),
    "under an alias": (SECOND, "visibility: 化名\nalias: 李四\n"),
    "a draft": (SECOND, "draft: 是\n"),
}


@pytest.mark.parametrize(("hero", "lines"), HIDDEN.values(), ids=HIDDEN)
def test_the_hidden_take_part_in_nothing(project: Project, hero: str, lines: str) -> None:
    """Day and place of an activity would tell who someone is: only those shown by name may stand in one."""
    text = CLEAN.replace("测试甲", "测试乙") + lines
    if "draft" in lines or "不公开" in lines:
        project.write(f"heroes/{hero[:2]}/{hero}.yaml", text)
    else:
        project.add_hero(hero, text)
    _activity(project, f"{LEAST}heroes: [{HERO}, {hero}]\n")
    assert [(one.file, one.code, one.field) for one in project.problems()] == [(ACTIVITY, "hero-hidden", "heroes.1")]


def test_the_withdrawn_take_part_in_nothing(project: Project) -> None:
    """Nor may anybody whose address is withdrawn."""
    project.write("heroes/permalinks.txt", f"heroes/{HERO}.html withdrawn\n")
    _activity(project, f"{LEAST}heroes: [{HERO}]\n")
    assert project.told() == [(ACTIVITY, "hero-hidden")]


def test_every_field_of_a_regulation_is_read(project: Project) -> None:
    """A date may be known to the year only; title marks around the name are left to the pages."""
    more = "issued_by: 测试省人大常委会\ntext: 测试用的说明。\nurl: https://example.org/rule\n"
    project.write(REGULATION, RULE.replace("测试见义勇为条例", "《测试见义勇为条例》") + more)
    (regulation,) = read_book(project.root, today=TODAY).regulations
    assert (regulation.id, regulation.name, regulation.title) == ("test", "测试见义勇为条例", "《测试见义勇为条例》")
    assert (regulation.scope, regulation.effective.iso, regulation.effective.whole) == ("320000", "1995", None)
    assert (regulation.issued_by, regulation.text) == ("测试省人大常委会", "测试用的说明。")
    assert (regulation.url, regulation.sources[0].title) == ("https://example.org/rule", "虚构资料（测试用）")


WRONG_RULES = {
    "no name": (RULE.replace("name: 测试见义勇为条例\n", ""), "field-missing", "name"),
    "no scope": (RULE.replace("scope: 320000\n", ""), "field-missing", "scope"),
    "no date": (RULE.replace("effective: 1995\n", ""), "field-missing", "effective"),
    "no source": (RULE.partition("sources")[0], "sources-missing", "sources"),
    "a scope that is none": (RULE.replace("320000", "329999"), "region-unknown", "scope"),
    "no date at all": (RULE.replace("1995", "前年"), "date-format", "effective"),
    "a link that is none": (f"{RULE}url: 'javascript:alert(1)'\n", "url-format", "url"),
    "a picture in the text": (f"{RULE}text: '![](a.jpg)'\n", "image-external", "text"),
    "an unsafe link in the text": (f"{RULE}text: '[虚构](http://example.org/)'\n", "link-scheme", "text"),
}


@pytest.mark.parametrize(("text", "code", "field"), WRONG_RULES.values(), ids=WRONG_RULES)
def test_a_wrong_regulation_is_told(project: Project, text: str, code: str, field: str) -> None:
    """One problem, of the file, at its field."""
    project.write(REGULATION, text)
    assert [(one.file, one.code, one.field) for one in project.problems()] == [(REGULATION, code, field)]
