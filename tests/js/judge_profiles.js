/* Judges profiles as the form does: reads {data, today, profiles: [{id, tree}]} from standard input, and writes for each
   what is wrong with it, its canonical form, and whether that is read back as it was written. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const FORM = path.join(__dirname, "..", "..", "theme", "form");
const rules = require(path.join(FORM, "rules.js")), yaml = require(path.join(FORM, "yaml.js"));

const asked = JSON.parse(fs.readFileSync(0, "utf8"));
rules.load(asked.data);

function answer(profile) {
  const text = yaml.write(rules.normal(profile.tree));
  return {
    problems: rules.check(profile.tree, { id: profile.id, today: asked.today }),
    text: text,
    again: again(text),
  };
}

function again(text) {
  try {
    return yaml.write(rules.normal(yaml.read(text)));
  } catch (error) {
    return String(error);
  }
}

process.stdout.write(JSON.stringify(asked.profiles.map(answer)));
