const REST = 1200;
const LINK_WAIT = 350;
const state = (window.__practiceAuditKeeper ??= { waiting: new Map(), started: false, last: 0 });

function isOurs(el) {
  return el instanceof HTMLTextAreaElement && !el.closest('[data-testid="stForm"]');
}
function send(el) {
  clearTimeout(state.waiting.get(el));
  if (!state.waiting.delete(el) || !el.isConnected) return;
  state.last = Date.now();
  el.dispatchEvent(new KeyboardEvent('keydown',
    { key: 'Enter', code: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }));
}
function sendAll() { [...state.waiting.keys()].forEach(send); }
function onInput(event) {
  if (!isOurs(event.target)) return;
  clearTimeout(state.waiting.get(event.target));
  state.waiting.set(event.target, setTimeout(() => send(event.target), REST));
}
function onBlur(event) {
  if (!isOurs(event.target) || !state.waiting.has(event.target)) return;
  // Streamlit itself sends on blur.
  clearTimeout(state.waiting.get(event.target));
  state.waiting.delete(event.target);
  state.last = Date.now();
}
function onClick(event) {
  const link = event.target.closest?.('a[href]');
  if (!link || link.dataset.paHeld || link.target === '_blank' || event.ctrlKey || event.metaKey) return;
  sendAll();
  if (Date.now() - state.last > 1000) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  link.dataset.paHeld = '1';
  setTimeout(() => { link.click(); delete link.dataset.paHeld; }, LINK_WAIT);
}

const criteria = () => [...document.querySelectorAll('[class*="st-key-criterion-"]')];
const within = (el) => el?.closest?.('[class*="st-key-criterion-"]');
const choices = (card) => [...card.querySelectorAll('[class*="st-key-rating-"] [role="radio"]')];
function focusOn(card, scroll = true) {
  if (!card) return;
  const all = choices(card);
  const target = all.find((el) => el.tabIndex === 0) ?? all[0]
    ?? card.querySelector('input, textarea, button');
  target?.focus({ preventScroll: true });
  if (scroll) card.scrollIntoView({ block: 'nearest' });
}
function step(card, by) {
  const all = criteria();
  focusOn(all[all.indexOf(card) + by] ?? card);
}
function press(part) {
  document.querySelector(`[class*="st-key-${part}"] button`)?.click();
}
function onKey(event) {
  const card = within(event.target);
  if (!card || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const writing = event.target instanceof HTMLTextAreaElement
    || (event.target instanceof HTMLInputElement && event.target.type === 'text');
  const key = event.key;
  if (writing) {
    if (key === 'Escape') { event.preventDefault(); focusOn(card); }
    return;
  }
  const all = choices(card);
  const digit = /^[0-9]$/.test(key) ? Number(key) : NaN;
  const does = {
    n: () => step(card, 1),
    p: () => step(card, -1),
    N: () => press('go-next'),
    P: () => press('go-previous'),
    s: () => card.querySelector('[class*="st-key-star-"] input')?.click(),
    e: () => card.querySelector('[class*="st-key-evidence-"] textarea')?.focus(),
    w: () => (card.querySelector('[class*="st-key-reason-"] textarea')
      ?? card.querySelector('[class*="st-key-overrule-"] textarea'))?.focus(),
    '?': () => press('keys-help'),
  };
  if (digit >= 1 && digit <= all.length) {
    event.preventDefault();
    if (all[digit - 1].getAttribute('aria-checked') !== 'true') all[digit - 1].click();
    step(card, 1);
  } else if (digit === 0 || key === 'Backspace' || key === 'Delete') {
    event.preventDefault();
    all.find((el) => el.getAttribute('aria-checked') === 'true')?.click();
  } else if (does[key]) {
    event.preventDefault();
    does[key]();
  }
}

// Progress is what the server counted elsewhere plus what is done on this step, added up here so that
// a rating redraws its own criterion only.
function addUp() {
  const done = document.querySelectorAll('[data-pa-done="1"]').length;
  for (const place of document.querySelectorAll('[data-pa-elsewhere]')) {
    const total = Number(place.dataset.paElsewhere) + done;
    const words = `${total} of ${place.dataset.paOf} done`;
    const said = place.querySelector('.pa-done');
    if (said && said.textContent !== words) said.textContent = words;
    const bar = place.querySelector('.pa-bar > div');
    if (bar) bar.style.width = `${100 * total / Math.max(1, Number(place.dataset.paOf))}%`;
  }
}
function watch(live) {
  let said = '';
  return new MutationObserver((changes) => {
    addUp();
    for (const change of changes) {
      const node = change.target.nodeType === 3 ? change.target.parentElement : change.target;
      const status = node?.querySelector?.('.pa-saved') ?? node?.closest?.('.pa-saved');
      const text = status?.textContent?.trim();
      if (text && text !== said) { said = text; live.textContent = text; }
    }
  });
}

// Streamlit sends one redraw for all that changes within a moment, so a criterion rated at the same
// moment as another is kept but may go on showing its older state. Where the two differ, ask once more.
const SETTLED = 1500;
function stale() {
  return [...document.querySelectorAll('[data-pa-rated]')].some((line) => {
    const card = within(line);
    const all = card ? choices(card) : [];
    if (!all.length || all[0].disabled) return false;
    const shown = all.findIndex((el) => el.getAttribute('aria-checked') === 'true');
    return shown !== Number(line.dataset.paRated);
  });
}
function checkLater() {
  clearTimeout(state.checking);
  state.checking = setTimeout(() => { if (stale()) state.redraw?.(String(Date.now())); }, SETTLED);
}

export default function (component) {
  state.redraw = (when) => component.setTriggerValue('redraw', when);
  const live = component.parentElement.querySelector('#live');
  if (!state.started) {
    state.started = true;
    document.addEventListener('input', onInput, true);
    document.addEventListener('blur', onBlur, true);
    document.addEventListener('click', onClick, true);
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('click', (event) => { if (within(event.target)) checkLater(); }, true);
    document.addEventListener('visibilitychange', () => { if (document.hidden) sendAll(); });
    window.addEventListener('pagehide', sendAll);
    window.addEventListener('beforeunload', (event) => {
      if (state.waiting.size === 0) return;
      sendAll();
      event.preventDefault();
    });
  }
  state.observer?.disconnect();
  state.observer = watch(live);
  addUp();
  state.observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  const wanted = component.data?.focus;
  if (wanted && wanted !== state.focused) {
    state.focused = wanted;
    const place = component.data.place;
    if (!place) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    let tries = 0;
    const look = () => {
      const card = place
        ? document.querySelector(`.st-key-criterion-${CSS.escape(place)}`)
        : criteria()[0];
      const ahead = document.querySelector('[class*="st-key-missing-"] button, .st-key-submit button');
      if (card && choices(card).length) focusOn(card, Boolean(place));
      else if (!place && ahead) ahead.focus({ preventScroll: true });
      else if (tries++ < 40) setTimeout(look, 50);
    };
    look();
  }
  return () => state.observer?.disconnect();
}
