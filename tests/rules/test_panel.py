"""The agencies side by side: what is a gap, how it is said, and from whom a panel is kept."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.case_audit import Answer, CaseAuditStatus, Reading
from audit.model.checklist import Counts
from audit.model.moderation import FileReadings, ReadingState
from audit.model.panel import Note
from audit.rules import panel
from audit.rules.visibility import is_blind
from tests.builders import SCALE, small_checklist

COUNTS = st.lists(st.one_of(st.none(), st.sampled_from(Counts)), max_size=7)
NAMES = {"csc": "Children's social care", "gp": "General practice", "police": "Police"}
IN, OPEN, BACK = CaseAuditStatus.SUBMITTED, CaseAuditStatus.IN_PROGRESS, CaseAuditStatus.RETURNED


@given(COUNTS)
def test_a_gap_has_somebody_who_has_it_met_and_somebody_who_has_not(counts: list) -> None:  # type: ignore[type-arg]
    lacking = Counts.NOT_MET in counts or Counts.NOT_EVIDENCED in counts
    assert panel.is_gap(counts) == (Counts.MET in counts and lacking)


@given(COUNTS, st.randoms())
def test_it_does_not_matter_which_agency_is_which(counts: list, rng) -> None:  # type: ignore[no-untyped-def, type-arg]
    mixed = list(counts)
    rng.shuffle(mixed)
    assert panel.is_gap(mixed) == panel.is_gap(counts)


@given(COUNTS, COUNTS)
def test_another_agency_never_takes_a_gap_away(counts: list, more: list) -> None:  # type: ignore[type-arg]
    assert panel.is_gap(counts + more) >= panel.is_gap(counts)


@given(COUNTS, st.sampled_from([None, Counts.OUT, Counts.PARTLY]))
def test_who_is_not_asked_or_has_it_in_part_makes_no_gap(counts: list, one: Counts | None) -> None:  # type: ignore[type-arg]
    assert panel.is_gap([*counts, one]) == panel.is_gap(counts)


def rated(key: str, rating: str | None, counts: Counts | None, **more: object) -> Answer:
    return Answer(criterion=key, rating=rating, counts=counts, **more)  # type: ignore[arg-type]


FILES = {
    "csc": {
        "C1": rated("C1", "silent", Counts.NOT_EVIDENCED),
        "C2": rated("C2", "yes", Counts.MET),
        "S1": rated("S1", None, Counts.OUT, ruled_out_by=("age",)),
        "S2": rated("S2", "yes", Counts.MET),
    },
    "gp": {
        "C1": rated("C1", "yes", Counts.MET),
        "S1": rated("S1", "na", Counts.OUT),
        "S2": rated("S2", "part", Counts.PARTLY),
        "I1": rated("I1", "yes", Counts.MET),
    },
    "police": None,
}
ROWS = {each.criterion.key: each for each in panel.compare(small_checklist(), FILES)}


def test_the_gap_is_said_in_words_with_who_has_it_met_first() -> None:
    assert [key for key, row in ROWS.items() if row.gap] == ["C1"]
    assert (
        panel.gap_words(SCALE, NAMES, ROWS["C1"])
        == "General practice: Yes. Children's social care: Silent."
    )


def test_what_is_not_asked_not_read_or_ruled_out_is_said_as_such() -> None:
    def said(key: str) -> list[str]:
        return [f"{panel.shape(each)} {panel.words(SCALE, each)}" for each in ROWS[key].cells]

    assert said("C1") == ["? Silent", "✓ Yes", "· File not read"]
    assert said("C2") == ["✓ Yes", "· Not asked", "· Not asked"]
    assert said("S1") == ["– Ruled out by the case facts", "– Does not arise", "· Not asked"]
    assert said("S2")[:2] == ["✓ Yes", "◐ In part"]


def test_a_criterion_that_none_of_the_agencies_is_asked_has_no_row() -> None:
    rows = panel.compare(small_checklist(), {"csc": None})
    assert [each.criterion.key for each in rows] == ["C1", "C2", "S1", "S2"]


def test_a_standard_in_which_nothing_applied_is_not_judged() -> None:
    assert panel.judged(tuple(ROWS.values())) == ("carers", "sleep", "sharing")
    assert panel.judged((ROWS["S1"],)) == ()


def test_a_note_holds_for_the_ratings_that_it_was_made_on() -> None:
    made = Note(criterion="C1", is_gap=True, text="So", made_on=panel.marks(ROWS["C1"]), version=1)
    assert panel.standing(ROWS["C1"], {"C1": made}) == made
    moved = panel.compare(
        small_checklist(), FILES | {"police": {"C1": rated("C1", "no", Counts.NOT_MET)}}
    )
    assert panel.standing(moved[0], {"C1": made}) is None
    assert panel.standing(ROWS["C1"], {}) is None


def file(*readings: tuple[Reading, str | None, CaseAuditStatus]) -> FileReadings:
    return FileReadings(
        round_id="r",
        case_id="c",
        readings=tuple(
            ReadingState(id=which, reading=which, auditor_id=who, status=status)
            for which, who, status in readings
        ),
    )


FIRST, SECOND, MODERATED = Reading
ONE = file((FIRST, "a", IN))
TWO = file((FIRST, "a", IN), (SECOND, "b", IN))
DONE = file((FIRST, "a", IN), (SECOND, "b", IN), (MODERATED, None, IN))


@pytest.mark.parametrize(
    ("given_", "drawn", "expected"),
    [
        (ONE, False, ""),
        (ONE, True, "it is still to be moderated"),
        (TWO, False, "it is still to be moderated"),
        (DONE, True, ""),
        (file((FIRST, "a", BACK)), False, "a reading is not submitted"),
        (file((FIRST, "a", IN), (SECOND, None, OPEN)), False, "a reading is not submitted"),
        (file((FIRST, "a", IN), (MODERATED, None, BACK)), False, "it is still to be moderated"),
    ],
)
def test_what_a_file_lacks(given_: FileReadings, drawn: bool, expected: str) -> None:  # noqa: FBT001
    assert panel.lacks(given_, drawn=drawn) == expected


def test_the_moderated_reading_counts_once_it_is_signed_off() -> None:
    counted = {name: panel.counting(each) for name, each in (("one", ONE), ("done", DONE))}
    assert [counted["one"].reading, counted["done"].reading] == [FIRST, MODERATED]  # type: ignore[union-attr]
    assert panel.counting(file((FIRST, "a", OPEN))) is None


@pytest.mark.parametrize("stands", list(product((OPEN, IN, BACK), repeat=2)))
def test_a_panel_is_kept_from_whoever_is_blind_or_not_done(
    stands: tuple[CaseAuditStatus, CaseAuditStatus],
) -> None:
    of = file((FIRST, "a", stands[0]), (SECOND, "b", stands[1]))
    assert not panel.is_kept("nobody", [of])
    for who, mine in zip("ab", stands, strict=True):
        blind = is_blind(who, of)
        assert panel.is_kept(who, [ONE, of]) == (blind or mine is not IN)
        if mine is not IN:
            assert panel.is_kept(who, [of])


def test_nothing_of_a_panel_moves_with_the_other_reader_while_one_is_blind() -> None:
    for mine in (OPEN, BACK):
        said = {
            panel.is_kept("a", [file((FIRST, "a", mine), (SECOND, "b", other))])
            for other in CaseAuditStatus
        }
        assert said == {True}
