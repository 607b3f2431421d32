/* 群英谱: turn the clock into the day's campaign, and mark <html> with it before anything is painted.
 *
 * A classic script for <head>, right after timetable.js; both without defer or async. It sets on <html>
 *   data-campaign  the campaign's id; absent when there is none
 *   data-tone      solemn, festive or plain on the days of a dated campaign, else honour
 *   data-mourning  on the days that the office has set for mourning
 *   data-preview   the day that ?day=2027-04-05 asks to see
 *   data-clock     "doubtful" while the device's clock cannot be right: no page then claims a date
 * keeps the answer in QYP.today and tells of every new one with the event "qyp:day" on document; QYP.on(day) answers for
 * any other day of the table. The rule is that of Timetable.on in occasions/timetable.py; tests hold the two together. Days are those of UTC+8, which has
 * had no summer time since 1991, so the device's own zone and Intl are not asked.
 */
(function () {
  'use strict';

  const DAY = 864e5;
  const EXACT_DAY_BONUS = 25;
  const FIRST_MONDAY = 4; // 1970-01-05, counted from 1970-01-01
  const SEEN = 'qyp:latest-day';
  const DAYS_BACK = 2; // farther back the clock has been set wrong, or is right again
  const LONGEST_STEP = 400; // a wild clock must not make all later days look like the past
  const REFRESH = 30e3; // so that a page left open turns within the minute after midnight

  /** The day in UTC+8 at `ms`, milliseconds since 1970, as 2027-04-05. */
  function dayAt(ms) {
    return new Date(ms + 8 * 36e5).toISOString().slice(0, 10);
  }

  /** Days from 1970-01-01 to `day`; NaN for what is no day. */
  function numberOf(day) {
    return Date.parse(day + 'T00:00:00Z') / DAY;
  }

  function dayOf(number) {
    return new Date(number * DAY).toISOString().slice(0, 10);
  }

  /** The window of `campaign` that covers the day `number`: its own day before all others, else the earliest. */
  function windowOn(campaign, first, number) {
    const days = campaign.days || [];
    const after = days.length ? [].concat(campaign.window[1]) : []; // one number, or one for each day
    let own = first;
    let found = null;
    for (let index = 0; index < days.length; index += 1) {
      own += days[index];
      const start = own - campaign.window[0];
      const end = own + after[index % after.length];
      if (start <= number && number <= end && (!found || own === number)) found = { start, end, day: own };
    }
    return found;
  }

  function rank(campaign, window, number) {
    const exact = window.day === number;
    return [
      exact && campaign.tone === 'solemn' ? 0 : 1,
      campaign.priority - (exact ? EXACT_DAY_BONUS : 0),
      window.end - window.start,
      campaign.id,
    ];
  }

  function compare(left, right) {
    const place = left.findIndex((key, index) => key !== right[index]);
    return place < 0 ? 0 : left[place] < right[place] ? -1 : 1;
  }

  function standingOn(table, number) {
    const turns = table.campaigns.filter((campaign) => !campaign.days);
    const week = Math.floor((number - FIRST_MONDAY) / 7);
    return turns.length ? turns[week % turns.length] : null;
  }

  /** The first of `periods`, each a list that begins with its first and last day, that has `day` among its days. */
  function periodOn(periods, day) {
    return periods.find((period) => period[0] <= day && day <= period[1]);
  }

  /** What `table` shows on `day`: {campaign, window, also, override}, as Choice in Python, window in ISO days. */
  function pick(table, day) {
    const override = periodOn(table.overrides, day);
    const number = numberOf(day);
    const first = numberOf(table.first);
    const ranked = table.campaigns
      .map((campaign) => ({ campaign, window: windowOn(campaign, first, number) }))
      .filter((one) => one.window)
      .sort((one, other) =>
        compare(rank(one.campaign, one.window, number), rank(other.campaign, other.window, number)));
    const forced = override && table.campaigns.find((campaign) => campaign.id === override[2]);
    const campaign = forced || (ranked.length ? ranked[0].campaign : standingOn(table, number));
    const chosen = ranked.find((one) => one.campaign === campaign);
    const days = chosen && chosen.window;
    return {
      campaign,
      window: days ? { start: dayOf(days.start), end: dayOf(days.end), day: dayOf(days.day) } : null,
      also: ranked.filter((one) => one.campaign !== campaign).map((one) => one.campaign.id),
      override: Boolean(forced),
    };
  }

  /**
   * What the clock says at `ms`: {day, verdict}. The verdict is `sound`, or why the day cannot be right: `before` the
   * data's own, `after` the table's last, set `back` behind the latest day seen, which `store` remembers.
   */
  function clockAt(table, ms, store) {
    const day = dayAt(ms);
    if (day < table.built) return { day, verdict: 'before' };
    if (day > table.last) return { day, verdict: 'after' };
    const seen = recall(store);
    const latest = seen && seen > table.built ? seen : table.built;
    const step = numberOf(day) - numberOf(latest);
    if (step < -DAYS_BACK) return { day, verdict: 'back' };
    if (step > 0 && step < LONGEST_STEP) remember(store, day);
    return { day, verdict: 'sound' };
  }

  function recall(store) {
    try {
      const day = store.getItem(SEEN);
      return numberOf(day) ? day : null;
    } catch (error) {
      return null; // storage may be forbidden or absent: then only build and table bound the clock
    }
  }

  function remember(store, day) {
    try {
      store.setItem(SEEN, day);
    } catch (error) {
      // full or forbidden: as above
    }
  }

  /** The day that the query `search` asks to preview, null when it asks none or what is no day. */
  function previewDay(search) {
    const match = /[?&]day=(\d{4}-\d\d-\d\d)(?:&|$)/.exec(search);
    const number = match ? numberOf(match[1]) : NaN;
    return Number.isFinite(number) && dayOf(number) === match[1] ? match[1] : null;
  }

  /** What a page shows on `day`, one of the table's: {day, campaign, window, exact, tone, also, override, mourning}. */
  function answerOn(table, day) {
    const { campaign, window, also, override } = pick(table, day);
    const isDated = Boolean(window || (override && campaign.days));
    return {
      day,
      campaign,
      window,
      exact: Boolean(window) && window.day === day,
      tone: isDated ? campaign.tone : 'honour',
      also,
      override,
      mourning: Boolean(periodOn(table.mourning, day)),
    };
  }

  /** What a page shows when no day can be believed: the first standing campaign, and no claim that hangs on a day. */
  function answerWithoutDay(table) {
    const campaign = table.campaigns.find((one) => !one.days) || null;
    return { day: null, campaign, window: null, exact: false, tone: 'honour', also: [], override: false, mourning: false };
  }

  /**
   * What a page shows at `ms`: the answer for the day, which is null while the clock, or a preview outside the table,
   * cannot be right, and with it `preview`, the day that the query `search` asks for, and `clock`, as `clockAt` has it.
   */
  function answerAt(table, ms, search, store) {
    const preview = previewDay(search);
    // A look at another day leaves no trace among the days seen.
    const clock = clockAt(table, ms, preview ? null : store);
    const within = preview && preview >= table.first && preview <= table.last ? preview : null;
    const day = preview ? within : clock.verdict === 'sound' ? clock.day : null;
    return Object.assign(day ? answerOn(table, day) : answerWithoutDay(table), { preview, clock });
  }

  function mark(root, answer) {
    const marks = {
      campaign: answer.campaign && answer.campaign.id,
      tone: answer.tone,
      mourning: answer.mourning && 'on',
      preview: answer.preview,
      clock: answer.day ? null : 'doubtful',
    };
    for (const name of Object.keys(marks)) {
      if (marks[name]) root.dataset[name] = marks[name];
      else delete root.dataset[name];
    }
  }

  function storeOf(window) {
    try {
      return window.localStorage;
    } catch (error) {
      return null; // the mere look at it throws where site data are blocked
    }
  }

  function start(window) {
    const document = window.document;
    const QYP = window.QYP;
    let told = '';
    function refresh() {
      const answer = answerAt(QYP.timetable, Date.now(), window.location.search, storeOf(window));
      const news = JSON.stringify(answer);
      if (news === told) return;
      told = news;
      QYP.today = answer;
      mark(document.documentElement, answer);
      document.dispatchEvent(new CustomEvent('qyp:day', { detail: answer }));
    }
    QYP.on = (day) => answerOn(QYP.timetable, day);
    refresh();
    // Timers sleep with the device: whoever comes back to the page asks anew.
    window.setInterval(refresh, REFRESH);
    document.addEventListener('visibilitychange', refresh);
    window.addEventListener('pageshow', refresh);
  }

  const api = { dayAt, numberOf, pick, clockAt, previewDay, answerOn, answerAt };
  if (typeof module === 'object' && module.exports) module.exports = api;
  else if (window.QYP && window.QYP.timetable) start(window);
})();
