// What Streamlit draws at the head of every page, as a screen reader needs it: the wordmark has the name of the
// tool, what opens the menu of a small screen says so, and its parts are headings with links below them, for their list is none: it has
// parts that are no items. Streamlit shows a label as markdown and reads it out as it stands: the marks that make plain text of it,
// and the joiner that nobody sees, are taken out of what is read.
const set = (el, name, value) => { if (el && el.getAttribute(name) !== value) el.setAttribute(name, value); };
const plain = new WeakMap();
function tidy() {
  document.querySelectorAll('[aria-label*="\\\\"], [aria-label*="\u2060"]').forEach((each) => {
    const read = each.getAttribute('aria-label');
    if (plain.get(each) === read) return;
    plain.set(each, read.replace(/\\([^\p{L}\p{N}\s])/gu, '$1').replaceAll('\u2060', ''));
    each.setAttribute('aria-label', plain.get(each));
  });
  const { name, home, menu } = window.__practiceAuditHead;
  document.querySelectorAll('img[data-testid="stLogo"], img[data-testid="stHeaderLogo"]').forEach((each) => set(each, 'alt', name));
  document.querySelectorAll('button[data-testid="stLogoLink"]').forEach((each) => set(each, 'aria-label', home));
  const opener = document.querySelector('[data-testid="stExpandSidebarButton"]');
  set(opener, 'data-pa-menu', menu);
  set(opener, 'aria-label', menu);
  const list = document.querySelector('[data-testid="stSidebarNavItems"]');
  if (!list?.querySelector('header')) return;
  set(list, 'role', 'none');
  list.querySelectorAll('li').forEach((each) => set(each, 'role', 'none'));
  list.querySelectorAll('header').forEach((each) => { set(each, 'role', 'heading'); set(each, 'aria-level', '2'); });
}
function head(words) {
  const isNew = !window.__practiceAuditHead;
  window.__practiceAuditHead = words;
  if (isNew) {
    new MutationObserver(() => { tidy(); see(); }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['aria-label'] });
    addEventListener('resize', see);
    document.addEventListener('focusout', see);
  }
  tidy();
  see();
}
