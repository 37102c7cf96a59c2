"""Names of people, and the capitals of the field that name nobody."""

import pytest

from audit.model.identifier import Kind
from audit.rules.identifier import suspects
from audit.rules.identifier_names import lists


def names(text: str) -> list[str]:
    return [each.found for each in suspects(text) if each.kind is Kind.NAME]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("spoke to Mrs Smith about it", "Mrs Smith"),
        ("Dr A Patel reviewed", "Dr A Patel"),
        ("Dr. A. B. Patel reviewed", "Dr. A. B. Patel"),
        ("seen by mr khan at home", "mr khan"),
        ("letter from dr. foster", "dr. foster"),
        ("MRS SMITH rang", "MRS SMITH"),
        ("PC 1234 Hughes attended", "PC 1234 Hughes"),
        ("Miss van der Berg called", "Miss van der Berg"),
        ("Ms O’Neill’s letter", "Ms O’Neill"),
        ("Mr and Mrs Khan came", "Mrs Khan"),
        ("Sister Chidi on nights", "Sister Chidi"),
    ],
)
def test_a_title_and_a_surname(line, name):
    """A professional's name is an identifier too."""
    assert names(line) == [name]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("the mother Jane Brown agreed", "Jane Brown"),
        ("stepfather Mark smokes", "Mark"),
        ("baby Grace weighed", "Grace"),
        ("partner, Hope, present", "Hope"),
        ("brother Wiktoriusz seen", "Wiktoriusz"),
        ("midwife Will at booking", "Will"),
        ("worker Tolga Yildirim visited", "Tolga Yildirim"),
    ],
)
def test_a_role_and_a_name(line, name):
    """A first name that is also a word is one after mother or midwife."""
    assert names(line) == [name]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Tyler was asleep", "Tyler"),
        ("told by Aisha Begum", "Aisha Begum"),
        ("asked agnieszka about it", "agnieszka"),
        ("record of JANE BROWN merged", "JANE BROWN"),
        ("Grace Adeyemi visiting", "Grace Adeyemi"),
        ("said Siobhán was in", None),
        ("Saoirse's school rang", "Saoirse"),
        ("spoke to Anne-Marie twice", None),
        ("Chidi and two others", "Chidi"),
        ("Mohammed al Rashid named", "Mohammed al Rashid"),
    ],
)
def test_a_first_name_that_many_bear(line, name):
    """The child's own name, alone, is the commonest name in a file. Not every spelling is known."""
    assert names(line) == ([name] if name else [])


def test_a_first_name_is_known_in_many_languages():
    """The families of an English city: a list of English names would leave most of them unprotected."""
    known = lists()
    assert len(known.first | known.ambiguous) > 900
    for name in (
        "fatima",
        "oluwaseun",
        "krzysztof",
        "siobhan",
        "gurpreet",
        "svetlana",
        "mehmet",
        "linh",
    ):
        assert names(f"told that {name.title()} was in the house") == [name.title()]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("signed J. Smith, p. 9", "J. Smith"),
        ("signed J Smith", "J Smith"),
        ("initialled K.Wilson", "K.Wilson"),
        ("countersigned by Patel yesterday", "Patel"),
        ("then the Brennaghan family moved", "Brennaghan"),
        ("rang Wojcieska Blaszczyk about it", "Wojcieska Blaszczyk"),
    ],
)
def test_a_surname(line, name):
    assert names(line) == [name]


@pytest.mark.parametrize(
    "line",
    [
        "Strategy Meeting with Children's Social Care",
        "the Health Visitor and the School Nurse under Working Together",
        "Named Nurse, Named Doctor, Designated Safeguarding Lead",
        "Initial Child Protection Conference, Child in Need Plan",
        "Consultant Paediatrician asked, Registrar reviewed",
        "Mr B and Ms Z, parents of Child S",
        "Nurse Specialist, Midwife Consultant, Sister in Charge",
        "Mother. Grandmother. Father Unknown",
        "Rose Ward and Victoria Road Surgery, Grace Unit",
        "St Mary's Hospital, Queen Elizabeth Hospital, St George's",
        "Clare's Law and Martha's Rule",
        "Hope was expressed; Grace period; Will be seen; Mark on arm",
        "in May and June, on Sunday, in April",
        "Polish interpreter, Somali family, Roma family",
        "the Early Help family worker",
        "Great Ormond Street letter",
        "Larch Unit Safety Huddle",
        "Sudden Unexpected Death in Infancy",
        "DS form, PC screen, Dr on call, Mr",
        "Dr",
        "Child S. Attended late",
        "A. Then B. Later",
    ],
)
def test_capitals_of_the_field_name_nobody(line):
    """Titles of documents, agencies and jobs stand in every line: pointed out, nobody would read it again."""
    assert names(line) == []


def test_a_long_run_of_capitals_is_a_title():
    """Somebody's heading is not four people."""
    assert names("see Zorbling Quandary Frobnicate Wibble Dazzle") == []
    assert names("see Zorbling Quandary, then") == ["Zorbling Quandary"]
