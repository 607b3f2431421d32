/* The search engine and the address of a search, on small rolls of fictional people: what is found, in which order,
   and that no query, however odd, does harm. */
"use strict";

const assert = require("node:assert/strict");
const path = require("node:path");
const { test } = require("node:test");

const FOLDER = path.join(__dirname, "..", "..", "theme", "site", "assets", "search");
const engine = require(path.join(FOLDER, "engine.js"));
const address = require(path.join(FOLDER, "query.js"));

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const TERMS = {
  type: [["stop_crime", "制止不法侵害"], ["water_rescue", "水中救援", "救助落水者"], ["fire_rescue", "扑救火灾"]],
  level: [["national", "国家级", "全国"], ["municipal", "市级"]],
  outcome: [["safe", "平安"], ["sacrificed", "牺牲"]],
  kind: [["individual", "个人"], ["group", "群体"]],
};
const REGIONS = [
  ["320000", "江苏省", -1, "江苏"], ["320500", "苏州市", 0], ["320505", "虎丘区", 1], ["330000", "浙江省", -1, "浙江"], ["330100", "杭州市", 3],
];
const READINGS = "ce:测策|shi:试是|jia:甲|yi:乙|dan chan shan:单|lv:吕|lve:略|zeng ceng:曾|le yue:乐|an:安|ban:班|zu:组|li:李|lin:林";

function packed(numbers) {
  const width = Math.max(...numbers, 0) < 64 ? 1 : Math.max(...numbers) < 4096 ? 2 : 3;
  return numbers.map((number) => Array.from({ length: width }, (_, i) => DIGITS[Math.floor(number / 64 ** (width - 1 - i)) % 64]).join("")).join("");
}

/* An index of *people*, each {name, place, year, type, level, outcome, kind, former, members, words, own}; all but the name may lack. */
function indexOf(people) {
  const index = engine.create(), n = people.length;
  const sparse = (key) => people.map((person, row) => [row].concat(person[key] || [])).filter((row) => row.length > 1);
  const column = (name) => packed(people.map((person) => TERMS[name].findIndex((term) => term[0] === person[name] || !person[name])));
  const words = Array.from(new Set(people.flatMap((person) => person.words || []))).sort();
  index.part("names", {
    n: n, names: people.map((person) => person.name).join("\n"), former: sparse("former"), members: sparse("members"), notes: sparse("notes"),
    own: sparse("own"), readings: READINGS, cards: ["abc123"],
  });
  index.part("facts", {
    n: n, regions: REGIONS, places: [[2, "苏州市", "吴县"], [4, "杭州市"]], place: packed(people.map((person) => (person.place === "杭州" ? 1 : 0))),
    date: packed(people.map((person) => ((person.year || 2020) - 1900) * 416)), terms: TERMS,
    columns: { type: column("type"), level: column("level"), outcome: column("outcome"), kind: column("kind") },
  });
  index.part("words", {
    n: n, spots: 0, words: words, counts: packed(people.map((person) => (person.words || []).length)),
    rows: packed(people.flatMap((person) => (person.words || []).map((word) => words.indexOf(word)))),
  });
  return index;
}

function found(index, query) {
  const state = typeof query === "string" ? { q: query } : query;
  return index.search(state).rows.map((row) => index.describe(row).name);
}

test("a name is found by any part of it, the whole name first, then its beginning, then its inside", () => {
  const index = indexOf([{ name: "乙测试" }, { name: "测试甲" }, { name: "测试" }]);
  assert.deepEqual(found(index, "测试"), ["测试", "测试甲", "乙测试"]);
  assert.deepEqual(found(index, "试甲"), ["测试甲"]);
  assert.deepEqual(found(index, "乙"), ["乙测试"]);
});

test("all bearers of one name stand on top, the newest deed first, of one year in the order of the roll", () => {
  const index = indexOf([{ name: "测试甲", year: 2001 }, { name: "测试甲", year: 2024 }, { name: "测试甲乙", year: 2025 }, { name: "测试甲", year: 2001 }]);
  assert.deepEqual(index.search({ q: "测试甲" }).rows, [1, 0, 3, 2]);
});

