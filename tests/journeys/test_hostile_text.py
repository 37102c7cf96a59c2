"""What people write is shown as they wrote it, on every page that shows it: it runs nothing and fetches nothing.

If one of these fails, a line of evidence can act in the browser of whoever reads it.
"""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from audit.commands import case, case_audit, judgement, rating
from audit.commands import round as rounds
from audit.pages.board import VIEWS
from audit.views import case_audit as views
from audit.views import checklist as checklists
from tests import builders
from tests.journeys.book import until
from tests.journeys.test_nothing_lost import SAVED

pytestmark = pytest.mark.browser

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "![x](http://127.0.0.1:1/x.png)",
    '=HYPERLINK("http://127.0.0.1:1/","x")',
    "$x^2$ and :red[red]",
    ":material/home: :smile:",
    "[x](javascript:alert(1))",
    "<script>alert(2)</script>",
    "👩‍👧 naïve שלום \u202eright to left\u202c",
)
TITLE = "<img src=x onerror=alert(1)> ![x](http://127.0.0.1:1/x.png) $x$"
TEAM = ":material/home: [x](javascript:alert(1)) <b>"
REFERENCE = "S-1 <b> [x]($y$)"
ALIVE = """() => document.querySelectorAll(
  'img[src="x"], img[src*="127.0.0.1:1"], [href^="javascript"], .katex, script[src="x"], main b').length"""


@pytest.fixture(scope="module")
def written(app, book):
    """A submitted case audit in which every word is hostile."""
    db, by = book.db, book.by
    book.new_audit()  # what is published is there by now
    checklist = checklists.published(db)[0].id
    round_id = rounds.open_(db, by, TITLE, checklist)
    audit = case.add_file(db, by, round_id, REFERENCE, "midwifery", team=TEAM, auditor_id=by.id)
    case_audit.start(db, by, audit)
    page = views.case_audit(db, by, audit)
    facts = builders.first_facts(page.checklist)
    builders.complete(db, by, audit, facts=facts, ratings="not_met", judged="inadequate")
    keys = [one.key for each in page.standards for one in each.criteria]
    live = [key for key in keys if not book.answer(audit, key).is_ruled_out]
    for key, words in zip(live, HOSTILE * 9, strict=False):
        for part in ("evidence", "reason"):
            was = getattr(book.answer(audit, key), part)
            rating.rate(db, by, audit, key, part, words, was=was, visit="test")
        rating.rate(db, by, audit, key, "starred", value=True, was=False, visit="test")
    for standard in ("", "history"):
        was = book.judgement(audit, standard)[1]
        judgement.judge(
            db, by, audit, standard, "rationale", "\n".join(HOSTILE), was=was, visit="test"
        )
    case_audit.submit(db, by, audit)
    return audit, round_id


def assert_dead(tab):
    assert tab.page.evaluate(ALIVE) == 0
    assert list(tab.has_misbehaved()) == []


def test_typed_by_an_auditor(tab, book):
    """The road by which most text comes in: it is kept to the letter."""
    audit = book.new_audit()
    tab.go(audit, "history")
    words = "\n".join(HOSTILE)
    tab.press("5")
    tab.box("H1", "reason").wait_for()
    for part in ("evidence", "reason"):
        tab.box("H1", part).fill(words)
        tab.box("H1", part).press("Escape")
    tab.box("judgement-history").fill(words)
    tab.box("judgement-history").press("Escape")
    for key in ("H1", "judgement-history"):
        expect(tab.line(key)).to_have_text(SAVED)
    kept = book.answer(audit, "H1")
    assert (kept.evidence, kept.reason) == (words, words)
    assert book.judgement(audit, "history")[1] == words
    assert_dead(tab)
    tab.go(audit, "history")
    expect(tab.box("H1")).to_have_value(words)
    assert_dead(tab)


def test_read_on_the_case_audit_page(tab, book, written):
    """The reader of a case audit is often not its writer."""
    audit, _ = written
    for step in ("facts", "fathers", "history", "overall", "hand-in"):
        tab.open(f"case-audit?id={audit}&step={step}")
        until(lambda: all(words in tab.text() for words in (REFERENCE, TEAM, TITLE)))
        assert_dead(tab)
    case_audit.send_back(book.db, book.by, audit, "\n".join(HOSTILE))
    for path in ("", f"case-audit?id={audit}&step=hand-in"):
        tab.open(path)
        expect(tab.page.get_by_text(HOSTILE[0], exact=False).first).to_be_visible()
        assert all(words in tab.text() for words in HOSTILE[:-1])
        assert_dead(tab)
    case_audit.submit(book.db, book.by, audit)


def test_read_on_the_board(tab, written):
    """The board quotes lines of evidence to people who know nothing of who wrote them."""
    tab.open()
    for view in VIEWS:
        tab.along(f"board?board-round={quote(TITLE)}&view={quote(view)}")
        expect(tab.page.get_by_role("combobox", name="Round")).to_have_value(TITLE)
        assert_dead(tab)
        if view == "Gaps":
            assert all(words in tab.text() for words in HOSTILE[:-1])


def test_read_on_the_other_pages(tab, written):
    """Titles, teams and references stand in lists, tables and choices."""
    for path in ("", f"rounds?round={quote(TITLE)}", "checklists"):
        tab.open(path)
        assert_dead(tab)
