/* Reads what is written in the fields of a profile into values, or says which mistake it is, as model/record.py and its
   neighbours do. A value is text, a number, a flag, the id of a word, the code of a place, a date {year, month, day}, a
   pair of numbers, a list or a record. A mistake is {path, code, context}. */
var QYPValues = (function () {
  "use strict";

  const node = typeof require === "function";
  const characters = node ? require("./characters.js") : QYPCharacters;
  const likeness = node ? require("./likeness.js") : QYPLikeness;
  const regions = node ? require("./regions.js") : QYPRegions;

  const SOME_TEXT = "一段文字", LONGEST_KEY = 40;
  const HAN = "\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}";
  const PADDED_NAME = new RegExp("(?<=[" + HAN + "])[ \\u3000]+(?=[" + HAN + "])", "gu"), HAN_ONLY = new RegExp("[" + HAN + "]", "gu");
  const NO_NAME = /[\p{So}\p{Sk}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u, MARK = /[\p{Mn}\p{Me}]/u;
  const DATE = /^([0-9]{4})(?:[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?)?月?)?年?$/;
  const FILE = /^[a-z0-9-]+\.(?:jpg|jpeg|png|webp|heic)$/;
  const FLOAT = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i;
  const TRUE = ["true", "yes", "on", "是", "1"], FALSE = ["false", "no", "off", "否", "0"];
  const CONTAINERS = ["not-number", "not-boolean", "id-format", "path-outside"];

  let fields = [], samples = {}, vocabularies = {};

  function load(data) {
    [fields, samples, vocabularies] = [data.fields, data.samples, data.vocabularies];
  }

  // ── records ──

  function has(tree, name) { return Object.prototype.hasOwnProperty.call(tree, name); }

  function isRecord(value) { return value !== null && typeof value === "object" && !Array.isArray(value); }

  /* The record that *tree* describes, absent fields by their defaults; what is wrong goes into *mistakes*. */
  function readRecord(own, tree, path, mistakes) {
    const record = {};
    for (const field of own) {
      const at = path.concat([field.name]);
      if (has(tree, field.name)) record[field.name] = readField(field, tree[field.name], at, mistakes);
      else if (field.isRequired) mistakes.push({ path: at, code: "field-missing", context: { label: field.title, example: sampleOf(field) } });
      else record[field.name] = absent(field);
    }
    for (const key of Object.keys(tree)) {
      if (!own.some((field) => field.name === key)) mistakes.push(unknown(own, path, key));
    }
    return record;
  }

  function absent(field) {
    if (field.default !== undefined) return field.default;
    return field.isList ? [] : field.shape === "flag" ? false : field.shape === "text" ? "" : null;
  }

  function sampleOf(field) {
    const example = has(samples, field.name) ? samples[field.name] : field.example || "";
    return field.name + (example ? ": " + example : ":");
  }

  function readField(field, value, path, mistakes) {
    if (!field.isList) return readItem(field, value, path, mistakes);
    if (Array.isArray(value)) return value.map((item, place) => readItem(field, item, path.concat([place]), mistakes));
    mistakes.push({ path: path, code: "not-list", context: {} });
    return [];
  }

  function readItem(field, value, path, mistakes) {
    if (field.shape === "record") {
      if (isRecord(value)) return readRecord(field.fields, value, path, mistakes);
      mistakes.push({ path: path, code: "not-mapping", context: {} });
      return null;
    }
    try {
      return READERS[field.shape](value, field);
    } catch (mistake) {
      if (!mistake.code) throw mistake;
      mistakes.push(Object.assign({ path: path }, told(mistake, value, field)));
      return null;
    }
  }

  function told(mistake, value, field) {
    const sample = (!field.isList && field.example) || SOME_TEXT, context = Object.assign({}, mistake.context);
    if (mistake.code === "not-text" || (CONTAINERS.includes(mistake.code) && typeof value !== "string")) {
      return { code: "not-text", context: { example: sample } };
    }
    if (mistake.code === "not-number") context.example = sample;
    if (mistake.code === "not-choice" && /[，、]/.test(value)) return { code: "comma-fullwidth", context: {} };
    return { code: mistake.code, context: context };
  }

  function refuse(code, context) { throw { code: code, context: context || {} }; }

  // ── keys that are none ──

  function unknown(own, path, key) {
    for (const [colon, code] of [["：", "colon-fullwidth"], [":", "colon-space"]]) {
      const word = characters.strip(key.split(colon)[0]);
      if (key.includes(colon) && own.some((field) => field.name === word)) {
        return { path: path.concat([key]), code: code, context: { example: word + ": ……", meant: word } };
      }
    }
    const guess = guessAt(own, characters.strip(key));
    return { path: path.concat([key]), code: "field-unknown", context: { key: key, suggestion: guess.sentence, meant: guess.name } };
  }

  function guessAt(own, key) {
    const names = new Map(own.map((field) => [field.name, field.name]));
    for (const field of own) if (!names.has(field.title)) names.set(field.title, field.name);
    if (names.has(key)) return { sentence: "请写作“" + key + "”。", name: names.get(key) };
    const isEnglish = /^[\0-\x7f]*$/.test(key), likely = isEnglish ? 0.6 : 0.5;
    const [near] = likeness.closest(Array.from(key.toLowerCase()).slice(0, LONGEST_KEY).join(""), names.keys(), 1, likely);
    if (near) return { sentence: "是不是想写“" + near + "”？", name: names.get(near) };
    const holders = nested(fields), holding = (mark) => holders.find((field) => field.fields.some((inner) => inner[mark] === key));
    const above = holding("name") || holding("title");
    if (above) return { sentence: "“" + key + "”应当写在“" + (isEnglish ? above.name : above.title) + "”下面，请检查缩进。", name: "" };
    return { sentence: "请删去，或参照别的档案改正。", name: "" };
  }

  function nested(own) {
    return [].concat(...own.filter((field) => field.fields).map((field) => [field].concat(nested(field.fields))));
  }

  // ── single values ──

  const READERS = {
    line: (value, field) => within(oneLine(value), field),
    text: (value, field) => within(characters.strip(textOf(value).replace(/[\u2028\u2029]/g, "\n").normalize("NFC")), field),
    name: readName, number: readNumber, date: readDate, flag: readFlag, choice: readChoice, region: readRegion, url: readUrl,
    file: (value) => (typeof value === "string" && FILE.test(value) ? value : refuse("path-outside", { value: value, example: "320500-2024-q7m2k.jpg" })),
    focus: readFocus, id: (value) => value,
  };

  function textOf(value) { return typeof value === "string" ? value : refuse("not-text"); }

  function oneLine(value) { return characters.strip(textOf(value).normalize("NFC").replace(/\n/g, " ")); }

  function within(value, bounds) {
    const length = characters.length(value), low = bounds.low || 0;
    if (length > bounds.high) refuse("text-too-long", { length: length, limit: bounds.high });
    if (length < low) refuse("text-too-short", { length: length, limit: low });
    return value;
  }

  function readName(value) {
    const name = oneLine(value).replace(/[•‧・．]/g, "·").replace(PADDED_NAME, "");
    let marks = 0;
    for (const character of name.replace(HAN_ONLY, "")) {
      marks = MARK.test(character) ? marks + 1 : 0;
      if (marks > 2 || (NO_NAME.test(character) && !"`^".includes(character))) {
        refuse("name-character", { character: character, codepoint: characters.codepoint(character) });
      }
    }
    return within(name, { low: 1, high: 40 });
  }

  function plainDigits(text) { return text.replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10)); }

  function readNumber(value, field) {
    const written = typeof value === "string" ? plainDigits(characters.strip(value)) : "";
    if (!/^-?[0-9]{1,9}$/.test(written)) refuse("not-number", { value: value });
    const number = Number(written);
    if (number < field.low || number > field.high) refuse("number-range", { value: number, low: field.low, high: field.high });
    return number;
  }

  /* *text*, which tells a date, in the digits and signs of a plain keyboard: an input method may write wide ones. */
  function plainDate(text) {
    return plainDigits(text).replace(/－/g, "-").replace(/／/g, "/").replace(/．/g, ".").replace(/ /g, "");
  }

  /* The year with which *date*, perhaps half written, begins; null where none is written yet. */
  function yearOf(date) { return Number((/^[0-9]{4}/.exec(plainDate(String(date || ""))) || [0])[0]) || null; }

  function readDate(value) {
    const match = DATE.exec(plainDate(textOf(value)));
    if (!match) refuse("date-format", { value: value });
    const [year, month, day] = match.slice(1).map((part) => (part ? Number(part) : null));
    if (year < 1900 || year > 2100) refuse("date-range", { value: value });
    if (month !== null) refuseImpossible(year, month, day);
    return { year: year, month: month, day: day };
  }

  function refuseImpossible(year, month, day) {
    if (month < 1 || month > 12) refuse("date-impossible", { reason: "没有 " + month + " 月", example: year + "-06-24" });
    if (day === null) return;
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    if (day < 1 || day > last) {
      const reason = (month === 2 && day === 29 ? year + " 年" : "") + "没有 " + month + " 月 " + day + " 日";
      refuse("date-impossible", { reason: reason, example: year + "-" + String(month).padStart(2, "0") + "-" + String(last).padStart(2, "0") });
    }
  }

  function iso(date) {
    const part = (number) => (number ? "-" + String(number).padStart(2, "0") : "");
    return String(date.year).padStart(4, "0") + part(date.month) + part(date.day);
  }

  function readFlag(value) {
    if (typeof value === "boolean") return value;
    const word = typeof value === "string" ? characters.strip(value).toLowerCase() : "";
    if (TRUE.includes(word)) return true;
    return FALSE.includes(word) ? false : refuse("not-boolean", { value: value });
  }

  function readChoice(value, field) {
    const terms = vocabularies[field.vocabulary], word = characters.strip(textOf(value)).toLowerCase();
    const term = terms.find((spellings) => spellings.some((spelling) => spelling.toLowerCase() === word));
    if (term) return term[0];
    const labels = terms.map((spellings) => spellings[1]), [near] = likeness.closest(value, labels, 1, 0.5);
    return refuse("not-choice", { value: value, suggestion: near ? "是不是想写“" + near + "”？" : "", choices: labels.join("、") });
  }

  /* The Chinese word of *id* in the vocabulary *name*. */
  function label(name, id) { return vocabularies[name].find((term) => term[0] === id)[1]; }

  function readRegion(value) {
    const digits = regions.digitsOf(textOf(value));
    if (regions.has(digits)) return regions.padded(digits);
    const region = regions.find(value);
    if (region) return region.code;
    const near = regions.suggest(value).map((place) => place.code + " " + regions.fullName(place.code)).join("、");
    return refuse("region-unknown", { value: value, suggestion: near ? "是不是 " + near + "？" : "" });
  }

  function readUrl(value) {
    const url = oneLine(value), match = /^(?:https?):\/\/([^/?#]+)/i.exec(url);
    const isUnfit = new RegExp("[" + characters.SPACE + "<>\"'\\\\^`{|}]", "u").test(url);
    return match && !isUnfit && isHost(match[1]) ? url : refuse("url-format", { value: url });
  }

  /* Whether Python's urlsplit takes *host*: brackets only around an IPv6 address, no letter that becomes a sign of addresses. */
  function isHost(host) {
    const plain = host.replace(/[@:#?]/g, ""), folded = plain.normalize("NFKC");
    if (plain !== folded && /[/?#@:]/.test(folded)) return false;
    return !/[[\]]/.test(host) || /^(?:[^[\]]*@)?\[[0-9a-f:.]*:[0-9a-f:.]*\](?::[0-9]*)?$/i.test(host);
  }

  function readFocus(value) {
    const parts = Array.isArray(value) ? value.map((part) => (typeof part === "string" ? characters.strip(part) : "")) : [];
    const numbers = parts.map(Number);
    const isFocus = parts.length === 2 && parts.every((part) => FLOAT.test(part)) && numbers.every((number) => number >= 0 && number <= 1);
    return isFocus ? numbers : refuse("focus-format", { value: value });
  }

  // ── writing ──

  /* *value* of *field* as the canonical form writes it. */
  function written(field, value) {
    if (field.shape === "date") return iso(value);
    if (field.shape === "focus") return value.map(float);
    return field.shape === "flag" ? value : String(value);
  }

  /* A number from 0 to 1 as Python writes it. */
  function float(number) {
    if (Number.isInteger(number)) return number + ".0";
    return number >= 1e-4 ? String(number) : number.toExponential().replace(/e-(\d)$/, "e-0$1");
  }

  return {
    load: load, readRecord: readRecord, readField: readField, readItem: readItem, written: written, iso: iso, label: label, has: has,
    isRecord: isRecord, fields: () => fields, plainDate: plainDate, yearOf: yearOf,
  };
})();
if (typeof module === "object") module.exports = QYPValues;
