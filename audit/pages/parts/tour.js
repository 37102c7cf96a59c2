// Says each step of the tour aloud, brings the keyboard to it when it begins, and keeps in this browser that a tour was offered once.
const YEAR = 31536000;
const state = (window.__practiceAuditTour ??= { on: false });

function toIt(tries = 30) {
  const next = document.querySelector('.st-key-tour-next button');
  if (next) next.focus();
  else if (tries) setTimeout(toIt, 100, tries - 1);
}

// What was pressed is gone with the tour: the keyboard goes on from the page's heading, and not from its beginning.
function on(tries = 30) {
  const heading = document.querySelector('[data-testid="stMain"] h1');
  if (document.querySelector('.st-key-tour-leave') && tries) { setTimeout(on, 100, tries - 1); return; }
  if (!heading || document.activeElement !== document.body) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

export default function ({ parentElement: root, data }) {
  const said = root.querySelector('#tour');
  if (said.textContent !== data.said) said.textContent = data.said;
  if (data.on && !state.on) toIt();
  if (!data.on && state.on) on();
  state.on = data.on;
  if (data.offered) {
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = `${data.cookie}=1; path=/; max-age=${YEAR}; SameSite=Strict${secure}`;
  }
}
