/* query.js: the address that holds a search, and the searches near one that found nobody. */
"use strict";

const assert = require("node:assert/strict");
const path = require("node:path");
const { test } = require("node:test");

const query = require(path.join(__dirname, "..", "..", "theme", "site", "assets", "search", "query.js"));

test("an address holds a search and gives it back", () => {
  const states = [
    "q=%E6%B5%8B%E8%AF%95", "q=a%26b%3D%23&region=320000,330100", "year=2020-2024", "year=2024", "year=2020-", "year=-2024",
    "q=x&type=water_rescue,fire_rescue&level=national&ceremony=national-15,list-2025-q1&outcome=safe&kind=group&n=100", "",
  ];
  for (const text of states) assert.equal(query.write(query.read("#" + text)), text);
  assert.equal(query.read("?q=a+b").q, "a b");
});

test("an address of another hand is read as far as it can be", () => {
  const read = query.read("#q=%E4%B8&year=abc&n=x&type=,,&__proto__=1&constructor=2");
  assert.deepEqual([read.year, read.shown, read.type, read.ceremony], [[], 0, [], []]);
  for (const n of ["-1", "1.5", "1e9", "99999999", "Infinity", " 7", "７"]) assert.equal(query.read("#n=" + n).shown, 0, n);
  assert.equal(query.read("#n=999999").shown, 1000, "a page of a hundred thousand would hang a phone");
  for (const year of ["20", "20201", "2020--", "2020-21", "2020年"]) assert.deepEqual(query.read("#year=" + year).year, [], year);
});

test("no query keeps an address from being written", () => {
  assert.equal(query.write({ q: "测\ud800甲" }), "q=" + encodeURIComponent("测甲"));
  assert.equal(query.write({ q: "\udc00", region: ["\ud800"] }), "");
  assert.equal(query.read("#" + query.write({ q: "测𬱖" })).q, "测𬱖");
  assert.equal(Array.from(query.read("#" + query.write({ q: "𬱖".repeat(10000) })).q).length, 301);
  for (const odd of ["__proto__", "%", "%E6%B5", "&q=2#", "<b>", "\u0000"]) assert.equal(query.read("#" + query.write({ q: odd })).q, odd);
});

test("choices are counted, a range of years as one", () => {
  assert.equal(query.choices({ q: "x" }), 0);
  assert.equal(query.choices({ region: ["1", "2"], year: [0, 2020], ceremony: ["a"] }), 4);
  assert.equal(query.choices({ year: [0, 0] }), 0);
});

/* An index that answers with *answers*, {"query|filters": [rows, exact, isWhole, alike]}; rows and alike are names. */
function indexOf(answers, sounds = {}) {
  const asked = [];
  return {
    asked: asked, name: (row) => ({ shown: row }), spoken: (q) => sounds[q] || q.replace(/ /g, ""), termsOf: (q) => q.split(" "),
    run: (state, isStale) => {
      const key = state.q + (query.choices(state) ? "|filters" : "");
      const [rows, exact, isWhole, alike] = answers[key] || [[], 0, true, []];
      asked.push(key);
      return Promise.resolve(isStale && isStale() ? null : { rows: rows, exact: exact, isWhole: isWhole, alike: alike || [] });
    },
  };
}

async function offersOf(index, state) {
  return (await query.near(index, state)).map((offer) => [offer.kind, offer.word, query.write(offer.query), offer.found]);
}

test("where nobody is found, searches that find someone are offered", async () => {
  const index = indexOf({ "测甲": [["测甲"], 1, true], "ceshi": [["测试"], 1, true] }, { "策是": "ceshi" });
  assert.deepEqual(await offersOf(index, { q: "测甲", type: ["x"] }), [["filters", "", "q=" + encodeURIComponent("测甲"), 1]]);
  assert.deepEqual(await offersOf(index, { q: "测甲 大海" }), [["word", "大海", "q=" + encodeURIComponent("测甲"), 1]]);
  assert.deepEqual(await offersOf(index, { q: "测甲，大海" }), [["word", "大海", "q=" + encodeURIComponent("测甲"), 1]], "a comma parts words");
  assert.deepEqual(await offersOf(index, { q: "策是" }), [["sound", "ceshi", "q=ceshi", 1]]);
  assert.deepEqual(await offersOf(index, { q: "大海" }), []);
});

test("without one word the filters stay, and the first page is shown", async () => {
  const index = indexOf({ "测甲|filters": [["测甲"], 1, true] });
  const state = { q: "测甲 大海", type: ["x"], shown: 100 };
  assert.deepEqual(await offersOf(index, state), [["word", "大海", "q=" + encodeURIComponent("测甲") + "&type=x", 1]]);
});

test("names that sound alike are offered where the filters hide them or the sound is not quite theirs", async () => {
  const alike = ["测试", "测试", "侧室", "册氏", "策士"];
  const answers = { "ceshj": [[], 0, true, alike] };
  for (const name of alike) answers[name] = [[name], 1, true];
  assert.deepEqual((await offersOf(indexOf(answers), { q: "ceshj", kind: ["group"] })).map((offer) => offer.slice(0, 2)), [
    ["alike", "测试"], ["alike", "侧室"], ["alike", "册氏"],
  ]);
  assert.deepEqual((await offersOf(indexOf(answers, { "策事j": "ceshj" }), { q: "策事j" })).map((offer) => offer[0]), ["alike", "alike", "alike"]);
});

test("a number that texts still to be fetched would tell is not told", async () => {
  const answers = { "孩子": [["测甲", "测乙"], 0, false], "河边": [["测甲", "测乙", "测丙"], 1, false] };
  assert.deepEqual((await offersOf(indexOf(answers), { q: "孩子 河边" })).map((offer) => [offer[1], offer[3]]), [["孩子", 1], ["河边", 0]]);
});

test("too many words are not tried one by one, and a stale search is given up", async () => {
  const index = indexOf({});
  assert.deepEqual(await query.near(index, { q: "一 二 三 四 五 六 七" }), []);
  assert.deepEqual(index.asked, []);
  let isStale = false;
  const answered = query.near(index, { q: "一 二 三" }, () => isStale);
  isStale = true;
  assert.equal(await answered, null);
});
