/* The codes of places, today's and former, as model/region.py knows them. A region is {code, name, level ("province",
   "city" or "county"), parent, first, last (null today), successors, formerNames}. Wherever a year may be given, the
   place that had the code in that year is meant; without it, or when none had it, the latest. */
var QYPRegions = (function () {
  "use strict";

  const characters = typeof require === "function" ? require("./characters.js") : QYPCharacters;
  const likeness = typeof require === "function" ? require("./likeness.js") : QYPLikeness;
  const FIRST_LIST = 1980, RENUMBERED_UNTIL = 1984, FEW = 3, LONGEST = 80, MOST = 20;
  const MUNICIPALITIES = ["北京市", "天津市", "上海市", "重庆市"];
  const FILLERS = ["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"];
  const SEPARATORS = new RegExp("[/／\\\\>＞" + characters.SPACE + "]+", "u");
  const ENDINGS = /(?<=..)(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|(?<=神农架)林区|特区|省|市|盟|县|(?<!矿)区)$/u;
  const PEOPLES = new RegExp(
    "(?<=..)(?:(?:[各回藏苗彝壮满侗瑶白傣黎畲水土羌怒佤]|土家|布依|朝鲜|蒙古|哈尼|景颇|傈僳|柯尔克孜|哈萨克|维吾尔|塔吉克|锡伯|" +
    "达斡尔|拉祜|布朗|纳西|普米|独龙|仫佬|毛南|仡佬|东乡|保安|撒拉|裕固)族|蒙古|柯尔克孜|哈萨克|维吾尔|塔吉克|锡伯)+$", "u");

  let places = [], current = [], byCode = new Map(), spelled = null;

  // ── reading the text of outputs/form/region_text.py ──

  function load(data) {
    const signs = data.signs, endings = data.endings;
    byCode = new Map();
    places = [];
    for (const group of data.text.split(" ")) readGroup(group, signs);
    const codes = Array.from(byCode.keys());
    for (const place of places) place.successors = place.successors.map((number) => codes[number]);
    for (const place of places) nameOf(place, endings);
    for (const place of places) finish(place);
    current = places.filter((place) => place.last === null);
    spelled = null;
  }

  const RECORD = /([^\x20-\x7e]*)([!-~])(.)(?:(~)|(.)(?:(~)|(.)(..(?:;..)*)))(?:((?:,[^\x20-\x7e]+)+),)?(\^?)/uy;

  function readGroup(group, signs) {
    const prefix = group.slice(0, 4), number = (sign) => signs.indexOf(sign);
    let at = 0;
    RECORD.lastIndex = 4;
    while (RECORD.lastIndex < group.length) {
      const [, stem, ending, delta, oldest, first, young, last, successors, former, apart] = RECORD.exec(group);
      const today = oldest || young;
      at += number(delta);
      const place = {
        code: prefix + String(at).padStart(2, "0"), name: "", level: "", parent: "", first: FIRST_LIST + (oldest ? 0 : number(first)),
        last: today ? null : FIRST_LIST + number(last), formerNames: (former || "").split(",").slice(1),
        successors: today ? [] : successors.split(";").map((pair) => number(pair[0]) * signs.length + number(pair[1])),
        stem: stem, ending: ending === "=" ? "=" : number(ending), apart: Boolean(apart),
      };
      places.push(place);
      if (!byCode.has(place.code)) byCode.set(place.code, []);
      byCode.get(place.code).push(place);
    }
  }

  function nameOf(place, endings) {
    if (place.name) return;
    if (place.last !== null && (place.ending === "=" || !place.stem)) {
      const successor = later(place.successors[0], place.last);
      nameOf(successor, endings);
      place.name = place.ending === "=" ? successor.name : stemOf(successor.name, endings) + endings[place.ending];
    } else place.name = place.stem + endings[place.ending];
  }

  function stemOf(name, endings) {
    const ending = endings.find((end) => end && name.endsWith(end) && name !== end) || "";
    return name.slice(0, name.length - ending.length);
  }

  function finish(place) {
    const code = place.code, city = code.slice(0, 4) + "00", province = code.slice(0, 2) + "0000";
    place.level = code === province ? "province" : code === city ? "city" : "county";
    if (place.level === "city" || (place.level === "county" && (place.apart || !byCode.has(city)))) place.parent = province;
    else if (place.level === "county") place.parent = city;
    delete place.stem; delete place.ending; delete place.apart;
  }

  function later(code, year) {
    return byCode.get(code).find((place) => place.last === null || place.last > year);
  }

  // ── by code ──

  function padded(code) { return code.length === 2 || code.length === 4 ? code.padEnd(6, "0") : code; }

  function has(code) { return byCode.has(padded(code)); }

  function place(code, year) {
    const all = byCode.get(padded(code));
    if (!all) return null;
    if (!year || all.length === 1) return all[all.length - 1];
    const near = Math.max(year, FIRST_LIST);
    let then = all.filter((one) => one.first <= near && (one.last || near) >= near);
    if (!then.length) then = all.filter((one) => isValid(one, year));
    if (!then.length) then = all;
    return then[then.length - 1];
  }

  function isValid(one, year) {
    if (year <= RENUMBERED_UNTIL) return one.first <= RENUMBERED_UNTIL;
    return one.first <= year && (one.last === null || year <= one.last);
  }

  /* Whether a deed of *year* may carry *code*, whatever place it stood for. */
  function isValidIn(code, year) { return (byCode.get(padded(code)) || []).some((one) => isValid(one, year)); }

  /* Province, city and county down to *region*, as far as they are there. */
  function line(region) { return region.parent ? line(above(region)).concat([region]) : [region]; }

  function above(region) {
    const all = byCode.get(region.parent);
    if (region.last === null) return all[all.length - 1];
    const year = region.last - 1, then = all.filter((one) => one.first <= year && year < (one.last || year + 1));
    return then.length ? then[then.length - 1] : all[all.length - 1];
  }

  function cityOf(code, year) {
    const region = place(code, year);
    if (!region) return null;
    const whole = line(region);
    return whole.length > 1 && whole[0].name.endsWith("市") ? whole[0] : whole[Math.min(1, whole.length - 1)];
  }

  function fullName(code, year) {
    const region = place(code, year);
    return region ? line(region).map((one) => one.name).join("") : "";
  }

  function provinces() { return current.filter((one) => one.level === "province"); }

  /* Today's places within *code*, one level down. */
  function children(code) { return current.filter((one) => one.parent === padded(code)); }

  // ── what became of it ──

  function todayOf(region) {
    if (region.last === null) return [region];
    const found = new Set();
    for (const code of region.successors) for (const one of todayOf(later(code, region.last))) found.add(one);
    return Array.from(found);
  }

  /* Today's regions of the place that *code* was. */
  function today(code) { const region = place(code); return region ? todayOf(region) : []; }

  /* The regions of *year* that are *code* today, those of its own level where there are any. */
  function inYear(code, year) {
    const wanted = place(code), found = places.filter((one) => isValid(one, year) && todayOf(one).includes(wanted));
    const alike = found.filter((one) => one.level === wanted.level), cities = found.filter((one) => one.level === "city");
    return alike.length ? alike : cities.length ? cities : found;
  }

  // ── by name ──

  function bareName(name) {
    const bare = name.replace(ENDINGS, "").replace(PEOPLES, "");
    return bare.length > 2 && bare.endsWith("族") ? bare.slice(0, -1) : bare;
  }

  function spellings(one) {
    const names = [one.name].concat(one.formerNames);
    return new Set(names.concat(names.map(bareName)));
  }

  /* The places that *name* may stand for. Spelling out all of them takes a moment, so it waits for the first name. */
  function spelledAs(name) {
    if (!spelled) {
      spelled = new Map();
      for (const one of places) {
        for (const spelling of spellings(one)) {
          if (!spelled.has(spelling)) spelled.set(spelling, []);
          spelled.get(spelling).push(one);
        }
      }
    }
    return spelled.get(name) || [];
  }

  function pathParts(text) {
    if (Array.from(text).length > LONGEST) return [];
    const parts = text.split(SEPARATORS).filter((part) => part && !FILLERS.includes(part));
    return parts.length > 1 && parts[0] === parts[1] && MUNICIPALITIES.includes(parts[0]) ? parts.slice(1) : parts;
  }

  /* Whether *text* is made of names of the places of *whole* from above, some left out, down to the last. */
  function reads(whole, text) {
    if (!whole.length) return !text;
    for (const name of spellings(whole[0])) {
      if (text.startsWith(name) && reads(whole.slice(1), text.slice(name.length))) return true;
    }
    return whole.length > 1 && reads(whole.slice(1), text);
  }

  function named(parts) {
    const text = parts.join(""), characters = Array.from(text);
    const tails = parts.length > 1 ? parts.slice(-1) : characters.map((_, start) => characters.slice(start).join(""));
    const found = [];
    for (const tail of tails) for (const one of spelledAs(tail)) if (reads(line(one), text)) found.push(one);
    return found;
  }

  function rank(one, year) {
    const worse = [Boolean(year) && !isValid(one, year), one.last !== null, one.level !== "province"];
    return worse.map(Number).concat([-(one.last || 0)]);
  }

  function byPath(text, year) {
    const ranked = named(pathParts(text)).map((one) => ({ one: one, rank: rank(one, year) }));
    if (!ranked.length) return null;
    const first = ranked.map((entry) => entry.rank).reduce((a, b) => (compareRanks(b, a) < 0 ? b : a));
    const best = ranked.filter((entry) => compareRanks(entry.rank, first) === 0).map((entry) => entry.one);
    return best.find((one) => best.every((other) => line(other).includes(one))) || null;
  }

  function compareRanks(a, b) {
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] - b[i];
    return 0;
  }

  // ── what a writer types ──

  function digitsOf(text) { return characters.strip(text).replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10)); }

  /* The region that *text* names, a code of 2, 4 or 6 digits or a path of names; null for none or several. */
  function find(text, year) {
    const digits = digitsOf(text);
    if (has(digits)) return place(digits, year);
    return /^\p{Nd}+$/u.test(digits) ? null : byPath(text, year);
  }

  /* Up to three of today's regions that *text*, which names none, may mean. */
  function suggest(text) {
    const digits = digitsOf(text);
    if (/^\p{Nd}+$/u.test(digits)) {
      for (const length of [4, 2]) {
        const code = digits.slice(0, length).padEnd(6, "0");
        if (has(code)) return today(code);
      }
      return [];
    }
    const parts = pathParts(text), meant = named(parts).filter((one) => one.last === null);
    meant.sort((one, two) => (one.code < two.code ? -1 : one.code > two.code ? 1 : 0));
    return (meant.length ? meant : likest(parts.join(""))).slice(0, FEW);
  }

  function likest(text) {
    const characters = Array.from(text), names = new Map();
    let within = null, end = text;
    for (let cut = characters.length - 1; cut > 1 && !within; cut--) {
      const wider = byPath(characters.slice(0, cut).join(""));
      if (wider && wider.level !== "county") [within, end] = [wider, characters.slice(cut).join("")];
    }
    for (const one of current) {
      if (within && !line(one).slice(0, -1).includes(within)) continue;
      if (!names.has(one.name)) names.set(one.name, []);
      names.get(one.name).push(one);
    }
    const near = likeness.closest(end, names.keys(), FEW, 0.5);
    return [].concat(...near.map((name) => names.get(name)));
  }

  /* Up to twenty of today's regions for a picker, {code, name, path}: those whose code or name begins with what is
     typed, then those whose whole name has all of its words; wider places first. */
  function search(text) {
    const digits = digitsOf(text), words = text.split(SEPARATORS).filter(Boolean);
    if (!words.length) return [];
    const found = [];
    for (const one of current) {
      const path = fullName(one.code);
      if (/^\d+$/.test(digits) ? one.code.startsWith(digits) : words.every((word) => path.includes(word))) {
        found.push({ one: one, path: path, rank: closeness(one, words[words.length - 1]) });
      }
    }
    found.sort((a, b) => a.rank - b.rank || (a.one.code < b.one.code ? -1 : 1));
    return found.slice(0, MOST).map((entry) => ({ code: entry.one.code, name: entry.one.name, path: entry.path }));
  }

  function closeness(one, word) {
    const levels = ["province", "city", "county"].indexOf(one.level);
    const near = [one.name, bareName(one.name)].includes(word) ? 0 : one.name.startsWith(word) ? 1 : one.name.includes(word) ? 2 : 3;
    return near * 3 + levels;
  }

  return {
    load: load, find: find, suggest: suggest, search: search, place: place, has: has, padded: padded, digitsOf: digitsOf,
    isValidIn: isValidIn, cityOf: cityOf, fullName: fullName, provinces: provinces, children: children, today: today,
    inYear: inYear, all: () => places,
  };
})();
if (typeof module === "object") module.exports = QYPRegions;
