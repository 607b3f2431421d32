/* Finds telephone numbers, identity numbers, bank cards, mail addresses and chat accounts, as reading/privacy.py does. Pure. */
var QYPPrivacy = (function () {
  "use strict";

  const GAP = "[ \\-–—·•.]?", NUMERALS = "〇零一二三四五六七八九幺", SPOKEN = "001234567891";
  const SPOKEN_RUN = new RegExp("[" + NUMERALS + "]{11,18}", "g");
  const ACCOUNT = "(?:[A-Za-z][\\w\\-]{5,19}|[1-9][0-9]{4,10})(?!\\w)";
  const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;
  const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const D = "[0-9]", NO_DIGIT_BEFORE = "(?<!\\p{Nd})", NO_DIGIT_AFTER = "(?!\\p{Nd})";

  const PATTERNS = [
    ["身份证号码", NO_DIGIT_BEFORE + D + "{6}" + GAP + "(?:18|19|20)" + D + D + GAP + D + D + GAP + D + D + GAP + D + "{3}[0-9Xx](?![\\p{Nd}Xx])", "gu", isIdentity],
    ["手机号码", NO_DIGIT_BEFORE + "(?:\\+?86" + GAP + ")?1[3-9]" + D + GAP + D + "{4}" + GAP + D + "{4}" + NO_DIGIT_AFTER, "gu", always],
    ["银行卡号", NO_DIGIT_BEFORE + "(?:62|60|4" + D + "|5[1-5])" + D + D + "(?:" + GAP + D + "{4}){2,3}" + GAP + D + "{1,4}" + NO_DIGIT_AFTER, "gu", isCard],
    ["电子邮箱", "[\\w.+\\-]{1,64}@[\\w\\-]{1,63}(?:\\.[\\w\\-]{1,63}){1,4}", "g", always],
    ["微信号或 QQ 号", "(?:微信|weixin|wechat|(?<![a-z])(?:wx|vx|qq)) ?(?:号码?|id)? ?[:是为]? ?" + ACCOUNT, "gi", always],
  ].map(([kind, pattern, flags, isReal]) => ({ kind: kind, pattern: new RegExp(pattern, flags), isReal: isReal }));

  function always() { return true; }

  function isIdentity(digits) {
    const [year, month, day] = [digits.slice(6, 10), digits.slice(10, 12), digits.slice(12, 14)].map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return false;
    const total = WEIGHTS.reduce((sum, weight, place) => sum + Number(digits[place]) * weight, 0);
    return PROVINCE.test(digits) && "10X98765432"[total % 11] === digits[17].toUpperCase();
  }

  function isCard(digits) {
    let total = 0;
    Array.from(digits).reverse().forEach((digit, place) => {
      const doubled = Number(digit) * (1 + (place % 2));
      total += doubled > 9 ? doubled - 9 : doubled;
    });
    return digits.length >= 16 && digits.length <= 19 && total % 10 === 0;
  }

  /* What identifies or reaches a person in *text*, [{kind, start, end}] in UTF-16 units; addresses of pages do not count. */
  function find(text) {
    const plain = plainOf(text), found = new Map();
    for (const { kind, pattern, isReal } of PATTERNS) {
      for (const match of plain.text.matchAll(pattern)) {
        const trace = { kind: kind, start: match.index, end: match.index + match[0].length };
        if (isReal(match[0].replace(/[^0-9Xx]/g, ""))) found.set(kind + trace.start + "-" + trace.end, trace);
      }
    }
    const traces = [];
    const all = Array.from(found.values());
    all.sort((a, b) => a.start - b.start || b.end - a.end || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
    for (const trace of all) {
      const start = plain.places[trace.start], last = plain.places[trace.end - 1];
      if (!traces.length || start >= traces[traces.length - 1].end) {
        traces.push({ kind: trace.kind, start: start, end: last + (text.codePointAt(last) > 0xffff ? 2 : 1) });
      }
    }
    return traces;
  }

  /* *text* in plain digits and letters, and for each of its units the place in *text* where it came from. */
  function plainOf(text) {
    const spoken = text.replace(SPOKEN_RUN, (run) => Array.from(run, (sign) => SPOKEN[NUMERALS.indexOf(sign)]).join(""));
    const places = [];
    let plain = "", place = 0;
    for (const character of spoken) {
      if (!/[\p{Cf}\p{Mn}]/u.test(character)) {
        for (const unit of character.normalize("NFKC").split("")) { plain += unit; places.push(place); }
      }
      place += character.length;
    }
    return { text: plain.replace(/https?:\/\/\S+/g, (url) => " ".repeat(url.length)), places: places };
  }

  /* *text* with a * in place of every character of personal data. */
  function hidden(text) {
    for (const trace of find(text)) {
      const stars = "*".repeat(Array.from(text.slice(trace.start, trace.end)).length);
      text = text.slice(0, trace.start) + stars + text.slice(trace.end);
    }
    return text;
  }

  return { find: find, hidden: hidden };
})();
if (typeof module === "object") module.exports = QYPPrivacy;
