// Who is signed in, and the warning before a sign-out for want of use. The gate's /session says how long
// the session lasts; asking (GET) is no use of it, saying that somebody is at work (POST) is.
// A sentence in the language of the page (languages.js).
const spoken = (words) => window.__practiceAuditWords?.[words] ?? words;
const EVERY = 60000; // somebody who only writes or reads is reported this often at most
const SOON = 1000; // and as often as this while the warning stands, which they answer by it
const ACTS = ['keydown', 'pointerdown', 'wheel', 'touchstart'];
const state = (window.__practiceAuditIdle ??= { acted: 0, told: Date.now() });

function leave() {
  if (state.left) return;
  state.left = true;
  const here = location.pathname + location.search;
  location.assign(`/signed-out?return_to=${encodeURIComponent(here)}`);
}

async function ask(method, root, warning) {
  let answer;
  try {
    answer = await fetch('/session', { method, cache: 'no-store', redirect: 'manual' });
  } catch {
    plan(root, warning, 5000); // no connection for now: the page itself says so
    return;
  }
  if (answer.status === 401) { leave(); return; }
  if (!answer.ok) { plan(root, warning, 5000); return; }
  const { left, may_stay: mayStay } = await answer.json();
  if (left > warning) {
    root.querySelector('.warning').hidden = true;
    plan(root, warning, (left - warning) * 1000);
  } else {
    warn(root, left, mayStay);
    plan(root, warning, Math.min(left, Math.max(1, warning / 4)) * 1000);
  }
}

function warn(root, left, mayStay) {
  const box = root.querySelector('.warning');
  const words = root.querySelector('#words');
  const at = new Date(Date.now() + left * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const why = mayStay ? spoken('as nothing was done here for a while') : spoken('as you have been signed in for long');
  const how = mayStay ? spoken(' Any key keeps you signed in.') : '';
  const said = spoken('You will be signed out at {at}, {why}.{how} What you have written stays here until then.')
    .replace('{at}', at).replace('{why}', why).replace('{how}', how);
  if (words.textContent !== said) words.textContent = said;
  root.querySelector('#stay').hidden = !mayStay;
  state.mayStay = mayStay;
  box.hidden = false;
}

function plan(root, warning, after) {
  clearTimeout(state.planned);
  state.planned = setTimeout(() => ask('GET', root, warning), Math.min(after + 200, 2 ** 31 - 1));
}

export default function ({ data, parentElement: root }) {
  if (data.over) { leave(); return undefined; }
  root.querySelector('#name').textContent = spoken('Signed in as {name}').replace('{name}', () => data.name);
  root.querySelector('form button').textContent = spoken('Sign out');
  root.querySelector('#stay').textContent = spoken('Stay signed in');
  root.querySelector('.who').hidden = false;
  const every = Math.min(EVERY, data.warning * 250);
  const acted = () => {
    // Whoever works on while the warning stands is at work: they must not be signed out in mid-sentence.
    const warned = state.mayStay && !root.querySelector('.warning').hidden;
    state.acted = Date.now();
    if (state.acted - state.told < (warned ? SOON : every)) return;
    state.told = state.acted;
    ask('POST', root, data.warning);
  };
  const stay = () => { state.told = Date.now(); ask('POST', root, data.warning); };
  const seen = () => { if (!document.hidden) ask('GET', root, data.warning); };
  ACTS.forEach((kind) => document.addEventListener(kind, acted, { capture: true, passive: true }));
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('focus', seen);
  root.querySelector('#stay').onclick = stay;
  ask('GET', root, data.warning);
  return () => {
    clearTimeout(state.planned);
    ACTS.forEach((kind) => document.removeEventListener(kind, acted, { capture: true }));
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('focus', seen);
  };
}
