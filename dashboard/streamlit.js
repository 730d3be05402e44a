// What neither the browser nor Streamlit does by itself in the dashboard: follow links without loading everything anew,
// hold what a link names in view while the page is drawn, and come back to the line where one was. ASKS: the parameters that
// the address of each page may have, beside those of FOLLOWED, which all have.
(() => {
  const main = () => document.querySelector(MAIN);

  // Until the application has drawn it, the page stands in a tree of its own, and scrolls with the window.
  const tree = () => document.getElementById('still')?.shadowRoot ?? document;

  // A place in the page: what with a name stands nearest below the head, and how far from the top.
  const place = () => {
    const still = tree() !== document, top = still ? 0 : main()?.getBoundingClientRect().top ?? 0;
    const within = still ? tree() : document.getElementById('root');
    let found, least = Infinity;
    for (const part of within?.querySelectorAll('.ci[id], .ci:not(.ci-masthead) [id]') ?? []) {
      const box = part.getBoundingClientRect(), away = Math.abs(box.top - top - 80);
      if (box.height && away < least) [found, least] = [part, away];
    }
    return found && [found.id, found.getBoundingClientRect().top - top];
  };
  const align = ([name, offset]) => {
    const part = tree().getElementById(name), box = main();
    if (part && tree() !== document) scrollBy(0, part.getBoundingClientRect().top - offset);
    else if (part && box) box.scrollTop += part.getBoundingClientRect().top - box.getBoundingClientRect().top - offset;
  };

  // In the lists of what a long page has, the last part that the reader has come to is marked.
  let marking = false;
  const mark = () => {
    marking = false;
    for (const list of tree().querySelectorAll('.ci-contents ol')) {
      const links = [...list.querySelectorAll('a')];
      const come = links.findLast(link => tree().getElementById(decodeURIComponent(link.hash.slice(1)))?.getBoundingClientRect().top < 160);
      for (const link of links) link.toggleAttribute('aria-current', link === come);
      come?.setAttribute('aria-current', 'location');
      if (come && list.scrollWidth > list.clientWidth) list.scrollLeft = come.offsetLeft - list.offsetLeft - 40;
    }
  };
  addEventListener('scroll', event => {
    if (marking || event.target.matches?.('.ci-contents *')) return;
    marking = true;
    requestAnimationFrame(mark);
  }, { capture: true, passive: true });

  // What comes late moves what stands below it: it is held in place until the reader does something.
  let held;
  const release = () => { held?.disconnect(); held = undefined; };
  const hold = again => {
    release();
    held = new MutationObserver(again);
    held.observe(document, { childList: true, subtree: true });
    again();
  };
  const target = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    if (name) hold(() => tree().getElementById(name)?.scrollIntoView());
  };
  for (const act of ['wheel', 'touchstart', 'pointerdown', 'keydown']) addEventListener(act, release, true);

  // Each entry of the history has a name, under which its place is kept.
  const push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  const fresh = () => `${Date.now()}-${Math.random()}`;
  let entry = history.state?.entry ?? fresh();
  const keep = () => {
    const here = !held && place();
    if (here) sessionStorage.setItem(`place ${entry}`, JSON.stringify(here));
  };
  const back = () => {
    const kept = sessionStorage.getItem(`place ${entry}`);
    if (kept) hold(() => align(JSON.parse(kept)));
    return kept;
  };
  // Streamlit writes what a run says into whatever address is there when it hears of it. The run of an address that was
  // left since then says another page, or what this page does not have. As long as nothing was chosen here, a run only
  // adds what is followed. Everything else is late, and passed over.
  let following = false, chosen = false;
  const late = next => {
    const said = new URLSearchParams(location.search), written = next.searchParams;
    const own = chosen && ASKS[location.pathname.replace(/\/$/, '').split('/').pop()] || [];
    return next.pathname !== location.pathname
      || [...written.keys()].some(name => !said.has(name) && !FOLLOWED.includes(name) && !own.includes(name))
      || !chosen && [...said].some(([name, value]) => !written.getAll(name).includes(value));
  };
  const tell = () => {
    following = true;
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
    following = false;
  };
  const unlessLate = write => (state, title, url) => {
    const next = new URL(url ?? '', location.href);
    if (following || !late(next)) write(state, title, url);
    // It goes on with what it wrote of this page: afterwards it is told what the address says.
    else if (next.pathname === location.pathname) setTimeout(tell);
  };
  // A link leads to an address, and the run that follows writes what every page follows into it: both are one step,
  // which Back undoes as one.
  let stepped = false;
  history.replaceState = unlessLate((state, title, url) => replace({ ...state, entry }, title, url));
  history.pushState = unlessLate((state, title, url) => {
    const away = new URL(url ?? '', location.href).pathname !== location.pathname;
    if (stepped && !away) history.replaceState(state, title, url);
    else {
      keep();
      entry = fresh();
      push({ ...state, entry }, title, url);
    }
    stepped = away;
  });
  for (const act of ['click', 'keydown', 'input']) addEventListener(act, () => { [stepped, chosen] = [false, true]; }, true);
  history.replaceState(history.state, '');
  addEventListener('pagehide', keep);

  addEventListener('popstate', () => {
    if (following) return;
    if (history.state?.entry) {
      chosen = false;
      // The page that is left still stands.
      keep();
      entry = history.state.entry;
      back();
    } else {
      // A part of this page was followed to: its place was kept when it was clicked.
      entry = fresh();
      history.replaceState(history.state, '');
    }
  });

  // Streamlit shows what an address names when Back leads to it, so a link is followed as if Back did.
  const pages = () => [...document.querySelectorAll('#root .ci-masthead :is(a, form)')].map(
    each => new URL(each.getAttribute('href') ?? each.getAttribute('action'), location.href).pathname);
  const ready = url => url.origin === location.origin && pages().includes(url.pathname)
    && document.querySelector(CONNECTED);
  const without = url => {
    const said = new URLSearchParams(url.search);
    said.delete('asof');
    return `${url.pathname}?${said}`;
  };
  // A link that is `stays` shows another side of what is shown here.
  const go = (url, stays) => {
    for (const each of document.querySelectorAll('.ci-masthead details[open]')) each.open = false;
    document.querySelector('.ci-masthead nav').hidePopover?.();
    if (url.href === location.href) return;
    // The same view as of another day is read on where one was.
    const same = (stays || without(url) === without(location)) && !url.hash, here = same && place();
    following = true;
    history.pushState({}, '', url);
    chosen = false;
    tell();
    if (here) hold(() => align(here));
    else if (url.hash) target();
    else hold(() => { if (main()) main().scrollTop = 0; });
  };
  addEventListener('click', event => {
    const link = event.target.closest?.('#root .ci a[href]');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey
      || event.altKey || link.hasAttribute('download') || !['', '_self'].includes(link.target)) return;
    const url = new URL(link.getAttribute('href'), location.href);
    const bare = address => address.href.split('#')[0];
    if (url.hash && bare(url) === bare(location)) {
      keep();
      // The browser goes there by itself, and charts that come late may move it.
      setTimeout(target);
    } else if (ready(url)) {
      event.preventDefault();
      go(url, 'here' in link.dataset);
    }
  });
  addEventListener('submit', event => {
    const form = event.target.closest?.('#root .ci form');
    if (!form || event.defaultPrevented) return;
    const url = new URL(form.getAttribute('action'), location.href);
    url.search = new URLSearchParams(new FormData(form));
    if (!ready(url)) return;
    event.preventDefault();
    go(url);
  });

  if (!back()) target();
})();
