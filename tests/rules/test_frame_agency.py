"""Words for agencies, as people write them."""

import pytest

from audit.model.refusal import complaint
from audit.rules.frame_agency import (
    NOT_ASKED,
    Agencies,
    Involvement,
    OneWord,
    SeveralWords,
)
from audit.rules.frame_fault import Wrong

CHILD_S = {
    "midwifery": "Midwifery",
    "health-visiting": "Health visiting",
    "gp": "General practice",
    "hospital": "Hospital (acute and paediatrics)",
    "csc": "Children's social care",
    "police": "Police",
}


def one(word: str, by_hand: dict[str, str] | None = None) -> str | Wrong:
    return OneWord(Agencies(CHILD_S, by_hand or {}))[word]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("csc", "csc"),
        (" CSC ", "csc"),
        ("Children's Social Care", "csc"),
        ("Children’s social care", "csc"),
        ("Childrens Services", "csc"),
        ("HV", "health-visiting"),
        ("health_visiting", "health-visiting"),
        ("Health Visitor", "health-visiting"),
        ("GP", "gp"),
        ("GP practice", "gp"),
        ("Hospital", "hospital"),
        ("hospital (acute and paediatrics)", "hospital"),
        ("POLICE", "police"),
        ("Midwives", "midwifery"),
        ("", ""),
        ("-", ""),
        ("n/a", ""),
    ],
)
def test_an_agency_is_known_by_key_name_and_usual_short_form(word: str, key: str) -> None:
    assert one(word) == key


def test_a_short_form_of_two_agencies_is_nobodys() -> None:
    twins = Agencies({"a": "Social care", "b": "Sexual crime"}, {})
    assert twins.find("SC") is None
    assert twins.find("social care") == "a"


def test_short_forms_are_known_only_where_the_checklist_has_the_agency() -> None:
    assert Agencies({"police": "Police"}, {}).find("HV") is None


def test_an_unknown_word_is_told_with_those_there_are_and_the_nearest() -> None:
    found = one("Midwifry")
    assert isinstance(found, Wrong)
    said = complaint(found.code, **found.facts)
    assert said.what == "“Midwifry” is no agency of the checklist."
    assert all(name in said.why for name in CHILD_S.values())
    assert said.to_do.endswith("Did you mean Midwifery?")


def test_a_word_is_told_by_hand() -> None:
    by_hand = {"soc care team": "csc", "housing": "", "gone": "an agency of another checklist"}
    assert one("Soc. Care-Team", by_hand) == "csc"
    assert one("HOUSING", by_hand) == NOT_ASKED
    assert isinstance(one("gone", by_hand), Wrong)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("CSC; Police", ("csc", "police")),
        ("CSC, Police/GP", ("csc", "police", "gp")),
        ("CSC\nPolice | HV", ("csc", "police", "health-visiting")),
        ("Police; police; Police", ("police",)),
        ("", ()),
        ("none", ()),
        ("n/a", ()),
        (" ; Police;", ("police",)),
    ],
)
def test_several_agencies_stand_in_one_cell(text: str, keys: tuple[str, ...]) -> None:
    assert SeveralWords(Agencies(CHILD_S, {}))[text] == keys


def test_a_name_with_a_comma_is_one_agency() -> None:
    agencies = Agencies({"a": "Adoption, fostering / kinship", "police": "Police"}, {})
    assert SeveralWords(agencies)["Adoption, fostering / kinship; Police"] == ("a", "police")


def test_all_unknown_words_of_a_cell_are_noted_to_be_told_by_hand() -> None:
    agencies = Agencies(CHILD_S, {"school": ""})
    found = SeveralWords(agencies)["Police; Housing, Probation; School"]
    assert isinstance(found, Wrong)
    assert agencies.unknown == {"housing": "Housing", "probation": "Probation"}


@pytest.mark.parametrize(
    ("text", "team"),
    [
        ("Yes", ""),
        ("y", ""),
        ("TRUE", ""),
        ("1", ""),
        ("x", ""),
        ("No", None),
        ("0", None),
        ("", None),
        ("FALSE", None),
        ("North  team", "North team"),
    ],
)
def test_a_column_of_one_agency_says_yes_no_or_its_team(text: str, team: str | None) -> None:
    assert Involvement()[text] == team


def test_a_team_too_long_is_told() -> None:
    found = Involvement()["x" * 61]
    assert isinstance(found, Wrong)
    assert found.code == "team.name"
