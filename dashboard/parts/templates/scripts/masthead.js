// The head of a page works without this. It closes what was opened, by Escape or by going elsewhere, and takes a typed
// day when its field is left.
(() => {
  const opened = () => document.querySelector('.ci-masthead details[open], .ci-contents details[open]');
  const close = (details, focus) => {
    details.open = false;
    if (focus) details.querySelector('summary').focus();
  };
  addEventListener('keydown', event => {
    const details = event.key === 'Escape' && opened();
    // Back to where it was opened, so that the keyboard goes on from there.
    if (details) close(details, details.contains(document.activeElement));
  });
  for (const act of ['pointerdown', 'focusin'])
    addEventListener(act, event => {
      const details = opened();
      if (details && !details.contains(event.target)) close(details, false);
    });
  addEventListener('click', event => {
    const chosen = event.target.closest?.('.ci-contents a');
    if (chosen) close(chosen.closest('details'), false);
  });
  addEventListener('toggle', event => {
    if (event.target.matches?.('.ci-drop[open]')) event.target.querySelector('.ci-find input[type="search"]')?.focus();
  }, true);
  addEventListener('change', event => {
    if (event.target.matches?.('.ci-day input')) event.target.form.requestSubmit();
  });
})();
