"""The part of a round's page where its case list is taken: each step, empty, full and refused."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import update

from audit.commands import frame
from audit.model.refusal import complaint
from audit.pages.case_list_columns import WORDS
from audit.pages.case_list_kept import SHOWN
from audit.pages.parts import text
from audit.rules.retention import today
from audit.store import tables as t
from audit.views.frame import cases, frame_page
from tests.builders import local, open_round
from tests.case_lists import HEADINGS, ROWS, csv_of, drafted, taken, xlsx_of
from tests.pages.test_pages import assert_whole, opened, pages_db  # noqa: F401 - a fixture

LIST = [HEADINGS, *ROWS]
HOSTILE = "<img src=x onerror=alert(1)> ![x](http://127.0.0.1:1/x.png) $x$"


@pytest.fixture
def round_id(pages_db):  # noqa: F811
    return open_round(pages_db, due=today(datetime.now(UTC)) + timedelta(days=3))


def page(**asked):
    at = opened("rounds", **{"round-part": "Case list"}, **asked)
    assert_whole(at)
    return at


def said(at):
    return unescape("\n".join(each.value for each in at.get("html")))


def seen(at, *, refused):
    """The page is whole; where something was refused, it says so."""
    if refused:
        assert not at.exception
        assert len(at.error) == 1
    else:
        assert_whole(at)


def bring(at, content, name="list.csv", *, refused=False):
    (box,) = at.file_uploader
    box.set_value((name, content, "application/octet-stream"))
    at.run()
    seen(at, refused=refused)
    return at


def press(at, label, *, refused=False):
    (button,) = [each for each in at.button if each.label == label]
    button.click().run()
    seen(at, refused=refused)
    return at


def box(at, label):
    (found,) = [each for each in at.selectbox if each.label == label]
    return found


def test_before_there_is_a_list_it_says_what_one_should_have(pages_db, round_id):  # noqa: F811
    at = page()
    assert "There is no case list yet." in said(at)
    assert "up to 10 MB and 100,000 cases, without a password or macros" in said(at)
    assert "Dates are read day first" in said(at)


def test_a_list_goes_through_its_three_steps(pages_db, round_id):  # noqa: F811
    at = bring(page(), csv_of(LIST))
    assert "list.csv: 4 rows below the headings in row 1." in said(at)
    assert "Guessed from the headings" in said(at)
    assert box(at, "Column A “Case ref”").value == "case reference"
    assert not at.file_uploader, "no file is held longer than it is read"
    press(at, "Check the list")
    assert "4 cases would be kept, and nothing else." in said(at)
    assert "As it would be kept, the first 4" in said(at)
    assert "n = 4" in said(at)
    assert cases(pages_db, local(pages_db), round_id) == ()
    press(at, "Keep this list")
    assert "4 cases in “list.csv”." in said(at)
    assert len(cases(pages_db, local(pages_db), round_id)) == 4


def test_what_a_column_means_can_be_changed(pages_db, round_id):  # noqa: F811
    at = bring(page(), csv_of([("Ref", "Doctor", "Plan"), ("A1", "y", "CP"), ("B2", "", "CIN")]))
    doctor = box(at, "Column B “Doctor”")
    assert doctor.value == "left out"
    doctor.set_value("involved: gp")
    box(at, "Which agency holds every case, if no column says so").set_value("csc")
    press(at, "Check the list")
    press(at, "Keep this list")
    kept = cases(pages_db, local(pages_db), round_id)
    assert [each.involved for each in kept] == [(("csc", ""), ("gp", "")), (("csc", ""),)]


def test_a_column_of_persons_offers_nothing_but_leaving_it_out_or_pseudonyms(
    pages_db,  # noqa: F811
    round_id,
):
    rows = [("NHS number", "Child's name", "DOB"), ("943 476 5919", "Emma Jones", "3/2/2016")]
    at = bring(page(), csv_of(rows))
    assert box(at, "Column A “NHS number”").options == [
        "Case reference, replaced by a pseudonym",
        "Left out",
    ]
    assert box(at, "Column C “DOB”").options == [
        "Date of birth, turned into an age band",
        "Left out",
    ]
    assert "Emma" not in said(at)
    assert "943" not in said(at)
    press(at, "Check the list")
    assert "References are pseudonyms." in said(at)
    assert "Emma" not in said(at)
    press(at, "Keep this list")
    (kept,) = cases(pages_db, local(pages_db), round_id)
    assert kept.reference.startswith("P-")


def test_what_is_wrong_is_told_by_kind_and_row_by_row(pages_db, round_id):  # noqa: F811
    rows = [(f"A{n}", "teen") for n in range(SHOWN + 5)]
    at = bring(page(), csv_of([("Ref", "Age"), *rows]))
    press(at, "Check the list", refused=True)
    assert (
        at.error[0].value == "Nothing is kept: 55 complaints. A list is taken whole or not at all."
    )
    assert complaint("frame.age-unreadable", value="teen").what in said(at)
    assert "2, 3, 4, 5 and 51 more" in said(at)
    assert "By row, 55 complaints, the first 50 of them" in said(at)
    assert not [each for each in at.button if each.label == "Keep this list"]


def test_words_for_agencies_are_told_by_hand_twenty_at_a_time(pages_db, round_id):  # noqa: F811
    rows = [(f"A{n}", f"Office {n:02}") for n in range(WORDS + 5)]
    at = bring(page(), csv_of([("Ref", "Agency"), *rows]))
    press(at, "Check the list", refused=True)
    assert f"There are {WORDS + 5}; the first {WORDS} are asked about." in said(at)
    asked = [each for each in at.selectbox if "Office" in each.label]
    assert len(asked) == WORDS
    for each in asked:
        each.set_value("-")
    press(at, "Check the list", refused=True)
    assert at.error[0].value.startswith("Nothing is kept: 5 complaints.")


def test_a_file_that_cannot_be_taken_is_refused_in_words(pages_db, round_id):  # noqa: F811
    at = bring(page(), b"", "list.csv", refused=True)
    assert at.error[0].value == text.plain(str(complaint("workbook.empty", "list.csv")))
    assert at.file_uploader, "another one can be chosen"
    at = bring(at, csv_of(LIST))
    assert not at.error


def test_the_same_list_adds_nothing_and_a_corrected_one_shows_what_it_changes(
    pages_db,  # noqa: F811
    round_id,
):
    taken(pages_db, round_id)
    at = bring(page(), csv_of(LIST))
    assert "As you said it last time" in said(at)
    press(at, "Check the list")
    assert "nothing would be added" in said(at)
    (keep,) = [each for each in at.button if each.label == "Keep this list"]
    assert keep.disabled
    press(at, "Give it up")
    bring(at, csv_of([HEADINGS, *ROWS[1:]]))
    press(at, "Check the list")
    assert "0 cases added, 1 gone, 0 changed, 3 the same." in said(at)
    press(at, "Keep this list")
    assert "3 cases in “list.csv”." in said(at)
    assert "It took the place of 1 list." in said(at)


def test_a_list_that_another_took_meanwhile_is_compared_with_again(
    pages_db,  # noqa: F811
    round_id,
):
    at = bring(page(), csv_of([HEADINGS, *ROWS[1:]]))
    press(at, "Check the list")
    other = frame.take(pages_db, local(pages_db), round_id, drafted())
    press(at, "Keep this list", refused=True)
    assert at.error[0].value == text.plain(str(complaint("frame.moved-on", "Spring 2026")))
    assert "1 gone" in said(at)
    stands = frame_page(pages_db, local(pages_db), round_id).frame
    assert stands is not None
    assert stands.id == other
    press(at, "Keep this list")
    assert "It took the place of 1 list." in said(at)


def test_another_sheet_or_row_of_headings_can_be_chosen(pages_db, round_id):  # noqa: F811
    def march(book):
        made = book.create_sheet("March <b>")
        for row in (("Note",), ("Id", "Plan"), ("A9", "CP")):
            made.append(row)

    at = bring(page(), xlsx_of(LIST, march), "list.xlsx")
    assert "Other sheets were not read: “March <b>”." in said(at)
    box(at, "Sheet").set_value("March <b>").run()
    assert_whole(at)
    assert "sheet “March <b>”: 1 row below the headings in row 2." in said(at)
    box(at, "The headings stand in row").set_value(3).run()
    assert_whole(at)
    assert "0 rows below the headings in row 3." in said(at)
    press(at, "Choose another file")
    assert at.file_uploader


def test_a_list_on_its_way_into_one_round_is_not_taken_into_another(
    pages_db,  # noqa: F811
    round_id,
):
    open_round(pages_db, "Autumn 2026")
    at = bring(page(round="Spring 2026"), csv_of(LIST))
    at.selectbox(key="round").set_value(frame_page(pages_db, local(pages_db), round_id).round_id)
    (other,) = [each for each in at.selectbox(key="round").options if each == "Autumn 2026"]
    at.selectbox(key="round").select(other).run()
    assert_whole(at)
    assert at.file_uploader, "it was given up"


@pytest.mark.parametrize("status", ["moderation", "closed"])
def test_a_round_that_is_no_longer_open_takes_none(pages_db, round_id, status):  # noqa: F811
    taken(pages_db, round_id)
    with pages_db.acting(local(pages_db), "test.moved", f"round:{round_id}") as now:
        now.connection.execute(update(t.round_).values(status=status))
    at = page()
    assert "4 cases in “list.csv”." in said(at)
    assert "No list can be taken any more: the round is no longer open." in said(at)
    assert not at.file_uploader


def test_hostile_text_stays_text(pages_db, round_id):  # noqa: F811
    rows = [("Ref", "Agency", HOSTILE), ("A1", HOSTILE, HOSTILE)]
    at = bring(page(), csv_of(rows), f"{HOSTILE}.csv")
    press(at, "Check the list", refused=True)
    for each in at.get("html"):
        assert "<img" not in each.value
    assert not at.markdown or all("![x]" not in each.value for each in at.markdown)


def test_a_long_list_is_kept_where_one_can_watch(pages_db, round_id, monkeypatch):  # noqa: F811
    for module in ("commands.frame", "pages.case_list_kept"):
        monkeypatch.setattr(f"audit.{module}.LOT", 1)
    at = press(bring(page(), csv_of(LIST)), "Check the list")
    press(at, "Keep this list")
    assert [each.value.replace("\\", "") for each in at.success] == [
        "The case list is kept: 4 cases."
    ]
    assert frame_page(pages_db, local(pages_db), round_id).frame.cases == 4
