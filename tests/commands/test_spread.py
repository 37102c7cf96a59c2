"""A briefing that was held is kept with its day, people and paper; put right or taken back with a reason; and erased."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from audit.commands import retention, spread, supervision
from audit.commands.document import fixed
from audit.commands.supervision import exported
from audit.model.board import Filter
from audit.model.document import DocumentKind
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.spread import Handout, Occasion, Stage
from audit.rules import spread as rules
from audit.rules.retention import gone
from audit.store import documents
from audit.store import tables as t
from audit.store.database import Database
from audit.views import spread as views
from audit.views.trail import TrailFilter, trail
from tests.builders import admitted, open_round, read_twice, submitted

ON = date(2026, 3, 1)
GIVEN = {"handout": "seven-minute briefing", "on": ON, "occasion": "team meeting", "people": 9}


@pytest.fixture
def round_id(db: Database) -> str:
    """Two teams of csc with a file, a third without one, and the GP, who has no teams."""
    kept = {"retain_reason": "Five years", "retain_owner": "Business manager"}
    until = date(2026, 4, 1)
    made = open_round(db, title="Spring 2026", due=until, retain_until=until, **kept)
    submitted(db, made, "S-001", agency="csc", team="East")
    submitted(db, made, "S-002", agency="csc", team="West")
    submitted(db, made, "S-003", agency="gp")
    submitted(db, open_round(db, title="Before"), "S-004", agency="csc", team="North")
    return made


def teams(db: Database, by: Person, round_id: str) -> dict[str, str | None]:
    return {each.team.team_name: each.team.team_id for each in views.spread(db, by, round_id).rows}


def held(db: Database, by: Person, round_id: str, team: str | None, **more: object) -> str:
    return spread.held(db, by, round_id, "csc", team, **(GIVEN | more))  # type: ignore[arg-type]


def paper(db: Database, by: Person, round_id: str, kind: DocumentKind) -> str:
    with db.acting(by, "release.exported", f"round:{round_id}") as now:
        about = (now.connection, 2026, kind, now.at, by.id, round_id)
        number = documents.put(*about, about="", audience="board", handling="open")
        now.did()
    fixed(db, by, number, "0" * 64, 1)
    return number


def test_who_has_had_it_and_who_has_not(db: Database, by: Person, round_id: str) -> None:
    of = teams(db, by, round_id)
    assert list(of) == ["", "East", "North", "West"]
    number = paper(db, by, round_id, DocumentKind.BRIEFING)
    held(db, by, round_id, of["East"], document=f" {number} ", key="k")
    held(db, by, round_id, of["East"], key="k")
    held(
        db,
        by,
        round_id,
        None,
        handout="practitioner one-pager",
        people=40,
        occasion="learning event",
    )
    exported(db, by, round_id, "csc", of["West"], 1)
    supervision.used(db, by, round_id, "gp", None, ON, "supervision", 2, "We ring both")
    found = views.spread(db, by, round_id)
    stages = {rules.named(each.team).split(", ")[1]: rules.stage(each, ON) for each in found.rows}
    assert stages == {
        "the whole agency": Stage.RETURNED,
        "East": Stage.REACHED,
        "North": Stage.NOTHING,
        "West": Stage.OUT,
    }
    whole, east, _, west, gp = found.rows
    assert (whole.is_counted, east.is_counted, gp.is_counted) == (False, True, True)
    assert rules.stage(whole, ON) is Stage.REACHED
    (one,) = east.held
    assert (one.people, one.occasion, one.document) == (9, Occasion.TEAM_MEETING, number)
    assert [len(whole.given(each)) for each in Handout] == [0, 1]
    assert west.taken_out == found.today
    counts = views.counts(db, by, Filter(round_id=round_id))
    assert [
        (each.teams, each.reached, each.briefed, each.one_paged, each.used) for each in counts
    ] == [
        (3, 1, 1, 0, 0),
        (1, 1, 0, 0, 1),
    ]
    assert rules.sentence(counts) == (
        "The learning of this round reached 2 of 4 teams: 1 had the briefing, 1 sent back what came"
        " of a supervision pack."
    )
    assert rules.sentence(()) == ""
    only = views.counts(db, by, Filter(round_id=round_id, agency="csc", team=of["North"]))
    assert rules.sentence(only) == (
        "The learning of this round has reached none of 1 team yet, as far as anybody has said."
    )
    told = [each.words for each in trail(db, by, TrailFilter(act="spread.held")).entries]
    assert (
        "said that Children's social care, East had the seven-minute briefing of the round “Spring 2026”"
        f" on 1 March 2026: team meeting, 9 people, as document {number}"
    ) in told


def test_what_has_to_be_said(db: Database, by: Person, round_id: str) -> None:
    number = paper(db, by, round_id, DocumentKind.ONE_PAGER)
    what = "seven-minute briefing"
    for given, code, facts in (
        ({"handout": "film"}, "spread.handout", {"known": ", ".join(Handout)}),
        ({"occasion": ""}, "spread.occasion", {"known": ", ".join(Occasion)}),
        ({"on": None}, "spread.day", {}),
        ({"on": date(2027, 1, 5)}, "spread.day-to-come", {"day": "5 January 2027"}),
        ({"people": 0}, "spread.people", {"limit": "500"}),
        ({"document": "2020-0001"}, "spread.document", {"number": "2020-0001", "what": what}),
        ({"document": number}, "spread.document", {"number": number, "what": what}),
    ):
        with pytest.raises(Refusal) as refused:
            held(db, by, round_id, None, **given)
        assert refused.value.complaint == complaint(code, rules.WHERE, **facts)
    with pytest.raises(NotFound):
        held(db, by, round_id, "ghost")
    with pytest.raises(NotFound):
        spread.held(db, by, round_id, "police", None, **GIVEN)  # type: ignore[arg-type]


def test_it_is_put_right_and_taken_back_with_a_reason(
    db: Database, by: Person, round_id: str
) -> None:
    made = held(db, by, round_id, None)
    said = {"because": "Three came later", "version": 1}
    spread.change(db, by, made, **(GIVEN | {"people": 12}), **said)  # type: ignore[arg-type]
    spread.change(db, by, made, **(GIVEN | {"people": 12}), **said)  # type: ignore[arg-type]
    for given, code in (
        (said, "spread.moved-on"),
        ({"because": " ", "version": 2}, "spread.no-reason"),
        ({"because": "Mrs Kowalski 07700 900123 came", "version": 2}, "spread.identifier"),
    ):
        with pytest.raises(Refusal) as refused:
            spread.change(db, by, made, **GIVEN, **given)  # type: ignore[arg-type]
        assert refused.value.complaint.code == code
    (row,) = [each for each in views.spread(db, by, round_id).rows if each.held]
    assert (row.held[0].people, row.held[0].version) == (12, 2)
    for _ in range(2):
        spread.take_back(db, by, made, "Mrs Kowalski 07700 900123 was ill", looked=True)
    assert not any(each.held for each in views.spread(db, by, round_id).rows)
    with pytest.raises(NotFound):
        spread.change(db, by, made, **GIVEN, because="Anew", version=2)  # type: ignore[arg-type]
    told = [each.words for each in trail(db, by, TrailFilter()).entries]
    whose = (
        "that Children's social care, the whole agency had the seven-minute briefing of the round"
    )
    (back,) = [each for each in told if each.startswith(f"took back {whose}")]
    assert back.endswith("; looked at 2 places that may identify a person, and kept the text")
    assert sum(each.startswith(f"put right {whose}") for each in told) == 1


def test_an_agency_or_team_lead_keeps_their_own(db: Database, by: Person, round_id: str) -> None:
    of = teams(db, by, round_id)
    east = admitted(db, Role.AGENCY_LEAD, name="Ash", agency="csc", team="East")
    theirs = held(db, by, round_id, of["West"])
    held(db, east, round_id, of["East"])
    assert list(teams(db, east, round_id)) == ["East"]
    assert [each.teams for each in views.counts(db, east, Filter(round_id=round_id))] == [1]
    with pytest.raises(NotFound) as out_of_reach:
        spread.take_back(db, east, theirs, "Not ours")
    assert out_of_reach.value.complaint == complaint("spread.not-found")
    for team in (of["West"], None):
        with pytest.raises(NotFound):
            held(db, east, round_id, team)
    with pytest.raises(NotFound):
        spread.held(db, east, round_id, "gp", None, **GIVEN)  # type: ignore[arg-type]
    assert len({each.sign for each in Stage}) == len(Stage)
    nowhere = admitted(db, Role.AGENCY_LEAD, name="Nobody's")
    assert views.waiting(db, nowhere) == ()


def test_a_pack_of_which_nothing_came_back_is_asked_for(
    db: Database, by: Person, round_id: str
) -> None:
    of = teams(db, by, round_id)
    east = admitted(db, Role.AGENCY_LEAD, name="Ash", agency="csc", team="East")
    for team in ("East", "West"):
        exported(db, by, round_id, "csc", of[team], 1)
    db.clock.now += timedelta(weeks=6)  # type: ignore[attr-defined]
    assert views.waiting(db, by) == ()
    db.clock.now += timedelta(days=1)  # type: ignore[attr-defined]
    late = views.waiting(db, by)
    assert [(each.team.team_name, each.round_title) for each in late] == [
        ("East", "Spring 2026"),
        ("West", "Spring 2026"),
    ]
    assert late[0].asked_by - late[0].taken_out == timedelta(weeks=6)
    assert [each.team.team_name for each in views.waiting(db, east)] == ["East"]
    supervision.used(db, by, round_id, "csc", of["West"], ON, "supervision", 2, "We ring both")
    assert [each.team.team_name for each in views.waiting(db, by)] == ["East"]
    (row,) = views.spread(db, east, round_id).rows
    assert rules.stage(row, views.spread(db, east, round_id).today) is Stage.OVERDUE
    db.clock.now += timedelta(weeks=21)  # type: ignore[attr-defined]
    assert views.waiting(db, by) == ()


def test_who_reads_a_file_blind_is_not_told_what_others_took_out(
    db: Database, by: Person, round_id: str
) -> None:
    reader = admitted(db, Role.QA_LEAD, Role.AUDITOR, name="Reader")
    first = admitted(db, Role.AUDITOR, name="First")
    exported(db, by, round_id, "gp", None, 1)
    read_twice(db, round_id, "S-009", "gp", to=(first, admitted(db, Role.AUDITOR, name="Second")))
    with db.acting(by, "case_audit.allocated") as now:
        of = t.case_audit.c
        second = of.auditor_id.in_(select(t.person.c.id).where(t.person.c.name == "Second"))
        given = {"auditor_id": reader.id, "status": "in progress", "submitted_at": None}
        now.connection.execute(t.case_audit.update().where(second).values(**given))
        now.did()
    found = views.spread(db, reader, round_id)
    assert (found.kept_from_you, [each.taken_out for each in found.rows if each.taken_out]) == (
        True,
        [],
    )
    assert not views.spread(db, by, round_id).kept_from_you
    exported(db, reader, round_id, "csc", None, 1)
    assert len([each for each in views.spread(db, reader, round_id).rows if each.taken_out]) == 1


def test_of_a_disposed_round_that_it_was_held_stands_and_the_reason_does_not(
    db: Database, by: Person, round_id: str
) -> None:
    made = held(db, by, round_id, None)
    spread.change(db, by, made, **(GIVEN | {"people": 12}), because="More came", version=1)  # type: ignore[arg-type]
    db.clock.now += timedelta(days=60)  # type: ignore[attr-defined]
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    (row,) = [each for each in views.spread(db, by, round_id).rows if each.held]
    assert row.held[0].people == 12
    with db.reading() as connection:
        assert connection.execute(select(t.briefing_held.c.because)).scalar_one() == ""
        at = connection.execute(
            select(t.round_.c.disposed_at).where(t.round_.c.id == round_id)
        ).scalar_one()
    for verb in (
        lambda: held(db, by, round_id, None),
        lambda: spread.take_back(db, by, made, "It was not"),
    ):
        with pytest.raises(Refusal) as refused:
            verb()
        assert refused.value.complaint == gone("Spring 2026", at).complaint
