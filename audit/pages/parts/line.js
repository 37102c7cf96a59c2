// The line to the server. While it is broken Streamlit shuts every box and takes the keyboard out of it:
// say so in words, in place of its own dialog, and put the keyboard back once the line is whole.
const WORDS = 'Not connected. What you type or choose now is not taken. Keep this page open: what you entered before is still here, and what is not saved yet is saved once the connection is back.';
const AGAIN = 'Connected again.';
// A sentence in the language of the page (languages.js).
const spoken = (words) => window.__practiceAuditWords?.[words] ?? words;
const EVERY = 250;
const BLINK = 400; // a line that is back this soon is not worth a word
const THANKS = 4000; // that it is back is shown this long
const OWN = '[role="dialog"]'; // Streamlit's dialogs; of ours none is open while nothing can be drawn
const app = () => document.querySelector('[data-testid="stApp"]');
const isWhole = () => (app()?.dataset.testConnectionState ?? 'CONNECTED') === 'CONNECTED';
const isIdle = () => app()?.dataset.testScriptState === 'notRunning';
const state = (window.__practiceAuditLine ??= { since: null, place: null });

// Where the keyboard is: by the widget's name without the number of its drawing, as it may be drawn afresh.
function note(event) {
  if (!isWhole() || !(event.target instanceof Element)) return;
  const name = [...(event.target.closest('[class*="st-key-"]')?.classList ?? [])]
    .find((each) => each.startsWith('st-key-'))?.replace(/-\d+$/, '');
  const { tagName: tag, selectionStart: at } = event.target;
  state.place = name ? { name, tag, at } : null;
}
function putBack(tries = 0) {
  const { place } = state;
  if (!place || document.activeElement !== document.body || tries > 60) return;
  const target = isIdle() && [...document.querySelectorAll(`[class*="${CSS.escape(place.name)}"] ${place.tag}`)]
    .find((each) => !each.disabled && (each.getAttribute('role') !== 'radio' || each.tabIndex === 0));
  if (!target) { setTimeout(putBack, 100, tries + 1); return; }
  target.focus({ preventScroll: true });
  if (target.tagName === 'TEXTAREA') target.setSelectionRange(target.value.length, target.value.length);
}

function closeOwn() {
  for (const each of document.querySelectorAll(OWN)) {
    if (/connection error|streamlit server/i.test(each.textContent)) each.querySelector('button')?.click();
  }
}
function show(box, words) {
  const said = words && spoken(words);
  if (box.textContent !== said) box.textContent = said;
  box.hidden = !said;
}
function look(box) {
  if (isWhole()) {
    if (state.since === null) return;
    state.since = null;
    show(box, AGAIN);
    setTimeout(() => { if (state.since === null) show(box, ''); }, THANKS);
    setTimeout(putBack, 100);
    return;
  }
  state.since ??= Date.now();
  closeOwn();
  if (Date.now() - state.since >= BLINK) show(box, WORDS);
}

export default function ({ parentElement: root }) {
  const box = root.querySelector('#line');
  const looking = setInterval(look, EVERY, box);
  const observer = new MutationObserver(() => { if (!isWhole()) closeOwn(); });
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener('focusin', note, true);
  return () => {
    clearInterval(looking);
    observer.disconnect();
    document.removeEventListener('focusin', note, true);
  };
}
