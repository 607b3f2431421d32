/* Answers queries on an index that lies in a folder, for the Python tests: node answer_queries.js FOLDER < queries.json
   prints for each query what it finds: ids of heroes, best first, those that only the text holds apart; ids of those whose
   names sound alike; and the paths of pages. Files are read as a page would fetch them: when the engine asks for them. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const engine = require(path.join(__dirname, "..", "..", "theme", "site", "assets", "search", "engine.js"));
const folder = process.argv[2];

function load(address) {
  const file = path.join(folder, address.split("?")[0]);
  if (fs.existsSync(file)) new Function("QYPSearch", fs.readFileSync(file, "utf8"))(engine);
  else engine.failed(address);
}

function answer(query) {
  for (;;) {
    const found = engine.search({ q: query }), missing = engine.missing({ q: query }, found.rows.concat(found.alike));
    if (!missing.length) return found;
    missing.forEach(load);
  }
}

const ids = (rows) => rows.map((row) => engine.card(row).id);
for (const part of ["names", "facts", "words", "text"]) load(part + ".js");

const answers = JSON.parse(fs.readFileSync(0, "utf8")).map(answer).map((found) => ({
  exact: ids(found.rows.slice(0, found.exact)), text: ids(found.rows.slice(found.exact)), alike: ids(found.alike),
  pages: found.pages.map((page) => page.path), isWhole: found.isWhole,
}));
process.stdout.write(JSON.stringify(answers));
