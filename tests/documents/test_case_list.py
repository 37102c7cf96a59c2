"""A case list taken in: each shape of file, and each sentence with its place."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.commands import pseudonym
from audit.documents.case_list import (
    HEAD_ROWS,
    CaseList,
    checked,
    column_name,
    head_row,
    proposed,
    read,
    table,
    told,
)
from audit.documents.workbook_in import Sheet
from audit.model.frame import ListTable, Meaning
from audit.model.person import Person
from audit.model.refusal import Refusal, complaint
from audit.rules.frame import Outcome, judged
from audit.rules.frame_fault import Fault
from audit.store.database import Database
from tests.builders import open_round
from tests.case_lists import AGENCIES, HEADINGS, ROWS, csv_of, listed, taken, xlsx_of

Change = Callable[[openpyxl.Workbook], object]
LIST = [HEADINGS, *ROWS]


def found(content: bytes, name: str = "list.xlsx") -> ListTable:
    made = read(content, name)
    return table(made, made.sheets[0])


def outcome(db: Database, by: Person, content: bytes, name: str = "list.xlsx") -> Outcome:
    made = found(content, name)
    round_id = open_round(db)
    layout, _ = proposed(db, by, round_id, made, judged(made), AGENCIES)
    return checked(db, by, made, layout, AGENCIES)


def said(result: Outcome, made: ListTable) -> list[str]:
    return [str(told(each, made)) for each in result.faults]


def sheet(rows: Sequence[Sequence[Any]]) -> Sheet:
    width = max(map(len, rows))
    return Sheet("Cases", "visible", tuple((*row, *[None] * (width - len(row))) for row in rows))


# ---- Shapes that are read ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (csv_of(LIST), "comma.csv"),
        (csv_of(LIST, ";"), "semicolon.csv"),
        (csv_of(LIST, "\t"), "tab.csv"),
        (b"sep=;\r\n" + csv_of(LIST, ";"), "said.csv"),
        (csv_of(LIST, encoding="utf-8-sig"), "marked.csv"),
        (csv_of(LIST, ";", "utf-16"), "utf-16.csv"),
        (xlsx_of(LIST), "list.xlsx"),
    ],
)
def test_every_shape_gives_the_same_cases(
    db: Database, by: Person, content: bytes, name: str
) -> None:
    made = outcome(db, by, content, name)
    assert made.draft is not None
    assert made.draft.name == name
    assert [(each.reference, each.agency, each.team) for each in made.draft.cases] == [
        ("S-001", "csc", "North"),
        ("S-002", "police", ""),
        ("S-003", "gp", "Riverside"),
        ("S-004", "csc", "South"),
    ]


def test_windows_letters_are_read_and_said_to_be_a_guess() -> None:
    rows = [("Ref", "Team"), ("A1", "Café"), ("B2", "Núcleo")]
    made = found(csv_of(rows, ";", "cp1252"), "old.csv")
    assert made.columns[1] == ["Café", "Núcleo"]
    assert [str(each) for each in made.remarks] == [
        str(complaint("table.guessed", "old.csv, line 2"))
    ]


def test_text_stays_text_and_a_day_is_one() -> None:
    seen = datetime(2026, 3, 3, 14, 2)  # noqa: DTZ001 - a cell knows no time zone
    rows = [
        ("Ref", "Born", "Seen", "Share", "ALTE"),
        ("00123", date(2016, 2, 3), seen, 0.5, True),
        ("NA", "", None, 12, False),
    ]
    made = found(xlsx_of(rows))
    assert [list(each) for each in made.columns] == [
        ["00123", "NA"],
        ["2016-02-03", ""],
        ["2026-03-03 14:02:00", ""],
        ["0.5", "12"],
        ["TRUE", "FALSE"],
    ]


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=8
)


@settings(max_examples=8)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=10), st.sampled_from(",;\t"))
def test_what_stands_in_a_csv_file_comes_out_as_it_is(
    rows: list[tuple[str, str]], separator: str
) -> None:
    content = csv_of([("Case ref", "Plan type"), *rows], separator, "utf-8-sig")
    made = found(content, "list.csv")
    assert list(zip(*made.columns, strict=True)) == rows


def test_a_title_above_the_headings_is_passed_over_and_said() -> None:
    rows = [
        ("Open cases, all teams",),
        ("Run on", date(2026, 3, 2)),
        (),
        HEADINGS,
        *ROWS,
        ("Total", None, None, 4),
    ]
    made = found(xlsx_of(rows, lambda book: book.active.merge_cells("A1:E1")))
    assert made.head_row == 4
    assert made.headings == HEADINGS
    assert made.merged == ((1, 1, 5, 1),)
    assert complaint("frame.heading-row", "list.xlsx, sheet “Cases”", row=4) in made.remarks


def test_columns_before_and_behind_the_list_are_nothing() -> None:
    rows = [(None, *row, None) for row in LIST]
    made = found(xlsx_of(rows))
    assert made.headings == ("", *HEADINGS)
    assert column_name(2, made) == "B “Case ref”"
    assert column_name(1, made) == "A"
    assert column_name(9, made) == "I"


def test_hidden_and_other_sheets_are_left_out_and_said() -> None:
    def change(book: openpyxl.Workbook) -> None:
        for name, state in (("Old", "hidden"), ("Lookups", "visible"), ("Blank", "visible")):
            made = book.create_sheet(name)
            made.sheet_state = state
            if name != "Blank":
                made.append(["Case ref"])

    made = found(xlsx_of(LIST, change))
    assert made.sheet == "Cases"
    assert made.remarks == (
        complaint("frame.hidden-sheet", "list.xlsx", sheet="Old"),
        complaint("frame.other-sheets", "list.xlsx", sheets="“Lookups”"),
    )


def test_another_sheet_or_another_row_of_headings_can_be_chosen() -> None:
    def change(book: openpyxl.Workbook) -> None:
        made = book.create_sheet("March")
        made.append(["Case ref", "Plan"])
        made.append(["Ref no", "Kind"])

    listing = read(xlsx_of(LIST, change), "list.xlsx")
    march = table(listing, listing.sheet("March"), 2)
    assert (march.headings, march.length) == (("Ref no", "Kind"), 0)


# ---- What cannot be taken ----------------------------------------------------------------------------


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return str(caught.value)


def test_a_workbook_of_hidden_or_empty_sheets_has_no_list() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book.active.sheet_state = "hidden"
        book.create_sheet("Blank")

    assert refused(lambda: read(xlsx_of(LIST, hide), "list.xlsx")) == str(
        complaint("frame.no-list", "list.xlsx")
    )


def test_a_sheet_that_is_not_there_is_told_with_those_that_are() -> None:
    listing = CaseList("list.xlsx", (sheet(LIST),))
    expected = complaint(
        "frame.sheet-unknown",
        "list.xlsx",
        sheet="Case",
        known="Cases",
        hint=" Did you mean Cases?",
    )
    assert refused(lambda: listing.sheet("Case")) == str(expected)


@pytest.mark.parametrize("row", [0, HEAD_ROWS + 1, 6])
def test_a_row_of_headings_is_among_the_first(row: int) -> None:
    listing = CaseList("list.xlsx", (sheet(LIST),))
    expected = complaint("frame.no-heading", "list.xlsx, sheet “Cases”", rows=HEAD_ROWS)
    assert refused(lambda: table(listing, listing.sheets[0], row)) == str(expected)


def test_numbers_alone_are_no_headings() -> None:
    with pytest.raises(Refusal) as caught:
        head_row(sheet([(1, 2), (3, 4)]), "list.xlsx")
    assert caught.value.complaint == complaint("frame.no-heading", "list.xlsx", rows=HEAD_ROWS)


def test_headings_are_the_row_with_most_words_of_a_list() -> None:
    rows = [("Area", "All"), ("Case ref", "Age", "Team"), ("A1", "7", "North")]
    assert head_row(sheet(rows), "") == 2
    assert head_row(sheet([("One", "Two"), ("a", "b")]), "") == 1


# ---- Cells that hide something -----------------------------------------------------------------------


def formulas(book: openpyxl.Workbook) -> None:
    book.active["E2"] = '=IF(1=1,"CP","")'


def errors(book: openpyxl.Workbook) -> None:
    book.active["E3"].value = "#N/A"
    book.active["E3"].data_type = "e"


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (formulas, "frame.error-cell", "row 2, column E “Plan type”"),  # never worked out
        (errors, "frame.error-cell", "row 3, column E “Plan type”"),
        (
            lambda book: book.active.merge_cells("E2:E3"),
            "frame.merged",
            "row 2, column E “Plan type”",
        ),
        (
            lambda book: book.active.merge_cells("A1:B1"),
            "frame.heading-merged",
            "row 1, column A “Case ref”",
        ),
    ],
)
def test_a_cell_that_hides_something_is_told_with_its_sheet_row_and_column(
    db: Database, by: Person, change: Change, code: str, place: str
) -> None:
    content = xlsx_of(LIST, change)
    made = found(content)
    result = outcome(db, by, content)
    assert result.draft is None
    assert str(complaint(code, f"list.xlsx, sheet “Cases”, {place}")) in said(result, made)


def test_a_fault_of_the_whole_list_has_the_file_as_its_place() -> None:
    made = listed()
    assert str(told(Fault("frame.no-case"), made)) == str(complaint("frame.no-case", "list.csv"))
    assert told(Fault("frame.no-case", 3), made).where == "list.csv, row 3"


# ---- What its columns mean ---------------------------------------------------------------------------


def test_what_columns_meant_last_time_is_proposed(db: Database, by: Person) -> None:
    round_id = open_round(db)
    made = listed()
    guessed, is_remembered = proposed(db, by, round_id, made, judged(made), AGENCIES)
    assert not is_remembered
    taken(db, round_id)
    again, is_remembered = proposed(db, by, round_id, made, judged(made), AGENCIES)
    assert is_remembered
    assert again.uses == guessed.uses


def test_a_key_is_made_only_where_a_column_is_to_be_replaced(db: Database, by: Person) -> None:
    content = csv_of([("NHS number", "Age"), ("943 476 5919", "7")])
    key = db.path.with_suffix(".pseudonyms")
    outcome(db, by, csv_of(LIST), "list.csv")
    assert not key.exists()
    round_id = open_round(db, "Another")
    made = found(content, "list.csv")
    layout, _ = proposed(db, by, round_id, made, judged(made), AGENCIES)
    assert layout.uses[0].meaning is Meaning.PSEUDONYM
    result = checked(db, by, made, layout, AGENCIES)
    assert key.exists()
    assert result.draft is not None
    assert result.draft.cases[0].reference.startswith("P-")
    again = checked(db, by, made, layout, AGENCIES)
    assert again.draft is not None
    assert again.draft.cases == result.draft.cases
    assert again.draft.pseudonym_key == pseudonym.key(db, by).id
