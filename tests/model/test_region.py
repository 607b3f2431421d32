"""The region table knows what a code was in the year of the deed, what it is today, and how it is called."""

from __future__ import annotations

import csv
import hashlib
import itertools
import re
from collections import Counter
from importlib.resources import files

import pytest
from pydantic_core import PydanticCustomError

from qunyingpu.model.region import Region, RegionTable, Tier, region_table, resolve_code

MODEL = files("qunyingpu.model")
TEXT = MODEL.joinpath("regions.csv").read_bytes()
ROWS = list(csv.DictReader(TEXT.decode("utf-8").splitlines()))
TABLE = region_table()

#: Numbered under their province, or under a city that the lists of those years did not have: 1980 to 1987.
EARLY = {"2311", "3212", "3213", "3409", "3505", "3605", "3709", "4121", "4209", "4210", "4229", "4410", "6104", "6324"}


def places() -> list[Region]:
    """Return every place of the table, former ones too."""
    found = {TABLE.find(row["code"], int(row["first_year"])) for row in ROWS}
    return sorted(found, key=lambda place: (place.code, place.first_year))


# ── the file ──


def test_the_file_is_the_one_that_its_provenance_tells_of() -> None:
    """regions.csv is byte for byte what make_regions.py wrote when it wrote regions.md: nobody edited it by hand."""
    told = re.search(r"sha256 of regions\.csv: `([0-9a-f]{64})`", MODEL.joinpath("regions.md").read_text("utf-8"))
    assert told is not None
    assert told[1] == hashlib.sha256(TEXT).hexdigest()


def test_the_file_is_plain_and_sorted() -> None:
    """UTF-8 without a mark, LF, by code and then by first year, no row twice."""
    assert not TEXT.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in TEXT
    assert TEXT.splitlines()[0] == b"code,name,level,parent,first_year,last_year,successors"
    order = [(row["code"], int(row["first_year"])) for row in ROWS]
    assert order == sorted(set(order))


def test_the_rows_are_counted_right() -> None:
    """34 provinces and 境外, 333 cities, 2847 counties are valid today; no code is valid twice."""
    current = [row for row in ROWS if not row["last_year"]]
    assert Counter(row["level"] for row in current) == {"province": 35, "city": 333, "county": 2847}
    assert len({row["code"] for row in current}) == len(current)


def test_periods_of_one_code_do_not_overlap() -> None:
    """A code means one place at a time; only the year of a change belongs to both."""
    for before, after in itertools.pairwise(ROWS):
        if before["code"] == after["code"]:
            assert before["last_year"], before
            assert int(before["first_year"]) < int(before["last_year"]) <= int(after["first_year"]), (before, after)


def test_every_parent_is_right_by_its_code() -> None:
    """A county belongs to the city of its first four digits; the ones without such a city are known."""
    for row in ROWS:
        code, parent = row["code"], row["parent"]
        if row["level"] == "province":
            assert (code[2:], parent) == ("0000", "")
        elif row["level"] == "city":
            assert (code[4:], parent) == ("00", code[:2] + "0000")
        elif parent != code[:4] + "00":
            assert parent == code[:2] + "0000", row
            is_apart = code[:2] in {"11", "12", "31", "50"} or code[2:4] == "90"
            assert is_apart or (code[:4] in EARLY and int(row["last_year"]) <= 1987), row


def test_every_parent_was_there() -> None:
    """The parent of a place existed while the place did, one level or two above it."""
    order = [Tier.PROVINCE, Tier.CITY, Tier.COUNTY]
    for place in places():
        line = TABLE.lineage(place.code, place.first_year)
        assert line[-1] == place
        assert [above.code for above in line[:-1]][-1:] == ([place.parent] if place.parent else [])
        assert [order.index(region.level) for region in line] == sorted({order.index(region.level) for region in line})
        for above in line[:-1]:
            assert above.first_year < (place.last_year or 2100), place
            assert (above.last_year or 2100) > place.first_year, place
            assert place.is_valid_in(1984) or (above.last_year or 2100) >= (place.last_year or 2100), place


def test_every_ended_code_leads_to_today() -> None:
    """Whatever ended has successors; following them never goes in a circle and ends at regions of today."""
    for place in places():
        assert place.is_current != bool(place.successors), place
        today = TABLE.today(place.code, place.first_year)
        assert today
        assert all(region.is_current for region in today), place
        assert TABLE.listed_under(place.code, place.first_year).is_current


def test_no_place_passes_to_another_province() -> None:
    """Only Hainan (1988) and Chongqing (1997) came of other provinces."""
    moved = {(place.code[:2], TABLE.listed_under(place.code, place.first_year).code[:2]) for place in places()}
    assert {pair for pair in moved if pair[0] != pair[1]} == {("44", "46"), ("51", "50")}


