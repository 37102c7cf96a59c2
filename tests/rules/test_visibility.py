"""Who may see which reading of a file: the one rule that blind readings rest on, over every standing of three readings."""

from itertools import product

import pytest

from audit.model.case_audit import CaseAuditStatus as Status
from audit.model.case_audit import Reading
from audit.model.moderation import FileReadings, ReadingState
from audit.rules.visibility import hidden, is_blind, kept_words, sees

FIRST, SECOND, MODERATED = Reading.FIRST, Reading.SECOND, Reading.MODERATED
PEOPLE = {FIRST: "robin", SECOND: "sam", MODERATED: None}


def file(*, nobodys: tuple[Reading, ...] = (), **stands: Status) -> FileReadings:
    """The readings named, as they stand; the first is Robin's, the second Sam's."""
    return FileReadings(
        round_id="round",
        case_id="case",
        readings=tuple(
            ReadingState(
                id=key,
                reading=Reading(key),
                auditor_id=None if Reading(key) in nobodys else PEOPLE[Reading(key)],
                status=status,
            )
            for key, status in stands.items()
        ),
    )


def seen(who: str, found: FileReadings) -> set[str]:
    """The ids of what that person sees."""
    return {each.id for each in found.readings if sees(who, each, found)}


IN, BEGUN, BACK, NEW = Status.SUBMITTED, Status.IN_PROGRESS, Status.RETURNED, Status.NOT_STARTED
ALL = {"first", "second", "moderated"}


@pytest.mark.parametrize(
    ("stands", "robin", "sam"),
    [
        ({"first": NEW}, {"first"}, {"first"}),
        ({"first": NEW, "second": NEW}, {"first"}, {"second"}),
        ({"first": IN, "second": BEGUN}, {"first"}, {"second"}),
        ({"first": BEGUN, "second": IN}, {"first"}, {"second"}),
        ({"first": IN, "second": BACK}, {"first"}, {"second"}),
        ({"first": IN, "second": IN}, {"first", "second"}, {"first", "second"}),
        ({"first": IN, "second": IN, "moderated": BEGUN}, {"first", "second"}, {"first", "second"}),
        ({"first": IN, "second": IN, "moderated": BACK}, {"first", "second"}, {"first", "second"}),
        ({"first": IN, "second": IN, "moderated": IN}, ALL, ALL),
        ({"first": BACK, "second": IN, "moderated": BACK}, {"first"}, {"second"}),
        ({"first": BACK, "second": IN, "moderated": IN}, {"first"}, {"second"}),
        ({"first": IN, "moderated": BEGUN}, {"first"}, {"first", "moderated"}),
        ({"first": IN, "moderated": IN}, {"first", "moderated"}, {"first", "moderated"}),
        ({"first": BACK, "moderated": BACK}, {"first"}, {"first", "moderated"}),
    ],
)
def test_what_the_two_readers_see(
    stands: dict[str, Status], robin: set[str], sam: set[str]
) -> None:
    """Where the file has no second reading, Sam is anybody else and is not blind."""
    found = file(**stands)
    assert (seen("robin", found), seen("sam", found)) == (robin, sam)


STANDINGS = list(product(Status, Status, (None, *Status)))


@pytest.mark.parametrize(("first", "second", "moderated"), STANDINGS)
def test_it_is_the_same_for_both_and_nothing_is_kept_from_anybody_else(
    first: Status, second: Status, moderated: Status | None
) -> None:
    stands = {"first": first, "second": second} | ({"moderated": moderated} if moderated else {})
    found = file(**stands)
    assert seen("lead", found) == set(stands)
    both_in = (first, second) == (IN, IN)
    for who, own, other in (("robin", "first", "second"), ("sam", "second", "first")):
        here = seen(who, found)
        assert own in here
        assert (other in here) is both_in
        assert ("moderated" in here) is (both_in and moderated is IN)
        assert is_blind(who, found) is (here != set(stands))


@pytest.mark.parametrize("status", Status)
def test_a_reading_that_is_nobodys_yet_tells_nothing(status: Status) -> None:
    assert seen("robin", file(nobodys=(SECOND,), first=BEGUN, second=status)) == {"first", "second"}


def test_what_is_hidden_in_several_files_is_named_together() -> None:
    one = file(first=IN, second=BEGUN)
    other = file(first=IN, second=IN, moderated=BEGUN)
    assert hidden("robin", [one, other]) == {"second", "moderated"}
    assert hidden("lead", [one, other]) == frozenset()
    assert hidden("robin", []) == frozenset()


@pytest.mark.parametrize(
    ("n", "begins"),
    [
        (0, ""),
        (1, "One reading of a file that you read yourself is left out here:"),
        (2, "2 readings of files that you read yourself are left out here:"),
    ],
)
def test_what_is_left_out_is_said(n: int, begins: str) -> None:
    said = kept_words(n)
    assert said.startswith(begins)
    assert bool(said) is bool(n)
