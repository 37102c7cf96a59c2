"""If this fails, somebody passes who should not, or a practice file teaches a wrong answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.calibration import Standing
from audit.model.refusal import Refusal, complaint
from audit.rules import calibration as rules
from tests import builders


@pytest.mark.parametrize(
    ("bar", "of", "wanted"),
    [(90, 10, 9), (90, 12, 11), (90, 11, 10), (100, 10, 10), (50, 3, 2), (75, 4, 3), (90, 1, 1)],
)
def test_a_bar_is_so_many_of_so_many(bar: int, of: int, wanted: int) -> None:
    assert rules.needed(bar, of) == wanted
    assert rules.bar_words(bar, of) == f"{wanted} of {of}"
    assert rules.passes(wanted, of, bar)
    assert not rules.passes(wanted - 1, of, bar)


@given(st.integers(50, 100), st.integers(1, 60))
def test_what_is_needed_is_the_least_that_reaches_the_bar(bar: int, of: int) -> None:
    n = rules.needed(bar, of)
    assert n * 100 >= bar * of
    assert (n - 1) * 100 < bar * of


@pytest.mark.parametrize("bar", [49, 101, True, 90.0, "90"])
def test_a_bar_that_is_none_is_refused(bar: object) -> None:
    with pytest.raises(Refusal) as refusal:
        rules.check_bar(bar)  # type: ignore[arg-type]
    assert refusal.value.complaint == complaint("calibration.bar", "Bar", least=50)


def test_a_near_miss_is_a_difference() -> None:
    file = builders.small_practice().practice_files[0]
    assert rules.score(file, builders.AGREED) == 4
    assert rules.score(file, builders.AGREED | {"S2": "no"}) == 3
    assert rules.score(file, {"C1": None}) == 0


def test_the_next_file_is_one_not_tried_and_the_own_agencys_first() -> None:
    found = builders.small_practice()
    gp = found.practice_files[1].model_copy(update={"agency": "gp"})
    found = found.model_copy(update={"practice_files": (found.practice_files[0], gp)})
    assert rules.next_file(found, [], "csc").key == "one"
    assert rules.next_file(found, [], "gp").key == "two"
    assert rules.next_file(found, ["two"], "gp").key == "one"
    assert rules.next_file(found, ["one", "two"], None).key == "one"


@pytest.mark.parametrize(
    ("changes", "through", "words"),
    [
        ({}, False, "○ not yet"),
        ({"asked": False}, True, "○ not yet"),
        ({"passed": True}, True, "✓ passed"),
        ({"let_in": True}, True, "→ let in"),
        ({"begun": True}, True, "– had begun"),
    ],
)
def test_who_may_start_live_files(changes: dict[str, bool], through: bool, words: str) -> None:  # noqa: FBT001
    standing = Standing(
        **({"asked": True, "passed": False, "let_in": False, "begun": False} | changes)
    )
    assert standing.is_through is through
    assert rules.standing_words(standing) == words


def faults(**changes: object) -> list[tuple[str, tuple[str | int, ...]]]:
    """What is wrong once the first practice file is changed so."""
    found = builders.small_practice()
    first = found.practice_files[0].model_copy(update=changes)
    found = found.model_copy(update={"practice_files": (first, found.practice_files[1])})
    return [(each.code, each.place) for each in rules.complaints(found, builders.small_checklist())]


def test_a_sound_set_has_no_complaint() -> None:
    assert faults() == []


FILE = ("practice_files", 0)


def test_each_thing_wrong_is_told_where_it_stands() -> None:
    answers = builders.small_practice().practice_files[0].agreed
    one, rest = answers[0], answers[1:]
    facts = dict(builders.ALL_APPLIES)
    assert faults(key="two") == [("checklist.key-twice", ("practice_files", 1, "key"))]
    assert faults(agency="navy") == [("checklist.agency-unknown", (*FILE, "agency"))]
    assert faults(case_facts={**facts, "moon": "full"}) == [
        ("calibration.fact", (*FILE, "case_facts", "moon"))
    ]
    assert faults(case_facts={**facts, "age": "old"}) == [
        ("checklist.value-unknown", (*FILE, "case_facts", "age"))
    ]
    assert faults(case_facts={"father": "known", "age": "baby"}) == [
        ("calibration.facts-missing", (*FILE, "case_facts"))
    ]
    assert faults(case_facts={**facts, "father": "unknown"}) == [
        ("calibration.ruled-out", (*FILE, "agreed", 0, "rating")),
        ("calibration.ruled-out", (*FILE, "agreed", 1, "rating")),
    ]

    def with_(**changes: object) -> list[tuple[str, tuple[str | int, ...]]]:
        return faults(agreed=(one.model_copy(update=changes), *rest))

    assert with_(overrules=True) == [("calibration.overrules", (*FILE, "agreed", 0, "overrules"))]
    assert with_(rating="good") == [("calibration.rating", (*FILE, "agreed", 0, "rating"))]
    assert with_(criterion="I1") == [("calibration.criterion", (*FILE, "agreed", 0, "criterion"))]
    assert with_(criterion="C2") == [("checklist.key-twice", (*FILE, "agreed", 1, "criterion"))]
