"""The conversation with the practitioner: file first, both ratings kept, why asked, voices heard; and what may not be."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from audit.commands import case_audit, conversation, identifier, retention
from audit.model.conversation import Agreed, ViewStanding
from audit.model.moderation import Kind
from audit.model.person import Person
from audit.model.refusal import Conflict, NotFound, Refusal, complaint
from audit.rules import conversation as rules
from audit.store import conversations, identifiers
from audit.store import tables as t
from audit.store.database import Database
from audit.store.trail import fingerprint
from audit.views import case_audit as views
from audit.views import conversation as pages
from audit.views import identifier as identifier_views
from audit.views.case_extract import case_extract
from audit.views.trail import TrailFilter, trail
from tests.builders import (
    ALL_APPLIES,
    Clock,
    answer,
    audit_at,
    auditor,
    complete,
    give,
    judge,
    local,
    open_round,
    read_twice,
    started,
    state_facts,
    submitted,
)
from tests.laid import laid

ON, ROLE = date(2026, 3, 2), "allocated social worker"
WHERE = "Case file S-001"


@pytest.fixture
def by(db: Database) -> Person:
    return local(db)


@pytest.fixture
def audit(db: Database) -> str:
    """All that the file alone shows is answered."""
    return laid(db, audit_at, "complete")


def begin(db: Database, by: Person, audit: str) -> None:
    conversation.begin(db, by, audit, ON, ROLE)


def note(db: Database, by: Person, audit: str, part: Any, value: Any, **more: Any) -> Any:
    was = getattr(pages.conversation(db, by, audit).conversation, part)
    given = {"was": was, "visit": "v"} | more
    return conversation.note(db, by, audit, part, value, **given)


def hear(db: Database, by: Person, audit: str, voice: str, part: Any, value: Any) -> Any:
    view = pages.conversation(db, by, audit).conversation.views.get(voice)
    was = getattr(view, part) if view else {"standing": None}.get(part, "")
    return conversation.hear(db, by, audit, voice, part, value, was=was, visit="v")


def explain(
    db: Database, by: Person, audit: str, key: str, why: str, kind: Kind = Kind.RATING
) -> Any:
    with db.reading() as connection:
        kept = conversations.find(connection, audit).before(kind, key)
    was = kept.why if kept else ""
    return conversation.explain(db, by, audit, kind, key, why, was=was, visit="v")


def refused(code: str, call: Any, *given: Any, where: str = WHERE, **facts: Any) -> None:
    with pytest.raises(Refusal) as told:
        call(*given)
    assert told.value.complaint == complaint(code, where=where, **facts)


def missing(db: Database, by: Person, audit: str) -> list[tuple[str, str, str]]:
    return [(each.step, each.place, each.words) for each in views.standing(db, by, audit).missing]


# ---- The file first ---------------------------------------------------------------------------------------


def test_the_conversation_comes_after_all_that_the_file_shows(db: Database, by: Person) -> None:
    audit = started(db, open_round(db))
    n = pages.conversation(db, by, audit).to_do_first
    assert n == len(views.standing(db, by, audit).missing)
    for call in (
        lambda: begin(db, by, audit),
        lambda: note(db, by, audit, "without", "They left"),
        lambda: hear(db, by, audit, "child", "standing", "sought"),
    ):
        refused("conversation.file-first", call, n=n)


@pytest.mark.parametrize("day", [None, date(2026, 3, 3)])
def test_the_day_is_asked_and_has_come(
    db: Database, by: Person, audit: str, day: date | None
) -> None:
    refused("conversation.day", conversation.begin, db, by, audit, day, ROLE)


@pytest.mark.parametrize("role", ["", "  ", "x" * 81, "a\x07b"])
def test_the_role_is_one_short_line(db: Database, by: Person, audit: str, role: str) -> None:
    refused("conversation.role", conversation.begin, db, by, audit, ON, role, limit=80)


def test_the_role_names_nobody(db: Database, by: Person, audit: str) -> None:
    for role in ("social worker, call 07700 900123", "j.smith@example.org"):
        with pytest.raises(Refusal) as told:
            conversation.begin(db, by, audit, ON, role)
        assert told.value.complaint.code == "conversation.role-identifies"


@pytest.mark.parametrize(
    "role", [ROLE, "named midwife", "health visitor", "GP", "officer in the case", "ward manager"]
)
def test_usual_roles_are_taken(db: Database, by: Person, audit: str, role: str) -> None:
    conversation.begin(db, by, audit, ON, role)
    assert pages.conversation(db, by, audit).conversation.held_with == role


def test_beginning_a_second_time_is_no_change(db: Database, by: Person, audit: str) -> None:
    begin(db, by, audit)
    version = db.version()
    conversation.begin(db, by, audit, ON, "somebody else")
    assert db.version() == version


# ---- Put right afterwards ------------------------------------------------------------------------------------

BEFORE = date(2026, 2, 27)


def correct(db: Database, by: Person, audit: str, on: date | None, role: str, **more: Any) -> None:
    found = pages.conversation(db, by, audit).conversation
    given = {"was": (found.held_on, found.held_with)} | more
    conversation.correct(db, by, audit, on, role, **given)


def test_the_day_and_the_role_are_put_right_and_what_was_kept_stays(
    db: Database, by: Person, audit: str
) -> None:
    begin(db, by, audit)
    before = pages.conversation(db, by, audit).conversation
    correct(db, by, audit, BEFORE, "  named   midwife ")
    after = pages.conversation(db, by, audit).conversation
    assert (after.held_on, after.held_with) == (BEFORE, "named midwife")
    assert (after.begun_at, after.file_only) == (before.begun_at, before.file_only)


def test_the_trail_says_what_was_put_right(db: Database, by: Person, audit: str) -> None:
    begin(db, by, audit)
    for on, role in ((BEFORE, ROLE), (BEFORE, "named midwife"), (ON, "GP")):
        correct(db, by, audit, on, role)
    told = [each.words for each in trail(db, by, TrailFilter(act="conversation.corrected")).entries]
    of = "of the conversation with the practitioner on case file S-001"
    for said, what in zip(
        told,
        (
            "the day (27 February 2026 → 2 March 2026) and the role",
            "the role",
            "the day (2 March 2026 → 27 February 2026)",
        ),
        strict=True,
    ):
        assert said.startswith(f"corrected {what} {of}")


def test_the_same_again_is_no_change(db: Database, by: Person, audit: str) -> None:
    begin(db, by, audit)
    correct(db, by, audit, BEFORE, ROLE)
    version = db.version()
    correct(db, by, audit, BEFORE, ROLE, was=(ON, ROLE))
    assert db.version() == version


def test_it_is_put_right_by_the_rules_it_was_begun_by(db: Database, by: Person, audit: str) -> None:
    refused("conversation.not-begun", correct, db, by, audit, ON, ROLE)
    begin(db, by, audit)
    for on in (None, date(2026, 3, 3)):
        refused("conversation.day", correct, db, by, audit, on, ROLE)
    refused("conversation.role", correct, db, by, audit, ON, " ", limit=80)
    with pytest.raises(Refusal) as told:
        correct(db, by, audit, ON, "j.smith@example.org")
    assert told.value.complaint.code == "conversation.role-identifies"
    with pytest.raises(NotFound):
        conversation.correct(db, auditor(db), audit, ON, "GP", was=(ON, ROLE))


def test_two_tabs_that_put_it_right_differently_see_both(
    db: Database, by: Person, audit: str
) -> None:
    begin(db, by, audit)
    correct(db, by, audit, BEFORE, ROLE)
    with pytest.raises(Conflict) as told:
        correct(db, by, audit, ON, "GP", was=(ON, ROLE))
    assert told.value.complaint == complaint("answer.conflict", where=WHERE)
    assert told.value.theirs == f"Held on 27 February 2026 with: {ROLE}."
    assert told.value.mine == "Held on 2 March 2026 with: GP."


def test_once_it_is_handed_in_it_is_put_right_only_when_it_was_returned(
    db: Database, by: Person, audit: str
) -> None:
    begin(db, by, audit)
    case_audit.submit(db, by, audit)
    with pytest.raises(Refusal):
        correct(db, by, audit, BEFORE, ROLE)
    case_audit.send_back(db, by, audit, "The day is another")
    correct(db, by, audit, BEFORE, ROLE)
    assert pages.conversation(db, by, audit).conversation.held_on == BEFORE


def test_another_day_than_the_ratings_were_kept_on_means_something() -> None:
    assert rules.out_of_order(ON, ON) == ""
    assert rules.out_of_order(None, ON) == rules.out_of_order(ON, None) == ""
    early, late = rules.out_of_order(BEFORE, ON), rules.out_of_order(ON, BEFORE)
    assert "before the ratings from the file alone were kept on 2 March 2026" in early
    assert "after the ratings from the file alone were kept on 27 February 2026" in late


def test_of_what_was_erased_no_day_and_no_role_is_said() -> None:
    assert rules.held(None, "") == "Held on a day that was erased with: a role that was erased."


def test_somebody_elses_case_audit_is_not_there(db: Database, audit: str) -> None:
    with pytest.raises(NotFound):
        begin(db, auditor(db), audit)


# ---- Both are kept ----------------------------------------------------------------------------------------


def test_what_stood_before_is_kept_and_a_change_asks_why(
    db: Database, by: Person, audit: str
) -> None:
    give(db, by, audit, "C1", "evidence", "Letter, page 3")
    begin(db, by, audit)
    assert missing(db, by, audit) == []
    give(db, by, audit, "C1", "rating", "no")
    give(db, by, audit, "C1", "evidence", "The visit was never made")
    page = pages.conversation(db, by, audit)
    assert [(each.before, each.now, each.texts) for each in page.changes] == [
        ("Yes", "No", ("Letter, page 3",))
    ]
    assert missing(db, by, audit) == [("carers", "C1", "C1: why it changed is not said")]
    refused(
        "submit.missing",
        case_audit.submit,
        db,
        by,
        audit,
        n=1,
        first="C1: why it changed is not said",
    )
    explain(db, by, audit, "C1", "She said that the visit was cancelled")
    case_audit.submit(db, by, audit)
    assert pages.change(db, by, audit, Kind.RATING, "C1").change is not None
    assert pages.change(db, by, audit, Kind.RATING, "C2").change is None


def test_taking_the_change_back_needs_no_reason_and_loses_none(
    db: Database, by: Person, audit: str
) -> None:
    begin(db, by, audit)
    give(db, by, audit, "C2", "rating", "silent")
    explain(db, by, audit, "C2", "Not on file")
    give(db, by, audit, "C2", "rating", "yes")
    assert pages.conversation(db, by, audit).changes == ()
    assert missing(db, by, audit) == []
    give(db, by, audit, "C2", "rating", "silent")
    assert pages.conversation(db, by, audit).changes[0].why == "Not on file"


def test_a_judgement_that_changed_asks_why_too(db: Database, by: Person, audit: str) -> None:
    begin(db, by, audit)
    judge(db, by, audit, "", "poor")
    judge(db, by, audit, "sleep", "poor")
    assert missing(db, by, audit) == [
        ("sleep", "judgement-sleep", "Judgement on “Safer sleep”: why it changed is not said"),
        ("overall", "judgement-file", "Judgement on the whole file: why it changed is not said"),
    ]
    explain(db, by, audit, "", "What she added weighs more", Kind.JUDGEMENT)
    explain(db, by, audit, "sleep", "Nobody spoke of it", Kind.JUDGEMENT)
    assert missing(db, by, audit) == []
    assert [each.called for each in pages.conversation(db, by, audit).changes] == [
        "Judgement on Safer sleep",
        "Judgement on the whole file",
    ]


def test_a_fact_that_rules_a_criterion_out_after_the_conversation_is_a_change(
    db: Database, by: Person, audit: str
) -> None:
    begin(db, by, audit)
    state_facts(db, by, audit, ALL_APPLIES | {"father": "unknown"})
    places = [place for _, place, _ in missing(db, by, audit)]
    assert places == ["C1", "C2"]  # and the judgement on what no longer applies is not asked about
    assert pages.conversation(db, by, audit).changes[0].now == pages.OUT_WORDS


def test_a_checklist_without_judgements_keeps_the_ratings(db: Database, by: Person) -> None:
    from tests.builders import small_checklist

    audit = started(db, open_round(db, checklist=small_checklist(judgement_scale=None)))
    complete(db, by, audit)
    begin(db, by, audit)
    assert pages.conversation(db, by, audit).compared == 4


def test_what_was_not_there_before_cannot_be_explained(
    db: Database, by: Person, audit: str
) -> None:
    refused(
        "conversation.nothing-before",
        explain,
        db,
        by,
        audit,
        "C1",
        "Because",
        where=f"{WHERE}, rating of C1",
    )
    with pytest.raises(NotFound):
        pages.change(db, by, audit, Kind.RATING, "I1")


def test_a_returned_case_audit_keeps_its_conversation(db: Database, by: Person, audit: str) -> None:
    begin(db, by, audit)
    answer(db, by, audit, "S2", "no")
    explain(db, by, audit, "S2", "It was never said")
    case_audit.submit(db, by, audit)
    before = pages.conversation(db, by, audit)
    case_audit.send_back(db, by, audit, "Look again")
    after = pages.conversation(db, by, audit)
    assert (after.conversation, after.changes) == (before.conversation, before.changes)
    begin(db, by, audit)
    assert len(pages.conversation(db, by, audit).changes) == 1


def test_the_copy_masks_what_looks_like_an_identifier(db: Database, by: Person, audit: str) -> None:
    """Nobody can correct the copy: what is taken out of the evidence later may not live on in it."""
    identifier.watch(db, by, "Larkspur House")
    give(db, by, audit, "C1", "evidence", "At Larkspur House, 943 476 5919, page 3")
    begin(db, by, audit)
    give(db, by, audit, "C1", "rating", "no")
    (kept,) = pages.conversation(db, by, audit).changes[0].texts
    assert kept == "At [withheld], [NHS number], page 3"


def test_the_moderated_reading_has_none_and_shows_the_readers(db: Database, by: Person) -> None:
    from audit.views.moderation import moderation

    round_id, one, two = open_round(db), auditor(db, "One"), auditor(db, "Two")
    first = started(db, round_id, to=one)
    complete(db, one, first)
    begin(db, one, first)
    answer(db, one, first, "C1", "part")
    explain(db, one, first, "C1", "The letter was never sent")
    case_audit.submit(db, one, first)
    from audit.commands.moderation import begin as moderate
    from audit.model.case_audit import Reading

    submitted(db, round_id, to=two, reading=Reading.SECOND)
    made = moderate(db, by, first)
    (differs,) = moderation(db, by, made).differing
    assert differs.first.changed == (
        "Yes from the file alone; the conversation with the practitioner changed it:"
        " The letter was never sent"
    )
    assert differs.second is not None
    assert differs.second.changed == ""
    page = views.case_audit(db, by, made)
    assert (page.talks, page.is_held) == (False, False)


# ---- What was said ----------------------------------------------------------------------------------------


def test_the_comment_and_whether_it_was_agreed(db: Database, by: Person, audit: str) -> None:
    refused(
        "conversation.not-begun",
        note,
        db,
        by,
        audit,
        "comment",
        "We tried",
        where=f"{WHERE}, the conversation",
    )
    begin(db, by, audit)
    note(db, by, audit, "comment", "We tried three times")
    note(db, by, audit, "agreed", "yes")
    found = pages.conversation(db, by, audit).conversation
    assert (found.comment, found.agreed) == ("We tried three times", Agreed.YES)
    version = db.version()
    note(db, by, audit, "comment", "We tried three times")
    assert db.version() == version
    note(db, by, audit, "agreed", None)
    assert pages.conversation(db, by, audit).conversation.agreed is None
    for value in ("perhaps", 3):
        refused(
            "conversation.choice",
            note,
            db,
            by,
            audit,
            "agreed",
            value,
            where=f"{WHERE}, the conversation",
            known="yes, no",
        )
    with pytest.raises(Conflict):
        note(db, by, audit, "comment", "Mine", was="older", visit="another")
    refused(
        "conversation.held",
        note,
        db,
        by,
        audit,
        "without",
        "They left",
        where=f"{WHERE}, the conversation",
    )


def test_a_text_over_the_limit_is_refused(db: Database, by: Person, audit: str) -> None:
    for call in (
        lambda: note(db, by, audit, "without", "x" * 5000),
        lambda: hear(db, by, audit, "child", "said", "x" * 5000),
    ):
        with pytest.raises(Refusal) as told:
            call()
        assert told.value.complaint.code == "text.too-long"


def test_views_are_heard_by_whose_they_are(db: Database, by: Person, audit: str) -> None:
    hear(db, by, audit, "child", "standing", "not appropriate")
    hear(db, by, audit, "first-carer", "standing", "obtained")
    hear(db, by, audit, "second-carer", "standing", "declined")
    assert missing(db, by, audit) == [
        (
            "conversation",
            "view-child",
            "The child: why it was not appropriate to ask is not said",
        ),
        (
            "conversation",
            "view-first-carer",
            "The mother or first carer: views obtained, but not what they were",
        ),
    ]
    hear(db, by, audit, "child", "reason", "Six weeks old")
    hear(db, by, audit, "first-carer", "said", "Felt listened to")
    assert missing(db, by, audit) == []
    version = db.version()
    hear(db, by, audit, "child", "reason", "Six weeks old")
    assert db.version() == version
    with pytest.raises(Conflict):
        conversation.hear(db, by, audit, "child", "reason", "Mine", was="old", visit="other")
    for voice, value, code in (
        ("aunt", "sought", "conversation.voice"),
        ("child", "asked", "conversation.choice"),
    ):
        with pytest.raises(Refusal) as told:
            hear(db, by, audit, voice, "standing", value)
        assert told.value.complaint.code == code


# ---- What the round asks ----------------------------------------------------------------------------------


def test_a_round_may_expect_a_conversation_or_why_none_was_held(
    db: Database, by: Person, audit: str
) -> None:
    round_id = views.case_audit(db, by, audit).audit.round_id
    assert missing(db, by, audit) == []
    conversation.expect(db, by, round_id, expected=True)
    version = db.version()
    conversation.expect(db, by, round_id, expected=True)
    assert db.version() == version
    words = "No conversation with the practitioner, and no reason why not"
    assert missing(db, by, audit) == [("conversation", "conversation", words)]
    note(db, by, audit, "without", "  ")
    assert missing(db, by, audit) != []
    note(db, by, audit, "without", "The practitioner has left")
    assert missing(db, by, audit) == []
    note(db, by, audit, "without", "")
    begin(db, by, audit)
    assert missing(db, by, audit) == []


def test_a_re_audit_asks_for_what_the_round_before_asked_for(db: Database, by: Person) -> None:
    from audit.commands import cycle
    from audit.views.cycle import cycle as page

    round_id = open_round(db)
    conversation.expect(db, by, round_id, expected=True)
    made = cycle.re_audit(db, by, round_id, "Again", date(2026, 9, 1))
    assert page(db, by, made).conversation_expected


# ---- Counts, identifiers, erasure, extract ----------------------------------------------------------------


def test_the_board_counts_what_conversations_changed_and_whose_views_were_sought(
    db: Database, by: Person
) -> None:
    from audit.model.board import Filter
    from audit.rules.conversation import headline

    round_id = open_round(db)
    narrow = Filter(round_id=round_id)
    submitted(db, round_id, "S-000")
    empty = pages.picture(db, by, narrow)
    assert headline(empty) == "No conversation with a practitioner was held: 0 of 1 file."
    for reference, changed in (
        ("S-001", {"C1": "part", "C2": "silent"}),
        ("S-002", {"S1": "yes"}),
        ("S-003", {}),
    ):
        audit = started(db, round_id, reference)
        complete(db, by, audit, ratings={"S1": "no"})
        begin(db, by, audit)
        for key, value in changed.items():
            answer(db, by, audit, key, value)
            explain(db, by, audit, key, "They knew more")
        hear(db, by, audit, "child", "standing", "declined")
        case_audit.submit(db, by, audit)
    picture = pages.picture(db, by, narrow)
    # Four ratings a file: 1 up (S1), 1 down (C1), and one to “not evidenced”.
    assert headline(picture) == (
        "A conversation with the practitioner was held on 3 of 4 files. It changed 3 of 12 ratings in"
        " 2 files: 1 up, 1 down, 1 otherwise."
    )
    child, mother, _ = picture.voices
    assert child.standings[ViewStanding.DECLINED] == 3
    assert (child.not_said, mother.not_said) == (1, 4)


def test_a_conversation_that_changed_nothing_says_so(db: Database, by: Person, audit: str) -> None:
    from audit.model.board import Filter
    from audit.rules.conversation import headline

    begin(db, by, audit)
    case_audit.submit(db, by, audit)
    narrow = Filter(round_id=views.case_audit(db, by, audit).audit.round_id)
    assert headline(pages.picture(db, by, narrow)) == (
        "A conversation with the practitioner was held on 1 of 1 file. It changed none of 4 ratings."
    )


NUMBER = "Told me: 943 476 5919"


def talked(db: Database, by: Person, audit: str) -> None:
    """Every text of a conversation, each with a number that identifies somebody."""
    note(db, by, audit, "without", NUMBER)
    begin(db, by, audit)
    note(db, by, audit, "comment", NUMBER)
    answer(db, by, audit, "C1", "no")
    explain(db, by, audit, "C1", NUMBER)
    judge(db, by, audit, "", "poor")
    explain(db, by, audit, "", NUMBER, Kind.JUDGEMENT)
    hear(db, by, audit, "child", "standing", "not appropriate")
    hear(db, by, audit, "child", "reason", NUMBER)
    hear(db, by, audit, "second-carer", "said", NUMBER)
    case_audit.submit(db, by, audit)


def test_every_text_waits_for_a_qa_lead_and_can_be_cleared(
    db: Database, by: Person, audit: str
) -> None:
    talked(db, by, audit)
    round_id = views.case_audit(db, by, audit).audit.round_id
    page = identifier_views.waiting(db, by, round_id, limit=99)
    assert {(each.place.card, each.place.part) for each in page.waiting} == {
        ("conversation", "comment"),
        ("conversation", "without"),
        ("C1", "changed"),
        ("", "changed_judgement"),
        ("child", "not_asked"),
        ("second-carer", "said"),
    }
    for each in page.waiting:
        with db.reading() as connection:
            assert identifiers.text_at(connection, each.place) is not None
        identifier.clear(db, by, each.place, each.mark)
    assert identifier_views.waiting(db, by, round_id, limit=99).total == 0


def test_the_role_is_no_word_that_the_partnership_watches(
    db: Database, by: Person, audit: str
) -> None:
    identifier.watch(db, by, "Rosebank")
    refused(
        "conversation.role-identifies",
        conversation.begin,
        *(db, by, audit, ON, "worker of Rosebank"),
        kind="a word on your partnership's list",
    )


def test_what_was_kept_as_it_began_waits_for_a_qa_lead_too(
    db: Database, by: Person, audit: str
) -> None:
    """A word may come to be watched once the conversation was begun; these copies nobody can change."""
    give(db, by, audit, "C1", "evidence", "From Rosebank, p. 3")
    give(db, by, audit, "C1", "reason", "Rosebank says so")
    judge(db, by, audit, "", "sound", "Seen at Rosebank")
    conversation.begin(db, by, audit, ON, "worker of Rosebank")
    give(db, by, audit, "C1", "evidence", "From the school, p. 3")
    give(db, by, audit, "C1", "reason", "The school says so")
    judge(db, by, audit, "", "sound", "Seen at the school")
    case_audit.submit(db, by, audit)
    identifier.watch(db, by, "Rosebank")
    round_id = views.case_audit(db, by, audit).audit.round_id
    page = identifier_views.waiting(db, by, round_id, limit=99)
    assert {(each.place.card, each.place.part) for each in page.waiting} == {
        ("conversation", "held_with"),
        ("C1", "stood_evidence"),
        ("C1", "stood_reason"),
        ("", "stood_rationale"),
    }
    for each in page.waiting:
        identifier.clear(db, by, each.place, each.mark)
    assert identifier_views.waiting(db, by, round_id, limit=99).total == 0


def test_a_short_text_cannot_be_guessed_from_the_trail(
    db: Database, by: Person, audit: str
) -> None:
    begin(db, by, audit)
    with db.reading() as connection:
        detail = connection.execute(
            select(t.event.c.detail).where(t.event.c.act == "conversation.begun")
        ).scalar_one()
    assert json.loads(detail)["held_with"] == db.mark_of([ROLE])
    assert fingerprint(ROLE) not in detail


def test_the_extract_holds_it_all_and_disposal_erases_it(db: Database, by: Person) -> None:
    round_id = open_round(
        db, retain_until=date(2026, 3, 3), retain_reason="A", retain_owner="Manager"
    )
    audit = started(db, round_id)
    complete(db, by, audit)
    talked(db, by, audit)
    held = case_extract(db, by, "S-001").conversations
    assert sum(NUMBER in each.text for each in held) == 6
    assert ("criterion C1", "Yes", "No") in [(each.about, each.value, each.now) for each in held]
    assert isinstance(db.clock, Clock)
    db.clock.now = db.clock.now.replace(month=6)
    case_audit_closed(db, round_id)
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    with db.reading() as connection:
        for table in (t.conversation, t.file_only, t.family_view):
            assert "943 476" not in str(connection.execute(table.select()).all())
        found = conversations.find(connection, audit)
    assert (found.comment, found.held_with) == ("", "")
    assert len(found.file_only) == 7  # four ratings and three judgements stand


def case_audit_closed(db: Database, round_id: str) -> None:
    from tests.builders import moved

    moved(db, round_id, "moderate", "close")


def test_read_twice_is_untouched(db: Database, by: Person) -> None:
    """Without conversations a moderation shows none."""
    from audit.views.moderation import moderation

    made = read_twice(
        db, open_round(db), to=(auditor(db, "One"), auditor(db, "Two")), stage="moderated"
    )
    assert {each.first.changed for each in moderation(db, by, made).items} == {""}
