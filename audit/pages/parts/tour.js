// Says each step of the tour aloud, brings the keyboard to it when it begins, and keeps in this browser that a tour was offered once.
const YEAR = 31536000;
const state = (window.__practiceAuditTour ??= { on: false });

function toIt(tries = 30) {
  const next = document.querySelector('.st-key-tour-next button');
  if (next) next.focus();
  else if (tries) setTimeout(toIt, 100, tries - 1);
}

export default function ({ parentElement: root, data }) {
  const said = root.querySelector('#tour');
  if (said.textContent !== data.said) said.textContent = data.said;
  if (data.on && !state.on) toIt();
  state.on = data.on;
  if (data.offered) {
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = `${data.cookie}=1; path=/; max-age=${YEAR}; SameSite=Strict${secure}`;
  }
}
