/* Answers queries on an index that lies in a folder, for the Python tests: node answer_queries.js FOLDER < queries.json
   prints for each query the ids of the heroes found, best first. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const engine = require(path.join(__dirname, "..", "..", "theme", "site", "assets", "search", "engine.js"));
const folder = process.argv[2];
const files = ["core.js"].concat(fs.readdirSync(path.join(folder, "cards")).sort().map((name) => path.join("cards", name)));
for (const file of files) new Function("QYPSearch", fs.readFileSync(path.join(folder, file), "utf8"))(engine);

const queries = JSON.parse(fs.readFileSync(0, "utf8"));
const answers = queries.map((query) => engine.search({ q: query }).rows.map((row) => engine.card(row)[0]));
process.stdout.write(JSON.stringify(answers));
