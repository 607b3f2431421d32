/* Judges a profile as `check` does. Still to come: the judging itself; the names below stand. */
var QYPRules = (function () {
  "use strict";

  const regions = typeof require === "function" ? require("./regions.js") : QYPRegions;
  const ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";
  let data = null;

  /* Takes what outputs/form/data.py says. */
  function load(told) { data = told; regions.load(told.regions); }

  /* What is wrong with *tree*, [{path, code, message, remedy, severity}] in the order of the file. */
  function check(tree, facts) { return []; }

  /* *tree* in its canonical form: dates ISO, words and places by their codes, what is absent or default left out. */
  function normal(tree) { return tree; }

  /* A new id for a deed in *region* (a code or a path of names) in *year*; `visibility` "withheld" says nothing of both. */
  function mintId(region, year, visibility) {
    const found = regions.find(region, year), city = found ? regions.cityOf(found.code, year).code : "990000";
    const letters = [];
    while (letters.length < 5) {
      const byte = crypto.getRandomValues(new Uint8Array(1))[0] & 31;
      if (byte < ALPHABET.length) letters.push(ALPHABET[byte]);
    }
    return (visibility === "withheld" ? "000000-0000-" : city + "-" + String(year).padStart(4, "0") + "-") + letters.join("");
  }

  return { load: load, check: check, normal: normal, mintId: mintId };
})();
if (typeof module === "object") module.exports = QYPRules;
