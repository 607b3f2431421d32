/* Judges a profile as `check` does: the same mistake has the same code and the same sentence in the form and in YAML. It
   judges the very text that the form would write, so that what a message counts in a line is counted in that line too. */
var QYPRules = (function () {
  "use strict";

  const node = typeof require === "function";
  const characters = node ? require("./characters.js") : QYPCharacters, regions = node ? require("./regions.js") : QYPRegions;
  const privacy = node ? require("./privacy.js") : QYPPrivacy, links = node ? require("./links.js") : QYPLinks;
  const yaml = node ? require("./yaml.js") : QYPYaml, values = node ? require("./values.js") : QYPValues;
  const consistency = node ? require("./consistency.js") : QYPConsistency, likeness = node ? require("./likeness.js") : QYPLikeness;

  const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz", ID = /^[0-9]{6}-[0-9]{4}-[2-9abcdefghjkmnpqrstuvwxyz]{5}$/;
  const STAND_IN = "000000-0000-22222", MOST_OF_A_KIND = 200, VALUE_LENGTH = 40;
  const VERSION_KEY = "schema", ALWAYS = ["kind"], REPEATED = ["value", "key", "alias", "name", "id"];
  const OF_KEYS = ["field-unknown", "colon-fullwidth", "colon-space"];
  const WORDS_AS_WRITTEN = ["title", "summary", "story", "slogan", "text", "document", "basis", "label", "place"];
  const WORD = "[A-Za-z_][A-Za-z0-9_-]{0,30}|[\\u4e00-\\u9fff]{1,8}", IS_WORD = new RegExp("^(?:" + WORD + ")$", "u");
  const COLON = "[" + characters.SPACE + "]*(?:：|:(?=[^ \\t\\n/]))[" + characters.SPACE + "]*";
  const QUOTED = /^“([^“”']*)”$/, KEYED = new RegExp("^(" + WORD + ")" + COLON, "u");
  const PLAIN_NAME = /^[\u4e00-\u9fff·、A-Za-z0-9 ]+$/;
  const ALIKE = [[/\p{Script=Cyrillic}/u, "西里尔"], [/\p{Script=Greek}/u, "希腊"]];

  let data = null;

  /* Takes what outputs/form/data.py says. */
  function load(told) {
    data = told;
    values.load(told);
    regions.load(told.regions);
  }

  // ── the tree as it would be written ──

  /* *tree* with English keys and without what is empty, and where each of its values stood in *tree*. */
  function fitted(tree) {
    const origins = new Map();
    return { tree: fittedRecord(values.fields(), tree, [], [], origins) || {}, origins: origins };
  }

  function fittedRecord(own, tree, from, to, origins) {
    const fit = {};
    for (const key of Object.keys(tree)) {
      const named = own.find((field) => field.title === key && !values.has(tree, field.name)), name = named ? named.name : key;
      const field = own.find((known) => known.name === name);
      const value = fittedValue(field, tree[key], from.concat([key]), to.concat([name]), origins);
      if (value !== null) fit[name] = value;
    }
    return Object.keys(fit).length ? fit : null;
  }

  function fittedValue(field, value, from, to, origins) {
    origins.set(to.join("\n"), from);
    if (Array.isArray(value)) {
      const items = [];
      value.forEach((item, place) => {
        const fit = fittedValue(field, item, from.concat([place]), to.concat([items.length]), origins);
        if (fit !== null) items.push(fit);
      });
      return items.length ? items : null;
    }
    if (values.isRecord(value)) return fittedRecord((field && field.fields) || [], value, from, to, origins);
    if (typeof value !== "string") return value === undefined ? null : value;
    const isText = field && field.shape === "text", plain = value.replace(/\r\n?/g, "\n");
    if (!characters.strip(plain)) return null;
    return isText ? characters.strip(plain) : plain.replace(/[\n\t]/g, " ");
  }

  /* *tree* as YAML would give it back once its typing mistakes are mended. */
  function mended(value, path) {
    if (Array.isArray(value)) return value.map((item, place) => mended(item, path.concat([place])));
    if (values.isRecord(value)) {
      const record = {};
      for (const key of Object.keys(value)) record[key] = mended(value[key], path.concat([key]));
      return record;
    }
    if (typeof value !== "string") return value;
    const keyed = keyedIn(value, path);
    if (keyed) return { [keyed[1]]: characters.mended(value.slice(keyed[0].length)) };
    return characters.mended(isWrapped(value, path) ? QUOTED.exec(value)[1] : value);
  }

  function isWrapped(value, path) {
    const key = path[path.length - 1], isHeld = typeof key === "number" || (IS_WORD.test(key) && !WORDS_AS_WRITTEN.includes(key));
    return isHeld && QUOTED.test(value);
  }

  /* An item of a list that YAML, or its writer, would take for a key with a value. */
  function keyedIn(value, path) {
    const match = typeof path[path.length - 1] === "number" ? KEYED.exec(value) : null;
    return match && (data.keys.includes(match[1]) || keys(values.fields()).has(match[1])) ? match : null;
  }

  function keys(own, all) {
    const known = all || new Set();
    for (const field of own) {
      known.add(field.name).add(field.title);
      if (field.fields) keys(field.fields, known);
    }
    return known;
  }

  /* The text of *tree*, and the places in it of keys and values by their paths. */
  function written(tree) {
    const keyAt = new Map(), valueAt = new Map(), lines = [];
    let text = "";
    for (const line of yaml.lay(tree)) {
      const start = text.length, name = line.path.join("\n");
      const first = start + (line.key >= 0 ? line.key : line.value);
      for (let depth = 1; depth < line.path.length; depth++) {
        const above = line.path.slice(0, depth).join("\n");
        if (valueAt.has(above)) continue;
        valueAt.set(above, typeof line.path[depth] === "number" ? first - 2 : first);
        if (!keyAt.has(above)) keyAt.set(above, valueAt.get(above));
      }
      if (line.key >= 0 && !keyAt.has(name)) keyAt.set(name, first);
      if (line.value >= 0 && !valueAt.has(name)) valueAt.set(name, start + line.value);
      lines.push({ start: start, path: line.path });
      text += line.text + "\n";
    }
    return { text: text, keyAt: keyAt, valueAt: valueAt, lines: lines };
  }

  function pathAt(source, place) {
    let path = [];
    for (const line of source.lines) if (line.start <= place) path = line.path;
    return path;
  }

  /* Where *path*, or what should hold it, stands. */
  function placeOf(source, path, ofKey) {
    let mark = 0;
    for (let depth = 1; depth <= path.length; depth++) {
      const name = path.slice(0, depth).join("\n");
      if (!source.keyAt.has(name) && !source.valueAt.has(name)) return mark;
      mark = source.keyAt.has(name) ? source.keyAt.get(name) : source.valueAt.get(name);
    }
    const name = path.join("\n");
    return ofKey || !source.valueAt.has(name) ? mark : source.valueAt.get(name);
  }

  // ── what is wrong ──

  /* What is wrong with *tree*, [{path, code, message, remedy, severity}], in the order in which `check` tells it of the
     file that the form would write. facts: id, the id of the profile, if it has one already, and today, "2026-11-23". */
  function check(tree, facts) {
    const fit = fitted(tree), source = written(fit.tree), problems = [], id = ID.test(facts.id || "") ? facts.id : STAND_IN;
    const told = new Map();
    const tell = (code, path, context, place, field) => {
      told.set(code, (told.get(code) || 0) + 1);
      if (told.get(code) <= MOST_OF_A_KIND) problems.push(problem(code, path, context, place, field));
    };
    typing(source, fit.tree, tell);
    const clean = mended(fit.tree, []), mistakes = [];
    const hero = Object.assign(values.readRecord(values.fields().filter((field) => field.name !== "id"), clean, [], mistakes), { id: id });
    if (values.has(clean, "id")) {
      mistakes.filter((found) => found.path.join() === "id").forEach((found) => { found.context.suggestion = "编号就是文件名，请删去这一行。"; });
    }
    const isSound = mistakes.every((found) => found.path.join() === "id" || found.path[0] === "portrait");
    // As `check` does: a portrait that is wrong hides no other mistake.
    if (mistakes.some((found) => found.path[0] === "portrait")) delete hero.portrait;
    const at = (code, path, context) => tell(code, path, context, placeOf(source, path, OF_KEYS.includes(code)), path.map(shownKey).join("."));
    if (source.text.includes("\\")) escaped(clean, [], privacy.find(source.text).length > 0, at);
    for (const found of causes(mistakes, problems)) at(found.code, found.path, found.context);
    for (const found of mixedNames(clean)) at("name-script", found.path, found.context);
    if (isSound) {
      const [year, month, day] = facts.today.split("-").map(Number);
      for (const found of consistency.broken(hero, { year: year, month: month, day: day }, data.limits)) at(found.code, found.path, found.context);
      storyMistakes(hero, source, tell, at);
      idMistake(hero, tell);
    }
    return fitToShow(sorted(problems)).map((found) => restored(found, fit.origins));
  }

  function shownKey(key) { return characters.shown(String(key).split(/[：:]/)[0], VALUE_LENGTH); }

  /* What *code*, one of data.messages, says of *context*: {code, message, remedy, severity}. */
  function sentence(code, context) {
    const [text, remedy, severity] = data.messages[code];
    return { code: code, message: filled(text, context || {}), remedy: filled(remedy, context || {}), severity: severity };
  }

  function problem(code, path, context, place, field) {
    return Object.assign({ path: path, place: place, field: field }, sentence(code, context));
  }

  function filled(sentence, context) {
    return sentence.replace(/\{\{|\}\}|\{(\w+)\}/g, (whole, name) => {
      if (!name) return whole[0];
      if (!values.has(context, name)) throw new Error("no " + name + " for " + sentence);
      return characters.shown(context[name], REPEATED.includes(name) ? VALUE_LENGTH : 0);
    });
  }

  /* Typing mistakes and personal data, sought in the text as a whole. */
  function typing(source, tree, tell) {
    for (const found of characters.findings(source.text)) {
      if (found.code) tell(found.code, pathAt(source, found.start), found.context, found.start, "");
    }
    for (const [name, place] of source.valueAt) wrapping(source, tree, name, place, tell);
    for (const trace of privacy.find(source.text)) {
      const line = source.text.lastIndexOf("\n", trace.start - 1) + 1, path = pathAt(source, trace.start);
      const position = characters.length(source.text.slice(line, trace.start)) + 1;
      tell("personal-data", path, { kind: trace.kind, position: position }, trace.start, path.map(shownKey).join("."));
    }
  }

  function wrapping(source, tree, name, place, tell) {
    const path = name.split("\n").map((key) => (/^[0-9]+$/.test(key) ? Number(key) : key));
    const value = path.reduce((holder, key) => (holder === undefined ? holder : holder[key]), tree);
    if (typeof value !== "string") return;
    if (isWrapped(value, path)) tell("quote-fullwidth", path, {}, place, "");
    const keyed = keyedIn(value, path);
    if (keyed) {
      const code = keyed[0].includes("：") ? "colon-fullwidth" : "colon-space";
      tell(code, path, { example: keyed[1] + ": ……" }, place + keyed[1].length, "");
    }
  }

  /* What signs of escape hid from the looks at the text. */
  function escaped(value, path, isKnown, at) {
    if (value !== null && typeof value === "object") {
      for (const key of Object.keys(value)) escaped(value[key], path.concat([Array.isArray(value) ? Number(key) : key]), isKnown, at);
    } else if (typeof value === "string") {
      const unfit = characters.findings(value).find((found) => found.code.startsWith("character-"));
      if (unfit) at(unfit.code, path, unfit.context);
      for (const trace of isKnown ? [] : privacy.find(value)) {
        at("personal-data", path, { kind: trace.kind, position: characters.length(value.slice(0, trace.start)) + 1 });
      }
    }
  }

  /* *mistakes* without those that only follow from another that is told. */
  function causes(mistakes, problems) {
    const meant = mistakes.filter((found) => found.context.meant).map((found) => found.path.slice(0, -1).concat([found.context.meant]).join("\n"));
    return mistakes.filter((found) => {
      if (found.code === "name-character" && problems.some((other) => other.message.includes(found.context.codepoint))) return false;
      return !(found.code === "field-missing" && meant.includes(found.path.join("\n")));
    });
  }

  /* Names that mix Chinese or Latin with letters of another script that look the same. */
  function mixedNames(tree) {
    const found = [];
    for (const [path, name] of names(tree)) {
      if (typeof name !== "string" || PLAIN_NAME.test(name)) continue;
      for (const [script, label] of ALIKE) {
        const character = Array.from(name).find((one) => script.test(one));
        if (character && /[\p{Script=Han}\p{Script=Latin}]/u.test(name)) {
          found.push({ path: path, context: { value: name, script: label, codepoint: characters.codepoint(character) } });
        }
      }
    }
    return found;
  }

  function names(tree) {
    const members = Array.isArray(tree.members) ? tree.members.map((member, place) => [["members", place], member]) : [];
    const held = [[[], tree]].concat(members).filter(([, holder]) => values.isRecord(holder));
    const own = [].concat(...held.map(([path, holder]) => ["name", "alias"].map((key) => [path.concat([key]), holder[key]])));
    const former = Array.isArray(tree.former_names) ? tree.former_names : [];
    return own.concat(former.map((name, place) => [["former_names", place], name]));
  }

  function storyMistakes(hero, source, tell, at) {
    for (const found of links.mistakes(hero.deed.story)) {
      const place = source.text.indexOf(found.code === "image-external" ? "![" : found.value), path = ["deed", "story"];
      if (place >= 0) tell(found.code, path, { value: found.value }, place, "deed.story");
      else at(found.code, path, { value: found.value });
    }
  }

  function idMistake(hero, tell) {
    if (hero.visibility === "withheld" || hero.id === STAND_IN) return;
    const year = hero.deed.date.year, expected = regions.cityOf(hero.deed.region, year).code + "-" + year + "-";
    if (!hero.id.startsWith(expected)) tell("id-deed", [], { id: hero.id, expected: expected }, 0, "");
  }

  function sorted(problems) {
    const compare = (a, b) => a.place - b.place || likeness.compare(a.field, b.field) || likeness.compare(a.code, b.code);
    return problems.map((found, number) => [found, number]).sort((a, b) => compare(a[0], b[0]) || a[1] - b[1]).map((pair) => pair[0]);
  }

  /* Where one mistake is personal data, it is hidden in what the others repeat. */
  function fitToShow(problems) {
    if (!problems.some((found) => found.code === "personal-data")) return problems;
    const hide = (found) => ({ message: privacy.hidden(found.message), remedy: privacy.hidden(found.remedy) });
    return problems.map((found) => Object.assign({}, found, hide(found)));
  }

  /* *found* with the path that its field has in the tree that was given. */
  function restored(found, origins) {
    let path = found.path;
    for (let depth = path.length; depth > 0; depth--) {
      const origin = origins.get(path.slice(0, depth).join("\n"));
      if (origin) { path = origin.concat(path.slice(depth)); break; }
    }
    return { path: path, code: found.code, message: found.message, remedy: found.remedy, severity: found.severity };
  }

  // ── the canonical form ──

  /* *tree* in its canonical form: dates ISO, words and places by their codes, what is empty or default left out. What
     cannot be read stays as it is, and keys that are none stay behind the others; the id is the name of the file. */
  function normal(tree) {
    const clean = mended(fitted(tree).tree, []);
    return normalRecord(values.fields().filter((field) => field.name !== "id"), clean, ALWAYS);
  }

  function normalRecord(own, tree, always) {
    const record = {};
    for (const field of own) {
      const raw = values.has(tree, field.name) ? tree[field.name] : always.includes(field.name) ? field.default : undefined;
      if (raw === undefined) continue;
      const value = field.isList && Array.isArray(raw) ? raw.map((item) => normalItem(field, item)) : normalItem(field, raw);
      if (always.includes(field.name) || !isDefault(field, value)) record[field.name] = value;
    }
    for (const key of Object.keys(tree)) if (!own.some((field) => field.name === key) && key !== "id") record[key] = tree[key];
    return record;
  }

  function normalItem(field, raw) {
    if (field.shape === "record") return values.isRecord(raw) ? normalRecord(field.fields, raw, []) : raw;
    const mistakes = [], value = values.readItem(field, raw, [], mistakes);
    return mistakes.length ? raw : values.written(field, value);
  }

  function isDefault(field, value) {
    if (field.shape === "flag") return value === false;
    if (field.default === undefined) return false;
    return JSON.stringify(Array.isArray(value) ? value.map(plain) : plain(value)) === JSON.stringify(field.default);
  }

  function plain(value) { return /^[0-9.e-]+$/.test(value) ? Number(value) : value; }

  // ── what the form can hold ──

  /* *tree* without the version of its form, which a profile need not say; throws {code, context} where it says another. */
  function ofThisVersion(tree) {
    const { [VERSION_KEY]: version, ...rest } = tree;
    if (typeof version !== "string") return tree;
    if (version === data.version) return rest;
    throw { code: "schema-version", context: { value: characters.shown(version, VALUE_LENGTH), known: data.version } };
  }

  /* {tree, strays}: *tree* without what the form has no place for, keys that are none and lists that are no lists, and each of
     these, {path, value}. */
  function known(tree) {
    const strays = [];
    return { tree: knownRecord(values.fields(), tree, [], strays), strays: strays };
  }

  function knownRecord(own, tree, path, strays) {
    const record = {};
    for (const key of Object.keys(tree)) {
      const field = own.find((one) => one.name === key), at = path.concat([key]);
      if (field && isHeld(field, tree[key])) record[key] = knownValue(field, tree[key], at, strays);
      else strays.push({ path: at, value: tree[key] });
    }
    return record;
  }

  function isHeld(field, value) {
    if (value === null) return true; /* not filled in */
    if (field.isList || field.shape === "focus") return Array.isArray(value);
    return field.shape === "record" ? values.isRecord(value) : typeof value !== "object";
  }

  function knownValue(field, value, path, strays) {
    if (Array.isArray(value)) return value.map((item, place) => knownValue(field, item, path.concat([place]), strays));
    return field.fields && values.isRecord(value) ? knownRecord(field.fields, value, path, strays) : value;
  }

  // ── ids ──

  /* A new id for a deed in *region*, a code or a path of names, in *year*; that of who is "withheld" says nothing of both.
     "" where *region* is none. */
  function mintId(region, year, visibility) {
    const letters = Array.from({ length: 5 }, letter).join("");
    if (visibility === "withheld") return "000000-0000-" + letters;
    const found = regions.find(region, year);
    return found ? regions.cityOf(found.code, year).code + "-" + String(year).padStart(4, "0") + "-" + letters : "";
  }

  function letter() {
    for (;;) { /* of 32 equally likely numbers one has no letter */
      const number = crypto.getRandomValues(new Uint8Array(1))[0] & 31;
      if (number < ALPHABET.length) return ALPHABET[number];
    }
  }

  return { load: load, check: check, normal: normal, ofThisVersion: ofThisVersion, known: known, mintId: mintId, sentence: sentence };
})();
if (typeof module === "object") module.exports = QYPRules;
