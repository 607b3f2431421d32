"""Keep what the search benchmark says of others honest: its answers by brute force, its queries, its figures."""

from __future__ import annotations

import gzip
import math
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from bench_search import bars_for
from bench_search.answers import Truth, one_slip, says_from_first, says_initials, says_some
from bench_search.figures import Bar, judged, percentile, quality, table
from bench_search.measuring import keystrokes
from bench_search.queries import Kind, Query, QueryMaker
from bench_search.rivals import spoken
from bench_search.rows import rows_of, squash
from bench_search.serving import serving
from make_roll import FictionalRoll
from people import a_hero
from qunyingpu.authoring.canonical import as_yaml
from qunyingpu.model.book import Book
from qunyingpu.model.hero import Hero
from qunyingpu.model.vocabulary import Channel
from qunyingpu.readings import read_name

STORY = "他路过石桥村的河边，听见呼救。当时没有多想。"
HEROES = (
    a_hero(id="320500-2024-aaaaa", name="单测甲", deed={"summary": "测试用的句子，桥边救人。", "story": STORY}),
    a_hero(id="330100-2020-aaaaa", name="吕测乙", deed={"region": "330106", "date": "2020", "story": "测试石桥。"}),
    a_hero(id="330100-2021-aaaaa", name="测试组", kind="group", members=[{"name": "单测丙"}], deed={"date": "2021"}),
    a_hero(id="330100-2022-aaaaa", name="单测甲", former_names=["阿里·测试"], deed={"date": "2022", "place": "石桥头"}),
)


def _truth(*heroes: Hero) -> Truth:
    return Truth(rows_of(Book(heroes=heroes, read_name=read_name).published(Channel.WEB)))


@pytest.fixture(scope="module")
def truth() -> Truth:
    """Four invented profiles."""
    return _truth(*HEROES)


@pytest.fixture(scope="module")
def roll() -> Truth:
    """Two hundred profiles of the generator."""
    entries = FictionalRoll(seed=3).entries(200)
    texts = {entry.id: yaml.load(as_yaml(entry.record), yaml.CBaseLoader) for entry in entries}  # noqa: S506 - only text
    return _truth(*(Hero.model_validate(record | {"id": hero_id}) for hero_id, record in texts.items()))


def _ids(truth: Truth, numbers: frozenset[int]) -> set[str]:
    return {truth.rows[number].id[7:11] for number in numbers}


# ── answers ──


def test_what_people_write_in_several_ways_is_one() -> None:
    """Width, case, tones, ü, dots, spaces, commas and quotes make no difference; ends of sentences and lines do."""
    assert squash("Ｌǚ·阿里，“村”（甲） 1") == "lv阿里村甲1"
    assert squash("甲。乙\n丙") == "甲。乙\n丙"


def test_each_class_of_queries_asks_for_its_own(truth: Truth) -> None:
    """Names also of members and former ones, places today and then, phrases over a comma but over no full stop."""
    assert _ids(truth, truth.named("单测甲")) == {"2024", "2022"}
    assert _ids(truth, truth.with_part("单测")) == {"2024", "2022", "2021"}
    assert _ids(truth, truth.with_part("里测")) == {"2022"}
    assert _ids(truth, truth.said("chance")) == {"2024", "2022", "2021"}
    assert _ids(truth, truth.with_initials("lcy")) == {"2020"}
    assert _ids(truth, truth.at_place("浙江")) == {"2020"}
    assert _ids(truth, truth.at_place("石桥")) == {"2022"}
    assert _ids(truth, truth.telling("河边听见")) == {"2024"}
    assert not truth.telling("呼救当时")
    assert _ids(truth, truth.slipped("shancejian")) == {"2024", "2022"}
    assert _ids(truth, truth.holding_all(("石桥", "lvce"))) == {"2020"}


def test_a_story_that_mentions_a_place_is_no_wrong_answer(truth: Truth) -> None:
    """Whatever published field holds a term, the row is right; a name that can be read otherwise is not."""
    held = {row.id[7:11] for number, row in enumerate(truth.rows) if truth.holds(number, "石桥")}
    assert held == {"2024", "2020", "2022"}
    bearer = min(truth.named("单测甲"))
    assert [truth.holds(bearer, term) for term in ("danc", "cjia", "sj", "lvce")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("term", "first", "initials", "some"),
    [
        ("shanceyi", True, False, True),
        ("chan", True, False, True),
        ("dcy", False, True, True),
        ("sc", False, True, True),
        ("shance", True, False, True),
        ("shanc", False, False, True),
        ("ceyi", False, False, True),
        ("shany", False, False, False),
    ],
)
def test_pinyin_is_read_in_every_modern_way(term: str, first: bool, initials: bool, some: bool) -> None:  # noqa: FBT001
    """In full from the first character, by initials from the first, or anyhow from any, the last cut short."""
    name = "单测乙"
    assert (says_from_first(term, name), says_initials(term, name), says_some(term, name)) == (first, initials, some)


def test_umlauts_are_typed_in_three_ways() -> None:
    """Lv and lyu are 吕, lve and lue are 略; lu is not 吕."""
    assert [says_from_first(term, "吕略") for term in ("lvlve", "lyulue", "lulve")] == [True, True, False]


def test_a_slip_is_one_letter() -> None:
    """One left out, one too many, another one, two neighbours exchanged; two slips are none."""
    slips = set(one_slip("lan"))
    assert {"an", "la", "lang", "lin", "aln", "lna"} <= slips
    assert not {"lan", "l", "xiang", "nal"} & (slips - {"lan"})


