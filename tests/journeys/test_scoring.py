"""Answering away from the tool: a workbook out, filled in, and back in beside what was entered here meanwhile."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from audit.documents.scoring_layout import ANSWER, EVIDENCE
from tests.builders import give, open_round, started
from tests.journeys.book import until
from tests.journeys.test_nothing_lost import SAVED

pytestmark = pytest.mark.browser

TITLE = "Spring"
FILLED = {
    ("criterion/C1", ANSWER): "No",
    ("criterion/C1", EVIDENCE): "Letter, p. 2: =1+1 <b>not</b> asked",
    ("criterion/C2", EVIDENCE): "As the workbook says",
    ("criterion/S2", EVIDENCE): "Better said",
}
"""Row and column to what is written there: two are new, one is changed here too, one is changed."""


def filled(content: bytes, values: dict[tuple[str, str], str]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book["1 S-001"]
    rows = {cell.value: cell.row for cell in sheet["A"]}
    for (row, column), value in values.items():
        sheet[f"{column}{rows[row]}"].value = value
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_workbook_goes_out_and_comes_back_with_a_conflict(opened, new_app, new_book, tmp_path):
    book, tab = new_book, opened(new_app)
    audit = started(book.db, open_round(book.db, title=TITLE))
    for key in ("C2", "S2"):
        give(book.db, book.by, audit, key, "evidence", "As it was")

    def bring() -> None:
        box = tab.page.locator("input[type=file]")
        expect(box).to_have_count(1)  # the one before stays until the page is drawn to its end
        box.set_input_files(place)

    def home() -> None:
        tab.open()
        tab.page.get_by_text("Answer them in Excel, away from here").click()

    home()
    with tab.page.expect_download() as waited:
        tab.page.get_by_role("button", name=f"Scoring workbook for {TITLE}").click()
    name = waited.value.suggested_filename
    assert re.fullmatch(r"scoring-workbook_spring_[a-z]+_professionals-only_[\d-]+\.xlsx", name)
    place = tmp_path / name
    place.write_bytes(filled(Path(waited.value.path()).read_bytes(), FILLED))

    # Meanwhile one of these is changed here.
    tab.go(audit, "carers")
    tab.box("C2").fill("As it is here")
    tab.box("C2").press("Tab")
    expect(tab.line("C2").last).to_have_text(SAVED)
    until(lambda: book.answer(audit, "C2").evidence == "As it is here")

    home()
    bring()
    expect(tab.page.get_by_text("4 answers in 1 case file of Spring would change.")).to_be_visible()
    told = tab.page.get_by_role("region", name="What the workbook changes").get_by_role("row")
    expect(told).to_have_count(5)
    for line in (
        "New S-001: C1, rating – No",
        f"New S-001: C1, evidence – {FILLED['criterion/C1', EVIDENCE]}",
        "In conflict S-001: C2, evidence As it is here As the workbook says",
        "Changed S-001: S2, evidence As it was Better said",
    ):
        expect(
            told.filter(has_text=re.compile(re.escape(line).replace("\\ ", r"\s*")))
        ).to_have_count(1)
    take = tab.page.get_by_role("button", name="Keep all of it")
    expect(take).to_be_disabled()
    before = book.events()
    assert book.answer(audit, "C1").rating is None
    tab.page.get_by_text("Take the workbook's").click()
    expect(take).to_be_enabled()
    take.click()
    expect(tab.page.get_by_text("4 answers kept from the workbook.")).to_be_visible()
    answer = book.answer(audit, "C1")
    assert (answer.rating, answer.evidence) == ("no", FILLED["criterion/C1", EVIDENCE])
    assert [book.answer(audit, key).evidence for key in ("C2", "S2")] == [
        "As the workbook says",
        "Better said",
    ]
    after = book.events()
    assert after["scoring.taken"] == before["scoring.taken"] + 1

    # The part stays open, and its box is empty again.
    expect(tab.page.get_by_text(name)).to_have_count(0)
    bring()
    expect(
        tab.page.get_by_text("Nothing new: all that is in the workbook is kept already.")
    ).to_be_visible()
    assert book.events() == after
    assert list(tab.has_misbehaved()) == []
