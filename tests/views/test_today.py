"""What needs whom today, on a real database: each role its own things, and where they lead."""

from datetime import timedelta
from pathlib import Path

import pytest

from audit.commands import (
    action,
    action_done,
    backup,
    case,
    concern,
    finding,
    retention,
    scrutiny,
    timetable,
)
from audit.model.action import ActionWords
from audit.model.case_audit import Reading
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.person import Person, Role
from audit.model.today import Needed
from audit.rules.retention import today
from audit.store import backup_key
from audit.store.database import Database
from audit.views.today import today_of
from tests.builders import (
    Clock,
    add,
    admitted,
    auditor,
    local,
    moved,
    open_round,
    planned_round,
    published,
    started,
    submitted,
)

GAP = FindingWords(kind=FindingKind.GAP, title="Fathers are not spoken to")
NO_DAY = "1 action of yours has no day by which it is due: “Ask the father”."


def needed(db: Database, by: Person) -> dict[str, Needed]:
    return {each.words: each for each in today_of(db, by).needed if each.path == "findings"}


def paths(db: Database, by: Person) -> set[tuple[str, str]]:
    """Where it leads: the page, and what it is asked for last; that nobody receives concerns is told apart."""
    return {
        (each.path, next(reversed(each.asked.values()), "")) for each in today_of(db, by).needed
    }


def after(db: Database, days: int) -> None:
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=days)


def test_before_there_is_anything_nothing_is_said(db: Database, by: Person) -> None:
    assert (today_of(db, by).is_begun, today_of(db, by).needed) == (False, ())


def test_each_role_has_its_own(db: Database) -> None:
    round_id = open_round(db, due=today(db.clock()) + timedelta(days=3))
    receiver = auditor(db, "Receiver")
    concern.name_receivers(db, local(db), None, [receiver.id])
    lead = admitted(db, Role.QA_LEAD, name="Lead")
    head = admitted(db, Role.AGENCY_LEAD, name="Head", agency="csc")
    other = admitted(db, Role.AGENCY_LEAD, name="Other", agency="gp")
    board = admitted(db, Role.BOARD_MEMBER, name="Board")
    started(db, round_id, to=auditor(db, "One"))
    words = "Spring 2026: 1 case file audit is not submitted, due in 3 days,"
    for person, path in ((lead, "rounds"), (head, "progress")):
        (each,) = today_of(db, person).needed
        assert each.words.startswith(words)
        assert each.path == path
    assert today_of(db, other).needed == ()
    assert today_of(db, board).needed == ()
    assert today_of(db, board).is_begun
    after(db, 5)
    assert [each.urgency.word for each in today_of(db, lead).needed] == ["late"]


def test_whoever_reads_a_file_too_is_told_nothing_of_its_other_reading(db: Database) -> None:
    round_id = open_round(db, due=today(db.clock()) + timedelta(days=3))
    both = admitted(db, Role.AGENCY_LEAD, Role.AUDITOR, name="Both", agency="csc")
    started(db, round_id, to=auditor(db, "One"))
    assert [each.path for each in today_of(db, both).needed] == ["progress"]
    started(db, round_id, to=both, reading=Reading.SECOND)
    assert today_of(db, both).needed == ()
    lead = admitted(db, Role.QA_LEAD, Role.AUDITOR, name="Lead")
    started(db, round_id, "S-002", to=lead, reading=Reading.SECOND)
    add(db, round_id, "S-002", to=auditor(db, "Two"))
    case.add_file(db, local(db), round_id, "S-003", "csc")
    words = {
        each.words.partition(", due")[0]
        for each in today_of(db, lead).needed
        if each.path == "rounds"
    }
    assert words == {
        "Spring 2026: 4 case file audits are not submitted",
        "Spring 2026: 1 case file audit is given to nobody.",
    }


