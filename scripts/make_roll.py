"""Turn a seed into a roll of people who never lived, for measuring the builder at any size.

    python scripts/make_roll.py FOLDER --heroes 10000 --seed 1

writes ``FOLDER/heroes/`` with its permalinks, and ``FOLDER/content/ceremonies/`` with the ceremonies that the honours
name. ``--campaigns content/campaigns`` copies those files too. ``--markdown OTHER`` writes the same texts as plain
pages, one a hero, so that another generator can be measured on them. ``--words 60`` ends each story with as many words
of a dictionary, so that the texts have a vocabulary as wide as real ones. The same seed gives the same bytes.

Nobody in it exists: every summary, story, source and consent says 虚构. Names are drawn by chance, places are real.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import random
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from pypinyin.constants import PHRASES_DICT

from qunyingpu.authoring.canonical import as_yaml
from qunyingpu.model.region import region_table

Record = Mapping[str, Any]
"""A record as it is written: keys in the order of the model; text, numbers, flags, lists and mappings."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_YEAR, LAST_YEAR = 1985, 2025
IDS = "23456789abcdefghjkmnpqrstuvwxyz"
KEYS = _words(
    "name kind gender ethnicity birth_year occupation traits deed honours martyr members member_count "
    "sources added consent"
)
"""The keys of a profile in the order of the model, as far as this program uses them."""

# Everyday surnames stand more than once, so that a roll has its crowded initials and its bearers of one name.
SURNAMES: tuple[str, ...] = (
    *("王李张刘陈杨黄赵吴周" * 6),
    *("徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余" * 2),
    *"杜叶程魏苏吕丁任沈钟姜崔谭陆范汪廖石金韦贾夏方邹熊白孟秦江尹薛段雷侯龙陶黎史贺毛郝顾龚邵覃钱戴严莫孔向汤",
    *"单解仇查区朴盖尉乐召缪宓冼员种逄翟曲那宁葛阚仝芮褚",
    *_words("欧阳 上官 司马 诸葛 尉迟 长孙 慕容 皇甫 令狐 夏侯 宇文 司徒"),
)
GIVEN = (
    "伟强磊军勇杰涛明超刚平辉鹏华飞波斌宇浩凯健俊帆宁龙林佳阳建国志文海山东福春贵荣光庆祥永新玉成清云峰江河"
    "芳娟敏静丽艳秀英霞燕玲桂兰萍红梅琴莲雪爱香月瑞凡嘉琼珍莉叶璐琦晶妍秋倩婷瑾颖露瑶怡晓欢思远达通和谐正直善天"
)
FOREIGN_PARTS = _words("阿里 木沙 古丽 巴特 依布 拉提 扎西 多吉 次仁 卓玛 乌兰 娜仁 吉木 阿依 买提 达娃")
PEOPLES = _words("汉族 汉族 汉族 汉族 汉族 汉族 回族 满族 苗族 彝族 壮族 藏族 蒙古族 土家族 维吾尔族")
OCCUPATIONS = _words(
    "农民 工人 中学教师 大学生 医生 护士 民警 消防员 外卖骑手 快递员 货车司机 公交司机 "
    "个体经营户 渔民 村干部 社区工作者 公司职员 退休职工"
)
TRAITS = _words(
    "party_member veteran soldier police teacher student medical firefighter migrant_worker rider driver farmer worker "
    "senior youth volunteer"
)
LEVELS = {"national": "国家", "provincial": "省", "municipal": "市", "county": "县"}
VILLAGES = _words("柳树 石桥 青山 白河 松岭 枣林 南湾 北塘 东岗 西沟 双井 清泉 红旗 新安 长岭 月湾")
WATERS = _words("河里 水库里 池塘里 江边 灌渠里 海边")