test("pinyin finds in full, by initials, mixed, cut short, and from the given name on, in this order", () => {
  const index = indexOf([{ name: "测试甲" }]);
  const score = (q) => found(index, q).length;
  for (const query of ["ceshijia", "csj", "ceshij", "cesj", "cshijia", "ces", "c", "shijia", "shij", "sj", "CeShiJia", "cè shì jiǎ", "ce'shi'jia", "ce shi jia"]) {
    assert.equal(score(query), 1, query);
  }
  for (const query of ["ceshijiay", "cj", "jc", "eshi", "hijia", "zzz"]) assert.equal(score(query), 0, query);
  const whole = indexOf([{ name: "林甲" }, { name: "李甲" }]);
  assert.deepEqual(found(whole, "li"), ["李甲", "林甲"], "a whole syllable goes before the beginning of another");
  const order = indexOf([{ name: "乙测甲" }, { name: "测甲乙" }, { name: "测甲" }]);
  assert.deepEqual(found(order, "cejia"), ["测甲", "测甲乙", "乙测甲"]);
});

test("every reading of a character counts, and one that only the profile knows counts for its own row alone", () => {
  const index = indexOf([{ name: "单甲" }, { name: "乐甲", own: ["乐yao"] }, { name: "乐乙" }]);
  for (const query of ["danjia", "chanjia", "shanjia"]) assert.deepEqual(found(index, query), ["单甲"], query);
  assert.deepEqual(found(index, "yao"), ["乐甲"]);
  assert.deepEqual(found(index, "yuejia"), ["乐甲"]);
});

test("ü is v, yu, or ü; lüe is lue as well", () => {
  const index = indexOf([{ name: "吕略" }]);
  for (const query of ["lvlve", "lyulyue", "lülüe", "lǚlüè", "lvlue", "ll", "LÜ"]) assert.deepEqual(found(index, query), ["吕略"], query);
});

test("Han characters and pinyin may stand together", () => {
  const index = indexOf([{ name: "李测试" }, { name: "乙测试" }]);
  assert.deepEqual(found(index, "李cs"), ["李测试"]);
  assert.deepEqual(found(index, "李ceshi"), ["李测试"]);
});

test("a name typed with spaces is that name before it is several words", () => {
  const index = indexOf([{ name: "测试", year: 2001 }, { name: "试测", year: 2024 }]);
  for (const query of ["ce shi", "测 试", "测　试"]) assert.deepEqual(found(index, query), ["测试", "试测"], query);
});

test("middle dots, spaces, hyphens and full-width forms make no difference", () => {
  const index = indexOf([{ name: "测试·甲乙" }, { name: "测试班组10·24组" }]);
  for (const query of ["测试甲乙", "测试·甲乙", "测试•甲乙", "测试　甲乙", "测试 甲乙"]) assert.equal(found(index, query)[0], "测试·甲乙", query);
  for (const query of ["10·24", "1024", "10-24", "１０·２４", "ceshibanzu1024zu", "csbz12z", "ＣＥＳＨＩＢＡＮ"]) {
    assert.deepEqual(found(index, query), ["测试班组10·24组"], query);
  }
});

test("several people under one name are found by the whole of it and by each", () => {
  const index = indexOf([{ name: "李甲、单乙" }]);
  for (const query of ["李甲、单乙", "李甲单乙", "单乙", "甲、单", "lijiashanyi", "ljsy", "danyi"]) {
    assert.deepEqual(found(index, query), ["李甲、单乙"], query);
  }
  assert.deepEqual(index.nameMarks(0, "李甲、单乙", "danyi"), [[3, 5]]);
});

test("characters outside the basic plane are one character", () => {
  const index = indexOf([{ name: "测𬱖" }, { name: "测𠮷" }]);
  assert.deepEqual(found(index, "𬱖"), ["测𬱖"]);
  assert.deepEqual(found(index, "\ud863"), [], "half of a pair is no character");
  assert.deepEqual(index.nameMarks(0, "测𬱖", "𬱖"), [[1, 3]]);
});

test("former names and members are found just below the same match in someone's own name", () => {
  const index = indexOf([{ name: "测试班组", kind: "group", members: ["甲李乙"] }, { name: "乙甲", former: ["甲李乙"] }, { name: "甲李乙" }]);
  assert.deepEqual(found(index, "甲李乙"), ["甲李乙", "测试班组", "乙甲"]);
  assert.deepEqual(found(index, "jialiyi"), ["甲李乙", "测试班组", "乙甲"]);
  assert.deepEqual(index.reasons(0, "甲李乙", ""), [{ text: "甲李乙", kind: "成员" }]);
  assert.deepEqual(index.reasons(1, "jly", ""), [{ text: "甲李乙", kind: "曾用名" }]);
});

