"""Immediate concerns: by when, who receives one, who may see it, who may say what was done."""

from datetime import UTC, datetime, timedelta

import pytest

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.concern import Counting, ImmediateConcern, Receiver, Standing, Target
from audit.model.moderation import FileReadings, ReadingState
from audit.model.person import Person, Role
from audit.model.refusal import Refusal, complaint
from audit.rules import concern as rules

FRIDAY = datetime(2026, 3, 6, 16, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def person(name: str, *roles: Role, **more: str) -> Person:
    return Person(id=name.casefold(), name=name, roles=roles, **more)


RAISER = person("Robin", Role.AUDITOR)
SENT = person("Sam", Role.AUDITOR)
LEAD = person("Lee", Role.QA_LEAD)
OF_AGENCY = person("Alex", Role.AGENCY_LEAD, agency="csc")
OF_TEAM = person("Toni", Role.AGENCY_LEAD, agency="csc", team_id="t1", team="North")
OF_ANOTHER = person("Gill", Role.AGENCY_LEAD, agency="gp")
OTHER = person("Other", Role.AUDITOR)
LATER = person("Chris", Role.AUDITOR)
BOARD = person("Bo", Role.BOARD_MEMBER, Role.SCRUTINEER, Role.ADMINISTRATOR)
EVERYBODY = (RAISER, SENT, LEAD, OF_AGENCY, OF_TEAM, OF_ANOTHER, OTHER, LATER, BOARD)


def concern(**changes: object) -> ImmediateConcern:
    """Raised late on a Friday, sent to Sam, to be acknowledged by Monday half past ten."""
    stands: dict[str, object] = {
        "id": "c1",
        "case_audit_id": "a1",
        "round_id": "r1",
        "round_title": "Spring 2026",
        "reference": "S-001",
        "agency": "csc",
        "agency_name": "Children's social care",
        "team_id": None,
        "auditor_id": RAISER.id,
        "raised_at": FRIDAY,
        "raised_by": Receiver(id=RAISER.id, name=RAISER.name),
        "worry": "A bruise",
        "done": "Rang the MASH",
        "sent": (Receiver(id=SENT.id, name=SENT.name),),
        "named": True,
        "counting": Counting.WORKING,
        "acknowledge_by": datetime(2026, 3, 9, 10, 30, tzinfo=UTC),
        "close_by": datetime(2026, 3, 9, 16, 30, tzinfo=UTC),
    }
    return ImmediateConcern.model_validate(stands | changes)


MONDAY = datetime(2026, 3, 9, 9, 10, tzinfo=UTC)
TAKEN = {"acknowledged_at": MONDAY, "acknowledged_by": "Sam"}
CLOSED = {**TAKEN, "closed_at": MONDAY, "closed_by": "Sam", "outcome": "Seen"}


# ---- By when ---------------------------------------------------------------------------------------------


def test_by_when_in_working_hours_and_by_the_clock() -> None:
    found = concern()
    assert rules.due(Target(), FRIDAY) == (found.acknowledge_by, found.close_by)
    clock = Target(acknowledge=1, close=24, counting=Counting.CLOCK)
    assert rules.due(clock, FRIDAY) == (FRIDAY + HOUR, FRIDAY + 24 * HOUR)


def test_how_long_there_is_in_words() -> None:
    friday_evening = FRIDAY + 2 * HOUR
    for found, now, words in (
        (
            concern(),
            friday_evening,
            "1 hour 30 minutes of working time left, until 9 March 2026, 10:30",
        ),
        (concern(), MONDAY, "1 hour 20 minutes of working time left, until 9 March 2026, 10:30"),
        (
            concern(),
            MONDAY + 2 * HOUR,
            "late by 40 minutes of working time: it was due 9 March 2026, 10:30",
        ),
        (
            concern(**TAKEN),
            MONDAY,
            "7 hours 20 minutes of working time left, until 9 March 2026, 16:30",
        ),
        (
            concern(counting=Counting.CLOCK),
            friday_evening,
            "64 hours left, until 9 March 2026, 10:30",
        ),
        (
            concern(counting=Counting.CLOCK),
            MONDAY + 26 * HOUR,
            "late by 24 hours 40 minutes: it was due 9 March 2026, 10:30",
        ),
        (
            concern(),
            concern().due,
            "less than a minute of working time left, until 9 March 2026, 10:30",
        ),
        (concern(**CLOSED), MONDAY, ""),
    ):
        assert rules.left_in_words(found, now) == words


def test_it_is_late_once_the_next_thing_is_past_its_time() -> None:
    at = concern().acknowledge_by
    assert not rules.is_late(concern(), at)
    assert rules.is_late(concern(), at + HOUR / 60)
    assert not rules.is_late(concern(**TAKEN), at + HOUR)
    assert rules.is_late(concern(**TAKEN), at + 7 * HOUR)
    assert not rules.is_late(concern(**CLOSED), at + 70 * HOUR)
    first = sorted(
        [concern(**CLOSED), concern(id="c2"), concern(id="c3", **TAKEN)], key=rules.order
    )
    assert [each.id for each in first] == ["c2", "c3", "c1"]


def test_hours_that_cannot_be_kept_are_refused() -> None:
    for acknowledge, close in ((0, 8), (9, 8), (2, 81), (-1, -1)):
        with pytest.raises(Refusal) as refused:
            rules.check_target(acknowledge, close)
        given = {"acknowledge": acknowledge, "close": close, "most": 80}
        where = "Target for a concern"
        assert refused.value.complaint == complaint("concern.hours", where, **given)
    rules.check_target(1, 1)
    rules.check_target(80, 80)
    assert rules.target_in_words(Target()) == (
        "acknowledged within 2 hours, and what was done written down within 8"
    )
    assert "within 1 hour," in rules.target_in_words(Target(acknowledge=1))


# ---- Who receives it, who sees it, who may act ---------------------------------------------------------------


def test_it_goes_to_the_agencys_then_to_the_default_then_to_all_leads() -> None:
    for of_agency, default, expected in (
        ([SENT], [OF_AGENCY], ((SENT,), True)),
        ([RAISER], [OF_AGENCY], ((OF_AGENCY,), True)),
        ([], [OF_AGENCY, SENT], ((OF_AGENCY, SENT), True)),
        ([BOARD], [], ((LEAD,), False)),  # who lost the role receives nothing
        ([], [], ((LEAD,), False)),
    ):
        assert rules.receivers(RAISER, of_agency, default, [LEAD]) == expected
    assert rules.receivers(LEAD, [], [], [LEAD]) == ((LEAD,), False), "nobody else is here"


def seen(**asked: object) -> set[str]:
    return {each.name for each in EVERYBODY if rules.sees(each, concern(), **asked)}  # type: ignore[arg-type]


def test_everybody_who_must_know_sees_it_and_nobody_else_does() -> None:
    known = {"Robin", "Sam", "Lee", "Alex"}
    assert seen() == known
    assert seen(escalation_id=LATER.id) == known
    assert seen(escalation_id=LATER.id, late=True) == known | {"Chris"}
    assert seen(escalation_id=BOARD.id, late=True) == known
    assert seen(kept=True, late=True, escalation_id=LATER.id) == {"Robin"}
    of_team = concern(team_id="t1")
    assert rules.sees(OF_TEAM, of_team)
    assert rules.sees(OF_AGENCY, of_team)
    by_lead = concern(raised_by=Receiver(id=LEAD.id, name="Lee"), auditor_id=OTHER.id)
    assert rules.sees(OTHER, by_lead), "whose case audit waits for it has to know why"


def test_somebody_other_than_who_raised_it_sees_to_it() -> None:
    def may(found: ImmediateConcern, **asked: object) -> set[str]:
        return {each.name for each in EVERYBODY if rules.may_answer(each, found, **asked)}  # type: ignore[arg-type]

    assert may(concern()) == {"Sam", "Lee", "Alex"}
    assert may(concern(), late=True, escalation_id=LATER.id) == {"Sam", "Lee", "Alex", "Chris"}
    by_lead = concern(raised_by=Receiver(id=LEAD.id, name="Lee"))
    assert may(by_lead) == {"Sam", "Alex"}
    alone = concern(
        raised_by=Receiver(id=LEAD.id, name="Lee"), sent=(Receiver(id=LEAD.id, name="Lee"),)
    )
    assert may(alone) == {"Lee", "Alex"}


def test_blindness_yields_only_where_everybody_who_could_act_is_kept_from_the_reading() -> None:
    theirs, others = (
        ReadingState(id=id_, reading=reading, auditor_id=who, status=CaseAuditStatus.IN_PROGRESS)
        for id_, reading, who in (("a2", Reading.SECOND, SENT.id), ("a1", Reading.FIRST, RAISER.id))
    )
    file = FileReadings(round_id="r1", case_id="k1", readings=(others, theirs))
    assert rules.is_left_alone(concern(), others, file, [RAISER, SENT, BOARD, OTHER])
    assert not rules.is_left_alone(concern(), others, file, [RAISER, SENT, LEAD])
    # Sent to Sam alone, who reads the same file: it is at once with whoever else may act.
    assert rules.reaches_nobody(concern(), others, file, [RAISER, SENT, LEAD])
    assert rules.reaches_nobody(concern(), others, file, [LEAD]), "who has left receives nothing"
    alone = FileReadings(round_id="r1", case_id="k1", readings=(others,))
    assert not rules.reaches_nobody(concern(), others, alone, [SENT])


def test_with_whom_it_is() -> None:
    two = (Receiver(id="a", name="Ann"), Receiver(id="b", name="Ben"))
    assert rules.with_whom(concern()) == "Sam"
    assert rules.with_whom(concern(sent=two)) == "Ann and Ben"
    three = (*two, Receiver(id="c", name="Cy"))
    assert rules.with_whom(concern(sent=three, named=False)) == "the QA leads (Ann, Ben and Cy)"


# ---- What is done and written --------------------------------------------------------------------------------


def test_each_move_is_open_where_it_makes_sense() -> None:
    stands = {concern().standing: concern()}
    stands |= {each.standing: each for each in (concern(**TAKEN), concern(**CLOSED))}
    assert set(stands) == set(Standing)
    for move, name in (("acknowledge", "acknowledged"), ("close", "closed")):
        for standing, found in stands.items():
            if standing in rules.MOVES[move]:
                rules.check_move(move, found, "Here")
                continue
            with pytest.raises(Refusal) as refused:
                rules.check_move(move, found, "Here")
            code = "concern.closed" if standing is Standing.CLOSED else f"concern.{name}"
            assert refused.value.complaint == complaint(code, "Here", who="Sam")


def test_nothing_is_signed_off_over_one() -> None:
    rules.check_none((), "Here")
    with pytest.raises(Refusal) as refused:
        rules.check_none((concern(),), "Here")
    assert refused.value.complaint == complaint("concern.open", "Here", who="Sam")


def test_texts_are_kept_as_typed_and_one_look_answers_for_all_of_them() -> None:
    given = {"One": " a\n b ", "Two": "Rang 07700 900123"}
    with pytest.raises(Refusal) as refused:
        rules.checked({**given, "One": "NHS 943 476 5919"}, (), looked=False)
    said = refused.value.complaint
    assert (said.code, said.where) == ("concern.identifier", "One and Two")
    assert "943 476 5919" in said.what
    assert "07700 900123" in said.what
    assert rules.checked(given, (), looked=True) == ("a\n b", "Rang 07700 900123")
    for wrong, code, facts in (
        (" ", "concern.no-words", {}),
        ("\ud800", "text.not-text", {}),
        ("x" * 2001, "text.too-long", {"length": "2,001", "limit": "2,000"}),
    ):
        with pytest.raises(Refusal) as refused:
            rules.checked({"One": wrong}, (), looked=True)
        assert refused.value.complaint == complaint(code, "One", **facts)
