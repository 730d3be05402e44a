// The page stands at once, as words and still pictures in a tree of its own. When the application has drawn the same
// page, unseen, below it, the application takes its place: each line where it was, with what was opened, typed, selected
// and focused. If it never comes, the page stays, and says so.
//
// The application is 2.7 MB of scripts and seconds of a phone's work, during which it answers no finger; the page is whole
// without it. So where fingers point, or where the reader asked to save data, it begins with the first thing that the
// reader does. Scrolling is no such thing by itself: the browser does it too, back to a line or to what an address names;
// a reader's begins with one of these.
(() => {
  const still = document.getElementById('still'), app = document.getElementById('root');
  const tree = still?.shadowRoot;
  // The script that draws charts is asked for while the application hears what the page has, and no sooner: it would hold
  // back what is needed first.
  const draws = () => {
    const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', href: DRAWING });
    if (DRAWING && tree?.querySelector('figure')) document.head.append(link);
  };
  function bring() {
    document.head.append(document.querySelector('.ci-application').content);
    document.querySelector('head > script[type=module]')?.addEventListener('load', draws);
  }
  if (!tree || !app) { still?.remove(); bring(); return; }
  // A browser looks for what an address names in the document alone: for it there are anchors outside the tree, with a place
  // inside. From here on names are looked for in the tree, and stand in the document once.
  still.replaceChildren();
  for (const each of tree.querySelectorAll('slot')) each.remove();
  const ACTS = ['touchstart', 'pointerdown', 'wheel', 'keydown', 'click'];
  const waits = matchMedia('(hover: none) and (pointer: coarse)').matches || navigator.connection?.saveData;
  const LATE = 20000, LONGEST = 4000, QUIET = 200, PAUSE = 50;
  let started = 0, looking, sent = 0, moved = 0, pressed = false, touched = false;
  app.inert = true;
  document.documentElement.classList.add('ci-waiting', 'ci-held');

  const all = (selector, within = app) => [...within.querySelectorAll(selector)];
  const late = () => { tree.querySelector('.late').hidden = false; };
  const inTree = name => (name ? tree.getElementById(decodeURIComponent(name)) : null);
  const toTarget = () => inTree(location.hash.slice(1))?.scrollIntoView();

  // Blocks that stand in both, in the same order and with the same words; the n-th of those that are alike is the n-th.
  const blocks = within => all('.ci', within).filter(each => !each.parentElement?.closest('.ci'));
  function twins() {
    const alike = new Map(), found = new Map();
    for (const each of blocks(app)) alike.set(each.textContent, [...(alike.get(each.textContent) ?? []), each]);
    for (const each of blocks(tree)) {
      const twin = alike.get(each.textContent)?.shift();
      if (twin) found.set(each, twin);
    }
    return found;
  }
  // The node of the application that a node of the still page corresponds to.
  function twin(node, pairs) {
    const way = [];
    for (; node && !pairs.has(node); node = node.parentNode) way.unshift([...(node.parentNode?.childNodes ?? [])].indexOf(node));
    return node && way.reduce((at, place) => at?.childNodes[place], pairs.get(node));
  }

  // What the reader looks at: of all blocks that have a twin, the innermost element next to the upper third.
  function line(pairs) {
    const off = each => Math.abs(each.getBoundingClientRect().top - innerHeight / 3);
    // What is stuck to the window stands where it stands.
    const stuck = each => each.closest('figure') && getComputedStyle(each.closest('figure')).position === 'sticky';
    const nearest = list => list.reduce((best, each) => (!best || off(each) < off(best) ? each : best), null);
    const block = nearest([...pairs.keys()].filter(each => each.getClientRects().length && !stuck(each)));
    return block && nearest([block, ...all('*', block)].filter(each => each.getClientRects().length));
  }
  function align(pairs) {
    const main = app.querySelector(MAIN), from = scrollY > 0 && line(pairs), to = from && twin(from, pairs);
    if (to) main.scrollTop += to.getBoundingClientRect().top - from.getBoundingClientRect().top;
  }

  function selection() {
    const said = getSelection(), range = said.getComposedRanges?.({ shadowRoots: [tree] })[0];
    if (range) return range.collapsed ? null : [range.startContainer, range.startOffset, range.endContainer, range.endOffset];
    const held = tree.getSelection?.() ?? said;
    return held.isCollapsed ? null : [held.anchorNode, held.anchorOffset, held.focusNode, held.focusOffset];
  }
  function carry(pairs) {
    for (const each of all('details', tree)) { const to = twin(each, pairs); if (to) to.open = each.open; }
    for (const each of all('input', tree)) {
      const to = twin(each, pairs), [typed, ticked] = to ? [to.value !== each.value, to.checked !== each.checked] : [];
      if (to) [to.value, to.checked] = [each.value, each.checked];
      // What follows from it is done in the application as well.
      for (const [done, act] of [[typed, 'input'], [ticked, 'change']]) if (done) to.dispatchEvent(new Event(act, { bubbles: true }));
    }
    const focus = twin(tree.activeElement, pairs);
    const [anchor, from, end, to] = selection() ?? [];
    const ends = [twin(anchor, pairs), twin(end, pairs)];
    return () => {
      focus?.focus?.({ preventScroll: true });
      if (ends[0] && ends[1]) getSelection().setBaseAndExtent(ends[0], from, ends[1], to);
    };
  }

  // Charts near what is looked at are drawn first, and only they are waited for; the others one after another as soon as
  // the application has taken over, the nearest first.
  const near = each => { const { top, bottom } = each.getBoundingClientRect(); return bottom > -innerHeight && top < 2 * innerHeight; };
  const away = each => Math.abs(each.getBoundingClientRect().top - innerHeight / 2);
  const held = () => all(PLACE).filter(each => !('ciDrawn' in each.dataset));
  function drawRest() {
    const [next] = held().sort((one, other) => away(one) - away(other));
    if (!next) { document.documentElement.classList.remove('ci-held'); return; }
    next.dataset.ciDrawn = '';
    setTimeout(drawRest, PAUSE);
  }

  const whole = () => app.querySelector(ENDED) && app.querySelector('.ci-sent');
  // Charts that stand within a screen of what is looked at are drawn, or have had their time.
  function drawn() {
    sent ||= performance.now();
    if (performance.now() - sent > LONGEST) return true;
    for (const each of held().filter(near)) each.dataset.ciDrawn = '';
    const coming = all(SKELETON).filter(each => !each.closest(PLACE));
    return ![...coming, ...all(PLACE).filter(each => !each.querySelector(DRAWN))].some(near);
  }
  function handOver() {
    if (performance.now() - started > LATE) late();
    // What is told in place is read to its end first.
    if (pressed || touched || tree.querySelector(':popover-open') || performance.now() - moved < QUIET || !whole()) return;
    // Every look lays out both trees, in time that the charts are drawn in: at the top of the page there is nothing to align.
    if (scrollY > 0) align(twins());
    if (!drawn()) return;
    clearInterval(looking);
    const pairs = twins();
    const rest = carry(pairs);
    // What was opened takes room.
    align(pairs);
    still.remove();
    app.inert = false;
    document.documentElement.classList.remove('ci-waiting');
    rest();
    drawRest();
  }
  function begin() {
    if (started) return;
    started = performance.now();
    bring();
    looking = setInterval(handOver, 50);
  }
  addEventListener('scroll', () => { moved = performance.now(); }, { passive: true });
  addEventListener('pointerdown', () => { pressed = true; });
  for (const act of ['pointerup', 'pointercancel']) addEventListener(act, () => { pressed = false; });
  // A finger that scrolls presses no more, and yet rests on the page.
  for (const act of ['touchstart', 'touchend', 'touchcancel'])
    addEventListener(act, event => { touched = event.touches.length > 0; }, { passive: true });
  addEventListener('hashchange', toTarget);
  addEventListener('error', event => { if (event.target.tagName === 'SCRIPT') late(); }, true);
  toTarget();
  if (waits) for (const act of ACTS) addEventListener(act, begin, { capture: true, passive: true });
  else begin();
})();