test("places are found at every level, without their kind, run together, and by the name of then", () => {
  const index = indexOf([{ name: "测甲" }, { name: "测乙", place: "杭州" }]);
  for (const query of ["江苏", "苏州", "苏州市", "虎丘", "江苏苏州", "江苏省苏州市虎丘区", "江苏虎丘", "吴县"]) {
    assert.deepEqual(found(index, query), ["测甲"], query);
  }
  assert.deepEqual(found(index, "杭州虎丘"), []);
});

test("years, vocabularies and words find, and spaces mean and", () => {
  const index = indexOf([
    { name: "测甲", year: 2024, type: "water_rescue", outcome: "sacrificed", words: ["测试小学教师", "测试称号"] },
    { name: "测乙", year: 2023, type: "fire_rescue", level: "municipal", words: ["测试称号"] },
  ]);
  for (const query of ["2024", "2024年", "２０２４", "水中救援", "落水", "牺牲", "小学", "全国", "测试称号 2024", "2024，落水", "甲 教师"]) {
    assert.deepEqual(found(index, query), ["测甲"], query);
  }
  assert.deepEqual(found(index, "测试称号"), ["测甲", "测乙"]);
  assert.deepEqual(found(index, "2024 扑救火灾"), []);
  assert.deepEqual(index.reasons(0, "教师", "测甲"), [{ text: "测试小学教师", kind: "" }]);
});

test("an empty query is the whole roll in its order", () => {
  const index = indexOf([{ name: "测乙", year: 2001 }, { name: "测甲", year: 2024 }]);
  for (const query of ["", " ", "　\t\n "]) assert.deepEqual(index.search({ q: query }).rows, [0, 1]);
  assert.deepEqual(indexOf([]).search({ q: "" }).rows, []);
});

test("no query, however odd, throws or finds what it does not name", () => {
  const index = indexOf([{ name: "测试甲" }]);
  const odd = [
    "__proto__", "constructor", "hasOwnProperty", "<img src=x onerror=alert(1)>", ".*", "(", "[", "\\", "^测", "a+", "?", "…", "·", "'", "😀", "\ud800", "\udc00\ud800",
    "a".repeat(10000), "测".repeat(10000), "测 ".repeat(5000), "ce".repeat(5000), "%", "%E6%B5", "\u0000", "null", "NaN", "-1", "1e9",
  ];
  for (const query of odd) {
    assert.deepEqual(found(index, query), [], JSON.stringify(query.slice(0, 20)));
    assert.deepEqual(address.near(index, { q: query }), []);
    assert.doesNotThrow(() => address.write({ q: query }));
    assert.doesNotThrow(() => index.nameMarks(0, "测试甲", query));
  }
});

test("a name that can be read in very many ways is answered all the same", () => {
  const index = indexOf([{ name: "安".repeat(40) }]);
  assert.deepEqual(found(index, "an".repeat(39) + "x"), []);
  assert.deepEqual(found(index, "a".repeat(40)), ["安".repeat(40)]);
});

test("marks cover what was matched, also by pinyin and across a dot", () => {
  const index = indexOf([{ name: "测试·甲乙" }]);
  assert.deepEqual(index.nameMarks(0, "测试·甲乙", "试甲"), [[1, 4]]);
  assert.deepEqual(index.nameMarks(0, "测试·甲乙", "shij"), [[1, 4]]);
  assert.deepEqual(index.nameMarks(0, "测试·甲乙", "cs"), [[0, 2]]);
  assert.deepEqual(engine.textMarks("甲在水边，水很急", "水"), [[2, 3], [5, 6]]);
  assert.deepEqual(engine.textMarks("甲乙丙", "甲乙 乙丙"), [[0, 3]]);
  assert.deepEqual(engine.textMarks("甲乙丙", "."), []);
});

/* A small generator with a seed, so that a failure can be repeated. */
function dice(seed) {
  let state = seed;
  return (n) => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor((state / 2 ** 32) * n); };
}

