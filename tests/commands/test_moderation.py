"""Moderation: what agrees is carried over, what differs is settled with a reason, and nothing is overwritten."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from audit.analysis.sample import drawn_order
from audit.commands import case_audit, identifier, moderation, moderation_sample, retention
from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import Counts
from audit.model.identifier import Place
from audit.model.moderation import RULED_OUT, Choice, Kind
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules.identifier import suspects
from audit.rules.retention import today
from audit.store import case_audits, identifiers, moderations
from audit.store import tables as t
from audit.store.database import Database
from audit.store.health import first_altered
from audit.views.board import board
from audit.views.case_extract import case_extract
from audit.views.moderation import ModerationPage
from audit.views.moderation import moderation as view
from tests.builders import (
    Clock,
    admitted,
    auditor,
    complete,
    give,
    local,
    moved,
    open_round,
    read_twice,
    started,
    submitted,
)

NO_FATHER = {"father": "unknown", "age": "baby", "sleep": "yes"}


@pytest.fixture
def people(db: Database) -> tuple[Person, Person]:
    return auditor(db, "Robin"), auditor(db, "Sam")


@pytest.fixture
def round_id(db: Database) -> str:
    return open_round(db)


def refused(code: str, call: Any, where: str = "", **facts: object) -> None:
    with pytest.raises(Refusal) as refusal:
        call()
    assert refusal.value.complaint == complaint(code, where, **facts)


def rated(db: Database, case_audit_id: str) -> dict[str, str | None]:
    with db.reading() as connection:
        found = case_audits.answers(connection, case_audit_id)
    return {key: each.rating for key, each in found.items()}


def status(db: Database, case_audit_id: str) -> CaseAuditStatus:
    with db.reading() as connection:
        return case_audits.find(connection, case_audit_id).status


def healthy(db: Database) -> None:
    with db.reading() as connection:
        assert first_altered(connection) is None


def begun(db: Database, by: Person, round_id: str, people: Any, **more: Any) -> str:
    return moderation.begin(db, by, read_twice(db, round_id, to=people, **more))


def met(db: Database, by: Person, round_id: str, key: str) -> int:
    found = {each.criterion.key: each for each in board(db, by, Filter(round_id=round_id)).criteria}
    return found[key].counts[Counts.MET]


def kept_nine_days(db: Database) -> str:
    """A round that can soon be disposed of."""
    until = today(db.clock()) + timedelta(days=9)
    return open_round(
        db, retain_until=until, retain_reason="Five years", retain_owner="Business manager"
    )


def disposed(db: Database, round_id: str) -> None:
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=20)
    retention.dispose(db, local(db), round_id, confirm="Spring 2026")


def asked(page: ModerationPage) -> list[str]:
    return [f"{each.item.kind} {each.item.key}" for each in page.differing]


# ---- From begin to sign-off ---------------------------------------------------------------------------


def test_only_what_differs_is_asked_and_the_rest_is_carried_over(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    made = begun(db, by, round_id, people)
    page = view(db, by, made)
    assert asked(page) == ["rating C1"]
    assert (page.stage, page.reads, page.can_settle) == (Kind.RATING, None, True)
    assert rated(db, made) == {"C1": None, "C2": "yes", "S1": "yes", "S2": "yes"}
    assert moderation.begin(db, by, page.readings[0].id) == made, "beginning again is no change"
    healthy(db)


@pytest.mark.parametrize(
    ("choice", "more", "stands"),
    [
        (Choice.FIRST, {}, "part"),
        (Choice.SECOND, {}, "yes"),
        (Choice.THIRD, {"value": "no", "evidence": "Letter, page 9"}, "no"),
    ],
)
def test_the_moderator_chooses_and_it_counts_once_signed_off(
    db: Database, by: Person, round_id: str, people: Any, choice: Choice, more: Any, stands: str
) -> None:
    made = begun(db, by, round_id, people)
    first = view(db, by, made).readings[0].id
    moderation.settle(db, by, made, Kind.RATING, "C1", choice, " It is in the letter ", **more)
    assert rated(db, made)["C1"] == stands
    assert met(db, by, round_id, "C1") == 0, "the first reading counts until it is signed off"
    moderation.agree(db, by, made)
    assert met(db, by, round_id, "C1") == (stands == "yes")
    assert rated(db, first)["C1"] == "part", "nothing of a reading is overwritten"
    (shown,) = view(db, by, made).differing
    assert shown.item.decision is not None
    assert (shown.item.decision.reason, shown.item.decision.by) == ("It is in the letter", by.name)
    healthy(db)


def test_a_decision_that_is_changed_stays_on_record(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    made = begun(db, by, round_id, people)
    for choice in (Choice.FIRST, Choice.FIRST, Choice.SECOND):
        moderation.settle(db, by, made, Kind.RATING, "C1", choice, "The letter")
    with db.reading() as connection:
        found = moderations.decisions(connection, made)
    assert [(each.number, each.choice) for each in found] == [(1, "first"), (2, "second")]


def test_facts_come_first_for_they_decide_what_is_asked(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    """Robin rules the carers out, Sam rates them: settled as known, C1 and C2 are Sam's to take."""
    robin, sam = people
    first = submitted(db, round_id, to=robin, facts=NO_FATHER)
    submitted(db, round_id, to=sam, reading=Reading.SECOND)
    made = moderation.begin(db, by, first)
    assert view(db, by, made).stage is Kind.FACT
    settle = moderation.settle
    refused(
        "moderation.before",
        lambda: settle(db, by, made, Kind.RATING, "C1", Choice.SECOND, "So"),
        "Case file S-001, rating C1",
        first="case facts",
    )
    settle(db, by, made, Kind.FACT, "father", Choice.SECOND, "The birth certificate")
    refused(
        "moderation.nothing-given",
        lambda: settle(db, by, made, Kind.RATING, "C1", Choice.FIRST, "So"),
        "Case file S-001, rating C1",
        reader="first",
    )
    for key in ("C1", "C2"):
        settle(db, by, made, Kind.RATING, key, Choice.SECOND, "He was there")
    settle(db, by, made, Kind.JUDGEMENT, "carers", Choice.SECOND, "As rated")
    moderation.agree(db, by, made)
    settle_again = complaint("moderation.signed-off", "Case file S-001")
    with pytest.raises(Refusal) as refusal:
        settle(db, by, made, Kind.FACT, "father", Choice.FIRST, "No")
    assert refusal.value.complaint == settle_again