def test_a_broken_row_is_not_taken() -> None:
    """A level that is none crashes: the file is ours."""
    with pytest.raises(ValueError, match="village"):
        RegionTable([("110000", "北京市", "village", "", "1980", "", "")]).find("110000")


# ── the place and its year ──


@pytest.mark.parametrize(
    ("code", "name", "first_year"),
    [
        ("653229", "和安县", 2024),
        ("653228", "和康县", 2024),
        ("659012", "白杨市", 2022),
        ("653132", "岑岭县", 2026),
        ("659013", "草湖市", 2026),
        ("500157", "两江新区", 2025),
        ("330113", "临平区", 2021),
        ("460302", "西沙区", 2020),
    ],
)
def test_the_newest_regions_are_there(code: str, name: str, first_year: int) -> None:
    """What was founded in 2020 to 2026 is valid from its year on, and was not before."""
    region = TABLE.find(code)
    assert (region.name, region.is_current) == (name, True)
    assert TABLE.is_valid_in(code, first_year)
    assert not TABLE.is_valid_in(code, first_year - 1)


@pytest.mark.parametrize(
    ("code", "name", "last_year", "today"),
    [
        ("110103", "北京市崇文区", 2010, ["东城区"]),
        ("110104", "北京市宣武区", 2010, ["西城区"]),
        ("310103", "上海市卢湾区", 2011, ["黄浦区"]),
        ("320504", "江苏省苏州市金阊区", 2012, ["姑苏区"]),
        ("320511", "江苏省苏州市郊区", 2000, ["虎丘区"]),
        ("320586", "江苏省苏州市吴县市", 2000, ["吴中区", "相城区"]),
        ("130103", "河北省石家庄市桥东区", 2014, ["石家庄市"]),
        ("140203", "山西省大同市矿区", 2018, ["大同市"]),
        ("330104", "浙江省杭州市江干区", 2021, ["上城区", "钱塘区"]),
        ("371202", "山东省莱芜市莱城区", 2018, ["莱芜区"]),
        ("510211", "四川省重庆市江北区", 1997, ["两江新区"]),
        ("510200", "四川省重庆市", 1997, ["重庆市"]),
        ("512501", "四川省宜宾地区宜宾市", 1996, ["宜宾市"]),
        ("522101", "贵州省遵义地区遵义市", 1997, ["遵义市"]),
        ("442100", "广东省海南行政区", 1988, ["海南省"]),
        ("500112", "重庆市渝北区", 2026, ["北碚区", "两江新区"]),
    ],
)
def test_a_dead_code_is_known_with_its_end_and_what_it_is_today(
    code: str, name: str, last_year: int, today: list[str]
) -> None:
    """A deed may carry a code up to the year in which it ended; its place is found today."""
    assert TABLE.full_name(code) == name
    assert TABLE.is_valid_in(code, last_year)
    assert not TABLE.is_valid_in(code, last_year + 1)
    assert [region.name for region in TABLE.today(code)] == today


def test_a_divided_place_is_listed_under_what_has_all_of_it() -> None:
    """江干区 is now two districts of 杭州市, so it is listed under 杭州市; 崇文区 is listed under 东城区."""
    assert TABLE.listed_under("330104").name == "杭州市"
    assert TABLE.listed_under("110103").name == "东城区"
    assert TABLE.listed_under("320505").name == "虎丘区"


def test_a_renamed_place_is_one_place() -> None:
    """襄樊市 became 襄阳市 in 2010 and kept its code, which is right before and after."""
    region = TABLE.find("420600")
    assert (region.name, region.former_names) == ("襄阳市", ("襄樊市",))
    assert region.is_valid_in(1999)
    assert TABLE.today("420600") == (region,)


def test_a_code_of_two_places_is_told_apart_by_the_year() -> None:
    """450206 was 柳州市市郊区 up to 2002 and is 柳江区 from 2016 on; between them it was nothing."""
    assert TABLE.find("450206", 1999).name == "市郊区"
    assert TABLE.find("450206", 2020).name == "柳江区"
    assert TABLE.find("450206").name == "柳江区"
    assert [TABLE.is_valid_in("450206", year) for year in (2002, 2003, 2015, 2016)] == [True, False, False, True]
    assert [region.name for region in TABLE.today("450206", 1999)] == ["柳州市"]


def test_the_year_of_a_change_belongs_to_both_sides() -> None:
    """In 1997 both the old and the new code of 重庆市 are right."""
    assert TABLE.is_valid_in("510200", 1997)
    assert TABLE.is_valid_in("500000", 1997)
    assert not TABLE.is_valid_in("500000", 1996)