test("facets: or within, and between, and each counts without its own choice", () => {
  const roll = dice(7), pick = (name) => TERMS[name][roll(TERMS[name].length)][0];
  const people = Array.from({ length: 300 }, () => ({
    name: "测" + "试甲乙李"[roll(4)], place: roll(2) ? "杭州" : "苏州", year: 2000 + roll(25), type: pick("type"), level: pick("level"), outcome: pick("outcome"), kind: pick("kind"),
  }));
  const index = indexOf(people);
  const meets = {
    region: (person, codes) => codes.some((code) => (person.place === "杭州" ? ["330000", "330100"] : ["320000", "320500", "320505"]).includes(code)),
    year: (person, years) => person.year >= years[0] && person.year <= years[1],
  };
  for (const name of engine.VOCABULARIES) meets[name] = (person, values) => values.includes(person[name]);
  const states = [
    {}, { type: ["water_rescue", "fire_rescue"] }, { region: ["330000"], year: [2005, 2015] }, { q: "甲", kind: ["group"], outcome: ["safe"], level: ["national"] },
    { region: ["320500"], type: ["stop_crime"], year: [2020, 2020] }, { region: ["330100", "320000"] },
  ];
  for (const state of states) {
    const holds = (person, but) => (!state.q || person.name.includes(state.q)) && engine.FACETS.every((facet) => facet === but || !state[facet] || meets[facet](person, state[facet]));
    const result = index.search(state), wanted = people.map((person, row) => row).filter((row) => holds(people[row], ""));
    assert.deepEqual(result.rows.slice().sort((a, b) => a - b), wanted);
    assert.equal(result.groups, wanted.filter((row) => people[row].kind === "group").length);
    assert.equal(result.people + result.groups, wanted.length);
    for (const facet of ["type", "level", "outcome", "kind"]) {
      TERMS[facet].forEach((term, i) => assert.equal(result.counts[facet][i], people.filter((person) => holds(person, facet) && person[facet] === term[0]).length));
    }
    REGIONS.forEach((region, i) => assert.equal(result.counts.region[i], people.filter((person) => holds(person, "region") && meets.region(person, [region[0]])).length));
    for (let year = 2000; year < 2025; year++) assert.equal(result.counts.year[year - engine.YEAR_ZERO], people.filter((person) => holds(person, "year") && person.year === year).length);
  }
});

test("an unknown choice is no choice", () => {
  const index = indexOf([{ name: "测甲" }]);
  for (const state of [{ type: ["__proto__"] }, { region: ["999999"] }, { region: ["x"] }, { level: [""] }]) assert.deepEqual(found(index, state), ["测甲"]);
  assert.deepEqual(found(index, { region: ["3205"] }), ["测甲"], "a code may lack its zeros");
  assert.deepEqual(found(index, { type: ["制止不法侵害"] }), ["测甲"], "a label will do");
  assert.deepEqual(found(index, { type: ["water_rescue"] }), []);
});

test("a card of another edition is not taken for this one's", () => {
  const index = indexOf([{ name: "测甲" }]);
  assert.equal(index.card(0), undefined);
  index.cards(0, "000000", [["320500-2024-aaaaa", "别的一期"]]);
  assert.equal(index.card(0), null);
  index.cards(0, "abc123", [["320500-2024-aaaaa", "这一期"]]);
  assert.equal(index.card(0)[1], "这一期");
});

test("an address holds a search and gives it back", () => {
  const states = [
    "q=%E6%B5%8B%E8%AF%95", "q=a%26b%3D%23&region=320000,330100", "year=2020-2024", "year=2024", "year=2020-", "year=-2024",
    "q=x&type=water_rescue,fire_rescue&level=national&outcome=safe&kind=group&n=100", "",
  ];
  for (const text of states) assert.equal(address.write(address.read("#" + text)), text);
  assert.deepEqual(address.read("?q=a+b").q, "a b");
  assert.deepEqual(address.read("#q=%E4%B8&year=abc&n=x&__proto__=1").year, []);
  assert.equal(address.write({ q: "测\ud800甲" }), "q=" + encodeURIComponent("测甲"));
  assert.equal(Array.from(address.read("#" + address.write({ q: "测".repeat(10000) })).q).length, 301);
});

test("where nobody is found, near searches that find someone are offered", () => {
  const index = indexOf([{ name: "测试甲", type: "water_rescue" }, { name: "策是" }]);
  const offers = (query) => address.near(index, query).map((offer) => [offer.kind, offer.word, offer.query.q, offer.found]);
  assert.deepEqual(offers({ q: "测试甲", type: ["fire_rescue"] }), [["filters", "", "测试甲", 1]]);
  assert.deepEqual(offers({ q: "测试甲 大海" }), [["word", "大海", "测试甲", 1]]);
  assert.deepEqual(offers({ q: "策是甲" }), [["sound", "ceshijia", "ceshijia", 1]]);
  assert.deepEqual(offers({ q: "大海" }), []);
});
