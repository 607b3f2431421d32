/* Profiles as YAML: `write` gives the very bytes of authoring/canonical.py, `read` takes what our tools and people
   write by hand in blocks. A tree is objects, lists and text; a number or a flag is written as it is. Pure. */
var QYPYaml = (function () {
  "use strict";

  // ── writing ──

  const BLOCKS = ["story", "text"];
  const SPACE = "\\s\\x1c-\\x1f\\x85";
  /* What YAML would read as something else than these very characters. */
  const AMBIGUOUS = new RegExp("^(?:-(?!\\p{Nd})|[?:,\\[\\]{}#&*!|>'\"%@`" + SPACE + "]|$|(?:null|true|false|yes|no|on|off|~)$)", "iu");
  const BROKEN_OFF = new RegExp(": |:$| #|[" + SPACE + "]$");

  function write(tree) { return lay(tree).map((line) => line.text + "\n").join(""); }

  /* The lines of *tree*, {text, path, key, value}: where in the line the key and the value of *path* begin; of a line
     of a block, path is that of its text and value where its words begin. */
  function lay(tree) { return mapping(tree, []); }

  function mapping(tree, path) {
    return [].concat(...Object.keys(tree).map((key) => pair(key, tree[key], path.concat([key]))));
  }

  function pair(key, value, path) {
    if (Array.isArray(value)) {
      return [line(key + ":", path)].concat(indented([].concat(...value.map((item, place) => listed(item, path.concat([place]))))));
    }
    if (value !== null && typeof value === "object") return [line(key + ":", path)].concat(indented(mapping(value, path)));
    if (BLOCKS.includes(key)) {
      const lines = String(value).split("\n").map((text) => ({ text: text, path: path, key: -1, value: 0 }));
      return [Object.assign(line(key + ": |-", path), { value: key.length + 2 })].concat(indented(lines));
    }
    return [Object.assign(line(key + ": " + scalar(value), path), { value: key.length + 2 })];
  }

  function line(text, path) { return { text: text, path: path, key: 0, value: -1 }; }

  function listed(item, path) {
    if (item === null || typeof item !== "object" || Array.isArray(item)) {
      return [{ text: "- " + scalar(item), path: path, key: -1, value: 2 }];
    }
    return mapping(item, path).map((one, place) => moved(one, place ? "  " : "- "));
  }

  function indented(lines) { return lines.map((one) => (one.text ? moved(one, "  ") : one)); }

  function moved(one, before) {
    const beyond = (place) => (place < 0 ? place : place + before.length);
    return { text: before + one.text, path: one.path, key: beyond(one.key), value: beyond(one.value) };
  }

  function scalar(value) {
    const text = String(value);
    if (typeof value === "boolean") return text;
    return AMBIGUOUS.test(text) || BROKEN_OFF.test(text) ? '"' + text.replace(/\\/g, "\\\\").replace(/"/g, '\\"') + '"' : text;
  }

  return { write: write, lay: lay };
})();
if (typeof module === "object") module.exports = QYPYaml;
