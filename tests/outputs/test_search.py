"""The search index: nothing hidden in it, the same bytes each time, and every query answered as brute force answers it.

The roll is made by a seeded generator; its people are invented: surnames with 甲乙丙丁 and the like.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexes import answers, index_files, published, write_index
from people import a_hero
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import Outcome, Trait
from qunyingpu.outputs.search.rows import outcome_of, unusual_readings
from qunyingpu.readings import readings_of

CEREMONY = Ceremony.model_validate({"id": "test-1", "kind": "conference", "name": "测试表彰大会"})

HEROES = 500
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
SURNAMES = ("尉迟", "万俟", "欧阳", *"单解仇查曾区朴任盖覃翟员李王张吕乐𬱖")
GIVEN = "甲乙丙丁戊己庚辛壬癸绿略行长"
REGIONS = ("320505", "320583", "330106", "110107", "500106", "469006", "652322", "990000", "420506")


def _name(dice: random.Random) -> str:
    given = "".join(dice.choice(GIVEN) for _ in range(dice.choice((1, 2))))
    return f"{given}·乙{dice.choice(GIVEN)}" if dice.random() < 0.05 else f"{dice.choice(SURNAMES)}{given}"


def _person(dice: random.Random) -> dict[str, Any]:
    former = [_name(dice)] if dice.random() < 0.1 else []
    return {"name": _name(dice), "former_names": former}


def _group(dice: random.Random) -> dict[str, Any]:
    members = [{"name": _name(dice)} for _ in range(2)]
    return {"name": f"{dice.choice(GIVEN)}测组", "kind": "group", "members": members}


def _hero(dice: random.Random, number: int) -> Hero:
    region, year = dice.choice(REGIONS), dice.randint(1996, 2025)
    values = {
        "occupation": dice.choice(("司机", "渔民", None)),
        "employer": dice.choice(("测试中学", "测试公司", None)),
    }
    return a_hero(
        id=f"{region[:4]}00-{year}-aa" + "".join(LETTERS[number // base % 31] for base in (961, 31, 1)),
        traits=[dice.choice(list(Trait)).id] if dice.random() < 0.3 else [],
        deed={
            "date": f"{year}-{dice.randint(1, 12):02}",
            "region": region,
            "type": dice.choice(("water_rescue", "fire_rescue", "stop_crime", "first_aid")),
            "outcome": dice.choice(("safe", "injured", "sacrificed")),
        }
        | ({"place": "石桥头"} if dice.random() < 0.2 else {}),
        honours=[{"title": dice.choice(("测试英雄", "测试模范")), "level": "national", "ceremony": "test-1"}],
        **{field: value for field, value in values.items() if value},
        **(_group(dice) if dice.random() < 0.08 else _person(dice)),
    )


@pytest.fixture(scope="module")
def roll() -> PublishedBook:
    """Five hundred invented heroes."""
    dice = random.Random(20261123)  # noqa: S311 - a seeded roll, no secret
    return _published(*(_hero(dice, number) for number in range(HEROES)))


@pytest.fixture(scope="module")
def index(roll: PublishedBook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the roll's index lies."""
    return write_index(index_files(roll), tmp_path_factory.mktemp("index"))


def _published(*heroes: Hero) -> PublishedBook:
    return published(*heroes, ceremonies=(CEREMONY,))


def _answers(folder: Path, queries: list[str]) -> dict[str, list[str]]:
    """Return for each of *queries* whom it finds otherwise than by the text, best first."""
    return {query: answer.exact for query, answer in answers(folder, queries).items()}


def _all_bytes(book: PublishedBook) -> str:
    return "\n".join(content.decode() for content in index_files(book).values())


# ── brute force ──


def _names(hero: PublishedHero) -> list[str]:
    return [hero.name, *hero.former_names, *(member.name for member in hero.members)]


