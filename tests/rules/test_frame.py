"""From rows to a frame: what goes in comes out, and what is wrong is told by row and column."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.case import AgeBand
from audit.model.frame import CARRIED_LIMIT, Layout, Meaning
from audit.rules import frame as rules
from audit.rules.frame_check import check
from audit.rules.frame_fault import Fault
from audit.rules.frame_suspect import NOBODY
from audit.rules.reference import wrong_with
from tests.case_lists import AGENCIES, HEADINGS, ROWS, TODAY, drafted, listed, read, uses

REF, AGENCY, TEAM = Meaning.REFERENCE, Meaning.AGENCY, Meaning.TEAM
AGE, KEPT, OUT = Meaning.AGE, Meaning.CARRIED, Meaning.OUT
PSEUDONYM, INVOLVED, BIRTH = Meaning.PSEUDONYM, Meaning.INVOLVED, Meaning.BIRTH


def codes(faults: Sequence[Fault]) -> list[tuple[str, int, int]]:
    return [(each.code, each.row, each.column) for each in faults]


# ---- What goes in comes out --------------------------------------------------------------------------


def test_a_list_in_order_becomes_its_cases() -> None:
    draft = drafted()
    assert [each.reference for each in draft.cases] == ["S-001", "S-002", "S-003", "S-004"]
    assert [each.line for each in draft.cases] == [2, 3, 4, 5]
    assert [each.agency for each in draft.cases] == ["csc", "police", "gp", "csc"]
    assert [each.team for each in draft.cases] == ["North", "", "Riverside", "South"]
    assert draft.cases[0].age_band is AgeBand.UNDER_1
    assert draft.cases[2].age_band is AgeBand.UNBORN
    assert draft.cases[3].age_band is AgeBand.NOT_KNOWN
    assert draft.columns == ("Plan type",)
    assert [each.carried for each in draft.cases][1] == ("Child in need",)
    assert draft.cases[0].involved == (("csc", "North"),)
    assert draft.pseudonym_key == ""


VALUES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Z")),
    max_size=12,
)


@given(
    st.lists(
        st.tuples(st.integers(0, 99_999).map("{:05}".format), VALUES),
        min_size=1,
        max_size=30,
        unique_by=lambda row: row[0],
    ).filter(lambda rows: not any(wrong_with(reference) for reference, _ in rows)),
    st.integers(1, 20),
)
def test_references_and_values_come_out_as_text_in_their_order(
    rows: list[tuple[str, str]], head_row: int
) -> None:
    # The column is headed as one of things, and its values are whatever they are: those that identify are
    # refused as a whole, the others come out untouched.
    outcome = read(listed(("Ref", "Group"), rows, head_row=head_row), REF, KEPT)
    if outcome.draft is None:
        assert set(outcome.counts) <= {"frame.identifies", "frame.birth-kept"}
        return
    assert [(each.reference, each.carried[0]) for each in outcome.draft.cases] == rows
    assert [each.line for each in outcome.draft.cases] == [
        head_row + n for n in range(1, len(rows) + 1)
    ]
    check(outcome.draft, AGENCIES)


def test_the_hash_is_the_same_in_any_order_of_rows_and_another_for_any_change() -> None:
    whole = drafted()
    assert drafted(ROWS[::-1]).hash == whole.hash
    assert drafted(ROWS[:-1]).hash != whole.hash
    for n, other in enumerate(("S-009", "GP", "East", "12", "Early help")):
        changed = [*ROWS[:-1], (*ROWS[-1][:n], other, *ROWS[-1][n + 1 :])]
        assert drafted(changed).hash != whole.hash, other
    assert drafted(headings=(*HEADINGS[:-1], "Plan")).hash != whole.hash


def test_needless_spaces_are_taken_off_and_nothing_else() -> None:
    draft = drafted([("  S-001 ", "csc", " North   East ", "7", " a  b ")])
    case = draft.cases[0]
    assert (case.reference, case.team, case.carried) == ("S-001", "North East", ("a b",))


# ---- Several rows of one case ------------------------------------------------------------------------


def test_rows_of_one_reference_are_one_case_held_by_the_agency_of_the_first() -> None:
    rows = [
        ("S-001", "Police", "Force", "7", "CP"),
        ("S-002", "GP", "", "8", "CP"),
        ("s-001", "CSC", "North", "7", "CP"),
    ]
    first, second = drafted(rows).cases
    assert (first.reference, first.agency, first.team, first.line) == (
        "S-001",
        "police",
        "Force",
        2,
    )
    assert first.involved == (("police", "Force"), ("csc", "North"))
    assert second.involved == (("gp", ""),)


def test_an_agency_without_a_part_neither_holds_a_case_nor_is_involved() -> None:
    rows = [
        ("S-001", "Housing", "Tower", "7", "CP"),
        ("S-001", "GP", "", "7", "CP"),
        ("S-002", "Housing", "", "8", "CP"),
    ]
    draft = drafted(rows, agencies={"housing": ""})
    assert [(each.agency, each.team, each.involved) for each in draft.cases] == [
        ("gp", "", (("gp", ""),)),
        ("", "", ()),
    ]


def test_agencies_involved_come_from_one_column_or_one_each() -> None:
    headings = ("Ref", "Agencies", "Police", "GP")
    rows = [("1", "CSC; GP", "Force", "no"), ("2", "", "y", "Riverside"), ("3", "none", "", "")]
    table = listed(headings, rows)
    outcome = read(table, REF, INVOLVED, "police", "gp", held_by="csc")
    assert outcome.draft is not None
    assert [each.involved for each in outcome.draft.cases] == [
        (("csc", ""), ("gp", ""), ("police", "Force")),
        (("csc", ""), ("gp", "Riverside"), ("police", "")),
        (("csc", ""),),
    ]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            [("S-1", "CSC", "", "7", "CP"), ("S-1", "csc", "", "7", "CP")],
            [("frame.agency-twice", 3, 1)],
        ),
        (
            [("S-1", "CSC", "", "7", "CP"), ("S-1", "GP", "", "17", "CIN")],
            [("frame.differs", 3, 4), ("frame.differs", 3, 5)],
        ),
    ],
)
def test_rows_of_one_case_that_disagree_are_told(
    rows: list[tuple[str, ...]], found: list[tuple[str, int, int]]
) -> None:
    outcome = read(listed(rows=rows))
    assert outcome.draft is None
    assert codes(outcome.faults) == found
    assert outcome.faults[0].facts == {"first": 2}


def test_a_reference_twice_is_told_where_no_column_names_an_agency() -> None:
    outcome = read(listed(("Ref", "Plan"), [("A1", "x"), ("B2", "x"), ("a1", "x")]))
    assert codes(outcome.faults) == [("frame.duplicate", 4, 1)]
    assert outcome.faults[0].facts == {"first": 2}


def test_a_row_that_stands_twice_is_told_together_with_what_is_wrong_elsewhere() -> None:
    rows = [("A1", "GP", "teen"), ("a1", "GP", "7"), ("", "", "7"), ("", "", "7")]
    outcome = read(listed(("Ref", "Agency", "Age"), rows), REF, AGENCY, AGE)
    assert codes(outcome.faults) == [
        ("frame.age-unreadable", 2, 3),
        ("frame.agency-twice", 3, 1),
        ("frame.reference-empty", 4, 1),
        ("frame.reference-empty", 5, 1),
    ]


# ---- Columns -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "meanings", "found"),
    [
        (("Plan", "Team"), (KEPT, OUT), [("frame.reference-none", 7, 0)]),
        (("Ref", "Id"), (REF, PSEUDONYM), [("frame.meaning-twice", 7, 2)]),
        (("Ref", "A", "B"), (REF, "gp", "gp"), [("frame.meaning-twice", 7, 3)]),
        (("Ref", "A", "B"), (REF, AGE, Meaning.AGE_BAND), [("frame.meaning-twice", 7, 3)]),
        (("Ref", "Team"), (REF, TEAM), [("frame.team-alone", 7, 2)]),
        (("Ref", ""), (REF, KEPT), [("frame.heading-missing", 7, 2)]),
        (("Ref", "Plan", "PLAN "), (REF, KEPT, KEPT), [("frame.heading-alike", 7, 3)]),
        (("Ref", "x" * 61), (REF, KEPT), [("frame.heading-long", 7, 2)]),
        (("Ref", "a\u200bb"), (REF, KEPT), [("frame.heading-long", 7, 2)]),
        (("Ref", "Surname"), (REF, KEPT), [("frame.identifies", 7, 2)]),
        (("Ref", "DOB"), (REF, KEPT), [("frame.birth-kept", 7, 2)]),
        (("Ref", "A"), (REF, "fire"), [("frame.agency-choice", 7, 2)]),
    ],
)
def test_a_column_that_cannot_mean_that_is_told(
    headings: tuple[str, ...],
    meanings: tuple[Meaning | str, ...],
    found: list[tuple[str, int, int]],
) -> None:
    row = tuple(f"{n}" for n in range(1, len(headings) + 1))
    outcome = read(listed(headings, [row], head_row=7), *meanings)
    assert outcome.draft is None
    assert codes(outcome.faults) == found


def test_ten_columns_are_kept_and_no_more() -> None:
    headings = ("Ref", *(f"Group {n}" for n in range(CARRIED_LIMIT + 1)))
    row = ("A1", *("x" for _ in range(CARRIED_LIMIT + 1)))
    outcome = read(listed(headings, [row]), REF, *[KEPT] * (CARRIED_LIMIT + 1))
    assert codes(outcome.faults) == [("frame.carried-many", 1, CARRIED_LIMIT + 2)]
    assert read(listed(headings, [row]), REF, *[KEPT] * CARRIED_LIMIT, OUT).draft is not None


def test_the_agency_that_holds_every_case_is_one_that_is_asked() -> None:
    table = listed(("Ref", "Team"), [("A1", "North")])
    assert codes(read(table, REF, TEAM, held_by="fire").faults) == [("frame.agency-choice", 1, 0)]
    held = read(table, REF, TEAM, held_by="gp").draft
    assert held is not None
    assert (held.cases[0].agency, held.cases[0].team) == ("gp", "North")


def test_a_date_of_birth_becomes_a_band_and_is_not_kept() -> None:
    draft = read(listed(("Ref", "DOB"), [("A1", "03/02/2016"), ("B2", "")]), REF, BIRTH).draft
    assert draft is not None
    assert [each.age_band for each in draft.cases] == [AgeBand.FROM_10_TO_15, AgeBand.NOT_KNOWN]
    assert "2016" not in repr(draft.cases)


# ---- Cells -------------------------------------------------------------------------------------------

CELLS = [
    (REF, "Ref", "", "frame.reference-empty"),
    (REF, "Ref", "x1" * 30, "reference.long"),
    (REF, "Ref", "A\u200b1", "reference.control"),
    (REF, "Ref", "03022016", "reference.date"),
    (REF, "Ref", "Oakfield 12", "reference.name"),
    (AGENCY, "Agency", "Fire", "frame.agency-unknown"),
    (INVOLVED, "Agencies", "GP; Fire", "frame.agency-unknown"),
    (TEAM, "Team", "x" * 61, "team.name"),
    ("gp", "GP", "x" * 61, "team.name"),
    (Meaning.AGE_BAND, "Age band", "teen", "frame.band-unreadable"),
    (AGE, "Age", "teen", "frame.age-unreadable"),
    (AGE, "Age", "44", "frame.age-over"),
    (BIRTH, "DOB", "soon", "frame.date-unreadable"),
    (BIRTH, "DOB", "42404", "frame.date-number"),
    (BIRTH, "DOB", "01/13/2024", "frame.date-month"),
    (BIRTH, "DOB", "30/02/2024", "frame.date-none"),
    (BIRTH, "DOB", "01/02/24", "frame.date-year"),
    (BIRTH, "DOB", "01/02/2031", "frame.date-future"),
    (BIRTH, "DOB", "01/02/1980", "frame.date-past"),
    (KEPT, "Plan", "x" * 81, "frame.value-long"),
    (KEPT, "Plan", "a\u200bb", "frame.value-control"),
    (PSEUDONYM, "NHS number", "", "frame.reference-empty"),
    (PSEUDONYM, "NHS number", "x" * 101, "frame.identifier"),
]


@pytest.mark.parametrize(("meaning", "heading", "text", "code"), CELLS)
def test_a_cell_that_cannot_be_read_is_told_by_its_row_and_nothing_is_kept(
    meaning: Meaning | str, heading: str, text: str, code: str
) -> None:
    is_reference = meaning in (REF, PSEUDONYM)
    headings = (heading, "Note") if is_reference else ("Ref", heading)
    fine = ("A1", "x") if is_reference else ("A1", "")
    rows = [fine, (text, "x") if is_reference else ("B2", text)]
    meanings = (meaning, OUT) if is_reference else (REF, meaning)
    held = {"held_by": "csc"} if meaning is TEAM else {}
    outcome = read(listed(headings, rows, head_row=4), *meanings, **held)
    assert outcome.draft is None
    assert codes(outcome.faults) == [(code, 6, 1 if is_reference else 2)]
    assert outcome.total == 1


def test_an_nhs_number_among_references_is_told_though_the_column_was_not_judged_by_it() -> None:
    table = listed(("Ref",), [("A1",), ("943 476 5919",)])
    setting = rules.Setting(AGENCIES, TODAY)
    outcome = rules.read(table, Layout(uses=uses(REF)), setting, known=[NOBODY])
    assert codes(outcome.faults) == [("reference.nhs-number", 3, 1)]
    assert codes(outcome.remarks) == [("frame.references", 1, 1)]


def test_every_cell_is_told_however_many_are_wrong_and_by_row_first() -> None:
    rows = [("A1", "teen", "Fire"), ("", "7", "GP"), ("C3", "44", "Ambulance")]
    outcome = read(listed(("Ref", "Age", "Agency"), rows))
    assert codes(outcome.faults) == [
        ("frame.age-unreadable", 2, 2),
        ("frame.agency-unknown", 2, 3),
        ("frame.reference-empty", 3, 1),
        ("frame.age-over", 4, 2),
        ("frame.agency-unknown", 4, 3),
    ]
    assert outcome.unknown == ("Ambulance", "Fire")


def test_a_word_told_by_hand_means_that_agency() -> None:
    table = listed(("Ref", "Agency"), [("A1", "Soc care")])
    assert read(table).unknown == ("Soc care",)
    draft = read(table, agencies={"soc care": "csc"}).draft
    assert draft is not None
    assert draft.cases[0].agency == "csc"


# ---- Merged cells and errors -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("area", "found"),
    [
        ((1, 3, 2, 3), [("frame.heading-merged", 3, 1)]),
        ((2, 4, 2, 5), [("frame.merged", 4, 2)]),
        ((1, 1, 5, 1), []),  # a title above the headings
        ((3, 4, 3, 5), []),  # in a column that is left out
    ],
)
def test_merged_cells_are_told_where_they_hide_something(
    area: tuple[int, int, int, int], found: list[tuple[str, int, int]]
) -> None:
    rows = [("A1", "x", ""), ("B2", "", "")]
    table = listed(("Ref", "Plan", "Note"), rows, head_row=3, merged=(area,))
    assert codes(read(table, REF, KEPT, OUT).faults) == found


def test_an_error_in_a_column_that_is_kept_is_told() -> None:
    table = listed(("Ref", "Plan"), [("A1", ""), ("B2", "x")], unanswered=((1, 1), (2, 2)))
    assert codes(read(table, REF, KEPT).faults) == [("frame.error-cell", 2, 2)]
    assert read(table, REF, OUT).draft is not None


def test_what_hides_something_is_told_together_with_what_is_wrong_elsewhere() -> None:
    rows = [("A1", "", "teen"), ("B2", "x", "7")]
    table = listed(("Ref", "Plan", "Age"), rows, unanswered=((2, 2),))
    assert codes(read(table, REF, KEPT, AGE).faults) == [
        ("frame.error-cell", 2, 2),
        ("frame.age-unreadable", 2, 3),
    ]


def test_merged_headings_are_told_together_with_the_meanings_that_they_spoil() -> None:
    table = listed(("Ref", "", "Team"), [("A1", "GP", "North")], merged=((1, 1, 2, 1),))
    assert codes(read(table, REF, OUT, TEAM).faults) == [
        ("frame.heading-merged", 1, 1),
        ("frame.team-alone", 1, 3),
    ]


def test_errors_that_could_hide_among_more_than_are_named_are_told_once() -> None:
    many = tuple((n, 2) for n in range(2, 22))
    table = listed(("Ref", "Note"), [("A1", "")], unanswered=many, all_unanswered=False)
    outcome = read(table, REF, OUT)
    assert codes(outcome.faults) == [("frame.errors-many", 0, 0)]
    assert outcome.faults[0].facts == {"n": 20}


# ---- Rows --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "last", ["Total", "TOTAL:", "Grand total", "Total cases: 2", "Count = 1,204", "Subtotal"]
)
def test_empty_rows_and_a_total_at_the_end_are_no_cases_and_said(last: str) -> None:
    rows = [("A1", "x"), (" ", ""), ("B2", "y"), ("", ""), (last, "2")]
    outcome = read(listed(("Ref", "Plan"), rows))
    assert outcome.draft is not None
    assert [(each.reference, each.line) for each in outcome.draft.cases] == [("A1", 2), ("B2", 4)]
    assert codes(outcome.remarks) == [("frame.rows-empty", 3, 0), ("frame.row-total", 6, 0)]
    assert outcome.remarks[0].facts == {"n": "2"}


def test_a_total_in_another_column_is_one_too_and_one_in_the_middle_is_none() -> None:
    outcome = read(listed(("Ref", "Plan"), [("A1", "x"), ("", "Total: 1")]))
    assert codes(outcome.remarks) == [("frame.row-total", 3, 0)]
    outcome = read(listed(("Ref", "Plan"), [("Total", "x"), ("A1", "x")]))
    assert codes(outcome.faults) == [("reference.name", 2, 1)]


def test_a_list_without_a_case_is_told() -> None:
    for rows in ([], [("", "")], [("Total", "0")]):
        outcome = read(listed(("Ref", "Plan"), rows), REF, KEPT)
        assert codes(outcome.faults) == [("frame.no-case", 1, 0)]


def test_more_than_a_hundred_thousand_cases_are_told_at_the_first_too_many() -> None:
    rows = [(f"A{n}",) for n in range(100_001)]
    outcome = read(listed(("Ref",), rows), REF)
    assert codes(outcome.faults) == [("frame.too-many", 100_002, 0)]
    assert outcome.faults[0].facts == {"n": "100,001", "limit": "100,000"}


# ---- What should be known in any case ----------------------------------------------------------------


def test_numbers_that_lost_their_noughts_are_said() -> None:
    rows = [("00123",), ("124",), ("00125",), ("6",)]
    outcome = read(listed(("Ref",), rows, numbers={0: bytes((0, 1, 0, 1))}))
    assert codes(outcome.remarks) == [("frame.numbers", 3, 1)]
    assert outcome.remarks[0].facts == {"n": "2", "width": 5}


@pytest.mark.parametrize("texts", [("00123", "0124", "5"), ("12345", "54321", "10000")])
def test_numbers_among_texts_of_no_one_width_or_as_long_as_them_are_not(
    texts: tuple[str, ...],
) -> None:
    table = listed(("Ref",), [(each,) for each in texts], numbers={0: bytes((0, 0, 1))})
    assert not read(table).remarks


def test_numbers_are_matched_to_their_rows_where_empty_ones_are_passed_over() -> None:
    table = listed(("Ref",), [("",), ("00123",), ("7",)], numbers={0: bytes((0, 0, 1))})
    assert codes(read(table).remarks) == [("frame.rows-empty", 2, 0), ("frame.numbers", 4, 1)]


def test_references_that_look_like_a_date_by_chance_are_said_together() -> None:
    rows = [("010216",), ("999999",), ("A5",)]
    outcome = read(listed(("Ref",), rows))
    assert codes(outcome.faults) == [("reference.date", 2, 1)]
    assert codes(outcome.remarks) == [("frame.references", 1, 1)]
    assert outcome.remarks[0].facts == {"n": "1", "of": "3"}


def test_formulas_names_and_columns_without_a_heading_are_said() -> None:
    plans = ["Child in need"] * 3 + ["Emma Jones"]
    rows = [(f"A{n}", f"{plan} {n}" if n < 4 else plan, "x") for n, plan in enumerate(plans, 1)]
    outcome = read(listed(("Ref", "Group", ""), rows, formulas=(2,)), REF, KEPT, OUT)
    assert outcome.draft is not None
    assert ("frame.formulas", 1, 2) in codes(outcome.remarks)
    assert ("frame.heading-none", 1, 3) in codes(outcome.remarks)


def test_some_names_in_a_column_that_is_kept_are_said() -> None:
    rows = [(f"A{n}", f"Ward {n}") for n in range(1, 10)] + [("A10", "Emma Jones")]
    outcome = read(listed(("Ref", "Group"), rows), REF, KEPT)
    assert codes(outcome.remarks) == [("frame.names-some", 1, 2)]
    assert outcome.remarks[0].facts == {"n": 1}


def test_who_has_grown_up_is_said_and_kept_as_not_known() -> None:
    outcome = read(listed(("Ref", "Age"), [("A1", "17"), ("B2", "19"), ("C3", "18")]))
    assert outcome.draft is not None
    assert outcome.draft.cases[1].age_band is AgeBand.NOT_KNOWN
    assert codes(outcome.remarks) == [("frame.age-grown", 3, 2)]
    assert outcome.remarks[0].facts == {"n": 2, "age": 18}


# ---- Pseudonyms --------------------------------------------------------------------------------------


def test_an_identifier_is_replaced_and_the_same_one_in_the_same_way() -> None:
    rows = [("943 476 5919", "GP"), ("401 023 2137", "GP"), ("9434765919", "CSC")]
    draft = read(listed(("NHS number", "Agency"), rows)).draft
    assert draft is not None
    assert draft.pseudonym_key == "key"
    assert [each.line for each in draft.cases] == [2, 3]
    assert "943" not in repr([each.reference for each in draft.cases])
    assert draft.cases[0].involved == (("gp", ""), ("csc", ""))


def test_progress_is_heard_up_to_the_end() -> None:
    heard: list[float] = []
    layout = Layout(uses=uses(REF, AGENCY, TEAM, AGE, KEPT))
    setting = rules.Setting(AGENCIES, TODAY)
    rules.read(listed(), layout, setting, heard=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0
    assert len(heard) > 4
