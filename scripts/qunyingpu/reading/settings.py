"""Turn ``mkdocs.yml`` into what is said of the whole site; the site engine reads the rest of that file itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BeforeValidator, ConfigDict, Field

from qunyingpu.errors import ContentError, Problem
from qunyingpu.messages import MESSAGES
from qunyingpu.model.book import Book
from qunyingpu.model.campaign import NATIONAL, read_scope
from qunyingpu.model.hero import HeroId
from qunyingpu.model.record import Line, Record, Text, Url
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Channel
from qunyingpu.occasions import reaches
from qunyingpu.reading.files import Found, decode, read_bytes
from qunyingpu.reading.periods import (
    LONGEST_MOURNING,
    LONGEST_OVERRIDE,
    MourningSetting,
    OverrideSetting,
    wrong_periods,
)
from qunyingpu.reading.positions import Source
from qunyingpu.reading.records import Mistake, validate
from qunyingpu.reading.references import nearest

SETTINGS = "mkdocs.yml"


def read_site(root: Path, as_of: datetime.date) -> Site:
    """Return the site that ``mkdocs.yml`` in *root* describes, its pages speaking of the day *as_of*.

    Raises ContentError with every setting that is wrong.
    """
    source = _source(root)
    settings, mistakes = validate(_Settings, _load(source))
    if settings is None:
        raise ContentError(_told(source, mistake) for mistake in mistakes)
    mourning = tuple(setting.period() for setting in settings.extra.mourning)
    overrides = tuple(setting.period() for setting in settings.extra.campaign_overrides)
    mistakes += wrong_periods("mourning", mourning, LONGEST_MOURNING)
    mistakes += wrong_periods("campaign_overrides", overrides, LONGEST_OVERRIDE)
    if mistakes:
        raise ContentError(_told(source, mistake) for mistake in mistakes)
    return Site(
        name=settings.site_name,
        url=settings.site_url.rstrip("/") + "/",
        description=settings.site_description,
        as_of=as_of,
        region=settings.extra.region,
        featured=settings.extra.featured,
        honouring_body=settings.extra.honouring_body,
        icp=settings.extra.icp,
        mourning=mourning,
        overrides=overrides,
        contact=settings.extra.contact,
        repository=settings.repo_url or "",
        branch=_branch(settings.edit_uri),
    )


def _branch(edit_uri: str) -> str:
    """Return the branch that MkDocs' ``edit/main/content/`` names; ``main`` where it names none."""
    parts = [part for part in edit_uri.split("/") if part and part != "-"]
    return parts[1] if len(parts) > 1 else "main"


def configured_day(root: Path) -> str:
    """Return ``extra.as_of``, the day of the data where nothing else tells it, as it is written; empty without one."""
    settings, _ = validate(_Settings, _load(_source(root)))
    return settings.extra.as_of if settings else ""


def unfit_for_release(root: Path, site: Site) -> Iterator[Problem]:
    """Yield what must not be released: an address that is still the sample that the project ships with."""
    if site.is_sample:
        yield _source(root).problem("settings-sample", ("site_url",), url=site.url)


def wrong_references(root: Path, site: Site, book: Book) -> Iterator[Problem]:
    """Yield what the settings refer to and *book* lacks, does not show by name, or shows only elsewhere."""
    source = _source(root)
    yield from _wrong_featured(source, site, book)
    scopes = {campaign.id: campaign.scope for campaign in book.campaigns}
    for place, override in enumerate(site.overrides):
        path, wanted = ("extra", "campaign_overrides", place, "campaign"), override.campaign_id
        if wanted not in scopes:
            yield source.problem("campaign-unknown", path, id=wanted, suggestion=nearest(wanted, scopes))
        elif not reaches(scopes[wanted], site.region):
            yield source.problem("campaign-elsewhere", path, id=wanted)


def _wrong_featured(source: Source, site: Site, book: Book) -> Iterator[Problem]:
    known, named = {hero.id for hero in book.heroes}, book.named_on(Channel.WEB)
    for place, hero_id in enumerate(site.featured):
        path = ("extra", "featured", place)
        if hero_id not in known:
            yield source.problem("hero-unknown", path, id=hero_id, suggestion=nearest(hero_id, known))
        elif hero_id not in named:
            yield source.problem("hero-hidden", path, id=hero_id)


class _Extra(Record):
    """Our own settings; themes and plugins keep theirs beside them."""

    model_config = ConfigDict(extra="ignore")

    region: Annotated[str, BeforeValidator(read_scope)] = Field(
        NATIONAL, title="地区", description="national，或区划代码。", examples=["350000"]
    )
    featured: tuple[HeroId, ...] = Field((), title="首页英雄", description="编号。", examples=[["320500-2024-q7m2k"]])
    honouring_body: Annotated[str, Text(0, 120)] = Field(
        "", title="表彰单位", description="与档案里的“授予单位”一字不差。", examples=["某省见义勇为基金会"]
    )
    mourning: tuple[MourningSetting, ...] = Field((), title="置灰", description="公告的哀悼日。", examples=[[]])
    campaign_overrides: tuple[OverrideSetting, ...] = Field(
        (), title="临时指定", description="某几天不按日历，指定一项活动。", examples=[[]]
    )
    as_of: Annotated[str, Text(0, 20)] = Field("", title="资料日期", description="年月日。", examples=["2026-11-23"])
    contact: Annotated[str, Text(0, 120)] = Field("", title="联系方式", description="页脚和填表用。", examples=["……"])
    icp: Annotated[str, Text(0, 60)] = Field("", title="备案号", description="显示在页脚。", examples=["京ICP备1号"])


class _Settings(Record):
    """What we need of MkDocs' settings."""

    model_config = ConfigDict(extra="ignore")

    site_name: Annotated[str, Line(1, 40)] = Field(title="网站名称", description="全称。", examples=["群英谱"])
    site_url: Url = Field(title="网址", description="以斜杠结尾。", examples=["https://example.org/"])
    site_description: Annotated[str, Text(0, 200)] = Field("", title="简介", description="一句话。", examples=["……"])
    repo_url: Url | None = Field(
        None, title="代码仓库", description="档案提交到哪里。", examples=["https://github.com/o/r"]
    )
    edit_uri: Annotated[str, Text(0, 200)] = Field(
        "", title="编辑地址", description="其中写着分支。", examples=["edit/main/content/"]
    )
    extra: _Extra = Field(default_factory=_Extra, title="附加设置", description="本系统的设置。", examples=[{}])


def _source(root: Path) -> Source:
    found = Found(SETTINGS, str(root / SETTINGS))
    return Source(SETTINGS, decode(found, read_bytes(found)))


def _load(source: Source) -> Any:
    # MkDocs' file may carry its own tags (!ENV); a loader without constructors reads them as text.
    loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
    try:
        return _given(yaml.load(source.text, Loader=loader))  # noqa: S506 - it makes nothing but text
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = mark.index if mark else 0
        problem = source.problem_at("settings-field", place, key=SETTINGS, reason="不合 YAML 规则")
        raise ContentError([problem]) from None


def _given(tree: Any) -> Any:
    """Return *tree* without the keys that are left empty."""
    if isinstance(tree, dict):
        return {key: _given(value) for key, value in tree.items() if value not in ("", "~", "null")}
    return tree


def _told(source: Source, mistake: Mistake) -> Problem:
    message = MESSAGES[mistake.code]
    reason = message.text.format(**mistake.context).rstrip("。")
    return source.problem("settings-field", mistake.path, key=".".join(map(str, mistake.path)), reason=reason)
