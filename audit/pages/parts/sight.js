// What must be seen. A refusal that is said out of sight is brought to the eye and has the keyboard; a chosen value
// that its box has no room for stands whole below it; and what a button opened stays with it where the page is drawn
// anew above it. `head.js` calls this at every change of the page.
const REFUSED = '.st-key-refused [data-testid="stAlert"]';
const HEAD = 64; // pixels at the top that the way to the pages covers
function seeRefusal() {
  const box = document.querySelector(REFUSED);
  const said = box?.textContent ?? '';
  const before = window.__practiceAuditRefused;
  window.__practiceAuditRefused = box;
  if (!box || (box === before && box.dataset.paSaid === said)) return;
  box.dataset.paSaid = said;
  const { top, bottom } = box.getBoundingClientRect();
  if (top >= HEAD && bottom <= innerHeight) return; // seen, and read out by itself: the keyboard stays
  box.tabIndex = -1;
  box.scrollIntoView({ block: 'center' });
  box.focus({ preventScroll: true });
}
function seeWhole() {
  for (const box of document.querySelectorAll('[data-testid="stSelectbox"]')) {
    const input = box.querySelector('input');
    // While its list is open it holds what is looked for; a line that went then would move what is below.
    if (!input || input.getAttribute('aria-expanded') === 'true') continue;
    const whole = input.scrollWidth > input.clientWidth + 1 ? input.value : '';
    if ((box.dataset.paWhole ?? '') === whole) continue;
    if (whole) box.dataset.paWhole = whole; else delete box.dataset.paWhole;
  }
}
let stood; // where the button was, and how far the page was scrolled
function seeOpened() {
  const opener = document.querySelector('[data-testid="stPopoverButton"][aria-expanded="true"]');
  const main = opener?.closest('[data-testid="stMain"]');
  if (!main) { stood = undefined; return; }
  const { top, bottom } = opener.getBoundingClientRect();
  if (stood && stood.top !== top) {
    const isPushed = stood.scrolled === main.scrollTop && (top < HEAD || bottom > innerHeight);
    if (isPushed) opener.scrollIntoView({ block: 'nearest' });
    dispatchEvent(new Event('resize')); // Streamlit places it anew
  }
  stood = { top: opener.getBoundingClientRect().top, scrolled: main.scrollTop };
}
let toSee = 0;
function see() {
  cancelAnimationFrame(toSee);
  toSee = requestAnimationFrame(() => { seeRefusal(); seeWhole(); seeOpened(); });
}
