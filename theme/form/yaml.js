/* Profiles as YAML: `write` gives the very bytes of authoring/canonical.py, `read` takes what our tools and people
   write by hand in blocks. A tree is objects, lists and text; a number or a flag is written as it is. Pure. */
var QYPYaml = (function () {
  "use strict";

  // ── writing ──

  const BLOCKS = ["story", "text"];
  const SPACE = (typeof require === "function" ? require("./characters.js") : QYPCharacters).SPACE;
  /* What YAML would read as something else than these very characters. */
  const AMBIGUOUS = new RegExp("^(?:-(?!\\p{Nd})|[?:,\\[\\]{}#&*!|>'\"%@`" + SPACE + "]|$|(?:null|true|false|yes|no|on|off|~)$)", "iu"),
    BROKEN_OFF = new RegExp(": |:$|[ \\t]#|[" + SPACE + "]$", "u");

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

  // ── reading ──

  const LARGEST = 64 * 1024, DEEPEST = 12;
  const NAME_KEYS = ["name", "alias", "former_names", "members", "姓名", "化名", "曾用名", "成员", "受表彰成员"];
  const ABSENT = ["", "~", "null", "Null", "NULL"], ABSENT_NAMES = ["", "~"];
  const WIDE = "\\xa0\\u2000-\\u200a\\u202f\\u205f\\u3000";
  const KEY = /^("(?:[^"\\]|\\.)*" *|'(?:[^']|'')*' *|(?![-?:](?: |$))[^\s"'[\]{},#&*!|>%@`][^]*?):(?: +([^]*))?$/;
  const ESCAPES = { 0: "\0", a: "\x07", b: "\b", t: "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", N: "\x85", _: "\xa0", L: "\u2028", P: "\u2029" };

  /* Why a text cannot be read: the code of the message, its context, and the line, counted from 1. */
  function refuse(code, line, context) {
    const error = new Error(code + " in line " + line);
    throw Object.assign(error, { name: "YamlError", code: code, line: line, context: context || {} });
  }

  /* The tree of *text*, keys as they are written, all values text, what is empty left out; throws a YamlError with code,
     line and context. It reads block style, and lists and braces within one line. */
  function read(text) {
    if (new TextEncoder().encode(text).length > LARGEST) refuse("file-too-large", 0, { size: new TextEncoder().encode(text).length, limit: LARGEST });
    const lines = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").split("\n"), reader = { lines: lines, at: 0 };
    if (peek(reader) && /^---(?: *| +#.*)$/.test(lines[reader.at])) reader.at++;
    if (!peek(reader)) refuse("file-empty", 1);
    const tree = block(reader, peek(reader).indent, "", 0), rest = peek(reader);
    if (rest) refuse(/^---/.test(rest.text) ? "yaml-documents" : "yaml-syntax", rest.number, { reason: "缩进与上下行没有对齐" });
    if (tree === null) refuse("file-empty", 1);
    if (typeof tree === "string" || Array.isArray(tree)) refuse("not-mapping", 1);
    return tree;
  }

  /* The next line with something to say, {indent, text, number}; null at the end. */
  function peek(reader) {
    for (; reader.at < reader.lines.length; reader.at++) {
      const whole = reader.lines[reader.at], [lead] = /^\s*/.exec(whole);
      if (lead === whole || whole[lead.length] === "#") continue;
      if (lead.includes("\t")) refuse("indent-tab", reader.at + 1);
      if (new RegExp("[" + WIDE + "]").test(lead)) refuse("indent-fullwidth", reader.at + 1);
      reader.lines[reader.at] = whole.replace(/\t/g, " ");
      return { indent: lead.length, text: reader.lines[reader.at].slice(lead.length), number: reader.at + 1 };
    }
    return null;
  }

  function block(reader, indent, key, depth) {
    const line = peek(reader);
    if (depth >= DEEPEST) refuse("yaml-depth", line.number, { limit: DEEPEST });
    if (/^-(?: |$)/.test(line.text)) return list(reader, indent, key, depth);
    if (KEY.test(line.text)) return record(reader, indent, depth);
    refuseMistyped(line);
    reader.at = line.number;
    return scalarAt(reader, indent - 1, line.text, line.number, key, depth);
  }

  /* Says what a line without a key, where one is wanted, was probably meant to be. */
  function refuseMistyped(line) {
    if (/^-[^\s-]/.test(line.text)) refuse("dash-space", line.number, { example: "- ……" });
    const colon = /^([A-Za-z_][\w-]*|[\u4e00-\u9fff]{1,8}) *([：:])/.exec(line.text);
    if (colon) refuse(colon[2] === "：" ? "colon-fullwidth" : "colon-space", line.number, { example: colon[1] + ": ……" });
  }

  function record(reader, indent, depth) {
    const tree = {}, seen = new Map();
    for (let line = peek(reader); line && line.indent === indent && !/^(?:-(?: |$)|---)/.test(line.text); line = peek(reader)) {
      const match = KEY.exec(line.text);
      if (!match) {
        refuseMistyped(line);
        refuse("yaml-syntax", line.number, { reason: "这一行没有“冒号加空格”" });
      }
      const key = /^["']/.test(match[1]) ? quoted(match[1], line.number).value : match[1].trim();
      if (key === "__proto__") refuse("yaml-key", line.number);
      if (key === "<<") refuse("yaml-anchor", line.number);
      if (seen.has(key)) refuse("yaml-duplicate", line.number, { key: key, first: seen.get(key), second: line.number });
      seen.set(key, line.number);
      reader.at++;
      const value = valueOf(reader, indent, match[2] || "", line.number, key, depth);
      if (value !== null) tree[key] = value;
    }
    return deeper(reader, indent) || tree;
  }

  function list(reader, indent, key, depth) {
    const items = [];
    for (let line = peek(reader); line && line.indent === indent && /^-(?: |$)/.test(line.text); line = peek(reader)) {
      const rest = line.text.slice(1), lead = /^ */.exec(rest)[0].length, words = rest.slice(lead);
      let value;
      if (/^-(?: |$)/.test(words) || (KEY.test(words) && !/^[[{|>]/.test(words))) {
        reader.lines[reader.at] = " ".repeat(indent + 1 + lead) + words; /* what follows the dash stands where it would without */
        value = block(reader, indent + 1 + lead, key, depth + 1);
      } else {
        reader.at++;
        value = valueOf(reader, indent, words, line.number, key, depth);
      }
      if (value !== null) items.push(value);
    }
    return deeper(reader, indent) || items;
  }

  function deeper(reader, indent) {
    const line = peek(reader);
    if (line && line.indent > indent) refuse("yaml-syntax", line.number, { reason: "缩进与上一行不齐" });
    return null;
  }

  /* What *rest*, behind a key or a dash at *indent*, and the lines below it say; null for nothing. */
  function valueOf(reader, indent, rest, number, key, depth) {
    const words = rest.replace(/^#.*$/, "").trim();
    if (words) return scalarAt(reader, indent, rest, number, key, depth);
    const next = peek(reader), isListBelowKey = next && key && next.indent === indent && /^-(?: |$)/.test(next.text);
    return next && (next.indent > indent || (isListBelowKey && reader.lines[number - 1].trim()[0] !== "-")) ? block(reader, next.indent, key, depth + 1) : null;
  }

  function scalarAt(reader, indent, rest, number, key, depth) {
    if (/^[|>]/.test(rest)) return literal(reader, indent, rest, number);
    if (/^[&*]/.test(rest)) refuse("yaml-anchor", number);
    if (rest[0] === "!") refuse("yaml-tag", number);
    if (/^["']/.test(rest)) return ended(quoted(rest, number), rest, number).value;
    if (/^[[{]/.test(rest)) return ended(flow(rest, 0, number, key, depth + 1), rest, number).value;
    if (/^[%@`,\]}]|^[?:-](?: |$)/.test(rest)) refuse("yaml-syntax", number, { reason: "值以特殊符号开头" });
    let text = uncommented(rest), isOpen = text === rest.trim(), gap = 0;
    for (let line = isOpen ? peek(reader) : null; line && line.indent > indent; line = isOpen ? peek(reader) : null) {
      gap = line.number - number - 1;
      const more = uncommented(line.text);
      isOpen = more === line.text.trim();
      text += (gap ? "\n".repeat(gap) : " ") + more;
      number = line.number;
      reader.at++;
    }
    if (/: |:$/.test(text)) refuse("yaml-syntax", number, { reason: "一行里有两个“冒号加空格”，或缩进与上一行不齐" });
    return (NAME_KEYS.includes(key) ? ABSENT_NAMES : ABSENT).includes(text) ? null : text;
  }

  function uncommented(text) {
    for (let at = text.indexOf("#"); at >= 0; at = text.indexOf("#", at + 1)) {
      if (at === 0 || text[at - 1] === " ") return text.slice(0, at).trim();
    }
    return text.trim();
  }

  function ended(found, rest, number) {
    if (!/^\s*(?:$|\s#|#$)/.test(rest.slice(found.end))) refuse("yaml-syntax", number, { reason: "引号没有配对" });
    return found;
  }

  function quoted(text, number) {
    const match = /^"((?:[^"\\]|\\[^])*)"|^'((?:[^']|'')*)'/.exec(text);
    if (!match) refuse("yaml-syntax", number, { reason: "引号没有配对" });
    const value = match[1] === undefined ? match[2].replace(/''/g, "'") : match[1].replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[^])/gi, (whole, sign) => {
      const point = sign.length > 1 ? parseInt(sign.slice(1), 16) : -1;
      if (point >= 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)) return String.fromCodePoint(point);
      if (!Object.prototype.hasOwnProperty.call(ESCAPES, sign)) refuse("yaml-syntax", number, { reason: "双引号里的反斜杠没有写成两个" });
      return ESCAPES[sign];
    });
    return { value: value, end: match[0].length };
  }

  /* A list or braces within one line, from *at* on. */
  function flow(text, at, number, key, depth) {
    if (depth >= DEEPEST) refuse("yaml-depth", number, { limit: DEEPEST });
    const isList = text[at] === "[", close = isList ? "]" : "}", tree = isList ? [] : {};
    const fail = () => refuse("yaml-syntax", number, { reason: "括号没有配对，或两项之间少了英文逗号" });
    for (at = gapped(text, at + 1); text[at] !== close; at = gapped(text, at)) {
      let name = key;
      if (!isList) {
        const match = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,[\]{}:"']+)(?= *:(?: |$))/.exec(text.slice(at));
        if (!match) fail();
        name = /^["']/.test(match[0]) ? quoted(match[0], number).value : match[0].trim();
        at = gapped(text, text.indexOf(":", at + match[0].length) + 1);
      }
      const found = flowItem(text, at, number, name, depth);
      at = gapped(text, found.end);
      if (found.value !== null && isList) tree.push(found.value);
      else if (found.value !== null && name !== "__proto__") tree[name] = found.value;
      if (text[at] === ",") at++;
      else if (text[at] !== close) fail();
    }
    return { value: tree, end: at + 1 };
  }

  function flowItem(text, at, number, key, depth) {
    if (/[[{]/.test(text[at] || "")) return flow(text, at, number, key, depth + 1);
    if (/["']/.test(text[at] || "")) {
      const found = quoted(text.slice(at), number);
      return { value: found.value, end: at + found.end };
    }
    const [whole] = /^[^,[\]{}]*/.exec(text.slice(at)), value = whole.trim();
    return { value: (NAME_KEYS.includes(key) ? ABSENT_NAMES : ABSENT).includes(value) ? null : value, end: at + whole.length };
  }

  function gapped(text, at) {
    while (text[at] === " ") at++;
    return at;
  }

  /* A block of text below *head*, which is | or > with what follows. */
  function literal(reader, indent, head, number) {
    const match = /^([|>])(?:([1-9])?([+-])?|([+-])([1-9]))(?:\s+#.*|\s*)$/.exec(head);
    if (!match) refuse("yaml-syntax", number, { reason: "“|”或“>”之后要换行" });
    const chomp = match[3] || match[4] || "", given = match[2] || match[5], lines = [];
    let own = given ? Math.max(indent, 0) + Number(given) : 0;
    for (; reader.at < reader.lines.length; reader.at++) {
      const line = reader.lines[reader.at], lead = /^ */.exec(line)[0].length;
      if (lead === line.length) { lines.push(own && lead > own ? line.slice(own) : ""); continue; }
      if (!own && lead > indent) own = lead;
      if (!own || lead < own) break;
      lines.push(line.slice(own));
    }
    let end = lines.length;
    while (end && !lines[end - 1]) end--;
    const body = match[1] === "|" ? lines.slice(0, end).join("\n") : folded(lines.slice(0, end));
    return body + (chomp === "-" || !end ? "" : chomp === "+" ? "\n".repeat(lines.length - end || 1) : "\n");
  }

  function folded(lines) {
    return lines.reduce((text, line, place) => {
      if (!place) return line;
      const isApart = /^[ \t]/.test(line) || /^[ \t]/.test(lines[place - 1]);
      return text + (!line || !lines[place - 1] || isApart ? (line && !lines[place - 1] && !isApart ? "" : "\n") : " ") + line;
    }, "");
  }

  return { write: write, lay: lay, read: read };
})();
if (typeof module === "object") module.exports = QYPYaml;
