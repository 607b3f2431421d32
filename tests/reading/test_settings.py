"""What mkdocs.yml says of the site is read; what it says to the engine is not our business."""

from __future__ import annotations

import pytest

from projects import HERO, SETTINGS, TODAY, Project
from qunyingpu.errors import ContentError
from qunyingpu.reading import read_site, unfit_for_release, unknown_featured


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


def test_featured_heroes_are_there(project: Project) -> None:
    """The home page features heroes of the roll."""
    project.write("mkdocs.yml", SETTINGS + f"extra:\n  featured: [{HERO}, 320500-2024-aaaab]\n")
    (problem,) = unknown_featured(project.root, read_site(project.root, TODAY), {HERO})
    assert (problem.code, problem.line, HERO in problem.remedy) == ("hero-unknown", 4, True)
