"""Immediate concerns, raised to closed, by those who may; and what waits for them."""

from datetime import timedelta
from typing import Any

import pytest

from audit.commands import case_audit, concern, cycle, moderation, person, retention
from audit.model.case_audit import Reading
from audit.model.concern import Counting, Standing, Target
from audit.model.moderation import Choice, Kind
from audit.model.person import Person, Role
from audit.model.refusal import Refusal, complaint
from audit.model.round import RoundStatus
from audit.store import concerns
from audit.store.database import Database
from audit.views import case_extract
from audit.views import concern as views
from audit.views import cycle as rounds
from tests import builders
from tests.builders import WORRY, worried

DONE = "A strategy meeting is held today; a social worker sees the child at four"

RETAINED: dict[str, Any] = {
    "retain_until": builders.START.date() + timedelta(days=30),
    "retain_reason": "Five years",
    "retain_owner": "Business manager",
}


def refused(act: Any, *given: Any, **more: Any) -> Any:
    with pytest.raises(Refusal) as raised:
        act(*given, **more)
    return raised.value.complaint


def there(db: Database, concern_id: str) -> Any:
    with db.reading() as connection:
        return concerns.find(connection, concern_id)


def open_to(db: Database, by: Person) -> tuple[views.SeenConcern, ...]:
    return tuple(each for each in views.concerns_of(db, by) if each.concern.is_open)


@pytest.fixture
def laid(db: Database) -> tuple[Person, str, Person, Person]:
    """An auditor with a case audit that lacks nothing, a safeguarding lead who is named, and a QA lead."""
    robin = builders.auditor(db, "Robin")
    lee = builders.admitted(db, Role.QA_LEAD, name="Lee")
    audit = builders.audit_at(db, "complete", to=robin)
    sam = builders.admitted(db, Role.AGENCY_LEAD, name="Sam", agency="csc")
    concern.name_receivers(db, lee, "csc", [sam.id])
    return robin, audit, sam, lee


def test_raised_acknowledged_and_closed_and_only_then_submitted(db: Database, laid: Any) -> None:
    robin, audit, sam, _ = laid
    made = worried(db, robin, audit, key="form")
    assert worried(db, robin, audit, key="form") == made, "a double click is one concern"
    found = there(db, made)
    assert (found.worry, found.standing, found.named) == (WORRY, Standing.RAISED, True)
    assert [each.name for each in found.sent] == ["Sam"]
    # A Monday, soon after nine: two working hours, and the last of the eight on Tuesday.
    assert found.acknowledge_by - found.raised_at == timedelta(hours=2)
    assert found.close_by - found.raised_at == timedelta(days=1)
    told = complaint("concern.open", "Case file S-001", who="Sam")
    assert refused(case_audit.submit, db, robin, audit) == told
    called = "Concern on case file S-001"
    assert refused(concern.acknowledge, db, robin, made) == complaint(
        "concern.not-yours", called, who="Sam"
    )
    concern.acknowledge(db, sam, made)
    assert there(db, made).acknowledged_by == "Sam"
    assert refused(concern.acknowledge, db, sam, made) == complaint(
        "concern.acknowledged", called, who="Sam"
    )
    assert refused(case_audit.submit, db, robin, audit) == told
    concern.close(db, sam, made, f" {DONE} ", key="close")
    concern.close(db, sam, made, "A second click", key="close")
    found = there(db, made)
    assert (found.outcome, found.closed_by, found.standing) == (DONE, "Sam", Standing.CLOSED)
    assert refused(concern.close, db, sam, made, "Again") == complaint(
        "concern.closed", called, who="Sam"
    )
    assert refused(concern.drafted, db, sam, made) == complaint("concern.closed", called, who="Sam")
    case_audit.submit(db, robin, audit)


def test_closing_at_once_acknowledges(db: Database, laid: Any) -> None:
    robin, audit, _, lee = laid
    made = worried(db, robin, audit)
    concern.close(db, lee, made, DONE)
    found = there(db, made)
    assert found.acknowledged_by == found.closed_by == "Lee"
    assert found.acknowledged_at == found.closed_at


def test_words_that_name_somebody_are_pointed_out_and_kept_once_looked_at(
    db: Database, laid: Any
) -> None:
    robin, audit, sam, _ = laid
    raised = refused(concern.raise_, db, robin, audit, "Ring 943 476 5919", "Rang")
    assert raised.code == "concern.identifier"
    assert refused(concern.raise_, db, robin, audit, WORRY, " ") == complaint(
        "concern.no-words", "What you have already done"
    )
    made = concern.raise_(db, robin, audit, "Ring 943 476 5919", "Rang", looked=True)
    assert refused(concern.close, db, sam, made, "Rang 943 476 5919").code == "concern.identifier"
    concern.close(db, sam, made, "Rang 943 476 5919", looked=True)
    assert there(db, made).outcome == "Rang 943 476 5919"


