/* Print what day.js answers for every day of a timetable.js, as JSON, in whatever zone the device is set to.
 *
 * node answers.js timetable.js  ->  {zone, days: [[day, id, window, also, override], …]}
 * Each day is asked at its first and its last millisecond in UTC+8; it is an error when they differ.
 */
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const day = require('../../theme/site/assets/day.js');

const window = {};
vm.runInNewContext(fs.readFileSync(path.resolve(process.argv[2]), 'utf8'), { window });
const table = window.QYP.timetable;

const days = [];
for (let number = day.numberOf(table.first); number <= day.numberOf(table.last); number += 1) {
  const midnight = number * 864e5 - 8 * 36e5;
  const asked = day.dayAt(midnight);
  assert.strictEqual(day.dayAt(midnight + 864e5 - 1), asked);
  assert.strictEqual(day.numberOf(asked), number);
  const { campaign, window: dates, also, override } = day.pick(table, asked);
  days.push([asked, campaign && campaign.id, dates && [dates.start, dates.end, dates.day], also, override]);
}
process.stdout.write(JSON.stringify({ zone: new Date(0).getTimezoneOffset(), days }));
