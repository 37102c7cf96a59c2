// The meaning of a word, shown beside it while the pointer or the keyboard is on it (WCAG 1.4.13): the pointer may
// go over to it, it stays until it is left, and Escape puts it away. It is read out by the word's own description.
const LINGER = 250; // the way from the word to its meaning takes a moment
const GAP = 4;

export default function ({ parentElement: root }) {
  const box = root.querySelector('#word');
  let on = null;
  let leaving;
  const wordAt = (event) => {
    const found = event.composedPath()[0];
    return found instanceof Element ? found.closest('.pa-word') : null;
  };
  const isBox = (event) => event.composedPath().includes(box);

  function place() {
    if (!on) return;
    const { left, top, bottom, width } = on.getBoundingClientRect();
    if (!on.isConnected || (!width && !left)) { hide(); return; }
    const { offsetWidth: wide, offsetHeight: high } = box;
    const below = bottom + GAP;
    const is_room = below + high <= innerHeight || top - GAP - high < 0;
    box.style.top = `${is_room ? below : top - GAP - high}px`;
    box.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - wide - 8))}px`;
  }
  function show(word) {
    clearTimeout(leaving);
    if (word === on) return;
    on = word;
    const said = document.getElementById(word.getAttribute('aria-describedby'));
    box.replaceChildren(...[...(said?.childNodes ?? [])].map((each) => each.cloneNode(true)));
    if (!box.matches(':popover-open')) box.showPopover();
    place();
  }
  function hide() {
    clearTimeout(leaving);
    on = null;
    if (box.matches(':popover-open')) box.hidePopover();
  }
  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(() => { if (document.activeElement !== on) hide(); }, LINGER);
  }

  const heard = {
    pointerover: (event) => {
      const word = wordAt(event);
      if (word) show(word); else if (isBox(event)) clearTimeout(leaving); else if (on) leave();
    },
    focusin: (event) => { const word = wordAt(event); if (word) show(word); else if (on) hide(); },
    focusout: (event) => { if (wordAt(event) === on) leave(); },
    click: (event) => { const word = wordAt(event); if (word) show(word); else if (on && !isBox(event)) hide(); },
    keydown: (event) => {
      if (event.key !== 'Escape' || !on) return;
      event.stopImmediatePropagation();
      hide();
    },
    scroll: place,
  };
  for (const [name, act] of Object.entries(heard)) document.addEventListener(name, act, true);
  addEventListener('resize', place);
  return () => {
    for (const [name, act] of Object.entries(heard)) document.removeEventListener(name, act, true);
    removeEventListener('resize', place);
  };
}
