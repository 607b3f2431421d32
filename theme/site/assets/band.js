/* 群英谱: turn the day's answer into the words of the home page, its band and 今日纪念.
 *
 * A classic script, after day.js and anniversaries.js; right after the band it fills that before the first paint.
 * It fills both again on "qyp:day", that is after midnight. It finds
 *   [data-band]   with .band__inner, .band__day, .band__title, .band__text and a.more, as the server wrote them
 *   <template data-band-names="id" data-text="…">   the names for that campaign, and the line above its link
 *   <template data-band-verse>   the value lines, for all campaigns but solemn ones
 *   [data-today]   keeps the .today that the server wrote, which names no day, until it can say something true
 * Words are set as text, never as HTML.
 */
(function () {
  'use strict';

  const COMING = 3;
  const DIGITS = '〇一二三四五六七八九';

  // ── words ──

  function parts(day) {
    const [year, month, date] = day.split('-').map(Number);
    return { year, month, date };
  }

  function longDate(day) {
    const { year, month, date } = parts(day);
    return `${year}年${month}月${date}日`;
  }

  /** 2026年11月30日　星期一; on a campaign's own day its name where it has one: 2027年4月5日　清明. */
  function dateLine(answer) {
    if (!answer.day) return '';
    const weekday = '星期' + '日一二三四五六'[new Date(answer.day + 'T00:00:00Z').getUTCDay()];
    const name = (answer.exact && answer.campaign.dayName) || weekday;
    return `${longDate(answer.day)}　${name}${answer.preview ? '（预览）' : ''}`;
  }

  /** 1 to 999 in words, as anniversaries are counted: 两, 十, 十二, 二十, 一百零五. */
  function inWords(number) {
    if (number === 2) return '两';
    const hundreds = Math.floor(number / 100);
    const tens = Math.floor(number / 10) % 10;
    const ones = number % 10;
    const ten = tens ? (tens > 1 || hundreds ? DIGITS[tens] : '') + '十' : hundreds && ones ? '零' : '';
    return (hundreds ? DIGITS[hundreds] + '百' : '') + ten + (ones ? DIGITS[ones] : '');
  }

  function isLeap(year) {
    return new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  }

  /** The day of `year` on which the month-day `key` is kept: 02-29 on 02-28 where there is none (民法典 art. 202). */
  function keptOn(key, year) {
    return `${year}-${key === '02-29' && !isLeap(year) ? '02-28' : key}`;
  }

  /**
   * Of `days`, which gives the first year of each month-day that has a file, those kept on `day`, and the three kept
   * next, each {key, on} with the day `on` which that is. A first year's own day is no anniversary.
   */
  function agenda(days, day) {
    const { year } = parts(day);
    const dated = [];
    for (const current of [year, year + 1]) {
      for (const key of Object.keys(days)) if (days[key] < current) dated.push({ key, on: keptOn(key, current) });
    }
    const ahead = dated.filter((one) => one.on > day)
      .sort((one, other) => (one.on + one.key < other.on + other.key ? -1 : 1));
    return { today: dated.filter((one) => one.on === day), next: ahead.slice(0, COMING) };
  }

  function verb(one) {
    return one.kind === 'died' ? '牺牲' : '见义勇为';
  }

  /** 2007年11月30日牺牲; of the living 2005年3月1日见义勇为. */
  function whatHappened(one) {
    return longDate(one.date) + verb(one);
  }

  function yearsOn(one, day) {
    return parts(day).year - parts(one.date).year;
  }

  function yearsSince(one, day) {
    return `${inWords(yearsOn(one, day))}周年`;
  }

  /** The fifth, the tenth and every tenth year after it: as stands_out in remembrance.py. */
  function standsOut(years) {
    return years === 5 || (years > 0 && years % 10 === 0);
  }

  function isGreat(one, day) {
    return standsOut(yearsOn(one, day));
  }

  /** Those of `entries` that are kept on `day`: the dead first, of these and of the others the great years first. */
  function keptToday(entries, day) {
    const rank = (one) => (one.kind === 'died' ? 0 : 2) + (isGreat(one, day) ? 0 : 1);
    return entries.filter((one) => yearsOn(one, day) > 0)
      .map((one, place) => ({ one, place }))
      .sort((left, right) => rank(left.one) - rank(right.one) || left.place - right.place)
      .map(({ one }) => one);
  }

  // ── elements ──

  function make(name, className, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  function link(path, className, ...children) {
    const anchor = make('a', className, ...children);
    anchor.setAttribute('href', path);
    return anchor;
  }

  function setText(element, text) {
    element.textContent = text;
    element.hidden = !text;
  }

  function titleLine(text) {
    const kinds = [/^[“《]/.test(text) && 'hang', [...text].length > 11 && 'long'];
    return make('span', kinds.filter(Boolean).join(' '), text);
  }

  // ── the band ──

  function fillBand(band, answer) {
    const find = (selector) => band.querySelector(selector);
    setText(find('.band__day'), dateLine(answer));
    const campaign = answer.campaign;
    if (!campaign) return;
    const names = [...document.querySelectorAll('template[data-band-names]')]
      .find((template) => template.dataset.bandNames === campaign.id);
    const verse = campaign.tone === 'solemn' ? null : document.querySelector('template[data-band-verse]');
    const title = find('.band__title');
    title.textContent = '';
    title.append(...campaign.lines.map(titleLine));
    const more = find('a.more');
    more.setAttribute('href', campaign.path);
    more.textContent = names ? '进入追思' : '查看活动';
    const text = find('.band__text') || more.parentNode.insertBefore(make('p', 'band__text'), more);
    setText(text, campaign.slogan || (names && names.dataset.text) || '');
    for (const list of band.querySelectorAll('.band__verse, .band__names')) list.remove();
    const side = names || verse;
    if (side) find('.band__inner').append(document.importNode(side.content, true));
  }

  // ── 今日纪念 ──

  /** The name as it is set elsewhere: two characters take the room of three, a long one breaks between its parts. */
  function setName(one) {
    const name = one.parts.join('');
    if ([...name].length === 2) return [make('span', 'name2', name)];
    return [].concat(...one.parts.map((part, index) => (index ? [make('wbr'), part] : [part])));
  }

  function stele(one) {
    const { columns, size, gap, columnGap } = one.stele;
    const cell = (text) => make([...text].length > 1 ? 'small' : 'span', '', text);
    const name = make('span', 'stele__name', ...columns.map((column) => make('b', '', ...column.map(cell))));
    const plate = make('span', one.kind === 'died' ? 'stele stele--quiet' : 'stele', make('span', 'stele__field', name));
    plate.setAttribute('aria-hidden', 'true');
    plate.setAttribute('style', `--stele-size:${size};--stele-gap:${gap};--stele-col:${columnGap}`);
    return plate;
  }

  /** A great anniversary, set apart for the eye and said to be one to whoever listens. */
  function great(className, text) {
    return make('strong', `great ${className}`, make('span', 'vh', '重要周年：'), text);
  }

  function head(one, day) {
    const years = isGreat(one, day) ? '' : yearsSince(one, day);
    const lines = [whatHappened(one), [one.place, years].filter(Boolean).join('　'), one.group && `${one.group}成员`];
    const when = make('p', 'today__when');
    for (const line of lines.filter(Boolean)) when.append(...(when.hasChildNodes() ? [make('br')] : []), line);
    const above = years ? [] : [great(`great--${one.kind}`, `${verb(one)}${yearsSince(one, day)}`)];
    return make('div', 'today__head', ...above, make('h3', 'today__name', ...setName(one)), when);
  }

  function clauses(text) {
    return text.match(/[^，。；！？]+[，。；！？]*/g).map((clause) => make('span', 'clause', clause));
  }

  function mark(one) {
    return one.kind === 'died' ? [make('span', 'mark', '牺牲')] : [];
  }

  /** Someone else of today: how many years, the name, and 牺牲 for the dead. */
  function row(one, day) {
    const years = yearsSince(one, day);
    const label = isGreat(one, day) ? great(`great--${one.kind}`, years) : years;
    return make('li', '', make('span', 'today__on', label), link(one.path, '', make('b', '', ...setName(one))),
      ...mark(one));
  }

  /** Whoever, or what regulation, comes next: the day, the name, and the years where they stand out. */
  function comingRow(one) {
    const when = make('span', 'today__on', monthAndDay(one.on));
    if (one.kind === 'rule') return make('li', '', when, rule(one, one.on, ''));
    const years = isGreat(one, one.on) ? [great(`great--${one.kind}`, yearsSince(one, one.on))] : [];
    return make('li', '', when, link(one.path, '', make('b', '', ...setName(one))), ...mark(one), ...years);
  }

  /** 《某条例》实施三十周年; one that is known to the year only has 今年 before the verb. */
  function rule(one, day, before) {
    const words = `${before}实施${yearsSince(one, day)}`;
    const years = isGreat(one, day) ? great('great--rule', words) : words;
    return make('p', 'today__rule', link(one.path, '', one.title), ' ', make('span', '', years));
  }

  /** The regulations of today, and of those without a day the ones whose year is a great one. */
  function rulesOn(day, dated, yearly) {
    const ofYear = yearly.filter((one) => isGreat(one, day));
    return [...dated.map((one) => make('li', '', rule(one, day, ''))),
      ...ofYear.map((one) => make('li', '', rule(one, day, '今年')))];
  }

  function list(title, rows) {
    return rows.length ? [make('p', '', title), make('ul', '', ...rows)] : [];
  }

  function monthAndDay(day) {
    const { month, date } = parts(day);
    return `${month}月${date}日`;
  }

  function fillToday(section, day, { today, next, rules }) {
    const [first, ...others] = today.filter((one) => one.kind !== 'rule');
    const aside = make('div', 'today__next',
      ...list('同日纪念', others.map((one) => row(one, day))),
      ...list('法规周年', rulesOn(day, today.filter((one) => one.kind === 'rule'), rules)),
      ...list('将至的纪念日', next.map(comingRow)));
    const box = first
      ? make('div', 'today', stele(first), head(first, day),
        make('div', 'today__text', make('p', '', ...clauses(first.summary)), link(first.path, 'more', '阅读事迹')), aside)
      : make('div', 'today today--none', make('p', 'quiet', '今天没有在册人物的纪念日。'), aside);
    box.dataset.day = day;
    for (const old of section.querySelectorAll('.today')) old.remove();
    section.append(box);
    section.hidden = false;
  }

  /** Load the file of the month-day `key` once; the promise never fails, it brings null where the file is missing. */
  function load(key, folder, on) {
    return new Promise((resolve) => {
      if (on[key]) return resolve(on[key]);
      const script = make('script');
      script.src = `${folder}anniversaries/${key}.js`;
      script.onload = script.onerror = () => resolve(on[key] || null);
      document.head.append(script);
    });
  }

  function showToday(section, answer, folder) {
    const index = window.QYP.anniversaries;
    if (section.querySelector('[data-day]')) section.hidden = true; // it speaks of another day
    if (!answer.day || !index) return;
    const { today, next } = agenda(index.days, answer.day);
    const read = ({ key, on }) => load(key, folder, index.on)
      .then((found) => found && found.map((one) => Object.assign({ on }, one)));
    Promise.all([today, next].map((days) => Promise.all(days.map(read)))).then(([now, coming]) => {
      const isWhole = now.concat(coming).every(Boolean); // else "nobody today" might be untrue
      if (!isWhole || window.QYP.today !== answer) return;
      fillToday(section, answer.day, {
        today: keptToday([].concat(...now), answer.day),
        next: [].concat(...coming).filter((one) => yearsOn(one, one.on) > 0).slice(0, COMING),
        rules: index.rules,
      });
    });
  }

  function start(folder) {
    const answer = () => window.QYP && window.QYP.today;
    const fillBands = () => {
      for (const band of document.querySelectorAll('[data-band]')) fillBand(band, answer());
    };
    const fill = () => {
      fillBands();
      for (const section of document.querySelectorAll('[data-today]')) showToday(section, answer(), folder);
    };
    if (!answer()) return;
    if (document.readyState === 'loading') {
      fillBands();
      document.addEventListener('DOMContentLoaded', fill); // the anniversaries are deferred until then
    } else fill();
    document.addEventListener('qyp:day', fill);
  }

  const api = { dateLine, inWords, agenda, whatHappened, yearsSince, standsOut, keptToday };
  if (typeof module === 'object' && module.exports) module.exports = api;
  else start(document.currentScript.src.replace(/[^/]*$/, ''));
})();
