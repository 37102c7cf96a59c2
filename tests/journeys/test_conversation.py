"""An auditor rates the file, talks it through, changes one rating and says why; a QA lead reads both."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from audit.commands import round as rounds
from audit.documents.checklist_library import ready
from audit.views import checklist as checklists
from audit.views import conversation as views
from tests import builders

pytestmark = pytest.mark.browser
HOSTILE = "**They** <b>said</b> so; see the supervision notes"


@pytest.fixture
def audit(new_book):
    """All that the file alone shows is answered; on an app of its own, which offers another checklist from now on."""
    book = new_book
    ready(book.db, book.by)
    builders.published(book.db)
    small = next(each for each in checklists.published(book.db) if each.checklist.key == "audit")
    round_id = rounds.open_(book.db, book.by, "Talked through", small.id)
    made = builders.started(book.db, round_id, "T-001")
    builders.complete(book.db, book.by, made)
    return made


def test_conversation(opened, new_app, new_book, audit):
    tab = opened(new_app)
    tab.open(f"case-audit?id={audit}&step=conversation")
    tab.page.get_by_role("spinbutton", name="day, The day it was held").click()
    tab.type(f"{date.today():%d%m%Y}")  # noqa: DTZ011 - the app's own clock
    tab.press("Tab")
    role = tab.page.get_by_label("The practitioner's role, never a name")
    role.fill("call 07700 900123")
    tab.press("Tab")
    expect(tab.page.get_by_text("This looks like a telephone number")).to_be_visible()
    role.fill("allocated social worker")
    tab.press("Tab")
    tab.settle()
    tab.click("Begin the conversation")
    expect(tab.page.get_by_text("It changed none of 7 ratings and judgements.")).to_be_visible()

    tab.page.get_by_text("Correct the day or the role").click()
    role = tab.page.get_by_label("The practitioner's role, never a name")
    role.fill("named midwife")
    tab.press("Tab")
    tab.settle()
    tab.click("Correct it")
    expect(tab.page.get_by_text("with: named midwife.")).to_be_visible()
    expect(tab.page.get_by_text("What was kept from the file alone is as it was")).to_be_visible()

    tab.choice("view-child", 3).click()
    tab.settle()
    tab.box("view-child", "reason").fill("Six weeks old")
    tab.press("Control+Enter")
    tab.settle()
    tab.go(audit, "carers")
    tab.choice("C2", 3).click()
    tab.settle()
    expect(tab.card("C2")).to_contain_text(
        "From the file alone: Yes. After the conversation: Silent."
    )
    tab.open(f"case-audit?id={audit}&step=hand-in")
    tab.click(re.compile("C2: why it changed"))
    tab.to_card("C2")
    tab.box("C2", "changed").fill(HOSTILE)
    tab.press("Control+Enter")
    tab.settle()
    tab.open(f"case-audit?id={audit}&step=hand-in")
    tab.click("Submit this case audit")

    tab.open(f"case-audit?id={audit}&step=conversation")
    expect(tab.page.get_by_role("row", name=re.compile("Yes Silent"))).to_contain_text(HOSTILE)
    found = views.conversation(new_book.db, new_book.by, audit)
    assert [each.why for each in found.changes] == [HOSTILE]
    assert found.conversation.views["child"].reason == "Six weeks old"
    assert list(tab.has_misbehaved()) == []
