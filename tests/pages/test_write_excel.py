"""The page on which a checklist goes to Excel and comes back: what it would change, and what is to be put right."""

from html import unescape
from io import BytesIO

from openpyxl import load_workbook

from audit.commands import draft
from audit.commands.draft_publish import set_aside
from audit.documents.draft_workbook import draft_workbook
from audit.documents.shared import WORDS
from audit.model.person import Role
from audit.pages.parts.text import plain
from audit.views import draft as views
from tests.builders import local, published
from tests.documents.broken_workbooks import AT
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def begun(db, **more):
    return draft.begin(db, local(db), published(db), "Small", **({"carries": True} | more))


def altered(db, made, **cells):
    """The draft's workbook with cells of the sheet of criteria altered."""
    book = load_workbook(BytesIO(draft_workbook(*views.draft(db, local(db), made), AT)))
    for cell, words in cells.items():
        book["Criteria"][cell] = words
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def brought(made, content, name="small.xlsx"):
    at = opened("write", draft=made, part="excel")
    assert_whole(at)
    (box,) = at.file_uploader
    return box.set_value((name, content, WORKBOOK)).run()


def said(at):
    return unescape(" ".join(drawn(at)))


def test_what_it_changes_is_shown_before_it_is_taken(pages_db):
    made = begun(pages_db)
    at = brought(made, altered(pages_db, made, C4="Seen <b>twice</b> [x](http://e.x)"))
    assert_whole(at)
    assert "1 thing would change." in said(at)
    before = views.draft(pages_db, local(pages_db), made)[0]
    assert "Seen <b>twice</b>" not in str(before)
    at.button(key="draft-take").click().run()
    assert_whole(at)
    assert plain("Taken: 1 thing changed.") in at.success[0].value
    after = views.draft(pages_db, local(pages_db), made)[0]
    item = next(each for each in after.items if each.text("key") == "C1")
    assert item.text("statement") == "Seen <b>twice</b> [x](http://e.x)"
    at = brought(made, altered(pages_db, made))
    assert "Nothing new" in at.info[0].value


def test_what_is_wrong_is_told_by_its_cell_and_handed_back(pages_db):
    made = begun(pages_db)
    at = brought(made, altered(pages_db, made, A4="carrers", D5="AS77", R4="maybe"))
    assert not at.exception
    assert "Nothing was taken: 3 things to put right" in at.error[0].value
    words = said(at)
    for each in (
        "A4",
        "D5",
        "Did you mean carers?",
        "On the sheet “Learning points” there is no “AS77”.",
    ):
        assert each in words, each
    assert not [each for each in at.button if each.key == "draft-take"]
    assert [each.proto.label for each in at.get("download_button")] == [
        "Take it out as a workbook",
        "The same workbook with a comment at each cell",
    ]


def test_a_file_that_is_none_is_refused_in_words(pages_db):
    at = brought(begun(pages_db), b"%PDF-1.7\n")
    assert not at.exception
    assert plain("This is a PDF, whatever its name says.") in at.error[0].value


def test_a_draft_that_waits_is_only_taken_out(pages_db):
    made = begun(pages_db)
    set_aside(pages_db, local(pages_db), made)
    at = opened("write", draft=made, part="excel")
    assert_whole(at)
    assert not at.file_uploader
    assert at.get("download_button")


def test_an_empty_one_is_offered_where_one_begins(pages_db):
    published(pages_db)
    at = opened("write")
    assert not at.get("download_button")
    at.radio(key="write-kind").set_value("A checklist for a new review").run()
    assert_whole(at)
    (offer,) = at.get("download_button")
    assert offer.proto.label == "An empty workbook, to write it in Excel first"


def test_a_published_one_is_offered_to_everybody_who_reads_it(pages_db):
    published(pages_db)
    at = opened("checklists")
    at.session_state["tried"] = local(pages_db).model_copy(update={"roles": (Role.AUDITOR,)})
    at.run()
    box = at.selectbox(key="share-format")
    assert WORDS["workbook"] in box.options
    box.set_value("workbook").run()
    assert_whole(at)
    assert "Practice files and proposed themes" in said(at)
