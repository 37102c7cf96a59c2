"""Nouns are frozen, know no unknown field and change no type; what a checklist says of itself."""

import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest
from pydantic import ValidationError

import audit.model
from audit.model.board import Result, what_matters
from audit.model.checklist import Checklist, Counts, JudgementScale, Rating
from audit.model.figure import Figure, Standing
from audit.model.noun import Noun
from audit.model.person import Person, Role
from audit.model.source_review import Handling, LearningPoint
from tests.builders import JUDGEMENTS, SCALE, small_checklist, small_review


def modules() -> list[ModuleType]:
    return [
        importlib.import_module(f"audit.model.{each.name}")
        for each in pkgutil.iter_modules(audit.model.__path__)
    ]


NOUNS = {
    each
    for module in modules()
    for each in vars(module).values()
    if inspect.isclass(each) and issubclass(each, Noun)
}


@pytest.mark.parametrize("noun", sorted(NOUNS, key=lambda noun: noun.__name__))
def test_every_noun_is_strict_and_frozen(noun: type[Noun]) -> None:
    assert noun.model_config["frozen"]
    assert noun.model_config["strict"]
    assert noun.model_config["extra"] == "forbid"
    assert noun.__doc__


def test_a_noun_does_not_change_and_takes_nothing_unknown() -> None:
    person = Person(id="p", name="Robin", roles=(Role.AUDITOR,))
    with pytest.raises(ValidationError):
        person.name = "Sam"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Person(id="p", name="Robin", roles=(), shoe_size=4)  # type: ignore[call-arg]
    with pytest.raises(ValidationError):
        Rating(key="yes", label="Yes", counts_as=Counts.MET, needs_evidence=1)  # type: ignore[arg-type]


def test_a_checklist_goes_through_json_and_comes_back_equal() -> None:
    checklist = small_checklist()
    assert Checklist.model_validate_json(checklist.model_dump_json()) == checklist


def test_what_a_checklist_holds_is_found_by_its_key() -> None:
    checklist = small_checklist()
    assert [each.key for each in checklist.criteria] == ["C1", "C2", "S1", "S2", "I1"]
    assert checklist.criterion("S2").key == "S2"
    assert checklist.standard_of("S2").key == "sleep"
    assert checklist.fact("father").label("known") == "Known"
    assert checklist.agency("gp").name == "General practice"
    assert SCALE.rating("na").counts_as is Counts.OUT
    assert JUDGEMENTS.value("fair").label == "Fair"
    assert small_review().point("AS1").kind_label == "Area to strengthen"


@pytest.mark.parametrize(
    "look",
    [
        lambda: small_checklist().criterion("X"),
        lambda: small_checklist().standard_of("X"),
        lambda: small_checklist().fact("X"),
        lambda: small_checklist().fact("father").label("X"),
        lambda: small_checklist().agency("X"),
        lambda: SCALE.rating("X"),
        lambda: JUDGEMENTS.value("X"),
        lambda: small_review().point("X"),
    ],
)
def test_what_is_not_there_is_a_fault(look) -> None:
    with pytest.raises(KeyError):
        look()


def test_what_is_above_the_cap() -> None:
    assert [each.key for each in JUDGEMENTS.above_cap()] == ["strong", "sound"]
    assert JudgementScale(values=JUDGEMENTS.values).above_cap() == ()
    assert JudgementScale(values=JUDGEMENTS.values, cap="strong").above_cap() == ()


def test_words_of_a_review() -> None:
    assert Handling.PROFESSIONALS_ONLY.label == "Professionals only"
    kinds = [
        LearningPoint(key="X1", kind=kind, text="Text.").kind_label for kind in ("GP", "AS", "RQ")
    ]
    assert kinds == ["Good practice", "Area to strengthen", "Reflective question"]


def result(
    standing: Standing, met: int, applicable: int, target: float = 0.9, out: int = 0
) -> Result:
    return Result(
        figure=Figure(met=met, applicable=applicable, cases=3),
        counts=dict.fromkeys(Counts, 0) | {Counts.OUT: out, Counts.NOT_EVIDENCED: 2},
        starred=0,
        target=target,
        standing=standing,
    )


def test_what_matters_comes_first() -> None:
    rows = [
        result(Standing.NONE, 0, 0),
        result(Standing.MEETS, 10, 10),
        result(Standing.UNCLEAR, 8, 10),
        result(Standing.UNCLEAR, 5, 10),
        result(Standing.BELOW, 4, 10),
        result(Standing.BELOW, 4, 10, target=0.95),
    ]
    ordered = sorted(rows, key=what_matters)
    assert ordered == [rows[5], rows[4], rows[3], rows[2], rows[1], rows[0]]


def test_rates_stand_with_their_n() -> None:
    row = result(Standing.UNCLEAR, 5, 1200, out=1300)
    assert row.not_evidenced_rate == "2 of 1,200"
    assert row.not_applicable_rate == "1,300 of 2,500"
    assert row.mostly_not_applicable
    assert not result(Standing.UNCLEAR, 5, 10, out=10).mostly_not_applicable


def test_a_person_has_a_role_or_not() -> None:
    person = Person(id="p", name="Robin", roles=(Role.AUDITOR, Role.QA_LEAD))
    assert person.has(Role.AUDITOR)
    assert person.has(Role.BOARD_MEMBER, Role.QA_LEAD)
    assert not person.has(Role.BOARD_MEMBER)
    assert not person.has()