DEEDS = {
    "water_rescue": (
        "{who}路过{village}村的{water}，听见呼救声，只见{saved}名落水者在水中挣扎，离岸已有{far}米。",
        "{who}来不及脱去外衣便跳入水中，顶着急流游过去，从身后托住离得最近的一人，一点点推向浅滩。",
        "上岸后{who}没有停下，转身又游了回去。岸上的群众找来竹竿和绳子，大家合力把人拉了上来。",
    ),
    "fire_rescue": (
        "{village}村一栋居民楼{far}层突然起火，浓烟从窗口涌出，{saved}名住户被困在里面。",
        "{who}用湿毛巾捂住口鼻，沿着楼梯冲进火场，先把老人背到楼下，又返身上楼寻找其余的人。",
        "火势蔓延到楼道时，{who}砸开侧面的铁窗，让被困的人一个一个撤到隔壁的平台上。",
    ),
    "stop_crime": (
        "{village}街口有人持刀行凶，路人纷纷躲避，{saved}名群众被逼到墙角。",
        "{who}大声喝止，趁对方转身时抱住其持刀的手臂，两人一起摔倒在地。",
        "搏斗中{who}始终没有松手，直到几名群众赶来相助，一起把行凶者控制住，交给随后到达的民警。",
    ),
    "catch_suspect": (
        "{who}在{village}集市上听见有人喊抢包，看见一名男子正从人群中夺路而逃。",
        "{who}追出{far}多米，在巷口把人拦下，对方几次挣脱，他几次重新抓住。",
        "民警赶到后，被抢的{saved}件财物全部追回，失主连声道谢。",
    ),
    "traffic_rescue": (
        "一辆货车在{village}路段侧翻，{saved}人被卡在驾驶室内，油箱不断漏油。",
        "路过的{who}立即停车，用撬棍打开变形的车门，割断安全带，把伤者一个个拖到{far}米外的路边。",
        "{who}刚刚离开，车头便起了火。他又跑到弯道前挥动衣服，提醒后面的车辆停下。",
    ),
    "gas_rescue": (
        "{village}村有人在清理窖井时昏倒，井下缺氧，先后下去的{saved}人都没有了声音。",
        "{who}让人在井口送风，自己系上绳子下到{far}米深的井底，把昏迷者绑好送了上去。",
        "第二次下井时{who}已经头晕眼花，仍然坚持把最后一人托上井口，自己才被众人拉了出来。",
    ),
    "disaster_relief": (
        "连日暴雨引发山洪，{village}村多处房屋进水，{saved}名群众来不及转移。",
        "{who}蹚着齐腰深的洪水挨家挨户敲门，用绳索和门板把老人、孩子送到高处的学校。",
        "最后一趟返回时，路面已被冲断，{who}把绳子系在树上，让大家扶着一个个走了过来。",
    ),
    "first_aid": (
        "{village}车站有旅客突然倒地，失去意识，周围的{saved}名同行者一时不知如何是好。",
        "{who}跪在地上实施心肺复苏，一边按压，一边请旁人取来急救设备、拨打急救电话。",
        "{who}连续按压{far}分钟，直到急救人员接手，才发现自己的膝盖已经磨破。",
    ),
}
OPENINGS = (
    "{who}是{region}人，平日话不多，邻里有事总是第一个到。",
    "认识{who}的人都说，这个人做事踏实，待人热心，从不计较得失。",
    "那天{who}和往常一样收工回家，谁也没有想到会遇上后来的事。",
    "{who}多年来一直在{village}一带生活，对那里的道路和水情都很熟悉。",
)
MIDDLES = (
    "“当时没有多想，只想着救人要紧。”事后，{who}这样说。",
    "附近的群众闻讯赶来，有人递绳子，有人打电话，有人照看受惊的孩子。",
    "赶到现场的救援人员说，如果再晚几分钟，后果不堪设想。",
    "在场的人回忆，从发现险情到众人脱险，前后不过{far}分钟。",
    "事发地坡陡路滑，天色又暗，给救援带来了很大困难。",
    "获救者的家属多次上门道谢，{who}都说换了谁都会这样做。",
    "消息传开后，{village}的乡亲们自发前来看望，学校也请人给孩子们讲了这件事。",
    "{who}后来常常提醒身边的人，救人先要看清情形，能用工具就不要徒手，能合力就不要独行。",
)
ENDINGS = {
    "safe": ("确认大家都已平安，{who}悄悄离开了现场，第二天照常上班。",),
    "injured": ("{who}在救人时负了伤，经过治疗逐渐康复。",),
    "sacrificed": ("{who}却因体力耗尽，再也没有回来。送别那天，乡亲们自发站满了道路两旁。",),
    "mixed": ("众人得救，同行者中却有人没能回来。送别那天，乡亲们自发站满了道路两旁。",),
}
SUMMARIES = {
    "water_rescue": "听见呼救，{who}跳入水中，救起落水者",
    "fire_rescue": "浓烟之中，{who}几次冲进火场，背出被困的人",
    "stop_crime": "面对行凶者，{who}挺身上前，护住身边的群众",
    "catch_suspect": "集市上有人抢包，{who}一路追赶，把人拦下",
    "traffic_rescue": "车辆侧翻漏油，{who}撬开车门，救出伤者",
    "gas_rescue": "井下缺氧，{who}系绳而下，托起昏迷的人",
    "disaster_relief": "山洪到来，{who}挨户敲门，把群众送到高处",
    "first_aid": "旅客倒地，{who}跪地施救，守到急救人员赶来",
}
SUMMARY_ENDINGS = {
    "safe": "。",
    "injured": "，自己负了伤。",
    "sacrificed": "，自己没能回来。",
    "mixed": "，有人没能回来。",
}
NOTICE = "（本篇为测试软件而虚构，与真人真事无关。）"
WORDS_OPENING, CLAUSE = "（以下词语随机虚构：", 6
"""What leads a paragraph of random words, and how many of them stand between two commas."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A profile: its *id*, the *region* in words, and the *record* as the file has it."""

    id: str
    region: str
    record: Record


