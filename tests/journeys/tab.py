"""A tab of the browser, driven by what a person does, read by what a person sees."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Dialog, Locator, Page, Request

RUNNING_NOT = "[data-testid=stApp][data-test-script-state=notRunning]"
QUIET = 150
"""Milliseconds without a run after which all is said to be done."""
ANSWER = 3000
"""Milliseconds after which a run that was asked for is not waited for: the line may be down."""
OWED = """{
const send = WebSocket.prototype.send;
const ends = (buffer) => { // the parts of a message: 6 says that a run is over, and 2 in it that another takes its place
  const bytes = new Uint8Array(buffer);
  let at = 0;
  const number = () => {
    let found = 0, by = 1, byte;
    do { byte = bytes[at++]; found += (byte & 127) * by; by *= 128; } while (byte & 128);
    return found;
  };
  while (at < bytes.length) {
    const tag = number();
    if (tag === 6 * 8) return number() !== 2;
    if (tag % 8 === 0) number();
    else if (tag % 8 === 2) at += number();
    else return false;
  }
  return false;
};
WebSocket.prototype.send = function (data) {
  if (!this.heard) {
    this.heard = true;
    this.addEventListener('message', ({ data }) => { if (data instanceof ArrayBuffer && ends(data)) window.__owed = undefined; });
    this.addEventListener('close', () => { window.__owed = undefined; });
  }
  if (data[0] === 11 * 8 + 2) window.__owed = performance.now(); // 11 asks for a run
  send.call(this, data);
}; }"""
"""Notes that a run was asked for and is not over: until a busy server begins it, the page says that nothing runs."""
SETTLED = f"""
([quiet]) => {{
  const now = performance.now();
  const owed = window.__owed !== undefined && now - window.__owed < {ANSWER};
  const idle = !owed && !!document.querySelector('{RUNNING_NOT}');
  if (!idle) window.__idleSince = undefined;
  else window.__idleSince ??= now;
  return idle && now - window.__idleSince >= quiet;
}}"""
CHOSEN = """card => [...card.querySelectorAll('[class*="st-key-rating-"] [role="radio"]')]
  .findIndex(each => each.getAttribute('aria-checked') === 'true')"""
KEYS = """cards => cards.map(card => [...card.classList]
  .find(each => each.startsWith('st-key-criterion-')).slice('st-key-criterion-'.length))"""

ALONG = """address => {
  history.pushState({}, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
  return window.__owed !== undefined;
}"""
"""To another page as the browser's own back and forward lead there."""

ON_A_CARD = "() => document.activeElement?.closest('[class*=\"st-key-criterion-\"]')"


class Tab:
    """One page of the browser on one server, with everything noted that a page must not do."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.clicks = 0
        self.foreign: list[str] = []
        self.dialogs: list[str] = []
        self.faults: list[str] = []
        self.warnings = 0
        self.leaves = True
        self._hears = {
            "request": self._noted,
            "dialog": self._answered,
            "pageerror": lambda fault: self.faults.append(str(fault)),
        }
        for event, hear in self._hears.items():
            page.on(event, hear)

    @property
    def host(self) -> str:
        """The host of the server that it is on."""
        return urlsplit(self.url).hostname or ""

    def forgotten(self) -> Page:
        """Leave everything behind, and give the page up for somebody else's tab."""
        page, context = self.page, self.page.context
        context.set_offline(offline=False)
        page.unroute_all()
        self.leaves = True
        nothing = f"{self.url}/nothing"  # elsewhere the page would begin anew with all that it has compiled
        page.route(nothing, lambda route: route.fulfill(body=""))
        page.goto(nothing)
        page.evaluate("() => { sessionStorage.clear(); localStorage.clear(); }")
        page.unroute_all()
        for event, hear in self._hears.items():
            page.remove_listener(event, hear)
        for each in context.pages:
            if each is not page:
                each.close()
        context.clear_cookies()
        context.clear_permissions()
        page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
        return page

    def _noted(self, request: Request) -> None:
        where = urlsplit(request.url)
        if (
            where.scheme in ("http", "https", "ws", "wss")
            and where.netloc != urlsplit(self.url).netloc
        ):
            self.foreign.append(request.url)

    def _answered(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload":
            self.warnings += 1
            if self.leaves:
                dialog.accept()
            else:
                dialog.dismiss()
        else:
            self.dialogs.append(f"{dialog.type}: {dialog.message}")
            dialog.dismiss()

    # ---- Doing ----------------------------------------------------------------------------------------

    def open(self, path: str = "") -> None:
        """Go to a page and wait until it is drawn."""
        self.page.goto(f"{self.url}/{path}")
        self.page.wait_for_selector("[data-testid=stMainBlockContainer] h1")
        self.settle()

    def along(self, path: str) -> None:
        """From one page go on to another without beginning anew, which takes twice as long; wait until it is drawn."""
        assert self.page.evaluate(ALONG, f"{self.url}/{path}"), "no run is asked for"
        self.settle()
        self.page.wait_for_selector("[data-testid=stMainBlockContainer] h1")

    def settle(self, quiet: int = QUIET) -> None:
        """Wait until nothing has run for a moment."""
        self.page.evaluate("() => { window.__idleSince = undefined; }")
        self.page.wait_for_function(SETTLED, arg=[quiet], polling=50)

    def click(self, name: str | re.Pattern[str], role: str = "button") -> None:
        """Click the one thing of that name, counting clicks, and wait for what it does."""
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=isinstance(name, str)).click()
        self.settle()

    def pages(self) -> dict[str, list[str]]:
        """Titles of all the pages that the top of the screen leads to, by their menu; "" before the menus."""
        links, menus = (
            self.page.locator(f"[data-testid={each}] p")
            for each in ("stTopNavLink", "stTopNavSection")
        )
        titles = {"": links.all_inner_texts()}
        for menu in menus.all_inner_texts():
            self.page.get_by_role("button", name=menu, exact=True).click()
            titles[menu] = self.page.get_by_role("menuitem").all_inner_texts()
            self.page.keyboard.press("Escape")
        return titles

    def to_page(self, title: str, menu: str = "") -> None:
        """Go to a page by the top of the screen, through the menu that it stands in, and wait until it is drawn."""
        if menu:
            self.page.get_by_role("button", name=menu, exact=True).click()
        self.click(title, role="menuitem" if menu else "link")

    def try_role(self, role: str) -> None:
        """Be somebody of that role and nothing else, on this machine."""
        box = self.page.get_by_role("combobox", name="Role", exact=True)
        self.page.get_by_role("button", name="Try a role").click()
        box.click()
        self.page.get_by_role("option", name=role, exact=True).click()
        self.settle()
        self.page.keyboard.press("Escape")
        box.wait_for(state="hidden")

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as fast as the browser takes them."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def start_audit(self, agency: str) -> str:
        """From home, open a new case file of that agency and return the id of its case audit."""
        self.open()
        self.click(agency)
        return self.arrived()

    def arrived(self) -> str:
        """Wait until a case audit is open with the keyboard on it; return its id."""
        self.page.wait_for_url("**/case-audit?*id=*")
        self.page.wait_for_function(ON_A_CARD)
        self.settle()
        self.page.wait_for_function(ON_A_CARD)  # a late redraw may have swept it away
        return parse_qs(urlsplit(self.page.url).query)["id"][0]

    def go(self, case_audit_id: str, step: str = "") -> None:
        """Open a case audit at a step by its address."""
        self.open(f"case-audit?id={case_audit_id}" + (f"&step={step}" if step else ""))
        if step != "hand-in":
            self.arrived()

    def to_step(self, step: str) -> None:
        """Wait until that step is drawn and the keyboard is on it."""
        here = f".st-key-step-{step} [data-testid=stBaseButton-primary]"
        self.page.wait_for_selector(here)
        self.arrived()

    def to_card(self, key: str) -> None:
        """Wait until the keyboard is on that card."""
        self.page.wait_for_function(
            f"() => document.activeElement?.closest('.st-key-criterion-{key}')"
        )
        self.settle()

    # ---- Looking --------------------------------------------------------------------------------------

    def card(self, key: str) -> Locator:
        """The criterion, case fact or judgement of that key."""
        return self.page.locator(f".st-key-criterion-{key}")

    def cards(self) -> list[str]:
        """Keys of what is to be answered on this step, in its order."""
        found: list[str] = self.page.locator('[class*="st-key-criterion-"]').evaluate_all(KEYS)
        return found

    def chosen(self, key: str) -> int:
        """The place of what is chosen, from 0; -1 where nothing is."""
        place: int = self.card(key).evaluate(CHOSEN)
        return place

    def choices(self, key: str) -> Locator:
        return self.card(key).locator('[class*="st-key-rating-"] [role=radio]')

    def choice(self, key: str, place: int) -> Locator:
        return self.choices(key).nth(place)

    def behind(self) -> Locator:
        """The lines that say that something is not saved yet."""
        return self.page.locator(".pa-saved[data-pa-now=behind]")

    def missing(self) -> Locator:
        """The lines of what is still missing."""
        return self.page.locator('[class*="st-key-missing-"] button')

    def box(self, key: str, part: str = "evidence") -> Locator:
        """The text box for a part of a criterion, as far as it is shown."""
        return self.card(key).locator(f'[class*="st-key-{part}-"] textarea:visible')

    def line(self, key: str) -> Locator:
        """The line below a criterion, as far as it is shown, that says whether it is saved."""
        return self.card(key).locator(".pa-saved[data-pa-kept] > span:visible")

    def focused_card(self) -> str | None:
        """Key of the card that the keyboard is on."""
        found: str | None = self.page.evaluate(
            """() => { const card = document.activeElement?.closest('[class*="st-key-criterion-"]');
            return card ? [...card.classList].find(each => each.startsWith('st-key-criterion-'))
              .slice('st-key-criterion-'.length) : null; }"""
        )
        return found

    def text(self) -> str:
        """Everything that can be read on the page."""
        return self.page.locator("[data-testid=stApp]").inner_text()

    def has_misbehaved(self) -> Iterable[str]:
        """Everything that no page of the tool may do: ask elsewhere, open a dialog, fail in its script."""
        yield from (f"asked {each}" for each in self.foreign)
        yield from (f"opened {each}" for each in self.dialogs)
        yield from (f"failed {each}" for each in self.faults)
