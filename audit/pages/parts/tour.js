// Says each step of the tour aloud, and keeps in this browser that a tour was offered once.
const YEAR = 31536000;

export default function ({ parentElement: root, data }) {
  const said = root.querySelector('#tour');
  if (said.textContent !== data.said) said.textContent = data.said;
  if (data.offered) {
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = `${data.cookie}=1; path=/; max-age=${YEAR}; SameSite=Strict${secure}`;
  }
}
