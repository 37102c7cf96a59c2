"""What headings are taken to mean, and how that is remembered."""

from collections.abc import Sequence

import pytest

from audit.model.frame import Layout, Meaning, Use
from audit.rules.frame import judged
from audit.rules.frame_guess import guess, headings_key, remembered, said_headings, to_remember
from tests.case_lists import AGENCIES, listed, uses


def guessed(*headings: str, rows: Sequence[Sequence[str]] = ()) -> list[str]:
    table = listed(headings, rows)
    layout = guess(table.headings, judged(table), AGENCIES)
    return [use.agency or use.meaning.name for use in layout.uses]


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (("Case ref", "Age", "Plan type"), ["REFERENCE", "AGE", "CARRIED"]),
        (("Mosaic ID", "D.O.B.", "Ethnicity"), ["REFERENCE", "BIRTH", "CARRIED"]),
        (("Case Reference", "ID", "Agency"), ["REFERENCE", "OUT", "AGENCY"]),
        (("ID", "Case ref"), ["OUT", "REFERENCE"]),
        (("Ref", "Age", "Age band", "DOB"), ["REFERENCE", "OUT", "AGE_BAND", "OUT"]),
        (("Ref", "Police involved", "GP", "HV"), ["REFERENCE", "police", "gp", "OUT"]),
        (("Ref", "Police", "Police team"), ["REFERENCE", "police", "OUT"]),
        (("Ref", "Surname", "Address", ""), ["REFERENCE", "OUT", "OUT", "OUT"]),
        (("Ref", "Agencies involved", "Team"), ["REFERENCE", "INVOLVED", "TEAM"]),
        (("NHS number", "Surname", "Age"), ["PSEUDONYM", "OUT", "AGE"]),
        (("Surname", "Colour"), ["OUT", "OUT"]),
    ],
)
def test_headings_are_guessed(headings: tuple[str, ...], found: list[str]) -> None:
    assert guessed(*headings) == found


def test_a_column_that_identifies_people_is_no_reference_whatever_its_heading() -> None:
    assert guessed("ID", rows=[("943 476 5919",), ("401 023 2137",)]) == ["PSEUDONYM"]
    assert guessed("Case", "Ref", rows=[("Emma Jones", "A1"), ("Jack Brown", "B2")]) == [
        "OUT",
        "REFERENCE",
    ]


def test_ten_columns_are_kept_at_most() -> None:
    headings = ("plan", "category", "status", "locality", "ward", "district", "area", "alte")
    more = ("ethnicity", "gender", "sex", "disability")
    assert guessed("Ref", *headings, *more).count("CARRIED") == 10


def test_headings_are_told_from_a_title() -> None:
    assert said_headings(("Case ref", "NHS number", "Blue")) == 2
    assert said_headings(("Open cases, March 2026",)) == 0


def test_a_layout_is_remembered_in_whatever_order_the_columns_come() -> None:
    kept = Layout(uses=uses(Meaning.REFERENCE, "gp", Meaning.CARRIED), held_by="csc")
    first = ("Ref", "Doctor", "Plan")
    again = ("PLAN", "Ref.", "doctor")
    assert headings_key(first) == headings_key(again) != headings_key(("Ref", "Doctor"))
    found = remembered(again, to_remember(first, kept))
    assert found is not None
    assert found.uses == uses(Meaning.CARRIED, Meaning.REFERENCE, "gp")
    assert found.held_by == "csc"


def test_a_layout_for_other_columns_does_not_fit() -> None:
    assert remembered(("Ref",), Layout(uses=(Use(), Use()))) is None
