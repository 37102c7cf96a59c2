"""A tab of the browser, driven by what a person does, read by what a person sees."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Dialog, Locator, Page, Request

RUNNING_NOT = "[data-testid=stApp][data-test-script-state=notRunning]"
QUIET = 250
"""Milliseconds without a run after which all is said to be done."""
SETTLED = f"""
([quiet]) => {{
  const idle = !!document.querySelector('{RUNNING_NOT}');
  const now = performance.now();
  if (!idle) window.__idleSince = undefined;
  else window.__idleSince ??= now;
  return idle && now - window.__idleSince >= quiet;
}}"""
CHOSEN = """card => [...card.querySelectorAll('[class*="st-key-rating-"] [role="radio"]')]
  .findIndex(each => each.getAttribute('aria-checked') === 'true')"""
KEYS = """cards => cards.map(card => [...card.classList]
  .find(each => each.startsWith('st-key-criterion-')).slice('st-key-criterion-'.length))"""


class Tab:
    """One page of the browser on one server, with everything noted that a page must not do."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.clicks = 0
        self.foreign: list[str] = []
        self.dialogs: list[str] = []
        self.faults: list[str] = []
        self.warned = False
        page.on("request", self._noted)
        page.on("dialog", self._answered)
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))

    def _noted(self, request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme in ("http", "https", "ws", "wss") and where.netloc != urlsplit(self.url).netloc:
            self.foreign.append(request.url)

    def _answered(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload":
            self.warned = True
            dialog.accept()
        else:
            self.dialogs.append(f"{dialog.type}: {dialog.message}")
            dialog.dismiss()

    # ---- Doing ----------------------------------------------------------------------------------------

    def open(self, path: str = "") -> None:
        """Go to a page and wait until it is drawn."""
        self.page.goto(f"{self.url}/{path}")
        self.page.wait_for_selector("[data-testid=stMainBlockContainer] h1")
        self.settle()

    def settle(self, quiet: int = QUIET) -> None:
        """Wait until nothing has run for a moment."""
        self.page.evaluate("() => { window.__idleSince = undefined; }")
        self.page.wait_for_function(SETTLED, arg=[quiet], polling=50)

    def click(self, name: str | re.Pattern[str], role: str = "button") -> None:
        """Click the one thing of that name, counting clicks, and wait for what it does."""
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=isinstance(name, str)).click()
        self.settle()

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
        self.page.wait_for_selector('[class*="st-key-criterion-"]')
        self.settle()
        return parse_qs(urlsplit(self.page.url).query)["id"][0]

    def go(self, case_audit_id: str, step: str = "") -> None:
        """Open a case audit at a step by its address."""
        self.open(f"case-audit?id={case_audit_id}" + (f"&step={step}" if step else ""))

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

    def choice(self, key: str, place: int) -> Locator:
        return self.card(key).locator('[class*="st-key-rating-"] [role=radio]').nth(place)

    def box(self, key: str, part: str = "evidence") -> Locator:
        """The text box for a part of a criterion."""
        return self.card(key).locator(f'[class*="st-key-{part}-"] textarea')

    def saved(self, key: str) -> str:
        """What the line below a criterion says of its keeping."""
        return " ".join(self.card(key).locator(".pa-saved").last.inner_text().split())

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

    def wait_for_saved(self, *keys: str) -> None:
        for key in keys:
            self.card(key).locator(".pa-saved", has_text=re.compile(r"^Saved \d\d:\d\d")).wait_for()

    def has_misbehaved(self) -> Iterable[str]:
        """Everything that no page of the tool may do: ask elsewhere, open a dialog, fail in its script."""
        yield from (f"asked {each}" for each in self.foreign)
        yield from (f"opened {each}" for each in self.dialogs)
        yield from (f"failed {each}" for each in self.faults)
