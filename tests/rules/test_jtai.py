"""The inspectorates' order is data: who inspects an agency, and in which order audits stand."""

from audit.model.checklist import Agency
from audit.rules.jtai import in_order, inspected_by, inspectorates

INSPECTED = {
    ("csc", "Children's social care"): "ofsted",
    ("x1", "Primary schools"): "ofsted",
    ("x2", "Day nursery"): "ofsted",
    ("gp", "General practice"): "cqc",
    ("x3", "School nursing"): "cqc",
    ("x4", "Adult social care"): "cqc",
    ("x5", "GP federation"): "cqc",
    ("police", "Police"): "hmicfrs",
    ("yjs", "Youth justice service"): "hmip",
    ("x6", "National Probation Service"): "hmip",
    ("x7", "Independent housing trust"): None,
}
"""By key where it is known, else by the longest part of the name that is."""


def test_who_inspects_an_agency_is_told_by_its_key_or_its_name() -> None:
    found = {(key, name): inspected_by(Agency(key=key, name=name)) for key, name in INSPECTED}
    assert {each: by.key if by else None for each, by in found.items()} == INSPECTED


def test_audits_stand_in_the_order_in_which_the_guidance_names_the_inspectorates() -> None:
    assert [each.key for each in inspectorates()] == ["ofsted", "cqc", "hmicfrs", "hmip"]
    agencies = [Agency(key=key, name=name) for key, name in reversed(INSPECTED)]
    assert [each.key for each in in_order(agencies)] == [
        *("csc", "x2", "x1", "gp", "x4", "x5", "x3", "police", "yjs", "x6", "x7"),
    ]
