// Keeping what is entered. What a person enters is remembered here until the server says that it is
// kept: until then its line says "Not saved yet", closing the tab warns, and where the server has
// forgotten it (started anew, say) it is entered again. `keys.js` is put before this file.
const REST = 1200; // a text is sent after this long without a key
const HOLD = 60000; // a way off the step waits this long at most for what is not kept yet
const GOES = 2000; // a button that goes away with what it did has gone after this long
const WAITS = 'Not saved yet. Goes on once it is. Esc: stay here.';
// A sentence in the language of the page (languages.js).
const spoken = (words) => window.__practiceAuditWords?.[words] ?? words;
const CHANGE = '[class*="st-key-replace-"] button'; // it changes a text, so that must be kept first
const WAY = `a[href], [data-testid="stLogoLink"], [class*="st-key-go-"] button, [class*="st-key-step-"] button, ${CHANGE}`;
const ASK = 1500; // after this long a redraw is asked for, in case one was passed over
const STUCK = 6000; // after this long one is asked for beside a run that does not end
const LATE = 5000; // after this long it is said aloud that something is not kept
const state = (window.__practiceAuditKeeper ??= { entered: new Map(), resting: new Map(), lost: new Map(),
  lookAt: Infinity, acted: 0 });

const lineOf = (card) => card.querySelector('.pa-saved[data-pa-kept]');
const isOurs = (el) => el instanceof HTMLTextAreaElement && Boolean(within(el));

// ---- What the server holds, and what the screen shows ------------------------------------------------

