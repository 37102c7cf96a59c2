"""A checklist as an XLSForm: pyxform makes a form of every shipped one, and it asks what the tool asks."""

import re
import shutil
from io import BytesIO
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from audit.documents.checklist import read
from audit.documents.checklist_library import CHECKLISTS
from audit.documents.form import form
from audit.documents.form_shape import name_of
from audit.documents.xlsform import not_carried, relevant, shown, xlsform
from audit.model.case_fact import All, CaseFact, FactValue, Is, Some
from audit.model.checklist import Checklist
from tests.builders import START, small_checklist
from tests.measured import measured_checklist

SHIPPED = [
    pytest.param(each, id=f"{folder.name}/{each.key}")
    for folder in sorted(CHECKLISTS.iterdir())
    if folder.is_dir()
    for each in read(folder).checklists
]


def converted(checklist: Checklist) -> tuple[ET.Element, list[str]]:
    from pyxform.xls2xform import convert

    # With Java there, pyxform has the form opened by ODK Validate, which works the conditions out as a phone does.
    made = convert(
        BytesIO(xlsform(checklist, START)),
        file_type=".xlsx",
        validate=shutil.which("java") is not None,
    )
    root = ET.fromstring(made.xform)  # noqa: S314 - we made it
    return root, list(made.warnings)


def binds(root: ET.Element) -> dict[str, dict[str, str]]:
    """What the form says of each question, by its name."""
    found = root.iter("{http://www.w3.org/2002/xforms}bind")
    return {each.attrib["nodeset"].rpartition("/")[2]: dict(each.attrib) for each in found}


def rows(checklist: Checklist) -> dict[str, dict[str, object]]:
    sheet = openpyxl.load_workbook(BytesIO(xlsform(checklist, START)))["survey"]
    head, *rest = sheet.iter_rows(values_only=True)
    return {str(row[1]): dict(zip(head, row, strict=True)) for row in rest if row[0] != "end_group"}


@pytest.mark.parametrize("checklist", SHIPPED)
def test_every_shipped_checklist_becomes_a_form(checklist: Checklist) -> None:
    root, warnings = converted(checklist)
    assert [each for each in warnings if "language" not in each.lower()] == []
    said = binds(root)
    assert {each.name for each in form(checklist).questions} <= set(said)
    assert said["checklist_version"]["calculate"].strip("'").endswith(f"/{checklist.version}")


def test_the_form_knows_its_version_and_asks_every_criterion() -> None:
    root, _ = converted(small_checklist())
    said = binds(root)
    assert said["checklist_version"]["calculate"] == "'small/audit/1'"
    for key in ("C1", "C2", "S1", "S2", "I1"):
        assert "<= 4000" in said[f"evidence_{key}"]["constraint"]


def test_a_rule_decides_when_a_criterion_is_asked_and_when_it_may_be_overruled() -> None:
    found = rows(small_checklist())
    asked = str(found["rating_C1"]["relevant"])
    assert "${fact_father} = 'known'" in asked
    assert "${fact_father} = ''" in asked
    assert "${overrule_C1} != ''" in asked
    assert found["overrule_C1"]["relevant"] == "${fact_father} = 'unknown'"
    assert found["rating_S2"]["relevant"] is None
    assert "overrule_S2" not in found


def test_an_agency_is_asked_its_own_criteria_alone() -> None:
    found = rows(small_checklist())
    assert found["criterion_C2"]["relevant"] == "${agency} = 'csc'"
    assert found["criterion_C1"]["relevant"] is None
    assert found["standard_sharing"]["relevant"] == "${agency} = 'gp' or ${agency} = 'police'"


def test_guidance_evidence_reason_and_judgement_stand_beside_the_rating() -> None:
    found = rows(small_checklist())
    assert found["rating_C1"]["hint"] == "The notes."
    assert "Yes: It was done." in str(found["rating_C1"]["guidance_hint"])
    assert found["evidence_C1"]["required"] == "${rating_C1} = 'part' or ${rating_C1} = 'no'"
    assert found["reason_C1"]["relevant"] == "${rating_C1} = 'na'"
    closed = ". = 'strong' or . = 'sound'"
    assert found["overall_value"]["constraint"] == f"not(({closed}) and (${{rating_C1}} = 'no'))"
    assert found["value_sleep"]["constraint"] is None


def test_a_number_and_a_follow_up_are_asked_as_such() -> None:
    found = rows(measured_checklist())
    assert found["fact_days"]["type"] == "integer"
    assert found["fact_days"]["constraint"] == ". >= 0 and . <= 90"
    assert found["fact_stage"]["relevant"] == "${fact_differed} = 'yes'"
    assert converted(measured_checklist())[0] is not None


def test_a_text_is_never_read_as_a_reference_or_a_formula() -> None:
    hostile = "=1+1 ${nothing} <b>&amp;"
    made = small_checklist(title=hostile, introduction=hostile)
    assert converted(made)[0] is not None
    assert rows(made)["words_about"]["label"] == shown(hostile) == "=1+1 $ {nothing} <b>&amp;"


def test_the_same_checklist_is_the_same_bytes() -> None:
    assert xlsform(small_checklist(), START) == xlsform(small_checklist(), START)


def wide() -> Checklist:
    """C1's rule takes more conditions than a form is asked to hold."""
    values = (FactValue(key="x", label="X"), FactValue(key="y", label="Y"))
    facts = tuple(CaseFact(key=f"f{n}", question="What?", values=values) for n in range(14))
    pairs = tuple(
        All(all=tuple(Is(fact=each.key, is_=("x",)) for each in facts[n : n + 2]))
        for n in range(0, 14, 2)
    )
    small = small_checklist()
    standard = small.standards[0].model_copy(update={"applies_when": Some(any=pairs)})
    return small.model_copy(
        update={
            "case_facts": (*small.case_facts, *facts),
            "standards": (standard, *small.standards[1:]),
        }
    )


def test_what_cannot_be_carried_is_said() -> None:
    said = not_carried(measured_checklist())
    assert any(each.startswith("Ladders and timers") for each in said)
    assert any(each.startswith("Vague words") for each in said)
    found = not_carried(wide())
    assert [each for each in found if each.startswith("C1: its rule")]
    assert rows(wide())["rating_C1"]["relevant"] is None
    assert converted(wide())[0] is not None


def test_a_condition_that_nothing_meets_is_false() -> None:
    assert relevant((frozenset(),)) == "false()"


def test_names_are_the_same_in_every_version() -> None:
    names = {each.slot: each.name for each in form(small_checklist()).questions if each.slot}
    assert names == {slot: name_of(slot) for slot in names}
    assert all(re.fullmatch(r"[a-z_]+_?[\w-]+", each) for each in names.values())