def test_codes_of_the_years_of_renumbering_serve_for_each_other() -> None:
    """Up to 1984 the sources disagree, so any code of 1980 to 1984 is right for a deed up to 1984, and not later."""
    assert [TABLE.find("372621", year).name for year in (1949, 1981, 1983, 1984)] == [
        "泰安县",
        "泰安县",
        "莱芜县",
        "莱芜县",
    ]
    assert TABLE.is_valid_in("110000", 1949)
    assert TABLE.is_valid_in("322700", 1984)
    assert not TABLE.is_valid_in("322700", 1985)


@pytest.mark.parametrize(
    ("code", "year", "then"),
    [
        ("320509", 2005, ["320584"]),
        ("110101", 2005, ["110101", "110103"]),
        ("500000", 1990, ["510200"]),
        ("130100", 2010, ["130100"]),
        ("330113", 2015, []),
    ],
)
def test_the_codes_of_an_earlier_year_are_found_for_a_place_of_today(code: str, year: int, then: list[str]) -> None:
    """Whoever wrote today's code for an old deed can be told the codes of its year."""
    assert [region.code for region in TABLE.in_year(code, year)] == then


def test_taiwan_hong_kong_and_macau_are_always_there() -> None:
    """The three stand at province level with their official names, in every year."""
    for code, name in (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")):
        region = TABLE.find(code)
        assert (region.name, region.level, region.is_current) == (name, Tier.PROVINCE, True)
        assert TABLE.is_valid_in(code, 1980)


def test_an_unknown_code_is_refused() -> None:
    """110100 市辖区 is a filler and no place; 653230 was never given."""
    for code in ("110100", "1101", "653230", "999999", "", "12345", "江苏省"):
        assert code not in TABLE
        with pytest.raises(KeyError):
            TABLE.find(code)


# ── names ──


@pytest.mark.parametrize(
    ("code", "full", "short", "city", "province"),
    [
        ("320505", "江苏省苏州市虎丘区", "虎丘", "苏州市", "江苏省"),
        ("350105", "福建省福州市马尾区", "马尾", "福州市", "福建省"),
        ("3205", "江苏省苏州市", "苏州", "苏州市", "江苏省"),
        ("32", "江苏省", "江苏", "江苏省", "江苏省"),
        ("110107", "北京市石景山区", "石景山", "北京市", "北京市"),
        ("310115", "上海市浦东新区", "浦东", "上海市", "上海市"),
        ("500229", "重庆市城口县", "城口", "重庆市", "重庆市"),
        ("11", "北京市", "北京", "北京市", "北京市"),
        ("469006", "海南省万宁市", "万宁", "万宁市", "海南省"),
        ("429021", "湖北省神农架林区", "神农架", "神农架林区", "湖北省"),
        ("659001", "新疆维吾尔自治区石河子市", "石河子", "石河子市", "新疆维吾尔自治区"),
        ("653100", "新疆维吾尔自治区喀什地区", "喀什", "喀什地区", "新疆维吾尔自治区"),
        ("653101", "新疆维吾尔自治区喀什地区喀什市", "喀什市", "喀什地区", "新疆维吾尔自治区"),
        ("152921", "内蒙古自治区阿拉善盟阿拉善左旗", "阿拉善左旗", "阿拉善盟", "内蒙古自治区"),
        ("350427", "福建省三明市沙县", "沙县", "三明市", "福建省"),
        ("441900", "广东省东莞市", "东莞", "东莞市", "广东省"),
        ("710000", "台湾省", "台湾", "台湾省", "台湾省"),
        ("810000", "香港特别行政区", "香港", "香港特别行政区", "香港特别行政区"),
        ("990000", "境外", "境外", "境外", "境外"),
        ("510211", "四川省重庆市江北区", "江北", "重庆市", "四川省"),
    ],
)
def test_a_region_has_its_names(code: str, full: str, short: str, city: str, province: str) -> None:
    """Full names repeat no municipality and no filler; a municipality, and a county without a city, is its own city."""
    assert TABLE.full_name(code) == full
    assert TABLE.short_name(code) == short
    assert TABLE.city_of(code).name == city
    assert TABLE.province_of(code).name == province
    assert "".join(region.name for region in TABLE.lineage(code)) == full


def test_the_provinces_come_in_the_order_of_their_codes() -> None:
    """34 of them, 北京 first, 台湾, 香港 and 澳门 at their place, and 境外 last."""
    assert " ".join(TABLE.short_name(region.code) for region in TABLE.provinces()) == (
        "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 "
        "重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门 境外"
    )


def test_the_thirty_autonomous_prefectures_have_their_short_names() -> None:
    """The peoples are left out; 海南州 keeps its last character, for 海南 is a province."""
    prefectures = [place for place in places() if place.is_current and place.name.endswith("自治州")]
    assert " ".join(TABLE.short_name(place.code) for place in prefectures) == (
        "延边 恩施 湘西 阿坝 甘孜 凉山 黔西南 黔东南 黔南 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆 临夏 甘南 海北 "
        "黄南 海南州 果洛 玉树 海西 昌吉 博尔塔拉 巴音郭楞 克孜勒苏 伊犁"
    )


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("220200", "吉林市"),
        ("120105", "河北区"),
        ("632324", "河南县"),
        ("130821", "承德县"),
        ("654002", "伊宁市"),
        ("654021", "伊宁县"),
        ("653201", "和田市"),
        ("653221", "和田县"),
        ("140109", "万柏林"),
        ("130406", "峰峰矿区"),
        ("140303", "矿区"),
        ("622926", "东乡"),
        ("622927", "积石山"),
        ("150724", "鄂温克"),
        ("530925", "双江"),
        ("150723", "鄂伦春"),
        ("410304", "瀍河"),
    ],
)
def test_a_short_name_says_which_place_is_meant(code: str, short: str) -> None:
    """A short name that a province, the city above or a neighbour has too keeps its last character."""
    assert TABLE.short_name(code) == short


