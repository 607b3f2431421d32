/* Reads {name: source} from standard input and writes for each {error, names}: why it is no ECMAScript 2022, "" where it
   is, and the names of all that it reads or calls, "Object.groupBy" and "groupBy" both. The parser is the acorn that Node
   carries, which Node gives only to those who ask with --expose-internals. */
"use strict";

const acorn = require("internal/deps/acorn/acorn/dist/acorn");
const walk = require("internal/deps/acorn/acorn-walk/dist/walk");

function names(tree) {
  const found = new Set();
  walk.full(tree, (node) => {
    if (node.type === "Identifier") found.add(node.name);
    if (node.type !== "MemberExpression") return;
    const name = node.computed ? node.property.value : node.property.name;
    if (typeof name !== "string") return;
    found.add("." + name);
    if (node.object.type === "Identifier") found.add(node.object.name + "." + name);
  });
  return Array.from(found);
}

function told(source) {
  try {
    return { error: "", names: names(acorn.parse(source, { ecmaVersion: 2022, sourceType: "script" })) };
  } catch (error) {
    return { error: error.message, names: [] };
  }
}

const sources = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, told(source)]))));
