"""A panel: when it may begin, what it takes to be signed off, and what voids it."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from audit.commands import (
    case_audit,
    moderation,
    panel,
    panel_chronology,
    panel_finding,
    panel_meeting,
    panel_summary,
    retention,
)
from audit.model.case_audit import Reading
from audit.model.checklist import Checklist
from audit.model.moderation import Choice, Kind
from audit.model.panel import SUMMARY_LIMIT, PanelState
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules.retention import day, today
from audit.store import tables as t
from audit.store.database import Database
from audit.views import panel as views
from audit.views import panel_cases
from audit.views.person import people
from audit.views.trail import TrailFilter, trail
from tests import builders
from tests.builders import (
    admitted,
    auditor,
    local,
    open_round,
    signed,
    signed_panel,
    submitted,
)
from tests.laid import laid

CASE, PANEL = "Case S-001", "Panel on S-001"


@pytest.fixture
def lead(db: Database) -> Person:
    return admitted(db, Role.QA_LEAD, name="Lead")


@pytest.fixture
def round_id(db: Database) -> str:
    return open_round(db)


@pytest.fixture
def made(db: Database, round_id: str) -> str:
    """A panel with one gap: csc has the father not met, the GP has him met; all but the sign-off is done."""
    return laid(db, one_gap, round_id)


def one_gap(db: Database, round_id: str) -> str:
    submitted(db, round_id, agency="csc", ratings={"C1": "no"})
    submitted(db, round_id, agency="gp", to=auditor(db, "Gill"))
    return builders.filled_panel(db, round_id)


def refused(code: str, where: str, **facts: object) -> object:
    return pytest.raises(Refusal, match=_exactly(complaint(code, where, **facts)))


def _exactly(found: object) -> str:
    import re

    return f"^{re.escape(str(found))}$"


def state(db: Database, by: Person, round_id: str) -> PanelState:
    (found,) = panel_cases.panel_cases(db, by, round_id).cases
    return found.state


# ---- Beginning ---------------------------------------------------------------------------------------------


def test_it_begins_once_every_file_is_read(db: Database, lead: Person, round_id: str) -> None:
    submitted(db, round_id)
    later = builders.started(db, round_id, agency="gp", to=auditor(db, "Gill"))
    case_id = builders.case_of(db, "S-001")
    assert state(db, lead, round_id) is PanelState.WAITING
    with refused("panel.waiting", CASE, what="gp: a reading is not submitted"):
        panel.begin(db, lead, round_id, case_id)
    builders.complete(db, auditor_of(db, later), later)
    case_audit.submit(db, auditor_of(db, later), later)
    assert state(db, lead, round_id) is PanelState.READY
    made = panel.begin(db, lead, round_id, case_id, "Not needed")
    assert panel.begin(db, lead, round_id, case_id) == made
    page = views.panel(db, lead, made)
    assert page.panel.began_because == ""
    assert list(page.agencies.values()) == ["Children's social care", "General practice"]


def auditor_of(db: Database, audit: str) -> Person:
    from audit.store import case_audits, persons

    with db.reading() as connection:
        found = case_audits.find(connection, audit).auditor_id or ""
        return persons.find(connection, found)


def test_it_begins_with_what_is_there_for_a_reason(
    db: Database, lead: Person, round_id: str
) -> None:
    case_id_of = builders.case_of
    builders.add(db, round_id)
    with refused("panel.nothing-read", CASE):
        panel.begin(db, lead, round_id, case_id_of(db, "S-001"), "The court asks")
    submitted(db, round_id, agency="gp", to=auditor(db, "Gill"))
    made = panel.begin(db, lead, round_id, case_id_of(db, "S-001"), "The court asks", key="k")
    assert (
        panel.begin(db, lead, round_id, case_id_of(db, "S-001"), "The court asks", key="k") == made
    )
    page = views.panel(db, lead, made)
    assert page.panel.began_because == "The court asks"
    assert [(each.agency, each.lacks) for each in page.files] == [
        ("csc", "a reading is not submitted"),
        ("gp", ""),
    ]
    assert page.files[0].case_audit_id is None


def test_a_file_read_twice_is_moderated_first(db: Database, lead: Person, round_id: str) -> None:
    to = (auditor(db, "One"), auditor(db, "Two"))
    made = builders.read_twice(db, round_id, to=to, stage="moderated")
    with refused("panel.waiting", CASE, what="csc: it is still to be moderated"):
        panel.begin(db, lead, round_id, builders.case_of(db, "S-001"))
    moderation.settle(db, lead, made, Kind.RATING, "C1", Choice.SECOND, "It is in the letter")
    moderation.agree(db, lead, made)
    page = views.panel(db, lead, panel.begin(db, lead, round_id, builders.case_of(db, "S-001")))
    assert page.files[0].case_audit_id == made


def test_it_is_kept_from_whoever_still_reads_a_file_of_the_case(
    db: Database, round_id: str
) -> None:
    both = admitted(db, Role.QA_LEAD, Role.AUDITOR, name="Both")
    submitted(db, round_id)
    mine = builders.started(db, round_id, agency="gp", to=both)
    there = builders.begun_panel(db, round_id)
    for asked in (
        lambda: panel.begin(db, both, round_id, builders.case_of(db, "S-001"), "I wish"),
        lambda: panel.sign_off(db, both, there, seen=""),
        lambda: views.panel(db, both, there),
    ):
        with pytest.raises(NotFound) as told:
            asked()
        assert told.value.complaint == complaint("panel.not-found")
    assert state(db, both, round_id) is PanelState.KEPT
    assert panel_cases.own_panels(db, both) == ()
    builders.complete(db, both, mine)
    case_audit.submit(db, both, mine)
    assert state(db, both, round_id) is PanelState.UNDER_WAY


def test_nothing_begins_in_a_plan_or_where_there_is_no_case(db: Database, lead: Person) -> None:
    planned = builders.planned_round(db)
    with refused("panel.not-found", ""):
        panel.begin(db, lead, planned, "nowhere")
    builders.add(db, planned)
    with refused("cycle.planned", CASE, title="Spring 2026", work="a panel on a case"):
        panel.begin(db, lead, planned, builders.case_of(db, "S-001"))


def test_it_may_be_held_once_the_round_is_closed(db: Database, round_id: str) -> None:
    submitted(db, round_id)
    builders.moved(db, round_id, "moderate", "close")
    assert signed_panel(db, round_id)


# ---- Gaps and judgements -------------------------------------------------------------------------------------


def test_a_gap_is_noted_or_found_to_be_none(db: Database, lead: Person, made: str) -> None:
    with refused("panel.no-gap", f"{PANEL}, criterion S2"):
        panel_finding.note(db, lead, made, "S2", "So", is_gap=True, version=0)
    with refused("panel.no-words", f"{PANEL}, criterion C1"):
        panel_finding.note(db, lead, made, "C1", "  ", is_gap=True, version=1)
    with refused("panel.moved-on", f"{PANEL}, criterion C1"):
        panel_finding.note(db, lead, made, "C1", "So", is_gap=False, version=0)
    panel_finding.note(db, lead, made, "C1", " No, he was abroad ", is_gap=False, version=1)
    before = db.version()
    panel_finding.note(db, lead, made, "C1", "No, he was abroad", is_gap=False, version=2)
    assert db.version() == before
    (kept,) = views.panel(db, lead, made).notes.values()
    assert (kept.is_gap, kept.text, kept.version) == (False, "No, he was abroad", 2)


def test_a_judgement_is_chosen_with_a_rationale(db: Database, lead: Person, made: str) -> None:
    where = f"{PANEL}, judgement on carers"
    with refused("judgement.unknown", where, value="grand", known="strong, sound, fair, poor"):
        panel_finding.judge(db, lead, made, "carers", "grand", "Why", version=1)
    with refused("panel.not-judged", f"{PANEL}, judgement on nowhere"):
        panel_finding.judge(db, lead, made, "nowhere", "fair", "Why", version=0)
    with refused("panel.moved-on", where):
        panel_finding.judge(db, lead, made, "carers", "poor", "Why", version=0)
    panel_finding.judge(db, lead, made, "carers", "poor", "Why", version=1)
    before = db.version()
    panel_finding.judge(db, lead, made, "carers", "poor", "Why", version=2)
    assert db.version() == before


def test_a_critical_criterion_not_met_in_one_file_caps_it_and_says_so(
    db: Database, lead: Person, made: str
) -> None:
    panel_finding.judge(db, lead, made, "", "strong", "All were content", version=1)
    page = views.panel(db, lead, made)
    assert page.judged[""].capped_by == ("C1",)
    assert page.judged[""].closed == {"strong", "sound"}
    said = "Judgement on the whole case: it cannot exceed Fair, as C1 is critical and not met"
    assert page.missing == (said,)
    with refused("panel.missing", PANEL, n=1, first=said):
        signed(db, lead, made)


def test_without_a_scale_of_judgements_a_rationale_is_all(db: Database, lead: Person) -> None:
    scaleless: Checklist = builders.small_checklist(judgement_scale=None)
    round_id = open_round(db, checklist=scaleless)
    submitted(db, round_id)
    made = builders.begun_panel(db, round_id)
    with refused(
        "judgement.unknown", f"{PANEL}, judgement on the whole case", value="fair", known=""
    ):
        panel_finding.judge(db, lead, made, "", "fair", "Why", version=0)
    lacking = views.panel(db, lead, made).missing
    assert "Judgement on the whole case: a rationale" in lacking
    assert not [each for each in lacking if "not judged" in each]
    panel_finding.judge(db, lead, made, "", None, "Seen by all", version=0)
    assert "Judgement on the whole case: a rationale" not in views.panel(db, lead, made).missing


# ---- The meeting and the chronology ---------------------------------------------------------------------------


def test_who_was_present_is_said_by_role(db: Database, lead: Person, made: str) -> None:
    where = f"{PANEL}, who was present"
    with refused("panel.agency", where, agency="navy"):
        panel_meeting.attended(db, lead, made, "Captain", "navy")
    with refused("panel.no-words", where):
        panel_meeting.attended(db, lead, made, " ", "")
    with refused("text.too-long", where, length="121", limit="120"):
        panel_meeting.attended(db, lead, made, "x" * 121, "")
    with refused("text.not-text", where):
        panel_meeting.attended(db, lead, made, "\ud800", "")
    panel_meeting.attended(db, lead, made, "Chair", "", key="k")
    panel_meeting.attended(db, lead, made, "Chair", "", key="k")
    panel_meeting.left_out(db, lead, made, 1)
    before = db.version()
    panel_meeting.left_out(db, lead, made, 1)
    assert db.version() == before
    with refused("panel.gone", PANEL):
        panel_meeting.left_out(db, lead, made, 9)
    page = views.panel(db, lead, made)
    assert [(each.role, page.name(each.agency)) for each in page.present] == [
        ("Chair", "Independent")
    ]


def test_the_day_is_one_that_was(db: Database, lead: Person, made: str) -> None:
    now = today(db.clock())
    with refused("panel.held-later", PANEL):
        panel_meeting.held_on(db, lead, made, now + timedelta(days=1))
    panel_meeting.held_on(db, lead, made, now)
    before = db.version()
    panel_meeting.held_on(db, lead, made, now)
    assert db.version() == before
    panel_meeting.held_on(db, lead, made, None)
    assert "The meeting: the day on which it was held" in views.panel(db, lead, made).missing


def test_the_chronology_is_in_order_and_nothing_in_it_is_lost_silently(
    db: Database, lead: Person, made: str
) -> None:
    where = f"{PANEL}, chronology"
    put = panel_chronology.put
    put(db, lead, made, "2024", "Born", ["gp", "csc", "gp"], key="k")
    put(db, lead, made, "2024", "Born", ["gp"], key="k")
    put(db, lead, made, "3 March 2025", "Seen", [], disputed=True)
    with refused("panel.day", where):
        put(db, lead, made, "soon", "Seen", [])
    with refused("panel.day-to-come", where):
        put(db, lead, made, str(today(db.clock()) + timedelta(days=1)), "Seen", [])
    with refused("panel.agency", where, agency="police"):
        put(db, lead, made, "2024", "Seen", ["police"])
    with refused("panel.no-words", where):
        put(db, lead, made, "2024", "", [])
    with refused("panel.gone", where):
        put(db, lead, made, "2024", "Seen", [], number=9, version=1)
    put(db, lead, made, "2023", "Booked", [], number=2, version=1)
    with refused("panel.moved-on", where):
        put(db, lead, made, "2022", "Booked early", [], number=2, version=1)
    found = views.panel(db, lead, made).chronology
    assert [(each.day, each.what, each.disputed) for each in found] == [
        ("2023", "Booked", False),
        ("2025-03", "A first visit", False),
        ("2025-03-03", "Seen", True),
    ]
    with refused("panel.no-words", f"{where}, reason"):
        panel_chronology.take_out(db, lead, made, 2, " ", version=2)
    panel_chronology.take_out(db, lead, made, 2, "Of another child", version=2)
    before = db.version()
    panel_chronology.take_out(db, lead, made, 2, "Of another child ", version=2)
    assert db.version() == before
    for because in ("Again", ""):
        with refused("panel.gone", where):
            panel_chronology.take_out(db, lead, made, 2, because, version=3)
    assert [each.number for each in views.panel(db, lead, made).chronology] == [1, 3]


def test_what_looks_like_an_identifier_is_pointed_out_before_it_is_kept(
    db: Database, lead: Person, made: str
) -> None:
    told = "“943 476 5919” (NHS number)"
    with refused("panel.identifier", f"{PANEL}, chronology", found=told):
        panel_chronology.put(db, lead, made, "2024", "Seen: 943 476 5919", [])
    panel_chronology.put(db, lead, made, "2024", "Seen: 943 476 5919", [], looked=True)
    assert len(views.panel(db, lead, made).chronology) == 2


# ---- Signed off, void, open again -----------------------------------------------------------------------------


def test_all_that_is_missing_is_named(db: Database, lead: Person, round_id: str) -> None:
    submitted(db, round_id, agency="csc", ratings={"C1": "no"})
    submitted(db, round_id, agency="gp", to=auditor(db, "Gill"))
    made = panel.begin(db, lead, round_id, builders.case_of(db, "S-001"))
    lacking = views.panel(db, lead, made).missing
    assert lacking[:4] == (
        "The meeting: the day on which it was held",
        "The meeting: who was present",
        "Chronology: no agreed fact yet",
        "C1: what the panel makes of the gap between agencies",
    )
    assert lacking[4:6] == (
        "Judgement on “Fathers and all carers”: not judged yet",
        "Judgement on “Fathers and all carers”: a rationale",
    )
    first = "; ".join(lacking[:3]) + "; and others"
    with refused("panel.missing", PANEL, n=len(lacking), first=first):
        signed(db, lead, made)


def test_signed_off_it_changes_only_when_it_is_opened_again(
    db: Database, lead: Person, made: str
) -> None:
    with refused("panel.not-signed-off", PANEL):
        panel.reopen(db, lead, made, "Why not")
    signed(db, lead, made, key="k")
    signed(db, lead, made, key="k")
    with refused("panel.signed-off", PANEL):
        panel_meeting.held_on(db, lead, made, None)
    with refused("panel.no-words", f"{PANEL}, reason"):
        panel.reopen(db, lead, made, "")
    panel.reopen(db, lead, made, "A letter came", key="k")
    panel.reopen(db, lead, made, "A letter came", key="k")
    before = db.version()
    panel.reopen(db, lead, made, "A letter came ")
    assert db.version() == before
    with refused("panel.not-signed-off", PANEL):
        panel.reopen(db, lead, made, "Another came")
    assert views.panel(db, lead, made).panel.reopened_because == "A letter came"
    signed(db, lead, made)
    assert views.panel(db, lead, made).panel.reopened_because == ""


CHANGES = {
    "the day": lambda db, by, made: panel_meeting.held_on(
        db, by, made, today(db.clock()) - timedelta(days=1)
    ),
    "who was present": lambda db, by, made: panel_meeting.attended(db, by, made, "Chair", ""),
    "the chronology": lambda db, by, made: panel_chronology.put(db, by, made, "2024", "Born", []),
    "a line of it": lambda db, by, made: panel_chronology.put(
        db, by, made, "2024", "Born", [], number=1, version=1
    ),
    "a note": lambda db, by, made: panel_finding.note(
        db, by, made, "C1", "It was", is_gap=False, version=1
    ),
    "a judgement": lambda db, by, made: panel_finding.judge(
        db, by, made, "", "fair", "Seen by two", version=1
    ),
}


@pytest.mark.parametrize("changed", CHANGES)
def test_what_is_signed_off_is_what_was_seen(
    db: Database, lead: Person, made: str, changed: str
) -> None:
    seen = views.panel(db, lead, made).mark
    CHANGES[changed](db, lead, made)
    with refused("panel.unseen", PANEL):
        panel.sign_off(db, lead, made, seen=seen)
    assert not views.panel(db, lead, made).panel.is_signed_off
    signed(db, lead, made)


def test_a_rating_that_moved_was_not_seen_and_a_summary_is_not_signed_off(
    db: Database, lead: Person, round_id: str, made: str
) -> None:
    page = views.panel(db, lead, made)
    version = page.panel.version
    panel_summary.summarise(db, lead, made, "Learnt", version=version)
    assert views.panel(db, lead, made).mark == page.mark
    csc = page.files[0].case_audit_id or ""
    case_audit.send_back(db, lead, csc, "C2 again")
    builders.answer(db, local(db), csc, "C2", "no")
    case_audit.submit(db, local(db), csc)
    with refused("panel.unseen", PANEL):
        panel.sign_off(db, lead, made, seen=page.mark)


def test_a_reading_that_changes_voids_the_sign_off(
    db: Database, lead: Person, round_id: str, made: str
) -> None:
    signed(db, lead, made)
    page = views.panel(db, lead, made)
    csc = page.files[0].case_audit_id or ""
    case_audit.send_back(db, lead, csc, "C1 again")
    assert state(db, lead, round_id) is PanelState.REOPENED
    builders.answer(db, local(db), csc, "C1", "yes")
    case_audit.submit(db, local(db), csc)
    page = views.panel(db, lead, made)
    assert page.panel.voided_at is not None
    assert not page.gaps
    signed(db, lead, made)
    assert state(db, lead, round_id) is PanelState.SIGNED_OFF


def test_a_reading_that_comes_later_voids_it_too_and_another_case_does_not(
    db: Database, lead: Person, round_id: str
) -> None:
    submitted(db, round_id)
    late = builders.started(db, round_id, agency="gp", to=auditor(db, "Gill"))
    made = signed_panel(db, round_id)
    submitted(db, round_id, "S-002")
    assert views.panel(db, lead, made).panel.is_signed_off
    who = auditor_of(db, late)
    builders.complete(db, who, late)
    case_audit.submit(db, who, late)
    assert not views.panel(db, lead, made).panel.is_signed_off


@pytest.mark.parametrize("agency", ["csc", "police"])
def test_a_reading_that_is_made_later_voids_it_and_is_waited_for(
    db: Database, lead: Person, round_id: str, made: str, agency: str
) -> None:
    """A second one of a file that is in, or the first of one more agency's: neither is done yet."""
    builders.signed(db, lead, made)
    reading = Reading.SECOND if agency == "csc" else Reading.FIRST
    (gill,) = (each.person for each in people(db, local(db)).entries if each.person.name == "Gill")
    assert panel_cases.own_panels(db, gill)
    builders.add(db, round_id, agency=agency, to=None, reading=reading)
    assert state(db, lead, round_id) is PanelState.REOPENED
    assert panel_cases.own_panels(db, gill) == ()
    name = "Children's social care" if agency == "csc" else "Police"
    lacking = f"{name}: a reading is not submitted"
    assert views.panel(db, lead, made).missing[0] == lacking
    with refused("panel.missing", PANEL, **first_of(views.panel(db, lead, made).missing)):
        builders.signed(db, lead, made)


