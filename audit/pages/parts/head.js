// What Streamlit draws at the head of every page, as a screen reader needs it: the wordmark has the name of the
// tool, what opens the menu of a small screen says so, and its parts are headings with links below them, for their list is none: it has
// parts that are no items.
const set = (el, name, value) => { if (el && el.getAttribute(name) !== value) el.setAttribute(name, value); };
function tidy() {
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
    new MutationObserver(() => { tidy(); see(); }).observe(document.body, { childList: true, subtree: true });
    addEventListener('resize', see);
    document.addEventListener('focusout', see);
  }
  tidy();
  see();
}
