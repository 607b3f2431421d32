/* theme/form/yaml.js: what it writes is canonical, what it reads is what people write in blocks, the rest is named. */
"use strict";

const assert = require("node:assert/strict");
const path = require("node:path");
const { test } = require("node:test");

const yaml = require(path.join(__dirname, "..", "..", "theme", "form", "yaml.js"));

function refusal(text) {
  try {
    yaml.read(text);
  } catch (error) {
    return [error.code, error.line];
  }
  return null;
}

test("a tree is written in blocks, in its own order", () => {
  const tree = { name: "测试甲", draft: true, deed: { date: "2024", story: "一\n\n二" }, traits: ["veteran"], sources: [{ title: "甲", url: "https://a.example" }, { title: "乙" }] };
  assert.equal(yaml.write(tree), [
    "name: 测试甲", "draft: true", "deed:", "  date: 2024", "  story: |-", "    一", "", "    二", "traits:", "  - veteran",
    "sources:", "  - title: 甲", "    url: https://a.example", "  - title: 乙", "",
  ].join("\n"));
});

test("what YAML would misread is quoted, and comes back", () => {
  const values = ["", "no", "~", "null", "True", "- a", "-5", "?", "a: b", "a:", "a #b", "#a", "'a'", '"a"', "[a]", "{a}", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", " a", "a ", "a\\b", "\u3000a", "a\"b", "12:30", "0110", "名：值"];
  for (const value of values) {
    const text = yaml.write({ title: value });
    assert.deepEqual(yaml.read(text), { title: value }, text);
    assert.deepEqual(yaml.read(yaml.write({ list: [value] })), { list: [value] }, text);
  }
});

test("what people write is read", () => {
  const text = "\ufeff# 注\r\n---\r\n姓名: 测试甲   # 化名\r\nlist:\r\n- 一\r\n-   标题: 二\r\n    url: 'it''s'\r\n\"a b\": \"x\\u4e00\\n\"\r\nlong: 一\r\n  二\r\n\r\n  三\r\nfold: >-\r\n  a\r\n  b\r\n\r\n  c\r\nempty:\r\nnone: null\r\nname: null\r\nflow: [甲, \"乙, 丙\", {a: b}]\r\nlast: |\r\n    深\r\n      更深\r\n";
  assert.deepEqual(yaml.read(text), {
    姓名: "测试甲", list: ["一", { 标题: "二", url: "it's" }], "a b": "x一\n", long: "一 二\n三", fold: "a b\nc", name: "null",
    flow: ["甲", "乙, 丙", { a: "b" }], last: "深\n  更深\n",
  });
});

test("a list may stand below its key or be indented, lists within lists too", () => {
  assert.deepEqual(yaml.read("a:\n- b\n- c\nd:\n  - - e\n    - f\n  -\n    g: h\n  -\n"), { a: ["b", "c"], d: [["e", "f"], { g: "h" }] });
});

test("a block keeps its lines, whatever they look like", () => {
  assert.deepEqual(yaml.read("story: |-\n  他说：快跑。\n\n  name: 甲\n  - 乙\n  # 丙\n\t\nb: c\n"), { story: "他说：快跑。\n\nname: 甲\n- 乙\n# 丙", b: "c" });
});

test("what cannot be read is named with its line", () => {
  const refused = {
    "name：甲\n": ["colon-fullwidth", 1], "a: b\nname:甲\n": ["colon-space", 2], "a:\n\tb: c\n": ["indent-tab", 2],
    "a:\n\u3000b: c\n": ["indent-fullwidth", 2], "a: b\n a: c\n": ["yaml-syntax", 2], "a: b\na: c\n": ["yaml-duplicate", 2],
    "a: &b c\n": ["yaml-anchor", 1], "a: *b\n": ["yaml-anchor", 1], "<<: b\n": ["yaml-anchor", 1], "a: !b c\n": ["yaml-tag", 1],
    "a: b\n---\na: c\n": ["yaml-documents", 2], "a: \"b\n": ["yaml-syntax", 1], "a: [b\n": ["yaml-syntax", 1],
    "a: b: c\n": ["yaml-syntax", 1], "a: @b\n": ["yaml-syntax", 1], "- a\n": ["not-mapping", 1], "甲乙\n": ["not-mapping", 1],
    "": ["file-empty", 1], "# a\n": ["file-empty", 1], "__proto__: a\n": ["yaml-key", 1], "a: \"\\q\"\n": ["yaml-syntax", 1],
    "a: |x\n  b\n": ["yaml-syntax", 1], "a: \"b\" c\n": ["yaml-syntax", 1],
  };
  for (const text of Object.keys(refused)) assert.deepEqual(refusal(text), refused[text], JSON.stringify(text));
  assert.deepEqual(refusal("a: " + "[".repeat(60000)), ["yaml-depth", 1]);
  assert.deepEqual(refusal("a:\n" + Array.from({ length: 40 }, (_, i) => " ".repeat(i + 1) + "a:").join("\n") + "\n"), ["yaml-depth", 13]);
  assert.deepEqual(refusal("a: " + "甲".repeat(22000)), ["file-too-large", 0]);
});

test("no text hangs it", () => {
  const heavy = ["- ".repeat(20000), "a: ".repeat(20000), "?".repeat(60000), "a:\n".repeat(20000), " ".repeat(60000), "\"\\".repeat(30000), "a: '" + "''".repeat(30000), "a: |\n" + " \n".repeat(30000), "a: x" + " #".repeat(30000), "a: x" + " ".repeat(60000) + "y", "a ".repeat(30000), "a" + " ".repeat(60000) + ":x", "a: " + "x\n ".repeat(20000)];
  for (const text of heavy) {
    try {
      yaml.read(text);
    } catch (error) {
      assert.ok(error.code, error.stack.slice(0, 300));
    }
  }
});