def first_of(missing: tuple[str, ...]) -> dict[str, object]:
    more = "; and others" if len(missing) > 3 else ""
    return {"n": len(missing), "first": "; ".join(missing[:3]) + more}


def test_one_that_began_for_a_reason_need_not_wait(
    db: Database, lead: Person, round_id: str
) -> None:
    submitted(db, round_id)
    builders.started(db, round_id, agency="gp", to=auditor(db, "Gill"))
    made = signed_panel(db, round_id)
    assert views.panel(db, lead, made).panel.began_because
    assert views.panel(db, lead, made).missing == ()


def test_a_moderation_signed_off_later_voids_it(db: Database, lead: Person, round_id: str) -> None:
    to = (auditor(db, "One"), auditor(db, "Two"))
    moderated = builders.read_twice(db, round_id, to=to, stage="moderated")
    made = signed_panel(db, round_id)
    moderation.settle(db, lead, moderated, Kind.RATING, "C1", Choice.SECOND, "In the letter")
    assert views.panel(db, lead, made).panel.is_signed_off
    moderation.agree(db, lead, moderated)
    assert not views.panel(db, lead, made).panel.is_signed_off


def test_the_summary_is_kept_as_it_was_written(db: Database, lead: Person, made: str) -> None:
    where = f"{PANEL}, learning summary"
    version = views.panel(db, lead, made).panel.version
    with refused("panel.moved-on", where):
        panel_summary.summarise(db, lead, made, "Learnt", version=version - 1)
    limit = f"{SUMMARY_LIMIT:,}"
    with refused("text.too-long", where, length=f"{SUMMARY_LIMIT + 1:,}", limit=limit):
        panel_summary.summarise(db, lead, made, "x" * (SUMMARY_LIMIT + 1), version=version)
    panel_summary.summarise(db, lead, made, "Learnt", version=version)
    before = db.version()
    panel_summary.summarise(db, lead, made, "Learnt", version=version)
    assert db.version() == before
    signed(db, lead, made)
    version = views.panel(db, lead, made).panel.version
    panel_summary.summarise(db, lead, made, "Learnt more", version=version)
    assert views.panel(db, lead, made).panel.summary == "Learnt more"


