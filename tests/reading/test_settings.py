"""What mkdocs.yml says of the site is read; what it says to the engine is not our business."""

from __future__ import annotations

from datetime import date

import pytest

from projects import CLEAN, HERO, SETTINGS, TODAY, Project
from qunyingpu.errors import ContentError
from qunyingpu.model.site import Mourning, Override
from qunyingpu.reading import read_site, unfit_for_release, wrong_references


def test_settings_become_a_site(project: Project) -> None:
    """Name, address and our own settings are taken over; the engine's tags and settings do no harm."""
    project.write(
        "mkdocs.yml",
        "site_name: 测试名录\nsite_url: https://a.example/roll\nsite_description: 虚构\n"
        f"extra:\n  region: 福建省\n  featured: [{HERO}]\n  icp: 测ICP备1号\n  other: !ENV [A, b]\n"
        "plugins: [qunyingpu]\nhooks: !!python/name:os.system\n",
    )
    site = read_site(project.root, TODAY)
    assert (site.name, site.url, site.description) == ("测试名录", "https://a.example/roll/", "虚构")
    assert (site.region, site.featured, site.icp, site.as_of) == ("350000", (HERO,), "测ICP备1号", TODAY)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("", ("", "main")),
        ("repo_url: https://github.com/o/r\n", ("https://github.com/o/r", "main")),
        ("repo_url: https://gitee.com/o/r\nedit_uri: edit/master/content/\n", ("https://gitee.com/o/r", "master")),
        ("repo_url: https://gitlab.com/o/r\nedit_uri: -/edit/trunk/content/\n", ("https://gitlab.com/o/r", "trunk")),
    ],
)
def test_where_profiles_are_handed_in(project: Project, lines: str, told: tuple[str, str]) -> None:
    """The repository and its branch are MkDocs' own settings."""
    project.write("mkdocs.yml", f"site_name: 测试\nsite_url: https://t.example/\n{lines}")
    site = read_site(project.root, TODAY)
    assert (site.repository, site.branch) == told


@pytest.mark.parametrize(
    "extra", ["", "extra:\n", "extra:\n  region:\n  icp: ''\n  featured:\n", "extra:\n  region: national\n"]
)
def test_what_is_left_empty_is_left_out(project: Project, extra: str) -> None:
    """A site without settings of its own is national and features nobody."""
    project.write("mkdocs.yml", SETTINGS + extra)
    site = read_site(project.root, TODAY)
    assert (site.region, site.featured, site.icp) == ("000000", (), "")


def test_every_wrong_setting_is_told(project: Project) -> None:
    """All at once, each with its line."""
    project.write("mkdocs.yml", "site_url: ftp://a\nextra:\n  region: 无此地\n  featured: [x]\n")
    with pytest.raises(ContentError) as caught:
        read_site(project.root, TODAY)
    told = [(problem.code, problem.field, problem.line) for problem in caught.value.problems]
    assert told == [
        ("settings-field", "site_name", 1),
        ("settings-field", "site_url", 1),
        ("settings-field", "extra.region", 3),
        ("settings-field", "extra.featured.0", 4),
    ]


@pytest.mark.parametrize("text", ["site_name: [\n", "- a\n", ""])
def test_a_broken_file_is_told(project: Project, text: str) -> None:
    """Settings that are no YAML, or no settings, are told and not crashed on."""
    project.write("mkdocs.yml", text)
    with pytest.raises(ContentError) as caught:
        read_site(project.root, TODAY)
    assert {problem.code for problem in caught.value.problems} == {"settings-field"}


def test_a_sample_is_not_released(project: Project) -> None:
    """While the address ends in .example, a release is refused where the address stands."""
    site = read_site(project.root, TODAY)
    (problem,) = unfit_for_release(project.root, site)
    assert (problem.code, problem.line, problem.column) == ("settings-sample", 2, 11)
    project.write("mkdocs.yml", SETTINGS.replace(".example", ".org"))
    assert list(unfit_for_release(project.root, read_site(project.root, TODAY))) == []


CAMPAIGN = "name: 测试 活动\nwhen: {fixed: 08-01}\n"


def _wrong(project: Project, extra: str) -> list[tuple[str, int, str]]:
    """Return what the settings *extra* refer to wrongly: code, line and field."""
    project.write("mkdocs.yml", f"{SETTINGS}extra:\n{extra}")
    book = project.read().book
    assert book is not None
    found = wrong_references(project.root, read_site(project.root, TODAY), book)
    return [(problem.code, problem.line, problem.field) for problem in found]