function crc(text) {
  let sum = -1;
  for (const byte of new TextEncoder().encode(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ -1) >>> 0;
}
const mark = (value) => (typeof value !== 'string' ? Number(value) : value.trim() ? crc(value) : 0);
function shown(el) {
  const box = el.querySelector('textarea');
  if (box) return box.value;
  const tick = el.querySelector('input[type="checkbox"]');
  return tick ? tick.checked : radios(el).findIndex(isChosen);
}
// A part of a card: its widget's name, the mark of what the server holds for it, and its element.
function parts(card) {
  const { paKept = '{}', paVisit: visit, paTrouble } = lineOf(card)?.dataset ?? {};
  return Object.entries(JSON.parse(paKept))
    .map(([key, held]) => ({ name: key.replace(/-\d+$/, ''), held, visit, isRefused: paTrouble === '1',
      el: card.querySelector(`.st-key-${CSS.escape(key)}`) }))
    .filter((part) => part.el);
}
const NAMED = /^st-key-(.+)-\d+$/;
const nameOf = (el) => [...(el.closest('[class*="st-key-"]')?.classList ?? [])]
  .map((each) => NAMED.exec(each)?.[1]).find(Boolean);
const heldFor = (name, card) => parts(card).find((part) => part.name === name);
const standing = () => document.querySelector('[data-testid="stApp"]')?.dataset ?? {};
const isConnected = () => (standing().testConnectionState ?? 'CONNECTED') === 'CONNECTED';
const isIdle = () => isConnected() && (standing().testScriptState ?? 'notRunning') === 'notRunning';

// ---- Remembering, sending ----------------------------------------------------------------------------

// Remembers by the widget's name alone: for a moment of a redraw its card may have no line.
function remember(el, value) {
  const name = nameOf(el);
  const card = within(el);
  if (!name || !card) return;
  const part = heldFor(name, card);
  const before = state.entered.get(name);
  // What the server may hold while it is still this person's own: where it began, and all that was sent.
  const own = before?.own ?? new Set(part ? [part.held] : []);
  if (typeof value !== 'string') own.add(mark(value));
  const visit = part?.visit ?? before?.visit ?? lineOf(card)?.dataset.paVisit;
  state.entered.set(name, { value, own, visit, at: Date.now(), asked: 0 });
  state.lost.delete(name);
  look();
}
function sent(el) {
  clearTimeout(state.resting.get(el));
  if (!state.resting.delete(el)) return false;
  const entered = state.entered.get(nameOf(el));
  entered?.own.add(mark(entered.value));
  if (entered) entered.at = Date.now();
  return true;
}
function send(el) {
  if (!sent(el) || !el.isConnected) return;
  el.dispatchEvent(new KeyboardEvent('keydown',
    { key: 'Enter', code: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }));
}
function sendAll() { [...state.resting.keys()].forEach(send); }
function onInput(event) {
  const el = event.target;
  if (!isOurs(el)) return;
  letGo(); // who goes on writing stays
  clearTimeout(state.resting.get(el));
  state.resting.set(el, setTimeout(() => send(el), REST));
  remember(el, el.value);
}
function onChange(event) {
  if (event.target.type === 'checkbox') remember(event.target, event.target.checked);
}
function onBlur(event) {
  if (isOurs(event.target)) sent(event.target); // Streamlit itself sends on blur
}
function onClick(event) {
  if (hold(event)) return;
  const card = within(event.target);
  if (!card) return;
  if (event.target.closest('[class*="st-key-theirs-"], [class*="st-key-newer-"]')) {
    parts(card).forEach((part) => state.entered.delete(part.name));
    return;
  }
  if (event.target.closest(CHANGE)) backTo(card);
  const radio = event.target.closest('[role="radio"]');
  if (radio) remember(radio, isChosen(radio) ? -1 : choices(card).indexOf(radio));
}
// A button that goes away with what it did takes the focus with it: back to the card, for its keys.
function backTo(card) {
  const name = [...card.classList].find((each) => each.startsWith('st-key-criterion-'));
  const until = Date.now() + GOES;
  const look = () => {
    const on = document.activeElement;
    if (on === document.body) focusOn(document.querySelector(`.${CSS.escape(name)}`), false);
    else if (on?.matches(CHANGE) && Date.now() < until) setTimeout(look, 50);
  };
  setTimeout(look, 50);
}
const unkept = () => criteria().flatMap(parts).filter((part) => state.entered.has(part.name));

// Streamlit sends a page switch before a text, and makes one request of a text and a click in the same
// moment, in which the click's page is not drawn, nor the text kept. So what leads off the step waits
// until all is kept, however slow the server is; of several ways the last one is taken.
function hold(event) {
  const way = event.target.closest?.(WAY);
  if (!way || state.goes || way.target === '_blank' || event.ctrlKey || event.metaKey) return false;
  sendAll();
  const waits = () => unkept().some((part) => !part.isRefused);
  if (!waits()) { letGo(); return false; }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (state.way === way) return true;
  letGo();
  state.way = way;
  const begun = Date.now();
  const go = () => {
    if (state.way !== way) return;
    look();
    const past = Date.now() - begun;
    if (past > GOES && !way.dataset.paHeld) { way.dataset.paHeld = spoken('saving first'); state.tell?.(spoken(WAITS)); }
    if (waits() && past < HOLD) { setTimeout(go, 50); return; }
    letGo();
    if (waits() && way.matches(CHANGE)) return;
    state.goes = true;
    again(way).click();
    state.goes = false;
  };
  setTimeout(go, 0); // a click within a click of the same thing does nothing
  return true;
}
function letGo() {
  delete state.way?.dataset.paHeld;
  state.way = null;
}
// The same way, where a redraw has put another element in its place.
function again(way) {
  const key = [...(way.closest('[class*="st-key-"]')?.classList ?? [])].find((each) => each.startsWith('st-key-'));
  return way.isConnected || !key ? way : document.querySelector(`.${CSS.escape(key)} button`) ?? way;
}

// ---- Looking whether it is kept ----------------------------------------------------------------------

// The server has forgotten it: another visit drew this card, or it left the screen before it was kept, or what
// is shown is still another thing after two redraws that were asked for.
function isForgotten(part, entered) {
  const rests = state.resting.has(part.el.querySelector('textarea'));
  if (rests || !isIdle() || mark(shown(part.el)) === mark(entered.value)) return false;
  return part.visit !== entered.visit || entered.asked >= 2 || (entered.gone && typeof entered.value === 'string');
}
function putBack(part, entered) {
  const box = part.el.querySelector('textarea');
  const all = radios(part.el);
  const target = box ?? part.el.querySelector('input[type="checkbox"]')
    ?? all[entered.value] ?? all.find(isChosen);
  if (!entered.own.has(part.held) || !target || target.disabled) { giveUp(part, entered); return; }
  if (box) {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box, entered.value);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  } else {
    target.click();
  }
}
// It cannot be entered again, as something else stands there now: say so, and show what it was.
function giveUp(part, entered) {
  state.entered.delete(part.name);
  const words = typeof entered.value === 'string' ? spoken(' You had written: “{words}”').replace('{words}', () => entered.value) : '';
  state.lost.set(part.name, spoken('Not saved: it was changed or closed elsewhere meanwhile.') + words);
}
function look() {
  for (const each of state.entered.values()) each.seen = false;
  for (const card of criteria()) {
    const line = lineOf(card);
    if (line) say(line, parts(card).filter((part) => !isKept(part)), parts(card));
  }
  for (const each of state.entered.values()) each.gone ||= !each.seen;
  if (state.entered.size) lookSoon(300);
}
function isKept(part) {
  const entered = state.entered.get(part.name);
  if (!entered) return true;
  entered.seen = true;
  if (mark(entered.value) === part.held) return state.entered.delete(part.name);
  if (isForgotten(part, entered)) putBack(part, entered);
  else if (!part.isRefused && !state.resting.has(part.el.querySelector('textarea'))) ask(entered);
  return false;
}
// Streamlit sends one redraw for all that changes within a moment, so what was entered at the same
// moment as something else may be kept and not drawn: ask for the page to be drawn once more.
function ask(entered) {
  const waited = Date.now() - entered.at;
  if (entered.asked >= 5 || waited < ASK * 2 ** entered.asked) return;
  if (!isConnected() || (!isIdle() && waited < STUCK)) return;
  state.entered.forEach((each) => { each.asked += 1; each.at = Date.now(); });
  state.redraw?.(String(Date.now()));
}
function say(line, behind, all) {
  const lost = all.map((part) => state.lost.get(part.name)).filter(Boolean).join(' ');
  const wanted = lost ? 'lost' : behind.some((part) => !part.isRefused) ? 'behind' : '';
  if (line.dataset.paNow !== wanted) line.dataset.paNow = wanted;
  const place = line.querySelector('.pa-not');
  const words = lost || spoken('Not saved yet');
  if (place && place.textContent !== words) place.textContent = words;
}
function sayAgain() {
  const isBehind = (part) => state.entered.has(part.name) && mark(state.entered.get(part.name).value) !== part.held;
  for (const card of criteria()) {
    const line = lineOf(card);
    if (line) say(line, parts(card).filter(isBehind), parts(card));
  }
}
function lookSoon(after) {
  const at = Date.now() + after;
  if (state.lookAt <= at) return;
  clearTimeout(state.looking);
  state.lookAt = at;
  state.looking = setTimeout(() => { state.lookAt = Infinity; look(); }, after);
}

