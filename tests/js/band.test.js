/* band.js: the words of the home page, and which days are near. What it puts on the page is seen in Chromium. */
'use strict';

const assert = require('node:assert');
const test = require('node:test');

const band = require('../../theme/site/assets/band.js');

test('the date line names the weekday, or on its own day the festival', () => {
  const campaign = { dayName: '清明' };
  const line = (changes) => band.dateLine({ day: '2027-04-05', campaign, exact: true, preview: null, ...changes });
  assert.strictEqual(line({}), '2027年4月5日　清明');
  assert.strictEqual(line({ exact: false }), '2027年4月5日　星期一');
  assert.strictEqual(line({ campaign: {} }), '2027年4月5日　星期一');
  assert.strictEqual(line({ campaign: null, exact: false }), '2027年4月5日　星期一');
  assert.strictEqual(line({ exact: false, day: '2026-11-29' }), '2026年11月29日　星期日');
  assert.strictEqual(line({ preview: '2027-04-05' }), '2027年4月5日　清明（预览）');
});

test('a doubtful clock claims no date', () => {
  assert.strictEqual(band.dateLine({ day: null, campaign: null, exact: false, preview: '2040-01-01' }), '');
});

test('years are counted in words', () => {
  const words = [1, 2, 10, 11, 19, 20, 21, 99, 100, 105, 110, 111, 120, 200].map(band.inWords);
  assert.deepStrictEqual(words, ['一', '两', '十', '十一', '十九', '二十', '二十一', '九十九', '一百', '一百零五',
    '一百一十', '一百一十一', '一百二十', '二百']);
  assert.strictEqual(band.yearsSince({ date: '2007-11-30' }, '2026-11-30'), '十九周年');
});

test('the living are never said to have died', () => {
  assert.strictEqual(band.whatHappened({ date: '2007-11-30', kind: 'died' }), '2007年11月30日牺牲');
  assert.strictEqual(band.whatHappened({ date: '2005-03-01', kind: 'deed' }), '2005年3月1日见义勇为');
});

/** The month-days `keys`, each with the first year 2000. */
function since2000(keys) {
  return Object.fromEntries(keys.map((key) => [key, 2000]));
}

test('three days are near, over the end of the year', () => {
  const keys = since2000(['01-04', '02-19', '02-20', '11-30', '12-31']);
  assert.deepStrictEqual(band.agenda(keys, '2026-11-30'), {
    today: [{ key: '11-30', on: '2026-11-30' }],
    next: [{ key: '12-31', on: '2026-12-31' }, { key: '01-04', on: '2027-01-04' }, { key: '02-19', on: '2027-02-19' }],
  });
  assert.deepStrictEqual(band.agenda({ '11-30': 2000 }, '2026-11-30').next, [{ key: '11-30', on: '2027-11-30' }]);
  assert.deepStrictEqual(band.agenda({}, '2026-11-30'), { today: [], next: [] });
});

test('29 February is kept on the 28th where there is none', () => {
  const keys = since2000(['02-28', '02-29', '03-01']);
  const common = band.agenda(keys, '2027-02-28');
  assert.deepStrictEqual(common.today.map((one) => one.key), ['02-28', '02-29']);
  assert.deepStrictEqual(common.next.map((one) => one.on), ['2027-03-01', '2028-02-28', '2028-02-29']);
  const leap = band.agenda(keys, '2028-02-28');
  assert.deepStrictEqual(leap.today.map((one) => one.key), ['02-28']);
  assert.deepStrictEqual(leap.next.map((one) => one.on), ['2028-02-29', '2028-03-01', '2029-02-28']);
  assert.deepStrictEqual(band.agenda(keys, '2028-02-29').today.map((one) => one.key), ['02-29']);
});

test('a first year has no anniversary yet', () => {
  const days = { '06-18': 2027, '06-19': 2026 };
  assert.deepStrictEqual(band.agenda(days, '2027-06-18').today, []);
  assert.deepStrictEqual(band.agenda(days, '2027-06-18').next.map((one) => one.on),
    ['2027-06-19', '2028-06-18', '2028-06-19']);
  assert.deepStrictEqual(band.agenda(days, '2028-06-18').today, [{ key: '06-18', on: '2028-06-18' }]);
  const entries = [{ date: '2027-06-18', kind: 'died' }, { date: '2020-06-18', kind: 'deed' }];
  assert.deepStrictEqual(band.keptToday(entries, '2027-06-18'), [entries[1]]);
});

test('five years stand out, and every ten', () => {
  const great = [];
  for (let years = 0; years <= 60; years += 1) if (band.standsOut(years)) great.push(years);
  assert.deepStrictEqual(great, [5, 10, 20, 30, 40, 50, 60]);
});

test('the dead come first, then the great years', () => {
  const entries = [['deed', 2017], ['deed', 2020], ['died', 2020], ['died', 2007]]
    .map(([kind, year]) => ({ kind, date: `${year}-11-30` }));
  const shown = band.keptToday(entries, '2027-11-30').map((one) => [one.kind, Number(one.date.slice(0, 4))]);
  assert.deepStrictEqual(shown, [['died', 2007], ['died', 2020], ['deed', 2017], ['deed', 2020]]);
});
