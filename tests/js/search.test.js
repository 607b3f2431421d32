/* The search engine, on small rolls of fictional people: what is found, in which order,
   and that no query, however odd, does harm. */
"use strict";

const assert = require("node:assert/strict");
const path = require("node:path");
const { test } = require("node:test");

const FOLDER = path.join(__dirname, "..", "..", "theme", "site", "assets", "search");
const engine = require(path.join(FOLDER, "engine.js"));

const EDITION = "edition1";
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

/* An index of *people*, each {name, place, year, type, level, outcome, kind, former, members, words, own, held, text}; all but the
   name may lack. *more* adds to the parts: pages, ceremonies; variants of the names, others and written ones of the text. */
function indexOf(people, more = {}) {
  const index = engine.create(), n = people.length;
  const sparse = (key) => people.map((person, row) => [row].concat(person[key] || [])).filter((row) => row.length > 1);
  const column = (name) => packed(people.map((person) => TERMS[name].findIndex((term) => term[0] === person[name] || !person[name])));
  const words = Array.from(new Set(people.flatMap((person) => person.words || []))).sort();
  index.part("names", EDITION, {
    n: n, names: people.map((person) => person.name).join("\n"), notes: sparse("notes"), own: sparse("own"), readings: READINGS,
    variants: more.variants || "",
  });
  index.part("facts", EDITION, {
    n: n, regions: REGIONS, places: [[2, "吴县"], [4]], place: packed(people.map((person) => (person.place === "杭州" ? 1 : 0))),
    date: packed(people.map((person) => ((person.year || 2020) - 1900) * 416)), terms: TERMS,
    columns: { type: column("type"), level: column("level"), outcome: column("outcome"), kind: column("kind") },
    ceremonies: more.ceremonies || [], heldCounts: packed(people.map((person) => (person.held || []).length)),
    held: packed(people.flatMap((person) => person.held || [])),
  });
  index.part("words", EDITION, {
    n: n, former: sparse("former"), members: sparse("members"), spots: 0, words: words, pages: more.pages || [],
    counts: packed(people.map((person) => (person.words || []).length)),
    rows: packed(people.flatMap((person) => (person.words || []).map((word) => words.indexOf(word)))),
  });
  index.part("text", EDITION, textPart(people, more));
  return index;
}

function textPart(people, more = {}) {
  const firsts = gramFiles(people).map((file) => file.grams.slice(0, 2)).join("");
  return { firsts: firsts, variants: more.others || "", written: more.written || "" };
}

function rolled(number) {
  return number < 32 ? DIGITS[number] : DIGITS[32 + (number % 32)] + rolled(Math.floor(number / 32));
}

/* The bigram files of the texts of *people*, three bigrams a file, as FORMAT.md describes them. */
function gramFiles(people) {
  const rows = new Map();
  people.forEach((person, row) => engine.gramsOf(engine.squash(person.text || "")).forEach((gram) => rows.set(gram, (rows.get(gram) || []).concat(row))));
  const grams = Array.from(rows.keys()).sort(), files = [];
  const postings = (gram) => rows.get(gram).map((row, i, all) => rolled(row - (i ? all[i - 1] : -1) - 1)).join("");
  for (let from = 0; from < grams.length; from += 3) {
    const some = grams.slice(from, from + 3), all = some.map(postings);
    files.push({ grams: some.join(""), lengths: all.map((text) => rolled(text.length)).join(""), postings: all.join("") });
  }
  return files;
}

/* Hands *index* of *people* the file at *path*, but for those that *isLost*. */
function send(index, people, path, isLost = () => false) {
  const [, kind, number] = /^(\w+)\/(\d+)\.js\?edition1$/.exec(path);
  if (isLost(path)) { index.failed(path); return; }
  const some = (length) => people.slice(number * length, (Number(number) + 1) * length);
  if (kind === "grams") index.file("grams", EDITION, Number(number), gramFiles(people)[Number(number)]);
  if (kind === "stories") index.file("stories", EDITION, Number(number), some(16).map((person) => person.text || ""));
  if (kind === "cards") index.file("cards", EDITION, Number(number), some(64).map((person) => [person.name, "", "", ""]));
}