def test_what_was_disposed_of_is_changed_by_nobody(db: Database, lead: Person) -> None:
    kept = {"retain_reason": "Five years", "retain_owner": "Manager"}
    until = today(builders.START) + timedelta(days=30)
    round_id = open_round(db, retain_until=until, **kept)
    submitted(db, round_id)
    submitted(db, round_id, "S-002")
    made = signed_panel(db, round_id)
    assert isinstance(db.clock, builders.Clock)
    db.clock.now += timedelta(days=60)
    retention.dispose(db, lead, round_id, confirm="Spring 2026")
    page = views.panel(db, lead, made)
    assert not page.can_hold
    where, on = f"Panel on {page.panel.reference}", day(today(page.panel.disposed_at or db.clock()))
    with refused("round.disposed", where, on=on):
        panel.reopen(db, lead, made, "Again")
    (other,) = (
        each.case_id
        for each in panel_cases.panel_cases(db, lead, round_id).cases
        if each.panel_id is None
    )
    with pytest.raises(Refusal) as told:
        panel.begin(db, lead, round_id, other)
    assert told.value.complaint.code == "round.disposed"
    written = repr((page.present, page.notes, page.judged, page.chronology, page.panel))
    for each in ("Designated nurse", "Seen by all", "A first visit", "2025"):
        assert each not in written