# ── paths ──


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("江苏省/苏州市/虎丘区", "320505"),
        ("江苏/苏州/虎丘", "320505"),
        ("江苏省苏州市虎丘区", "320505"),
        (" 江苏省／苏州市／虎丘区 ", "320505"),
        ("苏州/虎丘", "320505"),
        ("虎丘区", "320505"),
        ("福建/福州/马尾", "350105"),
        ("北京市/石景山区", "110107"),
        ("北京市/北京市/石景山区", "110107"),
        ("北京市/市辖区/石景山区", "110107"),
        ("重庆市/县/城口县", "500229"),
        ("海南省/万宁市", "469006"),
        ("海南省/省直辖县级行政区划/万宁市", "469006"),
        ("海南", "460000"),
        ("吉林", "220000"),
        ("吉林/吉林", "220200"),
        ("新疆/喀什", "653100"),
        ("喀什/喀什", "653101"),
        ("黔西南", "522300"),
        ("崇文区", "110103"),
        ("湖北省/襄樊市", "420600"),
        ("四川省/重庆市/江北区", "510211"),
        ("四川省/宜宾地区/宜宾市", "512501"),
        ("境外", "990000"),
    ],
)
def test_a_path_names_its_region(text: str, code: str) -> None:
    """In full, short, without separators, with fillers, from the end, under an old name."""
    region = TABLE.find_by_path(text)
    assert region is not None
    assert region.code == code
    assert resolve_code(text) == code


@pytest.mark.parametrize(
    "text", ["", "/", "朝阳", "鼓楼区", "北京市/虎丘区", "虎丘区/江苏省", "火星", "苏", "江" * 60_000]
)
def test_a_path_that_names_none_or_several_is_not_guessed(text: str) -> None:
    """鼓楼区 is in five cities: none of them is taken."""
    assert TABLE.find_by_path(text) is None


def test_a_path_is_read_in_its_year() -> None:
    """江北区 of 重庆市 had another code before 1997."""
    found = [TABLE.find_by_path("重庆市/江北区", year) for year in (1990, 2010)]
    assert [region and region.code for region in found] == ["510211", "500105"]


@pytest.mark.parametrize(
    ("text", "code"), [("32", "320000"), ("3205", "320500"), ("３２０５０５", "320505"), (" 99 ", "990000")]
)
def test_a_code_of_two_four_or_six_digits_is_taken(text: str, code: str) -> None:
    """The zeros may be left out, the digits may be full-width."""
    assert resolve_code(text) == code


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("江苏省/苏州市/虎邱区", "是不是 320505 江苏省苏州市虎丘区？"),
        ("江苏省苏州市姑苏县", "是不是 320508 江苏省苏州市姑苏区？"),
        ("320599", "是不是 320500 江苏省苏州市？"),
        ("1101", "是不是 110000 北京市？"),
        ("辽宁/朝阳县/朝阳", "是不是 211321 辽宁省朝阳市朝阳县？"),
        ("火星", ""),
        ("", ""),
        ("/" * 100 + "虎丘区", ""),
    ],
)
def test_an_unknown_region_is_refused_with_the_nearest(text: str, suggestion: str) -> None:
    """Who mistyped is told what was probably meant, and nothing when nothing is near."""
    with pytest.raises(PydanticCustomError) as refused:
        resolve_code(text)
    assert refused.value.context == {"code": "region-unknown", "value": text, "suggestion": suggestion}


def test_an_ambiguous_name_is_answered_with_its_candidates() -> None:
    """鼓楼区: at most three of the cities that have one, by code. 河口: a district and an autonomous county."""
    found = [TABLE.full_name(region.code) for region in TABLE.suggest("鼓楼区")]
    assert found == ["江苏省南京市鼓楼区", "江苏省徐州市鼓楼区", "福建省福州市鼓楼区"]
    assert [region.name for region in TABLE.suggest("河口")] == ["河口区", "河口瑶族自治县"]
