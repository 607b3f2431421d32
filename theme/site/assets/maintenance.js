/* 群英谱: tell staff on the maintenance page what the device's clock says and what the calendar makes of it.
 *
 * A classic script, deferred, after timetable.js and day.js; it reads QYP.timetable and QYP.today, and asks QYP.on for
 * other days. The sentences stand in theme/pages/maintenance.html; here dates and names are set as text, and the
 * sentence that holds is shown. It finds
 *   [data-care-clock]     one for each verdict on the clock: sound, before, after, back
 *   [data-care-doubtful]  what the public sees meanwhile
 *   [data-care-now] [data-care-zone] [data-care-seen] [data-care-forget]   the clock, and the latest day seen
 *   [data-care-today] [data-care-why] [data-care-also] [data-care-days]    what the calendar says
 *   [data-care-days-hint] [data-care-days-none]   beside the days, and in their place
 *   [data-care-grey] [data-care-period="from to"]   the switches of mkdocs.yml
 */
(function () {
  'use strict';

  const SECOND = 1e3;
  const DAY = 864e5;
  const AHEAD = 7;
  const SEEN = 'qyp:latest-day';
  const TONES = { solemn: '肃穆', festive: '喜庆', plain: '素雅' };

  // ── words ──

  function shift(day, days) {
    return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
  }

  function weekday(day) {
    return '星期' + '日一二三四五六'[new Date(`${day}T00:00:00Z`).getUTCDay()];
  }

  function monthAndDay(day) {
    const [, month, date] = day.split('-').map(Number);
    return `${month}月${date}日`;
  }

  function longDate(day) {
    return `${Number(day.slice(0, 4))}年${monthAndDay(day)}`;
  }

  function clockTime(ms) {
    const beijing = new Date(ms + 8 * 36e5).toISOString();
    const day = beijing.slice(0, 10);
    return `${longDate(day)}　${weekday(day)}　${beijing.slice(11, 19)}`;
  }

  /** UTC+8, UTC-3:30: what the device believes of where it is; its name for the zone where it knows one. */
  function zoneWords(minutesWest, name) {
    const minutes = Math.abs(minutesWest);
    const rest = minutes % 60 ? ':' + String(minutes % 60).padStart(2, '0') : '';
    const zone = `UTC${minutesWest > 0 ? '-' : '+'}${Math.floor(minutes / 60)}${rest}`;
    const advice = minutesWest === -480 ? '' : '。日期仍按北京时间，活动不受影响';
    return zone + (name ? `（${name}）` : '') + advice;
  }

  function titleOf(campaign) {
    return campaign ? campaign.lines.join(' ') : '没有活动';
  }

  /** Why that day shows its campaign. */
  function reason(answer) {
    const window = answer.window;
    const days = window && (window.start === window.end ? longDate(window.start)
      : `${longDate(window.start)}至${monthAndDay(window.end)}`);
    if (!answer.day) return '时钟不可信，显示第一个常设的活动。';
    if (answer.override) return '临时指定。';
    if (!window) return '没有到期的活动，常设的活动按周轮换。';
    return (answer.exact ? '当天' : `活动期，本日${monthAndDay(window.day)}`) + `；活动期${days}。`;
  }

  // ── the page ──

  function start(window) {
    const document = window.document;
    const QYP = window.QYP;

    function part(name) {
      return document.querySelector(`[data-care-${name}]`);
    }

    function tell(name, text) {
      const element = part(name);
      element.textContent = text;
      element.hidden = !text;
    }

    function seen() {
      try {
        return window.localStorage.getItem(SEEN);
      } catch (error) {
        return null; // forbidden: then nothing was kept either
      }
    }

    function fillClock(clock) {
      for (const verdict of document.querySelectorAll('[data-care-clock]')) {
        verdict.hidden = verdict.dataset.careClock !== clock.verdict;
      }
      part('doubtful').hidden = clock.verdict === 'sound';
      const latest = seen();
      part('seen').textContent = latest ? longDate(latest) : '没有记录';
      part('forget').hidden = !latest;
    }

    function fillZone() {
      let name = '';
      try {
        name = Intl.DateTimeFormat().resolvedOptions().timeZone || '';
      } catch (error) {
        // old WebViews lack the data: the offset says enough
      }
      tell('zone', zoneWords(new Date().getTimezoneOffset(), name));
    }

    function nameOf(id) {
      return `“${titleOf(QYP.timetable.campaigns.find((campaign) => campaign.id === id))}”`;
    }

    function fillToday(answer) {
      const today = part('today');
      today.textContent = titleOf(answer.campaign);
      if (answer.campaign) today.setAttribute('href', answer.campaign.path);
      const tone = TONES[answer.tone];
      tell('why', reason(answer) + (tone ? `格调：${tone}。` : ''));
      tell('also', answer.also.length ? `同一天还有${answer.also.map(nameOf).join('、')}，排在后面。` : '');
    }

    function dayRow(answer) {
      const row = document.createElement('li');
      const link = document.createElement('a');
      const title = document.createElement('b');
      link.className = 'link';
      link.setAttribute('href', `index.html?day=${answer.day}`);
      link.textContent = `${monthAndDay(answer.day)}　${weekday(answer.day)}`;
      title.textContent = titleOf(answer.campaign);
      row.append(link, title);
      const marks = [answer.override && '临时指定', answer.exact && '当天', answer.mourning && '置灰'].filter(Boolean);
      if (marks.length) row.append(marks.join('、'));
      return row;
    }

    function fillDays(answer) {
      const list = part('days');
      list.textContent = '';
      part('days-hint').hidden = !answer.day;
      part('days-none').hidden = Boolean(answer.day);
      for (let ahead = 1; answer.day && ahead <= AHEAD; ahead++) {
        const day = shift(answer.day, ahead);
        if (day <= QYP.timetable.last) list.append(dayRow(QYP.on(day)));
      }
    }

    function fillSwitches(answer) {
      tell('grey', answer.mourning ? '今天置灰。' : '今天不置灰。');
      for (const row of document.querySelectorAll('[data-care-period]')) {
        const [from, to] = row.dataset.carePeriod.split(' ');
        row.querySelector('em').hidden = !(answer.day && from <= answer.day && answer.day <= to);
      }
    }

    function tick() {
      part('now').textContent = clockTime(Date.now());
    }

    function fill() {
      const answer = QYP.today;
      tick();
      fillClock(answer.clock);
      fillToday(answer);
      fillDays(answer);
      fillSwitches(answer);
    }

    fillZone();
    fill();
    window.setInterval(tick, SECOND);
    document.addEventListener('qyp:day', fill);
    part('forget').addEventListener('click', () => {
      window.localStorage.removeItem(SEEN);
      window.location.reload();
    });
  }

  const api = { zoneWords, clockTime, reason };
  if (typeof module === 'object' && module.exports) module.exports = api;
  else if (window.QYP && window.QYP.today) start(window);
})();