def test_short_texts_cannot_be_guessed_from_the_trail(
    db: Database, lead: Person, made: str
) -> None:
    """Whoever has the trail could try roles and lines out: each stands there by a mark that needs the key."""
    panel_meeting.left_out(db, lead, made, 1)
    panel_chronology.put(db, lead, made, "2025", "A second visit", [], number=1, version=1)
    panel_chronology.take_out(db, lead, made, 1, "Of another child", version=2)
    with db.reading() as connection:
        rows = connection.execute(select(t.event.c.act, t.event.c.detail)).all()
    told = {row.act: json.loads(row.detail) for row in rows if row.act.startswith("panel.")}
    role, first, second = (
        db.mark_of([each]) for each in ("Designated nurse", "A first visit", "A second visit")
    )
    assert told["panel.attended"]["role"] == told["panel.left_out"]["old"] == role
    assert told["panel.happening.put"]["new"] == first
    changed = told["panel.happening.changed"]
    assert (changed["old"], changed["new"]) == (first, second)
    assert told["panel.happening.taken_out"]["old"] == second
    assert told["panel.happening.taken_out"]["reason"] == db.mark_of(["Of another child"])


def test_the_trail_says_that_somebody_looked_at_what_was_pointed_out_and_at_how_much(
    db: Database, lead: Person, made: str
) -> None:
    """Whoever keeps it says of each that it identifies nobody: so all are named, and counted in the trail."""
    words = "Seen: 943 476 5919, 07700 900123, j.smith@example.org, SW1A 1AA"
    with pytest.raises(Refusal) as told:
        panel_chronology.put(db, lead, made, "2024", words, [])
    for each in ("943 476 5919", "07700 900123", "j.smith@example.org", "SW1A 1AA"):
        assert each in str(told.value)
    panel_chronology.put(db, lead, made, "2024", words, [], looked=True)
    panel_summary.summarise(db, lead, made, "Learnt", version=2, looked=True)
    newest, put = trail(db, lead, TrailFilter(kind="panel")).entries[:2]
    line = "put a line into the chronology of the case S-001"
    assert put.words == f"{line}; looked at 4 places that may identify a person, and kept the text"
    assert newest.words == "wrote the learning summary of the case S-001"