// ---- Progress, and what is said aloud ----------------------------------------------------------------

// Progress is what the server counted elsewhere plus what is done on this step, added up here so that
// a rating redraws its own criterion only.
function addUp() {
  const done = document.querySelectorAll('[data-pa-done="1"]').length;
  for (const place of document.querySelectorAll('[data-pa-elsewhere]')) {
    const total = Number(place.dataset.paElsewhere) + done;
    const words = place.dataset.paWords.replace('{done}', total).replace('{of}', place.dataset.paOf);
    const said = place.querySelector('.pa-done');
    if (said && said.textContent !== words) said.textContent = words;
    const bar = place.querySelector('.pa-bar > div');
    if (bar) bar.style.width = `${100 * total / Math.max(1, Number(place.dataset.paOf))}%`;
  }
}
function watch(live) {
  let said = '';
  const tell = (words) => { if (words && words !== said) { said = words; live.textContent = words; } };
  const late = setInterval(() => {
    const oldest = Math.min(...[...state.entered.values()].map((each) => each.at));
    if (unkept().length && Date.now() - oldest > LATE) tell(spoken('Not saved yet. Keep this page open.'));
  }, 1000);
  const observer = new MutationObserver((changes) => {
    addUp();
    if (state.entered.size) sayAgain(); // before it is painted: a new line knows nothing of what is behind
    lookSoon(50);
    for (const change of changes) {
      const node = change.target.nodeType === 3 ? change.target.parentElement : change.target;
      const line = node?.querySelector?.('.pa-saved') ?? node?.closest?.('.pa-saved');
      if (line && !line.dataset.paNow) tell((line.querySelector('.pa-is') ?? line).textContent.trim());
    }
  });
  state.tell = tell;
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  return () => { observer.disconnect(); clearInterval(late); };
}

function listen() {
  document.addEventListener('input', onInput, true);
  document.addEventListener('change', onChange, true);
  document.addEventListener('blur', onBlur, true);
  document.addEventListener('click', onClick, true);
  for (const kind of ['keydown', 'pointerdown']) {
    document.addEventListener(kind, () => { state.acted = Date.now(); }, true);
  }
  for (const kind of ['focusin', 'pointerdown']) document.addEventListener(kind, noteCard, true);
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('visibilitychange', () => { if (document.hidden) sendAll(); });
  window.addEventListener('pagehide', sendAll);
  window.addEventListener('popstate', sendAll, true);
  window.addEventListener('beforeunload', (event) => {
    sendAll();
    look();
    if (unkept().length) event.preventDefault();
  });
}

export default function (component) {
  state.redraw = (when) => component.setTriggerValue('redraw', when);
  if (!state.listening) { state.listening = true; listen(); }
  state.unwatch?.();
  state.unwatch = watch(component.parentElement.querySelector('#live'));
  addUp();
  lookSoon(50);
  focusFirst(component.data, state);
  return () => state.unwatch?.();
}