def test_an_action_needs_its_owner_then_a_second_person(db: Database) -> None:
    lead, owner = admitted(db, Role.QA_LEAD, name="Lead"), auditor(db, "Owner")
    round_id = open_round(db)
    made = finding.raise_(db, lead, round_id, GAP, Origin.BOARD)
    words = ActionWords(what="Ask the father", owner_role="Midwife", owner_id=owner.id)
    promised = action.plan(db, lead, made, words)
    assert set(needed(db, owner)) == {NO_DAY}
    assert set(needed(db, lead)) == {NO_DAY.replace("of yours", "owned by somebody else")}
    action_done.complete(db, owner, promised, "Asked", "Template")
    assert needed(db, owner) == {}
    (verify,) = needed(db, lead).values()
    assert verify.words == "1 action is done and waits for you to verify."
    assert verify.asked == {"part": "Actions", "actions-show": "To be verified", "action": promised}
    by_hand = action.plan(db, lead, made, words)
    action_done.complete(db, lead, by_hand, "Asked", "Template")
    told = {who: len(needed(db, who)) for who in (lead, owner)}
    assert told == {lead: 1, owner: 0}
    assert set(needed(db, lead)) == {verify.words}, "nobody verifies what they said is done"
    second = admitted(db, Role.QA_LEAD, name="Second")
    assert set(needed(db, second)) == {"2 actions are done and wait for you to verify."}


def test_overdue_actions_of_an_agency_are_told_to_who_leads_it(db: Database) -> None:
    lead = admitted(db, Role.QA_LEAD, name="Lead")
    made = finding.raise_(db, lead, open_round(db), GAP, Origin.BOARD)
    day = today(db.clock()) + timedelta(days=2)
    for due in (None, day):
        action.plan(
            db,
            lead,
            made,
            ActionWords(what="Ask", owner_role="Midwife", agency="csc", due=due),
        )
    after(db, 5)
    told = {
        agency: len(needed(db, admitted(db, Role.AGENCY_LEAD, name=agency, agency=agency)))
        for agency in ("csc", "gp")
    }
    assert told == {"csc": 1, "gp": 0}
    assert len(needed(db, lead)) == 2


def test_setting_up_is_asked_of_who_leads_a_round_and_not_of_who_tries_one_file(
    db: Database, by: Person
) -> None:
    case.audit_one_now(db, by, published(db), "csc")
    assert today_of(db, by).needed == ()
    open_round(db)
    lead = admitted(db, Role.QA_LEAD, name="Lead")
    assert {each.path for each in today_of(db, lead).needed} == {"concerns"}
    concern.name_receivers(db, by, None, [auditor(db, "Receiver").id])
    assert today_of(db, lead).needed == ()


def test_readings_given_to_nobody_and_what_comes_next(db: Database, by: Person) -> None:
    round_id = open_round(db)
    add(db, round_id)
    assert ("rounds", "Allocation") not in paths(db, by)
    case.add_file(db, by, round_id, "S-002", "csc")
    assert ("rounds", "Allocation") in paths(db, by)
    assert today_of(db, by).coming == ""
    day = today(db.clock()) + timedelta(days=2)
    timetable.add_step(db, by, round_id, "Panels", day)
    assert today_of(db, by).coming.startswith("Next: “Panels” of Spring 2026, due in 2 days,")
    assert today_of(db, admitted(db, Role.BOARD_MEMBER, name="Board")).coming == ""