def test_facts_that_rule_out_for_the_moderator_rule_out_for_all(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    robin, sam = people
    first = submitted(db, round_id, to=robin, facts=NO_FATHER)
    submitted(db, round_id, to=sam, reading=Reading.SECOND, ratings="part")
    made = moderation.begin(db, by, first)
    moderation.settle(db, by, made, Kind.FACT, "father", Choice.FIRST, "Nobody knows him")
    items = {each.item.key: each.item for each in view(db, by, made).items}
    assert (items["C1"].settled, items["C1"].agreed) == (RULED_OUT, True)
    assert "carers" not in items, "where nothing applies there is nothing to judge"


def test_a_critical_criterion_closes_what_both_had_judged(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    made = begun(db, by, round_id, people, judged="sound")
    third = {"value": "no", "evidence": "Letter, page 9"}
    moderation.settle(db, by, made, Kind.RATING, "C1", Choice.THIRD, "Nobody asked", **third)
    page = view(db, by, made)
    assert asked(page) == ["rating C1", "judgement carers", "judgement "]
    refused(
        "moderation.capped",
        lambda: moderation.settle(db, by, made, Kind.JUDGEMENT, "", Choice.FIRST, "So"),
        "Case file S-001, judgement the whole file",
    )
    refused("moderation.open", lambda: moderation.agree(db, by, made), "Case file S-001", n=2)
    for key in ("carers", ""):
        moderation.settle(db, by, made, Kind.JUDGEMENT, key, Choice.THIRD, "C1", value="fair")
    moderation.agree(db, by, made)
    assert status(db, made) is CaseAuditStatus.SUBMITTED


# ---- What is refused ----------------------------------------------------------------------------------


def test_nobody_moderates_a_file_that_they_read(db: Database, by: Person, round_id: str) -> None:
    first = read_twice(db, round_id, to=(auditor(db, "Robin"), by))
    refused("moderation.reader", lambda: moderation.begin(db, by, first), "Case file S-001")


def test_both_readings_must_be_in(db: Database, by: Person, round_id: str, people: Any) -> None:
    robin, sam = people
    first = submitted(db, round_id, to=robin)
    second = started(db, round_id, to=sam, reading=Reading.SECOND)
    refused("moderation.waiting", lambda: moderation.begin(db, by, first), "Case file S-001")
    complete(db, sam, second)
    case_audit.submit(db, sam, second)
    moderation.begin(db, by, second)


@pytest.mark.parametrize(
    ("code", "change", "facts"),
    [
        ("moderation.no-reason", {"reason": "  "}, {}),
        ("moderation.agreed", {"key": "S2"}, {}),
        ("moderation.unknown", {"key": "I1"}, {}),
        ("rating.unknown", {"value": "9"}, {"value": "9", "known": "yes, part, no, silent, na"}),
        (
            "rating.unknown",
            {"value": RULED_OUT},
            {"value": RULED_OUT, "known": "yes, part, no, silent, na"},
        ),
        ("moderation.no-evidence", {"value": "no"}, {}),
        (
            "case_fact.value",
            {"kind": Kind.FACT, "key": "father", "value": "9"},
            {"value": "9", "known": "known, unknown"},
        ),
        ("judgement.unknown", {"kind": Kind.JUDGEMENT, "key": "", "value": "9"}, None),
    ],
)
def test_what_cannot_be_settled_so(
    db: Database, by: Person, round_id: str, code: str, change: Any, facts: Any
) -> None:
    if code in ("case_fact.value", "judgement.unknown"):  # of one reading all can be changed
        first = submitted(db, round_id, to=auditor(db))
        moderation_sample.draw(db, by, round_id, 100)
        made = moderation.begin(db, by, first)
    else:
        made = begun(db, by, round_id, (auditor(db, "Robin"), auditor(db, "Sam")))
    asked = {"kind": Kind.RATING, "key": "C1", "reason": "So", "value": "yes", **change}
    kind, key, reason = asked.pop("kind"), asked.pop("key"), asked.pop("reason")
    version = db.version()
    with pytest.raises(Refusal) as refusal:
        moderation.settle(db, by, made, kind, key, Choice.THIRD, reason, **asked)
    where = f"Case file S-001, {kind} {key or 'the whole file'}"
    if facts is not None:
        assert refusal.value.complaint == complaint(code, where, **facts)
    assert refusal.value.complaint.code == code
    assert db.version() == version


def test_in_a_closed_round_nothing_is_moderated(db: Database, by: Person, people: Any) -> None:
    round_id = open_round(db)
    first = read_twice(db, round_id, to=people)
    made = moderation.begin(db, by, first)
    moved(db, round_id, "moderate", "close")
    with pytest.raises(Refusal) as refusal:
        moderation.settle(db, by, made, Kind.RATING, "C1", Choice.FIRST, "So")
    assert refusal.value.complaint.code == "cycle.closed"
    assert not view(db, by, made).can_settle


# ---- Any later change voids it ------------------------------------------------------------------------


def test_a_reading_that_goes_back_voids_the_sign_off(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    robin, _ = people
    made = read_twice(db, round_id, to=people, stage="signed")
    first = view(db, by, made).readings[0].id
    assert met(db, by, round_id, "C1") == 1
    case_audit.send_back(db, by, first, "Look at S2")
    assert status(db, made) is CaseAuditStatus.RETURNED
    assert board(db, by, Filter(round_id=round_id)).submitted == 0
    with pytest.raises(NotFound):
        view(db, robin, made)
    refused("moderation.waiting", lambda: moderation.agree(db, by, made), "Case file S-001")
    healthy(db)
    give(db, robin, first, "S2", "evidence", "Notes, page 4")
    give(db, robin, first, "S2", "rating", "part")
    case_audit.submit(db, robin, first)
    assert moderation.begin(db, by, first) == made
    assert asked(view(db, by, made)) == ["rating C1", "rating S2"]
    assert [each.item.key for each in view(db, by, made).items if each.item.is_open] == ["S2"]
    healthy(db)


def test_a_decision_does_not_stand_for_another_rating(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    robin, _ = people
    made = read_twice(db, round_id, to=people, stage="signed")
    first = view(db, by, made).readings[0].id
    case_audit.send_back(db, by, first, "Look at C1")
    give(db, robin, first, "C1", "rating", "no")
    case_audit.submit(db, robin, first)
    moderation.begin(db, by, first)
    assert [each.item.key for each in view(db, by, made).items if each.item.is_open] == ["C1"]


def test_the_moderation_itself_is_opened_again_with_a_reason(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    made = read_twice(db, round_id, to=people, stage="signed")
    case_audit.send_back(db, by, made, "There is another letter")
    assert met(db, by, round_id, "C1") == 0
    moderation.settle(db, by, made, Kind.RATING, "C1", Choice.FIRST, "The other letter")
    moderation.agree(db, by, made)
    assert rated(db, made)["C1"] == "part"
    healthy(db)


# ---- The readers afterwards ---------------------------------------------------------------------------


def test_both_readers_see_how_and_why_and_may_answer(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    robin, sam = people
    made = begun(db, by, round_id, people)
    with pytest.raises(NotFound):
        view(db, robin, made)
    moderation.settle(db, by, made, Kind.RATING, "C1", Choice.SECOND, "It is in the letter")
    moderation.agree(db, by, made)
    for who, reads in ((robin, Reading.FIRST), (sam, Reading.SECOND)):
        page = view(db, who, made)
        assert (page.reads, page.can_settle) == (reads, False)
        assert page.differing[0].item.decision is not None
    moderation.answer(db, robin, made, " I had not seen it ", key="1")
    moderation.answer(db, robin, made, " I had not seen it ", key="1")
    moderation.answer(db, sam, made, "Thank you")
    said = [(each.reader, each.text) for each in view(db, by, made).responses]
    assert said == [("first", "I had not seen it"), ("second", "Thank you")]
    refused(
        "moderation.no-reason", lambda: moderation.answer(db, sam, made, " "), "Case file S-001"
    )
    with pytest.raises(NotFound):
        moderation.answer(db, auditor(db, "Somebody"), made, "I was not there")


# ---- A file read once ---------------------------------------------------------------------------------


def test_a_sample_is_drawn_by_tickets_and_only_ever_grows(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    names = [f"S-{number:03}" for number in range(8)]
    ids = {each: submitted(db, round_id, each, to=people[0]) for each in names}
    read_twice(db, round_id, "S-900", to=people)
    assert moderation_sample.draw(db, by, round_id, 25) == 2
    ordered = in_order(db, names)
    assert drawn(db) == {ids[each] for each in ordered[:2]}
    assert moderation_sample.draw(db, by, round_id, 25) == 0
    assert moderation_sample.draw(db, by, round_id, 60) == 3
    assert drawn(db) == {ids[each] for each in ordered[:5]}
    title = "Spring 2026"
    refused(
        "moderation.smaller",
        lambda: moderation_sample.draw(db, by, round_id, 50),
        title,
        share=60,
    )
    draw = moderation_sample.draw
    refused("moderation.share", lambda: draw(db, by, round_id, 0), title)
    refused("moderation.share", lambda: draw(db, by, round_id, 101), title)
    refused(
        "moderation.not-drawn",
        lambda: moderation.begin(db, by, ids[ordered[-1]]),
        f"Case file {ordered[-1]}",
    )


def in_order(db: Database, names: list[str]) -> list[str]:
    with db.reading() as connection:
        seed = connection.execute(select(t.moderation_draw.c.seed)).scalar_one()
    return [
        each.removesuffix(" csc")
        for each in drawn_order(seed, [f"{each} csc" for each in names], 8)
    ]


def drawn(db: Database) -> set[str]:
    with db.reading() as connection:
        return set(connection.execute(select(t.moderation_drawn.c.case_audit_id)).scalars())


def test_of_one_reading_all_is_carried_over_and_any_of_it_can_be_changed(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    first = submitted(db, round_id, to=people[0])
    moderation_sample.draw(db, by, round_id, 100)
    made = moderation.begin(db, by, first)
    page = view(db, by, made)
    assert (page.twice, page.stage, page.differing) == (False, None, ())
    third = {"value": "part", "evidence": "Letter, page 9"}
    moderation.settle(db, by, made, Kind.RATING, "C1", Choice.THIRD, "Half of it", **third)
    moderation.agree(db, by, made)
    assert met(db, by, round_id, "C1") == 0
    assert view(db, people[0], made).reads is Reading.FIRST
    submitted(db, round_id, to=people[1], reading=Reading.SECOND)
    assert status(db, made) is CaseAuditStatus.RETURNED, (
        "a second reading settles nothing by itself"
    )
    healthy(db)


def test_there_must_be_a_file_to_draw(db: Database, by: Person, round_id: str, people: Any) -> None:
    read_twice(db, round_id, to=people)
    refused(
        "moderation.no-file", lambda: moderation_sample.draw(db, by, round_id, 10), "Spring 2026"
    )
    submitted(db, round_id, "S-002", to=people[0])


# ---- What is written in it ----------------------------------------------------------------------------


def test_what_was_cleared_in_a_reading_is_cleared_where_it_is_carried_over(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    robin, sam = people
    words = "Seen with 943 476 5919"
    first = started(db, round_id, to=robin)
    complete(db, robin, first, ratings={"C1": "part"})
    give(db, robin, first, "C1", "evidence", words)
    case_audit.submit(db, robin, first)
    submitted(db, round_id, to=sam, reading=Reading.SECOND, ratings={"C1": "part"})
    (suspect,) = suspects(words, ())
    place = Place(case_audit_id=first, card="C1", part="evidence")
    identifier.clear(db, by, place, identifiers.mark(place, words, suspect))
    made = moderation.begin(db, by, first)
    mark = identifiers.mark(place.model_copy(update={"case_audit_id": made}), words, suspect)
    with db.reading() as connection:
        assert identifiers.cleared(connection, {mark}) == {mark}


def test_an_extract_holds_it_and_a_disposal_erases_it(
    db: Database, by: Person, people: Any
) -> None:
    round_id = kept_nine_days(db)
    made = begun(db, by, round_id, people)
    third = {"value": "no", "evidence": "Letter zq1"}
    moderation.settle(db, by, made, Kind.RATING, "C1", Choice.THIRD, "Because zq2", **third)
    moderation.agree(db, by, made)
    moderation.answer(db, people[0], made, "I say zq3")
    found = repr(case_extract(db, by, "S-001"))
    assert all(each in found for each in ("zq1", "zq2", "zq3"))
    disposed(db, round_id)
    with db.reading() as connection:
        rows = [
            str(tuple(row))
            for table in (t.moderation_item, t.moderation_response, t.answer, t.event)
            for row in connection.execute(select(table))
        ]
    assert [row for row in rows if "zq" in row] == []
    healthy(db)


def test_a_board_member_sees_nothing_of_it(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    made = read_twice(db, round_id, to=people, stage="signed")
    board_member = admitted(db, Role.BOARD_MEMBER, name="Member")
    refused("permission.role", lambda: view(db, board_member, made), roles="QA lead or auditor")


# ---- Twice, too late, or of nothing -------------------------------------------------------------------


def test_the_same_submit_twice_is_one_change(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    first = read_twice(db, round_id, to=people)
    made = moderation.begin(db, by, first, key="1")
    assert moderation.begin(db, by, first, key="1") == made
    moderation.settle(db, by, made, Kind.RATING, "C1", Choice.FIRST, "The letter")
    moderation.agree(db, by, made, key="2")
    before = db.version()
    moderation.agree(db, by, made, key="2")
    submitted(db, round_id, "S-002", to=people[0])
    assert moderation_sample.draw(db, by, round_id, 100, key="3") == 1
    assert moderation_sample.draw(db, by, round_id, 100, key="3") == 1
    with db.reading() as connection:
        acts = [*connection.execute(select(t.event.c.act)).scalars()]
    once = ("moderation.begun", "moderation.agreed", "moderation.drawn")
    assert [acts.count(each) for each in once] == [1, 1, 1]
    assert db.version() != before
    healthy(db)


def test_a_greater_share_may_draw_nothing_more(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    submitted(db, round_id, to=people[0])
    draws = [moderation_sample.draw(db, by, round_id, share) for share in (10, 10, 20)]
    assert draws == [1, 0, 0]


def test_only_a_moderated_reading_is_settled_or_answered(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    first = read_twice(db, round_id, to=people)
    with pytest.raises(NotFound):
        moderation.settle(db, by, first, Kind.RATING, "C1", Choice.FIRST, "So")
    with pytest.raises(NotFound):
        moderation.answer(db, people[0], first, "So")
    with pytest.raises(NotFound):
        moderation_sample.draw(db, by, "nothing", 10)


def test_what_a_reading_lost_cannot_be_signed_off(
    db: Database, by: Person, round_id: str, people: Any
) -> None:
    """Both rated C1 in part and the line is gone from both: nothing is open, and it is not complete."""
    first = read_twice(db, round_id, to=people, ratings=({"C1": "part"}, {"C1": "part"}))
    with db.acting(by, "rating.evidence.given") as now:
        now.nothing()
        now.connection.execute(t.answer.update().values(evidence=""))
    made = moderation.begin(db, by, first)
    assert view(db, by, made).stage is None
    refused(
        "submit.missing",
        lambda: moderation.agree(db, by, made),
        "Case file S-001",
        n=1,
        first="C1: rated In part, needs a line of evidence",
    )


def test_of_a_disposed_round_nothing_is_begun_drawn_or_answered(
    db: Database, by: Person, people: Any
) -> None:
    round_id = kept_nine_days(db)
    made = read_twice(db, round_id, to=people, stage="signed")
    first = view(db, by, made).readings[0].id
    disposed(db, round_id)
    calls = (
        lambda: moderation.begin(db, by, first),
        lambda: moderation.answer(db, people[0], made, "So"),
        lambda: moderation_sample.draw(db, by, round_id, 10),
    )
    for call in calls:
        with pytest.raises(Refusal) as refusal:
            call()
        assert refusal.value.complaint.code == "round.disposed"


def test_a_lead_who_reads_the_file_themselves_does_nothing_with_the_other_reading(
    db: Database, by: Person, round_id: str
) -> None:
    robin = auditor(db)
    first = submitted(db, round_id, to=robin)
    started(db, round_id, to=by, reading=Reading.SECOND)
    calls = (
        lambda: case_audit.send_back(db, by, first, "Look again"),
        lambda: case_audit.allocate(db, by, first, by.id, because="It is late"),
        lambda: moderation.begin(db, by, first),
    )
    for call in calls:
        with pytest.raises(NotFound):
            call()
    assert status(db, first) is CaseAuditStatus.SUBMITTED
