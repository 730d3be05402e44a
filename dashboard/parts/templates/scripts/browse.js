// The list of charts and series without the server: narrowed as one types, by the rule of record/search/narrowing.py, and
// no more series chosen than stand in one chart. Without it everything stands there, and both forms work as they are.
(() => {
  // Before the application has come, the page stands in a tree of its own.
  const target = event => event.composedPath()[0];
  const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const says = (stem, form) => stem.startsWith(form)
    || (form.startsWith(stem) && form.length - stem.length < Math.min(5, stem.length - 1));
  const unsaid = (element, words) => {
    const stems = element.dataset.words.split(' ');
    return words.filter(word => !stems.some(stem => says(stem, word) || says(stem, word.replace(/y$/, 'i'))));
  };
  const narrow = field => {
    const tree = field.getRootNode(), stops = new Set(field.dataset.stops.split(' '));
    const words = fold(field.value).filter(word => !stops.has(word));
    const items = [...tree.querySelectorAll('.ci-item')];
    for (const item of items) {
      const left = unsaid(item, words), lines = [...item.querySelectorAll('.ci-line')], opened = item.querySelector('details');
      for (const line of lines) line.hidden = left.length > 0 && unsaid(line, left).length > 0;
      item.hidden = left.length > 0 && !lines.some(line => !line.hidden);
      // What names one of its lines shows them.
      if (opened) opened.open = (left.length > 0 && !item.hidden) || opened.querySelector(':checked') !== null;
    }
    for (const count of tree.querySelectorAll('[data-counts]')) {
      const own = items.filter(item => item.matches(count.dataset.counts)), shown = own.filter(item => !item.hidden).length;
      count.textContent = shown < own.length ? `${shown} of ${own.length}` : own.length;
    }
  };
  const choose = form => {
    const boxes = [...form.querySelectorAll('[name="series"]')], chosen = boxes.filter(box => box.checked).length;
    const most = Number(form.dataset.most);
    for (const box of boxes) box.disabled = !box.checked && chosen >= most;
    form.querySelector('.ci-chosen').dataset.chosen = chosen ? `${chosen} of at most ${most} chosen` : '';
  };
  addEventListener('input', event => {
    const field = target(event);
    if (!field.matches?.('.ci-narrow [name="q"]')) return;
    narrow(field);
    // The address says what is shown, so that it can be sent.
    const address = new URL(location.href), typed = field.value.trim();
    if (typed) address.searchParams.set('q', typed);
    else address.searchParams.delete('q');
    history.replaceState(history.state, '', address);
  });
  addEventListener('change', event => {
    const form = target(event).closest?.('.ci-pick');
    if (form) choose(form);
  });
  // What is typed is shown already.
  addEventListener('submit', event => {
    if (target(event).matches?.('.ci-narrow')) event.preventDefault();
  }, true);
})();
