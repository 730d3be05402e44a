// The head of a page works without this. It closes what was opened, by Escape or by going elsewhere, and takes a typed
// day when its field is left.
(() => {
  // Before the application has come, the page stands in a tree of its own.
  const tree = () => document.getElementById('still')?.shadowRoot;
  const opened = () => (tree() ?? document).querySelector('.ci-masthead details[open], .ci-contents details[open]');
  const target = event => event.composedPath()[0];
  const close = (details, focus) => {
    details.open = false;
    if (focus) details.querySelector('summary').focus();
  };
  addEventListener('keydown', event => {
    const details = event.key === 'Escape' && opened();
    // Back to where it was opened, so that the keyboard goes on from there.
    if (details) close(details, details.contains(details.getRootNode().activeElement));
  });
  for (const act of ['pointerdown', 'focusin'])
    addEventListener(act, event => {
      const details = opened();
      if (details && !details.contains(target(event))) close(details, false);
    });
  addEventListener('click', event => {
    const chosen = target(event).closest?.('.ci-contents a');
    if (chosen) close(chosen.closest('details'), false);
  });
  // What these two tell stays in the tree in which it happens.
  const listen = root => {
    root.addEventListener('toggle', event => {
      if (event.target.matches?.('.ci-drop[open]')) event.target.querySelector('.ci-find input[type="search"]')?.focus();
    }, true);
    root.addEventListener('change', event => {
      if (event.target.matches?.('.ci-day input')) event.target.form.requestSubmit();
    });
  };
  listen(document);
  addEventListener('DOMContentLoaded', () => { if (tree()) listen(tree()); });
})();
