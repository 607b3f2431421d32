/* theme/form/rules.js: where a mistake is shown in the form, what becomes of empty fields, and new ids. That it judges as
   `check` does is proven by tests/outputs/test_form_rules.py. */
"use strict";

const assert = require("node:assert/strict");
const path = require("node:path");
const { test } = require("node:test");

const FORM = path.join(__dirname, "..", "..", "theme", "form");
const rules = require(path.join(FORM, "rules.js")), likeness = require(path.join(FORM, "likeness.js"));
const values = require(path.join(FORM, "values.js"));
const privacy = require(path.join(FORM, "privacy.js")), links = require(path.join(FORM, "links.js"));

const line = (name, title, more) => Object.assign({ name: name, title: title, example: "测试", shape: "line", low: 1, high: 20 }, more);
const record = (name, title, fields, more) => Object.assign({ name: name, title: title, shape: "record", fields: fields }, more);

/* A small model with what the rules ask for, and two places. */
rules.load({
  fields: [
    line("name", "姓名", { shape: "name", isRequired: true }),
    { name: "kind", title: "类别", shape: "choice", vocabulary: "Kind", default: "individual" },
    { name: "visibility", title: "公开方式", shape: "choice", vocabulary: "Kind", default: "named" },
    record("deed", "事迹", [
      { name: "date", title: "事发日期", shape: "date", isRequired: true, example: "2024-06-24" },
      { name: "region", title: "事发地", shape: "region", isRequired: true, example: "320505" },
      { name: "story", title: "正文", shape: "text", default: "", high: 100 }, line("summary", "一句话"),
    ], { isRequired: true }),
    record("honours", "表彰", [line("title", "称号", { isRequired: true }), { name: "members", title: "受表彰成员", shape: "name", isList: true }, { name: "posthumous", title: "追授", shape: "flag" }], { isList: true }),
    record("members", "成员", [], { isList: true }), record("sources", "出处", [line("title", "标题", { isRequired: true })], { isList: true }),
    record("martyr", "烈士评定", []), record("portrait", "肖像", []), { name: "draft", title: "草稿", shape: "flag" },
  ],
  samples: { deed: "" }, keys: [], version: "1", limits: { majority: 18, name: 30, title: 50, sentence: 120 }, vocabularies: { Kind: [["individual", "个人"], ["group", "群体"], ["named", "公开"]] },
  messages: {
    "field-missing": ["缺少“{label}”。", "例如“{example}”。", "error"], "sources-missing": ["没有写出处。", "请列。", "error"],
    "personal-data": ["写了{kind}（第 {position} 个字起）。", "请删去。", "error"], "date-format": ["“{value}”不是日期。", "{{照抄}}", "error"],
    "id-deed": ["编号 {id} 不符 {expected}。", "", "warning"], "text-too-long": ["{length} {limit}", "", "error"],
  },
  regions: { signs: "0123456789", endings: ["", "省", "市"], text: "3200江苏10~ 3205苏州20~ 7100台湾10~" },
});

const WHOLE = { name: "测试甲", deed: { date: "2024", region: "3205", summary: "一句话" }, sources: [{ title: "虚构" }] };
const told = (tree, facts) => rules.check(tree, Object.assign({ today: "2026-11-23" }, facts)).map((found) => [found.code, found.path]);

test("a whole profile has no mistake", () => { assert.deepEqual(told(WHOLE), []); });

test("a mistake has the path that its field has in the form, blank rows counted", () => {
  const tree = Object.assign({}, WHOLE, { sources: [{ title: " " }, { title: "" }, { title: "长".repeat(21) }], honours: [{}, null, { title: "甲", members: ["", "长".repeat(41)] }] });
  assert.deepEqual(told(tree).filter(([code]) => code === "text-too-long"), [
    ["text-too-long", ["sources", 2, "title"]], ["text-too-long", ["honours", 2, "members", 1]],
  ]);
});

test("Chinese keys are those of the form, and mistakes are found by them", () => {
  const tree = { 姓名: "测试甲", 事迹: { 事发日期: "去年", 事发地: "苏州", 一句话: "一句话" }, 出处: [{ 标题: "虚构" }] };
  assert.deepEqual(told(tree), [["date-format", ["事迹", "事发日期"]]]);
  assert.equal(rules.normal(tree).deed.region, "320500");
});

test("braces of a sentence and of a value are told apart", () => {
  const [found] = rules.check(Object.assign({}, WHOLE, { deed: { date: "{value}", region: "3205", summary: "一" } }), { today: "2026-11-23" });
  assert.deepEqual([found.message, found.remedy], ["“{value}”不是日期。", "{照抄}"]);
});

test("the canonical form leaves out what is empty or default, and keeps what cannot be read", () => {
  const tree = Object.assign({ draft: "否", visibility: "公开", honours: [{ posthumous: "是", title: "  甲 " }, { title: "" }], other: "x" }, WHOLE);
  tree.deed = { date: "2024年6月", region: "火星", story: "\n正文\r\n二\n", summary: "一句话" };
  assert.deepEqual(rules.normal(tree), {
    name: "测试甲", kind: "individual", deed: { date: "2024-06", region: "火星", story: "正文\n二", summary: "一句话" },
    honours: [{ title: "甲", posthumous: true }], sources: [{ title: "虚构" }], other: "x",
  });
  assert.deepEqual(rules.normal(rules.normal(tree)), rules.normal(tree));
});

