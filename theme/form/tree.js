/* A profile while it is being written: nested objects and lists of text. Says what stands where, and what is left of it
   when all that is empty is taken away. Pure. */
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

  /* Return *value* without what is empty in it; undefined when nothing is left. */
  function filled(value) {
    if (value === undefined || value === null) return undefined;
    if (Array.isArray(value)) {
      const items = value.map(filled).filter((item) => item !== undefined);
      return items.length ? items : undefined;
    }
    if (typeof value !== "object") return String(value).trim() === "" ? undefined : value;
    const record = {};
    for (const key of Object.keys(value)) {
      const inner = filled(value[key]);
      if (inner !== undefined) record[key] = inner;
    }
    return Object.keys(record).length ? record : undefined;
  }

  return { get: get, set: set, filled: filled };
})();
if (typeof module === "object") module.exports = QYPTree;