def main() -> None:
    """Write the roll that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a roll of fictional people.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where heroes/ and content/ are written")
    parser.add_argument("--heroes", type=int, default=1000, metavar="N", help="how many profiles (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed, another roll (default: 1)")
    parser.add_argument(
        "--words", type=int, default=0, metavar="N", help="random words at each story's end (default: 0)"
    )
    parser.add_argument("--campaigns", type=Path, metavar="FOLDER", help="copy the campaigns of this folder as well")
    parser.add_argument("--markdown", type=Path, metavar="FOLDER", help="write the texts as plain pages here as well")
    options = parser.parse_args()
    entries = FictionalRoll(options.seed, options.words).entries(options.heroes)
    write_roll(entries, options.folder)
    if options.campaigns:
        shutil.copytree(options.campaigns, options.folder / "content" / "campaigns", dirs_exist_ok=True)
    if options.markdown:
        write_pages(entries, options.markdown)
    print(f"{len(entries)} profiles of fictional people in {options.folder}")


def write_roll(entries: Sequence[Entry], folder: Path) -> None:
    """Write the profiles of *entries*, the list of their addresses, and the ceremonies that they name."""
    ceremonies = {year: _ceremony(year) for year in range(FIRST_YEAR, LAST_YEAR + 2)}
    for entry in entries:
        _write(folder / "heroes" / entry.id[:2] / f"{entry.id}.yaml", as_yaml(entry.record))
    for ceremony_id, ceremony in ceremonies.values():
        _write(folder / "content" / "ceremonies" / f"{ceremony_id}.yaml", as_yaml(ceremony))
    paths = [f"heroes/{entry.id}.html" for entry in entries]
    paths += [f"ceremonies/{ceremony_id}.html" for ceremony_id, _ in ceremonies.values()]
    _write(folder / "heroes" / "permalinks.txt", "".join(f"{path}\n" for path in sorted(paths)))


def write_pages(entries: Sequence[Entry], folder: Path) -> None:
    """Write one Markdown page for each of *entries* under ``heroes/``, and an index page."""
    for entry in entries:
        _write(folder / "heroes" / f"{entry.id}.md", as_markdown(entry))
    _write(folder / "index.md", f"# 虚构名录\n\n{len(entries)} 篇虚构的事迹，供测试。\n")


def as_markdown(entry: Entry) -> str:
    """Return the page of *entry*: name, facts, story, honours, members and sources."""
    record, deed = entry.record, entry.record["deed"]
    parts = [
        f"# {record['name']}",
        deed["summary"],
        f"- 事发日期：{deed['date']}\n- 事发地：{entry.region}",
        deed["story"],
    ]
    lists = {
        "表彰": [f"{item.get('date', '')} {item['title']}，{item['awarded_by']}" for item in record.get("honours", ())],
        "成员": [item["name"] for item in record.get("members", ())],
        "出处": [f"{item['title']}，{item['publisher']}，{item['date']}" for item in record["sources"]],
    }
    parts += [f"## {title}\n\n" + "\n".join(f"- {item}" for item in items) for title, items in lists.items() if items]
    return "\n\n".join(parts) + "\n"


class Vocabulary:
    """Words of a dictionary, drawn as words of a language are: the frequency falls with the rank (Zipf's law)."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nothing here is secret

    @cached_property
    def _ranked(self) -> tuple[str, ...]:
        words = sorted(PHRASES_DICT)
        # The same ranks for all seeds, and not those of the alphabet.
        random.Random(0).shuffle(words)  # noqa: S311 - nothing here is secret
        return tuple(words)

    def draw(self) -> str:
        """Return the next word."""
        return self._ranked[int(len(self._ranked) ** self._random.random()) - 1]

    def paragraph(self, count: int) -> str:
        """Return *count* words as one paragraph that says of itself that it is 虚构."""
        words = [self.draw() for _ in range(count)]
        clauses = ("".join(words[start : start + CLAUSE]) for start in range(0, count, CLAUSE))
        return f"{WORDS_OPENING}{'，'.join(clauses)}。）"


class FictionalRoll:
    """All that a seed decides, and the number of random words at the end of a story."""

    def __init__(self, seed: int, words: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nothing here is secret
        # Dice of their own: the same people, with these words and without.
        self._vocabulary = Vocabulary(seed)
        self._words = words
        self._ids: set[str] = set()
        self._regions: dict[int, tuple[str, ...]] = {}

    def entries(self, count: int) -> tuple[Entry, ...]:
        """Return *count* profiles, of which one in twenty tells of a group."""
        return tuple(self._entry() for _ in range(count))

    def _entry(self) -> Entry:
        draw = self._random
        year = FIRST_YEAR + int((LAST_YEAR - FIRST_YEAR + 1) * draw.random() ** 0.6)
        day = datetime.date(year, 1, 1) + datetime.timedelta(days=draw.randrange(365))
        code = self._region(year)
        region = region_table().full_name(code, year)
        profile = self._group(day) if draw.random() < 0.05 else self._individual(day)
        told = {
            **profile,
            "deed": self._deed(profile, code, region, day),
            "honours": self._honours(profile, day),
            "sources": [{"title": "虚构资料（测试用）", "publisher": "虚构日报", "date": day.isoformat()}],
            "added": "2026-11-23",
            "consent": {"basis": "consent", "reference": f"虚构-{len(self._ids) + 1:06}"},
        }
        return Entry(self._id(code, year), region, {key: told[key] for key in KEYS if told.get(key)})

    def _individual(self, day: datetime.date) -> dict[str, Any]:
        draw = self._random
        facts = {
            "gender": draw.choice(("male", "male", "male", "female")),
            "ethnicity": draw.choice(PEOPLES),
            "birth_year": day.year - draw.randint(19, 70),
            "occupation": draw.choice(OCCUPATIONS),
            "traits": self._traits(),
        }
        known = {key: value for key, value in facts.items() if draw.random() < 0.9}
        outcome = draw.choices(("safe", "injured", "sacrificed"), (58, 25, 17))[0]
        is_martyr = outcome == "sacrificed" and draw.random() < 0.1
        document = {"date": str(day.year + 1), "awarded_by": "虚构的人民政府", "document": "虚构文号（测试用）"}
        return {
            "name": self._name(),
            "kind": "individual",
            **known,
            "outcome": outcome,
            "martyr": document if is_martyr else None,
        }

    def _group(self, day: datetime.date) -> dict[str, Any]:
        draw = self._random
        names = list(dict.fromkeys(self._name() for _ in range(draw.randint(3, 7))))
        outcome = draw.choices(("safe", "injured", "mixed", "sacrificed"), (50, 15, 30, 5))[0]
        fallen = {"mixed": names[: draw.randint(1, len(names) - 1)], "sacrificed": names}.get(outcome, [])
        members = []
        for name in names:
            fate = {"outcome": "sacrificed", "died": day.isoformat()} if name in fallen else {}
            traits = self._traits()
            members.append({"name": name, **({"traits": traits} if traits else {}), **fate})
        return {
            "name": "、".join(names) if len(names) == 3 else f"{draw.choice(VILLAGES)}村见义勇为群体",
            "kind": "group",
            "outcome": outcome,
            "members": members,
            "member_count": len(members) + draw.randint(1, 9) if draw.random() < 0.3 else None,
        }

    def _id(self, code: str, year: int) -> str:
        while True:
            tail = "".join(self._random.choice(IDS) for _ in range(5))
            made = f"{region_table().city_of(code, year).code}-{year}-{tail}"
            if made not in self._ids:
                self._ids.add(made)
                return made

    def _region(self, year: int) -> str:
        if self._random.random() < 0.005:
            return "990000"
        if year not in self._regions:
            self._regions[year] = tuple(code for code in self._codes if region_table().is_valid_in(code, year))
        return self._random.choice(self._regions[year])

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        with (files("qunyingpu.model") / "regions.csv").open(encoding="utf-8") as table:
            return tuple(dict.fromkeys(str(row["code"]) for row in csv.DictReader(table) if row["level"] != "province"))

    def _name(self) -> str:
        draw = self._random
        if draw.random() < 0.015:
            first, second, third = (draw.choice(FOREIGN_PARTS) for _ in range(3))
            return f"{first}{second}·{third}"
        given = 1 if draw.random() < 0.15 else 2
        return draw.choice(SURNAMES) + "".join(draw.choice(GIVEN) for _ in range(given))

    def _traits(self) -> list[str]:
        return sorted(self._random.sample(TRAITS, self._random.choice((0, 0, 1, 1, 2))))

    def _deed(self, profile: Record, code: str, region: str, day: datetime.date) -> dict[str, Any]:
        draw, outcome = self._random, profile["outcome"]
        kind, saved = draw.choice(tuple(DEEDS)), draw.randint(1, 6)
        is_vague = draw.random() < 0.06
        words = {
            "who": "众人" if profile["kind"] == "group" else profile["name"],
            "region": region,
            "village": draw.choice(VILLAGES),
            "water": draw.choice(WATERS),
        }
        return {
            "date": day.isoformat()[: draw.choice((4, 7))] if is_vague else day.isoformat(),
            "region": code,
            **({"place": f"{words['village']}村"} if draw.random() < 0.3 or code == "990000" else {}),
            "type": kind,
            **({"rescued": saved} if draw.random() < 0.6 else {}),
            "outcome": outcome,
            **({"died": day.isoformat()} if outcome == "sacrificed" and not is_vague else {}),
            "summary": "虚构：" + SUMMARIES[kind].format(**words) + SUMMARY_ENDINGS[outcome],
            "story": self._story(kind, outcome, {**words, "saved": saved, "far": draw.randint(3, 40), "day": day}),
        }

    def _story(self, kind: str, outcome: str, words: Record) -> str:
        draw = self._random
        opening = f"{words['day'].year}年，{words['region']}。" + draw.choice(OPENINGS)
        told = "".join(DEEDS[kind])
        ending = draw.choice(ENDINGS[outcome]) + NOTICE
        middles, length = draw.sample(MIDDLES, len(MIDDLES)), draw.randint(320, 500)
        chosen = ""
        while middles and len((opening + told + chosen + ending).format(**words)) < length:
            chosen += middles.pop()
        parts = [part.format(**words) for part in (opening + told, chosen + ending)]
        return "\n\n".join([*parts, self._vocabulary.paragraph(self._words)] if self._words else parts)

    def _honours(self, profile: Record, day: datetime.date) -> list[dict[str, Any]]:
        draw, honours = self._random, []
        fallen = [member["name"] for member in profile.get("members", ()) if "outcome" in member]
        is_posthumous = profile["outcome"] in {"sacrificed", "mixed"}
        for level in sorted(draw.sample(tuple(LEVELS), draw.choice((1, 1, 2, 3)))):
            date = day + datetime.timedelta(days=draw.randint(20, 300))
            honours.append(
                {
                    "title": "见义勇为模范（追授）" if is_posthumous else "见义勇为模范",
                    "level": level,
                    "awarded_by": f"虚构的{LEVELS[level]}级评定委员会",
                    "date": date.isoformat()[: draw.choice((7, 10, 10, 10))],
                    **({"ceremony": _ceremony(date.year)[0]} if level == "national" else {}),
                    **({"posthumous": True} if is_posthumous else {}),
                    **({"members": fallen} if profile["outcome"] == "mixed" else {}),
                }
            )
        return honours


def _ceremony(year: int) -> tuple[str, Record]:
    return f"fictional-{year}", {
        "kind": "conference",
        "name": f"{year}年虚构表彰大会（测试用）",
        "date": str(year),
        "organiser": "虚构的全国级评定委员会",
        "sources": [{"title": "虚构资料（测试用）", "publisher": "虚构日报", "date": str(year)}],
    }


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