def _texts(hero: PublishedHero) -> Iterator[str]:
    """Yield all by which *hero* may be found, names first."""
    deed = hero.deed
    yield from (name.replace("·", "") for name in _names(hero))
    yield from (region.name for region in region_table().lineage(deed.region, deed.date.year))
    yield from filter(None, (deed.place, hero.occupation, hero.employer, hero.ethnicity, f"{deed.date.year}年"))
    for term in (deed.type, deed.outcome, hero.kind, hero.level, *hero.traits):
        yield from (term.label, *term.aliases) if term else ()
    yield from (honour.title for honour in hero.honours)
    yield CEREMONY.name


def _holding(roll: PublishedBook, term: str) -> set[str]:
    return {hero.id for hero in roll.heroes if any(term in text for text in _texts(hero))}


def _spoken(name: str) -> set[str]:
    """Return every way in which *name* may be typed in Latin letters, by trying them all.

    From the first character on: each in full or by its initial, the last cut short. From a later one: all in full, the
    last cut short, or all initials to the end; two letters at least.
    """
    characters = [_typed(character) for character in name if readings_of(character)]
    ways = set()
    for start, end in itertools.combinations(range(len(characters) + 1), 2):
        *whole, last = characters[start:end]
        mixed = [{*full, *(spelling[0] for spelling in full)} for full in whole]
        for before in itertools.product(*(mixed if start == 0 else whole)):
            ways |= {"".join(before) + reading[:cut] for reading in last for cut in range(1, len(reading) + 1)}
        if end == len(characters):
            ways |= set(map("".join, itertools.product(*({full[0] for full in said} for said in characters[start:]))))
        if start > 0:
            ways = {way for way in ways if len(way) > 1 or way in {said[:1] for said in characters[0]}}
    return ways


def _typed(character: str) -> set[str]:
    readings = set(readings_of(character))
    passport = {reading.replace("v", "yu") for reading in readings if "v" in reading}
    return readings | passport | {reading.replace("v", "u") for reading in readings if reading in {"lve", "nve"}}


def _saying(roll: PublishedBook, query: str, spoken: dict[str, set[str]]) -> set[str]:
    return {hero.id for hero in roll.heroes if any(query in spoken[name] for name in _names(hero))}


# ── what must hold ──


def test_every_part_of_every_name_finds_its_bearers_and_no_one_else(roll: PublishedBook, index: Path) -> None:
    """Substrings of one character and more, of names, former names and members: recall and precision are whole."""
    plain = {name.replace("·", "") for hero in roll.heroes for name in _names(hero)}
    parts = {name[start:end] for name in plain for start, end in itertools.combinations(range(len(name) + 1), 2)}
    for part, found in _answers(index, sorted(parts)).items():
        assert set(found) == _holding(roll, part), part


def test_a_full_name_finds_all_its_bearers_first(roll: PublishedBook, index: Path) -> None:
    """Those who bear exactly the name stand on top, the newest deed first, then the order of the roll."""
    bearers: dict[str, list[PublishedHero]] = {}
    for hero in roll.heroes:
        bearers.setdefault(hero.name, []).append(hero)
    assert max(map(len, bearers.values())) > 2
    for name, found in _answers(index, sorted(bearers)).items():
        newest = sorted(bearers[name], key=lambda hero: hero.deed.date.sort_key, reverse=True)
        assert found[: len(newest)] == [hero.id for hero in newest], name


def test_pinyin_finds_whoever_it_can_mean_and_no_one_else(roll: PublishedBook, index: Path) -> None:
    """Full, initials, mixed, cut short, from the given name on, with any modern reading: exactly the brute answer."""
    spoken = {name: _spoken(name) for hero in roll.heroes for name in _names(hero)}
    dice = random.Random(7)  # noqa: S311 - a seeded choice, no secret
    queries = {dice.choice(sorted(spoken[hero.name])) for hero in roll.heroes if spoken[hero.name]}
    queries |= {hero.pinyin.replace(" ", "") for hero in roll.heroes}
    queries |= {"".join(syllable[0] for syllable in hero.pinyin.split()) for hero in roll.heroes}
    queries |= {"zzz", "xqx", "shanx", "lyu", "lvjia", "a"}
    for query, found in _answers(index, sorted(queries)).items():
        if query.isascii():
            assert set(found) == _saying(roll, query, spoken), query