def test_whom_it_does_not_concern_finds_none(db: Database, laid: Any) -> None:
    robin, audit, sam, lee = laid
    made = worried(db, robin, audit)
    gone = complaint("concern.not-found")
    others = [
        builders.auditor(db, "Another auditor"),
        builders.admitted(db, Role.AGENCY_LEAD, name="Of another", agency="gp"),
    ]
    for each in others:
        for act in (
            concern.opened,
            concern.drafted,
            concern.acknowledge,
            views.concern,
            views.draft,
        ):
            assert refused(act, db, each, made) == gone
        assert refused(concern.close, db, each, made, DONE) == gone
        assert views.concerns_of(db, each) == ()
        assert views.on_file(db, each, audit) == ()
    board = builders.admitted(db, Role.BOARD_MEMBER, name="Bo")
    assert views.on_file(db, board, audit) == ()
    assert refused(views.concerns_of, db, board).code == "permission.role"
    assert refused(worried, db, others[0], audit) == complaint("case_audit.not-found")
    for each in (robin, sam, lee):
        concern.opened(db, each, made)
        concern.drafted(db, each, made)
        assert [one.concern.id for one in open_to(db, each)] == [made]


def test_late_it_is_shown_to_who_is_named_for_that(db: Database, laid: Any) -> None:
    robin, audit, sam, lee = laid
    chris = builders.auditor(db, "Chris")
    concern.set_target(db, lee, 1, 4, "hours, day and night", chris.id)
    made = worried(db, robin, audit)
    assert open_to(db, chris) == ()
    assert not open_to(db, lee)[0].waits_for_you, "not late: it is the receiver's"
    assert open_to(db, sam)[0].waits_for_you
    db.clock.now += timedelta(hours=2)  # type: ignore[attr-defined]
    (seen,) = open_to(db, chris)
    assert seen.is_late
    assert seen.is_sent
    assert not seen.may_read_file
    assert open_to(db, lee)[0].waits_for_you
    assert not open_to(db, robin)[0].waits_for_you
    said = views.draft(db, lee, made)
    assert said.to == ("Sam",)
    assert said.left.startswith("late by 1 hour")
    concern.close(db, chris, made, DONE)
    assert open_to(db, lee) == ()
    assert refused(views.concern, db, chris, made) == complaint("concern.not-found")


def test_who_is_named_and_by_when_is_the_partnerships(db: Database, laid: Any) -> None:
    robin, audit, sam, lee = laid
    version = db.version()
    concern.name_receivers(db, lee, "csc", [sam.id, sam.id])
    concern.set_target(db, lee, 2, 8, "working hours")
    assert db.version() == version, "equal is no change"
    board = builders.admitted(db, Role.BOARD_MEMBER, name="Bo")
    where = "Who receives a concern"
    told = complaint("concern.receiver", where, who="Bo")
    assert refused(concern.name_receivers, db, lee, None, [board.id]) == told
    assert refused(concern.set_target, db, lee, 2, 8, "working hours", board.id) == told
    assert refused(concern.set_target, db, lee, 9, 8, "working hours").code == "concern.hours"
    assert refused(concern.name_receivers, db, lee, "circus", []) == complaint(
        "concern.agency", where, agency="circus"
    )
    concern.name_receivers(db, lee, None, [robin.id, lee.id])
    concern.set_target(db, lee, 1, 4, "hours, day and night", lee.id)
    found = views.setting(db, lee)
    clock = Target(acknowledge=1, close=4, counting=Counting.CLOCK, escalation_id=lee.id)
    assert found.target == clock
    named = {each.key: [one.name for one in each.people] for each in found.agencies if each.people}
    assert named == {None: ["Lee", "Robin"], "csc": ["Sam"]}
    assert {each.name for each in found.eligible} >= {"Lee", "Robin", "Sam"}
    assert "Bo" not in {each.name for each in found.eligible}
    concern.name_receivers(db, lee, "csc", [])
    page = views.to_raise(db, robin, audit)
    assert (page.to, page.named, page.target) == (("Lee",), True, clock), "not to oneself"
    person.retire(db, builders.local(db), lee.id)
    person.retire(db, builders.local(db), sam.id)
    page = views.to_raise(db, robin, audit)
    assert not page.named, "nobody is left who is named: all QA leads receive it"
    made = worried(db, robin, audit)
    assert not there(db, made).named
    assert [one.concern.id for one in views.to_raise(db, robin, audit).open] == [made]


def test_a_round_is_not_closed_over_one_whatever_the_reason(db: Database) -> None:
    lead = builders.admitted(db, Role.QA_LEAD, name="Lee")
    robin = builders.auditor(db, "Robin")
    round_id = builders.open_round(db)
    audit = builders.submitted(db, round_id, to=robin)
    cycle.move(db, lead, round_id, "moderate")
    made = worried(db, robin, audit)
    db.clock.now += timedelta(days=3)  # type: ignore[attr-defined]
    told = complaint(
        "concern.open-round",
        "Spring 2026",
        move="Close the round",
        needs="No immediate concern open: 1 is.",
    )
    assert open_to(db, lead)[0].is_late
    assert refused(cycle.move, db, lead, round_id, "close", "It has to end") == told
    concern.close(db, lead, made, DONE)
    assert cycle.move(db, lead, round_id, "close") is RoundStatus.CLOSED
    # A child at risk is at risk in a closed round too.
    again = worried(db, robin, audit)
    assert len(open_to(db, robin)) == 1
    concern.close(db, lead, again, DONE)


