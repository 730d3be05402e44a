// The page is whole without this. It reads the table's values at the pointer and by the arrow keys, and copies the link.
(() => {
  const box = document.getElementById('picture'), line = document.getElementById('reading');
  const copy = document.getElementById('copy'), said = document.getElementById('copied');
  if (copy) {
    copy.hidden = false;
    copy.onclick = async () => {
      const link = new URL(copy.dataset.link, document.baseURI).href;
      try { await navigator.clipboard.writeText(link); said.textContent = 'Link copied'; }
      catch { said.textContent = link; }
    };
  }
  const rows = [...document.querySelectorAll('tr[data-day]')].map(row => ({
    day: Date.parse(row.dataset.day), member: row.dataset.member, text: row.dataset.text }));
  const charts = box ? [...box.querySelectorAll('svg[data-start]')] : [];
  if (!line || !rows.length || !charts.length) { if (box) box.removeAttribute('tabindex'); return; }
  // Of wide and narrow pictures those of this page; panes have one axis.
  const seen = () => charts.filter(chart => chart.getBoundingClientRect().width > 0);
  const start = Date.parse(charts[0].dataset.start), end = Date.parse(charts[0].dataset.end);
  const days = [...new Set(rows.map(row => row.day))].filter(day => day >= start && day <= end).sort((a, b) => a - b);
  let place = days.length - 1;
  const pointed = (chart, day) => {
    const left = +chart.dataset.left, right = +chart.dataset.right;
    const x = left + (right - left) * (day - start) / (end - start);
    let mark = chart.querySelector('.pointer');
    if (!mark) {
      mark = document.createElementNS('http://www.w3.org/2000/svg', 'line');
      mark.setAttribute('class', 'pointer');
      chart.append(mark);
    }
    // What stands below the plot, the words of axis and signs, is not crossed.
    const { top, bottom } = chart.dataset;
    for (const [name, value] of Object.entries({ x1: x, x2: x, y1: top, y2: bottom })) mark.setAttribute(name, value);
  };
  const show = day => {
    for (const chart of seen()) pointed(chart, day);
    const found = new Map();
    for (const row of rows) {
      const other = found.get(row.member);
      if (row.day <= day && (!other || row.day > other.day)) found.set(row.member, row);
    }
    line.textContent = [...found.values()].map(row => row.text).join(' · ') || 'no data by that day';
  };
  const point = event => {
    const [chart] = seen(), frame = chart.getBoundingClientRect();
    const x = (event.clientX - frame.left) * chart.viewBox.baseVal.width / frame.width;
    const share = (x - chart.dataset.left) / (chart.dataset.right - chart.dataset.left);
    const day = start + share * (end - start);
    const near = days.reduce((best, each) => Math.abs(each - day) < Math.abs(best - day) ? each : best, days[0]);
    place = days.indexOf(near);
    show(near);
  };
  // A finger that only touches does not move.
  for (const act of ['pointerdown', 'pointermove']) box.addEventListener(act, point);
  box.addEventListener('keydown', event => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -days.length, End: days.length }[event.key];
    if (!step) return;
    event.preventDefault();
    place = Math.min(days.length - 1, Math.max(0, place + step));
    show(days[place]);
  });
})();