def test_the_own_reading_of_a_profile_finds_it_too(tmp_path: Path) -> None:
    """A reading that no dictionary has, and the usual one: both find the bearer, the first no one else."""
    own = a_hero(id="320500-2024-aaaab", name="乐测甲", pinyin="yao ce jia")
    other = a_hero(id="320500-2024-aaaac", name="乐测乙")
    folder = write_index(index_files(_published(own, other)), tmp_path)
    found = _answers(folder, ["yaocejia", "yao", "yuecejia", "ycj", "yue"])
    assert found.pop("yue") == ["320500-2024-aaaab", "320500-2024-aaaac"]
    assert set(map(tuple, found.values())) == {("320500-2024-aaaab",)}


OWN_READINGS = {
    "张𠀂": ("zhang tu", ["𠀂tu"]),
    "测乐": ("cè yào", ["乐yao"]),
    "乐·乂": ("yào yì", ["乐yao"]),
    "阿Q": ("a kiu", ["qkiu"]),
    "测女": ("ce nǜe", ["女nve"]),
    "测试10·24组": ("yao shi 10 24 zu", ["测yao"]),
    "测试24组": ("yao shi ershisi zu", ["测yao"]),
    "K8测组": ("K8 yao zu", ["测yao"]),
    "㐂测": ("㐂 yao", ["测yao"]),
    "测甲": ("yao", []),
    "测乙": ("ce yi", []),
}


@pytest.mark.parametrize("name", OWN_READINGS)
def test_every_character_and_every_run_of_letters_has_a_syllable(name: str) -> None:
    """Characters that no dictionary reads, tones, ü, Latin and digits: syllables are told apart all the same."""
    pinyin, own = OWN_READINGS[name]
    assert list(unusual_readings(name, pinyin)) == own


def test_a_reading_with_tones_or_of_what_has_none_finds_its_bearer(tmp_path: Path) -> None:
    """As the engine reads the index: a rare character, tone marks, and a Latin letter."""
    heroes = [
        a_hero(id=f"320500-2024-aaaa{letter}", name=name, pinyin=pinyin)
        for letter, name, pinyin in (("b", "测𠀂", "ce tu"), ("c", "乐乂", "yào yì"), ("d", "阿Q", "a kiu"))
    ]
    folder = write_index(index_files(_published(*heroes)), tmp_path)
    found = _answers(folder, ["cetu", "yaoyi", "akiu", "aq"])
    assert {query: [hero[-1] for hero in heroes] for query, heroes in found.items()} == {
        "cetu": ["b"],
        "yaoyi": ["c"],
        "akiu": ["d"],
        "aq": ["d"],
    }


PLACES = [
    "江苏",
    "苏州",
    "苏州市",
    "虎丘区",
    "浙江",
    "杭州市",
    "西湖",
    "北京",
    "石景山",
    "重庆",
    "海南",
    "万宁",
    "昌吉",
    "境外",
    "石桥头",
]


@pytest.mark.parametrize("others", ["", " 2015", " 2015年 水中救援", " 李", " 测试中学", " 牺牲"])
def test_places_years_and_words_find_together(roll: PublishedBook, index: Path, others: str) -> None:
    """Each term must hold, whatever of a hero it names: the answer is the meeting of the brute answers."""
    queries = [*(place + others for place in PLACES), others.strip() or "表彰大会"]
    for query, found in _answers(index, queries).items():
        assert set(found) == set.intersection(*(_holding(roll, term) for term in query.split())), query


def test_dead_names_of_a_place_find_it_too(tmp_path: Path) -> None:
    """A deed of 1998 in 吴县市 is found by that name and by what the place is part of today."""
    hero = a_hero(id="320500-1998-aaaaa", deed={"date": "1998", "region": "320586"})
    folder = write_index(index_files(_published(hero)), tmp_path)
    assert all(found for found in _answers(folder, ["吴县", "苏州", "江苏"]).values())