/* The answer of *index* once all that it asks for has come, or failed. */
function complete(index, people, state, isLost) {
  for (;;) {
    const answer = index.search(state), missing = index.missing(state, answer.rows);
    if (!missing.length) return answer;
    missing.forEach((path) => send(index, people, path, isLost));
  }
}

function found(index, query) {
  const state = typeof query === "string" ? { q: query } : query;
  return index.search(state).rows.map((row) => index.name(row).shown);
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
  assert.deepEqual(indexOf([]).textMarks("甲在水边，水很急", "水"), [[2, 3], [5, 6]]);
  assert.deepEqual(indexOf([]).textMarks("甲乙丙", "甲乙 乙丙"), [[0, 3]]);
  assert.deepEqual(indexOf([]).textMarks("甲乙丙", "."), []);
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

test("what belongs to another edition is not taken for this one's", () => {
  const index = indexOf([{ name: "测甲" }]);
  assert.equal(index.card(0), undefined);
  index.file("cards", "another1", 0, [["320500-2024-aaaaa", "", "", "别的一期"]]);
  assert.equal(index.card(0), undefined);
  index.file("cards", EDITION, 0, [["320500-2024-aaaaa", "苏州市　2024年", "牺牲", "这一期", 56, 0, "测甲"]]);
  const stele = { size: 56, gap: 0, columns: ["测甲"] };
  assert.deepEqual(index.card(0), { id: "320500-2024-aaaaa", meta: "苏州市　2024年", mark: "牺牲", summary: "这一期", stele: stele });
  const other = engine.create();
  other.part("names", "another1", { n: 0, names: "", notes: [], own: [], readings: "", variants: "" });
  other.part("text", EDITION, textPart([]));
  assert.deepEqual([other.has("names"), other.has("text")], [true, false]);
});

test("names alone already answer", () => {
  const index = engine.create();
  index.part("names", EDITION, { n: 2, names: "测试甲\n测试乙", notes: [[1, "化名"]], own: [], readings: READINGS, variants: "" });
  const answer = index.search({ q: "csy", type: ["x"] });
  assert.deepEqual([answer.rows, answer.exact, answer.isWhole, answer.counts, answer.pages], [[1], 1, false, {}, []]);
  assert.deepEqual(index.name(1), { shown: "测试乙", note: "化名" });
  assert.deepEqual(index.missing({ q: "csy" }, [1]), ["cards/000.js?edition1"]);
});

test("a phrase of the text is found after all else, and only where it stands together", () => {
  const people = [
    { name: "测甲", text: "在河边\n他跳入水中，救起两人。" }, { name: "测乙", text: "先跳入，再游到水中救起一人" }, { name: "跳入水中" }, { name: "测丁", text: "别的" },
  ];
  const index = indexOf(people), state = { q: "跳入水中" }, first = index.search(state);
  assert.deepEqual([first.rows, first.exact, first.isWhole], [[2], 1, false], "what needs no text stands at once");
  const answer = complete(index, people, state);
  assert.deepEqual([answer.rows, answer.exact, answer.isWhole], [[2, 0], 1, true]);
  assert.deepEqual(complete(index, people, { q: "水中救起" }).rows, [0, 1], "a comma does not part a phrase");
  assert.deepEqual(complete(index, people, { q: "河边他跳" }).rows, [], "a line does");
  assert.deepEqual(complete(index, people, { q: "中" }).rows, [2], "one character is sought in names only");
  assert.deepEqual(complete(index, people, { q: "救起 一人" }).rows, [1], "two terms are and");
  assert.deepEqual(complete(index, people, { q: "跳入水中 测甲" }).rows, [0], "one of them may be the name");
  assert.equal(index.excerpt(0, "跳入水中").text, "他跳入水中，救起两人。");
  assert.deepEqual(index.excerpt(0, "跳入水中").marks, [[1, 5]]);
  assert.equal(index.excerpt(0, "在河边"), null, "the summary is shown anyway");
});

test("a rare character beyond the basic plane is one character of the text", () => {
  const people = [{ name: "测甲", text: "张𬱖与𬱗同行" }, { name: "测乙", text: "张𬱗" }];
  const index = indexOf(people);
  assert.deepEqual(complete(index, people, { q: "𬱖" }).rows, [0]);
  assert.deepEqual(complete(index, people, { q: "张𬱗" }).rows, [1]);
  assert.deepEqual(complete(index, people, { q: "𬱖与𬱗" }).rows, [0]);
  assert.deepEqual(complete(index, people, { q: "\ud872" }).rows, []);
});

test("random texts and phrases are answered as a plain search answers them", () => {
  const roll = dice(11), words = "水火山石田人口手";
  const people = Array.from({ length: 200 }, (_, i) => ({ name: "测" + i, text: Array.from({ length: 30 }, () => words[roll(8)]).join("") }));
  const index = indexOf(people);
  for (let turn = 0; turn < 60; turn++) {
    const phrase = Array.from({ length: 2 + roll(4) }, () => words[roll(8)]).join("");
    const wanted = people.map((person, row) => row).filter((row) => people[row].text.includes(phrase));
    assert.deepEqual(complete(index, people, { q: phrase }).rows, wanted, phrase);
  }
});

test("where files of the text are lost, the rest stands and it is told", () => {
  const people = [{ name: "测试甲", text: "测试班组在水中救起两人" }, { name: "测乙", text: "他在水中救起两人" }];
  const index = indexOf(people), state = { q: "测试" };
  assert.equal(index.textFailed(), false);
  assert.deepEqual(complete(index, people, state, (path) => path.startsWith("grams")).rows, [0]);
  assert.equal(index.textFailed(), true);
  const other = indexOf(people), half = complete(other, people, { q: "水中救起" }, (path) => path.startsWith("stories"));
  assert.deepEqual([half.rows, half.exact, half.isWhole, other.textFailed()], [[], 0, true, true], "an unverified phrase is not shown");
});

test("a text that failed once and came after all is no fault any more", () => {
  const people = [{ name: "测甲", text: "他在水中救起两人" }];
  for (const kind of ["grams", "stories"]) {
    const index = indexOf(people), lost = [];
    complete(index, people, { q: "水中救起" }, (path) => path.startsWith(kind) && lost.push(path) > 0);
    assert.deepEqual([lost.length > 0, index.textFailed()], [true, true], kind);
    lost.forEach((path) => send(index, people, path));
    assert.deepEqual([complete(index, people, { q: "水中救起" }).rows, index.textFailed()], [[0], false], kind);
  }
});

test("traditional characters that no name has are read as the simplified ones", () => {
  const people = [{ name: "测国", text: "在乡间" }, { name: "测國" }];
  const index = indexOf(people, { variants: "測测", others: "鄉乡" });
  assert.deepEqual(found(index, "測国"), ["测国"]);
  assert.deepEqual(found(index, "測國"), ["测國"], "what the roll writes stands as it is");
  assert.deepEqual(complete(index, people, { q: "鄉間" }).rows, []);
  assert.deepEqual(complete(index, people, { q: "在鄉" }).rows, [0]);
  assert.deepEqual(index.nameMarks(0, "测国", "測"), [[0, 1]]);
});

test("a traditional character that a text quotes still finds the name without it, and the text too", () => {
  const people = [{ name: "陈测", text: "村里立着一块碑" }, { name: "李甲", text: "碑上刻着陳氏宗祠" }, { name: "林乙", words: ["陳氏公司"] }];
  const index = indexOf(people, { variants: "測测陳陈", others: "鄉乡", written: "陳" });
  assert.deepEqual(complete(index, people, { q: "陳測" }).rows, [0]);
  assert.deepEqual(complete(index, people, { q: "陳" }).rows, [0, 2]);
  assert.deepEqual(complete(index, people, { q: "陳氏" }).rows, [2, 1]);
  assert.deepEqual(complete(index, people, { q: "陳氏 李" }).rows, [1]);
  assert.deepEqual(complete(index, people, { q: "李 陳 陈" }).rows, [], "two forms of one term are one term");
  assert.equal(index.excerpt(1, "陳氏").text, "碑上刻着陳氏宗祠");
  assert.deepEqual(index.textMarks("碑上刻着陳氏宗祠", "陳氏"), [[4, 6]]);
  assert.deepEqual(index.nameMarks(0, "陈测", "陳測"), [[0, 2]]);
  assert.deepEqual(index.reasons(2, "陳氏", ""), [{ text: "陳氏公司", kind: "" }]);
  const namesAlone = engine.create();
  namesAlone.part("names", EDITION, { n: 1, names: "陈测", notes: [], own: [], readings: READINGS, variants: "測测陳陈" });
  assert.deepEqual(found(namesAlone, "陳測"), ["陈测"], "names need no file of the text for that");
});

test("one letter wrong in the pinyin still finds the person, where nothing else is found", () => {
  const index = indexOf([{ name: "测试甲" }, { name: "李乙" }, { name: "林班" }]);
  const near = (q) => index.search({ q: q }).alike.map((row) => index.name(row).shown);
  for (const query of ["cashijia", "ceshjia", "ceshiijia", "cehsijia", "ceshijai", "ce shi jie", "shijia".replace("shi", "ceshu")]) {
    assert.deepEqual([index.search({ q: query }).rows, near(query)], [[], ["测试甲"]], query);
  }
  for (const query of ["ceshijia", "ceshi", "cashujia", "zzzzzz", "lyi", "测试丙", "lx"]) assert.deepEqual(near(query), [], query);
  assert.deepEqual(near("linbam"), ["林班"]);
});

test("two neighbours are exchanged across syllables too, and the readings of a profile may be slipped", () => {
  const index = indexOf([{ name: "林班甲" }, { name: "乐策", own: ["乐yao"] }, { name: "安测乙" }]);
  const near = (q) => index.search({ q: q }).alike.map((row) => index.name(row).shown);
  assert.deepEqual(["libnanjia", "linbajnia", "yacoe", "yacc", "acneyi"].map(near), [["林班甲"], ["林班甲"], ["乐策"], [], ["安测乙"]]);
  for (const query of ["ilnbajnia", "libnajnia"]) assert.deepEqual(near(query), [], query);
});

test("who sounds nearly so is told beside those who are found, within the filters", async () => {
  const index = indexOf([{ name: "林安" }, { name: "李安" }, { name: "林班", year: 2021 }, { name: "林乙" }]);
  const near = async (state) => (await index.near(state, index.search(state).rows)).map((row) => index.name(row).shown);
  assert.deepEqual(found(index, "linan"), ["林安"]);
  assert.deepEqual(await near({ q: "linan" }), ["李安", "林班"]);
  assert.deepEqual(await near({ q: "linan", year: [2021, 2021] }), ["林班"]);
  assert.deepEqual(await near({ q: "林安" }), []);
  const other = indexOf([{ name: "单甲" }]);
  assert.deepEqual(await other.near({ q: "shanjia" }, other.search({ q: "shanjia" }).rows), []);
});

test("whoever only the text holds for one of the terms stands below all others, whatever the rest is worth", () => {
  const people = [{ name: "测", level: "municipal", text: "国家的人" }, { name: "乙测", level: "national" }];
  assert.deepEqual(complete(indexOf(people), people, { q: "测 国家" }).rows, [1, 0]);
});

test("ceremonies are a facet, and pages are found by title and more", () => {
  const people = [{ name: "测甲", held: [0, 1] }, { name: "测乙", held: [1] }, { name: "测丙" }];
  const pages = [["campaigns/a.html", "测试纪念日", "纪念活动", "铭记\n英雄"], ["about.html", "关于测试", "页面", ""]];
  const index = indexOf(people, { ceremonies: [["c2", "第二届"], ["c1", "第一届"]], pages: pages });
  assert.deepEqual(found(index, { ceremony: ["c2"] }), ["测甲"]);
  assert.deepEqual(found(index, { ceremony: ["c2", "c1"] }), ["测甲", "测乙"]);
  assert.deepEqual(Array.from(index.search({ ceremony: ["c2"] }).counts.ceremony.slice(0, 2)), [1, 2]);
  assert.deepEqual(index.search({ q: "英雄" }).pages, [{ path: "campaigns/a.html", title: "测试纪念日", kind: "纪念活动" }]);
  assert.deepEqual(index.search({ q: "测试" }).pages.length, 2);
  assert.deepEqual(index.search({ q: "" }).pages, []);
});

test("an answer in slices is the same answer, and one that nobody waits for is given up", async () => {
  const people = Array.from({ length: 20000 }, (_, i) => ({ name: "测试" + i }));
  const index = indexOf(people);
  assert.deepEqual((await index.run({ q: "ceshi1999" })).rows, index.search({ q: "ceshi1999" }).rows);
  assert.equal(await index.run({ q: "ceshi" }, () => true), null);
});

/* Runs *work* with a clock by which every step of the engine has used its slice up, so that it pauses after each. */
async function pausing(work) {
  const now = Date.now;
  let time = 0;
  Date.now = () => (time += 1000);
  try { return await work(); } finally { Date.now = now; }
}

/* The answer of *index* to *state* where one of *arrivals* happens in each of its last pauses. */
async function runWhile(index, state, arrivals) {
  let pauses = 0;
  await pausing(() => index.run(state, () => { pauses++; return false; }));
  assert.ok(pauses >= arrivals.length);
  const left = arrivals.slice();
  return pausing(() => index.run(state, () => { if (pauses-- <= left.length && left.length) left.shift()(); return false; }));
}

test("what arrives while an answer is being made is in it: nobody is said to be missing who is there", async () => {
  const people = [{ name: "测甲", text: "在河边\n他跳入水中，救起两人。" }, { name: "测乙", text: "先跳入，再游到水中救起一人" }];
  const state = { q: "跳入水中" }, index = indexOf(people), wanted = index.missing(state, []);
  const texts = ["stories/000.js?edition1"];
  const answer = await runWhile(index, state, [() => wanted.concat(texts).forEach((path) => send(index, people, path))]);
  assert.deepEqual([answer.rows, answer.exact, answer.isWhole], [[0], 0, true]);
  assert.deepEqual(index.missing(state, answer.rows), ["cards/000.js?edition1"]);
});

test("a phrase is not taken for proven because its text came after it was counted", async () => {
  const people = [{ name: "测甲", text: "先跳入，再游到水中救起一人。他入水" }], state = { q: "跳入水中" }, index = indexOf(people);
  index.missing(state, []).forEach((path) => send(index, people, path));
  assert.deepEqual(index.search(state).rows, [0], "its bigrams are all there");
  const answer = await runWhile(index, state, [() => send(index, people, "stories/000.js?edition1")]);
  assert.deepEqual([answer.rows, index.isRead(0)], [[], true]);
});

test("a part that arrives, and a file that fails, are seen too", async () => {
  const words = { n: 1, former: [[0, "测丙"]], members: [], spots: 0, words: [], counts: "A", rows: "", pages: [] };
  const names = engine.create();
  names.part("names", EDITION, { n: 1, names: "测甲", notes: [], own: [], readings: READINGS, variants: "" });
  assert.deepEqual((await runWhile(names, { q: "丙" }, [() => names.part("words", EDITION, words)])).rows, [0]);
  const people = [{ name: "测甲", text: "他跳入水中" }], state = { q: "跳入水中" }, index = indexOf(people);
  const lost = await runWhile(index, state, [() => index.missing(state, []).forEach((path) => index.failed(path))]);
  assert.deepEqual([lost.isWhole, lost.rows, index.missing(state, []), index.textFailed()], [true, [], [], true]);
});
