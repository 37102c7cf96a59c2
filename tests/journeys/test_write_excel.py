"""A checklist goes to Excel and comes back: first with mistakes, told cell by cell, then to be taken."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from audit.commands import draft
from audit.documents.checklist_library import ready
from audit.views import checklist as checklists
from audit.views import draft as views
from tests.journeys.test_accessible import faults

pytestmark = pytest.mark.browser


def altered(content: bytes, **cells: str) -> bytes:
    book = openpyxl.load_workbook(BytesIO(content))
    for cell, words in cells.items():
        book["Criteria"][cell] = words
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_workbook_goes_out_comes_back_with_mistakes_and_is_taken(
    opened, new_app, new_book, tmp_path
):
    db, by, tab = new_book.db, new_book.by, opened(new_app)
    ready(db, by)
    base = checklists.published(db)[0]
    made = draft.begin(db, by, base.id, base.checklist.title, carries=True)
    name = base.checklist.standards[0].key

    def bring(content: bytes) -> None:
        place = tmp_path / "brought.xlsx"
        place.write_bytes(content)
        box = tab.page.locator("input[type=file]")
        expect(box).to_have_count(1)
        box.set_input_files(place)

    def taken_out(label: str) -> bytes:
        with tab.page.expect_download() as waited:
            tab.page.get_by_role("button", name=label).click()
        return Path(waited.value.path()).read_bytes()

    tab.open(f"write?draft={made}&part=excel")
    content = taken_out("Take it out as a workbook")

    bring(altered(content, A4=f"{name}x", D5="AS77"))
    expect(tab.page.get_by_text("Nothing was taken: 2 things to put right")).to_be_visible()
    told = tab.page.get_by_role("region", name="What is to be put right, cell by cell")
    expect(told.get_by_role("row")).to_have_count(3)
    expect(told.get_by_text(f"Did you mean {name}?")).to_be_visible()
    assert list(faults(tab)) == []
    marked = openpyxl.load_workbook(
        BytesIO(taken_out("The same workbook with a comment at each cell"))
    )
    assert "AS77" in marked["Criteria"]["D5"].comment.text
    assert marked["Criteria"]["A4"].value == f"{name}x"
    assert marked["Criteria"]["C4"].comment is None

    tab.open(f"write?draft={made}&part=excel")
    bring(altered(content, C4="=1+1 is <b>seen</b>"))
    expect(tab.page.get_by_text("Nothing was taken: 1 thing to put right")).to_be_visible()

    tab.open(f"write?draft={made}&part=excel")
    bring(altered(content, C4="Each carer is <b>seen</b>"))
    expect(tab.page.get_by_text("1 thing would change.")).to_be_visible()
    tab.page.get_by_role("button", name="Take all of it").click()
    expect(tab.page.get_by_text("Taken: 1 thing changed.")).to_be_visible()
    found = views.draft(db, by, made)[0]
    first = base.checklist.standards[0].criteria[0].key
    (item,) = [each for each in found.items if each.text("key") == first]
    assert item.text("statement") == "Each carer is <b>seen</b>"
    assert list(tab.has_misbehaved()) == []
