// The keys of the case audit page: each is a click on what is on the page. They act only while the
// focus is within a criterion, a case fact or a judgement, here called a card; where a step has none,
// Shift+N and Shift+P act on the buttons that lead on.
const criteria = () => [...document.querySelectorAll('[class*="st-key-criterion-"]')];
const within = (el) => el?.closest?.('[class*="st-key-criterion-"]');
const radios = (el) => [...el.querySelectorAll('[role="radio"]')];
const isChosen = (el) => el.getAttribute('aria-checked') === 'true';
const choices = (card) => [...card.querySelectorAll('[class*="st-key-rating-"] [role="radio"]')];

// A rating is drawn with its digit before it: in a scale from 0 to 3 that is its own number. What is drawn
// without one has its place's.
function byDigit(all, key) {
  const digits = all.map((el) => /^[0-9](?![0-9])/.exec(el.textContent.trim())?.[0]);
  return digits.some(Boolean) ? all[digits.indexOf(key)] : all[Number(key) - 1];
}
function focusOn(card, scroll = true) {
  if (!card) return;
  const all = choices(card).filter((el) => !el.disabled); // once submitted, what can be opened is left
  const target = all.find(isChosen) ?? all.find((el) => el.tabIndex === 0) ?? all[0]
    ?? card.querySelector('summary, input, textarea, button');
  target?.focus({ preventScroll: true });
  if (scroll) card.scrollIntoView({ block: 'nearest' });
}
// What the case facts rule out is passed over: a digit must never fall on the card before it.
function step(card, by) {
  const all = criteria().filter((each) => each === card || choices(each).length);
  focusOn(all[all.indexOf(card) + by] ?? card);
}
function press(part) {
  document.querySelector(`[class*="st-key-${part}"] button`)?.click();
}
const isWriting = (el) => el instanceof HTMLTextAreaElement
  || (el instanceof HTMLInputElement && el.type === 'text');
// A late redraw can take what has the keyboard off the page: the keys are then those of the card that
// has come in its place. Whoever was writing, or has clicked beside the cards, does not mean a card.
function noteCard({ type, target }) {
  const card = type === 'focusin' && isWriting(target) ? null : within(target);
  if (card) helpedFrom = null;
  state.on = [...(card?.classList ?? [])].find((each) => each.startsWith('st-key-criterion-'));
}
function swept(el) {
  return el === document.body && state.on ? document.querySelector(`.${CSS.escape(state.on)}`) : null;
}
let helpedFrom = null; // the card from which the list of keys was opened
function onKey(event) {
  const card = within(event.target) ?? (helpedFrom ? null : swept(event.target));
  if (!card && helpedFrom && (event.key === 'Escape' || event.key === '?')) {
    if (event.key === '?') press('keys-help');
    setTimeout(focusOn, 100, helpedFrom);
    helpedFrom = null;
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const going = event.target?.closest?.('[class*="st-key-go-"]'); // on a step with nothing to rate
  if (going && (event.key === 'N' || event.key === 'P')) {
    event.preventDefault();
    press(event.key === 'N' ? 'go-next' : 'go-previous');
  }
  if (!card) return;
  const key = event.key;
  if (isWriting(event.target)) {
    if (key === 'Escape') { event.preventDefault(); focusOn(card); }
    return;
  }
  if (state.way && key !== 'N' && key !== 'P') { // on the way to the next step: meant for that one
    if (key.length === 1 || key === 'Escape') event.preventDefault();
    if (key === 'Escape') letGo();
    return;
  }
  const all = choices(card);
  const meant = /^[0-9]$/.test(key) ? byDigit(all, key) : undefined;
  const does = {
    n: () => step(card, 1),
    p: () => step(card, -1),
    N: () => press('go-next'),
    P: () => press('go-previous'),
    s: () => card.querySelector('[class*="st-key-star-"] input')?.click(),
    e: () => card.querySelector('[class*="st-key-evidence-"] textarea')?.focus(),
    w: () => (card.querySelector('[class*="st-key-reason-"] textarea')
      ?? card.querySelector('[class*="st-key-overrule-"] textarea'))?.focus(),
    '?': () => { helpedFrom = card; press('keys-help'); },
  };
  if (meant) {
    event.preventDefault();
    if (!isChosen(meant)) meant.click();
    step(card, 1);
  } else if (key === '0' || key === 'Backspace' || key === 'Delete') {
    event.preventDefault();
    all.find(isChosen)?.click();
  } else if (does[key]) {
    event.preventDefault();
    does[key]();
  }
}

// The browser fetches what draws the choices only once they are wanted: a digit pressed before would be lost.
const isComing = (card) => Boolean(card?.querySelector('[class*="st-key-rating-"]')) && !choices(card).length;
// A new `focus` puts the keyboard on the card `place`, or on the first one. Once all is drawn and that
// one is ruled out, on the next that can be rated, or on itself, so that the keys work there too.
function focusFirst({ focus, place, card: onCard = true } = {}, state) {
  if (!focus || focus === state.focused) return;
  state.focused = focus;
  if (!place) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  let tries = 0;
  let drawn = 0; // looks since the script ended: until then the step before may still be there
  let stays = 0; // looks for which the focus has stayed: a late redraw can sweep away what had it
  const begun = Date.now();
  const look = () => {
    if (state.focused !== focus || stays > 10 || tries++ > 100) return;
    // Whoever has begun to work is not moved: the next digit would fall on another card.
    if (state.acted > begun && (stays || within(document.activeElement))) return;
    setTimeout(look, 50);
    drawn = isIdle() ? drawn + 1 : 0;
    const on = document.activeElement;
    if (!drawn || (stays && on && on !== document.body && stays++)) return;
    const all = place
      ? [document.querySelector(`.st-key-criterion-${CSS.escape(place)}`)].filter(Boolean)
      : onCard ? criteria() : [];
    if (isComing(all[0])) { tries = 0; return; }
    const canRate = (card) => choices(card).length > 0;
    const card = all.slice(0, 1).find(canRate) ?? (drawn > 4 ? all.find(canRate) ?? all[0] : undefined);
    const ahead = document.querySelector('[class*="st-key-missing-"] button, .st-key-submit button')
      ?? (drawn > 20 || !onCard ? document.querySelector('[class*="st-key-go-next"] button') : null);
    if (card) focusOn(card, Boolean(place));
    else if (!place) ahead?.focus({ preventScroll: true });
    if (card || ahead) stays = 1;
  };
  look();
}