def test_who_reads_blind_does_not_close_the_round(db: Database) -> None:
    """Whether a concern is open on the other reading is nothing that they may be told."""
    lead = builders.admitted(db, Role.QA_LEAD, Role.AUDITOR, name="Lee")
    round_id = builders.open_round(db, **RETAINED)
    builders.submitted(db, round_id, to=lead)
    builders.add(db, round_id, "S-001", "csc", to=builders.auditor(db), reading=Reading.SECOND)
    cycle.move(db, lead, round_id, "moderate", "It is time")
    told = refused(cycle.move, db, lead, round_id, "close", "It has to end")
    assert told.code == "concern.open-round"
    assert "is kept from you" in told.what
    assert rounds.cycle(db, lead, round_id).facts.open_concerns == 0
    db.clock.now += timedelta(days=60)  # type: ignore[attr-defined]
    told = refused(retention.dispose, db, lead, round_id, confirm="Spring 2026")
    assert told == complaint("concern.blind", "Spring 2026")
    somebody = builders.admitted(db, Role.QA_LEAD, name="Somebody")
    assert cycle.move(db, somebody, round_id, "close", "It ends") is RoundStatus.CLOSED


def test_a_moderation_and_a_panel_are_not_signed_off_over_one(db: Database) -> None:
    by = builders.local(db)
    round_id = builders.open_round(db)
    to = builders.auditor(db, "One"), builders.auditor(db, "Two")
    moderated = builders.read_twice(db, round_id, "S-001", "csc", to=to, stage="moderated")
    moderation.settle(db, by, moderated, Kind.RATING, "C1", Choice.FIRST, "The letter")
    made = worried(db, by, moderated)
    told = refused(moderation.agree, db, by, moderated)
    assert told.code == "concern.open"
    with db.reading() as connection:
        found = concerns.find(connection, made)
    assert {each.name for each in found.sent} == {by.name}, "one QA lead alone: their own receiver"
    concern.close(db, by, made, DONE)
    moderation.agree(db, by, moderated)
    held = builders.filled_panel(db, round_id, "S-001")
    again = worried(db, by, moderated)
    told = refused(builders.signed, db, by, held)
    assert (told.code, told.where) == ("concern.open", "Panel on S-001")
    concern.close(db, by, again, DONE)
    builders.signed(db, by, held)


def test_nothing_is_disposed_of_over_one_and_then_its_words_are_erased(db: Database) -> None:
    by = builders.local(db)
    round_id = builders.open_round(db, **RETAINED)
    audit = builders.submitted(db, round_id)
    made = worried(db, by, audit)
    db.clock.now += timedelta(days=60)  # type: ignore[attr-defined]
    told = refused(retention.dispose, db, by, round_id, confirm="Spring 2026")
    assert told == complaint("concern.disposal", "Spring 2026", n=1)
    concern.close(db, by, made, DONE)
    (held,) = case_extract.case_extract(db, by, "S-001").concerns
    assert (held.worry, held.outcome, held.standing) == (WORRY, DONE, "closed")
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    found = there(db, made)
    assert (found.worry, found.done, found.outcome) == ("", "", "")
    assert found.closed_by == by.name
    assert views.concerns_of(db, by) == ()
    assert refused(worried, db, by, audit).code == "round.disposed"
    assert refused(concern.close, db, by, made, DONE).code == "round.disposed"


def test_a_second_reader_who_is_named_is_told_only_where_nobody_else_is_left(
    db: Database, laid: Any
) -> None:
    robin, _, _, lee = laid
    sam = builders.admitted(db, Role.AUDITOR, name="Sam the second")
    round_id = builders.open_round(db, title="Twice")
    audit = builders.started(db, round_id, "T-001", agency="gp", to=robin)
    builders.started(db, round_id, "T-001", agency="gp", to=sam, reading=Reading.SECOND)
    concern.name_receivers(db, lee, "gp", [sam.id])
    made = worried(db, robin, audit)
    assert [each.name for each in there(db, made).sent] == ["Sam the second"], "as it is named"
    assert refused(views.concern, db, sam, made) == complaint("concern.not-found")
    assert refused(concern.acknowledge, db, sam, made) == complaint("concern.not-found")
    assert open_to(db, sam) == ()
    assert [each.concern.id for each in open_to(db, lee)] == [made]
    assert open_to(db, lee)[0].waits_for_you, "nobody who received it can see it"
    with db.alone() as raw:
        raw.execute("UPDATE person SET roles = 'auditor' WHERE roles LIKE '%QA lead%'")
    assert [each.concern.id for each in open_to(db, sam)] == [made], "a child comes first"
    concern.acknowledge(db, sam, made)
