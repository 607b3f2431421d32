"""The published view: what visibility, consent, drafts and withdrawal hide is hidden from every output alike."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from people import a_book, a_hero, a_regulation, an_activity
from qunyingpu.model.book import AddressStatus, Permalink, PublishedBook
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.vocabulary import Channel

HIDDEN_NAME = "欧阳测秘"


def _published(*heroes: Any, **parts: Any) -> PublishedBook:
    return a_book(*heroes, **parts).published(Channel.WEB)


def _everything(book: PublishedBook) -> str:
    return repr((book.heroes, book.campaigns, book.ceremonies))


def test_a_named_hero_is_shown_as_written() -> None:
    """Nothing is changed where nothing is hidden."""
    (hero,) = _published(a_hero()).heroes
    assert (hero.name, hero.note, hero.deed.story) == ("测试甲", "", "测试用的正文。")


HIDDEN = {
    "masked": {"visibility": "masked"},
    "alias": {"visibility": "alias", "alias": "李四"},
    "withheld": {"visibility": "withheld", "id": "000000-0000-aaaaa"},
    "draft": {"draft": "是"},
    "not for the web": {"consent": {"basis": "consent", "scope": ["print"]}},
}


@pytest.mark.parametrize("changes", HIDDEN.values(), ids=HIDDEN)
def test_a_hidden_name_is_nowhere(changes: dict[str, Any]) -> None:
    """The real name is in no field of any published value, nor the given name alone, nor a former name."""
    secret = a_hero(
        name=HIDDEN_NAME,
        former_names=["测旧名"],
        employer=f"{HIDDEN_NAME}商店",
        pinyin="ou yang ce mi",
        deed={
            "story": f"{HIDDEN_NAME}跳下去。欧阳 测秘救起一人，“测秘”二字传开。",
            "summary": f"桥边，{HIDDEN_NAME}跳下去救人。",
        },
        honours=[{"title": f"{HIDDEN_NAME}奖"}],
        media=[{"title": f"访{HIDDEN_NAME}"}],
        sources=[{"title": f"记{HIDDEN_NAME}", "url": "https://example.org/ouyang"}],
        **changes,
    )
    other = a_hero(id="320500-2024-bbbbb", deed={"story": f"同行的{HIDDEN_NAME}也跳了下去。"})
    shown = _everything(_published(secret, other))
    for word in (HIDDEN_NAME, "测秘", "测旧名", "ou yang ce", "example.org/ouyang"):
        assert word not in shown


def test_a_masked_name_keeps_the_surname_whole() -> None:
    """张某某 by rule, compound surnames whole."""
    book = _published(a_hero(name=HIDDEN_NAME, visibility="masked"))
    assert book.heroes[0].name == "欧阳某某"


def test_an_alias_says_that_it_is_one() -> None:
    """An alias is shown with a note, and read by its own pinyin."""
    (hero,) = _published(a_hero(visibility="alias", alias="李四", pinyin="ce shi jia")).heroes
    assert (hero.name, hero.note, hero.pinyin) == ("李四", "化名", "李四")


def test_a_name_that_another_bears_openly_stays_there() -> None:
    """Hiding one 测试甲 does not rename another who is published by name."""
    book = _published(a_hero(visibility="masked"), a_hero(id="320500-2024-bbbbb"))
    assert sorted(hero.name for hero in book.heroes) == ["测某某", "测试甲"]


def test_members_are_hidden_singly() -> None:
    """A masked member is masked in the group's name and story too; a withheld one is left out; the others stay."""
    group = a_hero(
        name="测试甲、测试乙",
        kind="group",
        members=[
            {"name": "测试甲"},
            {"name": "测试乙", "visibility": "masked"},
            {"name": "测试丙", "visibility": "withheld"},
        ],
        deed={"story": "测试甲和测试乙、测试丙跳下去。"},
    )
    book = _published(group)
    (hero,) = book.heroes
    assert [member.name for member in hero.members] == ["测试甲", "测某某"]
    assert hero.name == "测试甲、测某某"
    assert "测试乙" not in _everything(book)
    assert "测试丙" not in _everything(book)


def test_a_withdrawn_hero_is_gone() -> None:
    """A withdrawn address takes its profile out of the book, even while the file is still there."""
    link = Permalink("heroes/320500-2024-aaaaa.html", AddressStatus.WITHDRAWN)
    book = _published(a_hero(), permalinks=(link,))
    assert book.heroes == ()
    assert book.withdrawn_paths == ("heroes/320500-2024-aaaaa.html",)


def test_consent_is_asked_for_each_channel() -> None:
    """A profile for print only is in print and not on the web."""
    book = a_book(a_hero(consent={"basis": "consent", "scope": ["print"]}))
    assert len(book.published(Channel.PRINT).heroes) == 1
    assert book.published(Channel.WEB).heroes == ()