def test_featured_heroes_are_there(project: Project) -> None:
    """The home page features heroes of the roll."""
    assert _wrong(project, f"  featured: [{HERO}, 320500-2024-aaaab]\n") == [("hero-unknown", 4, "extra.featured.1")]


@pytest.mark.parametrize(
    "change",
    [
        ("name: 测试甲", "name: 测试甲\nvisibility: masked"),
        ("basis: public_report", "basis: public_report\n  scope: [print]"),
    ],
)
def test_featured_heroes_are_shown_by_name(project: Project, change: tuple[str, str]) -> None:
    """Whom the web does not show by name cannot stand on its first page."""
    project.add_hero("320500-2024-bbbbb", CLEAN.replace(*change))
    assert _wrong(project, "  featured: [320500-2024-bbbbb]\n") == [("hero-hidden", 4, "extra.featured.0")]


def test_days_set_by_hand(project: Project) -> None:
    """Mourning and overrides are read as days, in the spellings that a profile's dates may have."""
    project.write(
        "mkdocs.yml",
        SETTINGS + "extra:\n  mourning:\n    - {from: 2027-05-19, to: 2027年5月21日, reason: 测试公告}\n"
        "  campaign_overrides:\n    - {campaign: army-day, from: 2027-06-01, to: 2027-06-01}\n",
    )
    site = read_site(project.root, TODAY)
    assert site.mourning == (Mourning(start=date(2027, 5, 19), end=date(2027, 5, 21), reason="测试公告"),)
    assert site.overrides == (Override(start=date(2027, 6, 1), end=date(2027, 6, 1), campaign_id="army-day"),)


@pytest.mark.parametrize(
    ("line", "field", "words"),
    [
        ("{from: 2027-05-21, to: 2027-05-19, reason: 测试公告}", "to", "早于"),
        ("{from: 2027-02-30, to: 2027-03-01, reason: 测试公告}", "from", "30 日"),
        ("{from: 2027-05, to: 2027-05-19, reason: 测试公告}", "from", "没有写到日"),
        ("{from: 2027-05-19, to: 2027-06-19, reason: 测试公告}", "to", "最多 30 天"),
        ("{to: 2027-06-19, reason: 测试公告}", "from", "from"),
        ("{from: 2027-05-19, to: 2027-05-19}", "reason", "缘由"),
    ],
)
def test_wrong_days_are_told(project: Project, line: str, field: str, words: str) -> None:
    """A switch that would grey the wrong days, or none, is refused where it stands."""
    project.write("mkdocs.yml", f"{SETTINGS}extra:\n  mourning:\n    - {line}\n")
    with pytest.raises(ContentError) as caught:
        read_site(project.root, TODAY)
    (problem,) = caught.value.problems
    assert (problem.code, problem.line, problem.field) == ("settings-field", 5, f"extra.mourning.0.{field}")
    assert words in problem.message


def test_overrides_do_not_overlap(project: Project) -> None:
    """Of two campaigns on one day neither would be the one; the later line is told, with the other's days."""
    project.write(
        "mkdocs.yml",
        SETTINGS + "extra:\n  campaign_overrides:\n"
        "    - {campaign: a, from: 2027-06-01, to: 2027-06-03}\n"
        "    - {campaign: b, from: 2027-06-04, to: 2027-06-05}\n"
        "    - {campaign: c, from: 2027-06-03, to: 2027-06-03}\n",
    )
    with pytest.raises(ContentError) as caught:
        read_site(project.root, TODAY)
    (problem,) = caught.value.problems
    assert (problem.line, problem.field) == (7, "extra.campaign_overrides.2.from")
    assert "2027年6月1日至2027年6月3日" in problem.message


def test_overrides_name_a_campaign_of_this_place(project: Project) -> None:
    """An unknown campaign is told with a guess; one of another province cannot be shown here."""
    project.write("content/campaigns/army-day.yaml", CAMPAIGN)
    project.write("content/campaigns/hainan-day.yaml", CAMPAIGN + "scope: 460000\n")
    days = "from: 2027-06-01, to: 2027-06-01"
    later = "from: 2027-06-02, to: 2027-06-02"
    extra = f"  campaign_overrides:\n    - {{campaign: army-dey, {days}}}\n    - {{campaign: hainan-day, {later}}}\n"
    assert _wrong(project, extra) == [
        ("campaign-unknown", 5, "extra.campaign_overrides.0.campaign"),
        ("campaign-elsewhere", 6, "extra.campaign_overrides.1.campaign"),
    ]
    assert _wrong(project, f"  region: 460100\n{extra}")[1:] == []
