/* Finds the words most like another, as difflib.get_close_matches of Python does, so that the form and `check` guess
   the same. Pure. */
var QYPLikeness = (function () {
  "use strict";

  const LONG = 200; /* from this length on, difflib takes no notice of characters that stand everywhere */

  /* Up to *most* of *words* whose likeness to *word* is at least *least*, likeliest first. */
  function closest(word, words, most, least) {
    const b = Array.from(word), places = placesOf(b), found = [];
    for (const other of words) {
      const ratio = likeness(Array.from(other), b, places);
      if (ratio >= least) found.push([ratio, other]);
    }
    found.sort((one, two) => two[0] - one[0] || compare(two[1], one[1]));
    return found.slice(0, most).map((pair) => pair[1]);
  }

  /* By code points, as Python sorts. */
  function compare(one, two) {
    const a = Array.from(one), b = Array.from(two);
    for (let i = 0; i < a.length && i < b.length; i++) {
      if (a[i] !== b[i]) return a[i].codePointAt(0) - b[i].codePointAt(0);
    }
    return a.length - b.length;
  }

  function placesOf(b) {
    const places = new Map();
    b.forEach((character, place) => {
      if (!places.has(character)) places.set(character, []);
      places.get(character).push(place);
    });
    if (b.length >= LONG) {
      const popular = Math.floor(b.length / 100) + 1;
      for (const [character, found] of Array.from(places)) if (found.length > popular) places.delete(character);
    }
    return places;
  }

  function likeness(a, b, places) {
    const all = a.length + b.length;
    return all ? (2 * matched(a, b, places)) / all : 1;
  }

  /* How many characters stand in the longest common run and, left and right of it, in theirs, and so on. */
  function matched(a, b, places) {
    const waiting = [[0, a.length, 0, b.length]];
    let sum = 0;
    while (waiting.length) {
      const [alo, ahi, blo, bhi] = waiting.pop(), [i, j, size] = longest(a, b, places, alo, ahi, blo, bhi);
      if (!size) continue;
      sum += size;
      if (alo < i && blo < j) waiting.push([alo, i, blo, j]);
      if (i + size < ahi && j + size < bhi) waiting.push([i + size, ahi, j + size, bhi]);
    }
    return sum;
  }

  function longest(a, b, places, alo, ahi, blo, bhi) {
    let besti = alo, bestj = blo, size = 0, lengths = new Map();
    for (let i = alo; i < ahi; i++) {
      const next = new Map();
      for (const j of places.get(a[i]) || []) {
        if (j < blo) continue;
        if (j >= bhi) break;
        const length = (lengths.get(j - 1) || 0) + 1;
        next.set(j, length);
        if (length > size) [besti, bestj, size] = [i - length + 1, j - length + 1, length];
      }
      lengths = next;
    }
    while (besti > alo && bestj > blo && a[besti - 1] === b[bestj - 1]) [besti, bestj, size] = [besti - 1, bestj - 1, size + 1];
    while (besti + size < ahi && bestj + size < bhi && a[besti + size] === b[bestj + size]) size++;
    return [besti, bestj, size];
  }

  return { closest: closest, compare: compare };
})();
if (typeof module === "object") module.exports = QYPLikeness;
