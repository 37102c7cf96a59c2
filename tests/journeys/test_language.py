"""A person reads the tool in Welsh or in English, as they choose, and so does whoever sits beside them."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from audit.commands.person import local
from audit.model.language import PSEUDO
from audit.store.database import Database
from tests.journeys.book import Book
from tests.journeys.server import Server

pytestmark = pytest.mark.browser


def spoken(tab):
    return tab.page.evaluate("document.documentElement.lang")


def test_a_choice_is_kept_and_is_nobody_elses(opened, app):
    """The page comes back to where it was, says its language, and another's tab says its own."""
    tab, other = opened(app), opened(app)
    tab.page.goto(f"{app.url}/checklists")
    way = tab.page.get_by_role("link", name="Cymraeg")
    expect(way).to_have_attribute("hreflang", "cy")
    assert spoken(tab) == "en"
    way.click()
    expect(tab.page.get_by_role("link", name="English")).to_be_visible()
    assert spoken(tab) == "cy"
    expect(tab.page).to_have_url(re.compile("/checklists$"))
    other.page.goto(f"{app.url}/checklists")
    expect(other.page.get_by_role("link", name="Cymraeg")).to_be_visible()
    assert spoken(other) == "en"
    tab.page.reload()
    expect(tab.page.get_by_role("link", name="English")).to_be_visible()
    tab.page.get_by_role("link", name="English").click()
    expect(tab.page.get_by_role("link", name="Cymraeg")).to_be_visible()
    assert spoken(tab) == "en"


def test_a_browser_in_welsh_is_spoken_to_in_welsh(opened, app):
    tab = opened(app, locale="cy-GB")
    tab.page.goto(app.url)
    expect(tab.page.get_by_role("link", name="English")).to_be_visible()
    assert spoken(tab) == "cy"


UNSAID = """() => {
  const APART = 'style, kbd, code, #languages, [data-testid=stIconMaterial]';
  const BLOCK = 'p, div, li, td, th, dt, dd, h1, h2, h3, label, summary, button, caption';
  const strip = (said) => {
    for (let before; before !== said;) { before = said; said = said.replace(/⟦[^⟦⟧]*⟧/g, ' '); }
    return said;
  };
  const found = new Set();
  for (const root of document.querySelectorAll('.stMain, [data-testid=stSidebar]')) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const inside = walk.currentNode.parentElement;
      if (!inside?.checkVisibility() || inside.closest(APART)) continue;
      const block = inside.closest(BLOCK);
      const words = [walk.currentNode.textContent, block.innerText].map(strip);
      if (words.every((each) => /[A-Za-z]{3}/.test(each))) found.add(walk.currentNode.textContent.trim());
    }
  }
  return [...found];
}"""
"""What stands on the page outside the brackets of the imitation; the head of the page is Streamlit's own."""
CUT = """() => [...document.querySelectorAll('.stMain *, [data-testid=stSidebar] *')].filter((each) =>
  each.checkVisibility() && ['hidden', 'clip'].includes(getComputedStyle(each).overflowX)
  && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1 && each.innerText?.includes('⟦'))
  .map((each) => each.innerText)"""
"""What is wider than its box and hidden by it."""
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def imitated(partnership, tmp_path_factory):
    """A server on the demonstration that may speak the imitation of a language; and a case audit of the local person."""
    folder = tmp_path_factory.mktemp("imitated")
    shutil.copyfile(partnership, folder / "audit.db")
    server = Server(folder, told={"AUDIT_PSEUDO_LANGUAGE": "1"})
    db = Database(server.database)
    audit = Book(db, local(db)).new_audit()
    db.close()
    server.start()
    yield server, audit
    server.end()


def test_what_is_open_stays_open_in_the_other_language(opened, imitated):
    """The address has the words of the screen; it leads whoever reads others to the same."""
    server, _ = imitated
    tab = opened(server)
    tab.page.goto(f"{server.url}/findings?part=Actions")
    expect(tab.page.get_by_role("radio", name="Actions")).to_be_checked()
    tab.page.get_by_role("link", name="Cymraeg").click()
    expect(tab.page.get_by_role("radio", name="Camau gweithredu")).to_be_checked()
    expect(tab.page).to_have_url(re.compile(r"part=Camau[+]gweithredu|part=Camau%20gweithredu"))
    tab.page.goto(f"{server.url}/board?view=Trend")
    expect(tab.page.get_by_role("tab", name="Tuedd")).to_have_attribute("aria-selected", "true")
    tab.page.get_by_role("link", name="English").click()
    expect(tab.page.get_by_role("tab", name="Trend")).to_have_attribute("aria-selected", "true")


def test_no_sentence_is_left_out_of_the_translation_or_cut_off(opened, imitated):
    """In a language two fifths longer than English every word of an auditor's pages is translated and can be read."""
    server, audit = imitated
    tab = opened(server)
    tab.page.context.add_cookies([{"name": "language", "value": PSEUDO, "url": server.url}])
    steps = ("facts", "fathers", "overall", "hand-in")
    for path in ("", "checklists", *(f"case-audit?id={audit}&step={each}" for each in steps)):
        for size in (WIDE, NARROW):
            tab.page.set_viewport_size(size)
            if size is WIDE:
                tab.page.goto(f"{server.url}/{path}")
                expect(tab.page.get_by_role("heading", level=1)).to_contain_text("⟦")
                tab.settle()
            assert tab.page.evaluate(CUT) == [], (path, size)
        left = [each for each in tab.page.evaluate(UNSAID) if not OWN.search(each)]
        assert left == [], (path, left)


OWN = re.compile(r"(PX|FILE)-\d+|(Spring|Autumn) 20\d\d|Single files|View \d+ more")
"""What stands as it is: a title of a round, a reference, and what Streamlit says of its own menu."""
