// The language of the page, for screen readers, and a way to each other one, which comes back to the same page.
// `head.js` is put before this file.
const DARK = matchMedia('(prefers-color-scheme: dark)');
const TURNED = 400; // milliseconds until the page itself has the other colours
const CHART = '[data-testid="stVegaLiteChart"]';
// A run that somebody has asked for is let finish first: it may be saying what it did.
function drawAgain(ask) {
  if (!document.querySelector(CHART)) return;
  if (document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning') ask();
  else setTimeout(drawAgain, TURNED, ask);
}
// On a narrow screen the list of pages, and of steps, lies over the page: whoever has chosen one wants to see it.
const NARROW = '(max-width: 768px)';
const CHOICE = '[data-testid=stSidebarNav] a, [data-testid=stSidebar] [class*="st-key-step-"] button';
const FOLD = '[data-testid=stSidebar][data-collapsed=false] [data-testid=stSidebarCollapseButton] button';
function foldAway({ target }) {
  if (matchMedia(NARROW).matches && target.closest?.(CHOICE))
    setTimeout(() => document.querySelector(FOLD)?.click());
}

export default function ({ parentElement: root, data: { said }, setTriggerValue }) {
  const data = JSON.parse(said);
  // Charts are drawn in the colours of one light: when the day turns, they are drawn again.
  DARK.onchange = () => setTimeout(drawAgain, TURNED, () => setTriggerValue('turned', Date.now()));
  document.documentElement.lang = data.now;
  window.__practiceAuditWords = data.words;
  head(data.head);
  if (!window.__practiceAuditFolds) {
    window.__practiceAuditFolds = true;
    document.addEventListener('click', foldAway);
  }
  const nav = root.querySelector('#languages');
  const shown = data.others.map(({ key }) => key).join(' ');
  if (nav.dataset.shown === shown) return; // drawn anew, a link would lose the keyboard
  nav.dataset.shown = shown;
  nav.replaceChildren(...data.others.map(({ key, name }) => {
    const way = document.createElement('a');
    const lead = () => {
      const here = encodeURIComponent(location.pathname + location.search);
      way.href = `/language?to=${key}&return_to=${here}`;
    };
    way.textContent = name;
    way.lang = way.hreflang = key;
    lead();
    way.addEventListener('pointerdown', lead);
    way.addEventListener('focus', lead);
    return way;
  }));
}
