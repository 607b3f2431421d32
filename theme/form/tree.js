/* A profile while it is being written: nested objects and lists of text. Says where a value stands, and what is left
   of it when all that is empty is taken away. Pure. */
var QYPTree = (function () {
  "use strict";

  function get(tree, path) {
    return path.reduce((within, step) => (within === undefined || within === null ? undefined : within[step]), tree);
  }

  /* Put *value* at *path*, making what is missing on the way; "" and undefined take the key away. */
  function set(tree, path, value) {
    const last = path[path.length - 1];
    let within = tree;
    path.slice(0, -1).forEach((step, place) => {
      if (typeof within[step] !== "object" || within[step] === null) within[step] = typeof path[place + 1] === "number" ? [] : {};
      within = within[step];
    });
    if (!Array.isArray(within) && (value === "" || value === undefined)) delete within[last];
    else within[last] = value;
  }

  /* Return {tree, places}: the tree without what is empty, and for each list, by its path within, where what is left
     stood before: a row that nobody filled in is no mistake, but the rows after it keep their places on the screen. */
  function pruned(tree) {
    const places = new Map();
    return { tree: cleaned(tree, [], places) || {}, places: places };
  }

  function cleaned(value, path, places) {
    if (Array.isArray(value)) return cleanedList(value, path, places);
    if (value && typeof value === "object") return cleanedRecord(value, path, places);
    return value === undefined || value === null || String(value).trim() === "" ? undefined : value;
  }

  function cleanedList(list, path, places) {
    const kept = [], from = [];
    list.forEach((item, place) => {
      const clean = cleaned(item, path.concat(kept.length), places);
      if (clean === undefined) return;
      kept.push(clean);
      from.push(place);
    });
    places.set(path.join("."), from);
    return kept.length ? kept : undefined;
  }

  function cleanedRecord(record, path, places) {
    const kept = {};
    for (const key of Object.keys(record)) {
      const clean = cleaned(record[key], path.concat(key), places);
      if (clean !== undefined) kept[key] = clean;
    }
    return Object.keys(kept).length ? kept : undefined;
  }

  /* Return where what stands at *path* of the pruned tree stood before. */
  function traced(path, places) {
    return path.map((step, depth) => {
      const from = typeof step === "number" ? places.get(path.slice(0, depth).join(".")) : null;
      return from && step < from.length ? from[step] : step;
    });
  }

  return { get: get, set: set, pruned: pruned, traced: traced };
})();
if (typeof module === "object") module.exports = QYPTree;
