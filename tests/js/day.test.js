/* day.js: the day in UTC+8, the clock that cannot be right, the preview, and what <html> is told. */
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const vm = require('node:vm');

const SOURCE = path.join(__dirname, '../../theme/site/assets/day.js');
const day = require(SOURCE);

const HOUR = 36e5;
const TABLE = {
  built: '2026-11-23',
  first: '2026-01-01',
  last: '2037-12-31',
  mourning: [],
  overrides: [],
  campaigns: [
    { id: 'solemn', lines: ['追思'], tone: 'solemn', priority: 90, window: [4, 5], days: [94, 365] },
    { id: 'festive', lines: ['喜庆'], tone: 'festive', priority: 10, window: [1, 1], days: [94, 365, 365] },
    { id: 'first', lines: ['常设一'], tone: 'festive', priority: 95 },
    { id: 'second', lines: ['常设二'], tone: 'plain', priority: 96 },
  ],
};

/** The instant at which it is `time` on `date` in UTC+8. */
function at(date, time = '12:00:00.000') {
  return Date.parse(`${date}T${time}+08:00`);
}

function aStore(seen) {
  const kept = new Map(seen ? [['qyp:latest-day', seen]] : []);
  return { getItem: (key) => (kept.has(key) ? kept.get(key) : null), setItem: (key, value) => kept.set(key, value) };
}

const FORBIDDEN = {
  getItem() { throw new Error('forbidden'); },
  setItem() { throw new Error('forbidden'); },
};

test('the day turns at midnight in UTC+8', () => {
  assert.strictEqual(day.dayAt(Date.parse('2026-04-04T15:59:59.999Z')), '2026-04-04');
  assert.strictEqual(day.dayAt(Date.parse('2026-04-04T16:00:00Z')), '2026-04-05');
  assert.strictEqual(day.dayAt(Date.parse('2027-12-31T16:00:00Z')), '2028-01-01');
  assert.strictEqual(day.dayAt(Date.parse('2028-02-28T16:00:00Z')), '2028-02-29');
});

test('the day equals that of Asia/Shanghai from 1992 on', () => {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit',
  });
  for (let ms = Date.UTC(1992, 0, 1); ms < Date.UTC(2100, 0, 1); ms += 131 * HOUR) {
    const found = {};
    for (const { type, value } of format.formatToParts(new Date(ms))) found[type] = value;
    assert.strictEqual(day.dayAt(ms), `${found.year}-${found.month}-${found.day}`);
  }
});

test('a solemn campaign has its exact day, the lower priority the days around it', () => {
  const shown = ['2027-04-03', '2027-04-04', '2027-04-05', '2027-04-06', '2027-04-10', '2028-04-04']
    .map((date) => day.pick(TABLE, date).campaign.id);
  assert.deepStrictEqual(shown, ['solemn', 'festive', 'solemn', 'festive', 'solemn', 'festive']);
});

test('a pick tells its window and whom it outdid', () => {
  assert.deepStrictEqual(day.pick(TABLE, '2027-04-05'), {
    campaign: TABLE.campaigns[0],
    window: { start: '2027-04-01', end: '2027-04-10', day: '2027-04-05' },
    also: ['festive'],
    override: false,
  });
});

/** The table with what the office has set by hand: another campaign, and days of mourning. */
function switched(campaign, from, to) {
  return { ...TABLE, overrides: [[from, to, campaign]], mourning: [['2027-05-19', '2027-05-21']] };
}

test('an override comes first on its days, an unknown one is passed over', () => {
  const table = switched('second', '2027-04-05', '2027-04-05');
  const forced = day.pick(table, '2027-04-05');
  assert.deepStrictEqual([forced.campaign.id, forced.window, forced.also, forced.override],
    ['second', null, ['solemn', 'festive'], true]);
  for (const around of ['2027-04-04', '2027-04-06']) assert.strictEqual(day.pick(table, around).override, false);
  const unknown = day.pick(switched('nothing', '2027-04-05', '2027-04-05'), '2027-04-05');
  assert.deepStrictEqual([unknown.campaign.id, unknown.override], ['solemn', false]);
});

test('a dated campaign that is chosen by hand brings its tone, a standing one does not', () => {
  const tone = (campaign) => day.answerOn(switched(campaign, '2027-06-10', '2027-06-10'), '2027-06-10').tone;
  assert.deepStrictEqual([tone('solemn'), tone('second')], ['solemn', 'honour']);
});

test('mourning has its first and its last day', () => {
  const table = switched('second', '2027-04-05', '2027-04-05');
  const grey = ['2027-05-18', '2027-05-19', '2027-05-20', '2027-05-21', '2027-05-22']
    .map((date) => day.answerOn(table, date).mourning);
  assert.deepStrictEqual(grey, [false, true, true, true, false]);
});

