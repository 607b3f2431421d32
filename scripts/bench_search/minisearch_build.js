/* node minisearch_build.js FOLDER DOCUMENTS: writes FOLDER/index.json from the documents in FOLDER. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const shared = require("./minisearch_options.js");
const [folder, documents] = process.argv.slice(2);
const MiniSearch = require(path.resolve(folder, "minisearch.js"));

const index = new MiniSearch(shared.options);
index.addAll(JSON.parse(fs.readFileSync(path.join(folder, documents), "utf8")));
fs.writeFileSync(path.join(folder, "index.json"), JSON.stringify(index));
