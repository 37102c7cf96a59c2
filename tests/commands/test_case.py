"""Adding case files, and the one step in which a newcomer audits a first one."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from audit.commands import case, case_audit
from audit.commands import round as round_commands
from audit.model.case import AgeBand
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.store import case_audits
from audit.store import tables as t
from audit.store.database import Database
from audit.views import case_audit as views
from audit.views.case_extract import case_extract
from audit.views.case_files import case_files
from audit.views.round import round_page, rounds
from audit.views.trail import TrailFilter, trail
from tests.builders import (
    add,
    admitted,
    auditor,
    complete,
    criterion,
    open_round,
    published,
    round_at,
    small_checklist,
)


def counted(db: Database, table: Any) -> int:
    with db.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_a_file_is_added(db: Database, by: Person) -> None:
    round_id, robin = open_round(db), auditor(db)
    made = case.add_file(
        db,
        by,
        round_id,
        " S-014 ",
        "gp",
        team="  Riverside   practice",
        age_band=AgeBand.UNDER_1,
        auditor_id=robin.id,
    )
    (found,) = case_files(db, by, round_id).audits
    assert found.id == made
    assert found.case_file.reference == "S-014"
    assert (found.case_file.agency, found.case_file.team) == ("gp", "Riverside practice")
    assert found.case_file.age_band is AgeBand.UNDER_1
    assert (found.auditor_id, found.auditor) == (robin.id, "Robin")
    assert (found.status, found.reading) == (CaseAuditStatus.NOT_STARTED, Reading.FIRST)


def test_every_agency_has_its_own_file_on_a_case(db: Database, by: Person) -> None:
    round_id = open_round(db)
    for agency in ("csc", "gp", "police"):
        add(db, round_id, "S-014", agency)
    assert counted(db, t.case) == 1
    assert counted(db, t.case_file) == 3


def test_a_re_audit_takes_the_same_file_and_team(db: Database, by: Person) -> None:
    for title in ("Spring 2026", "Autumn 2026"):
        add(db, open_round(db, title), "S-014", team="North")
    assert counted(db, t.case) == counted(db, t.case_file) == counted(db, t.team) == 1
    assert counted(db, t.case_audit) == 2


def test_one_file_has_one_reading_of_a_kind_in_a_round(db: Database, by: Person) -> None:
    round_id = open_round(db)
    add(db, round_id, "S-014")
    with pytest.raises(Refusal) as refused:
        add(db, round_id, "  S-014", team="North")
    assert refused.value.complaint == complaint(
        "case_file.taken", where="Case file S-014", agency="Children's social care"
    )
    assert counted(db, t.team) == 0, "the refused act left a team behind"
    add(db, round_id, "S-014", reading=Reading.SECOND)


def test_the_same_form_twice_adds_one(db: Database, by: Person) -> None:
    round_id = open_round(db)
    first = add(db, round_id, key="form")
    assert add(db, round_id, key="form") == first
    assert counted(db, t.case_audit) == 1


def test_what_is_not_there_is_not_taken(db: Database, by: Person) -> None:
    round_id = open_round(db)
    sam = admitted(db, Role.QA_LEAD, name="Sam")
    version = db.version()
    for given, expected in (
        ({"round_id": "ghost"}, complaint("round.not-found")),
        ({"agency": "navy"}, complaint("agency.unknown", where="Case file S-014", agency="navy")),
        ({"auditor_id": "ghost"}, complaint("person.not-found")),
        ({"auditor_id": sam.id}, complaint("allocate.not-an-auditor", where="Sam")),
        ({"team": "x" * 61}, complaint("team.name", where="Team", limit=60)),
        ({"team": "No\x07rth"}, complaint("team.name", where="Team", limit=60)),
        (
            {"reference": "Emma Jones"},
            complaint("reference.name", where="Case reference “Emma Jones”"),
        ),
    ):
        wanted: dict[str, Any] = {"round_id": round_id, "reference": "S-014", "agency": "csc"}
        with pytest.raises(Refusal) as refused:
            case.add_file(db, by, **(wanted | given))
        assert refused.value.complaint == expected
    assert db.version() == version
    assert counted(db, t.case) == 0


def test_a_closed_round_takes_no_file(db: Database, by: Person) -> None:
    for status in ("moderation", "closed"):
        round_id = round_at(db, status, title=status)
        with pytest.raises(Refusal) as refused:
            add(db, round_id)
        told = {"title": status, "work": "adding a case file"}
        assert refused.value.complaint == complaint(
            f"cycle.{status}", where="Case file S-001", **told
        )
    assert counted(db, t.case) == 0
    add(db, round_at(db, "planned"))


# ---- One step --------------------------------------------------------------------------------------------


def test_a_newcomer_has_a_file_open_in_one_step(db: Database, by: Person) -> None:
    checklist = published(db)
    version = db.version()
    made = case.audit_one_now(db, by, checklist, "csc")
    page = views.case_audit(db, by, made)
    assert page.audit.status is CaseAuditStatus.IN_PROGRESS
    assert page.audit.case_file.reference == "FILE-001"
    assert page.audit.round_title == "Single files"
    assert page.can_change
    assert db.version() == version + 1, "one act, one event"
    complete(db, by, made)


def test_the_next_step_goes_into_the_same_round_under_the_next_reference(
    db: Database, by: Person
) -> None:
    checklist = published(db)
    audits = [case.audit_one_now(db, by, checklist, "csc") for _ in range(3)]
    found = [views.case_audit(db, by, each).audit for each in audits]
    assert [each.case_file.reference for each in found] == ["FILE-001", "FILE-002", "FILE-003"]
    assert len({each.round_id for each in found}) == 1


def test_it_never_goes_into_a_round_that_was_planned(db: Database, by: Person) -> None:
    checklist = published(db)
    spring = open_round(db, "Spring 2026")
    made = case.audit_one_now(db, by, checklist, "csc", reference="S-014")
    found = views.case_audit(db, by, made).audit
    assert found.round_id != spring
    assert found.case_file.reference == "S-014"


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ((), "Single files"),
        (("Single files",), "Single files 1"),
        (("Single files", "Single files 1"), "Single files 2"),
    ],
)
def test_a_title_that_is_taken_does_not_stop_a_newcomer(
    db: Database, by: Person, taken: tuple[str, ...], expected: str
) -> None:
    first = published(db)
    for title in taken:
        round_commands.open_(db, by, title, first)
    second = published(db, small_checklist(version=2))
    made = case.audit_one_now(db, by, second, "csc")
    assert views.case_audit(db, by, made).audit.round_title == expected


def test_the_same_click_twice_opens_one(db: Database, by: Person) -> None:
    checklist = published(db)
    first = case.audit_one_now(db, by, checklist, "csc", key="click")
    assert case.audit_one_now(db, by, checklist, "csc", key="click") == first
    assert counted(db, t.case_audit) == 1


def test_a_refused_step_leaves_no_round_behind(db: Database, by: Person) -> None:
    checklist = published(db)
    for given, code in (
        ({"agency": "navy"}, "agency.unknown"),
        ({"reference": ""}, "reference.empty"),
        ({"checklist_id": "ghost"}, "checklist.not-found"),
    ):
        wanted: dict[str, Any] = {"checklist_id": checklist, "agency": "csc"}
        with pytest.raises(Refusal) as refused:
            case.audit_one_now(db, by, **(wanted | given))
        assert refused.value.complaint.code == code
    assert not rounds(db, by)


def test_somebody_whom_the_database_does_not_know_is_refused(db: Database, by: Person) -> None:
    ghost = by.model_copy(update={"id": "ghost"})
    with pytest.raises(NotFound) as refused:
        case.audit_one_now(db, ghost, published(db), "csc")
    assert refused.value.complaint == complaint("person.not-found")


def test_an_agency_that_nothing_is_asked_of_can_still_be_opened(db: Database, by: Person) -> None:
    standard = (
        small_checklist()
        .standards[0]
        .model_copy(update={"criteria": (criterion("C1", "AS1", asked_of=("csc",)),)})
    )
    checklist = published(db, small_checklist(standards=(standard,)))
    made = case.audit_one_now(db, by, checklist, "police")
    page = views.case_audit(db, by, made)
    assert page.standards == ()
    assert page.facts == ()


# ---- The same case and the same file again ---------------------------------------------------------------


@pytest.mark.parametrize(("first", "again"), [("CASE-7", "case-7"), ("É%-14", "é%-14")])
def test_a_reference_is_one_whatever_its_capitals_and_keeps_its_first_spelling(
    db: Database, by: Person, first: str, again: str
) -> None:
    round_id = open_round(db)
    add(db, round_id, first)
    add(db, round_id, again, "gp")
    with pytest.raises(Refusal) as refused:
        add(db, round_id, again)
    assert refused.value.complaint.code == "case_file.taken"
    found = {each.case_file.reference for each in case_files(db, by, round_id).audits}
    assert found == {first}
    assert counted(db, t.case) == 1


def test_references_that_only_look_alike_stay_apart(db: Database, by: Person) -> None:
    round_id = open_round(db)
    references = ["É_14", "È_14", "É-14", "É%14", "É_1", "É_140"]
    for reference in references:
        add(db, round_id, reference)
    assert counted(db, t.case) == len(references)


def test_the_next_free_reference_is_free_however_the_others_are_spelt(
    db: Database, by: Person
) -> None:
    checklist = published(db)
    add(db, open_round(db), "file-001")
    made = case.audit_one_now(db, by, checklist, "csc")
    assert views.case_audit(db, by, made).audit.case_file.reference == "FILE-002"


def test_a_file_without_a_team_takes_the_one_that_is_named_later(db: Database, by: Person) -> None:
    add(db, open_round(db, "Spring 2026"), "S-014")
    made = add(db, open_round(db, "Autumn 2026"), "S-014", team="North")
    assert views.case_audit(db, by, made).audit.case_file.team == "North"
    with db.reading() as connection:
        team = connection.execute(select(t.team.c.id)).scalar_one()
        about = t.event.c.about == f"case_audit:{made}"
        detail = connection.execute(select(t.event.c.detail).where(about)).scalar_one()
    assert json.loads(detail)["team"] == team


def test_a_file_of_another_team_is_refused_and_no_team_is_left_behind(
    db: Database, by: Person
) -> None:
    add(db, open_round(db, "Spring 2026"), "S-014", team="North")
    autumn = open_round(db, "Autumn 2026")
    with pytest.raises(Refusal) as refused:
        add(db, autumn, "S-014", team="South")
    assert refused.value.complaint == complaint(
        "case_file.other-team",
        where="Case file S-014",
        agency="Children's social care",
        kept="North",
        given="South",
    )
    assert counted(db, t.team) == 1
    for number, team in enumerate(("", "north")):
        made = add(db, autumn, "S-014", team=team, reading=list(Reading)[number])
        with db.reading() as connection:
            assert case_audits.find(connection, made).case_file.team == "North"


# ---- Several agencies' files on one case -----------------------------------------------------------------


def test_several_agencies_files_come_in_one_act(db: Database, by: Person) -> None:
    round_id, robin = open_round(db), auditor(db)
    version = db.version()
    made = case.add_files(
        db,
        by,
        round_id,
        " S-014 ",
        {"police": "", "csc": "North", "gp": ""},
        age_band=AgeBand.UNDER_1,
        auditor_id=robin.id,
    )
    assert db.version() == version + 1, "one act, one event"
    found = {each.id: each for each in case_files(db, by, round_id).audits}
    assert [
        (found[each].case_file.agency, found[each].case_file.team, found[each].auditor_id)
        for each in made
    ] == [("police", None, robin.id), ("csc", "North", robin.id), ("gp", None, robin.id)]
    assert {each.case_file.reference for each in found.values()} == {"S-014"}
    assert {each.case_file.age_band for each in found.values()} == {AgeBand.UNDER_1}
    assert counted(db, t.case) == 1
    case_audit.start(db, robin, made[0])
    assert round_page(db, by, round_id).total == 3


def test_all_of_them_are_added_or_none(db: Database, by: Person) -> None:
    round_id = open_round(db)
    add(db, round_id, "S-014", "gp", team="West")
    version, team = db.version(), "x" * 61
    for teams, code in (
        ({"csc": "North", "gp": ""}, "case_file.taken"),
        ({"csc": "North", "navy": ""}, "agency.unknown"),
        ({"csc": "North", "police": team}, "team.name"),
        ({}, "case_file.no-agency"),
    ):
        with pytest.raises(Refusal) as refused:
            case.add_files(db, by, round_id, "S-014", teams)
        assert refused.value.complaint.code == code
        assert refused.value.complaint.where in ("Case file S-014", "Team")
    with pytest.raises(Refusal) as name:
        case.add_files(db, by, round_id, "Emma Jones", {"csc": "", "police": ""})
    assert name.value.complaint.code == "reference.name"
    assert db.version() == version
    assert (counted(db, t.case_audit), counted(db, t.case_file), counted(db, t.team)) == (1, 1, 1)


def test_the_same_form_twice_adds_them_once(db: Database, by: Person) -> None:
    round_id = open_round(db)
    teams = {"csc": "", "gp": ""}
    first = case.add_files(db, by, round_id, "S-014", teams, key="form")
    assert case.add_files(db, by, round_id, "S-014", teams, key="form") == first
    assert counted(db, t.case_audit) == len(first) == 2


def test_the_trail_says_what_came_with_the_case_and_the_case_leads_to_it(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    add(db, open_round(db, "Spring 2025"), "S-014", "csc")
    made = case.add_files(db, by, round_id, "s-014", {"csc": "North", "gp": ""})
    (entry,) = [
        each for each in case_extract(db, by, "S-014").entries if each.act == "case_files.added"
    ]
    detail = json.loads(entry.detail)
    assert (detail["round"], detail["case_audits"]) == (round_id, 2)
    assert list(detail["added"]) == sorted(made)
    assert {each["agency"] for each in detail["added"].values()} == {"csc", "gp"}
    assert [("team" in detail["added"][each]) for each in made] == [True, False]
    told = trail(db, by, TrailFilter(act="case_files.added")).entries
    assert [each.words for each in told] == [
        "added case files on one case to the round “Spring 2026”, agencies: 2"
    ]
