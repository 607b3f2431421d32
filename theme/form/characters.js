/* What reading/text.py and reading/positions.py know of single characters: blanks, what no text may hold, what looks
   like another character, and how a wrong value is repeated in a sentence. Pure. */
var QYPCharacters = (function () {
  "use strict";

  const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; /* as Python has it */
  const HAN = "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}";
  const ENDS = new RegExp("^[" + SPACE + "]+|[" + SPACE + "]+$", "gu");
  const UNPRINTABLE = /(?! )[\p{C}\p{Z}]/gu;
  const UNFIT = new RegExp(
    "(?<control>[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff])" +
    "|(?<invisible>[\\xad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f" +
    "\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb\\u{e0000}-\\u{e0fff}]|(?<=[" + HAN + "])[\\ufe00-\\ufe0f])" +
    "|(?<apart>[\\ue000-\\uf8ff\\u{f0000}-\\u{10ffff}])|(?<break>[\\u2028\\u2029])" +
    "|(?<alike>[\\u2e80-\\u2fdf\\uf900-\\ufaff\\u{2f800}-\\u{2fa1f}])", "gu");
  const VARIANT = /^[\u{e0100}-\u{e01ef}]$/u;
  const ENDS_IN_HAN = new RegExp("[" + HAN + "]$", "u");
  const HAN_OR_RADICAL = new RegExp("[" + HAN + "\\u2e80-\\u2fdf]", "gu");
  const RADICALS = "⺟⺠⺰⻁⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳", MEANT = "母民纟虎见角贝车长门青韦页风飞食饣马骨鬼鱼鸟卤麦黄齐齿龙龟";

  function strip(text) { return text.replace(ENDS, ""); }

  function length(text) { return Array.from(text).length; }

  function codepoint(character) { return "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0"); }

  /* What is found in *text*: {start, code, context, repair}, places in UTF-16 units. One without a code is mended silently. */
  function findings(text) {
    const found = [];
    for (const match of text.matchAll(UNFIT)) {
      const start = match.index, character = match[0], groups = match.groups;
      const tell = (code, context, repair) => found.push({ start: start, end: start + character.length, code: code, context: context, repair: repair });
      if (groups.break) tell("", {}, "\n");
      else if (groups.alike) lookAlike(text, start, character, tell);
      else if (groups.apart) tell("character-private", { codepoint: codepoint(character) }, character);
      else if (groups.control) tell("character-control", { codepoint: codepoint(character) }, "");
      else if (!(VARIANT.test(character) && ENDS_IN_HAN.test(text.slice(Math.max(start - 2, 0), start)))) {
        const before = strip(Array.from(text.slice(Math.max(start - 2, 0), start)).pop() || "") || "行首";
        tell("character-invisible", { before: before, codepoint: codepoint(character) }, "");
      }
    }
    return found;
  }

  function lookAlike(text, start, character, tell) {
    const place = RADICALS.indexOf(character), isRadical = character >= "\u2e80" && character <= "\u2fdf";
    const plain = (place < 0 ? character : MEANT[place]).normalize("NFKC");
    if (plain === character && !isRadical) return;
    const before = Array.from(text.slice(Math.max(start - 4, 0), start)).slice(-2);
    const after = Array.from(text.slice(start + character.length, start + character.length + 4)).slice(0, 2);
    const word = (before.concat([character], after).join("").match(HAN_OR_RADICAL) || []).join("");
    tell("name-script", { value: word, script: isRadical ? "部首" : "兼容", codepoint: codepoint(character) }, plain);
  }

  /* *text* with everything that was found in it mended. */
  function mended(text) {
    let whole = "", done = 0;
    for (const found of findings(text)) {
      whole += text.slice(done, found.start) + found.repair;
      done = found.end;
    }
    return whole + text.slice(done);
  }

  /* *value* as a sentence repeats it, at most *most* characters of it. */
  function shown(value, most) {
    if (Array.isArray(value)) return "[" + value.map((part) => shown(part, most)).join(", ") + "]";
    if (typeof value !== "string") return String(value);
    const characters = Array.from(value), plain = characters.slice(0, most || undefined).join("").replace(UNPRINTABLE, " ");
    return most && characters.length > most ? plain + "……" : plain;
  }

  return { SPACE: SPACE, strip: strip, length: length, codepoint: codepoint, findings: findings, mended: mended, shown: shown };
})();
if (typeof module === "object") module.exports = QYPCharacters;