test('a window may be longer in a leap year', () => {
  const leap = { id: 'leap', lines: ['闰'], tone: 'plain', priority: 1, window: [0, [27, 28]], days: [396, 365] };
  const table = { ...TABLE, campaigns: [leap] };
  const shown = ['2027-02-28', '2027-03-01', '2028-02-29', '2028-03-01'].map((date) => day.pick(table, date).campaign);
  assert.deepStrictEqual(shown.map(Boolean), [true, false, true, false]);
});

test('standing campaigns take turns on Mondays', () => {
  const shown = ['2027-01-10', '2027-01-11', '2027-01-17', '2027-01-18']
    .map((date) => day.pick(TABLE, date).campaign.id);
  assert.deepStrictEqual(shown, [shown[0], shown[1], shown[1], shown[0]]);
  assert.notStrictEqual(shown[0], shown[1]);
});

test('without campaigns there is none', () => {
  const none = { ...TABLE, campaigns: [] };
  assert.deepStrictEqual(day.pick(none, '2027-04-05'), { campaign: null, window: null, also: [], override: false });
  assert.strictEqual(day.answerAt(none, at('2027-04-05'), '', null).tone, 'honour');
});

/** The day that the clock gives on `date`, null when it cannot be right. */
function soundDay(date, store) {
  const clock = day.clockAt(TABLE, at(date), store);
  return clock.verdict === 'sound' ? clock.day : null;
}

test('a clock before the build or past the table is doubtful, and why is told', () => {
  const verdict = (date) => day.clockAt(TABLE, at(date), aStore()).verdict;
  assert.deepStrictEqual(['2026-11-22', '2026-11-23', '2037-12-31', '2038-01-01'].map(verdict),
    ['before', 'sound', 'sound', 'after']);
  assert.strictEqual(day.clockAt(TABLE, 0, aStore()).verdict, 'before');
});

test('a clock that jumps back more than two days is doubtful', () => {
  const store = aStore();
  assert.strictEqual(soundDay('2027-06-10', store), '2027-06-10');
  assert.strictEqual(soundDay('2027-06-08', store), '2027-06-08');
  assert.deepStrictEqual(day.clockAt(TABLE, at('2027-06-07'), store), { day: '2027-06-07', verdict: 'back' });
  assert.strictEqual(soundDay('2027-06-11', store), '2027-06-11');
  assert.strictEqual(store.getItem('qyp:latest-day'), '2027-06-11');
});

test('one wild clock does not make all later days doubtful', () => {
  for (const store of [aStore(), aStore('2027-06-10')]) {
    soundDay('2035-01-01', store);
    assert.strictEqual(soundDay('2027-06-11', store), '2027-06-11');
  }
});

test('storage that is forbidden, empty or full of nonsense is lived without', () => {
  for (const store of [null, FORBIDDEN, aStore('nonsense'), aStore('')]) {
    assert.strictEqual(soundDay('2027-06-10', store), '2027-06-10');
  }
});

test('only a real day can be previewed', () => {
  assert.strictEqual(day.previewDay('?day=2027-04-05'), '2027-04-05');
  assert.strictEqual(day.previewDay('?from=timeline&day=2027-04-05&isappinstalled=0'), '2027-04-05');
  for (const search of ['', '?day=', '?day=2027-02-30', '?day=2027-13-01', '?day=27-4-5', '?today=2027-04-05',
    '?day=2027-04-05T00:00', '?day=<b>2027-04-05']) {
    assert.strictEqual(day.previewDay(search), null, search);
  }
});

test('a dated campaign brings its tone, a standing one does not, festive or not', () => {
  const answer = (date) => day.answerAt(TABLE, at(date), '', null);
  const { campaign, exact, tone } = answer('2027-04-05');
  assert.deepStrictEqual([campaign.id, exact, tone], ['solemn', true, 'solemn']);
  assert.deepStrictEqual([answer('2027-04-06').exact, answer('2027-04-06').tone], [false, 'festive']);
  assert.deepStrictEqual([answer('2027-06-10').exact, answer('2027-06-10').tone], [false, 'honour']);
});

test('a doubtful clock shows the first standing campaign and claims no date', () => {
  const answer = day.answerAt(TABLE, at('2020-01-01'), '', aStore());
  assert.deepStrictEqual(answer, {
    day: null,
    campaign: TABLE.campaigns[2],
    window: null,
    exact: false,
    tone: 'honour',
    also: [],
    override: false,
    mourning: false,
    preview: null,
    clock: { day: '2020-01-01', verdict: 'before' },
  });
});