def test_a_lead_hears_of_moderation_comments_closing_and_records(db: Database) -> None:
    lead = admitted(db, Role.QA_LEAD, name="Lead")
    kept = {"retain_reason": "Five years", "retain_owner": "Manager"}
    until = today(db.clock()) + timedelta(days=30)
    round_id = open_round(db, retain_until=until, **kept)
    for reading, name in ((Reading.FIRST, "One"), (Reading.SECOND, "Two")):
        submitted(db, round_id, reading=reading, to=auditor(db, name))
    assert ("rounds", "Moderation") in paths(db, lead)
    scrutineer = admitted(db, Role.SCRUTINEER, name="Scrutineer")
    scrutiny.comment(db, scrutineer, round_id, "Why so few?")
    assert ("scrutiny", "Spring 2026") in paths(db, lead)
    moved(db, round_id, "moderate", "close")
    assert {each.path for each in today_of(db, lead).needed} == {"scrutiny", "findings"}
    finding.raise_(db, lead, round_id, GAP, Origin.BOARD)
    assert paths(db, lead) == {("scrutiny", "Spring 2026")}
    after(db, 40)
    assert ("records", "Spring 2026") in paths(db, lead)
    retention.hold(db, local(db), round_id, "A court asks for it")
    assert ("records", "Spring 2026") not in paths(db, lead)


def test_an_administrator_hears_of_the_machine_and_of_who_cannot_sign_in(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    administrator = admitted(
        db, Role.ADMINISTRATOR, name="Ada", issuer="https://id.example", subject="a"
    )
    lead = admitted(db, Role.QA_LEAD, name="Lead")
    case.audit_one_now(db, local(db), published(db), "csc")
    assert today_of(db, administrator).needed == (), "one file is tried"
    open_round(db)
    (none,) = today_of(db, administrator).needed
    assert none.words.startswith("No backup is on record")
    assert "backup" in none.command
    assert not any(each.command for each in today_of(db, lead).needed)
    after(db, 8)
    assert [each.urgency.word for each in today_of(db, administrator).needed] == ["late"]
    locks = backup_key.make(tmp_path / "opens.key", db.clock())
    backup.make(db, tmp_path, backup_key.recipients([locks], []))
    assert today_of(db, administrator).needed == ()
    after(db, 8)
    (old,) = today_of(db, administrator).needed
    assert old.words.startswith("The last backup on record is of 10 March 2026")
    admitted(db, Role.AUDITOR, name="Gone", issuer="https://id.example", subject="g")
    (_, waits) = today_of(db, administrator, signs_in=True).needed
    assert waits.words == "1 person is admitted and cannot sign in yet: Lead."
    assert waits.path == "people"
    assert not any(each.path == "people" for each in today_of(db, lead, signs_in=True).needed)
    monkeypatch.setattr(db.checkpoints, "path", tmp_path / "nowhere" / "checkpoints.txt")
    told = {each.words: each.path for each in today_of(db, administrator).needed}
    assert told[db.checkpoints.complaint()] == ""
    told = {each.words: each.path for each in today_of(db, lead).needed}
    assert told[db.checkpoints.complaint()] == "trail"


def test_a_plan_whose_day_has_come_is_told(db: Database) -> None:
    lead = admitted(db, Role.QA_LEAD, name="Lead")
    starts = today(db.clock()) + timedelta(days=1)
    planned_round(db, starts=starts)
    assert today_of(db, lead).needed == ()
    after(db, 3)
    assert ("rounds", "Plan") in paths(db, lead)
    assert today_of(db, lead).today == today(db.clock())


def test_of_closed_rounds_only_one_with_results_and_nothing_found_is_told(db: Database) -> None:
    by = local(db)
    found_in, bare, nothing_in = (open_round(db, each) for each in ("Found in", "Bare", "Empty"))
    for n, each in enumerate((found_in, bare, open_round(db, "Open"))):
        submitted(db, each, f"S-{n}")
    add(db, nothing_in, "S-9")
    finding.raise_(db, by, found_in, GAP, Origin.BOARD)
    assert untold(db, by) == []
    for each in (found_in, bare, nothing_in):
        moved(db, each, "moderate", "close")
    assert untold(db, by) == ["Bare"]


def untold(db: Database, by: Person) -> list[str]:
    """The rounds of which it is said that nothing was found."""
    return [
        each.words.split(" was closed")[0]
        for each in today_of(db, by).needed
        if "no finding has been raised" in each.words
    ]
