"""Files about a case list: complaints, pseudonyms, the list as it is kept, an example; each on record."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from audit.documents.case_list import checked, read, table
from audit.documents.case_list_example import example, invented
from audit.documents.case_list_files import (
    kept_list,
    kept_name,
    pseudonym_list,
    pseudonym_name,
    wrong_list,
    wrong_name,
)
from audit.documents.case_list_tables import difference_words, kinds
from audit.model.frame import Difference, Layout, Meaning
from audit.model.person import Person
from audit.model.refusal import Refusal, complaint
from audit.rules.frame import judged
from audit.rules.frame_guess import guess
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import START, open_round
from tests.case_lists import AGENCIES, listed, taken, uses
from tests.case_lists import read as outcome


def rows(content: bytes) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return [row for row in book.active.iter_rows(values_only=True) if any(row)]


def acts(db: Database) -> Iterator[str]:
    with db.reading() as connection:
        yield from connection.execute(select(t.event.c.act).order_by(t.event.c.seq)).scalars()


def test_complaints_are_a_row_each_with_their_place() -> None:
    made = listed(("Ref", "Age"), [("A1", "teen"), ("", "7")])
    found = rows(wrong_list(outcome(made), made, START))
    age = complaint("frame.age-unreadable", value="teen")
    empty = complaint("frame.reference-empty")
    assert [str(each) for each in found[-2]] == ["2", "B “Age”", age.what, age.why, age.to_do]
    assert [str(each) for each in found[-1]] == [
        "3",
        "A “Ref”",
        empty.what,
        empty.why,
        empty.to_do,
    ]


def test_the_same_fault_is_one_line_with_its_first_rows() -> None:
    made = listed(("Ref", "Age"), [(f"A{n}", "teen") for n in range(6)] + [("", "44")])
    found = kinds(outcome(made), made)
    assert [(each.times, each.rows, each.column) for each in found] == [
        (6, "2, 3, 4, 5 and 2 more", "B “Age”"),
        (1, "8", "A “Ref”"),
        (1, "8", "B “Age”"),
    ]


def test_a_fault_of_the_whole_list_has_no_row() -> None:
    many = tuple((n, 2) for n in range(2, 22))
    made = listed(("Ref", "Note"), [("A1", "")], unanswered=many, all_unanswered=False)
    (one,) = kinds(outcome(made, Meaning.REFERENCE, Meaning.OUT), made)
    assert (one.rows, one.column) == ("", "")


def test_pseudonyms_stand_before_each_row_of_the_own_list(db: Database, by: Person) -> None:
    round_id = open_round(db)
    made = listed(
        ("NHS number", "Name"),
        [("943 476 5919", "=1+1"), ("", ""), ("x" * 101, "?"), ("Total", "2")],
    )
    layout = Layout(uses=uses(Meaning.PSEUDONYM, Meaning.OUT))
    found = rows(pseudonym_list(db, by, round_id, made, layout))
    head, first, wrong, total = found[-4:]
    assert head == ("Pseudonym", "NHS number", "Name")
    assert str(first[0]).startswith("P-")
    assert first[1:] == ("943 476 5919", "=1+1")
    assert wrong[0] is None
    assert total[0] is None
    assert list(acts(db))[-3:-1] == ["pseudonym_key.made", "pseudonym_list.exported"]
    again = rows(pseudonym_list(db, by, round_id, made, layout))
    assert again[-3][0] == first[0]


def test_they_are_those_under_which_the_cases_are_kept(db: Database, by: Person) -> None:
    round_id = open_round(db)
    made = listed(("NHS number", "Age"), [("943 476 5919", "7"), ("401 023 2137", "3")])
    layout = guess(made.headings, judged(made), AGENCIES)
    draft = checked(db, by, made, layout, AGENCIES).draft
    assert draft is not None
    found = rows(pseudonym_list(db, by, round_id, made, layout))
    assert [row[0] for row in found[-2:]] == [each.reference for each in draft.cases]


def test_the_list_as_it_is_kept_can_be_taken_out_and_read_again(db: Database, by: Person) -> None:
    round_id = open_round(db)
    with pytest.raises(Refusal) as none:
        kept_list(db, by, round_id)
    assert none.value.complaint == complaint("frame.none", "Spring 2026")
    taken(db, round_id)
    content = kept_list(db, by, round_id)
    assert list(acts(db))[-2:] == ["frame.exported", "document.made"]
    found = rows(content)
    assert found[-5] == (
        "Case reference",
        "Row",
        "Agency",
        "Team",
        "Age band",
        "Agencies involved",
        "Plan type",
    )
    assert found[-4][0] == "S-001"
    assert found[-4][5] == "Children's social care (North)"


def test_the_example_can_be_taken_as_it_is() -> None:
    made = read(example(AGENCIES, START), "example.xlsx")
    assert {each.name for each in made.sheets} == {"Cases", "What it should have"}
    found = table(made, made.sheet("Cases"))
    result = outcome(found)
    assert result.draft is not None, result.counts
    assert len(result.draft.cases) == len(invented(AGENCIES)) == 12


def test_names_of_files_say_what_they_are() -> None:
    assert wrong_name(START).startswith("case-list-complaints_professionals-only_")
    assert pseudonym_name(START).startswith("case-list-pseudonyms_leads-back-to-persons_")
    assert kept_name("Spring <b>", START).startswith("case-list_spring-b")


def test_a_difference_is_said_in_sentences() -> None:
    nothing = Difference(added=0, gone=0, changed=0, same=4, columns={})
    assert difference_words(nothing) == [
        "It is the list that stands already: nothing would be added."
    ]
    found = Difference(
        added=1,
        gone=2,
        changed=3,
        same=1_234,
        columns={"Team": 1, "Plan": 2},
        new_columns=("A",),
        lost_columns=("B", "C"),
    )
    assert difference_words(found) == [
        "Against the list that stands: 1 case added, 2 gone, 3 changed, 1,234 the same.",
        "Changed: Team in 1 case, Plan in 2 cases.",
        "New columns: A.",
        "Columns no longer kept: B, C.",
    ]