test('a preview asks no clock and leaves no trace', () => {
  const store = aStore();
  const answer = day.answerAt(TABLE, at('2020-01-01'), '?day=2027-04-05', store);
  assert.deepStrictEqual([answer.day, answer.preview, answer.tone], ['2027-04-05', '2027-04-05', 'solemn']);
  assert.strictEqual(store.getItem('qyp:latest-day'), null);
  const outside = day.answerAt(TABLE, at('2027-06-10'), '?day=2040-04-05', store);
  assert.deepStrictEqual([outside.day, outside.preview, outside.campaign.id], [null, '2040-04-05', 'first']);
});

/** Run day.js as a page does; return what it marked, what it told, and ways to let time pass. */
function aPage({ ms, search = '', storage = aStore(), table = TABLE }) {
  const told = [];
  const timers = [];
  const listeners = {};
  const listen = (type, listener) => { listeners[type] = listener; };
  let now = ms;
  const window = {
    QYP: table && { timetable: table },
    location: { search },
    setInterval: (task, every) => timers.push({ task, every }),
    addEventListener: listen,
    document: {
      documentElement: { dataset: {} },
      addEventListener: listen,
      dispatchEvent: (event) => told.push(event),
    },
  };
  Object.defineProperty(window, 'localStorage', {
    get() { if (storage === FORBIDDEN) throw new Error('SecurityError'); return storage; },
  });
  class PageDate extends Date { static now() { return now; } }
  class CustomEvent { constructor(type, { detail }) { this.type = type; this.detail = detail; } }
  vm.runInNewContext(fs.readFileSync(SOURCE, 'utf8'), { window, Date: PageDate, CustomEvent });
  return { window, told, timers, listeners, marks: window.document.documentElement.dataset, set: (to) => { now = to; } };
}

test('a page is marked at once', () => {
  const { window, marks, told } = aPage({ ms: at('2027-04-05') });
  assert.deepStrictEqual(marks, { campaign: 'solemn', tone: 'solemn' });
  assert.deepStrictEqual(told.map((event) => event.type), ['qyp:day']);
  assert.strictEqual(told[0].detail, window.QYP.today);
});

test('a page tells of a preview and of a doubtful clock', () => {
  assert.deepStrictEqual(aPage({ ms: at('2027-06-10'), search: '?day=2027-04-05' }).marks, {
    campaign: 'solemn', tone: 'solemn', preview: '2027-04-05',
  });
  assert.deepStrictEqual(aPage({ ms: at('2015-01-01') }).marks, {
    campaign: 'first', tone: 'honour', clock: 'doubtful',
  });
});

test('a page is grey on days of mourning, and answers for other days', () => {
  const table = switched('festive', '2027-06-10', '2027-06-10');
  const page = aPage({ ms: at('2027-05-21'), table });
  assert.strictEqual(page.marks.mourning, 'on');
  page.set(at('2027-05-22'));
  page.timers[0].task();
  assert.strictEqual('mourning' in page.marks, false);
  assert.strictEqual(page.window.QYP.on('2027-06-10').campaign.id, 'festive');
});

test('a page left open turns within a minute after midnight, and only then tells', () => {
  const page = aPage({ ms: at('2027-04-05', '23:59:40.000') });
  const [{ task, every }] = page.timers;
  assert.ok(every <= 60e3);
  task();
  assert.strictEqual(page.told.length, 1);
  page.set(at('2027-04-06', '00:00:10.000'));
  task();
  assert.deepStrictEqual(page.marks, { campaign: 'festive', tone: 'festive' });
  assert.strictEqual(page.told.length, 2);
  task();
  assert.strictEqual(page.told.length, 2);
});

test('a page that comes back from sleep asks anew', () => {
  for (const type of ['visibilitychange', 'pageshow']) {
    const page = aPage({ ms: at('2027-04-05') });
    page.set(at('2027-06-10'));
    page.listeners[type]();
    assert.strictEqual(page.marks.tone, 'honour');
    assert.strictEqual(page.told.length, 2);
  }
});

test('a mark that no longer holds is taken away', () => {
  const page = aPage({ ms: at('2015-01-01') });
  page.set(at('2027-06-10'));
  page.timers[0].task();
  assert.strictEqual('clock' in page.marks, false);
});

test('where storage may not even be looked at, the page works', () => {
  assert.strictEqual(aPage({ ms: at('2027-04-05'), storage: FORBIDDEN }).marks.campaign, 'solemn');
});

test('without a timetable the page stays as the server made it', () => {
  assert.deepStrictEqual(aPage({ ms: at('2027-04-05'), table: null }).marks, {});
});
