"""A workbook handed back: a list of what is to be put right, and a comment at each cell of it."""

from io import BytesIO

from openpyxl import load_workbook

from audit.documents.checklist_marked import marked
from audit.documents.checklist_told import of_sheets, read_book
from tests.documents.broken_workbooks import AT, BREAKS, NAME, Book, base


def broken(*cases):
    book = Book(base())
    for each in cases:
        BREAKS[each](book)
    return of_sheets(book.sheets())


def test_each_cell_has_its_comment_and_each_line_leads_to_it():
    found = broken("an agency is misspelt", "a target is a word", "cells are merged")
    content = marked(found.found, found.marks, "Professionals only", AT)
    book = load_workbook(BytesIO(content))
    notes = {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert set(notes) == {("Standards", "D4"), ("Criteria", "A4"), ("Criteria", "G4")}
    assert "there is no “polise”" in notes["Criteria", "G4"]
    assert "Did you mean police?" in notes["Criteria", "G4"]
    first = book.worksheets[0]
    assert first.title == "To put right"
    assert first["A2"].value.startswith("Professionals only. ")
    links = {
        row[1].value: row[1].hyperlink.location or row[1].hyperlink.target for row in first["A4:D6"]
    }
    assert links == {"D4": "#'Standards'!D4", "A4:A5": "#'Criteria'!A4:A5", "G4": "#'Criteria'!G4"}


def test_every_text_stays_where_it_stood_and_what_is_wrong_is_still_wrong():
    found = broken("an agency is misspelt", "a target is a word")
    again = read_book(marked(found.found, found.marks, "Published", AT), NAME)
    assert [str(each.complaint) for each in again.marks] == [
        str(each.complaint) for each in found.marks
    ]
    good = broken()
    assert read_book(marked(good.found, (), "Published", AT), NAME).nouns == good.nouns


def test_a_formula_that_somebody_typed_as_text_stays_text():
    book = Book(base())
    book.put("Standards", "C4", "=HYPERLINK(1)")
    found = of_sheets(book.sheets())
    cell = load_workbook(BytesIO(marked(found.found, (), "Published", AT)))["Standards"]["C4"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_what_is_wrong_with_the_whole_stands_in_the_list():
    found = broken("a sheet is missing")
    book = load_workbook(BytesIO(marked(found.found, found.marks, "Published", AT)))
    assert [cell.value for cell in book["To put right"][4]][:2] == ["–", "–"]