def test_the_roll_is_in_total_order() -> None:
    """Pinyin, then date of the deed, then id."""
    heroes = [
        a_hero(id="320500-2024-ccccc", name="乙"),
        a_hero(id="320500-2024-bbbbb", name="甲", deed={"date": "2024"}),
        a_hero(id="320500-2024-aaaaa", name="甲", deed={"date": "2024-06"}),
    ]
    order = [hero.id[-5:] for hero in _published(*heroes).heroes]
    assert order == ["ccccc", "bbbbb", "aaaaa"]
    assert [hero.id[-5:] for hero in _published(*reversed(heroes)).heroes] == order


def test_totals_count_people_and_groups_apart() -> None:
    """The fallen of a group are counted singly, its living are not."""
    group = a_hero(
        id="320500-2024-bbbbb",
        kind="group",
        deed={"outcome": "mixed", "region": "990000", "place": "某山"},
        members=[{"name": "测试甲", "outcome": "sacrificed"}, {"name": "测试乙"}],
    )
    fallen = a_hero(id="320500-2024-ccccc", deed={"outcome": "sacrificed"})
    totals = _published(a_hero(), group, fallen).totals
    assert (totals.people, totals.groups, totals.fallen, totals.provinces) == (2, 1, 2, 1)


def test_honours_of_members_join_the_timeline() -> None:
    """The timeline runs from old to new, undated last, and says whose a member's honour is."""
    group = a_hero(
        kind="group",
        honours=[{"title": "丙"}, {"title": "乙", "date": "2025"}],
        members=[{"name": "测试甲", "honours": [{"title": "甲", "date": "2024-09-18"}]}],
    )
    (hero,) = _published(group).heroes
    assert [(honour.title, honour.members) for honour in hero.timeline] == [("甲", ("测试甲",)), ("乙", ()), ("丙", ())]


@pytest.mark.parametrize("written", ["{a}\n{b}", "{a}**{b}**", "*{a}*{b}", "{a}\u00a0{b}", "{a}\u3000{b}", "{a}\\*{b}"])
def test_a_hidden_name_is_found_however_it_is_set(written: str) -> None:
    """Wrapped over a line, emphasised or spaced, the name is the name."""
    story = written.format(a="欧阳", b="测秘") + "跳下去救人。"
    assert "测秘" not in _everything(_published(a_hero(name=HIDDEN_NAME, visibility="masked", deed={"story": story})))


def test_a_masked_member_is_masked_beside_an_open_namesake() -> None:
    """In the group's own profile the name means the member, even if someone else bears it openly."""
    group = a_hero(
        id="320500-2024-ggggg",
        name="测试乙、测试丁",
        kind="group",
        members=[{"name": "测试乙", "visibility": "masked"}, {"name": "测试丁"}],
        deed={"story": "测试乙跳下去，测试丁接应。"},
    )
    shown = {hero.id: hero for hero in _published(group, a_hero(name="测试乙")).heroes}
    assert "测试乙" not in repr(shown["320500-2024-ggggg"])
    assert "测试丁" in shown["320500-2024-ggggg"].deed.story
    assert shown["320500-2024-aaaaa"].name == "测试乙"


def test_an_ordinary_word_is_no_hidden_name() -> None:
    """A given name that is a word, 国庆, is masked in its bearer's own profile and left alone elsewhere."""
    hidden = a_hero(name="测国庆", visibility="masked", deed={"story": "国庆跳下去救人。"})
    other = a_hero(id="320500-2024-bbbbb", deed={"story": "国庆节那天，他跳下去救人。"})
    stories = {hero.id: hero.deed.story for hero in _published(hidden, other).heroes}
    assert stories == {"320500-2024-aaaaa": "某某跳下去救人。", "320500-2024-bbbbb": "国庆节那天，他跳下去救人。"}


def test_a_former_given_name_is_hidden_too() -> None:
    """What someone was called before names them as well."""
    hidden = a_hero(visibility="masked", former_names=["测小毛"], deed={"story": "小毛跳下去救人。"})
    assert "小毛" not in _everything(_published(hidden))


def test_rules_and_codes_are_not_rewritten() -> None:
    """A hidden 王清明 does not change the solar term of a campaign."""
    campaign = Campaign.model_validate({"id": "qingming", "name": "清明追思", "when": {"solar_term": "清明"}})
    hidden = a_hero(name="王清明", visibility="masked")
    (shown,) = _published(hidden, campaigns=(campaign,)).campaigns
    assert (shown.when.solar_term, shown.name) == ("清明", "清明追思")


def test_a_latin_name_is_hidden_with_its_spaces() -> None:
    """Names with spaces are found, written apart or together."""
    hidden = a_hero(name="Test Person", visibility="masked", deed={"story": "Test Person 跳下去，TestPerson 救人。"})
    assert "Person" not in _everything(_published(hidden))


@pytest.mark.parametrize(
    "url", ["https://example.org/欧阳测秘", "https://example.org/%E6%AC%A7%E9%98%B3%E6%B5%8B%E7%A7%98"]
)
def test_an_address_that_spells_a_hidden_name_is_left_out(url: str) -> None:
    """Another hero's source may not name the hidden one in its address, plain or encoded."""
    hidden = a_hero(name=HIDDEN_NAME, visibility="masked")
    other = a_hero(id="320500-2024-bbbbb", sources=[{"title": "虚构资料（测试用）", "url": url}])
    assert url not in _everything(_published(hidden, other))


