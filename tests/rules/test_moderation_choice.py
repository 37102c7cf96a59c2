"""Which file a moderator may moderate, and in which ways one thing may be settled."""

from collections.abc import Callable
from typing import Any

import pytest

from audit.model.case_audit import CaseAuditStatus as Status
from audit.model.case_audit import Reading
from audit.model.moderation import RULED_OUT, Choice, FileReadings, FileState, Kind, ReadingState
from audit.model.refusal import Refusal, complaint
from audit.rules import moderation_choice as choice
from tests.readings import C1, CHECKLIST, FATHER, FATHERLESS, FILE, S2, given, settled


def file(
    moderated: Status | None = None,
    *,
    first: Status = Status.SUBMITTED,
    second: Status | None = Status.SUBMITTED,
) -> FileReadings:
    """A file that Robin reads first and Sam second, where anybody does."""
    stands = {Reading.FIRST: first, Reading.SECOND: second, Reading.MODERATED: moderated}
    who = {Reading.FIRST: "robin", Reading.SECOND: "sam", Reading.MODERATED: None}
    return FileReadings(
        round_id="round",
        case_id="case",
        readings=tuple(
            ReadingState(id=each.value, reading=each, auditor_id=who[each], status=status)
            for each, status in stands.items()
            if status is not None
        ),
    )


BEGUN, IN, BACK = Status.IN_PROGRESS, Status.SUBMITTED, Status.RETURNED


@pytest.mark.parametrize(
    ("found", "lead", "robin"),
    [
        (file(first=BEGUN), FileState.WAITING, FileState.YOURS),
        (file(), FileState.READY, FileState.YOURS),
        (file(second=None), FileState.READY, FileState.YOURS),
        (file(BEGUN), FileState.UNDER_WAY, FileState.YOURS),
        (file(BACK), FileState.REOPENED, FileState.YOURS),
        (file(BACK, first=BACK), FileState.WAITING, FileState.YOURS),
        (file(IN), FileState.SIGNED_OFF, FileState.SIGNED_OFF),
        (file(IN, second=None), FileState.SIGNED_OFF, FileState.SIGNED_OFF),
    ],
)
def test_where_the_moderation_of_a_file_stands(
    found: FileReadings, lead: FileState, robin: FileState
) -> None:
    assert choice.file_state("lead", found) is lead
    assert choice.file_state("robin", found) is robin


def refused(code: str, call: Callable[[], object], **facts: object) -> None:
    with pytest.raises(Refusal) as refusal:
        call()
    assert refusal.value.complaint == complaint(code, "here", **facts)


@pytest.mark.parametrize(
    ("who", "found", "drawn", "code"),
    [
        ("lead", file(), False, ""),
        ("lead", file(second=None), True, ""),
        ("lead", file(second=None), False, "moderation.not-drawn"),
        ("lead", file(second=BEGUN), True, "moderation.waiting"),
        ("lead", file(first=BACK, second=None), True, "moderation.waiting"),
        ("robin", file(), True, "moderation.reader"),
        ("sam", file(first=BEGUN), True, "moderation.reader"),  # and not how the other stands
    ],
)
def test_which_file_may_be_moderated_by_whom(
    who: str, found: FileReadings, drawn: Any, code: str
) -> None:
    def call() -> None:
        choice.check_file("here", who, found, drawn=drawn)

    if code:
        refused(code, call)
    else:
        call()


def test_each_thing_in_its_turn() -> None:
    found = settled(given(), given({"S2": "no"}, facts=FATHERLESS))
    first = {"first": "case facts"}
    refused(
        "moderation.before",
        lambda: choice.check_turn("here", found, found.item(*S2), twice=True),
        **first,
    )
    same = found.item(Kind.FACT, "age")
    refused("moderation.agreed", lambda: choice.check_turn("here", found, same, twice=True))
    choice.check_turn("here", found, same, twice=False)
    choice.check_turn("here", found, found.item(*FATHER), twice=True)
    done = settled(given(), given())
    choice.check_turn("here", done, done.item(*C1), twice=False)


def test_a_reader_who_gave_nothing_cannot_be_taken() -> None:
    item = settled(given(), given(facts=FATHERLESS)).item(*C1)
    assert choice.taken("here", item, Choice.FIRST) == "yes"
    refused(
        "moderation.nothing-given",
        lambda: choice.taken("here", item, Choice.SECOND),
        reader="second",
    )


RATINGS = "yes, part, no, silent, na"


@pytest.mark.parametrize(
    ("readings", "what", "value", "code", "facts"),
    [
        ((given(),), FATHER, "unknown", "", {}),
        ((given(),), FATHER, "yes", "case_fact.value", {"known": "known, unknown"}),
        ((given(),), C1, "na", "", {}),
        ((given(),), C1, "9", "rating.unknown", {"known": RATINGS}),
        ((given(),), C1, RULED_OUT, "rating.unknown", {"known": RATINGS}),
        ((given(facts=FATHERLESS),), C1, RULED_OUT, "", {}),
        ((given(),), FILE, "strong", "", {}),
        ((given(),), FILE, "yes", "judgement.unknown", {"known": "strong, sound, fair, poor"}),
        ((given({"C1": "no"}),), FILE, "sound", "moderation.capped", None),
        ((given({"C1": "no"}),), FILE, "fair", "", {}),
    ],
)
def test_which_values_can_be_set(
    readings: Any, what: Any, value: str, code: str, facts: Any
) -> None:
    found = settled(*readings)

    def call() -> None:
        choice.check_value(CHECKLIST, "here", found, found.item(*what), value)

    if code:
        refused(code, call, **({"value": value} | facts if facts is not None else {}))
    else:
        call()


@pytest.mark.parametrize(
    ("what", "value", "evidence", "refuses"),
    [
        (C1, "no", " ", True),
        (C1, "no", "p. 9", False),
        (C1, "yes", "", False),
        (C1, RULED_OUT, "", False),
        (FATHER, "unknown", "", False),
        (FILE, "poor", "", False),
    ],
)
def test_a_rating_of_the_moderator_s_own_needs_the_line_that_any_auditor_needs(
    what: Any, value: str, evidence: str, refuses: Any
) -> None:
    item = settled(given()).item(*what)

    def call() -> None:
        choice.check_evidence(CHECKLIST, "here", item, value, evidence)

    if refuses:
        refused("moderation.no-evidence", call)
    else:
        call()


def test_a_reason_says_something() -> None:
    choice.check_reason("here", "The letter")
    refused("moderation.no-reason", lambda: choice.check_reason("here", " \n"))