test("a profile may say the version of its form, and another version is refused", () => {
  assert.deepEqual(rules.ofThisVersion(Object.assign({ schema: "1" }, WHOLE)), WHOLE);
  assert.deepEqual(rules.ofThisVersion(WHOLE), WHOLE);
  const refused = (schema) => { try { return rules.ofThisVersion({ schema: schema }); } catch (fault) { return [fault.code, fault.context]; } };
  assert.deepEqual(refused("2"), ["schema-version", { value: "2", known: "1" }]);
  assert.equal(refused("9".repeat(50))[1].value, "9".repeat(40) + "……");
  assert.deepEqual(refused(["1"]), { schema: ["1"] }, "a list is no version, but a key that is none");
});

test("keys that are none are left out and told, however deep they stand", () => {
  const tree = Object.assign({ phone: "x", schema: ["1"] }, WHOLE, { deed: Object.assign({ weather: { sky: "雨" } }, WHOLE.deed), sources: [{ title: "虚构", page: "3" }, "一行"] });
  const wrong = rules.known(Object.assign({}, WHOLE, { honours: "文字", deed: ["一行"], name: { a: "b" } }));
  assert.deepEqual(wrong.strays.map(({ path }) => path[0]).sort(), ["deed", "honours", "name"]);
  assert.deepEqual(rules.known({ name: null }), { tree: { name: null }, strays: [] }, "not filled in");
  const { tree: kept, strays } = rules.known(tree);
  assert.deepEqual(kept, Object.assign({}, WHOLE, { sources: [{ title: "虚构" }, "一行"] }));
  assert.deepEqual(strays, [
    { path: ["phone"], value: "x" }, { path: ["schema"], value: ["1"] }, { path: ["deed", "weather"], value: { sky: "雨" } }, { path: ["sources", 0, "page"], value: "3" },
  ]);
});

test("a year is read in wide digits and with blanks, as a date is", () => {
  for (const date of ["2024", "２０２４－０６", "20 24-06-24", "2024年6月", "2024-"]) assert.equal(values.yearOf(date), 2024, date);
  for (const date of ["", undefined, "202", "去年2024"]) assert.equal(values.yearOf(date), null, String(date));
});

test("what was given is not changed", () => {
  const tree = JSON.parse(JSON.stringify(WHOLE)), before = JSON.stringify(tree);
  rules.check(tree, { today: "2026-11-23" });
  rules.normal(tree);
  assert.equal(JSON.stringify(tree), before);
});

test("new ids tell city and year, those of the withheld nothing, and no two are alike", () => {
  assert.match(rules.mintId("3205", 2024, "named"), /^320500-2024-[2-9a-hjkmnp-z]{5}$/);
  assert.match(rules.mintId("江苏/苏州", 2024, "named"), /^320500-2024-/);
  assert.match(rules.mintId("3205", 2024, "withheld"), /^000000-0000-[2-9a-hjkmnp-z]{5}$/);
  assert.equal(rules.mintId("火星", 2024, "named"), "");
  const minted = Array.from({ length: 2000 }, () => rules.mintId("3205", 2024, "named"));
  assert.ok(new Set(minted).size > 1990);
  assert.equal(new Set(minted.join("").replace(/320500-2024-/g, "")).size, 31, "every letter is drawn");
});

test("the nearest words are those of difflib, the later of two alike first", () => {
  assert.deepEqual(likeness.closest("appel", ["ape", "apple", "peach", "puppy"], 3, 0.6), ["apple", "ape"]);
  assert.deepEqual(likeness.closest("ab", ["ac", "ad"], 1, 0.5), ["ad"]);
  assert.deepEqual(likeness.closest("", ["a"], 1, 0), ["a"]);
  assert.equal(likeness.closest("c" + "ab".repeat(90), ["d" + "ab".repeat(90)], 1, 0.5).length, 1);
  assert.deepEqual(likeness.closest("c" + "ab".repeat(150), ["d" + "ab".repeat(150)], 1, 0.5), [], "what stands everywhere counts for nothing");
});

test("personal data are hidden sign by sign", () => {
  assert.equal(privacy.hidden("电话１３８𠮷 138 0000-0000。"), "电话１３８𠮷 *************。");
  assert.deepEqual(privacy.find("https://a.example/13800000000"), []);
});

test("no story hangs the search for links", () => {
  for (const text of ["[".repeat(20000), "![".repeat(10000), "[a](".repeat(5000), "<a".repeat(9000), "[a]: ".repeat(4000), "\\[".repeat(10000), "> ".repeat(10000), "[a][".repeat(5000), "(".repeat(20000), "[](" + "\\".repeat(19000)]) {
    assert.ok(Array.isArray(links.mistakes(text)));
  }
});