# ── queries ──


def test_the_same_seed_makes_the_same_queries(roll: Truth) -> None:
    """And another seed makes others."""
    first, again, other = (QueryMaker(roll, seed).queries(2) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_every_class_has_queries_that_its_own_rows_answer(roll: Truth) -> None:
    """Own rows hold what is meant, and are there for all but nonsense, which no row holds."""
    queries = QueryMaker(roll, 5).queries(4)
    assert {query.kind for query in queries} == set(Kind)
    for query in queries:
        assert bool(query.own) is (query.kind is not Kind.NONSENSE), query
        assert all(query.is_right(roll, number) for number in query.own), query
        if query.kind is Kind.NONSENSE:
            assert not any(query.is_right(roll, number) for number in range(len(roll.rows))), query


def test_a_slip_is_nobodys_pinyin() -> None:
    """Of 阿阿, read a or e, neither ae nor a is a slip: both find the bearer as they are."""
    truth = _truth(a_hero(name="阿阿"))
    slips = [query.text for query in QueryMaker(truth, 1).queries(60) if query.kind is Kind.SLIP]
    assert len(slips) == 60
    assert not any(map(truth.anyone_holds, slips))


def test_typing_goes_key_by_key() -> None:
    """What stands in the box after each key; the same twice in turn is no key."""
    queries = [_query(Kind.NAME, "单测甲"), _query(Kind.PART, "测"), _query(Kind.PINYIN, "测yi")]
    assert keystrokes(queries) == ["单", "单测", "单测甲", "测", "测y", "测yi"]


def test_rivals_are_given_every_reading(truth: Truth) -> None:
    """In full and as initials, of all names of a row."""
    row = next(row for row in truth.rows if "2021" in row.id)
    assert {"ceshizu", "csz", "shancebing", "chancebing", "scb", "dcb"} <= set(spoken(row))


# ── figures ──


def _query(kind: Kind, text: str, *own: int) -> Query:
    return Query(kind, text, (text,), frozenset(own))


def test_recall_and_precision_are_those_of_the_definition(truth: Truth) -> None:
    """Recall over all that was found, precision over the first ten; nothing found has no precision."""
    holding = [number for number in range(4) if truth.holds(number, "石桥")]
    (other,) = set(range(4)).difference(holding)
    verdict = judged(_query(Kind.PLACE, "石桥", *holding[:2]), [*holding[1:], other], truth)
    assert (verdict.recall, verdict.missed, verdict.wrong) == (0.5, (holding[0],), (other,))
    assert verdict.precision == pytest.approx(2 / 3)
    assert judged(_query(Kind.PLACE, "石桥", 0), [], truth).precision is None
    assert judged(_query(Kind.NONSENSE, "龘"), [], truth).precision == 1.0
    assert judged(_query(Kind.NONSENSE, "龘"), [0], truth).precision == 0.0


def test_all_bearers_of_a_name_must_stand_on_top(truth: Truth) -> None:
    """A bearer below somebody else is told, though the first is right."""
    first, second = sorted(truth.named("单测甲"))
    other = next(number for number in range(4) if number not in {first, second})
    query = _query(Kind.NAME, "单测甲", first, second)
    mixed, right = judged(query, [first, other, second], truth), judged(query, [second, first], truth)
    assert (mixed.is_first, mixed.are_on_top, right.are_on_top) == (True, False, True)
    figures = quality([mixed, right])
    assert (figures["exact full name first, %"], figures["ties on top, %"]) == (100, 50)


def test_percentiles_are_values_that_were_measured() -> None:
    """The nearest rank: of twenty the nineteenth is the 95th percentile."""
    values = [float(value) for value in range(20, 0, -1)]
    assert [percentile(values, share) for share in (0.5, 0.95, 1)] == [10, 19, 20]
    assert math.isnan(percentile([], 0.5))


def test_figures_are_cut_not_rounded() -> None:
    """99.96 per cent is not a hundred, and the bar that it misses is marked."""
    printed = table({"ours": {"recall, %": 99.96}, "other": {}}, [Bar("recall, %", 100, is_floor=True)])
    assert printed.splitlines()[1].split() == ["recall,", "%", "99.9", "-", "≥", "100", "MISSED"]


def test_what_was_not_measured_misses_its_bar() -> None:
    """No bar is met by leaving its measure out."""
    assert not any(bar.is_met({}) for heroes in (10_000, 100_000) for bar in bars_for(heroes, has_rivals=True))


# ── the server ──


def test_the_server_compresses_lets_cache_and_counts(tmp_path: Path) -> None:
    """Scripts go compressed, with leave to keep them; what is not there is a 404; every answer is noted."""
    (tmp_path / "a.js").write_text("测试" * 1000, encoding="utf-8")
    (tmp_path.parent / "secret.txt").write_text("测试", encoding="utf-8")
    with serving(tmp_path) as served:
        line = HTTPConnection(urlsplit(served.base).netloc)
        replies = {}
        for path in ("/a.js?edition", "/none.js", "/%2e%2e/secret.txt"):
            line.request("GET", path)
            reply = line.getresponse()
            replies[path] = reply.status, reply.headers, reply.read()
        line.close()
    assert [status for status, _, _ in replies.values()] == [200, 404, 404]
    _, headers, body = replies["/a.js?edition"]
    assert gzip.decompress(body).decode() == "测试" * 1000
    assert (headers["Content-Encoding"], "max-age" in headers["Cache-Control"]) == ("gzip", True)
    assert served.asked == [("a.js", len(body)), ("none.js", 0), ("../secret.txt", 0)]
