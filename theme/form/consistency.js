/* What no single field can show to be wrong in a profile, as model/rules.py finds it. A broken rule is {path, code, context}. */
var QYPConsistency = (function () {
  "use strict";

  const node = typeof require === "function";
  const regions = node ? require("./regions.js") : QYPRegions, values = node ? require("./values.js") : QYPValues;
  const CLAIMED = /烈士(?!陵园|纪念|公园|墓)/, FEW = 3;

  /* The rules that *hero*, a record of values with its id, breaks, in the order of the file; *today* is a date;
     *limits* holds the age of majority and the characters beyond which a name, a title or a sentence is long. */
  function broken(hero, today, limits) {
    const rules = [], tell = (path, code, context) => rules.push({ path: path, code: code, context: context || {} });
    deedRules(hero, today, tell);
    peopleRules(hero, tell);
    honourRules(hero.honours, ["honours"], hero, today, tell);
    hero.members.forEach((member, place) => honourRules(member.honours, ["members", place, "honours"], hero, today, tell));
    martyrRules(hero, tell);
    publicationRules(hero, limits.majority, tell);
    unwieldy(hero, limits, tell);
    return rules;
  }

  function deedRules(hero, today, tell) {
    const deed = hero.deed, year = deed.date.year;
    future(deed.date, ["deed", "date"], today, tell);
    if (!regions.isValidIn(deed.region, year)) tell(["deed", "region"], "region-year", regionContext(deed.region, year));
    death(deed.outcome, deed.died, deed.date, ["deed", "died"], tell);
    if (hero.birth_year && year < hero.birth_year) {
      tell(["birth_year"], "date-order", order("事发日期", label(deed.date), "出生年", hero.birth_year + "年"));
    }
  }

  function regionContext(code, year) {
    const region = regions.place(code), places = [].concat(...regions.today(code).map((place) => regions.inYear(place.code, year)));
    const then = places.slice(0, FEW).map((place) => " " + place.code + "（" + place.name + "）").join("或");
    return {
      region: code, name: region.name, year: year, span: " " + region.first + " 年至" + (region.last ? " " + region.last + " 年" : "今"),
      suggestion: then ? "那一年应写" + then + "。" : "",
    };
  }

  function peopleRules(hero, tell) {
    if (hero.kind !== "group") {
      if (hero.members.length || hero.member_count) tell([hero.members.length ? "members" : "member_count"], "members-individual");
      if (hero.deed.outcome === "mixed") tell(["deed", "outcome"], "outcome-mixed");
      return;
    }
    if (!hero.members.length && !hero.member_count) tell(["kind"], "members-missing");
    hero.members.forEach((member, place) => {
      const path = ["members", place, "outcome"];
      if (member.outcome === "mixed") return tell(path, "outcome-mixed");
      death(member.outcome, member.died, hero.deed.date, ["members", place, "died"], tell);
      if (hero.deed.outcome !== "mixed" && member.outcome && member.outcome !== hero.deed.outcome) {
        tell(path, "outcome-members", { outcome: outcome(hero.deed.outcome) });
      }
    });
  }

  function honourRules(honours, path, hero, today, tell) {
    const names = hero.members.map((member) => member.name);
    honours.forEach((honour, place) => {
      honour.members.forEach((name, number) => {
        if (!names.includes(name)) tell(path.concat([place, "members", number]), "member-unknown", { name: name });
      });
      if (!honour.date) return;
      const at = path.concat([place, "date"]);
      future(honour.date, at, today, tell);
      if (surelyBefore(honour.date, hero.deed.date)) tell(at, "date-order", order("授予日期", label(honour.date), "事发日期", label(hero.deed.date)));
    });
  }

  function martyrRules(hero, tell) {
    if (hero.martyr && hero.deed.outcome !== "sacrificed") tell(["martyr"], "martyr-alive", { outcome: outcome(hero.deed.outcome) });
    hero.members.forEach((member, place) => {
      if (member.martyr && member.outcome !== "sacrificed") tell(["members", place, "martyr"], "martyr-alive", { outcome: outcome(member.outcome) });
    });
    if (hero.martyr || hero.members.some((member) => member.martyr)) return;
    for (const field of ["summary", "story"]) if (CLAIMED.test(hero.deed[field])) tell(["deed", field], "martyr-word");
    hero.honours.forEach((honour, place) => {
      if (honour.title.includes("烈士")) tell(["honours", place, "title"], "martyr-word");
    });
  }

  function publicationRules(hero, majority, tell) {
    if (hero.portrait) {
      const [stem, ending] = hero.portrait.file.split(".");
      if (stem !== hero.id) tell(["portrait", "file"], "portrait-name", { expected: hero.id + "." + ending });
    }
    if (!hero.sources.length) tell(["sources"], "sources-missing");
    if (hero.visibility === "alias" && !hero.alias) tell(["visibility"], "alias-missing");
    hero.members.forEach((member, place) => {
      if (member.visibility === "alias" && !member.alias) tell(["members", place, "visibility"], "alias-missing");
    });
    if (hero.visibility === "withheld" && !hero.id.startsWith("000000-0000-")) tell(["visibility"], "withheld-id");
    const age = hero.birth_year ? hero.deed.date.year - hero.birth_year : -1, isAlive = hero.deed.outcome !== "sacrificed";
    if (age >= 0 && age < majority && isAlive && hero.visibility === "named" && hero.consent.basis !== "guardian") {
      tell(["visibility"], "minor-named");
    }
  }

  function unwieldy(hero, limits, tell) {
    const length = (text) => Array.from(text).length;
    if (length(hero.name) > limits.name) tell(["name"], "name-long", { count: length(hero.name) });
    hero.honours.forEach((honour, place) => {
      if (length(honour.title) > limits.title) tell(["honours", place, "title"], "title-long", { count: length(honour.title) });
    });
    const story = hero.deed.story, words = story.match(/[\u4e00-\u9fff]/g) || [];
    if (!/[。！？…]/.test(story) && words.length > limits.sentence) tell(["deed", "story"], "story-unended");
  }

  function death(fate, died, deed, path, tell) {
    if (!died) return;
    if (fate !== "sacrificed") tell(path, "died-alive", { outcome: outcome(fate) });
    if (surelyBefore(died, deed)) tell(path, "date-order", order("牺牲日期", label(died), "事发日期", label(deed)));
  }

  function outcome(id) { return id ? values.label("Outcome", id) : "未写"; }

  function future(date, path, today, tell) { if (surelyBefore(today, date)) tell(path, "date-future", { value: label(date) }); }

  function order(laterLabel, later, earlierLabel, earlier) {
    return { later_label: laterLabel, later: later, earlier_label: earlierLabel, earlier: earlier };
  }

  /* Whether *one* precedes *other* whatever the unknown parts are. */
  function surelyBefore(one, other) {
    for (const part of ["year", "month", "day"]) {
      if (!one[part] || !other[part]) return false;
      if (one[part] !== other[part]) return one[part] < other[part];
    }
    return false;
  }

  function label(date) { return date.year + "年" + (date.month ? date.month + "月" : "") + (date.day ? date.day + "日" : ""); }

  return { broken: broken };
})();
if (typeof module === "object") module.exports = QYPConsistency;
