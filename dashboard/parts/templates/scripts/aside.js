// Words of the glossary, and what a verdict rests on, are told in place; without this their links lead to the pages that
// say more, to which a link leads from here too.
(() => {
  const made = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const place = (box, link) => {
    const at = link.getBoundingClientRect(), { width, height } = box.getBoundingClientRect();
    const below = at.bottom + height + 14 < innerHeight || at.top < height + 14;
    box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
    box.style.top = `${Math.max(8, below ? Math.min(at.bottom + 6, innerHeight - height - 8) : at.top - height - 6)}px`;
  };
  const show = (link, title, parts, more) => {
    const box = Object.assign(document.createElement('div'), { className: 'ci ci-aside', popover: 'auto', tabIndex: -1 });
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', title);
    const on = made('a', more);
    on.href = link.getAttribute('href');
    on.target = '_self';
    box.append(...(parts[0].querySelector('h2') ? [] : [made('b', title)]), ...parts, made('p', ''));
    box.lastChild.append(on);
    // Beside its link it has the page's colours and letters.
    link.closest('.ci').append(box);
    box.showPopover();
    place(box, link);
    box.focus({ preventScroll: true });
    // The scrolling that brought the link into view may be told late, when it has long been over.
    const from = link.getBoundingClientRect().top;
    const moved = () => Math.abs(link.getBoundingClientRect().top - from) > 8;
    const away = event => { if (!box.contains(event.target) && moved()) box.hidePopover(); };
    addEventListener('scroll', away, true);
    box.addEventListener('toggle', event => {
      if (event.newState !== 'closed') return;
      removeEventListener('scroll', away, true);
      // Before the application has come, the page stands in a tree of its own.
      const active = box.getRootNode().activeElement;
      const left = !active || active === document.body || box.contains(active);
      if (left && link.isConnected) link.focus({ preventScroll: true });
      box.remove();
    });
  };
  const told = async link => {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const part = page.querySelector(new URL(link.href).hash);
    // Its own links start from its own page.
    for (const each of part.querySelectorAll('a[href]')) {
      const base = new URL(page.querySelector('base')?.getAttribute('href') ?? '', answer.url);
      each.href = new URL(each.getAttribute('href'), base);
    }
    part.removeAttribute('id');
    return document.importNode(part, true);
  };
  addEventListener('click', async event => {
    const link = event.composedPath()[0].closest?.('a.ci-word, a.ci-to-rows');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
      || !('popover' in HTMLElement.prototype) || link.closest('[popover]:not(nav)')) return;
    event.preventDefault();
    if (link.matches('.ci-word')) {
      show(link, link.textContent, [made('p', link.title)], 'In the glossary');
      return;
    }
    try { show(link, link.textContent, [await told(link)], 'On a page of its own'); }
    catch { location.href = link.href; }
  }, true);
})();