def test_nothing_is_found_by_nonsense(index: Path) -> None:
    """No hero answers to what stands nowhere; an empty query is the whole roll."""
    found = answers(index, ["龘龘", "qqqq", "1066", "<script>", "李 龘", "", "　 "])
    assert [len(answer.heroes) for answer in found.values()] == [0, 0, 0, 0, 0, HEROES, HEROES]
    assert all(answer.isWhole for answer in found.values())


def test_rows_are_in_the_order_of_the_roll(roll: PublishedBook, index: Path) -> None:
    """An empty query gives the roll as the lists have it."""
    assert _answers(index, [""])[""] == [hero.id for hero in roll.heroes]


def test_the_bytes_depend_on_the_roll_alone(roll: PublishedBook) -> None:
    """Profiles read in another order make the same files."""
    dice = random.Random(20261123)  # noqa: S311 - the seed of the roll
    heroes = [_hero(dice, number) for number in range(HEROES)]
    first, second = (index_files(_published(*order)) for order in (heroes, heroes[::-1]))
    assert first == second
    folders = [path.split("/")[0] for path in first]
    assert folders[:4] == ["names.js", "facts.js", "words.js", "text.js"]
    assert [folders.count(kind) for kind in ("cards", "stories")] == [-(-HEROES // 64), -(-HEROES // 16)]


HIDING: dict[str, dict[str, Any]] = {
    "masked": {"visibility": "masked"},
    "alias": {"visibility": "alias", "alias": "李四"},
    "withheld": {"visibility": "withheld"},
    "draft": {"draft": "true"},
    "kiosk only": {"consent": {"basis": "public_report", "scope": ["kiosk"]}},
}


@pytest.mark.parametrize("way", HIDING)
def test_a_hidden_name_is_not_in_the_index(way: str) -> None:
    """Neither the name nor its pinyin nor a character of it, from the profile, its former names or another's text."""
    hidden = a_hero(
        name="欧阳翀犇", former_names=["翀犇"], pinyin="ou yang chongx benx", employer="欧阳翀犇商店", **HIDING[way]
    )
    other = a_hero(id="320500-2024-aaaab", name="测试乙", deed={"summary": "欧阳翀犇与他一起跳下河去救人。"})
    text = _all_bytes(_published(hidden, other))
    assert "测试乙" in text
    for trace in ("翀", "犇", "chongx", "benx"):
        assert trace not in text


def test_an_alias_says_that_it_is_one() -> None:
    """李四 is found as such, with the note that the page shows."""
    text = _all_bytes(_published(a_hero(visibility="alias", alias="李四")))
    assert '"names":"李四"' in text
    assert '"notes":[[0,"化名"]]' in text


def test_no_text_ends_the_script_or_a_line_of_it() -> None:
    """A summary, a word or a story may hold what a page or an old engine would take for an end."""
    story = "前段 &#8232; 后段\n\n又一段</script>&lt;!--"
    deed = {"summary": "</script><!-- 测试用的句子 \u2029 ", "story": story}
    text = _all_bytes(_published(a_hero(deed=deed, employer="测\u2028试")))
    assert "<" not in text
    assert not re.search("[\u2028\u2029]", text)
    assert text.count("\\u003c/script>") == 3  # in the card, and twice in the story
    assert text.count("\\u2028") == 2


def test_a_group_without_a_death_is_not_filed_among_the_dead() -> None:
    """Of members who fared differently the worst counts, and 牺牲 only where someone died."""
    filed = []
    for outcomes in (["safe", "injured"], ["safe", "sacrificed"], ["safe", "safe"], []):
        members = [{"name": f"测试{place}", "outcome": outcome} for place, outcome in enumerate(outcomes)]
        group = a_hero(name="测试组", kind="group", deed={"outcome": "mixed"}, members=members, member_count="2")
        filed += [outcome_of(hero.deed.outcome, hero.members) for hero in _published(group).heroes]
    assert filed == [Outcome.INJURED, Outcome.MIXED, Outcome.SAFE, Outcome.MIXED]