def test_other_texts_can_be_put_under_the_same_masks() -> None:
    """A hand-written page is disguised like the book."""
    book = _published(a_hero(name=HIDDEN_NAME, visibility="masked"))
    assert book.disguised(f"感谢{HIDDEN_NAME}。") == "感谢欧阳某某。"


@pytest.mark.parametrize("changes", HIDDEN.values(), ids=HIDDEN)
def test_a_digest_stands_for_what_is_shown(changes: dict[str, Any]) -> None:
    """It stays while profile and masks do; another profile, or somebody whose name must now be hidden, changes it."""
    told = a_hero(deed={"story": f"与{HIDDEN_NAME}一起救人。"})
    other = a_hero(**({"id": "320500-2024-bbbbb", "name": HIDDEN_NAME} | changes))
    digests = {told.id: "profile", other.id: "other"}

    def digest(*heroes: Any, **changed: str) -> bytes:
        return replace(a_book(*heroes), digests=digests | changed).published(Channel.WEB).digests[told.id]

    alone = digest(told)
    assert digest(told) == alone
    assert digest(told, a_hero(id="320500-2024-bbbbb", name="测试丁")) == alone
    assert digest(told, **{told.id: "profile, changed"}) != alone
    assert digest(told, other) != alone
    assert _published(told).digests == {}


@pytest.mark.parametrize("changes", HIDDEN.values(), ids=HIDDEN)
def test_who_is_hidden_takes_part_in_nothing(changes: dict[str, Any]) -> None:
    """An activity's day and place would tell more than a mask hides: only whom the channel names stays beside it."""
    hidden = a_hero(**({"id": "320500-2024-bbbbb"} | changes))
    activity = an_activity(heroes=["320500-2024-aaaaa", hidden.id])
    (shown,) = _published(a_hero(name="测试丁"), hidden, activities=(activity,)).activities
    assert shown.heroes == ("320500-2024-aaaaa",)


def test_who_is_withdrawn_takes_part_in_nothing() -> None:
    """Nor does anybody whose address was withdrawn."""
    link = Permalink("heroes/320500-2024-aaaaa.html", AddressStatus.WITHDRAWN)
    activity = an_activity(heroes=["320500-2024-aaaaa"])
    (shown,) = _published(a_hero(), activities=(activity,), permalinks=(link,)).activities
    assert shown.heroes == ()


def test_activities_and_regulations_stand_under_the_masks() -> None:
    """A hidden name is in none of their texts, nor in the reports on an activity; their dates stay."""
    told = f"{HIDDEN_NAME}到场。"
    report = {"title": f"访{HIDDEN_NAME}", "url": "https://example.org/欧阳测秘"}
    activity = an_activity(name=f"看望{HIDDEN_NAME}", text=told, done=told, place=f"{HIDDEN_NAME}家", coverage=[report])
    regulation = a_regulation(text=told, sources=[{"title": f"记{HIDDEN_NAME}"}])
    hidden = a_hero(name=HIDDEN_NAME, visibility="masked")
    book = _published(hidden, activities=(activity,), regulations=(regulation,))
    assert "测秘" not in repr((book.activities, book.regulations))
    assert book.activities[0].done == "欧阳某某到场。"
    assert (book.activities[0].start, book.regulations[0].effective) == (activity.start, regulation.effective)


def test_activities_of_a_campaign_run_through_the_years() -> None:
    """By the first day, the last, the id; those of other campaigns and of none are left out."""
    activities = (
        an_activity("a", campaign="day", date="2026-04-03", end="2026-04-05"),
        an_activity("b", campaign="day", date="2026-04-03"),
        an_activity("c", campaign="day", date="2026-04-03"),
        an_activity("d", campaign="day", date="2025-10-01"),
        an_activity("e", campaign="other"),
        an_activity("f"),
    )
    book = _published(activities=activities)
    assert [activity.id for activity in book.activities_of("day")] == ["d", "b", "c", "a"]


@pytest.mark.parametrize(("tone", "expected"), [("solemn", "dgca"), ("festive", "cadg"), ("plain", "cadg")])
def test_a_solemn_campaign_names_the_dead_first(tone: str, expected: str) -> None:
    """Those who died, and groups in which someone died, stand before the featured; on other days after them."""
    group = a_hero(
        id="320500-2024-ggggg",
        name="测试庚",
        kind="group",
        deed={"outcome": "mixed"},
        members=[{"name": "测试辛", "outcome": "sacrificed"}, {"name": "测试壬"}],
    )
    heroes = [
        a_hero(id=f"320500-2024-{letter * 5}", name=f"测试{letter}", deed={"outcome": outcome})
        for letter, outcome in (("a", "safe"), ("c", "injured"), ("d", "sacrificed"))
    ]
    values = {"id": "day", "name": "测试日", "when": {"fixed": "04-05"}, "tone": tone, "select": "all"}
    campaign = Campaign.model_validate(values | {"featured": ["320500-2024-ccccc"]})
    selected = _published(*heroes, group, campaigns=(campaign,)).selected_by(campaign)
    assert "".join(item.hero.id[-1] for item in selected) == expected
