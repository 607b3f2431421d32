"""Certificates and plaques: whose they are, and when they are no more than samples."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from drawn import SACRIFICED
from printed import (
    REAL_SITE,
    SITE,
    a_sheet,
)
from qunyingpu.errors import UsageError
from qunyingpu.model.theme import Theme

FOUNDATION = "测试省测试基金会"
AWARDED = [{"title": "测试称号", "level": "national", "date": "2025-07-21", "awarded_by": FOUNDATION}]


MIXED: dict[str, Any] = {
    "kind": "group",
    "name": "测试群体",
    "deed": {"outcome": "mixed"},
    "members": [{"name": "测试乙", "outcome": "sacrificed"}, {"name": "测试丙"}, {"name": "测试丁", "outcome": "safe"}],
}


def test_a_certificate_is_a_sample_unless_the_body_prints_it(theme: Theme) -> None:
    """Only the body that awarded the honour, on its real site, prints a certificate without 样张."""
    body = dataclasses.replace(REAL_SITE, honouring_body=FOUNDATION)
    real = a_sheet(theme, "certificate", site=body, honours=AWARDED)
    assert "样张" not in real.text
    assert all(
        words in real.pages[0].bare
        for words in ("荣誉证书", "测试甲", "因见义勇为，授予", "测试称号", FOUNDATION, "2025年7月21日")
    )
    others = [REAL_SITE, dataclasses.replace(body, honouring_body="测试省"), dataclasses.replace(body, url=SITE.url)]
    for site in others:
        assert "样张" in a_sheet(theme, "certificate", site=site, honours=AWARDED).text, site
        assert "样张" in a_sheet(theme, "plaque", site=site, honours=AWARDED).text, site


def test_the_body_certifies_its_own_honour(theme: Theme) -> None:
    """Of several honours the certificate tells the highest that the body awarded, not one of somebody else's."""
    honours = [*AWARDED, {"title": "国家称号", "level": "national", "awarded_by": "国家", "date": "2026-01-01"}]
    body = dataclasses.replace(REAL_SITE, honouring_body=FOUNDATION)
    assert "测试称号" in a_sheet(theme, "certificate", site=body, honours=honours).text
    assert "国家称号" in a_sheet(theme, "certificate", site=REAL_SITE, honours=honours).text


def test_what_was_awarded_after_death_says_so_once(theme: Theme) -> None:
    """追授 is the verb, and is not said again in brackets."""
    for honour in ({"title": "测试称号（追授）"}, {"title": "测试称号", "posthumous": "是"}):
        told = a_sheet(theme, "certificate", deed=SACRIFICED, honours=[honour]).text
        assert told.count("追授") == 1
        assert "因见义勇为，追授" in told


def test_nothing_is_certified_without_an_honour(theme: Theme) -> None:
    """Who has no honour, or a group of which only single members have, gets no certificate."""
    members_only = {**MIXED, "honours": [{"title": "测试称号", "members": ["测试乙"]}]}
    nobody: dict[str, Any] = {"honours": []}
    for changes in (nobody, members_only):
        with pytest.raises(UsageError, match="没有表彰"):
            a_sheet(theme, "certificate", **changes)


def test_boards_of_a_real_site_are_no_samples(theme: Theme) -> None:
    """样张 stands on every sheet while the address is a placeholder, and on no board afterwards."""
    for form in ("a1", "a3", "handout", "table-card"):
        assert "样张" in a_sheet(theme, form).text
        assert "样张" not in a_sheet(theme, form, site=REAL_SITE).text
